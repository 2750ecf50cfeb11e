"""Measured: the figure of a reading out of what its worlds show, its interval, and how surely it differs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from skypact.analysis.measures.warning import script, warning_by_run
from skypact.analysis.statistics import Interval, paired_difference, ratio_interval
from skypact.core.errors import SkypactError, nearest
from skypact.spec.catalogue.claim import Runs
from skypact.study.published.runs.playing import Played, first
from skypact.study.values import Values, one

#: Measures of time: name → until when they count.
TIMES = {"warning": "entry", "warning_arrival": "arrival"}
_WORDS = {
    "warning": "warning before entry into {}: from the first word at a post that may decide",
    "warning_arrival": "warning of {} before arrival: from the first word at a post that may decide",
}


@dataclass(frozen=True)
class Measured:
    """The values of a reading's worlds, run by run, the first world first."""

    worlds: tuple[Values, ...]
    relative: bool

    @property
    def unit(self) -> str:
        """Return the unit of the figure."""
        return "share" if self.relative else self.worlds[0].unit

    def first(self, runs: int) -> Measured:
        """Return the same of the first runs."""
        return Measured(tuple(first(v, runs) for v in self.worlds), self.relative)

    def means(self) -> list[float]:
        """Return the mean of each world."""
        return [_mean(v) for v in self.worlds]

    def figure(self, means: Sequence[float] | None = None) -> float:
        """Return the figure of these means of the worlds: the mean of one, the difference of two, or its share."""
        m = list(means) if means is not None else self.means()
        if len(m) == 1:
            return m[0]
        if not self.relative:
            return m[1] - m[0]
        return (m[1] - m[0]) / m[0] if m[0] > 0 else math.nan

    def interval(self) -> Interval:
        """Return the figure with its interval over runs."""
        if len(self.worlds) == 1:
            return interval(self.worlds[0])
        a, b = self.worlds
        if not self.relative:
            found = b.minus(a)
            return Interval(found.value, found.low, found.high, found.n, found.kind)
        found = ratio_interval(b.by_run, a.by_run)
        return found._replace(value=found.value - 1, low=found.low - 1, high=found.high - 1)

    def moved(self, end: Measured) -> Interval:
        """Return how far another world lies from this one on the same luck, in what decides the side of the figure.

        Runs are paired. Of a ratio it is linear around the figure taken: its sign is that of the difference.
        """
        if len(self.worlds) == 1 and self.worlds[0].yes_no and end.worlds[0].yes_no:
            found = end.worlds[0].minus(self.worlds[0])
            return Interval(found.value, found.low, found.high, found.n, found.kind)
        base = self.means()
        return paired_difference(self._scores(base), end._scores(base))

    def estimate(self, short: Measured, end: Measured) -> float:
        """Return the figure of another world from few runs: the mean of all runs here, moved by the paired difference.

        short: this world in as few runs. Kept within what can be counted.
        """
        made = [
            _within(v, whole + (there - here))
            for v, whole, there, here in zip(self.worlds, self.means(), end.means(), short.means(), strict=True)
        ]
        return self.figure(made)

    def _scores(self, base: Sequence[float]) -> np.ndarray:
        parts = [_linear(v, mean) for v, mean in zip(self.worlds, base, strict=True)]
        if len(parts) == 1:
            return parts[0]
        weight = base[1] / base[0] if self.relative and base[0] > 0 else 1.0
        return parts[1] - weight * parts[0]


def measured(reading: Runs, played: Sequence[Played], known: Sequence[Played], nation: str | None) -> Measured:
    """Return the measure of a reading in its worlds; `known` are the worlds that show what the script fixes."""
    found = [_value(reading.measure, one_, known, nation) for one_ in played]
    if reading.relative and len(found) != 2:
        raise SkypactError("a relative reading needs two worlds")
    return Measured(tuple(found), reading.relative)


def interval(v: Values) -> Interval:
    """Return the mean of a measure with its interval; a time cannot be negative."""
    found = v.interval()
    return found._replace(low=max(0.0, found.low)) if v.unit == "time" and found.n > 1 else found


def _value(measure: str, played: Played, known: Sequence[Played], nation: str | None) -> Values:
    name, of = measure, nation or ""
    for time in sorted(TIMES, key=len, reverse=True):
        if measure == time or measure.startswith(f"{time}_"):
            name, of = time, measure[len(time) + 1 :] or of
            break
    if name not in TIMES:
        return one(played.values, measure)
    nations = played.warned.nations
    if of not in nations:
        wanted = "write `nation`, or the measure as " + f"{name}_NATION"
        raise SkypactError(f"{measure}: no nation {of!r} with a post — {nearest(of, nations)}" if of else (
            f"{measure}: warning of whom? {wanted}"))
    by_run = warning_by_run(played.warned, of, script([one_.warned for one_ in known]), TIMES[name])
    if by_run is None:
        raise SkypactError(f"{measure}: no run shows an intruder's {TIMES[name]}, so there is nothing to warn of")
    return Values(f"{name}_{of}", _WORDS[name].format(of), "higher", "time", False, 0, by_run)


def _mean(v: Values) -> float:
    return float(v.interval().value)


def _linear(v: Values, mean: float) -> np.ndarray:
    if v.out_of is None:
        return np.asarray(v.by_run, np.float64)
    return np.asarray(v.by_run - mean * v.out_of, np.float64)


def _within(v: Values, mean: float) -> float:
    most = 1.0 if v.unit == "share" else float(v.most) if v.most and v.unit == "count" else math.inf
    return min(max(mean, 0.0), most)
