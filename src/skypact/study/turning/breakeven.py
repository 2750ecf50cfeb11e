"""Break-even: at which value of one defender-side quantity the answer turns, on the same luck."""

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
from skypact.study.turning.crossing import turning_point
from skypact.study.values import Values, one
from skypact.study.worlds import check_hypothesis, chosen

CURVE = pa.schema([
    ("value", pa.float64()), ("text", pa.string()), ("arrangement", pa.string()), ("mean", pa.float64()),
    ("low", pa.float64()), ("high", pa.float64()), ("n", pa.int64()), ("kind", pa.string()),
])
DIFFERENCE = pa.schema([
    ("value", pa.float64()), ("text", pa.string()), ("difference", pa.float64()), ("low", pa.float64()),
    ("high", pa.float64()), ("n", pa.int64()), ("kind", pa.string()),
])


@dataclass(frozen=True)
class BreakEven:
    """The curve of a measure over one quantity, and the value at which the answer turns.

    curve: one row per value and arrangement. difference: one row per value, b - a of two arrangements (empty for
    one). at: the value [SI] of the break-even, None where there is none in the range; low and high: its band, from
    where the ends of the interval cross; None where an end does not cross inside the range. even_chance: for a share,
    the value (and band) at which each arrangement by itself reaches one half.
    """

    path: str
    dimension: str
    measure: str
    title: str
    unit: str
    names: tuple[str, ...]
    threshold: float
    curve: pa.Table
    difference: pa.Table
    at: float | None
    low: float | None
    high: float | None
    statement: str
    even_chance: dict[str, tuple[float | None, float | None, float | None]]

    def as_dict(self) -> dict[str, Any]:
        """Return a mapping for JSON: floats to 10 significant digits, SI units."""
        return {
            "path": self.path, "dimension": self.dimension, "measure": self.measure, "arrangements": list(self.names),
            "threshold": plain(self.threshold), "at": plain(self.at), "low": plain(self.low), "high": plain(self.high),
            "even_chance": {name: [plain(x) for x in at] for name, at in self.even_chance.items()},
            "statement": self.statement, "curve": rows(self.curve), "difference": rows(self.difference),
        }

    def _repr_html_(self) -> str:
        return table_html(self.statement, self.difference if self.difference.num_rows else self.curve)


def break_even(
    scenario: Scenario, path: str | None = None, arrangements: Sequence[str] | None = None, *,
    measure: str | None = None, threshold: float | None = None, runs: int = 300, seed: int = 1, points: int = 7,
    workers: int = 0, level: str = "full", association: str | None = None,
    progress: Callable[[int], None] | None = None, hypothesis: str = "",
    functions: Mapping[str, Callable[..., Any]] | None = None,
) -> BreakEven:  # fmt: skip
    """Vary one defender-side quantity over its low to high and find where the answer turns.

    Two arrangements (default: the first and the last of the scenario): where their difference b - a crosses the
    threshold (default 0: they are equal). One: where the measure crosses it (default 0.5 for shares). The path
    defaults to the question's. `progress` is told of every finished replicate, of points × arrangements × runs.
    """
    how = Measuring(runs, seed, workers, level, association, hypothesis, progress, functions)
    measure = measure or scenario.question.measure
    varied = factor(scenario, path or scenario.question.break_even or "")
    check_hypothesis(scenario, hypothesis)
    names = two(chosen(scenario, arrangements), arrangements is None)
    grid = varied.grid(points)
    found: list[list[Values]] = []
    for x in grid:
        there = varied.set_in(scenario, x)
        found.append([])
        for name in names:
            found[-1].append(one(how.values(there, name), measure))
            _threshold(found[0][0], len(names), threshold)  # refuse after the first world, not after the last
    return found_break_even(varied, names, grid, found, threshold)


def found_break_even(
    varied: Factor, names: tuple[str, ...], grid: np.ndarray, found: list[list[Values]], threshold: float | None
) -> BreakEven:
    """Return the break-even of measured values, by grid point and arrangement."""
    first = found[0][0]
    target = _threshold(first, len(names), threshold)
    shown = [varied.show(x) for x in grid]
    curve = pa.Table.from_pylist(
        [
            {"value": float(x), "text": text, "arrangement": name} | estimate(v.interval(), "mean")
            for x, text, at in zip(grid, shown, found, strict=True)
            for name, v in zip(names, at, strict=True)
        ],
        schema=CURVE,
    )
    pairs = [estimate(at[1].minus(at[0]), "difference") for at in found] if len(names) == 2 else []
    difference = pa.Table.from_pylist(
        [{"value": float(x), "text": t} | row for x, t, row in zip(grid, shown, pairs, strict=False)], schema=DIFFERENCE
    )
    table, column = (difference, "difference") if pairs else (curve, "mean")
    middle, low, high = (
        np.array([math.nan if v is None else v for v in table[c].to_pylist()]) - target for c in (column, "low", "high")
    )
    even, from_, to = turning_point(grid, middle, low, high, varied.is_log)
    same = bool(pairs) and target == 0 and all(at[1].differs(at[0]) == 0 for at in found)
    statement = _statement(varied, names, first, target, even, (from_, to), grid, low, high, same)
    halves = _even_chance(grid, names, curve, varied.is_log) if first.unit == "share" and pairs else {}
    return BreakEven(
        varied.name, varied.dimension, first.name, first.title, first.unit, names, target, curve, difference, even,
        from_, to, " ".join([statement, *_halves(varied, halves)]), halves,
    )


