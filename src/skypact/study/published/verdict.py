"""Verdict: when a reading holds, fails, depends, or public figures cannot say; and of a claim over its readings."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from skypact.core import units
from skypact.core.errors import SkypactError
from skypact.spec.catalogue.claim import Limited

HOLDS, FAILS, DEPENDS, CANNOT = "holds", "fails", "depends", "public figures cannot say"

#: What a figure is → the dimension in which its limit may be written.
_WRITTEN = {
    "length": "length", "time": "time", "share": "share", "count": "count", "rate": "count", "ratio": "count",
    "days": "time",
}  # fmt: skip
_DAY_S = 86400.0


@dataclass(frozen=True)
class Limit:
    """From which value on a reading holds, in the unit of its figure (SI; days for how late something was)."""

    at_least: float = -math.inf
    at_most: float = math.inf

    def holds(self, figure: float) -> bool:
        """Return whether a figure is within the limit."""
        return self.at_least <= figure <= self.at_most

    def clear(self, low: float, high: float) -> bool | None:
        """Return whether all of an interval holds (True), none of it does (False), or neither (None)."""
        if math.isnan(low) or math.isnan(high):
            return None
        if self.at_least <= low and high <= self.at_most:
            return True
        return False if high < self.at_least or low > self.at_most else None


def limit_of(reading: Limited, unit: str) -> Limit:
    """Return the limit of a reading whose figure is of this unit."""
    raw = reading.at_least if reading.at_least is not None else reading.at_most
    assert raw is not None, "a reading has one limit"
    value = _number(raw, unit)
    return Limit(at_least=value) if reading.at_least is not None else Limit(at_most=value)


def _number(raw: str | float, unit: str) -> float:
    if not isinstance(raw, str):
        return float(raw)
    try:
        value = units.parse(raw, _WRITTEN[unit])
    except ValueError as error:
        raise SkypactError(f"limit {raw!r}: {error}") from None
    return value / _DAY_S if unit == "days" else value


@dataclass(frozen=True)
class Thing:
    """Something that is not known, and what the figure comes to with it alone at its ends.

    kind: figure, quantity, town, account, date, camp, hypothesis, height, several, chance. low, high: the figure at the
    ends (both the same where there is one other value only). turns: it alone gives the other verdict. at: where it
    does, in words. effect: how far it moves the figure at the end that turns, else at most.
    """

    name: str
    kind: str
    assumed: bool
    source: str
    low: float
    high: float
    turns: bool
    effect: float
    range_text: str = ""
    at: float | None = None
    at_text: str = ""


def judged(side: bool | None, things: Sequence[Thing]) -> tuple[str, tuple[Thing, ...]]:
    """Return the verdict of a reading, and what decides it, the strongest first.

    side: whether the figure is clear of the limit over chance, None where it is not. Where what turns it is assumed,
    public figures cannot say; where it is not, it depends on that (law 7).
    """
    turning = sorted((t for t in things if t.turns), key=lambda t: (t.kind == "several", -_size(t.effect), t.name))
    if any(t.assumed for t in turning):
        return CANNOT, tuple(turning)
    if turning or side is None:
        return DEPENDS, tuple(turning)
    return (HOLDS if side else FAILS), ()


def overall(verdicts: Iterable[str]) -> str:
    """Return the verdict of a claim over its readings.

    The one that all share. Else, where one reading holds and another fails, it depends on the reading; where none of
    these stand against each other and an assumption decides some reading, public figures cannot say; else it depends.
    """
    said = set(verdicts)
    if len(said) == 1:
        return said.pop()
    if {HOLDS, FAILS} <= said:
        return DEPENDS
    return CANNOT if CANNOT in said else DEPENDS


def _size(effect: float) -> float:
    return 0.0 if math.isnan(effect) else effect
