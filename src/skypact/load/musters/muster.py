"""Muster: a nation's units as its order of battle has them on a day, written into a scenario before it is read."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from pydantic import ValidationError

from skypact.core import dates
from skypact.core.errors import SkypactError, nearest
from skypact.load.catalogue.orders import Row, held_on
from skypact.load.catalogue.shelf import Catalogue
from skypact.load.musters.called import Names
from skypact.load.yaml_nodes import DataPath, Document, Problem
from skypact.spec.catalogue.muster import Muster
from skypact.spec.catalogue.orbat import Orbat
from skypact.spec.catalogue.system import Stand, System

#: Section of a scenario → the key of its place, and the key of the post that its units answer to.
KEYS = {"batteries": ("at", "commander"), "sensors": ("at", "reports_to"), "fighters": ("base", "commander")}


class Called(NamedTuple):
    """What one row of an order of battle put into a scenario: the names of the units, or why there is none."""

    nation: str
    on: datetime.date
    row: Row
    names: tuple[str, ...]
    why: str = ""


@dataclass(frozen=True)
class Mustered:
    """A document with its musters written out as units, what was wrong with them, and what each row came to."""

    document: Document
    problems: list[Problem]
    called: tuple[Called, ...] = ()


def mustered(document: Document, catalogue: Catalogue, on: datetime.date | None = None) -> Mustered:
    """Return a document with the units of its musters; `on` puts every muster at that day."""
    raw = document.data.get("musters")
    if not isinstance(raw, dict) or not raw:
        return Mustered(document, [])
    call = _Call(document, catalogue)
    broken: dict[str, Any] = {}
    for nation, entry in raw.items():
        try:
            muster = Muster.model_validate(entry)
        except ValidationError:  # told with the whole file
            muster, broken[nation] = None, entry
        call.nation(nation, muster, on)
    rest = {key: value for key, value in document.data.items() if key != "musters"}
    data, marks = call.names.spelt_out(rest | call.sections(rest), call.marks)
    made = replace(document, data=data | ({"musters": broken} if broken else {}), marks=marks)
    return Mustered(made, call.problems, tuple(call.called))


def musters_of(document: Document) -> dict[str, Muster]:
    """Return the musters of a document by nation; a broken one is left out, it is told when the file is loaded."""
    made: dict[str, Muster] = {}
    raw = document.data.get("musters")
    for nation, entry in raw.items() if isinstance(raw, dict) else ():
        with suppress(ValidationError):
            made[nation] = Muster.model_validate(entry)
    return made


def stem(unit: str, system: str, stand: Stand) -> str:
    """Return the name of what a unit's system stands for; a battery or a sensor has the number of its copy behind."""
    return f"{unit}-{system}{stand.suffix}"


