"""Visits: entry, exit and depth of routes over a rectangle, by hand; distances inside a border."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.scenes import flight, scene

from skypact.arrays.world import World
from skypact.lower import depth
from skypact.lower.place import CELL_LAT_DEG, CELL_LON_DEG, GEOD, lookup
from skypact.lower.visits import deepening
from skypact.lower.world import world as lower_world
from skypact.spec.place import Theatre

#: AA is 1° high and 2.1° wide, whole cells of 0.01° and 0.015° from the theatre's corner at 52° N, 22° E.
BOX = {"borders": {"AA": [[[53, 22.9], [53, 25], [54, 25], [54, 22.9]]]}, "nations": {"AA": {"title": "A"}}}
THEATRE = Theatre(south=52, north=56, west=22, east=26)


def world(**more: Any) -> World:
    """Return the arrays of a scene with the rectangle."""
    return lower_world(scene(**(BOX | more))).world


def test_a_straight_flight_across_a_rectangle() -> None:
    """South along 24° E at 250 m/s: in at 54°, out at 53°, deepest half way, where the south is as near as the north.

    Half a degree of the meridian: 55.65 km; 1° of longitude there is 66.4 km, so the sides are farther away.
    """
    made = world(intruders={"jet": flight((54.5, 24), (52.5, 24), begin="30 s")})
    (visit,) = made.visit
    to_border, across = GEOD.inv(24, 54.5, 24, 54.0)[2], GEOD.inv(24, 54.0, 24, 53.0)[2]
    assert visit["in_s"] == pytest.approx(30 + to_border / 250, abs=0.1)
    assert visit["out_s"] - visit["in_s"] == pytest.approx(across / 250, abs=0.1)
    rows = made.deepest[visit["first"] : visit["first"] + visit["count"]]
    assert rows[0].tolist() == [visit["in_s"], 0.0]
    assert rows[-1, 1] == pytest.approx(across / 2, abs=1113)  # to a cell: no ridge is sharper
    assert (np.diff(rows[:, 0]) > 0).all()
    assert (np.diff(rows[:, 1]) >= 0).all()
    fast = rows[(rows[:, 1] > 1500) & (rows[:, 1] < 50_000)]  # on the way in depth grows as fast as it flies
    assert fast[:, 1] == pytest.approx((fast[:, 0] - visit["in_s"]) * 250, abs=20)


def test_there_and_back_are_two_visits_and_an_end_inside_is_no_exit() -> None:
    """In, out to the west, back in, and the route ends there."""
    legs = flight((53.5, 22.5), (53.5, 23.2), (53.5, 22.5), (53.5, 23.1))
    visits = world(intruders={"jet": legs}).visit
    assert len(visits) == 2
    assert visits["out_s"][0] < visits["in_s"][1]
    assert visits["out_s"][1] == math.inf
    depths = world(intruders={"jet": legs}).deepest
    (west_east,) = {round(GEOD.inv(22.9, 53.5, 23.2, 53.5)[2])}
    assert depths[: visits["count"][0], 1].max() == pytest.approx(west_east, abs=500)


def test_only_nations_with_posts_have_visits_and_zones_have_them_without_depth() -> None:
    """BB, the north, has no post; the jet passes a zone of BB's land."""
    zones = {"z": {"centre": [54.3, 24], "radius": "10 km"}}
    made = lower_world(scene(zones=zones, intruders={"jet": flight((54.9, 24), (54.1, 24))})).world
    assert made.visit[["nation", "zone", "count"]].tolist() == [(-1, 0, 0)]
    assert (made.visit["out_s"][0] - made.visit["in_s"][0]) * 250 == pytest.approx(20_000, abs=1500)
    assert made.depth_of.tolist() == [0, -1]
    assert len(made.zone_entity) == 1


def test_a_fast_flight_is_not_seen_late() -> None:
    """At 2 km/s a sample of 5 s is 10 km: the moment between two samples is halved down."""
    made = world(intruders={"jet": flight((54.5, 24), (53.5, 24), speed="2000 m/s")})
    assert made.visit["in_s"][0] == pytest.approx(GEOD.inv(24, 54.5, 24, 54.0)[2] / 2000, abs=0.05)


