"""Times: how long each step of the chain took, over runs and intruders, with never as an outcome of its own."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from skypact.analysis.columns import Columns, came, columns, first_by_object, kind_is
from skypact.analysis.outcomes import EVERYTHING, Scope, asked_for
from skypact.analysis.statistics import mean_interval, quantile, run_means
from skypact.analysis.steps import STEP_VERBS, STEPS, steps
from skypact.arrays import codes
from skypact.log.schema import EventLog


def times(log: EventLog, horizon_s: float | None = None, scope: Scope = EVERYTHING) -> pa.Table:
    """Return one row per step: quartiles [s], share never, restricted mean [s] with its interval over runs.

    Times count from the moment an intruder (attack or trespass) could first be seen by any nation or was over
    territory, whichever came first; the first row counts from the scenario's start. A quartile that falls on a
    never is null. The restricted mean counts never as the horizon (the last event of the log by default).
    """
    c = columns(log)
    chain = steps(c, scope.deciders)
    wanted = c.entities.intent_is("attack", "trespass") & asked_for(c, scope.about)
    horizon = float(horizon_s if horizon_s is not None else (c.t_s.max() if len(c.t_s) else 0.0))
    nation = scope.nation_position(c)
    since = _since(c, chain.anyone("detectable"))[:, wanted]
    there, rows = came(c)[:, wanted], []
    for k, step in enumerate(STEPS):
        moment = (chain.anyone(step) if nation is None else chain.of(step)[:, :, nation])[:, wanted]
        span = moment if step == "detectable" else _after(moment, since)
        rows.append({"step": step, "verb": STEP_VERBS[k]} | _summary(np.where(there, span, np.nan), horizon))
    return pa.Table.from_pylist(rows)


def _since(c: Columns, detectable: np.ndarray) -> np.ndarray:
    return np.minimum(detectable, first_by_object(c, kind_is(c, codes.E_ENTERED)))


def _after(moment: np.ndarray, since: np.ndarray) -> np.ndarray:
    """Return the span from `since`, at least 0; never where the step never came."""
    start = np.where(np.isfinite(since), since, 0.0)
    return np.where(np.isfinite(moment), np.maximum(moment - start, 0.0), np.inf)


def _summary(span: np.ndarray, horizon_s: float) -> dict[str, object]:
    """Return the row of a step from its spans [n_run, n_object]: inf for never, NaN for what was not there."""
    here = ~np.isnan(span)
    quartiles = {name: quantile(span[here], q) for name, q in (("q25_s", 0.25), ("median_s", 0.5), ("q75_s", 0.75))}
    never = float(np.mean(np.isinf(span[here]))) if here.any() else float("nan")
    mean = mean_interval(run_means(np.minimum(span, horizon_s)))
    return {
        "n": int(here.sum()), "never": never,
        **{name: (value if np.isfinite(value) else None) for name, value in quartiles.items()},
        "rmst_s": mean.value, "rmst_low_s": mean.low, "rmst_high_s": mean.high, "horizon_s": horizon_s,
    }
