"""The file of the explorer's page: an explorer as plain data (viewer/src/explorer/format.ts)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from skypact.core import units
from skypact.core.stamp import package_version, this_platform
from skypact.load.canonical import sha256
from skypact.load.overlay.quantities import quantities
from skypact.spec.scenario import Scenario
from skypact.study.explore.explorer import BASE, FIRST, WHOLE, Explorer
from skypact.study.explore.words import leans_on
from skypact.study.factors import Factor
from skypact.study.plain import plain

FORMAT, VERSION = "skypact-explorer", 1
#: Quantities of a factor that are shown one by one.
_SHOWN = 40

Row = dict[str, Any]


def data(found: Explorer, again: str) -> dict[str, Any]:
    """Return the header of the file; `again` is the command that makes it again."""
    axes, read = found.axes, found.axes.scenario
    question = read.question
    return {
        "format": FORMAT, "version": VERSION, "again": again,
        "stamp": {
            "skypact": package_version(), "platform": this_platform(), "runs": found.runs, "seed": found.seed,
            "association": found.association, "hypothesis": found.hypothesis,
            "scenario_sha256": {day: sha256(world) for day, world in axes.worlds.items()},
        },
        "scenario": {"id": read.id, "title": read.title, "question": question.text, "date": read.date},
        "answer": list(found.sentences), "leans_on": leans_on(found),
        "arrangements": [{"id": name, "title": read.arrangements[name].title or name} for name in axes.names],
        "factors": [_factor(read, f, values) for f, values in zip(axes.factors, axes.values, strict=True)],
        "things": [{"id": t.name, "title": t.title} for t in axes.things],
        "dates": [day for day in axes.worlds if day],
        "measures": _measures(found), "lead": found.lead, "wrongful": found.wrongful, "control": found.control,
        "base": found.cells.index(axes.base()), "cells": _cells(found),
    }  # fmt: skip


def _factor(read: Scenario, one: Factor, values: Sequence[float]) -> dict[str, Any]:
    """Return a factor with its values in the unit that its largest is written in."""
    unit = one.show(max(values, key=abs)).partition(" ")[2]
    scale = units.UNITS[one.dimension][unit]
    of = dict(quantities(read))
    written = [one.show(x) for x in one.written]
    return {
        "id": one.name, "unit": unit, "values": [plain(v / scale) for v in values],
        "texts": [one.show(v) for v in values], "is_log": one.is_log,
        "written": [plain(v / scale) for v in one.written],
        "written_text": " to ".join(dict.fromkeys(written)), "n": len(one.paths),
        "quantities": [
            {"path": path, "value": q.text(), "assumed": q.is_assumed, "source": q.source or "", "note": q.note or ""}
            for path in one.paths[:_SHOWN] if (q := of.get(path)) is not None
        ],
    }  # fmt: skip


def _measures(found: Explorer) -> list[Row]:
    made = []
    for m in found.measures:
        first = found.rows(m)[0]
        made.append({"id": m, "title": first["title"], "unit": first["unit"], "better": first["better"],
                     "most": max(r["most"] for r in found.rows(m))})  # fmt: skip
    return made


def _cells(found: Explorer) -> list[Row]:
    axes = found.axes
    days = list(axes.worlds)
    means = _by_cell(found.table.to_pylist(), "mean")
    pairs = found.paired.to_pylist()
    less = {a: _by_cell([r for r in pairs if r["against"] == a], "difference") for a in (BASE, FIRST, WHOLE)}
    made = []
    for i, cell in enumerate(found.cells):
        mask = sum(1 << k for k, t in enumerate(axes.things) if t.name in cell.without)
        row: Row = {"date": days.index(cell.date), "without": mask, "at": list(cell.at),
                    "arrangement": axes.names.index(cell.arrangement)}  # fmt: skip
        row["found"] = [means.get((i, m)) for m in found.measures]
        made.append(row | {a: [of.get((i, m)) for m in found.measures] for a, of in less.items()})
    return made


def _by_cell(rows: Sequence[Row], column: str) -> dict[tuple[int, str], Row]:
    """Return by cell and measure what the page needs of each row."""
    kept = ("low", "high", "n", "kind", *(["differs"] if column == "difference" else []))
    return {(r["cell"], r["measure"]): {"value": plain(r[column]), **{k: plain(r[k]) for k in kept}} for r in rows}
