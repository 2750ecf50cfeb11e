"""Places typed by hand, in any reference system: sensors for a map without a scenario, and the box of a map."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from skypact.core import units
from skypact.core.errors import SkypactError
from skypact.load.terrain.grid import Box

#: What a sensor typed by hand looks like.
SENSOR_FORM = '"latitude,longitude,mast[,range]", such as "49.23,19.98,20m,100km"'
WGS84 = "EPSG:4326"


class Given(NamedTuple):
    """A sensor typed by hand: where [degrees], the height of its antenna above ground and its range [m], None: open."""

    lat: float
    lon: float
    mast_m: float
    range_m: float | None


def sensor(text: str, crs: str = WGS84) -> Given:
    """Return the sensor that a text means; with a projected reference system the first two are easting, northing."""
    parts = [part.strip() for part in text.split(",")]
    if not 3 <= len(parts) <= 4 or not all(parts):
        raise SkypactError(f"--sensor {text}: {len(parts)} parts — write {SENSOR_FORM}")
    try:
        first, second = (_number(part, crs) for part in parts[:2])
        mast, reach = (units.parse(part, "length") for part in (parts[2:] + ["0 m"])[:2])
    except ValueError as error:
        raise SkypactError(f"--sensor {text}: {error}") from None
    if mast < 0 or mast > 30_000:
        raise SkypactError(f"--sensor {text}: a mast of {units.show(mast, 'length')} — 0 m to 30 km above ground")
    if len(parts) == 4 and reach <= 0:
        raise SkypactError(f"--sensor {text}: a range of {parts[3]} — more than 0, or leave it out")
    lat, lon = _place(text, first, second, crs)
    return Given(lat, lon, mast, reach if len(parts) == 4 else None)


def _number(text: str, crs: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        what = "degrees" if crs == WGS84 else f"a coordinate of {crs}"
        raise ValueError(f"{text!r} is not a number of {what} — write {SENSOR_FORM}")
    return value


def _place(text: str, first: float, second: float, crs: str) -> tuple[float, float]:
    """Return latitude and longitude [degrees] of a place in a reference system."""
    if crs.strip().upper() == WGS84:
        return _degrees(text, first, second)
    from pyproj import CRS, Transformer
    from pyproj.exceptions import CRSError

    try:
        system = CRS.from_user_input(crs)
    except CRSError:
        raise SkypactError(f"--crs {crs}: no such reference system — such as EPSG:2180 or EPSG:32634") from None
    if system.is_geographic:
        _degrees(text, first, second)
        x, y = second, first
    else:
        x, y = first, second
        if abs(x) <= 180 and abs(y) <= 90:
            right = f"with --crs {crs} write easting and northing in metres, or leave --crs out for degrees"
            raise SkypactError(f"--sensor {text}: degrees where {crs} has metres — {right}")
    lon, lat = Transformer.from_crs(system, WGS84, always_xy=True).transform(x, y)
    use = system.area_of_use
    if not (math.isfinite(lat) and math.isfinite(lon)):
        raise SkypactError(f"--sensor {text}: not a place of {crs} ({system.name}) — {_order(system)}")
    if use is not None and not (use.south - 1 <= lat <= use.north + 1 and use.west - 1 <= lon <= use.east + 1):
        where = f"lies at {lat:.2f}, {lon:.2f}, where {crs} ({system.name}) is not used"
        raise SkypactError(f"--sensor {text}: {where} — {_order(system)}; that system is for {use.name}")
    return float(lat), float(lon)


def _order(system: Any) -> str:
    return "write latitude first" if system.is_geographic else "write easting first, then northing"


def _degrees(text: str, lat: float, lon: float) -> tuple[float, float]:
    if max(abs(lat), abs(lon)) > 360:
        raise SkypactError(f"--sensor {text}: metres where degrees are needed — degrees, or say --crs EPSG:…")
    if abs(lat) > 90 >= abs(lon):
        raise SkypactError(f"--sensor {text}: latitude {lat:g} is none, it may be the longitude — latitude comes first")
    if abs(lat) > 90 or abs(lon) > 180:
        raise SkypactError(f"--sensor {text}: not within ±90 and ±180 degrees — write {SENSOR_FORM}")
    return lat, lon


def box(text: str) -> tuple[float, ...]:
    """Return the numbers of "south,north,west,east"."""
    try:
        return tuple(float(part) for part in text.split(","))
    except ValueError:
        raise SkypactError(f'--box {text}: not four numbers — write "49,50,19,20": south,north,west,east') from None


def boxed(numbers: Sequence[float]) -> Box:
    """Return the box [degrees] of south, north, west, east."""
    if len(numbers) != 4:
        raise SkypactError(f'--box: {len(numbers)} numbers — four, such as "49,50,19,20": south,north,west,east')
    south, north, west, east = numbers
    if not (-90 <= south < north <= 90 and -180 <= west < east <= 180):
        said = ",".join(f"{n:g}" for n in numbers)
        right = "south,north,west,east"
        raise SkypactError(f"--box {said}: not south < north within ±90 and west < east within ±180 — {right}")
    return Box(south, north, west, east)


def extent(names: Sequence[str]) -> Box:
    """Return the box that files of terrain hold together; TerrainError where one does not say where it lies."""
    from skypact.load.terrain import geotiff, hgt, raster
    from skypact.load.terrain.tile import refuse

    found: list[Box] = []
    for name in names:
        path = Path(name)
        files = [path] if path.is_file() else sorted(path.iterdir()) if path.is_dir() else []
        if not files and path.is_dir():
            raise refuse(path.name, "a folder without tiles", "put .hgt or .tif files into it")
        if not files:
            raise refuse("", f"no such file or folder: '{name}'", "the path of .hgt or .tif files, coarse or smooth")
        for file in files:
            suffix = file.suffix.lower()
            at = hgt.corner(file.name) if suffix in hgt.SUFFIXES else None
            if at is not None:
                found.append(Box(at[0], at[0] + 1, at[1], at[1] + 1))
            elif suffix in geotiff.SUFFIXES:
                found.append(raster.described(file, 0).box)
    if not found:
        right = "N49E019.hgt is 49 to 50° N, 19 to 20° E; a GeoTIFF bears its place within"
        raise refuse(Path(names[0]).name, "does not say where it lies", right)
    return Box(min(b.south for b in found), max(b.north for b in found), min(b.west for b in found),
               max(b.east for b in found))  # fmt: skip
