"""Compare: arrangements of command on the same luck: measures, paired differences, control, and the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from skypact.analysis.measures.control import control
from skypact.analysis.outcomes import Scope
from skypact.analysis.statistics import PairedShare, known
from skypact.load.canonical import sha256
from skypact.load.overlay.arrange import arrange
from skypact.log.schema import EventLog
from skypact.spec.scenario import Scenario
from skypact.study import detail
from skypact.study.answer import answer
from skypact.study.plain import plain, rows, table_html
from skypact.study.values import Values, values
from skypact.study.worlds import check_hypothesis, check_runs, chosen, scope_in, simulate

if TYPE_CHECKING:
    from skypact.study.dated.dates import Dated

TABLE = pa.schema([
    ("arrangement", pa.string()), ("measure", pa.string()), ("title", pa.string()), ("unit", pa.string()),
    ("better", pa.string()), ("most", pa.int64()), ("mean", pa.float64()), ("low", pa.float64()),
    ("high", pa.float64()), ("n", pa.int64()), ("kind", pa.string()),
])
PAIRED = pa.schema([
    ("measure", pa.string()), ("title", pa.string()), ("unit", pa.string()), ("better", pa.string()),
    ("a", pa.string()), ("b", pa.string()), ("difference", pa.float64()), ("low", pa.float64()),
    ("high", pa.float64()), ("differs", pa.float64()), ("p", pa.float64()), ("kind", pa.string()),
])


@dataclass(frozen=True)
class Comparison:
    """What a comparison found. Tables are Arrow; `.to_pandas()` gives frames.

    table: one row per arrangement and measure, mean with its 95 % interval. paired: one row per measure and pair,
    difference b - a, share of runs that differ, p where the measure is a yes/no. control: one row per arrangement
    and nation. worlds: what was played under each name, arrangement laid on; dated: where names are dates.
    """

    scenario: Scenario
    names: tuple[str, ...]
    logs: dict[str, EventLog]
    scopes: dict[str, Scope]
    table: pa.Table
    paired: pa.Table
    control: pa.Table
    answer: str
    seed: int
    runs: int
    level: str
    hypothesis: str
    worlds: Mapping[str, Scenario]
    dated: Dated | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return a mapping for JSON: floats to 10 significant digits; no clock, path or worker count in it."""
        return {
            "scenario": self.scenario.id, "scenario_sha256": sha256(self.scenario),
            "question": self.scenario.question.text, "measure": self.scenario.question.measure,
            "hypothesis": self.hypothesis, "arrangements": list(self.names), "runs": self.runs, "seed": self.seed,
            "level": self.level, "association": str(self.logs[self.names[0]].stamp.get("association", "")),
            "skypact": str(self.logs[self.names[0]].stamp.get("skypact", "")),
            "answer": self.answer, "table": rows(self.table), "paired": rows(self.paired),
            "control": rows(self.control),
        } | ({"dated": self.dated.as_dict()} if self.dated else {})

    def mean(self, arrangement: str, measure: str) -> dict[str, Any]:
        """Return one row of the table."""
        return next(r for r in self.table.to_pylist() if (r["arrangement"], r["measure"]) == (arrangement, measure))

    def difference(self, a: str, b: str, measure: str) -> dict[str, Any]:
        """Return one row of the paired differences, turned round where it was made as a - b."""
        for row in self.paired.to_pylist():
            if row["measure"] == measure and (row["a"], row["b"]) == (a, b):
                return row
            if row["measure"] == measure and (row["a"], row["b"]) == (b, a):
                less, low, high = (None if row[k] is None else -row[k] for k in ("difference", "high", "low"))
                return row | {"a": a, "b": b, "difference": less, "low": low, "high": high}
        raise KeyError((a, b, measure))

    def warning(self) -> pa.Table:
        """Return how long before entry and arrival a post that may decide was told, by nation and intruder."""
        return detail.warning(self)

    def knowledge(self) -> pa.Table:
        """Return how long before entry a nation's own posts, and anyone's, got to each step; negative is after it."""
        return detail.knowledge(self)

    def crossings(self) -> pa.Table:
        """Return who came over which territory, for how long and how deep, by nation and intruder."""
        return detail.crossings(self)

    def violations(self) -> pa.Table:
        """Return which violations and entries the posts saw, foresaw, and saw wrongly, by nation."""
        return detail.violations(self)

    def alerts(self) -> pa.Table:
        """Return when a nation saw a violation and knew what it was, and its false alerts, by nation."""
        return detail.alerts(self)

    def mistaken(self) -> pa.Table:
        """Return misidentification both ways: civil flights engaged, intruders let pass as civil or friendly."""
        return detail.mistaken(self)

    def confusion(self) -> pa.Table:
        """Return what each post took each kind of object for, at the first decision and at last."""
        return detail.confusion(self)

    def picture_errors(self) -> pa.Table:
        """Return doubles, false and mixed tracks, and what was ordered and fired at them, by post (empty: all)."""
        return detail.picture_errors(self)

    def classes(self, run: int | None = None, about: str = "") -> pa.Table:
        """Return every change of class at every post, with the evidence that it had; of one run, about one object."""
        return detail.classes(self, run, about)

    def budget(self) -> pa.Table:
        """Return where the time between coming and fate went, by nation and verb."""
        return detail.budget(self)

    def opportunities(self) -> pa.Table:
        """Return how often attackers were engaged and looked at again, and what room there was for it."""
        return detail.opportunities(self)

    def stock(self) -> pa.Table:
        """Return rounds spent, time to empty and fire channels taken, by battery."""
        return detail.stock(self)

    def occupancy(self) -> pa.Table:
        """Return fire channels taken over time, by battery and together."""
        return detail.occupancy(self)

    def exchange(self) -> pa.Table:
        """Return what was spent against the price of what was stopped and leaked; empty without stated prices."""
        return detail.exchange(self)

    def unpriced(self) -> pa.Table:
        """Return what the exchange leaves out for want of a price."""
        return detail.unpriced(self)

    def _repr_html_(self) -> str:
        shown = self.table.select(["arrangement", "title", "mean", "low", "high", "n", "kind"])
        return table_html(self.answer, shown)


