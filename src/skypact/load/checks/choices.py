"""Cross-checks of choices: what they name must exist, and be there under them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from skypact.core.errors import nearest
from skypact.core.ids import numbered
from skypact.load.checks.references import Known
from skypact.load.overlay.presence import SECTIONS, SUPERIOR
from skypact.load.overlay.quantities import PathError, is_constant, with_quantity
from skypact.load.yaml_nodes import DataPath, Problem
from skypact.spec.command import Choice
from skypact.spec.scenario import Scenario

#: Sections of those that have a crew.
CREWED = ("posts", "batteries", "fighters")


def check(s: Scenario, known: Known) -> Iterator[Problem]:
    """Yield every choice that a unit names and that does not exist, and every fault of a choice."""
    for section in SECTIONS:
        for name, unit in getattr(s, section).items():
            for i, choice in enumerate(unit.choices):
                yield from _name((section, name, "choices", i), "choice", choice, known.names["choices"])
    for section, key in SUPERIOR.items():
        for name, unit in getattr(s, section).items():
            yield from _superior((section, name, key), getattr(unit, key), unit.choices, s)
    for name, choice in s.choices.items():
        yield from _choice(name, choice, s, known)


def _choice(name: str, choice: Choice, s: Scenario, known: Known) -> Iterator[Problem]:
    path = ("choices", name)
    yield from _name((*path, "arrangement"), "arrangement", choice.arrangement, known.names["arrangements"])
    for unit, nation in choice.crew.items():
        here = (*path, "crew", unit)
        yield from _name(here, "post, battery or fighter unit", unit, known.all(*CREWED))
        yield from _name(here, "nation", nation, known.names["nations"])
        yield from _there(here, unit, name, s)
    for key, raw in choice.set.items():
        if known.whole or is_constant(key):
            try:
                with_quantity(s, key, raw)
            except PathError as error:
                yield Problem((*path, "set", key), error.what, error.right)
    overlay = s.arrangements.get(choice.arrangement)
    for section, key in SUPERIOR.items():
        for unit, post in getattr(overlay, key, {}).items():
            found = getattr(s, section).get(unit)
            if found is not None and (not found.choices or name in found.choices):
                yield from _there((*path, "arrangement"), post, name, s, f"which commands '{unit}' there, ")


def _there(path: DataPath, unit: str, choice: str, s: Scenario, said: str = "") -> Iterator[Problem]:
    """Find a post or unit that is not there under this choice."""
    for section in CREWED:
        for name, one in getattr(s, section).items():
            named = unit == name or unit in numbered(name, min(max(getattr(one, "count", 1), 1), 500))
            if named and one.choices and choice not in one.choices:
                what = f"'{unit}', {said}is not there under the choice '{choice}'"
                yield Problem(path, what, f"add '{choice}' to {section}.{name}.choices, or leave it out")


def _superior(path: DataPath, post: str | None, choices: list[str], s: Scenario) -> Iterator[Problem]:
    """Find who answers to a post that is there under fewer choices than itself."""
    above = s.posts[post].choices if post in s.posts else []
    if above and not (choices and set(choices) <= set(above)):
        right = f"give '{path[1]}' choices among {', '.join(above)}, or name a post that is always there"
        yield Problem(path, f"'{post}' is there only under some choices", right)


def _name(path: DataPath, what: str, name: str, names: Iterable[str]) -> Iterator[Problem]:
    if name not in names:
        yield Problem(path, f"unknown {what} '{name}'", nearest(name, names))
