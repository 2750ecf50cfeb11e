"""`skypact picture`: what each post's picture held, and how good it was."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from skypact.cli import folder, inputs, options, worlds
from skypact.cli.handed import Handed
from skypact.cli.result import as_json, keep, mark, show

if TYPE_CHECKING:
    from skypact.spec.scenario import Scenario
    from skypact.study.pictures.pictures import Pictures

Every = Annotated[str, typer.Option("--every", metavar="TIME", help="How often the pictures are read.")]
CutOff = Annotated[
    str, typer.Option("--cut-off", metavar="LENGTH", help="GOSPA: a track farther off than this is of something else.")
]
Kept = Annotated[int, typer.Option("--run", metavar="K", min=0, help="The run whose tables and map are written.")]
Height = Annotated[
    bool, typer.Option("--height/--no-height", help="Count errors of height too; radars of two dimensions know none.")
]
AsText = Annotated[bool, typer.Option("--csv/--no-csv", help="Write the tables as CSV, not as Parquet.")]


def command(
    scenario: options.Source, arrangements: options.Arrangements = None, runs: options.Runs = 20,
    seed: options.Seed = 1, every: Every = "10 s", cut_off: CutOff = "2 km", run: Kept = 0, height: Height = False,
    csv: AsText = False, workers: options.Workers = 0, association: options.Associate = None,
    hypothesis: options.Account = "",
    sets: options.Sets = None, allow_code: options.Code = False, report: options.Report = False,
    pictures_: options.Pictures = False, out: options.Out = None, format_: options.Printed = options.Format.text,
) -> None:  # fmt: skip
    """Replay the runs and say how good each post's air picture was: held, missed, false, doubled, how exact."""
    from skypact.core.units import parse
    from skypact.study.pictures.pictures import pictures
    from skypact.study.worlds import chosen

    read = inputs.load(scenario, hypothesis, sets)
    names = chosen(read, inputs.names(arrangements)) if read.arrangements else ("",)
    every_s, c_m = parse(every, "time"), parse(cut_off, "length")
    place = out or folder.default(read.id, "picture", seed, runs)
    folder.refuse_foreign(place)
    code = inputs.functions(scenario, read, allow_code, names)
    try:
        with worlds.advancing(len(names) * runs, f"pictures, {' v '.join(names)}") as advance:
            found = pictures(
                read, arrangements=names if read.arrangements else None, runs=runs, seed=seed, every_s=every_s,
                c_m=c_m, height=height, run=run, workers=workers, association=association and association.value,
                hypothesis=hypothesis, progress=advance, functions=code,
            )  # fmt: skip
    except KeyboardInterrupt:
        print("stopped: no result is kept, since it compares all runs", file=sys.stderr)
        raise typer.Exit(130) from None
    _told(found, read, place, csv, Handed(report, pictures_), format_)


def _told(
    found: Pictures, read: Scenario, place: Path, csv: bool, handed: Handed, format_: options.Format
) -> None:
    from skypact.cli.text.pictures import pictures_text

    text, made = pictures_text(found), as_json(found.as_dict())
    show(made if format_ is options.Format.json else text)

    def more(to: Path) -> None:
        _write(found.over_time, to / "over_time", csv)
        for name, sample in found.samples.items():
            into = to / f"run-{sample.run}" / (name or "as-written")
            into.mkdir(parents=True)
            for what in ("tracks", "truth", "detectable"):
                _write(getattr(sample, what), into / what, csv)
        from skypact.report.pages.pictures import render

        handed.write(to, lambda: render(found))

    keep(place, mark("picture", read, found.names), read, text, made, more, format_)
    handed.say(place, format_)


def _write(table: object, path: Path, csv: bool) -> None:
    """Write an Arrow table as Parquet or CSV."""
    import pyarrow.csv as text
    import pyarrow.parquet as parquet

    if csv:
        text.write_csv(table, path.with_suffix(".csv"))
    else:
        parquet.write_table(table, path.with_suffix(".parquet"), compression="zstd")
