"""coverage.edge: reach of a radar and a battery, and where the sum of zones ends."""

from __future__ import annotations

import math

import numpy as np
import pytest
from pyproj import Geod

from skypact.arrays.world import BATTERY, SENSOR, STAND
from skypact.coverage.edge import (
    Ground,
    Parallels,
    Reaches,
    Target,
    area_m2,
    detected,
    edge_east,
    edge_west,
    engaged,
    over_ground_m,
    sight_m,
    snr_for_pd_db,
)
from skypact.lower.ground import Ground as Land
from skypact.lower.sense.air import EARTH_M, Air
from skypact.lower.sense.detection import table
from skypact.lower.sense.sensor import Tables, sensor_row, settle
from skypact.spec.radar import Radar, Reference

VACUUM, AIR = Air(0.0, 7350.0), Air()
BREST = (52.1, 23.7)
SITE = (np.array([BREST[0]]), np.array([BREST[1]]))


def radar(max_range: str = "500 km", **more: object) -> tuple[np.ndarray, np.ndarray]:
    """Return the row and the Pd table of a radar that sees 1 m² at 100 km with Pd 0.5, its antenna 10 m high."""
    reference = Reference.model_validate({"range": "100 km", "rcs": "1 m2", "pd": 0.5})
    spec = Radar.model_validate({"reference": reference, "max_range": max_range, "mast": "10 m", **more})
    rows, tables = np.zeros(1, SENSOR), Tables()
    rows["host"] = -1
    sensor_row(spec, rows[0], tables)
    settle(rows[0], "radar", spec, BREST, Land(160.0))
    return rows, tables.array()


def reach_km(target: Target, air: Air = AIR, trees_m: float = 0.0, pd: float = 0.5, **more: str) -> float:
    """Return how far over ground the radar sees."""
    rows, tables = radar(**more)
    return float(detected(rows, tables, target, pd, Ground(160.0, trees_m, air)).reach_m[0]) / 1000


def test_the_horizon_in_a_vacuum_is_that_of_a_straight_line() -> None:
    """d = R (arccos(R/(R + 10)) + arccos(R/(R + 1000))): 11.29 + 112.87 km."""
    exact = EARTH_M * (math.acos(EARTH_M / (EARTH_M + 10)) + math.acos(EARTH_M / (EARTH_M + 1000)))
    found = sight_m(Ground(0.0, 0.0, VACUUM), np.array([10.0]), 1000.0)[0]
    assert found == pytest.approx(exact, abs=1.0)
    assert found / 1000 == pytest.approx(124.16, abs=0.01)


def test_air_carries_a_ray_beyond_and_trees_shorten_it() -> None:
    """About 143.4 km on the 4/3 earth (facts: 10 m and 1,000 m); the layered air at the ground bends a little more."""
    with_air = sight_m(Ground(0.0, 0.0, AIR), np.array([10.0]), 1000.0)[0]
    assert with_air / 1000 == pytest.approx(143.4, rel=0.02)
    low = [sight_m(Ground(0.0, trees, AIR), np.array([10.0]), 30.0)[0] for trees in (0.0, 20.0)]
    assert [x / 1000 for x in low] == pytest.approx([36.1, 26.6], abs=0.7)


def test_a_radar_sees_a_target_of_16_times_the_echo_twice_as_far() -> None:
    """12.04 dB is a factor 16, its fourth root 2; slant 200 km from 10 m to 10 km height is 199.6 km over ground."""
    assert reach_km(Target(10_000.0, 0.0)) == pytest.approx(99.4, abs=0.1)
    assert reach_km(Target(10_000.0, 12.0412)) == pytest.approx(199.6, abs=0.1)
    assert reach_km(Target(10_000.0, 12.0412), max_range="150 km") == pytest.approx(149.6, abs=0.1)


def test_a_higher_chance_is_had_less_far() -> None:
    """Pd of Swerling 1 is Pfa^(1/(1+SNR)): 0.9 needs 21.14 dB, 0.5 needs 12.77 dB: a factor 1.619 in range."""
    assert snr_for_pd_db(table(1e-6, 1, 1), 0.9) == pytest.approx(21.14, abs=0.01)
    far, near = reach_km(Target(3000.0, 0.0)), reach_km(Target(3000.0, 0.0), pd=0.9)
    assert far / near == pytest.approx(10 ** ((21.14 - 12.77) / 40), rel=1e-3)
    assert snr_for_pd_db(table(1e-6, 1, 1), 1.0) == math.inf


def test_a_low_target_is_seen_to_the_horizon_and_a_sector_turns_nothing_away_from_its_reach() -> None:
    horizon = sight_m(Ground(160.0, 15.0, AIR), np.array([10.0]), 100.0)[0] / 1000
    assert reach_km(Target(100.0, 20.0), trees_m=15.0) == pytest.approx(horizon, abs=1e-6)
    assert 45 < horizon < 60


