"""Zones: where a battery could meet a class of target at a height, and where a scenario's batteries together could.

A cell is in the zone where the slant range lies in the battery's envelope at that height (floor, ceiling, nearest and
farthest range, cut where the missile has become too slow), in its sector, and in sight of its guidance radar over the
terrain. Whether a target is detected, told and decided upon in time is no part of it; `skypact run` asks that.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from skypact.coverage.eyes import Class, Eye, rounded
from skypact.coverage.grid import Grid
from skypact.coverage.maps import Site, sites, turn_rad, visible
from skypact.lower.engage.flyout import envelope, farthest_m
from skypact.lower.sense.air import EARTH_M, Air
from skypact.spec.scenario import Scenario
from skypact.spec.weapon import Battery

#: Mast of a battery without a radar of its own [m], as the engine has it.
MAST_M = 5.0


@dataclass(frozen=True, eq=False)
class Zones:
    """Engagement zones: sites of batteries, how many reach each cell u1 [n_height, n, m], and what is to be said."""

    grid: Grid
    heights_m: tuple[float, ...]
    sites: tuple[Site, ...]
    count: np.ndarray
    notes: tuple[str, ...]

    def km2(self, i_height: int, by: int = 1) -> float:
        """Return the area [km²] that at least so many batteries reach at a height."""
        return self.grid.km2(self.count[i_height] >= by)


def zone_eyes(scenario: Scenario, target: Class | None) -> tuple[list[Eye], list[str]]:
    """Return batteries as sites with the reach of their missile, and what is to be said of those left out."""
    made: list[Eye] = []
    left: dict[str, list[str]] = {}
    goal = scenario.crafts[target.craft].target if target and target.craft in scenario.crafts else None
    for name, battery in sorted(scenario.batteries.items()):
        if battery.interceptor is not None:
            left.setdefault("their interceptors fly above the air (see `skypact defended`)", []).append(name)
        elif goal is not None and (goal not in battery.kill or battery.kill[goal].value <= 0):
            left.setdefault(f"their sheet names no chance against the class {goal}", []).append(name)
        elif battery.at is not None:
            mast = battery.radar.mast.value if battery.radar is not None else MAST_M
            far = farthest_m(battery)
            made.append(Eye(name, rounded(battery.at[0]), rounded(battery.at[1]), mast, far, far, battery.title))
    return made, [f"No zone is drawn of {', '.join(found)}, because {why}." for why, found in left.items()]


def zones(
    grid: Grid, scenario: Scenario, heights_m: Sequence[float], air: Air, *, above: str = "ground",
    target: Class | None = None, trees_m: float = 0.0,
) -> Zones:
    """Return the engagement zones of the batteries of a scenario, its arrangement applied, at heights."""
    eyes, notes = zone_eyes(scenario, target)
    count = np.zeros((len(heights_m), *grid.ground.shape), np.uint8)
    done: list[Site] = []
    shapes: dict[str, np.ndarray] = {}
    for site in sites(grid, eyes):
        battery = scenario.batteries[site.eye.name]
        key = battery.model_dump_json(exclude={"at", "title", "commander", "link", "nation", "crew", "radar", "moves"})
        rows = shapes.setdefault(key, envelope(battery))
        sight, (r0, r1), (c0, c1) = visible(grid, site, air)
        km2: list[float] = []
        for i, height in enumerate(heights_m):
            ground = grid.ground[r0:r1, c0:c1]
            z = np.full(ground.shape, height) if above == "sea" else ground + height
            hit = _reached(grid, site, battery, rows, z, r0, c0)
            hit &= (z >= sight + np.where(sight > ground + 0.01, trees_m, 0.0)) & (z >= ground)
            count[i, r0:r1, c0:c1] += hit
            km2.append(float(np.count_nonzero(hit & grid.inside[r0:r1, c0:c1])) * grid.cell_m**2 / 1e6)
        done.append(Site(site.eye, site.row, site.column, site.ground_m, site.antenna_m, tuple(km2)))
    return Zones(grid, tuple(heights_m), tuple(done), count, tuple(notes))


def _reached(
    grid: Grid, site: Site, battery: Battery, rows: np.ndarray, z: np.ndarray, r0: int, c0: int
) -> np.ndarray:
    """Return which targets at z [m above sea] lie in the envelope and the sector of a battery."""
    dy = (site.row - r0 - np.arange(z.shape[0]))[:, None] * grid.cell_m
    dx = (np.arange(z.shape[1]) - (site.column - c0))[None, :] * grid.cell_m
    bulge = 2.0 * np.sin(np.hypot(dx, dy) / (2.0 * EARTH_M)) ** 2
    z0 = site.antenna_m
    slant = np.sqrt((z - z0) ** 2 + 2.0 * (EARTH_M + z0) * (EARTH_M + z) * bulge)
    height = z - z0
    given = rows[np.isfinite(rows[:, 0])]
    near, far = (np.interp(height, given[:, 0], given[:, k]) for k in (1, 2))
    hit = (slant >= near) & (slant <= far)
    hit &= (height >= battery.min_altitude.value) & (height <= battery.max_altitude.value)
    if battery.sector.value < 2 * math.pi - 1e-9:
        turned = np.arctan2(dx, dy) - battery.facing.value - turn_rad(grid, site.eye.lat, site.eye.lon)
        hit &= np.abs(np.angle(np.exp(1j * turned))) <= battery.sector.value / 2
    return hit
