"""Geodesy on WGS-84: geodetic ↔ ECEF, local frames, horizon."""

from __future__ import annotations

import math

from skypact.kernels.jit import kernel

A_M = 6378137.0
F = 1.0 / 298.257223563
E2 = F * (2.0 - F)
#: Mean radius used by horizon formulas [m].
R_M = 6371000.0

_A1 = A_M * E2
_A2 = _A1 * _A1
_A3 = _A1 * E2 / 2.0
_A4 = 2.5 * _A2
_A5 = _A1 + _A3
_A6 = 1.0 - E2


@kernel
def to_ecef(lat_rad, lon_rad, h_m):
    """Return ECEF x, y, z [m] of a geodetic position."""
    s, c = math.sin(lat_rad), math.cos(lat_rad)
    n = A_M / math.sqrt(1.0 - E2 * s * s)
    return (n + h_m) * c * math.cos(lon_rad), (n + h_m) * c * math.sin(lon_rad), (n * (1.0 - E2) + h_m) * s


@kernel
def to_geodetic(x, y, z):
    """Return latitude [rad], longitude [rad], height [m] of an ECEF position.

    Source: Olson, IEEE Trans. Aerospace and Electronic Systems 32(1), 1996, 473–476; error below 1e-8 m.
    """
    w2 = x * x + y * y
    w = math.sqrt(w2)
    r2 = w2 + z * z
    r = math.sqrt(r2)
    lon = math.atan2(y, x)
    s2, c2 = z * z / r2, w2 / r2
    u, v = _A2 / r, _A3 - _A4 / r
    if c2 > 0.3:
        s = (abs(z) / r) * (1.0 + c2 * (_A1 + u + s2 * v) / r)
        lat = math.asin(s)
        ss = s * s
        c = math.sqrt(1.0 - ss)
    else:
        c = (w / r) * (1.0 - s2 * (_A5 - u - c2 * v) / r)
        lat = math.acos(c)
        ss = 1.0 - c * c
        s = math.sqrt(ss)
    g = 1.0 - E2 * ss
    rg = A_M / math.sqrt(g)
    rf = _A6 * rg
    u, v = w - rg * c, abs(z) - rf * s
    f = c * u + s * v
    m = c * v - s * u
    p = m / (rf / g + f)
    lat += p
    h = f + m * p / 2.0
    return (-lat if z < 0 else lat), lon, h


@kernel
def horizon_m(sensor_m, target_m, trees_m, k):
    """Return the distance [m] at which a target sinks below the horizon of a smooth earth of radius k·R.

    Heights are above ground. The mast stands in a clearing; trees rise before the target (facts.md 2: a mast of
    10 m sees a target at 30 m over trees of 20 m at 26 km).
    """
    reach = math.sqrt(2.0 * k * R_M * max(sensor_m, 0.0))
    return reach + math.sqrt(2.0 * k * R_M * max(target_m - trees_m, 0.0))
