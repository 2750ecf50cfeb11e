"""Radar: what an echo is worth: aspect, pattern, the path, the weather, the ground's echo and its filters."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from tests.engine.scenes import flight, radar
from tests.kernels.detect.looking import HALF_DB, Scene, air, mask, reference

from skypact.lower.sense import gas, rain

JET = {"j": flight((54, 24), (53, 24))}  # due south
POINT = {"jet": {"target": "aircraft", "speed": "250 m/s", "altitude": "6 km", "rcs": "0 dBsm", "rcs_spread": "0 dB"}}
#: Bits of reach: in range, above the horizon, lost in clutter.
BUT_CLUTTER = 8


def one(plain, make: Any = mask, environment: dict[str, Any] | None = None, **sensor: Any) -> Scene:
    """Return a world of one radar (100 km on 1 m²) and one jet of 1 m²."""
    sensors = {"radar": radar(**({"reference": reference()} | sensor))}
    return Scene(plain, make(environment, sensors=sensors, intruders=JET, crafts=POINT))


@pytest.mark.parametrize(
    ("away_mps", "expected"),
    [(-250.0, -3.0), (250.0, 2.0), (0.0, 10.0), (-250 * math.cos(math.pi / 4), 3.5), (125.0, 8.0), (-260.0, -3.0)],
)
def test_aspect(plain, away_mps: float, expected: float) -> None:
    """Nose −3, side 10, tail 2 dB, by cos² and sin²: at 45° from the nose half of each, at 60° a quarter and 3/4."""
    aspect = {"nose": "-3 dB", "side": "10 dB", "tail": "2 dB"}
    crafts = {"jet": POINT["jet"] | {"aspect": aspect}}
    s = Scene(plain, mask(sensors={"radar": radar()}, intruders=JET, crafts=crafts))
    assert plain.radar.cross_section_db(s.world, 0, 0, False, away_mps, 250.0) == pytest.approx(expected)
    assert plain.radar.cross_section_db(s.world, 0, 0, False, 0.0, 0.0) == 0.0  # what stands has no aspect


def test_aspect_in_a_look(plain) -> None:
    """The jet flies south: north of the radar it shows its nose, south its tail, east its side."""
    crafts = {"jet": POINT["jet"] | {"aspect": {"nose": "-3 dB", "side": "10 dB", "tail": "2 dB"}}}
    s = Scene(plain, mask(sensors={"radar": radar(reference=reference())}, intruders=JET, crafts=crafts))
    for az_deg, expected in ((0, -3.0), (180, 2.0), (90, 10.0)):
        level = s.level(100_000.0, 1000.0 + 500.0, az_rad=math.radians(az_deg))
        assert level == pytest.approx(HALF_DB + expected, abs=0.05), az_deg


def test_a_cosecant_pattern_keeps_the_echo_of_a_height(plain) -> None:
    """Flat to 10°; above it G ∝ csc², so that two-way loss and distance cancel: 40 log10(sin 45° / sin 10°) = 24.39."""
    s = one(plain, pattern="cosecant", full_elevation="10 deg", mast="0 m")
    row = s.world.sensor[0]
    assert plain.radar.pattern_db(row, math.radians(9.9)) == 0.0
    assert plain.radar.pattern_db(row, math.radians(45.0)) == pytest.approx(24.393, abs=1e-3)
    at = [6000.0 / math.sin(math.radians(el)) for el in (12, 25, 40)]
    levels = [s.level(r, 6000.0) for r in at]
    assert np.ptp(levels) < 1e-4
    flat = one(plain, mast="0 m")
    assert flat.level(at[2]) - flat.level(at[0]) == pytest.approx(
        40 * math.log10(at[0] / at[2]), abs=1e-4
    )


#: A path that climbs by 10 km over 20 km: steep enough that the ground plays no part.
STEEP = (20_000.0, 10_050.0)


def test_gas_costs_twice_what_lies_on_the_way(plain) -> None:
    """At 9.5 GHz: the sum of the table's attenuation over a straight climb from 50 to 10,050 m, both ways."""
    sensor: dict[str, Any] = {"frequency": "9.5 GHz", "band": "X"}
    lost = one(plain, mask, **sensor).level(*STEEP) - one(plain, air, **sensor).level(*STEEP)
    heights = np.linspace(50.0, 10_050.0, 20_001)
    per_m = np.interp(heights, 500.0 * np.arange(gas.PROFILE_COUNT), gas.profile(9.5e9))
    assert lost == pytest.approx(2 * per_m.mean() * 20_000.0, rel=0.01)
    assert 0.1 < lost < 0.5


