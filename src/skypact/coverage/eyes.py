"""Eyes: the sensors of a map and how far each sees a class of target, of a scenario or typed by hand.

The range is that of the radar equation from the reference point: the slant range at which the mean SNR on the class is
what its detector needs for the Pd that was asked for. Neither gas, rain, reflection nor jamming is in it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from skypact.core.errors import SkypactError, nearest
from skypact.load.given import Given
from skypact.lower.roster import sensor_specs
from skypact.lower.sense.detection import reference_snr_db, required_snr
from skypact.spec.radar import Radar
from skypact.spec.scenario import Scenario
from skypact.spec.sensor import Cooperative, Observer, Passive

#: Sites of scenarios are rounded to this [degrees], as those of the catalogue are.
SITE_DEG = 0.1
#: Farthest ground distance of a map [m]: to here the traced rays are right to 10 m.
MOST_RANGE_M = 600e3
#: Height of an observer's eyes [m].
OBSERVER_M = 2.0


class Class(NamedTuple):
    """A class of target: its name, mean cross-section and that for metre waves [dBsm], whether it is ballistic."""

    name: str
    rcs_dbsm: float
    metre_dbsm: float
    ballistic: bool = False
    craft: str = ""


@dataclass(frozen=True)
class Eye:
    """A sensor at its site. far_m: slant range by the radar equation, most_m: greatest that it shows; angles in rad."""

    name: str
    lat: float
    lon: float
    mast_m: float
    far_m: float
    most_m: float
    title: str = ""
    least_m: float = 0.0
    facing_rad: float = 0.0
    half_rad: float = math.pi
    low_rad: float = -math.pi / 2
    high_rad: float = math.pi / 2
    full_rad: float = math.pi / 2
    down: float = 1.0
    sky: bool = False
    altitude_m: float | None = None

    @property
    def reach_m(self) -> float:
        """Return the greatest slant range at which it sees the class [m]."""
        return min(self.far_m, self.most_m)


def square_metres(rcs_m2: float) -> Class:
    """Return the class of a cross-section [m²], the same for all bands."""
    if not rcs_m2 > 0:
        raise SkypactError(f"a cross-section of {rcs_m2:g} m2 — more than 0")
    return Class(f"{rcs_m2:g} m²", 10 * math.log10(rcs_m2), 10 * math.log10(rcs_m2))


def craft(scenario: Scenario | None, name: str) -> Class:
    """Return the class of a type of flying object, of the scenario or of the catalogue."""
    from skypact.load.catalogue.shelf import Catalogue
    from skypact.spec.intruder import Craft

    if scenario is not None and name in scenario.crafts:
        found = scenario.crafts[name]
    else:
        catalogue = Catalogue()
        sheet = catalogue.sheet("crafts", name)
        if sheet is None:
            known = {*catalogue.names("crafts"), *(scenario.crafts if scenario is not None else ())}
            raise SkypactError(f"--type {name}: no such type of flying object — {nearest(name, known)}")
        found = Craft.model_validate(sheet)
    mean = found.rcs.value
    return Class(name, mean, mean + found.rcs_metre_wave.value, found.target == "ballistic", name)


def of_given(given: Sequence[Given]) -> list[Eye]:
    """Return sensors typed by hand: sight within their range, whatever the target."""
    reach = [g.range_m if g.range_m is not None else MOST_RANGE_M for g in given]
    return [Eye(f"sensor {i + 1}", g.lat, g.lon, g.mast_m, reach[i], reach[i]) for i, g in enumerate(given)]


def of_scenario(
    scenario: Scenario, target: Class, pd: float, names: Sequence[str] | None = None, picture: str = ""
) -> tuple[list[Eye], list[str]]:
    """Return the sensors of a scenario, its arrangement applied, and what is to be said of those left out.

    Without names: every radar that looks for such targets. picture: only those whose plots reach this post.
    """
    specs = sensor_specs(scenario)
    unknown = next((name for name in names or () if name not in specs), None)
    if unknown is not None:
        raise SkypactError(f"--sensors {unknown}: no such sensor — {nearest(unknown, specs)}")
    fed = feeding(scenario, picture) if picture else set(specs)
    if names is not None and not fed & set(names):
        raise SkypactError(f"none of {', '.join(names)} feeds the picture of {picture} — {nearest(names[0], fed)}")
    made: list[Eye] = []
    left: dict[str, list[str]] = {}
    named: dict[str, list[str]] = {}
    for name in sorted(specs):
        if names is not None and name not in names:
            continue
        if name not in fed:
            left.setdefault(f"their plots do not reach {picture}", []).append(name)
            continue
        kind, owner = specs[name]
        spec = owner if kind == "sensor" else getattr(owner, "radar")
        why = _no_radar(spec, target) if names is None else ""
        eye = None if why else _eye(name, spec, target, pd)
        if eye is None:
            left.setdefault(why or "they have no place or no horizon to draw", []).append(name)
            continue
        made.append(_placed(eye, kind, owner))
        if isinstance(spec, Radar) and (blind := _no_radar(spec, target)):
            named.setdefault(blind, []).append(name)
    notes = [f"Drawn because they were named, but {why}: {', '.join(found)}." for why, found in named.items()]
    notes += [f"Left out, because {why}: {', '.join(found)}." for why, found in left.items()]
    if any(eye.altitude_m is not None for eye in made):
        flying = ", ".join(eye.name for eye in made if eye.altitude_m is not None)
        notes.append(f"In the air, taken at the middle of the orbit: {flying}.")
    if not made:
        right = ": " + " ".join(notes) if notes else " — name a scenario with radars"
        raise SkypactError(f"no sensor to draw{right}")
    return made, notes


def feeding(scenario: Scenario, picture: str) -> set[str]:
    """Return the sensors whose plots reach the picture of a post."""
    import numpy as np

    from skypact.lower.command import flow, graph
    from skypact.lower.command.watch import Windows
    from skypact.lower.roster import roster

    keep = sorted(name for name, post in scenario.posts.items() if post.picture)
    if picture not in keep:
        raise SkypactError(f"--picture {picture}: no post that keeps a picture — {nearest(picture, keep)}")
    r, watch = roster(scenario), Windows()
    post, link = graph.posts(scenario, r, watch), graph.links(scenario, r, watch)
    pictures = graph.pictures(scenario, post)
    feed, _ = flow.feeds(scenario, r, post, link, pictures, np.zeros(len(r.sensors)))
    row = next(i for i, p in enumerate(pictures) if p["post"] == r.posts.index(picture))
    return {name for j, name in enumerate(r.sensors) if feed[row, j]["on"]}


def _no_radar(spec: object, target: Class) -> str:
    """Return why a sensor is not among those of a map unless it is named; "" where it is."""
    if not isinstance(spec, Radar):
        return "they are no radars"
    if spec.sees != "all" and (spec.sees == "ballistic") != target.ballistic:
        return f"they do not look for {'ballistic missiles' if target.ballistic else 'aircraft'}"
    return ""


def _eye(name: str, spec: object, target: Class, pd: float) -> Eye | None:
    title = getattr(spec, "title", "")
    if isinstance(spec, Radar):
        return _radar(name, spec, target, pd)
    if isinstance(spec, Cooperative):
        reach = spec.max_range.value if spec.hears.value >= pd else 0.0
        return Eye(name, 0.0, 0.0, spec.mast.value, reach, spec.max_range.value, title)
    if isinstance(spec, Passive):
        return Eye(name, 0.0, 0.0, spec.mast.value, spec.range.value, spec.max_range.value, title,
                   facing_rad=spec.facing.value, half_rad=spec.sector.value / 2)  # fmt: skip
    if isinstance(spec, Observer):
        reach = spec.distance.value if spec.notices.value >= pd else 0.0
        return Eye(name, 0.0, 0.0, OBSERVER_M, reach, spec.distance.value, title)
    return None


def _radar(name: str, spec: Radar, target: Class, pd: float) -> Eye:
    rcs = target.metre_dbsm if spec.band == "VHF" else target.rcs_dbsm
    detector = (spec.reference.pfa.value, int(spec.reference.pulses.value), spec.reference.swerling)
    needed = 10 * math.log10(required_snr(pd, *detector))
    far = 10 ** ((reference_snr_db(spec.reference) + rcs - needed) / 40)
    full = spec.full_elevation.value if spec.pattern == "cosecant" else math.pi / 2
    return Eye(
        name, 0.0, 0.0, spec.mast.value, far, spec.max_range.value, spec.title, spec.min_range.value, spec.facing.value,
        spec.sector.value / 2, spec.elevation_low.value, min(spec.elevation_high.value, math.pi / 2), full,
        10 ** (-abs(spec.look_down.value) / 40), spec.over_horizon,
    )


def _placed(eye: Eye, kind: str, owner: object) -> Eye:
    """Return the sensor at its site, rounded; one in the air stands in the middle of its orbit."""
    title = getattr(owner, "title", "") or eye.title
    if kind == "airborne":
        legs = getattr(owner, "route")
        lat, lon = (sum(leg.at[k] for leg in legs) / len(legs) for k in (0, 1))
        heights = [leg.alt.value for leg in legs if leg.alt is not None] or [leg.agl.value for leg in legs]
        return replace(eye, lat=lat, lon=lon, altitude_m=sum(heights) / len(heights), title=title)
    at = getattr(owner, "at")
    if at is None:
        raise SkypactError(f"{eye.name} has no place: it sees from space, or its `at` is missing")
    return replace(eye, lat=rounded(at[0]), lon=rounded(at[1]), title=title)


def rounded(degrees: float) -> float:
    """Return a coordinate of a site as maps show it."""
    return round(round(degrees / SITE_DEG) * SITE_DEG, 6)
