"""track.imm: mixing, prediction and update against the textbook's matrices, by hand, and compiled against plain."""

from __future__ import annotations

import math
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kernels.shells import compiled_all
from tests.kernels.test_filter import FRAME, SITE, covariance, gradient, measured, state_at

from skypact.kernels.track import filter as single
from skypact.kernels.track import imm as kernels

imm = compiled_all(kernels, "imm_start", "imm_predict", "imm_update", "imm_bearing", "imm_combine", "weigh")
ekf = compiled_all(single, "predict", "update", "expect", "scalar_update")
S = np.array([100.0, 0.003, 0.004])
Q, STAY = np.array([0.5, 40.0]), np.array([60.0, 20.0])


class Track:
    """A track of two models about a state, with room for what they make together."""

    def __init__(self, seed: int = 1, apart: float = 50.0, range_m: float = 60_000.0, azimuth: float = 1.0):
        rng = np.random.default_rng(seed)
        mean = state_at(range_m, azimuth, 0.1, 200.0)
        self.xm = mean + rng.normal(0, apart, (2, 6)) * np.array([1, 1, 1, 0.1, 0.1, 0.1])
        self.pm = np.stack([covariance(seed, 200.0, 10.0), covariance(seed + 1, 300.0, 30.0)])
        self.mu = np.array([0.7, 0.3])
        self.x, self.p, self.work = np.zeros(6), np.zeros((6, 6)), np.full((16, 6), np.nan)

    def predict(self, of: SimpleNamespace, dt: float, stay: np.ndarray = STAY) -> None:
        """Predict by compiled or plain kernels."""
        of.imm_predict(self.xm, self.pm, self.mu, dt, Q, stay, self.x, self.p, self.work)

    def update(self, of: SimpleNamespace, z: np.ndarray, three: bool = True) -> float:
        """Take a plot."""
        return of.imm_update(self.xm, self.pm, self.mu, SITE, FRAME, *z, *S, three, self.x, self.p, self.work)

    def everything(self) -> list[np.ndarray]:
        """Return all that a kernel may have changed."""
        return [self.xm, self.pm, self.mu, self.x, self.p]


def mixed(weights: np.ndarray, x: np.ndarray, p: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return mean and covariance of a mixture from the definition."""
    mean = weights @ x
    d = x - mean
    return mean, np.einsum("n,nij->ij", weights, p + np.einsum("ni,nj->nij", d, d))


def transition(dt: float, stay: np.ndarray) -> np.ndarray:
    """Return the chances to change by the exponential of the rates' matrix."""
    from scipy.linalg import expm

    rates = np.array([[-1 / stay[0], 1 / stay[0]], [1 / stay[1], -1 / stay[1]]])
    return expm(rates * dt)


def test_both_models_start_alike() -> None:
    """Each has the state; the mixture of equals is the state itself."""
    t = Track()
    x, p = state_at(50_000, 0.3, 0.1, 100.0), covariance(3, 100.0, 10.0)
    imm.imm_start(x, p, t.xm, t.pm, t.mu, 0.9)
    imm.imm_combine(t.xm, t.pm, t.mu, t.x, t.p, t.work)
    assert (t.xm == x).all()
    assert (t.pm == p).all()
    assert t.mu == pytest.approx([0.9, 0.1])
    assert t.x == pytest.approx(x)
    assert t.p == pytest.approx(p)


def test_chances_by_hand() -> None:
    """Equal stays of 1/ln 2 s: in 0.5 s the chain changes with (1 − e^−ln 2)/2 = 0.25; 0.7, 0.3 become 0.6, 0.4."""
    t = Track()
    t.predict(imm, 0.5, np.full(2, 1.0 / math.log(2.0)))
    assert t.mu == pytest.approx([0.7 * 0.75 + 0.3 * 0.25, 0.3 * 0.75 + 0.7 * 0.25])


def test_models_that_never_change_are_never_mixed() -> None:
    """Without end of stay each model is predicted alone."""
    t, other = Track(), Track()
    t.predict(imm, 5.0, np.full(2, np.inf))
    for j in range(2):
        ekf.predict(other.xm[j], other.pm[j], 5.0, Q[j])
    assert (t.xm == other.xm).all()
    assert (t.pm == other.pm).all()
    assert t.mu == pytest.approx([0.7, 0.3])


def test_prediction_never_goes_back() -> None:
    """A moment before the state's own leaves everything as it is."""
    t, other = Track(), Track()
    t.predict(imm, 0.0)
    t.predict(imm, -3.0)
    for a, b in zip(t.everything(), other.everything(), strict=True):
        assert (a == b).all()


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), dt=st.floats(0.05, 30.0), stay0=st.floats(5, 500), stay1=st.floats(5, 500))
def test_prediction_is_that_of_the_textbook(seed: int, dt: float, stay0: float, stay1: float) -> None:
    """Mix with μ(i|j) = π_ij μ_i / c_j, predict each, combine: plain matrices, transition by matrix exponential."""
    t, stay = Track(seed), np.array([stay0, stay1])
    pi = transition(dt, stay)
    c = t.mu @ pi
    f = np.eye(6) + dt * np.eye(6, k=3)
    xs, ps = [], []
    for j in range(2):
        x, p = mixed(pi[:, j] * t.mu / c[j], t.xm, t.pm)
        noise = Q[j] * np.kron(np.array([[dt**3 / 3, dt**2 / 2], [dt**2 / 2, dt]]), np.eye(3))
        xs.append(f @ x)
        ps.append(f @ p @ f.T + noise)
    x, p = mixed(c, np.stack(xs), np.stack(ps))
    t.predict(imm, dt, stay)
    assert t.mu == pytest.approx(c, rel=1e-9)
    assert t.xm == pytest.approx(np.stack(xs), rel=1e-9)
    assert t.pm == pytest.approx(np.stack(ps), rel=1e-9, abs=1e-9 * np.abs(t.pm).max())
    assert t.x == pytest.approx(x, rel=1e-9)
    assert t.p == pytest.approx(p, rel=1e-9, abs=1e-9 * np.abs(p).max())


