"""Sensors beside radars: eyes, launch warning from space, passive stations, receivers of transponders."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from skypact.spec.link import Sited
from skypact.spec.quantity import Angle, Length, Power, Share, Time, default
from skypact.spec.radar import Pd, Radar


class Observer(Sited):
    """The ground observer: eyes with a distance and a telephone."""

    kind: Literal["observer"]
    distance: Length = default("4 km", "length", "1 km", "8 km", "slant distance at which a low aircraft is noticed")
    notices: Share = default(0.3, "share", 0.05, 0.8, "chance per look by day, inside the distance")
    night_factor: Share = default(0.3, "share", 0.05, 0.6)
    period: Time = default("10 s", "time")
    error: Length = default("1.5 km", "length", "0.5 km", "5 km")
    report_delay: Time = default("90 s", "time", "20 s", "5 min", "from seeing to the telephone")

    @model_validator(mode="after")
    def _reach(self) -> Observer:
        if self.distance.value > 30_000:
            raise ValueError("an observer's distance above 30 km — eyes do not reach so far")
        return self


class LaunchWarning(Sited):
    """Infrared launch warning from space: sees a missile that burns, above the clouds, wherever it is."""

    kind: Literal["launch-warning"]
    above: Length = default("10 km", "length", "7 km", "12 km", "height from which the burning missile is seen")
    notices: Share = default(0.8, "share", 0.5, 0.99, "chance per look that the burning missile is seen")
    period: Time = default("10 s", "time", "5 s", "20 s")
    error: Length = default("5 km", "length", "2 km", "15 km", "sd of the reported place")
    report_delay: Time = default("30 s", "time", "15 s", "90 s", "from seeing to the message")


class Passive(Sited):
    """A station that listens: the direction of what radiates, and no distance. Two of them cross their bearings.

    `range` is the distance at which an emitter of `emitter` effective power is heard with chance `pd`.
    """

    kind: Literal["passive"]
    range: Length = default("400 km", "length", "200 km", "600 km")
    emitter: Power = default("60 dBW", "power_db", "40 dBW", "70 dBW", "effective power of what is heard at the range")
    pd: Pd = default(0.5, "share", 0.5, 0.9)
    max_range: Length = default("600 km", "length", "300 km", "800 km")
    period: Time = default("10 s", "time", "2 s", "20 s")
    mast: Length = default("20 m", "length", "8 m", "35 m")
    sigma_azimuth: Angle = default("0.5 deg", "angle", "0.1 deg", "2 deg")
    sector: Angle = default("360 deg", "angle", note="width of the sector that it hears")
    facing: Angle = default("0 deg", "angle", note="middle of the sector, clockwise from north")
    hours: list[str] | None = None
    outage: Share = default(0.0, "share", note="chance that it is out of action for the whole run")


class Cooperative(Sited):
    """A receiver of transponders: secondary radar, multilateration, ADS-B. It sees only what answers or tells."""

    kind: Literal["cooperative"]
    max_range: Length = default("370 km", "length", "250 km", "450 km")
    period: Time = default("5 s", "time", "1 s", "12 s")
    mast: Length = default("20 m", "length", "8 m", "40 m")
    hears: Share = default(0.95, "share", 0.8, 0.99, "chance per look that a working transponder is heard")
    sigma_range: Length = default("50 m", "length", "20 m", "200 m")
    sigma_azimuth: Angle = default("0.05 deg", "angle", "0.02 deg", "0.2 deg")
    sigma_elevation: Angle = default("0.1 deg", "angle", "0.05 deg", "0.3 deg", "from the reported height")
    hours: list[str] | None = None
    outage: Share = default(0.0, "share", note="chance that it is out of action for the whole run")


Sensor = Radar | Observer | LaunchWarning | Passive | Cooperative
