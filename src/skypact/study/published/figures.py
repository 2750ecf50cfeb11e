"""Figures: readings that public figures settle alone: does a reach cover a distance, is one figure above another."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from skypact.core import units
from skypact.core.errors import SkypactError, nearest
from skypact.load.catalogue.shelf import Catalogue
from skypact.spec.catalogue.claim import Distance, Figures
from skypact.spec.quantity import Quantity
from skypact.study.draws import hypercube
from skypact.study.published.finding import Finding
from skypact.study.published.settings import Settings, taken
from skypact.study.published.verdict import Limit, Thing, limit_of

#: Draws within the box: nothing is run for them.
DRAWS = 1000
#: Halvings in search of the value at which a verdict turns.
_STEPS = 40
SITES = "where in its town each end stands"

Place = tuple[float, float]


@dataclass(frozen=True)
class _Part:
    """One thing of the box: its name, kind, value and ends, and whose word it is."""

    name: str
    kind: str
    value: float
    low: float
    high: float
    assumed: bool
    source: str
    show: Callable[[float], str]


def distance(
    catalogue: Catalogue, key: str, reading: Distance, given: Settings, draws: int, seed: int
) -> Finding:
    """Return what is left of a reach over the great circle [m], from towns to towns."""
    parts = [_of(catalogue, path, given, "length") for path in reading.reach]
    origins = {name: place(catalogue, name) for name in reading.origins}
    targets = {name: place(catalogue, name) for name in reading.targets}
    away = _farthest(origins, targets, reading.every)
    error = reading.site_error.value
    if error > 0:
        parts.append(_Part(SITES, "town", 0.0, -error, error, reading.site_error.is_assumed,
                           reading.site_error.source or "assumed", lambda x: f"{x / 1000:+.0f} km"))
    n = len(reading.reach)

    def left(values: Sequence[float]) -> float:
        return sum(values[:n]) - away + sum(values[n:])

    reach = tuple(sum(getattr(part, end) for part in parts[:n]) for end in ("value", "low", "high"))
    return _finding(
        key, "distance", reading.text, "length", limit_of(reading, "length"), parts, left, draws, seed,
        note=f"{away / 1000:.0f} km to cover", reach_m=reach, places={"origins": origins, "targets": targets},
    )  # fmt: skip


def figures(catalogue: Catalogue, key: str, reading: Figures, given: Settings, draws: int, seed: int) -> Finding:
    """Return the ratio of two sums of published figures."""
    parts = [_of(catalogue, path, given) for path in (*reading.of, *reading.over)]
    n = len(reading.of)
    if sum(part.value for part in parts[n:]) <= 0:
        raise SkypactError(f"{' and '.join(reading.over)}: zero, so nothing can be set over it — a value above zero")

    def ratio(values: Sequence[float]) -> float:
        below = sum(values[n:])
        return sum(values[:n]) / below if below > 0 else math.nan

    return _finding(key, "figures", reading.text, "ratio", limit_of(reading, "ratio"), parts, ratio, draws, seed)


def place(catalogue: Catalogue, name: str) -> Place:
    """Return latitude and longitude [deg] of a town."""
    if name not in catalogue.places:
        raise SkypactError(f"unknown place {name!r} — {nearest(name, catalogue.places)}")
    lat, lon = catalogue.places[name][:2]
    return float(lat), float(lon)


def great_circle_m(a: Place, b: Place) -> float:
    """Return the geodesic between two places on WGS-84 [m]."""
    from pyproj import Geod

    return float(Geod(ellps="WGS84").inv(a[1], a[0], b[1], b[0])[2])


def _farthest(origins: dict[str, Place], targets: dict[str, Place], every: bool) -> float:
    """Return the distance to cover [m]: to each target from its nearest origin; the longest or the shortest of them."""
    nearest_m = [min(great_circle_m(a, b) for a in origins.values()) for b in targets.values()]
    return max(nearest_m) if every else min(nearest_m)


def _of(catalogue: Catalogue, path: str, given: Settings, dimension: str = "") -> _Part:
    q = taken(catalogue, path, given)
    if dimension and q.dimension != dimension:
        raise SkypactError(f"{path}: a {q.dimension} where a {dimension} is needed")
    low, high = ends(q)
    said = (q.source or "assumed") + (", its range assumed" if q.range_assumed else "")
    return _Part(path, "figure", q.value, low, high, q.is_range_assumed, said, shower(q.dimension))


def ends(q: Quantity) -> tuple[float, float]:
    """Return the least and the greatest value [SI] that anybody gives: the range, and every rival set."""
    low, high = q.bounds()
    return min(low, *q.sets.values(), low), max(high, *q.sets.values(), high)


def shower(dimension: str) -> Callable[[float], str]:
    """Return how a value [SI] of a dimension is written, to 4 digits."""
    return lambda value: units.rounded(value, dimension)


def _finding(
    key: str, kind: str, text: str, unit: str, limit: Limit, parts: list[_Part],
    figure: Callable[[Sequence[float]], float], draws: int, seed: int, *, note: str = "",
    reach_m: tuple[float, ...] | None = None, places: dict[str, dict[str, Place]] | None = None,
) -> Finding:  # fmt: skip
    values = [part.value for part in parts]
    nominal = figure(values)
    side = limit.holds(nominal)
    things = [_thing(i, parts, figure, limit) for i in range(len(parts))]
    corners = [x for known in (True, False) for x in _corners(parts, figure, assumed_too=not known)]
    things += _several(parts, things, figure, limit)
    n = max(draws, DRAWS) if draws and parts else 0
    cut = hypercube(len(parts), n, seed)
    drawn = [figure([p.low + x * (p.high - p.low) for p, x in zip(parts, row, strict=True)]) for row in cut]
    every = [x for x in (nominal, *corners, *drawn, *(e for t in things for e in (t.low, t.high))) if math.isfinite(x)]
    share = float(np.mean([limit.holds(x) for x in drawn])) if drawn else math.nan
    return Finding(
        key, kind, text, unit, nominal, math.nan, math.nan, min(every, default=nominal), max(every, default=nominal),
        share, limit, side, tuple(things), {"draws": n}, signed=unit == "length", note=note,
        reach_m=(reach_m[0], reach_m[1], reach_m[2]) if reach_m else None, places=places or {},
    )  # fmt: skip


def _thing(i: int, parts: list[_Part], figure: Callable[[Sequence[float]], float], limit: Limit) -> Thing:
    part, values = parts[i], [p.value for p in parts]

    def alone(x: float) -> float:
        return figure([*values[:i], x, *values[i + 1 :]])

    nominal, low, high = figure(values), alone(part.low), alone(part.high)
    side = limit.holds(nominal)
    over = [end for end, at in ((part.low, low), (part.high, high)) if limit.holds(at) != side]
    at = _turning(part.value, over[0], lambda x: limit.holds(alone(x)) == side) if over else None
    unknown = part.assumed and part.low == part.high  # an assumed figure without a range: nobody knows how far it goes
    effect = max(abs(low - nominal), abs(high - nominal))
    span = f"{part.show(part.low)} to {part.show(part.high)}" if part.low < part.high else "no range stated"
    return Thing(
        part.name, part.kind, part.assumed, part.source, low, high, bool(over) or unknown, effect,
        f"{part.show(part.value)}, {span}", at, part.show(at) if at is not None else "",
    )  # fmt: skip


def _turning(near: float, far: float, same: Callable[[float], bool]) -> float:
    for _ in range(_STEPS):
        middle = (near + far) / 2.0
        near, far = (middle, far) if same(middle) else (near, middle)
    return (near + far) / 2.0


def _corners(parts: list[_Part], figure: Callable[[Sequence[float]], float], assumed_too: bool) -> list[float]:
    """Return the least and the greatest figure with all parts (or those with a source) at the ends that pull there.

    Every figure here is monotone in each part.
    """
    values = [p.value for p in parts]
    made = []
    for sign in (-1.0, 1.0):
        corner = list(values)
        for i, part in enumerate(parts):
            if part.assumed and not assumed_too:
                continue
            options = [(figure([*values[:i], x, *values[i + 1 :]]), x) for x in (part.value, part.low, part.high)]
            corner[i] = max(options, key=lambda o: sign * o[0])[1]
        made.append(figure(corner))
    return made


def _several(
    parts: list[_Part], things: list[Thing], figure: Callable[[Sequence[float]], float], limit: Limit
) -> list[Thing]:
    """Return what turns it where nothing does alone: figures with a source together, or only with assumed ones."""
    if any(t.turns for t in things) or len(parts) < 2:
        return []
    nominal = figure([p.value for p in parts])
    for assumed in (False, True):
        over = [x for x in _corners(parts, figure, assumed_too=assumed) if limit.holds(x) != limit.holds(nominal)]
        if over:
            name = "several together, assumed ones among them" if assumed else "several together, all with a source"
            return [Thing(name, "several", assumed, "", over[0], over[0], True, abs(over[0] - nominal))]
    return []
