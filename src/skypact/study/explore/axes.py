"""Axes: the choices of the defence that an explorer offers, and the world of each combination of them.

Arrangement, factors, days of the orders of battle, units that are there or not. Nothing about intruders (law 9).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import NamedTuple

from skypact.core.errors import SkypactError
from skypact.load import scenario as loading
from skypact.load.overlay.arrange import arrange
from skypact.load.overlay.quantities import SHORT_NAMES
from skypact.spec.scenario import Scenario
from skypact.study.dated.dates import days
from skypact.study.factors import Factor, factor
from skypact.study.loss import lost, nodes_of, seen
from skypact.study.worlds import chosen
from skypact.study.worth.things import Thing, things

#: Sliders and switches that one page can hold, and cells that one file can.
MOST_FACTORS, MOST_THINGS, MOST_CELLS = 2, 2, 3000

_ONLY_DEFENCE = "an explorer takes choices of the defence alone: name a sensor, a unit, a post or a link a>b"


class Cell(NamedTuple):
    """One combination. date: "" where none is chosen; without: units that are gone; at: which value of each factor."""

    date: str
    without: tuple[str, ...]
    at: tuple[int, ...]
    arrangement: str


@dataclass(frozen=True)
class Axes:
    """What can be chosen. worlds: date → scenario, of which "" stands for the scenario as written."""

    worlds: Mapping[str, Scenario]
    names: tuple[str, ...]
    factors: tuple[Factor, ...]
    values: tuple[tuple[float, ...], ...]
    things: tuple[Thing, ...]

    @property
    def scenario(self) -> Scenario:
        """The scenario that is asked about: of the last day, where days are chosen."""
        return list(self.worlds.values())[-1]

    def cells(self) -> list[Cell]:
        """Return every combination, the arrangements of one setting beside each other."""
        absent = [tuple(t.name for t, gone in zip(self.things, which, strict=True) if gone)
                  for which in product((False, True), repeat=len(self.things))]  # fmt: skip
        steps = list(product(*(range(len(v)) for v in self.values)))
        return [Cell(*one) for one in product(self.worlds, absent, steps, self.names)]

    def world(self, cell: Cell) -> Scenario:
        """Return the scenario of a cell before its arrangement is laid on it."""
        made = self.worlds[cell.date]
        for one, values, i in zip(self.factors, self.values, cell.at, strict=True):
            made = one.set_in(made, values[i])
        gone = [name for name in cell.without if name in nodes_of(made)]  # it may not stand there on that day
        return lost(made, gone, cell.arrangement)[0] if gone else made

    def base(self) -> Cell:
        """Return the cell that all are held against: first day, first arrangement, all units, values as written."""
        at = tuple(_nearest(one, values) for one, values in zip(self.factors, self.values, strict=True))
        return Cell(next(iter(self.worlds)), (), at, self.names[0])


def axes(
    worlds: Mapping[str, Scenario], vary: Sequence[str] = (), *, without: Sequence[str] = (),
    arrangements: Sequence[str] | None = None, points: int = 5,
) -> Axes:  # fmt: skip
    """Return the axes of these wishes; SkypactError for what is unknown, too much, or no choice of the defence.

    Where nothing is wished for beside the arrangement it is the question's break-even, else the first short name of
    a factor that has a range here, consent_delay before all others.
    """
    read = list(worlds.values())[-1]
    names = chosen(read, arrangements)
    asked = list(vary) or ([] if without or len(worlds) > 1 else _default(read))
    if len(asked) > MOST_FACTORS:
        raise SkypactError(f"{len(asked)} factors — an explorer has one slider or two: vary fewer")
    found = tuple(factor(read, text) for text in asked)
    shared = set(found[0].paths) & set(found[1].paths) if len(found) == 2 else set()
    if shared:
        raise SkypactError(f"{found[0].name} and {found[1].name} both name {min(shared)} — name two that share nothing")
    made = Axes(worlds, names, found, tuple(tuple(map(float, f.grid(points))) for f in found), _things(read, without))
    n = len(made.cells())
    if n > MOST_CELLS:
        raise SkypactError(f"{n:,} combinations, a file holds {MOST_CELLS:,} — take fewer --points or axes")
    if n == 1:
        raise SkypactError("one arrangement and nothing else to choose — vary a factor: consent_delay=0min..20min")
    _check(made)
    return made


def by_date(
    path: str | Path, dates: Sequence[str], *, hypothesis: str = "", sets: Mapping[str, object] | None = None,
    catalogue: Path | None = None,
) -> dict[str, Scenario]:  # fmt: skip
    """Return the scenario of a file by day, its musters put at each; SkypactError where no day changes it."""
    on: tuple[datetime.date, ...] = days(dates)
    if not loading.musters(path):
        raise SkypactError(
            f"{path}: brings no order of battle in, so no date changes it — write `musters`, or try by-date"
        )
    return {day.isoformat(): loading.scenario(path, hypothesis=hypothesis, sets=sets, catalogue=catalogue, on=day)
            for day in on}  # fmt: skip


def _default(read: Scenario) -> list[str]:
    if read.question.break_even:
        return [read.question.break_even]
    for name in SHORT_NAMES:
        try:
            factor(read, name)
        except SkypactError:
            continue
        return [name]
    return []


def _things(read: Scenario, without: Sequence[str]) -> tuple[Thing, ...]:
    if not without:
        return ()
    found = things(read, without, [])
    for thing in found:
        if thing.kind != "unit":
            raise SkypactError(f"{thing.name}: of the intruders' side — {_ONLY_DEFENCE}")
    if len(found) > MOST_THINGS:
        raise SkypactError(f"{len(found)} units to take away — an explorer has one switch or two: name fewer")
    return found


def _check(made: Axes) -> None:
    """Refuse before anything runs: factors that a day does not know, units whose loss no world shows."""
    for world in made.worlds.values():
        for one, values in zip(made.factors, made.values, strict=True):
            for end in (values[0], values[-1]):
                one.set_in(world, end)
    for thing in made.things:
        pairs = list(_pairs(made, thing))
        if not pairs:
            raise SkypactError(f"{thing.name} changes nothing under {' or '.join(f'“{n}”' for n in made.names)}")
        if not any(seen(with_it, without) for with_it, without in pairs):
            raise SkypactError(f"without {thing.name} nothing changes in the worlds that are run — leave it out")


def _pairs(made: Axes, thing: Thing) -> Iterator[tuple[Scenario, Scenario]]:
    """Yield the worlds with and without a unit wherever it stands, lowered one after the other."""
    for world in made.worlds.values():
        if thing.name not in nodes_of(world):
            continue
        for name in made.names:
            without, _ = lost(world, [thing.name], name)
            if without is not world:
                yield arrange(world, name), arrange(without, name)


def _nearest(one: Factor, values: Sequence[float]) -> int:
    """Return which value is nearest to the middle of what is written."""
    middle = (one.written[0] + one.written[1]) / 2
    return min(range(len(values)), key=lambda i: (abs(values[i] - middle), i))
