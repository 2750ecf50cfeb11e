"""Measured: the counts and warning times of two paired worlds, over all objects and by band of height."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from skypact.analysis.columns import columns, first_by_object, kind_is
from skypact.analysis.heights import BANDS, bands_of
from skypact.analysis.outcomes import MEASURES, Scope, asked_for, contributions, moments_of, rightful_mask
from skypact.analysis.steps import steps
from skypact.arrays import codes
from skypact.log.schema import EventLog
from skypact.study.values import Values

#: What is counted, in the order in which it is shown.
COUNTED = ("leak", "detected", "told", "decided", "engaged", "wrongful")
#: Step → measure of the warning that it gives.
TIMED = {"detected": "time_detected", "tracked": "time_tracked"}
_TIME_TITLES = {
    "detected": "time from first detection to the end of the flight, none counting as 0",
    "tracked": "time from first track to the end of the flight, none counting as 0",
}


class Measured(NamedTuple):
    """One measure of both worlds, over the objects of one band of height; "" for all of them."""

    band: str
    n_object: int
    with_it: Values
    without: Values


@dataclass(frozen=True)
class _World:
    ids: tuple[str, ...]
    band: np.ndarray  # text [n_object]
    asked: dict[str, np.ndarray]  # measure → bool [n_object]: what it can count
    did: dict[str, np.ndarray]  # measure → f8 [n_run, n_object]
    first_s: dict[str, np.ndarray]  # step → f8 [n_run, n_object], inf never
    gone_s: np.ndarray  # f8 [n_run, n_object], inf where no fate is told


def measured(
    with_it: EventLog, without: EventLog, scopes: tuple[Scope, Scope], level: str, horizon_s: float
) -> Iterator[Measured]:
    """Yield every measure, over all heights and by band, of two worlds on the same luck.

    Counted are the attackers and trespassers of the question that fly in both worlds; wrongful counts whatever flies.
    detected: by any nation's sensors; told, decided, engaged and tracked: as the question counts them.
    """
    sides = (_world(with_it, scopes[0], level), _world(without, scopes[1], level))
    shared = frozenset(sides[0].ids) & frozenset(sides[1].ids)
    bands = ("", *(band.name for band in BANDS))
    for measure in (m for m in COUNTED if m in sides[0].did):
        for band in bands:
            yield from _counted(measure, band, sides, shared, scopes[1])
    for step in (s for s in TIMED if s in sides[0].first_s):
        for band in bands:
            yield from _timed(step, band, sides, shared, horizon_s)


def apart(with_it: EventLog, without: EventLog, scopes: tuple[Scope, Scope]) -> tuple[str, ...]:
    """Return the attackers and trespassers asked about that fly in one of two worlds only, and are not compared."""
    found = []
    for log, scope in zip((with_it, without), scopes, strict=True):
        c = columns(log)
        wanted = c.entities.intent_is("attack", "trespass") & asked_for(c, scope.about)
        found.append({c.entities.id[row] for row in c.entities.objects[wanted]})
    return tuple(sorted(found[0] ^ found[1]))


def _world(log: EventLog, scope: Scope, level: str) -> _World:
    c, depth = columns(log), codes.LEVELS.index(level)
    chain, anyone = steps(c, scope.deciders), replace(scope, nation=None)
    asked = asked_for(c, scope.about)
    harmful = c.entities.intent_is("attack", "trespass") & asked
    counts = {
        "leak": c.entities.intent_is("attack") & asked, "wrongful": rightful_mask(c),
    }  # fmt: skip
    there = [m for m in COUNTED if codes.LEVELS.index(MEASURES[m].level) <= depth]
    return _World(
        ids=tuple(c.entities.id[row] for row in c.entities.objects), band=np.array(bands_of(log), dtype=object),
        asked={m: counts.get(m, harmful) for m in (*there, *TIMED)},
        did={
            m: contributions(c, m, anyone if m == "detected" else scope, chain).astype(np.float64) for m in there
        },
        first_s={
            s: moments_of(c, chain, s, anyone if s == "detected" else scope)
            for s in TIMED if codes.LEVELS.index(MEASURES[s].level) <= depth
        },
        gone_s=first_by_object(c, kind_is(c, codes.E_FATE)),
    )


def _chosen(world: _World, measure: str, band: str, shared: frozenset[str]) -> np.ndarray:
    """Return the positions of the objects that a measure counts in a band, in the order of their ids."""
    fits = world.asked[measure] & ((world.band == band) if band else True)
    here = [i for i in np.flatnonzero(fits) if measure == "wrongful" or world.ids[i] in shared]
    return np.array(sorted(here, key=lambda i: world.ids[i]), dtype=np.int64)


def _counted(
    measure: str, band: str, sides: tuple[_World, _World], shared: frozenset[str], scope: Scope
) -> Iterator[Measured]:
    which = [_chosen(side, measure, band, shared) for side in sides]
    most = max(len(one) for one in which)
    if most == 0:
        return
    about = MEASURES[measure]
    yes_no = most == 1
    title = about.any_title if yes_no else about.title
    title += ", by any nation" if measure == "detected" and scope.nation else ""
    values = [
        Values(measure, title, about.better, "share" if yes_no else "count", yes_no, most,
               side.did[measure][:, one].sum(axis=1))
        for side, one in zip(sides, which, strict=True)
    ]  # fmt: skip
    yield Measured(band, most, values[0], values[1])


def _timed(
    step: str, band: str, sides: tuple[_World, _World], shared: frozenset[str], horizon_s: float
) -> Iterator[Measured]:
    """Yield the mean warning of a run: from a step to the end of the flight, which is the later one of both worlds.

    One end for both keeps a target that is destroyed sooner, because it was seen sooner, from counting as less warned
    of; a flight that no world ends lasts until the horizon.
    """
    which = [_chosen(side, step, band, shared) for side in sides]
    if len(which[0]) == 0:
        return
    gone = np.minimum(np.maximum(*(side.gone_s[:, one] for side, one in zip(sides, which, strict=True))), horizon_s)
    values = [
        Values(TIMED[step], _TIME_TITLES[step], "higher", "s", False, len(one),
               np.maximum(gone - side.first_s[step][:, one], 0.0).mean(axis=1))
        for side, one in zip(sides, which, strict=True)
    ]  # fmt: skip
    yield Measured(band, len(which[0]), values[0], values[1])
