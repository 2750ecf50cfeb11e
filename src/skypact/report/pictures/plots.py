"""Plots: dots with intervals, step curves over time, defence against control, the break-even curve (SVG)."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from skypact.core import units
from skypact.report import numbers
from skypact.report.markup import Markup, el, join, num, path, picture
from skypact.report.pictures.labels import Box, Label, place, text_width

#: Classes of style.css: colour, dash and marker of the first, second … arrangement.
SERIES = 6


@dataclass(frozen=True)
class Estimate:
    """An estimate with its interval; NaN bounds where none is known."""

    value: float
    low: float
    high: float


def estimate_of(row: Mapping[str, Any]) -> Estimate:
    """Return the estimate of a row with `mean`, `low` and `high`, NaN where there is none."""
    return Estimate(bound(row["mean"]), bound(row["low"]), bound(row["high"]))


def bound(value: float | None) -> float:
    """Return a value or an end of an interval, NaN where there is none."""
    return float("nan") if value is None else value


@dataclass(frozen=True)
class Axis:
    """A linear axis: value range, pixel range, title with unit."""

    low: float
    high: float
    px0: float
    px1: float
    title: str
    step: float

    def at(self, value: float) -> float:
        """Return the pixel of a value."""
        return self.px0 + (value - self.low) / (self.high - self.low) * (self.px1 - self.px0)

    def ticks(self) -> list[float]:
        """Return the round values within the range."""
        first, last = math.ceil(self.low / self.step - 1e-9), math.floor(self.high / self.step + 1e-9)
        return [i * self.step for i in range(first, last + 1)]


@dataclass(frozen=True)
class LogAxis(Axis):
    """A logarithmic axis: ticks at 1, 2 and 5 times the powers of ten."""

    def at(self, value: float) -> float:
        """Return the pixel of a value above zero."""
        return self.px0 + math.log(value / self.low) / math.log(self.high / self.low) * (self.px1 - self.px0)

    def ticks(self) -> list[float]:
        """Return the round values within the range."""
        first, last = math.floor(math.log10(self.low)), math.ceil(math.log10(self.high))
        every = [k * 10.0**e for e in range(first, last + 1) for k in (1.0, 2.0, 5.0)]
        return [v for v in every if self.low * (1 - 1e-9) <= v <= self.high * (1 + 1e-9)]


def axis(values: Sequence[float], px0: float, px1: float, title: str, most: int = 7, within: Box | None = None) -> Axis:
    """Return an axis with round ends that holds all finite values (`within`: x0 and x1 are hard limits)."""
    known = [v for v in values if math.isfinite(v)] or [0.0, 1.0]
    low, high = min(known), max(known)
    if high - low < 1e-9:
        pad = max(abs(high) * 0.1, 0.05)
        low, high = low - pad, high + pad
    step = nice((high - low) / most)
    low, high = math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step
    if within:
        low, high = max(low, within.x0), min(high, within.x1)
    return Axis(low, high, px0, px1, title, step)


def nice(step: float) -> float:
    """Return the next 1, 2 or 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(step))
    return next(k * power for k in (1.0, 2.0, 5.0, 10.0) if k * power >= step * (1 - 1e-9))


def label(value: float) -> str:
    """Return a tick's text with a true minus sign."""
    return f"{round(value, 9) + 0.0:g}".replace("-", "−")


def horizontal(a: Axis, top: float, bottom: float, show: Callable[[float], str] = label, title: bool = True) -> Markup:
    """Return the lower axis with a light line at every tick."""
    parts: list[Markup] = []
    for v in a.ticks():
        x = a.at(v)
        parts.append(el("path", d=f"M{num(x)} {num(top)}V{num(bottom)}", class_="grid"))
        parts.append(el("text", show(v), x=x, y=bottom + 14, class_="tick middle"))
    if title:
        parts.append(el("text", a.title, x=(a.px0 + a.px1) / 2, y=bottom + 31, class_="axis middle"))
    return join(parts)


