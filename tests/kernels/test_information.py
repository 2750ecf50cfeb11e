"""fuse.information: against matrices, and what a fusion may never claim."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

SCALE = np.array([300.0, 300.0, 500.0, 20.0, 20.0, 10.0])


def estimate(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return a state and a covariance of the sizes that tracks have."""
    rng = np.random.default_rng(seed)
    a = rng.normal(size=(6, 6)) * SCALE[:, None]
    return np.array([3e6, 2e6, 5e6, 200.0, -100.0, 5.0]) + SCALE * rng.normal(size=6), a @ a.T + np.diag(SCALE**2) * 0.1


def room() -> np.ndarray:
    return np.zeros((8, 6, 6))


@given(seed=st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_inverse_and_determinant(plain, seed: int) -> None:
    p = estimate(seed)[1]
    out, m = np.zeros((6, 6)), room()
    log_det = plain.information.inverse(p, out, m[3])
    assert out @ p == pytest.approx(np.eye(6), abs=1e-6)
    assert log_det == pytest.approx(np.linalg.slogdet(p)[1], rel=1e-9)


def test_a_matrix_that_is_none_is_left_alone(plain) -> None:
    """An indefinite matrix has no inverse here: NaN, and nothing is written."""
    out = np.full((6, 6), 7.0)
    bad = np.diag([1.0, 1.0, -1.0, 1.0, 1.0, 1.0])
    assert np.isnan(plain.information.inverse(bad, out, room()[3]))
    assert (out == 7.0).all()


def test_two_equal_tracks_gain_nothing(plain) -> None:
    """Whoever hears his own words back knows no more than before."""
    x, p = estimate(1)
    x1, p1 = x.copy(), p.copy()
    plain.information.intersect(x1, p1, x.copy(), p.copy(), room())
    assert p1 == pytest.approx(p, rel=1e-6)
    assert x1 == pytest.approx(x, rel=1e-9)


@given(seed=st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_intersection_is_weighted_information(plain, seed: int) -> None:
    """P⁻¹ = w A⁻¹ + (1 − w) B⁻¹ with the weight of Fränken and Hüpper; never below either weight's bound."""
    (xa, pa), (xb, pb) = estimate(seed), estimate(seed + 20_000)
    ia, ib = np.linalg.inv(pa), np.linalg.inv(pb)
    det = np.linalg.det
    unit = np.diag(SCALE)
    da, db, both = det(unit @ ia @ unit), det(unit @ ib @ unit), det(unit @ (ia + ib) @ unit)
    w = (both - db + da) / (2.0 * both)
    want = np.linalg.inv(w * ia + (1 - w) * ib)
    x, p = xa.copy(), pa.copy()
    plain.information.intersect(x, p, xb, pb, room())
    assert p == pytest.approx(want, rel=1e-5, abs=1e-4)
    assert x == pytest.approx(want @ (w * ia @ xa + (1 - w) * ib @ xb), rel=1e-8)
    assert 0.0 < w < 1.0


@given(seed=st.integers(0, 10_000), dt=st.floats(0.0, 8.0))
@settings(max_examples=40, deadline=None)
def test_what_was_gained_adds_up(plain, seed: int, dt: float) -> None:
    """Old estimate + what a better one has gained over it = the better one, also dt seconds later."""
    x, p = estimate(seed)
    h = np.random.default_rng(seed).normal(size=(3, 6)) / SCALE
    better = np.linalg.inv(np.linalg.inv(p) + h.T @ h)
    xb = x + better @ h.T @ np.random.default_rng(seed + 1).normal(size=3)
    y, info = np.zeros(6), np.zeros((6, 6))
    assert plain.information.gained(xb, better, x, p, y, info, room())
    f = np.eye(6)
    f[:3, 3:] = dt * np.eye(3)
    xo, po = f @ x, f @ p @ f.T
    assert plain.information.added(xo, po, y, info, dt, room())
    assert po == pytest.approx(f @ better @ f.T, rel=1e-4, abs=1e-2)
    assert xo == pytest.approx(f @ xb, rel=1e-7, abs=1e-2)


def test_an_older_estimate_that_says_more_gains_nothing(plain) -> None:
    x, p = estimate(3)
    assert not plain.information.gained(x, 2.0 * p, x, p, np.zeros(6), np.zeros((6, 6)), room())


def test_distance_of_blocks(plain) -> None:
    """(x − x₂)ᵀ (P + P₂)⁻¹ (x − x₂) of places, one of them carried on by 10 s, and of velocities."""
    (xa, pa), (xb, pb) = estimate(4), estimate(5)
    place = xa[:3] - xb[:3] - 10.0 * xb[3:]
    assert plain.information.away2(xa, pa, xb, pb, 0, 10.0, room()) == pytest.approx(
        place @ np.linalg.solve(pa[:3, :3] + pb[:3, :3], place), rel=1e-6
    )
    speed = xa[3:] - xb[3:]
    assert plain.information.away2(xa, pa, xb, pb, 3, 10.0, room()) == pytest.approx(
        speed @ np.linalg.solve(pa[3:, 3:] + pb[3:, 3:], speed), rel=1e-6
    )
