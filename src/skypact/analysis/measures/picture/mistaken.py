"""Mistaken: misidentification both ways, civil flights engaged and intruders let pass as civil or friendly."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
import pyarrow as pa

from skypact.analysis.columns import Columns, columns, first_by_object, kind_is
from skypact.analysis.measures.picture.classed import last_classes
from skypact.analysis.measures.wrongful import PER, flights, rate_interval, wrongful_by_run
from skypact.analysis.outcomes import EVERYTHING, Scope, asked_for
from skypact.analysis.statistics import ends, known, share_interval
from skypact.analysis.steps import ENGAGED
from skypact.arrays import codes
from skypact.log.schema import EventLog

#: By whom an intruder was taken for civil or friendly: by every post with a class for it, by those that may decide.
BY = ("everyone", "deciders")
MISTAKEN = pa.schema([
    ("error", pa.string()), ("by", pa.string()), ("n", pa.int64()), ("exposed", pa.int64()), ("count", pa.float64()),
    ("civil", pa.float64()), ("per_1000", pa.float64()), ("low", pa.float64()), ("high", pa.float64()),
    ("runs", pa.float64()), ("runs_low", pa.float64()), ("runs_high", pa.float64()), ("kind", pa.string()),
])


def passed(c: Columns, posts: Collection[str] | None = None) -> np.ndarray:
    """Return the mask [n_run, n_object] of attackers and trespassers that were let pass for a wrong class.

    Every post (of `posts`, where they are given) that gave it a class took it at last, before its fate, for civil or
    friendly; at least one did; and nobody fired at it, looked at it or escorted it. What no post had a class for was
    not mistaken but unknown.
    """
    last, e = last_classes(c), c.entities
    obj = e.object_of[last.subject]
    keep = obj >= 0
    if posts is not None:
        keep &= np.array([name in posts for name in e.id], dtype=bool)[last.post]
    classed, alarming = np.zeros(c.shape[:2], dtype=bool), np.zeros(c.shape[:2], dtype=bool)
    classed[last.run[keep], obj[keep]] = True
    alarm = keep & (last.cls > codes.K_CIVIL)
    alarming[last.run[alarm], obj[alarm]] = True
    engaged = np.isfinite(first_by_object(c, kind_is(c, *ENGAGED)))
    return classed & ~alarming & ~engaged & e.intent_is("attack", "trespass")


def exposed_to(c: Columns, scope: Scope = EVERYTHING, *intents: str) -> np.ndarray:
    """Return the mask [n_object] of the attackers and trespassers that a question is about."""
    return c.entities.intent_is(*(intents or ("attack", "trespass"))) & asked_for(c, scope.about)


def mistaken(log: EventLog, scope: Scope = EVERYTHING) -> pa.Table:
    """Return civil flights engaged, and attackers and trespassers let pass, with rates per 1,000 of each.

    count: mean a run; civil: of those let pass, how many are civil in truth, so that the class was right and the
    flight still had no right to be there. runs: share of runs with one. The rates are those of `rate_interval`.
    """
    c = columns(log)
    civil = c.entities.civil[c.entities.objects].astype(bool)
    n_flights = int(flights(c).sum())
    fired = wrongful_by_run(c) * n_flights / PER if n_flights else np.zeros(c.n_run)
    rows = [_row("civil engaged", "", fired, np.full(c.n_run, np.nan), n_flights)]
    every = {"everyone": passed(c), "deciders": passed(c, scope.deciders)}
    for intent in ("attack", "trespass"):
        exposed = exposed_to(c, scope, intent)
        for by in BY if exposed.any() else ():
            let = every[by] & exposed[None, :]
            rows.append(_row(f"{intent} let pass", by, let.sum(axis=1), (let & civil).sum(axis=1), int(exposed.sum())))
    return pa.Table.from_pylist(rows, schema=MISTAKEN)


def _row(error: str, by: str, count: np.ndarray, civil: np.ndarray, exposed: int) -> dict[str, Any]:
    rate = rate_interval(PER * count / exposed if exposed else np.full(len(count), np.nan), exposed)
    runs = share_interval(int(np.count_nonzero(count)), len(count))
    low, high = ends(rate, PER)
    least, most = ends(runs, 1.0)
    return {
        "error": error, "by": by, "n": len(count), "exposed": exposed,
        "count": float(count.mean()) if len(count) else None,
        "civil": known(float(civil.mean())) if len(civil) else None,
        "per_1000": known(rate.value), "low": low, "high": high, "runs": known(runs.value), "runs_low": least,
        "runs_high": most, "kind": rate.kind,
    }
