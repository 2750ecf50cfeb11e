"""A catalogue of one made-up nation with dated forces, and a scenario that musters them."""

from __future__ import annotations

from pathlib import Path

_SYSTEMS = {
    "Long": 'title: Long missile\nkind: air-defence\nstands: [{section: batteries, type: Long-1}]\n',
    "Eye": 'title: Eye\nkind: radar\nstands: [{section: sensors, type: Eye-1}]\ntreaty: radars\n',
    "Jet": 'title: Jet\nkind: fighter\nstands: [{section: fighters, type: Jet-1}]\ntreaty: aircraft\n',
    "Bomber": 'title: Bomber\nkind: bomber\nout_of_model: nothing of it defends\ntreaty: aircraft\n',
}
_SHEETS = {
    "weapons/Long-1": """\
kind: battery
title: Long missile
max_range: 75 km
max_altitude: 25 km
speed: 1200 m/s
channels: 6
missiles: 24
reaction: 20 s
radar: {reference: {range: 90 km, rcs: 1 m2}, max_range: 100 km}
kill: {aircraft: 0.7}
""",
    "weapons/Jet-1": """\
kind: fighter
title: Jet
readiness: 5 min
speed: 500 m/s
endurance: 60 min
kill: {aircraft: 0.6}
""",
    "sensors/Eye-1": "kind: radar\ntitle: Eye\nreference: {range: 150 km, rcs: 1 m2}\nmax_range: 200 km\n",
}
_ORBAT = """\
nation: AA
title: Northland
accounts: {general: {title: The general}, minister: {title: The minister}}
units:
  first-brigade:
    title: First brigade
    branch: missiles
    at: Town
    held:
      - {type: Long, count: 2, from: 2006-04, sources: [paper], grade: B}
      - {type: Long, count: 1, from: 2016-05-06, accounts: [general], sources: [paper], grade: B}
  second-brigade:
    title: Second brigade
    branch: missiles
    at: Ford
    held:
      - {type: Long, count: 1, from: 2016-05-06, accounts: [minister], sources: [paper], grade: C}
  wing:
    title: Wing
    branch: aviation
    at: Ford
    crew: BB
    readiness: 10 min
    held:
      - {type: Jet, count: {value: 4, low: 3, high: 5, assumed: true}, from: 2010, to: 2014-12-31, sources: [paper]}
      - {type: Bomber, count: 8, to: 2012-02, sources: [paper]}
  watch:
    title: Watch
    branch: radars
    at: Town
    held: [{type: Eye, assumed: true}]
not_found: [numbers of radars by type]
"""
_TREATY = """\
title: Limits
categories: {aircraft: combat aircraft, tanks: tanks}
ceilings:
  - {nation: AA, text: First text, limits: {aircraft: 10, tanks: 100}, begin: 2000, until: 2009, sources: [paper]}
  - {nation: AA, text: Second text, limits: {aircraft: 3}, begin: 2010, sources: [paper], grade: A}
  - {nation: AA, text: Never in force, limits: {aircraft: 1}, in_force: false, sources: [paper]}
holdings:
  - {nation: all, date: 2000-01-01, held: {aircraft: 500}, sources: [paper]}
events: [treaty-stops]
not_found: [holdings of one nation by year]
"""
_TIMELINE = """\
forces: {}
events:
  treaty-stops: {date: 2011-11, kind: treaty, title: The treaty stops, sources: [paper]}
"""


def catalogue(folder: Path) -> Path:
    """Write the catalogue into a folder and return it."""
    files = {f"systems/{name}": text for name, text in _SYSTEMS.items()} | _SHEETS
    files |= {"orbat/AA": _ORBAT, "treaties/LIM": _TREATY, "timeline": _TIMELINE}
    files |= {"places": "Town: [53.5, 24]\nFord: [53.8, 24.5]\n", "incidents": "incidents: {}\n"}
    files["sources"] = "paper: {text: A paper}\n"
    for name, text in files.items():
        path = folder / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


SCENARIO = """\
format: 1
id: mustered
title: Forces by date
question: {text: Does it get through?}
date: 2016-05-06
start: "05:00"
duration: 10 min
theatre: {south: 53, north: 55, west: 23, east: 25}
nations: {AA: {title: Northland}, BB: {title: Southland}}
borders:
  AA: [[[53, 23], [53, 25], [54, 25], [54, 23]]]
  BB: [[[54, 23], [54, 25], [55, 25], [55, 23]]]
posts:
  centre: {nation: AA, at: Town, picture: true}
  ally: {nation: BB, at: [54.5, 24], picture: true}
links: [{from: centre, to: ally, carries: [plots, reports]}]
musters:
  AA:
    posts: {missiles: centre, radars: centre, aviation: centre}
    units:
      wing: {sorties: {value: 2, low: 1, high: 4, assumed: true}}
batteries:
  own: {type: Long-1, nation: AA, at: Town, commander: centre}
rights:
  - {action: look, units: [wing], classes: [unknown], decides: centre}
  - {action: engage, units: [own, AA], classes: [hostile], decides: centre}
crafts:
  jet: {target: aircraft, speed: 250 m/s, altitude: 3 km, rcs: 5 dBsm}
intruders:
  raid:
    type: jet
    count: 3
    begin: 10 s
    spacing: 30 s
    intent: attack
    end: reaches
    route: [{at: [54.6, 24]}, {at: Town}]
arrangements:
  national: {title: Each alone}
  unified:
    title: One command
    commander: {first-brigade: ally, AA: centre}
    rights:
      - {action: engage, units: [first-brigade], classes: [hostile], decides: ally}
      - {action: engage, units: [first-brigade-Long-03], classes: [suspect], decides: ally}
      - {action: engage, units: [AA], classes: [hostile], decides: centre}
"""
