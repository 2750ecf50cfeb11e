"""lower.air: traced rays and the coefficients against an integration of the ray equation, the grazing ray, k."""

from __future__ import annotations

import math

import numpy as np
import pytest
from tests.kernels.shells import compiled

from skypact.core.errors import SkypactError
from skypact.kernels.terrain import bend as kernels
from skypact.lower.sense.air import EARTH_M, Air, bending, grazing, grazing_table, local_k, parabola, trace

ray_rise, slope_to = compiled(kernels.ray_rise), compiled(kernels.slope_to)
DISTANCES_M = np.array([50e3, 100e3, 200e3, 300e3, 400e3])


def independent(air: Air, height_m: float, slope: float) -> np.ndarray:
    """Return heights [m] of a ray at DISTANCES_M from d(n t)/ds = grad n, t the unit tangent (Born and Wolf)."""
    from scipy.integrate import solve_ivp

    def rate(_s: float, v: np.ndarray) -> np.ndarray:
        x, y, px, py = v  # p = n t
        r = math.hypot(x, y)
        bent = air.n0 * 1e-6 * math.exp(-(r - EARTH_M) / air.scale_m)
        pull = -bent / air.scale_m / r
        return np.array([px / (1 + bent), py / (1 + bent), pull * x, pull * y])

    n = 1 + air.n0 * 1e-6 * math.exp(-height_m / air.scale_m)
    angle = math.atan(slope)
    start = [0.0, EARTH_M + height_m, n * math.cos(angle), n * math.sin(angle)]
    aims = [_crossing(d / EARTH_M) for d in DISTANCES_M]
    done = solve_ivp(rate, (0.0, 1.5e6), start, method="DOP853", rtol=1e-11, atol=1e-7, max_step=5e3, events=aims)
    return np.array([math.hypot(found[0][0], found[0][1]) - EARTH_M for found in done.y_events])


def _crossing(angle: float):  # type: ignore[no-untyped-def]
    def event(_s: float, v: np.ndarray) -> float:
        return v[0] * math.cos(angle) - v[1] * math.sin(angle)

    event.terminal = angle > DISTANCES_M[-1] / EARTH_M - 1e-9  # type: ignore[attr-defined]
    return event


def slopes_of(height_m: float) -> list[float]:
    """Return slopes from just above the horizon to 10°."""
    dip = math.sqrt(2.0 * height_m / (EARTH_M * 1.25))
    return [-dip, -0.5 * dip, 0.002, math.tan(math.radians(1)), math.tan(math.radians(4)), math.tan(math.radians(10))]


@pytest.mark.parametrize("air", [Air(), Air(290.0), Air(380.0)])
@pytest.mark.parametrize("height_m", [0.0, 30.0, 1000.0, 9000.0, 12_000.0])
def test_rays_and_coefficients_against_the_ray_equation(air: Air, height_m: float) -> None:
    """The traced ray to 0.1 m, the coefficients to 3 m (budget 10 m) up to 400 km, and the ray through a point back."""
    made = bending(air, height_m)
    slopes = slopes_of(height_m)
    at, heights = trace(air, height_m, np.array(slopes), 400e3)
    rows = [int(np.argmin(np.abs(at - d))) for d in DISTANCES_M]
    assert at[rows] == pytest.approx(DISTANCES_M)
    for i, slope in enumerate(slopes):
        true = independent(air, height_m, slope)
        assert heights[rows, i] == pytest.approx(true, abs=0.1)
        inside = true < 60e3
        found = np.array([height_m + ray_rise(made, d, slope) for d in DISTANCES_M])
        assert np.abs(found - true)[inside].max() < 3.0
        for d, h in zip(DISTANCES_M, true, strict=True):
            if h < 9000.0:
                assert slope_to(made, d, h - height_m) * d == pytest.approx(slope * d, abs=3.0)


