"""Cover: what sensors and batteries reach over terrain, how that differs between arrangements and over ignorance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from skypact.core.errors import SkypactError
from skypact.core.stamp import package_version, this_platform
from skypact.coverage import causes, eyes, grid
from skypact.coverage.band import Band
from skypact.coverage.band import band as banded
from skypact.coverage.contrast import Contrast, contrast
from skypact.coverage.horizon import Horizon, horizon
from skypact.coverage.maps import Keep, Maps
from skypact.coverage.zones import Zones
from skypact.load.canonical import sha256
from skypact.load.given import Given
from skypact.load.terrain.grid import Terrain
from skypact.spec.scenario import Scenario
from skypact.study.reach.area import box_of, reaching, terrain_for
from skypact.study.reach.question import Question, checked
from skypact.study.reach.world import Load, Side, other_side


@dataclass(frozen=True, eq=False)
class Versus:
    """Another world on the same grid, and what it covers against the first."""

    name: str
    maps: Maps
    sensors: Contrast
    zones: Contrast | None


@dataclass(frozen=True, eq=False)
class Cover:
    """Coverage: maps, horizons, zones, contrast and band where asked for, and all that has to be said of them."""

    title: str
    name: str
    asked: Question
    target: eyes.Class | None
    maps: Maps
    horizons: tuple[Horizon, ...]
    zones: Zones | None
    versus: Versus | None
    band: Band | None
    notes: tuple[str, ...]
    stamp: dict[str, object]

    @property
    def grid(self) -> grid.Grid:
        """Return the grid of all maps."""
        return self.maps.grid

    def meaning(self) -> str:
        """Return in words what counts as covered."""
        sight = "in line of sight over the terrain and within the range given"
        if self.target is None:
            return f"Covered: {sight}."
        what = f"seen with Pd ≥ {self.asked.pd:g} by the radar equation: {self.target.name}"
        return f"Covered: in line of sight over the terrain, {what}; within range, sector and elevation of the beam."

    def why(self) -> list[dict[str, float]]:
        """Return for each height cause → area [km²]."""
        made = self.maps
        return [causes.shares(stage, self.grid.inside, self.grid.cell_m) for stage in made.stage]

    def as_dict(self) -> dict[str, Any]:
        """Return the result as plain data."""
        from skypact.study.reach.data import plain

        return plain(self)


def cover(
    scenario: Scenario | None, given: Sequence[Given] = (), asked: Question | None = None, *,
    load: Load | None = None, keep: Keep | None = None,
) -> Cover:  # fmt: skip
    """Return the coverage of a scenario's sensors, or of sensors typed by hand. keep: told of each sensor's own map."""
    asked = checked(scenario, given, asked or Question())
    first = Side(scenario, given, asked, asked.arrangement, asked.choice)
    other = other_side(scenario, asked, load) if asked.versus and scenario is not None else None
    if asked.arrangement or asked.versus in first.arrangements:
        for side in (first, other):
            _ = side.default_picture() if side is not None else None
    made = first.eyes()
    beside = other.eyes() if other is not None else []
    notes = [*first.notes, *(n for n in (other.notes if other else ()) if n not in first.notes)]
    box = asked.box or box_of(first.environment, scenario.theatre if scenario is not None else None, made)
    if other is not None and other.environment.terrain != first.environment.terrain:
        notes.append("Both sides are drawn over the terrain of the first.")
    made, beside = reaching(made, box, bool(given), notes), reaching(beside, box, False, notes)
    if not made and not beside:
        raise SkypactError(f"no sensor reaches into {box.text()} — another --box")
    units = [*made, *beside]
    for side in (first, other) if asked.zones else ():
        units += side.batteries(box) if side is not None else []
    sites = [(eye.lat, eye.lon) for eye in units]
    terrain = terrain_for(first.environment, box, sites, bool(given))
    ground = grid.made(terrain, box, sites, asked.cell_m)
    drawn = first.maps(ground, made, keep)
    reach = first.zones(ground) if asked.zones else None
    against = _versus(ground, other, beside, drawn, reach) if other is not None else None
    spread = banded(first.world, drawn, partial(first.again, ground), first.rcs) if asked.band else None
    notes += [*(reach.notes if reach else ()), *terrain.says, *_said(ground, made, first.trees_m)]
    on_ground = [site for site in drawn.sites if site.eye.altitude_m is None]
    title, name = (scenario.title, scenario.id) if scenario is not None else (_counted(len(given), terrain), "sensors")
    horizons = tuple(horizon(ground, site, first.air) for site in on_ground)
    target = first.target if scenario is not None else None
    said, stamp = tuple(dict.fromkeys(notes)), _stamp(scenario, terrain)
    return Cover(title, name, asked, target, drawn, horizons, reach, against, spread, said, stamp)


def _counted(number: int, terrain: Terrain) -> str:
    return f"{number} sensor{'s' if number > 1 else ''} on {terrain.name}"


def _versus(ground: grid.Grid, other: Side, beside: list[eyes.Eye], drawn: Maps, reach: Zones | None) -> Versus:
    names = (other.asked.choice or other.asked.arrangement or "as written", other.asked.versus)
    there = other.maps(ground, beside)
    differs = contrast(ground, drawn.count, there.count, drawn.heights_m, names)
    fires = None
    if reach is not None:
        fires = contrast(ground, reach.count, other.zones(ground).count, drawn.heights_m, names)
    return Versus(other.asked.versus, there, differs, fires)


def _said(ground: grid.Grid, made: Sequence[eyes.Eye], trees_m: float) -> list[str]:
    """Return what has to be said of the grid and of the sensors."""
    notes = [f"Cells of {ground.cell_m:g} m, {ground.area_km2:,.0f} km² in all."]
    if trees_m > 0:
        notes.append(f"Trees of {trees_m:g} m stand before what the ground nearly hides.")
    if any(eye.reach_m > eyes.MOST_RANGE_M for eye in made):
        notes.append(f"Drawn to {eyes.MOST_RANGE_M / 1e3:.0f} km from a sensor at most.")
    cut = [eye.name for eye in made if eye.far_m <= 0]
    if cut:
        notes.append(f"Never see the class with such a Pd: {', '.join(cut)}.")
    return notes


def _stamp(scenario: Scenario | None, terrain: Terrain) -> dict[str, object]:
    made: dict[str, object] = {"skypact": package_version(), "platform": this_platform(), "terrain": terrain.name}
    if terrain.sha256:
        made["terrain_sha256"] = terrain.sha256
    if scenario is not None:
        made |= {"scenario": scenario.id, "scenario_sha256": sha256(scenario)}
    return made
