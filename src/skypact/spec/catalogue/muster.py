"""Muster: the forces of a nation as the catalogue's order of battle has them on a day."""

from __future__ import annotations

from typing import Any

from pydantic import field_validator

from skypact.core import dates
from skypact.spec.catalogue.dated import Date
from skypact.spec.catalogue.orbat import Branch
from skypact.spec.quantity import Spec


class Muster(Spec):
    """Brings a nation's units into a scenario: a battery, sensor or unit of fighters for each that the day has.

    on: the day, the scenario's own unless stated; `compare --dates` puts another one there. account: of the rival
    accounts. announced: go by announced dates. posts: branch → the post that its units report to and are commanded by;
    a branch that is not named stays out. without: units that stay out. units: what to write over a unit's own keys.
    """

    on: Date | None = None
    account: str = ""
    announced: bool = False
    posts: dict[Branch, str]
    without: list[str] = []
    units: dict[str, dict[str, Any]] = {}

    @field_validator("on")
    @classmethod
    def _day(cls, value: str | None) -> str | None:
        if value is not None:
            dates.day(value)
        return value
