"""`skypact catalogue pages` and `check`: the pages of the documentation, and every fault of the facts."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from skypact.cli import inputs

Where = Annotated[
    Path, typer.Argument(metavar="DIR", show_default=False, help="Folder of the documentation, such as docs.")
]

#: Folders that hold nothing but such pages: what is left in them from before goes.
_OWN = ("catalogue", "articles")


def pages(where: Where) -> None:
    """Write the pages of the catalogue. One for each system and article, incidents, timeline, bibliography."""
    from skypact.load.catalogue.shelf import Catalogue
    from skypact.report.catalogue.pages import pages as made

    found = made(Catalogue(), inputs.shipped())
    for path, text in found.items():
        file = where / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    old = [file for folder in _OWN for file in sorted((where / folder).rglob("*.md"))
           if file.relative_to(where).as_posix() not in found and _written_here(file)]  # fmt: skip
    for file in old:
        file.unlink()
    print(f"{len(found)} pages in {where}" + (f", {len(old)} old ones removed" if old else ""))


def check() -> None:
    """Find every fault of the catalogue. Ids, sources, towns and dates that do not fit together."""
    from skypact.load.catalogue.lookup.checks import check as faults
    from skypact.load.catalogue.lookup.uses import Uses
    from skypact.load.catalogue.shelf import Catalogue

    found = faults(Uses(Catalogue(), inputs.shipped()))
    for fault in found:
        print(fault, file=sys.stderr)
    if found:
        print(f"{len(found)} fault{'s' if len(found) > 1 else ''}", file=sys.stderr)
        raise typer.Exit(2)
    print("no fault in the catalogue")


def _written_here(file: Path) -> bool:
    from skypact.report.catalogue.markdown import NOTE

    return NOTE in file.read_text(encoding="utf-8")
