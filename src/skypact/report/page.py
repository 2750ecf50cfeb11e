"""A page and a picture of their own: one HTML file, one SVG file, nothing loaded from elsewhere."""

from __future__ import annotations

import re
from importlib.resources import files

from skypact.core.stamp import package_version
from skypact.report.markup import Markup, el, join

#: What a string of a style sheet may not hold.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def page(title: str, *sections: object) -> Markup:
    """Return a whole HTML file with its style inside; it knows its pictures."""
    head = el(
        "head", el("meta", charset="utf-8"), el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="generator", content=f"skypact {package_version()}"), el("title", title),
        el("style", Markup(style() + _margins(title))),
    )
    made = el("html", head, el("body", el("main", join(sections, "\n"))), lang="en")
    return Markup(f"<!DOCTYPE html>\n{made}\n", made.pictures)


def _margins(title: str) -> str:
    """Return what stands in the margins of a printed page: its title, and which page of how many."""
    # within a string of a style sheet inside HTML only letters, digits and spaces are plain
    said = "".join(c if c.isalnum() or c in " ,.:;-" else f"\\{ord(c):x} " for c in _CONTROL.sub("", title))
    font = "font: 8pt system-ui, 'DejaVu Sans', sans-serif; color: #444"
    return (
        f'@page {{ @top-left {{ content: "{said}"; {font} }}\n'
        f'@bottom-right {{ content: counter(page) " / " counter(pages); {font} }} }}\n'
    )


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
