"""Terrain: heights above sea on a regular grid of latitude and longitude."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from skypact.core.errors import SkypactError

Kind = Literal["smooth", "coarse", "hgt", "geotiff"]
#: Height above ground [m] below which the coarse default and the smooth earth bear no claim.
LOW_M = 100.0
_EQUATOR_M, _FLATTENING = 6378137.0, 1 / 298.257223563


class Box(NamedTuple):
    """A box of latitude and longitude [degrees]."""

    south: float
    north: float
    west: float
    east: float

    def text(self) -> str:
        """Return the box as people write it."""
        return f"{self.south:g} to {self.north:g}° N, {self.west:g} to {self.east:g}° E"

    def overlaps(self, other: Box) -> bool:
        """Return whether two boxes have an area in common."""
        south, north = max(self.south, other.south), min(self.north, other.north)
        return south < north and max(self.west, other.west) < min(self.east, other.east)


@dataclass(frozen=True, eq=False)
class Terrain:
    """Heights above sea at the nodes of a grid. Row 0 is the southernmost, column 0 the westernmost.

    `height_m` is f4 [n_lat, n_lon], C-contiguous, without NaN, and shared by all who ask: nobody writes to it. `south`
    and `west` [degrees] are those of the first node. `sha256` is that of what the heights were read from.
    """

    name: str
    kind: Kind
    south: float
    west: float
    step_lat_deg: float
    step_lon_deg: float
    height_m: NDArray[np.float32]
    source: str
    notes: tuple[str, ...] = ()
    sha256: str = ""

    @property
    def north(self) -> float:
        """Return the latitude of the last row [degrees]."""
        return self.south + (self.height_m.shape[0] - 1) * self.step_lat_deg

    @property
    def east(self) -> float:
        """Return the longitude of the last column [degrees]."""
        return self.west + (self.height_m.shape[1] - 1) * self.step_lon_deg

    @property
    def box(self) -> Box:
        """Return the box of the nodes."""
        return Box(self.south, self.north, self.west, self.east)

    @property
    def cell_m(self) -> tuple[float, float]:
        """Return the size of a cell at the middle of the grid: south to north, west to east [m]."""
        lat = math.radians((self.south + self.north) / 2)
        e2 = _FLATTENING * (2 - _FLATTENING)
        w2 = 1 - e2 * math.sin(lat) ** 2
        along, across = _EQUATOR_M * (1 - e2) / w2**1.5, _EQUATOR_M / math.sqrt(w2) * math.cos(lat)
        return math.radians(self.step_lat_deg) * along, math.radians(self.step_lon_deg) * across

    @property
    def mean_m(self) -> float:
        """Return the mean height above sea, by area [m]."""
        weight = np.cos(np.radians(self.south + np.arange(self.height_m.shape[0]) * self.step_lat_deg))
        return float(np.average(self.height_m.mean(axis=1, dtype=np.float64), weights=weight))

    @property
    def says(self) -> tuple[str, ...]:
        """Return what every report says of its terrain: which it is, what it cannot tell, what was mended."""
        if self.kind == "smooth":
            return (f"Terrain: smooth earth, {self.mean_m:g} m above sea everywhere: hills hide nothing.",)
        north_m, east_m = self.cell_m
        km = f"{north_m / 1000:.1f} by {east_m / 1000:.1f} km"
        cell = f"{north_m:,.0f} by {east_m:,.0f} m" if north_m < 1000 else km
        said = [f"Terrain: {self.name} ({self.source}), cells of {cell}, heights above sea."]
        if self.kind == "coarse":
            said.append(f"On this coarse terrain nothing can be told about targets below {LOW_M:g} m above ground.")
        return (*said, *self.notes)

    def height(
        self, lat: ArrayLike, lon: ArrayLike, outside: Literal["error", "nan"] = "error"
    ) -> NDArray[np.float64]:
        """Return the height above sea [m] of points [degrees], bilinear between nodes.

        Half a cell beyond the last node has its height; farther out is an error, or NaN where asked for. The smooth
        earth has no edge.
        """
        lat, lon = np.broadcast_arrays(np.asarray(lat, dtype=np.float64), np.asarray(lon, dtype=np.float64))
        if self.kind == "smooth":
            return np.where(np.isnan(lat + lon), np.nan, np.float64(self.height_m[0, 0]))
        n, m = self.height_m.shape
        y, x = (lat - self.south) / self.step_lat_deg, (lon - self.west) / self.step_lon_deg
        inside = (y >= -0.501) & (y <= n - 0.499) & (x >= -0.501) & (x <= m - 0.499)
        if outside == "error" and not np.all(inside):
            at = np.argmax(~np.ravel(inside))
            where = f"[{np.ravel(lat)[at]:.4f}, {np.ravel(lon)[at]:.4f}]"
            raise SkypactError(f"{where} lies off the terrain {self.name}, {self.box.text()} — add tiles there")
        y, x = np.where(inside, np.clip(y, 0, n - 1), 0), np.where(inside, np.clip(x, 0, m - 1), 0)
        i, j = np.minimum(y.astype(np.int64), max(n - 2, 0)), np.minimum(x.astype(np.int64), max(m - 2, 0))
        v, u = y - i, x - j
        i1, j1, h = np.minimum(i + 1, n - 1), np.minimum(j + 1, m - 1), self.height_m
        low = h[i, j] * (1 - u) + h[i, j1] * u
        return np.where(inside, low * (1 - v) + (h[i1, j] * (1 - u) + h[i1, j1] * u) * v, np.nan)

    def window(self, south: float, north: float, west: float, east: float) -> Terrain:
        """Return the part that holds a box [degrees], from the nodes at or just outside of its edges."""
        box = Box(south, north, west, east)
        if self.kind == "smooth":
            return replace(self, south=south, west=west, step_lat_deg=north - south, step_lon_deg=east - west)
        rows = reach(self.south, self.step_lat_deg, self.height_m.shape[0], south, north)
        columns = reach(self.west, self.step_lon_deg, self.height_m.shape[1], west, east)
        if rows is None or columns is None:
            what = f"{box.text()} is not within the terrain {self.name}, {self.box.text()}"
            raise SkypactError(f"{what} — add tiles there")
        (i0, i1), (j0, j1) = rows, columns
        cut = np.ascontiguousarray(self.height_m[i0:i1, j0:j1])
        begin = {"south": self.south + i0 * self.step_lat_deg, "west": self.west + j0 * self.step_lon_deg}
        return replace(self, height_m=cut, **begin)


def reach(first: float, step: float, count: int, low: float, high: float) -> tuple[int, int] | None:
    """Return the slice of nodes at or just outside of [low, high]; None where that is more than half a step outside."""
    y0, y1 = (low - first) / step, (high - first) / step
    if y0 < -0.501 or y1 > count - 0.499 or not low < high:
        return None
    begin, end = max(0, math.floor(y0 + 1e-6)), min(count - 1, math.ceil(y1 - 1e-6))
    return begin, max(end, begin) + 1


def smooth(ground_m: float, box: Box) -> Terrain:
    """Return the smooth earth: one height above sea [m] everywhere."""
    height_m = np.full((2, 2), ground_m, dtype=np.float32)
    steps = box.north - box.south, box.east - box.west
    return Terrain("smooth", "smooth", box.south, box.west, *steps, height_m, "smooth earth")
