"""One GeoTIFF as it describes itself: where it lies, in which unit, on which grid; refused where it does not say so."""

from __future__ import annotations

import math
import re
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from skypact.load.terrain.grid import Box
from skypact.load.terrain.tile import refuse

WGS84 = "EPSG:4326"
_FEET = {"us": 1200 / 3937, "international": 0.3048}
_METRES = ("", "m", "metre", "metres", "meter", "meters")


@dataclass(frozen=True)
class Raster:
    """What a file says of itself, before its heights are read."""

    path: Path
    item: int
    box: Box
    step_deg: tuple[float, float]
    origin: tuple[float, float] | None  # south-west node, where the grid is one of latitude and longitude already
    factor: float
    offset_m: float
    notes: tuple[str, ...]


def rasterio_module() -> Any:
    try:
        import rasterio
        import rasterio.warp
    except ImportError:
        right = "install it with the extra: pip install 'skypact[terrain]'; or give .hgt tiles"
        raise refuse("", "GeoTIFF needs rasterio, which is not installed", right) from None
    return rasterio


def described(path: Path, item: int) -> Raster:
    """Return what a file says of itself, which must be one band of heights with a place on the earth."""
    rasterio = rasterio_module()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a file without a place is refused below, in our words
            with rasterio.open(path, driver="GTiff") as file:
                return _accepted(file, path, item)
    except (rasterio.errors.RasterioError, rasterio.errors.CRSError, UnicodeDecodeError) as error:
        what = f"not a GeoTIFF that can be read: {said(error, path)}"
        raise refuse(path.name, what, "take another copy of it", item) from None


def _accepted(file: Any, path: Path, item: int) -> Raster:
    if file.count != 1 or np.dtype(file.dtypes[0]).kind not in "iuf" or file.dtypes[0] in ("uint8", "int8"):
        bands = f"{file.count} band{'s' if file.count > 1 else ''} of {file.dtypes[0]}"
        what = f"no band of heights: {bands}, which is a picture or a shaded relief"
        raise refuse(path.name, what, "one band of heights, 16-bit or more", item)
    if file.crs is None:
        what = "does not say where it lies: no coordinate reference system"
        raise refuse(path.name, what, "write it into the file, as with gdal_edit -a_srs EPSG:4326", item)
    if file.transform.is_identity:
        raise refuse(path.name, "does not say where it lies: no geotransform", "a georeferenced file", item)
    factor, notes = _unit(file, path, item)
    west, south, east, north = _bounds(file, path, item)
    origin = None
    turned = file.transform.b or file.transform.d or file.transform.e > 0 or file.transform.a < 0
    if file.crs.to_epsg() == 4326 and not turned:
        steps = (-file.transform.e, file.transform.a)
        origin = (south + steps[0] / 2, west + steps[1] / 2)
    else:
        place, _, _ = rasterio_module().warp.calculate_default_transform(
            file.crs, WGS84, file.width, file.height, *file.bounds
        )
        steps = (-place.e, place.a)
        notes += (f"{path.name} was brought from {_crs_text(file)} to latitude and longitude.",)
    scale, offset = float(file.scales[0]), float(file.offsets[0])
    box = Box(south, north, west, east)
    return Raster(path, item, box, steps, origin, scale * factor, offset * factor, notes)


def _bounds(file: Any, path: Path, item: int) -> tuple[float, float, float, float]:
    bounds = rasterio_module().warp.transform_bounds(file.crs, WGS84, *file.bounds)
    if not all(math.isfinite(x) for x in bounds) or not (-90.01 <= bounds[1] < bounds[3] <= 90.01):
        what = f"lies nowhere on the earth by its reference system, {_crs_text(file)}"
        raise refuse(path.name, what, "the reference system in which its corners are written", item)
    return bounds


def _unit(file: Any, path: Path, item: int) -> tuple[float, tuple[str, ...]]:
    """Return metres per unit of the heights, and a note where that is not one."""
    unit = (file.units[0] or "").strip() or _vertical_unit(file)
    plain = unit.lower().replace("_", " ")
    if plain in _METRES:
        return 1.0, ()
    if re.fullmatch(r"(us|us survey|survey|international|intl)? ?(ft|foot|feet)( us| \(us\)|us)?", plain):
        foot = _FEET["us" if "us" in plain or "survey" in plain else "international"]
        return foot, (f"{path.name} has heights in feet ({unit}): turned into metres.",)
    raise refuse(path.name, f"heights in '{unit}'", "metres or feet", item)


def _vertical_unit(file: Any) -> str:
    """Return the unit of the vertical axis of a compound reference system, "" where it has none."""
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        parts = CRS.from_wkt(file.crs.to_wkt()).sub_crs_list
    except CRSError:
        return ""
    return next((part.axis_info[0].unit_name for part in parts if part.is_vertical), "")


def _crs_text(file: Any) -> str:
    epsg = file.crs.to_epsg()
    return f"EPSG:{epsg}" if epsg else "a reference system without a number"


def said(error: Exception, path: Path) -> str:
    """Return the first line of an error of GDAL, without the folder that it names."""
    cause = error.__cause__ or error
    text = (str(cause) or type(error).__name__).splitlines()[0].replace(str(path), path.name)
    return text.replace(f"{path.parent}/", "")
