"""Choose: the few runs of a comparison that are worth playing again: the first difference, medians, the ends, fates."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from skypact.analysis.columns import columns, fates_of
from skypact.analysis.outcomes import MEASURES
from skypact.arrays import codes
from skypact.core.errors import SkypactError, nearest
from skypact.study.compare import Comparison
from skypact.study.values import values
from skypact.study.why.why import why

#: Runs that a file holds at most where none are named.
MOST = 5


def choose(comparison: Comparison, fates: Sequence[tuple[str, str]] = ()) -> list[tuple[int, tuple[str, ...]]]:
    """Return (run, why it is chosen), the run of the first difference first; each run once, MOST at most.

    Median, worst and best are of the question's measure under the last arrangement; of equal runs the lowest. Worst is
    the greatest where less is better. The median under the first arrangement is the run whose ledger the report shows.
    The run of the first difference is the one that the reason of the answer tells of: it differs between the first and
    the last arrangement, nearest to the mean difference. Where the question's measure counts nothing, the first run of
    all. fates: (intruder, fate) of a run to look for, under the last arrangement; a fate that nobody had there brings
    no run.
    """
    first, last = comparison.names[0], comparison.names[-1]
    measure = comparison.scenario.question.measure
    found: dict[int, list[str]] = {}
    if first != last and same_forces(comparison, first, last):
        example = why(comparison, first, last).example
        if example is not None:
            found.setdefault(example.run, []).append("first difference")
    ends = _of(comparison, last, measure)
    if first != last:
        ends += [(run, f"median under {first}") for run, _ in _of(comparison, first, measure)[:1]]
    for run, said in ends or ([] if found else [(0, "first")]):
        found.setdefault(run, []).append(said)
    for intruder, fate in fates:
        run = with_fate(comparison, last, intruder, fate)
        if run is not None:
            found.setdefault(run, []).append(f"{intruder} {fate}")
    return [(run, tuple(said)) for run, said in found.items()][: MOST + len(fates)]


def same_forces(comparison: Comparison, a: str, b: str) -> bool:
    """Return whether two worlds have the same entities, so that events of one can be set against the other's."""
    ids = [comparison.logs[name].entities.select(["id", "kind"]) for name in (a, b)]
    return ids[0].equals(ids[1])


def check_fates(intruders: Collection[str], fates: Sequence[tuple[str, str]]) -> None:
    """Raise before any work is done where an intruder or a fate has no such name."""
    for intruder, fate in fates:
        if intruder not in intruders:
            raise SkypactError(f"no intruder {intruder!r} — {nearest(intruder, intruders)}")
        if fate not in codes.FATE_NAMES:
            raise SkypactError(f"no fate {fate!r} — {nearest(fate, codes.FATE_NAMES)}")


def with_fate(comparison: Comparison, name: str, intruder: str, fate: str) -> int | None:
    """Return the lowest run in which an intruder ends with a fate, None where there is none."""
    c = columns(comparison.logs[name])
    objects = [c.entities.id[i] for i in c.entities.objects]
    check_fates(objects, [(intruder, fate)])
    of_it = fates_of(c)[:, objects.index(intruder)]
    runs = np.flatnonzero(of_it == codes.FATE_NAMES.index(fate))
    return int(runs[0]) if len(runs) else None


def _of(comparison: Comparison, name: str, measure: str) -> list[tuple[int, str]]:
    """Return median, worst and best run of a measure under one arrangement; none where it counts nothing."""
    known = values(comparison.logs[name], comparison.scopes[name], comparison.level)
    return _middle_and_ends(known[measure].by_run, measure) if measure in known else []


def _middle_and_ends(by_run: np.ndarray, measure: str) -> list[tuple[int, str]]:
    """Return the median run, and the two ends where the runs differ; of equal ones the lowest."""
    order = np.argsort(by_run, kind="stable")
    middle = by_run[order[(len(order) - 1) // 2]]
    picked = [(int(np.flatnonzero(by_run == middle)[0]), "median")]
    low, high = int(np.argmin(by_run)), int(np.argmax(by_run))
    if by_run[low] == by_run[high]:
        return picked
    better = MEASURES[measure].better if measure in MEASURES else "lower"
    worst, best = (low, high) if better == "higher" else (high, low)
    return [*picked, (worst, "worst"), (best, "best")]
