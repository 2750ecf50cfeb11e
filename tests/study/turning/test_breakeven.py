"""Break-even and what may be varied."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.study.worlds_by_hand import scenario, simulator

from skypact.core.errors import SkypactError
from skypact.study import measuring
from skypact.study.turning.breakeven import break_even
from skypact.study.turning.crossing import crossings, turning_point


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    calls: list[dict[str, Any]] = []
    monkeypatch.setattr(measuring, "simulate", simulator(calls))
    return calls


def test_an_intruders_path_runs_nothing(calls: list[dict[str, Any]]) -> None:
    with pytest.raises(SkypactError, match="never a study factor"):
        break_even(scenario(), "intruders.drone-01.begin", runs=5)
    assert calls == []


def test_one_arrangement_turns_at_a_half(calls: list[dict[str, Any]]) -> None:
    found = break_even(
        scenario(measure="told", about=["drone-01"]), arrangements=["unified"], runs=200, points=10,
    )
    # Told where the luck (0.05, 0.15, … 0.95) is above stops = 0, 0.1, … 0.9: share 1 - stops.
    assert found.curve["value"].to_pylist() == pytest.approx([0.1 * i for i in range(10)])
    assert found.curve["mean"].to_pylist() == pytest.approx([1 - 0.1 * i for i in range(10)])
    assert found.at == pytest.approx(0.5)
    assert found.low is not None
    assert found.high is not None
    # The ends of Wilson's interval at 0.4 and 0.6 (200 runs) lie 0.068 inside: the band is about 0.5 ± 0.068.
    assert (found.low, found.high) == pytest.approx((0.431, 0.569), abs=0.004)
    assert "is 50 % at posts.border-post.stops = 0.5 (band 0.43" in found.statement
    assert len(calls) == 10


def test_two_arrangements_that_never_cross(calls: list[dict[str, Any]]) -> None:
    found = break_even(scenario(about=["drone-01"]), runs=60, points=3)
    assert found.names == ("national", "unified")
    assert (found.at, found.low, found.high) == (None, None, None)
    assert found.difference["difference"].to_pylist() == pytest.approx([-1 / 3] * 3)
    assert "“unified” less “national” stays below throughout." in found.statement
    # leak is 2/3 of the runs under one and 1/3 under the other at every value: neither crosses one half
    assert set(found.even_chance.values()) == {(None, None, None)}
    assert found.statement.endswith("“national” nowhere in it, “unified” nowhere in it.")
    same = break_even(scenario(about=["drone-01"]), arrangements=["national", "coordinated"], runs=30, points=2)
    assert same.statement.startswith(
        "Over posts.border-post.stops = 0 to 0.9 “coordinated” and “national” are equal in runs in which an attacker "
        "got through at every value looked at, in every run."
    )
    few = break_even(scenario(about=["drone-01"]), runs=2, points=2)  # apart in one run of two: nothing is shown
    assert "“unified” and “national” cannot be told apart in runs" in few.statement
    assert "there is no value" not in few.statement


def test_a_threshold_for_counts_must_be_named(calls: list[dict[str, Any]]) -> None:
    with pytest.raises(SkypactError, match="say at which number"):
        break_even(scenario(), arrangements=["unified"], runs=5, points=2)
    found = break_even(scenario(), arrangements=["unified"], runs=5, points=2, threshold=1.5)
    assert found.threshold == 1.5


def test_a_range_over_decades_is_cut_evenly_in_its_logarithm(calls: list[dict[str, Any]]) -> None:
    found = break_even(scenario(), "posts.cp-joint.handling", runs=2, points=3)
    assert found.difference["value"].to_pylist() == pytest.approx([10.0, 100.0, 1000.0])


def test_a_path_without_range_or_name_is_refused(calls: list[dict[str, Any]]) -> None:
    with pytest.raises(SkypactError, match="has no range"):
        break_even(scenario(), "posts.cp-ru.stops", runs=5)
    with pytest.raises(SkypactError, match=r"posts\.border-post"):
        break_even(scenario(), "posts.border-pst.stops", runs=5)
    with pytest.raises(SkypactError, match="one or between two"):
        break_even(scenario(), arrangements=["national", "coordinated", "unified"], runs=5)
    with pytest.raises(SkypactError, match="two or more"):
        break_even(scenario(), runs=5, points=1)
    assert calls == []


def test_crossings_of_a_broken_line() -> None:
    x = np.array([0.0, 1.0, 2.0, 3.0, 4.0])
    assert crossings(x, np.array([-1.0, 3.0, 1.0, 2.0, -2.0])) == [0.25, 3.5]
    assert crossings(x, np.array([-1.0, 0.0, 0.0, 0.0, 2.0])) == [2.0]
    assert crossings(x, np.array([0.0, 0.0, 1.0, 2.0, 0.0])) == []
    log = crossings(np.array([1.0, 100.0]), np.array([-1.0, 1.0]), is_log=True)
    assert log == pytest.approx([10.0])


def test_what_may_be_luck_is_no_turn() -> None:
    x, y = np.array([0.0, 1.0, 2.0]), np.array([-1.0, 0.5, 1.0])
    assert turning_point(x, y, y - 2, y + 2) == (None, None, None)
    assert turning_point(x, y, y - 0.4, y + 0.4) == pytest.approx((2 / 3, 0.4, 14 / 15))
