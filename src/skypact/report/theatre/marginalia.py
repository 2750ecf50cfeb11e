"""Marginalia: graticule, scale bar and legend of the map."""

from __future__ import annotations

import math
from collections.abc import Sequence

from skypact.load.borders import WORLDVIEW_TEXT
from skypact.report.markup import Markup, el, join, path
from skypact.report.pictures.labels import text_width
from skypact.report.theatre import sites as s
from skypact.report.theatre.projection import Place, View
from skypact.spec.scenario import Scenario
from skypact.spec.weapon import TARGETS

#: Kinds of target whose one word would not tell a reader what flies; a mapping of weapon.TARGETS.
TARGET_TITLES = {"light": "light aircraft", "cruise": "cruise missile", "ballistic": "ballistic missile"}


def graticule(fitted: View) -> Markup:
    """Return the lines of latitude and longitude."""
    south, north, west, east = fitted.box(0.0)
    step = _step(north - south)
    lines = [[(lat, west + (east - west) * i / 40) for i in range(41)] for lat in _ticks(south, north, step)]
    lines += [[(south + (north - south) * i / 40, lon) for i in range(41)] for lon in _ticks(west, east, step)]
    return join(el("path", d=path(fitted.pixels(line)), class_="graticule") for line in lines)


def edges(fitted: View) -> Markup:
    """Return degrees where the graticule meets the left and the lower edge."""
    south, north, west, east = fitted.box(0.0)
    step, frame, marks = _step(north - south), fitted.frame, []
    for lat in _ticks(south, north, step):
        y = _crossing(fitted.pixels([(lat, west + (east - west) * i / 80) for i in range(81)]), 0, frame.x0)
        if y is not None and frame.y0 + 6 < y < frame.y1 - 6:
            marks.append(el("text", _degrees(lat, "N", "S"), x=frame.x0 - 4, y=y + 3, class_="tick end"))
    for lon in _ticks(west, east, step):
        x = _crossing(fitted.pixels([(south + (north - south) * i / 80, lon) for i in range(81)]), 1, frame.y1)
        if x is not None and frame.x0 + 12 < x < frame.x1 - 12:
            marks.append(el("text", _degrees(lon, "E", "W"), x=x, y=frame.y1 + 12, class_="tick middle"))
    return join(marks)


def _crossing(points: Sequence[Place], axis: int, at: float) -> float | None:
    for a, b in zip(points, points[1:], strict=False):
        if (a[axis] - at) * (b[axis] - at) <= 0 and a[axis] != b[axis]:
            share = (at - a[axis]) / (b[axis] - a[axis])
            return a[1 - axis] + share * (b[1 - axis] - a[1 - axis])
    return None


def _degrees(value: float, plus: str, minus: str) -> str:
    return f"{abs(value):g}°{plus if value > 0 else minus if value < 0 else ''}"


def _step(span: float) -> float:
    return next((s for s in (0.1, 0.2, 0.5, 1.0, 2.0, 5.0) if span / s <= 9), 10.0)


def _ticks(low: float, high: float, step: float) -> list[float]:
    return [round(i * step, 6) for i in range(math.ceil(low / step), math.floor(high / step) + 1)]


def scale_bar(fitted: View) -> Markup:
    """Return a bar of a round length; true at the map's middle."""
    length = next(k for k in (500, 200, 100, 50, 20, 10, 5, 2, 1) if k * 1000 * fitted.scale <= 170 or k == 1)
    x, y, px = fitted.frame.x0 + 10, fitted.frame.y1 - 10, length * 1000 * fitted.scale
    bar = el("path", d=f"M{x:.1f} {y - 4:.1f}v4h{px:.1f}v-4", class_="scale")
    return Markup(bar + el("text", f"{length} km", x=x + px / 2, y=y - 6, class_="tick middle"))


def legend(
    scenario: Scenario, found: Sequence[s.Site], targets: frozenset[str], civil: bool, first: str, fitted: View,
    top: float,
) -> tuple[Markup, float]:
    """Return the legend under the map and the height of the whole picture [px]."""
    entries: list[tuple[str, str]] = [
        (kind, s.KIND_TITLES[kind]) for kind in s.KINDS if any(x.kind == kind for x in found)
    ]
    entries += [("ring", "reach of a battery (max. range)")] if any(x.reach_m for x in found) else []
    entries += [(f"route {t}", f"intruder: {TARGET_TITLES.get(t, t)}") for t in TARGETS if t in targets]
    entries += [("civil", "civil routes")] if civil else []
    entries += [("orbit", "orbit")] if scenario.airborne else []
    entries += [("zone", "zone of a rule")] if scenario.zones else []
    entries += [("territory", "territory in the scenario")] if scenario.borders else []
    x, y, parts = fitted.frame.x0, top, []
    for key, title in entries:
        width = 34 + text_width(title, 11) + 14
        if x + width > fitted.frame.x1 and x > fitted.frame.x0:
            x, y = fitted.frame.x0, y + 20
        parts += [_key(key, x, y), el("text", title, x=x + 32, y=y + 4, class_="legend")]
        x += width
    notes = [_owners(scenario, found, first), f"Projection: {fitted.name}. Graticule in degrees."]
    notes += [f"Outlines: {WORLDVIEW_TEXT}; a backdrop only, whose an object is never comes from it."]
    notes += [f"Territory: as the scenario has it, worldview “{scenario.worldview}”."] if scenario.borders else []
    for i, note in enumerate(n for n in notes if n):
        parts.append(el("text", note, x=fitted.frame.x0, y=y + 24 + 16 * i, class_="legend"))
    return join(parts), y + 24 + 16 * len(notes)


def _owners(scenario: Scenario, found: Sequence[s.Site], first: str) -> str:
    others = sorted({x.nation for x in found} - {first, ""})
    if not first:
        return ""
    title = {n: spec.title for n, spec in scenario.nations.items()}
    opened = f"; open symbols: {', '.join(title.get(n, n) for n in others)}" if others else ""
    return f"Solid symbols: {title.get(first, first)}{opened}. Sites of the catalogue are rounded to 0.1°."


def _key(key: str, x: float, y: float) -> Markup:
    if key in s.KINDS:
        return s.glyph(key, x + 14, y)
    if key == "zone":
        return el("rect", x=x + 4, y=y - 6, width=20, height=12, class_=key)
    return el("path", d=f"M{x:.1f} {y:.1f}h28", class_=key)
