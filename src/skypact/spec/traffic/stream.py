"""Streams: civil flights that go straight from airport to airport, at even intervals."""

from __future__ import annotations

from pydantic import model_validator

from skypact.spec.place import Position
from skypact.spec.quantity import Altitude, Share, Spec, Speed, Time, default


class Traffic(Spec):
    """Civil flights between airports: `flights` straight routes spread evenly over the duration."""

    title: str = ""
    type: str
    flights: int
    nation: str | None = None
    airports: list[Position]
    every: Time
    begin: Time = default("0 s", "time")
    altitude: Altitude | None = None
    speed: Speed | None = None
    flight_plan: list[str] = []
    transponder_fails: Share = default(0.0, "share", note="share of flights whose transponder is silent")
    note: str = ""

    @model_validator(mode="after")
    def _pairs(self) -> Traffic:
        if len(self.airports) < 2:
            raise ValueError("traffic needs two airports or more")
        if not 1 <= self.flights <= 2000:
            raise ValueError(f"{self.flights} flights — 1 to 2,000")
        return self
