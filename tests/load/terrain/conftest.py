"""Synthetic tiles on disk: planes over latitude and longitude, so that every height is known by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from skypact.load.terrain.grid import Box, Terrain
from skypact.load.terrain.terrain import of
from skypact.spec.place import Environment

#: Flat country in Belarus: the coarse default has 170 m in the mean there, so planes near that pass for real.
BOX = Box(53.0, 54.0, 25.0, 26.0)
N = 1201
Grid = np.ndarray


def plane(south: int = 53, west: int = 25, n: int = N) -> Grid:
    """Return 150 m + 20 m per degree north of 53 + 30 m per degree east of 25, row 0 the northernmost."""
    lat, lon = np.meshgrid(np.linspace(south + 1, south, n), np.linspace(west, west + 1, n), indexing="ij")
    return np.round(150 + 20 * (lat - 53) + 30 * (lon - 25))


def expected(lat: Any, lon: Any) -> Any:
    """Return the height of the plane, before it is rounded to metres."""
    return 150 + 20 * (lat - 53) + 30 * (lon - 25)


@pytest.fixture
def tile(tmp_path: Path) -> Callable[..., Path]:
    """Write an .hgt tile; `spoil` may change its heights."""

    def write(
        name: str = "N53E025.hgt", heights: Grid | None = None, spoil: Callable[[Grid], None] | None = None
    ) -> Path:
        made = plane() if heights is None else heights.copy()
        if spoil:
            spoil(made)
        path = tmp_path / name
        path.write_bytes(made.astype(">i2").tobytes())
        return path

    return write


def read(*paths: Path, box: Box = BOX, allow: tuple[str, ...] = ()) -> Terrain:
    """Return the terrain of files over a box."""
    named = [str(path) for path in paths]
    fields = {"terrain": named if len(named) > 1 else named[0], "terrain_allow": list(allow)}
    return of(Environment.model_validate(fields), box)
