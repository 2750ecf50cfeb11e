"""Which track is of which object, and for how long: the two rules behind SIAP."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from skypact.analysis.quality.scans import Scans

NONE = -1


class Segment(NamedTuple):
    """A time in which one track was of one object; both ends belong to it."""

    i_track: int
    i_object: int
    begin_s: float
    end_s: float


def by_history(scans: Scans, c: float, confirm: int = 3, end: int = 2) -> list[Segment]:
    """Return segments by the nearest truth within c [m]: many tracks may be of one object.

    A segment begins when one object was nearest for `confirm` rows of the track, and ends when it was not for `end`
    rows in succession. The rule of `TrackToTruth` in Stone Soup 1.9.1, with its defaults.
    """
    row, distance = scans.nearest
    nearest = np.where(distance < c, scans.i_object[row], NONE) if len(scans.i_object) else np.full(len(row), NONE)
    found: list[Segment] = []
    for i_track, rows in enumerate(_rows_of(scans.i_track, scans.tracks.t_s, len(scans.names))):
        found += _segments(i_track, nearest[rows].tolist(), scans.tracks.t_s[rows].tolist(), confirm, end)
    return found


def by_assignment(scans: Scans, truth_of: np.ndarray) -> list[Segment]:
    """Return segments of successive rows of a track that are paired with one object: one track for each, scan by scan.

    truth_of: row of the truth for each row of the tracks, as GOSPA pairs them.
    """
    paired = np.where(truth_of >= 0, scans.i_object[truth_of], NONE) if len(scans.i_object) else truth_of
    found = []
    for i_track, rows in enumerate(_rows_of(scans.i_track, scans.tracks.t_s, len(scans.names))):
        cuts = np.nonzero(np.diff(paired[rows]))[0] + 1
        for part in np.split(rows, cuts):
            if len(part) and paired[part[0]] != NONE:
                begin, end = scans.tracks.t_s[part[0]], scans.tracks.t_s[part[-1]]
                found.append(Segment(i_track, int(paired[part[0]]), float(begin), float(end)))
    return found


def switches(scans: Scans, truth_of: np.ndarray) -> int:
    """Return how often an object that counts is paired with another track than the one it was last paired with."""
    rows = np.nonzero(truth_of >= 0)[0]
    rows = rows[scans.truth.counts[truth_of[rows]]]
    of = scans.i_object[truth_of[rows]]
    order = np.lexsort((scans.tracks.t_s[rows], of))
    of, track = of[order], scans.i_track[rows[order]]
    return int(np.count_nonzero((np.diff(of) == 0) & (np.diff(track) != 0)))


def _segments(i_track: int, nearest: list[int], t_s: list[float], confirm: int, end: int) -> list[Segment]:
    """Return the segments of one track, from the nearest object at each of its rows."""
    found = []
    current, candidate, n_candidate, n_failed = NONE, NONE, 0, 0
    begin = last = candidate_begin = 0.0
    for near, t in zip(nearest, t_s, strict=True):
        if current == NONE:
            if near == NONE or near != candidate:
                candidate, candidate_begin, n_candidate = near, t, 0
            n_candidate += near != NONE
            if n_candidate >= confirm:
                current, begin, last = near, candidate_begin, t
                candidate, n_candidate = NONE, 0
        elif near == current:
            n_failed, last = 0, t
        else:
            n_failed += 1
            if near == NONE or near != candidate:
                candidate, candidate_begin, n_candidate = near, t, 0
            n_candidate += 1
            if n_failed >= end:
                found.append(Segment(i_track, current, begin, last))
                current = NONE
                if n_candidate >= confirm:
                    current, begin, last = candidate, candidate_begin, t
    # n_failed is not set back when a segment ends: the rule that this is to agree with does not do so either.
    if current != NONE:
        found.append(Segment(i_track, current, begin, last))
    return found


def _rows_of(group: np.ndarray, t_s: np.ndarray, n: int) -> list[np.ndarray]:
    """Return the rows of each group, in order of time."""
    order = np.lexsort((t_s, group))
    return np.split(order, np.searchsorted(group[order], np.arange(1, n))) if n else []
