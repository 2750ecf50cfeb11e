"""The ledger of a treaty as text."""

from __future__ import annotations

from collections.abc import Iterator

from skypact.cli.text.catalogue.plain import columns
from skypact.cli.text.tables import paragraph
from skypact.study.dated.orbat import count_text
from skypact.study.dated.treaty import WORDS, Entry, Ledger


def treaty_text(found: Ledger) -> str:
    """Return ceilings, what is named, headroom and verdict, the treaty's life, and what is not found."""
    blocks = [
        [paragraph(f"{found.treaty.title}: {found.nation} on {found.date}"), *_text(found)],
        list(_ledger(found)) or [f"No ceiling of {found.nation} was found."],
        ["What the order of battle names", *_named(found)],
        list(_all(found)),
        ["The treaty up to this day", *(f"  {event.date}  {event.title}" for _, event in found.events)],
        ["Not found in any source", *(paragraph(f"- {one}") for one in found.treaty.not_found)],
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _text(found: Ledger) -> list[str]:
    return [paragraph(found.treaty.text)] if found.treaty.text else []


def _ledger(found: Ledger) -> Iterator[str]:
    for text in dict.fromkeys(entry.ceiling.text for entry in found.entries):
        here = [entry for entry in found.entries if entry.ceiling.text == text]
        ceiling = here[0].ceiling
        force = "" if ceiling.in_force else "; never in force"
        basis = f"grade {ceiling.grade}, {', '.join(ceiling.sources)}" if ceiling.sources else "no source: from memory"
        yield paragraph(f"Ceilings: {text} ({basis}{force})")
        heads = ["category", "ceiling", "named", "notified", "headroom at most", "verdict"]
        rows = [[found.treaty.categories[e.category], f"{e.limit:g}", _floor(e),
                 "not published" if e.notified is None else f"{e.notified:g}", f"{e.headroom:g}", e.verdict]
                for e in here]  # fmt: skip
        yield from columns([heads, *rows])
        yield ""
    for name in dict.fromkeys(entry.verdict for entry in found.entries):
        yield paragraph(WORDS[name])


def _floor(entry: Entry) -> str:
    span = "" if entry.low == entry.high else f" ({entry.low:g} to {entry.high:g})"
    short = f" + {entry.short} without a number" if entry.short else ""
    return f"{entry.named:g}{span}{short}"


def _named(found: Ledger) -> Iterator[str]:
    for category, rows in found.rows.items():
        said = "; ".join(f"{row.system} {count_text(row.count)}, {row.unit}" for row in rows) or "none"
        yield paragraph(f"{found.treaty.categories[category]}: {said}", "  ")


def _all(found: Ledger) -> Iterator[str]:
    if found.all_parties is not None:
        yield f"All parties together, {found.all_parties.date} ({', '.join(found.all_parties.sources)})"
        yield "  " + ", ".join(
            f"{found.treaty.categories[key].lower()} {q.value:,.0f}" for key, q in found.all_parties.held.items()
        )
