"""NEES and NIS: values by hand, bounds from the tables, and a filter that is right."""

from __future__ import annotations

import numpy as np
import pytest
from tests.analysis.quality.pictures import columns

from skypact.analysis.quality.consistency import bounds, nees, nis, of_tracks
from skypact.analysis.quality.gospa import gospa
from skypact.analysis.quality.scans import scans
from skypact.analysis.quality.tables import tracks, truth
from skypact.core.errors import SkypactError


def test_squares_by_hand() -> None:
    """(3, 4) with variances 9 and 4 is 1 + 4; (1, 1) with covariance 1 beside variances 2 is 2/3."""
    found = nees(np.array([[3.0, 4], [1, 1]]), np.array([np.diag([9.0, 4]), [[2, 1], [1, 2]]]))
    assert found.mean_at.tolist() == pytest.approx([5, 2 / 3])
    assert (found.mean, found.dims, found.n) == (pytest.approx((5 + 2 / 3) / 2), 2, 2)


def test_bounds_of_the_tables() -> None:
    """Chi-square of 100 degrees: 74.222 and 129.561; of 2: 0.0506 and 7.378."""
    low, high = bounds(2, 50)
    assert (50 * low, 50 * high) == (pytest.approx(74.222, abs=1e-3), pytest.approx(129.561, abs=1e-3))
    assert bounds(2, 1) == (pytest.approx(0.0506, abs=1e-4), pytest.approx(7.378, abs=1e-3))


def test_groups_are_moments() -> None:
    """Three errors at one moment and one at another: a mean of each, the bounds wider for the one."""
    found = nis(np.array([[1.0], [2], [3], [2]]), np.ones((4, 1, 1)), t_s=np.array([0, 0, 0, 5]))
    assert found.mean_at.tolist() == pytest.approx([14 / 3, 4])
    assert found.high_at.tolist() == pytest.approx([9.348 / 3, 5.024], abs=1e-3)
    assert found.inside == 0.5


def test_verdicts() -> None:
    """A covariance half as large as the errors is overconfident, twice as large too cautious."""
    error = np.random.default_rng(5).normal(0, 1, (2000, 3))
    words = [nees(error, np.broadcast_to(np.eye(3) * scale, (2000, 3, 3))).verdict for scale in (0.5, 1, 2)]
    assert words == ["overconfident", "consistent", "too cautious"]


def test_a_kalman_filter_on_its_own_model_is_consistent() -> None:
    """Constant velocity with white noise acceleration, 100 runs of 40 steps: by moment, about 95 % inside."""
    rng = np.random.default_rng(11)
    f, q, h, r = np.array([[1.0, 1], [0, 1]]), np.array([[1 / 3, 1 / 2], [1 / 2, 1]]), np.array([[1.0, 0]]), 4.0
    x = rng.multivariate_normal([0, 0], np.diag([4.0, 4]), 100)
    believed, p = np.zeros((100, 2)), np.diag([4.0, 4])
    errors, covariances, moments = [], [], []
    for k in range(40):
        x = x @ f.T + rng.multivariate_normal([0, 0], q, 100)
        believed, p = believed @ f.T, f @ p @ f.T + q
        gain = p @ h.T / (h @ p @ h.T + r)
        innovation = x @ h.T + rng.normal(0, np.sqrt(r), (100, 1)) - believed @ h.T
        believed, p = believed + innovation @ gain.T, p - gain @ h @ p
        errors.append(x - believed)
        covariances.append(np.broadcast_to(p, (100, 2, 2)))
        moments.append(np.full(100, k))
    found = nees(np.concatenate(errors), np.concatenate(covariances), np.concatenate(moments))
    assert 0.85 <= found.inside <= 1
    assert nees(np.concatenate(errors), 0.7 * np.concatenate(covariances), np.concatenate(moments)).inside < 0.1


def test_of_tracks_takes_velocity_where_it_is() -> None:
    """An error of one standard deviation on each of six axes is 6; position alone is 3."""
    v = np.tile([10.0, 0, 0], (2, 1))
    there = columns([(0, "a", 0), (1, "a", 10)], v=v)
    held = columns([(0, 1, 100), (1, 1, 110)], P=np.broadcast_to(np.diag([1e4] * 3 + [4.0] * 3), (2, 6, 6)))
    held["xyz"] = held["xyz"] + np.array([0, 100.0, 100])
    six = scans(truth(there), tracks(held | {"v": v + 2}))
    found = of_tracks(six, gospa(six).truth_of)
    assert found is not None
    assert (found.mean, found.dims) == (pytest.approx(6), 6)
    three = scans(truth(there), tracks(held))
    found = of_tracks(three, gospa(three).truth_of)
    assert found is not None
    assert (found.mean, found.dims) == (pytest.approx(3), 3)


def test_what_does_not_fit_is_refused() -> None:
    """Shapes that differ, and a covariance that is none."""
    with pytest.raises(SkypactError, match=r"do not fit"):
        nees(np.zeros((3, 2)), np.zeros((3, 3, 3)))
    with pytest.raises(SkypactError, match="not positive definite"):
        nis(np.zeros((1, 2)), np.zeros((1, 2, 2)))
