"""detect: gas, rain, lobes and diffraction against other ways to the same number.

Gas and rain are those of itur (another implementation of P.676 and P.838), integrated along the bent path in fine
steps; the lobes come from rays traced over a circle, with the point of reflection and the spreading found by numbers;
the field near and beyond the horizon is the whole residue series over a smooth round mirror (V. A. Fock 1965), of which
P.526 keeps one term; edges are the integral of Fresnel. The stated tolerance counts as three standard errors.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from verification.estimate import Proof, near
from verification.pictures import Line, lines

from skypact.kernels.detect import propagation
from skypact.kernels.jit import COMPILED
from skypact.lower.sense import gas, rain
from skypact.report.markup import Markup

#: The 4/3 earth [m] and the speed of light [m/s].
EARTH_M, LIGHT_MPS = 4 / 3 * 6_371_000.0, 299_792_458.0
BANDS_GHZ = {"L": 1.3, "S": 3.0, "C": 5.6, "X": 9.4}
PATHS_KM = (10.0, 100.0, 300.0)
#: What gas, rain and the two rays may differ by [dB].
FINE_DB = 0.05


@dataclass(frozen=True)
class Scene:
    """Two heights [m] over a smooth round mirror and a wavelength [m]."""

    label: str
    h1_m: float
    h2_m: float
    wavelength_m: float


SCENES = (
    Scene("10 m and 100 m, S band", 10.0, 100.0, 0.1), Scene("10 m and 50 m, L band", 10.0, 50.0, 0.23),
    Scene("10 m and 300 m, VHF", 10.0, 300.0, 1.9),
)


def shell(kernel: Any) -> Callable[..., float]:
    """Return a kernel that Python may call: compiled kernels have no way in of their own."""
    if not COMPILED:
        return kernel
    from inspect import signature

    from numba import njit

    names = ", ".join(signature(kernel.py_func).parameters)
    return njit(eval(f"lambda {names}: kernel({names})", {"kernel": kernel}))


def bent_heights(slant_m: float, h1_m: float, h2_m: float, shares: np.ndarray) -> np.ndarray:
    """Return heights [m] at shares of a straight line between two points of a plane over a circle."""
    r1, r2 = EARTH_M + h1_m, EARTH_M + h2_m
    turn = math.acos((r1 * r1 + r2 * r2 - slant_m * slant_m) / (2 * r1 * r2))
    x, y = shares * r2 * math.sin(turn), (1 - shares) * r1 + shares * r2 * math.cos(turn)
    return np.hypot(x, y) - EARTH_M


def gas_proofs() -> list[Proof]:
    """Return gas along paths to a target at 5 km, by itur in 400 steps of the midpoint rule."""
    from itur.models import itu676

    ours, found = shell(propagation.gas_db), []
    for band, ghz in BANDS_GHZ.items():
        row = gas.profile(ghz * 1e9)
        for km in PATHS_KM:
            heights = bent_heights(km * 1000, 10.0, 5000.0, (np.arange(400) + 0.5) / 400)
            dry, kelvin, vapour = gas.reference(np.maximum(heights, 0.0))
            theirs = [float(itu676.gamma_exact(ghz, *air).value) for air in zip(dry, vapour, kelvin, strict=True)]
            name = f"Gas on {km:g} km to 5 km of height, {band} band [dB]"
            computed = ours(row, km * 1000, 10.0, 5000.0, EARTH_M)
            found.append(near(name, float(np.mean(theirs)) * km, computed, FINE_DB))
    return found


def rain_proofs() -> list[Proof]:
    """Return rain of 10 mm/h below 3 km on paths to a target at 5 km, by itur in 20,000 steps."""
    from itur.models import itu838

    ours, found = shell(propagation.rain_db), []
    for band, ghz in BANDS_GHZ.items():
        theirs = float(itu838.rain_specific_attenuation(10.0, ghz, 0.0, 0.0).value)
        for km in PATHS_KM:
            heights = bent_heights(km * 1000, 10.0, 5000.0, (np.arange(20_000) + 0.5) / 20_000)
            exact = theirs * km * float((heights < 3000.0).mean())
            computed = ours(rain.specific_db_km(ghz * 1e9, 10.0) / 1000, 3000.0, km * 1000, 10.0, 5000.0, EARTH_M)
            found.append(near(f"Rain of 10 mm/h on {km:g} km, {band} band [dB]", exact, computed, FINE_DB))
    return found


def edge_proofs() -> list[Proof]:
    """Return knife edges by the integral of Fresnel; the closed form of P.526 is good to a quarter of a decibel."""
    from scipy.special import fresnel

    ours, found = shell(propagation.knife_edge_db), []
    for nu in (-0.5, 0.0, 0.5, 1.0, 2.0, 4.0):
        s, c = fresnel(nu)
        exact = -20 * math.log10(math.hypot(1 - c - s, c - s) / 2)
        found.append(near(f"Knife edge, ν = {nu:g} [dB]", exact, ours(nu), 0.25))
    return found


def traced(h1_m: float, h2_m: float, ground_m: float) -> tuple[float, float]:
    """Return how much longer [m] the reflected ray over a circle is, and the share of its field the curve leaves.

    The point of reflection is that of the shortest way. The spreading is measured on two rays a little apart.
    """
    from scipy.optimize import minimize_scalar

    def at(height: float, arc: float) -> np.ndarray:
        return (EARTH_M + height) * np.array([math.sin(arc / EARTH_M), math.cos(arc / EARTH_M)])

    a, b = at(h1_m, 0.0), at(h2_m, ground_m)

    def way(arc: float) -> float:
        p = at(0.0, arc)
        return float(np.linalg.norm(p - a) + np.linalg.norm(p - b))

    found: Any = minimize_scalar(way, bounds=(0.0, ground_m), method="bounded", options={"xatol": 1e-4})
    arc, total = float(found.x), way(float(found.x))

    def after(spot: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        p = at(0.0, spot)
        normal = p / np.linalg.norm(p)
        into = (p - a) / np.linalg.norm(p - a)
        return p, into, into - 2 * (into @ normal) * normal

    (p, u, v), (q, s, w) = after(arc), after(arc + 0.01)
    fan = abs(u[0] * s[1] - u[1] * s[0])
    left = float(np.linalg.norm(b - p))
    # the two rays as far as the target: their distance across the first one
    apart = q + w * left - (p + v * left)
    across = abs(v[0] * apart[1] - v[1] * apart[0])
    return total - float(np.linalg.norm(b - a)), math.sqrt(fan * total / across)


def lobe_proofs() -> list[Proof]:
    """Return the two rays of an L-band radar at 10 m and a target at 1,000 m, rays traced over a circle, as fields."""
    ours, found = shell(propagation.two_ray_db), []
    for km in (20.0, 32.5, 45.0, 60.0, 80.0, 100.0, 120.0):
        longer, spread = traced(10.0, 1000.0, km * 1000)
        exact = abs(1 - 0.9 * spread * np.exp(2j * np.pi * longer / 0.23))
        computed = 10 ** (ours(10.0, 1000.0, km * 1000, 0.23, EARTH_M, 0.0, 0.9) / 20)
        found.append(near(f"Field of two rays, L band, 1 km high, {km:g} km", exact, computed, 0.03))
    return found


def residue_db(scene: Scene, ground_m: float) -> float:
    """Return F² [dB] by the residue series over a round mirror; NaN where its terms cancel below their digits."""
    from scipy.special import ai_zeros, airye

    zeros, _, _, slopes = ai_zeros(500)
    turn = np.exp(2j * np.pi / 3)
    t = -zeros * np.exp(1j * np.pi / 3)
    x = ground_m * (math.pi / (scene.wavelength_m * EARTH_M**2)) ** (1 / 3)
    y = 2 * (math.pi**2 / (scene.wavelength_m**2 * EARTH_M)) ** (1 / 3)

    def gain(height: float) -> np.ndarray:
        u = (t - y * height) * turn
        return np.log(airye(u)[0] / (turn * slopes)) - 2 / 3 * u * np.sqrt(u)

    logs = 1j * x * t + gain(scene.h1_m) + gain(scene.h2_m)
    if logs.real.max() > math.log(1e9) or logs.real[-1] > -16:
        return math.nan
    return 20 * math.log10(2 * math.sqrt(math.pi * x) * abs(np.exp(logs).sum()))


def factor_db(path_factor: Callable[..., float], scene: Scene, ground_m: float, earth_m: float = EARTH_M) -> float:
    """Return what the kernel says over a smooth mirror without an edge."""
    return path_factor(scene.h1_m, scene.h2_m, ground_m, scene.wavelength_m, earth_m, 0.0, 1.0, 0.0, 0.0)


def horizon_proofs(seed: int) -> list[Proof]:
    """Return the field at shares of the distance to the horizon, and its typical error over 300 random paths.

    P.526 is an interpolation before the horizon: 2 dB is what it is worth. The paths are those, of antennas at 2 to
    50 m and targets at 5 to 1,000 m on waves of 3 cm to 2 m, on which the series converges, with losses below 60 dB.
    """
    ours, found = shell(propagation.path_factor_db), []
    for scene in SCENES:
        for share in (0.6, 0.7, 0.8, 0.9, 1.0, 1.2):
            ground = share * sight_m(scene)
            name = f"Factor, {scene.label}, {share:g} of horizon [dB]"
            found.append(near(name, residue_db(scene, ground), factor_db(ours, scene, ground), 2.0))
    rng, gaps = np.random.default_rng(1000 + seed), []
    while len(gaps) < 300:
        scene = Scene("", 10 ** rng.uniform(0.3, 1.7), 10 ** rng.uniform(0.7, 3.0), 10 ** rng.uniform(-1.5, 0.3))
        ground = rng.uniform(0.3, 1.4) * sight_m(scene)
        exact = residue_db(scene, ground)
        if exact > -60.0:
            gaps.append(factor_db(ours, scene, ground) - exact)
    error = math.sqrt(float(np.mean(np.square(gaps))))
    found.append(near("Root mean square error of the factor, 300 paths [dB]", 0.0, error, 1.0))
    return found


def sight_m(scene: Scene) -> float:
    """Return the distance [m] of the horizon."""
    return math.sqrt(2 * EARTH_M) * (math.sqrt(scene.h1_m) + math.sqrt(scene.h2_m))


def slope_proofs() -> list[Proof]:
    """Return the power of the range with which an echo falls: R⁻⁴ F⁴, eight under the lowest lobe over flat ground."""
    ours = shell(propagation.path_factor_db)

    def power(h1: float, h2: float, wave: float, close_m: float, far_m: float) -> float:
        scene = Scene("", h1, h2, wave)
        a, b = (factor_db(ours, scene, d, 1e13) for d in (close_m, far_m))
        return 4 + (a - b) / (5 * math.log10(far_m / close_m))

    return [
        near("Power of range, 5 m and 5 m, 1 m wave, 5 to 20 km", 8.0, power(5.0, 5.0, 1.0, 5e3, 2e4), 0.05),
        near("Power of range, 10 m and 50 m, 2 m wave, 20 to 80 km", 8.0, power(10.0, 50.0, 2.0, 2e4, 8e4), 0.05),
    ]


def proofs(scale: float, seed: int) -> list[Proof]:
    """Return the proofs of gas, rain, edges, lobes, the horizon and the region below the lobes."""
    return [
        *gas_proofs(), *rain_proofs(), *edge_proofs(), *lobe_proofs(), *horizon_proofs(seed), *slope_proofs(),
    ]  # fmt: skip


def drawn(found: Sequence[Proof]) -> Markup:
    """Return the factor over distance: the residue series as lines, the kernel as marks."""
    ours, rows = shell(propagation.path_factor_db), []
    for scene in SCENES:
        marks = []
        for km in np.arange(12.0, 71.0, 2.0):
            value = factor_db(ours, scene, 1000 * km)
            if -40.0 < value < 10.0:
                marks.append((float(km), Proof("", 0.0, value, 0.0, 1)))
        rows.append(Line(scene.label, lambda km, scene=scene: shown(residue_db(scene, 1000 * km)), marks))
    return lines(
        "path-factor", "Field over a smooth round mirror against free space", rows, (10.0, 70.0), "distance [km]",
        "one-way factor F² [dB]", (-40.0, 10.0, 10.0),
    )


def shown(value: float) -> float:
    """Return a value within the picture, NaN beyond it."""
    return value if -40.0 <= value <= 10.0 else math.nan
