"""Quantity: a parameter with value, range, what the range means, source and date (law 7)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema

from skypact.core import units


class Spec(BaseModel):
    """What an analyst writes: frozen, and a key that is not known is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, populate_by_name=True)


class Quantity(Spec):
    """A number with its ignorance. Values are SI; `dimension` names the kind of unit."""

    value: float
    dimension: str
    low: float | None = None
    high: float | None = None
    range_means: Literal["uniform", "loguniform", "triangular"] = "uniform"
    sets: dict[str, float] = {}
    source: str | None = None
    date: str | None = None
    grade: str | None = None
    assumed: bool = False
    range_assumed: Literal[True] | None = None  # the value has a source, an end of its range has none
    note: str | None = None

    @property
    def is_assumed(self) -> bool:
        """True where no source stands behind the value."""
        return self.assumed or self.source is None

    @property
    def is_range_assumed(self) -> bool:
        """True where no source stands behind the value, or behind an end of its range."""
        return self.is_assumed or self.range_assumed is True

    def bounds(self) -> tuple[float, float]:
        """Return low and high [SI], both the value where no range was given."""
        return (self.value if self.low is None else self.low, self.value if self.high is None else self.high)

    def text(self) -> str:
        """Return the value and its range as people write it."""
        body = units.show(self.value, self.dimension)
        if self.low is None and self.high is None:
            return body
        low, high = self.bounds()
        return f"{body} ({units.show(low, self.dimension)} to {units.show(high, self.dimension)})"


_KEYS = {"value", "low", "high", "range_means", "sets", "source", "date", "grade", "assumed", "range_assumed", "note"}


def read_quantity(raw: object, dimension: str, at_least: float | None, at_most: float | None) -> object:
    """Return a Quantity from a text with a unit, or from a mapping with value, low, high, source …

    A bare text carries no source: it counts as assumed and every report shows it so.
    """
    if isinstance(raw, Quantity):
        return raw
    if not isinstance(raw, dict):
        raw = {"value": raw}
    fields: dict[str, Any] = dict(raw)
    resolved = fields.pop("dimension", None)  # the resolved form names its dimension and is SI already
    unknown = set(fields) - _KEYS
    if unknown:
        raise ValueError(f"unknown key {sorted(unknown)[0]!r} in a quantity — known: {', '.join(sorted(_KEYS))}")
    if fields.get("value") is None:
        raise ValueError(f"a quantity without a value — write value: {units.example(dimension)}")
    if resolved is None:
        for key in ("value", "low", "high"):
            if fields.get(key) is not None:
                fields[key] = units.parse(fields[key], dimension)
        sets = fields.get("sets") or {}
        if not isinstance(sets, dict):
            raise ValueError(f"sets must map names to values — sets: {{mda: {units.example(dimension)}}}")
        fields["sets"] = {name: units.parse(v, dimension) for name, v in sets.items()}
    else:
        _refuse_unresolved(fields, resolved, dimension)
    return _checked(fields, dimension, at_least, at_most)


def _refuse_unresolved(fields: dict[str, Any], resolved: object, dimension: str) -> None:
    """Refuse a mapping with `dimension` whose values are not SI numbers of that dimension."""
    if resolved != dimension:
        raise ValueError(f"dimension {resolved!r} where a {dimension} is needed — leave `dimension` out")
    sets = fields.get("sets", {})
    values = [fields["value"], *(fields[k] for k in ("low", "high") if fields.get(k) is not None)]
    values += sets.values() if isinstance(sets, dict) else [sets]
    for value in values:
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
            raise ValueError(f"{value!r} is not an SI number — leave `dimension` out: {units.example(dimension)}")


def _checked(fields: dict[str, Any], dimension: str, at_least: float | None, at_most: float | None) -> Quantity:
    every = {k: v for k, v in fields.items() if k in ("value", "low", "high") and v is not None}
    every |= {f"sets.{k}": v for k, v in fields.get("sets", {}).items()}
    for name, value in every.items():
        if at_least is not None and value < at_least:
            raise ValueError(f"{name} {units.show(value, dimension)} is below {units.show(at_least, dimension)}")
        if at_most is not None and value > at_most:
            raise ValueError(f"{name} {units.show(value, dimension)} is above {units.show(at_most, dimension)}")
    low, value, high = every.get("low", every["value"]), every["value"], every.get("high", every["value"])
    if not low <= value <= high:
        shown = ", ".join(units.show(x, dimension) for x in (low, value, high))
        raise ValueError(f"low, value, high are not in order: {shown} — low ≤ value ≤ high")
    if fields.get("assumed") and fields.get("source"):
        raise ValueError("a source and `assumed: true` contradict each other — keep one of them")
    if fields.get("range_assumed") is not None and (not fields.get("source") or low == high):
        raise ValueError("`range_assumed: true` is for a value with a source and a range — else leave it out")
    return Quantity(dimension=dimension, **fields)


