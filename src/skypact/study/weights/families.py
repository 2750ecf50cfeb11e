"""Families: the assumed quantities of a world that have a range, those of one assumption taken together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from skypact.load.overlay.quantities import CONSTANT, PathError, quantities, with_quantity
from skypact.spec.quantity import Quantity
from skypact.spec.scenario import Scenario
from skypact.study.factors import text_of

#: Sections of units: those of one type sheet rest on one assumption.
_UNITS = ("sensors", "batteries", "fighters", "airborne")
#: What is said about a scenario, and what has been spent when an arrangement is laid on it: not part of the world.
_ASIDE = ("question", "arrangements", "hypotheses", "choices")

#: Section, whose, which, dimension, value, low, high.
_Key = tuple[str, str, str, str, float, float, float]


@dataclass(frozen=True)
class Family:
    """Assumed quantities that are one assumption: where they stand, their value and ends [SI]."""

    name: str
    paths: tuple[str, ...]
    dimension: str
    value: float
    low: float
    high: float

    def set_in(self, world: Scenario, value: float) -> Scenario:
        """Return the world with all of the family at one value [SI]; PathError where the format refuses it."""
        for path in self.paths:
            world = with_quantity(world, path, text_of(value, self.dimension))
        return world


def families(world: Scenario) -> tuple[list[Family], int]:
    """Return the families of a scenario on which its arrangement is laid, and how many quantities are constants.

    Units of one type, posts, links and rights with equal values move together. What flies is a constant (law 9): its
    assumed quantities are only counted.
    """
    groups: dict[_Key, list[tuple[str, Quantity]]] = {}
    constant = 0
    for path, q in quantities(world):
        section = path.partition(".")[0]
        if section in _ASIDE or not q.is_assumed or q.low is None or q.high is None or q.low >= q.high:
            continue
        if section in CONSTANT:
            constant += 1
            continue
        key = (section, *_kin(world, section, path), q.dimension, q.value, q.low, q.high)
        groups.setdefault(key, []).append((path, q))
    return [_family(section, whose, tail, group) for (section, whose, tail, *_), group in groups.items()], constant


def all_set(world: Scenario, values: Mapping[Family, float]) -> tuple[Scenario, list[Family]]:
    """Return the world with families at other values, and those of them that were refused there and stay."""
    refused = []
    for family, value in values.items():
        try:
            world = family.set_in(world, value)
        except PathError:
            refused.append(family)
    return world, refused


def _kin(world: Scenario, section: str, path: str) -> tuple[str, str]:
    """Return whose quantity it is (a type of unit, or all of a section) and which."""
    rest = path.removeprefix(f"{section}.")
    if section in (*_UNITS, "posts"):
        units = getattr(world, section)
        name = max((n for n in units if rest.startswith(f"{n}.")), key=len)
        whose = (units[name].type or name) if section in _UNITS else "posts"
        return whose, rest.removeprefix(f"{name}.")
    if section in ("links", "rights"):
        tail = rest.rpartition(".")[2] if section == "links" else re.sub(r"^\d+\.|(?<=\.)\d+(?=\.)\.?", "", rest)
        return section, tail
    return section, rest


def _family(section: str, whose: str, tail: str, members: list[tuple[str, Quantity]]) -> Family:
    q = members[0][1]
    assert q.low is not None
    assert q.high is not None
    paths = [path for path, _ in members]
    several = f" ({len(paths)} places)" if len(paths) > 1 else ""
    name = f"{whose}, {tail}{several}" if several or section in _UNITS else paths[0]
    return Family(name, tuple(paths), q.dimension, q.value, q.low, q.high)
