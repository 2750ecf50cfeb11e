"""Parameters: what a type sheet or a system states as quantities, beside what the format fills in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic import ValidationError

from skypact.core import units
from skypact.core.errors import Fault, InputFaults
from skypact.load.catalogue.shelf import Catalogue
from skypact.load.checks.validation import problems
from skypact.load.yaml_nodes import dotted
from skypact.spec.command import Doctrine
from skypact.spec.intruder import Craft, Jammer
from skypact.spec.quantity import Quantity, Spec
from skypact.spec.radar import Radar
from skypact.spec.sensor import Cooperative, LaunchWarning, Observer, Passive
from skypact.spec.weapon import Battery, Fighter

_KINDS: dict[str, type[Spec]] = {
    "radar": Radar, "observer": Observer, "launch-warning": LaunchWarning, "passive": Passive,
    "cooperative": Cooperative, "battery": Battery, "fighter": Fighter,
}
_ROOMS: dict[str, type[Spec]] = {"crafts": Craft, "jammers": Jammer, "doctrines": Doctrine}
_FIRST = {"sensors": "radar", "weapons": "battery"}


class Parameter(NamedTuple):
    """A quantity of a sheet: its path, the values as its file writes them (else as people do), and the quantity."""

    path: str
    value: str
    low: str
    high: str
    sets: dict[str, str]
    quantity: Quantity


def sheet_parameters(catalogue: Catalogue, room: str, name: str) -> list[Parameter]:
    """Return the quantities that a type sheet states itself, in the format's order; those of its radar last."""
    raw = catalogue.sheet(room, name) or {}
    found = [_parameter(path, q, raw) for path, q in _stated(_model(room, name, raw), ())]
    return sorted(found, key=lambda p: p.path.startswith("radar."))


def sheet_defaults(catalogue: Catalogue, room: str, name: str) -> list[tuple[str, Quantity]]:
    """Return by path the quantities that a sheet leaves to the format: every one of them is assumed."""
    return [(".".join(path), q) for path, q in _left(_model(room, name, catalogue.sheet(room, name) or {}), ())]


def figures(catalogue: Catalogue, name: str) -> list[Parameter]:
    """Return the figures of a system: what no type sheet holds."""
    raw = (catalogue.sheet("systems", name) or {}).get("figures") or {}
    return [_parameter((key,), figure.quantity, raw) for key, figure in catalogue.systems[name].figures.items()]


def _model(room: str, name: str, raw: dict[str, Any]) -> Spec:
    kind = _ROOMS.get(room) or _KINDS[raw.get("kind", _FIRST[room])]
    data = {key: value for key, value in raw.items() if not (room == "jammers" and key == "kind")}
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        file = f"catalogue/{room}/{name}.yaml"
        found = problems(error, data, kind)
        raise InputFaults([Fault(file, 0, 0, dotted(p.path), p.what, p.right) for p in found]) from None


def _stated(value: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Quantity]]:
    if isinstance(value, Quantity):
        yield path, value
    elif isinstance(value, Spec):
        for name, field in type(value).model_fields.items():
            if name in value.model_fields_set:
                yield from _stated(getattr(value, name), (*path, field.alias or name))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _stated(inner, (*path, str(key)))
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from _stated(inner, (*path, str(i)))


def _left(value: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Quantity]]:
    """Yield what is a default of the format, also inside what the sheet states."""
    if isinstance(value, Spec) and not isinstance(value, Quantity):
        for name, field in type(value).model_fields.items():
            inner = getattr(value, name)
            if isinstance(inner, Quantity) and name not in value.model_fields_set:
                yield (*path, field.alias or name), inner
            elif name in value.model_fields_set:
                yield from _left(inner, (*path, field.alias or name))


def _parameter(path: tuple[str, ...], q: Quantity, raw: Any) -> Parameter:
    node = raw
    for key in path:
        node = node[int(key)] if isinstance(node, list) else node.get(key) if isinstance(node, dict) else None
    written = node if isinstance(node, dict) else {"value": node}

    def text(key: str, si: float | None) -> str:
        held = written.get(key)
        return "" if si is None else str(held) if held is not None else units.rounded(si, q.dimension)

    sets = written.get("sets") or {}
    said = {name: str(sets[name]) if name in sets else units.rounded(si, q.dimension) for name, si in q.sets.items()}
    return Parameter(".".join(path), text("value", q.value), text("low", q.low), text("high", q.high), said, q)
