"""Estimates over runs with their standard errors, and a proof: an exact value beside its estimate.

The run is the unit (shots of one run may share luck): every standard error is taken between runs.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass

import numpy as np

#: A proof fails beyond so many standard errors.
LIMIT = 3.0


@dataclass(frozen=True)
class Proof:
    """An exact value, the engine's estimate of it, its standard error, and over how many trials."""

    name: str
    exact: float
    simulated: float
    error: float
    trials: int

    @property
    def sigma(self) -> float:
        """Return the distance from the exact value in standard errors."""
        gap = self.simulated - self.exact
        return gap / self.error if self.error > 0 else (0.0 if gap == 0 else math.copysign(math.inf, gap))

    @property
    def ok(self) -> bool:
        """Return whether the engine agrees with the exact value."""
        return abs(self.sigma) <= LIMIT

    def row(self) -> dict[str, object]:
        """Return the proof as a plain mapping."""
        return asdict(self) | {"sigma": self.sigma, "ok": self.ok}


def mean(name: str, exact: float, per_run: list[float] | np.ndarray, trials: int | None = None) -> Proof:
    """Return the proof of a mean over runs."""
    x = np.asarray(per_run, float)
    return Proof(name, exact, float(x.mean()), float(x.std(ddof=1) / math.sqrt(len(x))), trials or len(x))


def within(name: str, exact: float, computed: float, tolerance: float) -> Proof:
    """Return the proof of a value in which nothing is drawn: it fails beyond a relative tolerance."""
    return Proof(name, exact, computed, tolerance * abs(exact) / LIMIT, 1)


def near(name: str, exact: float, computed: float, tolerance: float) -> Proof:
    """Return the proof of a value in which nothing is drawn: it fails beyond an absolute tolerance."""
    return Proof(name, float(exact), float(computed), tolerance / LIMIT, 1)


def ratio(name: str, exact: float, above: list[float], below: list[float]) -> Proof:
    """Return the proof of a share or mean whose numerator and denominator both vary from run to run.

    Standard error of a ratio of means by linearisation (Cochran, Sampling Techniques, 3rd ed., eq. 2.39).
    """
    y, x = np.asarray(above, float), np.asarray(below, float)
    r = y.sum() / x.sum()
    error = math.sqrt(len(x) / (len(x) - 1) * float(((y - r * x) ** 2).sum())) / x.sum()
    return Proof(name, exact, float(r), float(error), int(x.sum()))


def covariance(name: str, exact: float, first: list[float], second: list[float]) -> Proof:
    """Return the proof of a covariance over runs, a variance where both are the same; its error from the products."""
    a, b = np.asarray(first, float), np.asarray(second, float)
    products = (a - a.mean()) * (b - b.mean()) * len(a) / (len(a) - 1)
    return Proof(name, exact, float(products.mean()), float(products.std(ddof=1) / math.sqrt(len(a))), len(a))
