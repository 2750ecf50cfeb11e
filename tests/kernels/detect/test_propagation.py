"""detect: what air and ground do to a wave, against values by hand, published ones and the limits of the formulas."""

from __future__ import annotations

import math
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from tests.kernels.shells import compiled_all

from skypact.kernels.detect import propagation

#: The 4/3 earth, and one so large that it is flat [m].
EARTH_M, FLAT_M = 4 / 3 * 6_371_000.0, 1e13

#: Effective heights [m], frequency [MHz], loss [dB] by the spherical earth: the ITU's own validation examples of the
#: delta-Bullington method (Study Group 3, sheet "outputs"), three paths, effective radius 8,500 km, c = 3e8 m/s.
PUBLISHED = (
    (83_079.93853, 211.3366061, 30.0, 1000, 15.3485837), (83_079.93853, 233.4945304, 10.0, 2500, 23.6973069),
    (83_079.93853, 204.7165548, 20.0, 600, 20.91384864), (83_079.93853, 215.727222, 50.0, 200, 14.32933641),
    (83_079.93853, 252.3138569, 5.0, 150, 33.13883693),
    (132_315.397, 37.97366242, 119.2363492, 1000, 69.45434151),
    (132_315.397, 57.97664284, 99.82603022, 2500, 85.53863749),
    (132_315.397, 27.97366242, 109.2363492, 600, 66.31647651),
    (132_315.397, 47.97366242, 139.2363492, 200, 45.7547348),
    (132_315.397, 78.00115495, 99.67579634, 150, 43.35361839),
    (17_396.88966, 110.1894677, 30.0, 1000, 0.0), (17_396.88966, 152.2011247, 5.664441408, 150, 10.63765222),
)  # fmt: skip


@pytest.fixture(scope="module")
def p(plain: SimpleNamespace) -> Any:
    """Return the kernels as plain Python."""
    return plain.propagation


def smooth(p: Any, h1: float, h2: float, d: float, wave: float, reflection: float = 1.0, rough: float = 0.0) -> float:
    """Return the factor over smooth ground of the 4/3 earth [dB]."""
    return p.path_factor_db(h1, h2, d, wave, EARTH_M, rough, reflection, 0.0, 0.0)


# --- gas and rain ----------------------------------------------------------------------------------------------------


def test_gas_of_even_air_is_range_times_attenuation(p: Any) -> None:
    """1e-5 dB/m over 100 km is 1 dB; above 30 km there is none, nor on a path that never comes so low."""
    even = np.full(61, 1e-5)
    assert p.gas_db(even, 100_000.0, 10.0, 5_000.0, EARTH_M) == pytest.approx(1.0, rel=1e-12)
    assert p.gas_db(even, 60_000.0, 0.0, 60_000.0, FLAT_M) == pytest.approx(0.3, rel=1e-6)
    assert p.gas_db(even, 100_000.0, 40_000.0, 50_000.0, EARTH_M) == 0.0


def test_gas_of_thinning_air_straight_up_and_along_a_slope(p: Any) -> None:
    """e^(−h / 8 km) from 0 to 30 km is 8 km (1 − e^(−30/8)) of ground air; at 30° twice as much."""
    row = 1e-5 * np.exp(-500.0 * np.arange(61) / 8000.0)
    zenith = 1e-5 * 8000.0 * (1 - math.exp(-30 / 8))
    assert p.gas_db(row, 30_000.0, 0.0, 30_000.0, FLAT_M) == pytest.approx(zenith, rel=1e-3)
    assert p.gas_db(row, 60_000.0, 0.0, 30_000.0, FLAT_M) == pytest.approx(2 * zenith, rel=1e-3)


def test_a_path_bends_down_to_the_ground_between_its_ends(p: Any) -> None:
    """Midway the earth's bulge takes R² / 8a: 147 m of 100 km on the 4/3 earth (a chord between equal heights)."""
    sag = 100_000.0**2 / (8 * EARTH_M)
    assert sag == pytest.approx(147.15, abs=0.01)
    assert p.height_m(0.5, 100_000.0, 500.0, 500.0, EARTH_M) == pytest.approx(500.0 - sag, abs=0.02)
    assert p.height_m(0.0, 100_000.0, 12.0, 900.0, EARTH_M) == pytest.approx(12.0, abs=1e-6)
    assert p.height_m(1.0, 100_000.0, 12.0, 900.0, EARTH_M) == pytest.approx(900.0, abs=1e-6)


