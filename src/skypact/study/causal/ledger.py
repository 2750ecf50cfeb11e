"""Ledger: for every case the smallest change that alters it; summed by kind and by owner; what to mend first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from skypact.analysis.columns import columns, first_by_object, kind_is
from skypact.analysis.outcomes import THROUGH
from skypact.analysis.reasons import why_not
from skypact.analysis.statistics import paired_difference, ratio_interval
from skypact.analysis.steps import steps
from skypact.arrays import codes
from skypact.load.canonical import sha256
from skypact.log.schema import EventLog
from skypact.spec.scenario import Scenario
from skypact.study.causal.candidate import Candidate
from skypact.study.causal.candidates import size
from skypact.study.causal.replay import CASES, Job, Played, prepare, replay
from skypact.study.causal.words import CASE_WORDS, NOTHING, Places, case_text, kind_title, otherwise, percent
from skypact.study.plain import plain, rows, table_html
from skypact.study.worlds import check_hypothesis, check_runs, simulate

CHANGES = pa.schema([
    ("id", pa.string()), ("kind", pa.string()), ("rank", pa.int64()), ("owner", pa.string()), ("words", pa.string()),
    ("alters", pa.int64()), ("share", pa.float64()), ("low", pa.float64()), ("high", pa.float64()),
    ("smallest", pa.float64()), *((f"new_{measure}", pa.int64()) for measure in CASES),
    ("net", pa.float64()), ("net_low", pa.float64()), ("net_high", pa.float64()),
])
EACH = pa.schema([
    ("run", pa.int32()), ("intruder", pa.string()), ("fate", pa.string()), ("t_s", pa.float64()),
    ("cause", pa.string()), ("kind", pa.string()), ("owner", pa.string()), ("smallest", pa.list_(pa.string())),
    ("then", pa.string()), ("altered_by", pa.int64()), ("sentence", pa.string()),
])
BY_KIND = pa.schema([
    ("kind", pa.string()), ("title", pa.string()), ("owner", pa.string()), ("cases", pa.float64()),
    ("share", pa.float64()), ("low", pa.float64()), ("high", pa.float64()), ("alters", pa.int64()),
    ("alters_share", pa.float64()),
])
UNALTERED = pa.schema([("cause", pa.string()), ("cases", pa.int64()), ("share", pa.float64())])
MEND = pa.schema([
    ("place", pa.int64()), ("id", pa.string()), ("kind", pa.string()), ("owner", pa.string()), ("words", pa.string()),
    ("adds", pa.int64()), ("share", pa.float64()), ("together", pa.float64()), ("low", pa.float64()),
    ("high", pa.float64()), *((f"new_{measure}", pa.int64()) for measure in CASES),
])  # fmt: skip


@dataclass(frozen=True)
class Causal:
    """The causal ledger of one arrangement.

    changes: one row per candidate that was replayed, from small to large: what it alters, and what it makes worse in
    the same runs. cases: one row per case with the smallest changes that alter it. kinds: cases by kind and owner of
    the smallest change (ties shared), the last row those that nothing alters; unaltered: what the ledger of the run
    names as their cause. mend: greedy order, each change with what it adds to those before it. Shares are of cases,
    intervals over runs.
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
            "mend_first": rows(self.mend), "kinds": rows(self.kinds),
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
    cases = job.cases
    alters = np.array([cases & ~one.fates.counts[job.measure] for one in played]).reshape(-1, *cases.shape)
    weight = _smallest(job, played, alters)
    changes = pa.Table.from_pylist(
        [_change(job, one, alters[k], weight[k]) for k, one in enumerate(played)], schema=CHANGES
    )
    each = pa.Table.from_pylist(_cases(job, played, alters, weight), schema=EACH)
    kinds = pa.Table.from_pylist(_kinds(job, played, alters, weight), schema=BY_KIND)
    mend = pa.Table.from_pylist(_mend(job, played, alters), schema=MEND)
    stamp = job.log.stamp
    seed = stamp["seed"]
    assert isinstance(seed, int)
    return Causal(
        scenario=job.scenario, arrangement=job.arrangement, measure=job.measure, order=job.order, seed=seed,
        runs=job.log.runs, replayed=len(job.runs), listed=len(job.candidates), changes=changes, cases=each,
        kinds=kinds, unaltered=_unaltered(each), mend=mend, sentence=_sentence(job, changes, kinds, each), examples=_examples(each, kinds),
        association=str(stamp.get("association", "")), hypothesis=job.log.hypothesis,
    )


