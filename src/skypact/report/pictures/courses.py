"""Courses: small panels over time, a row for each post, a column for each arrangement (SVG)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from skypact.report.markup import Markup, Numbers, el, join, num, path, picture
from skypact.report.pictures.labels import Box, text_width
from skypact.report.pictures.plots import Axis, axis, horizontal, label, vertical

#: Points of a line at most: moments are averaged in groups.
POINTS = 120
_LEFT, _TOP, _GAP, _HIGH, _WIDTH = 52.0, 58.0, 14.0, 112.0, 980.0


@dataclass(frozen=True)
class Layer:
    """One curve or one part of a stack: its name in the legend, the class of style.css, whether it is a filled part."""

    key: str
    title: str
    class_: str
    filled: bool = False


@dataclass(frozen=True)
class Panel:
    """The columns of one panel over its moments [min]."""

    t_min: np.ndarray
    columns: Mapping[str, np.ndarray]


def courses(
    name: str, title: str, description: str, panels: Mapping[tuple[str, str], Panel], across: Sequence[str],
    layers: Sequence[Layer], unit: str,
) -> Markup:
    """Return panels by (post, arrangement) on common axes; filled layers lie on each other, lines over them.

    across: the arrangements, in order.
    """
    down = list(dict.fromkeys(post for post, _ in panels))
    wide = max(150.0, (_WIDTH - _LEFT - _GAP * len(across)) / len(across))
    step = _HIGH + 40.0
    thin = {key: _thinned(panel) for key, panel in panels.items()}
    filled, lines = [x for x in layers if x.filled], [x for x in layers if not x.filled]
    tops = [_top(panel, filled, lines) for panel in thin.values()]
    every = [float(t) for panel in thin.values() for t in panel.t_min]
    body: list[object] = [_legend(layers, _LEFT, 8.0)]
    body += [el("text", text, x=_LEFT + k * (wide + _GAP), y=36.0, class_="panel") for k, text in enumerate(across)]
    for i, post in enumerate(down):
        y0 = _TOP + i * step
        body.append(el("text", post, x=_LEFT, y=y0 - 7, class_="legend"))
        for k, column in enumerate(across):
            x0 = _LEFT + k * (wide + _GAP)
            ax = axis(every, x0, x0 + wide, "time [min]", most=5, within=Box(0.0, 0.0, max(every), 0.0))
            ay = axis([0.0, *tops], y0 + _HIGH, y0, unit, most=4)
            body.append(horizontal(ax, y0, y0 + _HIGH, title=i == len(down) - 1))
            body.append(vertical(ay, x0, x0 + wide, label if k == 0 else (lambda v: ""), title=k == 0))
            if (post, column) in thin:
                body.append(_drawn(thin[post, column], filled, lines, ax, ay))
            else:
                body.append(el("text", "nothing comes to it", x=x0 + wide / 2, y=y0 + _HIGH / 2, class_="tick middle"))
    size = (_LEFT + len(across) * (wide + _GAP), _TOP + len(down) * step + 22.0)
    drawn = Numbers(("post", "arrangement", "layer", "time [min]", unit), [
        (post, column, x.title, float(t), float(v)) for (post, column), panel in thin.items() for x in layers
        for t, v in zip(panel.t_min, panel.columns[x.key], strict=True)
    ])
    return picture(name, title, description, size, *body, numbers=drawn)


def _thinned(panel: Panel) -> Panel:
    """Return a panel of at most POINTS points, each the mean of a group of moments."""
    n = len(panel.t_min)
    group = -(-n // POINTS)
    cuts = np.arange(0, n, group)

    def mean(values: np.ndarray) -> np.ndarray:
        return np.add.reduceat(values, cuts) / np.diff(np.append(cuts, n))

    return Panel(mean(panel.t_min), {key: mean(values) for key, values in panel.columns.items()})


def _top(panel: Panel, filled: Sequence[Layer], lines: Sequence[Layer]) -> float:
    stack = float(np.sum([panel.columns[x.key] for x in filled], axis=0).max()) if filled else 0.0
    return max([stack, *(float(panel.columns[x.key].max()) for x in lines)])


def _drawn(panel: Panel, filled: Sequence[Layer], lines: Sequence[Layer], ax: Axis, ay: Axis) -> Markup:
    parts: list[Markup] = []
    below = np.zeros(len(panel.t_min))
    for x in filled:
        above = below + panel.columns[x.key]
        if above.max(initial=0.0) > below.max(initial=0.0):
            ends = [*zip(panel.t_min, above, strict=True), *reversed(list(zip(panel.t_min, below, strict=True)))]
            parts.append(el("path", d=path(((ax.at(t), ay.at(v)) for t, v in ends), True), class_=x.class_))
        below = above
    for x in lines:
        values = zip(panel.t_min, panel.columns[x.key], strict=True)
        parts.append(el("path", d=path((ax.at(t), ay.at(v)) for t, v in values), class_=x.class_))
    return join(parts)


def _legend(layers: Sequence[Layer], x: float, y: float) -> Markup:
    parts: list[Markup] = []
    for one in layers:
        if one.filled:
            parts.append(el("rect", x=x, y=y - 5, width=24, height=11, class_=one.class_))
        else:
            parts.append(el("path", d=f"M{num(x)} {num(y)}h24", class_=one.class_))
        parts.append(el("text", one.title, x=x + 30, y=y + 4, class_="legend"))
        x += 30 + text_width(one.title, 12) + 18
    return join(parts)