def vertical(a: Axis, left: float, right: float, show: Callable[[float], str] = label, title: bool = True) -> Markup:
    """Return the left axis with a light line at every tick."""
    parts: list[Markup] = []
    for v in a.ticks():
        y = a.at(v)
        parts.append(el("path", d=f"M{num(left)} {num(y)}H{num(right)}", class_="grid"))
        parts.append(el("text", show(v), x=left - 5, y=y + 4, class_="tick end"))
    if title:
        y = (a.px0 + a.px1) / 2
        parts.append(el("text", a.title, transform=f"translate({num(left - 40)} {num(y)}) rotate(-90)",
                        class_="axis middle"))
    return join(parts)


def marker(i: int, x: float, y: float, r: float = 5.0) -> Markup:
    """Return the marker of series i: the shape tells it as the colour does."""
    class_ = f"mark s{i % SERIES}"
    d = {
        1: f"M{num(x - r)} {num(y - r)}h{num(2 * r)}v{num(2 * r)}h{num(-2 * r)}Z",
        2: f"M{num(x)} {num(y - 1.2 * r)}l{num(1.2 * r)} {num(2 * r)}h{num(-2.4 * r)}Z",
        3: f"M{num(x)} {num(y - 1.3 * r)}l{num(1.3 * r)} {num(1.3 * r)}l{num(-1.3 * r)} {num(1.3 * r)}"
           f"l{num(-1.3 * r)} {num(-1.3 * r)}Z",
        4: f"M{num(x)} {num(y + 1.2 * r)}l{num(1.2 * r)} {num(-2 * r)}h{num(-2.4 * r)}Z",
        5: f"M{num(x - r)} {num(y - 0.4 * r)}h{num(2 * r)}v{num(0.8 * r)}h{num(-2 * r)}Z",
    }.get(i % SERIES)
    return el("path", d=d, class_=class_) if d else el("circle", cx=x, cy=y, r=r, class_=class_)


def whisker(i: int, x: tuple[float, float], y: tuple[float, float]) -> Markup:
    """Return the line of an interval with its end caps, level or upright; nothing where an end is unknown."""
    if not all(math.isfinite(v) for v in (*x, *y)):
        return Markup("")
    level = y[0] == y[1]
    caps = "".join(
        f"M{num(px)} {num(py - 4)}v8" if level else f"M{num(px - 4)} {num(py)}h8"
        for px, py in ((x[0], y[0]), (x[1], y[1]))
    )
    return el("path", d=f"M{num(x[0])} {num(y[0])}L{num(x[1])} {num(y[1])}{caps}", class_=f"whisker s{i % SERIES}")


def intervals(
    name: str, title: str, description: str, rows: Sequence[tuple[str, int, Estimate]], unit: str,
    show: Callable[[float], str] = label, series: Mapping[int, str] | None = None,
) -> Markup:
    """Return one row per (label, series, estimate): a dot, its interval, a line at zero. `series` names the markers.

    Rows that follow each other with one label form a group that bears it once.
    """
    left = min(440.0, 24 + max((text_width(r[0], 12) for r in rows), default=60.0))
    width, top, step = 960.0, 30.0 if series else 8.0, 20.0
    breaks = [k > 0 and rows[k][0] != rows[k - 1][0] for k in range(len(rows))]
    bottom = top + step * len(rows) + 8.0 * sum(breaks) + 4
    every = [v for _, _, e in rows for v in (e.value, e.low, e.high)]
    a = axis([*every, 0.0], left, width - 24, unit)
    parts: list[object] = [horizontal(a, top, bottom, show), _markers(series or {}, left)]
    parts.append(el("path", d=f"M{num(a.at(0))} {num(top)}V{num(bottom)}", class_="zero"))
    y = top - step / 2
    for k, (text, i, e) in enumerate(rows):
        y += step + (8.0 if breaks[k] else 0.0)
        if k == 0 or breaks[k]:
            parts.append(el("text", text, x=left - 10, y=y + 4, class_="row end"))
        if math.isfinite(e.value):
            parts.append(whisker(i, (a.at(e.low), a.at(e.high)), (y, y)))
            parts.append(marker(i, a.at(e.value), y, 4.5))
        else:
            parts.append(el("text", "not estimable", x=a.at(0) + 8, y=y + 4, class_="tick"))
    drawn = numbers.of_rows(rows, series or {}, unit)
    return picture(name, title, description, (width, bottom + 40), *parts, numbers=drawn)


