"""Pages of the other studies: the same promises as the report's, on results that are quick to make."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.browser import axe
from tests.browser.cases import skypact
from tests.browser.window import SIZES, Windows, too_wide

PAGES = {
    "orbat": ("orbat.html", "catalogue orbat --date 2016-05-06 --nation BY --map {out}/orbat.html"),
    "claims": ("report.html", "claims iskander-e-poland --report --out {out}"),
    "sweep": ("sweep.html", "sweep 2012-07-04-airdrop posts.subbotniki.stops=0..0.6 --points 2 --runs 2 --report "
                            "--out {out}"),
}


@pytest.mark.parametrize("name", PAGES)
def test_page_is_accessible_whole_and_fits(name: str, windows: Windows, tmp_path: Path) -> None:
    """Nothing serious by axe in light and dark, no request, no sideways scroll on a phone."""
    file, words = PAGES[name]
    (tmp_path / name).mkdir()
    skypact(*words.format(out=tmp_path / name).split())
    address = (tmp_path / name / file).as_uri()
    page = windows.open(address)
    assert axe.grave(page) == []
    page.emulate_media(color_scheme="dark")
    page.evaluate("document.querySelectorAll('tbody tr:nth-child(n+5)').forEach(row => row.remove())")
    assert axe.grave(page, "color-contrast") == []
    for width, height in SIZES.values():
        page.set_viewport_size({"width": width, "height": height})
        assert too_wide(page) == []
    assert windows.asked == [address]
