"""The break-even surface: the line of equality, its band, and what is said of it."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from tests.study.worlds_by_hand import scenario, simulator

from skypact.core.errors import SkypactError
from skypact.study import measuring
from skypact.study.factors import Factor
from skypact.study.turning.crossing import contour
from skypact.study.turning.surface import found_surface, surface
from skypact.study.values import Values

X = Factor("x.delay", ("x.delay",), "time", 0.0, 4.0, (1.0, 1.0), False)
Y = Factor("y.delay", ("y.delay",), "time", 0.0, 2.0, (1.0, 2.0), False)


def _leak(by_run: np.ndarray) -> Values:
    return Values("leak", "attackers that got through", "lower", "count", False, 9, by_run)


def _pairs(x: Factor, y: Factor, points: int, of: Any, noise: float = 0.1) -> list[list[tuple[Values, Values]]]:
    """Return pairs whose mean difference b - a is of(x, y), each run off by ±noise."""
    off = np.where(np.arange(20) % 2, noise, -noise)
    return [[(_leak(np.full(20, 5.0)), _leak(5.0 + of(u, v) + off)) for u in x.grid(points)] for v in y.grid(points)]


def test_the_contour_of_a_plane_is_a_straight_line() -> None:
    x, y = np.array([0.0, 1.0, 2.0]), np.array([0.0, 1.0])
    z = np.array([[u - v - 0.5 for u in x] for v in y])  # zero at x = y + 1/2
    lines = contour(x, y, z)
    assert len(lines) == 1
    assert sorted(lines[0]) == [(0.5, 0.0), (1.0, 0.5), (1.5, 1.0)]
    assert contour(x, y, z + 9) == []
    assert contour(x, y, np.full((2, 3), np.nan)) == []


def test_the_contour_around_a_hill_is_closed_and_a_saddle_is_cut_by_its_mean() -> None:
    grid = np.arange(5.0)
    ring = contour(grid, grid, np.array([[1.0 - abs(u - 2) - abs(v - 2) for u in grid] for v in grid]))
    assert len(ring) == 1
    assert ring[0][0] == ring[0][-1]
    ends = np.array([0.0, 1.0])
    high = contour(ends, ends, np.array([[3.0, -1.0], [-1.0, 3.0]]))  # the middle is above: the low corners are cut off
    low = contour(ends, ends, np.array([[1.0, -3.0], [-3.0, 1.0]]))  # below: the high ones are
    assert {frozenset(line) for line in high} == {
        frozenset({(0.75, 0.0), (1.0, 0.25)}), frozenset({(0.0, 0.75), (0.25, 1.0)}),
    }  # fmt: skip
    assert {frozenset(line) for line in low} == {
        frozenset({(0.25, 0.0), (0.0, 0.25)}), frozenset({(1.0, 0.75), (0.75, 1.0)}),
    }  # fmt: skip


def test_the_line_on_which_two_arrangements_are_equal() -> None:
    found = found_surface(X, Y, ("national", "unified"), _pairs(X, Y, 5, lambda u, v: u - v - 1.0))
    # equal at x = y + 1: (1, 0), (2, 1), (3, 2)
    points = sorted(p for line in found.contour for p in line)
    assert points[0] == pytest.approx((1.0, 0.0))
    assert points[-1] == pytest.approx((3.0, 2.0))
    assert [v for v, _, _, _ in found.turns_x] == [0, 0.5, 1, 1.5, 2]
    assert [at for _, at, _, _ in found.turns_x] == pytest.approx([1, 1.5, 2, 2.5, 3])
    assert found.turns_y[2][1] == pytest.approx(1)
    _, _, low, high = found.turns_x[2]
    assert low is not None
    assert high is not None
    # the sd of a run's difference is 0.1, so the interval of the mean of 20 is about ± 0.044; the slope is 1
    assert (low, high) == pytest.approx((1.956, 2.044), abs=0.01)
    assert found.grid("difference")[0].tolist() == pytest.approx([-1, 0, 1, 2, 3])
    assert "at y.delay = 1 s it is x.delay = 2 s (band 1.9" in found.statement
    assert "below zero at 11 and above zero at 11; at 3 it cannot be told" in found.statement


def test_a_line_across_the_first_factor_is_said_by_its_values() -> None:
    found = found_surface(X, Y, ("national", "unified"), _pairs(X, Y, 3, lambda _, v: v - 0.5))
    assert [at for _, at, _, _ in found.turns_x] == [None] * 3
    assert [at for _, at, _, _ in found.turns_y] == pytest.approx([0.5] * 3)
    assert "at x.delay = 0 s it is y.delay = 0.5 s" in found.statement


def test_a_factor_over_decades_is_straight_in_its_logarithm() -> None:
    x = Factor("x.delay", ("x.delay",), "time", 1.0, 100.0, (1.0, 1.0), True)
    found = found_surface(x, Y, ("a", "b"), _pairs(x, Y, 3, lambda u, v: math.log10(u) - 0.5))
    assert [at for _, at, _, _ in found.turns_x] == pytest.approx([10**0.5] * 3)
    assert {round(u, 6) for line in found.contour for u, _ in line} == {round(10**0.5, 6)}


def test_what_may_be_luck_is_no_line() -> None:
    wide = found_surface(X, Y, ("a", "b"), _pairs(X, Y, 3, lambda u, v: u - 2.0, noise=20.0))
    assert (wide.contour, wide.turns_x) == ([], [])
    assert "the two can be told apart nowhere" in wide.statement
    below = found_surface(X, Y, ("a", "b"), _pairs(X, Y, 3, lambda u, v: -u))
    assert "“b” has less wherever the two can be told apart" in below.statement
    assert "below zero at 6 and above zero at 0; at 3" in below.statement


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    calls: list[dict[str, Any]] = []
    monkeypatch.setattr(measuring, "simulate", simulator(calls))
    return calls


def test_both_arrangements_run_at_every_pair_of_values(calls: list[dict[str, Any]]) -> None:
    read = scenario(measure="told", about=["drone-01"])
    names = ["national", "unified"]
    found = surface(read, "posts.border-post.stops", "posts.cp-joint.handling", names, runs=6, points=2)
    assert len(calls) == 8
    assert found.values()[1].tolist() == [10.0, 1000.0]
    assert found.grid("mean_a").tolist() == [[1.0, 0.0], [1.0, 0.0]]  # stops 0 and 0.9, of the first six of ten lucks
    assert found.as_dict()["paths"]["posts.cp-joint.handling"] == ["posts.cp-joint.handling"]


def test_what_is_no_surface_is_told(calls: list[dict[str, Any]]) -> None:
    for x, y, names, said in (
        ("posts.border-post.stops", "intruders.*.begin", None, "never a study factor"),
        ("posts.border-post.stops", "posts.*.stops", None, "both name posts.border-post.stops"),
        ("posts.border-post.stops", "handling", ["unified"], "name two"),
        ("posts.border-post.stops", "handling", ["national", "coordinated", "unified"], "one or between two"),
    ):
        with pytest.raises(SkypactError, match=said):
            surface(scenario(), x, y, names, runs=3)
    assert calls == []
