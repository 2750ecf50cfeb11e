"""Explorer: every combination of a few choices of the defence, run on the same luck, with its measures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa

from skypact.core.stamp import package_version
from skypact.load.canonical import sha256
from skypact.study.explore import ledger as kept
from skypact.study.explore.axes import Axes, Cell
from skypact.study.measuring import Measuring, world_sha256
from skypact.study.plain import rows, table_html
from skypact.study.turning.breakeven import estimate
from skypact.study.values import Values
from skypact.study.worlds import check_hypothesis

_CELL = [
    ("cell", pa.int64()), ("date", pa.string()), ("without", pa.string()), ("x", pa.float64()), ("x_text", pa.string()),
    ("y", pa.float64()), ("y_text", pa.string()), ("arrangement", pa.string()), ("measure", pa.string()),
]
TABLE = pa.schema([
    *_CELL, ("title", pa.string()), ("unit", pa.string()), ("better", pa.string()), ("most", pa.int64()),
    ("mean", pa.float64()), ("low", pa.float64()), ("high", pa.float64()), ("n", pa.int64()), ("kind", pa.string()),
])
PAIRED = pa.schema([
    *_CELL, ("against", pa.string()), ("difference", pa.float64()), ("low", pa.float64()), ("high", pa.float64()),
    ("differs", pa.float64()), ("n", pa.int64()), ("kind", pa.string()),
])
#: Measures of an explorer besides the question's and control kept.
MEASURES = ("leak", "unanswered", "any_wrongful", "wrongful", "decided")
#: What a cell is held against: the world as written, the first arrangement with all else alike, nothing taken away.
BASE, FIRST, WHOLE = "base", "first", "whole"
#: Share of runs from which on "a run in which …" says less than the mean number.
_NEARLY_ALWAYS = 0.9


@dataclass(frozen=True)
class Explorer:
    """What was found. Tables are Arrow; `.to_pandas()` gives frames. Values of factors x and y are SI.

    table: one row per cell and measure, mean with its 95 % interval. paired: each cell less another on the same luck:
    `against` base (the world as written, or nearest to it), first (the first arrangement, all else alike) and whole
    (nothing taken away, all else alike). lead, wrongful, control: the measures that lead; "" where none can be told.
    """

    axes: Axes
    cells: tuple[Cell, ...]
    measures: tuple[str, ...]
    lead: str
    wrongful: str
    control: str
    table: pa.Table
    paired: pa.Table
    sentences: tuple[str, ...]
    runs: int
    seed: int
    association: str
    hypothesis: str

    @property
    def answer(self) -> str:
        """What the choices change, in words."""
        return " ".join(self.sentences)

    def rows(self, measure: str) -> list[dict[str, Any]]:
        """Return the rows of one measure, in the order of the cells."""
        return [r for r in self.table.to_pylist() if r["measure"] == measure]

    def as_dict(self) -> dict[str, Any]:
        """Return a mapping for JSON: floats to 10 significant digits, SI units; no clock, no path of a file in it."""
        made = self.axes
        return {
            "scenario": made.scenario.id, "skypact": package_version(),
            "scenario_sha256": {day: sha256(world) for day, world in made.worlds.items()},
            "arrangements": list(made.names), "dates": [day for day in made.worlds if day],
            "without": [t.name for t in made.things],
            "factors": [
                {"name": f.name, "paths": list(f.paths), "dimension": f.dimension, "values": list(values),
                 "written": list(f.written)}
                for f, values in zip(made.factors, made.values, strict=True)
            ],
            "base": self.cells.index(made.base()), "lead": self.lead, "wrongful": self.wrongful,
            "control": self.control, "runs": self.runs, "seed": self.seed, "association": self.association,
            "hypothesis": self.hypothesis, "answer": self.answer, "table": rows(self.table),
            "paired": rows(self.paired),
        }  # fmt: skip

    def _repr_html_(self) -> str:
        return table_html(self.answer, self.table.select(["x_text", "y_text", "arrangement", "title", "mean", "low",
                                                          "high"]))  # fmt: skip


def explore(
    made: Axes, how: Measuring, ledger: kept.Ledger | None = None, finished: Callable[[str], None] | None = None
) -> Explorer:
    """Run every cell on the same luck, or take it from the ledger, and set them beside each other.

    `how.progress` is told of every replicate that is finished or need not be played, of cells × runs; `finished` of
    the key of every cell that is done.
    """
    check_hypothesis(made.scenario, how.hypothesis)
    cells = made.cells()
    return explored(made, cells, list(_measured(made, cells, how, ledger, finished)), how)


def _measured(
    made: Axes, cells: Sequence[Cell], how: Measuring, ledger: kept.Ledger | None,
    finished: Callable[[str], None] | None,
) -> Iterator[dict[str, Values]]:  # fmt: skip
    for cell in cells:
        world = made.world(cell)
        name = kept.key(
            world_sha256(world, cell.arrangement), arrangement=cell.arrangement, runs=how.runs, seed=how.seed,
            level=how.level, association=how.association, hypothesis=how.hypothesis,
        )  # fmt: skip
        found = ledger.read(name) if ledger else None
        if found is None:
            found = how.values(world, cell.arrangement)
            if ledger:
                ledger.write(name, found)
        elif how.progress:
            how.progress(how.runs)
        if finished:
            finished(name)
        yield found


def explored(made: Axes, cells: Sequence[Cell], found: Sequence[dict[str, Values]], how: Measuring) -> Explorer:
    """Return the explorer of measured cells."""
    from skypact.study.explore.words import sentences

    read = made.scenario
    names = list(dict.fromkeys(m for one in found for m in one))
    asked = dict.fromkeys((read.question.measure, *MEASURES, *(m for m in names if m.startswith("kept_"))))
    measures = tuple(m for m in asked if m in names)
    keys = [_keys(made, i, cell) for i, cell in enumerate(cells)]
    table = [
        row | {"measure": m, "title": v.title, "unit": v.unit, "better": v.better, "most": v.most}
        | estimate(v.interval(), "mean")
        for row, one in zip(keys, found, strict=True) for m in measures if (v := one.get(m)) is not None
    ]  # fmt: skip
    paired = list(_paired(made, cells, found, keys, measures))
    lead = read.question.measure if read.question.measure in measures else next(iter(measures), "")
    often = [r["mean"] for r in table if r["measure"] == "any_wrongful"]
    wrongful = "wrongful" if often and min(often) >= _NEARLY_ALWAYS and "wrongful" in measures else "any_wrongful"
    explorer = Explorer(
        made, tuple(cells), measures, lead, wrongful if wrongful in measures else "", _control(made, measures, table),
        pa.Table.from_pylist(table, schema=TABLE), pa.Table.from_pylist(paired, schema=PAIRED), (), how.runs, how.seed,
        how.association or read.tracking.association, how.hypothesis,
    )  # fmt: skip
    return replace(explorer, sentences=tuple(sentences(explorer)))


def _keys(made: Axes, i: int, cell: Cell) -> dict[str, Any]:
    row: dict[str, Any] = {"cell": i, "date": cell.date, "without": ", ".join(cell.without), "x": None, "x_text": "",
                           "y": None, "y_text": "", "arrangement": cell.arrangement}  # fmt: skip
    for axis, one, values, at in zip("xy", made.factors, made.values, cell.at, strict=False):
        row |= {axis: values[at], f"{axis}_text": one.show(values[at])}
    return row


def _paired(
    made: Axes, cells: Sequence[Cell], found: Sequence[dict[str, Values]], keys: Sequence[dict[str, Any]],
    measures: Sequence[str],
) -> Iterator[dict[str, Any]]:  # fmt: skip
    where = {cell: i for i, cell in enumerate(cells)}
    base = made.base()
    done: dict[tuple[int, int, str], dict[str, Any]] = {}
    for i, cell in enumerate(cells):
        others = {BASE: base, FIRST: cell._replace(arrangement=made.names[0]), WHOLE: cell._replace(without=())}
        for against, other in others.items():
            if other == cell:
                continue
            j = where[other]
            for m in measures:
                if m not in found[i] or m not in found[j]:
                    continue
                if (i, j, m) not in done:
                    done[i, j, m] = _less(found[i][m], found[j][m])
                yield keys[i] | {"measure": m, "against": against} | done[i, j, m]


def _less(v: Values, other: Values) -> dict[str, Any]:
    return estimate(v.minus(other), "difference") | {"differs": v.differs(other)}


def _control(made: Axes, measures: Sequence[str], table: Sequence[dict[str, Any]]) -> str:
    """Return the control that the frontier shows: of the question's nation if it varies, else where it does most."""
    kept_ = [m for m in measures if m.startswith("kept_")]
    asked = f"kept_{made.scenario.question.nation}"
    spans = {m: float(np.ptp(of)) for m in kept_
             if (of := [r["mean"] for r in table if r["measure"] == m and r["mean"] is not None])}  # fmt: skip
    return asked if spans.get(asked) else max(spans, key=lambda m: spans[m], default="")


