"""Published claims as data: who said what when, the readings it allows, and how each is put to the model."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from skypact.spec.catalogue.dated import Date
from skypact.spec.quantity import Length, Spec, default


class Limited(Spec):
    """From which value on a reading holds; the figure is in SI units: metres, seconds, counts, shares."""

    at_least: str | float | None = None
    at_most: str | float | None = None

    @model_validator(mode="after")
    def _one(self) -> Limited:
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError("a reading has one limit: at_least or at_most")
        return self


class Distance(Limited):
    """Does a reach cover a distance? The figure is what is left of the reach over the great circle, in metres.

    reach: figures of systems as SYSTEM.figure, added up (an aircraft's radius and its missile's range). origins,
    targets: towns. every: whether each target must lie within reach of its nearest origin, else one target is enough.
    Distance and reach only.
    """

    kind: Literal["distance"]
    text: str
    reach: list[str]
    origins: list[str]
    targets: list[str]
    every: bool = False
    site_error: Length = default("10 km", "length", note="towns are rounded to 0.1 degree")


class Figures(Limited):
    """Is one published figure above another? The figure is the ratio of the two sums, each of SYSTEM.figure."""

    kind: Literal["figures"]
    text: str
    of: list[str]
    over: list[str]


class Zone(Spec):
    """A reading of a scenario's claim about zones, at one height of the target, judged by its own limits."""

    kind: Literal["zone"]
    text: str
    scenario: str
    claim: str
    reading: str
    height: Length


class World(Spec):
    """One world of a scenario: an arrangement or a choice, a rival account, settings; `size` of a scripted raid."""

    arrangement: str = ""
    choice: str = ""
    hypothesis: str = ""
    set: dict[str, object] = {}
    size: int | None = None


class Runs(Limited):
    """A measure of a scenario's runs in one world, or the difference of a second from a first, on the same luck.

    measure: as in `skypact compare`, or warning, warning_arrival [s] of `nation`. about: instead of the question's.
    ignorance: the quantities whose ranges make the box (paths, patterns, short names); none means those listed in
    docs/model/claims.md. relative: the difference as a share of the first world's value.
    """

    kind: Literal["runs"]
    text: str
    scenario: str
    measure: str
    worlds: list[World] = Field(min_length=1, max_length=2)
    about: list[str] = []
    nation: str | None = None
    relative: bool = False
    ignorance: list[str] = []


class Record(Limited):
    """What dated data say: how many of a system a nation (or a unit) held on a day, or how late an event was.

    event: days from the first planned date of an event to the real one. system with nation: the count on `date`.
    """

    kind: Literal["record"]
    text: str
    nation: str | None = None
    system: str | None = None
    unit: str | None = None
    date: Date | None = None
    event: str | None = None
    account: str = ""


Reading = Annotated[Distance | Figures | Zone | Runs | Record, Field(discriminator="kind")]


class Camp(Spec):
    """A side of a dispute: the values that it gives to what is disputed, as settings by path, and its sources.

    A path is one of the scenario of a reading, or SYSTEM.figure.
    """

    title: str
    set: dict[str, object]
    sources: list[str] = []


class PublishedClaim(Spec):
    """A claim that somebody published: our paraphrase, who, when, where; its readings; the camps of the dispute."""

    title: str
    text: str
    who: str
    when: Date
    article: str | None = None
    sources: list[str] = []
    readings: dict[str, Reading]
    camps: dict[str, Camp] = {}
    leans_on: str = ""
    note: str = ""

    @model_validator(mode="after")
    def _some(self) -> PublishedClaim:
        if not self.readings:
            raise ValueError("a claim without readings — write one or more")
        if not self.sources and not self.article:
            raise ValueError("a claim without a source — write `sources` or `article`")
        return self
