"""Alerts: how long after an entry a nation sees the violation and knows what it is, and how often it is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from skypact.analysis.columns import Columns, columns, first_times, kind_is
from skypact.analysis.measures.wrongful import PER, flights, rate_interval
from skypact.analysis.outcomes import EVERYTHING, Scope, asked_for
from skypact.analysis.statistics import ends, known, mean_interval, mean_or_bound, quantile, run_means
from skypact.arrays import codes
from skypact.log.schema import EventLog

_TIMES = ("alert", "known")
_RATES = ("false", "violations", "suspects")
ALERTS = pa.schema([
    ("nation", pa.string()), ("n", pa.int64()), ("horizon_s", pa.float64()),
    *((f"{name}_{part}", pa.float64()) for name in _TIMES
      for part in ("q25_s", "median_s", "q75_s", "mean_s", "low_s", "high_s", "never", "never_low", "never_high")),
    ("flights", pa.int64()),
    *((f"{name}_{part}", pa.float64()) for name in _RATES for part in ("per_1000", "low", "high")),
])  # fmt: skip


@dataclass(frozen=True)
class Alerts:
    """Alerts of one log [n_run, n_object, n_nation]; moments since the entry over the nation, NaN without one."""

    alert_s: np.ndarray  # a post of the nation sees the violation
    known_s: np.ndarray  # from when on a post of the nation has the right class, which it keeps to the end
    violations: np.ndarray  # bool: taken for a violation
    suspects: np.ndarray  # bool: classed suspect or hostile at any time


def alerts_of(c: Columns) -> Alerts:
    """Return when each nation saw that an object violates its territory, when it knew what it is, whom it suspected.

    Right: civil for what is civil in truth, suspect or hostile for what attacks or trespasses and is not civil, friend
    or civil for the partners' own.
    """
    entered = first_times(c, kind_is(c, codes.E_ENTERED))
    classified = kind_is(c, codes.E_CLASSIFIED)
    violation = first_times(c, kind_is(c, codes.E_VIOLATION))
    suspected = np.isfinite(first_times(c, classified & (c.value >= codes.K_SUSPECT)))
    return Alerts(
        _since(violation, entered), _since(first_times(c, _lasting(c, classified)), entered),
        np.isfinite(violation), suspected,
    )


def alerts(log: EventLog, scope: Scope = EVERYTHING) -> pa.Table:
    """Return one row per nation with posts: times to alert and to the right class, and false alerts.

    Times count from the entry over the nation's territory, for attackers and trespassers; what was known before counts
    as 0. Quartiles over objects and runs, null where they fall on a never; mean: restricted, never counts as the
    horizon (the last event of the log), with its interval over runs. n: entries. false: civil flights that only
    pass, per 1,000, which a post of the nation took for a violation or classed suspect or hostile at any time.
    """
    c = columns(log)
    found, e = alerts_of(c), c.entities
    wanted = np.flatnonzero(e.intent_is("attack", "trespass") & asked_for(c, scope.about))
    horizon, exposed = float(c.t_s.max()) if len(c.t_s) else 0.0, flights(c) & ~e.intent_is("trespass")
    rows = []
    for i_nat, nation in enumerate(e.nations):
        row: dict[str, Any] = {"nation": e.id[nation], "horizon_s": horizon, "flights": int(exposed.sum())}
        row["n"] = int(np.sum(~np.isnan(found.alert_s[:, wanted, i_nat])))
        for name, moment in (("alert", found.alert_s), ("known", found.known_s)):
            row |= _times(name, moment[:, wanted, i_nat], horizon)
        wrong = found.violations[:, exposed, i_nat], found.suspects[:, exposed, i_nat]
        for name, mask in zip(_RATES, (wrong[0] | wrong[1], *wrong), strict=True):
            row |= _rate(name, mask)
        rows.append(row)
    return pa.Table.from_pylist(rows, schema=ALERTS)


def _since(moment: np.ndarray, entered: np.ndarray) -> np.ndarray:
    with np.errstate(invalid="ignore"):
        return np.where(np.isfinite(entered), np.maximum(moment - entered, 0.0), np.nan)


def _lasting(c: Columns, classified: np.ndarray) -> np.ndarray:
    """Return the mask [n_event] of the last change of class at each post, where it is the right one."""
    at = np.flatnonzero(classified & (c.obj >= 0))
    mask = np.zeros(len(c.run), dtype=bool)
    key = np.stack([c.run[at], c.obj[at], c.actor[at]])
    if len(at):
        order = np.lexsort(key)  # stable: within a key the order of the log
        sorted_key = key[:, order]
        last = np.concatenate([np.any(sorted_key[:, 1:] != sorted_key[:, :-1], axis=0), [True]])
        final = at[order[last]]
        mask[final] = _right(c)[c.obj[final], c.value[final].astype(np.int64)]
    return mask


def _right(c: Columns) -> np.ndarray:
    """Return the table [n_object, n_class] of classes that are right."""
    e = c.entities
    civil, own = e.civil[e.objects].astype(bool), e.intent_is("support")
    right = np.zeros((len(e.objects), codes.K_HOSTILE + 1), dtype=bool)
    right[civil, codes.K_CIVIL] = True
    right[own, codes.K_FRIEND] = right[own, codes.K_CIVIL] = True
    alarming = e.intent_is("attack", "trespass") & ~civil
    right[alarming, codes.K_SUSPECT] = right[alarming, codes.K_HOSTILE] = True
    return right


def _times(name: str, span: np.ndarray, horizon_s: float) -> dict[str, float | None]:
    here = ~np.isnan(span)
    mean = mean_interval(run_means(np.minimum(span, horizon_s)))
    never = mean_or_bound(run_means(np.where(here, np.isinf(span), np.nan)))
    quartiles = {key: quantile(span[here], q) for key, q in (("q25_s", 0.25), ("median_s", 0.5), ("q75_s", 0.75))}
    low, high = ends(mean, horizon_s)
    least, most = ends(never, 1.0)
    return {
        **{f"{name}_{key}": float(value) if np.isfinite(value) else None for key, value in quartiles.items()},
        f"{name}_mean_s": known(mean.value), f"{name}_low_s": low, f"{name}_high_s": high,
        f"{name}_never": known(never.value), f"{name}_never_low": least, f"{name}_never_high": most,
    }


def _rate(name: str, mask: np.ndarray) -> dict[str, float | None]:
    exposed = mask.shape[1]
    if not exposed:
        return {f"{name}_per_1000": None, f"{name}_low": None, f"{name}_high": None}
    found = rate_interval(PER * mask.sum(axis=1) / exposed, exposed)
    low, high = ends(found, PER)
    return {f"{name}_per_1000": known(found.value), f"{name}_low": low, f"{name}_high": high}
