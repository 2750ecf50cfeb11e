"""Link: what a message goes through between a sensor or a unit and its post."""

from __future__ import annotations

from skypact.spec.quantity import Share, Spec, Time, default


class Link(Spec):
    """A link: its latency, its loss per message, and the time until a lost message is tried again."""

    latency: Time = default("2 s", "time", "0.5 s", "10 s")
    loss: Share = default(0.01, "share", 0.0, 0.1)
    retry: Time = default("30 s", "time", "10 s", "120 s")
