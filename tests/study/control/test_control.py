"""Choices beside each other, counted by hand.

Over 30 runs drone-01, bound for by, is stopped in 10 runs alone and in 20 joint; joint the Russian crew of cp-joint
decides, and a liner is fired at in runs 0, 10, 20. Without the partner, cp-joint is gone and joint is as alone.
"""

from __future__ import annotations

from typing import Any

import pytest
from tests.study.choices_by_hand import player, scenario

from skypact.cli.commands.control import text
from skypact.core.errors import SkypactError
from skypact.report.pages.control import render
from skypact.study.control.answer import gain_text, leans_on, price_text, sentences
from skypact.study.control.control import ControlStudy, bound_for, chosen, control, frontier
from skypact.study.values import Values


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    monkeypatch.setattr("skypact.study.worlds.played", player(made))
    return made


@pytest.fixture
def found(calls: list[dict[str, Any]]) -> ControlStudy:
    return control(scenario(), runs=30)


def test_each_choice_is_played_with_and_without_the_partner(found: ControlStudy, calls: list[dict[str, Any]]) -> None:
    assert [(c["name"], "cp-joint" in c["posts"]) for c in calls] == [
        ("alone", True), ("alone", False), ("joint", True), ("joint", False),
    ]  # fmt: skip
    assert {(c["runs"], c["seed"]) for c in calls} == {(30, 1)}
    assert (found.nation, found.partner, found.names) == ("by", "ru", ("alone", "joint"))


def test_leak_counts_those_bound_for_the_nation_and_all_that_are_asked_about(found: ControlStudy) -> None:
    assert bound_for(scenario(), "by") == ("drone-01",)
    assert bound_for(scenario(), "ru") == ("drone-02",)
    assert [found.mean(name, "leak")["mean"] for name in found.names] == pytest.approx([2 / 3, 1 / 3])
    assert found.mean("alone", "leak")["kind"] == "wilson"  # one attacker: a yes or no of the run
    assert found.mean("alone", "leak_all")["mean"] == pytest.approx(2 / 3)  # the log says nothing of drone-02


def test_gain_control_and_wrongful_fire(found: ControlStudy) -> None:
    gained = found.gained("joint")
    assert gained["difference"] == pytest.approx(1 / 3)
    assert 0 < gained["low"] < 1 / 3 < gained["high"]
    assert found.gained("alone")["difference"] == 0
    assert found.mean("alone", "kept_by")["mean"] == 1.0
    joint = found.mean("joint", "kept_by")  # a Russian crew decides in 20 runs; the other 10 say nothing
    assert (joint["mean"], joint["n"], joint["kind"]) == (0.0, 20, "exact one-sided")
    assert found.mean("joint", "any_wrongful")["mean"] == pytest.approx(0.1)
    none = found.mean("alone", "any_wrongful")
    assert (none["mean"], none["kind"]) == (0.0, "exact one-sided")
    assert none["high"] == pytest.approx(1 - 0.05 ** (1 / 30))
    counts = {(r["choice"], r["partner"]): r for r in found.counts.to_pylist()}
    assert counts["joint", "stays"]["foreign"] == pytest.approx(20 / 30)
    assert counts["joint", "stays"]["shots_without_consent"] == pytest.approx(20 / 30)  # the liner's rest on none


def test_what_is_left_without_the_partner(found: ControlStudy) -> None:
    assert found.mean("joint", "leak", "withdraws")["mean"] == pytest.approx(2 / 3)
    assert found.gained("joint", "withdraws")["differs"] == 0
    assert found.mean("joint", "kept_by", "withdraws")["mean"] == 1.0
    lost = [r for r in found.differences.to_pylist()
            if (r["choice"], r["against"], r["against_partner"], r["partner"], r["measure"])
            == ("joint", "joint", "stays", "withdraws", "leak")]  # fmt: skip
    assert [r["difference"] for r in lost] == pytest.approx([1 / 3])


def test_the_answer_says_both_and_takes_no_side(found: ControlStudy) -> None:
    said = sentences(found)
    assert said[0].startswith("Under “Alone”, attackers bound for Belarus that got through: 66.7 %")
    assert "decisions over Belarus by its own crews: 100.0 %" in said[0]
    assert "better for the defence: “Joint” by 33.33 points" in said[1]
    assert said[2] == "Control kept by Belarus is whole under “Alone”; 0.0 % under “Joint”."
    assert "If Russia withdraws, “Joint” goes from 33.3 % to 66.7 %" in said[3]
    assert "0.0 % of runs under “Alone” (0 of 30 runs, at most 9.5 %)" in said[4]
    assert "“Joint”, “Alone”" in said[5]
    assert not any(word in found.answer.lower() for word in ("should", "best", "recommend"))
    assert found.answer == " ".join(said)


