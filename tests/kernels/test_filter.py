"""track.filter: predict and update against textbook matrices, and the start of a track against chance."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kernels.shells import compiled_all

from skypact.kernels.track import filter as kernels

ekf = compiled_all(kernels, "predict", "update", "start", "wrap", "expect", "sigma_m")
SITE = np.array([3_500_000.0, 1_550_000.0, 5_080_000.0])


def frame_at(lat_deg: float, lon_deg: float) -> np.ndarray:
    """Return the rows east, north, up."""
    lat, lon = math.radians(lat_deg), math.radians(lon_deg)
    sl, cl, so, co = math.sin(lat), math.cos(lat), math.sin(lon), math.cos(lon)
    return np.array([[-so, co, 0.0], [-sl * co, -sl * so, cl], [cl * co, cl * so, sl]])


FRAME = frame_at(53.0, 24.0)


def covariance(seed: int, sd_m: float, sd_mps: float) -> np.ndarray:
    """Return a covariance with correlations between all states."""
    a = np.random.default_rng(seed).normal(size=(6, 6))
    c = a @ a.T + 6 * np.eye(6)
    d = np.diag([sd_m] * 3 + [sd_mps] * 3) / math.sqrt(6)
    return d @ c @ d


def seen_from(offset: np.ndarray) -> np.ndarray:
    """Return range, azimuth, elevation of an offset from the site, from the definition."""
    e, n, u = FRAME @ offset
    return np.array([math.sqrt(e * e + n * n + u * u), math.atan2(e, n), math.atan2(u, math.hypot(e, n))])


def measured(x: np.ndarray) -> np.ndarray:
    """Return range, azimuth, elevation of a state."""
    return seen_from(x[:3] - SITE)


def gradient(x: np.ndarray) -> np.ndarray:
    """Return the numerical derivative [3, 6] of `measured` (central, fourth order)."""
    h, offset = np.zeros((3, 6)), x[:3] - SITE
    step = 2e-3 * float(np.linalg.norm(offset))
    for k in range(3):
        d = np.zeros(3)
        d[k] = step
        near, far = (seen_from(offset + i * d) - seen_from(offset - i * d) for i in (1, 2))
        for difference in (near, far):  # across south
            difference[1] = math.remainder(difference[1], 2 * math.pi)
        h[:, k] = (8 * near - far) / (12 * step)
    return h


def state_at(range_m: float, azimuth: float, elevation: float, speed: float) -> np.ndarray:
    """Return a state at a place seen from the site."""
    ce = math.cos(elevation)
    offset = range_m * np.array([ce * math.sin(azimuth), ce * math.cos(azimuth), math.sin(elevation)])
    return np.concatenate([SITE + FRAME.T @ offset, speed * np.array([0.6, -0.7, 0.3])])


def test_predict_by_hand() -> None:
    """One axis: p00 = 100 + 2·2·7 + 4·9 + q·8/3, p01 = 7 + 2·9 + q·2, p11 = 9 + 2q for dt = 2, q = 3."""
    x, p = np.array([0.0, 0, 0, 5, 0, 0]), np.zeros((6, 6))
    p[0, 0], p[0, 3], p[3, 0], p[3, 3] = 100.0, 7.0, 7.0, 9.0
    ekf.predict(x, p, 2.0, 3.0)
    assert x[0] == 10.0
    assert (p[0, 0], p[0, 3], p[3, 0], p[3, 3]) == (172.0, 31.0, 31.0, 15.0)
    assert p[1, 1] == 3.0 * 8 / 3


@settings(max_examples=50, deadline=None)
@given(seed=st.integers(0, 10_000), dt=st.floats(0.01, 60), q=st.floats(0.1, 100))
def test_predict_is_f_p_ft_plus_q(seed: int, dt: float, q: float) -> None:
    """White noise acceleration of density q (Bar-Shalom, Li, Kirubarajan 2001, 6.2.2)."""
    x, p = np.random.default_rng(seed).normal(0, 1e4, 6), covariance(seed, 500.0, 30.0)
    f = np.eye(6) + dt * np.eye(6, k=3)
    noise = q * np.kron(np.array([[dt**3 / 3, dt**2 / 2], [dt**2 / 2, dt]]), np.eye(3))
    x1, p1 = f @ x, f @ p @ f.T + noise
    ekf.predict(x, p, dt, q)
    assert x == pytest.approx(x1, rel=1e-9)
    assert p == pytest.approx(p1, rel=1e-9, abs=1e-9 * np.abs(p1).max())


def test_predict_never_goes_back() -> None:
    """A moment before the state's own leaves it as it is."""
    x, p = np.ones(6), np.eye(6)
    ekf.predict(x, p, -1.0, 3.0)
    ekf.predict(x, p, 0.0, 3.0)
    assert (x == 1).all()
    assert (p == np.eye(6)).all()


