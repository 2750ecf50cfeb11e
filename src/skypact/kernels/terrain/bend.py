"""Bent rays of one sensor from the coefficients of `arrays.bend`: the height of a ray, the ray through a point."""

from __future__ import annotations

from skypact.arrays.bend import (
    C0,
    C1,
    C2,
    I0,
    I1,
    I2,
    INV_R,
    LAYERED,
    POINT,
    POINT_Q,
    POINT_X,
    RAY,
    RAY_Q,
    RAY_Z,
    REACH_M,
    S0,
    S1,
    S2,
    SCALE_M,
    SOFT_M,
)
from skypact.kernels.jit import kernel


@kernel
def ray_rise(b, d_m, slope):
    """Return the height above the sensor [m] of the ray of a slope at the sensor, at a ground distance d_m > 0."""
    reach = b[REACH_M]
    q = (d_m / reach) ** 2
    y = slope * d_m
    if b[LAYERED] == 0.0:
        return y + b[S0] * q
    z = y / (y + SOFT_M)
    f, qi = 0.0, 1.0
    for i in range(RAY_Q):
        zj = qi
        for j in range(RAY_Z):
            f += b[RAY + i * RAY_Z + j] * zj
            zj *= z
        qi *= q
    up = y * (b[C0] + q * (b[C1] + q * b[C2])) + q * (b[S0] + q * (b[S1] + q * b[S2]))
    up -= (q + (y / reach) ** 2) * f
    return up / (1.0 - up * b[INV_R])


@kernel
def slope_to(b, d_m, rise_m):
    """Return the slope at the sensor of the ray through a point rise_m above it, at a ground distance d_m > 0."""
    reach = b[REACH_M]
    q = (d_m / reach) ** 2
    if b[LAYERED] == 0.0:
        return (rise_m - b[S0] * q) / d_m
    x = rise_m / SCALE_M
    g, qi = 0.0, 1.0
    for i in range(POINT_Q):
        xj = qi
        for j in range(POINT_X):
            g += b[POINT + i * POINT_X + j] * xj
            xj *= x
        qi *= q
    up = rise_m / (1.0 + rise_m * b[INV_R])
    y = up - q * (b[S0] + q * (b[S1] + q * b[S2])) + (q + (rise_m / reach) ** 2) * g
    return y * (b[I0] + q * (b[I1] + q * b[I2])) / d_m
