"""sun: sunrise and heights by hand, and the three ways in which a scenario says day."""

from __future__ import annotations

import math

import pytest
from tests.kernels.shells import compiled

from skypact.kernels.earth import sun

elevation_rad, is_day = compiled(sun.elevation_rad), compiled(sun.is_day)
MINSK = (math.radians(53.9), math.radians(27.57))
JULY_4 = 186  # 2012 is a leap year


def elevation(day: int, hour_utc: float, lat: float, lon: float) -> float:
    """Return the sun's elevation in degrees."""
    return math.degrees(elevation_rad(day, hour_utc * 3600, math.radians(lat), math.radians(lon)))


def test_sunrise_over_minsk_on_2012_07_04() -> None:
    """cos H = (sin −0.833° − sin φ sin δ) / (cos φ cos δ), δ = 22.87°: H = 127.2°, noon 10:14, sunrise 01:45 UTC."""
    assert elevation(JULY_4, 1 + 40 / 60, 53.9, 27.57) < -0.833
    assert elevation(JULY_4, 1 + 50 / 60, 53.9, 27.57) > -0.833


# noon at the place is 12 h − longitude/15 − equation of time; height = 90° − |φ − δ|
@pytest.mark.parametrize(
    ("day", "lat", "lon", "noon_utc", "height"),
    [
        (186, 53.9, 27.57, 10.24, 58.97),  # δ 22.87°, equation of time −4.5 min
        (355, 53.9, 27.57, 10.13, 12.66),  # δ −23.44°, +2 min
        (80, 0.0, 0.0, 12.12, 90.0),  # equinox, −7.5 min
        (172, 23.44, -90.0, 18.03, 90.0),  # solstice under the tropic, −1.5 min
        (172, -66.0, 0.0, 12.03, 0.56),
    ],
)
def test_noon_heights(day: int, lat: float, lon: float, noon_utc: float, height: float) -> None:
    """To the half degree that the formula promises."""
    assert elevation(day, noon_utc, lat, lon) == pytest.approx(height, abs=0.5)


def test_midnight_is_as_deep_as_noon_is_high() -> None:
    """At the equinox on the equator the sun is straight below at midnight; east of it the day is ahead."""
    assert elevation(80, 0.12, 0.0, 0.0) == pytest.approx(-90.0, abs=0.6)
    assert elevation(80, 6.12, 0.0, 30.0) > 25


def test_eyes_have_light_until_civil_twilight_ends() -> None:
    """The sun at −6°: on 4 July in Minsk 53 minutes before sunrise by the same formula (H = 140.4°): 00:52 UTC."""
    assert not is_day(0, JULY_4, 46 * 60.0, *MINSK)
    assert is_day(0, JULY_4, 58 * 60.0, *MINSK)


def test_a_scenario_may_say_day_or_night() -> None:
    """Mode 1 is day at midnight, mode 2 is night at noon."""
    assert is_day(1, 355, 0.0, *MINSK)
    assert not is_day(2, JULY_4, 10.2 * 3600, *MINSK)
