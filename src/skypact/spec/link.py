"""Link: what a message goes through to a post; and what every sensor says of where it is and to whom it reports."""

from __future__ import annotations

from skypact.spec.place import Position
from skypact.spec.quantity import Share, Spec, Time, default


class Link(Spec):
    """A link: its latency, its loss per message, and the time until a lost message is tried again."""

    latency: Time = default("2 s", "time", "0.5 s", "10 s")
    loss: Share = default(0.01, "share", 0.0, 0.1)
    retry: Time = default("30 s", "time", "10 s", "120 s")


class Sited(Spec):
    """What every sensor says: whose it is, where it stands, to which post it reports and how, what stands behind it."""

    title: str = ""
    type: str | None = None
    count: int = 1
    nation: str | None = None
    at: Position | None = None
    reports_to: str | None = None
    link: Link = Link()
    choices: list[str] = []
    sources: list[str] = []
    note: str = ""
