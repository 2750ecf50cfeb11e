"""Dated: what came and went between the days of a comparison by date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skypact.report.markup import Markup
from skypact.report.tables import paragraph, section, table

if TYPE_CHECKING:
    from skypact.study.dated.dates import Dated


def dated_section(dated: Dated) -> Markup:
    """Return the table of what changed from each day to the next."""
    heads = ("from", "to", "nation", "system", "unit", "town", "before", "after", "sure", "played here")
    rows = [
        (r["since"], r["until"], r["nation"], r["system"], r["title"], r["town"] or "—",
         _count(r["before"], r["what"] == "came"), _count(r["after"], r["what"] == "went"),
         "yes" if r["sure"] else "no", "yes" if r["played"] else "no")
        for r in dated.changes.to_pylist()
    ]  # fmt: skip
    note = paragraph(
        "Each column is the forces of that day by the orders of battle, under the arrangement "
        f"“{', '.join(dated.arrangements)}”. Intruders, routes, daylight and luck are the same in all. A unit keeps "
        "its name over the days, and its luck with it. Not sure: the source gives a month or a year only, or it is "
        "inferred."
    )
    shown = table("What came and went", heads, rows, (6, 7)) if rows else paragraph("Nothing came or went.")
    return section("dated", "What came and went", note, shown)


def _count(value: float | None, none: bool) -> str:
    if value is None:
        return "none" if none else "not known"
    return f"{value:g}"
