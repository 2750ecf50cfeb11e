"""Pages of the catalogue: what stands on them, that their links lead somewhere, and that docs/ holds them."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

import pytest
from tests.shelves import catalogue_folder, scenario_file

from skypact.cli.inputs import shipped
from skypact.load.catalogue.shelf import Catalogue
from skypact.report.catalogue.markdown import NOTE
from skypact.report.catalogue.pages import pages

DOCS = Path(__file__).resolve().parents[3] / "docs"


@pytest.fixture
def made(tmp_path: Path) -> dict[str, str]:
    """Return the pages of the small catalogue."""
    return pages(Catalogue(catalogue_folder(tmp_path)), scenario_file(tmp_path))


def test_there_is_a_page_of_everything(made: dict[str, str]) -> None:
    assert set(made) == {
        "catalogue/README.md", "catalogue/systems/Arrow.md", "catalogue/sheets.md", "catalogue/orbat/BY.md",
        "catalogue/treaties/T.md", "articles/of-2012.md", "catalogue/timeline.md", "catalogue/incidents.md",
        "catalogue/claims.md", "reference/sources.md", "cases/README.md",
    }  # fmt: skip


def test_a_system_shows_rival_sets_side_by_side(made: dict[str, str]) -> None:
    """Both published figures, no mean of them; assumed is said; who had it when; who speaks of it."""
    page = made["catalogue/systems/Arrow.md"]
    assert "maker: 280 km; article: 200 km" in page
    assert "240 km" not in page
    assert "maker: 4000 km/h; critic: 3000 km/h" in page
    assert re.search(r"\| reaction \| 10 s \| 5 s to 20 s \|.*\*\*assumed\*\*", page)
    assert "2006-05 to 2012" in page
    assert "[arrow-reaches](../claims.md#arrow-reaches)" in page
    assert "[of-2012](../../articles/of-2012.md): The Arrow reaches There." in page


def test_an_article_says_where_each_item_stands(made: dict[str, str]) -> None:
    page = made["articles/of-2012.md"]
    assert "systems: [Arrow](../catalogue/systems/Arrow.md)" in page
    assert "out of scope, because no quantity stands for it" in page


def test_what_never_came_and_rival_dates_are_said(made: dict[str, str]) -> None:
    page = made["catalogue/timeline.md"]
    assert "An airbase (announced, never came)" in page
    assert "2008-10: last autumn" in page


def test_every_link_within_the_pages_leads_to_a_page_and_an_anchor(made: dict[str, str]) -> None:
    for path, text in made.items():
        for link in re.findall(r"\]\(([^)]+)\)", text):
            to, _, anchor = link.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), to)) if to else path
            if target in ("guides/catalogue.md", "cases/drop.md"):
                continue
            assert target in made, f"{path}: {link}"
            assert not anchor or f'<a id="{anchor}"></a>' in made[target], f"{path}: {link}"


def test_the_pages_of_the_documentation_are_current() -> None:
    """`skypact catalogue pages docs` would change nothing."""
    wanted = pages(Catalogue(), shipped())
    stale = [path for path, text in wanted.items()
             if not (DOCS / path).is_file() or (DOCS / path).read_text(encoding="utf-8") != text]  # fmt: skip
    assert stale == [], "run `skypact catalogue pages docs`"
    held = {file.relative_to(DOCS).as_posix() for folder in ("catalogue", "articles")
            for file in (DOCS / folder).rglob("*.md") if NOTE in file.read_text(encoding="utf-8")}  # fmt: skip
    assert held - set(wanted) == set(), "pages of what is no longer there"
