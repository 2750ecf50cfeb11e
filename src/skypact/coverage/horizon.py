"""Horizon: for each azimuth the highest line from an antenna to the ground, its elevation, how far that ground is."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from skypact.coverage.eyes import MOST_RANGE_M
from skypact.coverage.grid import Grid
from skypact.coverage.maps import Site, turn_rad
from skypact.lower.sense.air import Air, bending

#: Azimuths of a table.
N_AZIMUTH = 360


class Horizon(NamedTuple):
    """The horizon of a sensor: azimuth from true north [deg], elevation of the ray that grazes it [deg], distance [m].

    The elevation is that at the antenna, through the air. edge: the line meets the ground at the end of the map or of
    the range, so what lies beyond may stand higher.
    """

    name: str
    azimuth_deg: np.ndarray
    elevation_deg: np.ndarray
    distance_m: np.ndarray
    edge: np.ndarray


def horizon(grid: Grid, site: Site, air: Air) -> Horizon:
    """Return the horizon of a sensor over the terrain, within its range."""
    reach = min(site.eye.reach_m, MOST_RANGE_M)
    step = grid.cell_m
    ranges = step * np.arange(1, max(2, int(reach / step)) + 1)
    azimuth = 2 * np.pi * np.arange(N_AZIMUTH) / N_AZIMUTH
    on_grid = azimuth + turn_rad(grid, site.eye.lat, site.eye.lon)
    bend = bending(air, site.antenna_m, max(float(ranges[-1]), 20e3))
    elevation, distance, edge = (np.empty(N_AZIMUTH) for _ in range(3))
    n, m = grid.ground.shape
    for k, a in enumerate(on_grid):
        rows, columns = site.row - np.cos(a) * ranges / step, site.column + np.sin(a) * ranges / step
        on = (rows >= 0) & (rows <= n - 1) & (columns >= 0) & (columns <= m - 1)
        far = int(np.count_nonzero(np.cumprod(on)))
        if far == 0:
            elevation[k], distance[k], edge[k] = np.nan, np.nan, 1
            continue
        ground = _between(grid.ground, rows[:far], columns[:far])
        slopes = _slopes(bend, ranges[:far], ground - site.antenna_m)
        i = int(np.argmax(slopes))
        elevation[k], distance[k] = np.degrees(np.arctan(slopes[i])), ranges[i]
        edge[k] = i >= far - 2
    return Horizon(site.eye.name, np.degrees(azimuth), elevation, distance, edge.astype(bool))


def _slopes(bend: np.ndarray, ranges_m: np.ndarray, rises_m: np.ndarray) -> np.ndarray:
    """Return the slopes at the antenna of the rays to places."""
    from skypact.kernels.terrain.bend import slope_to

    plain = getattr(slope_to, "py_func", slope_to)
    return np.asarray(plain(bend, ranges_m, rises_m))


def _between(ground: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Return the ground at fractional rows and columns, bilinear."""
    i, j = np.minimum(rows.astype(int), ground.shape[0] - 2), np.minimum(columns.astype(int), ground.shape[1] - 2)
    f, g = rows - i, columns - j
    low = ground[i, j] * (1 - g) + ground[i, j + 1] * g
    high = ground[i + 1, j] * (1 - g) + ground[i + 1, j + 1] * g
    return low * (1 - f) + high * f