def test_rain_costs_twice_what_lies_below_its_top(plain) -> None:
    """10 mm/h below 3 km: of the climb from 50 to 10,050 m that is 0.295 of 20 km, twice 5.9 km."""
    sensor: dict[str, Any] = {"frequency": "9.5 GHz", "band": "X"}
    dry = one(plain, air, **sensor).level(*STEEP)
    wet = one(plain, air, {"rain": "10 mm/h", "rain_top": "3 km"}, **sensor).level(*STEEP)
    per_km = rain.specific_db_km(9.5e9, 10.0, tilt_rad=math.pi / 4)
    assert dry - wet == pytest.approx(2 * per_km * 5.9, rel=2e-3)
    assert one(plain, mask, {"rain": "10 mm/h"}, **sensor).level(*STEEP) > dry


def test_a_cell_rains_on_what_crosses_it(plain) -> None:
    """A cell of 4 km about the radar, 5 km high: the climb leaves it by its side after 4 / 17.32 of 20 km = 4.619 km.

    A cell 30 km to the south costs nothing to a path to the north.
    """
    sensor: dict[str, Any] = {"frequency": "9.5 GHz", "band": "X"}
    dry = one(plain, air, **sensor).level(*STEEP)
    per_km = rain.specific_db_km(9.5e9, 25.0, tilt_rad=math.pi / 4)
    for centre, expected in (([53.5, 24], 2 * per_km * 4.619), ([53.23, 24], 0.0)):
        cell = {"centre": centre, "radius": "4 km", "rain": "25 mm/h", "top": "5 km"}
        wet = one(plain, air, {"weather": {"storm": cell}}, **sensor).level(*STEEP)
        assert dry - wet == pytest.approx(expected, rel=3e-3, abs=1e-6)


def test_two_rays_in_phase_give_twelve_decibels(plain) -> None:
    """Over a mirror the field doubles on each way: h2 = λ d / 4 h1. Sign and both ways: 12.04 dB more, never less."""
    length = 299_792_458.0 / 160e6
    up = length * 5000.0 / (4 * 50.0)  # 46.8 m
    sensor: dict[str, Any] = {"band": "VHF", "frequency": "160 MHz", "clutter_improvement": "90 dB"}
    mirror = {"reflection": 1.0, "roughness": "0 m"}
    gain = one(plain, air, mirror, **sensor).level(5000.0, up) - one(plain, mask, **sensor).level(5000.0, up)
    assert gain == pytest.approx(40 * math.log10(2), abs=0.15)


def test_beyond_the_horizon_diffraction_is_lost_twice(plain) -> None:
    """Twice the one-way factor of the path as the propagation room has it, and much of it."""
    sensor: dict[str, Any] = {"band": "VHF", "frequency": "160 MHz", "reference": reference(range="3000 km")}
    s = one(plain, air, **sensor)
    away = 60_000.0
    level = s.level(away, 100.0)
    k = s.world.settings[22]
    one_way = plain.propagation.path_factor_db(
        s.stand()[1], 100.0, math.sqrt(away**2 - (100.0 - s.stand()[1]) ** 2), 299_792_458.0 / 160e6, k * 6_371_000.0,
        2.0, 0.9, 0.0, 0.0,
    )  # fmt: skip
    free = HALF_DB + 40 * math.log10(3_000e3 / away)
    assert one_way < -10.0
    assert level == pytest.approx(free + 2 * one_way, abs=0.1)  # gas at 160 MHz is next to nothing


def test_the_echo_of_the_ground(plain) -> None:
    """γ −20 dB, mast 50 m, 15 km: grazing 50/15,000 − 15,000/(2 k R); cell 15,000 · 1.5° · 300 m; σ 2.92 m².

    Over the noise by 10^(4.573 + 0.465); filters leave 45 dB less: 3.5 times the noise, 6.5 dB off every echo there.
    """
    s = one(plain, mast="50 m", period="5 s", clutter_improvement="45 dB", beam="1.5 deg", range_cell="300 m")
    k = 1 / (1 - 6_371_000.0 * 315e-6 / 7350.0)
    grazing = 50 / 15e3 - 15e3 / (2 * k * 6_371_000.0)
    sigma = 0.01 * grazing * 15e3 * math.radians(1.5) * 300.0
    assert sigma == pytest.approx(2.92, abs=0.01)
    over = sigma * 10 ** (HALF_DB / 10) * (100 / 15) ** 4
    assert plain.radar.ground_clutter(s.world, 0, 0, 15e3, 50.0) == pytest.approx(over, rel=1e-6)
    free = HALF_DB + 40 * math.log10(100 / 15)
    assert s.level(15e3) == pytest.approx(free - 10 * math.log10(1 + over / 10**4.5), abs=1e-3)


