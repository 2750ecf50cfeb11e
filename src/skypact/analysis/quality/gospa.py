"""GOSPA: localisation, missed and false in one distance, scan by scan.

Rahmathullah, García-Fernández and Svensson 2017, "Generalized optimal sub-pattern assignment metric", FUSION 2017.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from skypact.analysis.quality.scans import Scans
from skypact.core.errors import SkypactError


@dataclass(frozen=True)
class Gospa:
    """GOSPA of every scan, all [n_scan]. localisation + missed + false = distance ** p [m**p].

    The three parts are those of the paper for alpha 2. For another alpha a pair at the cut-off counts half as missed
    and half as false.
    """

    c_m: float
    p: float
    alpha: float
    t_s: np.ndarray
    distance_m: np.ndarray
    localisation: np.ndarray  # [m**p]
    missed: np.ndarray  # [m**p]
    false: np.ndarray  # [m**p]
    n_missed: np.ndarray
    n_false: np.ndarray
    n_paired: np.ndarray
    truth_of: np.ndarray  # [rows of tracks] row of the truth that the track is paired with, -1 none

    @property
    def mean_m(self) -> float:
        """Return the mean distance of the scans [m]."""
        return float(np.mean(self.distance_m))

    def parts(self) -> dict[str, float]:
        """Return the mean of each part over the scans [m**p]: they add up to the mean of distance ** p."""
        return {name: float(np.mean(getattr(self, name))) for name in ("localisation", "missed", "false")}


def gospa(scans: Scans, *, c: float = 2000.0, p: float = 2.0, alpha: float = 2.0) -> Gospa:
    """Return GOSPA with cut-off c [m], order p and cardinality penalty c**p / alpha for each missed or false one."""
    check(c, p, alpha)
    n = len(scans.scans)
    parts, counted = np.zeros((n, 3)), np.zeros((n, 3), dtype=np.int64)
    truth_of = np.full(len(scans.tracks.t_s), -1)
    for k, scan in enumerate(scans.scans):
        counts = scans.truth.counts[scan.truth]
        between = scan.distances()
        i, j = _pairs(between, counts, c, p, alpha)
        parts[k], counted[k] = _scan_parts(between[i, j], counts, i, len(scan.tracks), c, p, alpha)
        near = between[i, j] < c
        truth_of[scan.tracks[j[near]]] = scan.truth[i[near]]
    localisation, missed, false = parts.T
    n_missed, n_false, n_paired = counted.T
    return Gospa(
        c, p, alpha, scans.t_s, parts.sum(axis=1) ** (1 / p), localisation, missed, false, n_missed, n_false, n_paired,
        truth_of,
    )  # fmt: skip


def check(c: float, p: float, alpha: float = 2.0) -> None:
    """Refuse parameters with which GOSPA is no metric."""
    for name, value, right in (("c", c, c > 0), ("p", p, p >= 1), ("alpha", alpha, 0 < alpha <= 2)):
        if not (np.isfinite(value) and right):
            raise SkypactError(f"{name} = {value:g} makes no metric — c > 0, p ≥ 1 and 0 < alpha ≤ 2 are right")


def pair_gain(distance_m: Any, counts: Any, c: float, p: float, alpha: float) -> Any:
    """Return what pairing costs less than leaving both alone [m**p]; never above 0.

    Truth that does not count costs nothing alone, and takes one track within c free of charge.
    """
    alone = c**p / alpha
    counted = np.minimum(distance_m, c) ** p - 2 * alone
    return np.where(counts, counted, np.where(distance_m < c, -alone, 0.0))


def _pairs(
    distance_m: np.ndarray, counts: np.ndarray, c: float, p: float, alpha: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return the best pairs (row, column) of one scan; those that gain nothing are left out."""
    from scipy.optimize import linear_sum_assignment

    gain = pair_gain(distance_m, counts[:, None], c, p, alpha)
    rows, columns = np.nonzero((gain < 0).any(axis=1))[0], np.nonzero((gain < 0).any(axis=0))[0]
    i, j = linear_sum_assignment(gain[np.ix_(rows, columns)])
    i, j = rows[i], columns[j]
    kept = gain[i, j] < 0
    return i[kept], j[kept]


def _scan_parts(
    paired_m: np.ndarray, counts: np.ndarray, i: np.ndarray, n_track: int, c: float, p: float, alpha: float
) -> tuple[tuple[float, float, float], tuple[int, int, int]]:
    """Return localisation, missed and false [m**p] of one scan, and how many are missed, false and paired."""
    near = paired_m < c
    counted = near & counts[i]
    n_far = int(np.count_nonzero(~near))  # pairs at the cut-off, with alpha < 2 only
    n_missed = int(np.count_nonzero(counts)) - int(np.count_nonzero(counts[i]))
    n_false = n_track - len(i)
    half, alone = c**p / 2, c**p / alpha
    parts = (
        float(np.sum(paired_m[counted] ** p)), n_far * half + n_missed * alone,
        n_far * half + n_false * alone,
    )  # fmt: skip
    return parts, (n_missed + n_far, n_false + n_far, int(np.count_nonzero(counted)))
