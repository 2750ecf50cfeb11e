"""Statistics of runs (law 8): intervals of means and shares, paired differences, times with competing risks.

All intervals are two-sided 95 % unless a name says otherwise. Sources stand in the docstrings.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

LEVEL = 0.95
RESAMPLES = 2000
#: Seed of every bootstrap: a result must not depend on when or how often it is computed.
_BOOTSTRAP_SEED = 20160506
#: Random numbers drawn at a time [count], so that many runs need no more memory than few.
_BLOCK = 2_000_000


class Interval(NamedTuple):
    """An estimate with its interval, the number of runs behind it, and how the interval was made."""

    value: float
    low: float
    high: float
    n: int
    kind: str


class PairedShare(NamedTuple):
    """A difference of two paired shares (b - a), its interval, and the exact p of McNemar."""

    value: float
    low: float
    high: float
    n: int
    kind: str
    p: float


def mean_interval(values: np.ndarray) -> Interval:
    """Return the mean over runs with Student's t interval (Student 1908); one run has no interval (NaN)."""
    from scipy.special import stdtrit

    x = np.asarray(values, dtype=np.float64)
    n = len(x)
    if n == 0:
        return Interval(math.nan, math.nan, math.nan, 0, "none")
    mean = float(np.mean(x))
    if n == 1:
        return Interval(mean, math.nan, math.nan, 1, "one run")
    if np.all(x == x[0]):
        return Interval(float(x[0]), float(x[0]), float(x[0]), n, "constant")
    half = float(stdtrit(n - 1, 0.5 + LEVEL / 2)) * float(np.std(x, ddof=1)) / math.sqrt(n)
    return Interval(mean, mean - half, mean + half, n, "t")


