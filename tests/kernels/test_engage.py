"""engage: meeting points of fighters, fly-out and envelopes of batteries, chances of a kill, by hand."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from tests.engine.scenes import battery, flight, scene
from tests.missile import flight_s

from skypact.arrays.codes import C_BELOW_UNIT_HORIZON, C_NONE, C_OUT_OF_ENVELOPE
from skypact.arrays.state import Sizes, blank
from skypact.engine.steps import records
from skypact.lower.world import world as lower_world

INF = math.inf


# a point at x = position + t·velocity, pursued from the origin at 300 m/s
@pytest.mark.parametrize(
    ("position", "velocity", "dt", "speed", "answer"),
    [
        ((10_000, 0, 0), (-200, 0, 0), 0, 300, 20.0),  # head-on: 10,000 / (300 + 200)
        ((10_000, 0, 0), (200, 0, 0), 0, 300, 100.0),  # chase: 10,000 / (300 − 200)
        ((10_000, 0, 0), (0, 0, 0), 0, 300, 100 / 3),  # it stands
        ((10_000, 0, 0), (300, 0, 0), 0, 300, INF),  # as fast, away
        ((10_000, 0, 0), (-300, 0, 0), 0, 300, 100 / 6),  # as fast, towards
        ((10_000, 0, 0), (400, 0, 0), 0, 300, INF),  # faster, away
        ((10_000, 0, 0), (-400, 0, 0), 0, 300, 100 / 7),  # faster, towards
        ((0, 8_000, 0), (240, 0, 0), 0, 300, 8000 / math.sqrt(300**2 - 240**2)),  # abeam: 44.4 s
        ((10_000, 9_000, 0), (-500, 0, 0), 0, 300, INF),  # passes too far and too fast
        ((10_000, 0, 0), (-200, 0, 0), 10, 300, 16.0),  # the track is 10 s old: at 8,000 m
    ],
)  # fmt: skip
def test_meeting(plain, position, velocity, dt: float, speed: float, answer: float) -> None:
    """The earliest moment at which both can be in one place."""
    x = np.array([*position, *velocity], float)
    assert plain.fighter.meet_s(x, float(dt), np.zeros(3), float(speed)) == pytest.approx(answer)


def aimed(
    plain, north_m: float, height_m: float, velocity_north_mps: float = 0.0, sigma_m: float = 10.0, **unit: Any
) -> Any:
    """Return a world and a state with one battery at 53.5° N 24° E and one track due north of it."""
    jet = {"jet": flight((54, 24), (53, 24))}
    made = lower_world(scene(batteries={"battery": battery(**unit)}, intruders=jet)).world
    state = records(blank(made, Sizes(1, 1, 1, 1, 1)))
    lat = math.radians(53.5) + north_m / 6_382_000.0  # radius of the meridian at 53.5°
    state.x[0, 0, :3] = plain.geodesy.to_ecef(lat, math.radians(24), height_m)
    lon = math.radians(24)
    north = [-math.sin(lat) * math.cos(lon), -math.sin(lat) * math.sin(lon), math.cos(lat)]
    state.x[0, 0, 3:] = velocity_north_mps * np.array(north)
    state.p[0, 0] = np.eye(6) * sigma_m**2 / 3
    return records(made), state


def test_time_of_flight_by_hand(plain) -> None:
    """To what stands at 30 km and 3 km high, and to what comes at 250 m/s: missile and target are then equally far."""
    cause, t = plain.battery.solve(*aimed(plain, 30_000, 3_000), 0, 0, 0, 0.0)
    assert cause == C_NONE
    assert t == pytest.approx(flight_s(math.hypot(30_000, 2_995), 2_995), rel=0.01)
    cause, t = plain.battery.solve(*aimed(plain, 30_000, 3_000, -250), 0, 0, 0, 0.0)
    assert t == pytest.approx(flight_s(math.hypot(30_000 - 250 * t, 2_995), 2_995), rel=0.01)
    assert t < 25.0


# reach grows from 20 km at the ground to 80 km from 3 km of height on; 1 km at least; 20 m to 25 km high
@pytest.mark.parametrize(
    ("north_m", "height_m", "cause"),
    [
        (79_000, 3_000, C_NONE), (81_000, 3_000, C_OUT_OF_ENVELOPE), (79_000, 12_000, C_NONE),
        (49_000, 1_500, C_NONE), (51_000, 1_500, C_OUT_OF_ENVELOPE), (20_300, 30, C_NONE),
        (21_500, 30, C_OUT_OF_ENVELOPE), (700, 600, C_OUT_OF_ENVELOPE), (1_000, 600, C_NONE),
        (30_000, 24_900, C_NONE), (30_000, 25_200, C_OUT_OF_ENVELOPE), (10_000, 12, C_OUT_OF_ENVELOPE),
    ],
)  # fmt: skip
def test_the_envelope_has_edges(plain, north_m: float, height_m: float, cause: int) -> None:
    """Inside each edge it can, outside it cannot."""
    world, state = aimed(plain, north_m, height_m, range_at_low_altitude="20 km", sigma_m=1.0)
    assert plain.battery.solve(world, state, 0, 0, 0, 0.0)[0] == cause


def test_a_low_target_may_be_below_the_units_horizon(plain) -> None:
    """A mast of 5 m sees a target at 30 m as far as √(2·4/3·R·5) + √(2·4/3·R·30) = 31.8 km."""
    assert plain.battery.solve(*aimed(plain, 31_500, 30), 0, 0, 0, 0.0)[0] == C_NONE
    assert plain.battery.solve(*aimed(plain, 32_500, 30), 0, 0, 0, 0.0)[0] == C_BELOW_UNIT_HORIZON


def test_a_poor_track_may_be_too_low_to_tell(plain) -> None:
    """Two sigma of the track's error are forgiven at the lower edge."""
    assert plain.battery.solve(*aimed(plain, 10_000, 12, sigma_m=1.0), 0, 0, 0, 0.0)[0] == C_OUT_OF_ENVELOPE
    assert plain.battery.solve(*aimed(plain, 10_000, 12, sigma_m=20.0), 0, 0, 0, 0.0)[0] == C_NONE


