"""Recorded: flights of a file, and what of a recording is believed."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import BeforeValidator, field_validator, model_validator

from skypact.spec.quantity import Length, Share, Spec, Speed, Time, default

#: readsb: a trace of one aircraft (JSON). opensky: tables of state vectors (CSV, Parquet, JSON; SI units).
#: traffic: tables of the library of that name (JSON, CSV, Parquet; feet, knots).
Layout = Literal["readsb", "opensky", "traffic"]


def _text_moment(raw: object) -> object:
    return raw.isoformat() if isinstance(raw, datetime.datetime) else raw


Moment = Annotated[str, BeforeValidator(_text_moment)]


def seconds(moment: str) -> float:
    """Return a moment (ISO 8601, UTC where no zone is named) as seconds since 1970."""
    read = datetime.datetime.fromisoformat(moment)
    return (read if read.tzinfo else read.replace(tzinfo=datetime.timezone.utc)).timestamp()


class Limits(Spec):
    """What of a recording is believed; what is not is left out and counted."""

    gap: Time = default("2 min", "time", "30 s", "5 min", "silence that is bridged by a straight line; else it splits")
    fastest: Speed = default("400 m/s", "speed", "350 m/s", "450 m/s", "a change of place beyond this is a jump")
    steepest: Speed = default("60 m/s", "speed", "40 m/s", "100 m/s", "a change of height beyond this is an error")
    frozen: Time = default("10 s", "time", "5 s", "20 s", "the same place for so long is a frozen step")
    shortest: Time = default("1 min", "time", "30 s", "5 min", "shorter pieces of a flight are left out")
    tolerance: Length = default("100 m", "length", "50 m", "300 m", "how far a route may lie from what was recorded")
    height: Literal["barometric", "geometric"] = "barometric"


class Recorded(Limits):
    """Flights of a file beside the scenario, shifted so that `begin_at` of the recording is its start.

    Without `begin_at` its first moment is. begin_at and until: UTC, "2021-10-07T12:00:00". flights: call signs or
    ICAO 24-bit addresses that are taken, all where none is named. A recording is a file, never a live source.
    """

    title: str = ""
    file: str
    format: Layout
    type: str = "airliner"
    nation: str | None = None
    flights: list[str] = []
    begin_at: Moment | None = None
    until: Moment | None = None
    begin: Time = default("0 s", "time", note="when, after the start of the scenario, the recording begins")
    flight_plan: list[str] = []
    transponder: Share | None = None
    note: str = ""

    @field_validator("file")
    @classmethod
    def _file(cls, value: str) -> str:
        if "://" in value or not value:
            raise ValueError(f"{value!r} is no file — recordings are files beside the scenario, never live sources")
        return value

    @field_validator("begin_at", "until")
    @classmethod
    def _moment(cls, value: str | None) -> str | None:
        try:
            if value is not None:
                seconds(value)
        except ValueError:
            raise ValueError(f"not a moment: {value!r} — write UTC as 2021-10-07T12:00:00") from None
        return value

    @model_validator(mode="after")
    def _window(self) -> Recorded:
        if self.begin_at and self.until and seconds(self.begin_at) >= seconds(self.until):
            raise ValueError("`until` is not after `begin_at` — nothing lies between them")
        for name in ("gap", "fastest", "steepest", "tolerance"):
            if getattr(self, name).value <= 0:
                raise ValueError(f"{name} is not above zero — a recording needs room for its errors")
        return self
