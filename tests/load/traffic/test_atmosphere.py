"""The standard atmosphere and airspeeds, against tables of ICAO Doc 7488 and worked examples."""

from __future__ import annotations

import pytest

from skypact.load.traffic import atmosphere as air

KNOT, FOOT = 0.514444, 0.3048


def test_pressure_and_temperature_of_the_tables() -> None:
    assert air.pressure_pa(0.0) == pytest.approx(101_325.0)
    assert air.pressure_pa(5000.0) == pytest.approx(54_020.0, rel=1e-3)
    assert air.pressure_pa(11_000.0) == pytest.approx(22_632.0, rel=1e-3)
    assert air.pressure_pa(15_000.0) == pytest.approx(12_045.0, rel=1e-3)
    assert air.temperature_k(11_000.0) == pytest.approx(216.65)


def test_airspeeds() -> None:
    """At sea level calibrated is true; at 11 km Mach 0.78 is 0.78 × 295.07 m/s."""
    assert air.true_airspeed(128.6, 0.9, 0.0) == pytest.approx(128.6, rel=1e-6)
    assert air.of_mach(0.78, 11_000.0) == pytest.approx(0.78 * 295.07, rel=1e-4)
    assert air.true_airspeed(200.0, 0.78, 11_000.0) == pytest.approx(0.78 * 295.07, rel=1e-4)
    # 250 kt calibrated at 10,000 ft: 288 kt true, by the usual flight computer
    assert air.of_mach(air.mach_of(250 * KNOT, 10_000 * FOOT), 10_000 * FOOT) / KNOT == pytest.approx(288, abs=1)


def test_the_crossover_is_where_both_are_one() -> None:
    """300 kt meets Mach 0.78 at about 29,300 ft."""
    h = air.crossover(300 * KNOT, 0.78)
    assert h / FOOT == pytest.approx(29_300, abs=100)
    assert air.mach_of(300 * KNOT, h) == pytest.approx(0.78, abs=1e-6)
