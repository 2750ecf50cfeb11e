"""How tracks are filtered and kept: every number of the stand-alone tracker, and what it means."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, replace
from typing import Any

from skypact.core.errors import SkypactError, nearest

FILTERS = ("ekf", "imm", "converted")
#: Densities where none are given [m²/s³]: least mean GOSPA on seeds 1 to 5 of bench/tracking.py (aircraft that turn
#: with 3°/s) at the usual gate; so was the usual stay_s chosen.
Q_ONE, Q_TWO = 200.0, (0.3, 600.0)
LATE = ("wait", "use", "drop")


@dataclass(frozen=True)
class TrackSettings:
    """TrackSettings of the tracker.

    filter: `ekf`, constant velocity, linearised at the track; `imm`, two such models that take turns; `converted`,
    plots as places with covariances and a linear filter. q [m²/s³]: density of the white noise acceleration, of each
    model. stay_s: mean time for which a model holds. first: chance of the first model at the start. gate: largest
    distance of a detection, in standard deviations. speed_mps, climb_mps: standard deviation of what is not known at
    the start. A tentative track is confirmed by confirm_hits within confirm_looks scans that reach it, dropped by
    hold_misses in a row; a confirmed one is dropped by drop_misses in a row, after drop_s without a detection, or when
    the root of the trace of its place's covariance exceeds drop_m. late: `wait` for every detection and take them in
    order of their moments; in order of arrival, `use` late ones or `drop` them. past: states that each track keeps for
    late ones. height_m, height_sigma_m: what is assumed of a target seen by a radar without elevation.
    """

    filter: str = "ekf"
    q: float | tuple[float, float] | None = None
    stay_s: tuple[float, float] = (30.0, 40.0)
    first: float = 0.5
    gate: float = 4.0
    speed_mps: float = 250.0
    climb_mps: float = 20.0
    confirm_hits: int = 4
    confirm_looks: int = 12
    hold_misses: int = 3
    drop_misses: int = 6
    drop_s: float = math.inf
    drop_m: float = math.inf
    late: str = "wait"
    past: int = 16
    height_m: float = 3000.0
    height_sigma_m: float = 3000.0

    def __post_init__(self) -> None:
        for name, known in (("filter", FILTERS), ("late", LATE)):
            if getattr(self, name) not in known:
                raise SkypactError(f"{name}: {getattr(self, name)!r} — {nearest(str(getattr(self, name)), known)}")
        if self.q is not None and isinstance(self.q, tuple) != (self.filter == "imm"):
            right = "a pair, one of each model" if self.filter == "imm" else "one number"
            raise SkypactError(f"q: {self.q!r} with filter={self.filter!r} — {right}")
        if self.late == "use" and self.filter == "converted":
            raise SkypactError('late="use" with filter="converted" — filter="ekf" or "imm"')
        least = {"gate": self.gate, "speed_mps": self.speed_mps, "climb_mps": self.climb_mps, "past": self.past,
                 "confirm_hits": self.confirm_hits, "confirm_looks": self.confirm_looks,
                 "hold_misses": self.hold_misses, "drop_misses": self.drop_misses, "drop_s": self.drop_s,
                 "drop_m": self.drop_m, "stay_s": min(self.stay_s), "height_m": self.height_m,
                 "height_sigma_m": self.height_sigma_m}  # fmt: skip
        for name, value in least.items():
            if not value > 0:
                raise SkypactError(f"{name}: {value!r} — more than 0")
        if not all(d >= 0 for d in self.densities):
            raise SkypactError(f"q: {self.q!r} — 0 or more")
        if not 0.0 <= self.first <= 1.0:
            raise SkypactError(f"first: {self.first!r} — a chance, 0 to 1")

    @property
    def densities(self) -> tuple[float, float]:
        """Return the density of each model; of a single one, twice."""
        usual = Q_TWO if self.filter == "imm" else Q_ONE
        q = usual if self.q is None else self.q
        return q if isinstance(q, tuple) else (q, q)


def stone_soup() -> TrackSettings:
    """Return the set-up of Stone Soup 1.9.1 that was found to be the best on the benchmark's detections.

    Converted measurements, linear filter, 2-D assignment by Mahalanobis distance with 4 for a missed detection,
    MultiMeasurementInitiator (4 points, UpdateTimeStepsDeleter(3)), UpdateTimeStepsDeleter(6), covariance deleter 2e6.
    """
    return TrackSettings(filter="converted", q=200.0, gate=4.0, confirm_hits=4, confirm_looks=2**40, hold_misses=3,
                    drop_misses=6, drop_m=math.sqrt(2e6), speed_mps=250.0, climb_mps=20.0)  # fmt: skip


#: TrackSettings by name.
PRESETS = {"usual": TrackSettings, "stone-soup": stone_soup}


def named(settings: TrackSettings | str | None) -> TrackSettings:
    """Return settings, by their name too."""
    if isinstance(settings, TrackSettings):
        return settings
    name = "usual" if settings is None else settings
    if name not in PRESETS:
        raise SkypactError(f"settings: {name!r} — {nearest(str(name), PRESETS)}")
    return PRESETS[name]()


def changed(settings: TrackSettings, changes: dict[str, Any]) -> TrackSettings:
    """Return settings with some of them changed."""
    known = [f.name for f in fields(TrackSettings)]
    for name in changes:
        if name not in known:
            raise SkypactError(f"no setting {name!r} — {nearest(name, known)}")
    if "filter" in changes and "q" not in changes and isinstance(settings.q, tuple) != (changes["filter"] == "imm"):
        # densities of one filter mean nothing to another
        changes = {**changes, "q": None}
    return replace(settings, **changes)
