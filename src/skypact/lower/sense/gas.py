"""Air without rain: how much a radar wave loses to oxygen and water vapour on each metre, by height.

Line by line after Recommendation ITU-R P.676-12 (2019), Annex 1, 1 to 1,000 GHz (used below too: nothing is left there
but the tails); the lines stand in the catalogue. The air is the mean annual global reference of ITU-R P.835-6.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import numpy as np

from skypact.core.errors import SkypactError

#: Steps of a profile [m] and its number of heights: 0 to 30 km. The kernels know the step by the same name.
PROFILE_STEP_M, PROFILE_COUNT = 500.0, 61
HIGHEST_HZ = 1e12
#: Water vapour at the ground [g/m³] and the height over which it falls by e (P.835-6, eq. 6).
VAPOUR_G_M3, VAPOUR_SCALE_KM = 7.5, 2.0
#: Least mixing ratio of water vapour aloft (P.835-6, § 1.2).
LEAST_MIXING = 2e-6


@lru_cache(maxsize=2)
def lines(name: str) -> np.ndarray:
    """Return the lines of a gas, f8 [7, n]: frequency [GHz] and six coefficients."""
    text = files("skypact").joinpath("catalogue", "propagation", f"{name}.csv").read_text(encoding="utf-8")
    return np.loadtxt(text.splitlines(), delimiter=",", skiprows=2).T


def oxygen(f: float, p: np.ndarray, e: np.ndarray, theta: np.ndarray) -> np.ndarray:
    """Return N″ of oxygen and of dry air at f [GHz], dry pressure p and vapour pressure e [hPa], θ = 300 K / T.

    P.676-12, eq. 2 to 9. Arrays over heights are [n, 1], those over lines [m].
    """
    f0, a1, a2, a3, a4, a5, a6 = lines("oxygen")
    width = a3 * 1e-4 * (p * theta ** (0.8 - a4) + 1.1 * e * theta)
    width = np.sqrt(width**2 + 2.25e-6)
    mixing = (a5 + a6 * theta) * 1e-4 * (p + e) * theta**0.8
    strength = a1 * 1e-7 * p * theta**3 * np.exp(a2 * (1.0 - theta))
    return (strength * shape(f, f0, width, mixing)).sum(axis=1) + dry_continuum(f, p, e, theta)[:, 0]


def dry_continuum(f: float, p: np.ndarray, e: np.ndarray, theta: np.ndarray) -> np.ndarray:
    """Return N″ of the continuum of dry air (P.676-12, eq. 8 and 9): Debye spectrum of oxygen, nitrogen by pressure."""
    d = 5.6e-4 * (p + e) * theta**0.8
    nitrogen = 1.4e-12 * p * theta**1.5 / (1.0 + 1.9e-5 * f**1.5)
    return f * p * theta**2 * (6.14e-5 / (d * (1.0 + (f / d) ** 2)) + nitrogen)


def water_vapour(f: float, p: np.ndarray, e: np.ndarray, theta: np.ndarray) -> np.ndarray:
    """Return N″ of water vapour (P.676-12, eq. 2 to 7), arguments as of `oxygen`."""
    f0, b1, b2, b3, b4, b5, b6 = lines("water-vapour")
    width = b3 * 1e-4 * (p * theta**b4 + b5 * e * theta**b6)
    width = 0.535 * width + np.sqrt(0.217 * width**2 + 2.1316e-12 * f0**2 / theta)
    strength = b1 * 1e-1 * e * theta**3.5 * np.exp(b2 * (1.0 - theta))
    return (strength * shape(f, f0, width, np.zeros(1))).sum(axis=1)


def shape(f: float, f0: np.ndarray, width: np.ndarray, mixing: np.ndarray) -> np.ndarray:
    """Return the shape of lines (P.676-12, eq. 5)."""
    below, above = f0 - f, f0 + f
    near = (width - mixing * below) / (below**2 + width**2)
    far = (width - mixing * above) / (above**2 + width**2)
    return f / f0 * (near + far)


def specific_db_km(
    frequency_hz: float, dry_hpa: np.ndarray | float, kelvin: np.ndarray | float, vapour_g_m3: np.ndarray | float
) -> np.ndarray:
    """Return the one-way attenuation [dB/km], f8 [n], at dry pressures [hPa], temperatures [K], vapour [g/m³].

    P.676-12, eq. 1: γ = 0.182 f N″.
    """
    if not 0.0 < frequency_hz <= HIGHEST_HZ:
        raise SkypactError(
            f"a frequency of {frequency_hz / 1e9:g} GHz: attenuation by gas is known up to 1000 GHz"
        )
    f = frequency_hz / 1e9
    p, t, rho = (np.atleast_1d(np.asarray(x, float))[:, None] for x in (dry_hpa, kelvin, vapour_g_m3))
    theta, e = 300.0 / t, rho * t / 216.7
    return 0.182 * f * (oxygen(f, p, e, theta) + water_vapour(f, p, e, theta))


def reference(height_m: np.ndarray | float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return dry pressure [hPa], temperature [K], water vapour [g/m³] of the reference air up to 32 km (P.835-6, § 1).

    Its temperatures and pressures are those of the U.S. Standard Atmosphere 1976 in geopotential height.
    """
    h = np.atleast_1d(np.asarray(height_m, float)) / 1000.0
    q = 6356.766 * h / (6356.766 + h)
    t = np.where(q <= 11.0, 288.15 - 6.5 * q, np.where(q <= 20.0, 216.65, 196.65 + q))
    troposphere = 1013.25 * (288.15 / (288.15 - 6.5 * np.minimum(q, 11.0))) ** (-34.1632 / 6.5)
    tropopause = 226.3226 * np.exp(-34.1632 * (q - 11.0) / 216.65)
    above = 54.74980 * (216.65 / np.maximum(196.65 + q, 216.65)) ** 34.1632
    total = np.where(q <= 11.0, troposphere, np.where(q <= 20.0, tropopause, above))
    rho = np.maximum(VAPOUR_G_M3 * np.exp(-h / VAPOUR_SCALE_KM), LEAST_MIXING * total * 216.7 / t)
    return total - rho * t / 216.7, t, rho


def profile(frequency_hz: float) -> np.ndarray:
    """Return the one-way attenuation [dB/m] of the reference air, f8 [PROFILE_COUNT], in steps of PROFILE_STEP_M."""
    dry, kelvin, vapour = reference(PROFILE_STEP_M * np.arange(PROFILE_COUNT))
    return specific_db_km(frequency_hz, dry, kelvin, vapour) / 1000.0
