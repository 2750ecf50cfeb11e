"""Opportunities: how often each attacker was shot at, was looked at again, and how long it could have been.

The log holds no envelope: it tells when there was a track and leave to fire, not whether a unit could reach. What is
counted as room is therefore a bound from above, never a number of shots that were lost.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from skypact.analysis.columns import Columns, came, columns, fates_of, first_by_object, kind_is
from skypact.analysis.outcomes import EVERYTHING, STOPPED, Scope, asked_for
from skypact.analysis.statistics import ends, known, mean_interval, run_means
from skypact.arrays import codes
from skypact.log.schema import EventLog

#: What is counted for each attacker of a run, in the order of the tables.
COUNTED = ("ordered", "engagements", "second_looks", "shots", "units", "tracked_s", "permitted_s", "room")
OPPORTUNITIES = pa.schema([
    ("intruder", pa.string()), ("attackers", pa.int64()), ("n", pa.int64()),
    *((f"{name}{end}", pa.float64()) for name in COUNTED for end in ("", "_low", "_high")),
    ("never_engaged", pa.float64()), ("once", pa.float64()), ("twice_or_more", pa.float64()),
    ("stopped", pa.float64()), ("cycle_s", pa.float64()),
])


@dataclass(frozen=True)
class Opportunities:
    """What each object of each run met: `counts[name]` is [n_run, n_object]; NaN where it says nothing.

    ordered: orders to units. engagements: firings, each of one unit at one moment. second_looks: firings after the
    result of an earlier one (missed, or judged) was known to whoever fired it. shots: missiles. units: different ones
    that fired. tracked_s: from the first confirmed track at any post to the fate. permitted_s: the part of it after
    the first decision to engage. room: whole cycles of `cycle_s` that fit into permitted_s.
    """

    counts: dict[str, np.ndarray]
    cycle_s: float  # median time of this log from the order to a battery until its crew judged; NaN where none did


def opportunities_of(c: Columns) -> Opportunities:
    """Return what each object of each run met."""
    shape = c.shape[:2]
    counts = {name: np.zeros(shape) for name in ("ordered", "engagements", "second_looks", "shots", "units")}
    cycles: list[float] = []
    for (run, obj), events in _by_object(c):
        seen = _Seen()
        for i in events:
            seen.take(c, int(i))
        for name in counts:
            counts[name][run, obj] = len(seen.units) if name == "units" else getattr(seen, name)
        cycles += seen.cycles
    fate = first_by_object(c, kind_is(c, codes.E_FATE))
    tracked = first_by_object(c, kind_is(c, codes.E_TRACKED))
    permitted = np.maximum(
        tracked, first_by_object(c, kind_is(c, codes.E_DECIDED) & (c.value == codes.A_ENGAGE))
    )
    cycle = float(np.median(cycles)) if cycles else math.nan
    counts["tracked_s"], counts["permitted_s"] = _span(tracked, fate), _span(permitted, fate)
    counts["room"] = np.floor(counts["permitted_s"] / cycle) if cycle > 0 else np.full(shape, math.nan)
    there = came(c)
    return Opportunities({name: np.where(there, found, math.nan) for name, found in counts.items()}, cycle)


def opportunities(log: EventLog, scope: Scope = EVERYTHING) -> pa.Table:
    """Return what attackers met, first over all of them (intruder ""), then each: means over runs with intervals.

    For all, a run gives its mean over the attackers. never_engaged, once, twice_or_more: shares of attackers by the
    number of engagements; stopped: share that the defence stopped.
    """
    c = columns(log)
    found, e = opportunities_of(c), c.entities
    wanted = np.flatnonzero(e.intent_is("attack") & asked_for(c, scope.about))
    stopped = np.isin(fates_of(c), STOPPED)
    groups = [("", wanted), *((e.id[e.objects[i]], np.array([i])) for i in wanted)] if len(wanted) else []
    rows: list[dict[str, Any]] = []
    for name, objects in groups:
        row: dict[str, Any] = {"intruder": name, "attackers": len(objects), "n": c.n_run}
        for what in COUNTED:
            mean = mean_interval(run_means(found.counts[what][:, objects]))
            low, high = ends(mean)
            row |= {what: known(mean.value), f"{what}_low": low, f"{what}_high": high}
        there = came(c)[:, objects]
        engaged = found.counts["engagements"][:, objects][there]
        shares = {"never_engaged": engaged == 0, "once": engaged == 1, "twice_or_more": engaged > 1,
                  "stopped": stopped[:, objects][there]}
        row |= {what: known(float(mask.mean())) if mask.size else None for what, mask in shares.items()}
        rows.append(row | {"cycle_s": known(found.cycle_s)})
    return pa.Table.from_pylist(rows, schema=OPPORTUNITIES)


@dataclass
class _Seen:
    """What has happened to one object of one run, up to now."""

    ordered: int = 0
    engagements: int = 0
    second_looks: int = 0
    shots: float = 0.0
    units: set[int] = field(default_factory=set)
    cycles: list[float] = field(default_factory=list)
    under_way: dict[int, list[float]] = field(default_factory=dict)  # unit → moments of its open orders
    known: bool = False  # the result of an earlier firing

    def take(self, c: Columns, i: int) -> None:
        """Take in the next event."""
        kind, unit = int(c.kind[i]), int(c.actor[i])
        if kind == codes.E_ORDERED:
            self.ordered += 1
            self.under_way.setdefault(int(c.other[i]), []).append(float(c.t_s[i]))
        elif kind == codes.E_FIRED:
            self.engagements += 1
            self.second_looks += self.known
            self.shots += float(c.value[i])
            self.units.add(unit)
        elif kind == codes.E_NOT_ENGAGED:
            self.under_way[unit] = self.under_way.get(unit, [])[1:]
        elif self.engagements:  # missed or judged
            self.known = True
            if kind == codes.E_JUDGED and self.under_way.get(unit):
                self.cycles.append(float(c.t_s[i]) - self.under_way[unit].pop(0))


def _by_object(c: Columns) -> Iterator[tuple[tuple[int, int], np.ndarray]]:
    """Yield ((run, object), rows in order of time) of the events that count here."""
    kinds = (codes.E_ORDERED, codes.E_FIRED, codes.E_NOT_ENGAGED, codes.E_MISSED, codes.E_JUDGED)
    rows = np.flatnonzero(kind_is(c, *kinds) & (c.obj >= 0))
    rows = rows[np.lexsort((rows, c.obj[rows], c.run[rows]))]
    keys = np.stack([c.run[rows], c.obj[rows]], axis=1)
    cuts = np.flatnonzero(np.any(np.diff(keys, axis=0), axis=1)) + 1
    for part in np.split(rows, cuts) if len(rows) else ():
        yield (int(c.run[part[0]]), int(c.obj[part[0]])), part


def _span(since: np.ndarray, until: np.ndarray) -> np.ndarray:
    """Return the time between two moments, 0 where the first never came."""
    with np.errstate(invalid="ignore"):
        return np.where(np.isfinite(since) & np.isfinite(until), np.maximum(until - since, 0.0), 0.0)
