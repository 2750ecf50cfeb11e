"""Readings put to runs: few of them, of a scenario whose answer hangs on one assumed chance."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.study.published.shelf import catalogue, claim, find

from skypact.core.errors import SkypactError
from skypact.spec.quantity import Quantity
from skypact.study.published.finding import Finding
from skypact.study.published.judge import Published, disputed, published
from skypact.study.published.runs.box import Dim
from skypact.study.published.runs.measured import Measured
from skypact.study.published.runs.ran import Effort
from skypact.study.published.verdict import CANNOT, FAILS, HOLDS
from skypact.study.values import Values

STOPS = "posts.subbotniki.stops"
FEW = Effort(runs=40, draws=4, draw_runs=10, seed=1)


def reading(**more: Any) -> dict[str, Any]:
    return {"kind": "runs", "scenario": "2012-07-04-airdrop", "measure": "decided", "at_least": 0.4,
            "worlds": [{"arrangement": "national"}], "ignorance": [STOPS]} | more  # fmt: skip


def judged(
    folder: Path, r: dict[str, Any], effort: Effort = FEW, given: dict[str, object] | None = None
) -> Published:
    return published({"c": claim({"r": r})}, catalogue(folder), find, effort=effort, given=given or {})


def one(found: Published) -> Finding:
    return found.findings[0].readings[0]


def test_an_assumed_chance_decides_so_public_figures_cannot_say(tmp_path: Path) -> None:
    found = judged(tmp_path, reading())
    f = one(found)
    assert f.verdict == CANNOT
    assert f.deciding[0].name == STOPS
    assert f.deciding[0].assumed
    assert f.least < 0.4 < f.most
    assert 0.0 < (f.deciding[0].at or 0.0) < 1.0
    assert f.counts == {"runs": 40, "worlds": 1, "draws": 4, "draw_runs": 10, "quantities": 1, "runs_again": 40,
                        "untried": 0}


@pytest.mark.parametrize(("stops", "verdict"), [(0, HOLDS), (1, FAILS)])
def test_a_setting_moves_the_verdict(stops: int, verdict: str, tmp_path: Path) -> None:
    found = judged(tmp_path, reading(), given={STOPS: stops})
    assert found.verdict("c") == verdict
    assert one(found).things == ()  # what was set is in doubt no more


@pytest.mark.slow
def test_the_same_for_any_number_of_processes_and_shared_worlds_are_run_once(tmp_path: Path) -> None:
    both = {"a": reading(), "b": reading(at_least=0.9), "c": reading(about=["light-aircraft"])}
    shelf, small = catalogue(tmp_path), Effort(runs=12, draws=2, draw_runs=4)
    made = {w: published({"c": claim(both)}, shelf, find, effort=small, workers=w) for w in (1, 2)}
    assert made[1].as_dict() == made[2].as_dict()
    alone = published({"c": claim({"a": both["a"]})}, shelf, find, effort=small)
    extra = made[1].replicates - alone.replicates
    assert extra <= 12 * 8  # a flip seen at other limits may be played again; the worlds as taken, ends, draws are not


def test_a_difference_of_two_worlds_has_control_beside_it(tmp_path: Path) -> None:
    worlds = [{"arrangement": "national"}, {"arrangement": "national", "set": {STOPS: 1}}]
    f = one(judged(tmp_path, reading(worlds=worlds, at_most=-0.1, at_least=None), Effort(20, 0, 4)))
    assert f.signed
    assert f.figure < -0.1
    (stops,) = f.things  # in the box of the first world alone: the second states it
    assert stops.low <= f.figure < stops.high
    assert set(f.beside) <= {"kept_BY", "kept_RU"}


def test_camps_of_a_scenario_and_their_crux(tmp_path: Path) -> None:
    sides = {name: {"set": {STOPS: x, "handling": "3 min"}} for name, x in (("believes", 0.0), ("doubts", 1.0))}
    made = claim({"r": reading()}, sides)
    (crux,) = disputed("c", made, catalogue(tmp_path), find, effort=Effort(runs=30))
    assert [way.verdict for way in crux.ways] == ["holds", "fails"]
    assert list(crux.differ) == [STOPS]
    assert crux.ways[0].flips == ((STOPS,),)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"worlds": [{"arrangement": "nationel"}]}, "unknown arrangement 'nationel'"),
        ({"worlds": [{"hypothesis": "x"}]}, "unknown hypothesis 'x'"),
        ({"ignorance": ["intruders.light-aircraft.route"]}, "defence only"),
        ({"worlds": [{"set": {"intruders.light-aircraft.begin": "10 min"}}]}, "defence only"),
        ({"worlds": [{"arrangement": "national", "set": {"crafts.light-aircraft.rcs": "1 m2"}}]}, "defence only"),
        ({"worlds": [{"arrangement": "national", "size": 5}]}, "of a scenario that has attackers"),
        ({"measure": "decide"}, "no measure 'decide' in these runs — did you mean 'decided'"),
        ({"measure": "warning", "nation": "XX"}, "no nation 'XX' with a post"),
    ],
)
def test_mistakes_are_told(more: dict[str, Any], said: str, tmp_path: Path) -> None:
    with pytest.raises(SkypactError, match=said):
        judged(tmp_path, reading(**more), Effort(2, 0, 2))


@pytest.mark.parametrize(
    "path", ["intruders.light-aircraft.begin", "traffic.x.speed", "hypotheses.x.set.crafts.y.rcs"]
)
def test_no_camp_moves_what_flies(path: str, tmp_path: Path) -> None:
    made = claim({"r": reading()}, {"a": {"set": {path: "1 min"}}, "b": {"set": {STOPS: 0.5}}})
    with pytest.raises(SkypactError, match="defence only"):
        disputed("c", made, catalogue(tmp_path), find, effort=Effort(2, 0, 2))


def test_a_draw_that_shows_no_case_counts_for_neither_side(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Of four draws the estimate of two is no number: the share is of the two others."""
    found = iter([0.5, 0.5, math.nan, 0.9, math.nan, 0.1])  # both ends, then the draws
    monkeypatch.setattr(Measured, "estimate", lambda *_: next(found, 0.5))
    f = one(judged(tmp_path, reading(at_least=0.2), Effort(4, 4, 2)))
    assert f.counts["draws"] == 2
    assert f.share == 0.5


