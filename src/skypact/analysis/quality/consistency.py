"""Consistency: does a filter's covariance say how wrong it is? NEES and NIS with their chi-square bounds.

Bar-Shalom, Li and Kirubarajan 2001, "Estimation with Applications to Tracking and Navigation", section 5.4.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from skypact.analysis.quality.scans import Scans
from skypact.core.errors import SkypactError

LEVEL = 0.95


@dataclass(frozen=True)
class Consistency:
    """Normalised squared errors, their mean, and where the mean of a consistent filter lies in 95 % of cases.

    low and high hold for independent errors. Those of one track in successive scans are not: the mean of all may then
    lie outside more often. By moment there is one error of each track, or of each run: `inside` is the share of
    moments within their own bounds, 0.95 when all is well.
    """

    dims: int
    n: int
    mean: float
    low: float
    high: float
    t_s: np.ndarray  # [n_moment]
    mean_at: np.ndarray  # [n_moment]
    low_at: np.ndarray  # [n_moment]
    high_at: np.ndarray  # [n_moment]

    @property
    def inside(self) -> float:
        """Return the share of moments at which the mean is within its bounds."""
        return float(np.mean((self.mean_at >= self.low_at) & (self.mean_at <= self.high_at)))

    @property
    def verdict(self) -> str:
        """Return in a word what the mean says of the filter."""
        if self.low <= self.mean <= self.high:
            return "consistent"
        return "overconfident" if self.mean > self.high else "too cautious"


def nees(error: np.ndarray, covariance: np.ndarray, t_s: np.ndarray | None = None) -> Consistency:
    """Return the consistency of estimation errors [n, d] with their covariances [n, d, d]; t_s groups by moment."""
    return _of(error, covariance, t_s, "NEES")


def nis(innovation: np.ndarray, covariance: np.ndarray, t_s: np.ndarray | None = None) -> Consistency:
    """Return the consistency of innovations [n, d] with their covariances [n, d, d]; t_s groups by moment."""
    return _of(innovation, covariance, t_s, "NIS")


def bounds(dims: int, n: np.ndarray | int) -> tuple[np.ndarray, np.ndarray]:
    """Return where the mean of n independent normalised squared errors of `dims` dimensions lies in 95 % of cases."""
    from scipy.special import chdtri

    n = np.asarray(n)
    return chdtri(dims * n, 0.5 + LEVEL / 2) / n, chdtri(dims * n, 0.5 - LEVEL / 2) / n


def of_tracks(scans: Scans, truth_of: np.ndarray) -> Consistency | None:
    """Return the NEES of tracks against the truth they are paired with; None without covariances or pairs.

    In position, or in position and velocity where the covariances are 6 x 6 and both tables have velocities.
    """
    tracks, truth = scans.tracks, scans.truth
    rows = np.nonzero(truth_of >= 0)[0]
    rows = rows[truth.counts[truth_of[rows]]]
    if tracks.covariance is None or not len(rows):
        return None
    error = tracks.xyz_m[rows] - truth.xyz_m[truth_of[rows]]
    covariance = tracks.covariance[rows]
    if tracks.v_mps is not None and truth.v_mps is not None and covariance.shape[1] == 6:
        error = np.concatenate([error, tracks.v_mps[rows] - truth.v_mps[truth_of[rows]]], axis=1)
    return nees(error, covariance[:, : error.shape[1], : error.shape[1]], tracks.t_s[rows])


def _of(error: np.ndarray, covariance: np.ndarray, t_s: np.ndarray | None, what: str) -> Consistency:
    error, covariance = np.asarray(error, dtype=np.float64), np.asarray(covariance, dtype=np.float64)
    if error.ndim != 2 or not len(error) or covariance.shape != (*error.shape, error.shape[1]):
        raise SkypactError(
            f"{what}: errors {error.shape} and covariances {covariance.shape} do not fit — (n, d) and (n, d, d) are "
            "right"
        )
    try:
        half = np.linalg.solve(np.linalg.cholesky(covariance), error[:, :, None])[:, :, 0]
    except np.linalg.LinAlgError:
        raise SkypactError(f"{what}: a covariance is not positive definite") from None
    squares = np.sum(half**2, axis=1)
    moments, group = np.unique(np.arange(len(squares)) if t_s is None else t_s, return_inverse=True)
    count = np.bincount(group)
    low, high = bounds(error.shape[1], len(squares))
    low_at, high_at = bounds(error.shape[1], count)
    return Consistency(
        error.shape[1], len(squares), float(np.mean(squares)), float(low), float(high), moments,
        np.bincount(group, weights=squares) / count, low_at, high_at,
    )  # fmt: skip
