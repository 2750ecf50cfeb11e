"""detect: Pd from the table, the radar equation, what hides an object, and what eyes see."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.scenes import flight, observer, radar, scene

from skypact.arrays.looks import empty_looks
from skypact.arrays.state import Sizes, blank
from skypact.engine.steps import records
from skypact.lower.sense.detection import probability
from skypact.lower.world import world as lower_world
from skypact.spec.scenario import Scenario


def lowered(scenario: Scenario) -> Any:
    """Return the world of a scene with attributes, as plain kernels want it."""
    return records(lower_world(scenario).world)


def reference(**more: Any) -> dict[str, Any]:
    """Return a reference of 100 km on 1 m² at Pd 0.5, Pfa 1e-6."""
    return {"range": "100 km", "rcs": "1 m2", "pd": 0.5, "pfa": 1e-6} | more


@settings(max_examples=60, deadline=None)
@given(
    snr_db=st.floats(-19.9, 49.9), pfa=st.sampled_from([1e-10, 1e-6, 1e-4, 0.1]), pulses=st.sampled_from([1, 10, 100]),
    swerling=st.sampled_from([0, 1, 2, 3, 4]),
)  # fmt: skip
def test_interpolation_is_near_the_exact_pd(plain, snr_db: float, pfa: float, pulses: int, swerling: int) -> None:
    """Within 1e-3 everywhere; the tables' steps are a tenth of a dB."""
    from skypact.lower.sense.sensor import PdTables

    tables = PdTables()
    tables.index(pfa, pulses, swerling)
    world = type("World", (), {"pd": tables.array()})
    exact = float(probability(np.array(10 ** (snr_db / 10)), pfa, pulses, swerling))
    assert plain.looks.pd_of(world, 0, snr_db) == pytest.approx(exact, abs=1e-3)


def test_below_and_above_the_table(plain) -> None:
    """Nothing below −20 dB, the last value from +50 dB on."""
    world = type("World", (), {"pd": np.linspace(0, 0.9, 701)[None, :]})
    assert plain.looks.pd_of(world, 0, -20.0) == 0.0
    assert plain.looks.pd_of(world, 0, -300.0) == 0.0
    assert plain.looks.pd_of(world, 0, 50.0) == plain.looks.pd_of(world, 0, 1e9) == 0.9


def look(plain, scenario: Scenario, range_m: float, height_m: float = 6000.0) -> tuple[int, Any, Any]:
    """Judge one look at an object at a slant range over the plane of the sensor; return rows, looks, state."""
    world = lowered(scenario)
    state, looks, s = records(blank(lower_world(scenario).world, Sizes(1, 1, 1, 1))), empty_looks(4), world.sensor[0]
    frame = np.array([s.e, s.n, s.u])
    up = height_m - s.height_m
    x, y, z = s.at + frame.T @ np.array([0.0, math.sqrt(range_m**2 - up**2), up])
    n = plain.looks.one_look(world, state, 0, frame, *s.at, s.height_m, 0, 0.0, x, y, z, height_m, looks, 0)
    return n, looks, state


@pytest.mark.parametrize(
    ("pd", "pulses", "pfa"),
    [
        (0.5, 1, 1e-6), (0.9, 10, 1e-6), (0.8, 1, 1e-4), (0.3, 25, 1e-8),
        (0.5, 256, 1e-6),
    ],
)  # fmt: skip
def test_the_reference_range_reproduces_its_own_pd(plain, pd: float, pulses: int, pfa: float) -> None:
    """A target of the stated size at the stated range is seen as often as stated."""
    stated = reference(pd=pd, pulses=pulses, pfa=pfa, rcs="2 m2")
    jet = flight((54.5, 24), (53, 24), rcs=f"{10 * math.log10(2)} dBsm")
    made = scene(sensors={"radar": radar(reference=stated)}, intruders={"jet": jet})
    n, looks, _ = look(plain, made, 100_000.0)
    assert n == 1
    assert plain.looks.pd_of(lowered(made), 0, looks.snr_db[0]) == pytest.approx(pd, abs=2e-3)


