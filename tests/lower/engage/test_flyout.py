"""Fly-out tables: exact limits, values by hand, the published mean speed, and what an envelope looks like."""

from __future__ import annotations

import math

import numpy as np
import pytest

from skypact.core.errors import SkypactError
from skypact.lower.engage import flyout
from skypact.lower.engage.flyout import Profile, air, envelope, farthest_m, heights_m, profile, reach_m, table, time_s
from skypact.spec.weapon import Battery


def battery(**changes: object) -> Battery:
    """Return a battery of 1,300 m/s mean over 75 km."""
    return Battery.model_validate({
        "max_range": "75 km", "min_range": "5 km", "max_altitude": "30 km", "speed": "1300 m/s", "boost": "5 s",
        "channels": 6, "missiles": 32, "reaction": "12 s", "kill": {"aircraft": 0.5},
    } | changes)


def test_without_drag_and_boost_time_is_range_over_speed() -> None:
    flown = profile(1000.0, 1000.0, 0.0, 50_000.0, 10_000.0)
    assert flown.drag_per_m == 0.0
    slant = np.array([0.0, 1.0, 7_000.0, 50_000.0])
    assert time_s(flown, slant, 0.0) == pytest.approx(slant / 1000.0, rel=1e-14, abs=0)


def test_boost_by_hand() -> None:
    """400 m/s² for 5 s: 5 km in the boost, 200 m after 1 s; then 2 km/s without drag: 7 km after 6 s."""
    flown = Profile(5.0, 2000.0, 0.0, 400.0, 1.0)
    assert time_s(flown, np.array([0.0, 200.0, 5000.0, 7000.0]), 0.0) == pytest.approx([0.0, 1.0, 5.0, 6.0])
    assert flyout.speed_mps(flown, 200.0, 0.0) == pytest.approx(400.0)


def test_drag_in_steady_air_by_hand() -> None:
    """At sea level v = peak e^(−ks), so t = (e^(ks) − 1) / (k peak); k s = 1 at 50 km."""
    flown = Profile(0.0, 2000.0, 2e-5, 0.0, 1.0)
    assert float(time_s(flown, 50_000.0, 0.0)) == pytest.approx((math.e - 1) / (2e-5 * 2000), rel=1e-7)
    assert float(flyout.speed_mps(flown, 50_000.0, 0.0)) == pytest.approx(2000 / math.e)


def test_a_vertical_flight_is_slowed_by_the_weight_of_the_air() -> None:
    """Straight up the drag is k (p0 − p) / (g ρ0): 1013.25 and 264.36 hPa at 0 and 10 km (tables of 1976)."""
    flown = Profile(0.0, 2000.0, 2e-5, 0.0, 1.0)
    expected = 2000 * math.exp(-2e-5 * (101_325 - 26_436) / (9.80665 * 1.225))
    assert float(flyout.speed_mps(flown, 10_000.0, 10_000.0)) == pytest.approx(expected, rel=1e-4)


def test_the_air_is_that_of_the_tables() -> None:
    """Density [kg/m³] at 0, 5, 15, 25, 40 km of geopotential height, U.S. Standard Atmosphere 1976."""
    _, rho = air(np.array([0.0, 5e3, 15e3, 25e3, 40e3]))
    assert rho == pytest.approx([1.2250, 0.73612, 0.19367, 0.039466, 0.0038510], rel=1e-3)


@pytest.mark.parametrize(("peak", "boost"), [(None, 5.0), (None, 0.0), (2000.0, 3.0), (None, 40.0), (None, 80.0)])
def test_the_mean_speed_is_the_published_one(peak: float | None, boost: float) -> None:
    """Also where a boost of 40 or 80 s needs more than 1.4 times the mean as its peak."""
    flown = profile(1300.0, peak, boost, 75_000.0, 10_000.0)
    assert 75_000.0 / float(time_s(flown, 75_000.0, 10_000.0)) == pytest.approx(1300.0, rel=1e-6)
    assert flown.mean_mps == pytest.approx(1300.0, rel=1e-6)
    assert flown.peak_mps >= 1.4 * 1300.0 or peak is not None


def test_a_stated_peak_below_what_the_mean_needs_flies_without_drag() -> None:
    """Peak = mean = 1,000 m/s and 10 s of boost: 50 km take 5 + 50 s, and no faster mean is made up."""
    flown = profile(1000.0, 1000.0, 10.0, 50_000.0, 10_000.0)
    assert flown.drag_per_m == 0.0
    assert flown.mean_mps == pytest.approx(50_000 / 55)


def test_times_rise_with_range_and_fall_with_height() -> None:
    times = table(battery())
    assert times.shape == (flyout.N_FLY_RANGE, flyout.N_FLY_HEIGHT)
    assert np.isfinite(times).all()
    assert (np.diff(times, axis=0) > 0).all()
    assert (np.diff(times, axis=1) <= 1e-9).all()  # thinner air
    assert times[0] == pytest.approx(0.0)


def test_far_and_near_shots_differ_from_the_mean_speed() -> None:
    """A shot at half the range is faster than the mean speed says, one at low height slower."""
    flown = flyout.of(battery())
    assert float(time_s(flown, 37_500.0, 5_000.0)) < 37_500 / 1300
    assert float(time_s(flown, 75_000.0, 100.0)) > 75_000 / 1300


def test_an_envelope_without_rows_keeps_its_shape() -> None:
    """Full range from 3 km up, 30 km at the ground; the missile is fast enough everywhere."""
    rows = envelope(battery(range_at_low_altitude="30 km"))
    assert rows.shape == (flyout.N_ENVELOPE, 3)
    assert rows[:2].tolist() == [[0.0, 5000.0, 30_000.0], [3000.0, 5000.0, 75_000.0]]
    assert np.isinf(rows[2:, 0]).all()
    assert (rows[2:, 1:] == [5000.0, 75_000.0]).all()


def test_rows_of_an_envelope_are_taken_as_they_stand() -> None:
    given = [(100, 3, 25), (6000, 5, 80), (30_000, 10, 40)]
    made = [{"altitude": f"{h} m", "min_range": f"{a} km", "max_range": f"{b} km"} for h, a, b in given]
    unit = battery(envelope=made, peak_speed="2000 m/s")
    assert envelope(unit)[:3].tolist() == [[h, 1000.0 * a, 1000.0 * b] for h, a, b in given]
    assert farthest_m(unit) == 80_000.0


def test_a_missile_too_slow_cuts_the_envelope() -> None:
    """Drag at sea level with k = 4e-5: from 2,000 to 400 m/s in ln 5 / 4e-5 = 40.2 km; higher up it flies farther."""
    flown = Profile(0.0, 2000.0, 4e-5, 400.0, 1000.0)
    assert reach_m(flown, 0.0, 75_000.0) == pytest.approx(math.log(5) / 4e-5)
    assert reach_m(flown, 5000.0, 75_000.0) > 45_000.0
    rows = envelope(battery(), flown)
    heights = rows[np.isfinite(rows[:, 0])]
    assert len(heights) == flyout.N_FLY_HEIGHT + 1  # the bins and the 3 km
    assert heights[0, 2] == pytest.approx(math.log(5) / 4e-5)
    assert (np.diff(heights[:, 2]) >= 0).all()
    assert heights[-1, 0] == heights_m(battery())[-1]


def test_too_many_rows_are_refused() -> None:
    rows = [{"altitude": f"{i} km", "min_range": "5 km", "max_range": "70 km"} for i in range(30)]
    with pytest.raises(SkypactError, match="30 rows"):
        envelope(battery(envelope=rows))
