"""Rain: how much a radar wave loses in it on each kilometre.

Source: Recommendation ITU-R P.838-3 (2005): γ = k R^α, with k and α as sums of bell curves over log10 of the frequency
(tables 1 to 4). It holds from 1 to 1,000 GHz. Below 1 GHz the coefficients of 1 GHz are used, which is more than there
is, and is nothing: 0.0006 dB/km in 25 mm/h.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from skypact.core.errors import SkypactError

LOWEST_GHZ, HIGHEST_GHZ = 1.0, 1000.0


class Fit(NamedTuple):
    """One coefficient over x = log10(f / GHz): Σ a exp(−((x − b) / c)²) + slope x + offset."""

    bells: tuple[tuple[float, float, float], ...]
    slope: float
    offset: float

    def at(self, x: float) -> float:
        """Return the value at x."""
        return sum(a * math.exp(-(((x - b) / c) ** 2)) for a, b, c in self.bells) + self.slope * x + self.offset


#: log10 k for horizontal and vertical polarisation (tables 1 and 2), α for both (tables 3 and 4).
LOG_K_H = Fit(
    ((-5.33980, -0.10008, 1.13098), (-0.35351, 1.26970, 0.45400), (-0.23789, 0.86036, 0.15354),
     (-0.94158, 0.64552, 0.16817)), -0.18961, 0.71147,
)  # fmt: skip
LOG_K_V = Fit(
    ((-3.80595, 0.56934, 0.81061), (-3.44965, -0.22911, 0.51059), (-0.39902, 0.73042, 0.11899),
     (0.50167, 1.07319, 0.27195)), -0.16398, 0.63297,
)  # fmt: skip
ALPHA_H = Fit(
    ((-0.14318, 1.82442, -0.55187), (0.29591, 0.77564, 0.19822), (0.32177, 0.63773, 0.13164),
     (-5.37610, -0.96230, 1.47828), (16.1721, -3.29980, 3.43990)), 0.67849, -1.95537,
)  # fmt: skip
ALPHA_V = Fit(
    ((-0.07771, 2.33840, -0.76284), (0.56727, 0.95545, 0.54039), (-0.20238, 1.14520, 0.26809),
     (-48.2991, 0.791669, 0.116226), (48.5833, 0.791459, 0.116479)), -0.053739, 0.83433,
)  # fmt: skip


def coefficients(frequency_hz: float, elevation_rad: float = 0.0, tilt_rad: float = 0.0) -> tuple[float, float]:
    """Return k and α (P.838-3, eq. 1 to 5): γ [dB/km] = k R^α, R in mm/h.

    tilt_rad: polarisation, from the horizontal: 0 horizontal, π/2 vertical, π/4 circular.
    """
    f_ghz = frequency_hz / 1e9
    if not 0.0 < f_ghz <= HIGHEST_GHZ:
        raise SkypactError(f"a frequency of {f_ghz:g} GHz: attenuation by rain is known from 1 to 1000 GHz")
    x = math.log10(max(f_ghz, LOWEST_GHZ))
    k_h, k_v = 10 ** LOG_K_H.at(x), 10 ** LOG_K_V.at(x)
    ka_h, ka_v = k_h * ALPHA_H.at(x), k_v * ALPHA_V.at(x)
    turn = math.cos(elevation_rad) ** 2 * math.cos(2.0 * tilt_rad)
    k = 0.5 * (k_h + k_v + (k_h - k_v) * turn)
    return k, 0.5 * (ka_h + ka_v + (ka_h - ka_v) * turn) / k


def specific_db_km(
    frequency_hz: float, rate_mm_h: float, elevation_rad: float = 0.0, tilt_rad: float = 0.0
) -> float:
    """Return the one-way attenuation [dB/km] in rain of a rate [mm/h]."""
    k, alpha = coefficients(frequency_hz, elevation_rad, tilt_rad)
    return k * rate_mm_h**alpha if rate_mm_h > 0.0 else 0.0