def _markers(series: Mapping[int, str], x: float) -> Markup:
    parts: list[Markup] = []
    for i, text in series.items():
        parts += [marker(i, x + 6, 14), el("text", text, x=x + 18, y=18.0, class_="legend")]
        x += 18 + text_width(text, 12) + 20
    return join(parts)


def against(
    name: str, title: str, description: str, points: Sequence[tuple[str, Estimate, Estimate]], x_title: str,
    y_title: str, show: tuple[Callable[[float], str], Callable[[float], str]], most: float = 1.0,
) -> Markup:
    """Return one labelled point per (label, x share, y up to `most`) with whiskers both ways."""
    width, height, left, bottom = 620.0, 400.0, 70.0, 350.0
    xs = [v for _, x, _ in points for v in (x.value, x.low, x.high)]
    ys = [v for _, _, y in points for v in (y.value, y.low, y.high)]
    ax = axis(xs, left, width - 20, x_title, within=Box(0, 0, 1, 1))
    ay = axis(ys, bottom, 16.0, y_title, within=Box(0, 0, most, most))
    parts: list[object] = [horizontal(ax, 16, bottom, show[0]), vertical(ay, left, width - 20, show[1])]
    labels, boxes = [], []
    for i, (text, x, y) in enumerate(points):
        px, py = ax.at(x.value), ay.at(y.value)
        if not (math.isfinite(px) and math.isfinite(py)):
            continue
        parts.append(whisker(i, (ax.at(x.low), ax.at(x.high)), (py, py)))
        parts.append(whisker(i, (px, px), (ay.at(y.low), ay.at(y.high))))
        parts.append(marker(i, px, py))
        labels.append(Label((text,), px, py, 6.0, 12.0))
        boxes.append(Box(px - 6, py - 6, px + 6, py + 6))
        (x0, x1), (y0, y1) = _reach(ax, x), _reach(ay, y)
        boxes += [Box(x0, py - 4, x1, py + 4), Box(px - 4, y0, px + 4, y1)]
    for p in place(labels, Box(left, 10, width, bottom), boxes):
        if p:
            parts.append(el("text", p.label.lines[0], x=p.box.x0 + 1, y=p.box.y0 + 11, class_="row"))
    drawn = numbers.of_points(points, x_title, y_title)
    return picture(name, title, description, (width, height), *parts, numbers=drawn)


def _reach(a: Axis, e: Estimate) -> tuple[float, float]:
    """Return the pixels that an interval covers, in rising order."""
    known = sorted(a.at(v) for v in (e.value, e.low, e.high) if math.isfinite(v))
    return known[0] - 0.5, known[-1] + 0.5


@dataclass(frozen=True)
class Curve:
    """A curve of one series with its band: x, y, low, high of equal length."""

    label: str
    x: Sequence[float]
    y: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]


def curve_of(name: str, rows: Sequence[Mapping[str, Any]], column: str, scale: float, share: float) -> Curve:
    """Return the curve of a table's rows: values over `scale`, the column and its ends times `share`."""

    def ends(key: str) -> list[float]:
        return [share * (r[column] if r[key] is None else r[key]) for r in rows]

    return Curve(name, [r["value"] / scale for r in rows], [share * r[column] for r in rows], ends("low"), ends("high"))


def scale_of(values: Sequence[float], dimension: str) -> tuple[float, str]:
    """Return the factor from SI to the unit in which people read half the largest value, and that unit in brackets."""
    top = max((abs(v) for v in values), default=0.0)
    unit = units.show(top / 2, dimension).partition(" ")[2]
    factor = units.UNITS[dimension].get(unit, 1.0)
    return (factor, f" [{unit}]") if unit and math.isfinite(factor) else (1.0, "")


