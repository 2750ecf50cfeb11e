"""Zones of two worlds, the forces before and those after, and the figure that each reading of a claim measures."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from skypact.coverage.edge import (
    Ground,
    Parallels,
    Reaches,
    Target,
    area_m2,
    detected,
    edge_east,
    edge_west,
    engaged,
)
from skypact.lower.sense.air import Air
from skypact.lower.sites import Batteries, Radars, batteries, radars
from skypact.spec.claim import Claim, Reading
from skypact.spec.radar import Radar
from skypact.spec.scenario import Scenario

Where = tuple[float, float]


@dataclass(frozen=True)
class Pair:
    """The forces before and after, each with its choice laid on, the claim, and how far new sites are shifted [m]."""

    before: Scenario
    after: Scenario
    claim: Claim
    shift_m: float = 0.0


@dataclass(frozen=True)
class Chart:
    """The grid on which all zones of a claim are summed, and the row of it that belongs to each site."""

    grid: Parallels
    rows: dict[Where, int]

    @classmethod
    def of(cls, scenario: Scenario) -> Chart:
        """Return the chart of every site of a scenario, whoever stands there under which choice."""
        units = [*scenario.sensors.values(), *scenario.batteries.values()]
        places = sorted({unit.at for unit in units if unit.at is not None})
        limits = [unit.max_range for unit in units if isinstance(unit, Radar)]
        for battery in scenario.batteries.values():
            limits += [battery.max_range, *([battery.radar.max_range] if battery.radar is not None else [])]
        claims = scenario.claims.values()
        error = max(claim.site_error.value for claim in claims)
        farthest = max((limit.bounds()[1] for limit in limits), default=0.0) + error
        lat, lon = (np.array([place[i] for place in places]) for i in (0, 1))
        readings = [reading for claim in claims for reading in claim.readings.values()]
        parallels = tuple(sorted({reading.latitude for reading in readings if reading.latitude is not None}))
        return cls(Parallels(lat, lon, farthest, parallels), {place: i for i, place in enumerate(places)})

    def rows_of(self, zones: Reaches) -> np.ndarray:
        """Return the rows of the grid that belong to the sites of some zones."""
        places = zip(np.round(zones.lat_deg, 6), np.round(zones.lon_deg, 6), strict=True)
        known = {(round(lat, 6), round(lon, 6)): row for (lat, lon), row in self.rows.items()}
        return np.array([known[float(lat), float(lon)] for lat, lon in places], int)


class Extent(NamedTuple):
    """How far a zone extends: its western and eastern edge along each parallel [deg], and its area."""

    west_deg: np.ndarray
    east_deg: np.ndarray
    area_m2: float


@dataclass
class Zones:
    """The zones of a pair of worlds, made when they are asked for."""

    pair: Pair
    chart: Chart
    lowered: dict[tuple[str, str], Radars | Batteries] = field(default_factory=dict)
    made: dict[tuple[str, str, float, bool], Extent] = field(default_factory=dict)

    def measured(self, reading: Reading, height_m: float) -> float:
        """Return what a reading measures [m], NaN where the edge that it asks for does not exist."""
        kind, what = reading.measure.split("-", 1)
        if reading.of == "change":
            return self._of("after", kind, what, reading, height_m, self._of("before", kind, what, reading, height_m))
        return self._of(reading.of, kind, what, reading, height_m)

    def _of(
        self, which: str, kind: str, what: str, reading: Reading, height_m: float, less: float | None = None
    ) -> float:
        """Return the figure of one zone; for an edge of the change: how far west of longitude `less` [deg] it lies."""
        grid = self.chart.grid
        west, east, area = self._extent(which, kind, height_m, shifted=what != "diameter" and which == "after")
        if what == "diameter":
            return 2.0 * math.sqrt(area / math.pi) - (less or 0.0)
        if reading.latitude is not None:
            row = grid.row(reading.latitude)
        elif np.isfinite(west).any():
            row = int(np.nanargmin(west))
        else:
            row = 0
        if what == "width":
            rightmost = east[row] if reading.latitude is not None else _most(east)
            width = float((rightmost - west[row]) * grid.degree_m[row])
            return (width if math.isfinite(width) else 0.0) - (less or 0.0)
        if reading.of == "change" and less is None:
            return float(west[row])
        from_deg = less if less is not None else reading.origin[1] if reading.origin is not None else math.nan
        return float((from_deg - west[row]) * grid.degree_m[row])

    def _extent(self, which: str, kind: str, height_m: float, shifted: bool) -> Extent:
        shifted = shifted and self.pair.shift_m != 0.0
        key = (which, kind, height_m, shifted)
        if key not in self.made:
            zones, names = self._reaches("before" if which == "before" else "after", kind, height_m)
            old = set(self._sites("before", kind).names)
            new = np.array([name not in old for name in names], bool)
            reach = zones.reach_m
            if shifted:
                reach = np.where(new & (reach > 0.0), np.maximum(reach + self.pair.shift_m, 0.0), reach)
            if which == "added":
                reach = np.where(new, reach, 0.0)
            zones = zones._replace(reach_m=reach)
            grid = self.chart.grid
            inside = grid.inside_m(zones, self.chart.rows_of(zones))
            self.made[key] = Extent(edge_west(grid, inside), edge_east(grid, inside), area_m2(grid, inside))
        return self.made[key]

    def _reaches(self, which: str, kind: str, height_m: float) -> tuple[Reaches, list[str]]:
        world, claim, s = getattr(self.pair, which), self.pair.claim, self._sites(which, kind)
        e, craft = world.environment, world.crafts[claim.against]
        ground = Ground(e.ground.value, e.trees.value, Air(e.refractivity.value, e.refractivity_scale.value))
        nose = craft.aspect.nose.value if craft.aspect is not None else 0.0  # what comes shows its nose
        target = Target(height_m, craft.rcs.value + nose, craft.rcs_metre_wave.value)
        if isinstance(s, Batteries):
            return engaged(s.rows, s.stand, s.envelope, target, ground), s.names
        return detected(s.rows, s.pd, target, claim.pd.value, ground), s.names

    def _sites(self, which: str, kind: str) -> Radars | Batteries:
        if (which, kind) not in self.lowered:
            self.lowered[which, kind] = (batteries if kind == "kill" else radars)(getattr(self.pair, which))
        return self.lowered[which, kind]


def _most(values: np.ndarray) -> float:
    return float(np.nanmax(values)) if np.isfinite(values).any() else math.nan