def compare(
    scenario: Scenario, *, arrangements: Sequence[str] | None = None, runs: int = 300, seed: int = 1,
    workers: int = 0, level: str = "full", association: str | None = None,
    progress: Callable[[int], None] | None = None, hypothesis: str = "",
    functions: Mapping[str, Callable[..., Any]] | None = None,
) -> Comparison:  # fmt: skip
    """Run a resolved scenario under several arrangements on the same luck and compare them.

    `progress` is told how many more replicates are finished, of len(arrangements) × runs. `hypothesis` names the
    rival account that the scenario already has in it.
    """
    names = chosen(scenario, arrangements)
    check_runs(runs)
    check_hypothesis(scenario, hypothesis)
    logs = {
        name: simulate(scenario, name, runs=runs, seed=seed, workers=workers, level=level, association=association,
                       progress=progress, hypothesis=hypothesis, functions=functions)
        for name in names
    }
    return compared(scenario, logs, seed=seed, level=level, hypothesis=hypothesis)


def compared(
    scenario: Scenario, logs: dict[str, EventLog], *, seed: int, level: str = "full", hypothesis: str = "",
    worlds: Mapping[str, Scenario] | None = None, dated: Dated | None = None,
) -> Comparison:  # fmt: skip
    """Return the comparison of logs that were made on the same luck, in the order of the mapping.

    worlds: what was played by name; without it the names are arrangements of the scenario.
    """
    names = tuple(logs)
    there = {name: worlds[name] if worlds is not None else arrange(scenario, name) for name in names}
    scopes = {name: scope_in(world) for name, world in there.items()}
    found = {name: values(logs[name], scopes[name], level) for name in names}
    table = pa.Table.from_pylist([_row(name, v) for name in names for v in found[name].values()], schema=TABLE)
    pairs = [
        _pair(a, b, found[a][measure], found[b][measure])
        for a, b in combinations(names, 2) for measure in found[a] if measure in found[b]
    ]
    paired = pa.Table.from_pylist(pairs, schema=PAIRED)
    return Comparison(
        scenario=scenario, names=names, logs=logs, scopes=scopes, table=table, paired=paired,
        control=_control(logs), answer=answer(scenario, names, table, paired), seed=seed,
        runs=logs[names[0]].runs, level=level, hypothesis=hypothesis, worlds=there, dated=dated,
    )


def _row(name: str, v: Values) -> dict[str, Any]:
    found = v.interval()
    return {
        "arrangement": name, "measure": v.name, "title": v.title, "unit": v.unit, "better": v.better, "most": v.most,
        "mean": known(found.value), "low": plain(found.low), "high": plain(found.high), "n": found.n,
        "kind": found.kind,
    }


def _pair(a: str, b: str, of_a: Values, of_b: Values) -> dict[str, Any]:
    found = of_b.minus(of_a)
    return {
        "measure": of_a.name, "title": of_a.title, "unit": of_a.unit, "better": of_a.better, "a": a, "b": b,
        "difference": known(found.value), "low": plain(found.low), "high": plain(found.high),
        "differs": of_a.differs(of_b),
        "p": plain(found.p) if isinstance(found, PairedShare) else None, "kind": found.kind,
    }


def _control(logs: dict[str, EventLog]) -> pa.Table:
    parts = []
    for name, log in logs.items():
        table = control(log)
        parts.append(table.add_column(0, "arrangement", pa.array([name] * table.num_rows, type=pa.string())))
    return pa.concat_tables(parts)
