"""Published claims as text: a table over all readings, then a paragraph for each claim."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from skypact.study.published.crux import Crux
    from skypact.study.published.finding import ClaimFinding, Finding
    from skypact.study.published.judge import Published

_HEADS = ("claim, reading", "figure (chance)", "over ignorance", "draws hold", "turns at", "verdict")
_MOST = 38


def lines(found: Published) -> Iterator[str]:
    """Yield the lines of what was found: all readings as a table, then claim by claim."""
    from skypact.cli.text.tables import paragraph

    for one in found.findings:
        yield f"{one.id}: {one.verdict}"
        yield from _readings(one)
        yield ""
    for one in found.findings:
        yield from claim(one)
        yield ""
    e = found.effort
    yield paragraph(
        f"Settings: {e.runs} runs of each world as taken, {e.draws} draws and each quantity alone at its ends with "
        f"{e.few} runs each, seed {e.seed}; {found.replicates:,} replicates in all. Intervals are 95 % over chance. "
        "Least, greatest and the share of the draws say what is not known, not how likely it is."
    )


def claim(one: ClaimFinding) -> Iterator[str]:
    """Yield the paragraphs of a claim."""
    from skypact.cli.text.tables import paragraph
    from skypact.study.published.words import counts_text, crux_text, headline, said_by, sentence

    c = one.claim
    yield paragraph(f"{c.title} — {headline(one)}")
    yield paragraph(f"{c.text.strip()} {said_by(c)}")
    for f in one.readings:
        yield paragraph(f"• {f.key}. {sentence(f)} {counts_text(f)[0].upper()}{counts_text(f)[1:]}.", "  ")
    for crux in one.cruxes:
        if not crux.agree:
            yield paragraph(f"Crux, {crux.reading} ({' v '.join(crux.camps)}): {crux_text(crux, c)}", "  ")
    agreed = ", ".join(f"{crux.reading} ({' v '.join(crux.camps)})" for crux in one.cruxes if crux.agree)
    if agreed:
        yield paragraph(f"Camps come to the same on: {agreed}.", "  ")
    for extra in (c.leans_on, c.note):
        if extra:
            yield paragraph(extra.strip(), "  ")


def crux_lines(name: str, title: str, cruxes: tuple[Crux, ...], said: list[str]) -> Iterator[str]:
    """Yield what the dispute about a claim hangs on, reading by reading."""
    from skypact.cli.text.tables import paragraph

    yield f"{name}: {title}"
    if not cruxes:
        yield "The camps differ in nothing that a reading uses."
    for crux, text in zip(cruxes, said, strict=True):
        yield ""
        yield paragraph(f"{crux.reading} ({' v '.join(crux.camps)})")
        for path, both in crux.differ.items():
            yield f"  {path}: {both[0]} v {both[1]}"
        yield paragraph(text, "  ")


def _readings(one: ClaimFinding) -> list[str]:
    from skypact.cli.text.tables import table

    return table(("  reading", *_HEADS[1:], "what decides"), [_row(f) for f in one.readings], 28)


def _row(f: Finding) -> list[str]:
    from skypact.study.published.words import box_text, even_text, figure_text, share_text, thing_text

    decides = thing_text(f.deciding[0]) if f.deciding else "—"
    decides = decides if len(decides) <= _MOST else decides[: _MOST - 1] + "…"
    return [f"  {f.key}", figure_text(f), box_text(f), share_text(f), even_text(f), f.verdict, decides]
