"""What changed between the days of a comparison by date, as text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from skypact.cli.text.tables import paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from skypact.load.musters.muster import Called
    from skypact.study.dated.dates import Dated

SIGNS = {"came": "+", "grew": "+", "went": "−", "shrank": "−"}


def dated_text(dated: Dated) -> Iterator[str]:
    """Yield what came and went between the days of a comparison."""
    yield paragraph("The forces of each date, the same intruders, the same luck; arrangement "
                    f"{', '.join(dated.arrangements)}. What came and went, by the orders of battle "
                    "(? where the day or the row is not sure):")  # fmt: skip
    rows = dated.changes.to_pylist()
    for since, until in zip(dated.dates, dated.dates[1:], strict=False):
        here = [row for row in rows if (row["since"], row["until"]) == (since, until)]
        yield f"{since} to {until}" + ("" if any(row["played"] for row in here) else ": nothing")
        yield from (paragraph(change_text(row), "  ") for row in here if row["played"])
        beside = "; ".join(change_text(row) for row in here if not row["played"])
        yield from [paragraph(f"not in this scenario: {beside}", "  ")] if beside else []


def change_text(row: dict[str, Any]) -> str:
    """Return one change in words: sign, how many, system, unit, town."""
    said = f"{SIGNS[row['what']]} {row['system']}, {counts_text(row)}: {row['title']}"
    said += f", {row['town']}" if row["town"] and row["town"] not in row["title"] else ""
    return said + ("" if row["sure"] else " ?")


def counts_text(row: dict[str, Any]) -> str:
    """Return how many there were before and are after."""
    before, after = (_count(row[key]) for key in ("before", "after"))
    if row["what"] == "came":
        return after
    return before if row["what"] == "went" else f"{before} → {after}"


def _count(value: float | None) -> str:
    return "number not known" if value is None else f"{value:g}"


def called_text(found: Sequence[Called]) -> Iterator[str]:
    """Yield the rows of the orders of battle that a scenario's musters used, and those left out with the reason."""
    for nation in dict.fromkeys(one.nation for one in found):
        rows = [one for one in found if one.nation == nation]
        yield f"order of battle of {nation} on {rows[0].on}"
        for one in (row for row in rows if row.names):
            held = one.row.held
            number = "1, number not known" if held.count is None else f"{held.count.value:g}"
            doubt = ", assumed" if held.assumed or (held.count is not None and held.count.assumed) else ""
            doubt += ", inferred" if held.inferred else "" if one.row.sure else ", not sure on this day"
            sources = f" ({', '.join(held.sources)})" if held.sources else ""
            yield paragraph(f"{one.row.name}: {held.type} {number}{doubt}{sources}", "  ")
        left: dict[str, list[str]] = {}
        for one in (row for row in rows if not row.names):
            left.setdefault(one.why.partition(":")[0], []).append(f"{one.row.name} {one.row.held.type}")
        yield from (paragraph(f"left out since {why}: {', '.join(dict.fromkeys(names))}", "  ")
                    for why, names in left.items())  # fmt: skip
