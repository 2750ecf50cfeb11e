"""Finding: what a reading of a claim comes to, and a claim over its readings, as data."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

from skypact.spec.catalogue.claim import PublishedClaim
from skypact.study.plain import plain
from skypact.study.published.verdict import Limit, Thing, judged


@dataclass(frozen=True)
class Finding:
    """What a reading comes to. Figures in SI units, `unit` says of what: length, time, share, count, rate, ratio, days.

    low, high: the interval over chance, NaN where there is no chance. least, most: over the box of what is not known.
    share: of the draws, those that hold (not a probability). side: whether the figure is clear of the limit over
    chance, None where it is not. things: all that was looked at; deciding: what turns the verdict, the strongest first.
    beside: control kept, by nation, as (figure, low, high). places: name → latitude, longitude, for a map.
    """

    key: str
    kind: str
    text: str
    unit: str
    figure: float
    low: float
    high: float
    least: float
    most: float
    share: float
    limit: Limit
    side: bool | None
    things: tuple[Thing, ...]
    counts: dict[str, int]
    signed: bool = False
    note: str = ""
    beside: dict[str, tuple[float, float, float]] = field(default_factory=dict)
    reach_m: tuple[float, float, float] | None = None
    places: dict[str, dict[str, tuple[float, float]]] = field(default_factory=dict)

    @property
    def verdict(self) -> str:
        """Return holds, fails, depends, or that public figures cannot say."""
        return judged(self.side, self.things)[0]

    @property
    def deciding(self) -> tuple[Thing, ...]:
        """Return what turns the verdict, the strongest first."""
        return judged(self.side, self.things)[1]

    def as_dict(self) -> dict[str, Any]:
        """Return a mapping for JSON."""
        names = ("key", "kind", "text", "unit", "figure", "low", "high", "least", "most", "share", "counts", "note")
        made = {name: plain(getattr(self, name)) for name in names}
        made["counts"] = dict(self.counts)
        made["limit"] = {"at_least": plain(self.limit.at_least), "at_most": plain(self.limit.at_most)}
        made |= {"verdict": self.verdict, "deciding": [t.name for t in self.deciding]}
        made["things"] = [{k: plain(v) for k, v in vars(t).items()} for t in self.things]
        made["beside"] = {name: [plain(x) for x in of] for name, of in self.beside.items()}
        return made


@dataclass(frozen=True)
class ClaimFinding:
    """A claim with what each reading comes to, its verdict over them, and the crux of its dispute if it has camps."""

    id: str
    claim: PublishedClaim
    readings: tuple[Finding, ...]
    verdict: str
    cruxes: tuple[Any, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return a mapping for JSON."""
        c = self.claim
        return {
            "id": self.id, "title": c.title, "text": c.text, "who": c.who, "when": c.when, "article": c.article,
            "sources": list(c.sources), "verdict": self.verdict,
            "readings": [finding.as_dict() for finding in self.readings],
            "crux": [crux.as_dict() for crux in self.cruxes],
        }  # fmt: skip


def shown(value: float, unit: str, signed: bool = False) -> str:
    """Return a figure as people read it."""
    if math.isnan(value):
        return "—"
    if math.isinf(value):
        return "never" if unit == "days" else "no upper end" if value > 0 else "no lower end"
    sign = "+" if signed and value else ""
    if unit == "length":
        text = f"{value / 1000:{sign}.0f} km"
    elif unit == "time":
        text = f"{value / 60:{sign}.1f} min"
    elif unit == "share":
        text = f"{100 * value:{sign}.1f}" + (" points" if signed else " %")
    elif unit == "days":
        text = f"{value:{sign}.0f} days"
    elif unit == "count" and float(value).is_integer() and abs(value) < 1e6:
        text = f"{value:{sign}.0f}"
    else:
        text = f"{value:{sign}.2f}"
    if not any(digit in text for digit in "123456789"):  # nothing has no sign
        text = text.lstrip("+-")
    return text.replace("-", "−")
