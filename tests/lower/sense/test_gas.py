"""lower.gas: attenuation by oxygen and water vapour against itur, the reference air against its tables."""

from __future__ import annotations

import math

import numpy as np
import pytest

from skypact.core.errors import SkypactError
from skypact.kernels.detect import propagation
from skypact.lower.sense import gas


def test_the_lines_are_whole() -> None:
    """44 of oxygen and 35 of water vapour; the first, the one at 118 GHz, and the pseudo-line by their tables."""
    oxygen, water = gas.lines("oxygen"), gas.lines("water-vapour")
    assert (oxygen.shape, water.shape) == ((7, 44), (7, 35))
    assert water[:, 0].tolist() == [22.23508, 0.1079, 2.144, 26.38, 0.76, 5.087, 1.0]
    assert oxygen[:, 37].tolist() == [118.750334, 940.3, 0.01, 16.64, 0.0, -0.439, 0.079]
    assert water[0, -1] == 1780.0
    assert (np.diff(oxygen[0]) > 0).all()
    assert (np.diff(water[0]) > 0).all()


def test_against_itur() -> None:
    """From VHF to 350 GHz, from the ground to 20 km, to a millionth."""
    itu676 = pytest.importorskip("itur.models.itu676")
    dry, kelvin, vapour = gas.reference(np.array([0.0, 2000.0, 8000.0, 20_000.0]))
    for ghz in np.geomspace(0.15, 350.0, 25):
        theirs = [float(itu676.gamma_exact(ghz, *air).value) for air in zip(dry, vapour, kelvin, strict=True)]
        assert gas.specific_db_km(ghz * 1e9, dry, kelvin, vapour) == pytest.approx(theirs, rel=1e-6)


def test_peaks_where_the_lines_are() -> None:
    """At the ground some 15 dB/km at 60 GHz; at 22.2 GHz more than 1 GHz to either side; at S band a hundredth."""
    def ground(ghz: float) -> float:
        return float(gas.specific_db_km(ghz * 1e9, 1013.25, 288.15, 7.5)[0])

    assert 13.0 < ground(60.0) < 17.0
    assert ground(22.2) > 1.05 * max(ground(20.2), ground(24.2))
    assert 0.006 < ground(3.0) < 0.009


def test_reference_air_by_its_tables() -> None:
    """Pressure [hPa] and temperature [K] at 0, 11, 20, 30 km of geopotential height (Standard Atmosphere 1976)."""
    geopotential = np.array([0.0, 11_000.0, 20_000.0, 30_000.0])
    height = 6356766.0 * geopotential / (6356766.0 - geopotential)
    dry, kelvin, vapour = gas.reference(height)
    assert kelvin == pytest.approx([288.15, 216.65, 216.65, 226.65], abs=1e-6)
    assert dry + vapour * kelvin / 216.7 == pytest.approx([1013.25, 226.32, 54.749, 11.719], rel=1e-4)
    assert vapour[0] == 7.5
    assert gas.reference(2000.0)[2][0] == pytest.approx(7.5 / math.e)


def test_a_profile_is_what_the_kernel_reads() -> None:
    """Steps and numbers agree; at 10 km the profile is that of the air there; it thins upward."""
    row = gas.profile(9.4e9)
    assert gas.PROFILE_STEP_M == propagation.PROFILE_STEP_M
    assert row.shape == (gas.PROFILE_COUNT,) == (61,)
    assert row[20] == pytest.approx(gas.specific_db_km(9.4e9, *gas.reference(10_000.0))[0] / 1000)
    assert (np.diff(row) < 0).all()
    assert 0.01 < 1000 * row[0] < 0.02


@pytest.mark.parametrize("hz", [0.0, -1.0, 2e12, math.nan])
def test_a_frequency_out_of_the_tables_is_an_error(hz: float) -> None:
    with pytest.raises(SkypactError, match="up to 1000 GHz"):
        gas.profile(hz)