def median_interval(values: np.ndarray) -> Interval:
    """Return the median over runs with the interval between order statistics (Thompson 1936), which assumes no shape.

    The k-th smallest and largest of n, with k as large as a coverage of 95 % allows. Below 6 runs none is wide enough.
    """
    from scipy.special import bdtr

    x = np.sort(np.asarray(values, dtype=np.float64))
    n = len(x)
    if n == 0:
        return Interval(math.nan, math.nan, math.nan, 0, "none")
    middle = float((x[(n - 1) // 2] + x[n // 2]) / 2)
    if n > 1 and x[0] == x[-1]:
        return Interval(middle, middle, middle, n, "constant")
    k = int(np.count_nonzero(bdtr(np.arange((n + 1) // 2), n, 0.5) <= (1 - LEVEL) / 2))  # P(B ≤ k - 1) ≤ 2.5 %
    if k == 0:
        return Interval(middle, math.nan, math.nan, n, "one run" if n == 1 else "too few runs")
    return Interval(middle, float(x[k - 1]), float(x[n - k]), n, "order statistics")


def mean_or_bound(values: np.ndarray) -> Interval:
    """Return the mean over runs of a share or rate; zero in every run with the exact bound of the share of runs.

    The bound is that of `share_interval(0, n)`: of such runs, not of what is counted in them.
    """
    x = np.asarray(values, dtype=np.float64)
    return share_interval(0, len(x)) if len(x) and not np.any(x) else mean_interval(x)


def run_means(values: np.ndarray) -> np.ndarray:
    """Return the mean of what is known in each run; runs in which nothing is are left out."""
    known = ~np.isnan(values)
    counts = known.sum(axis=1)
    return np.where(known, values, 0.0).sum(axis=1)[counts > 0] / counts[counts > 0]


def known(value: float) -> float | None:
    """Return a number for a table: None where it is not known (NaN) or never comes (infinite)."""
    return float(value) if math.isfinite(value) else None


def ends(found: Interval, most: float = math.inf) -> tuple[float | None, float | None]:
    """Return the ends of an interval of what cannot fall below 0 or rise above `most`; None where unknown."""
    low, high = known(found.low), known(found.high)
    return (None if low is None else min(max(0.0, low), most), None if high is None else min(max(0.0, high), most))


def ratio_interval(above: np.ndarray, below: np.ndarray) -> Interval:
    """Return sum(above) / sum(below) over runs with a percentile bootstrap of runs; over nothing it is inf."""
    above, below = np.asarray(above, dtype=np.float64), np.asarray(below, dtype=np.float64)
    n, total = len(above), float(np.sum(below))
    if n == 0 or total == 0:
        return Interval(math.nan, math.nan, math.nan, n, "none")

    def ratios(i: np.ndarray) -> np.ndarray:
        part = below[i].sum(axis=1)
        return np.divide(above[i].sum(axis=1), part, out=np.full(len(part), np.inf), where=part > 0)

    same = bool(np.all(above == above[0]) and np.all(below == below[0]))
    return _bootstrap(n, float(np.sum(above)) / total, same, ratios)


def wilson(hits: int, n: int) -> tuple[float, float]:
    """Return the score interval of a share (Wilson 1927; Newcombe 1998, Stat Med 17:857, method 3)."""
    z = _z()
    centre = (2 * hits + z * z) / (2 * (n + z * z))
    half = z * math.sqrt(z * z + 4 * hits * (1 - hits / n)) / (2 * (n + z * z))
    return max(0.0, centre - half), min(1.0, centre + half)


def share_interval(hits: int, n: int) -> Interval:
    """Return a share with Wilson's interval; 0 of n (and n of n) with the one-sided exact bound.

    The bound is 1 - 0.05^(1/n): a higher share would give 0 of n with a chance below 5 % (Clopper and Pearson 1934;
    the "rule of three", Hanley and Lippman-Hand 1983).
    """
    if n == 0:
        return Interval(math.nan, math.nan, math.nan, 0, "none")
    bound = (1 - LEVEL) ** (1 / n)
    if hits == 0:
        return Interval(0.0, 0.0, 1 - bound, n, "exact one-sided")
    if hits == n:
        return Interval(1.0, bound, 1.0, n, "exact one-sided")
    return Interval(hits / n, *wilson(hits, n), n, "wilson")


def mcnemar_p(only_a: int, only_b: int) -> float:
    """Return the two-sided exact p that discordant pairs fall this unevenly by luck (McNemar 1947, binomial)."""
    from scipy.special import betainc

    n, k = only_a + only_b, min(only_a, only_b)
    if n == 0 or 2 * k == n:
        return 1.0
    below = float(betainc(n - k, k + 1, 0.5))  # P(X ≤ k) of a binomial(n, 1/2)
    return min(1.0, 2 * below)


def paired_share(both: int, only_a: int, only_b: int, neither: int) -> PairedShare:
    """Return share b - share a over paired runs with Newcombe's interval (Stat Med 1998 17:2635, method 10)."""
    n = both + only_a + only_b + neither
    if n == 0:
        return PairedShare(math.nan, math.nan, math.nan, 0, "none", math.nan)
    in_b, in_a = both + only_b, both + only_a
    (l1, u1), (l2, u2), p1, p2 = wilson(in_b, n), wilson(in_a, n), in_b / n, in_a / n
    phi = _phi(both, only_b, only_a, neither)
    below = (p1 - l1) ** 2 - 2 * phi * (p1 - l1) * (u2 - p2) + (u2 - p2) ** 2
    above = (p2 - l2) ** 2 - 2 * phi * (p2 - l2) * (u1 - p1) + (u1 - p1) ** 2
    value = (only_b - only_a) / n
    low, high = value - math.sqrt(max(0.0, below)), value + math.sqrt(max(0.0, above))
    return PairedShare(value, low, high, n, "newcombe", mcnemar_p(only_a, only_b))


def paired_share_of(a: np.ndarray, b: np.ndarray) -> PairedShare:
    """Return `paired_share` of two yes/no columns over the same runs."""
    a, b = np.asarray(a, dtype=bool), np.asarray(b, dtype=bool)
    counts = (np.count_nonzero(m) for m in (a & b, a & ~b, b & ~a, ~a & ~b))
    return paired_share(*(int(x) for x in counts))


def paired_difference(a: np.ndarray, b: np.ndarray, statistic: str = "mean") -> Interval:
    """Return statistic(b) - statistic(a) over paired runs with a percentile bootstrap of runs (Efron 1979).

    `statistic` is "mean" or "median". Runs are resampled in pairs, so common luck stays common.
    """
    a, b = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    n = len(a)
    if len(b) != n:
        raise ValueError(f"{n} and {len(b)} runs cannot be paired")
    if n == 0:
        return Interval(math.nan, math.nan, math.nan, 0, "none")
    if statistic == "mean":
        d = b - a
        value = float(np.mean(d))
        return _bootstrap(n, value, constant=bool(np.all(d == d[0])), of=lambda i: d[i].mean(axis=1))
    value = float(np.median(b) - np.median(a))
    same = bool(np.all(a == a[0]) and np.all(b == b[0]))
    return _bootstrap(n, value, same, lambda i: np.median(b[i], axis=1) - np.median(a[i], axis=1))


def case_share_interval(top: np.ndarray, bottom: np.ndarray) -> Interval:
    """Return sum(top) / sum(bottom) over runs, the run resampled whole with all its cases (cluster bootstrap).

    A ratio of none or of all has the one-sided exact bound on the share of runs that hold a case otherwise, since no
    resample can show one (see `share_interval`). Runs without a case tell nothing and are left out.
    """
    top, bottom = np.asarray(top, dtype=np.float64), np.asarray(bottom, dtype=np.float64)
    top, bottom = top[bottom > 0], bottom[bottom > 0]
    n = len(top)
    if n == 0:
        return Interval(math.nan, math.nan, math.nan, 0, "none")
    value = float(top.sum() / bottom.sum())
    if n > 1 and value in (0.0, 1.0):
        return share_interval(round(value) * n, n)
    return _bootstrap(n, value, constant=False, of=lambda i: top[i].sum(axis=1) / bottom[i].sum(axis=1))


def paired_case_share(a: tuple[np.ndarray, np.ndarray], b: tuple[np.ndarray, np.ndarray]) -> Interval:
    """Return ratio b - ratio a, (top, bottom) each and each a ratio of sums, with a bootstrap of the paired runs.

    A resample in which one of them has no case is left out. Where each is none or all of its cases, no resample shows
    another: the bounds of both are added by squares (Newcombe 1998, Stat Med 17:2635, method 10, no correlation).
    """
    (top_a, bottom_a), (top_b, bottom_b) = ([np.asarray(x, dtype=np.float64) for x in one] for one in (a, b))
    n = len(top_a)
    if len(top_b) != n:
        raise ValueError(f"{n} and {len(top_b)} runs cannot be paired")
    of_a, of_b = case_share_interval(top_a, bottom_a), case_share_interval(top_b, bottom_b)
    if not (of_a.n and of_b.n):
        return Interval(math.nan, math.nan, math.nan, 0, "none")
    value = of_b.value - of_a.value
    if np.array_equal(top_a, top_b) and np.array_equal(bottom_a, bottom_b):
        return _bootstrap(n, value, constant=True, of=lambda i: i[:, 0])
    if n > 1 and {of_a.value, of_b.value} <= {0.0, 1.0}:
        low = value - math.hypot(of_b.value - of_b.low, of_a.high - of_a.value)
        return Interval(value, low, value + math.hypot(of_b.high - of_b.value, of_a.value - of_a.low), n, "newcombe")

    def differences(i: np.ndarray) -> np.ndarray:
        cases_a, cases_b = bottom_a[i].sum(axis=1), bottom_b[i].sum(axis=1)
        both = (cases_a > 0) & (cases_b > 0)
        shares_a, shares_b = top_a[i].sum(axis=1)[both] / cases_a[both], top_b[i].sum(axis=1)[both] / cases_b[both]
        return shares_b - shares_a

    return _bootstrap(n, value, constant=False, of=differences)


def quantile(values: np.ndarray, q: float) -> float:
    """Return the q-quantile, in which never (inf) counts as later than anything: inf where it falls on a never.

    The inverse of the empirical distribution (Hyndman and Fan 1996, type 1): no mean of a moment and a never.
    """
    x = np.sort(np.asarray(values, dtype=np.float64))
    if len(x) == 0:
        return math.nan
    return float(x[max(0, math.ceil(q * len(x) - 1e-12) - 1)])


def cumulative_incidence(times_s: np.ndarray, status: np.ndarray, of: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Return (moments [s], share with event `of` by then) with competing risks (Aalen and Johansen 1978).

    status: 0 censored at that moment, 1, 2, … the event that came first. Censored at a moment counts as at risk there.
    """
    times, status = np.asarray(times_s, dtype=np.float64), np.asarray(status)
    moments = np.unique(times[status > 0])
    at_risk = len(times) - np.searchsorted(np.sort(times), moments, side="left")
    any_event = _count_at(times[status > 0], moments)
    wanted = _count_at(times[status == of], moments)
    free = np.cumprod(1 - any_event / at_risk)
    before = np.concatenate([[1.0], free[:-1]]) if len(free) else free
    return moments, np.cumsum(before * wanted / at_risk)


def restricted_mean_incidence(moments_s: np.ndarray, incidence: np.ndarray, horizon_s: float) -> float:
    """Return the horizon less the area under a cumulative incidence [s]: the restricted mean with censoring."""
    inside = moments_s < horizon_s
    edges = np.append(moments_s[inside], horizon_s)
    return float(horizon_s - np.sum(incidence[inside] * np.diff(edges)))


def _count_at(times: np.ndarray, moments: np.ndarray) -> np.ndarray:
    ordered = np.sort(times)
    return np.searchsorted(ordered, moments, side="right") - np.searchsorted(ordered, moments, side="left")


def _bootstrap(n: int, value: float, constant: bool, of: Callable[[np.ndarray], np.ndarray]) -> Interval:
    if n == 1:
        return Interval(value, math.nan, math.nan, 1, "one run")
    if constant:
        return Interval(value, value, value, n, "constant")
    rng = np.random.default_rng(_BOOTSTRAP_SEED)
    rows = max(1, _BLOCK // n)
    parts = [of(rng.integers(0, n, (min(rows, RESAMPLES - k), n))) for k in range(0, RESAMPLES, rows)]
    with np.errstate(invalid="ignore"):  # between two infinite resamples: no end is known
        low, high = np.quantile(np.concatenate(parts), [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(value, float(low), float(high), n, "bootstrap")


def _phi(e: int, f: int, g: int, h: int) -> float:
    """Return the correlation of two paired shares, corrected for continuity (Newcombe 1998, method 10)."""
    n, product = e + f + g + h, (e + f) * (g + h) * (e + g) * (f + h)
    if product == 0:
        return 0.0
    excess = e * h - f * g
    corrected = excess - n / 2 if excess > n / 2 else float(min(excess, 0))
    return corrected / math.sqrt(product)


def _z() -> float:
    from scipy.special import ndtri

    return float(ndtri(0.5 + LEVEL / 2))