class _Call:
    """Collect the units of every muster of a document."""

    def __init__(self, document: Document, catalogue: Catalogue):
        self.document, self.catalogue = document, catalogue
        self.marks: dict[DataPath, tuple[int, int]] = dict(document.marks)
        self.made: dict[str, dict[str, dict[str, Any]]] = {section: {} for section in KEYS}
        self.names = Names(document.data)
        self.problems: list[Problem] = []
        self.called: list[Called] = []

    def nation(self, nation: str, muster: Muster | None, on: datetime.date | None) -> None:
        """Add the units of one muster; of a broken one only the names that it could have made."""
        here: DataPath = ("musters", nation)
        orbat = self.catalogue.orbats.get(nation)
        if orbat is None:
            what = f"no order of battle of '{nation}' in the catalogue"
            self.problems.append(Problem(here, what, nearest(nation, self.catalogue.orbats)))
            return
        stems = self._stems(orbat)
        self.names.know(nation, stems)
        day = self._day(muster, on)
        if muster is None or day is None or self._faults(here, muster, orbat, stems):
            return
        try:
            rows = held_on(orbat, day, account=muster.account, announced=muster.announced)
        except SkypactError as error:
            what, _, right = str(error).partition(" — ")
            key = "account" if muster.account else "on"
            self.problems.append(Problem((*here, key), what, right))
            return
        before: dict[str, float] = {}
        for row in rows:
            names, why = self._row(nation, muster, row, before)
            self.called.append(Called(nation, day, row, names, why))

    def sections(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Return the sections with the units in them; what the scenario writes of a unit itself is laid over."""
        found: dict[str, Any] = {}
        for section, units in self.made.items():
            own = data.get(section)
            if not units or (own is not None and not isinstance(own, dict)):
                continue
            own = own or {}
            laid = {n: u | own[n] if isinstance(own.get(n), dict) else own.get(n, u) for n, u in units.items()}
            found[section] = own | laid
        return found

    def _stems(self, orbat: Orbat) -> dict[str, list[tuple[str, str]]]:
        """Return unit → (section, name) of all that it can ever stand for."""
        found: dict[str, list[tuple[str, str]]] = {}
        for unit_id, unit in orbat.units.items():
            kinds = dict.fromkeys(held.type for held in unit.held)
            systems = ((kind, self.catalogue.systems[kind]) for kind in kinds if kind in self.catalogue.systems)
            found[unit_id] = [(s.section, stem(unit_id, kind, s)) for kind, system in systems for s in system.stands]
        return found

    def _day(self, muster: Muster | None, on: datetime.date | None) -> datetime.date | None:
        text = str(self.document.data.get("date", "")) if muster is None or muster.on is None else muster.on
        try:
            return on or dates.day(text)
        except ValueError:  # the date of the scenario: told with the whole file
            return None

    def _faults(
        self, here: DataPath, muster: Muster, orbat: Orbat, stems: Mapping[str, list[tuple[str, str]]]
    ) -> bool:
        posts = self.document.data.get("posts")
        known = {*orbat.units, *(name for found in stems.values() for _, name in found)}
        found = [
            Problem((*here, "posts", branch), f"unknown post '{post}'", nearest(post, posts))
            for branch, post in muster.posts.items() if isinstance(posts, dict) and post not in posts
        ]
        for key in ("without", "units"):
            for i, name in enumerate(getattr(muster, key)):
                if name not in known:
                    at = i if key == "without" else name
                    found.append(Problem((*here, key, at), f"unknown unit '{name}'", nearest(name, known)))
        self.problems += found
        return bool(found)

    def _row(self, nation: str, muster: Muster, row: Row, before: dict[str, float]) -> tuple[tuple[str, ...], str]:
        """Add the units of one row; return their names, or why it has none. before: how many of a name are made."""
        system = self.catalogue.systems.get(row.held.type)
        why = _why_not(muster, row, system)
        if why or system is None:
            return (), why
        made: list[str] = []
        for stand in system.stands:
            name = _stem(row, stand)
            if name in muster.without:
                continue
            number = (1.0 if row.held.count is None else row.held.count.value) * stand.each
            first, before[name] = before.get(name, 0.0), before.get(name, 0.0) + number
            keys = _keys(nation, muster, row, system, stand)
            written = [muster.units[key] for key in (row.name, name) if key in muster.units]
            if stand.section == "fighters":
                names = (name,)
                keys["sorties"] = _sorties(row, stand, self.made["fighters"].get(name, {}).get("sorties"))
            else:
                names = tuple(f"{name}-{i + 1:02d}" for i in range(round(first), round(before[name])))
            for one in names:
                unit = dict(keys)
                for overlay in written:
                    unit |= overlay
                self.made[stand.section][one] = unit
                self._mark(nation, stand.section, one, row, name)
            self.names.add(nation, row.name, name, stand.section, names)
            made += names
        return tuple(made), "" if made else "`without` names it"

    def _mark(self, nation: str, section: str, name: str, row: Row, stem_name: str) -> None:
        """Give a unit the lines of its muster, so that a fault of it is told there."""
        here: DataPath = ("musters", nation)
        if (section, name) in self.marks:  # written by the scenario too
            return
        self.marks[section, name] = self.document.at(here)
        self.marks[section, name, KEYS[section][1]] = self.document.at((*here, "posts", row.unit.branch))
        for key in ("type", "nation", "crew", KEYS[section][0]):
            self.marks[section, name, key] = self.document.at(here)
        for overlay in (row.name, stem_name):
            written = (*here, "units", overlay)
            for path, at in self.document.marks.items():
                if path[: len(written)] == written and len(path) > len(written):
                    self.marks[(section, name, *path[len(written) :])] = at


def _why_not(muster: Muster, row: Row, system: System | None) -> str:
    """Return why a row puts nothing into the scenario, "" where it does."""
    if row.unit.branch not in muster.posts:
        return f"the muster names no post for {row.unit.branch}"
    if row.name in muster.without:
        return "`without` names it"
    if system is None:
        return f"the catalogue has no system {row.held.type}"
    if not system.stands:
        return "the model has nothing for it" + (f": {system.out_of_model}" if system.out_of_model else "")
    written = (muster.units.get(name, {}) for name in (row.name, *(_stem(row, stand) for stand in system.stands)))
    if row.unit.at is None and not any(keys.keys() & {"at", "base"} for keys in written):
        return "no source gives its town"
    return ""


def _stem(row: Row, stand: Stand) -> str:
    return stem(row.name, row.held.type, stand)


def _keys(nation: str, muster: Muster, row: Row, system: System, stand: Stand) -> dict[str, Any]:
    """Return the keys of a unit as a scenario writes them."""
    place, superior = KEYS[stand.section]
    keys: dict[str, Any] = {
        "type": stand.type, "title": f"{system.title}, {row.unit.title}", "nation": nation,
        place: row.unit.at, superior: muster.posts[row.unit.branch], "sources": list(row.held.sources),
        "note": row.held.note,
    }  # fmt: skip
    if stand.section != "sensors" and row.unit.crew:
        keys["crew"] = row.unit.crew
    if stand.section == "fighters" and row.unit.readiness is not None:
        keys["readiness"] = row.unit.readiness.model_dump(exclude_none=True)
    return {key: value for key, value in keys.items() if value not in (None, "", [])}


def _sorties(row: Row, stand: Stand, before: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return how many flights a row makes, added to those of the rows before it of the same unit and type.

    A number that no source gives is assumed, also where the row itself has a source; a bare one has that of its row.
    """
    count, held = row.held.count, row.held
    value, low, high = (1.0, 1.0, 1.0) if count is None else (count.value, *count.bounds())
    ends = [x * stand.each for x in (value, low, high)]
    if before:
        ends = [x + before[key] for x, key in zip(ends, ("value", "low", "high"), strict=True)]
    assumed = count is None or count.assumed or held.assumed or not held.sources
    if assumed or (before is not None and before.get("assumed")):
        said: dict[str, Any] = {"assumed": True}
    else:
        said = {"source": (count.source if count is not None else None) or held.sources[0]}
    return dict(zip(("value", "low", "high"), ends, strict=True)) | said
