"""An explorer as text: the answer, a row for each combination, what it leans on."""

from __future__ import annotations

from collections.abc import Iterator

from skypact.cli.text.tables import arrowed, cell, paragraph, table
from skypact.study.explore.explorer import Explorer
from skypact.study.explore.words import controls, leans_on

#: Rows of the table that are printed; the page and result.json hold all.
TOLD = 60


def explorer_text(found: Explorer) -> str:
    """Return the question, the answer, the table of the leading measures, what it leans on, the settings."""
    read = found.axes.scenario
    blocks = [
        [paragraph(read.title), paragraph(f"Question: {read.question.text}")],
        [paragraph(sentence) for sentence in found.sentences],
        list(_table(found)),
        ["It leans on", *(paragraph(line, "  ") for line in leans_on(found))],
        list(_settings(found)),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _table(found: Explorer) -> Iterator[str]:
    leading = [m for m in (found.lead, found.wrongful, *controls(found)) if m]
    by = {m: {r["cell"]: r for r in found.rows(m)} for m in dict.fromkeys(leading)}
    axes = found.axes
    heads = ["arrangement", *(f.name for f in axes.factors), *(["without"] if axes.things else []),
             *(["date"] if len(axes.worlds) > 1 else []), *(m.replace("_", " ") for m in by)]  # fmt: skip
    lines = []
    for i, one in enumerate(found.cells[:TOLD]):
        texts = [f.show(v[at]) for f, v, at in zip(axes.factors, axes.values, one.at, strict=True)]
        gone = [", ".join(one.without) or "—"] if axes.things else []
        day = [one.date] if len(axes.worlds) > 1 else []
        lines.append([one.arrangement, *texts, *gone, *day, *(cell(rows.get(i)) for rows in by.values())])
    for m, rows in by.items():
        yield paragraph(f"{m.replace('_', ' ')}: {arrowed(next(iter(rows.values())))}")
    yield from table(heads, lines)
    if len(found.cells) > TOLD:
        yield f"and {len(found.cells) - TOLD} more, in result.json and on the page"


def _settings(found: Explorer) -> Iterator[str]:
    account = f", account {found.hypothesis}" if found.hypothesis else ""
    yield f"{found.runs} runs of each combination, seed {found.seed}, association {found.association}{account}"