def _even_chance(
    grid: np.ndarray, names: tuple[str, ...], curve: pa.Table, log: bool
) -> dict[str, tuple[float | None, float | None, float | None]]:
    """Return for each arrangement where its own share crosses one half, with the band; None where it does not."""
    found = {}
    for name in names:
        own = [r for r in curve.to_pylist() if r["arrangement"] == name]
        mean, low, high = (
            np.array([math.nan if r[c] is None else r[c] for r in own]) - 0.5 for c in ("mean", "low", "high")
        )
        found[name] = turning_point(grid, mean, low, high, log)
    return found


def _halves(varied: Factor, halves: dict[str, tuple[float | None, float | None, float | None]]) -> list[str]:
    """Say where each arrangement by itself is an even chance."""
    text = varied.show
    parts = [
        f"“{name}” at {text(at)} (band {text(low)} to {text(high)})" if at is not None else f"“{name}” nowhere in it"
        for name, (at, low, high) in halves.items()
    ]
    return [f"Each by itself is an even chance over {varied.name}: {', '.join(parts)}."] if parts else []


def two(names: tuple[str, ...], default: bool) -> tuple[str, ...]:
    """Return one or two arrangements: of more, the first and the last where none was named."""
    if default and len(names) > 2:
        return names[0], names[-1]
    if len(names) > 2:
        raise SkypactError(f"{len(names)} arrangements — a break-even is of one or between two")
    return names


def _threshold(first: Values, n: int, threshold: float | None) -> float:
    if threshold is not None:
        return threshold
    if n == 2:
        return 0.0
    if first.unit == "share":
        return 0.5
    raise SkypactError(f"{first.name} is a count — say at which number the answer turns (threshold)")


def estimate(found: Any, column: str) -> dict[str, Any]:
    """Return an interval as columns of a table; `column` names the value."""
    low, high = plain(found.low), plain(found.high)
    return {column: known(found.value), "low": low, "high": high, "n": found.n, "kind": found.kind}


def _statement(
    varied: Factor, names: tuple[str, ...], first: Values, target: float, even: float | None,
    ends: tuple[float | None, float | None], grid: np.ndarray, low: np.ndarray, high: np.ndarray, same: bool,
) -> str:  # fmt: skip
    text, path = varied.show, varied.name
    span = f"{text(float(grid[0]))} to {text(float(grid[-1]))}"
    level = f"{100 * target:g} %" if first.unit == "share" else f"{target:g}"
    if len(names) == 2:
        what = f"“{names[1]}” and “{names[0]}” are equal in {first.title}" if target == 0 else (
            f"“{names[1]}” less “{names[0]}” is {level} in {first.title}")
    else:
        what = f"under “{names[0]}” {first.title} is {level}"
    if even is not None:
        band = text(even) if ends == (even, even) else f"{text(even)} (band {text(ends[0])} to {text(ends[1])})"
        return f"{what[0].upper()}{what[1:]} at {path} = {band}; the range looked at is {span}."
    if same:
        return f"Over {path} = {span} {what} at every value looked at, in every run."
    apart = (low > 0) | (high < 0)
    if apart.all():
        return f"Over {path} = {span} there is no value at which {what}: {_side(names, low)} throughout."
    if apart.any():
        where = ", ".join(text(float(x)) for x in grid[apart])
        return (f"Over {path} = {span} no value can be named at which {what}: {_side(names, low)} at {where}, and "
                "cannot be told apart elsewhere.")
    if len(names) == 2 and target == 0:
        return (f"Over {path} = {span} “{names[1]}” and “{names[0]}” cannot be told apart in {first.title} at any "
                "value looked at.")
    return f"Over {path} = {span} it cannot be told at any value looked at whether {what}."


def _side(names: tuple[str, ...], low: np.ndarray) -> str:
    """Say on which side of the threshold a curve that never crosses it stays."""
    subject = f"“{names[1]}” less “{names[0]}”" if len(names) == 2 else "it"
    return f"{subject} stays {'above' if np.any(low > 0) else 'below'}"
