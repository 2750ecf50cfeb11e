"""Filling: a scenario's units laid over their type sheets, and the sources that they cite."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from skypact.core.errors import nearest
from skypact.load.catalogue.shelf import Catalogue
from skypact.load.yaml_nodes import DataPath, Problem

#: Section of a scenario → folder of its type sheets and the kinds of sheet that fit.
_SECTIONS = {
    "sensors": ("sensors", ("radar", "observer", "launch-warning", "passive", "cooperative")),
    "batteries": ("weapons", ("battery",)),
    "fighters": ("weapons", ("fighter",)),
}


class Filling:
    """Lay units over their type sheets. `problems` are unknown types; `broken` are the units that have one."""

    def __init__(self, catalogue: Catalogue):
        self.catalogue = catalogue
        self.problems: list[Problem] = []
        self.broken: set[DataPath] = set()

    def fill(self, data: dict[str, Any]) -> dict[str, Any]:
        """Return the data with every `type:` filled in; a unit's own keys win."""
        filled = dict(data)
        for section, (room, kinds) in _SECTIONS.items():
            filled[section] = self._section(data, section, room, kinds)
        if isinstance(data.get("airborne"), dict):
            units = {name: self._airborne(unit, ("airborne", name)) for name, unit in _units(data, "airborne")}
            filled["airborne"] = data["airborne"] | units
        if isinstance(data.get("intruders"), dict):
            filled["intruders"] = self._jammers(data)
        filled["crafts"] = self._crafts(data)
        filled["doctrines"] = self._doctrines(data)
        filled["sources"] = self._sources(filled)
        return {key: value for key, value in filled.items() if key in data or value}

    def _section(self, data: dict[str, Any], section: str, room: str, kinds: tuple[str, ...]) -> Any:
        if not isinstance(data.get(section), dict):
            return data.get(section)
        made = dict(data[section])
        for name, unit in _units(data, section):
            made[name] = self._laid(unit, (section, name), room, kinds)
            if section == "batteries" and isinstance(made[name].get("radar"), dict):
                radar = self._laid(made[name]["radar"], (section, name, "radar"), "sensors", ("radar",))
                made[name] = made[name] | {"radar": radar}
        return made

    def _laid(self, unit: dict[str, Any], path: DataPath, room: str, kinds: tuple[str, ...]) -> dict[str, Any]:
        kind = unit.get("type")
        if kind is None:
            return unit
        sheet = self.catalogue.sheet(room, str(kind))
        if sheet is None:
            self._unknown(path, str(kind), self.catalogue.names(room))
            return unit
        stated = sheet.get("kind", kinds[0])
        if stated not in kinds:
            self.broken.add(path)
            section = next((s for s, (r, k) in _SECTIONS.items() if r == room and stated in k), "another section")
            self.problems.append(Problem((*path, "type"), f"'{kind}' is a {stated}", f"write it under {section}"))
            return unit
        laid = sheet | unit
        if isinstance(sheet.get("kill"), dict) and isinstance(unit.get("kill"), dict):
            laid["kill"] = sheet["kill"] | unit["kill"]
        return laid

    def _airborne(self, unit: dict[str, Any], path: DataPath) -> dict[str, Any]:
        radar, kind = unit.get("radar"), unit.get("type")
        if radar is None and kind is not None:
            if kind not in self.catalogue.names("sensors"):
                self._unknown(path, str(kind), self.catalogue.names("sensors"))
                return unit
            radar = {"type": kind}
        if isinstance(radar, dict):
            return unit | {"radar": self._laid(radar, (*path, "radar"), "sensors", ("radar",))}
        return unit

    def _jammers(self, data: dict[str, Any]) -> Any:
        made: dict[str, Any] = data.get("intruders") or {}
        for name, unit in _units(data, "intruders"):
            jammer = unit.get("jammer")
            if isinstance(jammer, dict) and jammer.get("type") is not None:
                path: DataPath = ("intruders", name, "jammer")
                laid = self._laid(jammer, path, "jammers", ("jammer",))
                made = made | {name: unit | {"jammer": {k: v for k, v in laid.items() if k != "kind"}}}
        return made

    def _unknown(self, path: DataPath, kind: str, names: tuple[str, ...]) -> None:
        self.broken.add(path)
        self.problems.append(Problem((*path, "type"), f"unknown type '{kind}'", nearest(kind, names)))

    def _crafts(self, data: dict[str, Any]) -> Any:
        own = data.get("crafts")
        if own is not None and not isinstance(own, dict):
            return own
        crafts: dict[str, Any] = dict(own or {})
        shelf = self.catalogue.names("crafts")
        for section in ("intruders", "traffic", "echoes", "airborne"):
            for name, unit in _units(data, section):
                kind = unit.get("type")
                if not isinstance(kind, str) or kind in crafts:
                    continue
                sheet = self.catalogue.sheet("crafts", kind)
                if sheet is not None:
                    crafts[kind] = sheet
                elif section != "airborne":
                    self._unknown((section, name), kind, (*crafts, *shelf))
        for name, block in _units(data, "civil"):
            for kind in block["types"] if isinstance(block.get("types"), dict) else ():
                sheet = None if kind in crafts else self.catalogue.sheet("crafts", str(kind))
                if sheet is not None:
                    crafts[kind] = sheet
                elif kind not in crafts:
                    what, right = f"unknown type '{kind}'", nearest(str(kind), (*crafts, *shelf))
                    self.problems.append(Problem(("civil", name, "types", kind), what, right))
        for name, block in _units(data, "recorded"):
            kind = block.get("type", "airliner")
            if isinstance(kind, str) and kind not in crafts:
                sheet = self.catalogue.sheet("crafts", kind)
                if sheet is not None:
                    crafts[kind] = sheet
                else:
                    self._unknown(("recorded", name), kind, (*crafts, *shelf))
        for _, claim in _units(data, "claims"):  # an unknown one is told by the checks of claims
            kind = claim.get("against")
            if isinstance(kind, str) and kind not in crafts and kind in shelf:
                crafts[kind] = self.catalogue.sheet("crafts", kind)
        return crafts

    def _doctrines(self, data: dict[str, Any]) -> Any:
        own = data.get("doctrines")
        if own is not None and not isinstance(own, dict):
            return own
        doctrines: dict[str, Any] = dict(own or {})
        named = [(("posts", name, "doctrine"), post.get("doctrine")) for name, post in _units(data, "posts")]
        for overlay, content in _units(data, "arrangements"):
            posts = content.get("doctrine")
            if isinstance(posts, dict):
                named += [(("arrangements", overlay, "doctrine", post), kind) for post, kind in posts.items()]
        for path, kind in named:
            if not isinstance(kind, str) or kind in doctrines:
                continue
            sheet = self.catalogue.sheet("doctrines", kind)
            if sheet is not None:
                doctrines[kind] = sheet
            else:
                right = nearest(kind, (*doctrines, *self.catalogue.names("doctrines")))
                self.problems.append(Problem(path, f"unknown doctrine '{kind}'", right))
        return doctrines

    def _sources(self, data: dict[str, Any]) -> Any:
        own = data.get("sources")
        if own is not None and not isinstance(own, dict):
            return own
        used = {key: self.catalogue.sources[key] for key in sorted(set(cited(data))) if key in self.catalogue.sources}
        return used | (own or {})


def _units(data: dict[str, Any], section: str) -> Iterator[tuple[str, dict[str, Any]]]:
    units = data.get(section)
    for name, unit in units.items() if isinstance(units, dict) else ():
        if isinstance(unit, dict):
            yield name, unit


def cited(value: object) -> Iterator[str]:
    """Yield the keys of sources that plain data cite."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "source" and isinstance(inner, str):
                yield inner
            elif key == "sources" and isinstance(inner, list):
                yield from (x for x in inner if isinstance(x, str))
            else:
                yield from cited(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from cited(inner)
