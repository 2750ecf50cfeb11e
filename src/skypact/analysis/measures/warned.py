"""Warned: the warning time of each run as one number, so that worlds can be compared run by run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from skypact.analysis.columns import columns, first_times, kind_is
from skypact.analysis.measures.warning import Deciders, passages, told_s
from skypact.analysis.outcomes import Scope, asked_for
from skypact.arrays import codes
from skypact.log.schema import EventLog

#: (intruder, nation) → moment of entry and time from entry to arrival [s], as the script has them; NaN if never shown.
Script = Mapping[tuple[str, str], tuple[float, float]]


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
