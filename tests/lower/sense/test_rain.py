"""lower.rain: attenuation by rain against itur (another implementation of P.838-3) and published magnitudes."""

from __future__ import annotations

import math

import numpy as np
import pytest

from skypact.core.errors import SkypactError
from skypact.lower.sense.rain import coefficients, specific_db_km


@pytest.mark.parametrize(("ghz", "expected", "half"), [(3.0, 0.007, 0.0005), (10.0, 0.70, 0.005)])
def test_published_magnitudes(ghz: float, expected: float, half: float) -> None:
    """25 mm/h, one way, horizontal, to half of the last digit (facts.md 2)."""
    assert specific_db_km(ghz * 1e9, 25.0) == pytest.approx(expected, abs=half)


@pytest.mark.parametrize(
    ("ghz", "k_h", "alpha_h", "k_v", "alpha_v"),
    [(1.0, 0.0000259, 0.9691, 0.0000308, 0.8592), (10.0, 0.01217, 1.2571, 0.01129, 1.2156),
     (100.0, 1.3671, 0.6815, 1.3680, 0.6765)],
)  # fmt: skip
def test_the_table_of_the_recommendation(ghz: float, k_h: float, alpha_h: float, k_v: float, alpha_v: float) -> None:
    """Rows of table 5 of P.838-3, to half of their last digit."""
    k, alpha = coefficients(ghz * 1e9)
    assert k == pytest.approx(k_h, abs=0.51 * last(k_h))
    assert alpha == pytest.approx(alpha_h, abs=5.1e-5)
    k, alpha = coefficients(ghz * 1e9, 0.0, math.pi / 2)
    assert k == pytest.approx(k_v, abs=0.51 * last(k_v))
    assert alpha == pytest.approx(alpha_v, abs=5.1e-5)


def last(value: float) -> float:
    """Return the unit of the last digit of a table: four digits, or the seventh decimal."""
    return max(1e-7, 10.0 ** (math.floor(math.log10(value)) - 3))


def test_against_itur() -> None:
    """Every frequency, elevation and tilt, to a millionth."""
    itu838 = pytest.importorskip("itur.models.itu838")
    for ghz in np.geomspace(1.0, 100.0, 25):
        for elevation, tilt in ((0, 0), (0, 90), (30, 45), (60, 20)):
            theirs = float(itu838.rain_specific_attenuation(40.0, ghz, elevation, tilt).value)
            ours = specific_db_km(ghz * 1e9, 40.0, math.radians(elevation), math.radians(tilt))
            assert ours == pytest.approx(theirs, rel=1e-6)


def test_circular_lies_between_and_straight_up_forgets_the_tilt() -> None:
    """At 45° of tilt k is the mean of both; at the zenith the polarisation is that of both."""
    k_h, k_v = coefficients(10e9)[0], coefficients(10e9, 0.0, math.pi / 2)[0]
    assert coefficients(10e9, 0.0, math.pi / 4)[0] == pytest.approx((k_h + k_v) / 2)
    assert coefficients(10e9, math.pi / 2, 0.0) == pytest.approx(coefficients(10e9, math.pi / 2, 1.0))


def test_metre_waves_do_not_feel_rain() -> None:
    """Below 1 GHz the coefficients of 1 GHz count: less than 0.001 dB/km in 25 mm/h. No rain, no loss."""
    assert specific_db_km(150e6, 25.0) == specific_db_km(1e9, 25.0) < 1e-3
    assert specific_db_km(10e9, 0.0) == 0.0


@pytest.mark.parametrize("hz", [0.0, -1.0, 2e12, math.nan])
def test_a_frequency_out_of_the_table_is_an_error(hz: float) -> None:
    with pytest.raises(SkypactError, match="1 to 1000 GHz"):
        specific_db_km(hz, 25.0)
