"""The area of a map: its box, the sensors that reach into it, and the terrain that holds them."""

from __future__ import annotations

from collections.abc import Sequence

from skypact.core.errors import SkypactError
from skypact.coverage.eyes import MOST_RANGE_M, Eye
from skypact.load.given import extent
from skypact.load.terrain.grid import Box, Terrain
from skypact.load.terrain.terrain import of as terrain_of
from skypact.lower.place import GEOD
from skypact.spec.place import TERRAIN_WORDS, Environment, Theatre

Site = tuple[float, float]


def files_of(environment: Environment) -> list[str]:
    """Return the files of terrain that an environment names, none for a word."""
    named = environment.terrain
    if isinstance(named, str):
        return [] if named in TERRAIN_WORDS else [named]
    return list(named)


def box_of(environment: Environment, theatre: Theatre | None, made: Sequence[Eye]) -> Box:
    """Return the box of a map where none is asked for: the theatre, the terrain's files, or what the sensors reach."""
    files = files_of(environment)
    held = extent(files) if files else None
    if theatre is not None:
        box = Box(theatre.south, theatre.north, theatre.west, theatre.east)
        if held is None:
            return box
        if not held.overlaps(box):
            raise SkypactError(f"the terrain, {held.text()}, lies outside of the theatre, {box.text()} — other tiles")
        return common(box, held)
    if held is not None:
        return held
    ends = [GEOD.fwd(e.lon, e.lat, a, 1.03 * min(e.reach_m, MOST_RANGE_M)) for e in made for a in (0, 90, 180, 270)]
    return Box(min(e[1] for e in ends), max(e[1] for e in ends), min(e[0] for e in ends), max(e[0] for e in ends))


def common(a: Box, b: Box) -> Box:
    """Return what two boxes have in common."""
    return Box(max(a.south, b.south), min(a.north, b.north), max(a.west, b.west), min(a.east, b.east))


def reaching(some: Sequence[Eye], box: Box, by_hand: bool = False, notes: list[str] | None = None) -> list[Eye]:
    """Return the sensors that reach into the box; one typed by hand has to lie in it."""
    kept: list[Eye] = []
    for eye in some:
        lat, lon = min(max(eye.lat, box.south), box.north), min(max(eye.lon, box.west), box.east)
        away = GEOD.inv(eye.lon, eye.lat, lon, lat)[2]
        if by_hand and away > 0:
            turned = box.south <= eye.lon <= box.north and box.west <= eye.lat <= box.east
            right = "are latitude and longitude exchanged?" if turned else "another place, --box or --terrain"
            raise SkypactError(f"{eye.name} at {eye.lat:g}, {eye.lon:g} lies off the map, {box.text()} — {right}")
        if away <= min(eye.reach_m, MOST_RANGE_M):
            kept.append(eye)
        elif notes is not None:
            notes.append(f"{eye.name} does not reach into the map.")
    return kept


def terrain_for(environment: Environment, box: Box, sites: Sequence[Site], by_hand: bool) -> Terrain:
    """Return the terrain that holds box and sites; files have to hold every site."""
    files = files_of(environment)
    held = extent(files) if files else None
    if held is not None:
        off = [s for s in sites if not (held.south <= s[0] <= held.north and held.west <= s[1] <= held.east)]
        if off:
            which = "; ".join(f"{lat:g}, {lon:g}" for lat, lon in dict.fromkeys(off))
            right = "tiles that hold them too" + ("" if by_hand else ", or --sensors A,B for those that lie on it")
            raise SkypactError(f"sensors off the terrain, {held.text()}: {which} — {right}")
    lat, lon = [s[0] for s in sites], [s[1] for s in sites]
    whole = Box(min([box.south, *lat]), max([box.north, *lat]), min([box.west, *lon]), max([box.east, *lon]))
    return terrain_of(environment, whole if held is None else common(whole, held))
