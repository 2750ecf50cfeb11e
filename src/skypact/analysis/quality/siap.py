"""SIAP: the attributes of a single integrated air picture.

Votruba and others 2001, "Single Integrated Air Picture (SIAP) Metrics Implementation"; the definitions are those of
Stone Soup 1.9.1, so that figures can be compared. What has nothing to be counted on is NaN here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from skypact.analysis.quality.associate import Segment
from skypact.analysis.quality.scans import Scans


@dataclass(frozen=True)
class Siap:
    """The set over all scans, and the counts of each scan [n_scan] that it is made of."""

    completeness: float  # objects held ÷ objects
    ambiguity: float  # tracks on objects ÷ objects held
    spuriousness: float  # tracks on no object ÷ tracks
    position_m: float  # mean error of the tracks on objects
    velocity_mps: float  # the same of velocity, NaN where there is none
    changes_per_s: float  # changes of track number ÷ time held
    longest_segment: float  # time held by the track that held longest ÷ time there, over all objects
    t_s: np.ndarray
    n_object: np.ndarray
    n_held: np.ndarray
    n_track: np.ndarray
    n_on_object: np.ndarray


@dataclass(frozen=True)
class _Cells:
    """Pairs of a track and an object at one moment: rows of tracks and of truth, each pair once."""

    track: np.ndarray
    truth: np.ndarray


def siap(scans: Scans, segments: list[Segment], c: float) -> Siap:
    """Return the set for one association of tracks with objects; c [m] says what is near truth that does not count."""
    cells = _cells(scans, segments)
    scan_of_truth, scan_of_track = (np.searchsorted(scans.t_s, t) for t in (scans.truth.t_s, scans.tracks.t_s))
    counts, n = scans.truth.counts, len(scans.t_s)
    counted = counts[cells.truth]
    on, off = np.unique(cells.track[counted]), np.unique(cells.track[~counted])
    aside = np.setdiff1d(_aside(scans, cells, c, off), on)
    kept = np.setdiff1d(np.arange(len(scan_of_track)), aside)
    n_object = np.bincount(scan_of_truth[counts], minlength=n)
    n_held = np.bincount(scan_of_truth[np.unique(cells.truth[counted])], minlength=n)
    n_track = np.bincount(scan_of_track[kept], minlength=n)
    n_on = np.bincount(scan_of_track[on], minlength=n)
    position, velocity = _errors(scans, cells.track[counted], cells.truth[counted])
    changes, held_s, longest_s, life_s = _continuity(scans, segments)
    return Siap(
        _ratio(n_held.sum(), n_object.sum()), _ratio(n_on.sum(), n_held.sum()),
        _ratio(n_track.sum() - n_on.sum(), n_track.sum()), _ratio(position, n_on.sum()), _ratio(velocity, n_on.sum()),
        _ratio(changes, held_s), _ratio(longest_s, life_s), scans.t_s, n_object, n_held, n_track, n_on,
    )  # fmt: skip


def _cells(scans: Scans, segments: list[Segment]) -> _Cells:
    """Return the pairs that the segments make at the moments at which both the track and the object have a row."""
    truth, tracks = scans.truth, scans.tracks
    row_of = np.full((len(scans.objects), len(scans.t_s)), -1)
    row_of[scans.i_object, np.searchsorted(scans.t_s, truth.t_s)] = np.arange(len(truth.t_s))
    order = np.lexsort((tracks.t_s, scans.i_track))
    begins = np.searchsorted(scans.i_track[order], np.arange(len(scans.names) + 1))
    scan_of = np.searchsorted(scans.t_s, tracks.t_s)
    held, there = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for one in segments:
        rows = order[begins[one.i_track] : begins[one.i_track + 1]]
        rows = rows[(tracks.t_s[rows] >= one.begin_s) & (tracks.t_s[rows] <= one.end_s)]
        found = row_of[one.i_object, scan_of[rows]]
        held.append(rows[found >= 0])
        there.append(found[found >= 0])
    pairs = np.unique(np.stack([np.concatenate(held), np.concatenate(there)]), axis=1)
    return _Cells(pairs[0], pairs[1])


def _aside(scans: Scans, cells: _Cells, c: float, off: np.ndarray) -> np.ndarray:
    """Return the rows of tracks that are on truth that does not count, or, on nothing, next to such truth."""
    row, distance = scans.nearest
    near = np.nonzero(distance < c)[0]
    beside = near[~scans.truth.counts[row[near]]]
    return np.union1d(off, np.setdiff1d(beside, cells.track))


def _errors(scans: Scans, track: np.ndarray, truth: np.ndarray) -> tuple[float, float]:
    """Return the sums of the errors of position [m] and of velocity [m/s], NaN where a table has no velocities."""
    position = np.linalg.norm(scans.tracks.xyz_m[track] - scans.truth.xyz_m[truth], axis=1).sum()
    if scans.tracks.v_mps is None or scans.truth.v_mps is None:
        return float(position), math.nan
    return float(position), float(np.linalg.norm(scans.tracks.v_mps[track] - scans.truth.v_mps[truth], axis=1).sum())


def _continuity(scans: Scans, segments: list[Segment]) -> tuple[int, float, float, float]:
    """Return over all objects: changes of track number, time held, time by the longest track, time there [s]."""
    of: list[list[Segment]] = [[] for _ in scans.objects]
    for one in segments:
        of[one.i_object].append(one)
    counts = scans.truth.counts
    order = np.lexsort((scans.truth.t_s, scans.i_object))
    order = order[counts[order]]
    begins = np.searchsorted(scans.i_object[order], np.arange(len(of) + 1))
    changes, held_s, longest_s, life_s = 0, 0.0, 0.0, 0.0
    for i, mine in enumerate(of):
        t_s = scans.truth.t_s[order[begins[i] : begins[i + 1]]]
        if len(t_s):
            life_s += float(t_s[-1] - t_s[0])
            changes += max(0, _tracks_needed(t_s, mine) - 1)
            held, longest = _time_held(t_s, mine)
            held_s, longest_s = held_s + held, longest_s + longest
    return changes, held_s, longest_s, life_s


def _time_held(t_s: np.ndarray, segments: list[Segment]) -> tuple[float, float]:
    """Return for how long [s] an object is held by any track, and by the one that holds it longest."""
    gaps = np.diff(t_s)
    by_track: dict[int, np.ndarray] = {}
    for one in segments:
        inside = (t_s[:-1] >= one.begin_s) & (t_s[1:] <= one.end_s)
        by_track[one.i_track] = by_track.get(one.i_track, np.zeros(len(gaps), dtype=np.bool_)) | inside
    if not by_track:
        return 0.0, 0.0
    held = np.stack(list(by_track.values()))
    return float(gaps[held.any(axis=0)].sum()), float((held * gaps).sum(axis=1).max())


def _tracks_needed(t_s: np.ndarray, segments: list[Segment]) -> int:
    """Return how many tracks it takes, one after the other, to hold an object wherever one does.

    At each moment that is still open the track is taken that is on the object last of all. Stone Soup stops counting
    where it comes upon a track at the last moment of its segment; this does not.
    """
    last: dict[int, float] = {}
    for one in segments:
        last[one.i_track] = max(last.get(one.i_track, -math.inf), one.end_s)
    needed, k = 0, 0
    while k < len(t_s):
        open_ones = [one for one in segments if one.begin_s <= t_s[k] <= one.end_s]
        if open_ones:
            chosen = max(open_ones, key=lambda one: (last[one.i_track], one.end_s))
            needed += 1
            k = int(np.searchsorted(t_s, chosen.end_s, side="right"))
        else:
            k += 1
    return needed


def _ratio(above: float, below: float) -> float:
    return float(above) / float(below) if below else math.nan
