"""The order of battle of a day as rows, its map, and a treaty's ledger."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from tests import musters

from skypact.core.errors import SkypactError
from skypact.load.catalogue.shelf import Catalogue
from skypact.report.pages.orbat import render, write
from skypact.report.theatre.orbat import orbat_map, spots
from skypact.study.dated.orbat import on_day
from skypact.study.dated.treaty import ledger, verdict

PAIR, THREE = datetime.date(2012, 1, 1), datetime.date(2016, 5, 6)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return Catalogue(musters.catalogue(tmp_path_factory.mktemp("catalogue")))


def test_rows_of_a_day(shelf: Catalogue) -> None:
    found = on_day(shelf, "AA", PAIR)
    said = [(x.unit.branch, x.id, x.held.type if x.held else None, x.marks) for x in found.lines]
    assert said == [
        ("aviation", "wing", "Jet", ["count assumed"]), ("aviation", "wing", "Bomber", []),
        ("missiles", "first-brigade", "Long", []), ("radars", "watch", "Eye", ["assumed"]),
    ]
    assert found.totals() == [("Jet", 4, True), ("Bomber", 8, True), ("Long", 2, True), ("Eye", 0, False)]
    made = found.as_dict()
    assert made["rows"][2]["place_deg"] == [53.5, 24.0]
    assert made["not_found"] == ["numbers of radars by type"]
    assert made["account"] == "general"


def test_unknown_nations_and_accounts(shelf: Catalogue) -> None:
    with pytest.raises(SkypactError, match="no order of battle of 'AB'"):
        on_day(shelf, "AB", PAIR)
    with pytest.raises(SkypactError, match="did you mean 'minister'"):
        on_day(shelf, "AA", PAIR, account="ministers")


def test_the_map_has_every_town_with_its_counts(shelf: Catalogue, tmp_path: Path) -> None:
    found = on_day(shelf, "AA", PAIR)
    assert [(spot.town, spot.lines) for spot in spots(found)] == [
        ("Ford", ("Ford", "Jet × 4 ?", "Bomber × 8")), ("Town", ("Town", "Long × 2", "Eye ?")),
    ]
    shown = [text for spot in spots(found) for text in spot.lines]
    drawn = re.findall(r">([^<>]+)</text>", orbat_map(found))
    assert set(shown) <= set(drawn)
    assert "numbers of radars by type" in render(found, shelf.sources)
    svg = write(found, tmp_path / "map.svg", shelf.sources).read_text(encoding="utf-8")
    assert svg.startswith("<svg")
    assert "var(--" not in svg


def test_the_ledger_is_a_floor(shelf: Catalogue) -> None:
    then = ledger(shelf, "LIM", "AA", datetime.date(2009, 6, 1))
    first = next(e for e in then.entries if e.ceiling.text == "First text" and e.category == "aircraft")
    assert (first.limit, first.named, first.headroom, first.verdict) == (10, 8, 2, "cannot say")  # eight bombers
    assert [e.ceiling.text for e in then.entries] == ["First text", "First text", "Never in force"]
    assert then.events == ()
    now = ledger(shelf, "LIM", "AA", datetime.date(2012, 1, 1))
    second = next(e for e in now.entries if e.ceiling.text == "Second text")
    assert (second.named, second.low, second.high, second.headroom) == (12, 11, 13, -8)
    assert second.verdict == "above"  # even the least that is named is above the ceiling
    assert [key for key, _ in now.events] == ["treaty-stops"]
    assert now.all_parties is not None
    assert now.as_dict()["categories"][0]["headroom_at_most"] == -8


def test_verdicts() -> None:
    assert verdict(10, 4, None) == "cannot say"
    assert verdict(10, 4, 9) == "within"
    assert verdict(10, 4, 11) == "above"
    assert verdict(10, 11, None) == "above"
    assert verdict(10, 10, None) == "cannot say"


def test_a_treaty_that_is_not_there(shelf: Catalogue) -> None:
    with pytest.raises(SkypactError, match="did you mean 'LIM'"):
        ledger(shelf, "LIN", "AA", PAIR)


def test_belarus_in_may_2016() -> None:
    """The shipped catalogue: eight S-300PS where the commander's account puts them, and 38 aircraft of 294."""
    found = on_day(Catalogue(), "BY", THREE)
    lines = {spot.town: spot.lines for spot in spots(found)}
    assert "S-300PS × 3" in lines["Brest"]
    assert "S-300PS × 3" in lines["Grodno"]
    assert "S-300PS × 2" in lines["Polotsk"]
    by_cfe = ledger(Catalogue(), "CFE", "BY", THREE)
    aircraft = next(e for e in by_cfe.entries if e.category == "aircraft" and e.ceiling.in_force)
    assert aircraft.limit == 294
    assert aircraft.named >= 38
    assert aircraft.verdict == "cannot say"
