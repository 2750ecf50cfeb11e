"""Settings: what `--set` and camps may change: figures of systems as SYSTEM.figure, and quantities of scenarios."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from skypact.core import units
from skypact.core.errors import SkypactError, nearest
from skypact.load.catalogue.shelf import Catalogue
from skypact.load.overlay.quantities import PathError, require_named
from skypact.spec.quantity import Quantity
from skypact.spec.scenario import Scenario
from skypact.study.factors import check_factor

#: Where the value of a figure comes from that somebody set.
SET = "set by hand"


@dataclass(frozen=True)
class Settings:
    """Figures of systems [SI] by SYSTEM.figure, and values of scenarios' quantities by path."""

    figures: dict[str, float] = field(default_factory=dict)
    paths: dict[str, object] = field(default_factory=dict)

    def with_(self, other: Settings) -> Settings:
        """Return these settings with others laid over them."""
        return Settings(self.figures | other.figures, self.paths | other.paths)


def settings(catalogue: Catalogue, values: Mapping[str, object]) -> Settings:
    """Return settings sorted by what they set; SkypactError for a value that is none, or what no study may vary."""
    made = Settings()
    for path, raw in values.items():
        found = figure(catalogue, path)
        if found is None:
            check_factor(path)
            made.paths[path] = raw
            continue
        try:
            made.figures[path] = units.parse(raw, found.dimension)
        except ValueError as error:
            raise SkypactError(f"{path}: {error}") from None
        if made.figures[path] < 0:
            raise SkypactError(f"{path}: {raw} is below zero — a published figure is zero or more")
    return made


def figure(catalogue: Catalogue, path: str) -> Quantity | None:
    """Return the published figure of a path SYSTEM.figure, None where the head is no system of the catalogue."""
    system, _, name = path.rpartition(".")
    if system not in catalogue.systems:
        return None
    known = catalogue.systems[system].figures
    if name not in known:
        raise SkypactError(f"{path}: no such figure — {nearest(name, known)}")
    return known[name].quantity


def taken(catalogue: Catalogue, path: str, given: Settings) -> Quantity:
    """Return a figure as it stands with settings: one that was set has no range and counts as known."""
    found = figure(catalogue, path)
    if found is None:
        known = [f"{name}.{key}" for name, one in catalogue.systems.items() for key in one.figures]
        raise SkypactError(f"no published figure {path!r} — {nearest(path, known)}")
    if path in given.figures:
        return Quantity(value=given.figures[path], dimension=found.dimension, source=SET)
    return found


def fitting(scenario: Scenario, paths: Iterable[str]) -> set[str]:
    """Return the paths that name something in a scenario."""
    made = set()
    for path in paths:
        try:
            require_named(scenario, path)
        except PathError:
            continue
        made.add(path)
    return made


def check_used(given: Settings, figures: Iterable[str], scenarios: Mapping[str, Scenario]) -> None:
    """Raise SkypactError where a setting is used by none of the claims that are judged."""
    used = set(figures)
    for path in given.figures:
        if path not in used:
            raise SkypactError(f"--set {path}: none of these claims uses it — {nearest(path, used)}")
    for path in given.paths:
        if any(fitting(s, [path]) for s in scenarios.values()):
            continue
        said = f"no scenario of these claims has it ({', '.join(scenarios) or 'they have none'})"
        first = next(iter(scenarios.values()), None)
        try:
            if first is not None:
                require_named(first, path)
        except PathError as error:
            raise SkypactError(f"--set {path}: {said}; in {first.id if first else ''}: {error}") from None
        raise SkypactError(f"--set {path}: {said} — {nearest(path, used)}")
