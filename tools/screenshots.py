"""Pictures of every view at three widths, into docs/pictures/viewer: `python tools/screenshots.py [NAME …]`.

Needs what the browser tests need: Chromium, playwright and the built web app. A picture has 256 colours, so that it is
small. What is drawn are the two shipped cases with few runs and a fixed seed.
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.browser.cases import explored, made  # noqa: E402
from tests.browser.serving import served  # noqa: E402
from tests.browser.window import SIZES, Windows, ready  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Page

OUT = ROOT / "docs" / "pictures" / "viewer"
AT = "run=3&a=national&b=unified"


def views(runs: Path, server: str) -> dict[str, tuple[str, Callable[[Page], object]]]:
    """Return for each view its address and what brings it about."""
    border, airdrop = ((runs / case / "viewer.html").as_uri() for case in ("border", "airdrop"))

    def editing(page: Page) -> None:
        page.get_by_role("button", name="Zoom in").wait_for()
        page.locator("svg [role=button]").first.click()

    def waits(page: Page) -> None:
        page.wait_for_load_state("networkidle")

    return {
        "viewer": (border, ready),
        "viewer-fused": (f"{border}#{AT}&t=2700&picture=fused&panel=log", ready),
        "viewer-ledger": (f"{border}#{AT}&t=2100&panel=ledger", ready),
        "viewer-runs": (f"{border}#{AT}&t=2100&panel=runs", ready),
        "viewer-sources": (f"{border}#{AT}&t=2100&panel=sources", ready),
        "viewer-airdrop": (f"{airdrop}#t=3000", ready),
        "report": ((runs / "border" / "report.html").as_uri(), waits),
        "explorer": ((runs / "explorer" / "explorer.html").as_uri(), waits),
        "home": (f"{server}/", waits),
        "editor": (f"{server}/edit?scenario=2016-05-border", editing),
    }


def small(png: bytes) -> bytes:
    """Return a picture with 256 colours."""
    from PIL import Image

    out = io.BytesIO()
    whole = Image.open(io.BytesIO(png)).convert("RGB")
    # The commonest colours as they are, so that tints stay apart; the rest spread over all others for thin marks.
    common = sorted(whole.getcolors(whole.width * whole.height), reverse=True)[:200]
    spread = whole.quantize(56, Image.Quantize.MAXCOVERAGE).getpalette()[: 3 * 56]
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for _, colour in common for part in colour] + spread)
    whole.quantize(palette=palette, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def main() -> None:
    """Make all pictures, or those of the views that are named."""
    from playwright.sync_api import sync_playwright

    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        runs = made(Path(folder))
        explored(Path(folder))
        with served(runs) as server:
            flags = ["--no-sandbox", "--hide-scrollbars", "--disable-gpu"]
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
            windows = Windows(browser, server.removeprefix("http://"))
            for name, (address, bring) in views(runs, server).items():
                for size in SIZES if not sys.argv[1:] or name in sys.argv[1:] else ():
                    page = windows.open(address, size)
                    bring(page)
                    page.wait_for_timeout(400)  # the maps draw at the next frames
                    (OUT / f"{name}-{size}.png").write_bytes(small(page.screenshot()))
                    print(f"{name}-{size}.png")
                    page.close()
            print(*windows.complaints, sep="\n", file=sys.stderr)
            browser.close()


if __name__ == "__main__":
    main()
