"""violation: distances as `lower` has them, the error across a border, and foreseen entries, by hand."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from tests.engine.scenes import flight, scene

from skypact.arrays.codes import E_FORESEEN, E_VIOLATION, E_ZONE
from skypact.arrays.state import N_EVENTS, State, blank, first_sizes
from skypact.arrays.world import World
from skypact.lower import depth
from skypact.lower.place import frame, site
from skypact.lower.world import world as lower_world
from skypact.spec.place import Theatre

THEATRE = Theatre(south=52, north=56, west=22, east=26)


@pytest.fixture(scope="module")
def world() -> World:
    """Return a world whose nation AA is all that lies south of 54° N, with one zone."""
    zones = {"capital": {"centre": [53.5, 24], "radius": "30 km"}}
    return lower_world(scene(intruders={"jet": flight((54.5, 24), (53, 24))}, zones=zones)).world


def track(world: World, lat: float, lon: float, east: float, north: float, sd_m: float = 100.0, sd_mps: float = 1.0,
          **more: Any) -> State:  # fmt: skip
    """Return a state with one track, old enough that its speed counts, and an error that is the same on all axes."""
    state = blank(world, first_sizes(world, False)._replace(slots=1))
    e, n, _ = frame((lat, lon))
    state.x[0, 0, :3] = site((lat, lon), 3000.0)
    state.x[0, 0, 3:] = east * e + north * n
    state.p[0, 0] = np.diag([sd_m**2] * 3 + [sd_mps**2] * 3)
    row = state.track[0, 0]
    row["obj"], row["t_s"], row["t_born_s"], row["zone"], row["zone_told"] = 0, 1000.0, 0.0, -1, -1
    for name, value in more.items():
        row[name] = value
    return state


def told(plain: SimpleNamespace, world: World, state: State, lat: float, lon: float) -> list[tuple[int, float]]:
    """Return kind and value of what is said of the track at its own moment."""
    records = state._replace(track=state.track.view(np.recarray), event=state.event.view(np.recarray))
    as_records = world._replace(**{n: getattr(world, n).view(np.recarray) for n in ("picture", "post", "object")})
    plain.violation.watch_border(as_records, records, 0, 0, math.radians(lat), math.radians(lon), 1000.0)
    rows = state.event[: state.counter[N_EVENTS]]
    return [(int(row["kind"]), float(row["value"])) for row in rows]


def test_distances_are_those_of_the_table(plain: SimpleNamespace, world: World) -> None:
    """The same bilinear value as scipy's; the slope points south, one metre a metre."""
    rng = np.random.default_rng(4)
    lat, lon = rng.uniform(52.01, 55.99, 200), rng.uniform(22.01, 25.98, 200)
    expected = depth.along(world.depth[0], 1, THEATRE, lat, lon)
    found = [plain.violation.inside(world, 0, math.radians(a), math.radians(b)) for a, b in zip(lat, lon, strict=True)]
    assert [f[0] for f in found] == pytest.approx(expected.tolist(), abs=0.1)
    assert [f[1] for f in found] == pytest.approx([-1.0] * 200, abs=2e-3)
    assert [f[2] for f in found] == pytest.approx([0.0] * 200, abs=1e-6)


def test_beyond_the_theatre_is_outside(plain: SimpleNamespace, world: World) -> None:
    """0.1° south of the box, south of which AA's land is not known: 11.1 km outside; a nation without posts: never."""
    found, _, _ = plain.violation.inside(world, 0, math.radians(51.9), math.radians(24))
    assert found == pytest.approx(-11_120, abs=15)
    assert plain.violation.inside(world, 1, math.radians(55), math.radians(24))[0] < -1e6


