"""What an explorer may offer: the defence's choices, and nothing of the intruders."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests import musters
from tests.study.worlds_by_hand import scenario
from tests.study.worth.worth_by_hand import scenario as with_radars

from skypact.core.errors import SkypactError
from skypact.study.explore import axes as room
from skypact.study.explore.axes import Cell, axes, by_date

STOPS = "posts.border-post.stops=0..0.5"
HANDLING = "posts.cp-joint.handling"


@pytest.fixture(autouse=True)
def _told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "seen", lambda *_: True)


def test_cells_are_every_combination() -> None:
    made = axes({"": with_radars()}, [STOPS, HANDLING], without=["early", "radar-by"], points=3)
    cells = made.cells()
    assert len(cells) == len(set(cells)) == 3 * 3 * 3 * 2 * 2  # arrangements, two factors, two switches
    assert cells[0] == Cell("", (), (0, 0), "national")
    assert cells[-1] == Cell("", ("early", "radar-by"), (2, 2), "unified")
    assert made.values[0] == (0.0, 0.25, 0.5)
    assert made.values[1] == pytest.approx((10, 100, 1000))  # written as loguniform: even in the logarithm


def test_the_world_of_a_cell() -> None:
    made = axes({"": with_radars()}, [STOPS], without=["early"], points=3)
    world = made.world(Cell("", ("early",), (2,), "unified"))
    assert world.posts["border-post"].stops.value == 0.5
    assert [node for change in world.changes for node in change.lost] == ["early-01", "early-02"]
    assert made.world(Cell("", (), (1,), "unified")).changes == []
    assert made.base() == Cell("", (), (1,), "national")  # 0.3 as written, of 0, 0.25, 0.5


def test_what_is_offered_when_nothing_is_asked_for() -> None:
    asked = axes({"": scenario()})
    assert [f.name for f in asked.factors] == ["posts.border-post.stops"]  # the question's own break-even
    other = scenario(break_even=None)
    assert [f.name for f in axes({"": other}).factors] == ["decision_delay"]  # no consent is written here
    assert axes({"": with_radars()}, without=["radar-by"]).factors == ()  # something was asked for


@pytest.mark.parametrize(
    "name", ["intruders.drone-01.begin=0s..9s", "crafts.plain.speed=40m/s..60m/s", "*.drone-01.begin=0s..9s",
             "hypotheses.rival.set.intruders.drone-01.begin=0s..1s", "Traffic.liner.begin=0s..9s"],
)  # fmt: skip
def test_intruders_are_no_choice(name: str) -> None:
    with pytest.raises(SkypactError, match="never a study factor"):
        axes({"": with_radars()}, [name])


@pytest.mark.parametrize("name", ["noise", "loud"])
def test_the_noise_of_a_jammer_is_no_choice(name: str) -> None:
    with pytest.raises(SkypactError, match="choices of the defence alone"):
        axes({"": with_radars()}, without=[name])


@pytest.mark.parametrize(
    ("vary", "more", "said"),
    [
        ([STOPS, HANDLING, "handling"], {}, "one slider or two"),
        ([HANDLING, "handling"], {}, "both name posts.cp-joint.handling"),
        ([STOPS], {"without": ["radar-by", "early-01", "early-02"]}, "one switch or two"),
        ([STOPS], {"without": ["drone-01"]}, "an intruder without a jammer"),
        ([STOPS], {"without": ["radar-bi"]}, "did you mean 'radar-by'"),
        ([STOPS], {"arrangements": ["unifed"]}, "did you mean 'unified'"),
        ([STOPS], {"points": 1}, "two or more"),
        ([STOPS, HANDLING], {"points": 40}, "4,800 combinations"),
    ],
)
def test_what_is_wrong_is_told_before_anything_runs(vary: list[str], more: dict[str, object], said: str) -> None:
    with pytest.raises(SkypactError, match=said):
        axes({"": with_radars()}, vary, **more)  # type: ignore[arg-type]


def test_a_unit_whose_loss_no_world_shows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "seen", lambda *_: False)
    with pytest.raises(SkypactError, match="without radar-by nothing changes"):
        axes({"": with_radars()}, without=["radar-by"])


def test_days_are_worlds_with_the_forces_of_the_day(tmp_path: Path) -> None:
    musters.catalogue(tmp_path / "catalogue")
    path = tmp_path / "mustered.yaml"
    path.write_text(musters.SCENARIO, encoding="utf-8")
    worlds = by_date(path, ["2005-01-01", "2016-05-06"], catalogue=tmp_path / "catalogue")
    made = axes(worlds, without=["first-brigade-Long-01"])
    assert [c.date for c in made.cells()[::4]] == ["2005-01-01", "2016-05-06"]
    assert made.base().date == "2005-01-01"
    early = made.world(Cell("2005-01-01", ("first-brigade-Long-01",), (), "national"))
    assert early is worlds["2005-01-01"]  # the brigade had not come yet: nothing to take away
    late = made.world(Cell("2016-05-06", ("first-brigade-Long-01",), (), "national"))
    assert late.changes[0].lost == ["first-brigade-Long-01"]


def test_days_of_a_scenario_without_musters_are_refused(root: Path) -> None:
    with pytest.raises(SkypactError, match="brings no order of battle in"):
        by_date(root / "scenarios" / "2016-05-border.yaml", ["2012-01-01", "2016-05-06"])
