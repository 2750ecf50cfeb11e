"""`skypact worth`: the same scenario, the same luck, with and without a thing."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from skypact.cli import folder, inputs, options, worlds
from skypact.cli.handed import Handed
from skypact.cli.result import as_json, keep, mark, show

if TYPE_CHECKING:
    from skypact.spec.scenario import Scenario
    from skypact.study.worth.worth import Worth


class By(StrEnum):
    """By what the differences are told apart."""

    height = "height"


Names = Annotated[
    list[str] | None,
    typer.Argument(metavar="[NAME]…", show_default=False,
                   help="Sensors, batteries, fighter units, airborne sensors, posts, links a>b; or a jammer of the "
                   "script, which then flies without noise. Each by itself."),
]  # fmt: skip
Accounts = Annotated[
    list[str] | None,
    typer.Option("--hypothesis", metavar="NAME", help="And this rival account: with it and without; may be repeated."),
]
Under = Annotated[str, typer.Option("--under", metavar="NAME", help="The rival account that holds in all worlds.")]
Arrangements = Annotated[
    list[str] | None,
    typer.Option("--arrangement", "--arrangements", "-a", metavar="A,B",
                 help="Which arrangements; else those of the question, else all."),
]  # fmt: skip
Apart = Annotated[By | None, typer.Option("--by", help="Print every difference by height of the intruder too.")]


def command(
    scenario: options.Source, things: Names = None, hypothesis: Accounts = None, under: Under = "",
    arrangements: Arrangements = None, by: Apart = None, runs: options.Runs = 300, seed: options.Seed = 1,
    workers: options.Workers = 0, level: options.HowDeep = options.Level.full,
    association: options.Associate = None, sets: options.Sets = None, allow_code: options.Code = False,
    report: options.Report = False, pictures: options.Pictures = False, out: options.Out = None,
    format_: options.Printed = options.Format.text,
) -> None:  # fmt: skip
    """Say what a thing is worth: the same luck with and without it, by height of the intruder."""
    from skypact.study.worlds import chosen
    from skypact.study.worth.things import things as things_of
    from skypact.study.worth.worth import worth

    read = inputs.load(scenario, under, sets)
    named, accounts = inputs.names(things) or [], inputs.names(hypothesis) or []
    wanted = things_of(read, named, accounts)
    places = chosen(read, inputs.names(arrangements)) if read.arrangements else ("",)
    said = [one.name.replace(">", "-to-").replace("/", "-") for one in wanted]
    place = out or folder.default(read.id, "worth", *said, under and f"under-{under}", seed, runs)
    folder.refuse_foreign(place)
    code = inputs.functions(scenario, read, allow_code, places)
    total = len(places) * (1 + len(wanted)) * runs
    try:
        with worlds.advancing(total, f"worth of {', '.join(one.name for one in wanted)}") as advance:
            found = worth(
                read, named, hypotheses=accounts, under=under, arrangements=places if read.arrangements else None,
                runs=runs, seed=seed, workers=workers, level=level.value,
                association=association and association.value, progress=advance, functions=code,
            )  # fmt: skip
    except KeyboardInterrupt:
        print("stopped: no result is kept, since worlds are compared in pairs", file=sys.stderr)
        raise typer.Exit(130) from None
    _told(found, read, place, by is By.height, Handed(report, pictures), format_)


def _told(
    found: Worth, read: Scenario, place: Path, by_height: bool, handed: Handed, format_: options.Format
) -> None:
    from skypact.cli.text.worth import worth_text

    text, made = worth_text(found, by_height), as_json(found.as_dict())
    show(made if format_ is options.Format.json else text)

    def page(to: Path) -> None:
        from skypact.report.pages.worth import render

        handed.write(to, lambda: render(found))

    keep(place, mark("worth", read, found.names), read, text, made, page, format_)
    handed.say(place, format_)
