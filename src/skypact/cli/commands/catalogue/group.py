"""The commands of `skypact catalogue`, each a file of this room."""

from __future__ import annotations

import typer

from skypact.cli.commands.catalogue import dated, listing, orbat, pages, showing, sources, treaty

app = typer.Typer(
    help="The catalogue: systems, orders of battle by date, the timeline, incidents, articles, claims, with sources.",
    no_args_is_help=True, add_completion=False, rich_markup_mode=None,
)  # fmt: skip
app.command("list")(listing.command)
app.command("show")(showing.show)
app.command("compare")(showing.compare)
app.command("timeline")(dated.timeline)
app.command("incidents")(dated.incidents)
app.command("articles")(dated.articles)
app.command("sources")(sources.command)
app.command("pages")(pages.pages)
app.command("check")(pages.check)
app.command("orbat")(orbat.command)
app.command("treaty")(treaty.command)
