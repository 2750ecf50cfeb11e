"""The map of a break-even surface: the difference over two factors, the line of equality, the band around it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from skypact.report.markup import Markup, Numbers, el, join, num, path, picture
from skypact.report.page import svg_file
from skypact.report.pictures.plots import Axis, LogAxis, horizontal, nice, scale_of, vertical
from skypact.report.tables import figure, folded, paragraph, percent, plain, section, table

if TYPE_CHECKING:
    from skypact.study.factors import Factor
    from skypact.study.turning.surface import Surface

#: Squares into which the step between two values is cut, and shades of each colour at most.
_FINE, _SHADES = 20, 5
#: Numbers are written at the values looked at up to so many along an axis.
_MOST_NUMBERS = 8
_LEFT, _TOP, _WIDE, _HIGH = 78.0, 50.0, 500.0, 400.0


def write(found: Surface, folder: Path) -> None:
    """Write surface.svg into a folder."""
    (folder / "surface.svg").write_text(svg_file(surface_picture(found)), encoding="utf-8", newline="\n")


def surface_section(found: Surface) -> Markup:
    """Return the statement, the map and the values."""
    better = {"lower": found.names[1], "higher": found.names[0]}.get(found.better, "")
    caption = (
        f"“{found.names[1]}” less “{found.names[0]}”: {found.title}. Dots: the pairs of values that were run, on the "
        "same luck; between them colours, band and line are drawn straight. Hatched: the 95 % interval of the "
        "difference holds zero." + (f" Blue is better for “{better}”." if better else "")
        + " Dashed: the values that the scenario has."
    )
    rows = [
        [r["y_text"], r["x_text"], *(_text(r[c], found) for c in ("mean_a", "mean_b")), _signed(r["difference"], found),
         "—" if r["low"] is None else f"{_signed(r['low'], found)} to {_signed(r['high'], found)}"]
        for r in found.table.to_pylist()
    ]  # fmt: skip
    heads = (found.y.name, found.x.name, *found.names, "difference", "95 %")
    return section(
        "break-even", "Where the answer turns", paragraph(found.statement), figure(surface_picture(found), caption),
        folded("The values", table(f"{found.title} {_unit(found)}", heads, rows, (2, 3, 4, 5), 2)),
    )


def surface_picture(found: Surface) -> Markup:
    """Return the map: x to the right, y upwards, colours on both sides of zero."""
    x0, x1, y0, y1 = _LEFT, _LEFT + _WIDE, _TOP + _HIGH, _TOP
    (ax, x_scale), (ay, y_scale) = _axis(found.x, x0, x1), _axis(found.y, y0, y1)
    most = float(np.nanmax(np.abs(found.grid("difference")))) or 1.0
    step = nice(most / _SHADES)
    shades = math.ceil(most / step - 1e-9)
    title = f"{found.names[1]} − {found.names[0]}: {found.title} {_unit(found)}"
    parts: list[object] = [
        el("defs", el("pattern", el("path", d="M0 0V7", class_="hatch"), id="hatch", width=7.0, height=7.0,
                      patternUnits="userSpaceOnUse", patternTransform="rotate(45)")),
        el("text", title, x=x0, y=20.0, class_="panel"),
        horizontal(ax, y1, y0), vertical(ay, x0, x1), _cells(found, step, shades), _hatched(found),
        el("rect", x=x0, y=y1, width=_WIDE, height=_HIGH, class_="frame"),
        _written(found, ax, ay, x_scale, y_scale),
    ]
    for line in found.contour:
        points = ((ax.at(u / x_scale), ay.at(v / y_scale)) for u, v in line)
        parts.append(el("path", d=path(points), class_="contour"))
    parts += [_dots(found), _legend(found, step, shades, x1 + 26)]
    return picture("surface-plot", "Where two arrangements are equal", found.statement, (x1 + 222, y0 + 44), *parts,
                   numbers=_numbers(found, x_scale, y_scale))


def _numbers(found: Surface, x_scale: float, y_scale: float) -> Numbers:
    """Return the values that were run; shares in per cent, differences in percentage points."""
    times, word = (100.0, "[%]") if found.unit == "share" else (1.0, "[per run]")
    heads = (_titled(found.x), _titled(found.y), *(f"{name} {word}" for name in found.names),
             f"{found.names[1]} − {found.names[0]} {_unit(found)}", "95 % from", "95 % to")
    rows = [
        (r["x"] / x_scale, r["y"] / y_scale,
         *("" if r[c] is None else times * r[c] for c in ("mean_a", "mean_b", "difference", "low", "high")))
        for r in found.table.to_pylist()
    ]
    return Numbers(heads, rows)


def _titled(f: Factor) -> str:
    return f"{f.name}{scale_of([f.low, f.high], f.dimension)[1]}"


def _axis(f: Factor, px0: float, px1: float) -> tuple[Axis, float]:
    """Return the axis of a factor over exactly its range, and the factor from SI to its unit."""
    scale, unit = scale_of([f.low, f.high], f.dimension)
    low, high = f.low / scale, f.high / scale
    kind = LogAxis if f.is_log else Axis
    return kind(low, high, px0, px1, f"{f.name}{unit}", nice((high - low) / 7)), scale


def _at(i: float, n: int, px0: float, px1: float) -> float:
    """Return the pixel of a place between the values: they stand evenly along the axis."""
    return px0 + i / (n - 1) * (px1 - px0)


def _fine(z: np.ndarray) -> np.ndarray:
    """Return z [n_y, n_x] at the middles of fine squares, linear in both directions."""
    def places(n: int) -> np.ndarray:
        return (np.arange((n - 1) * _FINE) + 0.5) / _FINE

    v, u = places(z.shape[0]), places(z.shape[1])
    j, i = v.astype(int), u.astype(int)
    fv, fu = (v - j)[:, None], (u - i)[None, :]
    low = z[j][:, i] * (1 - fu) + z[j][:, i + 1] * fu
    high = z[j + 1][:, i] * (1 - fu) + z[j + 1][:, i + 1] * fu
    return low * (1 - fv) + high * fv


def _runs(classes: np.ndarray) -> Iterator[tuple[int, float, float, float, float]]:
    """Yield (class, x, y, width, height) [px] of squares of one class side by side in a row; 0 is left out."""
    n_y, n_x = classes.shape
    dx, dy = _WIDE / n_x, _HIGH / n_y
    for j, row in enumerate(classes):
        for kind, group in groupby(range(n_x), key=lambda i, row=row: int(row[i])):
            columns = list(group)
            if kind:
                yield kind, _LEFT + columns[0] * dx, _TOP + _HIGH - (j + 1) * dy, len(columns) * dx, dy


def _cells(found: Surface, step: float, shades: int) -> Markup:
    z = np.nan_to_num(_fine(found.grid("difference")))
    kinds = np.sign(z) * np.minimum(shades, np.ceil(np.abs(z) / step - 1e-9))
    return join(_swatch(kind, *box) for kind, *box in _runs(kinds.astype(int)))


def _swatch(kind: int, x: float, y: float, width: float, height: float) -> Markup:
    class_ = f"cell {'above' if kind > 0 else 'below'}"
    return el("rect", x=x, y=y, width=width, height=height, class_=class_, fill_opacity=num(_opacity(kind), 2))


def _opacity(kind: int) -> float:
    return 0.06 + 0.62 * abs(kind) / _SHADES


def _hatched(found: Surface) -> Markup:
    """Return the band: where the interval of the difference, drawn straight between the values, holds zero."""
    low, high = _fine(found.grid("low")), _fine(found.grid("high"))
    band = ~((low > 0) | (high < 0))  # what has no interval is not told from zero
    boxes = ((num(v, 2) for v in box[1:]) for box in _runs(band.astype(int)))
    d = "".join(f"M{x} {y}h{w}v{h}h-{w}Z" for x, y, w, h in boxes)
    return el("path", d=d, fill="url(#hatch)") if d else Markup("")


def _written(found: Surface, ax: Axis, ay: Axis, x_scale: float, y_scale: float) -> Markup:
    """Return the box of the values that the scenario has, as far as it lies in the picture."""
    edges = []
    for f, a, scale in ((found.x, ax, x_scale), (found.y, ay, y_scale)):
        if f.written[1] < f.low or f.written[0] > f.high:
            return Markup("")
        edges.append(sorted(a.at(min(max(w, f.low), f.high) / scale) for w in f.written))
    (x0, x1), (y0, y1) = edges
    return el("rect", x=x0 - 4, y=y0 - 4, width=x1 - x0 + 8, height=y1 - y0 + 8, class_="written")


def _dots(found: Surface) -> Markup:
    z = found.grid("difference")
    n_y, n_x = z.shape
    parts: list[object] = []
    for j in range(n_y):
        for i in range(n_x):
            x, y = _at(i, n_x, _LEFT, _LEFT + _WIDE), _at(j, n_y, _TOP + _HIGH, _TOP)
            parts.append(el("circle", cx=x, cy=y, r=3.0, class_="dot"))
            if max(n_x, n_y) <= _MOST_NUMBERS and math.isfinite(z[j, i]):
                side = " end" if i == n_x - 1 else ("" if i == 0 else " middle")
                shift = 5.0 if i == 0 else (-5.0 if i == n_x - 1 else 0.0)
                down = 15.0 if j == n_y - 1 else -7.0
                parts.append(el("text", _number(z[j, i], found), x=x + shift, y=y + down, class_=f"value{side}"))
    return join(parts)


def _legend(found: Surface, step: float, shades: int, x: float) -> Markup:
    parts: list[object] = []
    y = _TOP + 2
    for kind in [*range(shades, 0, -1), *range(-1, -shades - 1, -1)]:
        low, high = sorted((step * kind, step * (kind - math.copysign(1, kind))))
        span = f"{_number(low, found)} to {_number(high, found)}"
        parts += [_swatch(kind, x, y, 26.0, 17.0), el("text", span, x=x + 34, y=y + 13, class_="legend")]
        y += 18
    line = el("path", d=f"M{num(x)} {num(y + 20)}h26", class_="contour")
    lines = (
        (line, "equal" if found.contour else "equal: no such line"),
        (el("rect", x=x, y=y + 33, width=26.0, height=16.0, fill="url(#hatch)"), "cannot be told apart"),
        (el("circle", cx=x + 13, cy=y + 63, r=3.0, class_="dot"), "values looked at"),
        (el("rect", x=x + 3, y=y + 77, width=20.0, height=12.0, class_="written"), "as the scenario has it"),
    )
    for k, (symbol, text) in enumerate(lines):
        parts += [symbol, el("text", text, x=x + 34, y=y + 24 + 21.0 * k, class_="legend")]
    return join(parts)


def _unit(found: Surface) -> str:
    return "[percentage points]" if found.unit == "share" else "[per run]"


def _text(value: float, found: Surface) -> str:
    return percent(value) if found.unit == "share" else plain(value)


def _signed(value: float, found: Surface) -> str:
    return f"{_number(value, found)} points" if found.unit == "share" else _number(value, found)


def _number(value: float, found: Surface) -> str:
    """Return a difference with its sign, shares in percentage points."""
    shown = f"{100 * value:+.1f}" if found.unit == "share" else f"{value:+.2f}"
    return "0" if float(shown) == 0 else shown.replace("-", "−")
