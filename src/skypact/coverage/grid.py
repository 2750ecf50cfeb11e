"""Grid: the ground of an area in square cells of metres, row 0 north, on a plane true to distances from its middle."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from pyproj import Proj

from skypact.core.errors import SkypactError
from skypact.load.terrain.grid import Box, Terrain

#: Greatest share by which a distance on the grid may be wrong.
MOST_WRONG = 0.01
#: Greatest number of cells, and how many a side has at most where no cell is asked for: on files of terrain, and else.
MOST_CELLS, FINE_SIDE, PLAIN_SIDE = 40_000_000, 2000, 1000
#: Cells that are taken where none is asked for [m].
ROUND_CELLS = (10, 15, 20, 25, 30, 40, 50, 60, 80, 100, 150, 200, 250, 300, 400, 500, 750, 1000, 1500, 2000, 3000, 5000)
#: Places of the terrain that are averaged along a side of a cell at most.
MOST_PARTS = 8
#: Distance of the nodes between which degrees are interpolated [m].
KNOT_M = 4000.0


@dataclass(frozen=True, eq=False)
class Grid:
    """Square cells: ground f4 [n, m] above sea, inside bool [n, m] where answers are given (in the box, on terrain).

    (x, y) are metres from the middle of the box on the azimuthal equidistant plane; the first cell is centred at
    (x_m, y_m).
    """

    box: Box
    middle: tuple[float, float]
    cell_m: float
    x_m: float
    y_m: float
    ground: np.ndarray
    inside: np.ndarray
    terrain: Terrain

    @cached_property
    def proj(self) -> Any:
        """Return the projection: degrees to metres and back."""
        return plane(self.middle)

    @property
    def crs(self) -> str:
        """Return the reference system as PROJ writes it."""
        return f"+proj=aeqd +lat_0={self.middle[0]:.6f} +lon_0={self.middle[1]:.6f} +datum=WGS84 +units=m +no_defs"

    def at(self, lat: float, lon: float) -> tuple[int, int]:
        """Return row and column of the cell that holds a place [degrees]."""
        x, y = self.proj(lon, lat)
        return round((self.y_m - y) / self.cell_m), round((x - self.x_m) / self.cell_m)

    def km2(self, cells: np.ndarray) -> float:
        """Return the area [km²] of the cells marked, of those inside."""
        return float(np.count_nonzero(cells & self.inside)) * self.cell_m**2 / 1e6

    @property
    def area_km2(self) -> float:
        """Return the area in which answers are given."""
        return self.km2(self.inside)


def plane(middle: tuple[float, float]) -> Any:
    """Return the azimuthal equidistant projection about a place [degrees]."""
    return Proj(proj="aeqd", lat_0=round(middle[0], 6), lon_0=round(middle[1], 6), datum="WGS84")


def made(terrain: Terrain, box: Box, sites: Sequence[tuple[float, float]] = (), cell_m: float | None = None) -> Grid:
    """Return the grid of a box [degrees] that also holds the sites beside it, so that what reaches in counts.

    Without a cell: that of the terrain, or a greater round one where there would be too many.
    """
    if box.north > 89 or box.south < -89 or box.east - box.west > 180:
        raise SkypactError(f"the area {box.text()} holds a pole or half the earth — a smaller --box")
    middle = ((box.south + box.north) / 2, (box.west + box.east) / 2)
    proj = plane(middle)
    lat, lon = _outline(box)
    x, y = proj(lon, lat)
    ends = [proj(site[1], site[0]) for site in sites]
    x, y = np.append(x, [e[0] for e in ends]), np.append(y, [e[1] for e in ends])
    _refuse_wide(proj, np.append(lon, [s[1] for s in sites]), np.append(lat, [s[0] for s in sites]), box)
    width, height = float(np.ptp(x)), float(np.ptp(y))
    cell = cell_m if cell_m is not None else _cell(terrain, width, height)
    n, m = math.ceil(height / cell) + 3, math.ceil(width / cell) + 3
    if n * m > MOST_CELLS:
        least = math.sqrt(width * height / MOST_CELLS)
        raise SkypactError(f"{n:,} × {m:,} cells of {cell:g} m — a --cell above {least:,.0f} m, or a smaller --box")
    if n < 12 or m < 12:
        area = f"{width / 1e3:.1f} by {height / 1e3:.1f} km"
        raise SkypactError(f"{n} × {m} cells of {cell:g} m — a smaller --cell: that area is {area}")
    x_m, y_m = float(x.min()) - cell, float(y.max()) + cell
    ground, inside = np.empty((n, m), np.float32), np.empty((n, m), bool)
    parts = min(MOST_PARTS, max(1, round(cell / max(min(terrain.cell_m), 1.0)))) if terrain.kind != "smooth" else 1
    offsets = (np.arange(parts) - (parts - 1) / 2) * cell / parts
    columns = (x_m + np.arange(m)[:, None] * cell + offsets).ravel()
    back = _Back(proj, x_m, y_m, m * cell, n * cell)
    centres = x_m + np.arange(m) * cell
    for i in range(n):
        found = [_heights(terrain, *back.row(y_m - i * cell + dy, columns)) for dy in offsets]
        ground[i] = np.mean(found, axis=0).reshape(m, parts).mean(axis=1)
        lat_i, lon_i = back.row(y_m - i * cell, centres)
        inside[i] = _within(box, lat_i, lon_i) & _within(_reached(terrain), lat_i, lon_i)
    if not inside.any():
        right = "a smaller --cell, or a larger --box"
        raise SkypactError(f"no cell of {cell:g} m has its middle in {box.text()} — {right}")
    return Grid(box, middle, cell, x_m, y_m, ground, inside, terrain)


class _Back:
    """Degrees of places on the plane, linear between nodes every KNOT_M: within a metre, and many times as fast."""

    def __init__(self, proj: Any, x_m: float, y_m: float, width_m: float, height_m: float):
        self.x = np.arange(x_m - KNOT_M, x_m + width_m + 2 * KNOT_M, KNOT_M)
        self.y = np.arange(y_m + KNOT_M, y_m - height_m - 2 * KNOT_M, -KNOT_M)
        self.lon, self.lat = proj(*np.meshgrid(self.x, self.y), inverse=True)

    def row(self, y_m: float, x_m: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return latitudes and longitudes along one row."""
        at = (self.y[0] - y_m) / KNOT_M
        i = int(at)
        f = at - i
        lat, lon = ((1 - f) * a[i] + f * a[i + 1] for a in (self.lat, self.lon))
        return np.interp(x_m, self.x, lat), np.interp(x_m, self.x, lon)


