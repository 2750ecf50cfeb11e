"""A comparison as text, for a person who sees one for the first time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from skypact.cli.text.border import border_text
from skypact.cli.text.catalogue.dates import dated_text
from skypact.cli.text.curves import turning
from skypact.cli.text.detail import effort_text, loss_text
from skypact.cli.text.picture import picture_text
from skypact.cli.text.tables import arrowed, paragraph, table
from skypact.cli.text.tables import cell as _cell
from skypact.cli.text.tables import signed as _signed
from skypact.load import borders
from skypact.load.terrain.terrain import under
from skypact.study.answer import UNDECIDED, number, told_apart

if TYPE_CHECKING:
    from skypact.study.compare import Comparison
    from skypact.study.loss import Loss
    from skypact.study.turning.breakeven import BreakEven
    from skypact.study.turning.surface import Surface
    from skypact.study.why.why import Why

Row = dict[str, Any]
#: Columns of the control table: (column, heading).
_CONTROL = (
    ("decisions", "decisions"), ("own", "own crews"), ("foreign", "others"),
    ("shots_without_consent", "shots w/o consent"), ("asked", "asked"), ("given", "given"), ("refused", "refused"),
    ("late", "too late"),
)  # fmt: skip


def comparison_text(
    found: Comparison, why: Why | None = None, even: BreakEven | Surface | None = None, loss: Loss | None = None
) -> str:
    """Return the question, the answer, the table, paired differences, control kept, one reason, and the settings."""
    blocks = [
        [paragraph(found.scenario.title), paragraph(f"Question: {found.scenario.question.text}")],
        list(dated_text(found.dated)) if found.dated else [],
        [paragraph(f"Answer: {found.answer}"), *_leans(found)],
        list(_measures(found)),
        list(_differences(found)),
        list(_control(found)),
        list(border_text(found)),
        list(effort_text(found)),
        list(picture_text(found)),
        list(loss_text(loss)) if loss else [],
        turning(even) if even else [],
        list(_reason(why)) if why else [],
        list(_settings(found)),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def why_text(found: Why, *, every: bool = False) -> str:
    """Return where two worlds part: the sentence, the split by verb, the events, one run, or `every` case."""
    split = [[row["verb"], str(row["count"]), _signed(row["difference"], "count")] for row in found.split.to_pylist()]
    events = [
        [" · ".join(part for part in (row["verb"], row["event"], row["cause"], row["nation"]) if part),
         str(row["count"]), f"{100 * row['share']:.0f} %", _signed(row["difference"], "count")]
        for row in found.table.to_pylist()[:12]
    ]  # fmt: skip
    cases = [paragraph(row["sentence"], "  ") for row in found.cases.to_pylist()] if every else []
    blocks = [
        list(_reason(found)) if not every else [paragraph(f"Why: {found.sentence}"), *cases],
        ["The difference by verb", *table(["verb at which they part", "cases", "per run"], split)] if split else [],
        ["Where they part", *table(["event", "cases", "share", "per run"], events, 60)] if events else [],
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _leans(found: Comparison) -> list[str]:
    said = found.scenario.question.leans_on
    return [paragraph(f"What it leans on: {said}")] if said else []


def _measures(found: Comparison) -> Iterator[str]:
    rows = {(row["arrangement"], row["measure"]): row for row in found.table.to_pylist()}
    if not rows:
        return
    each = "the forces of each date" if found.dated else "each arrangement"
    yield f"What {each} achieve{'' if found.dated else 's'}: mean of {found.runs} runs [95 % interval]"
    lines = []
    for measure in dict.fromkeys(name for _, name in rows):
        every = [rows.get((name, measure)) for name in found.names]
        first = next(row for row in every if row)
        lines.append([arrowed(first), *(_cell(row) for row in every)])
    yield from table(["measure (↓ less is better, ↑ more is better)", *found.names], lines)


def _differences(found: Comparison) -> Iterator[str]:
    first, others = found.names[0], found.names[1:]
    rows = {(row["measure"], row["b"]): row for row in found.paired.to_pylist() if row["a"] == first}
    if not rows:
        return
    yield f"Difference from {first} on the same luck, run by run [95 % interval]; * can be told from zero"
    measures = list(dict.fromkeys(measure for measure, _ in rows))
    shown = [name for name in measures if any(rows[name, other]["differs"] > 0 for other in others)]
    lines = [[arrowed(rows[name, others[0]]), *(_difference(rows[name, other]) for other in others)] for name in shown]
    yield from table(["measure", *others], lines)
    if len(shown) < len(measures):
        left = "every measure is" if not shown else f"{len(measures) - len(shown)} more measures are"
        yield f"{left} the same in every run".capitalize()


def _difference(row: Row) -> str:
    if row["difference"] is None:
        return f"{UNDECIDED} "
    if row["differs"] == 0:
        return "the same "
    star = "*" if told_apart(row) else " "
    if row["low"] is None:
        return f"{_signed(row['difference'], row['unit'])}{star}"
    low, high = (_signed(row[end], row["unit"]).removesuffix(" pp") for end in ("low", "high"))
    return f"{_signed(row['difference'], row['unit'])} [{low} to {high}]{star}"


def _control(found: Comparison) -> Iterator[str]:
    rows = [row for row in found.control.to_pylist() if any(row[name] for name, _ in _CONTROL)]
    if not rows:
        return
    yield "Control: decisions over a nation's territory, and its consent, per run"
    lines = [
        [f"{row['nation']}, {row['arrangement']}", *(number(row[name], "count") for name, _ in _CONTROL),
         UNDECIDED if row["kept"] is None else number(row["kept"], "share")]
        for row in sorted(rows, key=lambda row: (row["nation"], found.names.index(row["arrangement"])))
    ]  # fmt: skip
    yield from table(["territory of, arrangement", *(head for _, head in _CONTROL), "control kept"], lines)


def _reason(why: Why) -> Iterator[str]:
    yield paragraph(f"Why: {why.sentence}")
    if why.example and why.example.lines:
        yield f"For instance, in run {why.example.run}:"
        for line in why.example.lines[:3]:
            yield paragraph(line, "  ")
        if len(why.example.lines) > 3:
            yield f"  … and {len(why.example.lines) - 3} more"


def _settings(found: Comparison) -> Iterator[str]:
    association = found.logs[found.names[0]].stamp.get("association", "")
    each = "world" if found.dated else "arrangement"
    said = f"{found.runs} runs of each {each}, seed {found.seed}, level {found.level}, association {association}"
    yield said + (f", account {found.hypothesis}" if found.hypothesis else "")
    yield paragraph(" ".join([*under(found.scenario).says, borders.says(found.scenario)]).strip())
    yield paragraph(
        "Intervals are over chance only. What nobody knows is kept apart: skypact show lists what is assumed."
    )
