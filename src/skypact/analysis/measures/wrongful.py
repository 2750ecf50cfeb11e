"""Wrongful: engagements of civil flights as a rate per 1,000 flights, with a bound where there was none."""

from __future__ import annotations

import math

import numpy as np

from skypact.analysis.columns import Columns, first_by_object, kind_is
from skypact.analysis.outcomes import FALSE
from skypact.analysis.statistics import Interval, mean_interval, share_interval
from skypact.arrays import codes

#: Flights to which the rate refers.
PER = 1000.0


def flights(c: Columns) -> np.ndarray:
    """Return the mask [n_object] of flights that are exposed: civil in truth or only passing, and what they seem."""
    e = c.entities
    return (e.civil[e.objects].astype(bool) | e.intent_is("passage")) & ~e.intent_is("attack", *FALSE)


def wrongful_by_run(c: Columns) -> np.ndarray:
    """Return civil flights fired at per 1,000 exposed, in each run; NaN without flights."""
    exposed = flights(c)
    fired = np.isfinite(first_by_object(c, kind_is(c, codes.E_FIRED)))[:, exposed]
    return PER * fired.sum(axis=1) / exposed.sum() if exposed.any() else np.full(c.n_run, math.nan)


def rate_interval(by_run: np.ndarray, exposed: int) -> Interval:
    """Return a rate per 1,000 flights with its interval: the run is the cluster, since its flights share luck.

    Every run has the same flights, so the cluster-robust interval of the ratio is Student's of the rates of the runs.
    None in n runs: the share of runs with one is below 1 - 0.05^(1/n) (one-sided exact), and the bound of the rate is
    that share over the flights of a run, for one flight in such a run (3 in 1,000 × n × flights, the rule of three).
    """
    if exposed == 0 or len(by_run) == 0:
        return Interval(math.nan, math.nan, math.nan, 0, "none")
    if not np.any(by_run):
        return Interval(0.0, 0.0, PER * share_interval(0, len(by_run)).high / exposed, len(by_run), "exact one-sided")
    found = mean_interval(by_run)
    return found._replace(low=max(0.0, found.low)) if found.n > 1 else found
