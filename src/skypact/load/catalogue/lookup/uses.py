"""Uses: who names what: scenarios their type sheets, orders of battle their systems, facts their sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from skypact.core import dates
from skypact.core.errors import SkypactError
from skypact.load.catalogue.filling import cited
from skypact.load.catalogue.lookup.contents import SHEETS
from skypact.load.catalogue.orders import held_on
from skypact.load.catalogue.shelf import Catalogue
from skypact.load.yaml_nodes import read
from skypact.spec.catalogue.article import Item
from skypact.spec.catalogue.claim import Distance, Figures, PublishedClaim, Record, Runs, Zone
from skypact.spec.catalogue.muster import Muster
from skypact.spec.catalogue.orbat import Held, Unit

#: A type sheet: room and name.
Sheet = tuple[str, str]


class Holding(NamedTuple):
    """A row of an order of battle."""

    nation: str
    unit_id: str
    unit: Unit
    held: Held


class Uses:
    """Who names what in a catalogue and the scenarios that come with it (file by name); looked up when asked for."""

    def __init__(self, catalogue: Catalogue, scenarios: Mapping[str, Path]):
        self.catalogue, self.scenarios = catalogue, scenarios

    @cached_property
    def data(self) -> dict[str, dict[str, Any]]:
        """Return the plain data of every scenario."""
        return {name: read(path).data for name, path in self.scenarios.items()}

    @cached_property
    def sheets(self) -> dict[Sheet, list[str]]:
        """Return the scenarios that place each type sheet."""
        made: dict[Sheet, list[str]] = {}
        for name, data in self.data.items():
            for sheet in sorted(set(_placed(data)) | set(self._mustered(data))):
                made.setdefault(sheet, []).append(name)
        return made

    @cached_property
    def holdings(self) -> list[Holding]:
        """Return every row of every order of battle."""
        return [Holding(nation, name, unit, held) for nation, orbat in self.catalogue.orbats.items()
                for name, unit in orbat.units.items() for held in unit.held]  # fmt: skip

    @cached_property
    def items(self) -> list[tuple[str, str, Item]]:
        """Return (article, item, what it says) of all articles."""
        return [(name, key, item) for name, article in self.catalogue.articles.items()
                for key, item in article.items.items()]  # fmt: skip

    @cached_property
    def sources(self) -> dict[str, list[tuple[str, str]]]:
        """Return who cites each source, as (room, id)."""
        made: dict[str, list[tuple[str, str]]] = {}
        for who, data in self._facts():
            for key in dict.fromkeys(cited(data)):
                made.setdefault(key, []).append(who)
        return made

    def system_scenarios(self, system: str) -> list[str]:
        """Return the scenarios that place a sheet of a system."""
        sheets = [(room, name) for room, names in self.catalogue.systems[system].sheets.items() for name in names]
        found = {name for sheet in sheets for name in self.sheets.get(sheet, ())}
        return [name for name in self.scenarios if name in found]

    def items_naming(self, place: str, name: str) -> list[tuple[str, str, Item]]:
        """Return the items of articles that point to an id: place is `systems`, `events`, `scenarios` …"""
        return [one for one in self.items if name in getattr(one[2], place)]

    def claims_naming(self, place: str, name: str) -> list[str]:
        """Return the claims that rest on an id: place is `systems`, `scenarios`, `events`, `articles`."""
        return [key for key, claim in self.catalogue.claims.items() if name in named_by(claim)[place]]

    def _mustered(self, data: dict[str, Any]) -> Iterator[Sheet]:
        """Yield the sheets that the musters of a scenario bring in on their day."""
        entries = data.get("musters")
        for nation, entry in entries.items() if isinstance(entries, dict) else ():
            orbat = self.catalogue.orbats.get(nation)
            with suppress(ValueError, SkypactError):  # told when the scenario is loaded
                muster = Muster.model_validate(entry)
                day = dates.day(muster.on or str(data.get("date")))
                rows = held_on(orbat, day, account=muster.account, announced=muster.announced) if orbat else ()
                for row in rows:
                    system = self.catalogue.systems.get(row.held.type)
                    if system and row.unit.branch in muster.posts and row.name not in muster.without:
                        yield from ((_room(stand.section), stand.type) for stand in system.stands)

    def _facts(self) -> Iterator[tuple[tuple[str, str], Any]]:
        shelf = self.catalogue
        for room in (*SHEETS, "systems", "orbat", "articles", "claims", "treaties"):
            for name in shelf.names(room):
                yield (room, name), shelf.sheet(room, name)
        for name, event in shelf.timeline.events.items():
            yield ("timeline", name), event.model_dump()
        for name, incident in shelf.incidents.items():
            yield ("incidents", name), incident.model_dump()
        for name, data in self.data.items():
            yield ("scenarios", name), data


def named_by(claim: PublishedClaim) -> dict[str, set[str]]:
    """Return the ids that a claim rests on: `systems`, `scenarios`, `events`, `articles`, `places`."""
    made: dict[str, set[str]] = {key: set() for key in ("systems", "scenarios", "events", "articles", "places")}
    made["articles"] |= {claim.article} if claim.article else set()
    for reading in claim.readings.values():
        if isinstance(reading, Distance):
            made["systems"] |= {_system(path) for path in reading.reach}
            made["places"] |= {*reading.origins, *reading.targets}
        elif isinstance(reading, Figures):
            made["systems"] |= {_system(path) for path in (*reading.of, *reading.over)}
        elif isinstance(reading, (Runs, Zone)):
            made["scenarios"].add(reading.scenario)
        elif isinstance(reading, Record):
            made["systems"] |= {reading.system} if reading.system else set()
            made["events"] |= {reading.event} if reading.event else set()
    return made


def _system(path: str) -> str:
    return path.rpartition(".")[0] or path


def _room(section: str) -> str:
    return "sensors" if section == "sensors" else "weapons"


def _placed(data: dict[str, Any]) -> Iterator[Sheet]:
    """Yield the type sheets that the units of a scenario name themselves."""
    for section in ("sensors", "batteries", "fighters", "intruders", "traffic", "echoes", "recorded", "airborne"):
        units = data.get(section)
        for unit in units.values() if isinstance(units, dict) else ():
            yield from _of_unit(section, unit) if isinstance(unit, dict) else ()
    for block in (data.get("civil") or {}).values():
        yield from (("crafts", str(name)) for name in (block.get("types") or {} if isinstance(block, dict) else {}))
    for post in (data.get("posts") or {}).values():
        if isinstance(post, dict) and post.get("doctrine"):
            yield "doctrines", str(post["doctrine"])
    for overlay in (data.get("arrangements") or {}).values():
        yield from (("doctrines", str(name)) for name in ((overlay or {}).get("doctrine") or {}).values())


def _of_unit(section: str, unit: dict[str, Any]) -> Iterator[Sheet]:
    kind = unit.get("type")
    room = {"sensors": "sensors", "batteries": "weapons", "fighters": "weapons"}.get(section, "crafts")
    if isinstance(kind, str):
        yield room, kind
        if section == "airborne" and unit.get("radar") is None:
            yield "sensors", kind
    for key, inner in (("radar", "sensors"), ("jammer", "jammers")):
        carried = unit.get(key)
        if isinstance(carried, dict) and isinstance(carried.get("type"), str):
            yield inner, carried["type"]
