"""Rings: how far a published reach goes from named towns, beside the towns that it is asked about (SVG)."""

from __future__ import annotations

from collections.abc import Mapping

from skypact.report.markup import Markup, Numbers, el, join, path, picture
from skypact.report.pictures.labels import Label, place
from skypact.report.theatre.land import countries_of
from skypact.report.theatre.marginalia import scale_bar
from skypact.report.theatre.projection import Place, circle, view

_WIDTH, _TALLEST = 640.0, 460.0


def rings(
    name: str, title: str, origins: Mapping[str, Place], targets: Mapping[str, Place],
    reach_m: tuple[float, float, float],
) -> Markup:  # fmt: skip
    """Return a small map: rings at the reach as taken (full) and at its ends (dashed) around each origin."""
    taken, low, high = reach_m
    shown = [*origins.values(), *targets.values()]
    shown += [p for at in origins.values() for p in circle(at, max(high, taken), 36)]
    fitted = view(shown, 8.0, 8.0, _WIDTH - 16, _TALLEST)
    f = fitted.frame
    box = {"x": f.x0, "y": f.y0, "width": f.x1 - f.x0, "height": f.y1 - f.y0}
    land = join(
        el("path", d="".join(path(fitted.pixels([(p[0], p[1]) for p in ring]), closed=True) for ring in outlines),
           class_="land")
        for outlines in countries_of(fitted).values()
    )  # fmt: skip
    lines: list[Markup] = []
    for at in origins.values():
        lines += [el("path", d=path(fitted.pixels(circle(at, r)), closed=True), class_="ring")
                  for r in dict.fromkeys((low, high)) if r not in (0.0, taken)]
        lines.append(el("path", d=path(fitted.pixels(circle(at, taken)), closed=True), class_="reach"))
    marks, labels = [], []
    for kind, places in (("origin", origins), ("target", targets)):
        for town, at in places.items():
            x, y = fitted.pixels([at])[0]
            labels.append(Label((town,), x, y))
            marks.append(el("circle", cx=x, cy=y, r=4.0, class_="dot") if kind == "origin" else el(
                "path", d=f"M{x - 5:.1f} {y - 5:.1f}l10 10m0 -10l-10 10", class_="aim false"))
    names = [
        el("text", p.label.lines[0], x=p.box.x0, y=p.box.y1 - 3, class_="name")
        for p in place(labels, f) if p is not None
    ]
    inside = el("g", el("rect", **box, class_="sea"), land, *lines, *marks, *names, scale_bar(fitted),
                clip_path=f"url(#{name}-clip)")  # fmt: skip
    key = [
        el("circle", cx=14.0, cy=f.y1 + 18, r=4.0, class_="dot"),
        el("text", "from", x=24, y=f.y1 + 22, class_="legend"),
        el("path", d=f"M66 {f.y1 + 13:.1f}l10 10m0 -10l-10 10", class_="aim false"),
        el("text", "to", x=82, y=f.y1 + 22, class_="legend"),
        el("path", d=f"M112 {f.y1 + 18:.1f}h28", class_="reach"),
        el("text", "reach as taken", x=146, y=f.y1 + 22, class_="legend"),
        el("path", d=f"M246 {f.y1 + 18:.1f}h28", class_="ring"),
        el("text", "least and greatest published", x=280, y=f.y1 + 22, class_="legend"),
    ]
    defs = el("defs", el("clipPath", el("rect", **box), id=f"{name}-clip"))
    heads = ("place", "from or to", "latitude [° N]", "longitude [° E]", "reach as taken [km]", "least [km]",
             "greatest [km]")
    rows = [(town, kind, *at, *((r / 1000 for r in reach_m) if kind == "from" else ("", "", "")))
            for kind, places in (("from", origins), ("to", targets)) for town, at in places.items()]
    return picture(name, title, f"Map, {fitted.name}.", (_WIDTH, f.y1 + 34), defs, inside,
                   el("rect", **box, class_="frame"), *key, numbers=Numbers(heads, rows))  # fmt: skip