def test_the_error_across_a_border(plain: SimpleNamespace, world: World) -> None:
    """300 m north, 40 m east, 2 m/s each; 10 s old, 100 s ahead: √(300² + (2 · 110)² + q · 10³/3) across."""
    state = track(world, 53.9, 24.0, 0.0, 0.0)
    east, north, up = frame((53.9, 24.0))
    state.p[0, 0] = 0.0
    state.p[0, 0, :3, :3] = 300**2 * np.outer(north, north) + 40**2 * np.outer(east, east) + 7**2 * np.outer(up, up)
    state.p[0, 0, 3:, 3:] = 4.0 * np.eye(3)
    records = world._replace(picture=world.picture.view(np.recarray))
    at = (math.radians(53.9), math.radians(24.0))
    q = float(world.picture["q"][0])
    for slope, sd in (((-1.0, 0.0), 300), ((0.0, 0.3), 40), ((0.0, 0.0), 40)):
        found = plain.violation.error_along(records, state, 0, 0, *at, *slope, 10.0, 100.0)
        assert found == pytest.approx(math.sqrt(sd**2 + 220**2 + q * 1000 / 3))
    state.p[0, 0, :3, 3:] = 5.0 * np.eye(3)  # place and speed wrong together
    state.p[0, 0, 3:, :3] = 5.0 * np.eye(3)
    found = plain.violation.error_along(records, state, 0, 0, *at, -1.0, 0.0, 0.0, 100.0)
    assert found == pytest.approx(math.sqrt(300**2 + 200**2 + 2 * 100 * 5))


# 0.01° of latitude is 1,113 m here; 1.2816 sd are needed for a confidence of 0.9
@pytest.mark.parametrize(
    ("lat", "sd", "seen"),
    [(53.99, 800.0, True), (53.99, 950.0, False), (53.5, 10_000.0, True), (54.005, 10.0, False)],
)
def test_a_violation_is_sure_of_the_border(
    plain: SimpleNamespace, world: World, lat: float, sd: float, seen: bool
) -> None:
    """1,113 m inside: sure with 800 m (1,025 m are needed), not with 950 m (1,217 m)."""
    found = told(plain, world, track(world, lat, 24, 0, 100, sd, t_born_s=999.0), lat, 24)
    assert [kind for kind, _ in found] == ([E_VIOLATION] if seen else [])
    if seen:
        assert found[0][1] == pytest.approx((54 - lat) * 111_300, abs=50)
        assert found[0][1] == round(found[0][1])


# 0.1° = 11,131 m from the border
@pytest.mark.parametrize(
    ("north", "east", "after"),
    [
        (-100.0, 0.0, 111),  # straight at it
        (-50.0, 86.6, 223),  # at 30° to it: half as fast
        (-37.0, 0.0, 301),  # just too slow for 5 min
        (100.0, 0.0, None),  # away
        (0.0, 200.0, None),  # along it
    ],
)
def test_an_entry_is_foreseen(
    plain: SimpleNamespace, world: World, north: float, east: float, after: int | None
) -> None:
    """Distance over the speed across the border, within 5 min; the path curves 1 % of a cell at most."""
    found = told(plain, world, track(world, 54.1, 23.0, east, north, 1.0, 0.01), 54.1, 23.0)
    if after is None or after > 300:
        assert found == []
    else:
        assert [kind for kind, _ in found] == [E_FORESEEN]
        assert found[0][1] == pytest.approx(after, abs=3)


def test_foresight_waits_for_the_speed_and_for_being_sure(plain: SimpleNamespace, world: World) -> None:
    """A fresh track, or one whose speed is unknown by 100 m/s, foresees nothing."""
    fresh = track(world, 54.1, 24.0, 0, -100, t_born_s=990.0)
    assert told(plain, world, fresh, 54.1, 24.0) == []
    assert told(plain, world, track(world, 54.1, 24.0, 0, -60, 10.0, 100.0), 54.1, 24.0) == []
    assert told(plain, world, track(world, 54.1, 24.0, 0, -60, 10.0, 1.0), 54.1, 24.0) != []


def test_each_is_said_once_and_a_zone_until_another(plain: SimpleNamespace, world: World) -> None:
    """Two epochs with the same belief: one violation, one zone."""
    state = track(world, 53.5, 24, 0, 100, zone=0)
    first = told(plain, world, state, 53.5, 24)
    assert [kind for kind, _ in first] == [E_ZONE, E_VIOLATION]
    assert told(plain, world, state, 53.5, 24) == first
