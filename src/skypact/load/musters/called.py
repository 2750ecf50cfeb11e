"""Called: the names that a muster gives its units, and what a name for several of them stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from skypact.load.yaml_nodes import DataPath
from skypact.spec.command import CLASSES

Marks = dict[DataPath, tuple[int, int]]
WEAPONS, SENSORS = ("batteries", "fighters"), ("sensors",)
EVERY = (*WEAPONS, *SENSORS)
#: Rule rows by which nobody may do anything, as where no row is left.
_NOBODY = tuple({"action": action, "classes": list(CLASSES), "forbids": True} for action in ("look", "engage"))
_CHANGED = ("lost", "back", "arrives", "silent", "radiates")


class Names:
    """Names of musters in rule rows, overlays and changes: a nation, a unit of its order of battle, one of its systems.

    Each stands for the units that are there on the day, maybe none. A rule row that names nobody else is then gone.
    """

    def __init__(self, data: Mapping[str, Any]):
        self._own = frozenset(n for s in EVERY if isinstance(data.get(s), dict) for n in data[s])
        self._means: dict[str, list[tuple[str, str]]] = {}
        self._width: dict[str, int] = {}

    def know(self, nation: str, stems: Mapping[str, list[tuple[str, str]]]) -> None:
        """Take up every name that the order of battle of a nation can give, on whatever day."""
        narrow = (one for found in stems.values() for _, one in found)
        for width, names in ((2, (nation,)), (1, stems), (0, narrow)):
            for name in names:
                self._means.setdefault(name, [])
                self._width.setdefault(name, width)

    def add(self, nation: str, unit: str, stem: str, section: str, names: tuple[str, ...]) -> None:
        """Let a nation, a unit and a system of it stand for these names of a section, too."""
        for name in dict.fromkeys((nation, unit, stem)):
            found = self._means.setdefault(name, [])
            found += [(section, one) for one in names if (section, one) not in found]

    def spelt_out(self, data: dict[str, Any], marks: Marks) -> tuple[dict[str, Any], Marks]:
        """Return the data with single units for names of several, and the lines of what has moved."""
        if not self._means:
            return data, marks
        work = _Spelling(self, marks)
        made = dict(data)
        made |= work.ruled(data, ())
        if isinstance(data.get("changes"), list):
            made["changes"] = work.changes(data["changes"])
        for section, keys in (("arrangements", {"commander": WEAPONS, "reports_to": SENSORS}),
                              ("choices", {"crew": WEAPONS})):
            entries = data.get(section)
            if isinstance(entries, dict):
                made[section] = {
                    n: work.overlay(e, (section, n), keys) if isinstance(e, dict) else e for n, e in entries.items()
                }
        return made, work.marks

    def width(self, name: str) -> int:
        """Return how much a name holds: 2 a nation, 1 a unit, 0 a system of it, -1 a single unit."""
        return self._width.get(name, -1)

    def meant(self, name: object, sections: tuple[str, ...]) -> tuple[str, ...] | None:
        """Return the units that a name stands for, None where it is no name of a muster."""
        if not isinstance(name, str) or name in self._own:
            return None
        found = self._means.get(name)
        if found is not None:
            return tuple(one for section, one in found if section in sections)
        owner = re.sub(r"-\d{2,}$", "", name)
        if owner == name or owner not in self._means:
            return None
        return (name,) if any(one == name for _, one in self._means[owner]) else ()


class _Spelling:
    """Write single units for names of several, in one document."""

    def __init__(self, names: Names, marks: Marks):
        self.names, self.marks = names, marks

    def overlay(self, entry: dict[str, Any], path: DataPath, keys: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
        """Return an arrangement or a choice; `keys` are its mappings by unit."""
        made = entry | self.ruled(entry, path)
        for key, sections in keys.items():
            if isinstance(entry.get(key), dict):
                made[key] = self._mapping(entry[key], (*path, key), sections)
        return made

    def ruled(self, entry: Mapping[str, Any], path: DataPath) -> dict[str, Any]:
        """Return the rule rows of an entry, its crews' own among them."""
        made: dict[str, Any] = {}
        if isinstance(entry.get("rights"), list):
            rows = self._rows(entry["rights"], (*path, "rights"))
            # an arrangement without rows would take those of the scenario instead
            made["rights"] = rows or (list(_NOBODY) if path and entry["rights"] else [])
        alone = entry.get("autonomy")
        if isinstance(alone, dict) and isinstance(alone.get("rights"), list):
            made["autonomy"] = alone | {"rights": self._rows(alone["rights"], (*path, "autonomy", "rights"))}
        return made

    def changes(self, rows: list[Any]) -> list[Any]:
        """Return the changes in the course of a scenario."""
        made = []
        for i, row in enumerate(rows):
            if isinstance(row, dict):
                lists = [key for key in _CHANGED if isinstance(row.get(key), list)]
                row = row | {key: self._list(row[key], ("changes", i, key), EVERY) for key in lists}
            made.append(row)
        return made

    def _rows(self, rows: list[Any], path: DataPath) -> list[Any]:
        made, kept = [], []
        for i, row in enumerate(rows):
            if isinstance(row, dict) and isinstance(row.get("units"), list) and row["units"]:
                units = self._list(row["units"], (*path, i, "units"), WEAPONS)
                if not units:
                    continue
                row = row | {"units": units}
            made.append(row)
            kept.append(i)
        if len(kept) < len(rows):
            self._moved(path, kept)
        return made

    def _list(self, names: list[Any], path: DataPath, sections: tuple[str, ...]) -> list[Any]:
        made: list[Any] = []
        came: list[int] = []
        for i, name in enumerate(names):
            meant = self.names.meant(name, sections)
            for one in (name,) if meant is None else meant:
                if one not in made:
                    made.append(one)
                    came.append(i)
        if came != list(range(len(names))):
            self._moved(path, came)
        return made

    def _mapping(self, entry: dict[str, Any], path: DataPath, sections: tuple[str, ...]) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for name in sorted(entry, key=self.names.width, reverse=True):  # the narrower name has the last word
            meant = self.names.meant(name, sections)
            for one in (name,) if meant is None else meant:
                made[one] = entry[name]
                if (*path, name) in self.marks:
                    self.marks[(*path, one)] = self.marks[(*path, name)]
        return made

    def _moved(self, path: DataPath, came: list[int]) -> None:
        """Give the items of a list the lines of those that they came from."""
        depth = len(path)
        old: dict[int, list[tuple[DataPath, tuple[int, int]]]] = {}
        for one, at in self.marks.items():
            if len(one) > depth and one[:depth] == path and isinstance(one[depth], int):
                old.setdefault(int(one[depth]), []).append((one[depth + 1 :], at))
        for i, origin in enumerate(came):
            self.marks |= {(*path, i, *rest): at for rest, at in old.get(origin, ())}
