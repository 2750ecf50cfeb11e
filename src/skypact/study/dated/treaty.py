"""The ledger of a treaty: ceilings against what an order of battle names on a day, which can only be a floor."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any, Literal

from skypact.core import dates
from skypact.core.errors import SkypactError, nearest
from skypact.load.catalogue.orders import held_on
from skypact.load.catalogue.shelf import Catalogue
from skypact.spec.catalogue.timeline import Event
from skypact.spec.catalogue.treaty import Ceiling, Holding, Treaty
from skypact.spec.quantity import Count

Verdict = Literal["within", "above", "cannot say", "no ceiling"]
#: What stands behind each verdict.
WORDS: dict[str, str] = {
    "within": "within: the holding that was notified is not above the ceiling",
    "above": "above: more is named, or was notified, than the ceiling allows",
    "cannot say": "cannot say: holdings are not published; what is named is a floor",
    "no ceiling": "no ceiling of this nation was found",
}


@dataclass(frozen=True)
class Named:
    """What an order of battle names in a category: system, count with its range, unit; None where no count is known."""

    system: str
    unit: str
    count: Count | None


@dataclass(frozen=True)
class Entry:
    """One category of one ceiling. named, low, high: the floor, with the range of its counts.

    short: rows without a count. notified: what the nation itself notified last before the day.
    """

    category: str
    ceiling: Ceiling
    limit: float
    named: float
    low: float
    high: float
    short: int
    notified: float | None
    verdict: Verdict

    @property
    def headroom(self) -> float:
        """Return what is left at most: the ceiling less the least that is named."""
        return self.limit - self.low


@dataclass(frozen=True)
class Ledger:
    """A treaty's ledger of a nation on a day. events: of its life, up to the day. all_parties: last before the day."""

    name: str
    treaty: Treaty
    nation: str
    date: datetime.date
    entries: tuple[Entry, ...]
    rows: dict[str, tuple[Named, ...]]
    events: tuple[tuple[str, Event], ...]
    all_parties: Holding | None

    def as_dict(self) -> dict[str, Any]:
        """Return a mapping for JSON."""
        return {
            "treaty": self.name, "title": self.treaty.title, "nation": self.nation, "date": self.date.isoformat(),
            "categories": [
                {"category": e.category, "text": self.treaty.categories[e.category], "ceiling": e.limit,
                 "ceiling_text": e.ceiling.text, "in_force": e.ceiling.in_force, "grade": e.ceiling.grade,
                 "sources": list(e.ceiling.sources), "named": e.named, "named_low": e.low, "named_high": e.high,
                 "rows_without_count": e.short, "notified": e.notified, "headroom_at_most": e.headroom,
                 "verdict": e.verdict}
                for e in self.entries
            ],
            "named": {
                category: [{"system": r.system, "unit": r.unit,
                            "count": None if r.count is None else r.count.model_dump(mode="json", exclude_none=True)}
                           for r in rows]
                for category, rows in self.rows.items()
            },
            "all_parties": None if self.all_parties is None else {
                "date": self.all_parties.date, "held": {k: q.value for k, q in self.all_parties.held.items()},
                "sources": list(self.all_parties.sources),
            },
            "events": [{"id": key, "date": event.date, "title": event.title} for key, event in self.events],
            "not_found": list(self.treaty.not_found),
        }  # fmt: skip


def ledger(catalogue: Catalogue, name: str, nation: str, date: datetime.date, *, account: str = "") -> Ledger:
    """Return the ledger of a treaty for a nation on a day; SkypactError for what is unknown."""
    treaty = catalogue.treaties.get(name)
    if treaty is None:
        raise SkypactError(f"unknown treaty {name!r} — {nearest(name, catalogue.treaties)}")
    orbat = catalogue.orbats.get(nation)
    if orbat is None:
        raise SkypactError(f"no order of battle of {nation!r} — {nearest(nation, catalogue.orbats)}")
    rows: dict[str, list[Named]] = {category: [] for category in treaty.categories}
    for row in held_on(orbat, date, account=account):
        system = catalogue.systems.get(row.held.type)
        if system is not None and system.treaty in rows:
            rows[system.treaty].append(Named(row.held.type, row.unit.title, row.held.count))
    entries = tuple(
        _entry(treaty, ceiling, category, limit.value, rows[category], nation, date)
        for ceiling in treaty.ceilings if ceiling.nation == nation and _stands(ceiling, date)
        for category, limit in ceiling.limits.items() if category in rows
    )
    every = catalogue.timeline.events
    told = sorted(
        ((key, every[key]) for key in treaty.events if key in every and dates.first(every[key].date) <= date),
        key=lambda one: dates.first(one[1].date),
    )
    return Ledger(
        name, treaty, nation, date, entries, {k: tuple(v) for k, v in rows.items()}, tuple(told),
        _last(treaty, "all", date),
    )


def verdict(limit: float, low: float, notified: float | None) -> Verdict:
    """Return what a ceiling, the least that is named, and the notified holding say together."""
    if low > limit or (notified is not None and notified > limit):
        return "above"
    return "cannot say" if notified is None else "within"


def _entry(
    treaty: Treaty, ceiling: Ceiling, category: str, limit: float, rows: list[Named], nation: str, date: datetime.date
) -> Entry:
    counted = [row.count for row in rows if row.count is not None]
    low, high = (sum(count.bounds()[end] for count in counted) for end in (0, 1))
    holding = _last(treaty, nation, date)
    notified = holding.held[category].value if holding is not None and category in holding.held else None
    return Entry(
        category, ceiling, limit, sum(count.value for count in counted), low, high, len(rows) - len(counted), notified,
        verdict(limit, low, notified),
    )


def _stands(ceiling: Ceiling, date: datetime.date) -> bool:
    """Return whether a ceiling is of that time, were it in force: begun by the day, and not ended before it."""
    begun = ceiling.begin is None or dates.first(ceiling.begin) <= date
    return begun and (ceiling.until is None or dates.last(ceiling.until) >= date)


def _last(treaty: Treaty, nation: str, date: datetime.date) -> Holding | None:
    found = [one for one in treaty.holdings if one.nation == nation and dates.first(one.date) <= date]
    return max(found, key=lambda one: dates.first(one.date), default=None)
