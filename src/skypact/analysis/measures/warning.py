"""Warning: how long before an intruder came over a territory, and before it arrived, somebody who may decide knew."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from skypact.analysis.columns import Columns, columns, first_by_object, first_times, kind_is
from skypact.analysis.measures.picture.impact import IMPACT, falls_s, foreseen, impact_row
from skypact.analysis.outcomes import EVERYTHING, Scope, asked_for
from skypact.analysis.statistics import (
    ends,
    known,
    mean_interval,
    mean_or_bound,
    median_interval,
    run_means,
    share_interval,
)
from skypact.analysis.steps import at_posts
from skypact.arrays import codes
from skypact.log.schema import EventLog

#: Posts that may decide over each nation's territory, by the id of the nation.
Deciders = Mapping[str, Collection[str]]

#: (intruder, nation) → moment of entry and time from entry to arrival [s], as the script has them; NaN if never shown.
Script = Mapping[tuple[str, str], tuple[float, float]]

_ESTIMATES = ("entry", "reach")
WARNING = pa.schema([
    ("nation", pa.string()), ("intruder", pa.string()), ("n", pa.int64()), ("entered", pa.float64()),
    ("never", pa.float64()), ("never_low", pa.float64()), ("never_high", pa.float64()), ("never_kind", pa.string()),
    ("late", pa.float64()),
    *((f"{name}_{part}_s", pa.float64()) for name in _ESTIMATES
      for part in ("mean", "low", "high", "median", "median_low", "median_high")),
    ("reach_n", pa.int64()), *((f"impact_{name}", pa.float64()) for name in IMPACT),
])


@dataclass(frozen=True)
class Warnings:
    """Warning times of one log, all [n_run, n_object, n_nation]; NaN where the object never came over the territory."""

    to_entry_s: np.ndarray  # 0 where nobody was told before
    to_reach_s: np.ndarray  # NaN also where no run shows how long it flies on after it entered
    never: np.ndarray  # bool: no post that may decide was ever told
    late: np.ndarray  # bool: told, but only after it entered


def passages(c: Columns) -> np.ndarray:
    """Return the time from entry to arrival [n_object, n_nation], NaN where no run shows it.

    The script fixes it: it is the same in every run and under every arrangement, so one arrival tells it for all.
    One whose script ends in a crash arrives where it falls.
    """
    entered = first_times(c, kind_is(c, codes.E_ENTERED))
    arrived = np.isin(c.value, (codes.F_REACHED, codes.F_CRASHED))  # nothing but a script ends in a crash
    reached = first_by_object(c, kind_is(c, codes.E_FATE) & arrived)
    with np.errstate(invalid="ignore"):
        passage = reached[:, :, None] - entered
    return _median_of_known(np.where(np.isfinite(passage), passage, np.nan))


def warnings_of(c: Columns, deciders: Deciders | None = None, passage: np.ndarray | None = None) -> Warnings:
    """Return how long before entry, and before arrival, a post that may decide over the territory was told.

    Told: the first word or track at such a post, whose nation does not matter (without `deciders`: at any post of the
    nation). Arrival: entry plus `passage` (of this log where none is given), so that stopped ones are not left out.
    """
    told, entered = told_s(c, deciders), first_times(c, kind_is(c, codes.E_ENTERED))
    came = np.isfinite(entered)
    rest = passages(c) if passage is None else passage
    with np.errstate(invalid="ignore"):
        warned = np.where(came, np.maximum(entered - told, 0.0), np.nan)  # never told is inf: 0
        to_reach = np.where(came, np.maximum(entered + rest - told, 0.0), np.nan)
    to_reach = np.where(np.isnan(rest)[None] | ~came, np.nan, to_reach)
    return Warnings(warned, to_reach, came & ~np.isfinite(told), came & np.isfinite(told) & (told > entered))


def warning(
    log: EventLog, deciders: Deciders | None = None, scope: Scope = EVERYTHING, passage: np.ndarray | None = None
) -> pa.Table:
    """Return warning times, one row per nation over all attackers and trespassers, then one per intruder.

    The run is the unit: a run gives the mean over its intruders that came over the territory. n: runs with such an
    intruder; entered: their mean number a run. mean: restricted mean [s] in which never and too late count as 0,
    with its interval; median: of the runs. never: share never told at all, with its interval or exact bound (for
    all: mean share of a run); late: share told only after entry. impact_*: of all ballistic objects that fall, over
    whatever land, when posts of this nation knew the area (see `picture.impact.impact_row`).
    """
    c = columns(log)
    rest = passages(c) if passage is None else passage
    found, e = warnings_of(c, deciders, rest), c.entities
    falls = np.where(_ballistic(log, c), falls_s(c, rest), np.nan)
    area_s, error_km = foreseen(c)

    def row(i_nat: int, intruder: str, objects: np.ndarray) -> dict[str, Any]:
        return _row(found, e.id[e.nations[i_nat]], intruder, objects, i_nat) | impact_row(
            falls[:, objects], area_s[:, objects, i_nat], error_km[:, objects, i_nat]
        )

    wanted = np.flatnonzero(e.intent_is("attack", "trespass") & asked_for(c, scope.about))
    rows = []
    for i_nat in range(len(e.nations)):
        rows.append(row(i_nat, "", wanted))
        seen = ~np.isnan(found.to_entry_s[:, :, i_nat]) | (np.isfinite(area_s[:, :, i_nat]) & ~np.isnan(falls))
        rows += [row(i_nat, e.id[e.objects[i]], np.array([i])) for i in wanted if seen[:, i].any()]
    return pa.Table.from_pylist(rows, schema=WARNING)


def _ballistic(log: EventLog, c: Columns) -> np.ndarray:
    """Return the mask [n_object] of what falls on an arc; the log's entities name the kind of target."""
    kinds = log.entities["target"].to_pylist()
    return np.array([kinds[i] in ("ballistic", "rocket") for i in c.entities.objects], dtype=bool)