def test_snr_falls_with_the_fourth_power_and_grows_with_size(plain) -> None:
    """Half the range is 12.04 dB more; 5 dB of cross-section are 5 dB; a metre-wave radar adds its own gain."""
    def snr(range_m: float, rcs: str = "0 dBsm", band: str = "S") -> float:
        made = scene(
            sensors={"radar": radar(reference=reference(), band=band)},
            crafts={"jet": {"target": "aircraft", "speed": "250 m/s", "altitude": "6 km", "rcs": rcs,
                            "rcs_spread": "0 dB", "rcs_metre_wave": "7 dB"}},
            intruders={"jet": flight((54.5, 24), (53, 24))},
        )  # fmt: skip
        return float(look(plain, made, range_m)[1].snr_db[0])

    assert snr(50_000) - snr(100_000) == pytest.approx(40 * math.log10(2), abs=1e-4)
    assert snr(100_000, rcs="5 dBsm") - snr(100_000) == pytest.approx(5.0, abs=1e-4)
    assert snr(100_000, band="VHF") - snr(100_000) == pytest.approx(7.0, abs=1e-4)
    assert snr(100_000) == pytest.approx(12.771866, abs=1e-4)  # Pd 0.5 at Pfa 1e-6 needs 12.77 dB


def test_range_and_horizon_are_told_apart(plain) -> None:
    """Out of range nothing is noted; in range below the horizon one bit; above it both. Trees hide a low jet."""
    made = scene(sensors={"radar": radar(mast="10 m", max_range="100 km")}, intruders={"j": flight((54, 24), (53, 24))})
    assert look(plain, made, 100_001.0)[0] == 0
    assert look(plain, made, 100_001.0)[2].reach.max() == 0
    n, _, state = look(plain, made, 36_000.0, height_m=30.0)  # the horizon of 10 over 30 m is 35.6 km
    assert (n, state.reach[0, 0]) == (0, 1)
    n, _, state = look(plain, made, 35_000.0, height_m=30.0)
    assert (n, state.reach[0, 0]) == (1, 3)
    trees = scene(environment={"ground": "0 m", "trees": "20 m"}, sensors={"radar": radar(mast="10 m")},
                  intruders={"j": flight((54, 24), (53, 24))})  # fmt: skip
    assert look(plain, trees, 26_000.0, height_m=30.0)[0] == 1
    assert look(plain, trees, 26_200.0, height_m=30.0)[0] == 0


def test_the_beam_has_edges(plain) -> None:
    """An object above the beam, or below its lower edge, gives no look; the lower edge is a slope of heights."""
    beam = radar(elevation_low="1 deg", elevation_high="30 deg", mast="0 m")
    made = scene(sensors={"radar": beam}, intruders={"j": flight((54, 24), (53, 24))})
    for up, seen in ((0.9, 0), (1.1, 1), (29.5, 1), (30.5, 0)):
        assert look(plain, made, 20_000.0, height_m=20_000 * math.sin(math.radians(up)))[0] == seen, up


def test_a_blind_circle(plain) -> None:
    """Nearer than min_range nothing is seen."""
    made = scene(sensors={"radar": radar(min_range="10 km")}, intruders={"j": flight((54, 24), (53, 24))})
    assert look(plain, made, 9_999.0)[0] == 0
    assert look(plain, made, 10_001.0)[0] == 1


def test_eyes(plain) -> None:
    """Chance = notices × visual, at most 1, less at night; nothing beyond distance, visibility, or in the cloud."""
    def p(range_m: float = 3000.0, height_m: float = 500.0, **sections: Any) -> float:
        crafts = {"light": {"target": "light", "speed": "60 m/s", "altitude": "1 km", "rcs": "5 dBsm", "visual": 0.5}}
        eyes = observer(notices=0.6, night_factor=0.25, distance="4 km")
        base: dict[str, Any] = {
            "sensors": {"eyes": eyes}, "posts": {"border": {"nation": "AA"}}, "crafts": crafts,
            "intruders": {"lone": flight((54, 24), (53, 24), type="light")},
        }  # fmt: skip
        n, looks, _ = look(plain, scene(**(base | sections)), range_m, height_m)
        return float(looks.snr_db[0]) if n else 0.0

    weather = {"ground": "0 m", "trees": "0 m", "daylight": "day"}
    assert p() == pytest.approx(0.3)
    assert p(4001.0) == 0.0
    assert p(environment=weather | {"daylight": "night"}) == pytest.approx(0.075)
    assert p(environment=weather | {"visibility": "2 km"}) == 0.0
    assert p(environment=weather | {"cloud_base": "400 m"}) == 0.0
    assert p(height_m=300.0, environment=weather | {"cloud_base": "400 m"}) == pytest.approx(0.3)


