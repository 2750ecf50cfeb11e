"""Walk the quantities of a scenario by path, and set one: posts.minsk.stops, links.a>b.latency."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

from skypact.core.errors import nearest
from skypact.core.ids import numbered
from skypact.load.checks.validation import words
from skypact.spec.command import PostLink, Right
from skypact.spec.quantity import Quantity
from skypact.spec.scenario import Scenario

#: Sections that no study, rival account or setting may touch (law 9).
CONSTANT = ("intruders", "traffic", "civil", "recorded", "crafts", "claims")
CONSTANT_WHAT = "intruders, traffic, crafts and claims are constants of a scenario (defence only)"
CONSTANT_RIGHT = "choose a defender-side quantity"
#: Short names of what many quantities are together, and the patterns that they stand for.
SHORT_NAMES: dict[str, tuple[str, ...]] = {
    "consent_delay": ("rights.*.consent.*.delay", "arrangements.*.rights.*.consent.*.delay"),
    "decision_delay": ("rights.*.delay", "arrangements.*.rights.*.delay"),
    "link_latency": ("links.*.latency", "arrangements.*.links_add.*.latency"),
    "handling": ("posts.*.handling",),
    "readiness": ("fighters.*.readiness",),
    "reaction": ("batteries.*.reaction",),
}
_LOOK = object()
_NO_QUANTITY = "go on to one, such as posts.NAME.handling"


class PathError(ValueError):
    """A path that cannot be set: what is wrong, what would be right."""

    def __init__(self, what: str, right: str):
        self.what, self.right = what, right
        super().__init__(f"{what} — {right}")


def quantities(scenario: Scenario) -> Iterator[tuple[str, Quantity]]:
    """Yield the path and the quantity of every parameter, in the order of the format."""
    yield from _walk(scenario, "")


def is_constant(path: str) -> bool:
    """Return whether a path, or some path that a pattern fits, belongs to what no study may vary."""
    return any(fits(path.split(".")[0], section) for section in CONSTANT)


def fits(pattern: str, text: str) -> bool:
    """Return whether a text is what a pattern says; `*` stands for anything, nothing included."""
    return pattern == text or ("*" in pattern and bool(re.fullmatch(re.escape(pattern).replace(r"\*", ".*"), text)))


def named(scenario: Scenario, name: str) -> dict[str, Quantity]:
    """Return by path all that a name stands for: a path, a pattern in which `*` is one step, or a short name.

    PathError where it names nothing, nothing that has a value, or what no study may vary.
    """
    if is_constant(name):
        raise PathError(CONSTANT_WHAT, CONSTANT_RIGHT)
    found = {path: q for pattern in SHORT_NAMES.get(name, (name,)) for path, q in _matching(scenario, pattern, "")}
    if found:
        return found
    if name in SHORT_NAMES:
        raise PathError(f"'{name}' names nothing in this scenario", f"it stands for {' and '.join(SHORT_NAMES[name])}")
    if "*" in name:
        raise PathError(f"'{name}' fits no quantity", "a `*` stands for one step of a path: posts.*.handling")
    if "." not in name:
        raise PathError(f"'{name}' names no quantity", nearest(name, [*SHORT_NAMES, *_children(scenario)]))
    with_quantity(scenario, name, _LOOK)  # says which step is wrong, and the nearest that is not
    raise PathError(f"'{name}' names no quantity that has a value", "write it into the scenario with its range")


def with_named(scenario: Scenario, name: str, raw: object) -> Scenario:
    """Return the scenario with everything replaced that a path, a pattern or a short name stands for."""
    if "*" not in name and name not in SHORT_NAMES:
        return with_quantity(scenario, name, raw)
    for path in named(scenario, name):
        scenario = with_quantity(scenario, path, raw)
    return scenario


def require_named(scenario: Scenario, name: str) -> None:
    """Raise PathError unless a path, a pattern or a short name names quantities of the defender's side."""
    with_named(scenario, name, _LOOK)


def with_quantity(scenario: Scenario, path: str, raw: object) -> Scenario:
    """Return the scenario with one quantity replaced; a counted unit's path sets all its copies.

    `raw` is what the format would hold there: text with a unit, a number, a mapping.
    """
    if is_constant(path):
        raise PathError(CONSTANT_WHAT, CONSTANT_RIGHT)
    if raw is None:
        raise PathError(f"no value for '{path}'", "write one, such as 0.3 or 30 s")
    return _replaced(scenario, path, path, raw)


def each_replaced(scenario: Scenario, change: Callable[[Quantity], Quantity]) -> Scenario:
    """Return the scenario with every quantity of the defender's side passed through `change`."""
    names = [name for name in Scenario.model_fields if name not in CONSTANT]
    return scenario.model_copy(update={name: _changed(getattr(scenario, name), change) for name in names})


def _walk(value: object, path: str) -> Iterator[tuple[str, Quantity]]:
    if isinstance(value, Quantity):
        yield path, value
        return
    for label, (_, child) in _children(value).items():
        yield from _walk(child, f"{path}.{label}" if path else label)


