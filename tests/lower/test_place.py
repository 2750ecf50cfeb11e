"""lower.place: routes, frames, territory and zones against geodesics and plane geometry."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod, Transformer
from tests.engine.scenes import flight, scene

from skypact.lower import place
from skypact.lower.ground import Ground
from skypact.lower.world import world as lower_world
from skypact.spec.place import Leg, Theatre, Zone

GEOD = Geod(ellps="WGS84")
PROJ = Transformer.from_crs("EPSG:4979", "EPSG:4978")
LAT, LON = st.floats(45, 65), st.floats(10, 40)


def legs(*rows: dict[str, object]) -> list[Leg]:
    """Return waypoints."""
    return [Leg.model_validate(row) for row in rows]


@settings(max_examples=50, deadline=None)
@given(lat=LAT, lon=LON, h=st.floats(0, 20_000))
def test_sites_are_those_of_proj(lat: float, lon: float, h: float) -> None:
    """To a micrometre; the frame is orthonormal and points east, north, up."""
    assert place.site((lat, lon), h) == pytest.approx(PROJ.transform(lat, lon, h), abs=1e-6)
    frame = np.array(place.frame((lat, lon)))
    assert frame @ frame.T == pytest.approx(np.eye(3), abs=1e-12)
    for row, moved in zip(frame, ((lat, lon + 1e-6, h), (lat + 1e-6, lon, h), (lat, lon, h + 0.1)), strict=True):
        step = np.array(PROJ.transform(*moved)) - place.site((lat, lon), h)
        assert step @ row == pytest.approx(np.linalg.norm(step), rel=1e-4)


@settings(max_examples=40, deadline=None)
@given(lat0=LAT, lon0=LON, lat1=LAT, lon1=LON, h0=st.floats(50, 12_000), h1=st.floats(50, 12_000))
def test_a_route_is_a_geodesic_at_its_speed(lat0, lon0, lat1, lon1, h0, h1) -> None:
    """It ends where it should, when length / speed says; its height is linear; chords sag less than 2 m."""
    route = place.dense_route(legs(
        {"at": [lat0, lon0], "alt": f"{h0} m"}, {"at": [lat1, lon1], "alt": f"{h1} m"}),
        100.0, Ground(0.0), 200.0)  # fmt: skip
    ground = GEOD.inv(lon0, lat0, lon1, lat1)[2]
    length = max(math.hypot(ground, h1 - h0), 1.0)
    assert route[0].tolist() == [100.0, lat0, lon0, h0]
    assert route[-1, 0] == pytest.approx(100.0 + length / 200.0, rel=1e-9)
    assert route[-1, 1:3] == pytest.approx([lat1, lon1], abs=1e-8)
    assert (np.diff(route[:, 0]) > 0).all()
    share = (route[:, 0] - 100.0) / (route[-1, 0] - 100.0)
    assert route[:, 3] == pytest.approx(h0 + share * (h1 - h0), abs=1e-6)
    if ground > 1:
        pieces = np.array([GEOD.inv(a[2], a[1], b[2], b[1])[2] for a, b in zip(route[:-1], route[1:], strict=True)])
        assert pieces.max() <= place.STEP_M * (1 + 1e-9)
        assert pieces.sum() == pytest.approx(ground, rel=1e-9)  # no way round
        xyz = place.ecef(route[:, 1], route[:, 2], route[:, 3])
        middle = (xyz[1:] + xyz[:-1]) / 2
        heights = (route[1:, 3] + route[:-1, 3]) / 2
        low = [h - PROJ.transform(*m, direction="INVERSE")[2] for m, h in zip(middle, heights, strict=True)]
        assert -1e-3 < min(low) <= max(low) < 2.0


def test_speeds_holds_and_heights_of_legs() -> None:
    """A leg may have its own speed and hold; `agl` is above the ground of the theatre."""
    route = place.dense_route(legs(
        {"at": [53, 24], "agl": "100 m", "hold": "60 s"}, {"at": [53.1, 24], "agl": "100 m", "speed": "50 m/s"},
        {"at": [53.2, 24], "alt": "100 m", "hold": "30 s"}), 10.0, Ground(160.0), 100.0)  # fmt: skip
    first, second = (GEOD.inv(24, 53 + k / 10, 24, 53.1 + k / 10)[2] for k in (0, 1))
    assert route[0].tolist() == [10.0, 53.0, 24.0, 260.0]
    assert route[1].tolist() == [70.0, 53.0, 24.0, 260.0]
    there = np.flatnonzero(np.isclose(route[:, 1], 53.1))[0]
    assert route[there, 0] == pytest.approx(70 + first / 50)
    assert route[-2, 0] == pytest.approx(70 + first / 50 + math.hypot(second, 160) / 100)
    assert route[-1, 0] == pytest.approx(route[-2, 0] + 30)
    assert (route[there, 3], route[-1, 3]) == pytest.approx((260.0, 100.0))


def test_a_route_that_stands_still_goes_on() -> None:
    """Two waypoints in one place count as a metre, so that time moves."""
    still = legs({"at": [53, 24], "alt": "1 km"}, {"at": [53, 24], "alt": "1 km"})
    route = place.dense_route(still, 0.0, Ground(0.0), 50.0)
    assert route[-1, 0] == pytest.approx(0.02)


THEATRE = Theatre(south=53, north=55, west=23, east=26)
#: A ring with a bay, and a hole in it.
RING = [[53.2, 23.3], [53.4, 25.6], [54.0, 24.4], [54.7, 25.5], [54.5, 23.2]]
HOLE = [[53.6, 23.6], [53.6, 24.0], [53.9, 23.9]]


def winding(lat: float, lon: float, ring: list[list[float]]) -> float:
    """Return how often a ring goes round a point: an algorithm that shares nothing with scan lines."""
    angles = [math.atan2(a - lat, b - lon) for a, b in ring]
    turns = (math.remainder(b - a, 2 * math.pi) for a, b in zip(angles, angles[1:] + angles[:1], strict=True))
    return round(abs(sum(turns)) / (2 * math.pi))


def gap(lat: float, lon: float, ring: list[list[float]]) -> float:
    """Return the distance in degrees of a point from a ring."""
    p, best = np.array([lat, lon]), math.inf
    for a, b in zip(np.array(ring), np.array(ring[1:] + ring[:1]), strict=True):
        f = np.clip((p - a) @ (b - a) / ((b - a) @ (b - a)), 0, 1)
        best = min(best, float(np.linalg.norm(p - a - f * (b - a))))
    return best


def test_the_grid_is_the_polygon() -> None:
    """2,000 random places, a cell or more from every edge, lie in the grid where they lie in the plane."""
    grid = place.territory(THEATRE, {"AA": [[(a, b) for a, b in r] for r in (RING, HOLE)]}, ["AA"])
    rng = np.random.default_rng(2)
    lat, lon = rng.uniform(53, 55, 2000), rng.uniform(23, 26, 2000)
    found, inside, checked = place.lookup(grid, THEATRE, lat, lon), 0, 0
    for a, b, value in zip(lat, lon, found, strict=True):
        if min(gap(a, b, RING), gap(a, b, HOLE)) > 0.02:
            within = winding(a, b, RING) == 1 and winding(a, b, HOLE) == 0
            assert (value == 0) == within, (a, b)
            inside, checked = inside + within, checked + 1
    assert checked > 1500
    assert 300 < inside < checked - 300


def test_places_off_the_grid_are_nobodys() -> None:
    """Beyond the theatre, and where no ring lies."""
    grid = place.territory(THEATRE, {}, ["AA", "BB"])
    places = np.array([[52.99, 24], [55.01, 24], [54, 22.99], [54, 26.02], [54, 24]])
    assert place.lookup(grid, THEATRE, places[:, 0], places[:, 1]).tolist() == [-1] * 5


def test_two_neighbours_share_a_border_without_a_gap() -> None:
    """Every cell between two nations with one border is of one of them; cells above 54° are the second's."""
    made = lower_world(scene()).world
    assert set(np.unique(made.territory)) == {0, 1}
    assert (made.territory[:200] == 0).all()
    assert (made.territory[200:] == 1).all()