def test_rain_below_its_top_by_hand(p: Any) -> None:
    """Flat: from 0 to 10 km up over 100 km, rain below 4 km: 40 km. A level ray leaves it at √(2 a top) = 260.7 km."""
    assert p.rain_db(1e-3, 4000.0, 100_000.0, 0.0, 10_000.0, FLAT_M) == pytest.approx(40.0, rel=1e-6)
    assert p.rain_db(1e-3, 4000.0, 100_000.0, 5000.0, 10_000.0, FLAT_M) == 0.0
    assert p.rain_db(1e-3, 4000.0, 50_000.0, 10.0, 300.0, EARTH_M) == pytest.approx(50.0)
    level = math.sqrt((EARTH_M + 8000.0) ** 2 - EARTH_M**2)
    assert p.rain_db(1e-3, 4000.0, level, 0.0, 8000.0, EARTH_M) == pytest.approx(
        1e-3 * math.sqrt(4000.0 * (2 * EARTH_M + 4000.0)), rel=1e-9
    )


def test_a_ray_that_dips_into_rain_loses_only_there(p: Any) -> None:
    """Between two at 5 km, 400 km apart, the middle lies 2.35 km lower: the part below 4 km is one of two roots."""
    whole, top = 400_000.0, 4000.0
    half = math.sqrt((whole / 2) ** 2 - 2 * EARTH_M * (5000.0 - top))  # parabola about the lowest point
    assert p.rain_db(1e-3, top, whole, 5000.0, 5000.0, EARTH_M) == pytest.approx(2e-3 * half, rel=1e-3)


@pytest.mark.parametrize(
    ("east", "north", "length_m"),
    [(0.0, 50_000.0, 20_000.0), (6_000.0, 50_000.0, 16_000.0), (10_001.0, 50_000.0, 0.0), (0.0, 100_000.0, 10_000.0),
     (0.0, -50_000.0, 0.0), (0.0, 0.0, 10_000.0), (0.0, 111_000.0, 0.0)],
)  # fmt: skip
def test_a_cell_of_rain_by_hand(p: Any, east: float, north: float, length_m: float) -> None:
    """Radius 10 km, the target 100 km north: chords by Pythagoras, half of one at either end, none behind."""
    found = p.rain_cell_db(1e-3, 9000.0, east, north, 10_000.0, 100_000.0, 0.0, 100_000.0, 0.0, 1.0, FLAT_M)
    assert found == pytest.approx(1e-3 * length_m, rel=1e-6)


def test_a_cell_ends_at_its_top(p: Any) -> None:
    """Up to 10 km over 100 km: at 45 km it is 4.5 km high, so a top of 4.5 km leaves 5 of the 20 km from 40 km on."""
    args = (0.0, 50_000.0, 10_000.0, 100_000.0, 0.0, 100_000.0, 0.0, 10_000.0, FLAT_M)
    assert p.rain_cell_db(1e-3, 4500.0, *args) == pytest.approx(5.0, rel=1e-6)
    assert p.rain_cell_db(1e-3, 3000.0, *args) == 0.0
    above = (0.0, 0.0, 10_000.0, 8000.0, 0.0, 0.0, 0.0, 8000.0, FLAT_M)
    assert p.rain_cell_db(1e-3, 4500.0, *above) == pytest.approx(4.5, rel=1e-6)


# --- edges -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("nu", "loss_db"), [(-0.78, 0.0), (-1.0, 0.0), (0.0, 6.03), (1.0, 13.93), (2.4, 20.54), (10.0, 32.86)]
)
def test_knife_edges_by_hand(p: Any, nu: float, loss_db: float) -> None:
    """6.9 + 20 log10(√((ν − 0.1)² + 1) + ν − 0.1)."""
    assert p.knife_edge_db(nu) == pytest.approx(loss_db, abs=0.02)