def test_gain_and_price_as_text(found: ControlStudy) -> None:
    assert gain_text(found, "alone") == "—"
    assert gain_text(found, "joint").startswith("+33.33 pp [+")
    assert gain_text(found, "joint").endswith("*")
    assert gain_text(found, "joint", "withdraws") == "the same "
    assert price_text(found, "joint") == "600 MUSD (300 MUSD to 900 MUSD)"
    assert price_text(found, "alone") == "—"


def test_what_it_leans_on_counts_what_only_the_choices_bring(found: ControlStudy) -> None:
    """The rule row of `unified` has one quantity, its delay, without a source."""
    assert any(said.startswith("Of the 1 quantities") and " 1 have no" in said for said in leans_on(found))


def test_the_same_bytes_whatever_kept_the_logs(calls: list[dict[str, Any]]) -> None:
    kept: list[tuple[str, str]] = []
    a = control(scenario(), runs=10, keep=lambda choice, world, log: kept.append((choice, world)))
    assert kept == [("alone", "stays"), ("alone", "withdraws"), ("joint", "stays"), ("joint", "withdraws")]
    assert a.as_dict() == control(scenario(), runs=10).as_dict()
    assert a.as_dict()["prices_usd"] == {"joint": {"value": 6e8, "low": 3e8, "high": 9e8}}


def test_without_a_partner_there_is_one_world(calls: list[dict[str, Any]]) -> None:
    alone = scenario(nations={n: {"title": n} for n in ("by", "ru", "lt")})
    found = control(alone, runs=5)
    assert [c["name"] for c in calls] == ["alone", "joint"]
    assert found.partner == ""
    assert "withdraws" not in found.answer


def test_the_other_side_may_be_asked_about(calls: list[dict[str, Any]]) -> None:
    found = control(scenario(), nation="ru", partner="by", runs=5)
    assert (found.nation, found.partner) == ("ru", "by")
    assert found.mean("joint", "kept_ru")["mean"] is None  # nothing is decided over ru
    assert sentences(found)[2] == "Over Russia nobody decided under any choice."
    assert "decisions over Russia by its own crews: nobody decided." in found.answer
    assert "nobody decided" in text(found)
    assert "there is no point and no arrow" in render(found)
    assert 'id="gained-plot"' not in render(found)


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({"choices": ["jont"]}, "unknown choice 'jont' — did you mean 'joint'"),
        ({"choices": ["joint", "joint"]}, "named twice"),
        ({"nation": "ee"}, "unknown nation 'ee'"),
        ({"nation": "lt"}, "lt has no post"),
        ({"partner": "by"}, "by cannot withdraw from itself"),
        ({"partner": "xx"}, "unknown nation 'xx'"),
        ({"runs": 0}, "0 runs"),
        ({"hypothesis": "other"}, "unknown hypothesis"),
    ],
)
def test_what_cannot_be_asked_is_refused_before_anything_runs(how: Any, message: str, calls: Any) -> None:
    with pytest.raises(SkypactError, match=message):
        control(scenario(), **how)
    assert calls == []


def test_several_partners_must_be_named(calls: Any) -> None:
    both = scenario(nations={n: {"title": n, "partner": n != "by"} for n in ("by", "ru", "lt")})
    with pytest.raises(SkypactError, match="name the one that withdraws with --partner"):
        control(both)
    with pytest.raises(SkypactError, match="no choices"):
        chosen(scenario(choices={}), None)


def test_the_frontier_holds_what_nobody_beats_in_both() -> None:
    def world(leak: float, wrong: float) -> dict[str, Values]:
        import numpy as np

        return {
            "leak": Values("leak", "", "lower", "count", False, 9, np.array([leak])),
            "any_wrongful": Values("any_wrongful", "", "lower", "share", True, 1, np.array([wrong])),
        }

    worlds = {"a": (5, 0.2), "b": (3, 0.4), "c": (4, 0.4), "d": (5, 0.2), "e": (6, 0.1), "f": (3, 0.5)}
    found = {(name, "stays"): world(*at) for name, at in worlds.items()}
    assert frontier(found, list(worlds), "leak") == ("b", "a", "d", "e")
