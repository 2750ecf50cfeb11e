"""`skypact catalogue list`: what the catalogue holds, a line each."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from skypact.cli import inputs, options
from skypact.cli.result import as_json, show


class Room(StrEnum):
    """What can be listed."""

    systems = "systems"
    sheets = "sheets"
    orbat = "orbat"
    incidents = "incidents"
    timeline = "timeline"
    articles = "articles"
    claims = "claims"
    treaties = "treaties"
    scenarios = "scenarios"


What = Annotated[
    Room | None, typer.Argument(metavar="[ROOM]", show_default=False,
                                help=f"One of {', '.join(Room)}; else the systems, and counts of the rest.")
]  # fmt: skip


def command(what: What = None, format_: options.Printed = options.Format.text) -> None:
    """List what the catalogue holds. A title and a line each."""
    from skypact.load.catalogue.lookup.contents import contents
    from skypact.load.catalogue.shelf import Catalogue

    found = contents(Catalogue(), inputs.shipped())
    if format_ is options.Format.json:
        made = {room: [line._asdict() for line in lines] for room, lines in found.items()}
        show(as_json(made if what is None else {what.value: made[what.value]}))
        return
    from skypact.cli.text.catalogue.listing import listed, overview

    lines = overview(found) if what is None else listed(what.value, found[what.value])
    show("\n".join(lines) + "\n")
