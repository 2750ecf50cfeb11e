"""Local frames: east, north, up at a place, and range, azimuth, elevation in them."""

from __future__ import annotations

import math

from skypact.kernels.earth.geodesy import to_geodetic
from skypact.kernels.jit import kernel


@kernel
def local_frame(x, y, z, frame):
    """Fill frame [3, 3] with the rows east, north, up at an ECEF position; return its height [m]."""
    lat, lon, h = to_geodetic(x, y, z)
    sl, cl, so, co = math.sin(lat), math.cos(lat), math.sin(lon), math.cos(lon)
    frame[0, 0], frame[0, 1], frame[0, 2] = -so, co, 0.0
    frame[1, 0], frame[1, 1], frame[1, 2] = -sl * co, -sl * so, cl
    frame[2, 0], frame[2, 1], frame[2, 2] = cl * co, cl * so, sl
    return h


@kernel
def spherical(frame, dx, dy, dz):
    """Return range [m], azimuth [rad from north, clockwise], elevation [rad] of an offset in a local frame."""
    e = frame[0, 0] * dx + frame[0, 1] * dy + frame[0, 2] * dz
    n = frame[1, 0] * dx + frame[1, 1] * dy + frame[1, 2] * dz
    u = frame[2, 0] * dx + frame[2, 1] * dy + frame[2, 2] * dz
    r = math.sqrt(e * e + n * n + u * u)
    return r, math.atan2(e, n), math.asin(u / r)


@kernel
def beside(angle_rad, half_rad):
    """Return whether an angle from the middle of a sector lies outside its half-width."""
    return abs(math.atan2(math.sin(angle_rad), math.cos(angle_rad))) > half_rad
