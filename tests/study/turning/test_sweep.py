"""A sweep over worlds by hand: told where the luck (0.05, 0.15, … 0.95) is above the chance that a report stops."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.study.worlds_by_hand import scenario, simulator

from skypact.core.errors import SkypactError
from skypact.study import measuring
from skypact.study.measuring import Measuring
from skypact.study.turning.sweep import sweep


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    calls: list[dict[str, Any]] = []
    monkeypatch.setattr(measuring, "simulate", simulator(calls))
    return calls


STOPS = "posts.border-post.stops=0..0.5"


def test_each_arrangement_at_each_value(calls: list[dict[str, Any]]) -> None:
    seen: list[int] = []
    found = sweep(scenario(measure="told", about=["drone-01"]), STOPS, points=3, runs=60, progress=seen.append)
    assert found.names == ("national", "coordinated", "unified")
    assert found.measures == ("leak", "any_wrongful", "told")
    assert [(c["name"], c["seed"]) for c in calls] == [(name, 1) for _ in range(3) for name in found.names]
    assert sum(seen) == 3 * 3 * 60
    told = found.rows("told", "unified")
    assert [r["text"] for r in told] == ["0", "0.25", "0.5"]
    assert [r["mean"] for r in told] == pytest.approx([1.0, 0.7, 0.5])  # at 0.25 three of ten stop: 0.05, 0.15, 0.25
    # by hand: leak is 2/3 of the runs under national and 1/3 under unified, whatever the report does
    assert [r["mean"] for r in found.rows("leak", "national")] == pytest.approx([2 / 3] * 3)
    assert [r["mean"] for r in found.rows("any_wrongful", "unified")] == pytest.approx([0.1] * 3)
    none = found.rows("any_wrongful", "national")[0]
    assert (none["mean"], none["kind"]) == (0.0, "exact one-sided")
    assert none["high"] == pytest.approx(1 - 0.05 ** (1 / 60))
    kept = found.rows("kept_by", "unified")  # 20 of 60 runs end without a decision, else a Russian crew decides
    assert (kept[0]["mean"], kept[0]["n"]) == (0.0, 40)
    assert found.rows("kept_ru", "unified")[0]["mean"] is None  # nobody decided over ru


def test_changes_and_differences_are_paired(calls: list[dict[str, Any]]) -> None:
    found = sweep(scenario(measure="told", about=["drone-01"]), STOPS, points=2, runs=60)
    change = {(r["measure"], r["arrangement"]): r for r in found.change.to_pylist()}
    assert change["told", "national"]["difference"] == pytest.approx(-0.5)
    assert change["told", "national"]["high"] < -0.3
    assert change["leak", "national"]["differs"] == 0
    pair = next(r for r in found.paired.to_pylist() if (r["measure"], r["b"], r["value"]) == ("leak", "unified", 0.0))
    assert (pair["a"], pair["difference"]) == ("national", pytest.approx(-1 / 3))
    assert "“national” 100.0 % → 50.0 % (change, 95 %: −" in found.statement
    assert "“unified” 33.3 % → 33.3 % (the same in every run)" in found.statement


def test_a_world_that_came_up_before_is_not_run_again(calls: list[dict[str, Any]]) -> None:
    seen: list[int] = []
    how = Measuring(runs=10, progress=seen.append)
    read = scenario()
    assert how.values(read, "national") is how.values(read, "national")
    assert how.values(read, "national") is not how.values(read, "unified")
    assert len(calls) == 2
    assert sum(seen) == 10 * 4  # what need not be played counts as finished


def test_what_is_wrong_is_told_before_anything_runs(calls: list[dict[str, Any]]) -> None:
    for text, how, said in (
        ("intruders.drone-01.begin=0s..9s", {}, "never a study factor"), (STOPS, {"points": 1}, "two or more"),
        (STOPS, {"arrangements": ["unifed"]}, "did you mean 'unified'"), (STOPS, {"runs": 0}, "0 runs"),
        (STOPS, {"hypothesis": "riva"}, "did you mean 'rival'"),
    ):  # fmt: skip
        with pytest.raises(SkypactError, match=said):
            sweep(scenario(), text, **how)  # type: ignore[arg-type]
    assert calls == []


def test_a_table_for_programs_has_neither_nan_nor_paths(calls: list[dict[str, Any]]) -> None:
    made = sweep(scenario(), STOPS, points=2, runs=1).as_dict()  # one run has no interval
    assert made["factor"]["paths"] == ["posts.border-post.stops"]
    assert json.dumps(made, allow_nan=False)
    assert made["table"][0]["text"] == "0"
