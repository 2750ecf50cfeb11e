"""Systems: what an order of battle counts: its type sheets, its rival versions, and figures that no sheet holds."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, model_validator

from skypact.core import units
from skypact.spec.catalogue.dated import Date
from skypact.spec.quantity import Quantity, Spec, read_quantity

Kind = Literal[
    "air-defence", "radar", "warning", "airborne-warning", "fighter", "bomber", "aircraft", "missile", "rocket",
    "drone", "balloon", "interceptor", "ship", "jammer", "command",
]
Room = Literal["sensors", "weapons", "crafts", "jammers"]


class Figure(Spec):
    """A published figure that no type sheet of the model holds, such as the reach of a missile: what it is, and where.

    Written flat: text, dimension, then what a quantity has (value, low, high, sets, source, assumed …).
    """

    text: str
    quantity: Quantity

    @model_validator(mode="before")
    @classmethod
    def _flat(cls, raw: Any) -> Any:
        if not isinstance(raw, dict) or "quantity" in raw:
            return raw
        left = dict(raw)
        text, dimension = left.pop("text", ""), left.pop("dimension", None)
        if dimension not in units.UNITS:
            raise ValueError(f"a figure of dimension {dimension!r} — one of {', '.join(units.UNITS)}")
        return {"text": text, "quantity": read_quantity(left, dimension, 0.0, None)}


class Stand(Spec):
    """What one of a system puts into a scenario: a section, the type sheet there, and how many.

    A fighter counts as a sortie of its unit: `section: fighters` makes one unit with as many sorties as are held.
    """

    section: Literal["batteries", "sensors", "fighters"]
    type: str
    suffix: str = ""
    each: int = Field(default=1, ge=1)


class System(Spec):
    """A system by its common name: a page of the catalogue.

    sheets: its type sheets by room; two missiles are two sheets. parts: other systems that belong to it. not_before:
    the day before which no order of battle can have it. treaty: the category that it counts in, if any.
    """

    title: str
    kind: Kind
    text: str = ""
    makers: list[str] = []
    sheets: dict[Room, list[str]] = {}
    parts: list[str] = []
    stands: list[Stand] = []
    figures: dict[str, Figure] = {}
    not_before: Date | None = None
    treaty: str | None = None
    out_of_model: str = ""
    sources: list[str] = []
    note: str = ""
