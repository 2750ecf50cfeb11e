"""Seams: tiles joined to one grid, and whether neighbours agree where they meet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from skypact.load.terrain.tile import Refusal, Tile

#: Neighbours may differ this much on their common edge [m]: SRTM tiles share it sample for sample.
MOST_M = 10.0
_RIGHT = "tiles of one edition; terrain_allow: [seams] takes the mean of both"

Corner = tuple[int, int]


def edges(tiles: Mapping[Corner, Tile]) -> Iterator[tuple[Tile, Tile, NDArray[np.float32]]]:
    """Yield each pair of neighbouring degree squares and the difference of their common edge [m]."""
    for (south, west), tile in sorted(tiles.items()):
        east, north = tiles.get((south, west + 1)), tiles.get((south + 1, west))
        if east is not None:
            yield tile, east, east.height_m[:, 0] - tile.height_m[:, -1]
        if north is not None:
            yield tile, north, north.height_m[0] - tile.height_m[-1]


def faults(tiles: Mapping[Corner, Tile]) -> Iterator[Refusal]:
    """Yield the pairs that disagree at their common edge by more than MOST_M."""
    for first, second, apart in edges(tiles):
        off = np.abs(apart[~np.isnan(apart)])
        if off.size and off.max() > MOST_M:
            what = (
                f"disagrees with {second.name} on their common edge: {np.mean(off > MOST_M):.0%} of the samples by "
                f"more than {MOST_M:g} m, {np.median(off):,.0f} m in the median, at most {off.max():,.0f} m"
            )
            yield Refusal(first.name, what, _RIGHT, second.item)


def notes(tiles: Mapping[Corner, Tile]) -> Iterator[str]:
    """Yield what was done where neighbours differ at all."""
    for first, second, apart in edges(tiles):
        off = np.abs(apart[~np.isnan(apart)])
        if off.size and off.max() > 0:
            yield (
                f"{first.name} and {second.name} differ on their common edge by up to {off.max():,.0f} m: "
                "the mean of both is taken."
            )


def joined(tiles: Mapping[Corner, Tile], wanted: list[Corner]) -> NDArray[np.float32]:
    """Return one grid of the wanted degree squares, the mean of both on common edges, 0 m where there is no tile."""
    n = next(iter(tiles.values())).height_m.shape[0] - 1
    south, west = wanted[0]
    rows, columns = wanted[-1][0] - south + 1, wanted[-1][1] - west + 1
    total = np.zeros((rows * n + 1, columns * n + 1), dtype=np.float32)
    count = np.zeros(total.shape, dtype=np.uint8)
    for (lat, lon), tile in sorted(tiles.items()):
        here = np.s_[(lat - south) * n : (lat - south + 1) * n + 1, (lon - west) * n : (lon - west + 1) * n + 1]
        known = ~np.isnan(tile.height_m)
        total[here] += np.where(known, tile.height_m, 0)
        count[here] += known
    return total / np.maximum(count, 1).astype(np.float32)


def jump(height_m: NDArray[np.float32], owner: NDArray[np.int16]) -> Iterator[tuple[int, int, float]]:
    """Yield (owner, owner, step [m]) where rasters touch without sharing nodes.

    The median of the signed step across the border, less the mean of those one node to either side: hills cancel out in
    it, another datum, unit or edition does not.
    """
    for h, own in ((height_m, owner), (height_m.T, owner.T)):
        before, after = own[:, 1:-2], own[:, 2:-1]
        border = (before != after) & (before >= 0) & (after >= 0)
        border &= (own[:, :-3] == before) & (own[:, 3:] == after)
        if not border.any():
            continue
        step = np.diff(h, axis=1)
        for a, b in sorted(set(zip(before[border].tolist(), after[border].tolist(), strict=True))):
            at = border & (before == a) & (after == b)
            left, middle, right = (float(np.nanmedian(part[at])) for part in (step[:, :-2], step[:, 1:-1], step[:, 2:]))
            yield a, b, middle - (left + right) / 2
