"""`skypact catalogue treaty`: ceilings against what an order of battle names."""

from __future__ import annotations

from typing import Annotated

import typer

from skypact.cli import options
from skypact.cli.commands.catalogue.orbat import Account, Day, day_of
from skypact.cli.result import as_json, show

Name = Annotated[str, typer.Argument(metavar="TREATY", help="A treaty of the catalogue, such as CFE.")]
Nation = Annotated[str, typer.Option("--nation", metavar="CODE", help="Whose holdings, such as BY.")]


def command(
    name: Name, nation: Nation, date: Day, account: Account = "", format_: options.Printed = options.Format.text
) -> None:
    """Check an order of battle against a treaty: ceilings, what is named (a floor), headroom, what cannot be said."""
    from skypact.cli.text.catalogue.treaty import treaty_text
    from skypact.load.catalogue.shelf import Catalogue
    from skypact.study.dated.treaty import ledger

    found = ledger(Catalogue(), name, nation, day_of(date), account=account)
    show(as_json(found.as_dict()) if format_ is options.Format.json else treaty_text(found))