def test_zones_by_priority_and_round_ones() -> None:
    """The higher priority wins where zones overlap; a circle has its radius in metres."""
    zones = {
        "round": Zone.model_validate({"centre": [54, 24.5], "radius": "30 km", "priority": 2}),
        "box": Zone.model_validate({"polygon": [[53.5, 23.5], [53.5, 25.5], [54, 25.5], [54, 23.5]], "priority": 1}),
    }
    grid = place.zones(THEATRE, zones)
    box, round_ = 0, 1  # sorted by name
    for azimuth in range(0, 360, 30):
        for distance, within in ((28_500, True), (31_500, False)):
            lon, lat, _ = GEOD.fwd(24.5, 54, azimuth, distance)
            value = place.lookup(grid, THEATRE, np.array([lat]), np.array([lon]))[0]
            assert (value == round_) == within, (azimuth, distance)
    assert place.lookup(grid, THEATRE, np.array([53.6]), np.array([23.6]))[0] == box


def test_entry_is_when_the_border_is_crossed() -> None:
    """From 54.5° to 53.5° at 250 m/s: 0.5° of the meridian is 55.65 km, 222.6 s; the border is the edge of a cell."""
    jet, out = flight((54.5, 24), (53.5, 24), begin="30 s"), flight((55, 24), (54.1, 24))
    made = lower_world(scene(intruders={"jet": jet, "out": out}))
    to_border = GEOD.inv(24, 54.5, 24, 54.0)[2]
    assert to_border == pytest.approx(55_655, abs=1)
    assert made.roster.objects == ["jet", "out"]
    assert made.world.visit["object"].tolist() == [0]  # BB has no post, and the other does not come
    assert made.world.visit["in_s"][0] == pytest.approx(30 + to_border / 250, abs=0.1)
    assert made.world.visit["out_s"][0] == math.inf
