"""Detection tables: Pd over SNR, and the SNR that a stated range means."""

from __future__ import annotations

import math

import numpy as np

from skypact.arrays.world import PD_COUNT, PD_LOW_DB, PD_STEP_DB
from skypact.spec.radar import Reference


def threshold(pfa: float, pulses: int) -> float:
    """Return the threshold of a square-law detector over `pulses` noncoherent pulses, in units of mean noise power.

    Source: Meyer and Mayer, Radar Target Detection (1973); Pfa = Q(N, T), the regularised upper incomplete gamma.
    """
    from scipy.special import gammainccinv

    return float(gammainccinv(pulses, pfa))


def swerling1(snr: np.ndarray, pfa: float, pulses: int) -> np.ndarray:
    """Return the exact Pd for Swerling 1 at a mean SNR (ratio, per pulse).

    Source: Swerling 1960, eq. for case I; Meyer and Mayer 1973. For one pulse Pd = Pfa^(1/(1+SNR)).
    """
    from scipy.special import gammaincc

    t = threshold(pfa, pulses)
    if pulses == 1:
        return np.exp(-t / (1.0 + snr))
    total = np.maximum(pulses * np.asarray(snr, float), 1e-12)
    scale = 1.0 + 1.0 / total
    # P(N-1, T) complement plus the fluctuating tail; written with upper functions to keep small values exact
    tail = np.exp((pulses - 1) * np.log(scale) - t / (1.0 + total)) * (1.0 - gammaincc(pulses - 1, t / scale))
    return np.minimum(1.0, gammaincc(pulses - 1, t) + tail)


def required_snr(pd: float, pfa: float, pulses: int) -> float:
    """Return the mean SNR (ratio, per pulse) at which Swerling 1 reaches pd."""
    from scipy.optimize import brentq

    def gap(snr_db: float) -> float:
        return float(swerling1(np.array([10 ** (snr_db / 10)]), pfa, pulses)[0]) - pd

    return 10 ** (float(brentq(gap, -40.0, 60.0, full_output=False)) / 10)  # type: ignore[arg-type]


def table(pfa: float, pulses: int) -> np.ndarray:
    """Return Pd [PD_COUNT] over SNR from PD_LOW_DB in steps of PD_STEP_DB."""
    snr_db = PD_LOW_DB + PD_STEP_DB * np.arange(PD_COUNT)
    return swerling1(10 ** (snr_db / 10), pfa, pulses)


def floor_db(pfa: float, pulses: int) -> float:
    """Return the SNR [dB] below which the Pd of a table is under 1e-4: such looks are not kept."""
    return PD_LOW_DB + PD_STEP_DB * float(np.argmax(table(pfa, pulses) >= 1e-4))


def reference_snr_db(reference: Reference) -> float:
    """Return the SNR [dB] at 1 m range on a target of 1 m² that the stated range means."""
    snr = required_snr(reference.pd.value, reference.pfa.value, int(reference.pulses.value))
    return 10 * math.log10(snr) + 40 * math.log10(reference.range.value) - 10 * math.log10(reference.rcs.value)
