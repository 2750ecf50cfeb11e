"""track.cluster: the greatest total value, as scipy finds it, however the pairs hang together."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment
from tests.kernels.shells import compiled_all

from skypact.kernels.track import cluster as kernels

compiled = compiled_all(kernels, "global_nearest")
Pair = tuple[int, int, float]


def assigned(of: SimpleNamespace, pairs: list[Pair], n_slot: int, n_plot: int, most: int = 40) -> tuple[int, list[int]]:
    """Return need and chosen; scratch begins with rubbish."""
    n = len(pairs)
    slot, plot = (np.array([p[i] for p in pairs], np.int64) for i in (0, 1))
    value, chosen = np.array([p[2] for p in pairs], float), np.full(n_plot, 7)
    node, pair = np.full((4, n_plot + n_slot), 7), np.full((kernels.PAIR_ROWS, max(n, 1)), 7)
    dense, f, k = np.full((most, most), np.nan), np.full((4, most), np.nan), np.full((4, most), 7)
    return of.global_nearest(n, value, slot, plot, n_plot, chosen, node, pair, dense, f, k), chosen.tolist()


def drawn(seed: int, n_slot: int, n_plot: int, share: float, ties: bool = False) -> list[Pair]:
    """Return gated pairs of some share of all, in random order."""
    rng = np.random.default_rng(seed)
    every = [(i, j) for i in range(n_slot) for j in range(n_plot) if rng.random() < share]
    rng.shuffle(every)
    return [(i, j, float(rng.integers(1, 4)) if ties else float(rng.uniform(0.01, 4.0))) for i, j in every]


@pytest.mark.parametrize("of", ["compiled", "plain"])
@pytest.mark.parametrize(
    ("pairs", "chosen"),
    [
        ([], [-1, -1, -1]),
        ([(0, 0, 1.0)], [0, -1, -1]),
        ([(0, 0, 1.0), (0, 1, 2.0), (0, 2, 1.5)], [-1, 0, -1]),  # one track, three plots
        ([(2, 1, 1.0), (0, 1, 3.0), (1, 1, 2.0)], [-1, 0, -1]),  # one plot, three tracks
        ([(0, 0, 3.0), (0, 1, 2.5), (1, 0, 2.8)], [1, 0, -1]),  # nearest first would take 3.0 alone
        ([(0, 0, 3.0), (1, 1, 2.0), (2, 2, 1.0)], [0, 1, 2]),  # three clusters
        ([(1, 0, 2.0), (2, 0, 2.0)], [1, -1, -1]),  # equal: what is listed first
    ],
)
def test_by_hand(plain, of: str, pairs: list[Pair], chosen: list[int]) -> None:
    """Small sets of pairs solved on paper."""
    assert assigned(plain.cluster if of == "plain" else compiled, pairs, 3, 3) == (0, chosen)


@settings(max_examples=150, deadline=None)
@given(
    seed=st.integers(0, 100_000), n_slot=st.integers(1, 25), n_plot=st.integers(1, 25),
    share=st.sampled_from([0.03, 0.08, 0.2, 0.9]), ties=st.booleans(),
)  # fmt: skip
def test_the_total_is_that_of_scipy(seed: int, n_slot: int, n_plot: int, share: float, ties: bool) -> None:
    """Equal total value; each track and each plot once; only pairs that were gated."""
    pairs = drawn(seed, n_slot, n_plot, share, ties)
    value = np.zeros((n_slot, n_plot))
    for i, j, v in pairs:
        value[i, j] = v
    rows, columns = linear_sum_assignment(value, maximize=True)
    need, chosen = assigned(compiled, pairs, n_slot, n_plot)
    taken = [(i, j) for j, i in enumerate(chosen) if i >= 0]
    assert need == 0
    assert len({i for i, _ in taken}) == len(taken)
    assert all(value[i, j] > 0 for i, j in taken)
    assert sum(value[i, j] for i, j in taken) == pytest.approx(value[rows, columns].sum())


def test_compiled_is_plain(plain) -> None:
    """The same choice, ties included."""
    for seed in range(30):
        pairs = drawn(seed, 12, 15, 0.15, ties=seed % 2 == 0)
        assert assigned(compiled, pairs, 12, 15) == assigned(plain.cluster, pairs, 12, 15)


def test_a_cluster_that_does_not_fit_is_told() -> None:
    """A cluster of five tracks and six plots in a matrix of four: its need is returned, and enough room solves it."""
    pairs = drawn(1, 5, 6, 1.0)
    need, _ = assigned(compiled, pairs, 5, 6, most=4)
    assert need == 6
    assert assigned(compiled, pairs, 5, 6, most=6)[0] == 0
