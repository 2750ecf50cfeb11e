"""`skypact compare`: arrangements of command on the same luck."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from skypact.cli import folder, inputs, options, progress, worlds
from skypact.cli.result import Result

if TYPE_CHECKING:
    from skypact.spec.scenario import Scenario
    from skypact.study.breakeven import BreakEven
    from skypact.study.compare import Comparison
    from skypact.study.why import Why

BreakEvenOf = Annotated[
    str, typer.Option("--break-even", metavar="PATH", help="At which value of this quantity does the answer turn?")
]


def command(
    scenario: options.Source, arrangements: options.Arrangements = None, runs: options.Runs = 300,
    seed: options.Seed = 1, workers: options.Workers = 0, level: options.HowDeep = options.Level.full,
    association: options.Associate = None, hypothesis: options.Account = "", sets: options.Sets = None,
    allow_code: options.Code = False, report: options.Report = False, break_even: BreakEvenOf = "",
    out: options.Out = None, format_: options.Printed = options.Format.text,
) -> None:  # fmt: skip
    """Compare arrangements on the same luck. Print the answer, a table, differences, control kept, one reason."""
    from skypact.study.worlds import chosen

    read = inputs.load(scenario, hypothesis, sets)
    names = chosen(read, inputs.names(arrangements))
    code = inputs.functions(scenario, read, allow_code, names)
    how = worlds.How(runs, seed, workers, level.value, association and association.value, hypothesis, code)
    place = out or folder.default(read.id, hypothesis, seed, runs)
    folder.refuse_foreign(place)
    even = _turning(read, break_even, names, how) if break_even else None
    found, stopped = compared(read, names, how)
    result = Result(found, _reason(found), even)
    result.show(format_)
    result.save(place, "compare", whole=not stopped, report=report, format_=format_)
    if stopped:
        print(f"stopped: {len(names) - len(found.names)} of {len(names)} arrangements not finished", file=sys.stderr)
        raise typer.Exit(130)


def compared(read: Scenario, names: tuple[str, ...], how: worlds.How) -> tuple[Comparison, bool]:
    """Return the comparison of the arrangements that were finished, and whether it was stopped before all were."""
    from skypact.study.compare import compared as of_logs

    ran = worlds.run(read, names, how)
    if not ran.logs:
        print("stopped: no arrangement is finished", file=sys.stderr)
        raise typer.Exit(130)
    return of_logs(read, ran.logs, seed=how.seed, level=how.level, hypothesis=how.hypothesis), ran.stopped


def _turning(read: Scenario, path: str, names: tuple[str, ...], how: worlds.How) -> BreakEven:
    """Return the break-even between the first and the last arrangement; first of all, since it checks the path."""
    from skypact.study.breakeven import break_even

    ends = tuple(dict.fromkeys((names[0], names[-1])))
    points = 7
    with progress.bar(points * len(ends) * how.runs, f"break-even of {path}") as advance:
        return break_even(
            read, path, ends, points=points, runs=how.runs, seed=how.seed, workers=how.workers, level=how.level,
            association=how.association, progress=advance, hypothesis=how.hypothesis, functions=how.functions,
        )  # fmt: skip


def _reason(found: Comparison) -> Why | None:
    from skypact.study.why import why

    return why(found, found.names[0], found.names[-1]) if len(found.names) > 1 else None
