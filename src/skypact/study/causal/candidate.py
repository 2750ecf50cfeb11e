"""Candidate: one change of the defence that an analyst could propose, its kind, its size and whose it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from skypact.core import units
from skypact.core.clock import span_text
from skypact.core.errors import SkypactError, nearest
from skypact.core.ids import numbered
from skypact.load.overlay.arrange import with_values
from skypact.spec.quantity import Quantity
from skypact.spec.scenario import Scenario

Change = Callable[[Scenario], Scenario]

#: Kinds from small to large: people do what they do already, sooner; papers change; people are added; things are
#: added. The order is a choice (docs/guides/causal-ledger.md); the user may give another one.
KINDS: dict[str, str] = {
    "delay": "a delay shortened",
    "report": "a report or call that no longer stops",
    "plan": "flight plans or a telephone line",
    "consent": "a consent",
    "right": "a right to decide",
    "hours": "hours of a post or link",
    "link": "a link",
    "readiness": "reaction or readiness of a unit",
    "channel": "a fire channel",
    "stock": "missiles, reload or sorties",
}


@dataclass(frozen=True)
class Candidate:
    """One change: `rank` is its size within its kind, `words` completes "with …", `owners` are whose it is."""

    id: str
    kind: str
    rank: int
    owners: tuple[str, ...]
    words: str
    apply: Change = field(compare=False, repr=False)

    @property
    def owner(self) -> str:
        """Return whose it is in words: one nation, or several that would have to agree."""
        return " and ".join(self.owners)


def kind_order(named: str | Sequence[str] | None = None) -> tuple[str, ...]:
    """Return all kinds from small to large: the named ones first, the others after them as documented."""
    texts = [named] if isinstance(named, str) else list(named or ())
    first = [kind.strip() for text in texts for kind in text.split(",") if kind.strip()]
    for kind in first:
        if kind not in KINDS:
            raise SkypactError(f"unknown kind of change {kind!r} — {nearest(kind, KINDS)}")
        if first.count(kind) > 1:
            raise SkypactError(f"kind of change {kind!r} is named twice — name each once")
    return (*first, *(kind for kind in KINDS if kind not in first))


def set_to(paths: Mapping[str, Quantity]) -> Change:
    """Return the change that puts quantities at paths; a path among intruders, traffic, crafts is refused (law 9)."""
    return lambda scenario: with_values(scenario, paths, origin="causal ledger")


def replaced(old: Quantity, value: float) -> Quantity:
    """Return a quantity with another value, marked as a supposition."""
    return Quantity(value=value, dimension=old.dimension, assumed=True, note="supposed by the causal ledger")


def scaled(found: Mapping[str, Quantity], factor: float) -> Change:
    """Return the change that multiplies the quantities at these paths."""
    return set_to({path: replaced(q, factor * q.value) for path, q in found.items()})


def instead(found: Iterable[Quantity], factor: float) -> str:
    """Return "90 s instead of 3 min" for every value that is multiplied, the longest first."""
    values = sorted({q.value for q in found if q.value > 0}, reverse=True)
    return ", ".join(f"{span(factor * v) if factor else 'none'} instead of {span(v)}" for v in values)


def span(t_s: float) -> str:
    """Return a span as people say it, short ones to the tenth of a second."""
    return span_text(t_s) if t_s >= 60 else units.show(round(t_s, 1), "time")


def families(ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return name → units: all copies of a counted unit together, as its path sets them; any other unit alone."""
    ids = sorted(ids)
    stems: dict[str, list[str]] = {}
    for one in ids:
        match = re.fullmatch(r"(.+)-\d{2,3}", one)
        if match:
            stems.setdefault(match[1], []).append(one)
    whole = {s: tuple(c) for s, c in stems.items() if len(c) > 1 and tuple(c) == numbered(s, len(c)) and s not in ids}
    taken = {one for copies in whole.values() for one in copies}
    return dict(sorted((whole | {one: (one,) for one in ids if one not in taken}).items()))


def nations(*names: str | None) -> tuple[str, ...]:
    """Return the nations named, each once, sorted."""
    return tuple(sorted({name for name in names if name}))