def test_knife_edge_against_the_integral_of_fresnel(p: Any) -> None:
    """The closed form is that of P.526; the exact loss is −20 log10 |(1 − C − S, C − S)| / 2."""
    from scipy.special import fresnel

    for nu in np.linspace(-0.75, 5.0, 60):
        s, c = fresnel(nu)
        exact = -20 * math.log10(math.hypot(1 - c - s, c - s) / 2)
        assert p.knife_edge_db(nu) == pytest.approx(exact, abs=0.25)


def test_fresnel_nu_by_hand(p: Any) -> None:
    """10 m short, 10 km from either end, 10 cm: 10 √(2 · 20,000 / (0.1 · 10⁸)) = 0.632; above it, the sign turns."""
    assert p.fresnel_nu(-10.0, 10_000.0, 10_000.0, 0.1) == pytest.approx(0.63246, abs=1e-5)
    assert p.fresnel_nu(10.0, 10_000.0, 10_000.0, 0.1) == pytest.approx(-0.63246, abs=1e-5)


@pytest.mark.parametrize("reflection", [0.0, 1.0])
@pytest.mark.parametrize("wave", [0.03, 0.1, 0.23])
def test_grazing_an_edge_costs_six_decibels_one_way(p: Any, reflection: float, wave: float) -> None:
    """A ridge of 400 m midway on 40 km, both ends as high as it and the earth's bulge: the ray just touches it."""
    bulge = 20_000.0**2 / (2 * EARTH_M)
    ends = 400.0 + bulge
    found = p.path_factor_db(ends, ends, 40_000.0, wave, EARTH_M, 0.0, reflection, 20_000.0, 400.0)
    assert found == pytest.approx(-6.03, abs=0.01)


def test_an_edge_comes_and_goes_smoothly(p: Any) -> None:
    """As a ridge grows from nothing into the ray and far above, no 10 cm change the factor by half a decibel."""
    for reflection in (0.0, 0.5, 1.0):
        heights = np.arange(-1.0, 300.0, 0.1)
        found = [p.path_factor_db(20.0, 200.0, 30_000.0, 0.1, EARTH_M, 0.0, reflection, 8_000.0, h) for h in heights]
        assert max(abs(b - a) for a, b in pairwise(found)) < 0.5
        assert found[0] == smooth(p, 20.0, 200.0, 30_000.0, 0.1, reflection)
        assert found[-1] < -25.0


def test_an_edge_far_below_the_ray_changes_nothing(p: Any) -> None:
    """An edge of 5 m halfway to a target at 10 km height and 30 km."""
    args = (10.0, 10_000.0, 30_000.0, 0.1, EARTH_M, 0.0, 1.0)
    assert p.path_factor_db(*args, 15_000.0, 5.0) == pytest.approx(p.path_factor_db(*args, 0.0, 0.0), abs=1e-9)


def test_an_edge_hides_the_mirror(p: Any) -> None:
    """A wall that stands over the point of reflection, below the direct ray, leaves that alone: 0 dB, no lobe."""
    h1, h2, d, wave = 50.0, 1000.0, 20_000.0, 0.1
    at = p.reflection_m(h1, h2, d, EARTH_M)
    direct = h1 + (h2 - h1) * at / d
    assert p.path_factor_db(h1, h2, d, wave, EARTH_M, 0.0, 1.0, at, 0.5 * direct) == pytest.approx(0.0, abs=1e-9)


# --- two rays --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("half_waves", "factor"), [(1, 4.0), (2, 0.0), (3, 4.0), (1 / 3, 1.0)])
def test_lobes_of_a_flat_mirror_by_hand(p: Any, half_waves: float, factor: float) -> None:
    """F² = 4 sin²(π δ / λ) with δ = 2 h1 h2 / d: 10 m and 500 m at 50 km make 20 cm."""
    wave = 2 * 0.2 / half_waves
    found = 10 ** (p.two_ray_db(10.0, 500.0, 50_000.0, wave, FLAT_M, 0.0, 1.0) / 10)
    assert found == pytest.approx(factor, abs=1e-3)


