"""Claims as text: who stood there, each reading with its figure, band and verdict, and what decides."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from skypact.study.claims.judge import Claims


def lines(found: Claims) -> Iterator[str]:
    """Yield the lines of what was found, claim by claim."""
    from skypact.cli.text.tables import paragraph

    names = dict.fromkeys(finding.claim for finding in found.findings)
    for name in names:
        yield from _claim(found, name)
        yield ""
    yield paragraph(
        f"Bands: {found.draws} draws within all ranges together (seed {found.seed}), the ends of each alone, and the "
        "corners to which those point. Ranges say what is not known, not how likely it is. Smooth ground with trees, "
        "layered air, free space down to the horizon: a low target may be seen less far."
    )


def _claim(found: Claims, name: str) -> Iterator[str]:
    from skypact.cli.text.tables import paragraph
    from skypact.study.claims.words import limits, summary

    claim = found.scenario.claims[name]
    yield paragraph(f"{name}: {claim.title}.")
    yield paragraph(claim.text + (f" [{', '.join(claim.sources)}]" if claim.sources else ""))
    yield paragraph(
        f"Against {found.scenario.crafts[claim.against].title or claim.against}, seen where the chance per look is "
        f"{claim.pd.value:g}. Taken: {next(iter(claim.accounts.values())).title}. Rival accounts: "
        + ("; ".join(account.title for account in list(claim.accounts.values())[1:]) or "none") + "."
    )
    yield ""
    yield from (paragraph(f"• {said}") for said in summary(found, name))
    for key, reading in claim.readings.items():
        yield ""
        yield paragraph(f"{key}. {reading.text} ({limits(reading)})")
        yield from _heights(found, name, key)


def _heights(found: Claims, name: str, key: str) -> Iterator[str]:
    from skypact.cli.text.tables import WIDTH
    from skypact.core import units
    from skypact.study.claims.words import band, km, sentence

    for finding in found.findings:
        if (finding.claim, finding.reading) == (name, key):
            height = units.show(finding.height_m, "length")
            told = f"{height:>7}  {km(finding.figure_m):>7}  ({band(finding)}): {sentence(found, finding)}"
            yield "\n".join(wrap(told, WIDTH, initial_indent="  ", subsequent_indent=" " * 20, break_on_hyphens=False))
