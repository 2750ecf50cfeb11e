"""`skypact compare`: arrangements of command on the same luck."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from skypact.cli import folder, inputs, options, worlds
from skypact.cli.handed import Handed
from skypact.cli.result import Result
from skypact.core.errors import SkypactError

if TYPE_CHECKING:
    from pathlib import Path

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

Source = Annotated[
    str, typer.Argument(metavar="SCENARIO", help="A scenario file, or the name of a shipped one; with --dates by-date.",
                        show_default=False)
]  # fmt: skip
Dates = Annotated[
    list[str] | None,
    typer.Option("--dates", metavar="D1,D2", help="The forces of these days, by the orders of battle, under one "
                 "arrangement: same intruders, same luck. Days such as 2012-07-01,2016-05-06."),
]  # fmt: skip
Lose = Annotated[
    list[str] | None,
    typer.Option("--lose", metavar="NODE", help="And without this post, sensor, unit or link a>b; may be repeated."),
]


def command(
    scenario: Source = "", arrangements: options.Arrangements = None, runs: options.Runs = 300,
    seed: options.Seed = 1, workers: options.Workers = 0, level: options.HowDeep = options.Level.full,
    association: options.Associate = None, hypothesis: options.Account = "", sets: options.Sets = None,
    allow_code: options.Code = False, report: options.Report = False, pictures: options.Pictures = False,
    view: options.View = False, fates: options.Fates = None, break_even: BreakEvenOf = "", points: Points = 0,
    lose: Lose = None, dates: Dates = None,
    out: options.Out = None, format_: options.Printed = options.Format.text,
) -> None:  # fmt: skip
    """Compare arrangements on the same luck. Print the answer, a table, differences, control kept, one reason."""
    from skypact.study.worlds import chosen

    if view:
        require_view(level)
    if dates:
        if lose or break_even or points or fates:
            raise SkypactError(
                "--dates goes without --lose, --break-even, --points and --fate — those ask of one day's forces"
            )
        asked = worlds.How(runs, seed, workers, level.value, association and association.value, hypothesis)
        names = inputs.names(arrangements)
        handed = Handed(report, pictures, view=view)
        _by_date(scenario or "by-date", dates, names, asked, sets, allow_code, handed, out, format_)
        return
    if not scenario:
        raise SkypactError("no scenario — name a file or a shipped one, such as skypact compare 2016-05-border")
    read = inputs.load(scenario, hypothesis, sets)
    names = chosen(read, inputs.names(arrangements))
    code = inputs.functions(scenario, read, allow_code, names)
    how = worlds.How(runs, seed, workers, level.value, association and association.value, hypothesis, code)
    place = out or folder.default(read.id, hypothesis, seed, runs)
    folder.refuse_foreign(place)
    gone, ended = _nodes(read, lose), ends(read, fates, view)
    even = _turning(read, break_even, names, how, points) if break_even else None
    found, stopped = compared(read, names, how)
    without = _loss(found, gone, how) if gone and not stopped else None
    result = Result(found, _reason(found), even, without)
    result.show(format_)
    unfinished = bool(gone) and without is None
    whole = not stopped and not unfinished
    handed = Handed(report, pictures, view=view, fates=ended, functions=how.functions)
    result.save(place, "compare", whole=whole, handed=handed, format_=format_)
    if unfinished and not stopped:
        print(f"stopped: the runs without {', '.join(gone)} are not finished", file=sys.stderr)
        raise typer.Exit(130)
    if stopped:
        print(f"stopped: {len(names) - len(found.names)} of {len(names)} arrangements not finished", file=sys.stderr)
        raise typer.Exit(130)


def _by_date(
    source: str, dates: list[str], arrangements: list[str] | None, how: worlds.How, sets: list[str] | None,
    allow_code: bool, handed: Handed, out: Path | None, format_: options.Format,
) -> None:  # fmt: skip
    """Compare the forces of several days."""
    from skypact.study.dated import dates as study

    days = inputs.names(dates) or []
    given = inputs.assignments(sets)
    made = study.worlds_of(inputs.find(source), days, arrangements, hypothesis=how.hypothesis, sets=given)
    how = replace(how, functions=inputs.functions(source, made.scenario, allow_code, made.dated.arrangements))
    place = out or folder.default(made.scenario.id, "dates", how.hypothesis, how.seed, how.runs)
    folder.refuse_foreign(place)
    ran = worlds.play(made.worlds, how)
    if not ran.logs:
        print("stopped: no date is finished", file=sys.stderr)
        raise typer.Exit(130)
    result = Result(study.of_logs(made, ran.logs, seed=how.seed, level=how.level, hypothesis=how.hypothesis))
    result.show(format_)
    handed = replace(handed, functions=how.functions)
    result.save(place, "compare", whole=not ran.stopped, handed=handed, format_=format_)
    if ran.stopped:
        left = len(made.worlds) - len(ran.logs)
        print(f"stopped: {left} of {len(made.worlds)} worlds not finished", file=sys.stderr)
        raise typer.Exit(130)


def ends(read: Scenario, fates: list[str] | None, view: bool) -> tuple[tuple[str, str], ...]:
    """Return the (intruder, fate) of --fate; raise before any work is done where one is none."""
    if not fates:
        return ()
    from skypact.study.playback.choose import check_fates

    if not view:
        raise SkypactError("--fate goes with --view: it says which runs the viewer holds")
    found = tuple((intruder, fate) for intruder, _, fate in (text.partition("=") for text in fates))
    check_fates(list(read.intruders), found)
    return found


def require_view(level: options.Level) -> None:
    """Raise before any work is done where the viewer's page could not be made."""
    if level is not options.Level.full:
        raise SkypactError(f"--view plays whole runs — not with --level {level.value}")
    from skypact.report.viewer.page import require_built

    require_built()


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
