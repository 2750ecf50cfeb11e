"""Plain tables and paragraphs for a terminal, a file, or a pipe."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

WIDTH = 100


def paragraph(text: str, indent: str = "") -> str:
    """Return a text in lines of at most WIDTH."""
    kept = text.replace(" %", "\u00a0%")  # a number stays with its sign
    return "\n".join(wrap(kept, WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False))


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], first: int = 46) -> list[str]:
    """Return the lines of a table: the first column to the left and wrapped at `first`, the others to the right."""
    if not rows:
        return []
    widths = [max(len(row[i]) for row in [heads, *rows]) for i in range(len(heads))]
    widths[0] = min(widths[0], first)
    lines = [_row([heads[0]], heads[1:], widths), "  ".join("─" * width for width in widths)]
    for row in rows:
        lines.append(_row(wrap(row[0], first, break_on_hyphens=False) or [""], row[1:], widths))
    return lines


def _row(first: list[str], rest: Sequence[str], widths: list[int]) -> str:
    cells = [first[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True))]
    return "\n".join(["  ".join(cells).rstrip(), *(f"  {line}" for line in first[1:])])
