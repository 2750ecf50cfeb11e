"""Orders of battle: units of a nation at towns, and what they held from when to when, by whose word."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from skypact.core import dates
from skypact.spec.catalogue.dated import Date
from skypact.spec.quantity import Count, Spec, Time

Branch = Literal[
    "aviation", "missiles", "radars", "command", "warning", "interceptors", "rockets", "helicopters", "ships", "other"
]


class Held(Spec):
    """What a unit held: a system, how many, from when to when, and who says so.

    begin, until: in service; without `until` to the end of the orders of battle. announced: when it was promised for,
    or said to be there, where that differs. accounts: rival accounts under which the row counts; none means under all.
    """

    type: str
    count: Count | None = None
    begin: Date | None = Field(default=None, alias="from")
    until: Date | None = Field(default=None, alias="to")
    announced: Date | None = None
    inferred: bool = False
    accounts: list[str] = []
    sources: list[str] = []
    grade: str = ""
    assumed: bool = False
    note: str = ""

    @model_validator(mode="after")
    def _order(self) -> Held:
        if self.begin and self.until and dates.first(self.begin) > dates.last(self.until):
            raise ValueError(f"from {self.begin} is after to {self.until} — turn them round")
        if self.assumed == bool(self.sources):
            raise ValueError("a row has `sources`, or says `assumed: true` — one of the two")
        return self


class Unit(Spec):
    """A unit at a town (rounded to 0.1 degree): its branch, superior, crew, readiness, and what it held."""

    title: str
    branch: Branch
    at: str | None = None
    under: str | None = None
    crew: str | None = None
    readiness: Time | None = None
    held: list[Held] = []
    begin: Date | None = Field(default=None, alias="from")
    until: Date | None = Field(default=None, alias="to")
    sources: list[str] = []
    grade: str = ""
    assumed: bool = False
    note: str = ""


class Account(Spec):
    """A rival account of who had what: its title and who gives it."""

    title: str
    sources: list[str] = []


class Orbat(Spec):
    """The order of battle of a nation over time. Of the rival accounts the first is taken unless another is named."""

    nation: str
    title: str
    accounts: dict[str, Account] = {}
    units: dict[str, Unit]
    not_found: list[str] = []
    note: str = ""
