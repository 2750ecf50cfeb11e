"""Records: readings that dated data settle: how many of a system were held on a day, how late an event was."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable

from skypact.core import dates
from skypact.core.errors import SkypactError, nearest
from skypact.load.catalogue.orders import Row, held_on
from skypact.load.catalogue.shelf import Catalogue
from skypact.spec.catalogue.claim import Record
from skypact.spec.catalogue.orbat import Orbat
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
            least = float((dates.first(rival.date) - dates.last(planned)).days)
            most = float((dates.last(rival.date) - dates.first(planned)).days)
            things.append(_thing(rival.text, "account", False, limit, nominal, least, most, ", ".join(rival.sources)))
    if event.inferred:
        things.append(Thing("the date is inferred", "date", True, "inferred", nominal, nominal, True, 0.0))
    note = f"planned {planned}, " + (f"came {event.date}" if event.happened else "never came")
    return _finding(key, reading, "days", limit, nominal, things, note)


def _count(catalogue: Catalogue, key: str, reading: Record) -> Finding:
    """Return how many were held; what was announced and never came is known not to be there, so it turns nothing."""
    orbat = _orbat(catalogue, reading)
    found = _rows(orbat, reading, reading.account)
    limit, nominal = limit_of(reading, "count"), _sum(found)
    exact = [row for row in found if row.sure or row.held.inferred or row.held.assumed]
    stated = [row for row in found if not (row.held.inferred or row.held.assumed)]
    loose = any(row.held.count is not None and row.held.count.assumed for row in found)
    came = [row for row in _rows(orbat, reading, reading.account, announced=True) if row.held.begin]
    things = [
        _thing("how exact the dates are", "date", False, limit, nominal, _sum(exact), nominal),
        _thing("rows that are inferred or assumed", "account", True, limit, nominal, _sum(stated), nominal),
        _thing("how many there were", "figure", loose, limit, nominal, _sum(found, 0), _sum(found, 1)),
        _thing("counting what was announced as there", "date", False, limit, nominal, _sum(came), _sum(came)),
    ]
    assert reading.date is not None
    if dates.first(reading.date) != dates.last(reading.date):
        begin, end = (_sum(_rows(orbat, reading, reading.account, day=day)) for day in (dates.first, dates.last))
        things.append(_thing(f"which day of {reading.date} is meant", "date", False, limit, nominal, begin, end))
    if any(row.held.count is None for row in found):
        things.append(_thing("counts that no source gives", "figure", True, limit, nominal, nominal, math.inf))
    if not any(t.turns for t in things):
        least = _sum([row for row in found if row in exact and row in stated], 0)
        assumed = loose or len(stated) < len(found)
        name = "several together, assumed ones among them" if assumed else "several together, all with a source"
        things.append(_thing(name, "several", assumed, limit, nominal, least, max(_sum(found, 1), _sum(came, 1))))
    taken_ = reading.account or next(iter(orbat.accounts), "")
    for name, rival in orbat.accounts.items():
        if name != taken_:
            other = _sum(_rows(orbat, reading, name))
            things.append(_thing(rival.title, "account", False, limit, nominal, other, other, ", ".join(rival.sources)))
    where = f" of {orbat.units[reading.unit].title}" if reading.unit else ""
    return _finding(key, reading, "count", limit, nominal, things, f"{reading.system}{where} on {reading.date}")


def _orbat(catalogue: Catalogue, reading: Record) -> Orbat:
    """Return the order of battle that a reading asks; SkypactError where that never names the system at all."""
    if reading.nation is None or reading.system is None or reading.date is None:
        raise SkypactError("a record needs `event`, or `nation`, `system` and `date`")
    if reading.nation not in catalogue.orbats:
        raise SkypactError(f"no order of battle of {reading.nation!r} — {nearest(reading.nation, catalogue.orbats)}")
    orbat = catalogue.orbats[reading.nation]
    if reading.unit is not None and reading.unit not in orbat.units:
        raise SkypactError(f"{reading.nation}: unknown unit {reading.unit!r} — {nearest(reading.unit, orbat.units)}")
    units = list(orbat.units.values()) if reading.unit is None else [orbat.units[reading.unit]]
    known = {held.type for unit in units for held in unit.held}
    if reading.system not in known:
        what = f"{reading.unit or reading.nation}: no row ever names {reading.system}, so how many is not known"
        raise SkypactError(f"{what} — {nearest(reading.system, known)}")
    return orbat


def _rows(
    orbat: Orbat, reading: Record, account: str, *, announced: bool = False, day: _Day = dates.middle
) -> list[Row]:
    assert reading.date is not None
    found = held_on(orbat, day(reading.date), account=account, announced=announced)
    return [r for r in found if r.held.type == reading.system and reading.unit in (None, r.name)]


def _sum(rows: list[Row], which: int | None = None) -> float:
    """Return how many the rows hold; which: 0 or 1 for the least or the greatest count of each."""
    counts = [row.held.count for row in rows if row.held.count is not None]
    return float(sum(c.value if which is None else c.bounds()[which] for c in counts))


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
    known = [x for x in every if not math.isnan(x)]
    return Finding(
        key, "record", reading.text, unit, nominal, math.nan, math.nan, min(known, default=nominal),
        max(known, default=nominal), math.nan, limit, limit.holds(nominal), tuple(moved), {}, note=note,
    )  # fmt: skip