def _smallest(job: Job, played: Sequence[Played], alters: np.ndarray) -> np.ndarray:
    """Return the share [n_change, n_run, n_object] of each case for which a change is the smallest; ties share it."""
    sizes = [size(one.candidate, job.order) for one in played]
    weight = np.zeros(alters.shape)
    open_ = job.cases.copy()
    for of_size in dict.fromkeys(sizes):  # from small to large
        rows_ = [k for k, found in enumerate(sizes) if found == of_size]
        hit = alters[rows_] & open_
        weight[rows_] = hit / np.maximum(hit.sum(axis=0), 1)
        open_ &= ~hit.any(axis=0)
    return weight


def _change(job: Job, one: Played, alters: np.ndarray, weight: np.ndarray) -> dict[str, Any]:
    found = ratio_interval(alters.sum(axis=1), job.cases.sum(axis=1))
    before, after = job.base.counts[job.measure], one.fates.counts[job.measure]
    net = paired_difference(before.sum(axis=1), after.sum(axis=1))
    c = one.candidate
    return {
        "id": c.id, "kind": c.kind, "rank": c.rank, "owner": c.owner, "words": c.words,
        "alters": int(alters.sum()), "share": plain(found.value), "low": plain(found.low), "high": plain(found.high),
        "smallest": float(weight.sum()), **_worse(job, one),
        "net": plain(net.value), "net_low": plain(net.low), "net_high": plain(net.high),
    }


def _worse(job: Job, one: Played) -> dict[str, int]:
    """Return how many cases of every measure are new in a candidate's world, over all objects of these runs."""
    return {f"new_{m}": int((one.fates.counts[m] & ~job.base.counts[m]).sum()) for m in CASES}


def _cases(job: Job, played: Sequence[Played], alters: np.ndarray, weight: np.ndarray) -> list[dict[str, Any]]:
    places, start, made = Places(job.scenario), job.scenario.start, []
    when, cause = _moments(job), _causes(job)
    for i_run, i_obj in np.argwhere(job.cases).tolist():
        smallest = np.flatnonzero(weight[:, i_run, i_obj] > 0).tolist()
        found: list[Candidate] = [played[k].candidate for k in smallest]
        fates = [int(played[k].fates.fate[i_run, i_obj]) for k in smallest]
        run, name, fate = job.runs[i_run], job.names[i_obj], int(job.base.fate[i_run, i_obj])
        t_s = float(when[i_run, i_obj]) if np.isfinite(when[i_run, i_obj]) else None
        text = case_text(job.measure, name, run, fate, t_s, start, places)
        made.append({
            "run": run, "intruder": name, "fate": codes.FATE_NAMES[fate], "t_s": t_s,
            "cause": codes.CAUSE_NAMES[cause[i_run, i_obj]], "kind": found[0].kind if found else "", "owner": "; ".join(dict.fromkeys(c.owner for c in found)),
            "smallest": [c.id for c in found], "then": codes.FATE_NAMES[fates[0]] if fates else "",
            "altered_by": int(alters[:, i_run, i_obj].sum()),
            "sentence": f"{text}: {otherwise(job.measure, fates, found)}.",
        })
    return made


def _moments(job: Job) -> np.ndarray:
    """Return when each case happened [s; n_run, n_object]: its fate, or the first shot at it."""
    c = columns(job.log)
    kind = codes.E_FIRED if job.measure == "wrongful" else codes.E_FATE
    found = first_by_object(c, kind_is(c, kind))[list(job.runs)]
    through = np.isin(job.base.fate, THROUGH) | (job.measure == "wrongful")
    return np.where(through, found, np.inf)


def _causes(job: Job) -> np.ndarray:
    """Return the cause that the ledger names [n_run, n_object]: of the question's nation, else of who came furthest."""
    c = columns(job.log)
    if job.measure == "wrongful" or c.shape[2] == 0:
        return np.zeros(job.cases.shape, dtype=np.int64)
    why = why_not(c, steps(c, job.scope.deciders))
    asked = job.scope.nation_position(c)
    nation = why.reached.argmax(axis=2) if asked is None else np.full(c.shape[:2], asked)
    return np.take_along_axis(why.cause, nation[:, :, None], axis=2)[list(job.runs), :, 0]


