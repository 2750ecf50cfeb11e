"""Folder: a page and its pictures written into the folder of a result."""

from __future__ import annotations

from pathlib import Path

from skypact.report.markup import Markup, Picture
from skypact.report.output.markdown import markdown
from skypact.report.output.names import PICTURES, file_name
from skypact.report.output.numbers import numbers_csv
from skypact.report.output.png import png
from skypact.report.page import svg_file


def write(page: Markup, folder: Path, *, report: bool, pictures: bool, name: str = "report") -> None:
    """Write a page into a folder.

    report: NAME.html and NAME.md, with the pictures that the latter shows as SVG. pictures: each as SVG, PNG and, where
    it draws numbers, CSV.
    """
    for one in page.pictures:
        _picture(one, folder / PICTURES, every=pictures)
    if report:
        _text(folder / f"{name}.html", page)
        _text(folder / f"{name}.md", markdown(page))


def _picture(one: Picture, folder: Path, *, every: bool) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    svg = svg_file(one.svg)
    _text(folder / file_name(one.name, "svg"), svg)
    if not every:
        return
    (folder / file_name(one.name, "png")).write_bytes(png(svg))
    if one.numbers is not None:
        _text(folder / file_name(one.name, "csv"), numbers_csv(one.numbers))


def _text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