def test_minutes_of_warning(tmp_path: Path) -> None:
    r = reading(measure="warning", nation="BY", at_least="1 min", ignorance=["handling"])
    f = one(judged(tmp_path, r, Effort(10, 0, 4)))
    assert f.unit == "time"
    assert f.figure >= 0.0


def values(*by_run: float) -> Values:
    return Values("leak", "leak", "lower", "count", False, 4, np.array(by_run))


def test_few_runs_move_the_figure_by_the_paired_difference() -> None:
    taken = Measured((values(1, 2, 3, 2, 2, 2),), False)  # mean 2; of the first two 1.5
    there = Measured((values(2, 3),), False)
    assert taken.estimate(taken.first(2), there) == pytest.approx(3.0)
    assert taken.estimate(taken.first(2), Measured((values(4, 4),), False)) == 4.0  # no more than four can be counted


def test_a_relative_difference() -> None:
    both = Measured((values(2, 2, 4, 4), values(1, 1, 3, 3)), True)
    assert both.figure() == pytest.approx(-1 / 3)
    assert both.interval().low <= -1 / 3 <= both.interval().high


def test_a_direction_of_the_box_moves_each_quantity_at_the_same_share_of_its_range() -> None:
    a = Quantity(value=10.0, dimension="time", low=0.0, high=20.0, source="book")
    b = Quantity(value=1.0, dimension="time", low=1.0, high=100.0, range_means="loguniform", assumed=True)
    dim = Dim("handling", (("x", a), ("y", b)))
    assert dim.at(0.5) == (("x", "10.0 s"), ("y", "10.0 s"))
    assert dim.between(1.0, 0.5) == (("x", "15.0 s"), ("y", "10.0 s"))
    assert dim.assumed
    assert not Dim("x", (("x", a),)).assumed
    assert Dim("x", (("x", a.model_copy(update={"range_assumed": True})),)).assumed
    assert not math.isnan(float(dim.shown(0.0, 1.0).split()[0]))