def test_the_ground_ends_at_the_horizon(plain) -> None:
    """A mast of 50 m sees the ground to some 29 km: before, an echo loses something, beyond it nothing."""
    s = one(plain, mast="50 m", reference=reference(range="400 km"))
    edge_m = plain.horizon.graze_m(s.world, 0, 50.0)
    assert 27e3 < edge_m < 31e3
    assert plain.radar.ground_clutter(s.world, 0, 0, 0.9 * edge_m, 50.0) > 1.0
    assert plain.radar.ground_clutter(s.world, 0, 0, edge_m + 1.0, 50.0) == 0.0
    assert plain.radar.ground_clutter(s.world, 0, 0, 10e3, 0.0) == 0.0
    free = HALF_DB + 40 * math.log10(400e3 / (edge_m + 100))
    assert s.level(edge_m + 100.0) == pytest.approx(free, abs=1e-3)


@pytest.mark.parametrize(
    ("v", "expected"),
    [(10.0, 0.0), (5.0, 12.04), (-5.0, 12.04), (0.0, 60.0), (97.0, 20.92), (103.0, 20.92), (200.0, 60.0), (150.0, 0.0)],
)
def test_notch_and_blind_speeds(plain, v: float, expected: float) -> None:
    """A notch of 10 m/s falls as v⁴: 40 log10(10/5) = 12.04; 100 m/s and its multiples are blind: 40 log10(10/3)."""
    s = one(plain, notch="10 m/s", blind_speed="100 m/s")
    assert plain.radar.doppler_db(s.world.sensor[0], v) == pytest.approx(expected, abs=0.005)
    if abs(v) > 20:
        assert plain.radar.doppler_db(one(plain, notch="10 m/s").world.sensor[0], v) == 0.0


def test_filters_cost_only_where_the_ground_is_seen(plain) -> None:
    """The jet flies south. East of the radar it has no radial speed: lost at 20 km, not at 40 km beyond the ground.

    Lost in clutter is noted, for it was strong enough without.
    """
    s = one(plain, mast="50 m")
    assert s.level(40e3, az_rad=math.pi / 2) == pytest.approx(HALF_DB + 40 * math.log10(100 / 40), abs=1e-3)
    assert s.reach() & BUT_CLUTTER == 0
    assert s.level(20e3, az_rad=math.pi / 2) < s.level(20e3) - 30.0
    assert s.reach() & BUT_CLUTTER


@pytest.mark.parametrize(
    ("range_m", "height_m", "below"),
    [(200e3, 1700.0, True), (200e3, 2700.0, False), (100e3, 4500.0, True), (100e3, 5500.0, False),
     (200e3, 12_000.0, False), (420e3, 100.0, False)],
)  # fmt: skip
def test_ground_behind_a_target(plain, range_m: float, height_m: float, below: bool) -> None:
    """From 9 km the horizon is 391 km away (k 4/3); its ray is (391 − 200)² / 2kR = 2,147 m high at 200 km.

    At 100 km it is 4,985 m high. Beyond the horizon there is sky behind whatever is seen.
    """
    s = one(plain)
    assert plain.radar.before_ground(s.world, 0, range_m, 9000.0, height_m) == below


def test_looking_down_costs_what_the_sheet_says(plain) -> None:
    """20 dB on a target at 1 km, 150 km from a radar at 9 km; nothing on one at 8 km. Lost by it is lost in clutter."""
    own = {k: v for k, v in radar(reference=reference(range="1000 km")).items()
           if k not in ("at", "nation", "reports_to", "link")}  # fmt: skip

    def seen(look_down: str) -> Scene:
        carrier = {"nation": "AA", "reports_to": "centre", "radar": own | {"look_down": look_down, "notch": "1 m/s"},
                   "route": [{"at": [53.5, 24], "alt": "9 km"}, {"at": [53.5, 24.2], "alt": "9 km"}]}  # fmt: skip
        return Scene(plain, mask(airborne={"a50": carrier}, intruders=JET, crafts=POINT))

    def level(look_down: str, height_m: float) -> float:
        s = seen(look_down)
        return s.level(150e3, height_m, i_object=s.roster.objects.index("j"))

    assert level("0 dB", 1000.0) - level("20 dB", 1000.0) == pytest.approx(20.0, abs=1e-3)
    assert level("0 dB", 8000.0) == pytest.approx(level("20 dB", 8000.0), abs=1e-9)
    s = seen("60 dB")
    assert s.level(150e3, 1000.0, i_object=s.roster.objects.index("j")) == -math.inf
    assert s.reach(i_object=s.roster.objects.index("j")) & BUT_CLUTTER


def test_a_radar_without_elevation_measures_none(plain) -> None:
    """`sigma_elevation: null` is a 2D radar: its echo counts all the same."""
    s = one(plain, sigma_elevation=None)
    assert s.world.sensor[0].has_elevation == 0
    assert s.level(100_000.0) == pytest.approx(HALF_DB, abs=1e-3)
