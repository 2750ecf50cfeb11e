"""The page of an explorer: script, style and data in one HTML file, which asks no other host for anything."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path

from skypact.report.explorer.data import data
from skypact.report.markup import el
from skypact.report.viewer.pack import Packer
from skypact.report.viewer.page import built, single
from skypact.study.explore.explorer import Explorer

SCRIPT, STYLE = "explorer.js", "explorer.css"
NO_SCRIPT = "Choosing needs JavaScript, which is off here. What all combinations come to:"


def write(found: Explorer, path: Path, again: Sequence[str]) -> None:
    """Write the page to a file; `again`: the words of the command that makes it again."""
    path.write_text(page(found, again), encoding="utf-8", newline="\n")


def page(found: Explorer, again: Sequence[str]) -> str:
    """Return the page as text: the same bytes for any number of workers."""
    container = Packer().container(data(found, shlex.join(["skypact", *again])))
    title = found.axes.scenario.title
    still = el("main", el("h1", title), el("p", NO_SCRIPT), *(el("p", s) for s in found.sentences))
    return single(f"{title}: explorer", built(SCRIPT), built(STYLE), container, still)


def require_built() -> None:
    """Raise before any work is done where the page's script is not in the package."""
    built(SCRIPT)
