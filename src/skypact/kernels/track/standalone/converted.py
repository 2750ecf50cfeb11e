"""Converted measurements: a plot as a place with the covariance of its error, and the linear filter that takes it.

Source: Bar-Shalom, Li, Kirubarajan (2001), 10.4.3, without debiasing. The extended filter (`filter`) linearises at the
track instead and needs no covariance for each plot; this one is here because others' trackers work so.
"""

from __future__ import annotations

import math

from skypact.kernels.jit import kernel


@kernel
def innovate(p, r, work):
    """Fill rows 0 to 2 of work with the Cholesky factor of the innovation's covariance P + R of the place."""
    for i in range(3):
        for j in range(i + 1):
            s = p[i, j] + r[i, j]
            for k in range(j):
                s -= work[i, k] * work[j, k]
            work[i, j] = math.sqrt(s) if i == j else s / work[j, j]


@kernel
def place_distance2(x, p, z, r, work):
    """Return the squared Mahalanobis distance of place z [3] with covariance r from a track."""
    innovate(p, r, work)
    a = (z[0] - x[0]) / work[0, 0]
    b = (z[1] - x[1] - work[1, 0] * a) / work[1, 1]
    c = (z[2] - x[2] - work[2, 0] * a - work[2, 1] * b) / work[2, 2]
    return a * a + b * b + c * c


@kernel
def place_update(x, p, z, r, work):
    """Take place z [3] with covariance r into a track: K = P Hᵀ S⁻¹, x + K y, P − K S Kᵀ, by the factor of S."""
    innovate(p, r, work)
    # row 3 + k of work: column k of P Hᵀ L⁻ᵀ, so that K S Kᵀ is the sum of their outer products
    for i in range(6):
        a = p[i, 0] / work[0, 0]
        b = (p[i, 1] - a * work[1, 0]) / work[1, 1]
        work[3, i], work[4, i] = a, b
        work[5, i] = (p[i, 2] - a * work[2, 0] - b * work[2, 1]) / work[2, 2]
    a = (z[0] - x[0]) / work[0, 0]
    b = (z[1] - x[1] - work[1, 0] * a) / work[1, 1]
    c = (z[2] - x[2] - work[2, 0] * a - work[2, 1] * b) / work[2, 2]
    for i in range(6):
        x[i] += work[3, i] * a + work[4, i] * b + work[5, i] * c
        for j in range(6):
            p[i, j] -= work[3, i] * work[3, j] + work[4, i] * work[4, j] + work[5, i] * work[5, j]
