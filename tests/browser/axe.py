"""What axe-core finds wrong with a page for people who use it by keyboard, by ear or with weak eyes."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

SCRIPT = Path(__file__).resolve().parents[2] / "viewer" / "node_modules" / "axe-core" / "axe.min.js"
GRAVE = {"serious", "critical"}


@cache
def _script() -> str:
    return SCRIPT.read_text(encoding="utf-8")


def grave(page: Page, *rules: str) -> list[str]:
    """Return the serious and critical findings, one line each with the first element; `rules` are all where none is."""
    page.evaluate(_script())
    given = {"resultTypes": ["violations"], "preload": False}
    if rules:
        given["runOnly"] = {"type": "rule", "values": list(rules)}
    found = page.evaluate("given => axe.run(document, given).then(done => done.violations)", given)
    return [
        f"{one['impact']} {one['id']}: {one['help']} ({len(one['nodes'])} times) {one['nodes'][0]['html'][:160]} "
        + " ".join(check["message"] for check in one["nodes"][0]["any"])
        for one in found if one["impact"] in GRAVE
    ]  # fmt: skip
