"""The door: what an id of the catalogue stands for."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from skypact.core.errors import SkypactError, nearest
from skypact.load.catalogue.lookup.contents import SHEETS
from skypact.load.catalogue.shelf import Catalogue


class Found(NamedTuple):
    """A room of the catalogue and the id of a thing in it; of a unit NATION/unit."""

    room: str
    id: str


def rooms(catalogue: Catalogue, scenarios: Collection[str]) -> dict[str, Collection[str]]:
    """Return the ids of every room, the room that answers first where two have the same id first."""
    units = [f"{nation}/{unit}" for nation, orbat in catalogue.orbats.items() for unit in orbat.units]
    return {
        "systems": catalogue.systems, **{room: catalogue.names(room) for room in SHEETS},
        "incidents": catalogue.incidents, "timeline": catalogue.timeline.events, "articles": catalogue.articles,
        "claims": catalogue.claims, "treaties": catalogue.treaties, "orbat": catalogue.orbats, "units": units,
        "forces": catalogue.timeline.forces, "scenarios": scenarios, "sources": catalogue.sources,
    }  # fmt: skip


def find(catalogue: Catalogue, scenarios: Collection[str], name: str) -> list[Found]:
    """Return everything that an id stands for, or ROOM/id alone; SkypactError with the nearest where it is nothing."""
    every = rooms(catalogue, scenarios)
    room, _, rest = name.partition("/")
    if room in every and rest:
        if rest not in every[room]:
            raise SkypactError(f"{rest}: nothing in {room} has this id — {nearest(rest, every[room])}")
        return [Found(room, rest)]
    found = [Found(room, name) for room, ids in every.items() if name in ids]
    if found:
        return found
    folded = [Found(room, one) for room, ids in every.items() for one in ids if one.casefold() == name.casefold()]
    if folded:
        return folded
    ids = [one for room, known in every.items() if room != "sources" for one in known]
    raise SkypactError(f"{name}: nothing in the catalogue has this id — {nearest(name, ids)}")
