"""Numbers: what each kind of picture draws, as rows under heads with units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from skypact.report.markup import Numbers

if TYPE_CHECKING:
    from skypact.report.pictures.plots import Curve, Estimate

#: How the columns of an interval are headed.
LOW, HIGH = "95 % from", "95 % to"


def of_rows(rows: Sequence[tuple[str, int, Estimate]], series: Mapping[int, str], unit: str) -> Numbers:
    """Return the numbers of dots with intervals: label, series, estimate."""
    return Numbers(("row", "series", unit, LOW, HIGH), [
        (label, series.get(i, ""), e.value, e.low, e.high) for label, i, e in rows
    ])


def of_points(points: Sequence[tuple[str, Estimate, Estimate]], x: str, y: str) -> Numbers:
    """Return the numbers of points with intervals both ways."""
    heads = ("point", x, f"x {LOW}", f"x {HIGH}", y, f"y {LOW}", f"y {HIGH}")
    return Numbers(heads, [(name, a.value, a.low, a.high, b.value, b.low, b.high) for name, a, b in points])


def of_curves(curves: Sequence[Curve], x: str, y: str) -> Numbers:
    """Return the numbers of curves with bands."""
    return Numbers(("series", x, y, LOW, HIGH), [row for c in curves for row in _curve(c)])


def of_panels(panels: Mapping[str, Sequence[Curve]], x: str, y: str) -> Numbers:
    """Return the numbers of curves with bands in several panels."""
    rows = [(panel, *row) for panel, curves in panels.items() for c in curves for row in _curve(c)]
    return Numbers(("panel", "series", x, y, LOW, HIGH), rows)


def _curve(c: Curve) -> list[tuple[object, ...]]:
    return [(c.label, *row) for row in zip(c.x, c.y, c.low, c.high, strict=True)]
