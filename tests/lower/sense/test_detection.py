"""lower.detection: published probabilities of detection, thresholds and required ratios (facts.md section 2)."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skypact.arrays.world import PD_COUNT, PD_LOW_DB, PD_STEP_DB
from skypact.lower.sense.detection import floor_db, probability, reference_snr_db, required_snr, table, threshold
from skypact.spec.radar import Reference

CASES = (0, 1, 2, 3, 4)
GRID_DB = PD_LOW_DB + PD_STEP_DB * np.arange(PD_COUNT)


def pd_at(snr_db: float, pfa: float, pulses: int, swerling: int) -> float:
    """Return Pd at an SNR in dB per pulse."""
    return float(probability(np.array(10 ** (snr_db / 10)), pfa, pulses, swerling))


@pytest.mark.parametrize(("pulses", "published"), [(1, 9.21), (10, 26.19), (20, 41.03), (40, 67.89)])
def test_thresholds(pulses: int, published: float) -> None:
    """At Pfa 1e-4, to half of the last digit."""
    assert threshold(1e-4, pulses) == pytest.approx(published, abs=0.005)


@pytest.mark.parametrize(
    ("pfa", "snr_db", "pulses", "swerling", "published"),
    [
        (1e-8, 13, 1, 0, 0.6287), (1e-4, 16, 1, 1, 0.7980), (1e-4, -7.2, 256, 2, 0.2125),
        (1e-4, -0.4, 256, 3, 0.8890), (1e-4, -7.2, 256, 4, 0.2111),
    ],
)  # fmt: skip
def test_published_probabilities(pfa: float, snr_db: float, pulses: int, swerling: int, published: float) -> None:
    """Every row, to half of the last digit."""
    assert pd_at(snr_db, pfa, pulses, swerling) == pytest.approx(published, abs=5e-5)


@pytest.mark.parametrize(
    ("pulses", "published"),
    [(1, (13.18, 21.14, 21.14, 17.30, 17.30)), (10, (5.27, 13.50, 6.29, 9.60, 5.81))],
)
@pytest.mark.parametrize("swerling", CASES)
def test_required_snr(pulses: int, published: tuple[float, ...], swerling: int) -> None:
    """Pd .9 at Pfa 1e-6, to half of the last digit, and back."""
    found = 10 * math.log10(required_snr(0.9, 1e-6, pulses, swerling))
    assert found == pytest.approx(published[swerling], abs=0.005)
    assert pd_at(found, 1e-6, pulses, swerling) == pytest.approx(0.9, abs=1e-9)


@pytest.mark.parametrize(
    ("pfa", "snr_db", "pulses", "exact"),
    [
        (1e-12, 0, 256, (0.9999996303442216, 0.6037074644200059, 0.999992399402287, 0.7295069060413538,
                         0.9999979050891165)),
        (1e-12, -3, 256, (0.4769556006859248, 0.3681602255524632, 0.4768898515663682, 0.4062961851891441,
                          0.4769737678607956)),
        (1e-12, -10, 256, (4.794011141475363e-8, 0.009006949830108751, 5.527752425620288e-8, 0.001358776484137075,
                           5.146583113696078e-8)),
        (1e-12, 10, 1, (0.002016868616049586, 0.08111308307896871, 0.08111308307896871, 0.04837641821656743,
                        0.04837641821656743)),
        (1e-8, -1, 64, (0.3482150527588504, 0.3403698626143272, 0.3591109339478428, 0.3663460841517873,
                        0.3543015099365142)),
    ],
)  # fmt: skip
def test_exact_to_rounding(pfa: float, snr_db: float, pulses: int, exact: tuple[float, ...]) -> None:
    """Against forty-digit arithmetic: case 0 the integral of its density, a Bessel function; 2 closed; else sums."""
    assert [pd_at(snr_db, pfa, pulses, s) for s in CASES] == pytest.approx(exact, rel=1e-11, abs=0)


def test_threshold_of_256_pulses_at_1e_12() -> None:
    """385.196440542635847 in forty-digit arithmetic."""
    assert threshold(1e-12, 256) == pytest.approx(385.196440542635847, rel=1e-11)


@pytest.mark.parametrize("pulses", [1, 2, 10, 64, 256])
@pytest.mark.parametrize("pfa", [1e-12, 1e-6, 1e-2])
def test_closed_forms(pulses: int, pfa: float) -> None:
    """Case 1 (Meyer and Mayer 1973) and case 2, Q(N, T / (1 + SNR)); one pulse of case 1: Pfa^(1 / (1 + SNR))."""
    from scipy.special import gammainc, gammaincc

    t = threshold(pfa, pulses)
    for snr_db in (-10.0, 0.0, 10.0, 25.0):
        snr = 10 ** (snr_db / 10)
        assert pd_at(snr_db, pfa, pulses, 2) == pytest.approx(float(gammaincc(pulses, t / (1 + snr))), rel=1e-10)
        if pulses == 1:
            assert pd_at(snr_db, pfa, 1, 1) == pytest.approx(pfa ** (1 / (1 + snr)), rel=1e-10)
            continue
        scale, lone = 1 + 1 / (pulses * snr), pulses - 1
        closed = gammaincc(lone, t) + scale**lone * math.exp(-t / (1 + pulses * snr)) * gammainc(lone, t / scale)
        assert pd_at(snr_db, pfa, pulses, 1) == pytest.approx(float(closed), rel=1e-9)


@pytest.mark.parametrize("swerling", CASES)
@pytest.mark.parametrize("pulses", [1, 10, 64])
def test_pd_against_its_definition(pulses: int, swerling: int) -> None:
    """The sum of `pulses` squared envelopes whose mean power fluctuates as the case says, by Monte Carlo."""
    rng, n, snr, pfa = np.random.default_rng(10 * pulses + swerling), 40_000, 4.0 / math.sqrt(pulses), 1e-2
    times = pulses if swerling in (2, 4) else 1
    if swerling == 0:
        power = np.ones((n, 1))
    else:
        degrees = 1.0 if swerling < 3 else 2.0  # pairs of degrees of freedom
        power = rng.gamma(degrees, 1 / degrees, (n, times))
    noise = rng.normal(0, math.sqrt(0.5), (2, n, pulses))
    added = ((noise[0] + np.sqrt(snr * power)) ** 2 + noise[1] ** 2).sum(axis=1)
    share = float((added > threshold(pfa, pulses)).mean())
    exact = pd_at(10 * math.log10(snr), pfa, pulses, swerling)
    assert 0.05 < exact < 0.95
    assert abs(share - exact) < 4 * math.sqrt(exact * (1 - exact) / n)


@settings(max_examples=60, deadline=None)
@given(
    low_db=st.floats(-40, 50), more_db=st.floats(0.01, 30), log_pfa=st.floats(-12, -1),
    pulses=st.integers(1, 300), swerling=st.sampled_from(CASES),
)  # fmt: skip
def test_pd_grows_with_snr(low_db: float, more_db: float, log_pfa: float, pulses: int, swerling: int) -> None:
    """Never below Pfa, never above one, and growing."""
    low, high = (pd_at(x, 10**log_pfa, pulses, swerling) for x in (low_db, low_db + more_db))
    assert 10**log_pfa * (1 - 1e-9) <= low <= high * (1 + 1e-11) <= 1 + 1e-10


@pytest.mark.parametrize("swerling", CASES)
@pytest.mark.parametrize("pulses", [1, 10, 64, 256])
@pytest.mark.parametrize("pfa", [1e-12, 1e-6, 1e-3])
def test_interpolation_is_within_a_thousandth(pfa: float, pulses: int, swerling: int) -> None:
    """Between the steps of a table, nine points of each; below it nothing is seen, above it Pd stands still."""
    snr_db = np.linspace(GRID_DB[0], GRID_DB[-1], 10 * (PD_COUNT - 1) + 1)
    made = table(pfa, pulses, swerling)
    exact = probability(10 ** (snr_db / 10), pfa, pulses, swerling)
    assert np.abs(np.interp(snr_db, GRID_DB, made) - exact).max() < 1e-3
    assert made.shape == (PD_COUNT,)
    assert made[-1] > 1 - 1e-3


@pytest.mark.parametrize("swerling", CASES)
@pytest.mark.parametrize("pulses", [1, 10, 64, 256])
@pytest.mark.parametrize("pfa", [1e-12, 1e-6, 1e-4])
def test_below_the_table_there_is_nothing_to_see(pfa: float, pulses: int, swerling: int) -> None:
    """What a table begins with, a false alarm included, is below a thousandth: there a look may be dropped."""
    assert pfa < table(pfa, pulses, swerling)[0] < 1e-3


@pytest.mark.parametrize("swerling", CASES)
def test_without_signal_pd_is_pfa(swerling: int) -> None:
    """One pulse at −80 dB, and no echo at all, are seen as often as noise."""
    assert pd_at(-80, 1e-6, 1, swerling) == pytest.approx(1e-6, rel=1e-6)
    assert pd_at(-math.inf, 1e-6, 10, swerling) == pytest.approx(1e-6, rel=1e-10)


def test_the_floor_is_where_pd_passes_a_ten_thousandth() -> None:
    """Case 1, one pulse, Pfa 1e-6: ln 1e-6 / ln 1e-4 − 1 = 0.5, which is −3.01 dB; the first step above is −3.0."""
    assert floor_db(1e-6, 1, 1) == pytest.approx(-3.0)
    for swerling in CASES:
        at = floor_db(1e-6, 10, swerling)
        assert pd_at(at - PD_STEP_DB, 1e-6, 10, swerling) < 1e-4 <= pd_at(at, 1e-6, 10, swerling)


@pytest.mark.parametrize(("swerling", "snr_db"), [(0, 13.1835), (1, 21.1436), (3, 17.2960)])
def test_a_reference_range_means_an_snr(swerling: int, snr_db: float) -> None:
    """200 km on 2 m² at Pd .9, Pfa 1e-6, one pulse: the required SNR + 40 log 200,000 − 10 log 2, at 1 m on 1 m²."""
    stated = {"range": "200 km", "rcs": "2 m2", "pd": 0.9, "pfa": 1e-6, "swerling": swerling}
    assert reference_snr_db(Reference.model_validate(stated)) == pytest.approx(snr_db + 212.0412 - 3.0103, abs=1e-3)
