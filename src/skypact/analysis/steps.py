"""Steps: when each object first reached each step of the chain, by nation."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from skypact.analysis.columns import Columns, first_times, kind_is
from skypact.arrays import codes

#: The steps of the chain in order; step k is the work of verb STEP_VERBS[k].
STEPS = ("detectable", "detected", "tracked", "told", "identified", "decided", "engaged")
STEP_VERBS = ("detect", "detect", "track", "fuse", "identify", "decide", "engage")

#: What counts as an engagement: a shot, a fighter's look, an escort.
ENGAGED = (codes.E_FIRED, codes.E_LOOKED, codes.E_ESCORT)


@dataclass(frozen=True)
class Steps:
    """First moments `t_s` [n_step, n_run, n_object, n_nation], inf for never."""

    t_s: np.ndarray

    def of(self, step: str) -> np.ndarray:
        """Return the moments [n_run, n_object, n_nation] of one step."""
        return self.t_s[STEPS.index(step)]

    def anyone(self, step: str) -> np.ndarray:
        """Return the moments [n_run, n_object] at which the first nation reached this step."""
        times = self.of(step)
        return times.min(axis=2) if times.shape[2] else np.full(times.shape[:2], np.inf)


def steps(c: Columns, deciders: Collection[str] | None = None) -> Steps:
    """Return the first moment of every step, by run, object and nation.

    told: the first word of the object at a post that may decide (`deciders`, ids of posts; None: at any post), be
    it a plot, a report, a request or a track in its own picture. identified: see `identified`. engaged: ENGAGED.
    """
    times = [
        first_times(c, kind_is(c, codes.E_DETECTABLE)),
        first_times(c, kind_is(c, codes.E_DETECTED)),
        first_times(c, kind_is(c, codes.E_TRACKED)),
        first_times(c, kind_is(c, codes.E_TOLD, codes.E_TRACKED) & at_posts(c, deciders)),
        first_times(c, identified(c)),
        first_times(c, kind_is(c, codes.E_DECIDED)),
        first_times(c, kind_is(c, *ENGAGED)),
    ]
    return Steps(np.stack(times))


def at_posts(c: Columns, deciders: Collection[str] | None) -> np.ndarray:
    """Return the mask [n_event] of events whose actor is one of these posts; all of them for None."""
    if deciders is None:
        return np.ones(len(c.run), dtype=bool)
    wanted = frozenset(deciders)
    among = np.array([name in wanted for name in c.entities.id] + [False], dtype=bool)
    return among[c.actor]  # actor -1 reads the last entry: nobody


def identified(c: Columns) -> np.ndarray:
    """Return the mask [n_event] of events that tell what the object is.

    suspect or hostile, or a violation seen, for anyone but a rightful civil or friendly object; civil for civil
    objects; friend or civil for friendly ones.
    """
    e = c.entities
    known = c.obj >= 0
    rightful_of = e.intent_is("passage", "support")
    civil_of = e.civil[e.objects] if len(e.objects) else np.zeros(0, dtype=bool)
    friend_of = e.intent_is("support")
    at = np.maximum(c.obj, 0)
    rightful, civil, friend = (
        (x[at] & known if len(x) else np.zeros(len(c.run), dtype=bool)) for x in (rightful_of, civil_of, friend_of)
    )
    classified = kind_is(c, codes.E_CLASSIFIED)
    alarming = (classified & (c.value >= codes.K_SUSPECT)) | kind_is(c, codes.E_VIOLATION)
    as_civil = classified & (c.value == codes.K_CIVIL)
    as_friend = classified & (c.value == codes.K_FRIEND)
    return known & ((alarming & ~rightful) | (as_civil & (civil | friend)) | (as_friend & friend))
