"""Readings: for each a bar over what is not known, the interval over chance, the figure, and the limit (SVG)."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from skypact.report.markup import Markup, Numbers, el, num, picture
from skypact.report.pictures.labels import text_width
from skypact.report.pictures.plots import axis, horizontal

_WIDTH, _STEP, _TOP, _RIGHT = 960.0, 44.0, 40.0, 190.0


@dataclass(frozen=True)
class Row:
    """A reading: its label, verdict in words, figure, box, interval, the side that holds; all in the axis's unit."""

    label: str
    verdict: str
    figure: float
    box: tuple[float, float]
    chance: tuple[float, float]
    holds: tuple[float, float]


def readings(
    name: str, title: str, rows: Sequence[Row], unit: str, show: Callable[[float], str]
) -> Markup:
    """Return the readings of one unit, one under the other, on one axis; hatched is where a reading holds."""
    left = min(300.0, 24 + max(text_width(row.label, 12) for row in rows))
    bottom = _TOP + _STEP * len(rows)
    known = [x for row in rows for x in (row.figure, *row.box, *row.chance, *row.holds) if math.isfinite(x)]
    a = axis(known, left, _WIDTH - _RIGHT, unit)
    pattern = el("pattern", el("path", d="M0 6L6 0", class_="hatch"), id=f"{name}-hatch", width=6, height=6,
                 patternUnits="userSpaceOnUse")  # fmt: skip
    body: list[object] = [el("defs", pattern), _legend(name, left), horizontal(a, _TOP, bottom, show)]
    for k, row in enumerate(rows):
        body.append(_row(name, row, _TOP + _STEP * k, left, a.at, (a.low, a.high)))
    return picture(name, title, "Bar: over what is not known. Line: 95 % interval over chance. Hatched: holds.",
                   (_WIDTH, bottom + 40), *body, numbers=_numbers(rows, unit))  # fmt: skip


def _numbers(rows: Sequence[Row], unit: str) -> Numbers:
    heads = ("reading", "verdict", f"figure [{unit}]", "over what is not known, from", "to", "95 % over chance, from",
             "to", "holds from", "holds to")  # fmt: skip
    return Numbers(heads, [(r.label, r.verdict, r.figure, *r.box, *r.chance, *r.holds) for r in rows])


def _row(
    name: str, row: Row, y: float, left: float, at: Callable[[float], float], ends: tuple[float, float]
) -> Markup:
    middle = y + _STEP / 2

    def px(value: float) -> float:
        return at(min(max(value, ends[0]), ends[1]))

    first, last = px(row.holds[0]), px(row.holds[1])
    parts: list[object] = [
        el("rect", el("title", "holds here"), x=first, y=y + 4, width=max(0.0, last - first), height=_STEP - 8,
           fill=f"url(#{name}-hatch)"),
        *(el("path", d=f"M{num(px(end))} {num(y + 4)}v{num(_STEP - 8)}", class_="limit")
          for end in row.holds if math.isfinite(end)),
        el("text", row.label, x=left - 10, y=middle + 4, class_="row end"),
        el("text", row.verdict, x=_WIDTH - _RIGHT + 12, y=middle + 4, class_="legend"),
    ]
    if all(math.isfinite(x) for x in row.box):
        wide = max(2.0, px(row.box[1]) - px(row.box[0]))
        parts.append(el("rect", x=px(row.box[0]), y=middle - 7, width=wide, height=14, class_="part light v0"))
    if all(math.isfinite(x) for x in row.chance) and row.chance[0] < row.chance[1]:
        x0, x1 = px(row.chance[0]), px(row.chance[1])
        parts.append(el("path", d=f"M{num(x0)} {num(middle - 5)}v10M{num(x1)} {num(middle - 5)}v10"
                                  f"M{num(x0)} {num(middle)}H{num(x1)}", class_="chance"))  # fmt: skip
    if math.isfinite(row.figure):
        parts.append(el("circle", cx=px(row.figure), cy=middle, r=4.5, class_="dot"))
    return el("g", *parts)


def _legend(name: str, x: float) -> Markup:
    made: list[Markup] = []
    for kind, text in (
        ("dot", "figure as taken"), ("bar", "over what is not known"), ("line", "95 % over chance"), ("hatch", "holds"),
    ):
        made.append(_key(kind, name, x))
        made.append(el("text", text, x=x + 34, y=18, class_="legend"))
        x += 50 + text_width(text, 11)
    return el("g", *made)


def _key(kind: str, name: str, x: float) -> Markup:
    if kind == "dot":
        return el("circle", cx=x + 14, cy=14.0, r=4.5, class_="dot")
    if kind == "bar":
        return el("rect", x=x, y=8, width=28, height=12, class_="part light v0")
    if kind == "line":
        return el("path", d=f"M{num(x)} 9v10M{num(x + 28)} 9v10M{num(x)} 14h28", class_="chance")
    return el("rect", x=x, y=8, width=28, height=12, fill=f"url(#{name}-hatch)")
