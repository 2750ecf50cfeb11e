"""SRTM tiles (.hgt): one degree square, big-endian int16, north row first, named by the south-west corner.

Format: USGS, SRTM topography documentation (SRTM_Topo.txt), 2.1: 1201² samples of 3″ or 3601² of 1″, the outermost rows
and columns shared with the neighbours, voids −32768, heights in metres above the EGM96 geoid.
"""

from __future__ import annotations

import math
import re
import zipfile
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

import numpy as np

from skypact.load.terrain import plausible, seams, voids
from skypact.load.terrain.grid import Box, Terrain
from skypact.load.terrain.tile import MOST_NODES, Refusal, TerrainError, Tile, listed, refuse, terrain

SOURCE = "SRTM tiles, metres above the EGM96 geoid"
Corner = tuple[int, int]
SIZES = {2 * n * n: n for n in (1201, 3601)}
VOID = -32768
SUFFIXES = (".hgt", ".zip")
_NAME = re.compile(r"^([NS])(\d{2})([EW])(\d{3})(?:[._-].*)?$", re.I)
_NAME_RIGHT = "a tile is named by its south-west corner: N49E019.hgt is 49 to 50° N, 19 to 20° E"


def of(paths: Iterable[tuple[int, Path]], allowed: frozenset[str], box: Box) -> Terrain:
    """Return the terrain of tiles over a box; TerrainError with all that is wrong with them."""
    tiles, refusals = _tiles(paths, box)
    impossible, far = plausible.judged(tiles.values(), "heights" in allowed)
    refusals += impossible
    corners = wanted(box)
    missing = [title(*at) for at in corners if at not in tiles]
    refusals += [] if refusals else _lacking(missing, bool(tiles), "sea" in allowed, box)
    refusals += _size(tiles, len(corners))
    if not refusals and "seams" not in allowed:
        refusals += seams.faults(tiles)
    notes = far + [f"No tile {name}: taken as sea, 0 m." for name in missing]
    whole: dict[Corner, Tile] = {}
    for at, tile in tiles.items():
        try:
            whole[at], told = voids.mended(tile, "voids" in allowed)
        except TerrainError as error:
            refusals += error.refusals
        else:
            notes += told
    if refusals:
        raise TerrainError(refusals)
    notes += seams.notes(tiles)
    south, west = corners[0]
    joined = seams.joined(whole, corners)
    return terrain("hgt", SOURCE, list(tiles.values()), (float(south), float(west)), joined, notes, box)


def _tiles(paths: Iterable[tuple[int, Path]], box: Box) -> tuple[dict[Corner, Tile], list[Refusal]]:
    """Return the tiles that lie in the box by their corners, and what is wrong with files."""
    tiles: dict[Corner, Tile] = {}
    refusals: list[Refusal] = []
    for item, path in paths:
        try:
            tile = read(path, box, item)
        except TerrainError as error:
            refusals += error.refusals
            continue
        if tile is None:
            continue
        at = (round(tile.south), round(tile.west))
        if at in tiles and tiles[at].sha256 != tile.sha256:
            what = f"another tile of {title(*at)} beside {tiles[at].name}"
            refusals.append(Refusal(tile.name, what, "keep one of them", item))
        tiles.setdefault(at, tile)
    return tiles, refusals


def _lacking(missing: list[str], some: bool, sea: bool, box: Box) -> list[Refusal]:
    """Return the fault of tiles that are not there; where all are missing, they are not all sea."""
    if not missing or (sea and some):
        return []
    right = "add the tiles, or take a smaller theatre"
    right += "; where they are sea, write terrain_allow: [sea], which makes them 0 m" if some else ""
    return [Refusal("", f"no tile {listed(missing)} for {box.text()}", right)]


def _size(tiles: dict[Corner, Tile], squares: int) -> list[Refusal]:
    """Return the fault of two resolutions together, and of more samples than fit into memory."""
    sizes = sorted({tile.height_m.shape[0] for tile in tiles.values()})
    if len(sizes) > 1:
        what = f"tiles of {' and of '.join(f'{n}²' for n in sizes)} samples together"
        return [Refusal("", what, "tiles of one resolution")]
    if sizes and squares * sizes[0] ** 2 > MOST_NODES:
        right = f"at most {MOST_NODES / 1e6:,.0f} million samples: a smaller theatre, or tiles of 1201²"
        return [Refusal("", f"{squares} tiles of {sizes[0]}² samples", right)]
    return []


