"""Dates: worlds by day, what changed between them, and the comparison on common luck."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests import musters

from skypact.core.errors import SkypactError
from skypact.study.compare import Comparison
from skypact.study.dated import dates

DAYS = ("2005-01-01", "2012-01-01", "2016-05-06")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("dates")
    musters.catalogue(made / "catalogue")
    (made / "mustered.yaml").write_text(musters.SCENARIO, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def found(folder: Path) -> Comparison:
    return dates.compare(folder / "mustered.yaml", DAYS, runs=3, catalogue=folder / "catalogue")


def _changes(found: Comparison) -> list[tuple[object, ...]]:
    assert found.dated is not None
    keys = ("since", "unit", "system", "what", "before", "after", "played")
    return [tuple(row[key] for key in keys) for row in found.dated.changes.to_pylist()]


def test_worlds_are_called_by_their_day(found: Comparison) -> None:
    assert found.names == DAYS
    assert found.dated is not None
    assert found.dated.arrangements == ("national",)
    assert [len(found.worlds[day].batteries) for day in DAYS] == [1, 3, 4]
    assert {world.date for world in found.worlds.values()} == {"2016-05-06"}  # the same daylight in all
    assert len(set(found.dated.sha256.values())) == 3
    assert found.as_dict()["dated"]["dates"] == list(DAYS)


def test_what_came_and_went(found: Comparison) -> None:
    assert _changes(found) == [
        ("2005-01-01", "first-brigade", "Long", "came", None, 2, True),
        ("2005-01-01", "wing", "Jet", "came", None, 4, True),
        ("2012-01-01", "first-brigade", "Long", "grew", 2, 3, True),
        ("2012-01-01", "wing", "Jet", "went", 4, None, True),
        ("2012-01-01", "wing", "Bomber", "went", 8, None, False),  # the model has nothing for a bomber
    ]


def test_intruders_and_their_luck_are_the_same(found: Comparison) -> None:
    assert found.difference(DAYS[0], DAYS[2], "detected")["differs"] == 0
    spent = {row["battery"] for row in found.stock().to_pylist() if row["arrangement"] == DAYS[1]}
    assert spent == {"own", "first-brigade-Long-01", "first-brigade-Long-02"}
    assert len(found.control.to_pylist()) == 2 * len(DAYS)


def test_several_arrangements_are_named_behind_the_day(folder: Path) -> None:
    made = dates.worlds_of(
        folder / "mustered.yaml", DAYS[1:], ["national", "unified"], catalogue=folder / "catalogue"
    )
    assert list(made.worlds) == [f"{day} {name}" for day in DAYS[1:] for name in ("national", "unified")]
    assert made.worlds["2012-01-01 unified"].fighters["wing-Jet"].commander == "centre"
    assert made.worlds["2012-01-01 unified"].batteries["first-brigade-Long-01"].commander == "ally"


def test_the_page_and_the_text_say_what_changed(found: Comparison) -> None:
    from skypact.cli.text.answer import comparison_text
    from skypact.report.pages.comparison import render

    said = comparison_text(found)
    assert "+ Long, 2 → 3: First brigade, Town" in said
    assert "not in this scenario: − Bomber, 8: Wing, Ford" in said
    page = render(found)
    assert "What came and went" in page
    assert "--dates 2005-01-01,2012-01-01,2016-05-06" in page


@pytest.mark.parametrize(("texts", "said"), [
    (["2016-05-06"], "fewer than two days"), (["2016-05", "2016-05-06"], "not one day"),
    (["2016-05-06", "2016-05-06"], "named twice"), (["2016-05-06", "soon"], "not a date"),
    (["2016-05-06", "2023-05-06"], "--dates: orders of battle end on 2022-01-31"),
])  # fmt: skip
def test_days_that_are_none(texts: list[str], said: str) -> None:
    with pytest.raises(SkypactError, match=said):
        dates.days(texts)


def test_a_scenario_without_musters_is_refused(root: Path) -> None:
    with pytest.raises(SkypactError, match="brings no order of battle in"):
        dates.worlds_of(root / "scenarios" / "2016-05-border.yaml", DAYS)
