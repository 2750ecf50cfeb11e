"""The explorer: one file, from disk, sliders and an answer."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.browser import axe
from tests.browser.window import SIZES, Windows, too_wide

LEAD = "section.answer .lead"


def test_it_is_whole_accessible_and_fits(explorer: str, windows: Windows) -> None:
    """It asks for nothing but itself; nothing serious by axe in light and dark; no sideways scroll."""
    page = windows.open(explorer)
    page.locator(LEAD).wait_for()
    assert [url for url in windows.asked if not url.startswith(("data:", "blob:"))] == [explorer]
    assert axe.grave(page) == []
    page.emulate_media(color_scheme="dark")
    assert axe.grave(page, "color-contrast") == []
    for width, height in SIZES.values():
        page.set_viewport_size({"width": width, "height": height})
        assert too_wide(page) == []


def test_choices_change_the_answer_and_the_address(explorer: str, windows: Windows, tmp_path: Path) -> None:
    """The slider by keys and the arrangements by a click; a reload gives the same; the numbers go into a CSV."""
    page = windows.open(explorer)
    said = page.locator(LEAD).inner_text()
    slider = page.get_by_role("slider").first
    before = slider.get_attribute("aria-valuetext")
    slider.focus()
    page.keyboard.press("ArrowRight" if slider.input_value() == "0" else "ArrowLeft")
    assert slider.get_attribute("aria-valuetext") != before
    radios = page.get_by_role("radio")
    unchecked = next(k for k in range(radios.count()) if not radios.nth(k).is_checked())
    radios.nth(unchecked).check()
    page.wait_for_function("said => document.querySelector('section.answer .lead').innerText !== said", arg=said)
    there = page.locator(LEAD).inner_text()
    address = page.url
    assert "#" in address
    page.reload()
    page.locator(LEAD).wait_for()
    assert (page.url, page.locator(LEAD).inner_text()) == (address, there)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Numbers as CSV").click()
    saved.value.save_as(tmp_path / "numbers.csv")
    with (tmp_path / "numbers.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.reader(file))) > 3 * radios.count()
