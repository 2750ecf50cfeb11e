"""The flight of a battery's missile worked out anew: the equation of motion integrated, the drag found by bisection.

Speed rises evenly to 1.4 times the mean within the boost, then dv/dt = −k ρ(h)/ρ0 v² on a straight path; k is such that
the greatest range is reached at the mean speed at 10 km, or at 0.6 of a lower ceiling (docs/model/engage.md).
"""

from __future__ import annotations

from functools import cache

from scipy.integrate import solve_ivp


def thinness(height_m: float) -> float:
    """Return the density of the air against sea level, U.S. Standard Atmosphere 1976 below 11 km, in closed form."""
    return (1 - 2.25577e-5 * max(0.0, height_m)) ** 4.25588


def flown_s(slant_m: float, height_m: float, drag_per_m: float, mean_mps: float, boost_s: float) -> float:
    """Return the time of flight to a slant range and height above the launcher."""
    peak = 1.4 * mean_mps
    start = peak * boost_s / 2
    if slant_m <= start:
        return (2 * slant_m * boost_s / peak) ** 0.5

    def slower(_: float, y: list[float]) -> list[float]:
        return [y[1], -drag_per_m * thinness(height_m * y[0] / slant_m) * y[1] ** 2]

    def arrived(_: float, y: list[float]) -> float:
        return y[0] - slant_m

    arrived.terminal = True  # type: ignore[attr-defined]
    flight = solve_ivp(slower, (boost_s, 2000.0), [start, peak], events=arrived, rtol=1e-8, atol=1e-3)
    return float(flight.t_events[0][0])


@cache
def drag(mean_mps: float, far_m: float, ceiling_m: float, boost_s: float) -> float:
    """Return the k [1/m] with which the greatest range takes as long as the mean speed says."""
    low, high = 0.0, 1e-4
    for _ in range(50):
        k = (low + high) / 2
        quick = flown_s(far_m, min(10_000.0, 0.6 * ceiling_m), k, mean_mps, boost_s) < far_m / mean_mps
        low, high = (k, high) if quick else (low, k)
    return low


def flight_s(
    slant_m: float, height_m: float, mean_mps: float = 1000.0, far_m: float = 80_000.0, ceiling_m: float = 25_000.0,
    boost_s: float = 5.0,
) -> float:  # fmt: skip
    """Return the time of flight of a battery's missile; the defaults are those of `scenes.battery`."""
    k = drag(mean_mps, far_m, ceiling_m, boost_s)
    return flown_s(slant_m, height_m, k, mean_mps, boost_s)
