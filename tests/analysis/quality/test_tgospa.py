"""Trajectory GOSPA: values by hand, and the paper's programme written out in full."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linprog
from tests.analysis.quality.pictures import made, one_scan

from skypact.analysis.quality.gospa import gospa
from skypact.analysis.quality.scans import Scans
from skypact.analysis.quality.tgospa import tgospa
from skypact.core.errors import SkypactError

HELD = [(t, "a", 0) for t in range(4)]
CHANGED = [(0, 1, 30), (1, 1, 30), (2, 2, 40), (3, 2, 40)]


def test_one_change_of_track() -> None:
    """2 · 30² + 2 · 40² of errors and gamma² for the change."""
    found = tgospa(made(HELD, CHANGED), c=1000, gamma=100)
    assert found.localisation == pytest.approx(5000)
    assert (found.missed, found.false) == (pytest.approx(0, abs=1e-6), pytest.approx(0, abs=1e-6))
    assert (found.switches, found.n_switches) == (pytest.approx(10_000), pytest.approx(1))
    assert found.distance_m == pytest.approx(math.sqrt(15_000))
    assert found.mean_m == pytest.approx(math.sqrt(15_000 / 4))


def test_a_change_that_costs_too_much_is_a_miss_and_a_false_track() -> None:
    """With gamma 100 km it is cheaper to keep to the better track: two scans missed, two rows false."""
    found = tgospa(made(HELD, CHANGED), c=1000, gamma=100e3)
    assert (found.localisation, found.switches) == (pytest.approx(1800), pytest.approx(0, abs=1e-6))
    assert (found.n_missed, found.n_false) == (pytest.approx(2), pytest.approx(2))
    assert found.distance_m == pytest.approx(math.sqrt(1800 + 4 * 1000**2 / 2))


def test_a_swap_costs_two_changes() -> None:
    """Two objects whose tracks change places: 2 gamma²."""
    truth = [(t, name, x) for t in range(4) for name, x in (("a", 0), ("b", 500))]
    tracks = [(t, 1 if (x == 0) == (t < 2) else 2, x + 10) for t in range(4) for x in (0, 500)]
    found = tgospa(made(truth, tracks), c=1000, gamma=50)
    assert found.localisation == pytest.approx(8 * 100)
    assert (found.switches, found.n_switches) == (pytest.approx(2 * 50**2), pytest.approx(2))


def test_one_scan_is_gospa() -> None:
    """Without time there is nothing to change."""
    rng = np.random.default_rng(4)
    for _ in range(5):
        scan = one_scan(rng.uniform(0, 4000, (4, 3)), rng.uniform(0, 4000, (5, 3)))
        found, plain = tgospa(scan, gamma=500), gospa(scan)
        assert found.distance_m == pytest.approx(float(plain.distance_m[0]))
        assert found.localisation == pytest.approx(float(plain.localisation[0]))


@pytest.mark.parametrize("seed", range(6))
def test_what_is_left_out_changes_nothing(seed: int) -> None:
    """Pairs never near, groups apart and empty scans left out: the programme of the paper gives the same."""
    rng = np.random.default_rng(seed)
    truth = [(t, i, 1500.0 * i + rng.normal(0, 200)) for t in range(6) for i in range(3) if rng.random() < 0.85]
    tracks = [(t, i, 1500.0 * ((i + (t > 3)) % 4) + rng.normal(0, 400)) for t in range(6) for i in range(4)
              if rng.random() < 0.8 and (t, i) != (2, 0)]
    truth += [(t, 9, 90e3) for t in range(6)]
    scan = made(truth, tracks)
    for gamma in (100.0, 600.0):
        found = tgospa(scan, c=1000, gamma=gamma)
        assert found.distance_m == pytest.approx(in_full(scan, 1000.0, gamma), rel=1e-6)
        parts = found.localisation + found.missed + found.false + found.switches
        assert found.distance_m == pytest.approx(math.sqrt(parts))


def test_what_was_not_detectable_costs_nothing() -> None:
    """The object counts in the last two scans only; its track is not false before."""
    found = tgospa(made(HELD, [(t, 1, 20) for t in range(4)], {"a": 2.0}), gamma=100)
    assert found.localisation == pytest.approx(2 * 400)
    assert (found.missed, found.false, found.switches) == (0, 0, 0)
    alone = tgospa(made(HELD, [(0, 1, 5e4)], {"a": 2.0}), c=1000, gamma=100)
    assert (alone.n_missed, alone.n_false) == (2, 1)


def test_gamma_must_be_above_zero() -> None:
    """Without a cost of changes it is no metric of trajectories."""
    with pytest.raises(SkypactError, match="gamma = 0"):
        tgospa(made(HELD, CHANGED), gamma=0)


def in_full(scans: Scans, c: float, gamma: float) -> float:
    """Return the distance (p 2) with every pair, dummy and scan as a variable, as the paper writes its programme."""
    n, m, k = len(scans.objects) + 1, len(scans.names) + 1, len(scans.scans)
    cost = np.zeros((k, n, m))
    for s, scan in enumerate(scans.scans):
        i, j = scans.i_object[scan.truth], scans.i_track[scan.tracks]
        cost[s, i, :] += c**2 / 2
        cost[s, :, j] += c**2 / 2
        for a, row in enumerate(i):
            cost[s, row, j] = np.minimum(scan.distances()[a], c) ** 2
    cost[:, -1, -1] = 0
    size = n * m * k
    moved = (n - 1) * (m - 1) * (k - 1)
    rows: list[np.ndarray] = []
    index = np.arange(size).reshape(k, n, m)
    for s in range(k):
        for group in [*index[s, :-1, :], *index[s, :, :-1].T]:
            rows.append(np.bincount(group, minlength=size + moved))
    above: list[np.ndarray] = []
    pairs = np.stack([index[:-1, :-1, :-1].ravel(), index[1:, :-1, :-1].ravel()], axis=1)
    for e, (one, two) in enumerate(pairs):
        for sign in (1, -1):
            row = np.zeros(size + moved)
            row[[one, two, size + e]] = -sign, sign, -1
            above.append(row)
    answer: Any = linprog(
        np.concatenate([cost.ravel(), np.full(moved, gamma**2 / 2)]), A_ub=np.array(above), b_ub=np.zeros(len(above)),
        A_eq=np.array(rows), b_eq=np.ones(len(rows)), bounds=(0, None), method="highs",
    )  # fmt: skip
    return math.sqrt(answer.fun)
