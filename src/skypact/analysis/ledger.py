"""Ledger: for each intruder and nation when it reached each step of the chain, and why the next one never came."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
import pyarrow as pa

from skypact.analysis.columns import Columns, came, columns, fates_of, first_by_object, kind_is
from skypact.analysis.evidence import CLASS_NAMES, evidence_text
from skypact.analysis.outcomes import STOPPED, THROUGH, intruder_mask, moments
from skypact.analysis.reasons import why_not
from skypact.analysis.steps import ENGAGED, STEPS, steps
from skypact.arrays import codes
from skypact.core.clock import clock_text
from skypact.log.schema import EventLog


def ledger(log: EventLog, run: int | None = None, deciders: Collection[str] | None = None) -> pa.Table:
    """Return one row per run, intruder and nation: moments [s] of the steps, fate, and where a step never came, why.

    `stopped` is the verb whose work never came; it and `cause` are null for what the defence stopped. `deciders`:
    ids of the posts that may decide, without which any post counts as told. What was not there has no row.
    class, class_post, class_s, evidence: the last class before the fate at a post of the nation, and what it had in
    hand for it.
    """
    c = columns(log)
    chain, fate = steps(c, deciders), fates_of(c)
    why = why_not(c, chain)
    runs = np.arange(c.n_run) if run is None else np.array([run])
    objects, nations = np.flatnonzero(intruder_mask(c)), np.arange(c.shape[2])
    i_run, i_obj, i_nat = (x.ravel() for x in np.meshgrid(runs, objects, nations, indexing="ij"))
    there = came(c)[i_run, i_obj]
    i_run, i_obj, i_nat = i_run[there], i_obj[there], i_nat[there]
    e, at = c.entities, (i_run, i_obj, i_nat)
    stopped = np.isin(fate[i_run, i_obj], STOPPED)
    table: dict[str, object] = {
        "run": pa.array(i_run.astype(np.int32)),
        "intruder": _names(e.id, e.objects[i_obj]),
        "title": _names(e.title, e.objects[i_obj]),
        "intent": _names(e.intent, e.objects[i_obj]),
        "civil": pa.array(e.civil[e.objects[i_obj]]),
        "nation": _names(e.id, e.nations[i_nat]),
    }
    for k, step in enumerate(STEPS):
        table[f"{step}_s"] = moments(chain.t_s[k][at])
        if step == "detected":
            table["detected_by"] = _names(e.id, _first_actor(c, codes.E_DETECTED)[at])
    table |= _classed(c, at)
    table["fate_s"] = moments(first_by_object(c, kind_is(c, codes.E_FATE))[i_run, i_obj])
    table["fate"] = _names(codes.FATE_NAMES, fate[i_run, i_obj])
    table["stopped"] = _names(codes.VERBS, np.where(stopped, -1, why.verb()[at]))
    table["cause"] = _names(codes.CAUSE_NAMES, np.where(stopped | (why.cause[at] == codes.C_NONE), -1, why.cause[at]))
    table["cause_actor"] = _names(e.id, np.where(stopped, -1, why.actor[at]))
    table["cause_other"] = _names(e.id, np.where(stopped, -1, why.other[at]))
    return pa.table(table)


def _classed(c: Columns, at: tuple[np.ndarray, ...]) -> dict[str, object]:
    """Return class, post, moment [s] and evidence of the last class before the fate, where there was one."""
    rows = np.flatnonzero(kind_is(c, codes.E_CLASSIFIED) & (c.obj >= 0) & (c.nat >= 0))
    rows = rows[c.t_s[rows] <= first_by_object(c, kind_is(c, codes.E_FATE))[c.run[rows], c.obj[rows]]]
    last = np.full(c.shape, -1, dtype=np.int64)
    last[c.run[rows], c.obj[rows], c.nat[rows]] = rows  # in order of time, so the last assignment counts
    event = last[at]
    some, i = event >= 0, np.maximum(event, 0)
    if not len(c.run):
        i, event = i[:0], event[:0]
    keys, which = np.unique(c.detail[i], return_inverse=True)
    texts = tuple(evidence_text(int(key)) for key in keys)
    return {
        "class": _names(CLASS_NAMES, np.where(some, c.value[i].astype(np.int64), -1)),
        "class_post": _names(c.entities.id, np.where(some, c.actor[i], -1)),
        "class_s": moments(np.where(some, c.t_s[i], np.inf)),
        "evidence": _names(texts, np.where(some, which, -1)),
    }


def causes(log: EventLog, deciders: Collection[str] | None = None) -> pa.Table:
    """Return how often each cause let an intruder through: nation, verb, cause, actor, other, count, share.

    Counted over all runs and intruders that leaked (attackers) or went unanswered (trespassers); the shares of a
    nation sum to 1. Most frequent first.
    """
    c = columns(log)
    why = why_not(c, steps(c, deciders))
    fate, e = fates_of(c), c.entities
    answered = np.isfinite(first_by_object(c, kind_is(c, *ENGAGED))) | np.isin(fate, STOPPED)
    leaked = (np.isin(fate, THROUGH) & e.intent_is("attack")) | (came(c) & ~answered & e.intent_is("trespass"))
    run, obj, nat = np.nonzero(leaked[:, :, None] & np.ones(c.shape, dtype=bool))
    at = (run, obj, nat)
    keys = np.stack([nat, why.verb()[at], why.cause[at], why.actor[at], why.other[at]], axis=1)
    unique, counts = np.unique(keys, axis=0, return_counts=True)
    order = np.lexsort((*unique.T[::-1], -counts, unique[:, 0]))
    unique, counts = unique[order], counts[order]
    total = np.bincount(unique[:, 0], weights=counts, minlength=max(1, c.shape[2])) if len(unique) else np.zeros(1)
    return pa.table({
        "nation": _names(e.id, e.nations[unique[:, 0]] if len(unique) else np.zeros(0, dtype=np.int64)),
        "verb": _names(codes.VERBS, unique[:, 1]),
        "cause": _names(codes.CAUSE_NAMES, unique[:, 2]),
        "actor": _names(e.id, unique[:, 3]),
        "other": _names(e.id, unique[:, 4]),
        "count": pa.array(counts.astype(np.int64)),
        "share": pa.array(counts / total[unique[:, 0]] if len(unique) else np.zeros(0)),
    })


def sentence(row: Mapping[str, object], scenario_start: str) -> str:
    """Return a ledger row as people say it; `scenario_start` is "HH:MM" or "HH:MM:SS" UTC."""
    came = sorted((float(t), i) for i, s in enumerate(STEPS) if isinstance(t := row[f"{s}_s"], (int, float)))
    words = []
    for moment, i in came:
        by = f" by {row['detected_by']}" if STEPS[i] == "detected" and row["detected_by"] else ""
        words.append(f"{_STEP_WORDS[STEPS[i]]} {clock_text(scenario_start, moment)}{by}")
    parts = [", ".join(words)] if words else []
    if row["class"] and isinstance(row["class_s"], float):
        when = clock_text(scenario_start, row["class_s"])
        parts.append(f"at last taken for {row['class']} {when} at {row['class_post']} ({row['evidence']})")
    if row["stopped"]:
        parts.append(_NEVER[str(row["stopped"])] + _because(row))
    fate_s = row["fate_s"]
    parts.append(f"{row['fate']}" + (f" {clock_text(scenario_start, fate_s)}" if isinstance(fate_s, float) else ""))
    return f"{row['intruder']} ({row['nation']}): " + "; ".join(parts)


_STEP_WORDS = {
    "detectable": "could be seen from", "detected": "seen", "tracked": "tracked", "told": "told",
    "identified": "identified", "decided": "decided", "engaged": "engaged",
}
_NEVER = {
    "detect": "never seen", "track": "never tracked", "fuse": "never told", "identify": "never identified",
    "decide": "never decided", "engage": "never engaged", "assess": "not stopped",
}


def _because(row: Mapping[str, object]) -> str:
    if not row["cause"]:
        return ""
    about = row["cause_other"] if row["cause"] == codes.CAUSE_NAMES[codes.C_WAITING_CONSENT] else row["cause_actor"]
    joint = " of " if row["cause"] == codes.CAUSE_NAMES[codes.C_WAITING_CONSENT] else " at "
    return f": {row['cause']}" + (f"{joint}{about}" if about else "")


def _first_actor(c: Columns, kind: int) -> np.ndarray:
    """Return who did the first event of a kind, as entity rows [n_run, n_object, n_nation]."""
    first = np.full(c.shape, -1, dtype=np.int64)
    rows = np.flatnonzero(kind_is(c, kind) & (c.obj >= 0) & (c.nat >= 0))[::-1]
    first[c.run[rows], c.obj[rows], c.nat[rows]] = c.actor[rows]  # backwards, so that the first one is written last
    return first


def _names(table: tuple[str, ...], index: np.ndarray) -> pa.Array:
    """Return names by index as a column; -1 is null."""
    index = np.asarray(index, dtype=np.int64)
    coded = pa.DictionaryArray.from_arrays(pa.array(index, mask=index < 0), pa.array(table, type=pa.string()))
    return coded.dictionary_decode()
