"""The worth of things as text: what each brings in words, then a table per thing and arrangement."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from skypact.cli.text.tables import paragraph, table
from skypact.study.answer import told_apart
from skypact.study.worth.things import Thing
from skypact.study.worth.words import called, counted, interval, of_band, shown, signed
from skypact.study.worth.worth import Worth

_ARROWS = {"lower": " ↓", "higher": " ↑"}


def worth_text(found: Worth, by_height: bool = False) -> str:
    """Return what each thing brings, the differences over all heights, by height where asked, and the settings."""
    blocks = [
        [paragraph(found.scenario.title)],
        [paragraph(f"Question: what is it worth, on the same luck: {', '.join(called(t) for t in found.things)}?")],
        *([paragraph(sentence)] for sentence in found.sentences),
        *(
            list(_table(found, thing, name, by_height))
            for thing in found.things for name in found.names if found.rows(thing, name)
        ),
        list(_settings(found, by_height)),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _table(found: Worth, thing: Thing, name: str, by_height: bool) -> Iterator[str]:
    yield paragraph(f"{called(thing)}{f', under “{name}”' if name else ''}: per run; * can be told from zero")
    rows = found.rows(thing, name, None if by_height else "")
    lines = [_line(row) for row in rows]
    yield from table(["", "without", "with", "difference", "95 % interval"], lines, 50)


def _line(row: dict[str, Any]) -> list[str]:
    star = "*" if told_apart(row) else " "
    head = f"  {of_band(row['band'])} ({row['most']})" if row["band"] else counted(row) + _ARROWS.get(row["better"], "")
    unit = row["unit"]
    return [head, shown(row["without"], unit), shown(row["with"], unit), signed(row["difference"], unit) + star,
            interval(row)]


def _settings(found: Worth, by_height: bool) -> Iterator[str]:
    for name, absent in found.absent.items():
        yield f"Nothing of {', '.join(absent)} under “{name}”."
    account = f", account {found.under}" if found.under else ""
    yield (
        f"{found.runs} runs of each world, seed {found.seed}, association {found.association}{account}"
    )
    yield "Intervals are 95 % over chance only, each by itself. skypact show lists what is assumed."
    if by_height:
        yield paragraph("Heights are the lowest of a route above ground. In brackets: how many fly in that band.")
