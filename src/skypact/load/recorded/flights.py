"""From files of recorded positions to the flights of a scenario, and the report of what was left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from skypact.core.errors import nearest
from skypact.core.units import show
from skypact.load.checks.references import flight_names
from skypact.load.recorded import tables
from skypact.load.recorded.clean import Dropped, Track, cleaned
from skypact.load.recorded.tables import RecordingError, Records, Wrong
from skypact.load.recorded.thin import thinned
from skypact.load.resolve import Flights
from skypact.load.traffic.civil import Point, legs
from skypact.load.yaml_nodes import Problem
from skypact.spec.intruder import Intruder
from skypact.spec.place import Theatre
from skypact.spec.quantity import Quantity
from skypact.spec.scenario import Scenario
from skypact.spec.traffic.civil import MOST_FLIGHTS
from skypact.spec.traffic.recorded import Limits, Recorded, seconds


class Flight(NamedTuple):
    """A believed piece of a recorded flight: who, its records, and the indices of those that stay as waypoints."""

    address: str
    callsign: str
    track: Track
    kept: np.ndarray


@dataclass(frozen=True)
class Recording:
    """The flights of a file, and what was left out, in all and by aircraft."""

    flights: tuple[Flight, ...]
    dropped: Dropped
    by_aircraft: dict[str, Dropped]

    def report(self) -> list[dict[str, object]]:
        """Return one row for each aircraft, the whole first: what was found and left out."""
        whole: dict[str, object] = {"aircraft": "", **asdict(self.dropped)}
        return [whole, *({"aircraft": name, **asdict(d)} for name, d in self.by_aircraft.items())]

    def text(self) -> str:
        """Return the report in a sentence; what did not come up is not said."""
        return told(self.dropped)


def told(d: Dropped) -> str:
    """Return in words what was found and left out."""
    said = [f"{_some(d.flights, 'flight')} of {d.records:,} records, {_some(d.waypoints, 'waypoint')}"]
    parts = (
        (d.no_place, f"{d.no_place:,} records without place or time"),
        (d.window, f"{d.window:,} outside the time or the theatre"), (d.ground, f"{d.ground:,} on the ground"),
        (d.repeated, f"{d.repeated:,} repeated"),
        (d.frozen, f"{_some(d.frozen, 'frozen step')}, the longest {show(d.frozen_s, 'time')}"),
        (d.jumps, f"{_some(d.jumps, 'jump')} up to {d.jump_m / 1852:.0f} NM, {d.jumped:,} records off the way"),
        (d.no_height, f"{d.no_height:,} without height"), (d.heights, f"{d.heights:,} heights not believed"),
        (d.gaps, f"{_some(d.gaps, 'gap')} split"), (d.bridged, f"{_some(d.bridged, 'gap')} bridged"),
        (d.short, f"{d.short:,} records in pieces too short"),
    )
    return "; ".join([*said, *(text for number, text in parts if number)])


def _some(number: int, what: str) -> str:
    return f"{number:,} {what if number == 1 else what + 's'}"


def recording(
    path: Path, layout: str, limits: Limits, *, only: Sequence[str] = (), window: tuple[float, float] | None = None,
    theatre: Theatre | None = None,
) -> Recording:  # fmt: skip
    """Return the believed flights of a file; RecordingError says everything that is wrong with it.

    only: call signs or addresses. window: first and last moment, since 1970 [s].
    """
    r = tables.read(path, layout)
    wanted = _wanted(path, r, only)
    inside = np.ones(len(r.t_s), bool)
    if window is not None:
        inside &= ~((r.t_s < window[0]) | (r.t_s > window[1]))
    if theatre is not None:
        inside &= ~((r.lat < theatre.south) | (r.lat > theatre.north) | (r.lon < theatre.west) | (r.lon > theatre.east))
    found: list[Flight] = []
    each: dict[str, Dropped] = {}
    addresses, whose = np.unique(np.array(r.address), return_inverse=True)
    order = np.argsort(whose, kind="stable")
    ends = np.cumsum(np.bincount(whose, minlength=len(addresses)))
    for address, every in zip(map(str, addresses), np.split(order, ends[:-1]), strict=True):
        rows = every[wanted[every]]
        if not len(rows):
            continue
        own, d = _aircraft(_rows(r, rows[inside[rows]]), address, limits)
        d.window, d.records = int(np.sum(~inside[rows])), len(rows)
        each[address or "without address"] = d
        found += own
    whole = Dropped()
    for d in each.values():
        whole.add(d)
    return Recording(tuple(found), whole, each)


def _wanted(path: Path, r: Records, only: Sequence[str]) -> np.ndarray:
    """Return the mask of the records of the flights asked for; an unknown one is told."""
    if not only:
        return np.ones(len(r.t_s), bool)
    known = {*r.address, *r.callsign} - {""}
    lower = {name.lower(): name for name in known}
    wrong = [Wrong(f"{path.name}: no flight '{name}'", nearest(name, known))
             for name in only if name.lower() not in lower]  # fmt: skip
    if wrong:
        raise RecordingError(*wrong)
    taken = {lower[name.lower()] for name in only}
    return np.array([a in taken or c in taken for a, c in zip(r.address, r.callsign, strict=True)], bool)


def _rows(r: Records, rows: np.ndarray) -> Records:
    return Records(
        r.t_s[rows], r.lat[rows], r.lon[rows], r.barometric_m[rows], r.geometric_m[rows], r.ground[rows],
        [r.address[i] for i in rows], [r.callsign[i] for i in rows],
    )


def _aircraft(r: Records, address: str, limits: Limits) -> tuple[list[Flight], Dropped]:
    tracks, d = cleaned(r, limits)
    called = [(t, c) for t, c in zip(r.t_s, r.callsign, strict=True) if c]
    made = []
    for track in tracks:
        here = [c for t, c in called if track.t_s[0] <= t <= track.t_s[-1]]
        kept = thinned(track, limits.tolerance.value)
        d.waypoints += len(kept)
        made.append(Flight(address, max(sorted(set(here)), key=here.count) if here else "", track, kept))
    return made, d


def of_block(block: Recorded, s: Scenario, folder: Path) -> Recording:
    """Return the flights of a block of a scenario, as far as they fall into its time and theatre."""
    first = seconds(block.begin_at) if block.begin_at else -np.inf
    last = seconds(block.until) if block.until else np.inf
    path = folder / block.file
    return recording(path, block.format, block, only=block.flights, window=(first, last), theatre=s.theatre)


def settled(s: Scenario, folder: Path, whole: bool = True) -> tuple[Flights, list[Problem]]:
    """Return the recorded flights of a scenario by block and name, and what is wrong with the files.

    `folder` is that of the scenario's file. Where the theatre is not known (`whole` is false), nothing is read.
    """
    made: Flights = {}
    problems: list[Problem] = []
    for name, block in s.recorded.items() if whole else ():
        try:
            found = of_block(block, s, folder)
        except RecordingError as error:
            key = "flights" if any("no flight '" in w.what for w in error.wrong) else "file"
            problems += [Problem(("recorded", name, key), w.what, w.right) for w in error.wrong]
            continue
        flights = _timed(found, block, s)
        if not flights:
            what = f"no flight of '{block.file}' is left: {found.text()}"
            problems.append(Problem(("recorded", name, "file"), what, "another window, theatre or limits"))
        elif len(flights) > MOST_FLIGHTS:
            what = f"{len(flights):,} flights of '{block.file}'"
            problems.append(Problem(("recorded", name, "file"), what, f"at most {MOST_FLIGHTS:,}: a shorter window"))
        else:
            names = flight_names(name, len(flights))
            made[name] = {n: _object(points, f, block, s) for n, (points, f) in zip(names, flights, strict=True)}
    return made, problems


def _timed(found: Recording, block: Recorded, s: Scenario) -> list[tuple[list[Point], Flight]]:
    """Return the waypoints of each flight in seconds of the scenario, cut at its end."""
    if not found.flights:
        return []
    zero = seconds(block.begin_at) if block.begin_at else min(f.track.t_s[0] for f in found.flights)
    shift, end = block.begin.value - zero, s.duration.value
    made = []
    for f in found.flights:
        t = f.track.t_s[f.kept] + shift
        points = [Point(float(a), (round(float(lat), 6), round(float(lon), 6)), float(h)) for a, lat, lon, h in
                  zip(t, f.track.lat[f.kept], f.track.lon[f.kept], f.track.h_m[f.kept], strict=True)]  # fmt: skip
        last = next((i for i, p in enumerate(points) if p.t_s >= end), len(points) - 1)
        if points[0].t_s < end and last > 0:
            made.append((points[:last + 1], f))
    return made


def _object(points: list[Point], f: Flight, block: Recorded, s: Scenario) -> Intruder:
    said = " ".join(part for part in (f.callsign, f"({f.address})" if f.address else "") if part)
    return Intruder(
        title=f"{block.title} {said}".strip(), type=block.type, nation=block.nation, intent="passage", civil=True,
        end="leaves", begin=Quantity(value=round(points[0].t_s, 3), dimension="time", assumed=True),
        route=legs(points, s.environment.ground.value), transponder=block.transponder, note=block.note,
        flight_plan=list(block.flight_plan if "flight_plan" in block.model_fields_set else sorted(s.nations)),
    )  # fmt: skip


def reports(s: Scenario, folder: Path) -> list[tuple[str, Recording]]:
    """Return what was read for each block of recorded flights of a scenario that was only checked, not resolved."""
    return [(name, of_block(block, s, folder)) for name, block in s.recorded.items()]