def test_the_point_of_reflection_makes_equal_angles(p: Any) -> None:
    """At the root of the cubic both ends stand at the same angle over the ground; it is symmetric."""
    for h1, h2, d in ((10.0, 1000.0, 100_000.0), (500.0, 20.0, 60_000.0), (30.0, 30.0, 20_000.0), (5.0, 9e3, 9000.0)):
        d1 = p.reflection_m(h1, h2, d, EARTH_M)
        d2 = d - d1
        assert (h1 - d1**2 / (2 * EARTH_M)) / d1 == pytest.approx((h2 - d2**2 / (2 * EARTH_M)) / d2, rel=1e-6)
        assert p.reflection_m(h2, h1, d, EARTH_M) == pytest.approx(d2, rel=1e-9)
    assert p.reflection_m(10.0, 30.0, 20_000.0, FLAT_M) == pytest.approx(5_000.0, rel=1e-6)


def test_rough_ground_does_not_mirror(p: Any) -> None:
    """σ of 0.5 m at 2°, 10 cm: g = 4π σ sin ψ / λ = 2.2, of the mirror e^(−2.4) is left; 10 m leave nothing."""
    h1, h2, d, wave = 20.0, 1000.0, 29_000.0, 0.1
    sine = (h1 + h2) / math.hypot(d, h1 + h2)
    left, _, _, _ = p.bounce(h1, h2, d, wave, FLAT_M, 0.5, 0.8)
    assert left == pytest.approx(0.8 * math.exp(-0.5 * (4 * math.pi * 0.5 * sine / wave) ** 2), rel=1e-6)
    assert p.two_ray_db(h1, h2, d, wave, EARTH_M, 10.0, 1.0) == pytest.approx(0.0, abs=1e-9)


# --- the round earth -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("d", "h1", "h2", "mhz", "loss_db"), PUBLISHED)
def test_sphere_against_the_examples_of_the_itu(
    p: Any, d: float, h1: float, h2: float, mhz: float, loss_db: float
) -> None:
    """To a thousandth of a decibel, beyond the horizon and before it."""
    assert p.sphere_db(h1, h2, d, 3e8 / (mhz * 1e6), 8.5e6) == pytest.approx(loss_db, abs=1e-3)


def mode_sum_db(h1: float, h2: float, d: float, wave: float) -> float:
    """Return F² [dB] over a round mirror by the whole residue series (Fock 1965), of which P.526 has one term."""
    from scipy.special import ai_zeros, airye

    zeros, _, _, slopes = ai_zeros(400)
    turn = np.exp(2j * np.pi / 3)
    t = -zeros * np.exp(1j * np.pi / 3)
    x = d * (math.pi / (wave * EARTH_M**2)) ** (1 / 3)
    y = 2 * (math.pi**2 / (wave**2 * EARTH_M)) ** (1 / 3)

    def gain(height: float) -> np.ndarray:
        u = (t - y * height) * turn
        return np.log(airye(u)[0] / (turn * slopes)) - 2 / 3 * u * np.sqrt(u)

    terms = np.exp(1j * x * t + gain(h1) + gain(h2))
    return 20 * math.log10(2 * math.sqrt(math.pi * x) * abs(terms.sum()))


@pytest.mark.parametrize(
    ("h1", "h2", "wave"), [(10.0, 100.0, 0.1), (10.0, 50.0, 0.23), (10.0, 300.0, 1.9), (20.0, 100.0, 0.5)]
)
def test_the_factor_follows_the_exact_field_over_a_round_mirror(p: Any, h1: float, h2: float, wave: float) -> None:
    """From the lowest lobe through the horizon to 1.5 times its distance, within 2 dB of the residue series."""
    limit = p.sight_limit_m(h1, h2, EARTH_M)
    for share in np.arange(0.5, 1.5, 0.02):
        d = share * limit
        assert smooth(p, h1, h2, d, wave) == pytest.approx(mode_sum_db(h1, h2, d, wave), abs=2.0)


