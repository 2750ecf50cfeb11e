"""`skypact cover`: what sensors and batteries reach over terrain, as maps, tables and files for other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from skypact.cli import folder, inputs, options, result
from skypact.core.errors import SkypactError

if TYPE_CHECKING:
    from skypact.spec.scenario import Scenario
    from skypact.study.reach.question import Question

Source = Annotated[
    str,
    typer.Argument(metavar="[SCENARIO]", help="A scenario, or nothing where --sensor says all.", show_default=False),
]
Sensor = Annotated[
    list[str] | None,
    typer.Option("--sensor", metavar="LAT,LON,MAST[,RANGE]", help="A sensor without a scenario; may be repeated."),
]
Crs = Annotated[str, typer.Option("--crs", metavar="EPSG:N", help="Reference system of the --sensor coordinates.")]
Arrangement = Annotated[
    str, typer.Option("--arrangement", "-a", metavar="NAME", help="Sensors whose plots reach the asker under it.")
]
Choice = Annotated[str, typer.Option("--choice", metavar="NAME", help="With the forces of a choice.")]
Picture = Annotated[str, typer.Option("--picture", metavar="POST", help="Only sensors whose plots reach this post.")]
Sensors = Annotated[list[str] | None, typer.Option("--sensors", metavar="A,B", help="Only these of the scenario.")]
At = Annotated[str, typer.Option("--at", metavar="H,H", help="Heights of the target.")]
Above = Annotated[options.Above, typer.Option("--above", help="What heights are measured from.")]
Craft = Annotated[str, typer.Option("--type", metavar="CRAFT", help="Class of target: a type sheet.")]
Rcs = Annotated[str, typer.Option("--rcs", metavar='"1 m2"', help="Cross-section of the target, else 1 m2.")]
Pd = Annotated[float, typer.Option("--pd", metavar="P", help="Chance of detection in a look from which on it covers.")]
Terrain = Annotated[
    list[str] | None,
    typer.Option("--terrain", metavar="PATH", help="Files .hgt or .tif, a folder, coarse, smooth; else as written."),
]
Allow = Annotated[
    list[str] | None, typer.Option("--terrain-allow", metavar="A,B", help="Let voids, sea, heights or seams be.")
]
Cell = Annotated[str, typer.Option("--cell", metavar="500m", help="Size of a cell; else as fine as is quick.")]
Box = Annotated[str, typer.Option("--box", metavar="S,N,W,E", help="Area in degrees; else theatre, terrain or reach.")]
Trees = Annotated[str, typer.Option("--trees", metavar="15m", help="Height of trees; else the scenario's.")]
Versus = Annotated[
    str, typer.Option("--versus", metavar="OTHER", help="Set against an arrangement, a choice, or another scenario.")
]
Zones = Annotated[bool, typer.Option("--zones", help="Also the engagement zones of the batteries.")]
Band = Annotated[bool, typer.Option("--band", help="Also over the ranges of the parameters and of the air.")]
Why = Annotated[bool, typer.Option("--why", help="Also why cells are not covered.")]
Each = Annotated[bool, typer.Option("--each", help="Also a GeoTIFF of every sensor's own line of sight.")]


def command(
    source: Source = "", sensor: Sensor = None, crs: Crs = "EPSG:4326", arrangement: Arrangement = "",
    choice: Choice = "", picture: Picture = "", sensors: Sensors = None, at: At = "100m,300m,1km,3km,10km",
    above: Above = options.Above.ground, craft: Craft = "", rcs: Rcs = "", pd: Pd = 0.5, terrain: Terrain = None,
    terrain_allow: Allow = None, cell: Cell = "", box: Box = "", trees: Trees = "", versus: Versus = "",
    zones: Zones = False, band: Band = False, why: Why = False, each: Each = False, hypothesis: options.Account = "",
    sets: options.Sets = None, out: options.Out = None, format_: options.Printed = options.Format.text,
) -> None:  # fmt: skip
    """Map what sensors cover over terrain: at which heights, by how many, and why not. Zones of batteries too."""
    from skypact.load import given as by_hand
    from skypact.study.reach.question import asking

    if source and sensor:
        raise SkypactError("a SCENARIO and --sensor — one of the two: a scenario's sensors, or those typed")
    named = [name for text in terrain or [] for name in text.split(",") if name.strip()]
    asked = asking(
        at=at.split(","), above=above.value, craft=craft, rcs=rcs, pd=pd, arrangement=arrangement, choice=choice,
        picture=picture, sensors=inputs.names(sensors), terrain=named,
        allow=inputs.names(terrain_allow) or (), box=by_hand.box(box) if box else None, cell=cell, trees=trees,
        versus=versus, zones=zones, band=band, why=why,
    )  # fmt: skip
    places = [by_hand.sensor(text, crs) for text in sensor or []]
    read = inputs.load(source, hypothesis, sets) if source else None
    what = ("cover", arrangement or choice, versus and "versus")
    place = out or folder.default(read.id if read is not None else "sensors", *what)
    folder.refuse_foreign(place)
    _draw(read, places, asked, place, each, format_, hypothesis)


def _draw(
    read: Scenario | None, places: list, asked: Question, place: Path, each: bool, format_: options.Format, account: str
) -> None:
    """Compute, print, and write the folder."""
    from skypact.cli.text.cover import cover_text
    from skypact.report.coverage.folder import keeper, mark, write
    from skypact.study.reach.cover import cover

    if sys.stderr.isatty():
        print("sweeping the terrain …", file=sys.stderr)
    kept: list = []
    keep = keeper(kept) if each else None
    found = cover(read, places, asked, load=lambda name: inputs.load(name, "", None), keep=keep)
    text = cover_text(found)
    result.show(result.as_json(found.as_dict()) if format_ is options.Format.json else text)
    with folder.whole(place, mark(found) | ({"hypothesis": account} if account else {})) as made:
        (made / "answer.txt").write_text(text, encoding="utf-8")
        said = write(found, made, why=asked.why, each=kept)
    files = [name for name in said if not name.endswith(".")]
    for line in [f"folder: {place}: {', '.join(['answer.txt', *files])}", *(x for x in said if x not in files)]:
        result.say(line, format_)
