"""Command: posts, links, rights to decide, situations; arrangements as overlays (law 2)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from skypact.spec.place import Position
from skypact.spec.quantity import Angle, Bounds, Count, Length, Money, Quantity, Share, Spec, Time, default

Situation = Literal["peace", "threat", "war"]
Class = Literal["friend", "civil", "unknown", "suspect", "hostile"]
Carried = Literal["plots", "tracklets", "tracks", "reports"]
Sigma = Annotated[Quantity, Bounds("count", at_least=0.0, at_most=3.0)]
Epoch = Annotated[Quantity, Bounds("time", at_least=1.0)]

SITUATIONS = ("peace", "threat", "war")
CLASSES = ("friend", "civil", "unknown", "suspect", "hostile")
#: Weapon status, and the classes at which it lets fire be opened (as in the usual control orders).
STATUS: dict[str, list[str]] = {
    "free": ["unknown", "suspect", "hostile"], "tight": ["hostile"], "hold": ["unknown", "suspect", "hostile"],
}


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
    outage: Share = default(0.0, "share", note="chance that the post is out of action for the whole run")
    doctrine: str | None = None
    choices: list[str] = []


class PostLink(Spec):
    """A link between two posts, one way or both, and what it carries.

    plots: every plot of the sender's sensors. tracks: the sender's tracks, at its own `rate`; nobody knows whose plots
    are in them, so they are fused by covariance intersection. tracklets: what a track has learnt since the last
    message, which adds up. Tracks and tracklets need a picture at both ends.
    """

    a: str = Field(alias="from")
    b: str = Field(alias="to")
    both_ways: bool = True
    carries: list[Carried] = ["reports"]
    latency: Time = default("2 s", "time", "0.5 s", "10 s")
    loss: Share = default(0.01, "share", 0.0, 0.1)
    retry: Time = default("30 s", "time", "10 s", "120 s")
    rate: Annotated[Quantity, Bounds("time", at_least=1.0)] = default(
        "10 s", "time", "4 s", "30 s", "time from one message with tracks to the next")
    hours: list[str] | None = None
    outage: Share = default(0.0, "share", note="chance that the link is dead for the whole run")


class Consent(Spec):
    """Consent needed from a post: its own delay, and the chance that it says no."""

    of: str
    delay: Time = default("3 min", "time", "1 min", "10 min")
    refuses: Share = default(0.05, "share", 0.0, 0.3)


class Right(Spec):
    """One rule row: where every condition holds, this post decides. The first row that fits counts.

    A row that `forbids` is a reservation: where it fits, nobody may, whatever later rows say. `status` writes classes
    as a weapon status: free (unknown, suspect, hostile), tight (hostile only), hold (forbids all three).
    """

    title: str = ""
    units: list[str] = []
    weapon: Literal["any", "fighters", "batteries"] = "any"
    action: Literal["look", "engage"]
    situation: list[Situation] = []
    classes: list[Class] = []
    status: Literal["free", "tight", "hold"] | None = None
    zones: list[str] = []
    territory: list[str] = []
    decides: str = ""
    forbids: bool = False
    delay: Time = default("1 min", "time", "15 s", "10 min")
    consent: list[Consent] = []

    @model_validator(mode="before")
    @classmethod
    def _of_status(cls, raw: Any) -> Any:
        if not isinstance(raw, dict) or raw.get("status") not in STATUS:
            return raw
        classes = STATUS[raw["status"]]
        if raw.get("classes", classes) != classes:
            raise ValueError(f"`status: {raw['status']}` and `classes` contradict each other — keep one of them")
        return raw | {"classes": classes, "forbids": raw.get("forbids", False) or raw["status"] == "hold"}

    @model_validator(mode="after")
    def _whole(self) -> Right:
        if self.forbids and (self.decides or self.consent):
            raise ValueError("a row that forbids names nobody who decides or consents — leave `decides` out")
        return self


class Autonomy(Spec):
    """What a unit does by its own picture once it hears its commander no more: after how long, by which rules.

    The rows name nobody who decides: the unit's own crew does. It sees with its own radar alone.
    """

    after: Time = default("2 min", "time", "30 s", "10 min", "silence after which a crew acts by itself")
    epoch: Epoch = default("5 s", "time", "2 s", "10 s", "period of the crew's decisions")
    handling: Time = default("5 s", "time", "2 s", "20 s")
    rights: list[Right] = []


class SituationChange(Spec):
    """From this time on, the situation is this."""

    begin: Time = Field(alias="from")
    situation: Situation = Field(alias="is")


class Change(Spec):
    """From this moment on: what is lost, back, or there for the first time; a partner that withdraws.

    lost, back, arrives: posts, sensors, batteries, fighters, airborne sensors, links as "a>b" and units' links as
    "unit>post". withdraws: a nation; its crews under another's command, its posts that serve another, and the links
    to it are gone. silent, radiates: radars that are ordered to fall silent, or to radiate again.
    """

    at: Time
    title: str = ""
    lost: list[str] = []
    back: list[str] = []
    arrives: list[str] = []
    silent: list[str] = []
    radiates: list[str] = []
    withdraws: str | None = None
    sources: list[str] = []


class DoctrineRow(Spec):
    """One rule row of fire: how much a pair of unit and track is worth. The first row that fits counts."""

    title: str = ""
    situation: list[Situation] = []
    classes: list[Class] = []
    weapon: Literal["any", "fighters", "batteries"] = "any"
    stock_below: Share | None = None
    weight: Count = default(1.0, "count", note="0 keeps the unit from it")
    salvo: Count | None = None
    engagements: Count = default(1, "count", note="engagements at a track at a time, of one picture")
    least_kill: Share = default(0.0, "share", note="believed kill chance below which no shot is spent")
    fighters_first: bool = False


class Doctrine(Spec):
    """How a post fights: rule rows, the solver that pairs units and tracks, or code of a fixed signature.

    look: whether the next shot waits for the judgement of the one before, where intercept and judgement still fit in;
    else all are fired at once. code: "file.py:function" (an @njit function of one pair, or plain Python once an
    epoch), or the name of an entry point of `skypact.plugins`; it runs only where that is allowed.
    """

    title: str = ""
    solver: Literal["marginal", "layered"] = "marginal"
    look: bool = True
    rows: list[DoctrineRow] = []
    code: str | None = None
    note: str = ""


class Choice(Spec):
    """A choice that a state has: forces that are there only with it (`choices` of a unit), an arrangement, a price."""

    title: str
    note: str = ""
    sources: list[str] = []
    arrangement: str
    crew: dict[str, str] = {}
    set: dict[str, object] = {}
    price: Money | None = None


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
    autonomy: Autonomy | None = None
    doctrine: dict[str, str] = {}


class Hypothesis(Spec):
    """A rival account: defender-side quantities that differ, with its source.

    present: intruders that are scripted for this account (and others that name them), and not there without it.
    """

    title: str
    sources: list[str] = []
    set: dict[str, object] = {}
    present: list[str] = []
    note: str = ""


class Effects(Spec):
    """Sizes of the common effects of a run (law 4). Zero is the special case of independence."""

    alertness: Sigma = default(0.3, "count", 0.0, 0.6, "log-sd of every delay at a post, one draw per run")
    delay: Sigma = default(0.4, "count", 0.1, 0.8, "log-sd of one handling or decision about its median")
    battery: Sigma = default(0.3, "count", 0.0, 0.8, "sd of the log-odds of a kill, one draw per battery and run")
    kill_chain: Sigma = default(0.2, "count", 0.0, 0.6, "sd of the log-odds of a kill, one draw per nation and run")
    bias_range: Length = default("50 m", "length", "0 m", "200 m", "sd of a sensor's range bias, one draw per run")
    bias_azimuth: Angle = default("0.1 deg", "angle", "0 deg", "0.3 deg", "sd of a sensor's azimuth bias, likewise")
    bias_elevation: Angle = default("0.05 deg", "angle", "0 deg", "0.2 deg", "sd of its elevation bias, likewise")
    bias_north: Angle = default("0.05 deg", "angle", "0 deg", "0.3 deg", "sd of what a nation takes for north")
    bias_clock: Time = default("0 s", "time", "0 s", "1 s", "sd of the error of a nation's clocks")
