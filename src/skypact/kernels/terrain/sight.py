"""Line of sight by look-up: is a target above the lowest altitude that a map or a table holds?"""

from __future__ import annotations

import math

import numpy as np

from skypact.kernels.cache import TERRAIN, entry
from skypact.kernels.jit import kernel

f4, u8 = np.float32, np.uintp
INF = np.float32(math.inf)
_TURN = 2.0 * math.pi


@kernel
def _mix(grid, i, k, j, f, g):
    """Return the bilinear value between rows i and k and columns j and j + 1; inf where one of the four is."""
    i, k, j, f, g = u8(i), u8(k), u8(j), f4(f), f4(g)
    a, c = grid[i, j], grid[k, j]
    a += (grid[i, j + u8(1)] - a) * g
    c += (grid[k, j + u8(1)] - c) * g
    v = a + (c - a) * f
    return float(v) if v < INF else math.inf  # inf − inf and inf·0 are NaN, which is not below


@kernel
def height_at(grid, row, col):
    """Return the bilinear value of a grid [n, m ≥ 2] at a fractional row and column inside it; inf if a corner is."""
    i, j = min(int(row), grid.shape[0] - 2), min(int(col), grid.shape[1] - 2)
    return _mix(grid, i, i + 1, j, row - i, col - j)


@kernel
def least_height(table, step_m, azimuth_rad, range_m):
    """Return the lowest altitude [m above sea] seen at an azimuth (any turn) and ground range, from a polar table.

    table [n_az, n_range] as `polar.table` makes it: row i at azimuth 2π·i/n_az, column j at j·step_m; bilinear. inf
    beyond the last column and where a neighbour is inf.
    """
    n_az, n_range = table.shape
    y = range_m / step_m
    if not y <= n_range - 1:
        return math.inf
    x = (azimuth_rad - _TURN * math.floor(azimuth_rad / _TURN)) * (n_az / _TURN)
    i, j = min(int(x), n_az - 1), min(int(y), n_range - 2)
    f, g = x - i, y - j
    k = i + 1 if i + 1 < n_az else 0
    return _mix(table, i, k, j, f, g)


@entry(TERRAIN)
def seen(altitude_m, rows, cols, heights_m):
    """Return which targets a map of `fan.visible` shows: bool [n]. Fractional rows, columns; heights above sea [m]."""
    n, m = altitude_m.shape
    out = np.zeros(len(rows), np.bool_)
    for t in range(len(rows)):
        if 0.0 <= rows[t] <= n - 1 and 0.0 <= cols[t] <= m - 1:
            out[t] = heights_m[t] >= height_at(altitude_m, rows[t], cols[t])
    return out