def corner(name: str) -> Corner | None:
    """Return the south-west corner [degrees] that a name says; None where it says none that is on the earth."""
    match = _NAME.match(Path(name).name.removesuffix(".zip"))
    if match is None:
        return None
    south = int(match.group(2)) * (1 if match.group(1).upper() == "N" else -1)
    west = int(match.group(4)) * (1 if match.group(3).upper() == "E" else -1)
    return (south, west) if -90 <= south < 90 and -180 <= west < 180 else None


def read(path: Path, box: Box, item: int = 0) -> Tile | None:
    """Return the tile of a file, .hgt or zipped; None where it lies outside of the box."""
    inner = _member(path, item) if path.suffix.lower() == ".zip" else path.name
    at = corner(inner)
    if at is None:
        raise refuse(path.name, f"the name '{inner}' does not say where the tile lies", _NAME_RIGHT, item)
    if path.suffix.lower() == ".zip" and corner(path.name) not in (None, at):
        raise refuse(path.name, f"holds '{inner}', which lies elsewhere", "zip and tile bear one name", item)
    if not box.overlaps(Box(at[0], at[0] + 1, at[1], at[1] + 1)):
        return None
    raw = _payload(path, inner, item)
    n = SIZES.get(len(raw))
    if n is None:
        size = f"{len(raw):,} bytes" if len(raw) <= max(SIZES) else f"more than {max(SIZES):,} bytes"
        what = f"{size}, which is no tile"
        raise refuse(path.name, what, "1201² or 3601² samples of two bytes: 2,884,802 or 25,934,402 bytes", item)
    samples = np.frombuffer(raw, dtype=">i2").reshape(n, n)[::-1]
    height_m = np.ascontiguousarray(np.where(samples == VOID, np.nan, samples), dtype=np.float32)
    if np.isnan(height_m).all():
        raise refuse(path.name, "nothing but voids", "leave the tile out, or take another copy of it", item)
    if _swapped(samples):
        raise refuse(path.name, "the bytes of each sample stand in the wrong order", "big-endian, as SRTM has it", item)
    step = 1 / (n - 1)
    content = sha256(f"{at[0]},{at[1]};".encode() + raw).hexdigest()
    return Tile(path.name, item, float(at[0]), float(at[1]), step, step, height_m, content)


def wanted(box: Box) -> list[Corner]:
    """Return the corners of all tiles that a box needs."""
    rows = range(math.floor(box.south), max(math.ceil(box.north), math.floor(box.south) + 1))
    columns = range(math.floor(box.west), max(math.ceil(box.east), math.floor(box.west) + 1))
    return [(south, west) for south in rows for west in columns]


def title(south: int, west: int) -> str:
    """Return the name of a tile: N49E019."""
    return f"{'N' if south >= 0 else 'S'}{abs(south):02d}{'E' if west >= 0 else 'W'}{abs(west):03d}"


def _member(path: Path, item: int) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = [n for n in archive.namelist() if n.lower().endswith(".hgt")]
    except (zipfile.BadZipFile, OSError) as error:
        raise refuse(path.name, f"not a zip file that can be read: {error}", "take another copy of it", item) from None
    if len(names) != 1:
        raise refuse(path.name, f"{len(names)} files .hgt in it", "one tile a zip file", item)
    return names[0]


def _payload(path: Path, inner: str, item: int) -> bytes:
    """Return the bytes of a tile; one that is too large is not read to its end."""
    try:
        if path.suffix.lower() != ".zip":
            with path.open("rb") as plain:
                return plain.read(max(SIZES) + 1)
        with zipfile.ZipFile(path) as archive, archive.open(inner) as file:
            return file.read(max(SIZES) + 1)
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError) as error:
        raise refuse(path.name, f"cannot be read: {error}", "take another copy of it", item) from None


def _swapped(samples: np.ndarray) -> bool:
    """Return whether the heights make sense only with the bytes of each sample exchanged."""
    def share(x: np.ndarray) -> float:
        return float(np.mean((x > 9000) | ((x < -500) & (x != VOID) & (x != 128))))

    return share(samples) > 0.2 and share(samples.byteswap()) < 0.01
