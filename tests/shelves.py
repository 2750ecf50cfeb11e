"""A small catalogue on disk: one system with a disputed figure, one row of an order of battle, one of everything."""

from __future__ import annotations

from pathlib import Path

FILES = {
    "places.yaml": "Here: [53.9, 27.6]\nThere: [54.4, 18.0]\n",
    "sources.yaml": """\
book: {text: A handbook, address: "shelf 3", date: "2010", grade: B}
paper: {text: A paper, address: "page 5", grade: C}
unread: {text: Nobody cites it, address: "shelf 9", grade: C}
""",
    "weapons/Arrow.yaml": """\
kind: battery
title: Arrow, one battery
max_range: {value: 40 km, low: 30 km, high: 50 km, source: book, grade: B, date: "2010"}
max_altitude: {value: 20 km, low: 15 km, high: 25 km, assumed: true}
speed: {value: 3600 km/h, low: 3000 km/h, high: 4000 km/h, sets: {maker: 4000 km/h, critic: 3000 km/h}, source: paper,
  grade: C}
channels: {value: 2, low: 1, high: 4, assumed: true}
missiles: {value: 8, source: book, grade: B}
reaction: {value: 10 s, low: 5 s, high: 20 s, assumed: true}
kill: {aircraft: {value: 0.6, low: 0.3, high: 0.8, assumed: true}}
""",
    "weapons/Bolt.yaml": """\
kind: battery
title: Bolt, one battery
max_range: {value: 25 km, source: paper, grade: C}
max_altitude: {value: 10 km, low: 8 km, high: 12 km, assumed: true}
speed: {value: 600 m/s, low: 500 m/s, high: 700 m/s, assumed: true}
channels: 1
missiles: 4
reaction: 20 s
kill: {aircraft: 0.4}
""",
    "systems/Arrow.yaml": """\
title: Arrow
kind: air-defence
text: One fires it, two dispute it.
sheets: {weapons: [Arrow]}
stands: [{section: batteries, type: Arrow}]
not_before: "2005"
figures:
  reach: {text: as told, dimension: length, value: 200 km, sets: {maker: 280 km, article: 200 km}, source: book,
    grade: B}
out_of_model: its price
sources: [book]
""",
    "orbat/BY.yaml": """\
nation: BY
title: Belarus
accounts: {minister: {title: the minister, sources: [paper]}}
units:
  first:
    title: First regiment
    branch: missiles
    at: Here
    held: [{type: Arrow, count: {value: 2, source: book}, from: "2006-05", to: "2012", sources: [book], grade: B}]
not_found: [how many missiles]
""",
    "timeline.yaml": """\
forces: {duty: {title: Joint duty, text: Both watch., arrangement: coordinated}}
events:
  signed: {date: "2009-02-03", kind: agreement, title: Signed, nations: [BY, RU], begins: [duty], sources: [book],
           rivals: [{text: last autumn, date: "2008-10", sources: [paper]}]}
  base: {date: "2015", kind: plan, title: An airbase, nations: [RU], happened: false, planned: ["2013"],
         sources: [paper]}
""",
    "incidents.yaml": """\
incidents:
  DROP: {date: "2012-07-04", place: Here, title: Toys fall, detect: a patrol saw it, core: true, scenario: drop,
         delays: [{begin: entry, end: told, minutes: 20}], sources: [book], grade: B}
""",
    "articles/of-2012.yaml": """\
title: What they say
outlet: The Paper
date: 2012-05
document: "001"
items:
  arrow: {kind: system, text: The Arrow reaches There., systems: [Arrow], claims: [arrow-reaches]}
  law: {kind: argument, text: Law matters., out: because no quantity stands for it}
""",
    "claims/arrow-reaches.yaml": """\
title: The Arrow reaches There
text: From Here the Arrow reaches There.
who: a writer
when: 2012-05
article: of-2012
readings:
  plain: {kind: distance, text: one site, reach: [Arrow.reach], origins: [Here], targets: [There], at_least: 0}
""",
    "treaties/T.yaml": """\
title: The treaty
categories: {aircraft: combat aircraft}
ceilings: [{nation: BY, text: of 1999, limits: {aircraft: 260}, sources: [paper]}]
events: [signed]
""",
}  # fmt: skip
SCENARIO = """\
date: 2012-07-04
title: Toys fall
batteries: {north: {type: Arrow}, south: {type: Arrow}}
crafts: {}
"""


def catalogue_folder(folder: Path, **changed: str) -> Path:
    """Write the catalogue into a folder; changed: other texts by file, `__` for a slash and `_yaml` for the ending."""
    files = FILES | {name.replace("__", "/").removesuffix("_yaml") + ".yaml": text for name, text in changed.items()}
    for name, text in files.items():
        file = folder / "catalogue" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder / "catalogue"


def scenario_file(folder: Path) -> dict[str, Path]:
    """Write the scenario and return it by name."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "drop.yaml"
    path.write_text(SCENARIO, encoding="utf-8")
    return {"drop": path}
