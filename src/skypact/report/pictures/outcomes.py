"""Outcomes: how often runs came to which outcome, a row of bars for each arrangement on one axis (SVG)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from skypact.report.markup import Markup, Numbers, el, join, num, picture
from skypact.report.pictures.plots import SERIES, Axis, horizontal, label, nice

#: Bars of one row at most: of more outcomes neighbours share a bar.
_MOST = 40
_LEFT, _TOP, _WIDE, _HIGH, _GAP = 24.0, 26.0, 900.0, 74.0, 46.0


@dataclass(frozen=True)
class Bin:
    """Runs whose outcome is from low to high (both in it), and their share of all."""

    low: int
    high: int
    runs: int
    share: float


def bins(values: Sequence[int], width: int, first: int) -> list[Bin]:
    """Return the runs counted in steps of a width from the first outcome on, none of them empty."""
    counted: dict[int, int] = {}
    for value in values:
        k = (value - first) // width
        counted[k] = counted.get(k, 0) + 1
    return [Bin(first + k * width, first + (k + 1) * width - 1, n, n / len(values)) for k, n in sorted(counted.items())]


def outcomes(name: str, title: str, description: str, found: Mapping[str, Sequence[int]], unit: str) -> Markup:
    """Return the picture of outcomes by arrangement: share of runs by count, a line at the mean."""
    every = [v for values in found.values() for v in values]
    first, last = min(every), max(every)
    width = max(1, math.ceil(nice((last - first + 1) / _MOST)))
    rows = {one: bins(values, width, first) for one, values in found.items()}
    top = max(b.share for row in rows.values() for b in row)
    end = first + width * (1 + (last - first) // width)
    step = max(1.0, nice((end - first) / 24))  # counts are whole
    ax = Axis(first - 0.5, end - 0.5, _LEFT, _LEFT + _WIDE, unit, step)
    parts: list[object] = []
    for i, (one, row) in enumerate(rows.items()):
        y0 = _TOP + i * (_HIGH + _GAP)
        mean = sum(found[one]) / len(found[one])
        parts.append(horizontal(ax, y0, y0 + _HIGH, label, title=i == len(rows) - 1))
        parts.append(el("text", f"{one}: mean {mean:.2f}", x=_LEFT, y=y0 - 6, class_="panel"))
        bars, said = _row(row, i, ax, y0, top)
        x = num(ax.at(mean))
        parts += [bars, el("path", d=f"M{x} {num(y0)}V{num(y0 + _HIGH)}", class_="cross"), said]
    size = (_LEFT + _WIDE + 24, _TOP + len(rows) * (_HIGH + _GAP) + 12)
    drawn = Numbers(("arrangement", f"{unit}, from", "to", "runs", "share of runs (0 to 1)"), [
        (one, b.low, b.high, b.runs, b.share) for one, row in rows.items() for b in row
    ])
    return picture(name, title, description, size, *parts, numbers=drawn)


def _row(row: Sequence[Bin], i: int, ax: Axis, y0: float, top: float) -> tuple[Markup, Markup]:
    """Return the bars of one arrangement, and their shares, above them where there is room."""
    parts: list[Markup] = []
    shares: list[Markup] = []
    for b in row:
        x0, x1 = ax.at(b.low - 0.5) + 0.5, ax.at(b.high + 0.5) - 0.5
        high = (_HIGH - 14) * b.share / top
        y = y0 + _HIGH - high
        said = f"{b.low}" if b.low == b.high else f"{b.low} to {b.high}"
        parts.append(el("rect", el("title", f"{said}: {b.runs} runs"), x=x0, y=y, width=x1 - x0, height=high,
                        class_=f"mark s{i % SERIES}"))  # fmt: skip
        if x1 - x0 > 30:
            shares.append(el("text", f"{100 * b.share:.3g} %", x=(x0 + x1) / 2, y=y - 3, class_="value middle"))
    return join(parts), join(shares)
