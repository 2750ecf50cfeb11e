"""Values: one number per run for every measure of a comparison, with its words and its kind of interval."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from skypact.analysis.columns import columns
from skypact.analysis.measures.control import control_by_run
from skypact.analysis.measures.wrongful import flights, rate_interval, wrongful_by_run
from skypact.analysis.outcomes import MEASURES, Scope, contributions, limit
from skypact.analysis.statistics import (
    Interval,
    PairedShare,
    case_share_interval,
    mean_interval,
    paired_case_share,
    paired_difference,
    paired_share_of,
    share_interval,
)
from skypact.analysis.steps import steps
from skypact.arrays import codes
from skypact.core.errors import SkypactError, nearest
from skypact.log.schema import EventLog

#: Measures that also count as a yes/no of the run, so that "never" carries its upper bound.
_ALSO_ANY = ("leak", "unanswered", "wrongful", "wrongful_killed")


@dataclass(frozen=True)
class Values:
    """A measure of every run of one arrangement."""

    name: str
    title: str
    better: str  # "lower", "higher" or ""
    unit: str  # "count", "share", "rate" (per 1,000 of `most`)
    yes_no: bool
    most: int  # what it can count at most, 0 where that says nothing; of a rate the number of cases in a run
    by_run: np.ndarray  # f8 [n_run]
    out_of: np.ndarray | None = None  # f8 [n_run]: the cases of each run, where the measure is a ratio of sums

    def interval(self) -> Interval:
        """Return the estimate over runs with its 95 % interval."""
        if self.out_of is not None:
            return case_share_interval(self.by_run, self.out_of)
        if self.yes_no:
            return share_interval(int(np.count_nonzero(self.by_run)), len(self.by_run))
        if self.unit == "rate":
            return rate_interval(self.by_run, self.most)
        found = mean_interval(self.by_run)
        if self.unit == "share":  # Student's interval knows no ends of the scale
            found = found._replace(low=max(0.0, found.low), high=min(1.0, found.high)) if found.n > 1 else found
        return found

    def minus(self, other: Values) -> Interval | PairedShare:
        """Return self - other over paired runs: Newcombe for yes/no measures, the paired bootstrap else."""
        if self.out_of is not None and other.out_of is not None:
            return paired_case_share((other.by_run, other.out_of), (self.by_run, self.out_of))
        if self.yes_no and other.yes_no:
            return paired_share_of(other.by_run > 0, self.by_run > 0)
        return paired_difference(other.by_run, self.by_run)

    def differs(self, other: Values) -> float:
        """Return the share of paired runs that differ; of a ratio, in what is counted or in the cases."""
        apart = self.by_run != other.by_run
        if self.out_of is not None and other.out_of is not None:
            apart = apart | (self.out_of != other.out_of)
        return float(np.mean(apart))


def values(log: EventLog, scope: Scope, level: str = "full") -> dict[str, Values]:
    """Return every measure that this level can tell and that counts something in this log, by name."""
    c = columns(log)
    chain = steps(c, scope.deciders)
    depth = codes.LEVELS.index(level)
    out: dict[str, Values] = {}
    for m in MEASURES.values():
        most = limit(c, m.name, scope)
        if codes.LEVELS.index(m.level) > depth or most == 0:
            continue
        by_run = contributions(c, m.name, scope, chain).sum(axis=1).astype(np.float64)
        yes_no = most == 1
        counts_all = m.name in ("wrongful", "wrongful_killed", "shots", "wasted")
        title = m.any_title if yes_no else m.title
        unit = "share" if yes_no else "count"
        out[m.name] = Values(m.name, title, m.better, unit, yes_no, 0 if counts_all else most, by_run)
        if m.name == "leak" and not yes_no:
            share = by_run / most
            out["leak_share"] = Values("leak_share", "share of attackers that got through", "lower", "share", False,
                                       1, share)
        if m.name in _ALSO_ANY and not yes_no:
            out[f"any_{m.name}"] = Values(f"any_{m.name}", m.any_title, m.better, "share", True, 1,
                                          (by_run > 0).astype(np.float64))
    if level == "full":
        exposed = int(np.count_nonzero(flights(c)))
        if exposed:
            out["wrongful_per_1000"] = Values(
                "wrongful_per_1000", "civil flights fired at, per 1,000 flights", "lower", "rate", False, exposed,
                wrongful_by_run(c),
            )
        out |= _control(log)
    return out


def one(found: dict[str, Values], measure: str) -> Values:
    """Return one measure; SkypactError with the nearest name where it is unknown or counts nothing."""
    if measure not in found:
        raise SkypactError(f"no measure {measure!r} in these runs — {nearest(measure, found)}")
    return found[measure]


def _control(log: EventLog) -> dict[str, Values]:
    by_run = control_by_run(log)
    own, decisions = by_run.counts["own"], by_run.counts["decisions"]
    made = (
        Values(f"kept_{nation}", f"control kept by {nation}: share of the decisions over its territory by own crews",
               "higher", "share", False, 1, own[:, i], decisions[:, i])
        for i, nation in enumerate(by_run.nations)
    )
    return {v.name: v for v in made}
