"""`skypact why`: where two worlds part."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from skypact.cli import inputs, options, worlds
from skypact.cli.compare import compared
from skypact.core.errors import SkypactError

A = Annotated[str, typer.Argument(metavar="A", help="The arrangement to start from.", show_default=False)]
B = Annotated[str, typer.Argument(metavar="B", help="The arrangement to compare with it.", show_default=False)]
Run = Annotated[int | None, typer.Option("--run", metavar="N", min=0, help="Only this run, counted from 0.")]
Intruder = Annotated[str, typer.Option("--intruder", metavar="NAME", help="Only this intruder.")]


def command(
    scenario: options.Source, a: A, b: B, runs: options.Runs = 300, seed: options.Seed = 1,
    workers: options.Workers = 0, level: options.HowDeep = options.Level.full,
    association: options.Associate = None, hypothesis: options.Account = "", sets: options.Sets = None,
    allow_code: options.Code = False, run: Run = None, intruder: Intruder = "",
    format_: options.Printed = options.Format.text,
) -> None:  # fmt: skip
    """Say why B ends otherwise than A. Name the first event at which the two worlds part, intruder by intruder."""
    from skypact.study.why import why
    from skypact.study.worlds import chosen

    if a == b:
        raise SkypactError(f"{a}: compared with itself it has no difference — name two arrangements")
    if run is not None and run >= runs:
        raise SkypactError(f"--run {run}: runs 0 to {runs - 1} are made — choose one of them, or raise --runs")
    read = inputs.load(scenario, hypothesis, sets)
    names = chosen(read, [a, b])
    code = inputs.functions(scenario, read, allow_code, names)
    how = worlds.How(runs, seed, workers, level.value, association and association.value, hypothesis, code)
    found, stopped = compared(read, names, how)
    if stopped:
        print("stopped: only one of the two is finished", file=sys.stderr)
        raise typer.Exit(130)
    reason = why(found, a, b, intruder=intruder or None, run=run)
    if format_ is options.Format.json:
        print(json.dumps(reason.as_dict(), indent=1, sort_keys=True, ensure_ascii=False, allow_nan=False))
        return
    from skypact.cli.answer import why_text

    sys.stdout.write(why_text(reason, every=run is not None or bool(intruder)))
