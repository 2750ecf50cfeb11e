"""Voids: few are filled from their rims and stated, many are refused unless the scenario allows them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from skypact.load.terrain.tile import Tile, refuse

#: Share of a tile that may be void without being asked for.
FEW = 0.001


def mended(tile: Tile, allowed: bool) -> tuple[Tile, list[str]]:
    """Return a tile without voids and what was done; TerrainError where they are many and not allowed."""
    count = int(np.isnan(tile.height_m).sum())
    if not count:
        return tile, []
    share = count / tile.height_m.size
    if share > FEW and not allowed:
        what = f"{count:,} voids, {share:.1%} of the tile"
        right = f"at most {FEW:.1%}; a filled edition of the tile, or terrain_allow: [voids], which interpolates"
        raise refuse(tile.name, what, right, tile.item)
    note = f"{tile.name}: {count:,} voids ({share:.3%} of the tile) are filled from their rims."
    return replace(tile, height_m=filled(tile.height_m)), [note]


def filled(height_m: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return heights with every NaN filled: linear between the known nodes around, the nearest one's at the edge."""
    from scipy.interpolate import LinearNDInterpolator, NearestNDInterpolator
    from scipy.ndimage import binary_dilation

    void = np.isnan(height_m)
    if not void.any():
        return height_m
    rim = binary_dilation(void, structure=np.ones((3, 3))) & ~void
    at, holes = np.argwhere(rim), np.argwhere(void)
    values = height_m[rim].astype(np.float64)
    found = NearestNDInterpolator(at, values)(holes)
    if np.ptp(at[:, 0]) > 0 and np.ptp(at[:, 1]) > 0:
        linear = LinearNDInterpolator(at, values)(holes)
        found = np.where(np.isnan(linear), found, linear)
    made = height_m.copy()
    made[void] = found
    return made
