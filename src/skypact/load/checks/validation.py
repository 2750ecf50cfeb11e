"""What pydantic refuses, said in plain words and with the path in the file."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from typing import Annotated, Any, cast, get_args, get_origin

from pydantic import BaseModel, ValidationError

from skypact.core.errors import nearest
from skypact.load.yaml_nodes import DataPath, Problem
from skypact.spec.place import Theatre
from skypact.spec.scenario import Question, Scenario

#: Stand-ins for broken values of the head, so that the rest of the file is still checked.
_STAND_IN: dict[str, Any] = {
    "format": 1, "id": "broken", "title": "", "question": Question(text=""), "date": "2000-01-01", "start": "00:00",
    "duration": "48 h", "theatre": Theatre.model_construct(south=-90.0, north=90.0, west=-180.0, east=180.0),
}
_WANTED = {
    "string_type": "text", "dict_type": "a mapping of keys to values", "model_type": "a mapping of keys to values",
    "model_attributes_type": "a mapping of keys to values", "list_type": "a list", "tuple_type": "a list",
    "bool_type": "true or false", "bool_parsing": "true or false", "int_type": "a whole number",
    "int_parsing": "a whole number", "int_from_float": "a whole number", "float_type": "a number",
    "float_parsing": "a number", "finite_number": "a finite number",
}


class Checked(typing.NamedTuple):
    """A scenario as far as it could be read, what was wrong, and which items of the lists are left."""

    scenario: Scenario | None
    problems: list[Problem]
    missing: frozenset[DataPath]
    kept: dict[str, list[int]]

    def original(self, path: DataPath) -> DataPath:
        """Return a path of the scenario as a path of the file: broken items of a list were left out."""
        if len(path) > 1 and path[0] in self.kept and isinstance(path[1], int):
            return (path[0], self.kept[str(path[0])][path[1]], *path[2:])
        return path


def checked(data: dict[str, Any]) -> Checked:
    """Return the scenario of plain data; where entries are broken, the scenario without them."""
    try:
        return Checked(Scenario.model_validate(data), [], frozenset(), {})
    except ValidationError as error:
        errors = list(_errors(error))
    problems = [_problem(e, data) for e in errors]
    missing = frozenset(p.path for p, e in zip(problems, errors, strict=True) if e["type"] == "missing")
    rest, kept = _without(data, [p.path for p in problems])
    try:
        scenario = None if rest is None else Scenario.model_validate(rest)
    except ValidationError:
        scenario = None
    return Checked(scenario, problems, missing, kept)


def problems(error: ValidationError, data: Any, root: type[BaseModel]) -> list[Problem]:
    """Return everything that a model of the catalogue refuses, with paths in its file."""
    return [Problem(_path(e["loc"], data, e["type"]), *_words(e, root)) for e in _errors(error)]


def words(error: ValidationError) -> tuple[str, str]:
    """Return what is wrong and what would be right for the first error of a value."""
    first = next(_errors(error))
    return _words(first)


def split(message: str) -> tuple[str, str]:
    """Return the two halves of a message of the spec: "what — right"."""
    what, _, right = message.partition(" — ")
    return what.strip(), right.strip()


def _errors(error: ValidationError, before: DataPath = ()) -> Iterator[dict[str, Any]]:
    """Yield each error with its full path; a model refused inside a validator carries errors of its own."""
    for item in error.errors(include_url=False):
        loc = (*before, *item["loc"])
        inner = item.get("ctx", {}).get("error")
        if isinstance(inner, ValidationError):
            yield from _errors(inner, loc)
        else:
            yield {**item, "loc": loc}


def _problem(error: dict[str, Any], data: Any) -> Problem:
    path = _path(error["loc"], data, error["type"])
    return Problem(path, *_words(error))


def _path(loc: DataPath, data: Any, kind: str) -> DataPath:
    """Return a path of the file: pydantic also names the members of unions and the keys of mappings."""
    path: list[str | int] = []
    for i, part in enumerate(loc):
        last = i == len(loc) - 1
        if part == "[key]":
            continue
        if isinstance(data, dict) and (part in data or (last and kind == "missing")):
            data = data.get(part)
        elif isinstance(data, (list, tuple)) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            continue
        path.append(part)
    return tuple(path)


def _words(error: dict[str, Any], root: type[BaseModel] = Scenario) -> tuple[str, str]:
    kind, ctx = error["type"], error.get("ctx", {})
    if kind == "missing":
        return f"missing key '{error['loc'][-1]}'", "it has no default"
    if kind == "extra_forbidden":
        return f"unknown key '{error['loc'][-1]}'", nearest(str(error["loc"][-1]), _keys(error["loc"][:-1], root))
    if kind == "literal_error":
        return f"{_shown(error['input'])} is no choice here", f"one of {ctx['expected']}"
    if kind == "union_tag_not_found":
        right = "write kind: radar, kind: observer, kind: launch-warning, or a `type:` of the catalogue"
        return "missing key 'kind'", right
    if kind == "union_tag_invalid":
        return f"unknown kind '{ctx['tag']}'", f"one of {ctx['expected_tags']}"
    if kind == "value_error":
        return split(str(ctx["error"]))
    if kind == "string_pattern_mismatch":
        return f"{_shown(error['input'])} is not a valid id", "small letters, digits and hyphens, such as border-2016"
    if kind in _WANTED:
        return f"{_shown(error['input'])} is not {_WANTED[kind]}", _instead(kind, error["input"])
    return str(error["msg"]), ""


def _instead(kind: str, value: object) -> str:
    if value is None:
        return "fill it in, or remove the key"
    if kind == "string_type" and isinstance(value, (int, float)):
        return f'put it in quotes: "{value}"'
    return f"{_WANTED[kind]} is needed"


def _shown(value: object) -> str:
    if value is None:
        return "nothing"
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"


def _keys(loc: DataPath, root: type[BaseModel]) -> list[str]:
    """Return the keys that the model at a path knows."""
    found: Any = root
    for part in loc:
        found = _step(found, part)
    models = [m for m in _members(found) if isinstance(m, type) and issubclass(m, BaseModel)]
    return [field.alias or name for m in models for name, field in m.model_fields.items()]


def _step(found: Any, part: str | int) -> Any:
    for member in _members(found):
        if isinstance(member, type) and issubclass(member, BaseModel):
            for name, field in member.model_fields.items():
                if part in (name, field.alias):
                    return field.annotation
            if "kind" in member.model_fields and part in get_args(member.model_fields["kind"].annotation):
                return member
        elif get_origin(member) in (dict, list):
            return get_args(member)[-1]
    return found


def _members(found: Any) -> list[Any]:
    """Return the members of a union, one in a list for anything else; Annotated is opened."""
    if get_origin(found) is Annotated:
        return _members(get_args(found)[0])
    if get_origin(found) in (dict, list) or isinstance(found, type):
        return [found]
    return [m for arg in get_args(found) for m in _members(arg)]


def _without(data: dict[str, Any], broken: list[DataPath]) -> tuple[dict[str, Any] | None, dict[str, list[int]]]:
    """Return the data without the entries that hold a broken path; None where the rest would say nothing."""
    rest, gone = dict(data), cast(dict[str, set[int]], {})
    for path in broken:
        if not path:
            return None, {}
        top = str(path[0])
        value = rest.get(top)
        if len(path) > 1 and isinstance(value, dict) and top not in _STAND_IN and top in _sections():
            rest[top] = {k: v for k, v in value.items() if k != path[1]}
        elif len(path) > 1 and isinstance(value, list) and isinstance(path[1], int):
            gone.setdefault(top, set()).add(path[1])
        elif top in _STAND_IN:
            rest[top] = _STAND_IN[top]
        elif top in ("nations", "posts"):
            return None, {}
        else:
            rest.pop(top, None)
    kept = {top: [i for i in range(len(data[top])) if i not in out] for top, out in gone.items()}
    return rest | {top: [data[top][i] for i in left] for top, left in kept.items()}, kept


def _sections() -> set[str]:
    return {name for name, field in Scenario.model_fields.items() if get_origin(field.annotation) is dict}
