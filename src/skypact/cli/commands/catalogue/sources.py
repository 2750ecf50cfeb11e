"""`skypact catalogue sources`: the bibliography, and what rests on assumption by its weight in the results."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from skypact.cli import folder, inputs, options, worlds
from skypact.cli.handed import Handed
from skypact.cli.result import as_json, keep, mark, show
from skypact.core.errors import SkypactError

if TYPE_CHECKING:
    from pathlib import Path

    from skypact.study.weights.weights import Weights

Key = Annotated[
    str, typer.Argument(metavar="[KEY]", show_default=False,
                        help="One source; with --missing a scenario whose assumptions are to be weighed.")
]  # fmt: skip
Missing = Annotated[bool, typer.Option("--missing", help="What rests on assumption instead of what has a source.")]
Under = Annotated[
    str, typer.Option("--arrangement", "-a", metavar="NAME", help="Under which; else the question's first.")
]
Most = Annotated[int, typer.Option("--most", min=0, help="How many assumptions of a scenario are tried; 0 for all.")]
Runs = Annotated[int, typer.Option("--runs", "-n", min=2, max=options.MOST_RUNS, help="Replicates of each world.")]


def command(
    key: Key = "", missing: Missing = False, arrangement: Under = "", most: Most = 40, runs: Runs = 40,
    seed: options.Seed = 1, workers: options.Workers = 0, report: options.Report = False,
    pictures: options.Pictures = False, out: options.Out = None, format_: options.Printed = options.Format.text,
) -> None:  # fmt: skip
    """Print the sources with address, date, grade and who uses them. With --missing, what has none, by its weight."""
    if arrangement and not missing:
        raise SkypactError("--arrangement goes with --missing SCENARIO")
    handed = Handed(report, pictures)
    if (handed or out is not None) and not (missing and key):
        raise SkypactError("--report, --pictures and --out go with --missing SCENARIO: they are of its assumptions")
    if not missing:
        _bibliography(key, format_)
    elif key:
        how = worlds.How(runs, seed, workers, "full", None, "")
        _weighed(key, arrangement, most, how, handed, out, format_)
    else:
        _missing(format_)


def _bibliography(key: str, format_: options.Format) -> None:
    from skypact.core.errors import nearest
    from skypact.load.catalogue.shelf import Catalogue
    from skypact.report.catalogue.blocks import Book
    from skypact.report.catalogue.written import bibliography, source

    book = Book.of(Catalogue(), inputs.shipped(), lambda room, name: name)
    every = book.catalogue.sources
    if key and key not in every:
        raise SkypactError(f"unknown source {key!r} — {nearest(key, every)}")
    keys = [key] if key else list(every)
    if format_ is options.Format.json:
        users = {one: [f"{room}/{name}" for room, name in book.uses.sources.get(one, [])] for one in keys}
        show(as_json({"sources": [{"key": one, **every[one], "used_by": users[one]} for one in keys]}))
        return
    from skypact.cli.text.catalogue.plain import plain

    show(plain(list(source(book, key)) if key else [bibliography(book, keys)]))


def _missing(format_: options.Format) -> None:
    from skypact.load.catalogue.lookup.missing import missing
    from skypact.load.catalogue.lookup.uses import Uses
    from skypact.load.catalogue.shelf import Catalogue

    found = missing(Uses(Catalogue(), inputs.shipped()))
    if format_ is options.Format.json:
        show(as_json({"missing": [one._asdict() for one in found]}))
        return
    from skypact.cli.text.catalogue.missing import missing_text

    show(missing_text(found))


def _weighed(
    source: str, arrangement: str, most: int, how: worlds.How, handed: Handed, out: Path | None,
    format_: options.Format,
) -> None:  # fmt: skip
    from skypact.cli import progress
    from skypact.study.weights.weights import weights

    read = inputs.load(source, "", None)
    saved = bool(handed) or out is not None
    place = out or folder.default(read.id, "weights", arrangement, how.seed, how.runs)
    if saved:
        folder.refuse_foreign(place)
    try:
        with worlds.heard() as check, progress.rounds() as (advance, begin):

            def told(more: int) -> None:
                check()
                advance(more)

            found = weights(read, arrangement=arrangement, runs=how.runs, most=most, seed=how.seed, workers=how.workers,
                            progress=told, stage=begin)  # fmt: skip
    except KeyboardInterrupt:
        print("stopped: no assumption is finished", file=sys.stderr)
        raise typer.Exit(130) from None
    from skypact.cli.text.catalogue.missing import weights_text

    text, made = weights_text(found), as_json(found.as_dict())
    show(made if format_ is options.Format.json else text)
    if saved:
        _save(found, place, handed, text, made, format_)
    if not found.whole:
        print("stopped: only those above are finished", file=sys.stderr)
        raise typer.Exit(130)


def _save(found: Weights, place: Path, handed: Handed, text: str, made: str, format_: options.Format) -> None:
    """Keep the weights in a folder, with what is to be handed on."""

    def page(to: Path) -> None:
        from skypact.report.pages.weights import render

        handed.write(to, lambda: render(found))

    said = mark("weights", found.scenario, [found.arrangement], whole=found.whole)
    keep(place, said, found.scenario, text, made, page, format_)
    handed.say(place, format_)