def normal_log(y: np.ndarray, s: np.ndarray) -> float:
    """Return the logarithm of a Gaussian density."""
    return -0.5 * float(y @ np.linalg.solve(s, y) + np.linalg.slogdet(s)[1] + len(y) * math.log(2 * math.pi))


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 10_000), three=st.booleans(), offset=st.tuples(*[st.floats(-2, 2)] * 3),
    azimuth=st.floats(-3.1, 3.1),
)  # fmt: skip
def test_update_is_that_of_the_textbook(seed: int, three: bool, offset, azimuth: float) -> None:
    """Each model's joint update, chances by the Gaussian densities of the joint innovations, and their mixture."""
    t, n = Track(seed, azimuth=azimuth), 3 if three else 2
    z = measured(t.xm.mean(0)) + S * np.array(offset)
    logs, xs, ps = [], [], []
    for j in range(2):
        h, y = gradient(t.xm[j])[:n], (z - measured(t.xm[j]))[:n]
        s = h @ t.pm[j] @ h.T + np.diag(S[:n] ** 2)
        gain = t.pm[j] @ h.T @ np.linalg.inv(s)
        logs.append(normal_log(y, s))
        xs.append(t.xm[j] + gain @ y)
        ps.append((np.eye(6) - gain @ h) @ t.pm[j])
    joint = t.mu * np.exp(np.array(logs) - max(logs))
    x, p = mixed(joint / joint.sum(), np.stack(xs), np.stack(ps))
    found = t.update(imm, z, three)
    assert found == pytest.approx(math.log(joint.sum()) + max(logs), abs=1e-6)
    assert t.mu == pytest.approx(joint / joint.sum(), abs=1e-6)
    assert t.x[:3] - SITE == pytest.approx(x[:3] - SITE, rel=1e-7)
    assert t.p == pytest.approx(p, rel=1e-6, abs=1e-6 * np.abs(p).max())


def test_a_bearing_alone() -> None:
    """The same as the scalar update of each model by the azimuth; across south it is no turn around."""
    t = Track(5, azimuth=math.pi - 1e-4)
    other = Track(5, azimuth=math.pi - 1e-4)
    found = imm.imm_bearing(t.xm, t.pm, t.mu, SITE, FRAME, -math.pi + 1e-4, S[1], t.x, t.p, t.work)
    logs = []
    for j in range(2):
        h = gradient(other.xm[j])[1]
        y = math.remainder(-math.pi + 1e-4 - measured(other.xm[j])[1], 2 * math.pi)
        s = float(h @ other.pm[j] @ h) + S[1] ** 2
        logs.append(normal_log(np.array([y]), np.array([[s]])))
        other.xm[j] += other.pm[j] @ h / s * y
    assert t.xm[:, :3] - SITE == pytest.approx(other.xm[:, :3] - SITE, rel=1e-6)
    assert found == pytest.approx(math.log(float(other.mu @ np.exp(logs))), abs=1e-6)


@pytest.mark.parametrize(("l0", "l1", "mu0"), [(0.0, 0.0, 0.5), (0.0, -2000.0, 1.0), (-2000.0, 0.0, 0.0)])
def test_chances_never_fail(plain, l0: float, l1: float, mu0: float) -> None:
    """However little likely a plot is under one model, nothing overflows, and what was nought can come back."""
    for of in (imm, plain.imm):
        mu = np.array([0.5, 0.5])
        of.weigh(mu, l0, l1)
        assert mu == pytest.approx([mu0, 1 - mu0], abs=1e-12)
        of.weigh(mu, l1, l0)
        assert np.isfinite(mu).all()
        assert mu.sum() == pytest.approx(1.0)


def test_compiled_is_plain(plain) -> None:
    """Twenty scans with both: the same to rounding."""
    a, b = Track(), Track()
    rng = np.random.default_rng(4)
    for k in range(20):
        z = measured(a.xm[0]) + S * rng.normal(size=3)
        found = [t.predict(of, 3.0) or t.update(of, z, k % 3 > 0) for t, of in ((a, imm), (b, plain.imm))]
        assert found[0] == pytest.approx(found[1], rel=1e-9)
    for x, y in zip(a.everything(), b.everything(), strict=True):
        assert x == pytest.approx(y, rel=1e-9, abs=1e-9 * np.abs(y).max())


def test_a_turn_raises_the_chance_of_the_second_model() -> None:
    """Straight flight: the quiet model; a turn of 3°/s: the other one, within four plots."""
    rng, t = np.random.default_rng(2), Track(apart=0.0)
    truth = state_at(60_000, 1.0, 0.1, 0.0)
    truth[3:] = FRAME.T @ np.array([-200.0, 0.0, 0.0])
    imm.imm_start(truth, covariance(1, 100.0, 5.0), t.xm, t.pm, t.mu, 0.5)
    seen = []
    s, c = math.sin(math.radians(15.0)), math.cos(math.radians(15.0))
    for k in range(24):
        if k >= 20:
            v = FRAME @ truth[3:]
            truth[3:] = FRAME.T @ np.array([c * v[0] - s * v[1], s * v[0] + c * v[1], v[2]])
        truth[:3] += 5.0 * truth[3:]
        t.predict(imm, 5.0)
        t.update(imm, measured(truth) + np.array([30.0, 0.0005, 0.0005]) * rng.normal(size=3))
        seen.append(t.mu[1])
    assert seen[19] < 0.35
    assert seen[23] > 0.6
