"""Records: readings that dated data settle: how many of a system were held on a day, how late an event was."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Iterator

from skypact.core import dates
from skypact.core.errors import SkypactError, nearest
from skypact.load.catalogue.shelf import Catalogue
from skypact.spec.catalogue.claim import Record
from skypact.spec.catalogue.orbat import Held, Orbat, Unit
from skypact.study.published.finding import Finding
from skypact.study.published.verdict import Limit, Thing, limit_of

#: How a date that is only a month or a year is taken: as its first, its middle, or its last day.
_Day = Callable[[str], datetime.date]


def record(catalogue: Catalogue, key: str, reading: Record) -> Finding:
    """Return what dated data say to a reading: a count, or days late."""
    if reading.event is not None:
        return _late(catalogue, key, reading)
    return _count(catalogue, key, reading)


def _late(catalogue: Catalogue, key: str, reading: Record) -> Finding:
    events = catalogue.timeline.events
    assert reading.event is not None
    event = events.get(reading.event)
    if event is None:
        raise SkypactError(f"unknown event {reading.event!r} — {nearest(reading.event, events)}")
    if not event.planned:
        raise SkypactError(f"{reading.event}: no planned date in the timeline, so nothing can be late")
    planned = event.planned[0]

    def late(real: str, of_real: _Day, of_planned: _Day) -> float:
        return float((of_real(real) - of_planned(planned)).days) if event.happened else math.inf

    limit, nominal = limit_of(reading, "days"), late(event.date, dates.middle, dates.middle)
    low, high = late(event.date, dates.first, dates.last), late(event.date, dates.last, dates.first)
    things = [_thing("how exact the dates are", "date", False, limit, nominal, low, high)] if event.happened else []
    for rival in event.rivals:
        if rival.date is not None:
            other = float((dates.middle(rival.date) - dates.middle(planned)).days)
            things.append(_thing(rival.text, "account", False, limit, nominal, other, other, ", ".join(rival.sources)))
    if event.inferred:
        things.append(Thing("the date is inferred", "date", True, "inferred", nominal, nominal, True, 0.0))
    note = f"planned {planned}, " + (f"came {event.date}" if event.happened else "never came")
    return _finding(key, reading, "days", limit, nominal, things, note)


def _count(catalogue: Catalogue, key: str, reading: Record) -> Finding:
    if reading.nation is None or reading.system is None or reading.date is None:
        raise SkypactError(f"{key}: a record needs `event`, or `nation`, `system` and `date`")
    if reading.nation not in catalogue.orbats:
        raise SkypactError(f"no order of battle of {reading.nation!r} — {nearest(reading.nation, catalogue.orbats)}")
    orbat = catalogue.orbats[reading.nation]
    if reading.unit is not None and reading.unit not in orbat.units:
        raise SkypactError(f"{reading.nation}: unknown unit {reading.unit!r} — {nearest(reading.unit, orbat.units)}")
    if reading.account and reading.account not in orbat.accounts:
        raise SkypactError(f"{reading.nation}: unknown account {reading.account!r} — {nearest(reading.account, orbat.accounts)}")
    account = reading.account or next(iter(orbat.accounts), "")
    counted = _Counted(orbat, reading)
    limit, nominal = limit_of(reading, "count"), counted.at(account)
    early, late = counted.at(account, begins=dates.last, ends=dates.first), counted.at(account, begins=dates.first, ends=dates.last)
    things = [_thing("how exact the dates are", "date", False, limit, nominal, early, late)]
    low, high = counted.at(account, which=0), counted.at(account, which=1)
    things.append(_thing("how many there were", "figure", counted.loose(account), limit, nominal, low, high))
    promised = counted.at(account, announced=True)
    things.append(_thing("counting what was announced as there", "date", False, limit, nominal, promised, promised))
    sure = counted.at(account, sure=True)
    things.append(_thing("rows that are inferred or assumed", "account", True, limit, nominal, sure, nominal))
    for name, rival in orbat.accounts.items():
        if name != account:
            other = counted.at(name)
            things.append(_thing(rival.title, "account", False, limit, nominal, other, other, ", ".join(rival.sources)))
    where = f" of {orbat.units[reading.unit].title}" if reading.unit else ""
    return _finding(key, reading, "count", limit, nominal, things, f"{reading.system}{where} on {reading.date}")


class _Counted:
    """The rows of a system in an order of battle, counted on a day."""

    def __init__(self, orbat: Orbat, reading: Record):
        assert reading.date is not None
        self.orbat, self.reading, self.day = orbat, reading, dates.middle(reading.date)

    def at(
        self, account: str, *, begins: _Day = dates.middle, ends: _Day = dates.middle, which: int | None = None,
        announced: bool = False, sure: bool = False,
    ) -> float:  # fmt: skip
        """Return the count; which: 0 or 1 for the least or the greatest count of each row; sure: only stated rows."""
        total = 0.0
        for unit, row in self._rows(account):
            if sure and (row.inferred or row.assumed):
                continue
            start = row.announced if announced and row.announced else row.begin or unit.begin
            stop = row.until or unit.until
            if (start and begins(start) > self.day) or (stop and ends(stop) < self.day):
                continue
            if row.count is None:
                continue
            total += row.count.value if which is None else row.count.bounds()[which]
        return total

    def loose(self, account: str) -> bool:
        """Tell whether the range of some count is assumed."""
        return any(row.assumed or (row.count is not None and row.count.assumed) for _, row in self._rows(account))

    def _rows(self, account: str) -> Iterator[tuple[Unit, Held]]:
        for name, unit in self.orbat.units.items():
            if self.reading.unit in (None, name):
                for row in unit.held:
                    if row.type == self.reading.system and (not row.accounts or account in row.accounts):
                        yield unit, row


def _thing(
    name: str, kind: str, assumed: bool, limit: Limit, nominal: float, low: float, high: float, source: str = ""
) -> Thing:
    turns = any(limit.holds(x) != limit.holds(nominal) for x in (low, high))
    effect = max(abs(low - nominal), abs(high - nominal))
    return Thing(name, kind, assumed, source, low, high, turns, effect)


def _finding(
    key: str, reading: Record, unit: str, limit: Limit, nominal: float, things: list[Thing], note: str
) -> Finding:
    moved = [t for t in things if t.effect > 0 or t.turns]
    every = [nominal, *(x for t in moved for x in (t.low, t.high))]
    known = [x for x in every if math.isfinite(x)]
    return Finding(
        key, "record", reading.text, unit, nominal, math.nan, math.nan, min(known, default=nominal),
        max(known, default=nominal), math.nan, limit, limit.holds(nominal), tuple(moved), {}, note=note,
    )  # fmt: skip
