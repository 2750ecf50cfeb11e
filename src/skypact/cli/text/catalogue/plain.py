"""Blocks of the catalogue as plain text for a terminal."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from skypact.cli.text.tables import WIDTH, paragraph
from skypact.report.catalogue.blocks import Block, Heading, Items, Table


def plain(blocks: Sequence[Block]) -> str:
    """Return blocks as text: headings underlined, tables in columns that fit a page."""
    return "\n".join(line for block in blocks for line in (*_lines(block), "")).rstrip("\n") + "\n"


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield paragraph(block.text)
        if block.level <= 2:
            yield ("═" if block.level == 1 else "─") * min(len(block.text), WIDTH)
    elif isinstance(block, Items):
        yield from (paragraph(_bare(item), "  ").replace("  ", "- ", 1) for item in block.items)
    elif isinstance(block, Table):
        yield from columns([block.heads, *block.rows])
    else:
        yield paragraph(_bare(block.text))


def columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield rows in columns; the first row holds the heads. The first column is never wrapped, the others are."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="")
    for i, head in enumerate(rows[0]):
        grid.add_column(Text(head), no_wrap=i == 0 and max(len(row[0]) for row in rows) <= 40, overflow="fold")
    for row in rows[1:]:
        grid.add_row(*(Text(_bare(cell)) for cell in row))
    page = io.StringIO()
    wide = WIDTH if len(rows[0]) <= 4 else WIDTH + 40
    Console(file=page, width=wide, no_color=True, highlight=False).print(Padding(grid, 0))
    yield from (line.rstrip() for line in page.getvalue().rstrip("\n").split("\n"))


def _bare(text: str) -> str:
    return text.replace("**", "").replace("`", "")
