"""A window that listens: what a page complains about and whom it asks, so that a test can refuse both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page, Request

#: A desk, a small laptop, a phone [px].
SIZES = {"desk": (1440, 900), "laptop": (1024, 768), "phone": (390, 844)}
HERE = {"file", "data", "blob", "about"}


class Windows:
    """Opens windows in one browser and keeps what was said and asked in all of them."""

    def __init__(self, browser: Browser, host: str = "") -> None:
        self.browser = browser
        self.host = host
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self._contexts: list[Any] = []

    def open(self, address: str, size: str = "desk", scheme: Any = "light", **given: Any) -> Page:
        """Return a page at an address, in a context of its own: nothing stored from before."""
        width, height = SIZES[size]
        context = self.browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme,
                                           accept_downloads=True, reduced_motion="reduce", **given)  # fmt: skip
        context.set_default_timeout(15_000)
        self._contexts.append(context)
        page = context.new_page()
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("request", self._requested)
        page.goto(address)
        return page

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text}")

    def _requested(self, request: Request) -> None:
        parts = urlsplit(request.url)
        self.asked.append(request.url)
        if parts.scheme not in HERE and parts.netloc != self.host:
            self.complaints.append(f"request to another host: {request.url}")

    def close(self) -> None:
        """Close all windows."""
        for context in self._contexts:
            context.close()


def ready(page: Page) -> Page:
    """Wait until the app of a page has drawn for the first time."""
    page.wait_for_function("() => window.app && window.app.ready")
    page.evaluate("() => window.app.ready.then(() => true)")
    return page


def too_wide(page: Page) -> list[str]:
    """Return what stands out to the right of the window, boxes that scroll by themselves apart."""
    return page.evaluate("""() => {
      if (document.documentElement.scrollWidth <= innerWidth) return [];
      const scrolls = (e) => { for (let p = e.parentElement; p; p = p.parentElement)
        if (getComputedStyle(p).overflowX !== "visible") return true; return false; };
      return ["the page", ...[...document.querySelectorAll("body *")]
        .filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !scrolls(e))
        .map((e) => `${e.tagName}: ${e.textContent.slice(0, 40)}`)];
    }""")
