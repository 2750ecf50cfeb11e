"""Factors: what a study may vary, and its values. Intruders, traffic and crafts are constants of a scenario (law 9)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from skypact.core import units
from skypact.core.errors import SkypactError
from skypact.load.overlay.quantities import CONSTANT, PathError, fits, named, with_named
from skypact.spec.quantity import Quantity
from skypact.spec.scenario import Scenario

#: Sections that hold settings by path: SECTION.NAME.set.PATH.
_SETTINGS = ("hypotheses", "choices")


@dataclass(frozen=True)
class Factor:
    """Defender-side quantities that a study sets to one value, and the range [SI] it looks at.

    name: a path, a pattern with `*`, or a short name. paths: what it stands for. written: the smallest and the largest
    value that the scenario has there. is_log: the range is cut evenly in its logarithm.
    """

    name: str
    paths: tuple[str, ...]
    dimension: str
    low: float
    high: float
    written: tuple[float, float]
    is_log: bool

    def grid(self, points: int) -> np.ndarray:
        """Return the values [SI] from low to high, both of them exactly."""
        if points < 2:
            raise SkypactError(f"{points} points — two or more are needed to see a curve")
        spaced = np.geomspace if self.is_log else np.linspace
        values = spaced(self.low, self.high, points)
        values[0], values[-1] = self.low, self.high
        return np.array([float(f"{x:.10g}") for x in values])

    def set_in(self, scenario: Scenario, value: float) -> Scenario:
        """Return the scenario with all of the factor at one value [SI]."""
        return _set(scenario, self.name, text_of(value, self.dimension))

    def show(self, value: float | None) -> str:
        """Return a value [SI] as people write it, to 4 digits; None lies beyond the range."""
        if value is None:
            return "beyond the range"
        return units.rounded(value, self.dimension)

    def text(self) -> str:
        """Return NAME=LOW..HIGH, from which this factor can be made again."""
        unit = next(iter(units.UNITS[self.dimension]))
        return f"{self.name}={self.low:.10g}{unit}..{self.high:.10g}{unit}"

    def said(self) -> str:
        """Return the name, and how many quantities with which values it stands for."""
        if len(self.paths) == 1:
            return f"{self.name} (as written {self.show(self.written[0])})"
        span = " to ".join(dict.fromkeys(self.show(x) for x in self.written))
        return f"{self.name} ({len(self.paths)} quantities, as written {span})"


def factor(scenario: Scenario, text: str) -> Factor:
    """Return the factor of a text NAME=LOW..HIGH or NAME; SkypactError where it cannot be varied.

    Where no range is named it goes from the smallest low to the largest high of all that the name stands for.
    """
    name, between = parsed(text)
    check_factor(name)
    try:
        found = named(scenario, name)
    except PathError as error:
        raise SkypactError(f"{name}: {error.what} — {error.right}") from None
    every = list(found.values())
    kinds = sorted({q.dimension for q in every})
    if len(kinds) > 1:
        raise SkypactError(f"{name} names quantities of several kinds ({', '.join(kinds)}) — name those of one kind")
    low, high = _range(name, kinds[0], every, between)
    for end in (low, high):  # refused before anything runs
        _set(scenario, name, text_of(end, kinds[0]))
    written = [q.value for q in every]
    is_log = low > 0 and all(q.range_means == "loguniform" for q in every)
    return Factor(name, tuple(found), kinds[0], low, high, (min(written), max(written)), is_log)


def parsed(text: str) -> tuple[str, tuple[str, str] | None]:
    """Return the name and the two ends of a text NAME or NAME=LOW..HIGH."""
    name, equals, ends = (part.strip() for part in text.partition("="))
    low, dots, high = (part.strip() for part in ends.partition(".."))
    if equals and not (name and low and dots and high):
        raise SkypactError(f"{text}: not NAME=LOW..HIGH — such as consent_delay=0min..20min")
    return name, (low, high) if equals else None


def text_of(value: float, dimension: str) -> str:
    """Return a value as the format takes it, in the first (SI) unit of its dimension."""
    return f"{float(value)!r} {next(iter(units.UNITS[dimension]))}".strip()


def check_factor(path: str) -> None:
    """Raise SkypactError unless the path, or every path that a pattern fits, is of the defender's side.

    Spelling does not matter: case, blanks and leading separators are ignored, and the settings of rival accounts and
    choices are looked into.
    """
    parts = [part.strip().strip("\"'").casefold() for part in path.replace("/", ".").replace("[", ".").split(".")]
    parts = [part for part in parts if part]
    if not parts:
        raise SkypactError("no path to vary — name a quantity, such as posts.NAME.stops, or consent_delay")
    looked = parts[1:] if any(fits(parts[0], section) for section in _SETTINGS) else []
    if any(fits(part, section) for part in [parts[0], *looked] for section in CONSTANT):
        raise SkypactError(
            f"{path}: routes, heights, timings and kinds of intruders and traffic are constants of a scenario and "
            "never a study factor (defence only) — choose a defender-side quantity, such as posts.NAME.stops"
        )


def _range(name: str, dimension: str, every: list[Quantity], between: tuple[str, str] | None) -> tuple[float, float]:
    if between is None:
        low, high = min(q.bounds()[0] for q in every), max(q.bounds()[1] for q in every)
    else:
        try:
            low, high = (units.parse(end, dimension) for end in between)
        except ValueError as error:
            raise SkypactError(f"{name}: {error}") from None
    if low < high:
        return low, high
    if between is not None:
        raise SkypactError(f"{name}={between[0]}..{between[1]}: the first is not below the second — turn them round")
    raise SkypactError(f"{name} = {every[0].text()} has no range — write its low and high, or {name}=LOW..HIGH")


def _set(scenario: Scenario, name: str, text: str) -> Scenario:
    try:
        return with_named(scenario, name, text)
    except PathError as error:
        raise SkypactError(f"{name} = {text}: {error.what} — {error.right}") from None