def told_s(c: Columns, deciders: Deciders | None) -> np.ndarray:
    """Return when each nation first heard of each object [s] [n_run, n_object, n_nation]; inf where never."""
    heard = kind_is(c, codes.E_TOLD, codes.E_TRACKED)
    if deciders is None:
        return first_times(c, heard)
    names = [c.entities.id[n] for n in c.entities.nations]
    by_nation = [first_by_object(c, heard & at_posts(c, deciders.get(name, ()))) for name in names]
    return np.stack(by_nation, axis=2) if by_nation else np.full(c.shape, np.inf)


def _median_of_known(values: np.ndarray) -> np.ndarray:
    """Return the median over runs [n_object, n_nation] of what is known, NaN where nothing is."""
    out = np.full(values.shape[1:], np.nan)
    for at in np.argwhere(~np.all(np.isnan(values), axis=0)) if len(values) else ():
        column = values[:, at[0], at[1]]
        out[tuple(at)] = np.median(column[~np.isnan(column)])
    return out


def _row(found: Warnings, nation: str, intruder: str, objects: np.ndarray, i_nat: int) -> dict[str, Any]:
    to_entry = found.to_entry_s[:, objects, i_nat]
    came = ~np.isnan(to_entry)
    never = run_means(np.where(came, found.never[:, objects, i_nat], np.nan))
    late = run_means(np.where(came, found.late[:, objects, i_nat], np.nan))
    share = share_interval(int(never.sum()), len(never)) if intruder else mean_or_bound(never)
    reach = run_means(found.to_reach_s[:, objects, i_nat])
    low, high = ends(share, 1.0)
    return {
        "nation": nation, "intruder": intruder, "n": len(never), "entered": float(came.sum() / max(1, len(came))),
        "never": known(share.value), "never_low": low, "never_high": high, "never_kind": share.kind,
        "late": known(float(late.mean())) if len(late) else None,
        **_estimates("entry", run_means(to_entry)), **_estimates("reach", reach), "reach_n": len(reach),
    }


def _estimates(name: str, by_run: np.ndarray) -> dict[str, float | None]:
    out: dict[str, float | None] = {}
    for part, found in (("mean", mean_interval(by_run)), ("median", median_interval(by_run))):
        prefix = f"{name}_" if part == "mean" else f"{name}_median_"
        low, high = ends(found)
        out |= {f"{name}_{part}_s": known(found.value), f"{prefix}low_s": low, f"{prefix}high_s": high}
    return out


@dataclass(frozen=True)
class Warned:
    """When somebody who may decide was told of each attacker and trespasser, and when it came [s]."""

    objects: tuple[str, ...]
    nations: tuple[str, ...]
    told_s: np.ndarray  # f8 [n_run, n_object, n_nation], inf where never
    entered_s: np.ndarray  # f8 [n_run, n_object, n_nation], inf where it did not come over the territory
    passage_s: np.ndarray  # f8 [n_object, n_nation], NaN where no run shows an arrival

    def first(self, runs: int) -> Warned:
        """Return the same of the first runs; the passage is a constant of the script."""
        return Warned(self.objects, self.nations, self.told_s[:runs], self.entered_s[:runs], self.passage_s)


def warned(log: EventLog, deciders: Deciders, scope: Scope) -> Warned:
    """Return what the warning times of a log are made of, for the intruders of a question."""
    c = columns(log)
    e = c.entities
    wanted = np.flatnonzero(e.intent_is("attack", "trespass") & asked_for(c, scope.about))
    return Warned(
        tuple(e.id[e.objects[i]] for i in wanted), tuple(e.id[n] for n in e.nations),
        told_s(c, deciders)[:, wanted], first_times(c, kind_is(c, codes.E_ENTERED))[:, wanted], passages(c)[wanted],
    )  # fmt: skip


def script(found: Iterable[Warned]) -> dict[tuple[str, str], tuple[float, float]]:
    """Return when each intruder comes over each territory and how long it flies on, over all runs of some worlds.

    Both are constants of the script but for its small spread: one that was stopped before counts with the median of
    those that were not, so that a good defence does not lose its warning.
    """
    known: dict[tuple[str, str], tuple[list[float], list[float]]] = {}
    for one in found:
        for i, name in enumerate(one.objects):
            for j, nation in enumerate(one.nations):
                entries, passages_s = known.setdefault((name, nation), ([], []))
                times = one.entered_s[:, i, j]
                entries += times[np.isfinite(times)].tolist()
                passages_s += [float(one.passage_s[i, j])] if np.isfinite(one.passage_s[i, j]) else []
    return {key: (_median(a), _median(b)) for key, (a, b) in known.items()}


def warning_by_run(one: Warned, nation: str, of: Script, until: str) -> np.ndarray | None:
    """Return the mean warning of each run [s] before entry or before arrival; None where no run shows either.

    A restricted mean: never told, and told too late, count as 0.
    """
    j = one.nations.index(nation)
    columns_ = []
    for i, name in enumerate(one.objects):
        entry, passage = of.get((name, nation), (np.nan, np.nan))
        due = np.where(np.isfinite(one.entered_s[:, i, j]), one.entered_s[:, i, j], entry)
        due = due + (passage if until == "arrival" else 0.0)
        if np.isfinite(due).all() and len(due):
            columns_.append(np.maximum(due - one.told_s[:, i, j], 0.0))
    return np.mean(columns_, axis=0) if columns_ else None


def _median(values: list[float]) -> float:
    return float(np.median(values)) if values else float("nan")
