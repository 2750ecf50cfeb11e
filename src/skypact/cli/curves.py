"""A sweep as text: one table for each measure, a row for each value."""

from __future__ import annotations

from collections.abc import Iterator

from skypact.cli.tables import cell, paragraph, table
from skypact.study.sweep import Sweep


def sweep_text(found: Sweep) -> str:
    """Return what was varied, what changes, the tables of the leading measures and of control kept, the settings."""
    low, high = found.factor.show(found.factor.low), found.factor.show(found.factor.high)
    blocks = [
        [paragraph(found.scenario.title)],
        [paragraph(f"Sweep of {found.factor.said()} from {low} to {high}: all of them at one value at a time")],
        [paragraph(sentence) for sentence in found.sentences],
        *(list(_table(found, measure)) for measure in (*found.measures, *_kept(found))),
        list(_settings(found)),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _kept(found: Sweep) -> list[str]:
    """Return the measures of control that differ from all of it somewhere."""
    rows = found.table.to_pylist()
    return list(dict.fromkeys(r["measure"] for r in rows if r["measure"].startswith("kept_") and r["mean"] < 1))


def _table(found: Sweep, measure: str) -> Iterator[str]:
    columns = [found.rows(measure, name) for name in found.names]
    first = columns[0][0]
    arrow = {"lower": " ↓", "higher": " ↑"}.get(first["better"], "")
    most = f", of {first['most']}" if first["most"] and first["unit"] == "count" else ""
    yield paragraph(f"{first['title'][0].upper()}{first['title'][1:]}{most}{arrow}")
    rows = [[at[0]["text"], *(cell(r) for r in at)] for at in zip(*columns, strict=True)]
    yield from table([found.factor.name, *found.names], rows)


def _settings(found: Sweep) -> Iterator[str]:
    association = found.association or found.scenario.tracking.association
    said = f"{found.runs} runs of each arrangement at each value, seed {found.seed}, level {found.level}, association "
    yield said + association + (f", account {found.hypothesis}" if found.hypothesis else "")
    yield paragraph("Means with 95 % intervals over chance; the same luck at every value and in every arrangement. "
                    "The range is what is not known, not a probability.")
