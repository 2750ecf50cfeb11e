"""Bases: the scenarios that claims are put to, read once each, and their scripted raids at other sizes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from skypact.core.errors import SkypactError
from skypact.load.overlay.raid import raid
from skypact.load.scenario import scenario as read
from skypact.load.yaml_nodes import read as read_document
from skypact.spec.scenario import Scenario

#: Finds the file of a scenario by its name.
Find = Callable[[str], Path]


class Bases:
    """Scenarios by name, as their files have them. Only the size of a scripted raid may differ (law 9)."""

    def __init__(self, find: Find):
        self._find = find
        self._read: dict[str, Scenario] = {}

    def scenario(self, name: str) -> Scenario:
        """Return the resolved scenario of a name."""
        return self.sized(name, None)[0]

    def sized(self, name: str, size: int | None) -> tuple[Scenario, str]:
        """Return the scenario with its raid at a size, or as written; and a name for it."""
        key = name if size is None else f"{name} × {size}"
        if key not in self._read:
            self._read[key] = read(self._find(name)) if size is None else self._raid(name, size)
        return self._read[key], key

    def _raid(self, name: str, size: int) -> Scenario:
        path = self._find(name)
        intruders = read_document(path).data.get("intruders") or {}
        groups = [group for group, one in intruders.items() if isinstance(one, dict) and one.get("intent") == "attack"]
        if not groups or size < 1:
            raise SkypactError(f"{name}: size {size} — one attacker or more, of a scenario that has attackers")
        return raid(path, groups, size).at(size)[0]
