"""Entries: everything that the catalogue has on one thing, as plain data for programs."""

from __future__ import annotations

from typing import Any

from skypact.load.catalogue.lookup.contents import SHEETS
from skypact.load.catalogue.lookup.door import Found
from skypact.load.catalogue.lookup.parameters import Parameter, figures, sheet_parameters
from skypact.load.catalogue.lookup.uses import Uses
from skypact.spec.quantity import Spec


def entry(uses: Uses, found: Found) -> dict[str, Any]:
    """Return room, id, the fact itself, and who names it. Quantities are in SI units with their dimension."""
    return {"room": found.room, "id": found.id, **_content(uses, found), "named_by": _named(uses, found)}


def fact(uses: Uses, found: Found) -> Spec | dict[str, Any]:
    """Return the fact behind an id: a model, or plain data where it has none."""
    shelf = uses.catalogue
    if found.room == "units":
        nation, _, name = found.id.partition("/")
        return shelf.orbats[nation].units[name]
    if found.room in SHEETS:
        return shelf.sheet(found.room, found.id) or {}
    if found.room == "scenarios":
        data = uses.data[found.id]
        return {key: data.get(key) for key in ("title", "date", "start", "duration", "question")}
    rooms: dict[str, dict[str, Any]] = {
        "systems": shelf.systems, "orbat": shelf.orbats, "articles": shelf.articles, "claims": shelf.claims,
        "treaties": shelf.treaties, "incidents": shelf.incidents, "timeline": shelf.timeline.events,
        "forces": shelf.timeline.forces, "sources": shelf.sources,
    }  # fmt: skip
    return rooms[found.room][found.id]


def _content(uses: Uses, found: Found) -> dict[str, Any]:
    held, shelf = fact(uses, found), uses.catalogue
    made = held.model_dump(mode="json", by_alias=True) if isinstance(held, Spec) else held
    if found.room in SHEETS:
        return {"fact": {k: v for k, v in made.items() if not isinstance(v, dict)},
                "parameters": _rows(sheet_parameters(shelf, found.room, found.id))}  # fmt: skip
    if found.room != "systems":
        return {"fact": made}
    sheets = [(room, name) for room, names in shelf.systems[found.id].sheets.items() for name in names]
    return {
        "fact": {key: value for key, value in made.items() if key != "figures"},
        "figures": _rows(figures(shelf, found.id)),
        "parameters": {f"{room}/{name}": _rows(sheet_parameters(shelf, room, name)) for room, name in sheets},
    }


def _rows(found: list[Parameter]) -> list[dict[str, Any]]:
    return [{"path": p.path, "text": p.value} | p.quantity.model_dump(mode="json") for p in found]


def _named(uses: Uses, found: Found) -> dict[str, Any]:
    room, name = found
    if room == "sources":
        return {"cited_by": [f"{place}/{one}" for place, one in uses.sources.get(name, [])]}
    if room in SHEETS:
        return {"scenarios": uses.sheets.get((room, name), [])}
    places = {"systems": "systems", "timeline": "events", "incidents": "incidents", "scenarios": "scenarios",
              "claims": "claims", "units": "orbat"}  # fmt: skip
    made: dict[str, Any] = {}
    if room in places:
        made["articles"] = [f"{article}/{key}" for article, key, _ in uses.items_naming(places[room], name)]
    if room in ("systems", "timeline", "scenarios", "articles"):
        made["claims"] = uses.claims_naming(places.get(room, room), name)
    if room == "systems":
        made["scenarios"] = uses.system_scenarios(name)
        made["orbat"] = [{"nation": h.nation, "unit": h.unit_id, "at": h.unit.at} | h.held.model_dump(
            mode="json", by_alias=True) for h in uses.holdings if h.held.type == name]  # fmt: skip
    return made