def test_depths_of_a_half_plane() -> None:
    """Everything south of 54°: metres along the meridian, below 0 north of it; the theatre's edge is no border."""
    made = lower_world(scene()).world
    (grid,) = made.depth
    lat = 52 + CELL_LAT_DEG * (np.arange(400) + 0.5)
    expected = [math.copysign(GEOD.inv(24, a, 24, 54.0)[2], 54 - a) for a in lat]
    for column in (0, 100, 266):
        assert grid[:, column] == pytest.approx(expected, rel=2e-3, abs=1)


def test_depths_are_true_in_east_and_west_at_every_latitude() -> None:
    """A strip along the meridian, 40 to 68° N: half its width at each latitude, though a degree shrinks by half."""
    box = Theatre(south=40, north=68, west=0, east=3)
    territory = np.full((2800, 200), -1, np.int16)
    territory[:, 80:120] = 0
    found = depth.depths(territory, box, [0])
    assert found.cells == 1
    for lat in (41.005, 54.005, 67.005):
        row = found.metres[0, round((lat - 40.005) / CELL_LAT_DEG)]
        half = GEOD.inv(1.2, lat, 1.2 + 19.5 * CELL_LON_DEG, lat)[2]
        assert row[99] == pytest.approx(half, rel=2e-3)
        assert row[139] == pytest.approx(-half, rel=2e-3)


def test_a_nation_without_land_or_without_an_end() -> None:
    """All of the theatre, or nothing of it: there is no border to be near to."""
    territory = np.zeros((40, 40), np.int16)
    found = depth.depths(territory, THEATRE, [0, 1])
    assert found.metres[0].min() == depth.FAR_M
    assert found.metres[1].max() == -depth.FAR_M


def test_large_theatres_have_larger_cells() -> None:
    """A tenth of the cells: 4 x 4 in one (more than a tenth), and the border where it was, to one of them."""
    made = lower_world(scene()).world
    found = depth.depths(made.territory, THEATRE, [0], most=made.territory.size // 10)
    assert found.cells == 4
    at = np.array([53.0, 53.9, 54.1, 55.0]), np.full(4, 24.0)
    fine, coarse = depth.along(made.depth[0], 1, THEATRE, *at), depth.along(found.metres[0], 4, THEATRE, *at)
    assert coarse == pytest.approx(fine, abs=4 * 1113)


CORNER = st.tuples(st.integers(10, 390), st.integers(10, 250))


@settings(max_examples=40, deadline=None)
@given(a=CORNER, b=CORNER, at=st.tuples(st.floats(52.01, 55.99), st.floats(22.01, 25.99)), north=st.floats(-20, 20))
def test_depth_has_the_sign_of_the_territory_and_grows_no_faster_than_one_moves(
    a: tuple[int, int], b: tuple[int, int], at: tuple[float, float], north: float
) -> None:
    """For any rectangle: inside is above 0, beyond a cell of the border for certain; metre for metre at most."""
    territory = np.full((400, 267), -1, np.int16)
    territory[min(a[0], b[0]) : max(a[0], b[0]) + 1, min(a[1], b[1]) : max(a[1], b[1]) + 1] = 0
    metres = depth.depths(territory, THEATRE, [0]).metres[0]
    lon, lat, _ = GEOD.fwd(at[1], at[0], 17 * north, 1000 * abs(north))
    if not (52 < lat < 56 and 22 < lon < 26):
        return
    places = np.array([at[0], lat]), np.array([at[1], lon])
    here, there = depth.along(metres, 1, THEATRE, *places)
    assert abs(here - there) <= 1.02 * 1000 * abs(north) + 1
    for value, inside in zip((here, there), lookup(territory, THEATRE, *places), strict=True):
        assert value > -700 if inside == 0 else value < 700  # half the diagonal of a cell


def test_the_table_of_depths_is_coarse_and_true() -> None:
    """A flight along a depth of 20 km: a row for each kilometre on the way in, one at the end, none between."""
    metres = lower_world(scene()).world.depth[0]
    t = np.array([0.0, 80.0, 880.0])
    route = np.column_stack([t, [54.0, 53.82, 53.82], [24.0, 24.0, 25.9], [0.0, 0.0, 0.0]])
    rows = deepening(route, 0.0, 880.0, metres, 1, THEATRE)
    assert len(rows) < 40
    assert rows[-1, 1] == pytest.approx(GEOD.inv(24, 53.82, 24, 54.0)[2], abs=60)
