"""Lists of the catalogue as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from skypact.cli.text.catalogue.plain import columns

if TYPE_CHECKING:
    from skypact.load.catalogue.lookup.contents import Line

_HEADS = {
    "systems": ("system", "kind", "not before", "what"), "sheets": ("type sheet", "room", "", "what"),
    "orbat": ("nation", "", "dated", "what"), "incidents": ("incident", "core", "date", "what"),
    "timeline": ("event", "kind", "date", "what"), "articles": ("article", "outlet", "date", "title"),
    "claims": ("claim", "who", "when", "what"), "treaties": ("treaty", "", "", "what"),
    "scenarios": ("scenario", "", "date", "what"),
}  # fmt: skip


def overview(found: dict[str, list[Line]]) -> Iterator[str]:
    """Yield the systems by kind, then how many of everything else."""
    systems = found["systems"]
    if systems:
        kinds = sorted({line.kind for line in systems})
        rows = [(s.id, kind, s.title) for kind in kinds for s in systems if s.kind == kind]
        yield from (*columns([("system", "kind", "what"), *rows]), "")
    yield "Beside them " + ", ".join(f"{len(lines)} {room}" for room, lines in found.items() if room != "systems")
    yield "skypact catalogue list ROOM lists one of these; skypact catalogue show ID shows anything."


def listed(room: str, lines: Sequence[Line]) -> Iterator[str]:
    """Yield a table of one room; columns that say nothing are left out."""
    if not lines:
        yield f"no {room} in this catalogue"
        return
    heads = _HEADS[room]
    kept = [i for i in range(4) if heads[i] and any(line[i] for line in lines)]
    yield from columns([[heads[i] for i in kept], *([str(line[i]) for i in kept] for line in lines)])
