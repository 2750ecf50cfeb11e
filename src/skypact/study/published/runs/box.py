"""Box: the quantities of a scenario that a claim does not know, those that belong together moved together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from skypact.core.errors import SkypactError
from skypact.load.overlay.quantities import PathError, is_constant, named, quantities
from skypact.spec.quantity import Quantity
from skypact.spec.scenario import Scenario
from skypact.study.factors import check_factor, text_of
from skypact.study.published.figures import ends, shower

#: What is taken where a reading names nothing: what every scenario of this kind hangs on, and no source gives well.
USUAL = (
    "consent_delay", "decision_delay", "handling", "link_latency", "posts.*.stops", "readiness", "reaction",
    "sensors.*.reference.range", "batteries.*.radar.reference.range", "batteries.*.kill.*", "fighters.*.kill.*",
    "batteries.*.missiles", "batteries.*.interceptor.burnout_speed",
)  # fmt: skip


@dataclass(frozen=True)
class Dim:
    """One direction of the box: quantities by path that move together, each at the same share of its own range.

    value: the share of the range at which the first of them stands, for the search of a break-even.
    """

    name: str
    members: tuple[tuple[str, Quantity], ...]

    @property
    def assumed(self) -> bool:
        """Tell whether some of them, or an end of its range, has no source."""
        return any(q.is_range_assumed for _, q in self.members)

    @property
    def source(self) -> str:
        """Return the sources, or that they are assumed."""
        return ", ".join(dict.fromkeys(q.source or "assumed" for _, q in self.members))

    def at(self, share: float) -> tuple[tuple[str, str], ...]:
        """Return the values by path at a share of the way from low to high."""
        return tuple((path, text_of(_at(q, share), q.dimension)) for path, q in self.members)

    def between(self, to: float, part: float) -> tuple[tuple[str, str], ...]:
        """Return the values by path at a part of the way from what is taken to an end (0: low, 1: high)."""
        made = []
        for path, q in self.members:
            end = _at(q, to)
            log = _is_log(q) and q.value > 0
            value = q.value * (end / q.value) ** part if log else q.value + part * (end - q.value)
            made.append((path, text_of(value, q.dimension)))
        return tuple(made)

    def shown(self, to: float, part: float) -> str:
        """Return the value of the first member there, as people write it; of several, that it stands for them."""
        q = self.members[0][1]
        end = _at(q, to)
        log = _is_log(q) and q.value > 0
        value = q.value * (end / q.value) ** part if log else q.value + part * (end - q.value)
        return shower(q.dimension)(value)

    def span(self) -> str:
        """Return the value taken and the range, of the first member; and how many it stands for."""
        q = self.members[0][1]
        show = shower(q.dimension)
        low, high = ends(q)
        alike = len({(m.value, *ends(m)) for _, m in self.members}) == 1
        more = "" if len(self.members) == 1 else f", {len(self.members)} quantities" + ("" if alike else ", the first")
        return f"{show(q.value)}, {show(low)} to {show(high)}{more}"


def box(scenarios: Sequence[Scenario], ignorance: Iterable[str], further: Iterable[str]) -> tuple[Dim, ...]:
    """Return the directions of the box of some worlds of one scenario.

    A name is one direction: all that it stands for moves together, each at the same share of its own range.
    ignorance: the names that a reading gives. Without any: `further` (the question's break-even, paths on which camps
    differ), `USUAL`, and quantities with rival sets, families of equal ones together. What has no range moves nothing.
    """
    known: set[str] = set()
    made: list[Dim] = []
    stated = list(ignorance)
    for name in stated or dict.fromkeys(further):
        made += _whole(name, _ranged(scenarios, name, strict=bool(stated)), known)
    if stated:
        return tuple(made)
    rivals = {p: q for s in scenarios for p, q in quantities(s) if q.sets and not is_constant(p)}
    made += _families(rivals, known)
    for name in USUAL:
        made += _whole(name, _ranged(scenarios, name, strict=False), known)
    return tuple(made)


def _ranged(scenarios: Sequence[Scenario], name: str, strict: bool) -> dict[str, Quantity]:
    """Return by path what a name stands for in any of the worlds, and has a range."""
    if strict:
        check_factor(name)
    found: dict[str, Quantity] = {}
    wrong: PathError | None = None
    for scenario in scenarios:
        try:
            found |= named(scenario, name)
        except PathError as error:
            wrong = error
    if strict and not found and wrong is not None:
        raise SkypactError(f"ignorance {name}: {wrong}")
    return {path: q for path, q in found.items() if ends(q)[0] < ends(q)[1]}


def _whole(name: str, found: dict[str, Quantity], known: set[str]) -> list[Dim]:
    members = {path: q for path, q in found.items() if path not in known}
    known |= members.keys()
    return [Dim(name, tuple(members.items()))] if members else []


def _families(found: dict[str, Quantity], known: set[str]) -> list[Dim]:
    groups: dict[tuple[object, ...], list[tuple[str, Quantity]]] = {}
    for path, q in found.items():
        if path not in known:
            key = (path.split(".")[0], path.rpartition(".")[2], q.dimension, q.value, *ends(q), q.source)
            groups.setdefault(key, []).append((path, q))
    known |= {path for members in groups.values() for path, _ in members}
    return [Dim(_called(members), tuple(members)) for members in groups.values()]


def _called(members: list[tuple[str, Quantity]]) -> str:
    first = members[0][0]
    return first if len(members) == 1 else f"{first} (and {len(members) - 1} more)"


def _at(q: Quantity, share: float) -> float:
    low, high = ends(q)
    if _is_log(q):
        return low * (high / low) ** share
    return low + share * (high - low)


def _is_log(q: Quantity) -> bool:
    return q.range_means == "loguniform" and ends(q)[0] > 0
