"""`skypact why`: where two worlds part, or what would have altered one."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from skypact.cli import inputs, options, worlds
from skypact.cli.commands.compare import compared
from skypact.cli.handed import Handed
from skypact.cli.modes import causal
from skypact.cli.result import as_json, show
from skypact.core.errors import SkypactError

if TYPE_CHECKING:
    from skypact.spec.scenario import Scenario


class Cases(StrEnum):
    """What the causal ledger looks into."""

    leak = "leak"
    unanswered = "unanswered"
    wrongful = "wrongful"


A = Annotated[str, typer.Argument(metavar="A", help="The arrangement to start from.", show_default=False)]
B = Annotated[
    str, typer.Argument(metavar="B", help="The arrangement to compare with it; none with --causal.",
                        show_default=False),
]  # fmt: skip
Runs = Annotated[
    int | None,
    typer.Option("--runs", "-n", min=1, max=options.MOST_RUNS, help="Replicates: 300, with --causal 50.",
                 show_default=False),
]  # fmt: skip
Run = Annotated[int | None, typer.Option("--run", metavar="N", min=0, help="Only this run, counted from 0.")]
Intruder = Annotated[str, typer.Option("--intruder", metavar="NAME", help="Only this intruder.")]
Causal = Annotated[
    bool, typer.Option("--causal", help="For each case of A: the smallest change that alters it, and whose it is.")
]
Measure = Annotated[
    Cases | None, typer.Option("--measure", "-m", help="Which cases --causal looks into; else the question's.")
]
Order = Annotated[
    str, typer.Option("--order", metavar="KIND,…", help="With --causal: kinds of change from small to large.")
]


def command(
    scenario: options.Source, a: A, b: B = "", runs: Runs = None, seed: options.Seed = 1,
    workers: options.Workers = 0, level: options.HowDeep = options.Level.full,
    association: options.Associate = None, hypothesis: options.Account = "", sets: options.Sets = None,
    allow_code: options.Code = False, run: Run = None, intruder: Intruder = "", causal_: Causal = False,
    measure: Measure = None, order: Order = "", report: options.Report = False,
    pictures: options.Pictures = False, out: options.Out = None, format_: options.Printed = options.Format.text,
) -> None:  # fmt: skip
    """Say why B ends otherwise than A, or, with --causal, what would have altered each fate under A alone."""
    from skypact.study.worlds import chosen

    runs = runs or (50 if causal_ else 300)
    if run is not None and run >= runs:
        raise SkypactError(f"--run {run}: runs 0 to {runs - 1} are made — choose one of them, or raise --runs")
    _fitting(a, b, causal_, level, {
        "--measure": measure is not None, "--order": bool(order), "--report": report, "--pictures": pictures,
        "--out": out is not None,
    })  # fmt: skip
    read = inputs.load(scenario, hypothesis, sets)
    names = chosen(read, [a] if causal_ else [a, b])
    code = inputs.functions(scenario, read, allow_code, names)
    how = worlds.How(runs, seed, workers, level.value, association and association.value, hypothesis, code)
    if causal_:
        handed = Handed(report, pictures)
        asked = causal.Asked(measure and measure.value, order or None, run, intruder or None, handed, out, format_)
        causal.told(read, names[0], how, asked)
        return
    _parted(read, a, b, how, run, intruder, format_)


def _fitting(a: str, b: str, causal_: bool, level: options.Level, given: dict[str, bool]) -> None:
    """Raise where arguments contradict each other."""
    if causal_ and b:
        raise SkypactError(f"--causal looks into one arrangement — leave out {b!r}")
    if causal_ and level is not options.Level.full:
        raise SkypactError("--causal needs fates, which only the level `full` tells — leave out --level")
    if causal_:
        return
    if not b:
        raise SkypactError("one arrangement: name a second one to compare it with, or add --causal")
    if a == b:
        raise SkypactError(f"{a}: compared with itself it has no difference — name two arrangements")
    alone = next((option for option, used in given.items() if used), None)
    if alone:
        raise SkypactError(f"{alone} goes with --causal — add it, or leave {alone} out")


def _parted(
    read: Scenario, a: str, b: str, how: worlds.How, run: int | None, intruder: str, format_: options.Format
) -> None:
    from skypact.study.plain import rows
    from skypact.study.why.why import why
    from skypact.study.worlds import chosen

    told = run is not None and bool(intruder)
    found, stopped = compared(read, chosen(read, [a, b]), how)
    if stopped:
        print("stopped: only one of the two is finished", file=sys.stderr)
        raise typer.Exit(130)
    reason = why(found, a, b, intruder=intruder or None, run=run)
    if format_ is options.Format.json:
        seen = {"classes": rows(found.classes(run, intruder))} if told else {}
        show(as_json(reason.as_dict() | seen))
        return
    from skypact.cli.text.answer import why_text

    sys.stdout.write(why_text(reason, every=run is not None or bool(intruder)))
    if told and run is not None:
        from skypact.cli.text.picture import classes_text

        sys.stdout.write("\n" + "\n".join(classes_text(found, run, intruder, (a, b))) + "\n")
