"""Trajectory GOSPA: the same errors over whole tracks, and what it costs when an object changes its track.

García-Fernández, Rahmathullah and Svensson 2020, "A metric on the space of finite sets of trajectories for evaluation
of multi-target tracking algorithms", IEEE Trans. Signal Processing 68: the linear-programme metric, alpha 2.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from skypact.analysis.quality.gospa import check, pair_gain
from skypact.analysis.quality.scans import Scans
from skypact.core.errors import SkypactError


@dataclass(frozen=True)
class TrajectoryGospa:
    """One distance over all scans. localisation + missed + false + switches = distance ** p [m**p].

    A change of track costs gamma ** p, a beginning or an end of a pair half of that.
    """

    c_m: float
    p: float
    gamma_m: float
    distance_m: float
    localisation: float  # [m**p], as the other parts
    missed: float
    false: float
    switches: float
    n_missed: float  # object-scans
    n_false: float  # track-scans
    n_switches: float  # whole changes
    n_scan: int

    @property
    def mean_m(self) -> float:
        """Return the distance a scan [m]: (distance ** p ÷ scans) ** (1 / p)."""
        return self.distance_m / self.n_scan ** (1 / self.p)


@dataclass(frozen=True)
class _Pairs:
    """Pairs of an object and a track that are within the cut-off in some scan."""

    i_object: np.ndarray  # [n_pair]
    i_track: np.ndarray  # [n_pair]
    gain: np.ndarray  # [n_pair, n_scan] what pairing costs less than leaving both alone [m**p]
    error: np.ndarray  # [n_pair, n_scan] distance ** p where both are near and the object counts, else 0
    near: np.ndarray  # [n_pair, n_scan] bool: both there, and within c


def tgospa(scans: Scans, *, gamma: float, c: float = 2000.0, p: float = 2.0) -> TrajectoryGospa:
    """Return trajectory GOSPA with cut-off c [m], order p and switching penalty gamma [m].

    Pairs that are never within c are left out, and objects that share no track are solved apart: both exact.
    """
    check(c, p)
    if not (np.isfinite(gamma) and gamma > 0):
        raise SkypactError(f"gamma = {gamma:g} makes no metric — more than 0 m is right")
    pairs = _near_pairs(scans, c, p)
    share = np.zeros_like(pairs.gain)
    changes = 0.0
    for members in _components(pairs, len(scans.objects)):
        share[members], moved = _solve(pairs, members, gamma**p / 2)
        changes += moved / 2
    paired = np.where(pairs.near, share, 0.0)
    counts = scans.truth.counts
    on_counted = float(paired[pairs.error >= 0].sum())
    n_missed = float(np.count_nonzero(counts)) - on_counted
    n_false = float(len(scans.tracks.t_s)) - float(paired.sum())
    localisation = float((paired * np.maximum(pairs.error, 0.0)).sum())
    parts = (localisation, n_missed * c**p / 2, n_false * c**p / 2, changes * gamma**p)
    return TrajectoryGospa(
        c, p, gamma, max(sum(parts), 0.0) ** (1 / p), *parts, n_missed, n_false, changes, len(scans.scans)
    )


def _near_pairs(scans: Scans, c: float, p: float) -> _Pairs:
    """Return the pairs; `error` is -1 where the object does not count."""
    n_scan, n_track = len(scans.scans), len(scans.names)
    found: list[tuple[np.ndarray, ...]] = []
    for k, scan in enumerate(scans.scans):
        between = scan.distances()
        i, j = np.nonzero(between < c)
        counts = scans.truth.counts[scan.truth[i]]
        d = between[i, j]
        key = scans.i_object[scan.truth[i]] * n_track + scans.i_track[scan.tracks[j]]
        found.append((key, np.full(len(i), k), pair_gain(d, counts, c, p, 2.0), np.where(counts, d**p, -1.0)))
    key, k, gain, error = (np.concatenate(part) for part in zip(*found, strict=True))
    keys, row = np.unique(key, return_inverse=True)
    shape = (len(keys), n_scan)
    blank, width = np.zeros(shape), max(n_track, 1)
    made = _Pairs(keys // width, keys % width, blank, blank.copy(), np.zeros(shape, dtype=np.bool_))
    made.gain[row, k], made.error[row, k], made.near[row, k] = gain, error, True
    return made


def _components(pairs: _Pairs, n_object: int) -> list[np.ndarray]:
    """Return the rows of the pairs, grouped so that no object or track is in two groups."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    if not len(pairs.i_object):
        return []
    n = n_object + int(pairs.i_track.max()) + 1
    links = coo_array((np.ones(len(pairs.i_object)), (pairs.i_object, n_object + pairs.i_track)), shape=(n, n))
    group = connected_components(links, directed=False)[1][pairs.i_object]
    order = np.argsort(group, kind="stable")
    return np.split(order, np.nonzero(np.diff(group[order]))[0] + 1)


def _solve(pairs: _Pairs, members: np.ndarray, half_switch: float) -> tuple[np.ndarray, float]:
    """Return the shares [n_member, n_scan] of the best pairing, and the sum of their changes.

    Scans in which none is near are left out: between two others the shares may change anywhere at the same cost.
    """
    from scipy.optimize import linprog

    active = np.nonzero(pairs.near[members].any(axis=0))[0]
    gain = pairs.gain[np.ix_(members, active)]
    n_pair, n_scan = gain.shape
    share = np.zeros((n_pair, pairs.gain.shape[1]))
    if n_pair == 1 and (gain <= 0).all():  # nobody else wants either: paired throughout
        share[:, active] = 1.0
        return share, 0.0
    n = n_pair * n_scan
    cost = np.concatenate([gain.ravel(), np.full(n_pair * (n_scan - 1), half_switch)])
    rows, limits = _constraints(pairs.i_object[members], pairs.i_track[members], n_scan)
    answer: Any = linprog(cost, A_ub=rows, b_ub=limits, bounds=(0, None), method="highs")
    if not answer.success:
        raise SkypactError(f"trajectory GOSPA: the linear programme found no answer: {answer.message}")
    found = answer.x[:n].reshape(n_pair, n_scan)
    share[:, active] = found
    return share, float(np.abs(np.diff(found, axis=1)).sum())


def _constraints(i_object: np.ndarray, i_track: np.ndarray, n_scan: int) -> tuple[Any, np.ndarray]:
    """Return A, b of A x ≤ b: shares of an object and of a track add up to 1 at most; changes are sizes.

    x: shares by (pair, scan), then sizes of changes by (pair, scan but the last).
    """
    from scipy.sparse import block_array, coo_array, eye_array, kron

    n_pair = len(i_object)
    sums: list[Any] = []
    limits = []
    for owner in (np.unique(i_object, return_inverse=True)[1], np.unique(i_track, return_inverse=True)[1]):
        belongs = coo_array((np.ones(n_pair), (owner, np.arange(n_pair))), shape=(int(owner.max()) + 1, n_pair))
        sums.append(kron(belongs, eye_array(n_scan)))
        limits.append(np.ones((int(owner.max()) + 1) * n_scan))
    step = eye_array(n_scan - 1, n_scan, k=1) - eye_array(n_scan - 1, n_scan)
    n_change = n_pair * (n_scan - 1)
    change, size = kron(eye_array(n_pair), step), eye_array(n_change)
    rows = block_array([[sums[0], None], [sums[1], None], [change, -size], [-change, -size]], format="csr")
    return rows, np.concatenate([*limits, np.zeros(2 * n_change)])
