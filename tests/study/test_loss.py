"""Losing a node: the scenario gets the change, and the pair is compared. What a loss does is the engine's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.study.worlds_by_hand import scenario, simulator

from skypact.core.errors import SkypactError
from skypact.load.scenario import scenario as load
from skypact.spec.scenario import Scenario
from skypact.study import compare as compare_room
from skypact.study import loss as room
from skypact.study.compare import compare
from skypact.study.loss import loss, lost

SHIPPED = Path(__file__).resolve().parents[2] / "scenarios" / "2016-05-border.yaml"


@pytest.fixture(scope="module")
def border() -> Scenario:
    return load(SHIPPED)


def test_the_scenario_gets_one_change_at_its_start(border: Scenario) -> None:
    without, absent = lost(border, ["cp-belarus"])
    assert absent == ()
    assert [(c.at.value, c.lost) for c in without.changes] == [(0.0, ["cp-belarus"])]
    assert without.model_copy(update={"changes": border.changes}) == border


def test_a_counted_unit_is_lost_with_all_its_copies(border: Scenario) -> None:
    without, _ = lost(border, ["s300-brest", "early-lida", "s300-brest-02"])
    assert without.changes[0].lost == ["s300-brest-01", "s300-brest-02", "s300-brest-03", "early-lida"]


def test_what_an_arrangement_does_not_have_is_said(border: Scenario) -> None:
    there, absent = lost(border, ["cp-belarus>cp-russia"], "unified")
    assert (there.changes[0].lost, absent) == (["cp-belarus>cp-russia"], ())
    same, absent = lost(border, ["cp-belarus>cp-russia"], "national")
    assert same is border
    assert absent == ("cp-belarus>cp-russia",)
    moved, absent = lost(border, ["su27-khotilovo>cp-belarus"], "unified")
    assert (moved.changes[0].lost, absent) == (["su27-khotilovo>cp-belarus"], ())
    assert lost(border, ["a50", "su27-khotilovo"])[0].changes[0].lost == ["a50", "su27-khotilovo"]


@pytest.mark.parametrize("name", ["cp-belrus", "cruise-west-01", "warsaw-moscow-001", "BY", "cp-belarus>state-ru"])
def test_what_is_no_node_is_refused(border: Scenario, name: str) -> None:
    with pytest.raises(SkypactError, match="to lose"):
        lost(border, [name])


def test_arrangements_are_compared_with_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[dict[str, Any]] = []
    whole = simulator(calls)

    def without(read: Scenario, name: str, **how: Any) -> Any:
        """Stand in for a world in which the loss of cp-joint makes unified as good as national."""
        gone = [node for change in read.changes for node in change.lost]
        return whole(read, "national" if gone == ["cp-joint"] and name == "unified" else name, **how)

    monkeypatch.setattr(compare_room, "simulate", whole)
    monkeypatch.setattr(room, "simulate", without)
    monkeypatch.setattr(room, "seen", lambda *_: True)
    found = compare(scenario(about=["drone-01"]), runs=30, seed=7)
    result = loss(found.scenario, ["cp-joint"], found.logs, seed=7)
    rows = {(r["arrangement"], r["measure"]): r for r in result.table.to_pylist()}
    assert [call["seed"] for call in calls] == [7] * 6
    assert rows["national", "leak"]["differs"] == 0.0
    leak = rows["unified", "leak"]
    assert (leak["whole"], leak["lost"], leak["difference"]) == pytest.approx((1 / 3, 2 / 3, 1 / 3))
    assert leak["kind"] == "newcombe"
    assert result.as_dict()["lost"] == ["cp-joint"]


def test_an_arrangement_without_the_node_is_not_run_again(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[dict[str, Any]] = []
    monkeypatch.setattr(compare_room, "simulate", simulator(calls))
    monkeypatch.setattr(room, "simulate", simulator(calls))
    monkeypatch.setattr(room, "seen", lambda *_: True)
    read = scenario()
    link = {"from": "cp-by", "to": "cp-ru"}
    data = read.model_dump(by_alias=True)
    data["arrangements"]["unified"]["links_add"] = [link]
    found = compare(Scenario.model_validate(data), arrangements=["national", "unified"], runs=3)
    result = loss(found.scenario, ["cp-by>cp-ru"], found.logs, seed=1)
    assert [call["name"] for call in calls] == ["national", "unified", "unified"]
    assert result.absent == {"national": ("cp-by>cp-ru",)}


def test_a_loss_that_the_world_does_not_show_is_refused(border: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nought would be taken for an answer."""
    calls: list[dict[str, Any]] = []
    monkeypatch.setattr(compare_room, "simulate", simulator(calls))
    monkeypatch.setattr(room, "simulate", simulator(calls))
    monkeypatch.setattr(room, "seen", lambda *_: False)
    found = compare(scenario(), arrangements=["national"], runs=3)
    with pytest.raises(SkypactError, match="changes nothing in the world"):
        loss(found.scenario, ["cp-by"], found.logs, seed=1)
    assert len(calls) == 1


def test_two_worlds_are_told_apart_by_their_arrays(border: Scenario) -> None:
    posts = {name: post.model_copy(update={"picture": False}) for name, post in border.posts.items()}
    assert room.seen(border, border) is False
    assert room.seen(border, border.model_copy(update={"posts": border.posts | {"state-by": posts["cp-belarus"]}}))
