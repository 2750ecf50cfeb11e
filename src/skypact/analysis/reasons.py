"""Reasons: where the chain of each object and nation ended, and why the next step never came."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from skypact.analysis.columns import Columns, kind_is
from skypact.analysis.steps import STEP_VERBS, STEPS, Steps
from skypact.analysis.waiting import Open, missed_or_judged, open_requests
from skypact.arrays import codes

#: Causes that belong to seeing and tracking: they explain nothing once the nation was told or had a track.
_SEEING = (codes.C_NOT_IN_RANGE, codes.C_BELOW_HORIZON, codes.C_TOO_SMALL, codes.C_SILENT, codes.C_MISSED_LOOKS,
           codes.C_NO_TRACK, codes.C_JAMMED, codes.C_CLUTTER, codes.C_TERRAIN)
#: Causes that belong to telling and deciding: they explain nothing once the nation decided to engage.
_BEFORE_ENGAGING = (
    codes.C_NOT_TOLD, codes.C_LOST_ON_LINK, codes.C_REPORT_STOPPED, codes.C_POST_CLOSED, codes.C_NOT_IDENTIFIED,
    codes.C_NO_RIGHT, codes.C_WAITING_DECISION, codes.C_WAITING_CONSENT, codes.C_CONSENT_REFUSED,
)
#: The verb (index in codes.VERBS) in whose work each cause lies, by code.
CAUSE_VERB = (0, *(0,) * 5, 1, *(2,) * 4, 3, *(4,) * 5, *(5,) * 9, 6, 6, 1, 5, 6, 4, 2, 3, 4, 5, 5, 4, 5, 4, *(0,) * 3)
_DETECTED, _TRACKED, _TOLD, _IDENTIFIED, _DECIDED, _ENGAGED = (
    STEPS.index(s) for s in ("detected", "tracked", "told", "identified", "decided", "engaged")
)


@dataclass(frozen=True)
class Why:
    """Where each chain ended and why, all [n_run, n_object, n_nation]."""

    reached: np.ndarray  # the furthest step, -1 none
    cause: np.ndarray  # codes.C_*
    actor: np.ndarray  # entity row of who caused it, -1 none
    other: np.ndarray  # entity row of to or about whom (whose consent), -1 none

    def verb(self) -> np.ndarray:
        """Return the verb (index in codes.VERBS) whose work never came: that of the next step, or of a later cause."""
        next_verb = [codes.VERBS.index(v) for v in STEP_VERBS] + [codes.VERBS.index("assess")]
        return np.maximum(np.array(next_verb)[self.reached + 1], np.array(CAUSE_VERB)[self.cause])


def why_not(c: Columns, chain: Steps) -> Why:
    """Return for every chain the furthest step and the cause that no next one came.

    The last cause in the log that still explains something counts (E_BARRED, E_NOT_ENGAGED): one about seeing only
    while the nation has neither word nor track, any other bar only after its last decision to engage and then only
    one about units. Where there is none, it is derived from what is missing.
    """
    came = np.isfinite(chain.t_s)
    order = np.arange(1, len(STEPS) + 1).reshape(-1, 1, 1, 1)
    reached = (came * order).max(axis=0) - 1
    out = Why(reached, *(np.full(c.shape, fill) for fill in (codes.C_NONE, -1, -1)))
    _derive(c, came, out)
    _from_log(c, out)
    return out


def _derive(c: Columns, came: np.ndarray, out: Why) -> None:
    """Fill in the cause that follows from the furthest step alone."""
    by_step = {
        -1: codes.C_NOT_IN_RANGE, 0: codes.C_MISSED_LOOKS, _DETECTED: codes.C_NO_TRACK, _TRACKED: codes.C_NOT_TOLD,
        _TOLD: codes.C_NOT_IDENTIFIED, _IDENTIFIED: codes.C_NO_RIGHT, _DECIDED: codes.C_TOO_LATE,
    }
    for step, cause in by_step.items():
        out.cause[out.reached == step] = cause
    another = came[_DECIDED].any(axis=2, keepdims=True) & (out.reached < _DECIDED)
    out.cause[another & (out.reached >= _TOLD)] = codes.C_ORDER_ALREADY
    rightful = _taken_for_rightful(c)
    out.cause[rightful & (out.reached < _DECIDED) & (out.reached >= _TOLD) & ~another] = codes.C_WITHIN_RULES
    _apply_open(out, open_requests(c), out.reached < _DECIDED)
    fired = missed_or_judged(c)
    engaged = out.reached == _ENGAGED
    out.cause[engaged] = np.where(fired[engaged] == codes.C_NONE, codes.C_NOT_CLEAR, fired[engaged])


def _taken_for_rightful(c: Columns) -> np.ndarray:
    """Return where the last class that a nation gave was friend or civil, [n_run, n_object, n_nation]."""
    last = np.full(c.shape, -1.0)
    keep = np.flatnonzero(kind_is(c, codes.E_CLASSIFIED) & (c.obj >= 0) & (c.nat >= 0))
    last[c.run[keep], c.obj[keep], c.nat[keep]] = c.value[keep]
    return (last == codes.K_FRIEND) | (last == codes.K_CIVIL)


def _apply_open(out: Why, still: Open, where: np.ndarray) -> None:
    mask = where & (still.cause != codes.C_NONE)
    for name in ("cause", "actor", "other"):
        getattr(out, name)[mask] = getattr(still, name)[mask]


def _from_log(c: Columns, out: Why) -> None:
    """Overwrite with the last cause of the log that explains something.

    Three passes, each over the one before: causes of seeing, "another order running" (which only says that something
    else was under way), and all others.
    """
    rows = np.flatnonzero(
        kind_is(c, codes.E_BARRED, codes.E_NOT_ENGAGED) & (c.cause != codes.C_NONE) & (c.obj >= 0) & (c.nat >= 0)
    )
    # Rows are in order of time; at one moment a fruitless engagement says more than a bar.
    rows = rows[np.lexsort((rows, c.kind[rows], c.t_s[rows], c.run[rows]))]
    at = (c.run[rows], c.obj[rows], c.nat[rows])
    last_decision = np.full(c.shape, -np.inf)
    to_engage = kind_is(c, codes.E_DECIDED) & (c.value == codes.A_ENGAGE)
    decided = np.flatnonzero(to_engage & (c.obj >= 0) & (c.nat >= 0))
    last_decision[c.run[decided], c.obj[decided], c.nat[decided]] = c.t_s[decided]
    barred, cause = c.kind[rows] == codes.E_BARRED, c.cause[rows]
    seeing = np.isin(cause, _SEEING) & barred
    untracked, undetected = out.reached[at] < _TRACKED, out.reached[at] < _DETECTED
    unseen = np.where(cause == codes.C_NO_TRACK, untracked, undetected)
    already = cause == codes.C_ORDER_ALREADY
    # After the decision to engage, another rule row that still waits explains nothing; a missing unit does.
    before = np.isin(cause, _BEFORE_ENGAGING) & np.isfinite(last_decision[at])
    stands = ~barred | ((c.t_s[rows] > last_decision[at]) & ~before)
    for keep in (seeing & unseen, already & stands, ~seeing & ~already & stands):
        kept = rows[keep]
        place = (c.run[kept], c.obj[kept], c.nat[kept])
        out.cause[place], out.actor[place], out.other[place] = c.cause[kept], c.actor[kept], c.other[kept]
