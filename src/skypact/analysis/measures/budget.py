"""Budget: where the time between an intruder's coming and its fate went, verb by verb."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from skypact.analysis.columns import Columns, columns, first_by_object, first_times, kind_is
from skypact.analysis.measures.warning import Deciders
from skypact.analysis.outcomes import EVERYTHING, Scope, asked_for
from skypact.analysis.statistics import ends, known, mean_interval, mean_or_bound, median_interval, run_means
from skypact.analysis.steps import ENGAGED, at_posts, identified
from skypact.arrays import codes
from skypact.log.schema import EventLog

BUDGET = pa.schema([
    ("nation", pa.string()), ("verb", pa.string()), ("n", pa.int64()), ("objects", pa.float64()),
    ("reached", pa.float64()), ("reached_low", pa.float64()), ("reached_high", pa.float64()),
    ("reached_kind", pa.string()), ("took_s", pa.float64()), ("took_low_s", pa.float64()),
    ("took_high_s", pa.float64()), ("took_n", pa.int64()),
    ("spent_s", pa.float64()), ("spent_low_s", pa.float64()), ("spent_high_s", pa.float64()),
    ("vain_s", pa.float64()),
])


@dataclass(frozen=True)
class Spent:
    """The time of each object by verb, all [n_verb, n_run, n_object]; NaN where the object never came.

    took_s: until the verb's work was done, counted from the end of the work before; NaN where it never was.
    vain_s: waited for the first verb whose work never came, until the fate; 0 elsewhere.
    """

    took_s: np.ndarray
    vain_s: np.ndarray


def spent(c: Columns, nation: int | None = None, deciders: Deciders | None = None, scope: Scope = EVERYTHING) -> Spent:
    """Return the time of each object by verb, from when it came to its fate; what it took and waited adds up to that.

    It came: when anyone could first see it, or it was over territory, whichever is first. With a `nation` (position)
    only objects that came over its territory count, and told and decided are those of posts that may decide over it,
    whosever they are (without `deciders`: of its own posts). Of steps that came in another order, each gets the time
    after the latest one before it; a step that was skipped gets none. assess is the time from the first engagement
    to the fate.
    """
    moments, start, fate = _moments(c, nation, deciders, scope)
    n_verb = len(moments)
    took, vain = np.full((n_verb, *start.shape), np.nan), np.zeros((n_verb, *start.shape))
    here = np.isfinite(start) & np.isfinite(fate)
    came = np.isfinite(moments) & (moments <= fate)
    later = np.array([came[k + 1 :].any(axis=0) for k in range(n_verb)])
    last, going = start.copy(), here.copy()
    for k in range(n_verb):
        done, skipped = going & came[k], going & ~came[k] & later[k]
        reached = np.maximum(moments[k], last)
        with np.errstate(invalid="ignore"):
            took[k] = np.where(done, reached - last, took[k])
            ended = going & ~done & ~skipped
            vain[k] = np.where(ended, fate - last, 0.0)
        last, going = np.where(done, reached, last), going & ~ended
    vain[:, ~here] = np.nan
    return Spent(took, vain)


def budget(log: EventLog, deciders: Deciders | None = None, scope: Scope = EVERYTHING) -> pa.Table:
    """Return the time budget by verb: nation "" for all attackers and trespassers, then those over each territory.

    reached: share of objects whose work was done, mean of runs with its interval (or exact bound of runs). took:
    median over runs of the run's mean over such objects [s] with its interval. spent: mean time of an object that
    went to the verb [s], done or in vain, so that the verbs add up to the time between coming and fate; vain: the
    part that led to nothing.
    """
    c = columns(log)
    wanted = c.entities.intent_is("attack", "trespass") & asked_for(c, scope.about)
    rows = []
    for i_nat in (None, *range(c.shape[2])):
        name = "" if i_nat is None else c.entities.id[c.entities.nations[i_nat]]
        found = spent(c, i_nat, deciders, scope)
        for k, verb in enumerate(codes.VERBS):
            rows.append({"nation": name, "verb": verb, **_row(found.took_s[k][:, wanted], found.vain_s[k][:, wanted])})
    return pa.Table.from_pylist(rows, schema=BUDGET)


def _moments(
    c: Columns, nation: int | None, deciders: Deciders | None, scope: Scope
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the moments [n_verb, n_run, n_object] at which each verb's work was done, when it came, and its fate."""
    entered = first_times(c, kind_is(c, codes.E_ENTERED))
    start = first_by_object(c, kind_is(c, codes.E_DETECTABLE, codes.E_ENTERED))
    heard, decided = kind_is(c, codes.E_TOLD, codes.E_TRACKED), kind_is(c, codes.E_DECIDED)
    if nation is None:
        told = heard & at_posts(c, scope.deciders)
    else:
        name = c.entities.id[c.entities.nations[nation]]
        own = c.nat == nation if deciders is None else at_posts(c, deciders.get(name, ()))
        told, decided = heard & own, decided & own
        start = np.where(np.isfinite(entered[:, :, nation]), start, np.inf)
    fate = first_by_object(c, kind_is(c, codes.E_FATE))
    done = (kind_is(c, codes.E_DETECTED), kind_is(c, codes.E_TRACKED), told, identified(c), decided,
            kind_is(c, *ENGAGED))
    moments = [first_by_object(c, mask) for mask in done]
    assessed = np.where(moments[-1] <= fate, fate, np.inf)
    return np.stack([*moments, assessed]), start, fate


def _row(took: np.ndarray, vain: np.ndarray) -> dict[str, object]:
    here = ~np.isnan(vain)
    reached = mean_or_bound(run_means(np.where(here, ~np.isnan(took), np.nan)))
    per_run = median_interval(run_means(took))
    whole = mean_interval(run_means(np.where(here, np.where(np.isnan(took), 0.0, took) + vain, np.nan)))
    in_vain = run_means(vain)
    row: dict[str, object] = {
        "n": reached.n, "objects": float(here.sum() / max(1, len(here))), "reached_kind": reached.kind,
        "took_n": per_run.n, "vain_s": known(float(in_vain.mean())) if len(in_vain) else None,
    }
    for name, unit, found, most in (
        ("reached", "", reached, 1.0), ("took", "_s", per_run, np.inf), ("spent", "_s", whole, np.inf),
    ):
        low, high = ends(found, most)
        row |= {f"{name}{unit}": known(found.value), f"{name}_low{unit}": low, f"{name}_high{unit}": high}
    return row