# the day moves log-odds: p = 0.7 is +0.8473; +1 is 0.8638, −2 is 0.2400
@pytest.mark.parametrize(("p", "battery_logit", "chain_logit", "answer"), [
    (0.7, 0, 0, 0.7), (0.7, 0.4, 0.6, 0.863810), (0.7, -2, 0, 0.239996), (1.0, -9, -9, 1.0), (0.0, 9, 9, 0.0),
])  # fmt: skip
def test_the_chance_of_a_kill_of_the_day(plain, p: float, battery_logit: float, chain_logit: float, answer) -> None:
    """Certainty stays certain; nothing else leaves (0, 1)."""
    world, state = aimed(plain, 30_000, 3_000, kill={"aircraft": p})
    state.battery_logit[0], state.chain_logit[0] = battery_logit, chain_logit
    assert plain.battery.kill_chance(world, state, 0, 0) == pytest.approx(answer, abs=1e-5)


def test_the_basket(plain) -> None:
    """1 − exp(−basket² / 2σ²), σ² the mean variance of an axis: σ gives 0.3935, 2σ 0.8647; a lost track none."""
    world, state = aimed(plain, 30_000, 3_000, sigma_m=300.0, basket="300 m")
    state.track[0, 0].stage, state.track[0, 0].track = 2, 7
    world.picture["q"] = 0.0
    state.p[0, 0] = np.diag([300.0**2] * 3 + [0.0] * 3)
    x, p = np.zeros(6), np.zeros((6, 6))
    assert plain.battery.acquire_chance(world, state, 0, 0, 0, 7, 0.0, x, p) == pytest.approx(0.393469, abs=1e-6)
    state.p[0, 0] /= 4
    assert plain.battery.acquire_chance(world, state, 0, 0, 0, 7, 0.0, x, p) == pytest.approx(0.864665, abs=1e-6)
    assert plain.battery.acquire_chance(world, state, 0, 0, 0, 8, 0.0, x, p) == 0.0


# rows of (action, situations, classes, zones, territories, units); the first that fits
def test_the_first_row_that_fits_decides(plain) -> None:
    """Action, situation, class, zone, territory and unit must all fit; bit 62 is elsewhere."""
    elsewhere = 1 << 62
    anywhere = (1 << 62) - 1 + elsewhere
    rows = np.array(
        [(0b100, 0b10000, anywhere, 0b01, 1, -1), (0b111, 0b11000, 0b10, anywhere, 1, -1),
         (0b111, 0b11100, anywhere, elsewhere, 0, -1), (0b111, 0b11100, anywhere, anywhere, 1, 1),
         (0b111, 0b11100, anywhere, anywhere, 1, -1)],
        dtype=[(name, "i8") for name in ("situations", "classes", "zones", "territories", "action", "asks")],
    ).view(np.recarray)  # fmt: skip
    posts = np.array([(-1,), (0,), (1,)], dtype=[("unit", "i8")]).view(np.recarray)  # posts 1 and 2 are crews
    units = np.array([[1, 0], [1, 1], [1, 1], [1, 1], [0, 1]], np.uint8)
    world = SimpleNamespace(right=rows, right_unit=units, post=posts)

    def row_for(*asked: int) -> int:
        return plain.rights.row_for(world, 0, *asked)

    assert row_for(0, 1, 2, 4, 5, 0) == 0
    assert row_for(0, 1, 1, 4, 5, 0) == -1  # not war, not zone 1; the last row is not of this unit
    assert row_for(0, 1, 1, 4, 1, 0) == 1
    assert row_for(0, 1, 1, 4, -1, 0) == -1  # outside every zone is not zone 1
    assert row_for(1, 1, 2, 4, 5, 0) == 4
    assert row_for(0, 0, 0, 2, -1, -1) == 2  # over nobody's territory
    assert row_for(0, 0, 0, 2, -1, 1) == -1
    assert row_for(1, 1, 0, 1, 1, 1) == -1  # civil
    assert plain.rights.row_for(world, 1, 0, 1, 2, 4, 5, 0) == 3  # a crew by its own row, before every other
    assert plain.rights.row_for(world, 2, 1, 1, 2, 4, 5, 0) == -1  # another's crew by none
