"""Lists of the catalogue as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from skypact.cli.text.tables import WIDTH

if TYPE_CHECKING:
    from skypact.load.catalogue.contents import Line

_HEADS = {
    "systems": ("system", "kind", "not before", "what"), "sheets": ("type sheet", "room", "", "what"),
    "orbat": ("nation", "", "dated", "what"), "incidents": ("incident", "", "date", "what"),
    "timeline": ("event", "kind", "date", "what"), "articles": ("article", "outlet", "date", "title"),
    "claims": ("claim", "who", "when", "what"), "treaties": ("treaty", "", "", "what"),
    "scenarios": ("scenario", "", "date", "what"),
}  # fmt: skip


def overview(found: dict[str, list[Line]]) -> Iterator[str]:
    """Yield the systems by kind, then how many of everything else."""
    kinds = sorted({line.kind for line in found["systems"]})
    for kind in kinds:
        yield from ("", kind)
        yield from columns([(f"  {s.id}", s.title) for s in found["systems"] if s.kind == kind])
    yield ""
    yield "Beside them " + ", ".join(f"{len(lines)} {room}" for room, lines in found.items() if room != "systems")
    yield "skypact catalogue list ROOM lists one of these; skypact catalogue show ID shows anything."


def listed(room: str, lines: Sequence[Line]) -> Iterator[str]:
    """Yield a table of one room; columns that say nothing are left out."""
    if not lines:
        yield f"no {room} in this catalogue"
        return
    heads = _HEADS[room]
    kept = [i for i in range(4) if heads[i] and any(line[i] for line in lines)]
    rows = [[str(line[i]) for i in kept] for line in lines]
    yield from columns([[heads[i] for i in kept], *rows])


def columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield rows in columns to the left; the last one is wrapped to the width of a page."""
    from textwrap import wrap

    widths = [min(max(len(row[i]) for row in rows), 40) for i in range(len(rows[0]) - 1)]
    indent = sum(widths) + 2 * len(widths)
    for row in rows:
        head = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False))
        said = wrap(row[-1], max(WIDTH - indent, 30), break_on_hyphens=False) or [""]
        yield f"{head}  {said[0]}".rstrip()
        yield from (" " * indent + more for more in said[1:])
