"""Fly-out of a battery's missile: times of flight and an envelope from an integrated speed profile.

The speed rises linearly to its peak within the boost; then drag takes it: dv/ds = −k ρ(h)/ρ0 v along a straight path
from the launcher. Gravity, loft and the turn to the target are left out. The one free constant k, drag over mass, is
solved so that the mean speed over the published range is the published mean speed. Air: U.S. Standard Atmosphere 1976
(NOAA-S/T 76-1562), the launcher at sea level.

Bins lie on squares, where they are needed: slant_m[i] = far (i / (N_FLY_RANGE − 1))²,
height_m[j] = top (j / (N_FLY_HEIGHT − 1))². A kernel looks up bilinearly in the roots (kernels/engage/reach.py), with
far = farthest_m(battery), top = max_altitude. Envelopes are linear between rows.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from skypact.arrays.world import N_ENVELOPE, N_FLY_HEIGHT, N_FLY_RANGE
from skypact.core.errors import SkypactError
from skypact.spec.weapon import Battery

#: Peak over mean speed where a sheet states no peak. Assumed: S-300PS 1300 and about 2000 m/s, a ratio of 1.5 (cc).
PEAK_OVER_MEAN = 1.4
#: Nodes and weights along the path after boost.
_NODES = np.polynomial.legendre.leggauss(16)
#: Speed below which a missile no longer turns well enough to hit, but never above half its mean speed. Assumed.
LEAST_MPS, LEAST_OVER_MEAN = 400.0, 0.5
#: Height at which the published range and mean speed are taken to hold, if the ceiling allows it. Assumed.
REFERENCE_M, REFERENCE_OVER_CEILING = 10_000.0, 0.6
#: Height above ground from which the full range is reached, where a battery has no envelope of its own. Assumed.
FULL_RANGE_M = 3000.0

G_MPS2, GAS_J_PER_KG_K, RHO0 = 9.80665, 287.05287, 1.225
#: U.S. Standard Atmosphere 1976: base height [m], temperature [K], lapse [K/m], pressure [Pa].
LAYERS = (
    (0.0, 288.15, -0.0065, 101325.0), (11_000.0, 216.65, 0.0, 22632.06),
    (20_000.0, 216.65, 0.001, 5474.889), (32_000.0, 228.65, 0.0028, 868.0187),
)


class Profile(NamedTuple):
    """How fast a missile flies. drag_per_m: k at sea level. mean_mps: what it comes to over the published range."""

    boost_s: float
    peak_mps: float
    drag_per_m: float
    least_mps: float
    mean_mps: float


def air(height_m: np.ndarray | float) -> tuple[np.ndarray, np.ndarray]:
    """Return pressure [Pa] and density [kg/m³] of the standard atmosphere; the last layer goes on above 47 km."""
    h = np.maximum(np.asarray(height_m, float), 0.0)
    pressure, temperature = np.zeros_like(h), np.zeros_like(h)
    for base, t0, lapse, p0 in LAYERS:
        t = t0 + lapse * (h - base)
        inside = h >= base
        if lapse:
            p = p0 * (np.maximum(t, 1.0) / t0) ** (-G_MPS2 / (GAS_J_PER_KG_K * lapse))
        else:
            p = p0 * np.exp(-G_MPS2 * (h - base) / (GAS_J_PER_KG_K * t0))
        pressure, temperature = np.where(inside, p, pressure), np.where(inside, t, temperature)
    return pressure, pressure / (GAS_J_PER_KG_K * temperature)


@lru_cache(maxsize=256)
def profile(
    mean_mps: float, peak_mps: float | None, boost_s: float, max_range_m: float, reference_m: float
) -> Profile:
    """Return the profile whose mean speed on the way to (max_range_m, reference_m) is mean_mps.

    A peak that is not stated is 1.4 times the mean, or as much more as a long boost needs. A stated peak too low for
    the mean flies without drag: it is then slower than published.
    """
    peak = max(PEAK_OVER_MEAN * mean_mps, _least_peak(mean_mps, boost_s, max_range_m)) if peak_mps is None else peak_mps
    flown = Profile(boost_s, peak, 0.0, min(LEAST_MPS, LEAST_OVER_MEAN * mean_mps), mean_mps)

    def mean(k: float) -> float:
        return max_range_m / float(time_s(flown._replace(drag_per_m=k, least_mps=0.0), max_range_m, reference_m))

    k = 0.0
    if mean(0.0) > mean_mps * (1 + 1e-12):
        from scipy.optimize import brentq

        high = 1.0 / max_range_m
        while mean(high) > mean_mps:
            high *= 2.0
        k = float(brentq(lambda x: mean(x) - mean_mps, 0.0, high, xtol=1e-16, rtol=1e-12))  # type: ignore[arg-type]
    return flown._replace(drag_per_m=k, mean_mps=mean(k))


def _least_peak(mean_mps: float, boost_s: float, range_m: float) -> float:
    """Return the peak [m/s] that meets the mean speed without any drag."""
    if range_m / mean_mps >= boost_s:
        return range_m / (range_m / mean_mps - boost_s / 2)
    return 2 * boost_s * mean_mps**2 / range_m


def _speed(p: Profile, path_m: np.ndarray, sine: np.ndarray) -> np.ndarray:
    """Return the speed [m/s] so far along straight paths, after boost; the air above a height weighs its pressure."""
    start = p.peak_mps * p.boost_s / 2
    low, high = start * sine, path_m * sine
    climb = high - low
    (p_low, rho), (p_high, _) = air(low), air(high)
    thick = np.where(climb > 1.0, (p_low - p_high) / (G_MPS2 * np.maximum(climb, 1.0)), rho)
    return p.peak_mps * np.exp(-p.drag_per_m * thick / RHO0 * (path_m - start))


def speed_mps(p: Profile, slant_m: np.ndarray | float, height_m: np.ndarray | float) -> np.ndarray:
    """Return the speed on arrival at a slant range and height above the launcher."""
    r, h = np.broadcast_arrays(np.asarray(slant_m, float), np.asarray(height_m, float))
    rising = r < p.peak_mps * p.boost_s / 2
    early = np.sqrt(2 * r * p.peak_mps / p.boost_s) if p.boost_s > 0 else r
    return np.where(rising, early, _speed(p, r, _sine(r, h)))


def time_s(p: Profile, slant_m: np.ndarray | float, height_m: np.ndarray | float) -> np.ndarray:
    """Return the time of flight to a slant range and height above the launcher, on a straight path.

    Gauss-Legendre over the path after boost. Where the missile has become slower than least_mps it is taken to fly on
    at that speed, so that the times stay finite and steady for interpolation: the envelope cuts them off.
    """
    r, h = np.broadcast_arrays(np.asarray(slant_m, float), np.asarray(height_m, float))
    start = p.peak_mps * p.boost_s / 2
    boosted = np.sqrt(2 * np.minimum(r, start) * p.boost_s / p.peak_mps)
    nodes, weights = _NODES
    rest = np.maximum(r - start, 0.0)[..., None]
    speed = _speed(p, start + rest * (nodes + 1) / 2, _sine(r, h)[..., None])
    return boosted + (rest / 2 * weights / np.maximum(speed, p.least_mps)).sum(axis=-1)


def _sine(slant_m: np.ndarray, height_m: np.ndarray) -> np.ndarray:
    return np.clip(height_m / np.maximum(slant_m, 1.0), 0.0, 1.0)


def of(battery: Battery) -> Profile:
    """Return the profile of a battery's missile."""
    peak = battery.peak_speed.value if battery.peak_speed is not None else None
    return profile(battery.speed.value, peak, battery.boost.value, battery.max_range.value, reference_m(battery))


