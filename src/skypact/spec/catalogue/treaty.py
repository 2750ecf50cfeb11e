"""Limits on arms: ceilings and notified holdings by category, and the events of a treaty's life."""

from __future__ import annotations

from skypact.spec.catalogue.dated import Date
from skypact.spec.quantity import Count, Spec


class Ceiling(Spec):
    """Ceilings of a party by category, from one text of the treaty."""

    nation: str
    text: str
    limits: dict[str, Count]
    begin: Date | None = None
    until: Date | None = None
    in_force: bool = True
    sources: list[str] = []
    grade: str = ""


class Holding(Spec):
    """What a party, or all of them, notified on a day, by category."""

    nation: str
    date: Date
    held: dict[str, Count]
    sources: list[str] = []
    grade: str = ""


class Treaty(Spec):
    """A treaty on limits: its categories, ceilings, notified holdings; `events` are ids of the timeline."""

    title: str
    text: str = ""
    categories: dict[str, str]
    ceilings: list[Ceiling]
    holdings: list[Holding] = []
    events: list[str] = []
    not_found: list[str] = []
