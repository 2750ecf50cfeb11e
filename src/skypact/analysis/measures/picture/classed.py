"""Classed: what each post took each object for, at the first decision on it and at last, beside what it was."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from skypact.analysis.columns import Columns, columns, kind_is
from skypact.analysis.evidence import CLASS_NAMES
from skypact.analysis.statistics import case_share_interval, ends, known
from skypact.arrays import codes
from skypact.log.schema import EventLog

#: What an object was in truth, in the order of the table; the names of intents but for friends and for nothing.
TRUTHS = ("attack", "trespass", "passage", "friend", "decoy", "echo", "phantom")
#: When: at the first decision of anyone on the object, and before its fate.
WHEN = ("decision", "last")
CONFUSION = pa.schema([
    ("post", pa.string()), ("nation", pa.string()), ("when", pa.string()), ("truth", pa.string()),
    ("class", pa.string()), ("n", pa.int64()), ("objects", pa.float64()), ("share", pa.float64()),
    ("share_low", pa.float64()), ("share_high", pa.float64()), ("kind", pa.string()),
])


class Last(NamedTuple):
    """The last class of each object at each post, all [n_case]; entity rows and codes.K_*."""

    run: np.ndarray
    subject: np.ndarray
    post: np.ndarray
    cls: np.ndarray


def truths(c: Columns) -> tuple[str, ...]:
    """Return what each entity is in truth, "" for what does not fly."""
    e = c.entities
    named = {"support": "friend"}
    flies = set(e.objects.tolist())
    return tuple(
        "phantom" if kind == "phantom" else named.get(e.intent[i], e.intent[i]) if i in flies else ""
        for i, kind in enumerate(e.kind)
    )


def last_classes(c: Columns, when: str = "last") -> Last:
    """Return the last class of each object at each post until its fate, or until the first decision on it by anyone.

    A decision that never came leaves its object out. False tracks have no fate; they share one entity, so that the
    last of them in a run stands for all.
    """
    kind = codes.E_FATE if when == "last" else codes.E_DECIDED
    until = np.full((c.n_run, len(c.entities.id)), np.inf if when == "last" else -np.inf)
    ended = np.flatnonzero(kind_is(c, kind) & (c.subject >= 0))[::-1]
    until[c.run[ended], c.subject[ended]] = c.t_s[ended]  # backwards, so that the first one is written last
    if when == "last":
        until[:, [kind == "phantom" for kind in c.entities.kind]] = np.inf
    rows = np.flatnonzero(kind_is(c, codes.E_CLASSIFIED) & (c.subject >= 0) & (c.actor >= 0))
    rows = rows[c.t_s[rows] <= until[c.run[rows], c.subject[rows]]]
    keys = np.stack([c.run[rows], c.subject[rows], c.actor[rows]], axis=1)
    _, at = np.unique(keys[::-1], axis=0, return_index=True)  # rows are in order of time: the first from behind
    final = rows[::-1][at]
    return Last(c.run[final], c.subject[final], c.actor[final], c.value[final].astype(np.int64))


def confusion(log: EventLog) -> pa.Table:
    """Return one row per post, moment, truth and class: the share of objects of that truth that had that class there.

    Only objects that the post had given a class. objects: their mean number a run. share: over all runs, the run being
    resampled whole (see `case_share_interval`), n: runs with such an object.
    """
    c = columns(log)
    e, of = c.entities, np.array([TRUTHS.index(t) if t in TRUTHS else -1 for t in truths(c)] + [-1])
    rows: list[dict[str, Any]] = []
    for when in WHEN:
        last = last_classes(c, when)
        truth = of[last.subject]
        for post in sorted(set(last.post.tolist()), key=e.name):
            for t, name in enumerate(TRUTHS):
                mine = (last.post == post) & (truth == t)
                if mine.any():
                    head = {"post": e.name(post), "nation": e.name(int(e.owner[post])), "when": when, "truth": name}
                    rows += [head | row for row in _shares(c.n_run, last.run[mine], last.cls[mine])]
    return pa.Table.from_pylist(rows, schema=CONFUSION)


def _shares(n_run: int, run: np.ndarray, cls: np.ndarray) -> list[dict[str, Any]]:
    cases = np.bincount(run, minlength=n_run)
    rows = []
    for k, name in enumerate(CLASS_NAMES):
        found = case_share_interval(np.bincount(run[cls == k], minlength=n_run), cases)
        low, high = ends(found, 1.0)
        rows.append({
            "class": name, "n": found.n, "objects": float(cases.mean()), "share": known(found.value),
            "share_low": low, "share_high": high, "kind": found.kind,
        })
    return rows
