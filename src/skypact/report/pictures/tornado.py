"""Tornado: what a result comes to with one assumption at a time at its low and at its high end (SVG)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from skypact.report.markup import Markup, Numbers, el, join, num, picture
from skypact.report.numbers import HIGH, LOW
from skypact.report.pictures.labels import text_width
from skypact.report.pictures.plots import Axis, Estimate, axis, horizontal

#: Assumptions in a picture at most, the widest; the table beside it holds all.
MOST = 20
_WIDTH, _STEP, _BAR, _TOP, _ROOM = 960.0, 32.0, 11.0, 34.0, 120.0


@dataclass(frozen=True)
class Swing:
    """One assumption: its name, its ends as text, and the result with it at each; `sure` where it has a source."""

    name: str
    low: str
    high: str
    at_low: Estimate
    at_high: Estimate
    sure: bool = False

    def reach(self, base: float) -> float:
        """Return how far from the result as written it goes at most."""
        return max((abs(e.value - base) for e in (self.at_low, self.at_high) if math.isfinite(e.value)), default=0.0)


def tornado(name: str, title: str, description: str, swings: Sequence[Swing], base: float, unit: str) -> Markup:
    """Return a pair of bars for each assumption from the result as written: above at its low end, below at its high.

    Those that move it most stand on top; at most MOST of them.
    """
    shown = sorted(swings, key=lambda one: -one.reach(base))[:MOST]
    left = min(460.0, 24 + max((text_width(_named(one), 12) for one in shown), default=60.0))
    bottom = _TOP + _STEP * len(shown) + 4
    every = [v for one in shown for e in (one.at_low, one.at_high) for v in (e.value, e.low, e.high)]
    a = axis([*every, base], left + _ROOM, _WIDTH - _ROOM, unit)
    chance = any(math.isfinite(v) for one in shown for e in (one.at_low, one.at_high) for v in (e.low, e.high))
    parts: list[object] = [_legend(left, chance), horizontal(a, _TOP, bottom)]
    parts.append(el("path", d=f"M{num(a.at(base))} {num(_TOP)}V{num(bottom)}", class_="zero"))
    for k, one in enumerate(shown):
        y = _TOP + k * _STEP + (_STEP - 2 * _BAR) / 2
        parts.append(el("text", _named(one), x=left - 6, y=y + _BAR + 4, class_="row end"))
        parts += [_bar(a, base, one.at_low, one.low, y, 0), _bar(a, base, one.at_high, one.high, y + _BAR, 1)]
    heads = ("assumption", "with a source", "end", "value", unit, LOW, HIGH)
    rows = [(one.name, "yes" if one.sure else "no", end, said, e.value, e.low, e.high) for one in shown
            for end, said, e in (("low", one.low, one.at_low), ("high", one.high, one.at_high))]  # fmt: skip
    return picture(name, title, description, (_WIDTH, bottom + 40), *parts, numbers=Numbers(heads, rows))


def _named(one: Swing) -> str:
    return one.name if one.sure else f"{one.name} *"


def _bar(a: Axis, base: float, to: Estimate, said: str, y: float, i: int) -> Markup:
    """Return one bar from the base, its interval over chance, and at its end the value that it stands for."""
    if not math.isfinite(to.value):
        return el("text", f"{said}: not estimable", x=a.at(base) + 4, y=y + _BAR - 2, class_="tick")
    x0, x1 = sorted((a.at(base), a.at(to.value)))
    parts = [el("rect", x=x0, y=y, width=max(0.6, x1 - x0), height=_BAR - 1, class_=f"mark s{i}")]
    ends = [a.at(v) for v in (to.low, to.high) if math.isfinite(v)]
    if len(ends) == 2 and ends[0] != ends[1]:
        middle = y + (_BAR - 1) / 2
        parts.append(el("path", d=f"M{num(ends[0])} {num(middle)}H{num(ends[1])}M{num(ends[0])} {num(middle - 3)}v6"
                                  f"M{num(ends[1])} {num(middle - 3)}v6", class_="chance"))  # fmt: skip
    left = to.value < base
    x = min([x0, *ends]) - 5 if left else max([x1, *ends]) + 5
    parts.append(el("text", said, x=x, y=y + _BAR - 2, class_="tick end" if left else "tick"))
    return join(parts)


def _legend(x: float, chance: bool) -> Markup:
    parts: list[Markup] = []
    for i, text in enumerate(("above: at its low end", "below: at its high end")):
        parts += [el("rect", x=x, y=6 + 3 * i, width=24, height=_BAR - 1, class_=f"mark s{i}"),
                  el("text", text, x=x + 30, y=16.0, class_="legend")]  # fmt: skip
        x += 30 + text_width(text, 12) + 18
    if chance:
        parts += [el("path", d=f"M{num(x)} 12h24M{num(x)} 9v6M{num(x + 24)} 9v6", class_="chance"),
                  el("text", "95 % over chance", x=x + 30, y=16.0, class_="legend")]  # fmt: skip
        x += 30 + text_width("95 % over chance", 12) + 18
    return join([*parts, el("text", "* assumed, no source", x=x, y=16.0, class_="legend")])
