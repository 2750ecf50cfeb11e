"""`skypact sweep`: each arrangement over the values of one factor, on the same luck."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from skypact.cli import folder, inputs, options, worlds
from skypact.cli.handed import Handed
from skypact.cli.result import as_json, keep, mark, show

if TYPE_CHECKING:
    from skypact.spec.scenario import Scenario
    from skypact.study.factors import Factor
    from skypact.study.measuring import Measuring
    from skypact.study.turning.sweep import Point, Sweep

Of = Annotated[
    str, typer.Argument(metavar="NAME=LOW..HIGH", show_default=False,
                        help="consent_delay, decision_delay, link_latency, handling, readiness, reaction, a path, or "
                        "a pattern with *; NAME alone takes the range that the scenario has.")
]  # fmt: skip
Points = Annotated[int, typer.Option("--points", "-p", min=2, help="How many values, from low to high.")]
Report = Annotated[
    bool, typer.Option("--report/--no-report", help="Write sweep.html, sweep.md and sweep.svg into the folder.")
]


def command(
    scenario: options.Source, factor: Of, points: Points = 6, arrangements: options.Arrangements = None,
    runs: options.Runs = 100, seed: options.Seed = 1, workers: options.Workers = 0,
    level: options.HowDeep = options.Level.full, association: options.Associate = None,
    hypothesis: options.Account = "", sets: options.Sets = None, report: Report = False,
    pictures: options.Pictures = False, out: options.Out = None, format_: options.Printed = options.Format.text,
) -> None:  # fmt: skip
    """Sweep one factor of the defence. Print leak, wrongful engagement and control over its values, with 95 % bands."""
    from skypact.study.factors import factor as factor_of
    from skypact.study.measuring import Measuring
    from skypact.study.turning.sweep import swept
    from skypact.study.worlds import chosen

    read = inputs.load(scenario, hypothesis, sets)
    over, names = factor_of(read, factor), chosen(read, inputs.names(arrangements))
    place = out or folder.default(read.id, "sweep", re.sub(r"[^\w.-]+", "_", over.name), hypothesis, seed, runs)
    folder.refuse_foreign(place)
    code = inputs.functions(scenario, read, False, names)
    with worlds.advancing(points * len(names) * runs, f"sweep of {over.name}") as advance:
        how = Measuring(runs, seed, workers, level.value, association and association.value, hypothesis, advance, code)
        found = _points(read, over, points, names, how)
    if not found:
        print("stopped: no value is finished", file=sys.stderr)
        raise typer.Exit(130)
    _told(swept(read, over, found, how), place, Handed(report, pictures, "sweep"), format_, whole=len(found) == points)
    if len(found) < points:
        print(f"stopped: {points - len(found)} of {points} values not finished", file=sys.stderr)
        raise typer.Exit(130)


def _points(read: Scenario, over: Factor, points: int, names: tuple[str, ...], how: Measuring) -> list[Point]:
    """Return the values that were finished before Ctrl-C."""
    from skypact.study.turning.sweep import measured

    found: list[Point] = []
    try:
        for point in measured(read, over, points, names, how):
            found.append(point)
    except KeyboardInterrupt:
        pass
    return found


def _told(found: Sweep, place: Path, handed: Handed, format_: options.Format, whole: bool) -> None:
    from skypact.cli.text.curves import sweep_text

    text, made = sweep_text(found), as_json(found.as_dict())
    show(made if format_ is options.Format.json else text)

    def page(to: Path) -> None:
        from skypact.report.pages.sweep import sweep_page, write

        handed.write(to, lambda: sweep_page(found))
        if handed.report:
            write(found, to)

    keep(place, mark("sweep", found.scenario, found.names, whole=whole), found.scenario, text, made, page, format_)
    handed.say(place, format_)
