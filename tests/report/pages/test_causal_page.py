"""The page of a causal ledger."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from tests.study.causal.causal_scenes import late_consent, no_hope

from skypact.report.pages.causal import mend_picture, render
from skypact.study.causal.ledger import Causal, causal


@pytest.fixture(scope="module")
def found() -> Causal:
    return causal(late_consent("20 min"), "one", runs=2)


def test_the_page_tells_what_to_mend_and_whose_it_is(found: Causal) -> None:
    """Sections, the first change with its owner, the limits, the command; the same bytes each time."""
    page = render(found)
    assert page == render(found)
    assert re.findall(r'<section id="section-(\w+)"', page) == ["mend", "kinds", "changes", "cases", "limits", "again"]
    assert "1. the consent of ally in half the time (10 min instead of 20 min)" in page
    assert "so far 100.0 % · BB" in page
    assert "One change at a time" in page
    assert "skypact why scene one --causal --measure leak --runs 2 --seed 1" in page
    assert "src=" not in page


def test_text_of_a_scenario_is_no_markup(found: Causal) -> None:
    rows = found.mend.to_pylist()
    rows[0] |= {"words": "<b>&", "owner": "<i>"}
    picture = mend_picture(rows)
    assert "<b>" not in picture
    assert "<i>" not in picture
    ElementTree.fromstring(picture)


def test_bars_end_where_shares_do(found: Causal) -> None:
    """A change that adds 25 points to 50: from 480 to 715 of 10 to 950 px; the part before it in grey."""
    row = found.mend.to_pylist()[0] | {"share": 0.25, "together": 0.75, "low": 0.5, "high": 0.9}
    paths = re.findall(r'd="M(\S+) \S+H(\S+)V\S+H\S+Z" class="(\w+)', mend_picture([row]))
    assert paths == [("10", "480", "crossing"), ("480", "715", "mark")]


def test_nothing_to_mend(tmp_path: Path) -> None:
    page = render(causal(no_hope(), "one", runs=1))
    assert "No change in the list alters any case." in page
    assert "nothing in the list alters it" in page
    empty = render(causal(late_consent("1 s"), "one", runs=1))
    assert "nothing to look into" in empty
    assert 'id="section-mend"' not in empty
