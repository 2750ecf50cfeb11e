"""The size of a scripted raid: the one thing about intruders that a study may vary, to show saturation (law 9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from skypact.core.errors import SkypactError, nearest
from skypact.core.ids import numbered
from skypact.load import yaml_nodes
from skypact.load.catalogue.shelf import Catalogue
from skypact.load.overlay.presence import accounts
from skypact.load.scenario import of_document, settled
from skypact.spec.scenario import Scenario


@dataclass(frozen=True)
class Raid:
    """A raid at its largest. A smaller one is made of its first copies, so that each copy keeps its name and luck."""

    scenario: Scenario
    groups: dict[str, tuple[str, ...]]  # group → its copies
    written: dict[str, int]  # group → its count in the file

    def at(self, size: int) -> tuple[Scenario, tuple[str, ...]]:
        """Return the scenario with a raid of this size, and the names of its objects."""
        counts = shared(size, self.written)
        kept = tuple(name for group, names in self.groups.items() for name in names[: counts[group]])
        gone = {name for names in self.groups.values() for name in names} - set(kept)
        s = self.scenario
        about = [name for name in s.question.about if name not in gone] or (list(kept) if s.question.about else [])
        return s.model_copy(update={
            "intruders": {name: one for name, one in s.intruders.items() if name not in gone},
            "question": s.question.model_copy(update={"about": about}),
        }), kept


def shared(size: int, written: Mapping[str, int]) -> dict[str, int]:
    """Return how many copies each group has in a raid of a size: in proportion to the counts that are written.

    Sainte-Laguë's divisors: a larger raid holds every copy of a smaller one.
    """
    counts = dict.fromkeys(written, 0)
    for _ in range(size):
        group = max(written, key=lambda name: written[name] / (2 * counts[name] + 1))  # the first of equal ones
        counts[group] += 1
    return counts


def raid(
    path: str | Path, groups: Sequence[str], size: int, *, hypothesis: str = "",
    sets: Mapping[str, object] | None = None, catalogue: Path | None = None,
) -> Raid:  # fmt: skip
    """Return a raid of the file's intruders at a size; only their `count` differs from what is written.

    SkypactError where a name is no group of attackers, or is a path to anything about them.
    """
    document = yaml_nodes.read(Path(path))
    there = document.data.get("intruders")
    intruders: dict[str, Any] = there if isinstance(there, dict) else {}
    for name in groups:
        _check_group(name, intruders)
    if not groups or len(set(groups)) != len(groups):
        raise SkypactError("a raid is of one group of intruders or more, each named once")
    written = {name: _count(intruders[name]) for name in groups}
    counts = shared(size, written)
    scaled = {name: {**intruders[name], "count": max(1, counts[name])} for name in groups}
    data = {**document.data, "intruders": {**intruders, **scaled}}
    made = settled(of_document(replace(document, data=data), Catalogue(catalogue)), path, hypothesis, sets)
    absent = accounts(made)
    for name in (copy for group in groups for copy in numbered(group, max(1, counts[group]))):
        if name in absent:
            raise SkypactError(f"{name}: there only under the account {absent[name][0]!r} — add it with --hypothesis")
    return Raid(made, {name: numbered(name, max(1, counts[name])) for name in groups}, written)


def _check_group(name: str, intruders: Mapping[str, Any]) -> None:
    if name in intruders:
        if isinstance(intruders[name], dict) and intruders[name].get("intent") != "attack":
            raise SkypactError(f"{name}: does not attack — a raid is of groups with intent: attack")
        return
    head = name.removeprefix("intruders.")
    if any(head == group or head.startswith(f"{group}.") for group in intruders):
        raise SkypactError(
            f"{name}: only the size of a scripted raid may be swept; its route, heights, timing and kind are constants "
            "of the scenario (defence only) — name the group alone"
        )
    raise SkypactError(f"no group of intruders {name!r} — {nearest(name, intruders)}")


def _count(raw: Any) -> int:
    count = raw.get("count", 1) if isinstance(raw, dict) else 1
    return count if isinstance(count, int) and count > 0 else 1
