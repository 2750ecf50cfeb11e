"""Chromium, the two shipped cases and a window that refuses errors and requests to other hosts."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.browser import axe
from tests.browser.cases import ROOT, explored, made
from tests.browser.serving import served
from tests.browser.window import Windows

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WEB = ROOT / "src" / "skypact" / "report" / "web"


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Yield the browser, until the last browser test: Playwright's loop must not outlive them in this process."""
    playwright = pytest.importorskip("playwright.sync_api", reason="the browser tests need playwright: make setup")
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("the browser tests need Chromium. On Debian: apt-get install chromium")
    if not axe.SCRIPT.is_file():
        pytest.skip("the browser tests need axe-core: cd viewer && npm ci")
    if not (WEB / "viewer.js").is_file():
        pytest.skip("the viewer is not built: make setup (with npm)")
    flags = ["--disable-gpu", "--hide-scrollbars", "--force-prefers-reduced-motion"]
    flags += ["--no-sandbox"] if os.geteuid() == 0 else []
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=program, args=flags)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a run folder with `border` and `airdrop`; workers of pytest-xdist share it."""
    own = tmp_path_factory.getbasetemp()
    return made(own.parent if "PYTEST_XDIST_WORKER" in os.environ else own)


@pytest.fixture(scope="session")
def explorer(results: Path) -> str:
    """Return the address of an explorer: the delay of consent on the border, three values."""
    return (explored(results.parent) / "explorer" / "explorer.html").as_uri()


@pytest.fixture(scope="module")
def server(results: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of `skypact view` over a copy of the run folder, since jobs write into it."""
    runs = tmp_path_factory.mktemp("served") / "runs"
    shutil.copytree(results, runs)
    with served(runs) as address:
        yield address


@pytest.fixture
def windows(chromium: Browser) -> Iterator[Windows]:
    """Yield a door to new windows; an error in the console or a request to another host fails the test."""
    opened = Windows(chromium)
    yield opened
    opened.close()
    assert opened.complaints == []
