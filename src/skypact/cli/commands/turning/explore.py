"""`skypact explore`: a grid over a few choices of the defence, as one page with sliders that works offline."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from skypact.cli import folder, inputs, options, worlds
from skypact.cli.result import as_json, keep, mark, say, show
from skypact.core.errors import SkypactError

if TYPE_CHECKING:
    from skypact.spec.scenario import Scenario
    from skypact.study.explore.axes import Axes
    from skypact.study.explore.explorer import Explorer
    from skypact.study.measuring import Measuring

Vary = Annotated[
    list[str] | None,
    typer.Option("--vary", "-v", metavar="NAME=LOW..HIGH", show_default=False,
                 help="A factor of the defence for a slider, as in `skypact sweep`; may be given twice."),
]  # fmt: skip
Without = Annotated[
    list[str] | None,
    typer.Option("--without", metavar="NAME", help="A unit, post or link for a switch; may be given twice."),
]
Dates = Annotated[
    str, typer.Option("--dates", metavar="D1,D2", help="Days of the orders of battle to choose from.")
]
Points = Annotated[int, typer.Option("--points", "-p", min=2, max=25, help="Values of each factor, from low to high.")]

#: Folder of the finished combinations within the folder of the result.
CELLS = "cells"


def command(
    scenario: options.Source, vary: Vary = None, without: Without = None, dates: Dates = "", points: Points = 5,
    arrangements: options.Arrangements = None, runs: options.Runs = 100, seed: options.Seed = 1,
    workers: options.Workers = 0, association: options.Associate = None, hypothesis: options.Account = "",
    sets: options.Sets = None, out: options.Out = None, format_: options.Printed = options.Format.text,
) -> None:  # fmt: skip
    """Compute all combinations of a few choices of the defence and write them as one page with sliders."""
    from skypact.report.explorer.page import require_built
    from skypact.study.explore.axes import axes
    from skypact.study.measuring import Measuring

    require_built()
    made = axes(_worlds(scenario, dates, hypothesis, sets), vary or [], without=inputs.names(without) or [],
                arrangements=inputs.names(arrangements), points=points)  # fmt: skip
    code = inputs.functions(scenario, made.scenario, False, made.names)
    place = out or folder.default(made.scenario.id, "explore", hypothesis, seed, runs)
    _begin(place, made.scenario)
    total = len(made.cells())
    with worlds.advancing(total * runs, f"{total} combinations") as advance:
        how = Measuring(runs, seed, workers, "full", association and association.value, hypothesis, advance, code)
        found, keys = _explored(made, how, place)
    if found is None:
        say(f"stopped: {len(keys)} of {total} combinations are kept in {place / CELLS}; the same command goes on",
            options.Format.json)  # fmt: skip
        raise typer.Exit(130)
    again = _again(scenario, made, found, dates, points, sets)
    _told(found, place, keys, again, format_)


def _worlds(source: str, dates: str, hypothesis: str, sets: list[str] | None) -> dict[str, Scenario]:
    from skypact.study.explore.axes import by_date

    if not dates:
        return {"": inputs.load(source, hypothesis, sets)}
    return by_date(inputs.find(source), dates.split(","), hypothesis=hypothesis, sets=inputs.assignments(sets))


def _begin(place: Path, read: Scenario) -> None:
    """Make the folder in which combinations are kept while they are computed."""
    folder.refuse_foreign(place)
    known = folder.read_mark(place)
    if known is None:
        with folder.whole(place, mark("explore", read, (), whole=False)) as new:
            (new / CELLS).mkdir()
    elif known.get("what") != "explore":
        raise SkypactError(f"{place}: holds a result of skypact {known.get('what')} — name another one with --out")


def _explored(made: Axes, how: Measuring, place: Path) -> tuple[Explorer | None, list[str]]:
    """Return the explorer, None where Ctrl-C came before, and the keys of the combinations that are finished."""
    from skypact.study.explore.explorer import explore
    from skypact.study.explore.ledger import Ledger

    keys: list[str] = []
    try:
        return explore(made, how, Ledger(place / CELLS), keys.append), keys
    except KeyboardInterrupt:
        return None, keys


def _again(
    source: str, made: Axes, found: Explorer, dates: str, points: int, sets: list[str] | None
) -> list[str]:
    """Return the words of the command that makes this page again."""
    words = ["explore", Path(source).name, *(w for f in made.factors for w in ("--vary", f.text()))]
    words += ["--points", str(points)] if made.factors else []
    words += [w for t in made.things for w in ("--without", t.name)]
    words += ["--dates", dates] if dates else []
    words += ["--arrangements", ",".join(made.names), "--runs", str(found.runs), "--seed", str(found.seed)]
    words += ["--association", found.association]
    words += ["--hypothesis", found.hypothesis] if found.hypothesis else []
    return [*words, *(w for one in sets or [] for w in ("--set", one))]


def _told(found: Explorer, place: Path, keys: list[str], again: list[str], format_: options.Format) -> None:
    from skypact.cli.text.explore import explorer_text
    from skypact.report.explorer.page import write
    from skypact.study.explore.ledger import Ledger

    text, made = explorer_text(found), as_json(found.as_dict())
    show(made if format_ is options.Format.json else text)

    def pages(to: Path) -> None:
        write(found, to / "explorer.html", again)
        (to / CELLS).mkdir()
        for path in map(Ledger(place / CELLS).path, dict.fromkeys(keys)):
            shutil.copy2(path, to / CELLS)

    keep(place, mark("explore", found.axes.scenario, found.axes.names), found.axes.scenario, text, made, pages, format_)
    say(f"explorer: {place / 'explorer.html'}", format_)
