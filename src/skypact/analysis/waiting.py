"""Waiting: what was asked for and never answered, and how shots ended."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from skypact.analysis.columns import Columns, kind_is
from skypact.arrays import codes


@dataclass(frozen=True)
class Open:
    """The state of requests at the end of each run, all [n_run, n_object, n_nation]."""

    cause: np.ndarray  # C_WAITING_DECISION, C_WAITING_CONSENT, C_CONSENT_REFUSED or C_NONE
    actor: np.ndarray  # who asked or refused
    other: np.ndarray  # who was asked


def open_requests(c: Columns) -> Open:
    """Return by chain the last word of asking and answering: still waited for, refused, or nothing.

    A consent belongs to the ledger of who asked for it, so an answer closes a question of the same object whoever
    owns the event.
    """
    out = Open(*(np.full(c.shape, fill) for fill in (codes.C_NONE, -1, -1)))
    decided, given, refused = codes.E_DECIDED, codes.E_CONSENT_GIVEN, codes.E_CONSENT_REFUSED
    for kind, cause, answers in (
        (codes.E_REQUESTED, codes.C_WAITING_DECISION, (decided,)),
        (codes.E_CONSENT_ASKED, codes.C_WAITING_CONSENT, (decided, given, refused)),
        (refused, codes.C_CONSENT_REFUSED, (decided, given)),
    ):
        _put(c, out, kind_is(c, kind), cause, _last_time(c, kind_is(c, *answers)))
    return out


def _put(c: Columns, out: Open, mask: np.ndarray, cause: int, answered: np.ndarray) -> None:
    rows = np.flatnonzero(mask & (c.obj >= 0))
    rows = rows[c.t_s[rows] > answered[c.run[rows], c.obj[rows]]]
    # A refusal is in the ledger of who asked (other) as well as of who refused.
    asker = c.entities.owner[c.other[rows]] if len(rows) else np.zeros(0, dtype=np.int64)
    books = [c.nat[rows]]
    if cause == codes.C_CONSENT_REFUSED:
        books.append(np.where(c.other[rows] >= 0, c.entities.nation_of[np.maximum(asker, 0)], -1))
    for nat in books:
        keep = nat >= 0
        at = (c.run[rows][keep], c.obj[rows][keep], nat[keep])
        out.cause[at], out.actor[at], out.other[at] = cause, c.actor[rows][keep], c.other[rows][keep]


def _last_time(c: Columns, mask: np.ndarray) -> np.ndarray:
    last = np.full(c.shape[:2], -np.inf)
    keep = mask & (c.obj >= 0)
    np.maximum.at(last, (c.run[keep], c.obj[keep]), c.t_s[keep])
    return last


def missed_or_judged(c: Columns) -> np.ndarray:
    """Return why shots did not end it: judged killed while alive, missed, or C_NONE where no shot was fired."""
    out = np.full(c.shape, codes.C_NONE)
    rows = np.flatnonzero(kind_is(c, codes.E_FIRED, codes.E_MISSED) & (c.obj >= 0) & (c.nat >= 0))
    out[c.run[rows], c.obj[rows], c.nat[rows]] = codes.C_MISSED
    judged = np.flatnonzero(kind_is(c, codes.E_JUDGED) & (c.obj >= 0) & (c.nat >= 0))
    wrong = np.zeros(c.shape, dtype=bool)
    wrong[c.run[judged], c.obj[judged], c.nat[judged]] = c.value[judged] == 1  # the last judgement counts
    out[wrong & (out == codes.C_MISSED)] = codes.C_JUDGED_DEAD
    return out
