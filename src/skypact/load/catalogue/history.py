"""History: what the pact had in force on a day, and what happened between two days."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from skypact.core import dates
from skypact.spec.catalogue.timeline import Event, Force, Rival, Timeline


@dataclass(frozen=True, slots=True)
class InForce:
    """A force, the event that began it, and whether every account has it in force on the whole of the day.

    rivals: the other accounts of that event. Not sure: a date that is only a month or a year, or a rival date, or an
    end that may lie before or after the day.
    """

    id: str
    force: Force
    event_id: str
    event: Event
    sure: bool
    rivals: tuple[Rival, ...]


def in_force(timeline: Timeline, date: str) -> list[InForce]:
    """Return what is in force on a day (or may be, by some account), in the order in which it began."""
    found: list[InForce] = []
    for name, force in timeline.forces.items():
        begun = [(key, event) for key, event in _ordered(timeline) if event.happened and name in event.begins]
        ended = [event for event in timeline.events.values() if event.happened and name in event.ends]
        for key, event in begun:
            after = [end for end in ended if dates.first(end.date) >= dates.first(event.date)]
            sure = _standing(event, after, date)
            if sure is not None:
                found.append(InForce(name, force, key, event, sure, tuple(event.rivals)))
                break
    return sorted(found, key=lambda one: (dates.first(one.event.date), one.id))


def between(
    timeline: Timeline, first: str, last: str, kinds: Collection[str] = (), nations: Collection[str] = ()
) -> list[tuple[str, Event]]:
    """Return id and event of all that touches the time from one date to another, the earliest first.

    kinds, nations: those alone; none means all. A date that is only a year or a month touches all of its days.
    """
    begin, end = dates.first(first), dates.last(last)
    return [
        (key, event)
        for key, event in _ordered(timeline)
        if dates.first(event.date) <= end
        and dates.last(event.until or event.date) >= begin
        and (not kinds or event.kind in kinds)
        and (not nations or not set(nations).isdisjoint(event.nations))
    ]


def _ordered(timeline: Timeline) -> list[tuple[str, Event]]:
    return sorted(timeline.events.items(), key=lambda item: (dates.first(item[1].date), item[0]))


def _standing(event: Event, ends: list[Event], date: str) -> bool | None:
    """Return whether what an event began surely stands on a date; None where it surely does not."""
    accounts = [event.date, *(rival.date for rival in event.rivals if rival.date)]
    if min(map(dates.first, accounts)) > dates.last(date) or any(_latest(end) <= dates.first(date) for end in ends):
        return None
    begun = all(dates.last(one) <= dates.first(date) for one in accounts)
    return begun and not event.inferred and not any(dates.first(end.date) <= dates.last(date) for end in ends)


def _latest(event: Event) -> datetime.date:
    return max(dates.last(one) for one in [event.date, *(rival.date for rival in event.rivals if rival.date)])
