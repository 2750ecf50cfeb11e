"""Surface: for which values of two factors together two arrangements are equal, on the same luck."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from skypact.analysis.statistics import known
from skypact.core.errors import SkypactError
from skypact.spec.scenario import Scenario
from skypact.study.factors import Factor, factor
from skypact.study.measuring import Measuring
from skypact.study.plain import plain, rows, table_html
from skypact.study.turning.breakeven import estimate, two
from skypact.study.turning.crossing import contour, crossings
from skypact.study.values import Values, one
from skypact.study.worlds import check_hypothesis, chosen

TABLE = pa.schema([
    ("x", pa.float64()), ("x_text", pa.string()), ("y", pa.float64()), ("y_text", pa.string()),
    ("mean_a", pa.float64()), ("mean_b", pa.float64()), ("difference", pa.float64()), ("low", pa.float64()),
    ("high", pa.float64()), ("n", pa.int64()), ("kind", pa.string()),
])
Line = list[tuple[float, float]]
#: A value [SI] of one factor, and where along the other the difference is zero: there, from, to; None beyond the range.
Turn = tuple[float, float | None, float | None, float | None]


@dataclass(frozen=True)
class Surface:
    """The difference b - a of a measure over two factors, and the line along which the two are equal.

    table: one row per value of y and x, rising. contour: lines of points (x, y) [SI] at which the difference is zero,
    straight between the values looked at; empty where it is not told from zero on both sides. turns_x: for each value
    of y, where along x it is zero, and the band around; turns_y: for each value of x, where along y.
    """

    x: Factor
    y: Factor
    measure: str
    title: str
    unit: str
    better: str
    names: tuple[str, str]
    table: pa.Table
    contour: list[Line]
    turns_x: list[Turn]
    turns_y: list[Turn]
    statement: str

    def grid(self, column: str) -> np.ndarray:
        """Return a column of the table as [n_y, n_x]; what is not known is NaN."""
        n_x = len(set(self.table["x"].to_pylist()))
        return np.array([math.nan if v is None else v for v in self.table[column].to_pylist()]).reshape(-1, n_x)

    def values(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the values of x and of y [SI] that were looked at."""
        return self.grid("x")[0], self.grid("y")[:, 0]

    def as_dict(self) -> dict[str, Any]:
        """Return a mapping for JSON: floats to 10 significant digits, SI units."""
        return {
            "x": self.x.name, "y": self.y.name, "measure": self.measure, "arrangements": list(self.names),
            "paths": {f.name: list(f.paths) for f in (self.x, self.y)},
            "contour": [[[plain(v) for v in point] for point in line] for line in self.contour],
            "turns_x": [[plain(v) for v in row] for row in self.turns_x],
            "turns_y": [[plain(v) for v in row] for row in self.turns_y],
            "statement": self.statement, "table": rows(self.table),
        }

    def _repr_html_(self) -> str:
        return table_html(self.statement, self.table)


def surface(
    scenario: Scenario, x: str, y: str, arrangements: Sequence[str] | None = None, *, measure: str | None = None,
    runs: int = 300, seed: int = 1, points: int = 5, workers: int = 0, level: str = "full",
    association: str | None = None, progress: Callable[[int], None] | None = None, hypothesis: str = "",
    functions: Mapping[str, Callable[..., Any]] | None = None,
) -> Surface:  # fmt: skip
    """Vary two factors of the defence (NAME or NAME=LOW..HIGH) together, and find where two arrangements are equal.

    The arrangements default to the first and the last of the scenario, the measure to the question's. `progress` is
    told of every finished replicate, of points² × 2 × runs.
    """
    how = Measuring(runs, seed, workers, level, association, hypothesis, progress, functions)
    over, under = factor(scenario, x), factor(scenario, y)
    check_hypothesis(scenario, hypothesis)
    names = two(chosen(scenario, arrangements), arrangements is None)
    shared = sorted(set(over.paths) & set(under.paths))
    if len(names) < 2:
        raise SkypactError("one arrangement — a surface is of the difference between two: name two")
    if shared:
        raise SkypactError(f"{over.name} and {under.name} both name {shared[0]} — name two that share nothing")
    found: list[list[tuple[Values, Values]]] = []
    measure = measure or scenario.question.measure
    for v in under.grid(points):
        found.append([])
        for u in over.grid(points):
            there = under.set_in(over.set_in(scenario, u), v)
            a, b = (one(how.values(there, name), measure) for name in names)
            found[-1].append((a, b))
    return found_surface(over, under, (names[0], names[1]), found)


