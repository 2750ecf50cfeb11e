"""Incidents: border violations and their like with known outcomes, timed verb by verb."""

from __future__ import annotations

from skypact.spec.catalogue.dated import Date
from skypact.spec.quantity import Spec


class Delay(Spec):
    """A measured time between two steps [minutes]."""

    begin: str
    end: str
    minutes: float
    note: str = ""


class Incident(Spec):
    """One incident as published: what is known of each verb, rival accounts kept; texts, since clocks conflict.

    core: Europe or several nations, and grade A or B. scenario: the shipped scenario that plays it.
    """

    date: Date
    until: Date | None = None
    place: str
    title: str
    nations: str = ""
    motion: str = ""
    route: str = ""
    detect: str = ""
    track: str = ""
    told: str = ""
    identify: str = ""
    decide: str = ""
    engage: str = ""
    assess: str = ""
    rivals: str = ""
    trap: str = ""
    detected: str = ""
    engaged: str = ""
    delays: list[Delay] = []
    core: bool = False
    scenario: str | None = None
    sources: list[str] = []
    grade: str = ""
