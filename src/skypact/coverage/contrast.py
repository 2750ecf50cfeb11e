"""Contrast: which cells one arrangement, choice or scenario covers and another does not, on the same grid."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from skypact.core.errors import SkypactError
from skypact.coverage.grid import Grid


@dataclass(frozen=True, eq=False)
class Contrast:
    """What `b` covers against `a` at each height: kinds u1 [n_height, n, m], areas [km²]."""

    a: str
    b: str
    heights_m: tuple[float, ...]
    kinds: np.ndarray
    both_km2: tuple[float, ...]
    gained_km2: tuple[float, ...]
    lost_km2: tuple[float, ...]


#: Codes of `kinds`.
NEITHER, BOTH, GAINED, LOST = 0, 1, 2, 3


def contrast(
    grid: Grid, a: np.ndarray, b: np.ndarray, heights_m: tuple[float, ...], names: tuple[str, str], by: int = 1
) -> Contrast:
    """Return the contrast of two maps of counts u1 [n_height, n, m]: cells that at least `by` cover."""
    if a.shape != b.shape:
        raise SkypactError("two maps of different grids cannot be compared — the same --box and --cell for both")
    one, other = a >= by, b >= by
    kinds = np.select([one & other, other, one], [BOTH, GAINED, LOST], NEITHER).astype(np.uint8)
    area = [tuple(grid.km2(layer == kind) for layer in kinds) for kind in (BOTH, GAINED, LOST)]
    return Contrast(*names, heights_m, kinds, *area)
