"""Control: defence gained beside control kept, for the choices of a state; what is left without its partner."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa

from skypact.analysis.measures.control import COUNTS, control_by_run
from skypact.analysis.statistics import Interval, PairedShare, known
from skypact.core.errors import SkypactError, nearest
from skypact.load.canonical import sha256
from skypact.load.overlay.arrange import choose
from skypact.load.overlay.presence import there
from skypact.load.overlay.withdrawal import soil, withdrawn
from skypact.log.schema import EventLog
from skypact.spec.scenario import Scenario
from skypact.study import worlds
from skypact.study.control.answer import sentences
from skypact.study.plain import plain, rows, table_html
from skypact.study.values import Values, one, values

#: The two worlds of a choice: the partner is in it, or it has withdrawn before the start.
STAYS, WITHDRAWS = "stays", "withdraws"

TABLE = pa.schema([
    ("choice", pa.string()), ("partner", pa.string()), ("measure", pa.string()), ("title", pa.string()),
    ("unit", pa.string()), ("better", pa.string()), ("most", pa.int64()), ("mean", pa.float64()),
    ("low", pa.float64()), ("high", pa.float64()), ("n", pa.int64()), ("kind", pa.string()),
])
DIFFERENCES = pa.schema([
    ("choice", pa.string()), ("partner", pa.string()), ("against", pa.string()), ("against_partner", pa.string()),
    ("measure", pa.string()), ("unit", pa.string()), ("better", pa.string()), ("difference", pa.float64()),
    ("low", pa.float64()), ("high", pa.float64()), ("differs", pa.float64()), ("p", pa.float64()),
    ("kind", pa.string()),
])
Row = dict[str, Any]


@dataclass(frozen=True)
class ControlStudy:
    """What the choices of a state gain and what control it keeps. Tables are Arrow; `.to_pandas()` gives frames.

    table: one row per choice, world (`partner`: stays or withdraws) and measure. differences: each world against the
    first choice, and each choice without the partner against itself with it. counts: means per run over the nation's
    territory. frontier: the choices that no other beats in both leak and wrongful fire, the least leak first.
    """

    scenario: Scenario
    nation: str
    partner: str
    names: tuple[str, ...]
    measure: str
    table: pa.Table
    differences: pa.Table
    counts: pa.Table
    frontier: tuple[str, ...]
    answer: str
    seed: int
    runs: int
    association: str
    hypothesis: str

    def title(self, choice: str) -> str:
        """Return the title of a choice."""
        return self.scenario.choices[choice].title

    def mean(self, choice: str, measure: str, partner: str = STAYS) -> Row:
        """Return one row of the table."""
        wanted = (choice, measure, partner)
        return next(r for r in self.table.to_pylist() if (r["choice"], r["measure"], r["partner"]) == wanted)

    def gained(self, choice: str, partner: str = STAYS, measure: str = "") -> Row:
        """Return the difference to the first choice, turned so that more is better for the defence."""
        wanted = (choice, partner, self.names[0], STAYS, measure or self.measure)
        keys = ("choice", "partner", "against", "against_partner", "measure")
        row = next(r for r in self.differences.to_pylist() if tuple(r[k] for k in keys) == wanted)
        return turned(row)

    def as_dict(self) -> dict[str, Any]:
        """Return a mapping for JSON: floats to 10 significant digits; no clock, path or worker count in it."""
        prices = {n: c.price for n, c in self.scenario.choices.items() if n in self.names and c.price is not None}
        return {
            "scenario": self.scenario.id, "scenario_sha256": sha256(self.scenario), "nation": self.nation,
            "partner": self.partner, "choices": list(self.names), "measure": self.measure, "runs": self.runs,
            "seed": self.seed, "association": self.association, "hypothesis": self.hypothesis, "answer": self.answer,
            "frontier": list(self.frontier), "table": rows(self.table), "differences": rows(self.differences),
            "counts": rows(self.counts),
            "prices_usd": {n: {"value": p.value, "low": p.low, "high": p.high} for n, p in prices.items()},
        }

    def _repr_html_(self) -> str:
        shown = self.table.select(["choice", "partner", "title", "mean", "low", "high", "n", "kind"])
        return table_html(self.answer, shown)


def turned(row: Row) -> Row:
    """Return a difference turned so that more is better for the defence."""
    if row["better"] != "lower":
        return row
    low, high = (None if row[end] is None else -row[end] for end in ("high", "low"))
    return row | {"difference": 0.0 - row["difference"], "low": low, "high": high}


def control(
    scenario: Scenario, *, choices: Sequence[str] | None = None, nation: str = "", partner: str = "", runs: int = 300,
    seed: int = 1, workers: int = 0, association: str | None = None, hypothesis: str = "",
    progress: Callable[[int], None] | None = None, keep: Callable[[str, str, EventLog], None] | None = None,
    functions: Mapping[str, Callable[..., Any]] | None = None,
) -> ControlStudy:  # fmt: skip
    """Play every choice of a scenario on the same luck, with the partner and after it has withdrawn.

    `nation` is the state asked about (the question's by default), `partner` the one that withdraws (the nation marked
    as partner). `keep` is handed each log with its choice and world; none is held. `progress` is told how many more
    replicates are finished, of choices × worlds × runs.
    """
    names = chosen(scenario, choices)
    worlds.check_runs(runs)
    worlds.check_hypothesis(scenario, hypothesis)
    about, leaves = _nation(scenario, nation), _partner(scenario, nation, partner)
    bound = bound_for(scenario, about)
    found: dict[tuple[str, str], dict[str, Values]] = {}
    counts: list[Row] = []
    for name, world, made in made_worlds(scenario, names, leaves):
        log = worlds.played(made, name, runs=runs, seed=seed, workers=workers, association=association,
                            progress=progress, hypothesis=hypothesis, functions=functions)
        found[name, world] = _measured(log, made, about, bound)
        counts.append({"choice": name, "partner": world} | _counts(log, about))
        association = str(log.stamp.get("association", association))
        if keep:
            keep(name, world, log)
    return of_values(scenario, about, leaves, names, found, counts, seed, association or "", hypothesis)


def chosen(scenario: Scenario, choices: Sequence[str] | None) -> tuple[str, ...]:
    """Return the choices to set beside each other, all of the scenario for None."""
    if not scenario.choices:
        raise SkypactError(f"{scenario.id}: no choices to compare — write them under `choices`")
    names = tuple(scenario.choices if choices is None else choices)
    for name in names:
        if name not in scenario.choices:
            raise SkypactError(f"unknown choice {name!r} — {nearest(name, scenario.choices)}")
    if len(set(names)) < len(names):
        raise SkypactError(f"{', '.join(names)}: a choice is named twice — name each once")
    return names


def worlds_of(scenario: Scenario, nation: str = "", partner: str = "") -> tuple[str, ...]:
    """Return the worlds of each choice: without a partner there is only one."""
    return (STAYS, WITHDRAWS) if _partner(scenario, nation, partner) else (STAYS,)


def made_worlds(scenario: Scenario, names: Sequence[str], partner: str) -> Iterator[tuple[str, str, Scenario]]:
    """Yield choice, world and scenario: each choice as it is and, where there is a partner, without it."""
    for name in names:
        yield name, STAYS, choose(scenario, name)
        if partner:
            yield name, WITHDRAWS, withdrawn(scenario, name, partner)


def bound_for(scenario: Scenario, nation: str) -> tuple[str, ...]:
    """Return the attackers whose way ends over a nation's territory, of those that the question is about."""
    found = []
    for name, flyer in there(scenario).intruders.items():
        end = flyer.arc.to if flyer.arc is not None else flyer.route[-1].at
        asked = not scenario.question.about or name in scenario.question.about
        if asked and flyer.intent == "attack" and soil(scenario, end) == nation:
            found.append(name)
    return tuple(found)