@pytest.mark.parametrize("reflection", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("rough", [0.0, 3.0])
@pytest.mark.parametrize(("h1", "h2", "wave"), [(10.0, 100.0, 0.1), (10.0, 50.0, 0.03), (10.0, 300.0, 1.9)])
def test_no_step_where_lobes_end_and_where_the_horizon_lies(
    p: Any, h1: float, h2: float, wave: float, reflection: float, rough: float
) -> None:
    """From the outermost lobe to beyond the horizon no thousandth of the distance changes the factor by 0.3 dB."""
    limit = p.sight_limit_m(h1, h2, EARTH_M)
    near = next(s for s in np.arange(0.99, 0.0, -0.01) if p.clearance(h1, h2, s * limit, wave, EARTH_M) > 1.3)
    found = [smooth(p, h1, h2, s * limit, wave, reflection, rough) for s in np.arange(near, 1.3, 0.001)]
    assert max(abs(b - a) for a, b in pairwise(found)) < 0.3
    assert found[-1] < found[0] - 10


def test_echo_falls_with_the_eighth_power_under_the_lowest_lobe(p: Any) -> None:
    """F falls as 1/R over flat ground, so that R⁻⁴ F⁴ is R⁻⁸; on the round earth a little faster."""

    def power(earth: float, h: float, wave: float, near: float, far: float) -> float:
        a, b = (p.path_factor_db(h, h, d, wave, earth, 0.0, 1.0, 0.0, 0.0) for d in (near, far))
        return 4 + (a - b) / (5 * math.log10(far / near))

    assert power(FLAT_M, 5.0, 1.0, 5_000.0, 10_000.0) == pytest.approx(8.0, abs=0.02)
    assert 8.0 < power(EARTH_M, 10.0, 2.0, 5_000.0, 8_000.0) < 9.0


def test_the_factor_in_the_lobes_is_that_of_the_two_rays_and_free_space_without_a_mirror(p: Any) -> None:
    """At 20 km a target 1,000 m up is well clear."""
    rays = p.two_ray_db(10.0, 1000.0, 20_000.0, 0.1, EARTH_M, 0.0, 0.7)
    assert smooth(p, 10.0, 1000.0, 20_000.0, 0.1, 0.7) == rays != 0.0
    assert smooth(p, 10.0, 1000.0, 20_000.0, 0.1, 0.0) == 0.0


@pytest.mark.parametrize("h2", [-20.0, 0.0, 0.001, 1e6])
@pytest.mark.parametrize("d", [0.0, 1.0, 1e3, 1e5, 4e6])
def test_wild_geometry_gives_a_number(p: Any, h2: float, d: float) -> None:
    """Below the trees, at the mast's foot, at the far side: a factor of at most 6 dB and no error."""
    found = p.path_factor_db(8.0, h2, d, 0.1, EARTH_M, 1.0, 0.9, 0.4 * d, 15.0)
    assert math.isfinite(found)
    assert found <= 6.03


def test_compiled_and_plain_are_equal(p: Any) -> None:
    """A thousand paths, to the last bits of the logarithms."""
    fast = compiled_all(propagation, "path_factor_db", "gas_db", "rain_db", "rain_cell_db")
    rng = np.random.default_rng(4)
    row = 1e-5 * np.exp(-0.1 * np.arange(61))
    for _ in range(1000):
        h1, h2, d = 10 ** rng.uniform(0, 2), 10 ** rng.uniform(0, 4.3), 10 ** rng.uniform(3, 5.5)
        wave, edge = 10 ** rng.uniform(-1.5, 0.3), rng.uniform(-50, 400)
        path = (h1, h2, d, wave, EARTH_M, rng.uniform(0, 3), rng.uniform(0, 1), rng.uniform(0, 1) * d, edge)
        assert fast.path_factor_db(*path) == pytest.approx(p.path_factor_db(*path), abs=1e-6)
        slant = math.hypot(d, h2 - h1)
        gas = (row, slant, h1, h2, EARTH_M)
        assert fast.gas_db(*gas) == pytest.approx(p.gas_db(*gas), abs=1e-9)
        rain = (1e-3, 4000.0, slant, h1, h2, EARTH_M)
        assert fast.rain_db(*rain) == pytest.approx(p.rain_db(*rain), abs=1e-9)
        cell = (1e-3, 4000.0, rng.uniform(-5e4, 5e4), 3e4, 2e4, slant, 0.6 * d, 0.8 * d, h1, h2, EARTH_M)
        assert fast.rain_cell_db(*cell) == pytest.approx(p.rain_cell_db(*cell), abs=1e-9)
