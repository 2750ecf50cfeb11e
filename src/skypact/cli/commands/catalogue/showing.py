"""`skypact catalogue show` and `compare`: one thing with all that is known of it, or systems side by side."""

from __future__ import annotations

from typing import Annotated

import typer

from skypact.cli import inputs, options
from skypact.cli.result import as_json
from skypact.cli.result import show as shown
from skypact.core.errors import SkypactError

What = Annotated[
    str, typer.Argument(metavar="ID", show_default=False,
                        help="A system, a type sheet, an event, an incident, an article, a claim, a treaty, a nation, "
                        "a unit (NATION/unit), a source; ROOM/ID where two have the same id.")
]  # fmt: skip
Those = Annotated[
    list[str], typer.Argument(metavar="A B …", show_default=False, help="Systems or type sheets, two or more.")
]


def show(what: What, format_: options.Printed = options.Format.text) -> None:
    """Show everything that the catalogue has on one thing. Parameters, rival sets, dates, who names it."""
    from skypact.load.catalogue.lookup.door import find
    from skypact.load.catalogue.lookup.entries import entry
    from skypact.load.catalogue.lookup.uses import Uses
    from skypact.load.catalogue.shelf import Catalogue

    catalogue, scenarios = Catalogue(), inputs.shipped()
    found = find(catalogue, scenarios, what)
    if format_ is options.Format.json:
        shown(as_json(entry(Uses(catalogue, scenarios), found[0])))
        return
    from skypact.cli.text.catalogue.plain import plain
    from skypact.report.catalogue.blocks import Book
    from skypact.report.catalogue.pages import entry as blocks

    shown(plain(blocks(Book.of(catalogue, scenarios, _bare), *found[0])))
    inside = catalogue.systems[found[0].id].sheets if found[0].room == "systems" else {}
    others = [f"{room}/{name}" for room, name in found[1:] if name not in inside.get(room, ())]  # type: ignore[call-overload]
    if others:
        shown(f"\nThe same id: {', '.join(others)}\n")


def compare(those: Those, format_: options.Printed = options.Format.text) -> None:
    """Set systems or type sheets side by side. Parameters are rows; disputed sets stand as they were published."""
    from skypact.load.catalogue.lookup.contents import SHEETS
    from skypact.load.catalogue.lookup.door import find
    from skypact.load.catalogue.lookup.entries import entry
    from skypact.load.catalogue.lookup.uses import Uses
    from skypact.load.catalogue.shelf import Catalogue

    if len(those) < 2:
        raise SkypactError(f"{those[0]}: one thing only — name two or more to set side by side")
    catalogue, scenarios = Catalogue(), inputs.shipped()
    found = [find(catalogue, scenarios, name)[0] for name in those]
    wrong = next((f"{room}/{name}" for room, name in found if room not in ("systems", *SHEETS)), None)
    if wrong:
        raise SkypactError(f"{wrong}: has no parameters — name systems or type sheets")
    if format_ is options.Format.json:
        uses = Uses(catalogue, scenarios)
        shown(as_json({"compared": [entry(uses, one) for one in found]}))
        return
    from skypact.cli.text.catalogue.plain import plain
    from skypact.report.catalogue.blocks import Book
    from skypact.report.catalogue.systems import compared

    shown(plain(list(compared(Book.of(catalogue, scenarios, _bare), found))))


def _bare(room: str, name: str) -> str:
    return name
