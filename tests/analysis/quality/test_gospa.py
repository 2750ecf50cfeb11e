"""GOSPA: values by hand, and what makes it a metric."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.quality.pictures import made, one_scan

from skypact.analysis.quality.associate import switches
from skypact.analysis.quality.gospa import gospa
from skypact.core.errors import SkypactError

POINTS = st.lists(st.tuples(*[st.floats(-3000, 3000, width=32)] * 3), max_size=4)


def distance(x: object, y: object, **how: float) -> float:
    """Return GOSPA of two sets of points."""
    return float(gospa(one_scan(np.array(x), np.array(y)), **how).distance_m[0])


def test_one_found_one_missed_one_false() -> None:
    """A track 300 m and 400 m beside is 500 m off; missed and false cost c²/2 each."""
    found = gospa(one_scan(np.array([[0, 0, 0], [10e3, 0, 0]]), np.array([[300, 400, 0], [50e3, 0, 0]])), c=2000)
    assert found.localisation[0] == pytest.approx(500.0**2)
    assert (found.missed[0], found.false[0]) == (2000.0**2 / 2, 2000.0**2 / 2)
    assert (found.n_missed[0], found.n_false[0], found.n_paired[0]) == (1, 1, 1)
    assert found.distance_m[0] == pytest.approx(math.sqrt(250_000 + 4_000_000))
    assert found.mean_m == pytest.approx(2061.5528)
    assert found.parts() == {"localisation": pytest.approx(250_000), "missed": 2e6, "false": 2e6}


def test_nothing_held_costs_the_cut_off_of_each() -> None:
    """Three objects without a track: 3 c²/2, all of it missed; three tracks without an object: all of it false."""
    three = np.array([[0, 0, 0], [5000, 0, 0], [9000, 0, 0]])
    assert distance(three, np.zeros((0, 3)), c=1000) == pytest.approx(math.sqrt(3 * 1000**2 / 2))
    found = gospa(one_scan(np.zeros((0, 3)), three), c=1000)
    assert (found.missed[0], found.false[0]) == (0, pytest.approx(1.5e6))
    assert distance(np.zeros((0, 3)), np.zeros((0, 3))) == 0


def test_the_best_pairing_is_not_the_greedy_one() -> None:
    """0–900 and 1000–1900 cost 2 · 900²; the nearest first would take 1000–900 and leave 0–1900."""
    x, y = [[0, 0, 0], [1000, 0, 0]], [[900, 0, 0], [1900, 0, 0]]
    assert distance(x, y, c=2000) == pytest.approx(math.sqrt(2 * 900.0**2))


def test_order_one_and_alpha_one() -> None:
    """With alpha 1 a far pair costs c, one left over c as well; parts halve the far pair."""
    found = gospa(one_scan(np.array([[0, 0, 0], [10e3, 0, 0]]), np.array([[500, 0, 0], [50e3, 0, 0]])), p=1, alpha=1)
    assert (found.localisation[0], found.missed[0], found.false[0]) == (pytest.approx(500), 1000, 1000)
    alone = gospa(one_scan(np.array([[0, 0, 0], [10e3, 0, 0]]), np.array([[500, 0, 0]])), p=1, alpha=1)
    assert (alone.localisation[0], alone.missed[0], alone.false[0]) == (pytest.approx(500), 2000, 0)


@settings(max_examples=60, deadline=None)
@given(POINTS, POINTS, POINTS, st.sampled_from([1.0, 2.0]), st.sampled_from([0.5, 1.0, 2.0]))
def test_it_is_a_metric(x: list, y: list, z: list, p: float, alpha: float) -> None:
    """Zero to itself, symmetric, and no way round is shorter."""
    how = {"c": 1500.0, "p": p, "alpha": alpha}
    assert distance(x, x, **how) == pytest.approx(0, abs=1e-3)
    assert distance(x, y, **how) == pytest.approx(distance(y, x, **how), abs=1e-6)
    assert distance(x, z, **how) <= distance(x, y, **how) + distance(y, z, **how) + 1e-6


@settings(max_examples=60, deadline=None)
@given(POINTS, POINTS, st.sampled_from([0.5, 1.0, 2.0]))
def test_parts_add_up(x: list, y: list, alpha: float) -> None:
    """localisation + missed + false = distance²."""
    found = gospa(one_scan(np.array(x), np.array(y)), c=1500, alpha=alpha)
    assert found.localisation + found.missed + found.false == pytest.approx(found.distance_m**2)
    assert found.n_paired + found.n_missed == len(x)
    assert found.n_paired + found.n_false == len(y)


def test_what_was_not_detectable_is_not_missed_and_no_false_track() -> None:
    """An object that is not detectable yet costs nothing, with a track or without; a second track on it is false."""
    truth = [(0, "a", 0), (10, "a", 0), (0, "b", 9000), (10, "b", 9000)]
    spans = {"a": 0.0, "b": 10.0}
    without = gospa(made(truth, [(0, 1, 0), (10, 1, 0)], spans))
    assert without.n_missed.tolist() == [0, 1]
    held = gospa(made(truth, [(0, 1, 0), (10, 1, 0), (0, 2, 9100), (0, 3, 9200)], spans))
    assert held.n_false.tolist() == [1, 0]
    assert held.localisation.tolist() == [0, 0]
    assert held.n_paired.tolist() == [1, 1]


def test_changes_of_track_count_over_gaps() -> None:
    """1, none, 2, 2, 1: two changes; one that is paired again with its old track has none."""
    truth = [(t, "a", 0) for t in range(5)]
    tracks = [(0, 1, 0), (2, 2, 0), (3, 2, 0), (4, 1, 0)]
    changed, kept = made(truth, tracks), made(truth, [(0, 1, 0), (4, 1, 0)])
    assert switches(changed, gospa(changed).truth_of) == 2
    assert switches(kept, gospa(kept).truth_of) == 0


@pytest.mark.parametrize("how", [{"c": 0}, {"p": 0.5}, {"alpha": 0}, {"alpha": 2.5}, {"c": math.inf}], ids=str)
def test_what_makes_no_metric_is_refused(how: dict[str, float]) -> None:
    """c > 0, p ≥ 1, 0 < alpha ≤ 2."""
    with pytest.raises(SkypactError, match="makes no metric"):
        distance([[0, 0, 0]], [[0, 0, 0]], **how)
