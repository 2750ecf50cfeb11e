"""track.associate: distances against matrices, and who takes which plot, by hand."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st


def chosen(plain, pairs: list[tuple[float, int, int]], n_plot: int) -> list[int]:
    """Return the slot that each plot goes to; pairs are (squared distance, slot, plot), the gate is 4."""
    n, size = len(pairs), max(8, len(pairs))
    state = SimpleNamespace(
        pair_d2=np.array([p[0] for p in pairs] + [0.0]), pair_slot=np.array([p[1] for p in pairs] + [0]),
        pair_plot=np.array([p[2] for p in pairs] + [0]), node=np.zeros((4, n_plot + 10), np.int64),
        pair_link=np.zeros((4, size), np.int64), dense=np.zeros((size, size)), dense_f=np.zeros((4, size)),
        dense_k=np.zeros((4, size), np.int64), counter=np.zeros(8, np.int64),
    )  # fmt: skip
    found = np.full(n_plot, -1)
    plain.associate.assign(state, n, n_plot, 16.0, found)
    assert not state.counter.any()
    return found.tolist()


@pytest.mark.parametrize(
    ("pairs", "slots"),
    [
        ([], [-1, -1]),
        ([(1.0, 3, 0)], [3, -1]),
        ([(4.0, 3, 0), (1.0, 3, 1), (9.0, 5, 0)], [5, 3]),
        ([(4.0, 3, 0), (1.0, 3, 1)], [-1, 3]),  # one plot a track: the other begins a new one
        ([(1.0, 3, 0), (2.0, 3, 1), (3.0, 5, 0), (9.0, 5, 1)], [5, 3]),  # nearest first would be 10 together, not 5
        ([(2.0, 3, 0), (2.0, 5, 0)], [3, -1]),  # equal distances: the order of listing
    ],
)
def test_least_distance_over_the_whole_scan(plain, pairs: list[tuple[float, int, int]], slots: list[int]) -> None:
    """Each track and each plot is taken once, and no other choice has a smaller sum."""
    assert chosen(plain, pairs, 2) == slots


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000), three=st.booleans())
def test_distance_is_that_of_mahalanobis(plain, seed: int, three: bool) -> None:
    """yᵀ S⁻¹ y with S = H P Hᵀ + R."""
    rng = np.random.default_rng(seed)
    a = rng.normal(size=(6, 6))
    p, h = a @ a.T * 100 + np.eye(6), rng.normal(size=(3, 3))
    s, y = np.array([10.0, 2.0, 3.0]), np.clip(rng.normal(size=3), -2.5, 2.5)  # below half a turn
    n = 3 if three else 2
    z = np.array([1000.0, 0.5, 0.2])
    matrix = (h @ p[:3, :3] @ h.T + np.diag(s**2))[:n, :n]
    work = np.zeros((6, 6))
    work[0, :3], work[1:4, :3] = z, h
    found = plain.associate.distance2(p, work, *s, n, *(z + y))
    assert found == pytest.approx(y[:n] @ np.linalg.solve(matrix, y[:n]), rel=1e-9)
