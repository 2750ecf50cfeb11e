"""Tables: what was replayed, booked by change, by case, by kind and owner, and in the order of mending."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from skypact.analysis.columns import columns, first_by_object, kind_is
from skypact.analysis.outcomes import THROUGH
from skypact.analysis.reasons import why_not
from skypact.analysis.statistics import case_share_interval, paired_difference
from skypact.analysis.steps import steps
from skypact.arrays import codes
from skypact.study.causal.candidate import Candidate
from skypact.study.causal.candidates import size
from skypact.study.causal.replay import CASES, Job, Played
from skypact.study.causal.words import Places, case_text, kind_title, otherwise
from skypact.study.plain import plain

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


def smallest(job: Job, played: Sequence[Played], alters: np.ndarray) -> np.ndarray:
    """Return the share [n_change, n_run, n_object] of each case for which a change is the smallest; ties share it."""
    sizes = [size(one.candidate, job.order) for one in played]
    weight = np.zeros(alters.shape)
    open_ = job.cases.copy()
    for of_size in dict.fromkeys(sizes):  # from small to large
        members = [k for k, found in enumerate(sizes) if found == of_size]
        hit = alters[members] & open_
        weight[members] = hit / np.maximum(hit.sum(axis=0), 1)
        open_ &= ~hit.any(axis=0)
    return weight


def changes(job: Job, played: Sequence[Played], alters: np.ndarray, weight: np.ndarray) -> pa.Table:
    """Return one row a candidate, in the order of size."""
    made = [_change(job, one, alters[k], weight[k]) for k, one in enumerate(played)]
    return pa.Table.from_pylist(made, schema=CHANGES)


def _change(job: Job, one: Played, alters: np.ndarray, weight: np.ndarray) -> dict[str, Any]:
    found = case_share_interval(alters.sum(axis=1), job.cases.sum(axis=1))
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


def cases(job: Job, played: Sequence[Played], alters: np.ndarray, weight: np.ndarray) -> pa.Table:
    """Return one row a case, by run and object, with the smallest changes that alter it."""
    places, start, made = Places(job.scenario), job.scenario.start, []
    when, cause = _moments(job), _causes(job)
    for i_run, i_obj in np.argwhere(job.cases).tolist():
        least = np.flatnonzero(weight[:, i_run, i_obj] > 0).tolist()
        found: list[Candidate] = [played[k].candidate for k in least]
        fates = [int(played[k].fates.fate[i_run, i_obj]) for k in least]
        run, name, fate = job.runs[i_run], job.names[i_obj], int(job.base.fate[i_run, i_obj])
        t_s = float(when[i_run, i_obj]) if np.isfinite(when[i_run, i_obj]) else None
        text = case_text(job.measure, name, run, fate, t_s, start, places)
        made.append({
            "run": run, "intruder": name, "fate": codes.FATE_NAMES[fate], "t_s": t_s,
            "cause": codes.CAUSE_NAMES[cause[i_run, i_obj]], "kind": found[0].kind if found else "",
            "owner": "; ".join(dict.fromkeys(c.owner for c in found)),
            "smallest": [c.id for c in found], "then": codes.FATE_NAMES[fates[0]] if fates else "",
            "altered_by": int(alters[:, i_run, i_obj].sum()),
            "sentence": f"{text}: {otherwise(job.measure, fates, found)}.",
        })
    return pa.Table.from_pylist(made, schema=EACH)


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


def unaltered(each: pa.Table) -> pa.Table:
    """Return how many cases that nothing alters have which cause, most frequent first."""
    counted = Counter(row["cause"] or "none named" for row in each.to_pylist() if not row["kind"])
    total = sum(counted.values())
    return pa.Table.from_pylist(
        [{"cause": cause, "cases": n, "share": n / total}
         for cause, n in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))],
        schema=UNALTERED,
    )  # fmt: skip


def kinds(job: Job, played: Sequence[Played], alters: np.ndarray, weight: np.ndarray) -> pa.Table:
    """Return one row a kind and owner that alters something, most cases first, and last what nothing alters."""
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
    return pa.Table.from_pylist([*made, _kind("", "", nothing, 0, by_run, total)], schema=BY_KIND)


def _kind(kind: str, owner: str, first: np.ndarray, any_: int, by_run: np.ndarray, total: int) -> dict[str, Any]:
    found = case_share_interval(first.sum(axis=1), by_run)
    return {
        "kind": kind, "title": kind_title(kind), "owner": owner, "cases": plain(float(first.sum())),
        "share": plain(found.value), "low": plain(found.low), "high": plain(found.high), "alters": any_,
        "alters_share": any_ / total,
    }


def mend(job: Job, played: Sequence[Played], alters: np.ndarray, harmless: bool = False) -> pa.Table:
    """Return changes in greedy order: each time the one that alters most of what is left, of equal ones the smaller.

    harmless: only changes that bring no new case of any measure in the replayed runs.
    """
    total, by_run = max(1, int(job.cases.sum())), job.cases.sum(axis=1)
    left = [k for k, one in enumerate(played) if not harmless or not any(_worse(job, one).values())]
    covered, made = np.zeros(job.cases.shape, dtype=bool), []
    while left:
        adds = [int((alters[k] & ~covered).sum()) for k in left]
        best = int(np.argmax(adds))  # the first of equal ones: candidates stand in the order of their size
        if adds[best] == 0:
            break
        k = left.pop(best)
        covered |= alters[k]
        found, c = case_share_interval(covered.sum(axis=1), by_run), played[k].candidate
        made.append({
            "place": len(made) + 1, "id": c.id, "kind": c.kind, "owner": c.owner, "words": c.words,
            "adds": adds[best], "share": adds[best] / total, "together": plain(found.value),
            "low": plain(found.low), "high": plain(found.high), **_worse(job, played[k]),
        })
    return pa.Table.from_pylist(made, schema=MEND)
