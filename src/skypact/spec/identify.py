"""Identification: evidence tables and thresholds; tracking settings."""

from __future__ import annotations

from typing import Literal

from pydantic import field_validator, model_validator

from skypact.spec.quantity import Acceleration, Count, Length, Quantity, Share, Spec, Time, default

#: What an object may be, to a post: the latent non-cooperative civil state explains no reply, no plan and
#: slow flight together, so that silence alone is never hostile.
HYPOTHESES = ("friend", "civil", "noncooperative", "hostile")


class Prior(Spec):
    """Belief before any evidence, by hypothesis."""

    friend: Share
    civil: Share
    noncooperative: Share
    hostile: Share

    @model_validator(mode="after")
    def _sums(self) -> Prior:
        total = self.friend.value + self.civil.value + self.noncooperative.value + self.hostile.value
        if abs(total - 1) > 1e-6:
            raise ValueError(f"a prior that sums to {total:g} — the four shares must sum to 1")
        return self

    def values(self) -> tuple[float, float, float, float]:
        """Return the shares in the order of HYPOTHESES."""
        return (self.friend.value, self.civil.value, self.noncooperative.value, self.hostile.value)


def _prior(friend: float, civil: float, noncooperative: float, hostile: float) -> Prior:
    return Prior(
        friend=default(friend, "share"), civil=default(civil, "share"),
        noncooperative=default(noncooperative, "share"), hostile=default(hostile, "share"),
    )


#: Chance of each outcome of each piece of evidence under (friend, civil, noncooperative, hostile). No source gives
#: such figures: all are assumed. Where all four are equal the outcome tells nothing.
LIKELIHOOD: dict[str, list[list[float]]] = {
    "iff": [[0.05, 0.999, 0.999, 0.995], [0.95, 0.001, 0.001, 0.005]],  # no reply, reply
    "transponder": [[0.4, 0.03, 0.7, 0.95], [0.6, 0.97, 0.3, 0.05]],  # no reply, reply
    "flight_plan": [[0.3, 0.05, 0.9, 0.98], [0.7, 0.95, 0.1, 0.02]],  # none fits, one fits
    "kinematics": [  # slow low, slow high, medium low, medium high, fast low, fast high
        [0.08, 0.08, 0.55, 0.20], [0.07, 0.07, 0.25, 0.10], [0.10, 0.10, 0.10, 0.30],
        [0.60, 0.745, 0.095, 0.20], [0.05, 0.0025, 0.0025, 0.10], [0.10, 0.0025, 0.0025, 0.10],
    ],
    "origin": [[0.7, 0.5, 0.4, 0.05], [0.3, 0.5, 0.6, 0.95]],  # first seen over own side, elsewhere
    "telephone": [[0.98, 0.2, 0.85, 0.99], [0.02, 0.8, 0.15, 0.01], [1.0, 1.0, 1.0, 1.0]],  # not ours, ours, silence
    "view": [[0.10, 0.95, 0.93, 0.08], [0.90, 0.05, 0.07, 0.92], [1.0, 1.0, 1.0, 1.0]],  # civil, armed, unclear
}


class Identification(Spec):
    """Priors by situation, thresholds, and how telling each piece of evidence is."""

    peace: Prior = _prior(0.10, 0.80, 0.09, 0.01)
    threat: Prior = _prior(0.15, 0.65, 0.12, 0.08)
    war: Prior = _prior(0.25, 0.25, 0.15, 0.35)
    sure: Share = default(0.9, "share", 0.8, 0.97, "posterior from which friend, civil, hostile are said")
    suspect: Share = default(0.3, "share", 0.2, 0.5, "posterior of hostile from which suspect is said")
    settle: Time = default("20 s", "time", "10 s", "60 s", "age of a track before its speed and height count")
    memory: Time = default("60 s", "time", "20 s", "3 min", "time over which speed and height are averaged")
    sure_inside: Share = default(0.9, "share", 0.8, 0.97, "confidence in being inside, for a violation")
    foresee: Time = default("5 min", "time", "2 min", "10 min", "how far ahead a post looks for an entry")
    likelihood: dict[str, list[list[float]]] = LIKELIHOOD
    telephone_after: Time = default("30 s", "time", "10 s", "2 min", "age of an unknown track before asking")

    @field_validator("sure_inside")
    @classmethod
    def _reachable(cls, value: Quantity) -> Quantity:
        if not 0.5 <= value.value < 1.0:
            raise ValueError(f"a confidence of {value.value:g} — write at least 0.5 (as likely as not) and less than 1")
        return value

    @field_validator("likelihood")
    @classmethod
    def _whole(cls, value: dict[str, list[list[float]]]) -> dict[str, list[list[float]]]:
        for kind, rows in value.items():
            if kind not in LIKELIHOOD:
                raise ValueError(f"unknown evidence {kind!r} — known: {', '.join(LIKELIHOOD)}")
            right = len(LIKELIHOOD[kind])
            if len(rows) != right or any(len(r) != 4 or not all(0 < p <= 1 for p in r) for r in rows):
                raise ValueError(f"evidence {kind!r} needs {right} outcomes of four chances above 0, at most 1")
        return LIKELIHOOD | value


class Tracking(Spec):
    """How pictures are kept.

    association: `perfect` knows which plot is whose; `gnn` must find out. late: a picture waits for its slowest feed,
    or reads every plot as it comes and uses those that come late, or drops them. registration: pictures estimate the
    biases of partners' sensors from targets that their own sensors see too, and correct for them.
    """

    association: Literal["perfect", "gnn"] = "perfect"
    confirm_hits: Count = default(3, "count")
    confirm_looks: Count = default(5, "count")
    drop_after: Time = default("60 s", "time", "30 s", "120 s")
    gate: Count = default(4.0, "count", note="gate in standard deviations")
    acceleration: Acceleration = default("3 m/s2", "acceleration", "1 m/s2", "10 m/s2",
                                         "white noise acceleration of the track filter over one second")
    speed_error: Length = default("250 m", "length", note="initial sd of velocity, in metres over one second")
    filter: Literal["ekf", "imm"] = "ekf"
    calm: Acceleration = default("1 m/s2", "acceleration", "0.3 m/s2", "5 m/s2", "the IMM's model of straight flight")
    manoeuvre: Acceleration = default("25 m/s2", "acceleration", "15 m/s2", "40 m/s2", "of its model of manoeuvres")
    calm_lasts: Time = default("100 s", "time", "30 s", "300 s", "mean time from one manoeuvre to the next")
    manoeuvre_lasts: Time = default("30 s", "time", "10 s", "60 s", "mean time that a manoeuvre lasts")
    late: Literal["wait", "use", "drop"] = "wait"
    registration: bool = False
    impact_radius: Length = default("20 km", "length", "5 km", "50 km",
                                    "error of the foreseen impact of a ballistic track from which on an area is warned")
