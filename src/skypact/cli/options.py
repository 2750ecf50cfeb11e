"""The options that several commands share, each written once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Level(StrEnum):
    """How deep a run goes."""

    detect = "detect"
    track = "track"
    full = "full"


class Association(StrEnum):
    """How detections find their track."""

    perfect = "perfect"
    gnn = "gnn"


class Format(StrEnum):
    """How a result is printed."""

    text = "text"
    json = "json"


class Above(StrEnum):
    """What heights of targets are measured from."""

    ground = "ground"
    sea = "sea"


#: The counter of the chance cube holds 24 bits of run (docs/design/decisions.md).
MOST_RUNS = 2**24 - 1

Source = Annotated[
    str, typer.Argument(metavar="SCENARIO", help="A scenario file, or the name of a shipped one.", show_default=False)
]
Runs = Annotated[int, typer.Option("--runs", "-n", min=1, max=MOST_RUNS, help="Replicates of each arrangement.")]
Seed = Annotated[int, typer.Option("--seed", "-s", min=0, max=2**63 - 1, help="Seed of the chance cube.")]
Workers = Annotated[
    int, typer.Option("--workers", "-w", min=0, help="Threads; 0 takes one per core. The result is the same for any.")
]
HowDeep = Annotated[Level, typer.Option("--level", "-l", help="Stop after detection, after tracking, or do it all.")]
Associate = Annotated[
    Association | None,
    typer.Option("--association", help="Perfect, or global nearest neighbour; else as the scenario says."),
]
Out = Annotated[
    Path | None, typer.Option("--out", "-o", metavar="DIR", help="Folder of the result; else one under runs/.")
]
Printed = Annotated[Format, typer.Option("--format", "-f", help="Text for people or JSON for programs, on stdout.")]
Account = Annotated[
    str, typer.Option("--hypothesis", metavar="NAME", help="A rival account that the scenario names.")
]
Code = Annotated[
    bool, typer.Option("--allow-code", help="Let the scenario's doctrines run Python code from its folder.")
]
Sets = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="PATH=VALUE", help="Another value of a defender's quantity; may be repeated."),
]
Arrangements = Annotated[
    list[str] | None,
    typer.Option("--arrangements", "-a", metavar="A,B", help="Which arrangements; else all of the scenario."),
]
Report = Annotated[
    bool, typer.Option("--report/--no-report", help="Write the report into the folder: one HTML file, and Markdown.")
]
Pictures = Annotated[
    bool, typer.Option("--pictures/--no-pictures", help="Write each picture into the folder: SVG, PNG, numbers as CSV.")
]
Fates = Annotated[
    list[str] | None,
    typer.Option("--fate", metavar="INTRUDER=FATE", help="With --view: hold a run in which it came so; repeatable."),
]
View = Annotated[
    bool, typer.Option("--view/--no-view", help="Write the viewer, one HTML file that plays runs, into the folder.")
]
