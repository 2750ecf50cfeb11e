"""Sweep: leak, wrongful engagement and control over the values of one factor, by arrangement, on the same luck."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from skypact.core.stamp import package_version
from skypact.load.canonical import sha256
from skypact.spec.scenario import Scenario
from skypact.study.answer import number, told_apart
from skypact.study.factors import Factor, factor
from skypact.study.measuring import Measuring
from skypact.study.plain import rows, table_html
from skypact.study.turning.breakeven import estimate
from skypact.study.values import Values
from skypact.study.worlds import check_hypothesis, chosen

TABLE = pa.schema([
    ("value", pa.float64()), ("text", pa.string()), ("arrangement", pa.string()), ("measure", pa.string()),
    ("title", pa.string()), ("unit", pa.string()), ("better", pa.string()), ("most", pa.int64()),
    ("mean", pa.float64()), ("low", pa.float64()), ("high", pa.float64()), ("n", pa.int64()), ("kind", pa.string()),
])
PAIRED = pa.schema([
    ("value", pa.float64()), ("text", pa.string()), ("measure", pa.string()), ("a", pa.string()), ("b", pa.string()),
    ("difference", pa.float64()), ("low", pa.float64()), ("high", pa.float64()), ("differs", pa.float64()),
    ("n", pa.int64()), ("kind", pa.string()),
])
CHANGE = pa.schema([
    ("arrangement", pa.string()), ("measure", pa.string()), ("title", pa.string()), ("unit", pa.string()),
    ("from", pa.string()), ("to", pa.string()), ("difference", pa.float64()), ("low", pa.float64()),
    ("high", pa.float64()), ("differs", pa.float64()), ("n", pa.int64()), ("kind", pa.string()),
])
#: Measures of a sweep besides the question's and control kept.
_MEASURES = ("leak", "leak_share", "wrongful", "any_wrongful")

#: Share of runs from which on "a run in which …" says less than the mean number.
_NEARLY_ALWAYS = 0.9

#: One value of the factor, and what each arrangement achieves there.
Point = tuple[float, dict[str, dict[str, Values]]]


@dataclass(frozen=True)
class Sweep:
    """What a sweep found. Tables are Arrow; `.to_pandas()` gives frames.

    table: one row per value [SI], arrangement and measure, mean with its 95 % interval. paired: at each value, b - a of
    the others against the first arrangement. change: for each arrangement, the last value less the first. All are over
    the same luck. `measures` are the ones that lead: defence, wrongful engagement, the question's.
    """

    scenario: Scenario
    factor: Factor
    names: tuple[str, ...]
    measures: tuple[str, ...]
    table: pa.Table
    paired: pa.Table
    change: pa.Table
    sentences: tuple[str, ...]
    seed: int
    runs: int
    level: str
    association: str | None
    hypothesis: str

    def as_dict(self) -> dict[str, Any]:
        """Return a mapping for JSON: floats to 10 significant digits, SI units; no clock, no path of a file in it."""
        varied = self.factor
        return {
            "scenario": self.scenario.id, "scenario_sha256": sha256(self.scenario), "skypact": package_version(),
            "factor": {"name": varied.name, "paths": list(varied.paths), "dimension": varied.dimension,
                       "low": varied.low, "high": varied.high, "written": list(varied.written)},
            "arrangements": list(self.names), "measures": list(self.measures), "runs": self.runs, "seed": self.seed,
            "level": self.level, "association": self.association or self.scenario.tracking.association,
            "hypothesis": self.hypothesis, "statement": self.statement, "table": rows(self.table),
            "paired": rows(self.paired), "change": rows(self.change),
        }  # fmt: skip

    @property
    def statement(self) -> str:
        """What changes from the first value to the last, in words."""
        return " ".join(self.sentences)

    def rows(self, measure: str, arrangement: str) -> list[dict[str, Any]]:
        """Return the rows of one measure and arrangement, by rising value."""
        every = self.table.to_pylist()
        return [r for r in every if (r["measure"], r["arrangement"]) == (measure, arrangement)]

    def _repr_html_(self) -> str:
        return table_html(self.statement, self.table.select(["text", "arrangement", "title", "mean", "low", "high"]))


def sweep(
    scenario: Scenario, varied: str | Factor, *, points: int = 6, arrangements: Sequence[str] | None = None,
    runs: int = 100, seed: int = 1, workers: int = 0, level: str = "full", association: str | None = None,
    progress: Callable[[int], None] | None = None, hypothesis: str = "",
    functions: Mapping[str, Callable[..., Any]] | None = None,
) -> Sweep:  # fmt: skip
    """Run each arrangement over the values of one factor (NAME or NAME=LOW..HIGH) on the same luck.

    `progress` is told how many more replicates are finished, of points × arrangements × runs.
    """
    how = Measuring(runs, seed, workers, level, association, hypothesis, progress, functions)
    over = factor(scenario, varied) if isinstance(varied, str) else varied
    return swept(scenario, over, measured(scenario, over, points, arrangements, how), how)


def measured(
    scenario: Scenario, over: Factor, points: int, arrangements: Sequence[str] | None, how: Measuring
) -> Iterator[Point]:
    """Yield each value of the factor with what every arrangement achieves there; refuse what is wrong before that."""
    names = chosen(scenario, arrangements)
    check_hypothesis(scenario, how.hypothesis)
    grid = over.grid(points)
    return ((float(x), _at(over.set_in(scenario, x), names, how)) for x in grid)


def _at(there: Scenario, names: tuple[str, ...], how: Measuring) -> dict[str, dict[str, Values]]:
    return {name: how.values(there, name) for name in names}


def swept(scenario: Scenario, over: Factor, points: Iterable[Point], how: Measuring) -> Sweep:
    """Return the sweep of measured points, by rising value; there must be one at least."""
    found = list(points)
    first = found[0][1]
    names = tuple(first)
    known = next(iter(first.values()))
    kept = [m for m in known if m in (*_MEASURES, scenario.question.measure) or m.startswith("kept_")]
    at = [(x, over.show(x), there) for x, there in found]
    table = [
        {"value": x, "text": text, "arrangement": name} | _words(there[name][m]) | {"most": there[name][m].most}
        | estimate(there[name][m].interval(), "mean")
        for m in kept for x, text, there in at for name in names
    ]  # fmt: skip
    paired = [
        {"value": x, "text": text, "measure": m, "a": names[0], "b": name}
        | _less(there[name][m], there[names[0]][m])
        for m in kept for x, text, there in at for name in names[1:]
    ]  # fmt: skip
    change = [
        {"arrangement": name} | _words(first[name][m]) | {"from": at[0][1], "to": at[-1][1]}
        | _less(at[-1][2][name][m], first[name][m])
        for m in kept for name in names
    ]  # fmt: skip
    often = max((r["mean"] for r in table if r["measure"] == "any_wrongful"), default=0.0)
    leading = _leading(kept, scenario.question.measure, "any_wrongful" if often < _NEARLY_ALWAYS else "wrongful")
    return Sweep(
        scenario, over, names, leading, pa.Table.from_pylist(table, schema=TABLE),
        pa.Table.from_pylist(paired, schema=PAIRED), pa.Table.from_pylist(change, schema=CHANGE),
        _sentences(over, leading, table, change), how.seed, how.runs, how.level, how.association,
        how.hypothesis,
    )  # fmt: skip


def _words(v: Values) -> dict[str, Any]:
    return {"measure": v.name, "title": v.title, "unit": v.unit, "better": v.better}


def _less(v: Values, other: Values) -> dict[str, Any]:
    return estimate(v.minus(other), "difference") | {"differs": v.differs(other)}


def _leading(known: list[str], asked: str, wrongful: str) -> tuple[str, ...]:
    """Return the measures that lead, of those that can be told: defence, wrongful engagement, what is asked."""
    defence = next((m for m in ("leak", asked) if m in known), "")
    asked = wrongful if asked.removeprefix("any_") == "wrongful" else asked
    return tuple(m for m in dict.fromkeys((defence, wrongful, asked)) if m in known)


def _sentences(
    over: Factor, leading: tuple[str, ...], table: list[dict[str, Any]],
    change: list[dict[str, Any]],
) -> tuple[str, ...]:  # fmt: skip
    """Say how far each leading measure moves from the first value to the last, and whether that can be told."""
    ends = {(r["measure"], r["arrangement"], r["text"]): r["mean"] for r in table}
    said = []
    for m in leading:
        moved = [r for r in change if r["measure"] == m]
        parts = [
            f"“{r['arrangement']}” {number(ends[m, r['arrangement'], r['from']], r['unit'])} → "
            f"{number(ends[m, r['arrangement'], r['to']], r['unit'])}{_moved(r)}"
            for r in moved
        ]
        said.append(f"{moved[0]['title'][0].upper()}{moved[0]['title'][1:]}: {', '.join(parts)}.")
    only = change[0]["from"] == change[0]["to"]
    lead = f"At {over.name} = {change[0]['from']} alone." if only else (
        f"From {over.name} = {change[0]['from']} to {change[0]['to']}, mean per run on the same luck.")
    return (lead, *said)


def _moved(row: dict[str, Any]) -> str:
    if row["low"] is None or row["from"] == row["to"]:
        return ""
    if row["differs"] == 0:
        return " (the same in every run)"
    if told_apart(row):
        scale, unit = (100, " points") if row["unit"] == "share" else (1, "")
        low, high = (f"{scale * row[end]:+.2f}".replace("-", "−") for end in ("low", "high"))
        return f" (change, 95 %: {low} to {high}{unit})"
    return " (a change that cannot be told from zero)"
