"""Border: who came over a territory, for how long and how deep; what its posts saw of it, foresaw, and saw wrongly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from skypact.analysis.columns import Columns, columns, fates_of, first_times, kind_is
from skypact.analysis.outcomes import EVERYTHING, STOPPED, Scope, asked_for
from skypact.analysis.statistics import (
    Interval,
    ends,
    known,
    mean_interval,
    mean_or_bound,
    median_interval,
    run_means,
    share_interval,
)
from skypact.arrays import codes
from skypact.log.schema import EventLog


def _columns(*names: str) -> list[tuple[str, pa.DataType]]:
    return [(f"{name}{end}", pa.float64()) for name in names for end in ("", "_low", "_high")]


CROSSINGS = pa.schema([
    ("nation", pa.string()), ("intruder", pa.string()), ("n", pa.int64()),
    *_columns("entered", "inside_s", "depth_m", "left"), ("visits", pa.float64()),
])
VIOLATIONS = pa.schema([
    ("nation", pa.string()), ("n", pa.int64()),
    *_columns("entered", "seen", "seen_after_s", "foreseen", "warning_s", "wrong_place", "passing", "wrong_foresight"),
    ("stopped_before", pa.float64()),
])


@dataclass(frozen=True)
class Crossing:
    """Stays over each territory, by truth, all [n_run, n_object, n_nation]; NaN where the object never came over it."""

    inside_s: np.ndarray  # on all visits, until exit or fate
    depth_m: np.ndarray  # greatest distance inside the border
    visits: np.ndarray
    left: np.ndarray  # 1 where it went out again as often as it came in, 0 where its fate found it inside


def crossing_of(c: Columns) -> Crossing:
    """Return the stays of every object. A visit lasts from its entry to its exit, or to the object's fate."""
    into, t_in = _sums(c, kind_is(c, codes.E_ENTERED))
    out, t_out = _sums(c, kind_is(c, codes.E_EXITED))
    fate = np.full(c.shape[:2], np.nan)
    keep = kind_is(c, codes.E_FATE) & (c.obj >= 0)
    fate[c.run[keep], c.obj[keep]] = c.t_s[keep]
    still = into - out
    came = into > 0
    last = np.where(still > 0, still * fate[:, :, None], 0.0)
    depth = np.zeros(c.shape)
    deepest = kind_is(c, codes.E_DEEPEST) & (c.obj >= 0) & (c.nat >= 0)
    np.maximum.at(depth, (c.run[deepest], c.obj[deepest], c.nat[deepest]), c.value[deepest])
    return Crossing(
        inside_s=np.where(came, t_out + last - t_in, np.nan), depth_m=np.where(came, depth, np.nan),
        visits=np.where(came, into, np.nan), left=np.where(came, still == 0, np.nan),
    )


def crossings(log: EventLog, scope: Scope = EVERYTHING) -> pa.Table:
    """Return one row per nation over all attackers and trespassers, then one per intruder that came over it.

    n: runs. entered: share of runs in which it came; for all, how many a run. inside_s, depth_m: medians over the
    runs with an entry (for all: of the run's mean). left: share that went out again before its fate.
    """
    c = columns(log)
    found, e = crossing_of(c), c.entities
    wanted = np.flatnonzero(e.intent_is("attack", "trespass") & asked_for(c, scope.about))
    rows = []
    for i_nat, nation in enumerate(e.nations):
        rows.append(_crossed(found, e.id[nation], "", wanted, i_nat))
        came = [i for i in wanted if not np.all(np.isnan(found.visits[:, i, i_nat]))]
        rows += [_crossed(found, e.id[nation], e.id[e.objects[i]], np.array([i]), i_nat) for i in came]
    return pa.Table.from_pylist(rows, schema=CROSSINGS)


