"""`skypact view`: home, viewer and editor as the server gives them, under its policy."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.browser import axe
from tests.browser.cases import ROOT
from tests.browser.window import Windows, ready, too_wide

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

CASE = "2012-07-04-airdrop"


@pytest.fixture
def at_home(windows: Windows, server: str) -> Windows:
    """Return the windows, which may ask this server."""
    windows.host = server.removeprefix("http://")
    return windows


def edit(windows: Windows, server: str) -> Page:
    """Return the editor with a shipped case, checked."""
    page = windows.open(f"{server}/edit?scenario={CASE}")
    page.get_by_role("button", name="No fault").wait_for()
    return page


def movable(page: Page) -> Locator:
    """Return a site of the case's map that may be moved."""
    return page.locator("g.spot.movable").first


def text(page: Page) -> str:
    """Return the YAML as it stands in the source view."""
    return page.get_by_label("YAML of the scenario").input_value()


def edited(page: Page) -> list[str]:
    """Return the lines of the source that differ from the shipped file, new ones only."""
    shipped = (ROOT / "scenarios" / f"{CASE}.yaml").read_text(encoding="utf-8")
    return [line[2:] for line in difflib.ndiff(shipped.splitlines(), text(page).splitlines()) if line.startswith("+ ")]


def test_home_lists_results_and_leads_to_them(at_home: Windows, server: str) -> None:
    """Both results stand there; the viewer that it links to opens under the policy of the server."""
    page = at_home.open(f"{server}/")
    page.get_by_role("article").first.wait_for()
    assert page.get_by_role("article").count() >= 2
    assert axe.grave(page) == []
    for width in (390, 1440):
        page.set_viewport_size({"width": width, "height": 844})
        assert too_wide(page) == []
    page.locator('a[href^="/view/airdrop"]').first.click()
    ready(page)
    assert page.get_by_role("application").count() == 2
    assert axe.grave(page) == []


def test_the_viewer_fetches_a_run_that_is_not_in_the_file(at_home: Windows, server: str) -> None:
    """With a server every run can be seen."""
    page = ready(at_home.open(f"{server}/view/airdrop"))
    missing = page.evaluate("() => Array.from({length: 12}, (_, k) => k).find(k => !window.app.session.has(k))")
    page.goto(f"{server}/view/airdrop#run={missing}")
    page.reload()
    ready(page).wait_for_function("run => window.app.session.has(run) && window.app.session.worldA.value", arg=missing)
    assert any(f"runs={missing}" in url for url in at_home.asked)


def test_the_editor_is_accessible(at_home: Windows, server: str) -> None:
    """Outline, map, form and source, with a site selected."""
    page = edit(at_home, server)
    movable(page).press("Enter")  # marks stand close together: a click may take the neighbour
    assert axe.grave(page) == []


def test_a_site_is_moved_by_mouse_and_keys_and_back(at_home: Windows, server: str, tmp_path: Path) -> None:
    """One line of the file differs after either, its comments stay, and undo brings the shipped bytes back."""
    page = edit(at_home, server)
    shipped = text(page)
    assert edited(page) == []
    movable(page).focus()
    page.keyboard.press("ArrowRight")
    assert len(edited(page)) == 1
    assert "at:" in edited(page)[0]
    page.get_by_role("button", name="Undo").click()
    assert text(page) == shipped
    box = movable(page).locator("path").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 30, y + 20, steps=4)
    page.mouse.move(x + 60, y + 30, steps=4)
    page.mouse.up()
    assert len(edited(page)) == 1
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download").click()
    saved.value.save_as(tmp_path / "edited.yaml")
    kept = (tmp_path / "edited.yaml").read_text(encoding="utf-8")
    assert kept == text(page)
    assert [c for c in shipped.splitlines() if c.lstrip().startswith("#")] \
        == [c for c in kept.splitlines() if c.lstrip().startswith("#")]  # fmt: skip


def test_a_fault_is_shown_where_it_is(at_home: Windows, server: str) -> None:
    """A duration that is none is counted, listed with its words, and in the way of a run."""
    page = edit(at_home, server)
    area = page.get_by_label("YAML of the scenario")
    lines = text(page).splitlines()
    at = next(k for k, line in enumerate(lines) if line.startswith("duration:"))
    lines[at] = "duration: soon"
    area.fill("\n".join(lines) + "\n")
    status = page.get_by_role("button", name="1 fault")
    status.wait_for()
    status.click()
    assert f"{at + 1}" in page.get_by_role("tabpanel").inner_text()
    assert "duration" in page.get_by_role("tabpanel").inner_text()
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="No fault").wait_for()


def test_it_runs_and_sets_before_beside_after(at_home: Windows, server: str) -> None:
    """Run, move a site far away, run again: the edit and what it changed stand beside each other."""
    page = edit(at_home, server)
    page.get_by_role("button", name="Run …").click()
    panel = page.get_by_role("tabpanel")
    panel.get_by_label("Runs").fill("2")
    panel.get_by_role("button", name="Run", exact=True).click()
    panel.get_by_role("heading", name="Answer").wait_for(timeout=120_000)
    movable(page).focus()
    for _ in range(3):
        page.keyboard.press("Shift+ArrowUp")
    page.get_by_role("button", name="No fault").wait_for()
    page.get_by_role("button", name="Run …").click()
    panel.get_by_role("button", name="Run", exact=True).click()
    panel.get_by_role("heading", name="Before and after").wait_for(timeout=120_000)
    changes = panel.get_by_role("list", name="What was edited").get_by_role("listitem")
    assert changes.count() == 1
    assert ".at" in changes.first.inner_text()
    assert axe.grave(page) == []
    assert panel.get_by_role("link", name="Watch it").get_attribute("href")
