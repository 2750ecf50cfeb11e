"""Orders of battle read on a day: which rows count, how surely, and what changed between two days."""

from __future__ import annotations

import datetime
from typing import Literal, NamedTuple

from skypact.core import dates
from skypact.core.errors import SkypactError, nearest
from skypact.spec.catalogue.orbat import Held, Orbat, Unit

#: The last day of the orders of battle (law 9): nothing later is in the catalogue, and no later day is answered.
END = datetime.date(2022, 1, 31)


class Row(NamedTuple):
    """A row that counts on a day. sure: the day lies inside whatever day the dates mean, and nothing is inferred."""

    name: str
    unit: Unit
    held: Held
    sure: bool


class Change(NamedTuple):
    """What became of a type in a unit between two days; counts are None where absent or not known."""

    name: str
    unit: Unit
    type: str
    what: Literal["came", "went", "grew", "shrank"]
    before: float | None
    after: float | None
    sure: bool


def held_on(orbat: Orbat, date: datetime.date, *, account: str = "", announced: bool = False) -> list[Row]:
    """Return the rows that count on a day, in the order of the file.

    A row counts from the first day that its `from` may mean to the last day that its `to` may mean. account: one of the
    rival accounts, the first unless named. announced: begin on the announced date where a row has one; a row that has
    only an announced date never came, and counts under this alone.
    """
    _answered(date)
    chosen = _account(orbat, account)
    return [
        Row(name, unit, held, sure)
        for name, unit in orbat.units.items()
        for held in unit.held
        if not held.accounts or chosen in held.accounts
        if (sure := _standing(unit, held, date, announced)) is not None
    ]


def units_on(orbat: Orbat, date: datetime.date) -> list[tuple[str, Unit, bool]]:
    """Return the units that stand on a day, whether or not it is known what they held: id, unit, sure."""
    _answered(date)
    found = ((name, unit, _within(unit.begin, unit.until, date)) for name, unit in orbat.units.items())
    return [(name, unit, sure) for name, unit, sure in found if sure is not None]


def changed(
    orbat: Orbat, before: datetime.date, after: datetime.date, *, account: str = "", announced: bool = False
) -> list[Change]:
    """Return what came, went, grew or shrank from one day to another, by unit and type, in the order of the file.

    A type that is there on both days with a count unknown on either is no change.
    """
    then = _by_type(held_on(orbat, before, account=account, announced=announced))
    now = _by_type(held_on(orbat, after, account=account, announced=announced))
    order = [(name, held.type) for name, unit in orbat.units.items() for held in unit.held]
    found = (_change(orbat, key, then.get(key), now.get(key)) for key in dict.fromkeys(order))
    return [change for change in found if change is not None]


def total(rows: list[Row]) -> float | None:
    """Return how many the rows hold together, or None where a count is not known."""
    counts = [row.held.count for row in rows]
    return None if not counts or None in counts else sum(count.value for count in counts if count is not None)


def _change(orbat: Orbat, key: tuple[str, str], old: list[Row] | None, new: list[Row] | None) -> Change | None:
    name, kind = key
    before, after = total(old or []), total(new or [])
    what: Literal["came", "went", "grew", "shrank"]
    if old is None and new is None:
        return None
    if old is None:
        what = "came"
    elif new is None:
        what = "went"
    elif before is None or after is None or before == after:
        return None
    else:
        what = "grew" if after > before else "shrank"
    sure = all(row.sure for row in [*(old or []), *(new or [])])
    return Change(name, orbat.units[name], kind, what, before, after, sure)


def _by_type(rows: list[Row]) -> dict[tuple[str, str], list[Row]]:
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        found.setdefault((row.name, row.held.type), []).append(row)
    return found


def _answered(date: datetime.date) -> None:
    if date > END:
        raise SkypactError(f"orders of battle end on {END} — {date} is later; name an earlier day")


def _account(orbat: Orbat, account: str) -> str:
    if account and account not in orbat.accounts:
        raise SkypactError(f"unknown account '{account}' of {orbat.nation} — {nearest(account, orbat.accounts)}")
    return account or next(iter(orbat.accounts), "")


def _standing(unit: Unit, held: Held, date: datetime.date, announced: bool) -> bool | None:
    """Return whether a row is sure on a day; None where it does not count."""
    if held.announced and not held.begin and not announced:
        return None
    begin = held.announced if announced and held.announced else held.begin
    row, whole = _within(begin, held.until, date), _within(unit.begin, unit.until, date)
    return None if row is None or whole is None else row and whole and not held.inferred


def _within(begin: str | None, until: str | None, date: datetime.date) -> bool | None:
    if (begin and date < dates.first(begin)) or (until and date > dates.last(until)):
        return None
    return not ((begin and date < dates.last(begin)) or (until and date > dates.first(until)))
