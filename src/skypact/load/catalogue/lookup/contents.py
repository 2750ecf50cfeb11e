"""Contents: what the catalogue holds, room by room, a line each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from skypact.load.catalogue.shelf import Catalogue
from skypact.load.yaml_nodes import read
from skypact.spec.catalogue.orbat import Unit

#: Rooms of type sheets.
SHEETS = ("sensors", "weapons", "crafts", "jammers", "doctrines")


class Line(NamedTuple):
    """One thing of the catalogue: its id, what kind of thing, when it was (dated things), what it is."""

    id: str
    kind: str
    date: str
    title: str


def contents(catalogue: Catalogue, scenarios: Mapping[str, Path]) -> dict[str, list[Line]]:
    """Return the lines of every room, by its name; scenarios: file by name, titles are read from them."""
    return {
        "systems": [Line(name, s.kind, s.not_before or "", s.title) for name, s in catalogue.systems.items()],
        "sheets": list(_sheets(catalogue)),
        "orbat": [Line(nation, "order of battle", _span(o.units.values()), o.title)
                  for nation, o in catalogue.orbats.items()],
        "incidents": [Line(name, "core" if i.core else "", i.date, i.title)
                      for name, i in sorted(catalogue.incidents.items(), key=lambda item: item[1].date)],
        "timeline": [Line(name, e.kind, e.date, e.title)
                     for name, e in sorted(catalogue.timeline.events.items(), key=lambda item: item[1].date)],
        "articles": [Line(name, a.outlet, a.date, a.title) for name, a in catalogue.articles.items()],
        "claims": [Line(name, c.who, c.when, c.title) for name, c in catalogue.claims.items()],
        "treaties": [Line(name, "treaty", "", t.title) for name, t in catalogue.treaties.items()],
        "scenarios": [Line(name, "scenario", *_scenario(path)) for name, path in scenarios.items()],
    }  # fmt: skip


def _sheets(catalogue: Catalogue) -> Iterator[Line]:
    for room in SHEETS:
        for name in catalogue.names(room):
            sheet = catalogue.sheet(room, name) or {}
            yield Line(name, room, "", str(sheet.get("title", "")))


def _span(units: Iterable[Unit]) -> str:
    begun = [held.begin for unit in units for held in unit.held if held.begin]
    return f"from {min(begun)}" if begun else ""


def _scenario(path: Path) -> tuple[str, str]:
    data = read(path).data
    return str(data.get("date", "")), str(data.get("title", ""))
