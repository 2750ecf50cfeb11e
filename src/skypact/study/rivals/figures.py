"""Figures: the quantities in which rival sets of values differ, copies and equal ones of one source taken together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from skypact.core import units
from skypact.core.errors import SkypactError, nearest
from skypact.core.ids import numbered
from skypact.load.overlay.arrange import with_values
from skypact.load.overlay.quantities import is_constant, quantities
from skypact.spec.quantity import Quantity
from skypact.spec.scenario import Scenario
from skypact.study.factors import text_of


@dataclass(frozen=True)
class Figure:
    """One figure on which sets differ: its name, the paths that hold it, its value [SI] in each set."""

    name: str
    paths: tuple[str, ...]
    dimension: str
    values: dict[str, float]
    source: str

    def show(self, value: float | None) -> str:
        """Return a value as people write it, to 4 digits."""
        if value is None:
            return "—"
        return units.rounded(value, self.dimension)

    def set_in(self, scenario: Scenario, value: float) -> Scenario:
        """Return the scenario with the figure at a value [SI]."""
        return with_values(scenario, dict.fromkeys(self.paths, text_of(value, self.dimension)))


def check_sets(scenario: Scenario, names: Iterable[str]) -> tuple[str, ...]:
    """Return two or more names of sets; SkypactError where one is unknown or named twice."""
    made = tuple(names)
    known = {name for path, q in quantities(scenario) if not is_constant(path) for name in q.sets}
    if not known:
        raise SkypactError(f"{scenario.id}: no quantity has rival sets — write `sets: {{name: value, …}}` into one")
    for name in made:
        if name not in known:
            raise SkypactError(f"unknown set {name!r} — {nearest(name, known)}")
    if len(made) < 2 or len(set(made)) < len(made):
        raise SkypactError(f"sets {', '.join(made) or '(none)'}: name two or more, each once — {nearest('', known)}")
    return made


def figures(scenario: Scenario, names: tuple[str, ...]) -> list[Figure]:
    """Return the figures on which the named sets differ; SkypactError where they are one and the same.

    Units that hold the same numbers of the same source in the same place count as one figure.
    """
    groups: dict[tuple[object, ...], list[tuple[str, Quantity]]] = {}
    for path, q in quantities(scenario):
        values = [q.sets.get(name, q.value) for name in names]
        if not is_constant(path) and len(set(values)) > 1:
            section, _, tail = _parts(scenario, path)
            groups.setdefault((section, tail, q.dimension, q.source, *values), []).append((path, q))
    if not groups:
        raise SkypactError(f"the sets {' and '.join(names)} have the same values everywhere — name others")
    return [_figure(scenario, members, names) for members in groups.values()]


def _figure(scenario: Scenario, members: list[tuple[str, Quantity]], names: tuple[str, ...]) -> Figure:
    paths = tuple(path for path, _ in members)
    q = members[0][1]
    values = {name: q.sets.get(name, q.value) for name in names}
    return Figure(_name(scenario, paths), paths, q.dimension, values, q.source or "assumed")


def _name(scenario: Scenario, paths: tuple[str, ...]) -> str:
    """Return one name for paths that differ in the unit: that of a counted unit, else the first and how many more."""
    first = paths[0]
    if len(paths) == 1:
        return first
    section, unit, tail = _parts(scenario, first)
    stem = unit.rpartition("-")[0]
    if tuple(_parts(scenario, path)[1] for path in paths) == numbered(stem, len(paths)):
        return f"{section}.{stem}.{tail}"
    return f"{first} (and {len(paths) - 1} more)"


def _parts(scenario: Scenario, path: str) -> tuple[str, str, str]:
    """Return section, unit and the rest of a path; ids may hold dots; a section that is a list has no units."""
    section, _, rest = path.partition(".")
    known = getattr(scenario, section, None)
    units_ = [unit for unit in known if rest.startswith(f"{unit}.")] if isinstance(known, dict) else []
    unit = max(units_, key=len, default="")
    return section, unit, rest[len(unit) + 1 :] if unit else rest
