"""`skypact saturation`: what comes through of a scripted raid as it grows."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from skypact.cli import folder, inputs, options, worlds
from skypact.cli.handed import Handed
from skypact.cli.result import as_json, keep, mark, show
from skypact.core.errors import SkypactError

if TYPE_CHECKING:
    from skypact.spec.scenario import Scenario
    from skypact.study.turning.saturation import Saturation

RaidOf = Annotated[
    list[str], typer.Option("--raid", metavar="NAME", help="Groups of intruders whose number grows; nothing else does.")
]
Sizes = Annotated[
    str, typer.Option("--sizes", metavar="1,2,4,…", help="Sizes of the raid; else 1, 2, 4 … 32 as far as they fit.")
]
PassedShare = Annotated[
    float, typer.Option("--share", min=0.0, max=1.0, help="At which size does this share of the raid come through?")
]


def command(
    scenario: options.Source, raid: RaidOf, sizes: Sizes = "", share: PassedShare = 0.5,
    arrangements: options.Arrangements = None, runs: options.Runs = 100, seed: options.Seed = 1,
    workers: options.Workers = 0, association: options.Associate = None, hypothesis: options.Account = "",
    sets: options.Sets = None, report: options.Report = False, pictures: options.Pictures = False,
    out: options.Out = None, format_: options.Printed = options.Format.text,
) -> None:  # fmt: skip
    """Let a scripted raid grow and see what comes through, and when channels and magazines are used up."""
    from skypact.study.turning.saturation import SIZES, saturation
    from skypact.study.worlds import chosen

    wanted, groups = _sizes(sizes), inputs.names(raid) or []
    read = inputs.load(scenario, hypothesis, sets)
    names = chosen(read, inputs.names(arrangements)) if read.arrangements else ("",)
    place = out or folder.default(read.id, "raid", *groups, seed, runs)
    folder.refuse_foreign(place)
    code = inputs.functions(scenario, read, False, names)
    try:
        with worlds.advancing(len(wanted or SIZES) * len(names) * runs, f"raid of {', '.join(groups)}") as advance:
            found = saturation(
                inputs.find(scenario), groups, wanted, arrangements=inputs.names(arrangements), share=share, runs=runs,
                seed=seed, workers=workers, association=association and association.value, hypothesis=hypothesis,
                sets=inputs.assignments(sets), progress=advance, functions=code,
            )  # fmt: skip
    except KeyboardInterrupt:
        print("stopped: no result is kept, since the curve is of all sizes together", file=sys.stderr)
        raise typer.Exit(130) from None
    _told(found, read, place, Handed(report, pictures), format_)


def _sizes(text: str) -> list[int] | None:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if any(not part.isdigit() for part in parts):
        raise SkypactError(f"--sizes {text}: not whole numbers — such as --sizes 1,2,4,8")
    return [int(part) for part in parts] or None


def _told(found: Saturation, read: Scenario, place: Path, handed: Handed, format_: options.Format) -> None:
    from skypact.cli.text.detail import saturation_text

    text, made = saturation_text(found), as_json(found.as_dict())
    show(made if format_ is options.Format.json else text)

    def page(to: Path) -> None:
        from skypact.report.pages.saturation import render

        handed.write(to, lambda: render(found))

    keep(place, mark("saturation", read, found.names), read, text, made, page, format_)
    handed.say(place, format_)