def violations(log: EventLog, scope: Scope = EVERYTHING) -> pa.Table:
    """Return one row per nation: what its posts saw of the intruders over its territory, and what they saw wrongly.

    Of attackers and trespassers: entered, how many a run; seen: share of them in whom a post saw a violation;
    seen_after_s: from the entry on, of those seen; foreseen: share foreseen before the entry; warning_s: how long
    before, of those foreseen. Of all that flies, how many a run: wrong_place: a violation seen of what was never
    inside; passing: of what was inside and only passes or is a friend; wrong_foresight: an entry foreseen that never
    came, though nobody stopped the object; stopped_before: the same where somebody did.
    """
    c = columns(log)
    e = c.entities
    entered, seen, foreseen = (
        first_times(c, kind_is(c, kind)) for kind in (codes.E_ENTERED, codes.E_VIOLATION, codes.E_FORESEEN)
    )
    intruders = e.intent_is("attack", "trespass") & asked_for(c, scope.about)
    rightful = e.intent_is("passage", "support")[None, :]
    stopped = np.isin(fates_of(c), STOPPED)
    rows = []
    for i_nat, nation in enumerate(e.nations):
        t_in, t_seen, t_before = entered[:, :, i_nat], seen[:, :, i_nat], foreseen[:, :, i_nat]
        came, told, before = np.isfinite(t_in), np.isfinite(t_seen), np.isfinite(t_before) & (t_before < t_in)
        own = came & intruders[None, :]
        never = np.isfinite(t_before) & ~came
        with np.errstate(invalid="ignore"):
            after, ahead = np.maximum(t_seen - t_in, 0.0), t_in - t_before
        rows.append({
            "nation": e.id[nation], "n": c.n_run, "stopped_before": _mean(never & stopped),
            **_estimate("entered", mean_interval(own.sum(axis=1))),
            **_estimate("seen", mean_or_bound(run_means(np.where(own, told, np.nan))), 1.0),
            **_estimate("seen_after_s", median_interval(run_means(np.where(own & told, after, np.nan)))),
            **_estimate("foreseen", mean_or_bound(run_means(np.where(own, before, np.nan))), 1.0),
            **_estimate("warning_s", median_interval(run_means(np.where(own & before, ahead, np.nan)))),
            **_estimate("wrong_place", mean_or_bound((told & ~came).sum(axis=1))),
            **_estimate("passing", mean_or_bound((told & came & rightful).sum(axis=1))),
            **_estimate("wrong_foresight", mean_or_bound((never & ~stopped).sum(axis=1))),
        })
    return pa.Table.from_pylist(rows, schema=VIOLATIONS)


def _crossed(found: Crossing, nation: str, intruder: str, objects: np.ndarray, i_nat: int) -> dict[str, Any]:
    inside, depth, visits, left = (x[:, objects, i_nat] for x in (
        found.inside_s, found.depth_m, found.visits, found.left
    ))
    came = (~np.isnan(visits)).sum(axis=1)
    entered = share_interval(int(came.sum()), len(came)) if intruder else mean_interval(came)
    number = run_means(visits)
    return {
        "nation": nation, "intruder": intruder, "n": len(came),
        "visits": known(float(number.mean())) if len(number) else None,
        **_estimate("entered", entered), **_estimate("inside_s", median_interval(run_means(inside))),
        **_estimate("depth_m", median_interval(run_means(depth))),
        **_estimate("left", mean_or_bound(run_means(left)), 1.0),
    }


def _estimate(name: str, found: Interval, most: float = np.inf) -> dict[str, float | None]:
    low, high = ends(found, most)
    return {name: known(found.value), f"{name}_low": low, f"{name}_high": high}


def _mean(mask: np.ndarray) -> float | None:
    return float(mask.sum(axis=1).mean()) if len(mask) else None


def _sums(c: Columns, mask: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return how many events of the mask there are, and the sum of their moments [n_run, n_object, n_nation]."""
    number, total = np.zeros(c.shape), np.zeros(c.shape)
    keep = mask & (c.obj >= 0) & (c.nat >= 0)
    at = (c.run[keep], c.obj[keep], c.nat[keep])
    np.add.at(number, at, 1.0)
    np.add.at(total, at, c.t_s[keep])
    return number, total
