"""Scatter: labelled points with intervals both ways, arrows to where a point goes, a line through some (SVG)."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from skypact.report.markup import Markup, Numbers, el, join, num, path, picture
from skypact.report.numbers import of_points
from skypact.report.pictures.labels import Box, Label, Placed, place, text_width
from skypact.report.pictures.plots import Axis, Estimate, axis, horizontal, vertical, whisker

#: Points nearer than this [px] share one label.
TOGETHER_PX = 5.0
#: Points at one value of x stand this far apart [px], so that their upright intervals do not cover each other.
APART_PX = 13.0
Pixel = tuple[float, float]


@dataclass(frozen=True)
class Point:
    """A point with its intervals, and where it goes (None: it stays)."""

    label: str
    x: Estimate
    y: Estimate
    to: Pixel | None = None


@dataclass(frozen=True)
class Scale:
    """An axis: its title with unit, how its ticks are shown, hard limits of its values, a line at zero."""

    title: str
    show: Callable[[float], str]
    low: float = -math.inf
    high: float = math.inf
    zero: bool = False


def scatter(
    name: str, title: str, description: str, points: Sequence[Point], scales: tuple[Scale, Scale],
    legend: Sequence[tuple[str, str]], joined: Sequence[int] = (), side_by_side: bool = False,
) -> Markup:  # fmt: skip
    """Return the picture. `legend` is (kind, text) of point, goes, joined; `joined` are the points of the line.

    side_by_side: points at one value of x are moved a little, so that their upright intervals can be told apart.
    """
    width, height, left, bottom = 960.0, 540.0, 74.0, 486.0
    xs = [v for p in points for v in (p.x.value, p.x.low, p.x.high, *([p.to[0]] if p.to else []))]
    ys = [v for p in points for v in (p.y.value, p.y.low, p.y.high, *([p.to[1]] if p.to else []))]
    right = width - 180  # names of what stands at the right end go beyond it
    ax = _axis(xs, left + 12, right, scales[0])
    ay = _axis(ys, bottom - 44, 40.0, scales[1])  # room for names below the lowest point
    true = [(ax.at(p.x.value), ay.at(p.y.value)) for p in points]
    at = _apart(true) if side_by_side else true
    to = [(ax.at(p.to[0]), ay.at(p.to[1])) if p.to else None for p in points]
    parts: list[object] = [horizontal(ax, 40, bottom, scales[0].show), vertical(ay, left, right + 40, scales[1].show)]
    if scales[1].zero and ay.low < 0 < ay.high:
        parts.append(el("path", d=f"M{num(left)} {num(ay.at(0))}H{num(right + 40)}", class_="zero"))
    if len(joined) > 1:
        parts.append(el("path", d=path(at[i] for i in joined), class_="front"))
    for p, (x, y) in zip(points, at, strict=True):
        moved = x - ax.at(p.x.value)
        parts.append(whisker(0, (ax.at(p.x.low) + moved, ax.at(p.x.high) + moved), (y, y)))
        parts.append(whisker(0, (x, x), (ay.at(p.y.low), ay.at(p.y.high))))
    gone = [
        (a, (a[0] if abs(b[0] - t[0]) < 1 else b[0], b[1]))
        for a, b, t in zip(at, to, true, strict=True) if b is not None and math.dist(t, b) > 8
    ]
    parts += [_arrow(a, b) for a, b in gone]
    parts += [el("circle", cx=x, cy=y, r=5.0, class_="hollow") for x, y in dict.fromkeys(b for _, b in gone)]
    parts += [el("circle", cx=x, cy=y, r=5.0, class_="mark s0") for x, y in at]
    parts += _names(points, at, gone, [at[i] for i in joined], (ax, ay), Box(left, 34, width - 4, bottom))
    parts.append(_legend(legend, left))
    drawn = of_points([(p.label, p.x, p.y) for p in points], scales[0].title, scales[1].title)
    gone_to = [("", "") if p.to is None else p.to for p in points]
    moves = Numbers((*drawn.heads, "goes to x", "goes to y"),
                    [(*row, *to) for row, to in zip(drawn.rows, gone_to, strict=True)])
    return picture(name, title, description, (width, height), *parts,
                   numbers=moves if any(p.to for p in points) else drawn)


def _apart(at: list[Pixel]) -> list[Pixel]:
    """Return the points with those at one x, but not at one place, set side by side, the highest to the left."""
    made = list(at)
    for x in {here[0] for here in at}:
        heights: list[float] = []
        for _, y in sorted((here for here in at if abs(here[0] - x) < 1), key=lambda here: here[1]):
            if not heights or y - heights[-1] >= TOGETHER_PX:
                heights.append(y)
        for i, (px, y) in enumerate(at):
            if abs(px - x) < 1:
                k = min(range(len(heights)), key=lambda j: abs(heights[j] - y))
                made[i] = (px + APART_PX * (k - (len(heights) - 1) / 2), y)
    return made


def _axis(values: Sequence[float], px0: float, px1: float, scale: Scale) -> Axis:
    values = [*values, 0.0] if scale.zero else values
    return axis(values, px0, px1, scale.title, within=Box(scale.low, scale.low, scale.high, scale.high))


def _arrow(a: Pixel, b: Pixel) -> Markup:
    """Return an arrow that ends before the mark at b."""
    length = math.dist(a, b)
    ux, uy = (b[0] - a[0]) / length, (b[1] - a[1]) / length
    x, y = b[0] - 6 * ux, b[1] - 6 * uy
    wings = [(x - 7 * ux + s * 4 * uy, y - 7 * uy - s * 4 * ux) for s in (1, -1)] if length > 18 else []
    return join([
        el("path", d=path([(a[0] + 5 * ux, a[1] + 5 * uy), (x, y)]), class_="goes"),
        el("path", d=path([wings[0], (x, y), wings[1]]), class_="goes-head") if wings else "",
    ])  # fmt: skip


def _names(
    points: Sequence[Point], at: Sequence[Pixel], gone: Sequence[tuple[Pixel, Pixel]], front: Sequence[Pixel],
    axes: tuple[Axis, Axis], bounds: Box,
) -> list[Markup]:  # fmt: skip
    """Return the labels; points that lie on each other share one of several lines."""
    groups: list[tuple[Pixel, list[str]]] = []
    for p, here in zip(points, at, strict=True):
        near = next((g for g in groups if math.dist(g[0], here) < TOGETHER_PX), None)
        if near:
            near[1].append(p.label)
        else:
            groups.append((here, [p.label]))
    groups.sort(key=lambda group: group[0][1])  # the highest chooses first, so that leaders do not cross
    labels = [Label(tuple(lines), x, y, 7.0, 12.0) for (x, y), lines in groups]
    marks = [Box(x - 7, y - 7, x + 7, y + 7) for x, y in [*at, *(b for _, b in gone)]]
    spans = [span for p, here in zip(points, at, strict=True) for span in _spans(p, here, axes)]
    zero = ((bounds.x0, axes[1].at(0)), (axes[0].px1, axes[1].at(0)))
    ways = [*gone, *zip(front, front[1:], strict=False), zero]
    lines = [(a[0] + k / 80 * (b[0] - a[0]), a[1] + k / 80 * (b[1] - a[1])) for a, b in ways for k in range(81)]
    placed = place(labels, bounds, [*marks, *spans], lines)
    if not all(placed):
        placed = place(labels, bounds, marks, lines)
    parts = []
    for label, found in zip(labels, placed, strict=True):
        found = found or Placed(label, Box(label.x + 8, label.y - 8, label.x + 9, label.y), False)
        parts += _label(found)
    return parts


def _spans(p: Point, at: Pixel, axes: tuple[Axis, Axis]) -> list[Box]:
    x0, x1, y0, y1 = at[0], at[0], at[1], at[1]
    if math.isfinite(p.x.low) and math.isfinite(p.x.high):
        x0, x1 = (at[0] + axes[0].at(end) - axes[0].at(p.x.value) for end in (p.x.low, p.x.high))
    if math.isfinite(p.y.low) and math.isfinite(p.y.high):
        y1, y0 = axes[1].at(p.y.low), axes[1].at(p.y.high)
    return [Box(x0 - 1, at[1] - 4, x1 + 1, at[1] + 4), Box(at[0] - 4, y0 - 1, at[0] + 4, y1 + 1)]


def _label(found: Placed) -> list[Markup]:
    label, box = found.label, found.box
    parts = []
    if found.leader:
        x = min(max(label.x, box.x0), box.x1)
        y = min(max(label.y, box.y0), box.y1)
        parts.append(el("path", d=path([(label.x, label.y), (x, y)]), class_="leader"))
    parts += [
        el("text", line, x=box.x0 + 1, y=box.y0 + 11 + 14.4 * k, class_="tag") for k, line in enumerate(label.lines)
    ]
    return parts


def _legend(items: Sequence[tuple[str, str]], x: float) -> Markup:
    parts: list[object] = []
    for kind, text in items:
        if kind == "point":
            parts += [whisker(0, (x, x + 24), (14, 14)), el("circle", cx=x + 12, cy=14.0, r=5.0, class_="mark s0")]
        elif kind == "goes":
            parts += [_arrow((x - 6, 14.0), (x + 24, 14.0)), el("circle", cx=x + 24, cy=14.0, r=5.0, class_="hollow")]
        else:
            parts.append(el("path", d=f"M{num(x)} 14h24", class_="front"))
        parts.append(el("text", text, x=x + 34, y=18.0, class_="legend"))
        x += 34 + text_width(text, 11) + 22
    return join(parts)
