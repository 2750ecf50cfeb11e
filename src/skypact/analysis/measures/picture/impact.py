"""Impact: how long before a ballistic object falls a nation's posts knew the area where it would."""

from __future__ import annotations

from typing import Any

import numpy as np

from skypact.analysis.columns import Columns, first_by_object, first_times, kind_is
from skypact.analysis.statistics import ends, known, mean_interval, mean_or_bound, median_interval, run_means
from skypact.arrays import codes

#: Columns of the warning table about the area of impact, all f8.
IMPACT = ("n", "known", "known_low", "known_high", "mean_s", "low_s", "high_s", "median_s", "median_low_s",
          "median_high_s", "error_km")


def falls_s(c: Columns, passage: np.ndarray) -> np.ndarray:
    """Return the moment [n_run, n_object] at which each object falls, or would have if nobody had stopped it.

    Its fate where it reached its end; else its entry over a territory and the time that its script needs from there
    (`passage` [n_object, n_nation], see `warning.passages`). NaN where no run shows it.
    """
    fell = first_by_object(c, kind_is(c, codes.E_FATE) & np.isin(c.value, (codes.F_REACHED, codes.F_CRASHED)))
    with np.errstate(invalid="ignore"):
        due = first_times(c, kind_is(c, codes.E_ENTERED)) + passage[None]
    due = np.where(np.isfinite(due), due, np.inf).min(axis=2, initial=np.inf)
    found = np.minimum(fell, due)
    return np.where(np.isfinite(found), found, np.nan)


def foreseen(c: Columns) -> tuple[np.ndarray, np.ndarray]:
    """Return when each nation's posts first knew the area [s, inf for never], and how well [km, NaN], as told then.

    Both [n_run, n_object, n_nation].
    """
    mask = kind_is(c, codes.E_FORESEEN_IMPACT) & (c.obj >= 0) & (c.nat >= 0)
    first, error = first_times(c, mask), np.full(c.shape, np.nan)
    rows = np.flatnonzero(mask)[::-1]
    error[c.run[rows], c.obj[rows], c.nat[rows]] = c.value[rows]  # backwards: the first one is written last
    return first, error


def impact_row(
    falls: np.ndarray, known_s: np.ndarray, error_km: np.ndarray
) -> dict[str, float | None]:
    """Return the columns about the area of impact, of objects [n_run, n_object] that fall; NaN for those that do not.

    impact_n: runs with one. impact_known: mean share whose area the nation knew before the fall. impact_mean_s:
    restricted mean in which never counts as 0. impact_error_km: mean error at the moment at which it was first told.
    """
    there = ~np.isnan(falls)
    with np.errstate(invalid="ignore"):
        lead = np.where(there, np.maximum(falls - known_s, 0.0), np.nan)  # never known is inf: 0
        told = np.where(there, known_s < falls, np.nan)
    by_run = run_means(lead)
    share, mean, middle = mean_or_bound(run_means(told)), mean_interval(by_run), median_interval(by_run)
    of_told = run_means(np.where(there & np.isfinite(known_s), error_km, np.nan))
    out: dict[str, Any] = {"n": float(len(by_run)), "known": known(share.value)}
    out["known_low"], out["known_high"] = ends(share, 1.0)
    for part, prefix, found in (("mean", "", mean), ("median", "median_", middle)):
        out[f"{part}_s"] = known(found.value)
        out[f"{prefix}low_s"], out[f"{prefix}high_s"] = ends(found)
    out["error_km"] = known(float(of_told.mean())) if len(of_told) else None
    return {f"impact_{name}": out[name] for name in IMPACT}
