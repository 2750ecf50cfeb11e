"""Markdown: blocks as text, and links from one page of the documentation to another."""

from __future__ import annotations

import os.path
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from skypact.report.catalogue.blocks import Block, Heading, Items, Link, Table, Text

#: Under every page that this room writes.
NOTE = "*Written by `skypact catalogue pages docs` from the catalogue: mend the facts there, not here.*"


def written(blocks: Sequence[Block]) -> str:
    """Return the text of a page."""
    return "\n\n".join("\n".join(_lines(block)) for block in (*blocks, Text(NOTE))) + "\n"


def linker(page: str, places: Mapping[tuple[str, str], str]) -> Link:
    """Return how a page (path below docs/) writes a link; places: (room, id) → page, with #anchor where it has one.

    What has no page of its own is written as it is.
    """

    def link(room: str, name: str) -> str:
        target = places.get((room, name))
        if target is None:
            return f"`{name}`"
        path, _, anchor = target.partition("#")
        to = os.path.relpath(path, PurePosixPath(page).parent) if path != page else ""
        return f"[{_inline(name)}]({to}{'#' + anchor if anchor else ''})"

    return link


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        if block.anchor:
            yield f'<a id="{block.anchor}"></a>'
            yield ""
        yield f"{'#' * block.level} {_inline(block.text)}"
    elif isinstance(block, Items):
        yield from (f"- {item}" for item in block.items)
    elif isinstance(block, Table):
        yield _row(block.heads)
        yield _row(["---"] * len(block.heads))
        for i, row in enumerate(block.rows):
            anchor = f'<a id="{block.anchors[i]}"></a>' if block.anchors else ""
            yield _row([anchor + row[0], *row[1:]])
    else:
        yield block.text


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(" ".join(cell.replace("|", "\\|").split()) for cell in cells) + " |"


def _inline(text: str) -> str:
    return text.replace("[", "\\[").replace("]", "\\]")
