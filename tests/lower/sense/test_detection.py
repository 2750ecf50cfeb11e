"""lower.detection: published probabilities of detection, thresholds and required ratios (facts.md section 2)."""

from __future__ import annotations

import math

import numpy as np
import pytest

from skypact.arrays.world import PD_COUNT, PD_LOW_DB, PD_STEP_DB
from skypact.lower.sense.detection import reference_snr_db, required_snr, swerling1, table, threshold
from skypact.spec.radar import Reference


def pd_at(snr_db: float, pfa: float, pulses: int) -> float:
    """Return Pd at an SNR in dB per pulse."""
    return float(swerling1(np.array([10 ** (snr_db / 10)]), pfa, pulses)[0])


@pytest.mark.parametrize(("pulses", "published"), [(1, 9.21), (10, 26.19), (20, 41.03), (40, 67.89)])
def test_thresholds(pulses: int, published: float) -> None:
    """At Pfa 1e-4, to half of the last digit."""
    assert threshold(1e-4, pulses) == pytest.approx(published, abs=0.005)


def test_pd_of_one_pulse_is_published_and_closed() -> None:
    """.7980 at Pfa 1e-4 and 16 dB; for one pulse Pd = Pfa^(1/(1 + SNR))."""
    assert pd_at(16, 1e-4, 1) == pytest.approx(0.7980, abs=5e-5)
    assert pd_at(10, 1e-6, 1) == pytest.approx((1e-6) ** (1 / 11), rel=1e-12)


@pytest.mark.parametrize(("pulses", "snr_db"), [(1, 21.14), (10, 13.50)])
def test_required_snr(pulses: int, snr_db: float) -> None:
    """Pd .9 at Pfa 1e-6, to half of the last digit, and back."""
    found = 10 * math.log10(required_snr(0.9, 1e-6, pulses))
    assert found == pytest.approx(snr_db, abs=0.005)
    assert pd_at(found, 1e-6, pulses) == pytest.approx(0.9, abs=1e-9)


@pytest.mark.parametrize("pulses", [1, 2, 10, 64])
def test_pd_against_its_definition(pulses: int) -> None:
    """The sum of `pulses` squared envelopes whose mean power is one exponential draw (Swerling 1), by Monte Carlo."""
    rng, n, snr, pfa = np.random.default_rng(pulses), 200_000, 2.0, 1e-2
    power = snr * rng.exponential(size=(n, 1))
    shape = (n, min(pulses, 64))
    i, q = rng.normal(0, math.sqrt(0.5), shape) + np.sqrt(power), rng.normal(0, math.sqrt(0.5), shape)
    share = float(((i * i + q * q).sum(axis=1) > threshold(pfa, pulses)).mean())
    exact = pd_at(10 * math.log10(snr), pfa, pulses)
    assert abs(share - exact) < 4 * math.sqrt(exact * (1 - exact) / n)


@pytest.mark.parametrize("pulses", [1, 10, 100])
def test_without_signal_pd_is_pfa_and_it_only_grows(pulses: int) -> None:
    """One pulse at −60 dB is seen as often as noise; a table begins above Pfa, grows, and ends near one."""
    assert pd_at(-60, 1e-6, 1) == pytest.approx(1e-6, rel=1e-4)
    made = table(1e-6, pulses)
    assert 1e-6 < made[0] < 1e-5
    assert made.shape == (PD_COUNT,)
    assert (np.diff(made) >= 0).all()
    assert made[-1] > 0.9998
    assert made[40] == pytest.approx(pd_at(PD_LOW_DB + 40 * PD_STEP_DB, 1e-6, pulses))


def test_a_reference_range_means_an_snr() -> None:
    """200 km on 2 m² at Pd .9, Pfa 1e-6, one pulse: 21.14 + 40 log 200,000 − 10 log 2 = 230.17 dB at 1 m on 1 m²."""
    stated = Reference.model_validate({"range": "200 km", "rcs": "2 m2", "pd": 0.9, "pfa": 1e-6})
    assert reference_snr_db(stated) == pytest.approx(21.1436 + 212.0412 - 3.0103, abs=1e-3)
