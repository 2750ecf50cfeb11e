"""The timeline of the pact: dated events with sources, planned dates beside real ones, and what they put in force."""

from __future__ import annotations

from typing import Literal

from skypact.spec.catalogue.dated import Date
from skypact.spec.quantity import Spec

Kind = Literal[
    "agreement", "ratification", "post", "duty", "exercise", "delivery", "deployment", "refusal", "plan", "front",
    "treaty",
]


class Rival(Spec):
    """Another account of an event: its date if it differs, and what it says."""

    text: str
    date: Date | None = None
    sources: list[str] = []


class Event(Spec):
    """Something that happened, or was announced.

    planned: dates announced before, the earliest first. begins, ends: names of what is in force from this event on, or
    no more. happened: false for what was announced and never came.
    """

    date: Date
    until: Date | None = None
    kind: Kind
    title: str
    text: str = ""
    nations: list[str] = []
    planned: list[Date] = []
    happened: bool = True
    inferred: bool = False
    begins: list[str] = []
    ends: list[str] = []
    rivals: list[Rival] = []
    sources: list[str] = []
    grade: str = ""


class Force(Spec):
    """Something that an event can put in force, such as joint duty: what it means for who sees, decides, commands."""

    title: str
    text: str = ""
    arrangement: Literal["", "national", "coordinated", "unified"] = ""


class Timeline(Spec):
    """Events by id, and what they can put in force."""

    forces: dict[str, Force]
    events: dict[str, Event]
