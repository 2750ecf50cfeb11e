"""Frame: truth and each post's tracks at one moment of one run, a small map for each post and arrangement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from skypact.report.markup import Markup, el, join, num, path, picture
from skypact.report.pictures.labels import text_width
from skypact.report.theatre.land import countries_of
from skypact.report.theatre.marginalia import scale_bar
from skypact.report.theatre.projection import Place, View, view

_LEFT, _TOP, _GAP, _WIDTH, _TALLEST = 8.0, 58.0, 12.0, 980.0, 300.0


@dataclass(frozen=True)
class Spot:
    """A place at the moment, the way there [from the oldest], and what it is: a key of KINDS."""

    kind: str
    at: Place
    tail: tuple[Place, ...] = ()


#: What is marked: (title, shape).
KINDS = {
    "seen": ("object that some sensor could see", "circle"),
    "unseen": ("object that none could see", "dot"),
    "held": ("track of an object", "cross"),
    "false": ("track of nothing near, or a second one", "cross"),
}


def frames(
    name: str, title: str, description: str, spots: Mapping[tuple[str, str], Sequence[Spot]],
    across: Sequence[str],
) -> Markup:  # fmt: skip
    """Return small maps by (post, arrangement), all of one part of the earth; across: the arrangements in order."""
    down = list(dict.fromkeys(post for post, _ in spots))
    wide = max(220.0, (_WIDTH - _LEFT - _GAP * len(across)) / len(across))
    every = [p for row in spots.values() for spot in row for p in (spot.at, *spot.tail)]
    fitted = view(every or [(50.0, 20.0)], 0.0, 0.0, wide, _TALLEST)
    high = fitted.frame.y1
    land = join(
        el("path", d="".join(path(fitted.pixels([(p[0], p[1]) for p in ring]), closed=True) for ring in rings))
        for rings in countries_of(fitted).values()
    )
    box = {"x": 0, "y": 0, "width": wide, "height": high}
    defs = el("defs", el("clipPath", el("rect", **box), id=f"{name}-clip"), el("g", land, id=f"{name}-land"))
    body: list[object] = [defs, _legend(_LEFT, 12.0)]
    body += [el("text", text, x=_LEFT + k * (wide + _GAP), y=38.0, class_="panel") for k, text in enumerate(across)]
    step = high + 26.0
    for (post, column), row in spots.items():
        x, y = _LEFT + across.index(column) * (wide + _GAP), _TOP + down.index(post) * step
        inside = el(
            "g", el("rect", **box, class_="sea"), el("use", href=f"#{name}-land", class_="land"), _marks(fitted, row),
            scale_bar(fitted), clip_path=f"url(#{name}-clip)",
        )
        body.append(el("g", inside, el("rect", **box, class_="frame"),
                       el("text", post, x=0.0, y=-5.0, class_="legend"), transform=f"translate({num(x)} {num(y)})"))
    size = (_LEFT + len(across) * (wide + _GAP), _TOP + len(down) * step)
    return picture(name, title, f"{description} {fitted.name}.", size, *body)


def _marks(fitted: View, spots: Sequence[Spot]) -> Markup:
    parts = [
        el("path", d=path(fitted.pixels(spot.tail)), class_=f"tail {spot.kind}") for spot in spots if len(spot.tail) > 1
    ]
    order = list(KINDS)
    for spot in sorted(spots, key=lambda one: order.index(one.kind)):
        parts += [_mark(spot.kind, *spot_px) for spot_px in fitted.pixels([spot.at])]
    return join(parts)


def _mark(kind: str, x: float, y: float) -> Markup:
    shape = KINDS[kind][1]
    if shape == "circle":
        return el("circle", cx=x, cy=y, r=5.0, class_="aim seen")
    if shape == "dot":
        return el("circle", cx=x, cy=y, r=2.2, class_="aim unseen")
    if kind == "held":
        return el("path", d=f"M{num(x - 4)} {num(y)}h8M{num(x)} {num(y - 4)}v8", class_="aim held")
    return el("path", d=f"M{num(x - 3.5)} {num(y - 3.5)}l7 7m0 -7l-7 7", class_="aim false")


def _legend(x: float, y: float) -> Markup:
    parts: list[Markup] = []
    for kind, (title, _) in KINDS.items():
        parts += [_mark(kind, x + 6, y), el("text", title, x=x + 17, y=y + 4, class_="legend")]
        x += 17 + text_width(title, 11) + 16
    return join(parts)
