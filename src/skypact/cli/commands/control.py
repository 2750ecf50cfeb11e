"""`skypact control`: defence gained beside control kept, for the choices that a state has."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from skypact.cli import folder, inputs, options, worlds
from skypact.cli.handed import Handed
from skypact.cli.progress import Advance
from skypact.cli.result import as_json, fill, mark, say, show
from skypact.cli.text.tables import cell, paragraph, table

if TYPE_CHECKING:
    from skypact.log.schema import EventLog
    from skypact.spec.scenario import Scenario
    from skypact.study.control.control import ControlStudy

Choices = Annotated[
    list[str] | None, typer.Option("--choices", "-c", metavar="A,B", help="Which choices; else all of the scenario.")
]
Nation = Annotated[str, typer.Option("--nation", metavar="NAME", help="Whose control; else whose question it is.")]
Partner = Annotated[str, typer.Option("--partner", metavar="NAME", help="Who withdraws; else the nation so marked.")]

#: Columns of the tables of control: (column of the counts, heading).
_DONE = (
    ("decisions", "decisions"), ("foreign", "by others"), ("shots", "shots"), ("shots_without_consent", "w/o consent"),
    ("shots_foreign_crew", "foreign crews"),
)  # fmt: skip
_ASKED = (
    ("asked", "asked"), ("given", "given"), ("refused", "refused"), ("late", "late"), ("unanswered", "never answered"),
)  # fmt: skip


def command(
    scenario: options.Source, choices: Choices = None, nation: Nation = "", partner: Partner = "",
    runs: options.Runs = 300, seed: options.Seed = 1, workers: options.Workers = 0,
    association: options.Associate = None, hypothesis: options.Account = "", sets: options.Sets = None,
    report: options.Report = False, pictures: options.Pictures = False, out: options.Out = None,
    format_: options.Printed = options.Format.text,
) -> None:  # fmt: skip
    """Set the choices of a state beside each other. Defence gained, control kept, wrongful fire, the partner gone."""
    from skypact.study.control import control as study

    handed = Handed(report, pictures)
    read = inputs.load(scenario, hypothesis, sets)
    names = study.chosen(read, inputs.names(choices))
    number = len(names) * len(study.worlds_of(read, nation, partner))  # refuses an unknown nation, before any folder
    code = inputs.functions(scenario, read, False, [read.choices[name].arrangement for name in names])
    place = out or folder.default(read.id, "control", nation, hypothesis, seed, runs)
    how = worlds.How(runs, seed, workers, "full", association and association.value, hypothesis, code)
    try:
        with folder.whole(place, mark("control", read, names)) as made:
            with worlds.advancing(number * runs, f"{len(names)} choices") as advance:
                found = _study(read, names, nation, partner, how, made, advance)
            fill(made, read, text(found), as_json(found.as_dict()))
            from skypact.report.pages.control import render

            handed.write(made, lambda: render(found))
    except KeyboardInterrupt:
        print("stopped: no result is kept, since the choices are compared all together", file=sys.stderr)
        raise typer.Exit(130) from None
    show(as_json(found.as_dict()) if format_ is options.Format.json else text(found))
    say(f"folder: {place}", format_)
    handed.say(place, format_)


def _study(
    read: Scenario, names: tuple[str, ...], nation: str, partner: str, how: worlds.How, made: Path, advance: Advance
) -> ControlStudy:
    from skypact.log.writer import write
    from skypact.study.control.control import STAYS, control

    def keep(choice: str, world: str, log: EventLog) -> None:
        write(log, made / "logs" / (choice if world == STAYS else f"{choice}-{world}"))

    return control(
        read, choices=names, nation=nation, partner=partner, runs=how.runs, seed=how.seed, workers=how.workers,
        association=how.association, hypothesis=how.hypothesis, progress=advance, keep=keep, functions=how.functions,
    )  # fmt: skip


def text(found: ControlStudy) -> str:
    """Return the question, the answer, what it leans on, and the tables."""
    from skypact.study.control.answer import leans_on, sentences

    said = sentences(found)
    nation = found.scenario.nations[found.nation].title
    blocks = [
        [paragraph(found.scenario.title), paragraph(f"Question: what does each choice gain {nation}, and what control "
                                                    "does it keep?")],
        [paragraph(f"Answer: {said[0]}"), *(paragraph(f"- {one}") for one in said[1:])],
        list(_defence(found)),
        list(_control(found)),
        list(_wrongful(found)),
        ["What it leans on", *(paragraph(f"- {said}") for said in leans_on(found))],
        [f"{found.runs} runs of each choice{' with and without the partner' if found.partner else ''}, seed "
         f"{found.seed}, association {found.association}{f', account {found.hypothesis}' if found.hypothesis else ''}",
         "Intervals are 95 % over chance only. skypact show lists what is assumed."],
    ]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _defence(found: ControlStudy) -> Iterator[str]:
    from skypact.study.control.answer import gain_text, price_text
    from skypact.study.control.control import WITHDRAWS

    first = found.mean(found.names[0], found.measure)
    most = f" (of {first['most']})" if first["most"] > 1 else ""
    title = first["title"][0].upper() + first["title"][1:]
    yield f"{title}{most}, and what is gained against “{found.title(found.names[0])}” [95 %];"
    yield "* can be told from zero"
    heads = ["choice", "mean", "gained", "price"]
    if found.partner:
        heads[3:3] = [f"if {found.partner} withdraws", "gained then"]
    lines = []
    for name in found.names:
        line = [found.title(name), cell(found.mean(name, found.measure)), gain_text(found, name)]
        if found.partner:
            line += [cell(found.mean(name, found.measure, WITHDRAWS)), gain_text(found, name, WITHDRAWS)]
        lines.append([*line, price_text(found, name)])
    yield from table(heads, lines, 28)


def _control(found: ControlStudy) -> Iterator[str]:
    from skypact.study.answer import number
    from skypact.study.control.control import STAYS

    nation = found.scenario.nations[found.nation].title
    counts = {r["choice"]: r for r in found.counts.to_pylist() if r["partner"] == STAYS}

    def cells(name: str, columns: tuple[tuple[str, str], ...]) -> list[str]:
        return [number(counts[name][key], "count") for key, _ in columns]

    yield f"Control over {nation}, per run: who decides, who fires, who commands its own units"
    yield from table(
        ["choice", "control kept", *(head for _, head in _DONE), "own units under others"],
        [[found.title(name), cell(found.mean(name, f"kept_{found.nation}")), *cells(name, _DONE),
          number(counts[name]["commanded"], "share")] for name in found.names], 28,
    )  # fmt: skip
    yield ""
    yield f"Consents of {nation}, per run"
    heads = ["choice", *(head for _, head in _ASKED)]
    yield from table(heads, [[found.title(name), *cells(name, _ASKED)] for name in found.names], 28)


def _wrongful(found: ControlStudy) -> Iterator[str]:
    from skypact.study.answer import number, within

    yield "Wrongful fire, and trespassers that nobody answered"
    lines = []
    for name in found.names:
        any_ = found.mean(name, "any_wrongful")
        rest = [cell(found.mean(name, m)) for m in ("wrongful", "unanswered") if _has(found, name, m)]
        lines.append([found.title(name) + (" ·" if name in found.frontier else ""),
                      f"{number(any_['mean'], 'share')} ({within(any_)})", *rest])
    heads = ["choice (· beaten by none in leak and this)", "runs with wrongful fire", "aircraft fired at"]
    heads += ["trespassers unanswered"] if len(lines[0]) == 4 else []
    yield from table(heads, lines, 46)


def _has(found: ControlStudy, name: str, measure: str) -> bool:
    return any((r["choice"], r["measure"]) == (name, measure) for r in found.table.to_pylist())
