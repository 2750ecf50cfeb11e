"""Worldview: the states of a user's own file, GeoJSON or shapefile, with the name of the view that it takes."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import BadZipFile

from skypact.load.yaml_nodes import Problem

#: Properties that may hold a state's ISO 3166-1 code, in this order, in any case of letters.
CODES = ("ISO_A2", "ISO_A2_EH", "ISO2", "ISO", "ISO_CODE", "ISO3166-1-ALPHA-2", "ISO3166-1")
ENDINGS = (".geojson", ".json", ".shp", ".zip")

Ring = list[tuple[float, float]]


class View(NamedTuple):
    """A worldview: its name, and code → rings of (latitude, longitude)."""

    name: str
    states: dict[str, list[Ring]]


class BadView(Exception):
    """A file that is no worldview: what is wrong, and what would be right."""

    def __init__(self, what: str, right: str):
        super().__init__(what)
        self.what, self.right = what, right

    def problem(self) -> Problem:
        """Return it as a problem of the scenario."""
        return Problem(("worldview",), self.what, self.right)


def is_file(worldview: str) -> bool:
    """Return whether a worldview is written as a file."""
    return worldview.lower().endswith(ENDINGS)


def read(path: Path) -> View:
    """Return the worldview of a file. Its name is what a GeoJSON calls itself, else that of the file."""
    if not path.is_file():
        raise BadView(f"there is no file {path.name} beside the scenario", "a path from the folder of the scenario")
    name, found = _geojson(path) if path.suffix.lower() in (".geojson", ".json") else _shapefile(path)
    states: dict[str, list[Ring]] = {}
    for properties, rings in found:
        code = _code(properties)
        if code and rings:
            states.setdefault(code, []).extend(rings)
    if not states:
        raise BadView(f"{path.name} has no area with a code", f"polygons with a property {CODES[0]}, as BY or LT")
    return View(name or path.stem, states)


def _code(properties: Mapping[str, Any]) -> str:
    """Return the first code that is one: Natural Earth writes -99 for none."""
    upper = {str(key).upper(): str(value).strip().upper() for key, value in properties.items() if value is not None}
    return next((upper[key] for key in CODES if upper.get(key, "-99") not in ("-99", "")), "")


Found = Sequence[tuple[Mapping[str, Any], list[Ring]]]


def _geojson(path: Path) -> tuple[str, Found]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        features = data["features"]
        made = [(f.get("properties") or {}, _rings(f.get("geometry") or {}, path)) for f in features]
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as wrong:
        what = f"{path.name} is no GeoJSON of areas ({type(wrong).__name__})"
        raise BadView(what, "a FeatureCollection of polygons, [longitude, latitude] in degrees (RFC 7946)") from None
    return str(data.get("worldview") or data.get("name") or ""), made


def _rings(geometry: Mapping[str, Any], path: Path) -> list[Ring]:
    kind = geometry.get("type")
    areas = {"Polygon": [geometry.get("coordinates")], "MultiPolygon": geometry.get("coordinates")}.get(str(kind), [])
    made = [[(float(p[1]), float(p[0])) for p in ring] for area in areas or [] for ring in area or []]
    for lat, lon in (p for ring in made for p in ring):
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            what = f"{path.name} has a corner at longitude {lon:g}, latitude {lat:g}"
            raise BadView(what, "degrees of WGS-84, longitude first; other projections must be converted before")
    return made


def _shapefile(path: Path) -> tuple[str, Found]:
    import shapefile

    made: list[tuple[Mapping[str, Any], list[Ring]]] = []
    try:
        reader = shapefile.Reader(str(path), encoding="utf-8", encodingErrors="replace")
        for item in reader.iterShapeRecords():
            geometry = item.shape.__geo_interface__ if item.shape is not None and item.shape.points else {}
            made.append((item.record.as_dict() if item.record is not None else {}, _rings(geometry, path)))
        reader.close()
    except (shapefile.ShapefileException, BadZipFile, struct.error, OSError, ValueError, LookupError) as wrong:
        what = f"{path.name} cannot be read as a shapefile ({type(wrong).__name__})"
        raise BadView(what, "a .shp with its .dbf and .shx beside it, or a .zip with all three") from None
    return "", made
