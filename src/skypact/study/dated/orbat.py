"""The order of battle of a nation on a day: its rows, what no source gives, and what the pact had in force."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from skypact.core.errors import SkypactError, nearest
from skypact.load.catalogue.history import InForce, in_force
from skypact.load.catalogue.orders import Row, held_on, units_on
from skypact.load.catalogue.shelf import Catalogue
from skypact.spec.catalogue.orbat import Held, Orbat, Unit
from skypact.spec.quantity import Count

#: The branches in the order of a table.
BRANCHES = (
    "command", "aviation", "helicopters", "missiles", "radars", "warning", "interceptors", "rockets", "ships", "other",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One line: a unit, what it holds (None where that is not known), and whether it surely does on the day."""

    id: str
    unit: Unit
    held: Held | None
    sure: bool

    @property
    def marks(self) -> list[str]:
        """Return what a reader must know of the line: assumed, inferred, not sure on this day."""
        made = []
        if self.unit.assumed and not self.unit.sources:
            made.append("unit assumed")
        if self.held is None:
            made += [] if self.unit.branch == "command" else ["what it holds is not known"]
            return made + ([] if self.sure else ["not sure on this day"])
        if self.held.assumed:
            made.append("assumed")
        elif self.held.count is not None and self.held.count.assumed:  # a bare number has the sources of its row
            made.append("count assumed")
        if self.held.inferred:
            made.append("inferred")
        elif not self.sure:
            made.append("not sure on this day")
        return made


@dataclass(frozen=True)
class OrderOfBattle:
    """What a nation had on a day by one account. towns: where its towns lie [degrees], rounded to 0.1."""

    nation: str
    orbat: Orbat
    date: datetime.date
    account: str
    announced: bool
    lines: tuple[Line, ...]
    force: tuple[InForce, ...]
    towns: dict[str, tuple[float, float]]

    def by_branch(self) -> dict[str, list[Line]]:
        """Return the lines by branch."""
        found = {branch: [x for x in self.lines if x.unit.branch == branch] for branch in BRANCHES}
        return {branch: lines for branch, lines in found.items() if lines}

    def totals(self) -> list[tuple[str, float, bool]]:
        """Return system, number and whether the number is whole: no row of it without a count."""
        number: dict[str, float] = {}
        short: set[str] = set()
        for line in self.lines:
            if line.held is None:
                continue
            held = 0.0 if line.held.count is None else line.held.count.value
            number[line.held.type] = number.get(line.held.type, 0.0) + held
            if line.held.count is None:
                short.add(line.held.type)
        return [(name, value, name not in short) for name, value in number.items()]

    def as_dict(self) -> dict[str, Any]:
        """Return a mapping for JSON, with everything that the file says of a row."""
        return {
            "nation": self.nation, "title": self.orbat.title, "date": self.date.isoformat(),
            "account": self.account, "accounts": {n: a.title for n, a in self.orbat.accounts.items()},
            "announced": self.announced, "rows": [_row(line, self.towns) for line in self.lines],
            "not_found": list(self.orbat.not_found), "note": self.orbat.note,
            "in_force": [
                {"id": f.id, "title": f.force.title, "arrangement": f.force.arrangement, "event": f.event_id,
                 "since": f.event.date, "sure": f.sure, "rivals": [r.model_dump(mode="json") for r in f.rivals]}
                for f in self.force
            ],
        }  # fmt: skip


def on_day(
    catalogue: Catalogue, nation: str, date: datetime.date, *, account: str = "", announced: bool = False
) -> OrderOfBattle:
    """Return the order of battle of a nation on a day; SkypactError for an unknown nation, account or day."""
    orbat = catalogue.orbats.get(nation)
    if orbat is None:
        raise SkypactError(f"no order of battle of {nation!r} — {nearest(nation, catalogue.orbats)}")
    rows = held_on(orbat, date, account=account, announced=announced)
    lines = sorted(_lines(orbat, date, rows), key=lambda x: BRANCHES.index(x.unit.branch))
    named = {unit.at for unit in orbat.units.values() if unit.at is not None} & catalogue.places.keys()
    towns = {town: (float(catalogue.places[town][0]), float(catalogue.places[town][1])) for town in sorted(named)}
    force = tuple(in_force(catalogue.timeline, date.isoformat()))
    chosen = account or next(iter(orbat.accounts), "")
    return OrderOfBattle(nation, orbat, date, chosen, announced, tuple(lines), force, towns)


def _lines(orbat: Orbat, date: datetime.date, rows: list[Row]) -> Iterator[Line]:
    """Yield the lines in the order of the file; a unit of which nothing is known to be held has one of its own."""
    for name, unit, sure in units_on(orbat, date):
        own = [Line(name, unit, row.held, row.sure) for row in rows if row.name == name]
        if own:
            yield from own
        elif not unit.held:  # one that holds something on other days has nothing now
            yield Line(name, unit, None, sure)


def count_text(count: Count | None) -> str:
    """Return how many, with the range: "2", "3 (1 to 6)", "?" where no source says."""
    if count is None:
        return "?"
    low, high = count.bounds()
    return f"{count.value:g}" if low == high else f"{count.value:g} ({low:g} to {high:g})"


def _row(line: Line, towns: dict[str, tuple[float, float]]) -> dict[str, Any]:
    unit, held = line.unit, line.held
    made: dict[str, Any] = {
        "unit": line.id, "title": unit.title, "branch": unit.branch, "town": unit.at, "under": unit.under,
        "crew": unit.crew, "sure": line.sure, "marks": line.marks, "unit_sources": list(unit.sources),
        "unit_note": unit.note, "system": None,
        "place_deg": list(towns[unit.at]) if unit.at in towns else None,
        "readiness": None if unit.readiness is None else unit.readiness.model_dump(mode="json", exclude_none=True),
    }  # fmt: skip
    if held is None:
        return made
    return made | {
        "system": held.type, "from": held.begin, "to": held.until, "announced": held.announced,
        "inferred": held.inferred, "assumed": held.assumed, "accounts": list(held.accounts),
        "count": None if held.count is None else held.count.model_dump(mode="json", exclude_none=True),
        "sources": list(held.sources), "grade": held.grade, "note": held.note,
    }  # fmt: skip
