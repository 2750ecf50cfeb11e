"""`skypact run`: one arrangement."""

from __future__ import annotations

from typing import Annotated

import typer

from skypact.cli import folder, inputs, options, worlds
from skypact.cli.commands.compare import compared, ends, require_view
from skypact.cli.handed import Handed
from skypact.cli.modes import sets
from skypact.cli.result import Result

Arrangement = Annotated[str, typer.Option("--arrangement", "-a", metavar="NAME", help="Else the scenario's first.")]

Rivals = Annotated[
    list[str] | None,
    typer.Option("--sets", metavar="A,B", help="Run under these rival sets of values, and say which figure flips the "
                 "verdict."),
]  # fmt: skip


def command(
    scenario: options.Source, arrangement: Arrangement = "", runs: options.Runs = 100, seed: options.Seed = 1,
    workers: options.Workers = 0, level: options.HowDeep = options.Level.full,
    association: options.Associate = None, hypothesis: options.Account = "", settings: options.Sets = None,
    rivals: Rivals = None, allow_code: options.Code = False, view: options.View = False, fates: options.Fates = None,
    out: options.Out = None, format_: options.Printed = options.Format.text,
) -> None:  # fmt: skip
    """Run one arrangement. Print what became of the intruders; write the log of all that happened."""
    from skypact.study.worlds import chosen

    if view:
        require_view(level)
    read = inputs.load(scenario, hypothesis, settings)
    name = chosen(read, [arrangement])[0] if arrangement else next(iter(read.arrangements), "")
    code = inputs.functions(scenario, read, allow_code, [name])
    how = worlds.How(runs, seed, workers, level.value, association and association.value, hypothesis, code)
    ended = ends(read, fates, view)
    if rivals is not None:
        sets.told(read, inputs.names(rivals) or [], name, how, out, format_)
        return
    place = out or folder.default(read.id, name, hypothesis, seed, runs)
    folder.refuse_foreign(place)
    found, _ = compared(read, (name,), how)
    result = Result(found)
    result.show(format_)
    result.save(place, "run", whole=True, handed=Handed(view=view, fates=ended, functions=code), format_=format_)
