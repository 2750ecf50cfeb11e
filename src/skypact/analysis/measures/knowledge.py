"""Knowledge: how long before an intruder came over a territory its own posts, and anyone's, got to each step."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from skypact.analysis.columns import Columns, columns, first_times, kind_is
from skypact.analysis.outcomes import EVERYTHING, Scope, asked_for
from skypact.analysis.statistics import known, median_interval, quantile, share_interval
from skypact.analysis.steps import steps
from skypact.arrays import codes
from skypact.log.schema import EventLog

#: Steps of the chain that are told, in order; told is the first word at any post, whether it may decide or not.
STEPS = ("detected", "told", "tracked", "identified", "decided", "engaged")
#: Who gets to a step: posts and units of the nation itself, or those of whichever nation comes first.
WHO = ("own", "anyone")

KNOWLEDGE = pa.schema([
    ("nation", pa.string()), ("intruder", pa.string()), ("who", pa.string()), ("step", pa.string()),
    ("n", pa.int64()), ("never", pa.float64()), ("never_low", pa.float64()), ("never_high", pa.float64()),
    ("late", pa.float64()),
    *((f"{name}_s", pa.float64()) for name in ("median", "median_low", "median_high", "q25", "q75")),
])


def before_entry(c: Columns) -> dict[tuple[str, str], np.ndarray]:
    """Return (who, step) → seconds from the step to the entry [n_run, n_object, n_nation].

    Negative: only after the entry. -inf: never. NaN: the object never came over the territory.
    """
    entered, chain = first_times(c, kind_is(c, codes.E_ENTERED)), steps(c)
    came = np.isfinite(entered)
    found = {}
    for step in STEPS:
        for who, moment in (("own", chain.of(step)), ("anyone", chain.anyone(step)[:, :, None])):
            with np.errstate(invalid="ignore"):
                found[who, step] = np.where(came, entered - moment, np.nan)
    return found


def knowledge(log: EventLog, scope: Scope = EVERYTHING) -> pa.Table:
    """Return who knew when, one row per nation, intruder (empty: all attackers and trespassers), who and step.

    A run gives the median over its intruders that came over the territory, never being the latest of all. median,
    q25, q75 [s before the entry, negative after it] are over such runs, null where they fall on a never; n: their
    number; never: share of runs that never got there (half of a run's intruders or more); late: after the entry.
    """
    c = columns(log)
    e, found = c.entities, before_entry(c)
    wanted = np.flatnonzero(e.intent_is("attack", "trespass") & asked_for(c, scope.about))
    rows = []
    for i_nat, nation in enumerate(e.nations):
        seen = [i for i in wanted if not np.all(np.isnan(found["own", STEPS[0]][:, i, i_nat]))]
        groups = [("", seen)] if seen else []
        for intruder, objects in [*groups, *((e.id[e.objects[i]], [i]) for i in seen)]:
            rows += [
                {"nation": e.id[nation], "intruder": intruder, "who": who, "step": step}
                | _row(found[who, step][:, objects, i_nat])
                for who in WHO for step in STEPS
            ]
    return pa.Table.from_pylist(rows, schema=KNOWLEDGE)


def _row(lead_s: np.ndarray) -> dict[str, Any]:
    by_run = _medians(lead_s)
    never = np.isneginf(by_run)
    share, middle = share_interval(int(never.sum()), len(by_run)), median_interval(by_run)
    return {
        "n": len(by_run), "never": known(share.value), "never_low": known(share.low), "never_high": known(share.high),
        "late": float(np.mean((by_run < 0) & ~never)),
        "median_s": known(middle.value), "median_low_s": known(middle.low), "median_high_s": known(middle.high),
        "q25_s": known(quantile(by_run, 0.25)), "q75_s": known(quantile(by_run, 0.75)),
    }


def _medians(lead_s: np.ndarray) -> np.ndarray:
    """Return the median over the objects of each run that came [n_run_with_one]; half on a never is never."""
    out = []
    for row in lead_s:
        x = np.sort(row[~np.isnan(row)])
        if len(x):
            out.append((x[(len(x) - 1) // 2] + x[len(x) // 2]) / 2)
    return np.array(out)
