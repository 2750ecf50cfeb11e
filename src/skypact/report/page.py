"""A page and a picture of their own: one HTML file, one SVG file, nothing loaded from elsewhere."""

from __future__ import annotations

import re
from importlib.resources import files

from skypact.core.stamp import package_version
from skypact.report.markup import Markup, el, join


def page(title: str, *sections: object) -> Markup:
    """Return a whole HTML file with its style inside; it knows its pictures."""
    head = el(
        "head", el("meta", charset="utf-8"), el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="generator", content=f"skypact {package_version()}"), el("title", title),
        el("style", Markup(style())),
    )
    made = el("html", head, el("body", el("main", join(sections, "\n"))), lang="en")
    return Markup(f"<!DOCTYPE html>\n{made}\n", made.pictures)


def style() -> str:
    """Return the style sheet of all pages."""
    return files("skypact.report").joinpath("style.css").read_text(encoding="utf-8")


def svg_file(picture: str) -> str:
    """Return a picture as a file of its own: its style inside, on white, with colours that any program can read."""
    css = style()
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]+)", css[: css.index("@media (prefers-color-scheme")]))
    rules = css[css.index("/* pictures */") : css.index("@media print")]
    shown = re.sub(r"var\(--(\w+)\)", lambda m: colours[m.group(1)], rules)
    fonts = "svg { font-family: system-ui, 'DejaVu Sans', sans-serif; background: #ffffff; }\n"
    head, tail = picture.split(">", 1)
    return f"{head}>{el('style', Markup(fonts + shown))}{tail}\n"