def _schema(dimension: str) -> dict[str, Any]:
    bare = [u for u in units.UNITS[dimension] if u]
    number = r"^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*"
    text: dict[str, Any] = {
        "type": "string",
        "pattern": number + ("(" + "|".join(u.replace("/", "\\/") for u in bare) + ")" if bare else "")
        + ("?" if "" in units.UNITS[dimension] else "") + r"\s*$",
    }
    plain: list[dict[str, Any]] = [text] + ([{"type": "number"}] if "" in units.UNITS[dimension] else [])
    scalar: dict[str, Any] = {"anyOf": plain}
    mapping = {
        "type": "object",
        "required": ["value"],
        "additionalProperties": False,
        "properties": {
            "value": scalar, "low": scalar, "high": scalar,
            "range_means": {"enum": ["uniform", "loguniform", "triangular"]},
            "sets": {"type": "object", "additionalProperties": scalar},
            "source": {"type": "string"}, "date": {"type": "string"}, "grade": {"type": "string"},
            "assumed": {"type": "boolean"}, "range_assumed": {"const": True}, "note": {"type": "string"},
        },
    }
    return {"description": f"a {dimension}, such as {units.example(dimension)}", "anyOf": [*plain, mapping]}


@dataclass(frozen=True)
class Bounds:
    """What a field holds: a quantity of one dimension within inclusive bounds in SI; pydantic asks it how to read."""

    dimension: str
    at_least: float | None = None
    at_most: float | None = None

    def read(self, raw: object) -> object:
        """Return what stands in the file as a Quantity."""
        return read_quantity(raw, self.dimension, self.at_least, self.at_most)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return BeforeValidator(self.read).__get_pydantic_core_schema__(source, handler)

    def __get_pydantic_json_schema__(self, _: CoreSchema, __: GetJsonSchemaHandler) -> dict[str, Any]:
        return _schema(self.dimension)


def default(text: object, dimension: str, low: object = None, high: object = None, note: str | None = None) -> Quantity:
    """Return an assumed Quantity for a default: a modelling choice that has no source."""
    raw: dict[str, object] = {"value": text, "assumed": True}
    raw |= {k: v for k, v in (("low", low), ("high", high), ("note", note)) if v is not None}
    made = read_quantity(raw, dimension, None, None)
    assert isinstance(made, Quantity)
    return made


Length = Annotated[Quantity, Bounds("length", at_least=0.0)]
Altitude = Annotated[Quantity, Bounds("length", at_least=-500.0)]
Time = Annotated[Quantity, Bounds("time", at_least=0.0)]
Speed = Annotated[Quantity, Bounds("speed", at_least=0.0)]
Angle = Annotated[Quantity, Bounds("angle")]
Area = Annotated[Quantity, Bounds("area", at_least=0.0)]
Share = Annotated[Quantity, Bounds("share", at_least=0.0, at_most=1.0)]
Count = Annotated[Quantity, Bounds("count", at_least=0.0)]
Decibel = Annotated[Quantity, Bounds("ratio_db")]
AreaDb = Annotated[Quantity, Bounds("area_db")]
Power = Annotated[Quantity, Bounds("power_db")]
Density = Annotated[Quantity, Bounds("density_db", at_least=-60.0, at_most=80.0)]
Frequency = Annotated[Quantity, Bounds("frequency", at_least=3e6, at_most=1e11)]
RainRate = Annotated[Quantity, Bounds("rain", at_least=0.0, at_most=2e2)]
Acceleration = Annotated[Quantity, Bounds("acceleration", at_least=0.0)]
Number = Annotated[Quantity, Bounds("count")]
Money = Annotated[Quantity, Bounds("money", at_least=0.0)]
AreaLoad = Annotated[Quantity, Bounds("area_load", at_least=1.0)]