def _unaltered(each: pa.Table) -> pa.Table:
    counted = Counter(row["cause"] or "none named" for row in each.to_pylist() if not row["kind"])
    total = sum(counted.values())
    return pa.Table.from_pylist(
        [{"cause": cause, "cases": n, "share": n / total}
         for cause, n in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))],
        schema=UNALTERED,
    )  # fmt: skip


def _kinds(job: Job, played: Sequence[Played], alters: np.ndarray, weight: np.ndarray) -> list[dict[str, Any]]:
    total, by_run = max(1, int(job.cases.sum())), job.cases.sum(axis=1)
    groups: dict[tuple[str, str], list[int]] = {}
    for k, one in enumerate(played):
        groups.setdefault((one.candidate.kind, one.candidate.owner), []).append(k)
    made = []
    for (kind, owner), members in groups.items():
        first, any_ = weight[members].sum(axis=0), alters[members].any(axis=0)
        if not any_.any():
            continue
        made.append(_kind(kind, owner, first, int(any_.sum()), by_run, total))
    made.sort(key=lambda row: (-row["cases"], -row["alters"], job.order.index(row["kind"]), row["owner"]))
    nothing = job.cases & ~alters.any(axis=0) if len(played) else job.cases
    return [*made, _kind("", "", nothing, 0, by_run, total)]


def _kind(kind: str, owner: str, first: np.ndarray, any_: int, by_run: np.ndarray, total: int) -> dict[str, Any]:
    found = ratio_interval(first.sum(axis=1), by_run)
    return {
        "kind": kind, "title": kind_title(kind), "owner": owner, "cases": plain(float(first.sum())),
        "share": plain(found.value), "low": plain(found.low), "high": plain(found.high), "alters": any_,
        "alters_share": any_ / total,
    }


def _mend(job: Job, played: Sequence[Played], alters: np.ndarray) -> list[dict[str, Any]]:
    """Return changes in greedy order: each time the one that alters most of what is left, of equal ones the smaller."""
    total, by_run = max(1, int(job.cases.sum())), job.cases.sum(axis=1)
    covered, left, made = np.zeros(job.cases.shape, dtype=bool), list(range(len(played))), []
    while left:
        adds = [int((alters[k] & ~covered).sum()) for k in left]
        best = int(np.argmax(adds))  # the first of equal ones: candidates stand in the order of their size
        if adds[best] == 0:
            break
        k = left.pop(best)
        covered |= alters[k]
        found, c = ratio_interval(covered.sum(axis=1), by_run), played[k].candidate
        made.append({
            "place": len(made) + 1, "id": c.id, "kind": c.kind, "owner": c.owner, "words": c.words,
            "adds": adds[best], "share": adds[best] / total, "together": plain(found.value),
            "low": plain(found.low), "high": plain(found.high), **_worse(job, played[k]),
        })
    return made


def _sentence(job: Job, changes: pa.Table, kinds: pa.Table, each: pa.Table) -> str:
    many, _, done = CASE_WORDS[job.measure]
    over = f"{job.log.runs} run{'s' if job.log.runs > 1 else ''}"
    if each.num_rows == 0:
        return f"There are no {many} in {over} under “{job.arrangement}”: nothing to look into."
    if changes.num_rows == 0:
        return f"No change was replayed: {each.num_rows} {many} in {over} under “{job.arrangement}” are left open."
    told = kinds.to_pylist()
    none, first = told[-1], told[0]
    altered = each.num_rows - round(none["cases"])
    some = changes.num_rows < len(job.candidates)
    tried = f"{changes.num_rows} of {len(job.candidates)} changes, the smaller ones," if some else (
        f"{changes.num_rows} changes")
    said = (
        f"Of {each.num_rows} {many} in {over} under “{job.arrangement}”, {altered} ({percent(altered / each.num_rows)})"
        f" would have been {done} by one change alone; {NOTHING} of {tried} alters the other {round(none['cases'])}."
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
    return f", at the price of {' and '.join(f'{n} more {what}' for n, what in counted)} in these runs" if counted else ""


def _examples(each: pa.Table, kinds: pa.Table) -> tuple[str, ...]:
    """Return a sentence for every kind of smallest change, most frequent first, and one for what nothing alters."""
    first: dict[str, str] = {}
    for row in each.to_pylist():
        first.setdefault(row["kind"], row["sentence"])
    order = dict.fromkeys(row["kind"] for row in kinds.to_pylist())
    return tuple(first[kind] for kind in order if kind in first)
