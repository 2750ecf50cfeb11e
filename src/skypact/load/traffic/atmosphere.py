"""The standard atmosphere (ICAO Doc 7488), as far as airspeeds need it."""

from __future__ import annotations

import math

#: Speed of sound [m/s], pressure [Pa] and temperature [K] at sea level.
A0_MPS, P0_PA, T0_K = 340.294, 101_325.0, 288.15
#: Lapse rate [K/m] up to the tropopause [m], and the temperature [K] above.
LAPSE, TROPOPAUSE_M, T_TROPOPAUSE_K = 0.0065, 11_000.0, 216.65
#: g / (R · lapse), and g / R [K/m].
POWER, G_R = 5.255876, 0.0341632


def temperature_k(h_m: float) -> float:
    """Return the temperature [K] at a pressure altitude [m]."""
    return T0_K - LAPSE * h_m if h_m < TROPOPAUSE_M else T_TROPOPAUSE_K


def pressure_pa(h_m: float) -> float:
    """Return the pressure [Pa] at a pressure altitude [m], up to 20 km."""
    low = P0_PA * (temperature_k(min(h_m, TROPOPAUSE_M)) / T0_K) ** POWER
    return low * math.exp(-G_R * max(h_m - TROPOPAUSE_M, 0.0) / T_TROPOPAUSE_K)


def of_mach(mach: float, h_m: float) -> float:
    """Return the true airspeed [m/s] of a Mach number at a height [m]."""
    return mach * A0_MPS * math.sqrt(temperature_k(h_m) / T0_K)


def mach_of(cas_mps: float, h_m: float) -> float:
    """Return the Mach number of a calibrated airspeed [m/s] at a height [m]: St. Venant's equation, subsonic."""
    impact = P0_PA * ((1.0 + 0.2 * (cas_mps / A0_MPS) ** 2) ** 3.5 - 1.0)
    return math.sqrt(5.0 * ((impact / pressure_pa(h_m) + 1.0) ** (1.0 / 3.5) - 1.0))


def true_airspeed(cas_mps: float, mach: float, h_m: float) -> float:
    """Return the true airspeed [m/s] at a height [m] of a craft that keeps the lesser of both."""
    return of_mach(min(mach, mach_of(cas_mps, h_m)), h_m)


def crossover(cas_mps: float, mach: float) -> float:
    """Return the height [m] at which a calibrated airspeed is that Mach number, 0 to 20 km, by bisection."""
    low, high = 0.0, 20_000.0
    for _ in range(40):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if mach_of(cas_mps, middle) < mach else (low, middle)
    return 0.5 * (low + high)
