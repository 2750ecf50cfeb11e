"""Parting: the first event at which two worlds of the same luck part, for one object of one run."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from skypact.analysis.columns import Columns
from skypact.analysis.reasons import CAUSE_VERB
from skypact.arrays import codes

_DECIDING = (
    codes.E_REQUESTED, codes.E_CONSENT_ASKED, codes.E_CONSENT_GIVEN, codes.E_CONSENT_REFUSED, codes.E_CONSENT_LATE,
    codes.E_DECIDED, codes.E_BARRED, codes.E_ORDERED,
)

_TELLING = (codes.E_TRACKED, codes.E_TOLD, codes.E_CLASSIFIED, codes.E_VIOLATION)
_DOING = (
    codes.E_FIRED, codes.E_LOOKED, codes.E_ESCORT, codes.E_NOT_ENGAGED, codes.E_HIT, codes.E_MISSED, codes.E_JUDGED,
)
#: A milestone that comes this much later [ms] parts two worlds. Shorter shifts (another link's latency, the next
#: epoch of decisions) are carried along everywhere and explain nothing while something larger differs.
LEAD_MS = 30_000


class Row(NamedTuple):
    """One event of one object, in the order in which events are compared; times to 1 ms."""

    t_ms: int
    kind: int
    actor: int
    other: int
    cause: int
    value: float
    nation: int
    detail: int = 0  # of a class the evidence; never a difference of its own

    @property
    def t_s(self) -> float:
        """Return the moment [s]."""
        return self.t_ms / 1000.0


@dataclass(frozen=True)
class Parting:
    """Where two worlds part: the event, in which of them it happened, and what stood in the other one."""

    event: Row
    in_b: bool
    instead: Row | None  # the event of the other world at the same millisecond
    waiting: Row | None  # asked for by then in the other world, and not answered: a consent or a decision
    later: Row | None  # the same kind of event in the other world, afterwards
    never: Row | None  # where there is none: the last bar of the other world that has a cause

    @property
    def cause(self) -> int:
        """Return the cause code that explains the parting: of what was waited for, of the event, of the later bar."""
        if self.waiting is not None:
            asked = self.waiting.kind == codes.E_CONSENT_ASKED
            return codes.C_WAITING_CONSENT if asked else codes.C_WAITING_DECISION
        if self.event.cause:
            return self.event.cause
        return self.never.cause if self.later is None and self.never is not None else codes.C_NONE

    @property
    def verb(self) -> str:
        """Return the verb in whose work the worlds part; a bar belongs to the verb of its cause."""
        if self.event.kind in (codes.E_BARRED, codes.E_NOT_ENGAGED):
            return codes.VERBS[CAUSE_VERB[self.event.cause]]
        return codes.VERBS[max(0, self.event.kind // 10 - 1)]


class Sequences:
    """The events of one log by (run, object), each sequence in the order of `Row`."""

    def __init__(self, c: Columns):
        keep = np.flatnonzero((c.obj >= 0) & (c.kind != codes.E_DEEPEST))  # how deep it came follows from its fate
        t_ms = np.round(c.t_s[keep] * 1000).astype(np.int64)
        of = c.run[keep].astype(np.int64) * len(c.entities.objects) + c.obj[keep]
        parts = (t_ms, c.kind[keep], c.actor[keep], c.other[keep], c.cause[keep], c.value[keep], c.nation[keep],
                 c.detail[keep])
        order = np.lexsort((*parts[-2::-1], of))  # the detail does not order
        self._columns = tuple(part[order] for part in parts)
        self._start = np.searchsorted(of[order], np.arange(c.n_run * len(c.entities.objects) + 1))
        self._n_object = len(c.entities.objects)

    def of(self, run: int, obj: int) -> list[Row]:
        """Return the events of one object (position among the objects) in one run."""
        i = run * self._n_object + obj
        part = slice(int(self._start[i]), int(self._start[i + 1]))
        return [Row(*row) for row in zip(*(column[part].tolist() for column in self._columns), strict=True)]


def parting(a: list[Row], b: list[Row]) -> Parting | None:
    """Return the event at which two sequences part, None where they are equal.

    Three looks, the first that finds something counts. (1) Milestones: the first step, decision, order, shot or bar
    (not the fate itself) that one world has and the other has not, or has more than LEAD_MS later; who is told or
    asked is no milestone of its own, and posts that decide nothing in their world do not count. (2) The first event
    that differs at all, to 1 ms, leaving out posts that take no part in either world: it cannot be why they end
    otherwise. (3) The first that differs.
    """
    parts = _taking_part(a) | _taking_part(b)
    lean_a, lean_b = ([row for row in rows if _counts(row, parts)] for rows in (a, b))
    found = _first_milestone(a, b) or _first(lean_a, lean_b) or _first(a, b)
    if found is None:
        return None
    event, in_b, instead = found
    there = a if in_b else b
    return Parting(event, in_b, instead, _waiting(there, event), _later(there, event), _never(there, event))


def first_difference_s(a: list[Row], b: list[Row]) -> float | None:
    """Return the moment [s] of the first event that differs at all, None where two sequences are equal."""
    found = _first(a, b)
    return None if found is None else found[0].t_s


def _taking_part(rows: list[Row]) -> set[int]:
    return {post for row in rows if row.kind in _DECIDING for post in (row.actor, row.other) if post >= 0}


def _first_milestone(a: list[Row], b: list[Row]) -> tuple[Row, bool, Row | None] | None:
    of_a, of_b = _milestones(a), _milestones(b)
    found: list[tuple[Row, bool]] = []
    for key in of_a.keys() | of_b.keys():
        x, y = of_a.get(key), of_b.get(key)
        if x is not None and (y is None or y.t_ms - x.t_ms > LEAD_MS):
            found.append((x, False))
        elif y is not None and (x is None or x.t_ms - y.t_ms > LEAD_MS):
            found.append((y, True))
    if not found:
        return None
    event, in_b = min(found)
    there = of_a if in_b else of_b
    return event, in_b, next((row for row in there.values() if row.t_ms == event.t_ms), None)


def _milestones(rows: list[Row]) -> dict[tuple[int, ...], Row]:
    """Return the first row of every milestone; shots and what becomes of them are counted one by one."""
    parts, seen, out = _taking_part(rows), Counter[tuple[int, ...]](), dict[tuple[int, ...], Row]()
    for row in rows:
        if row.kind in _TELLING and row.actor in parts:
            key = (row.kind, int(row.value) if row.kind == codes.E_CLASSIFIED else 0)
        elif row.kind == codes.E_DETECTED:
            key = (row.kind, row.actor)
        elif row.kind == codes.E_DECIDED:
            key = (row.kind, int(row.value))
        elif row.kind in (codes.E_BARRED, codes.E_CONSENT_REFUSED) and row.actor >= 0:
            key = (row.kind, row.cause)
        elif row.kind == codes.E_ORDERED:
            key = (row.kind, row.other)
        elif row.kind in _DOING:
            seen[row.kind, row.actor] += 1
            key = (row.kind, row.actor, row.cause, seen[row.kind, row.actor])
        else:
            continue
        out.setdefault(key, row)
    return out


def _counts(row: Row, taking_part: set[int]) -> bool:
    verb = row.kind // 10
    return verb in (0, 1) or verb >= 5 or row.actor in taking_part


def _first(a: list[Row], b: list[Row]) -> tuple[Row, bool, Row | None] | None:
    i = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x[:6] != y[:6]), min(len(a), len(b)))
    row_a, row_b = (a[i] if i < len(a) else None), (b[i] if i < len(b) else None)
    if row_a is None and row_b is None:
        return None
    if row_a is None or (row_b is not None and row_b < row_a):
        assert row_b is not None
        return row_b, True, row_a if row_a is not None and row_a.t_ms == row_b.t_ms else None
    return row_a, False, row_b if row_b is not None and row_b.t_ms == row_a.t_ms else None


def _waiting(there: list[Row], event: Row) -> Row | None:
    """Return what the other world has asked for by the moment of the event and not been answered."""
    if event.kind // 10 < codes.E_REQUESTED // 10:
        return None
    open_row: Row | None = None
    for row in there:
        if row.t_ms > event.t_ms:
            break
        if row.kind == codes.E_CONSENT_ASKED or (row.kind == codes.E_REQUESTED and open_row is None):
            open_row = row
        elif row.kind == codes.E_DECIDED or (
            row.kind in (codes.E_CONSENT_GIVEN, codes.E_CONSENT_REFUSED, codes.E_CONSENT_LATE)
            and open_row is not None and open_row.kind == codes.E_CONSENT_ASKED
        ):
            open_row = None
    return open_row


def _later(there: list[Row], event: Row) -> Row | None:
    """Return the same kind of event in the other world from then on, by the same actor if there is one."""
    after = [row for row in there if row.kind == event.kind and row.t_ms >= event.t_ms and row[:6] != event[:6]]
    return next((row for row in after if row.actor == event.actor), after[0] if after else None)


def _never(there: list[Row], event: Row) -> Row | None:
    """Return the last bar of the other world by somebody, from then on; "could never see it" is nobody's bar."""
    bars = [row for row in there if row.kind in (codes.E_BARRED, codes.E_NOT_ENGAGED) and row.cause and row.actor >= 0]
    after = [row for row in bars if row.t_ms >= event.t_ms and row.cause != codes.C_ORDER_ALREADY]
    return after[-1] if after else None