def reference_m(battery: Battery) -> float:
    """Return the height at which the published range and mean speed are taken to hold."""
    ceiling = battery.max_altitude.value
    return max(0.0, min(REFERENCE_M, REFERENCE_OVER_CEILING * ceiling, battery.max_range.value))


def farthest_m(battery: Battery) -> float:
    """Return the slant range of the last bin of the battery's table."""
    return max([battery.max_range.value, *(row.max_range.value for row in battery.envelope)])


def table(battery: Battery, flown: Profile | None = None) -> np.ndarray:
    """Return f8 [N_FLY_RANGE, N_FLY_HEIGHT]: times of flight [s] to bins of slant range and height."""
    slant = farthest_m(battery) * np.linspace(0.0, 1.0, N_FLY_RANGE) ** 2
    return time_s(flown or of(battery), slant[:, None], heights_m(battery)[None, :])


def heights_m(battery: Battery) -> np.ndarray:
    """Return f8 [N_FLY_HEIGHT]: heights above the site of the bins."""
    return max(battery.max_altitude.value, 1.0) * np.linspace(0.0, 1.0, N_FLY_HEIGHT) ** 2


def reach_m(p: Profile, height_m: float, far_m: float) -> float:
    """Return the slant range, at most far_m, at which the missile arrives at a height no slower than least_mps."""
    if float(speed_mps(p, far_m, height_m)) >= p.least_mps:
        return far_m
    from scipy.optimize import brentq

    near = max(p.peak_mps * p.boost_s / 2, height_m)
    if float(speed_mps(p, near, height_m)) < p.least_mps:
        return near
    return float(brentq(lambda r: float(speed_mps(p, r, height_m)) - p.least_mps, near, far_m))  # type: ignore[arg-type]


def envelope(battery: Battery, flown: Profile | None = None) -> np.ndarray:
    """Return f8 [N_ENVELOPE, 3]: height above ground, least and greatest slant range [m]; linear between rows.

    The battery's own rows; else its ranges, the full one from 3 km up to the ceiling. Cut where the missile has become
    too slow. Rows that are left over lie at height inf and repeat the last one.
    """
    rows = [(e.altitude.value, e.min_range.value, e.max_range.value) for e in battery.envelope] or _plain(battery)
    given = np.array(rows)
    p, far = flown or of(battery), farthest_m(battery)
    bins = heights_m(battery)
    binds = bool((speed_mps(p, far, bins) < p.least_mps).any())
    heights = np.unique(np.concatenate([given[:, 0], bins if binds else bins[:0]]))
    if len(heights) > N_ENVELOPE:
        room = N_ENVELOPE - (N_FLY_HEIGHT if binds else 0)
        raise SkypactError(f"an envelope of {len(given)} rows — at most {room}")
    near = np.interp(heights, given[:, 0], given[:, 1])
    wide = np.interp(heights, given[:, 0], given[:, 2])
    cut = np.array([reach_m(p, h, far) for h in heights])
    made = np.stack([heights, near, np.minimum(wide, cut)], axis=1)
    spare = np.tile([math.inf, *made[-1, 1:]], (N_ENVELOPE - len(made), 1))
    return np.concatenate([made, spare])


def _plain(battery: Battery) -> list[tuple[float, float, float]]:
    near, far = battery.min_range.value, battery.max_range.value
    low = battery.range_at_low_altitude.value if battery.range_at_low_altitude is not None else far
    return [(0.0, near, low), (FULL_RANGE_M, near, far)]
