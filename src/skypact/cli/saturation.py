"""`skypact saturation`: what comes through of a scripted raid as it grows."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from skypact.cli import folder, inputs, options, progress
from skypact.core.errors import SkypactError

if TYPE_CHECKING:
    from skypact.study.saturation import Saturation

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
    sets: options.Sets = None, report: options.Report = False, out: options.Out = None,
    format_: options.Printed = options.Format.text,
) -> None:  # fmt: skip
    """Let a scripted raid grow and see what comes through, and when channels and magazines are used up."""
    from skypact.study.saturation import SIZES, saturation
    from skypact.study.worlds import chosen

    wanted, groups = _sizes(sizes), inputs.names(raid) or []
    read = inputs.load(scenario, hypothesis, sets)
    names = chosen(read, inputs.names(arrangements)) if read.arrangements else ("",)
    place = out or folder.default(read.id, "raid", *groups, seed, runs)
    folder.refuse_foreign(place)
    count = len(wanted or SIZES) * len(names) * runs
    with progress.bar(count, f"raid of {', '.join(groups)}") as advance:
        found = saturation(
            inputs.find(scenario), groups, wanted, arrangements=inputs.names(arrangements), share=share, runs=runs,
            seed=seed, workers=workers, association=association and association.value, hypothesis=hypothesis,
            sets=inputs.assignments(sets), progress=advance,
        )  # fmt: skip
    printed = _json(found) if format_ is options.Format.json else _text(found)
    sys.stdout.write(printed)
    _save(found, place, report=report, to_stderr=format_ is options.Format.json)


def _sizes(text: str) -> list[int] | None:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if any(not part.isdigit() for part in parts):
        raise SkypactError(f"--sizes {text}: not whole numbers — such as --sizes 1,2,4,8")
    return [int(part) for part in parts] or None


def _json(found: Saturation) -> str:
    return json.dumps(found.as_dict(), indent=1, sort_keys=True, ensure_ascii=False, allow_nan=False) + "\n"


def _text(found: Saturation) -> str:
    from skypact.cli.detail import saturation_text

    return saturation_text(found)


def _save(found: Saturation, place: Path, *, report: bool, to_stderr: bool) -> None:
    """Write the answer, the numbers and, if asked for, the page into the folder of the result; say where it is."""
    from skypact.core.stamp import package_version

    mark: dict[str, object] = {
        "skypact": package_version(), "what": "saturation", "scenario": found.scenario.id, "whole": True,
    }  # fmt: skip
    with folder.whole(place, mark) as made:
        (made / "result.json").write_text(_json(found), encoding="utf-8")
        (made / "answer.txt").write_text(_text(found), encoding="utf-8")
        if report:
            from skypact.report.saturation import write

            write(found, made / "report.html")
    to = sys.stderr if to_stderr else sys.stdout
    print(f"folder: {place}", file=to)
    if report:
        print(f"report: {place / 'report.html'}", file=to)
