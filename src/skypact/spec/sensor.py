"""Sensors: radars and ground observers."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import model_validator

from skypact.spec.place import Position
from skypact.spec.quantity import Angle, Area, Bounds, Count, Length, Quantity, Share, Spec, Time, default

Band = Literal["VHF", "UHF", "L", "S", "C", "X"]
Pfa = Annotated[Quantity, Bounds("share", at_least=1e-12, at_most=0.1)]
Pd = Annotated[Quantity, Bounds("share", at_least=0.01, at_most=0.99)]


class Link(Spec):
    """A link: its latency, its loss per message, and the time until a lost message is tried again."""

    latency: Time = default("2 s", "time", "0.5 s", "10 s")
    loss: Share = default(0.01, "share", 0.0, 0.1)
    retry: Time = default("30 s", "time", "10 s", "120 s")


class Reference(Spec):
    """A stated range means nothing without these: the target, Pd, Pfa, Swerling case, pulses."""

    range: Length
    rcs: Area
    pd: Pd = default(0.5, "share", 0.5, 0.9, "published ranges rarely state their Pd")
    pfa: Pfa = default(1e-6, "share")
    swerling: Literal[0, 1, 2, 3, 4] = 1
    pulses: Count = default(1, "count")


class Radar(Spec):
    """A radar that turns: reference range, geometry, errors, what it can ask."""

    kind: Literal["radar"] = "radar"
    title: str = ""
    type: str | None = None
    count: int = 1
    nation: str | None = None
    at: Position | None = None
    reports_to: str | None = None
    link: Link = Link()
    band: Band = "S"
    reference: Reference
    max_range: Length
    min_range: Length = default("1 km", "length")
    period: Time = default("10 s", "time")
    mast: Length = default("8 m", "length", "5 m", "30 m")
    elevation_low: Angle = default("-1 deg", "angle", "-2 deg", "0.5 deg")
    elevation_high: Angle = default("45 deg", "angle")
    sigma_range: Length = default("150 m", "length", "50 m", "1 km")
    sigma_azimuth: Angle = default("0.3 deg", "angle", "0.1 deg", "1.5 deg")
    sector: Angle = default("360 deg", "angle", note="width of the sector that it sees")
    facing: Angle = default("0 deg", "angle", note="middle of the sector, clockwise from north")
    sees: Literal["all", "aircraft", "ballistic"] = "all"
    outage: Share = default(0.0, "share", note="chance that it is out of action for the whole run")
    choices: list[str] = []
    sigma_elevation: Angle | None = default("0.4 deg", "angle", "0.2 deg", "1 deg")
    asks_iff: bool = True
    asks_transponder: bool = True
    sources: list[str] = []
    note: str = ""


class Observer(Spec):
    """The ground observer: eyes with a distance and a telephone."""

    kind: Literal["observer"]
    title: str = ""
    type: str | None = None
    count: int = 1
    nation: str | None = None
    at: Position | None = None
    reports_to: str | None = None
    link: Link = Link()
    distance: Length = default("4 km", "length", "1 km", "8 km", "slant distance at which a low aircraft is noticed")
    notices: Share = default(0.3, "share", 0.05, 0.8, "chance per look by day, inside the distance")
    night_factor: Share = default(0.3, "share", 0.05, 0.6)
    period: Time = default("10 s", "time")
    error: Length = default("1.5 km", "length", "0.5 km", "5 km")
    report_delay: Time = default("90 s", "time", "20 s", "5 min", "from seeing to the telephone")
    choices: list[str] = []
    sources: list[str] = []
    note: str = ""

    @model_validator(mode="after")
    def _reach(self) -> Observer:
        if self.distance.value > 30_000:
            raise ValueError("an observer's distance above 30 km — eyes do not reach so far")
        return self


class LaunchWarning(Spec):
    """Infrared launch warning from space: sees a missile that burns, above the clouds, wherever it is."""

    kind: Literal["launch-warning"]
    title: str = ""
    type: str | None = None
    count: int = 1
    nation: str | None = None
    at: Position | None = None
    reports_to: str | None = None
    link: Link = Link()
    above: Length = default("10 km", "length", "7 km", "12 km", "height from which the burning missile is seen")
    notices: Share = default(0.8, "share", 0.5, 0.99, "chance per look that the burning missile is seen")
    period: Time = default("10 s", "time", "5 s", "20 s")
    error: Length = default("5 km", "length", "2 km", "15 km", "sd of the reported place")
    report_delay: Time = default("30 s", "time", "15 s", "90 s", "from seeing to the message")
    choices: list[str] = []
    sources: list[str] = []
    note: str = ""


Sensor = Radar | Observer | LaunchWarning
