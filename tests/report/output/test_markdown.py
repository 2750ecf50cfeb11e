"""Markdown of a page: the same words, tables of equal columns, links and pictures that lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from skypact.log.schema import EventLog
from skypact.report.markup import Markup, el, join, picture
from skypact.report.output.folder import write
from skypact.report.output.markdown import markdown
from skypact.report.page import page
from skypact.report.pages.comparison import render
from skypact.report.tables import figure, folded, listed, paragraph, section, table
from skypact.spec.scenario import Scenario
from skypact.study.compare import compared

READER = MarkdownIt("commonmark").enable("table")


@pytest.fixture(scope="module")
def report(scenario: Scenario, logs: dict[str, EventLog], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the report of the made-up border."""
    folder = tmp_path_factory.mktemp("report")
    write(render(compared(scenario, logs, seed=1)), folder, report=True, pictures=False)
    return folder


@pytest.fixture(scope="module")
def tokens(report: Path) -> list[Token]:
    return READER.parse((report / "report.md").read_text(encoding="utf-8"))


def inline(tokens: list[Token], kind: str) -> list[Token]:
    return [child for token in tokens for child in token.children or [] if child.type == kind]


def test_tables_have_a_cell_for_every_head(tokens: list[Token], report: Path) -> None:
    html = (report / "report.html").read_text(encoding="utf-8")
    assert sum(t.type == "table_open" for t in tokens) == html.count("<table>") > 10
    heads = cells = 0
    for token in tokens:
        heads = 0 if token.type == "table_open" else heads + (token.type == "th_open")
        cells = 0 if token.type == "tr_open" else cells + (token.type == "td_open")
        if token.type == "tr_close" and cells:
            assert cells == heads
    assert sum(t.type == "tr_open" for t in tokens) == html.count("<tr")
    # a cell too many would be dropped without a word: the bars of the lines are counted too
    lines = [re.sub(r"\\\\.", "", x) for x in (report / "report.md").read_text(encoding="utf-8").split("\n")]
    columns = 0
    for k, line in enumerate(lines):
        if line.startswith("|"):
            columns = line.count("|") if not lines[k - 1].startswith("|") else columns
            assert line.count("|") == columns


def test_links_and_pictures_lead_somewhere(tokens: list[Token], report: Path) -> None:
    pictures = [str(image.attrs["src"]) for image in inline(tokens, "image")]
    assert len(pictures) > 5
    assert sorted(pictures) == sorted(f"pictures/{path.name}" for path in (report / "pictures").iterdir())
    inner = [str(a.attrs["href"]) for a in inline(tokens, "link_open") if str(a.attrs["href"]).startswith("#")]
    titles = [tokens[i + 1].content for i, t in enumerate(tokens) if t.type == "heading_open"]
    assert set(inner) <= {"#" + re.sub(r"[^\w\- ]", "", t.lower()).replace(" ", "-") for t in titles}


def test_it_says_what_the_page_says(tokens: list[Token], report: Path, evil: str) -> None:
    said = " ".join(child.content for t in tokens for child in t.children or [])
    html = (report / "report.html").read_text(encoding="utf-8")
    titles = re.findall(r"<h2[^>]*>(.*?)</h2>", html)
    assert [t for t in titles if t not in said] == []
    assert not inline(tokens, "html_inline")
    assert evil in said  # as text: no element was made of it
    assert not any(t.type == "html_block" for t in tokens)


def test_marks_of_markdown_are_text() -> None:
    sour = "*a* _b_ `c` [d](e) <f> &amp; 1|2 x_y"
    made = markdown(page("t", section("s", "# Head *", paragraph(sour), listed(["1. no", "- no", "+3 km"]),
                                      table("T", ("a|b", "c"), [(sour, "-")]))))  # fmt: skip
    tokens = READER.parse(made)
    assert not any(t.type in ("html_block", "ordered_list_open") for t in tokens)
    assert not inline(tokens, "em_open")
    assert not inline(tokens, "link_open")
    texts = ["".join(c.content for c in t.children or []) for t in tokens if t.type == "inline"]
    assert texts == ["# Head *", sour, "1. no", "- no", "+3 km", "T", "a|b", "c", sour, "-"]


def test_folded_blocks_stand_open_and_pictures_are_links() -> None:
    drawn = picture("a plot", "A [plot]", "d", (9.0, 9.0), el("text", "inside"))
    inner = join([drawn, folded("More", figure(drawn, "said *once*"))])
    made = markdown(page("t", section("s", "S", inner)))
    assert made == (
        "## S\n\n![A \\[plot\\]](pictures/a-plot.svg)\n\n### More\n\n![A \\[plot\\]](pictures/a-plot.svg)\n\n"
        "said \\*once\\*\n"
    )


def test_a_break_within_a_cell_becomes_a_semicolon() -> None:
    cell = Markup(join(["1.50"]) + el("br") + el("span", "1 to 2", class_="interval"))
    made = markdown(page("t", table("T", ("m", "v"), [("leak", cell)], (1,))))
    assert made.splitlines()[-1] == "| leak | 1.50; 1 to 2 |"
