"""Small grounds for the tests of terrain, in cells of 100 m."""

from __future__ import annotations

import math

import numpy as np

CELL_M = 100.0
A = 1.0 / (2.0 * 4.0 / 3.0 * 6_371_000.0)


def hills(n: int, m: int | None = None, seed: int = 7) -> np.ndarray:
    """Return fractal heights [m, f4]: sums of random waves, 200 m rms, sea at 0."""
    rng = np.random.default_rng(seed)
    side = 512
    k = np.hypot(np.fft.fftfreq(side)[:, None], np.fft.rfftfreq(side)[None, :])
    k[0, 0] = np.inf
    z = np.fft.irfft2(np.fft.rfft2(rng.standard_normal((side, side))) * np.maximum(k, 1 / 400) ** -1.8, s=(side, side))
    return np.ascontiguousarray(np.clip(150 + 200 * z / z.std(), 0, None)[:n, : m or n], dtype=np.float32)


def distances(n: int, m: int, row: float, col: float) -> np.ndarray:
    """Return the distance [m] of every cell from a place."""
    rows, cols = np.indices((n, m))
    return np.hypot(rows - row, cols - col) * CELL_M


def over_sea(d_m: np.ndarray, mast_m: float) -> np.ndarray:
    """Return the lowest visible altitude over a smooth sea on a 4/3 earth: a (d − horizon)², 0 before the horizon."""
    return A * np.maximum(d_m - math.sqrt(mast_m / A), 0.0) ** 2
