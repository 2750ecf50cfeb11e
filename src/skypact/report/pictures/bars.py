"""Bars: stacked horizontal bars; each part has its colour, its place in the order, and its number (SVG)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from skypact.report.markup import Markup, Numbers, el, num, picture
from skypact.report.pictures.labels import text_width
from skypact.report.pictures.plots import axis, horizontal

#: Classes of style.css for the parts of a bar.
PARTS = 7


@dataclass(frozen=True)
class Bar:
    """One bar: its label, its group, and for each part (full, hatched) in the unit of the axis."""

    label: str
    group: str
    parts: Sequence[tuple[float, float]]


def stacked(
    name: str, title: str, description: str, bars: Sequence[Bar], parts: Sequence[str], unit: str,
    hatched: str, show: Callable[[float], str],
) -> Markup:
    """Return stacked bars in groups; `parts` names the colours, `hatched` says what the light end of a part means."""
    left = min(300.0, 24 + max((text_width(bar.label, 12) for bar in bars), default=60.0))
    width, step, top = 960.0, 26.0, 42.0
    longest = max((sum(full + light for full, light in bar.parts) for bar in bars), default=1.0)
    groups = [k for k in range(len(bars)) if k == 0 or bars[k].group != bars[k - 1].group]
    bottom = top + step * len(bars) + 24.0 * sum(bool(bars[k].group) for k in groups) + 4
    a = axis([0.0, longest], left, width - 24, unit)
    body: list[object] = [horizontal(a, top, bottom), _legend(parts, hatched, left, width)]
    y = top
    for k, bar in enumerate(bars):
        if k in groups and bar.group:
            y += 24.0
            body.append(el("text", bar.group, x=left, y=y - 6, class_="panel"))
        body.append(el("text", bar.label, x=left - 10, y=y + 17, class_="row end"))
        x = a.at(0.0)
        for i, (full, light) in enumerate(bar.parts):
            for value, class_ in ((full, f"part v{i % PARTS}"), (light, f"part light v{i % PARTS}")):
                wide = a.at(value) - a.at(0.0)
                if wide < 0.05:
                    continue
                said = f"{parts[i]}{f', {hatched}' if class_.startswith('part light') else ''}: {show(value)}"
                body.append(el("rect", el("title", said), x=x, y=y + 3, width=wide, height=step - 6, class_=class_))
                text = show(value)
                if wide > text_width(text, 11) + 4:
                    ink = "in light" if class_.startswith("part light") else "in"
                    body.append(el("text", text, x=x + wide / 2, y=y + 17, class_=f"tick middle {ink}"))
                x += wide
        y += step
    drawn = Numbers(("group", "bar", "part", unit, hatched), [
        (bar.group, bar.label, parts[i], full, light) for bar in bars for i, (full, light) in enumerate(bar.parts)
    ])
    return picture(name, title, description, (width, bottom + 40), *body, numbers=drawn)


def _legend(parts: Sequence[str], hatched: str, x: float, width: float) -> Markup:
    body: list[Markup] = []
    left, y = x, 6.0
    for i, part in enumerate([*parts, hatched]):
        wide = 18 + text_width(part, 12) + 18
        if x + wide > width:
            x, y = left, y + 20
        class_ = f"part v{i % PARTS}" if i < len(parts) else "part light soft"
        body += [el("rect", x=x, y=y, width=14, height=12, class_=class_),
                 el("text", part, x=x + 19, y=y + 10, class_="legend")]
        x += wide
    return el("g", *body, transform=f"translate(0 {num(4.0)})")
