"""The exact reference: every cell has a ray of its own (R3 of Franklin, Higher isn't necessarily better, 1994).

Ground is read where the ray crosses the rows of the grid (its columns, if it crosses more of those), linear between
the two cells there: the surface of `fan`, without its interpolation between rays. With `both`, crossings of the other
family of lines are read too. Slow: time grows with the third power of the side; an oracle, or for small maps.
"""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from skypact.kernels.cache import TERRAIN, entry
from skypact.kernels.jit import kernel
from skypact.kernels.terrain.bend import ray_rise, slope_to
from skypact.kernels.terrain.sight import height_at


@kernel
def _between(a, b, f):
    """Return the linear value between two heights, in double precision."""
    return float(a) * (1.0 - f) + float(b) * f


@kernel
def _highest(ground, r0, c0, h0_m, b, cell_m, i, j, both):
    """Return the greatest launch slope of the ground strictly between the sensor and cell (i, j)."""
    dy, dx = i - r0, j - c0
    long, short = max(abs(dy), abs(dx)), min(abs(dy), abs(dx))
    reach = math.hypot(float(dy), float(dx)) * cell_m
    top = -math.inf
    for k in range(1, long):
        y, x = r0 + dy * k / long, c0 + dx * k / long
        if abs(dy) >= abs(dx):
            r, c = r0 + (k if dy > 0 else -k), int(math.floor(x))
            z = _between(ground[r, c], ground[r, min(c + 1, ground.shape[1] - 1)], x - c)
        else:
            r, c = int(math.floor(y)), c0 + (k if dx > 0 else -k)
            z = _between(ground[r, c], ground[min(r + 1, ground.shape[0] - 1), c], y - r)
        top = max(top, slope_to(b, reach * k / long, z - h0_m))
    for k in range(1, short if both else 0):
        y, x = r0 + dy * k / short, c0 + dx * k / short
        if abs(dy) >= abs(dx):
            r, c = int(math.floor(y)), c0 + (k if dx > 0 else -k)
            z = _between(ground[r, c], ground[min(r + 1, ground.shape[0] - 1), c], y - r)
        else:
            r, c = r0 + (k if dy > 0 else -k), int(math.floor(x))
            z = _between(ground[r, c], ground[r, min(c + 1, ground.shape[1] - 1)], x - c)
        top = max(top, slope_to(b, reach * k / short, z - h0_m))
    return top


@entry(TERRAIN)
def _cells(ground, cell_m, site, b, rows, cols, both, out):
    """Fill `out` with the lowest visible altitude of each cell (rows[t], cols[t])."""
    r0, c0, h0 = int(site[0]), int(site[1]), site[2]
    for t in range(len(rows)):
        i, j = rows[t], cols[t]
        z = float(ground[i, j])
        if max(abs(i - r0), abs(j - c0)) > 1:
            top = _highest(ground, r0, c0, h0, b, cell_m, i, j, both)
            reach = math.hypot(float(i - r0), float(j - c0)) * cell_m
            z = max(z, h0 + ray_rise(b, reach, top))
        out[t] = z


@entry(TERRAIN)
def _march(ground, cell_m, site, b, rows, cols, heights_m, step, out):
    """Fill `out` with whether each target is seen, by a march in steps of `step` cells over the bilinear surface."""
    r0, c0, h0 = site[0], site[1], site[2]
    for t in range(len(rows)):
        dy, dx = rows[t] - r0, cols[t] - c0
        cells = math.hypot(dy, dx)
        out[t] = True
        count = int(math.ceil(cells / step))
        aim = slope_to(b, cells * cell_m, heights_m[t] - h0) if count > 0 else 0.0
        for k in range(1, count):
            f = k / count
            z = height_at(ground, r0 + dy * f, c0 + dx * f)
            # what stands within 0.75 cells of either end is no obstacle, as in a map whose neighbours see each other
            clear = cells * f < 0.75 or cells * (1.0 - f) < 0.75
            if not clear and slope_to(b, cells * f * cell_m, z - h0) > aim:
                out[t] = False
                break


def visible_cells(ground_m: np.ndarray, cell_m: float, site: np.ndarray, bend: np.ndarray, rows: np.ndarray,
                  cols: np.ndarray, both: bool = False, threads: int = 2) -> np.ndarray:  # fmt: skip
    """Return the lowest visible altitude [m above sea, f8] of chosen cells; arguments as in `fan.visible_one`."""
    ground, site = np.ascontiguousarray(ground_m, np.float32), np.asarray(site, float).reshape(3)
    rows, cols = np.ascontiguousarray(rows, np.int64), np.ascontiguousarray(cols, np.int64)
    out = np.empty(len(rows))
    _share(threads, len(rows), lambda part: _cells(
        ground, float(cell_m), site, np.asarray(bend, float), rows[part], cols[part], both, out[part]))  # fmt: skip
    return out


def visible(ground_m: np.ndarray, cell_m: float, site: np.ndarray, bend: np.ndarray, both: bool = False,
            threads: int = 2) -> np.ndarray:  # fmt: skip
    """Return `fan.visible_one` of the whole grid without limit of range, every cell by a ray of its own [f8 n × m]."""
    rows, cols = (a.ravel() for a in np.indices(ground_m.shape))
    return visible_cells(ground_m, cell_m, site, bend, rows, cols, both, threads).reshape(ground_m.shape)


def seen(ground_m: np.ndarray, cell_m: float, site: np.ndarray, bend: np.ndarray, rows: np.ndarray, cols: np.ndarray,
         heights_m: np.ndarray, step: float = 0.25, threads: int = 2) -> np.ndarray:  # fmt: skip
    """Return which targets are seen [bool n], by a march of `step` cells over the bilinear surface.

    rows, cols f8: places inside the grid; heights_m f8 above sea.
    """
    ground, site = np.ascontiguousarray(ground_m, np.float32), np.asarray(site, float).reshape(3)
    places = [np.ascontiguousarray(a, float) for a in (rows, cols, heights_m)]
    out = np.empty(len(places[0]), np.bool_)
    row = np.asarray(bend, float)
    _share(threads, len(out), lambda part: _march(
        ground, float(cell_m), site, row, *(a[part] for a in places), float(step), out[part]))  # fmt: skip
    return out


def _share(threads: int, count: int, work) -> None:  # type: ignore[no-untyped-def]
    """Call work(slice) for pieces of 0 … count on threads; small pieces, because they differ in cost."""
    piece = max(1, count // (8 * threads))
    with ThreadPoolExecutor(max(1, threads)) as pool:
        list(pool.map(work, [slice(a, min(a + piece, count)) for a in range(0, count, piece)]))