def test_metre_waves_have_their_gain_and_a_cone_above_is_blind() -> None:
    assert reach_km(Target(10_000.0, 0.0, 12.0412), band="VHF") == pytest.approx(199.6, abs=0.1)
    assert reach_km(Target(10_000.0, 0.0, 12.0412), band="S") == pytest.approx(99.4, abs=0.1)
    assert reach_km(Target(30_000.0, -30.0), elevation_high="20 deg") == 0.0


def test_over_ground_a_slant_range_is_shorter() -> None:
    """At 10 km height 75 km of slant are about √(75² − 10²) = 74.33 km; none where the target is higher than that."""
    assert over_ground_m(75_000.0, 0.0, 10_000.0) / 1000 == pytest.approx(74.33, abs=0.1)
    assert over_ground_m(9_000.0, 0.0, 10_000.0) == 0.0


def battery(**more: float) -> np.ndarray:
    """Return the row of a battery that reaches up to 20 km height all round."""
    rows = np.zeros(1, BATTERY)
    rows["min_alt_m"], rows["max_alt_m"], rows["half_sector_rad"] = 25.0, 20_000.0, math.pi
    for key, value in more.items():
        rows[key] = value
    return rows


def test_a_battery_reaches_to_its_envelope_at_the_height_of_the_target() -> None:
    """Between rows of 20 km at the ground and 60 km at 10 km height: 40 km of slant at 5 km; nothing above 20 km."""
    stands = np.zeros(1, STAND)
    stands["height_m"], stands["lat_rad"], stands["lon_rad"] = 160.0 + 30.0, *np.radians(BREST)
    envelope = np.array([[[0.0, 1e3, 20e3], [10e3, 1e3, 60e3], [20e3, 1e3, 60e3], [math.inf, 1e3, 60e3]]])
    ground = Ground(160.0, 0.0, AIR)

    def reach(height_m: float, **more: float) -> float:
        return float(engaged(battery(**more), stands, envelope, Target(height_m, 0.0), ground).reach_m[0])

    assert reach(5_000.0) == pytest.approx(over_ground_m(40e3, 0.0, 5e3))
    assert reach(20.0) == reach(21_000.0) == reach(5_000.0, exo=1) == 0.0
    assert reach(30.0) == pytest.approx(20.12e3, rel=1e-3)
    wide = np.where(envelope == 20e3, 90e3, envelope)
    low = engaged(battery(), stands, wide, Target(30.0, 0.0), ground).reach_m[0]
    assert low == pytest.approx(sight_m(ground, np.array([30.0]), 30.0)[0])
    assert 40e3 < low < 50e3


def one(reach_m: float, facing_deg: float = 0.0, half_deg: float = 180.0) -> Reaches:
    """Return the zone of one site."""
    lat, lon = SITE
    return Reaches(lat, lon, np.array([reach_m]), np.radians([facing_deg]), np.radians([half_deg]))


def test_the_edges_of_a_circle_lie_a_radius_away_and_its_area_is_that_of_a_circle() -> None:
    grid = Parallels(*SITE, 150e3, (52.13,))
    inside = grid.inside_m(one(100e3), np.array([0]))
    west, east = edge_west(grid, inside), edge_east(grid, inside)
    geod = Geod(ellps="WGS84")
    for latitude in (52.1, 52.13, 52.7):
        row = grid.row(latitude)
        assert grid.lat_deg[row] == pytest.approx(latitude)
        for edge in (west[row], east[row]):
            assert geod.inv(BREST[1], BREST[0], edge, latitude)[2] == pytest.approx(100e3, abs=50.0)
    assert area_m2(grid, inside) == pytest.approx(math.pi * 100e3**2, rel=0.01)
    assert np.isnan(west[0])
    assert np.isnan(west[-1])


def test_a_sector_that_looks_east_has_its_western_edge_at_the_site() -> None:
    grid = Parallels(*SITE, 150e3)
    inside = grid.inside_m(one(100e3, 90.0, 60.0), np.array([0]))
    assert edge_west(grid, inside)[grid.row(52.1)] == pytest.approx(23.7, abs=0.051)
    assert area_m2(grid, inside) == pytest.approx(math.pi * 100e3**2 / 3, rel=0.02)


def test_zones_add_up_and_one_of_no_reach_adds_nothing() -> None:
    lat, lon = np.array([52.1, 52.1]), np.array([23.7, 26.0])
    grid = Parallels(lat, lon, 150e3)
    both = Reaches(lat, lon, np.array([100e3, 120e3]), np.zeros(2), np.full(2, math.pi))
    row, sites = grid.row(52.1), np.array([0, 1])
    west, east = (f(grid, grid.inside_m(both, sites))[row] for f in (edge_west, edge_east))
    gone = grid.inside_m(both._replace(reach_m=np.array([0.0, 120e3])), sites)
    assert (west, east) == (pytest.approx(22.241, abs=0.01), pytest.approx(27.751, abs=0.01))
    assert edge_west(grid, gone)[row] == pytest.approx(24.249, abs=0.01)