def _matching(value: Any, rest: str, path: str) -> Iterator[tuple[str, Quantity]]:
    """Yield the quantities that a pattern fits; a row that forbids has no delay that counts, so no pattern fits it."""
    if isinstance(value, Quantity):
        if not rest:
            yield path, value
        return
    if not rest or (isinstance(value, Right) and value.forbids):
        return
    children = _children(value)
    for label, left in _steps(children, rest):
        yield from _matching(children[label][1], left, f"{path}.{label}" if path else label)


def _steps(children: dict[str, tuple[Any, Any]], rest: str) -> Iterator[tuple[str, str]]:
    """Yield the children that begin a pattern, and what is left of it; ids may hold dots."""
    parts = rest.split(".")
    if "*" not in parts[0]:
        yield from _fitting(children, rest)
        return
    for label in children:
        for n in sorted({1, label.count(".") + 1}):
            if fits(".".join(parts[:n]), label):
                yield label, ".".join(parts[n:])
                break


def _children(value: object) -> dict[str, tuple[Any, Any]]:
    """Return label → (key, child) of a model, a mapping or a list."""
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        return {field.alias or name: (name, getattr(value, name)) for name, field in fields.items()}
    if isinstance(value, dict):
        return {str(key): (key, child) for key, child in value.items()}
    if isinstance(value, list):
        return {_label(child, i, value): (i, child) for i, child in enumerate(value)}
    return {}


def _label(child: Any, i: int, among: list[Any]) -> str:
    """Return the name of an item of a list: a post link is a>b, or a>b:plots where another one joins the two posts."""
    if not isinstance(child, PostLink):
        return str(i)
    alone = sum((child.a, child.b) == (other.a, other.b) for other in among) == 1
    return f"{child.a}>{child.b}" + ("" if alone else ":" + "+".join(sorted(child.carries)))


def _replaced(value: Any, rest: str, path: str, raw: object) -> Any:
    if not rest:
        if not isinstance(value, Quantity) and value is not None:
            raise PathError(f"'{path}' names no quantity", _NO_QUANTITY)
        return value if raw is _LOOK else raw
    children = _children(value)
    fitting = [] if isinstance(value, Quantity) else _fitting(children, rest)
    if not fitting:
        raise PathError(f"'{path}' leads nowhere", _near(value, path, rest))
    for label, left in fitting:
        key, child = children[label]
        new = _replaced(child, left, path, raw)
        value = _with_child(value, key, new, path, is_leaf=not left, look=raw is _LOOK)
    return value


def _fitting(children: dict[str, tuple[Any, Any]], rest: str) -> list[tuple[str, str]]:
    """Return the child that begins the rest (the longest: ids may hold dots), else the copies of a counted unit."""
    direct = [label for label in children if rest == label or rest.startswith(label + ".")]
    if direct:
        label = max(direct, key=len)
        return [(label, rest[len(label) + 1 :])]
    parts = rest.split(".")
    for end in range(len(parts), 0, -1):
        family = ".".join(parts[:end])
        copies = [label for label in children if re.fullmatch(re.escape(family) + r"-\d{2,3}", label)]
        if len(copies) > 1 and set(copies) == set(numbered(family, len(copies))):
            return [(label, ".".join(parts[end:])) for label in copies]
    return []


def _with_child(value: Any, key: Any, child: Any, path: str, is_leaf: bool, look: bool) -> Any:
    if look:
        if is_leaf and child is None and not _may_hold_quantity(value, key):
            raise PathError(f"'{path}' names no quantity", _NO_QUANTITY)
        return value
    if isinstance(value, dict):
        return value | {key: child}
    if isinstance(value, list):
        return [child if i == key else old for i, old in enumerate(value)]
    if isinstance(value, Scenario) and not is_leaf:
        return value.model_copy(update={key: child})
    raw = {name: getattr(value, name) for name in value.model_fields_set} | {key: child}
    try:
        made = type(value).model_validate(raw)
    except ValidationError as error:
        raise PathError(*words(error)) from None
    if is_leaf and not isinstance(getattr(made, key), Quantity):
        raise PathError(f"'{path}' names no quantity", _NO_QUANTITY)
    return made


def _may_hold_quantity(value: Any, key: Any) -> bool:
    return isinstance(value, BaseModel) and "Quantity" in repr(type(value).model_fields[key])


def _near(value: Any, path: str, rest: str) -> str:
    """Return the nearest key at the place where a path goes wrong."""
    done = path[: len(path) - len(rest)]
    if isinstance(value, Quantity):
        return f"the quantity is '{done.removesuffix('.')}'"
    head = rest.split(".")[0]
    return nearest(f"{done}{head}", (f"{done}{label}" for label in _children(value)))


def _changed(value: Any, change: Callable[[Quantity], Quantity]) -> Any:
    if isinstance(value, Quantity):
        return change(value)
    if isinstance(value, BaseModel):
        old = {name: getattr(value, name) for name in type(value).model_fields}
        new = {name: _changed(child, change) for name, child in old.items()}
        moved = {name: child for name, child in new.items() if child is not old[name]}
        return value.model_copy(update=moved) if moved else value
    if isinstance(value, dict):
        new = {key: _changed(child, change) for key, child in value.items()}
        return new if any(new[key] is not value[key] for key in value) else value
    if isinstance(value, list):
        new = [_changed(child, change) for child in value]
        return new if any(a is not b for a, b in zip(new, value, strict=True)) else value
    return value
