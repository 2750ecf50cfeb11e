"""Maps: the lowest altitude at which any sensor covers a cell, how many do at each height, and why none does.

Covered at a height means: in line of sight over the terrain through layered air, within the range of the radar equation
for the class and Pd and within the instrumented range, in the sector and between the elevations of the beam. One window
of the grid at a time is swept, so that memory holds the maps and one sensor's window whatever their number.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from skypact.arrays import cover as c
from skypact.core.errors import SkypactError
from skypact.coverage.eyes import MOST_RANGE_M, Eye
from skypact.coverage.grid import Grid
from skypact.lower.sense.air import Air, bending, grazing

THREADS = 2
#: Knots of the table of the smooth earth's horizon, and the height to which it reaches [m].
HORIZON_KNOTS, HORIZON_TOP_M = 4096, 60_000.0


@dataclass(frozen=True)
class Site:
    """A sensor on the grid: its cell, ground and antenna above sea [m]; covered area [km²] at each height."""

    eye: Eye
    row: int
    column: int
    ground_m: float
    antenna_m: float
    km2: tuple[float, ...] = ()


@dataclass(frozen=True, eq=False)
class Maps:
    """Coverage of a grid. least: f4 [n, m] above sea, inf none; count, stage: u1 [n_height, n, m]."""

    grid: Grid
    heights_m: tuple[float, ...]
    above: str
    sites: tuple[Site, ...]
    least: np.ndarray
    count: np.ndarray
    stage: np.ndarray

    def km2(self, i_height: int, by: int = 1) -> float:
        """Return the area [km²] covered by at least so many sensors at a height."""
        return self.grid.km2(self.count[i_height] >= by)


#: Told after each sensor: itself, the first row and column of its window, its lowest visible altitude there.
Keep = Callable[[Site, int, int, np.ndarray], None]


def sites(grid: Grid, eyes: Sequence[Eye]) -> list[Site]:
    """Return the sensors on the grid, on the ground of their place, or of their cell where that is higher.

    A site that was moved to the middle of its cell must not look out from within the slope that it was moved into.
    """
    made: list[Site] = []
    for eye in eyes:
        row, column = grid.at(eye.lat, eye.lon)
        if not (0 <= row < grid.ground.shape[0] and 0 <= column < grid.ground.shape[1]):
            raise SkypactError(f"{eye.name} at {eye.lat:g}, {eye.lon:g} lies off the map, {grid.box.text()}")
        cell = float(grid.ground[row, column])
        ground = float(grid.terrain.height(eye.lat, eye.lon))
        antenna = max(ground, cell) + eye.mast_m if eye.altitude_m is None else eye.altitude_m
        if eye.altitude_m is not None and antenna < cell:
            raise SkypactError(f"{eye.name} flies at {antenna:,.0f} m above sea, the ground there is {cell:,.0f} m")
        made.append(Site(eye, row, column, ground, antenna))
    return made


def maps(
    grid: Grid, eyes: Sequence[Eye], heights_m: Sequence[float], air: Air, *, above: str = "ground",
    trees_m: float = 0.0, keep: Keep | None = None,
) -> Maps:
    """Return the coverage of sensors at heights above ground, or above sea."""
    shape = grid.ground.shape
    least = np.full(shape, np.inf, np.float32)
    count, stage = (np.zeros((len(heights_m), *shape), np.uint8) for _ in range(2))
    done: list[Site] = []
    for site in sites(grid, eyes):
        heights, into = np.asarray(heights_m, float), (least, count, stage)
        seen = _enter(grid, site, heights, above == "sea", air, trees_m, into, keep)
        done.append(Site(site.eye, site.row, site.column, site.ground_m, site.antenna_m, seen))
    return Maps(grid, tuple(heights_m), above, tuple(done), least, count, stage)


def _enter(
    grid: Grid, site: Site, heights: np.ndarray, above_sea: bool, air: Air, trees_m: float,
    into: tuple[np.ndarray, np.ndarray, np.ndarray], keep: Keep | None,
) -> tuple[float, ...]:  # fmt: skip
    """Enter one sensor into the maps; return its covered area [km²] at each height."""
    from skypact.kernels.terrain.covered import judge

    sight, (r0, r1), (c0, c1) = visible(grid, site, air)
    if keep is not None:
        keep(site, r0, c0, sight)
    smooth, step = smooth_horizon(grid, site, air, trees_m)
    least, count, stage = into
    window = (slice(r0, r1), slice(c0, c1))
    place = np.array([site.row - r0, site.column - c0, site.antenna_m], float)

    def part(first: int, last: int) -> np.ndarray:
        return judge(
            grid.ground[window], sight, grid.inside[window], grid.cell_m, place, limits(grid, site), heights, above_sea,
            smooth, step, trees_m, first, last, least[window], count[:, r0:r1, c0:c1], stage[:, r0:r1, c0:c1],
        )

    cuts = np.linspace(0, r1 - r0, THREADS + 1).astype(int)
    with ThreadPoolExecutor(THREADS) as pool:
        seen = sum(pool.map(part, cuts[:-1], cuts[1:]))
    return tuple(float(k) * grid.cell_m**2 / 1e6 for k in np.asarray(seen))


def visible(
    grid: Grid, site: Site, air: Air, reach_m: float | None = None
) -> tuple[np.ndarray, tuple[int, int], tuple[int, int]]:
    """Return the lowest visible altitude in the window of a sensor's reach, and the rows and columns of that window."""
    from skypact.kernels.terrain.fan import visible_one

    reach = min(site.eye.reach_m if reach_m is None else reach_m, MOST_RANGE_M) * 1.01
    cells = max(2, math.ceil(reach / grid.cell_m) + 1)
    n, m = grid.ground.shape
    r0, r1 = max(0, site.row - cells), min(n, site.row + cells + 1)
    c0, c1 = max(0, site.column - cells), min(m, site.column + cells + 1)
    farthest = grid.cell_m * math.hypot(max(site.row - r0, r1 - site.row), max(site.column - c0, c1 - site.column))
    bend = bending(air, site.antenna_m, min(max(farthest, 20e3), reach * 1.01 + 20e3))
    place = np.array([site.row - r0, site.column - c0, site.antenna_m])
    sight, _ = visible_one(grid.ground[r0:r1, c0:c1], grid.cell_m, place, bend, reach, threads=THREADS)
    return sight, (r0, r1), (c0, c1)


