"""An order of battle as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from skypact.cli.text.catalogue.plain import columns
from skypact.cli.text.tables import paragraph
from skypact.load.catalogue.history import InForce
from skypact.study.dated.orbat import Line, OrderOfBattle, count_text


def orbat_text(found: OrderOfBattle) -> str:
    """Return the table of a nation, what no source gives, and what was in force on the day."""
    heads = ["unit", "town", "system", "count", "since", "until", "gr", "to be known", "sources"]
    rows = [[f"— {branch} —", *[""] * 8] if line is None else _cells(line)
            for branch, lines in found.by_branch().items() for line in (None, *lines)]  # fmt: skip
    blocks = [
        [paragraph(f"{found.orbat.title}, {found.date}"), *_account(found)],
        list(columns([heads, *rows])) if rows else ["No unit is known for this day."],
        ["Not found in any source", *(paragraph(f"- {one}") for one in found.orbat.not_found)],
        ["In force on this day", *force_lines(found.force)],
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def short_text(found: Sequence[OrderOfBattle]) -> str:
    """Return all nations in short: how many of which system the rows add up to."""
    day = found[0].date
    rows = [[one.nation, one.orbat.title, _totals(one)] for one in found]
    lines = [*columns([["nation", "order of battle", "named: a floor, + where rows lack a count"], *rows]), ""]
    lines += ["In force on this day", *force_lines(found[0].force), "", "All of one nation: add --nation CODE"]
    return f"Orders of battle on {day}\n\n" + "\n".join(lines) + "\n"


def force_lines(found: Sequence[InForce]) -> Iterator[str]:
    """Yield what was in force on a day."""
    if not found:
        yield "  nothing that the timeline knows of"
    for one in found:
        doubt = "" if one.sure else ", not by every account or not sure on the day"
        other = "; ".join(f"{r.date or ''} {r.text}".strip() for r in one.rivals)
        said = f"{one.force.title}, since {one.event.date}{doubt}" + (f" (other accounts: {other})" if other else "")
        yield paragraph(said, "  ")


def _account(found: OrderOfBattle) -> Iterator[str]:
    for name, one in found.orbat.accounts.items():
        word = "taken" if name == found.account else f"instead: --account {name}"
        yield paragraph(f"account {name} ({word}): {one.title}")
    if found.announced:
        yield "by announced dates: what was promised counts as there, what never came included"


def _cells(line: Line) -> list[str]:
    held, unit = line.held, line.unit
    crew = [f"crew {unit.crew}"] if unit.crew else []
    title = unit.title if len(unit.title) <= 40 else f"{unit.title[:39]}…"
    sources = held.sources if held else unit.sources
    shown = ", ".join(sources[:1]) + (f" +{len(sources) - 1}" if len(sources) > 1 else "")
    return [
        title, unit.at or "—", held.type if held else "—", count_text(held.count) if held else "—",
        (held.begin if held else None) or "—", (held.until if held else None) or "",
        (held.grade if held else "") or unit.grade, ", ".join([*crew, *line.marks]), shown or "—",
    ]  # fmt: skip


def _totals(found: OrderOfBattle) -> str:
    totals = found.totals()
    said = [f"{name} {value:g}{'' if whole else '+'}" if value else f"{name} ?" for name, value, whole in totals]
    return ", ".join(said) or "nothing known"
