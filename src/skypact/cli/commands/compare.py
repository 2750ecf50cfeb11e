"""`skypact compare`: arrangements of command on the same luck."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from skypact.cli import folder, inputs, options, worlds
from skypact.cli.result import Result

if TYPE_CHECKING:
    from skypact.spec.scenario import Scenario
    from skypact.study.compare import Comparison
    from skypact.study.loss import Loss
    from skypact.study.turning.breakeven import BreakEven
    from skypact.study.turning.surface import Surface
    from skypact.study.why.why import Why

BreakEvenOf = Annotated[
    str, typer.Option("--break-even", metavar="NAME[,NAME]", help="At which value of this factor, or along which line "
                      "of two, does the answer turn? A path, a pattern with *, or a short name; =LOW..HIGH may follow.")
]  # fmt: skip
Points = Annotated[
    int, typer.Option("--points", "-p", min=0, help="Values of each factor of --break-even; 0: 7 of one, 5 of two.")
]

Lose = Annotated[
    list[str] | None,
    typer.Option("--lose", metavar="NODE", help="And without this post, sensor, unit or link a>b; may be repeated."),
]


def command(
    scenario: options.Source, arrangements: options.Arrangements = None, runs: options.Runs = 300,
    seed: options.Seed = 1, workers: options.Workers = 0, level: options.HowDeep = options.Level.full,
    association: options.Associate = None, hypothesis: options.Account = "", sets: options.Sets = None,
    allow_code: options.Code = False, report: options.Report = False, break_even: BreakEvenOf = "",
    points: Points = 0, lose: Lose = None,
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
    gone = _nodes(read, lose)
    even = _turning(read, break_even, names, how, points) if break_even else None
    found, stopped = compared(read, names, how)
    without = _loss(found, gone, how) if gone and not stopped else None
    result = Result(found, _reason(found), even, without)
    result.show(format_)
    unfinished = bool(gone) and without is None
    result.save(place, "compare", whole=not stopped and not unfinished, report=report, format_=format_)
    if unfinished and not stopped:
        print(f"stopped: the runs without {', '.join(gone)} are not finished", file=sys.stderr)
        raise typer.Exit(130)
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


def _turning(
    read: Scenario, factors: str, names: tuple[str, ...], how: worlds.How, points: int
) -> BreakEven | Surface:
    """Return where the first and the last arrangement are equal; first of all, since it checks the factors."""
    from skypact.study.turning.breakeven import break_even
    from skypact.study.turning.surface import surface

    ends = tuple(dict.fromkeys((names[0], names[-1])))
    named = inputs.factors(factors)
    points = points or {1: 7}.get(len(named), 5)
    try:
        with worlds.advancing(points ** len(named) * len(ends) * how.runs, f"break-even of {factors}") as advance:
            given: dict[str, Any] = {
                "points": points, "runs": how.runs, "seed": how.seed, "workers": how.workers, "level": how.level,
                "association": how.association, "progress": advance, "hypothesis": how.hypothesis,
                "functions": how.functions,
            }  # fmt: skip
            if len(named) == 2:
                return surface(read, named[0], named[1], ends, **given)
            return break_even(read, named[0], ends, **given)
    except KeyboardInterrupt:
        print("stopped: the break-even is not finished", file=sys.stderr)
        raise typer.Exit(130) from None


def _nodes(read: Scenario, lose: list[str] | None) -> list[str]:
    """Return the names of nodes to lose; an unknown one is refused before anything runs."""
    gone = inputs.names(lose) or []
    if gone:
        from skypact.study.loss import lost

        lost(read, gone)
    return gone


def _loss(found: Comparison, gone: list[str], how: worlds.How) -> Loss | None:
    """Return what differs without the nodes; None where Ctrl-C came first, which leaves the comparison as it is."""
    from skypact.study.loss import loss

    try:
        with worlds.advancing(len(found.names) * how.runs, f"without {', '.join(gone)}") as advance:
            return loss(
                found.scenario, gone, found.logs, seed=how.seed, workers=how.workers, level=how.level,
                association=how.association, progress=advance, hypothesis=how.hypothesis, functions=how.functions,
            )  # fmt: skip
    except KeyboardInterrupt:
        return None


def _reason(found: Comparison) -> Why | None:
    from skypact.study.why.why import why

    return why(found, found.names[0], found.names[-1]) if len(found.names) > 1 else None
