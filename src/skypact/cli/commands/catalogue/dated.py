"""`skypact catalogue timeline`, `incidents` and `articles`: what happened, and what was written about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from skypact.cli import inputs, options
from skypact.cli.result import as_json
from skypact.cli.result import show as shown
from skypact.core import dates
from skypact.core.errors import SkypactError, nearest

if TYPE_CHECKING:
    from skypact.report.catalogue.blocks import Block, Book

First = Annotated[str, typer.Option("--from", metavar="DATE", help="Events from this year, month or day on.")]
Last = Annotated[str, typer.Option("--to", metavar="DATE", help="Events until this year, month or day.")]
Nation = Annotated[str, typer.Option("--nation", metavar="CODE", help="Events of this nation, such as BY.")]
Kind = Annotated[str, typer.Option("--kind", metavar="KIND", help="Events of this kind, such as delivery.")]
Day = Annotated[str, typer.Option("--date", metavar="DATE", help="What was in force on this day, instead of events.")]
One = Annotated[str, typer.Argument(metavar="[ID]", show_default=False, help="One of them, with all that is known.")]


def timeline(
    first: First = "", last: Last = "", nation: Nation = "", kind: Kind = "", date: Day = "",
    format_: options.Printed = options.Format.text,
) -> None:  # fmt: skip
    """Print the timeline of the pact. With a date, what was in force on that day, and whether every account agrees."""
    from skypact.load.catalogue.history import between
    from skypact.report.catalogue.blocks import Heading
    from skypact.report.catalogue.dated import events

    for one in (x for x in (first, last, date) if x):
        _checked(one)
    if date and (first or last or nation or kind):
        raise SkypactError("--date tells what was in force on a day — leave --from, --to, --nation and --kind out")
    book = _book()
    if date:
        _in_force(book, date, format_)
        return
    every = book.catalogue.timeline.events
    _known(nation, {n for e in every.values() for n in e.nations}, "nation")
    _known(kind, {e.kind for e in every.values()}, "kind")
    found = between(book.catalogue.timeline, first or "0001", last or "9999", [kind] if kind else [],
                    [nation] if nation else [])  # fmt: skip
    if format_ is options.Format.json:
        shown(as_json({"events": [{"id": key, **e.model_dump(mode="json")} for key, e in found]}))
        return
    span = " ".join(x for x in (first and f"from {first}", last and f"to {last}", nation, kind) if x)
    _print([Heading(f"Timeline {span}".strip(), 1), events(book, [key for key, _ in found])])


def incidents(one: One = "", format_: options.Printed = options.Format.text) -> None:
    """Print the table of incidents, or one of them verb by verb."""
    from skypact.report.catalogue import dated

    book = _book()
    _known(one, book.catalogue.incidents, "incident")
    if format_ is options.Format.json:
        names = [one] if one else dated.by_date(book)
        shown(as_json({"incidents": [{"id": name, **book.catalogue.incidents[name].model_dump(mode="json")}
                                     for name in names]}))  # fmt: skip
        return
    _print(list(dated.incident(book, one)) if one else [dated.incident_table(book)])


def articles(one: One = "", format_: options.Printed = options.Format.text) -> None:
    """Print the articles, or one of them with everything that it names and where that stands."""
    from skypact.report.catalogue.blocks import Table
    from skypact.report.catalogue.written import article

    book = _book()
    every = book.catalogue.articles
    _known(one, every, "article")
    if format_ is options.Format.json:
        names = [one] if one else list(every)
        shown(as_json({"articles": [{"id": name, **every[name].model_dump(mode="json")} for name in names]}))
        return
    rows = [[name, a.outlet, a.date, a.title, str(len(a.items))] for name, a in every.items()]
    heads = ("article", "outlet", "date", "title", "items")
    _print(list(article(book, one)) if one else [Table(heads, rows)])


def _in_force(book: Book, date: str, format_: options.Format) -> None:
    from skypact.load.catalogue.history import in_force
    from skypact.report.catalogue.blocks import Heading, Text, trimmed

    found = in_force(book.catalogue.timeline, date)
    if format_ is options.Format.json:
        made = [{"id": f.id, "title": f.force.title, "arrangement": f.force.arrangement, "event": f.event_id,
                 "since": f.event.date, "sure": f.sure, "rivals": [r.model_dump(mode="json") for r in f.rivals]}
                for f in found]  # fmt: skip
        shown(as_json({"date": date, "in_force": made}))
        return
    rows = [[f.id, f.force.title, f"{f.event.date} ({f.event_id})", "yes" if f.sure else "not by every account",
             "; ".join(f"{r.date or ''} {r.text}".strip() for r in f.rivals)] for f in found]  # fmt: skip
    heads = ("in force", "what", "since", "sure", "other accounts")
    said = trimmed(heads, rows) if rows else Text("Nothing that the timeline knows.")
    _print([Heading(f"In force on {date}", 1), said, *(Text(f"{f.id}: {f.force.text}") for f in found if f.force.text)])


def _book() -> Book:
    from skypact.load.catalogue.shelf import Catalogue
    from skypact.report.catalogue.blocks import Book

    return Book.of(Catalogue(), inputs.shipped(), lambda room, name: name)


def _print(blocks: list[Block]) -> None:
    from skypact.cli.text.catalogue.plain import plain

    shown(plain(blocks))


def _checked(date: str) -> None:
    try:
        dates.check(date)
    except ValueError as error:
        raise SkypactError(str(error)) from None


def _known(name: str, names: object, what: str) -> None:
    if name and name not in names:  # type: ignore[operator]
        raise SkypactError(f"unknown {what} {name!r} — {nearest(name, names)}")
