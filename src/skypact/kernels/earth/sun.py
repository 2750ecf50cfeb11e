"""Daylight from the height of the sun."""

from __future__ import annotations

import math

from skypact.kernels.jit import kernel


@kernel
def elevation_rad(day_of_year, utc_s, lat_rad, lon_rad):
    """Return the sun's elevation [rad], good to about half a degree.

    Source: Spencer 1971 (Fourier series of declination and equation of time), as used by NOAA.
    """
    g = 2.0 * math.pi / 365.0 * (day_of_year - 1 + (utc_s / 3600.0 - 12.0) / 24.0)
    decl = (
        0.006918 - 0.399912 * math.cos(g) + 0.070257 * math.sin(g) - 0.006758 * math.cos(2 * g)
        + 0.000907 * math.sin(2 * g) - 0.002697 * math.cos(3 * g) + 0.00148 * math.sin(3 * g)
    )
    eot_min = 229.18 * (
        0.000075 + 0.001868 * math.cos(g) - 0.032077 * math.sin(g) - 0.014615 * math.cos(2 * g)
        - 0.040849 * math.sin(2 * g)
    )
    hour = math.radians((utc_s / 60.0 + eot_min) / 4.0 - 180.0) + lon_rad
    return math.asin(math.sin(lat_rad) * math.sin(decl) + math.cos(lat_rad) * math.cos(decl) * math.cos(hour))


@kernel
def is_day(mode, day_of_year, utc_s, lat_rad, lon_rad):
    """Return whether eyes have light: sun above −6° (civil twilight), or as the scenario says."""
    if mode == 1:
        return True
    if mode == 2:
        return False
    return elevation_rad(day_of_year, utc_s, lat_rad, lon_rad) > -0.10471975511965977
