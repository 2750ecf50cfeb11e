"""Page: sections as one self-contained HTML file, its style inside, nothing loaded from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

from skypact.core.stamp import package_version
from skypact.report.markup import Markup, el, join


def page(title: str, parts: Sequence[object]) -> str:
    """Return the page: the same parts give the same bytes."""
    css = Markup(files("skypact.report").joinpath("style.css").read_text(encoding="utf-8"))
    head = el(
        "head", el("meta", charset="utf-8"), el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="generator", content=f"skypact {package_version()}"), el("title", title), el("style", css),
    )
    return "<!DOCTYPE html>\n" + el("html", head, el("body", el("main", join(parts, "\n"))), lang="en") + "\n"
