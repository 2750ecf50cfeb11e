"""The report of a comparison, as it is handed on: one file, from disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.browser import axe
from tests.browser.window import SIZES, Windows, too_wide

CASES = ["border", "airdrop"]


@pytest.fixture(params=CASES)
def report(request: pytest.FixtureRequest, results: Path) -> str:
    """Return the address of a report."""
    return (results / request.param / "report.html").as_uri()


def test_nothing_is_fetched_and_nothing_fails(report: str, windows: Windows) -> None:
    """The file is whole: the page asks for itself and nothing else."""
    page = windows.open(report)
    page.wait_for_load_state("networkidle")
    assert windows.asked == [report]
    assert page.locator("h1").count() == 1
    assert page.locator(".answer").inner_text().strip()


def test_it_is_accessible_in_light_and_dark(report: str, windows: Windows) -> None:
    """Axe finds nothing serious; in the dark the contrast is measured again, the rest is the same."""
    page = windows.open(report)
    assert axe.grave(page) == []
    page.emulate_media(color_scheme="dark")
    page.evaluate("document.querySelectorAll('tbody tr:nth-child(n+5)').forEach(row => row.remove())")
    assert axe.grave(page, "color-contrast") == []


def test_it_fits_every_window(report: str, windows: Windows) -> None:
    """No page scrolls sideways; wide tables do so in their own box, by keyboard too."""
    page = windows.open(report, "phone")
    for width, height in SIZES.values():
        page.set_viewport_size({"width": width, "height": height})
        assert too_wide(page) == []
    boxes = page.locator(".scroll")
    widths = boxes.evaluate_all("all => all.map(e => e.scrollWidth > e.clientWidth)")
    wide = boxes.nth(widths.index(True))
    wide.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("e => e.scrollLeft > 0", arg=wide.element_handle())


def test_the_dark_is_dark_and_paper_is_white(report: str, windows: Windows) -> None:
    """The scheme of the system is followed on a screen and not on paper, where everything folded stands open."""
    page = windows.open(report, scheme="dark")
    paper = "() => getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(paper) == "rgb(15, 20, 25)"
    page.emulate_media(media="print")
    assert page.evaluate(paper) == "rgb(255, 255, 255)"
    shown = page.evaluate("() => [...document.querySelectorAll('details')].map(d => d.lastElementChild.offsetHeight)")
    assert shown
    assert all(height > 0 for height in shown)


def test_every_inner_link_leads_somewhere(report: str, windows: Windows) -> None:
    """The contents at the top and the notes lead to elements that are there."""
    page = windows.open(report)
    lost = page.evaluate("""() => [...document.querySelectorAll('a[href^="#"]')].map(a => a.getAttribute("href"))
      .filter(to => to.length > 1 && !document.getElementById(decodeURIComponent(to.slice(1))))""")
    assert lost == []
    assert page.locator('nav a[href^="#"]').count() >= 3