def test_the_parabola_is_wrong_from_high_above() -> None:
    """A sensor at 9 km, ray at 0°: 4/3 is low by 553 m at 200 km and by 2,366 m at 400 km (facts.md, section 2)."""
    layered, four_thirds = bending(Air(), 9000.0), parabola()
    for d, known in ((200e3, -553.0), (300e3, -1285.0), (400e3, -2366.0)):
        assert ray_rise(four_thirds, d, 0.0) - ray_rise(layered, d, 0.0) == pytest.approx(known, abs=3.0)


def test_without_air_rays_are_straight() -> None:
    """Height of a straight line: (R + h) cos e / cos(e + θ) − R, with any coefficients fitted to zero."""
    made = bending(Air(n0=0.0), 2000.0)
    for slope in (-0.02, 0.0, 0.1, 0.5):
        e, theta = math.atan(slope), 150e3 / EARTH_M
        height = (EARTH_M + 2000.0) * math.cos(e) / math.cos(e + theta) - EARTH_M
        assert 2000.0 + ray_rise(made, 150e3, slope) == pytest.approx(height, abs=0.01)
        assert slope_to(made, 150e3, height - 2000.0) == pytest.approx(slope, abs=1e-7)


def test_ground_beyond_the_horizon_never_rises_above_it() -> None:
    """The sea seen from 2 m to 8 km: slopes rise to the horizon and only fall behind it, so they hide nothing more."""
    d = np.linspace(1e3, 400e3, 800)
    for height_m in (2.0, 30.0, 1000.0, 8000.0):
        made = bending(Air(), height_m)
        slope = np.array([slope_to(made, x, -height_m) for x in d])
        top = int(np.argmax(slope))
        assert (np.diff(slope)[: max(top - 1, 0)] > 0).all()
        assert (np.diff(slope)[top:] < 0).all()
        assert d[top] == pytest.approx(float(grazing(Air(), np.array([height_m]))[0]), rel=0.02, abs=1000)


def test_grazing_ray() -> None:
    """Near the ground √(2kRh); at height the traced ray; without air R·arccos(R/(R + h)); strictly increasing."""
    air = Air()
    assert grazing(air, np.array([0.0, 1.0])) == pytest.approx([0.0, math.sqrt(2 * local_k(air) * EARTH_M)], rel=2e-4)
    at, heights = trace(air, 0.0, np.array([0.0]), 1_000e3)
    assert grazing(air, heights[:, 0]) == pytest.approx(at, abs=1.0)
    h = np.array([100.0, 9000.0, 119_999.0, 1e6, 2e6])
    assert grazing(Air(n0=0.0), h) == pytest.approx(EARTH_M * np.arccos(EARTH_M / (EARTH_M + h)), abs=1e-3)
    table = grazing_table(air, 2e6, 5000)
    assert table[0] == 0.0
    assert (np.diff(table) > 0).all()
    assert table[1] == pytest.approx(float(grazing(air, np.array([2e6 / 4999**2]))[0]))
    close = grazing(air, np.array([119_999.999, 120_000.0, 120_000.001]))
    assert (np.diff(close) > 0).all()
    with pytest.raises(ValueError, match="not negative"):
        grazing(air, np.array([-1.0]))


def test_local_k() -> None:
    """315 N-units over 7.35 km: 1.376; 289 over 7.35 km near 4/3; no air 1."""
    assert local_k(Air()) == pytest.approx(1.376, abs=5e-4)
    assert local_k(Air(n0=288.42)) == pytest.approx(4 / 3, abs=1e-4)
    assert local_k(Air(n0=0.0)) == 1.0


@pytest.mark.parametrize(("n0", "scale_m"), [(-1.0, 7350.0), (315.0, 0.0), (1200.0, 7350.0)])
def test_impossible_air_is_refused(n0: float, scale_m: float) -> None:
    """Negative, without height, or a duct over all the earth."""
    with pytest.raises(SkypactError):
        Air(n0, scale_m)
