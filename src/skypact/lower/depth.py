"""Depth: how far inside a nation's border each cell of the theatre lies."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from skypact.lower.place import A_M, CELL_LAT_DEG, CELL_LON_DEG, E2
from skypact.spec.place import Theatre

#: Cells of one nation at most [count]; a larger theatre has cells of a whole number of the territory's.
MOST_CELLS = 1_500_000
#: Depth where there is no border in the theatre at all [m].
FAR_M = 1e7


class Depths(NamedTuple):
    """metres: f4 [n_depth, n_lat, n_lon], below 0 outside; nations: of each row; cells: of the territory in one."""

    metres: np.ndarray
    nations: tuple[int, ...]
    cells: int

    def rows(self, n_nation: int) -> np.ndarray:
        """Return i8 [n_nation]: the row of each nation, -1 none."""
        made = np.full(n_nation, -1, np.int64)
        made[list(self.nations)] = np.arange(len(self.nations))
        return made


def depths(territory: np.ndarray, theatre: Theatre, nations: Sequence[int], most: int = MOST_CELLS) -> Depths:
    """Return the depths of these nations. The edge of the theatre is no border: what lies beyond is not known."""
    cells = max(1, math.ceil(math.sqrt(territory.size / most)))
    made = _kept(territory.tobytes(), territory.dtype.str, territory.shape, theatre.south, tuple(nations), cells)
    return Depths(made.copy(), tuple(nations), cells)


@lru_cache(maxsize=2)
def _kept(
    cells_of: bytes, kind: str, shape: tuple[int, ...], south: float, nations: tuple[int, ...], cells: int
) -> np.ndarray:
    """Return the depths of a grid, kept for the next world of the same scenario: draws share it."""
    territory = np.frombuffer(cells_of, kind).reshape(shape)
    coarse = territory[cells // 2 :: cells, cells // 2 :: cells]
    steps = _metres(coarse.shape[0], south, cells)
    made = np.zeros((len(nations), *coarse.shape), np.float32)
    for k, nation in enumerate(nations):
        made[k] = signed(coarse == nation, *steps)
    return made


def signed(inside: np.ndarray, lat_m: np.ndarray, lon_m: np.ndarray) -> np.ndarray:
    """Return f4 [n_lat, n_lon]: distance [m] of each centre from the nearest cell of the other kind, below 0 outside.

    lat_m, lon_m [n_lat]: height and width of the cells of a row. The nearest cell is that of the mean width (exact
    distance transform); how far its edge is comes from the widths between, so that it is true at every latitude.
    """
    from scipy.ndimage import distance_transform_edt

    made = np.zeros(inside.shape, np.float32)
    if not inside.any() or inside.all():
        return np.where(inside, FAR_M, -FAR_M).astype(np.float32)
    size = (float(lat_m.mean()), float(lon_m.mean()))
    columns = np.arange(inside.shape[1])
    for mask, sign in ((inside, 1.0), (~inside, -1.0)):
        near = np.asarray(distance_transform_edt(mask, size, return_distances=False, return_indices=True))
        for i in range(len(lat_m)):  # row by row: whole arrays of distances would be many times the table
            up = np.maximum(np.abs(near[0, i] - i) - 0.5, 0.0) * lat_m[i]
            width = 0.5 * (lon_m[i] + lon_m[near[0, i]])
            along = np.maximum(np.abs(near[1, i] - columns) - 0.5, 0.0) * width
            made[i] += np.where(mask[i], sign * np.hypot(up, along), 0.0)
    return made


def along(metres: np.ndarray, cells: int, theatre: Theatre, lat: np.ndarray, lon: np.ndarray) -> np.ndarray:
    """Return the depths [m] at places within the theatre [degrees], linear between the centres of the cells."""
    from scipy.ndimage import map_coordinates

    i = (lat - theatre.south) / (cells * CELL_LAT_DEG) - 0.5
    j = (lon - theatre.west) / (cells * CELL_LON_DEG) - 0.5
    return map_coordinates(metres, [i, j], order=1, mode="nearest", output=np.float64)


def _metres(n_lat: int, south: float, cells: int) -> tuple[np.ndarray, np.ndarray]:
    """Return height and width [m] of the cells of each row, from the radii of curvature of WGS-84."""
    lat = np.radians(south + cells * CELL_LAT_DEG * (np.arange(n_lat) + 0.5))
    bulge = 1.0 - E2 * np.sin(lat) ** 2
    north, east = A_M * (1.0 - E2) / bulge**1.5, A_M * np.cos(lat) / np.sqrt(bulge)
    return np.radians(cells * CELL_LAT_DEG) * north, np.radians(cells * CELL_LON_DEG) * east
