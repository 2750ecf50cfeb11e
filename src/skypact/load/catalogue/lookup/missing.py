"""Missing: what rests on assumption, by how many shipped scenarios stand on it."""

from __future__ import annotations

from typing import NamedTuple

from skypact.load.catalogue.lookup.contents import SHEETS
from skypact.load.catalogue.lookup.parameters import figures, sheet_defaults, sheet_parameters
from skypact.load.catalogue.lookup.uses import Uses


class Lacking(NamedTuple):
    """A type sheet, a system or an order of battle: its assumed quantities of all that it states, and who uses it.

    defaults: how many quantities more it leaves to the format, all of them assumed.
    """

    room: str
    id: str
    assumed: tuple[str, ...]
    stated: int
    defaults: int
    scenarios: tuple[str, ...]


def missing(uses: Uses) -> list[Lacking]:
    """Return everything with assumed quantities; what most scenarios use first, then what lacks most."""
    shelf, found = uses.catalogue, []
    for room in SHEETS:
        for name in shelf.names(room):
            stated = sheet_parameters(shelf, room, name)
            assumed = tuple(p.path for p in stated if p.quantity.is_assumed)
            left = len(sheet_defaults(shelf, room, name))
            found.append(Lacking(room, name, assumed, len(stated), left, tuple(uses.sheets.get((room, name), ()))))
    for name in shelf.systems:
        own = figures(shelf, name)
        assumed = tuple(p.path for p in own if p.quantity.is_assumed)
        found.append(Lacking("systems", name, assumed, len(own), 0, tuple(uses.system_scenarios(name))))
    for nation, orbat in shelf.orbats.items():
        rows = [h for h in uses.holdings if h.nation == nation]
        assumed = tuple(f"{h.unit_id}: {h.held.type}" for h in rows if h.held.assumed)
        mustering = tuple(name for name, data in uses.data.items() if nation in (data.get("musters") or {}))
        found.append(Lacking("orbat", orbat.nation, assumed, len(rows), 0, mustering))
    return sorted((one for one in found if one.assumed), key=lambda x: (-len(x.scenarios), -len(x.assumed), x.id))
