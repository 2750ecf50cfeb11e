"""Weapons: batteries of missiles and units of fighters."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from skypact.spec.link import Link
from skypact.spec.place import Position
from skypact.spec.quantity import Altitude, Angle, Count, Length, Money, Share, Spec, Speed, Time, default
from skypact.spec.radar import Radar

#: What a shot may meet; type sheets of intruders name one of these.
TARGETS = ("aircraft", "airliner", "light", "helicopter", "drone", "cruise", "balloon", "ballistic", "rocket")
Target = Literal["aircraft", "airliner", "light", "helicopter", "drone", "cruise", "balloon", "ballistic", "rocket"]


class EnvelopeRow(Spec):
    """The nearest and the farthest slant range at one height above ground; between rows it is linear."""

    altitude: Altitude
    min_range: Length
    max_range: Length


class Move(Spec):
    """A move of a unit: it is out of action from `begin` until `ready` later, then stands at the new place."""

    begin: Time = Field(alias="from")
    to: Position
    ready: Time = default("30 min", "time", "5 min", "3 h", "until it is ready at the new place, the way included")


class Interceptor(Spec):
    """What makes a battery's missile fly above the air: its burnout speed, how long it burns, its divert.

    Range, heights and kill chance are the battery's; `min_altitude` is the lowest intercept.
    """

    burnout_speed: Speed
    burn: Time = default("60 s", "time", "30 s", "120 s", "from launch to burnout")
    divert: Speed = default("300 m/s", "speed", "100 m/s", "600 m/s", "speed that the kill vehicle can add")


class Battery(Spec):
    """A battery: reaction, fire channels, magazine, envelope, fly-out, kill probability by target."""

    kind: Literal["battery"] = "battery"
    title: str = ""
    type: str | None = None
    count: int = 1
    nation: str | None = None
    crew: str | None = None
    at: Position | None = None
    commander: str | None = None
    link: Link = Link()
    radar: Radar | None = None
    max_range: Length
    min_range: Length = default("5 km", "length")
    max_altitude: Altitude
    min_altitude: Altitude = default("25 m", "length")
    range_at_low_altitude: Length | None = None
    speed: Speed
    peak_speed: Speed | None = None
    envelope: list[EnvelopeRow] = []
    interceptor: Interceptor | None = None
    sector: Angle = default("360 deg", "angle", note="width of the sector in which it can guide")
    facing: Angle = default("0 deg", "angle", note="middle of the sector, clockwise from north")
    guards: Length | None = None
    moves: list[Move] = []
    outage: Share = default(0.0, "share", note="chance that it is out of action for the whole run")
    choices: list[str] = []
    price: Money | None = None
    boost: Time = default("5 s", "time", "3 s", "12 s", "time to reach the mean speed, counted as a constant delay")
    channels: Count
    missiles: Count
    reload: Time = default("30 min", "time", "15 min", "60 min")
    reaction: Time
    salvo: Count = default(1, "count", 1, 2)
    assessment: Time = default("10 s", "time", "5 s", "20 s", "from impact to the crew's judgement")
    assessment_error: Share = default(0.1, "share", 0.02, 0.25, "chance that the crew's judgement is wrong")
    basket: Length = default("2 km", "length", "1 km", "4 km", "track error within which the target is acquired")
    kill: dict[Target, Share]
    sources: list[str] = []
    note: str = ""

    @model_validator(mode="after")
    def _rows(self) -> Battery:
        heights = [row.altitude.value for row in self.envelope]
        if heights != sorted(set(heights)):
            raise ValueError("the rows of the envelope are not in the order of their heights — lowest first")
        if any(row.min_range.value >= row.max_range.value for row in self.envelope):
            raise ValueError("a row of the envelope has no room: min_range is not below max_range")
        if self.peak_speed is not None and self.peak_speed.value < self.speed.value:
            raise ValueError("peak_speed is below the mean speed — leave it out, or mend one of the two")
        return self

    @model_validator(mode="after")
    def _envelope(self) -> Battery:
        if self.min_range.value >= self.max_range.value:
            raise ValueError("min_range is not below max_range")
        if self.min_altitude.value >= self.max_altitude.value:
            raise ValueError("min_altitude is not below max_altitude")
        if self.speed.value <= 0:
            raise ValueError('speed must be above zero — write speed: "1300 m/s"')
        return self


class Fighter(Spec):
    """A unit of fighters on alert: readiness, dash, look, escort, shot."""

    kind: Literal["fighter"] = "fighter"
    title: str = ""
    type: str | None = None
    count: int = 1
    nation: str | None = None
    crew: str | None = None
    base: Position | None = None
    commander: str | None = None
    link: Link = Link()
    sorties: Count = default(1, "count", 1, 4, "flights that the unit can put up at a time")
    readiness: Time
    turnaround: Time = default("45 min", "time", "30 min", "2 h")
    speed: Speed
    altitude: Altitude = default("6 km", "length")
    endurance: Time
    cruise: Speed | None = None
    dash_burn: Count = default(3.0, "count", 1.5, 6.0, "fuel burnt at dash speed, against cruise")
    climb: Speed = default("100 m/s", "speed", "50 m/s", "250 m/s", "climb to its height before the dash")
    station: Position | None = None
    diverts: list[Position] = []
    outage: Share = default(0.0, "share", note="chance that it cannot fly at all in the run")
    choices: list[str] = []
    price: Money | None = None
    contact_range: Length = default("40 km", "length", "20 km", "80 km", "on-board radar v a fighter-sized target")
    contact: dict[Target, Share] = {}
    night_factor: Share = default(0.6, "share", 0.3, 0.9, "what darkness leaves of a look's clarity")
    look: Time = default("2 min", "time", "1 min", "5 min")
    clarity: Share = default(0.9, "share", 0.7, 0.98, "chance by day that a look tells what it is")
    vector: Time = default("20 s", "time", "10 s", "60 s", "period of vectoring")
    shots: Count = default(4, "count")
    shot_time: Time = default("30 s", "time", "15 s", "60 s", "from release to the next shot")
    kill: dict[Target, Share]
    sources: list[str] = []
    note: str = ""

    @model_validator(mode="after")
    def _moves(self) -> Fighter:
        if self.speed.value <= 0:
            raise ValueError('speed must be above zero — write speed: "1500 km/h"')
        return self
