"""What changed between the days of a comparison by date, as text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from skypact.cli.text.tables import paragraph

if TYPE_CHECKING:
    from skypact.study.dates import Dated

SIGNS = {"came": "+", "grew": "+", "went": "−", "shrank": "−"}


def dated_text(dated: Dated) -> Iterator[str]:
    """Yield what came and went between the days of a comparison."""
    yield paragraph("The forces of each date, the same intruders, the same luck; arrangement "
                    f"{', '.join(dated.arrangements)}. What came and went, by the orders of battle "
                    "(? where the day or the row is not sure):")  # fmt: skip
    rows = dated.changes.to_pylist()
    for since, until in zip(dated.dates, dated.dates[1:], strict=False):
        here = [row for row in rows if (row["since"], row["until"]) == (since, until)]
        yield f"{since} to {until}" + ("" if here else ": nothing")
        yield from (paragraph(change_text(row), "  ") for row in here)


def change_text(row: dict[str, Any]) -> str:
    """Return one change in words: sign, how many, system, unit, town."""
    said = f"{SIGNS[row['what']]} {row['system']}, {counts_text(row)}: {row['title']}"
    said += f", {row['town']}" if row["town"] else ""
    return said + ("" if row["sure"] else " ?") + ("" if row["played"] else " (not in this scenario)")


def counts_text(row: dict[str, Any]) -> str:
    """Return how many there were before and are after."""
    before, after = (_count(row[key]) for key in ("before", "after"))
    if row["what"] == "came":
        return after
    return before if row["what"] == "went" else f"{before} → {after}"


def _count(value: float | None) -> str:
    return "number not known" if value is None else f"{value:g}"
