"""Claims: published statements about zones, with the readings they allow and the accounts of who stood there."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from skypact.spec.place import Position
from skypact.spec.quantity import Length, Spec, default
from skypact.spec.radar import Pd

#: What of a zone is measured, in metres. edge-west: its westernmost place. width: from its westernmost to its
#: easternmost place. diameter: of the circle that has its area.
Measure = Literal[
    "kill-edge-west", "kill-width", "kill-diameter", "detection-edge-west", "detection-width", "detection-diameter"
]


class Reading(Spec):
    """One reading of a claim: what is measured, where, and from which value on it holds.

    of: the `change` from the forces before to those after; or the zone of those `after`, or of what was `added` to
    those before, whose edge lies so far west of the place `origin`. latitude: along this parallel; without it the
    whole zone counts. It holds from at_least less the tolerance up to at_most plus the tolerance.
    """

    text: str
    measure: Measure
    of: Literal["change", "after", "added"] = "change"
    latitude: float | None = Field(default=None, ge=-80.0, le=80.0)
    origin: Position | None = None
    at_least: Length | None = None
    at_most: Length | None = None
    tolerance: Length = default("10 km", "length", note="a figure in round tens of kilometres")

    @model_validator(mode="after")
    def _whole(self) -> Reading:
        if self.at_least is None and self.at_most is None:
            raise ValueError('a reading without a limit — write at_least: "150 km", or at_most')
        if self.at_least is not None and self.at_most is not None and self.at_least.value > self.at_most.value:
            raise ValueError("at_least is above at_most — nothing can lie between them")
        edge = self.measure.endswith("edge-west")
        if self.of != "change" and edge and self.origin is None:
            raise ValueError("how far west the edge lies needs a place to measure from — write origin: Brest")
        if self.origin is not None and not (edge and self.of != "change"):
            raise ValueError("`origin` is for where an edge lies, not for how far it moves — leave it out")
        if self.measure.endswith("diameter") and self.latitude is not None:
            raise ValueError("a diameter is of the whole zone — leave `latitude` out")
        return self


class Account(Spec):
    """One account of who stood there: the choice that has the forces before, and the one that has those after."""

    title: str
    before: str
    after: str
    sources: list[str] = []
    note: str = ""


class Claim(Spec):
    """A published claim about zones, its readings, and the accounts of who stood there. The first account is taken.

    against: the type of aircraft. heights: above ground, each judged by itself. pd: chance per look from which a place
    counts as seen. site_error: how far a new unit may stand from the town that is named.
    """

    title: str
    text: str
    sources: list[str] = []
    against: str
    heights: list[Length]
    pd: Pd = default(0.5, "share", 0.1, 0.9, "chance per look from which a place counts as seen")
    site_error: Length = default("15 km", "length", note="rounding of the town, and what `near` it means")
    accounts: dict[str, Account]
    readings: dict[str, Reading]
    note: str = ""

    @model_validator(mode="after")
    def _some(self) -> Claim:
        for key in ("heights", "accounts", "readings"):
            if not getattr(self, key):
                raise ValueError(f"a claim without {key} — write one or more")
        if any(height.value <= 0 for height in self.heights):
            raise ValueError('a height of nothing — above ground, such as "1 km"')
        return self


