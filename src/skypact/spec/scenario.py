"""Scenario: the whole of what an analyst writes, and what the question is."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, field_validator, model_validator

from skypact.core.clock import seconds_of_day
from skypact.spec.catalogue.muster import Muster
from skypact.spec.claim import Claim
from skypact.spec.command import (
    Arrangement,
    Autonomy,
    Change,
    Choice,
    Doctrine,
    Effects,
    Hypothesis,
    Post,
    PostLink,
    Right,
    SituationChange,
)
from skypact.spec.identify import Identification, Tracking
from skypact.spec.intruder import Airborne, Craft, Echoes, Intruder
from skypact.spec.place import Environment, Position, Theatre, Zone
from skypact.spec.quantity import Count, Spec, Time
from skypact.spec.sensor import Sensor
from skypact.spec.traffic.civil import Civil
from skypact.spec.traffic.recorded import Recorded
from skypact.spec.traffic.stream import Traffic
from skypact.spec.weapon import Battery, Fighter


class Nation(Spec):
    """A state: whose side it is on decides only colours and tables, never rules."""

    title: str
    side: str = ""
    partner: bool = False


class Source(Spec):
    """Where something is written."""

    text: str
    address: str = ""
    date: str = ""
    grade: str = ""


class Verdict(Spec):
    """A published claim as a yes or no of this scenario: the question's measure, and where yes begins."""

    claim: str
    at_least: Count | None = None
    at_most: Count | None = None

    @model_validator(mode="after")
    def _one(self) -> Verdict:
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError("a verdict has one limit: at_least or at_most")
        return self


class Question(Spec):
    """What the analyst asks: the measure that leads the answer, and the quantity whose break-even matters."""

    text: str
    measure: Literal["leak", "wrongful", "decided", "told", "detected", "engaged"] = "leak"
    about: list[str] = []
    nation: str | None = None
    arrangements: list[str] = []
    verdict: Verdict | None = None
    break_even: str | None = None
    leans_on: str = ""


def _text_date(raw: object) -> object:
    return raw.isoformat() if isinstance(raw, datetime.date) else raw


class Scenario(Spec):
    """A dated scenario. `load.scenario()` resolves names, types and counts into this form."""

    format: Literal[1]
    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,60}$")]
    title: str
    question: Question
    date: Annotated[str, BeforeValidator(_text_date)]
    start: str
    duration: Time
    theatre: Theatre
    worldview: str = "natural-earth-deu"
    environment: Environment = Environment()
    nations: dict[str, Nation]
    borders: dict[str, list[list[tuple[float, float]]]] = {}
    places: dict[str, Position] = {}
    zones: dict[str, Zone] = {}
    posts: dict[str, Post]
    links: list[PostLink] = []
    sensors: dict[str, Annotated[Sensor, Field(discriminator="kind")]] = {}
    batteries: dict[str, Battery] = {}
    fighters: dict[str, Fighter] = {}
    airborne: dict[str, Airborne] = {}
    musters: dict[str, Muster] = {}
    rights: list[Right] = []
    situation: list[SituationChange] = []
    changes: list[Change] = []
    autonomy: Autonomy | None = None
    doctrines: dict[str, Doctrine] = {}
    choices: dict[str, Choice] = {}
    crafts: dict[str, Craft] = {}
    intruders: dict[str, Intruder] = {}
    traffic: dict[str, Traffic] = {}
    civil: dict[str, Civil] = {}
    recorded: dict[str, Recorded] = {}
    echoes: dict[str, Echoes] = {}
    arrangements: dict[str, Arrangement] = {}
    hypotheses: dict[str, Hypothesis] = {}
    claims: dict[str, Claim] = {}
    effects: Effects = Effects()
    identification: Identification = Identification()
    tracking: Tracking = Tracking()
    sources: dict[str, Source] = {}
    notes: str = ""

    @field_validator("date")
    @classmethod
    def _date(cls, value: str) -> str:
        try:
            datetime.date.fromisoformat(value)
        except ValueError:
            raise ValueError(f"not a date: {value!r} — write 2016-05-06") from None
        return value

    @field_validator("start")
    @classmethod
    def _start(cls, value: str) -> str:
        seconds_of_day(value)
        return value
