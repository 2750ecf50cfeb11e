"""Polar tables: the lowest visible altitude along rays around a sensor that moves, and the edge that hides it.

Rays are given as places on the grid (fractional rows and columns) at equal ground distances, so the grid may be metric
or geographic; between two places they are straight on it. `sight.least_height` reads a table.
"""

from __future__ import annotations

import math

import numpy as np

from skypact.arrays.bend import LAYERED, REACH_M
from skypact.kernels.cache import TERRAIN, entry
from skypact.kernels.earth.geodesy import A_M, E2, to_ecef, to_geodetic
from skypact.kernels.jit import kernel
from skypact.kernels.terrain.bend import ray_rise, slope_to
from skypact.kernels.terrain.sight import height_at


@kernel
def sweep_ray(ground, rows, cols, per_knot, beyond_m, h0_m, b, step_m, altitude, edge_m, edge_height_m):
    """Fill one row of a table: altitude, distance and height of the hiding edge, at j·step_m for column j.

    rows, cols: the ray's places at every per_knot-th column. Off the grid the ground is beyond_m; where that is NaN,
    nothing is seen from there on.
    """
    n, m = ground.shape
    top, top_m, top_height = -math.inf, 0.0, 0.0
    for j in range(len(altitude)):
        k = min(j // per_knot, len(rows) - 2)
        f = j / per_knot - k
        row, col = rows[k] + (rows[k + 1] - rows[k]) * f, cols[k] + (cols[k + 1] - cols[k]) * f
        z = beyond_m
        if 0.0 <= row <= n - 1 and 0.0 <= col <= m - 1:
            z = height_at(ground, row, col)
        if math.isnan(z):
            altitude[j:], edge_m[j:], edge_height_m[j:] = math.inf, top_m, top_height
            return
        low, d = z, j * step_m
        if top > -math.inf:
            low = max(z, h0_m + ray_rise(b, d, top))
        altitude[j], edge_m[j], edge_height_m[j] = low, top_m, top_height
        slope = slope_to(b, d, z - h0_m) if j > 0 else -math.inf
        if slope > top:
            top, top_m, top_height = slope, d, z


@entry(TERRAIN)
def _table(ground, rows, cols, per_knot, beyond_m, h0_m, b, step_m, altitude, edge_m, edge_height_m):
    """Fill every row of a table."""
    for i in range(len(altitude)):
        sweep_ray(ground, rows[i], cols[i], per_knot, beyond_m, h0_m, b, step_m, altitude[i], edge_m[i],
                  edge_height_m[i])  # fmt: skip


@entry(TERRAIN)
def _geographic(lat_rad, lon_rad, azimuths_rad, knot_m, corner, rows, cols):
    """Fill rows and columns of rays along normal sections of WGS-84, on circles of the radius of curvature there."""
    north, west, d_lat, d_lon = corner[0], corner[1], corner[2], corner[3]
    s, c = math.sin(lat_rad), math.cos(lat_rad)
    w = 1.0 - E2 * s * s
    across, along = A_M / math.sqrt(w), A_M * (1.0 - E2) / (w * math.sqrt(w))
    x0, y0, z0 = to_ecef(lat_rad, lon_rad, 0.0)
    so, co = math.sin(lon_rad), math.cos(lon_rad)
    turn = 2.0 * math.pi
    base = lon_rad - west
    base -= turn * math.floor(base / turn)
    for i in range(len(azimuths_rad)):
        sa, ca = math.sin(azimuths_rad[i]), math.cos(azimuths_rad[i])
        radius = 1.0 / (ca * ca / along + sa * sa / across)  # Euler
        for k in range(rows.shape[1]):
            angle = k * knot_m / radius
            flat, up = radius * math.sin(angle), -radius * 2.0 * math.sin(angle / 2.0) ** 2
            e, n = flat * sa, flat * ca
            x = x0 - so * e - s * co * n + c * co * up
            y = y0 + co * e - s * so * n + c * so * up
            lat, lon, _ = to_geodetic(x, y, z0 + c * n + s * up)
            gone = lon - lon_rad
            gone -= turn * math.floor(gone / turn + 0.5)
            rows[i, k], cols[i, k] = (north - lat) / d_lat, (base + gone) / d_lon


def rays_metric(row: float, col: float, cell_m: float, n_az: int, reach_m: float) -> tuple[np.ndarray, np.ndarray]:
    """Return rows and columns [n_az, 2] of the two ends of straight rays on a metric grid, row 0 = north."""
    azimuth = 2.0 * np.pi * np.arange(n_az) / n_az
    ends = np.array([0.0, reach_m / cell_m])
    return row - np.cos(azimuth)[:, None] * ends, col + np.sin(azimuth)[:, None] * ends


def rays_geographic(lat_rad: float, lon_rad: float, n_az: int, knot_m: float, n_knot: int,
                    corner_rad: tuple[float, float, float, float]) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """Return rows and columns [n_az, n_knot] of rays at every knot_m on a grid of latitude and longitude.

    corner_rad: latitude and longitude of the centre of the north-west cell, then the size of a cell in each [rad].
    """
    rows, cols = np.empty((n_az, n_knot)), np.empty((n_az, n_knot))
    azimuths = 2.0 * np.pi * np.arange(n_az) / n_az
    _geographic(float(lat_rad), float(lon_rad), azimuths, float(knot_m), np.array(corner_rad, float), rows, cols)
    return rows, cols


def table(ground_m: np.ndarray, rows: np.ndarray, cols: np.ndarray, per_knot: int, height_m: float, bend: np.ndarray,
          step_m: float, n_range: int, beyond_m: float = math.nan,
          ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:  # fmt: skip
    """Return the lowest visible altitude [m above sea], distance and height of the hiding edge: f4 [n_az, n_range].

    rows, cols f8[n_az, n_knot]: the rays, azimuth 2π·i/n_az from north, at every per_knot·step_m. height_m: antenna
    above sea. Column j is at the ground distance j·step_m. The edge is the ground of greatest launch angle before it,
    0 if there is none. beyond_m: ground off the grid; NaN: nothing is seen there (inf).
    """
    if (rows.shape[1] - 1) * per_knot < n_range - 1:
        raise ValueError(f"rays of {rows.shape[1]} places every {per_knot} steps end before {n_range} columns")
    if bend[LAYERED] != 0 and (n_range - 1) * step_m > bend[REACH_M] * 1.0001:
        raise ValueError(f"the table is {(n_range - 1) * step_m / 1e3:.0f} km long, its rays were traced to "
                         f"{bend[REACH_M] / 1e3:.0f} km: ask for a greater reach")
    out = tuple(np.empty((len(rows), n_range), np.float32) for _ in range(3))
    _table(np.ascontiguousarray(ground_m, np.float32), np.ascontiguousarray(rows), np.ascontiguousarray(cols), per_knot,
           float(beyond_m), float(height_m), np.asarray(bend, float), float(step_m), *out)  # fmt: skip
    return out[0], out[1], out[2]
