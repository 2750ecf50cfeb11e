"""Intruders: scripted routes, constants of a scenario and never a study factor (law 9)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from skypact.spec.link import Link
from skypact.spec.place import Leg, Position
from skypact.spec.quantity import (
    Altitude,
    Angle,
    AreaDb,
    AreaLoad,
    Count,
    Decibel,
    Density,
    Money,
    Power,
    Share,
    Spec,
    Speed,
    Time,
    default,
)
from skypact.spec.radar import Band, Radar
from skypact.spec.traffic.performance import Performance
from skypact.spec.weapon import Target

#: What the object means to do: the truth behind identification, unknown to every post.
#: echo: no aircraft at all, but birds or weather; a decoy draws attention and fire and does no harm itself.
Intent = Literal["attack", "trespass", "passage", "support", "decoy", "echo"]
#: How its route ends when nobody stops it.
End = Literal["reaches", "leaves", "lands", "crashes", "stays"]


class Aspect(Spec):
    """How the cross-section from the nose, the side and the tail differs from the stated one."""

    nose: Decibel = default("0 dB", "ratio_db")
    side: Decibel = default("0 dB", "ratio_db")
    tail: Decibel = default("0 dB", "ratio_db")


class Jammer(Spec):
    """Noise against radars of some bands, in all directions, in the air. Its place is a constant (law 9)."""

    title: str = ""
    type: str | None = None
    bands: list[Band]
    density: Density = default("20 dBW/MHz", "density_db", "10 dBW/MHz", "35 dBW/MHz", "effective radiated power")
    begin: Time = default("0 s", "time", note="from when on, after the start of the scenario")
    until: Time | None = None
    sources: list[str] = []
    note: str = ""


class Craft(Spec):
    """A type of flying object: how it looks to radar, eyes and rules; what it radiates."""

    title: str = ""
    target: Target
    speed: Speed
    altitude: Altitude
    rcs: AreaDb
    rcs_metre_wave: Decibel = default("0 dB", "ratio_db", note="gain of a metre-wave radar over the stated rcs")
    rcs_spread: Decibel = default("3 dB", "ratio_db", "1 dB", "6 dB", "sd of the rcs of the day, common to a band")
    aspect: Aspect | None = None
    emits: Power | None = None
    visual: Share = default(1.0, "share", note="how easily eyes notice it, against a light aircraft")
    transponder: Share = default(0.0, "share", note="chance that it replies to civil interrogation")
    iff: Share = default(0.0, "share", note="chance that it replies to the partners' IFF")
    complies: Share = default(0.0, "share", note="chance that it obeys an escort")
    price: Money | None = None
    performance: Performance | None = None
    sources: list[str] = []
    note: str = ""


class Arc(Spec):
    """A ballistic flight: boost, free flight on a rotating earth, re-entry. Start and end are constants (law 9).

    `angle` is the flight-path angle at burnout above the local horizon; without it the arc of least energy is flown.
    """

    start: Position = Field(alias="from")
    to: Position
    boost: Time = default("60 s", "time", "30 s", "180 s", "burn time")
    burnout_altitude: Altitude = default("20 km", "length", "10 km", "250 km")
    angle: Angle | None = None
    load: AreaLoad = default("5000 kg/m2", "area_load", "2000 kg/m2", "12000 kg/m2", "ballistic coefficient")
    rcs_boost: AreaDb | None = None


class Intruder(Spec):
    """An object on a scripted route or arc. `count` makes copies, `spacing` apart in time."""

    title: str = ""
    type: str
    count: int = 1
    nation: str | None = None
    intent: Intent
    civil: bool = False
    begin: Time = default("0 s", "time")
    spacing: Time = default("30 s", "time")
    spread: Time = default("0 s", "time", note="half-width of the uniform spread of the start, per run")
    route: list[Leg] = []
    arc: Arc | None = None
    end: End = "leaves"
    flight_plan: list[str] = []
    transponder: Share | None = None
    iff: Share | None = None
    complies: Share | None = None
    there: Share = default(1.0, "share", note="chance that it is there at all in a run")
    rcs: AreaDb | None = None
    speed: Speed | None = None
    altitude: Altitude | None = None
    jammer: Jammer | None = None
    note: str = ""

    @model_validator(mode="after")
    def _route(self) -> Intruder:
        if self.arc is not None and self.route:
            raise ValueError("`arc` and `route` contradict each other — keep one of them")
        if self.arc is None and len(self.route) < 2:
            there = "one waypoint" if self.route else "no waypoints"
            raise ValueError(f"a route of {there} — two or more are needed")
        return self


class Echoes(Spec):
    """False echoes that people must deal with: birds, weather; `mean` of them a run, at times and places by chance.

    They lie in `zone` and drift with the speed of their `type`, a craft; a run may have up to three times the mean.
    """

    title: str = ""
    type: str
    mean: Count
    zone: str
    lasts: Time = default("20 min", "time", "5 min", "60 min")
    note: str = ""


class Airborne(Spec):
    """An own aircraft or ship that carries a sensor on an orbit, such as an A-50."""

    title: str = ""
    platform: Literal["aircraft", "ship"] = "aircraft"
    type: str | None = None
    nation: str | None = None
    reports_to: str | None = None
    link: Link = Link()
    begin: Time = default("0 s", "time")
    route: list[Leg]
    radar: Radar
    choices: list[str] = []
    note: str = ""