def panels(
    name: str, title: str, description: str, rows: Mapping[str, Sequence[Curve]], x_title: str,
    show: Callable[[float], str],
) -> Markup:
    """Return small multiples, one panel per key, each with the curves (0 to 1) of all series on the same axes."""
    across, wide, high, gap_x, gap_y, left, top = 3, 282.0, 168.0, 26.0, 58.0, 44.0, 48.0
    every = [v for curves in rows.values() for c in curves for v in c.x]
    first = next(iter(rows.values()), ())
    parts: list[object] = [keys([c.label for c in first], left, 12)]
    down = math.ceil(len(rows) / across)
    for k, (panel, curves) in enumerate(rows.items()):
        x0, y0 = left + (k % across) * (wide + gap_x), top + (k // across) * (high + gap_y)
        ax = axis(every, x0, x0 + wide, x_title, most=6)
        ay = Axis(0.0, 1.0, y0 + high, y0, "", 0.25)
        parts.append(horizontal(ax, y0, y0 + high, title=k + across >= len(rows)))
        parts.append(vertical(ay, x0, x0 + wide, show if k % across == 0 else (lambda v: ""), title=False))
        if ax.low < 0 < ax.high:
            parts.append(el("path", d=f"M{num(ax.at(0))} {num(y0)}V{num(y0 + high)}", class_="zero"))
        parts.append(el("text", panel, x=x0, y=y0 - 7, class_="panel"))
        parts += [curve(c, i, ax, ay) for i, c in enumerate(curves)]
    size = (left + across * wide + 2 * gap_x + 12, top + down * (high + gap_y))
    drawn = numbers.of_panels(rows, x_title, "share (0 to 1)")
    return picture(name, title, description, size, *parts, numbers=drawn)


def curve(c: Curve, i: int, ax: Axis, ay: Axis) -> Markup:
    """Return a line and its band; neighbours on the same height are drawn as one stretch."""
    ends = [*zip(c.x, c.high, strict=True), *reversed(list(zip(c.x, c.low, strict=True)))]
    band = el("path", d=path(((ax.at(x), ay.at(y)) for x, y in ends), True), class_=f"band s{i % SERIES}")
    kept = [
        k for k in range(len(c.y))
        if k in (0, len(c.y) - 1) or not abs(c.y[k - 1] - c.y[k]) < 1e-12 or not abs(c.y[k + 1] - c.y[k]) < 1e-12
    ]
    line = el("path", d=path((ax.at(c.x[k]), ay.at(c.y[k])) for k in kept), class_=f"curve s{i % SERIES}")
    return Markup(band + line)


def keys(labels: Sequence[str], x: float, y: float, marks: bool = False) -> Markup:
    """Return the legend of the series: line style, marker where the curves have them, and name."""
    parts: list[object] = []
    for i, text in enumerate(labels):
        parts.append(el("path", d=f"M{num(x)} {num(y)}h30", class_=f"curve s{i % SERIES}"))
        parts += [marker(i, x + 15, y, 3.5)] if marks else []
        parts.append(el("text", text, x=x + 36, y=y + 4, class_="legend"))
        x += 36 + text_width(text, 12) + 20
    return join(parts)


def response(
    name: str, title: str, description: str, curves: Sequence[Curve], x_title: str, y_title: str,
    crossing: Estimate | None = None, level: float = 0.0,
) -> Markup:
    """Return curves of a result over a quantity, with bands, a line at a level, and where they cross it."""
    width, left, top, bottom = 760.0, 74.0, 34.0, 340.0
    ax = axis([v for c in curves for v in c.x], left, width - 20, x_title)
    ys = [v for c in curves for part in (c.y, c.low, c.high) for v in part]
    ay = axis([*ys, level], bottom, top, y_title)
    parts: list[object] = [horizontal(ax, top, bottom), vertical(ay, left, width - 20)]
    parts.append(el("path", d=f"M{num(left)} {num(ay.at(level))}H{num(width - 20)}", class_="zero"))
    if crossing and math.isfinite(crossing.value):
        low, high = (v if math.isfinite(v) else crossing.value for v in (crossing.low, crossing.high))
        x0, x1 = ax.at(max(low, ax.low)), ax.at(min(high, ax.high))
        parts.append(el("rect", x=x0, y=top, width=max(1.0, x1 - x0), height=bottom - top, class_="crossing"))
        parts.append(el("path", d=f"M{num(ax.at(crossing.value))} {num(top)}V{num(bottom)}", class_="cross"))
    parts += [curve(c, i, ax, ay) for i, c in enumerate(curves)]
    parts += [marker(i, ax.at(x), ay.at(y), 3.5) for i, c in enumerate(curves) for x, y in zip(c.x, c.y, strict=True)]
    parts.append(keys([c.label for c in curves], left, 12, marks=True))
    drawn = numbers.of_curves(curves, x_title, y_title)
    return picture(name, title, description, (width, bottom + 44), *parts, numbers=drawn)