def _outline(box: Box) -> tuple[np.ndarray, np.ndarray]:
    lat, lon = np.linspace(box.south, box.north, 40), np.linspace(box.west, box.east, 40)
    return (
        np.concatenate([lat, lat, np.full(40, box.south), np.full(40, box.north)]),
        np.concatenate([np.full(40, box.west), np.full(40, box.east), lon, lon]),
    )


def _refuse_wide(proj: Any, lon: np.ndarray, lat: np.ndarray, box: Box) -> None:
    """Raise where the plane stretches a distance by more than MOST_WRONG."""
    factors = proj.get_factors(lon, lat)
    wrong = float(np.max(factors.tissot_semimajor)) - 1.0
    if not wrong <= MOST_WRONG:
        raise SkypactError(
            f"the area {box.text()} is so large that distances on its map are wrong by {100 * wrong:.1f} % "
            f"(at most {100 * MOST_WRONG:.0f} %) — a smaller --box"
        )


def _cell(terrain: Terrain, width_m: float, height_m: float) -> float:
    side = max(width_m, height_m)
    least = side / PLAIN_SIDE
    if terrain.kind in ("hgt", "geotiff"):
        least = max(side / FINE_SIDE, 0.9 * min(terrain.cell_m))
    return float(next((cell for cell in ROUND_CELLS if cell >= least), ROUND_CELLS[-1]))


def _heights(terrain: Terrain, lat: np.ndarray, lon: np.ndarray) -> np.ndarray:
    """Return heights [m]; beyond the terrain those of its edge, so that nothing there hides or shows anything."""
    if terrain.kind == "smooth":
        return np.full(lat.shape, terrain.height_m.flat[0], np.float64)
    box = terrain.box
    return terrain.height(np.clip(lat, box.south, box.north), np.clip(lon, box.west, box.east))


def _reached(terrain: Terrain) -> Box:
    if terrain.kind == "smooth":
        return Box(-90.0, 90.0, -180.0, 180.0)
    box, lat, lon = terrain.box, terrain.step_lat_deg / 2, terrain.step_lon_deg / 2
    return Box(box.south - lat, box.north + lat, box.west - lon, box.east + lon)


def _within(box: Box, lat: np.ndarray, lon: np.ndarray) -> np.ndarray:
    return (lat >= box.south) & (lat <= box.north) & (lon >= box.west) & (lon <= box.east)