def found_surface(
    x: Factor, y: Factor, names: tuple[str, str], found: list[list[tuple[Values, Values]]]
) -> Surface:
    """Return the surface of measured values [n_y][n_x] of two arrangements."""
    xs, ys = x.grid(len(found[0])), y.grid(len(found))
    table = [
        {"x": float(u), "x_text": x.show(u), "y": float(v), "y_text": y.show(v), "mean_a": known(a.interval().value),
         "mean_b": known(b.interval().value)} | estimate(b.minus(a), "difference")
        for v, line in zip(ys, found, strict=True) for u, (a, b) in zip(xs, line, strict=True)
    ]  # fmt: skip
    middle, low, high = (
        np.array([math.nan if r[c] is None else r[c] for r in table]).reshape(len(ys), len(xs))
        for c in ("difference", "low", "high")
    )
    turned = bool(np.any(low > 0) and np.any(high < 0))  # what may be luck is no turn
    lines = _lines(x, y, xs, ys, middle) if turned else []
    turns_x = _turns(xs, ys, middle, low, high, x.is_log) if turned else []
    turns_y = _turns(ys, xs, middle.T, low.T, high.T, y.is_log) if turned else []
    first = found[0][0][0]
    said = _none(x, y, names, first, low, high) if not turned else _statement(x, y, names, first, turns_x, turns_y)
    return Surface(
        x, y, first.name, first.title, first.unit, first.better, names, pa.Table.from_pylist(table, schema=TABLE),
        lines, turns_x, turns_y, f"{said} {_counted(names, low, high)}",
    )  # fmt: skip


def _lines(x: Factor, y: Factor, xs: np.ndarray, ys: np.ndarray, middle: np.ndarray) -> list[Line]:
    """Return the contour in SI, straight in the logarithm of a factor that is cut evenly in it."""
    u, v = (np.log(at) if f.is_log else at for f, at in ((x, xs), (y, ys)))

    def back(at: float, f: Factor) -> float:
        return math.exp(at) if f.is_log else at

    return [[(back(a, x), back(b, y)) for a, b in line] for line in contour(u, v, middle)]


def _turns(
    along: np.ndarray, at: np.ndarray, middle: np.ndarray, low: np.ndarray, high: np.ndarray, is_log: bool
) -> list[Turn]:
    """Return for each row of the difference where along it the difference is first zero, and the band around."""
    made: list[Turn] = []
    for v, *row in zip(at, middle, low, high, strict=True):
        even = next(iter(crossings(along, row[0], is_log)), None)
        ends = [] if even is None else [e for end in row[1:] for e in crossings(along, end, is_log)]
        below, above = ([e for e in ends if even is not None and (e <= even if down else e >= even)] for down in (1, 0))
        made.append((float(v), even, max(below, default=None), min(above, default=None)))
    return made


def _statement(
    x: Factor, y: Factor, names: tuple[str, str], first: Values, turns_x: list[Turn], turns_y: list[Turn]
) -> str:
    """Say along which line two arrangements are equal: by the values of the factor that it crosses more often."""
    by_y, by_x = (sum(even is not None for _, even, _, _ in turns) for turns in (turns_x, turns_y))
    along, at, turns = (x, y, turns_x) if by_y >= by_x else (y, x, turns_y)
    where = [
        f"at {at.name} = {at.show(v)} it is {along.name} = {along.show(even)}{_band(along, low, high)}"
        for v, even, low, high in turns if even is not None
    ]  # fmt: skip
    never = [at.show(v) for v, even, _, _ in turns if even is None]
    said = f"“{names[1]}” and “{names[0]}” are equal in {first.title} along a line: {'; '.join(where)}"
    return said + (f"; it does not cross {at.name} = {', '.join(never)}." if never else ".")


def _none(
    x: Factor, y: Factor, names: tuple[str, str], first: Values, low: np.ndarray, high: np.ndarray
) -> str:
    """Say that two arrangements are equal nowhere, or cannot be told apart."""
    over = f"Over {x.name} = {x.show(x.low)} to {x.show(x.high)} and {y.name} = {y.show(y.low)} to {y.show(y.high)}"
    said = f"{over} no line along which “{names[1]}” and “{names[0]}” are equal in {first.title} can be told from luck"
    if not np.any((low > 0) | (high < 0)):
        return f"{said}: the two can be told apart nowhere."
    return f"{said}: “{names[1]}” has {'less' if np.any(high < 0) else 'more'} wherever the two can be told apart."


def _counted(names: tuple[str, str], low: np.ndarray, high: np.ndarray) -> str:
    below, above = int(np.count_nonzero(high < 0)), int(np.count_nonzero(low > 0))
    return (
        f"Of {low.size} pairs of values, “{names[1]}” less “{names[0]}” is below zero at {below} and above zero at "
        f"{above}; at {low.size - below - above} it cannot be told from zero (the band)."
    )


def _band(along: Factor, low: float | None, high: float | None) -> str:
    return "" if low is None and high is None else f" (band {along.show(low)} to {along.show(high)})"
