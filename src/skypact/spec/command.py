"""Command: posts, links, rights to decide, situations; arrangements as overlays (law 2)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from skypact.spec.place import Position
from skypact.spec.quantity import Bounds, Quantity, Share, Spec, Time, default

Situation = Literal["peace", "threat", "war"]
Class = Literal["friend", "civil", "unknown", "suspect", "hostile"]
Carried = Literal["plots", "reports"]
Sigma = Annotated[Quantity, Bounds("count", at_least=0.0, at_most=3.0)]
Epoch = Annotated[Quantity, Bounds("time", at_least=1.0)]

SITUATIONS = ("peace", "threat", "war")
CLASSES = ("friend", "civil", "unknown", "suspect", "hostile")


class Post(Spec):
    """A post: whose it is, whose crew, when it watches, how long it takes, whether it keeps a picture."""

    title: str = ""
    nation: str
    crew: str | None = None
    at: Position | None = None
    picture: bool = False
    hours: list[str] | None = None
    handling: Time = default("30 s", "time", "10 s", "3 min", "time a report or request spends here")
    load: Time = default("10 s", "time", "0 s", "60 s", "time during which the next one has to wait")
    stops: Share = default(0.0, "share", 0.0, 0.5, "chance that a report is passed no further")
    epoch: Epoch = default("10 s", "time", "4 s", "30 s", "period of decisions and assignment")
    flight_plans: list[str] = []
    telephones: list[str] = []
    telephone_delay: Time = default("5 min", "time", "2 min", "20 min", "until a neighbour's civil centre answers")
    telephone_answers: Share = default(0.7, "share", 0.3, 0.95)


class PostLink(Spec):
    """A link between two posts, one way or both, and what it carries."""

    a: str = Field(alias="from")
    b: str = Field(alias="to")
    both_ways: bool = True
    carries: list[Carried] = ["reports"]
    latency: Time = default("2 s", "time", "0.5 s", "10 s")
    loss: Share = default(0.01, "share", 0.0, 0.1)
    retry: Time = default("30 s", "time", "10 s", "120 s")
    hours: list[str] | None = None


class Consent(Spec):
    """Consent needed from a post: its own delay, and the chance that it says no."""

    of: str
    delay: Time = default("3 min", "time", "1 min", "10 min")
    refuses: Share = default(0.05, "share", 0.0, 0.3)


class Right(Spec):
    """One rule row: where every condition holds, this post decides. The first row that fits counts."""

    title: str = ""
    units: list[str] = []
    weapon: Literal["any", "fighters", "batteries"] = "any"
    action: Literal["look", "engage"]
    situation: list[Situation] = []
    classes: list[Class]
    zones: list[str] = []
    territory: list[str] = []
    decides: str
    delay: Time = default("1 min", "time", "15 s", "10 min")
    consent: list[Consent] = []


class SituationChange(Spec):
    """From this time on, the situation is this."""

    begin: Time = Field(alias="from")
    situation: Situation = Field(alias="is")


class Arrangement(Spec):
    """A named overlay on the same forces: who is linked, who commands, who may decide. No force is in it."""

    title: str
    note: str = ""
    sources: list[str] = []
    links_add: list[PostLink] = []
    links_drop: list[list[str]] = []
    reports_to: dict[str, str] = {}
    commander: dict[str, str] = {}
    rights: list[Right] = []


class Hypothesis(Spec):
    """A rival account: defender-side quantities that differ, with its source."""

    title: str
    sources: list[str] = []
    set: dict[str, object] = {}
    note: str = ""


class Effects(Spec):
    """Sizes of the common effects of a run (law 4). Zero is the special case of independence."""

    alertness: Sigma = default(0.3, "count", 0.0, 0.6, "log-sd of every delay at a post, one draw per run")
    delay: Sigma = default(0.4, "count", 0.1, 0.8, "log-sd of one handling or decision about its median")
    battery: Sigma = default(0.3, "count", 0.0, 0.8, "sd of the log-odds of a kill, one draw per battery and run")
    kill_chain: Sigma = default(0.2, "count", 0.0, 0.6, "sd of the log-odds of a kill, one draw per nation and run")
