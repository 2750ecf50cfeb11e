"""Defended: the map of a defended area, one panel for each set of values, over the same land."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from skypact.coverage.defended import Defended
from skypact.load.borders import WORLDVIEW_TEXT
from skypact.report.markup import Markup, el, join, num, path, picture
from skypact.report.pictures.labels import text_width
from skypact.report.theatre.land import countries_of
from skypact.report.theatre.marginalia import edges, graticule, scale_bar
from skypact.report.theatre.projection import View, view

WIDTH, GAP, LEFT, TOP = 1000.0, 44.0, 34.0, 58.0
#: Upper ends of the classes of the time from the missile's start to the meeting [min], their colours (Brewer's blues),
#: and the colour of land that is not defended; it is hatched too, so that no colour has to be told from another.
CLASSES = ((10.0, "#08519c"), (15.0, "#4292c6"), (math.inf, "#9ecae1"))
NONE = "#f6d5b5"
STYLE = """
svg{font-family:system-ui,"DejaVu Sans",sans-serif;background:#fff}
.sea{fill:#edf3f8}.land{fill:#fbfaf5;stroke:none}.outline{fill:none;stroke:#55606e;stroke-width:.7}
.frame{fill:none;stroke:#55606e}.graticule{fill:none;stroke:#8a97a6;stroke-width:.4;opacity:.6}
.head{font-size:14px;font-weight:600;fill:#1c2127}.sub,.legend{font-size:11.5px;fill:#1c2127}
.tick{font-size:10.5px;fill:#55606e}.middle{text-anchor:middle}.end{text-anchor:end}
.scale{fill:none;stroke:#1c2127}
"""


def defended_map(found: Sequence[Defended], title: str) -> Markup:
    """Return one picture with a panel for each area: whether, and how soon, a meeting is possible for each end."""
    first = found[0]
    panel = (WIDTH - LEFT - 8.0 - GAP * (len(found) - 1)) / len(found)
    corners = _corners(first)
    parts: list[object] = []
    bottom = TOP
    for k, one in enumerate(found):
        fitted = view(corners, LEFT + k * (panel + GAP), TOP, panel, 620.0)
        bottom = max(bottom, fitted.frame.y1)
        parts += [_panel(one, fitted, k), *_head(one, fitted)]
    key, height = _legend(first, view(corners, LEFT, TOP, panel, 620.0), bottom + 34.0)
    said = "; ".join(f"{d.label or 'as written'}: {100 * d.share:.0f} % of the land" for d in found)
    return picture(
        "defended", title, f"{title}. A meeting is possible for: {said}.", (WIDTH, height), el("style", Markup(STYLE)),
        el("defs", el("pattern", el("path", d="M0 6L6 0", stroke="#b0713a", stroke_width=0.8), id="none", width=6,
                      height=6, patternUnits="userSpaceOnUse")),
        el("text", title, x=LEFT, y=22.0, class_="head"), *parts, key,
    )


def _corners(d: Defended) -> list[tuple[float, float]]:
    """Return the middles of the cells of land, and a cell more on every side."""
    step = _step(d)
    rows, cols = np.nonzero(~np.isnan(d.meet_s))
    if not len(rows):
        rows, cols = np.nonzero(np.ones(d.meet_s.shape))
    return [
        (float(d.lat_deg[i]) + a * step, float(d.lon_deg[j]) + b * step)
        for i, j in zip(rows, cols, strict=True) for a in (-0.8, 0.8) for b in (-0.8, 0.8)
    ]


def _step(d: Defended) -> float:
    return float(d.lat_deg[1] - d.lat_deg[0]) if len(d.lat_deg) > 1 else 1.0


def _panel(d: Defended, fitted: View, k: int) -> Markup:
    frame = fitted.frame
    box = {"x": frame.x0, "y": frame.y0, "width": frame.x1 - frame.x0, "height": frame.y1 - frame.y0}
    rings = [r for some in countries_of(fitted).values() for r in some]
    outline = "".join(path(fitted.pixels([(p[0], p[1]) for p in ring]), closed=True) for ring in rings)
    clip = el("clipPath", el("rect", **box), id=f"panel-{k}")
    body = el(
        "g", el("rect", class_="sea", **box), el("path", d=outline, class_="land", fill_rule="evenodd"),
        _cells(d, fitted), el("path", d=outline, class_="outline"), graticule(fitted), scale_bar(fitted),
        clip_path=f"url(#panel-{k})",
    )
    return join([clip, body, el("rect", class_="frame", **box), edges(fitted)])


def _cells(d: Defended, fitted: View) -> Markup:
    """Return the cells of land, each in the colour of its class; those without a meeting are hatched."""
    step = _step(d)
    made: list[Markup] = []
    for i, lat in enumerate(d.lat_deg):
        for j, lon in enumerate(d.lon_deg):
            if math.isnan(d.meet_s[i, j]):
                continue
            shape = path(fitted.pixels(_square(float(lat), float(lon), step / 2)), closed=True)
            made.append(el("path", d=shape, fill=_colour(float(d.meet_s[i, j])), stroke="#fff", stroke_width=0.3))
            if math.isinf(d.meet_s[i, j]):
                made.append(el("path", d=shape, fill="url(#none)"))
    return join(made)


def _square(lat: float, lon: float, half: float) -> list[tuple[float, float]]:
    return [(lat + a * half, lon + b * half) for a, b in ((-1, -1), (-1, 1), (1, 1), (1, -1))]


def _colour(meet_s: float) -> str:
    if math.isinf(meet_s):
        return NONE
    return next(colour for end, colour in CLASSES if meet_s < 60.0 * end)


def _head(d: Defended, fitted: View) -> list[Markup]:
    soon = d.meet_s[np.isfinite(d.meet_s)] / 60.0
    said = f"{100 * d.share:.0f} % of the land"
    if len(soon):
        said += f"; met {soon.min():.0f} to {soon.max():.0f} min after the start"
    return [el("text", f"{d.label or 'as written'}: {said}", x=fitted.frame.x0, y=fitted.frame.y0 - 10.0, class_="sub")]


def _legend(d: Defended, fitted: View, y: float) -> tuple[Markup, float]:
    low = 0.0
    entries: list[tuple[str, str, bool]] = []
    for end, colour in CLASSES:
        said = f"{low:.0f} to {end:.0f} min" if math.isfinite(end) else f"later than {low:.0f} min"
        entries.append((colour, said, False))
        low = end
    entries.append((NONE, "no meeting possible", True))
    lead = "A meeting is possible, after the start of the missile:"
    x, parts = LEFT + text_width(lead, 11.5) + 10.0, [el("text", lead, x=LEFT, y=y + 4, class_="legend")]
    for colour, said, hatched in entries:
        box = {"x": x, "y": y - 7.0, "width": 22.0, "height": 13.0}
        parts.append(el("rect", fill=colour, stroke="#55606e", stroke_width=0.5, **box))
        if hatched:
            parts.append(el("rect", fill="url(#none)", **box))
        parts.append(el("text", said, x=x + 28.0, y=y + 4, class_="legend"))
        x += 28.0 + text_width(said, 11.5) + 16.0
    notes = [
        f"{d.battery} against {d.intruder}: each cell is an end of the same arc from the same place.",
        "Nominal times and no chance: where a meeting is possible, a shot may still miss.",
        f"Cells of {num(_step(d))}°. Projection: {fitted.name}.",
        f"Outlines: {WORLDVIEW_TEXT}.",
    ]
    parts += [el("text", note, x=LEFT, y=y + 26.0 + 16.0 * k, class_="legend") for k, note in enumerate(notes)]
    return join(parts), y + 34.0 + 16.0 * len(notes)
