"""Plain tables and paragraphs for a terminal, a file, or a pipe."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any

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


def cell(row: Mapping[str, Any] | None) -> str:
    """Return the mean of a row with its interval."""
    from skypact.study.answer import mean_text, number

    if row is None:
        return "—"
    mean = mean_text(row)
    if row["low"] is None or row["kind"] == "constant":
        return mean
    low, high = (number(row[end], row["unit"]).removesuffix(" %") for end in ("low", "high"))
    return f"{mean} [{low}–{high}]"


def arrowed(row: Mapping[str, Any]) -> str:
    """Return the title of a measure with an arrow to the better side."""
    return row["title"] + {"lower": " ↓", "higher": " ↑"}.get(row["better"], "")


def signed(value: float | None, unit: str) -> str:
    """Return a difference with its sign; shares in percentage points."""
    if value is None:
        return "unknown"
    text = f"{100 * value:+.1f} pp" if unit == "share" else f"{value:+.2f}"
    return text.replace("-", "−")


def ends(row: Mapping[str, Any], unit: str = "") -> str:
    """Return the interval of a difference."""
    unit = unit or row["unit"]
    if row["low"] is None:
        return "—"
    return f"{signed(row['low'], unit)} to {signed(row['high'], unit)}".replace(" pp to", " to")
