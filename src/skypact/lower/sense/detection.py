"""Detection tables: Pd over SNR, and the SNR that a stated range means.

A square-law detector adds N pulses, noise of mean power 1 each. Given the energy X of the echo (the sum of the SNRs of
its pulses), the sum is a gamma variable of shape N + K with K Poisson of mean X. Over the fluctuation of X, K is
Poisson (case 0) or negative binomial, so that Pd = Σ P(K = k) Q(N + k, T): only positive terms, hence exact to
rounding also for Pfa of 1e-12 and hundreds of pulses.
Source: J. I. Marcum 1947; P. Swerling 1960, IRE Trans. IT-6, 269-308; D. A. Shnidman 1995, Radar detection
probabilities and their calculation, IEEE Trans. AES-31, 928-950.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from skypact.arrays.world import PD_COUNT, PD_LOW_DB, PD_STEP_DB
from skypact.spec.radar import Reference


def threshold(pfa: float, pulses: int) -> float:
    """Return the threshold of a square-law detector over `pulses` noncoherent pulses, in units of mean noise power.

    Source: Meyer and Mayer, Radar Target Detection (1973); Pfa = Q(N, T), the regularised upper incomplete gamma.
    """
    from scipy.special import gammainccinv

    return float(gammainccinv(pulses, pfa))


def shape(pulses: int, swerling: int) -> float:
    """Return the shape of the gamma distribution of the echo's energy over N pulses; inf where it is steady.

    Source: Swerling 1960: the power is exponential (1, 2) or chi-square of four degrees (3, 4), drawn once for all
    pulses (1, 3) or anew for each (2, 4).
    """
    return {0: math.inf, 1: 1.0, 2: float(pulses), 3: 2.0, 4: 2.0 * pulses}[swerling]


def probability(snr: np.ndarray, pfa: float, pulses: int, swerling: int) -> np.ndarray:
    """Return the exact Pd of a Swerling case [shape of snr] at a mean SNR (ratio, per pulse)."""
    from scipy.special import gammaincc

    t, energy = threshold(pfa, pulses), pulses * np.asarray(snr, float)[..., None]
    # from this count on Q(N + k, T) is 1 to rounding: more than 9 standard deviations of a Poisson variable of mean T
    k = np.arange(math.ceil(t + 9.0 * math.sqrt(t) + 40.0))
    share, beyond = counts(k, energy, shape(pulses, swerling))
    return np.minimum(1.0, share @ gammaincc(pulses + k, t) + beyond[..., 0])


def counts(k: np.ndarray, energy: np.ndarray, order: float) -> tuple[np.ndarray, np.ndarray]:
    """Return P(K = k) [..., n_k] and P(K > last k) [..., 1] at a mean energy [..., 1] of gamma shape `order`.

    Poisson for a steady echo; else negative binomial, for a Poisson variable whose mean is gamma distributed is one.
    """
    from scipy.special import betainc, gammainc, gammaln, xlogy

    if math.isinf(order):
        return np.exp(xlogy(k, energy) - energy - gammaln(k + 1)), gammainc(k[-1] + 1.0, energy)
    echo = energy / (order + energy)
    ways = gammaln(k + order) - gammaln(k + 1) - gammaln(order)
    return np.exp(ways + xlogy(k, echo) - order * np.log1p(energy / order)), betainc(k[-1] + 1.0, order, echo)


@lru_cache(maxsize=4096)
def required_snr(pd: float, pfa: float, pulses: int, swerling: int) -> float:
    """Return the mean SNR (ratio, per pulse) at which a Swerling case reaches pd."""
    from scipy.optimize import brentq

    def gap(snr_db: float) -> float:
        return float(probability(np.array(10 ** (snr_db / 10)), pfa, pulses, swerling)) - pd

    return 10 ** (float(brentq(gap, -120.0, 80.0, full_output=False)) / 10)  # type: ignore[arg-type]


@lru_cache(maxsize=256)
def table(pfa: float, pulses: int, swerling: int) -> np.ndarray:
    """Return Pd [PD_COUNT] over SNR from PD_LOW_DB in steps of PD_STEP_DB; the same array each time, read-only."""
    snr_db = PD_LOW_DB + PD_STEP_DB * np.arange(PD_COUNT)
    made = probability(10 ** (snr_db / 10), pfa, pulses, swerling)
    made.flags.writeable = False
    return made


def floor_db(pfa: float, pulses: int, swerling: int) -> float:
    """Return the SNR [dB] below which the Pd of a table is under 1e-4: such looks are not kept."""
    return PD_LOW_DB + PD_STEP_DB * float(np.argmax(table(pfa, pulses, swerling) >= 1e-4))


def reference_snr_db(reference: Reference) -> float:
    """Return the SNR [dB] at 1 m range on a target of 1 m² that the stated range means."""
    pfa, pulses = reference.pfa.value, int(reference.pulses.value)
    snr = required_snr(reference.pd.value, pfa, pulses, reference.swerling)
    return 10 * math.log10(snr) + 40 * math.log10(reference.range.value) - 10 * math.log10(reference.rcs.value)