@settings(max_examples=100, deadline=None)
@given(
    range_m=st.floats(3_000, 300_000), azimuth=st.floats(-math.pi, math.pi), elevation=st.floats(-0.02, 1.2),
    seed=st.integers(0, 10_000), three=st.booleans(), offset=st.tuples(*[st.floats(-2, 2)] * 3),
)  # fmt: skip
def test_update_is_the_joint_update_of_the_textbook(range_m, azimuth, elevation, seed, three, offset) -> None:
    """K = P Hᵀ (H P Hᵀ + R)⁻¹, x + K y, (I − K H) P, with H the numerical derivative; with and without elevation."""
    s = np.array([100.0, 0.003, 0.004])
    x, p = state_at(range_m, azimuth, elevation, 200.0), covariance(seed, 300.0, 20.0)
    n = 3 if three else 2
    z = measured(x) + s * np.array(offset)
    h, y = gradient(x)[:n], (z - measured(x))[:n]
    gain = p @ h.T @ np.linalg.inv(h @ p @ h.T + np.diag(s[:n] ** 2))
    x1, p1 = x + gain @ y, (np.eye(6) - gain @ h) @ p
    ekf.update(x, p, SITE, FRAME, z[0], z[1], z[2], s[0], s[1], s[2], three, np.zeros((8, 6)))
    assert x[:3] - SITE == pytest.approx(x1[:3] - SITE, rel=1e-9, abs=1e-6)
    assert x[3:] == pytest.approx(x1[3:], rel=1e-9, abs=1e-7)
    assert p == pytest.approx(p1, rel=1e-9, abs=1e-9 * np.abs(p1).max())
    assert np.linalg.eigvalsh((p + p.T) / 2).min() > 0


def test_a_plot_across_south_is_not_a_turn_around() -> None:
    """Azimuths 179.9° and −179.9° are 0.2° apart: the state moves by metres, not round the sensor."""
    x, p = state_at(50_000, math.radians(179.9), 0.05, 0.0), covariance(1, 300.0, 20.0)
    before = x.copy()
    z = measured(x)
    ekf.update(x, p, SITE, FRAME, z[0], math.radians(-179.9), z[2], 100.0, 0.003, 0.004, True, np.zeros((8, 6)))
    assert 10 < np.linalg.norm(x[:3] - before[:3]) < 50_000 * math.radians(0.2)


@pytest.mark.parametrize(("angle", "wrapped"), [(0, 0), (math.pi, math.pi), (-math.pi, math.pi), (7, 7 - 2 * math.pi)])
def test_wrap(angle: float, wrapped: float) -> None:
    """Into (−π, π]."""
    assert ekf.wrap(float(angle)) == pytest.approx(wrapped)


@settings(max_examples=25, deadline=None)
@given(range_m=st.floats(5_000, 200_000), azimuth=st.floats(-3, 3), elevation=st.floats(0.0, 0.8))
def test_a_track_begins_where_the_plot_is(range_m: float, azimuth: float, elevation: float) -> None:
    """The start's position gives back the plot; velocity is nought with the stated sd; the covariance is symmetric."""
    x, p = np.zeros(6), np.full((6, 6), np.nan)
    ekf.start(x, p, SITE, FRAME, range_m, azimuth, elevation, 100.0, 0.003, 0.004, 250.0)
    assert measured(x) == pytest.approx([range_m, azimuth, elevation], rel=1e-9, abs=1e-12)
    assert (x[3:] == 0).all()
    assert (np.diag(p)[3:] == 250.0**2).all()
    assert p == pytest.approx(p.T)
    assert ekf.sigma_m(p) == pytest.approx(math.sqrt(np.trace(p[:3, :3])))


def test_the_covariance_of_the_start_is_that_of_the_errors() -> None:
    """100,000 noisy plots of one place scatter as the start says, within 4 sigma of each entry and 1 % of scale."""
    n, s = 100_000, np.array([100.0, 0.003, 0.004])
    r, az, el = 60_000.0, 1.0, 0.3
    x, p = np.zeros(6), np.zeros((6, 6))
    ekf.start(x, p, SITE, FRAME, r, az, el, s[0], s[1], s[2], 250.0)
    z = np.array([r, az, el]) + s * np.random.default_rng(3).normal(size=(n, 3))
    ce = np.cos(z[:, 2])
    offset = z[:, :1] * np.column_stack([ce * np.sin(z[:, 1]), ce * np.cos(z[:, 1]), np.sin(z[:, 2])])
    found = np.cov((offset @ FRAME).T)
    scale = np.sqrt(np.outer(np.diag(p)[:3], np.diag(p)[:3]))
    assert np.abs(found - p[:3, :3]).max() / scale.max() < 4 * math.sqrt(2 / n) + 0.001


def test_expected_angles_at_the_zenith_stay_finite() -> None:
    """Straight above the sensor azimuth has no gradient that means anything, but nothing divides by nought."""
    work = np.zeros((6, 6))
    ekf.expect(state_at(10_000, 0.0, math.pi / 2, 0.0), SITE, FRAME, work)
    assert np.isfinite(work).all()
    assert work[0, 0] == pytest.approx(10_000, rel=1e-6)


def test_a_filter_follows_a_straight_flight() -> None:
    """Sixty plots of an aircraft at 250 m/s: the last states are within 4 sigma of the truth and better than a plot."""
    rng = np.random.default_rng(8)
    s = np.array([100.0, 0.003, 0.004])
    truth = state_at(150_000, 0.7, 0.05, 0.0)
    truth[3:] = FRAME.T @ np.array([-150.0, -200.0, 0.0])
    x, p, work = np.zeros(6), np.zeros((6, 6)), np.zeros((8, 6))
    for k in range(60):
        z = measured(truth) + s * rng.normal(size=3)
        if k == 0:
            ekf.start(x, p, SITE, FRAME, z[0], z[1], z[2], s[0], s[1], s[2], 250.0)
        else:
            ekf.predict(x, p, 5.0, 0.01)
            ekf.update(x, p, SITE, FRAME, z[0], z[1], z[2], s[0], s[1], s[2], True, work)
        if k < 59:
            truth[:3] += 5.0 * truth[3:]
    error = x - truth
    assert error @ np.linalg.solve(p, error) < 22.5  # chi² of 6, 99.9 %
    assert np.linalg.norm(error[:3]) < 0.5 * math.hypot(100, 75_000 * 0.003, 75_000 * 0.004)
    assert np.linalg.norm(error[3:]) < 10
