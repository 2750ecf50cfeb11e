"""`skypact why --causal`: the causal ledger of one arrangement, printed and saved."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from skypact.cli import folder, worlds
from skypact.cli.handed import Handed
from skypact.cli.options import Format
from skypact.cli.result import as_json, keep, mark, show
from skypact.cli.text.tables import paragraph, table

if TYPE_CHECKING:
    from skypact.spec.scenario import Scenario
    from skypact.study.causal.ledger import Causal

#: Single changes that the text tells; all of them are in the JSON and in the report.
TOLD = 12


@dataclass(frozen=True)
class Asked:
    """What is asked of the ledger, and where it goes."""

    measure: str | None
    order: str | None
    run: int | None
    intruder: str | None
    handed: Handed
    out: Path | None
    format_: Format


def told(read: Scenario, name: str, how: worlds.How, asked: Asked) -> None:
    """Make the causal ledger of an arrangement, print it, and save it where a folder or a report is asked for."""
    from skypact.study.causal.candidate import kind_order
    from skypact.study.causal.replay import chosen_measure

    kind_order(asked.order)
    chosen_measure(read, asked.measure)
    place = asked.out or folder.default(read.id, name, how.hypothesis, "causal", how.seed, how.runs)
    saved = bool(asked.handed) or asked.out is not None
    if saved:
        folder.refuse_foreign(place)
    found, stopped = _made(read, name, how, asked)
    every = asked.run is not None or asked.intruder is not None
    text, made = ledger_text(found, every=every), as_json(found.as_dict())
    show(made if asked.format_ is Format.json else text)
    if saved:
        _save(found, place, asked, text, made, whole=not stopped)
    if stopped:
        print(f"stopped: {found.changes.num_rows} of {found.listed} changes were replayed, the smaller ones",
              file=sys.stderr)  # fmt: skip
        raise typer.Exit(130)


def _made(read: Scenario, name: str, how: worlds.How, asked: Asked) -> tuple[Causal, bool]:
    from skypact.study.causal.ledger import booked
    from skypact.study.causal.replay import prepare, replay

    ran = worlds.run(read, (name,), how)
    if ran.stopped:
        print("stopped: the arrangement itself is not finished", file=sys.stderr)
        raise typer.Exit(130)
    job = prepare(read, name, ran.logs[name], measure=asked.measure, order=asked.order, run=asked.run,
                  intruder=asked.intruder, functions=how.functions)
    with worlds.advancing(job.replicates, f"{len(job.candidates)} changes of {name}") as advance:
        played, stopped = replay(job, workers=how.workers, progress=advance)
    return booked(job, played), stopped


def ledger_text(found: Causal, *, every: bool = False) -> str:
    """Return the ledger for people: the sentence, what to mend first, kinds and owners, examples or `every` case."""
    blocks = [
        [paragraph(found.scenario.title), paragraph(f"Causal ledger: {found.sentence}")],
        list(_mend(found)),
        list(_kinds(found)),
        list(_single(found)),
        list(_cases(found, every)),
        list(_settings(found)),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _mend(found: Causal) -> Iterator[str]:
    yield from _order(found, found.mend.to_pylist(), "Mend first: each change adds the cases that none above it alters")
    if found.harmless.num_rows and found.harmless["id"].to_pylist() != found.mend["id"].to_pylist():
        yield ""
        title = "The same, of changes that bring no new case in these runs"
        yield from _order(found, found.harmless.to_pylist(), title)


def _order(found: Causal, rows: list[dict[str, Any]], title: str) -> Iterator[str]:
    if not rows:
        return
    yield title
    lines = [
        [f"{row['place']}. {row['words']}", row["owner"], str(row["adds"]), _share(row["share"]),
         f"{_share(row['together'])} {_ends(row)}", *_worse(row, found.measure)]
        for row in rows[:TOLD]
    ]  # fmt: skip
    heads = ["change", "owner", "adds", "share", "so far [95 %]", *_worse_heads(found.measure)]
    yield from table(heads, lines, 44)
    if len(rows) > TOLD:
        yield f"and {len(rows) - TOLD} more, that add {sum(row['adds'] for row in rows[TOLD:])} cases"


def _kinds(found: Causal) -> Iterator[str]:
    rows = found.kinds.to_pylist()
    if not found.cases.num_rows:
        return
    yield "The smallest change that alters a case, by kind and owner; equal ones share a case"
    lines = [
        [row["title"], row["owner"] or "—", f"{row['cases']:.4g}", f"{_share(row['share'])} {_ends(row)}",
         str(row["alters"]) if row["kind"] else "—"]
        for row in rows
    ]  # fmt: skip
    yield from table(["kind of change", "owner", "cases", "share [95 %]", "altered by any such"], lines)
    left = found.unaltered.to_pylist()
    if left:
        named = ", ".join(f"{row['cases']} {row['cause']}" for row in left)
        yield paragraph(f"Those that nothing alters, by the cause that the ledger of the run names: {named}")


def _single(found: Causal) -> Iterator[str]:
    rows = sorted((row for row in found.changes.to_pylist() if row["alters"]), key=lambda row: -row["alters"])
    if not rows:
        return
    yield "Each change by itself; net is the change of the measure in a mean run of those replayed"
    lines = [
        [row["words"], row["owner"], f"{row['alters']}", f"{_share(row['share'])} {_ends(row)}",
         *_worse(row, found.measure), f"{row['net']:+.2f}".replace("-", "−")]
        for row in rows[:TOLD]
    ]  # fmt: skip
    yield from table(["change", "owner", "alters", "share [95 %]", *_worse_heads(found.measure), "net"], lines, 44)
    none = found.changes.num_rows - len(rows)
    more = f"{len(rows) - TOLD} more alter fewer; " if len(rows) > TOLD else ""
    yield f"{more}{none} of {found.changes.num_rows} changes alter nothing by themselves"


def _cases(found: Causal, every: bool) -> Iterator[str]:
    told_ = [row["sentence"] for row in found.cases.to_pylist()] if every else found.examples
    if told_:
        yield "Each case" if every else "For instance"
        for sentence in told_:
            yield paragraph(sentence, "  ")


def _settings(found: Causal) -> Iterator[str]:
    account = f", account {found.hypothesis}" if found.hypothesis else ""
    yield (f"{found.runs} runs of “{found.arrangement}”, {found.replayed} with a case; seed {found.seed}, "
           f"association {found.association}{account}")
    yield paragraph(f"Kinds from small to large (a choice; --order gives another): {', '.join(found.order)}")
    yield paragraph(
        "One change at a time, the same luck, a finite list: two changes together may do more or less than each, and "
        "what is new elsewhere is counted in the replayed runs only."
    )


def _share(value: float | None) -> str:
    return "—" if value is None else f"{100 * value:.1f} %"


def _ends(row: dict[str, Any]) -> str:
    return "" if row["low"] is None else f"[{100 * row['low']:.1f}–{100 * row['high']:.1f}]"


def _worse_heads(measure: str) -> list[str]:
    own = {"leak": "new leaks", "unanswered": "new unanswered", "wrongful": "new wrongful"}[measure]
    return [own, "new leaks" if measure == "wrongful" else "new wrongful"]


def _worse(row: dict[str, Any], measure: str) -> list[str]:
    return [str(row[f"new_{measure}"]), str(row["new_leak" if measure == "wrongful" else "new_wrongful"])]


def _save(found: Causal, place: Path, asked: Asked, text: str, made: str, *, whole: bool) -> None:
    """Keep the ledger in a folder, with the report if it was asked for; say where they are."""

    def page(to: Path) -> None:
        from skypact.report.pages.causal import render

        asked.handed.write(to, lambda: render(found))

    said = mark("causal", found.scenario, [found.arrangement], whole=whole)
    keep(place, said, found.scenario, text, made, page, asked.format_)
    asked.handed.say(place, asked.format_)
