"""Refraction: rays through an exponential atmosphere, and the tables and coefficients that kernels use instead.

Refractivity N(h) = n0·exp(−h/scale), n = 1 + N·1e-6 (ITU-R P.453-14, eq. 9: 315 and 7.35 km as the mean of the world).
By Bouguer's law n·r·cos(elevation) is constant along a ray over a sphere of radius R. With the angle θ at its centre
dh/dθ = r·tan(elevation) and d(elevation)/dθ = 1 + r·n'/n.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from skypact.arrays.bend import (
    BEND,
    C0,
    C1,
    C2,
    I0,
    I2,
    INV_R,
    LAYERED,
    POINT,
    POINT_Q,
    POINT_X,
    RAY,
    RAY_Q,
    RAY_Z,
    REACH_M,
    S0,
    S1,
    S2,
    SCALE_M,
    SOFT_M,
)
from skypact.arrays.world import GRAZE_COUNT, GRAZE_TOP_M
from skypact.core.errors import SkypactError

#: Mean radius of the earth [m], as in the kernels' horizon.
EARTH_M = 6_371_000.0
#: Above this height rays are straight [m]: 315 N-units are 3e-5 there.
TOP_M = 120_000.0
#: Below this height the refractivity no longer grows [m]: rays through the ground hide nothing, but must stay finite.
FLOOR_M = -500.0
#: The fit of `bending` is made for heights up to this one [m], for ground up to GROUND_M.
FIT_TOP_M, GROUND_M = 60_000.0, 9_000.0
#: Step of the integration [m]: an eighth of it changes heights at 400 km by less than 2 cm.
STEP_M = 5_000.0


@dataclass(frozen=True)
class Air:
    """An exponential atmosphere: refractivity at sea level [N-units] and its scale height [m]."""

    n0: float = 315.0
    scale_m: float = 7350.0

    def __post_init__(self) -> None:
        if self.n0 < 0.0 or self.scale_m <= 0.0:
            raise SkypactError(f"air of n0 {self.n0:g} and scale {self.scale_m:g} m — both should be above 0")
        if EARTH_M * self.n0 * 1e-6 / self.scale_m >= 0.99:
            raise SkypactError(
                f"air of n0 {self.n0:g} over {self.scale_m:g} m bends rays as much as the earth (a duct) — "
                f"n0 should be below {0.99 * self.scale_m / EARTH_M * 1e6:.0f} at this scale"
            )


def local_k(air: Air) -> float:
    """Return the effective earth factor at sea level, 1/(1 + R·dn/dh) (ITU-R P.834-9, section 2)."""
    return 1.0 / (1.0 - EARTH_M * air.n0 * 1e-6 / air.scale_m)


def grazing(air: Air, heights_m: np.ndarray) -> np.ndarray:
    """Return the ground distance [m] from the tangent point at sea level of the grazing ray to heights [m] on it.

    Strictly increasing with height, from 0 at 0 m. θ = ∫ C dr / (r √(n²r² − C²)), C = n(0)·R, with h = x² because the
    integrand is singular at the ground; above TOP_M the ray is straight: θ = arccos(C/r) + constant.
    """
    heights = np.asarray(heights_m, float)
    if heights.size and (not np.isfinite(heights).all() or heights.min() < 0.0):
        raise ValueError("grazing: heights should be finite and not negative")
    inside = np.sqrt(np.minimum(heights, TOP_M))
    knots = np.union1d(inside.ravel(), np.linspace(0.0, math.sqrt(TOP_M), 257))
    points, weights = _gauss()
    low, half = knots[:-1, None], np.diff(knots)[:, None] / 2.0
    pieces = (_turn(air, low + half * (1.0 + points)) * weights).sum(axis=1) * half[:, 0]
    angle = np.interp(inside, knots, np.concatenate([[0.0], np.cumsum(pieces)]))
    c = (1.0 + air.n0 * 1e-6) * EARTH_M
    # arccos(C/r) of two heights, as one arctangent, so that small steps above TOP_M keep their digits
    above = np.maximum(heights, TOP_M)
    straight = np.arctan(np.sqrt(((EARTH_M + above) / c) ** 2 - 1.0))
    return EARTH_M * (angle + straight - math.atan(math.sqrt(((EARTH_M + TOP_M) / c) ** 2 - 1.0)))


@lru_cache(maxsize=1)
def _gauss() -> tuple[np.ndarray, np.ndarray]:
    """Return points and weights of the Gauss-Legendre rule of 8 points."""
    return np.polynomial.legendre.leggauss(8)


def _turn(air: Air, x: np.ndarray) -> np.ndarray:
    """Return dθ/dx of the grazing ray at height x² > 0 [m]."""
    h = x * x
    r, less = EARTH_M + h, air.n0 * 1e-6 * np.expm1(-h / air.scale_m)
    n_ground = 1.0 + air.n0 * 1e-6
    c, rise = n_ground * EARTH_M, (n_ground + less) * h + less * EARTH_M  # rise: n·r − C without cancellation
    return 2.0 * x * c / (r * np.sqrt(rise * (rise + 2.0 * c)))


def grazing_table(air: Air, top_m: float, n: int) -> np.ndarray:
    """Return `grazing` [m, n] at the heights top_m·(i/(n − 1))², i = 0 … n − 1."""
    return grazing(air, top_m * (np.arange(n) / (n - 1)) ** 2)


def graze_m(table: np.ndarray, heights_m: np.ndarray) -> np.ndarray:
    """Return the distance [m] of the grazing ray at heights [m] above ground, from a row of `World.grazing`."""
    root = np.sqrt(np.clip(heights_m, 0.0, GRAZE_TOP_M) / GRAZE_TOP_M) * (GRAZE_COUNT - 1)
    return np.interp(root, np.arange(GRAZE_COUNT), table)


def trace(air: Air, height_m: float, slopes: np.ndarray, reach_m: float) -> tuple[np.ndarray, np.ndarray]:
    """Return ground distances [m, k] and heights [m, k × slopes] of rays that leave height_m at slopes (tangents).

    Runge-Kutta of fourth order in the angle at the earth's centre, at steps of at most STEP_M.
    """
    count = max(50, math.ceil(reach_m / STEP_M))
    step = reach_m / EARTH_M / count
    state = np.stack([np.full(len(slopes), float(height_m)), np.arctan(slopes)])
    heights = np.empty((count, len(slopes)))
    for i in range(count):
        a = _rate(air, state)
        b = _rate(air, state + step / 2 * a)
        c = _rate(air, state + step / 2 * b)
        state = state + step / 6 * (a + 2 * b + 2 * c + _rate(air, state + step * c))
        heights[i] = state[0]
    return reach_m * np.arange(1, count + 1) / count, heights


def _rate(air: Air, state: np.ndarray) -> np.ndarray:
    """Return d(height, elevation)/dθ."""
    bent = air.n0 * 1e-6 * np.exp(-np.maximum(state[0], FLOOR_M) / air.scale_m)
    r = EARTH_M + state[0]
    return np.stack([r * np.tan(state[1]), 1.0 - r * bent / air.scale_m / (1.0 + bent)])


def parabola(k: float = 4.0 / 3.0, radius_m: float = EARTH_M, reach_m: float = 400e3) -> np.ndarray:
    """Return the coefficients (`arrays.bend`) of parabolic rays over an earth of radius k·radius_m, for any height."""
    b = np.zeros(BEND)
    b[REACH_M], b[S0] = reach_m, reach_m**2 / (2.0 * k * radius_m)
    return b


def bending(air: Air, height_m: float, reach_m: float = 400e3) -> np.ndarray:
    """Return the coefficients (`arrays.bend`) of rays from a sensor at height_m above sea, to the distance reach_m.

    Straight rays over the sphere are in closed form; the rest is fitted to traced rays by least squares. Heights up to
    FIT_TOP_M from ground up to GROUND_M; error to 400 km about 1 m for sensors of 0 to 12 km, to 600 km about 20 m.
    """
    b = np.zeros(BEND)
    r = EARTH_M + height_m
    t = (reach_m / EARTH_M) ** 2
    b[LAYERED], b[REACH_M], b[INV_R] = 1.0, reach_m, 1.0 / r
    g = r / EARTH_M
    b[C0 : C2 + 1] = g, -g * t / 6, g * t * t / 120  # r sin θ/d
    b[I0 : I2 + 1] = 1 / g, t / 6 / g, 7 * t * t / 360 / g  # its inverse
    b[S0], b[S1], b[S2] = r * t / 2, -r * t * t / 24, r * t**3 / 720  # r (1 − cos θ)
    down = math.sqrt(2.0 * max(height_m - FLOOR_M, 1.0) / EARTH_M)
    slopes = np.concatenate([np.linspace(-down - 0.03, 0.05, 100), np.geomspace(0.05, 2.0, 30)[1:]])
    d, h = trace(air, height_m, slopes, reach_m)
    clear = np.minimum.accumulate(h, axis=0) > FLOOR_M  # a ray that went through the ground shows nothing behind it
    q = np.repeat((d / reach_m) ** 2, len(slopes)).reshape(h.shape)
    rise, y = h - height_m, d[:, None] * slopes
    less = y * (b[C0] + q * (b[C1] + q * b[C2])) + q * (b[S0] + q * (b[S1] + q * b[S2])) - rise / (1 + rise / r)
    use = clear & (h < FIT_TOP_M)
    scale = q + (y / reach_m) ** 2
    b[RAY:POINT] = _fit(q[use], (y / (y + SOFT_M))[use], (less / scale)[use], np.sqrt(q[use]), RAY_Q, RAY_Z)
    use = (h > FLOOR_M) & (h < GROUND_M)
    scale = q + (rise / reach_m) ** 2
    weight = np.where(clear, 1.0, 0.01)[use]
    b[POINT:BEND] = _fit(q[use], (rise / SCALE_M)[use], (less / scale)[use], weight, POINT_Q, POINT_X)
    return b


def _fit(q: np.ndarray, x: np.ndarray, value: np.ndarray, weight: np.ndarray, n_q: int, n_x: int) -> np.ndarray:
    """Return the coefficients of q^i x^j (j fastest) of the weighted least-squares fit."""
    powers = [np.ones_like(q)]
    for _ in range(1, max(n_q, n_x)):
        powers.append(powers[-1] * x)
    terms = np.stack([q**i * powers[j] * weight for i in range(n_q) for j in range(n_x)])
    # normal equations: a few square roots of the digits are enough here, and ten times faster than lstsq
    return np.linalg.solve(terms @ terms.T, terms @ (value * weight))
