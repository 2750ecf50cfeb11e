"""The program `skypact`: its commands and what becomes of an error."""

from __future__ import annotations

import sys

import typer

from skypact.cli.commands import check, compare, control, picture, run, show, view, why, worth
from skypact.cli.commands.catalogue import group as catalogue
from skypact.cli.commands.turning import explore, saturation, sweep
from skypact.cli.commands.zones import claims, cover, defended
from skypact.core.errors import SkypactError

app = typer.Typer(
    name="skypact",
    help="Simulate coalition air and missile defence: who sees an intruder, who is told, who may decide, who engages, "
    "what gets through, who keeps control, and what changes when the partners unite.",
    epilog="First steps: skypact compare 2016-05-border --runs 300 --seed 1 --report",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command("run")(run.command)
app.command("compare")(compare.command)
app.command("sweep")(sweep.command)
app.command("explore")(explore.command)
app.command("why")(why.command)
app.command("worth")(worth.command)
app.command("saturation")(saturation.command)
app.command("control")(control.command)
app.command("picture")(picture.command)
app.command("check")(check.command)
app.command("show")(show.command)
app.command("view")(view.command)
app.command("cover")(cover.command)
app.command("defended")(defended.command)
app.command("claims")(claims.command)
app.add_typer(catalogue.app, name="catalogue")


@app.callback(invoke_without_command=True)
def _program(version: bool = typer.Option(False, "--version", help="Print the version and leave.")) -> None:
    if version:
        from skypact.core.stamp import package_version

        print(package_version())
        raise typer.Exit()


def main() -> None:
    """Run the program; an error that a user can mend is printed without a traceback and exits with 2."""
    try:
        app()
    except SkypactError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    except OSError as error:
        if error.filename is None:
            raise
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        sys.exit(2)
