"""`skypact catalogue orbat`: who stood where with what on a day, by whose word."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from skypact.cli import options
from skypact.cli.result import as_json, say, show
from skypact.core import dates
from skypact.core.errors import SkypactError

if TYPE_CHECKING:
    import datetime

    from skypact.study.dated.orbat import OrderOfBattle

Day = Annotated[str, typer.Option("--date", metavar="DAY", help="The day, such as 2016-05-06.")]
Nation = Annotated[str, typer.Option("--nation", metavar="CODE", help="One nation, such as BY; else all, in short.")]
Account = Annotated[str, typer.Option("--account", metavar="NAME", help="A rival account; else the first one.")]
Announced = Annotated[bool, typer.Option("--announced", help="Go by announced dates, what never came included.")]
Map = Annotated[
    Path | None, typer.Option("--map", metavar="FILE", help="And write a map: a page (.html), or the picture (.svg).")
]


def command(
    date: Day, nation: Nation = "", account: Account = "", announced: Announced = False, map_: Map = None,
    format_: options.Printed = options.Format.text,
) -> None:  # fmt: skip
    """Print the order of battle on a day, its gaps, and what was in force then. With --map, draw it."""
    from skypact.cli.text.catalogue.orbat import orbat_text, short_text
    from skypact.load.catalogue.shelf import Catalogue
    from skypact.study.dated.orbat import on_day

    day, shelf = day_of(date), Catalogue()
    if not nation and (account or map_):
        raise SkypactError("--account and --map are of one nation — name it with --nation, such as BY")
    if map_ is not None and map_.suffix not in (".html", ".svg"):
        raise SkypactError(f"--map {map_}: neither .html nor .svg — such as --map belarus.html")
    names = [nation] if nation else list(shelf.orbats)
    found = [on_day(shelf, name, day, account=account, announced=announced) for name in names]
    if format_ is options.Format.json:
        show(as_json(found[0].as_dict() if nation else {"orbats": [one.as_dict() for one in found]}))
    else:
        show(orbat_text(found[0]) if nation else short_text(found))
    if map_ is not None:
        _draw(found[0], map_, format_)


def day_of(text: str) -> datetime.date:
    """Return the day of an option; SkypactError where it is none."""
    try:
        return dates.day(text)
    except ValueError as error:
        raise SkypactError(f"--date: {error}") from None


def _draw(found: OrderOfBattle, path: Path, format_: options.Format) -> None:
    from skypact.load.catalogue.shelf import Catalogue
    from skypact.report.pages.orbat import write

    say(f"map: {write(found, path, Catalogue().sources)}", format_)
