"""Ledger: for every case the smallest change that alters it; summed by kind and by owner; what to mend first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from skypact.load.canonical import sha256
from skypact.spec.scenario import Scenario
from skypact.study.causal import tables
from skypact.study.causal.replay import CASES, Job, Played, prepare, replay
from skypact.study.causal.words import CASE_WORDS, NOTHING, percent, world
from skypact.study.plain import rows, table_html
from skypact.study.worlds import check_hypothesis, check_runs, simulate


@dataclass(frozen=True)
class Causal:
    """The causal ledger of one arrangement.

    changes: one row per candidate that was replayed, from small to large: what it alters, and what it makes worse in
    the same runs. cases: one row per case with the smallest changes that alter it. kinds: cases by kind and owner of
    the smallest change (ties shared), the last row those that nothing alters; unaltered: what the ledger of the run
    names as their cause. mend: greedy order, each change with what it adds to those before it; harmless: the same of
    changes that bring no new case in the replayed runs. Shares are of cases, intervals over runs.
    """

    scenario: Scenario
    arrangement: str
    measure: str
    order: tuple[str, ...]
    seed: int
    runs: int
    replayed: int
    listed: int
    changes: pa.Table
    cases: pa.Table
    kinds: pa.Table
    unaltered: pa.Table
    mend: pa.Table
    harmless: pa.Table
    sentence: str
    examples: tuple[str, ...]
    association: str
    hypothesis: str = ""

    @property
    def stopped(self) -> bool:
        """Tell whether some candidates, the larger ones, were not replayed."""
        return self.replayed > 0 and self.changes.num_rows < self.listed

    def as_dict(self) -> dict[str, Any]:
        """Return a mapping for JSON: floats to 10 significant digits; no clock, path or worker count in it."""
        return {
            "scenario": self.scenario.id, "scenario_sha256": sha256(self.scenario), "arrangement": self.arrangement,
            "hypothesis": self.hypothesis, "measure": self.measure, "order": list(self.order), "seed": self.seed,
            "runs": self.runs, "runs_replayed": self.replayed, "association": self.association,
            "candidates": self.listed, "candidates_replayed": self.changes.num_rows, "sentence": self.sentence,
            "mend_first": rows(self.mend), "mend_first_harmless": rows(self.harmless), "kinds": rows(self.kinds),
            "unaltered": rows(self.unaltered), "changes": rows(self.changes),
            "cases": rows(self.cases), "examples": list(self.examples),
        }

    def _repr_html_(self) -> str:
        return table_html(self.sentence, self.mend.select(["place", "words", "owner", "share", "together"]))


def causal(
    scenario: Scenario, arrangement: str, *, measure: str | None = None, runs: int = 50, seed: int = 1,
    workers: int = 0, association: str | None = None, hypothesis: str = "", order: str | Sequence[str] | None = None,
    run: int | None = None, intruder: str | None = None, progress: Callable[[int], None] | None = None,
) -> Causal:  # fmt: skip
    """Run one arrangement, replay every run that has a case in the world of every candidate, and book the cases.

    `progress` is told how many more replicates are finished.
    """
    check_runs(runs)
    check_hypothesis(scenario, hypothesis)
    log = simulate(scenario, arrangement, runs=runs, seed=seed, workers=workers, association=association,
                   hypothesis=hypothesis, progress=progress)
    job = prepare(scenario, arrangement, log, measure=measure, order=order, run=run, intruder=intruder)
    return booked(job, replay(job, workers=workers, progress=progress)[0])


def booked(job: Job, played: Sequence[Played]) -> Causal:
    """Return the ledger of what was replayed."""
    alters = np.zeros((len(played), *job.cases.shape), dtype=bool)
    for k, one in enumerate(played):
        alters[k] = job.cases & ~one.fates.counts[job.measure]
    weight = tables.smallest(job, played, alters)
    changes, each = tables.changes(job, played, alters, weight), tables.cases(job, played, alters, weight)
    kinds, stamp = tables.kinds(job, played, alters, weight), job.log.stamp
    seed = stamp["seed"]
    assert isinstance(seed, int)
    return Causal(
        scenario=job.scenario, arrangement=job.arrangement, measure=job.measure, order=job.order, seed=seed,
        runs=job.log.runs, replayed=len(job.runs), listed=len(job.candidates), changes=changes, cases=each,
        kinds=kinds, unaltered=tables.unaltered(each), mend=tables.mend(job, played, alters),
        harmless=tables.mend(job, played, alters, harmless=True),
        sentence=_sentence(job, changes, kinds, each), examples=_examples(each, kinds),
        association=str(stamp.get("association", "")), hypothesis=job.log.hypothesis,
    )


def _sentence(job: Job, changes: pa.Table, kinds: pa.Table, each: pa.Table) -> str:
    many, one, done = CASE_WORDS[job.measure]
    over = f"{job.log.runs} run{'s' if job.log.runs > 1 else ''} {world(job.arrangement)}"
    n, named = each.num_rows, many if each.num_rows > 1 else one.partition(" ")[2]
    if n == 0:
        return f"There are no {many} in {over}: nothing to look into."
    if changes.num_rows == 0:
        return f"No change was replayed; what would alter the {n} {named} in {over} is not known."
    told = kinds.to_pylist()
    left, first = round(told[-1]["cases"]), told[0]
    altered = n - left
    tried = f"{changes.num_rows} changes"
    if changes.num_rows < len(job.candidates):
        tried = f"{changes.num_rows} of {len(job.candidates)} changes, the smaller ones,"
    said = (
        f"Of {n} {named} in {over}, {altered} ({percent(altered / n)}) would have been {done} by one change alone"
        + (f"; {NOTHING} of {tried} alters the other {left}." if left else f"; {tried} were tried.")
    )
    if not altered:
        return said
    best = max(changes.to_pylist(), key=lambda row: row["alters"])
    ends = "" if best["low"] is None else f" (95 %: {percent(best['low'])} to {percent(best['high'])})"
    cost = _cost(best)
    return (
        f"{said} The change that alters most by itself is {best['words']}, of {best['owner']}: "
        f"{percent(best['share'])} of them{ends}{cost}. The smallest change that helps is most often "
        f"{first['title']}, of {first['owner']}: {percent(first['share'])}."
    )


def _cost(best: dict[str, Any]) -> str:
    counted = [(best[f"new_{m}"], CASE_WORDS[m]) for m in CASES if best[f"new_{m}"]]
    counted = [(n, words[0] if n > 1 else words[1].partition(" ")[2]) for n, words in counted]
    said = " and ".join(f"{n} more {what}" for n, what in counted)
    return f", at the price of {said} in these runs" if counted else ""


def _examples(each: pa.Table, kinds: pa.Table) -> tuple[str, ...]:
    """Return a sentence for every kind of smallest change, most frequent first, and one for what nothing alters."""
    first: dict[str, str] = {}
    for row in each.to_pylist():
        first.setdefault(row["kind"], row["sentence"])
    order = dict.fromkeys(row["kind"] for row in kinds.to_pylist())
    return tuple(first[kind] for kind in order if kind in first)