def of_values(
    scenario: Scenario, nation: str, partner: str, names: tuple[str, ...],
    found: dict[tuple[str, str], dict[str, Values]], counts: list[Row], seed: int, association: str, hypothesis: str,
) -> ControlStudy:  # fmt: skip
    """Return the study of measured values by choice and world."""
    measure = scenario.question.measure
    table = pa.Table.from_pylist(
        [{"choice": c, "partner": w} | _row(v) for (c, w), of in found.items() for v in of.values()], schema=TABLE
    )
    differences = pa.Table.from_pylist(list(_differences(names[0], found)), schema=DIFFERENCES)
    made = ControlStudy(
        scenario=scenario, nation=nation, partner=partner, names=names, measure=measure, table=table,
        differences=differences, counts=pa.Table.from_pylist(counts), frontier=frontier(found, names, measure),
        answer="", seed=seed, runs=len(found[names[0], STAYS][measure].by_run), association=association,
        hypothesis=hypothesis,
    )
    return replace(made, answer=" ".join(sentences(made)))


def frontier(
    found: dict[tuple[str, str], dict[str, Values]], names: Sequence[str], measure: str
) -> tuple[str, ...]:
    """Return the choices that no other beats in the leading measure and in wrongful fire at once, by their means."""
    points = {}
    for name in names:
        lead, wrong = (found[name, STAYS][m] for m in (measure, "any_wrongful"))
        sign = 1 if lead.better == "lower" else -1
        points[name] = (sign * float(np.mean(lead.by_run)), float(np.mean(wrong.by_run)))
    kept = [
        name for name, (x, y) in points.items()
        if not any(u <= x and v <= y and (u, v) != (x, y) for u, v in points.values())
    ]
    return tuple(sorted(kept, key=lambda name: (points[name], names.index(name))))