def limits(grid: Grid, site: Site) -> np.ndarray:
    """Return the limits of a sensor as the kernel reads them (`arrays.cover`)."""
    eye, made = site.eye, np.zeros(c.N_LIMIT)
    made[c.FAR_M], made[c.MOST_M], made[c.LEAST_M] = eye.far_m, min(eye.reach_m, MOST_RANGE_M), eye.least_m
    made[c.FACING_RAD], made[c.HALF_RAD] = eye.facing_rad + turn_rad(grid, eye.lat, eye.lon), eye.half_rad
    made[c.LOW_RAD], made[c.HIGH_RAD], made[c.FULL_RAD] = eye.low_rad, eye.high_rad, eye.full_rad
    made[c.DOWN] = eye.down if eye.altitude_m is not None else 1.0
    made[c.SKY] = eye.sky
    return made


def turn_rad(grid: Grid, lat: float, lon: float) -> float:
    """Return the azimuth on the grid of true north at a place [rad]."""
    x0, y0 = grid.proj(lon, lat - 0.005)
    x1, y1 = grid.proj(lon, lat + 0.005)
    return math.atan2(x1 - x0, y1 - y0)


def smooth_horizon(grid: Grid, site: Site, air: Air, trees_m: float) -> tuple[np.ndarray, float]:
    """Return the lowest visible altitude over a smooth earth at equal steps of distance, and the step [m].

    That earth lies at the mean height of the ground, or at that of the site where it is lower.
    """
    base = min(float(grid.ground[grid.inside].mean()), site.antenna_m - site.eye.mast_m)
    low = Air(air.n0 * math.exp(-max(base, 0.0) / air.scale_m), air.scale_m)
    near = float(grazing(low, np.array([max(site.antenna_m - base, 0.0)]))[0])
    rises = HORIZON_TOP_M * np.linspace(0.0, 1.0, 2000) ** 2
    distance = near + grazing(low, rises)
    step = (1.05 * MOST_RANGE_M) / (HORIZON_KNOTS - 1)
    at = step * np.arange(HORIZON_KNOTS)
    hidden = base + trees_m + np.interp(at, distance, rises)
    return np.where(at <= near, -1e9, hidden), step
