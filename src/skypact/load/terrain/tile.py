"""What a file of terrain brings: the heights on its own grid, or all that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from skypact.core.errors import SkypactError
from skypact.load.terrain.grid import Box, Kind, Terrain

#: Greatest number of nodes of one terrain: 1 GB of f4.
MOST_NODES = 250_000_000


@dataclass(frozen=True, eq=False)
class Tile:
    """Heights above sea [m], f4 [n_lat, n_lon], row 0 the southernmost, NaN where the file knows none."""

    name: str
    item: int
    south: float
    west: float
    step_lat_deg: float
    step_lon_deg: float
    height_m: NDArray[np.float32]
    sha256: str
    notes: tuple[str, ...] = ()

    @property
    def box(self) -> Box:
        """Return the box of the nodes [degrees]."""
        n, m = self.height_m.shape
        north, east = self.south + (n - 1) * self.step_lat_deg, self.west + (m - 1) * self.step_lon_deg
        return Box(self.south, north, self.west, east)


class Refusal(NamedTuple):
    """One fault: which file (its name only), what is wrong, what would be right; which entry of the list (−1: none)."""

    file: str
    what: str
    right: str
    item: int = -1

    def __str__(self) -> str:
        return f"{self.file}: {self.what} — {self.right}" if self.file else f"{self.what} — {self.right}"


class TerrainError(SkypactError):
    """The terrain cannot be used: all faults found."""

    def __init__(self, refusals: Iterable[Refusal]):
        self.refusals = list(dict.fromkeys(refusals))
        super().__init__("\n".join(str(r) for r in self.refusals))


def refuse(file: str, what: str, right: str, item: int = -1) -> TerrainError:
    """Return the error of one fault, to be raised."""
    return TerrainError([Refusal(file, what, right, item)])


def listed(names: list[str]) -> str:
    """Return the names of files, the first ones of many."""
    return ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")


def terrain(
    kind: Kind, source: str, tiles: list[Tile], corner: tuple[float, float], height_m: NDArray[np.float32],
    notes: list[str], box: Box,
) -> Terrain:  # fmt: skip
    """Return the terrain over a box that tiles were joined to: `corner` is the south-west node [degrees]."""
    content = sha256(";".join(sorted(tile.sha256 for tile in tiles)).encode()).hexdigest()
    steps = tiles[0].step_lat_deg, tiles[0].step_lon_deg
    name = listed(sorted({tile.name for tile in tiles}))
    whole = Terrain(name, kind, *corner, *steps, np.ascontiguousarray(height_m), source, tuple(notes), content)
    return whole.window(*box)
