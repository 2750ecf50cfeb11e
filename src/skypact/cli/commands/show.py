"""`skypact show`: a scenario in words, or a finished result again."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from skypact.cli import folder, inputs, options
from skypact.core.errors import SkypactError

if TYPE_CHECKING:
    from skypact.spec.scenario import Scenario

What = Annotated[
    str, typer.Argument(metavar="SCENARIO|FOLDER", help="A scenario, a shipped name, or the folder of a result.")
]
Arrangement = Annotated[str, typer.Option("--arrangement", "-a", help="Only this arrangement.")]
Everything = Annotated[bool, typer.Option("--all", help="Every assumed parameter, not only a count by section.")]


def command(
    what: What, arrangement: Arrangement = "", hypothesis: options.Account = "", sets: options.Sets = None,
    everything: Everything = False,
) -> None:  # fmt: skip
    """Say in words what a scenario holds. Nations, forces, posts, rights, arrangements, what is assumed."""
    if Path(what).is_dir():
        sys.stdout.write(_finished(Path(what)))
        return
    from skypact.cli.text.words import describe
    from skypact.core.errors import nearest

    read = inputs.load(what, hypothesis, sets)
    if arrangement and arrangement not in read.arrangements:
        raise SkypactError(f"no arrangement {arrangement!r} — {nearest(arrangement, read.arrangements)}")
    print("\n".join([*describe(read, arrangement, everything), *_of_the_day(what, read)]))


def _of_the_day(what: str, read: Scenario) -> Iterator[str]:
    """Yield what was in force on the date of a scenario, and what its musters brought in."""
    from skypact.cli.text.catalogue.dates import called_text
    from skypact.cli.text.catalogue.orbat import force_lines
    from skypact.load.catalogue.history import in_force
    from skypact.load.catalogue.shelf import Catalogue
    from skypact.load.scenario import called

    force = in_force(Catalogue().timeline, read.date)
    yield from ("", f"in force on {read.date}, by the timeline", *force_lines(force))
    found = list(called_text(called(inputs.find(what))))
    yield from ("", *found) if found else ()


def _finished(place: Path) -> str:
    mark = folder.read_mark(place)
    answer = place / "answer.txt"
    if mark is None or not answer.is_file():
        raise SkypactError(f"{place}: not a result of skypact — name a scenario, or a folder that `compare` wrote")
    return answer.read_text(encoding="utf-8")
