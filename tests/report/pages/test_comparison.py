"""The page: self-contained, escaped, complete, the same bytes twice."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree

import numpy as np
import pytest

from skypact.log.schema import EventLog
from skypact.report.markup import Markup
from skypact.report.pages.comparison import render
from skypact.spec.command import Choice
from skypact.spec.scenario import Scenario
from skypact.study.compare import Comparison, compared
from skypact.study.factors import factor
from skypact.study.turning.breakeven import found_break_even
from skypact.study.values import Values
from skypact.study.why.why import why

VOID = {"meta", "br", "hr"}


class _Tags(HTMLParser):
    """Collect elements and attributes; refuse what is not closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def comparison(scenario: Scenario, logs: dict[str, EventLog]) -> Comparison:
    return compared(scenario, logs, seed=1)


@pytest.fixture(scope="module")
def page(comparison: Comparison) -> Markup:
    return render(comparison, why=why(comparison, "national", "unified"))


@pytest.fixture(scope="module")
def tags(page: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = _Tags()
    parser.feed(page)
    assert parser.open == []
    return parser.seen


def test_every_picture_is_well_formed_with_title_and_description(page: str) -> None:
    pictures = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert len(pictures) >= 6
    for picture in pictures:
        root = ElementTree.fromstring(picture)
        assert [child.tag.rpartition("}")[2] for child in root][:2] == ["title", "desc"]
        assert not re.search(r'="[^"]*\b(nan|inf)\b', picture)


def test_scenario_text_cannot_become_code(evil: str, page: str, tags: list[tuple[str, dict[str, str | None]]]) -> None:
    assert evil not in page
    assert "&lt;script&gt;alert(" in page
    assert not {"script", "iframe", "object", "embed", "img", "link", "form"} & {tag for tag, _ in tags}
    assert not any(name.startswith("on") for _, attributes in tags for name in attributes)


def test_nothing_is_loaded_from_elsewhere(page: str, tags: list[tuple[str, dict[str, str | None]]]) -> None:
    for tag, attributes in tags:
        for name, value in attributes.items():
            if "http" in (value or ""):
                assert (tag, name) in {("a", "href"), ("svg", "xmlns")}
    css = page[page.index("<style>"): page.index("</style>")]
    assert "url(" not in css
    assert "@import" not in css


def test_ids_are_unique_and_inner_links_lead_somewhere(tags: list[tuple[str, dict[str, str | None]]]) -> None:
    ids = [a["id"] for _, a in tags if "id" in a]
    assert len(ids) == len(set(ids))
    inner = [str(a["href"])[1:] for t, a in tags if t == "a" and str(a.get("href", "")).startswith("#")]
    assert len(inner) == 18
    assert set(inner) <= set(ids)


def test_headings_and_heads_of_tables_are_marked(page: str, tags: list[tuple[str, dict[str, str | None]]]) -> None:
    assert '<html lang="en">' in page
    assert [t for t, _ in tags].count("h1") == 1
    assert all("scope" in a for t, a in tags if t == "th")


def test_the_answer_leads_and_every_intruder_is_in_the_ledger(page: str, comparison: Comparison) -> None:
    lead = re.search(r'<p class="answer">(.*?)</p>', page, re.DOTALL)
    assert lead is not None
    assert "9.00" in lead.group(1)  # the mean leak of the made-up national arrangement
    assert comparison.mean("national", "leak")["mean"] == 9.0
    assert ">What it leans on: Nobody knows how often a report stops.<" in page
    ledger = page[page.index('id="section-ledger"'): page.index('id="section-parameters"')]
    for name in comparison.scenario.intruders:
        assert ledger.count(f">{name}<") == (2 + 1) * 3  # two nations, one post with a class; three arrangements
    assert ledger.count("<td>IFF: no reply</td>") == 3 * len(comparison.scenario.intruders)


def test_low_flyers_over_smooth_ground_are_not_claimed(page: str) -> None:
    assert "4 intruders fly below 100 m at some point (cruise × 4)" in page


def test_the_stamp_is_shown(page: str, comparison: Comparison) -> None:
    from skypact.load.canonical import sha256

    assert sha256(comparison.scenario) in page
    assert "skypact compare made-up --runs 24 --seed 1 --level full" in page


def test_same_comparison_same_bytes(comparison: Comparison, page: str) -> None:
    assert render(comparison, why=why(comparison, "national", "unified")) == page


def test_times_of_the_ledger_lead_to_their_moments_where_there_is_a_viewer(comparison: Comparison, page: str) -> None:
    assert "viewer.html" not in page
    shown = render(comparison, viewer="viewer.html")
    assert '<a href="viewer.html">Play these runs on the map</a>' in shown
    address = r'<a href="viewer.html#run=(\d+)&amp;a=(\w+)&amp;t=(\d+)&amp;sel=([\w-]+)">([\d:]+)</a>'
    moments = re.findall(address, shown)
    # the first intruder could be seen 305 s after 05:00
    assert ("305", "aircraft-01", "05:05:05") in {(t, who, clock) for _, _, t, who, clock in moments}
    assert {arrangement for _, arrangement, *_ in moments} == set(comparison.names)


def test_outcomes_are_counted_by_run(comparison: Comparison, page: Markup) -> None:
    found = next(one for one in page.pictures if one.name == "outcomes").numbers
    assert found is not None
    for name in comparison.names:
        rows = [row for row in found.rows if row[0] == name]
        assert sum(int(str(row[3])) for row in rows) == comparison.runs
        mean = sum(int(str(row[1])) * int(str(row[3])) for row in rows) / comparison.runs
        assert mean == pytest.approx(comparison.mean(name, "leak")["mean"])


def test_the_break_even_is_drawn_at_its_value(comparison: Comparison, scenario: Scenario) -> None:
    # The difference falls from +0.5 through 0 at 0.45 to -0.5: the same in every run, so the band has no width.
    grid = np.array([0.0, 0.45, 0.9])
    found = [
        [Values("leak", "attackers that got through", "lower", "count", False, 9, np.full(20, level))
         for level in (4.0, 4.5 - x / 0.9)]
        for x in grid
    ]
    even = found_break_even(factor(scenario, "posts.brest.stops"), ("national", "unified"), grid, found, None)
    page = render(comparison, break_even=even)
    assert even.at == pytest.approx(0.45)
    section = page[page.index('id="section-break-even"'): page.index('id="section-map"')]
    cross = re.search(r'd="M([\d.]+) [^"]*" class="cross"', section)
    assert cross is not None
    assert float(cross.group(1)) == pytest.approx(74 + (740 - 74) * 0.45 / 1.0, abs=0.1)  # axis 0 to 1, 74 to 740 px


def test_one_arrangement_and_one_run_still_make_a_page(scenario: Scenario, logs: dict[str, EventLog]) -> None:
    log = logs["national"]
    first = log.events.filter([r == 0 for r in log.events["run"].to_pylist()])
    alone = EventLog(first, log.entities, log.stamp, "national", 1)
    page = render(compared(scenario, {"national": alone}, seed=1))
    assert "nothing to compare" in page
    assert "nan" not in re.sub(r"<[^>]*>", "", page).replace("national", "")


def test_what_is_there_only_by_choice_is_no_part_of_a_comparison(comparison: Comparison) -> None:
    s = comparison.scenario
    name, unit = next(iter(s.batteries.items()))
    bought = unit.model_copy(update={"choices": ["bought"]})
    more = s.model_copy(update={
        "batteries": s.batteries | {"bought-one": bought},
        "choices": {"bought": Choice(title="Bought", arrangement="national")},
    })  # fmt: skip
    page = render(replace(comparison, scenario=more))
    assert name in page
    assert "bought-one" not in page
