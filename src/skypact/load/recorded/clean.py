"""Cleaning: bad data of a recorded flight (gaps, frozen steps, jumps, missing heights), each left out and counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields

import numpy as np

from skypact.load.recorded.tables import Records
from skypact.spec.traffic.recorded import Limits

EARTH_M = 6_371_000.0
#: Room for the grain of positions and times when a speed is implied by two of them [m].
SLACK_M, SLACK_HEIGHT_M = 500.0, 60.0
#: Records so near to a jump [s] are judged one by one: behind a small one a flight goes on where it is believed again.
FRAY_S = 60.0
#: Pieces of a flight that are looked at one against the other; more are no flight.
MOST_PIECES = 5000


@dataclass
class Dropped:
    """What was found in a recording and left out, in records unless it says otherwise."""

    records: int = 0
    no_place: int = 0  # no moment or no position
    window: int = 0  # before, after or outside what was asked for
    ground: int = 0  # on the ground
    repeated: int = 0  # the same position said again
    frozen: int = 0  # spells of one position longer than believed
    frozen_s: float = 0.0  # the longest of them
    jumps: int = 0  # changes of place faster than believed
    jumped: int = 0  # records away from the way
    jump_m: float = 0.0  # the longest jump
    no_height: int = 0  # without a height, filled in from both sides or left out
    heights: int = 0  # heights that change faster than believed, replaced likewise
    gaps: int = 0  # silences longer than bridged: the flight is split
    bridged: int = 0  # silences longer than ten seconds that were bridged
    short: int = 0  # records of pieces that were too short
    kept: int = 0
    flights: int = 0  # pieces that became flights
    waypoints: int = 0

    def add(self, other: Dropped) -> None:
        """Add what was found in another flight; longest ones stay the longest."""
        for field in fields(self):
            a, b = getattr(self, field.name), getattr(other, field.name)
            setattr(self, field.name, max(a, b) if field.name in ("frozen_s", "jump_m") else a + b)


@dataclass(frozen=True)
class Track:
    """A believed piece of a flight, in order of time."""

    t_s: np.ndarray
    lat: np.ndarray
    lon: np.ndarray
    h_m: np.ndarray


#: A silence from which on bridging is counted [s].
BRIDGE_S = 10.0


def cleaned(r: Records, limits: Limits) -> tuple[list[Track], Dropped]:
    """Return the believed pieces of the records of one aircraft, and what was left out."""
    d = Dropped(records=len(r.t_s))
    placed = np.isfinite(r.t_s) & np.isfinite(r.lat) & np.isfinite(r.lon)
    d.no_place, d.ground = int(np.sum(~placed)), int(np.sum(placed & r.ground))
    use = np.flatnonzero(placed & ~r.ground)
    use = use[np.argsort(r.t_s[use], kind="stable")]
    if not len(use):
        return [], d
    t, lat, lon = r.t_s[use], r.lat[use], r.lon[use]
    h = (r.geometric_m if limits.height == "geometric" else r.barometric_m)[use]
    keep = _moving(t, lat, lon, limits, d)
    t, lat, lon, h = t[keep], lat[keep], lon[keep], h[keep]
    keep = _on_the_way(t, lat, lon, limits, d)
    t, lat, lon, h = t[keep], lat[keep], lon[keep], h[keep]
    h = _heights(t, h, limits, d)
    known = np.isfinite(h)
    return _pieces(t[known], lat[known], lon[known], h[known], limits, d), d


def apart_m(lat0: np.ndarray, lon0: np.ndarray, lat1: np.ndarray, lon1: np.ndarray) -> np.ndarray:
    """Return distances over ground [m] on a sphere: half a percent does not matter to a limit."""
    a, b = np.radians(lat0), np.radians(lat1)
    s = np.sin((b - a) / 2) ** 2 + np.cos(a) * np.cos(b) * np.sin(np.radians(lon1 - lon0) / 2) ** 2
    return 2 * EARTH_M * np.arcsin(np.sqrt(np.clip(s, 0.0, 1.0)))


def _moving(t: np.ndarray, lat: np.ndarray, lon: np.ndarray, limits: Limits, d: Dropped) -> np.ndarray:
    """Return the mask of records that say something new: the first of each spell of one position, one a moment."""
    same = np.concatenate([[False], (np.diff(lat) == 0) & (np.diff(lon) == 0)])
    begin = np.flatnonzero(~same)
    end = np.concatenate([begin[1:], [len(t)]]) - 1
    lasted = t[end] - t[begin]
    long = lasted >= max(limits.frozen.value, 1e-9)
    d.frozen, d.frozen_s = int(long.sum()), float(lasted[long].max(initial=0.0))
    twice = np.concatenate([[False], np.diff(t) <= 0]) & ~same
    d.repeated = int(same.sum() + twice.sum())
    return ~same & ~twice


def _on_the_way(t: np.ndarray, lat: np.ndarray, lon: np.ndarray, limits: Limits, d: Dropped) -> np.ndarray:
    """Return the mask of records on one way that can be flown: as many of them as possible."""
    def ways(i: np.ndarray, j: int) -> np.ndarray:
        room = limits.fastest.value * (t[j] - t[i]) + SLACK_M
        return apart_m(lat[i], lon[i], lat[j], lon[j]) <= room

    step = apart_m(lat[:-1], lon[:-1], lat[1:], lon[1:])
    broken = step > limits.fastest.value * np.diff(t) + SLACK_M
    d.jumps, d.jump_m = int(broken.sum()), float(step[broken].max(initial=0.0))
    keep = _chain(_frayed(broken, t), ways)
    d.jumped = int(np.sum(~keep))
    return keep


def _frayed(broken: np.ndarray, t: np.ndarray) -> np.ndarray:
    """Return the mask of steps at which a run may end: broken ones, and all near them, so that little need be left."""
    near = broken.copy()
    for k in np.flatnonzero(broken):
        near |= (t[1:] >= t[k] - FRAY_S) & (t[:-1] <= t[k + 1] + FRAY_S)
    return near


def _heights(t: np.ndarray, h: np.ndarray, limits: Limits, d: Dropped) -> np.ndarray:
    """Return heights with missing and impossible ones interpolated where both sides lie within a gap; else NaN."""
    known = np.flatnonzero(np.isfinite(h))
    d.no_height = len(h) - len(known)
    if not len(known):
        return h

    def ways(i: np.ndarray, j: int) -> np.ndarray:
        a, b = known[i], known[j]
        return np.abs(h[b] - h[a]) <= limits.steepest.value * (t[b] - t[a]) + SLACK_HEIGHT_M

    broken = np.abs(np.diff(h[known])) > limits.steepest.value * np.diff(t[known]) + SLACK_HEIGHT_M
    good = known[_chain(broken, ways)]
    d.heights = len(known) - len(good)
    at = np.searchsorted(t[good], t)
    before, after = t[good[np.maximum(at - 1, 0)]], t[good[np.minimum(at, len(good) - 1)]]
    filled = np.interp(t, t[good], h[good])
    near = (after - before <= limits.gap.value) & (t >= t[good[0]]) & (t <= t[good[-1]])
    here = np.zeros(len(t), bool)
    here[good] = True
    return np.where(here | near, filled, np.nan)


def _chain(broken: np.ndarray, ways: Callable[[np.ndarray, int], np.ndarray]) -> np.ndarray:
    """Return the mask of the records of the heaviest chain of unbroken runs.

    broken [n - 1]: whether the step between neighbours cannot be. ways: whether records i (several) lead to record j.
    """
    begin = np.concatenate([[0], np.flatnonzero(broken) + 1])
    end = np.concatenate([begin[1:], [len(broken) + 1]]) - 1
    weight = end - begin + 1
    if len(begin) > MOST_PIECES:  # noise: the heaviest runs decide
        heavy = np.sort(np.argsort(-weight, kind="stable")[:MOST_PIECES])
        begin, end, weight = begin[heavy], end[heavy], weight[heavy]
    best, came = weight.astype(float).copy(), np.full(len(begin), -1)
    for k in range(1, len(begin)):
        fits = np.where(ways(end[:k], int(begin[k])), best[:k], -1.0)
        i = int(np.argmax(fits))
        if fits[i] > 0:
            best[k], came[k] = best[k] + fits[i], i
    keep = np.zeros(len(broken) + 1, bool)
    k = int(np.argmax(best))
    while k >= 0:
        keep[begin[k]:end[k] + 1] = True
        k = int(came[k])
    return keep


def _pieces(
    t: np.ndarray, lat: np.ndarray, lon: np.ndarray, h: np.ndarray, limits: Limits, d: Dropped
) -> list[Track]:
    silence = np.diff(t)
    cut = np.flatnonzero(silence > limits.gap.value) + 1
    d.gaps = len(cut)
    d.bridged = int(np.sum((silence > BRIDGE_S) & (silence <= limits.gap.value)))
    made = []
    for part in np.split(np.arange(len(t)), cut):
        if len(part) < 2 or t[part[-1]] - t[part[0]] < limits.shortest.value:
            d.short += len(part)
            continue
        d.kept += len(part)
        made.append(Track(t[part], lat[part], lon[part], h[part]))
    d.flights = len(made)
    return made
