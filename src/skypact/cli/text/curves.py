"""Sweeps and break-evens as text: a row for each value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from skypact.cli.text.tables import cell, ends, paragraph, signed, table
from skypact.study.answer import mean_text, told_apart
from skypact.study.turning.breakeven import BreakEven
from skypact.study.turning.surface import Surface
from skypact.study.turning.sweep import Sweep


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


def turning(even: BreakEven | Surface) -> list[str]:
    """Return where the answer turns, of one factor or of two."""
    return list(_surface(even) if isinstance(even, Surface) else _break_even(even))


def _break_even(even: BreakEven) -> Iterator[str]:
    yield paragraph(f"Break-even: {even.statement}")
    between = "difference" if even.difference.num_rows else "mean"
    rows = (even.difference if even.difference.num_rows else even.curve).to_pylist()
    each = even.curve.to_pylist() if even.difference.num_rows else []
    lines = [
        [row["text"], *(mean_text(r, even.unit) for r in each if r["value"] == row["value"]),
         signed(row[between], even.unit), ends(row, even.unit)]
        for row in rows
    ]  # fmt: skip
    yield from table([_head(even.path), *(even.names if each else ()), between, "95 % interval"], lines)


def _surface(found: Surface) -> Iterator[str]:
    yield paragraph(f"Break-even: {found.statement}")
    yield f"{found.names[1]} less {found.names[0]}: {found.title}; * can be told from zero"
    yield f"Rows: {found.y.name}. Columns: {found.x.name}."
    every = found.table.to_pylist()
    columns = list(dict.fromkeys(row["x_text"] for row in every))
    lines = []
    for text in dict.fromkeys(row["y_text"] for row in every):
        row = [r for r in every if r["y_text"] == text]
        lines.append([text, *(signed(r["difference"], found.unit) + _star(r) for r in row)])
    yield from table(["", *columns], lines)


def _star(row: dict[str, Any]) -> str:
    return "*" if told_apart(row) else " "


def _kept(found: Sweep) -> list[str]:
    """Return the measures of control that differ from all of it somewhere."""
    rows = found.table.to_pylist()
    kept = (r for r in rows if r["measure"].startswith("kept_"))
    return list(dict.fromkeys(r["measure"] for r in kept if r["mean"] is not None and r["mean"] < 1))


def _table(found: Sweep, measure: str) -> Iterator[str]:
    columns = [found.rows(measure, name) for name in found.names]
    first = columns[0][0]
    arrow = {"lower": " ↓", "higher": " ↑"}.get(first["better"], "")
    most = f", of {first['most']}" if first["most"] and first["unit"] == "count" else ""
    yield paragraph(f"{first['title'][0].upper()}{first['title'][1:]}{most}{arrow}")
    rows = [[at[0]["text"], *(cell(r) for r in at)] for at in zip(*columns, strict=True)]
    yield from table([_head(found.factor.name), *found.names], rows)


def _head(name: str) -> str:
    """Return the head of a column of values: a long path is said above."""
    return name if len(name) <= 30 else "value"


def _settings(found: Sweep) -> Iterator[str]:
    association = found.association or found.scenario.tracking.association
    said = f"{found.runs} runs of each arrangement at each value, seed {found.seed}, level {found.level}, association "
    yield said + association + (f", account {found.hypothesis}" if found.hypothesis else "")
    yield paragraph("Means with 95 % intervals over chance; the same luck at every value and in every arrangement. "
                    "The range is what is not known, not a probability.")