def judged(plain, scenario: Scenario, lat: float, lon: float, height_m: float, t_s: float = 0.0) -> tuple[int, Any]:
    """Judge one look of sensor 0 at object 0, wherever it is put; return rows and reach."""
    from skypact.lower import place

    world = lowered(scenario)
    state, looks, s = records(blank(lower_world(scenario).world, Sizes(1, 1, 1, 1))), empty_looks(4), world.sensor[0]
    frame = np.array([s.e, s.n, s.u])
    x, y, z = place.site((lat, lon), height_m)
    n = plain.looks.one_look(world, state, 0, frame, *s.at, s.height_m, 0, t_s, x, y, z, height_m, looks, 0)
    return n, state.reach[0, 0]


ARC = {"from": [54.0, 23.0], "to": [54.0, 25.0], "boost": "20 s", "burnout_altitude": "8 km"}


@pytest.mark.parametrize(
    ("sees", "jet", "missile"), [("all", 1, 1), ("aircraft", 1, 0), ("ballistic", 0, 1)]
)
def test_what_a_radar_is_made_to_see(plain, sees: str, jet: int, missile: int) -> None:
    """One that sees ballistic objects alone has no reach against aircraft, and the other way round."""
    for spec, seen in ((flight((54, 24), (53, 24)), jet), ({"type": "jet", "intent": "attack", "arc": ARC}, missile)):
        made = scene(sensors={"radar": radar(sees=sees)}, intruders={"a": spec})
        assert judged(plain, made, 54.0, 24.0, 8000.0) == (seen, 3 * seen)


def test_a_sector_has_two_sides(plain) -> None:
    """120° about west: 210° to 330°, also across north where it faces north."""
    for facing, lons in ((270, {23.0: 1, 25.0: 0}), (90, {23.0: 0, 25.0: 1}), (0, {23.99: 1, 24.01: 1})):
        made = scene(sensors={"radar": radar(sector="120 deg", facing=f"{facing} deg")},
                     intruders={"a": flight((54, 24), (53, 24))})  # fmt: skip
        for lon, seen in lons.items():
            lat = 54.5 if facing == 0 else 53.5
            assert judged(plain, made, lat, lon, 8000.0)[0] == seen, (facing, lon)


def test_launch_warning_sees_what_burns_above_its_height(plain) -> None:
    """However far, with no horizon; not before, not after, and no aircraft."""
    sat = {"kind": "launch-warning", "nation": "AA", "reports_to": "centre", "above": "10 km", "notices": 0.7}
    made = scene(sensors={"sat": sat}, intruders={"a": {"type": "jet", "intent": "attack", "arc": ARC}})
    assert judged(plain, made, -40.0, -150.0, 10_001.0, t_s=19.9) == (1, 3)
    assert judged(plain, made, -40.0, -150.0, 9_999.0, t_s=19.9) == (0, 1)
    assert judged(plain, made, -40.0, -150.0, 10_001.0, t_s=20.1) == (0, 0)
    plane = scene(sensors={"sat": sat}, intruders={"a": flight((54, 24), (53, 24))})
    assert judged(plain, plane, 54.0, 24.0, 12_000.0) == (0, 0)


def test_the_horizon_of_high_targets_is_a_straight_ray(plain) -> None:
    """1,000 km up: 3,707 km without air, 4,122 km by the parabola; a degree of bending lies between. By hand.

    412.2 km to 10 km height, there 0.04852 rad upwards; then √(7371² − (6381 cos)²) − 6381 sin = 3,393.2 km.
    """
    assert plain.looks.sight_m(0.0, 1e6, 0.0, 4 / 3) / 1000 == pytest.approx(3805.4, abs=0.1)
    assert plain.looks.sight_m(9.0, 12_000.0, 5.0, 4 / 3) == plain.geodesy.horizon_m(9.0, 12_000.0, 5.0, 4 / 3)
    assert plain.looks.sight_m(0.0, 20_001.0, 0.0, 4 / 3) == pytest.approx(583e3, rel=0.02)