def _measured(log: EventLog, world: Scenario, nation: str, bound: tuple[str, ...]) -> dict[str, Values]:
    """Return the measures of a world: of the attackers bound for the nation, and of all that the question is about."""
    scope, measure = worlds.scope_in(world), world.question.measure
    every = values(log, replace(scope, about=()))  # whoever trespasses, whatever the question is about
    kept = {name: every[name] for name in ("unanswered", "wrongful", "any_wrongful", f"kept_{nation}") if name in every}
    lead = one(values(log, scope), measure)
    if measure == "leak" and bound:
        home = one(values(log, replace(scope, about=bound)), measure)
        title = f"attackers bound for {world.nations[nation].title} that got through"
        return {measure: replace(home, title=title), f"{measure}_all": replace(lead, name=f"{measure}_all")} | kept
    return {measure: lead} | kept


def _counts(log: EventLog, nation: str) -> Row:
    by_run = control_by_run(log)
    i = by_run.nations.index(nation)
    means = {name: float(by_run.counts[name][:, i].mean()) for name in COUNTS}
    return means | {"commanded": float(by_run.commanded()[:, i].mean())}


def _row(v: Values) -> Row:
    found = v.interval()
    return {
        "measure": v.name, "title": v.title, "unit": v.unit, "better": v.better, "most": v.most,
        "mean": known(found.value), "low": plain(found.low), "high": plain(found.high), "n": found.n,
        "kind": found.kind,
    }


def _differences(first: str, found: dict[tuple[str, str], dict[str, Values]]) -> Iterator[Row]:
    for name, world in found:
        against = [(first, STAYS), (name, STAYS)] if world == WITHDRAWS else [(first, STAYS)]
        for other in dict.fromkeys(against):
            for measure in found[name, world]:
                if measure in found[other]:
                    difference = _difference(found[name, world][measure], found[other][measure])
                    keys = {"choice": name, "partner": world, "against": other[0], "against_partner": other[1]}
                    yield keys | {"measure": measure} | difference


def _difference(a: Values, b: Values) -> Row:
    """Return a - b over the same runs."""
    found: Interval | PairedShare = a.minus(b)
    return {
        "unit": a.unit, "better": a.better, "difference": known(found.value), "low": plain(found.low),
        "high": plain(found.high), "differs": a.differs(b),
        "p": plain(found.p) if isinstance(found, PairedShare) else None, "kind": found.kind,
    }


def _nation(scenario: Scenario, nation: str) -> str:
    """Return the state asked about: as named, else the question's, else the first with a post that is no partner."""
    holders = [n for n in scenario.nations if any(p.nation == n and not p.choices for p in scenario.posts.values())]
    name = nation or scenario.question.nation or next((n for n in holders if not scenario.nations[n].partner), "")
    if name not in scenario.nations:
        raise SkypactError(f"unknown nation {name!r} — {nearest(name, holders)}")
    if name not in holders:
        raise SkypactError(f"{name} has no post, so it decides nothing — {nearest(name, holders)}")
    return name


def _partner(scenario: Scenario, nation: str, partner: str) -> str:
    """Return who withdraws: as named, else the one nation marked as partner; "" where there is none."""
    asked = _nation(scenario, nation)
    if partner:
        if partner not in scenario.nations:
            raise SkypactError(f"unknown nation {partner!r} — {nearest(partner, scenario.nations)}")
        if partner == asked:
            raise SkypactError(f"{partner} cannot withdraw from itself — name another nation, or another --nation")
        return partner
    marked = [name for name, state in scenario.nations.items() if state.partner and name != asked]
    if len(marked) > 1:
        raise SkypactError(f"{', '.join(marked)} are partners — name the one that withdraws with --partner")
    return next(iter(marked), "")
