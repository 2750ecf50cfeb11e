"""Mapped: the sites and routes of a posted text for a map, also while the text still has faults elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from skypact.core import units
from skypact.load.catalogue.filling import Filling
from skypact.load.catalogue.shelf import Catalogue
from skypact.load.musters.muster import mustered
from skypact.load.yaml_nodes import Document

#: Section → the key of its place; routes are not among them: intruders are constants of a scenario (law 9).
SECTIONS = {"posts": "at", "sensors": "at", "batteries": "at", "fighters": "base"}
Lonlat = list[float]


def sites(document: Document, catalogue: Catalogue) -> list[dict[str, object]]:
    """Return every post and unit that has a place; those that the text itself names may be moved."""
    own = document.data
    with suppress(TypeError, ValueError, KeyError, AttributeError):  # a muster that is no mapping is told as a fault
        document = mustered(document, catalogue).document
    data = Filling(catalogue).fill(document.data)
    places = known_places(data, catalogue.places)
    made: list[dict[str, object]] = []
    for section, key in SECTIONS.items():
        written = own.get(section)
        for name, unit in _rows(data, section):
            at = place(unit.get(key), places)
            if at is not None:
                made.append({
                    "path": f"{section}.{name}.{key}", "id": name, "kind": section, "nation": _text(unit.get("nation")),
                    "at": at, "reach_m": _reach_m(section, unit),
                    "movable": isinstance(written, dict) and name in written,
                })  # fmt: skip
    return made


def routes(data: Mapping[str, Any], catalogue_places: Mapping[str, Any]) -> list[dict[str, object]]:
    """Return the way of every intruder and airborne sensor that is written out."""
    places = known_places(data, catalogue_places)
    made: list[dict[str, object]] = []
    for section in ("intruders", "airborne"):
        for name, row in _rows(data, section):
            points = [at for stop in _stops(row) if (at := place(stop, places)) is not None]
            if len(points) > 1:
                made.append({"id": name, "intent": _text(row.get("intent")) or "support", "points": points})
    return made


def known_places(data: Mapping[str, Any], catalogue_places: Mapping[str, Any]) -> dict[str, Any]:
    """Return name → [latitude, longitude] of the catalogue and of the text."""
    own = data.get("places")
    return {**catalogue_places, **(own if isinstance(own, dict) else {})}


def place(raw: object, places: Mapping[str, Any]) -> Lonlat | None:
    """Return [longitude, latitude] in degrees of a position as written, None where it is none."""
    if isinstance(raw, str):
        raw = places.get(raw)
    if not isinstance(raw, (list, tuple)) or len(raw) != 2:
        return None
    lat, lon = raw
    for value, limit in ((lat, 90), (lon, 180)):
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not -limit <= value <= limit:
            return None
    return [float(lon), float(lat)]


def _stops(row: Mapping[str, Any]) -> Iterator[object]:
    arc, route = row.get("arc"), row.get("route")
    if isinstance(arc, dict):
        yield arc.get("from")
        yield arc.get("to")
    for leg in route if isinstance(route, list) else ():
        yield leg.get("at") if isinstance(leg, dict) else None


def _reach_m(section: str, unit: Mapping[str, Any]) -> float:
    """Return the greatest range [m] of a sensor or a battery, 0 where none can be read."""
    raw = unit.get("max_range") if section in ("sensors", "batteries") else None
    if isinstance(raw, dict):
        raw = raw.get("value")
    try:
        return max(0.0, units.parse(raw, "length"))
    except ValueError:
        return 0.0


def _rows(data: Mapping[str, Any], section: str) -> Iterator[tuple[str, dict[str, Any]]]:
    rows = data.get(section)
    for name, row in rows.items() if isinstance(rows, dict) else ():
        if isinstance(row, dict):
            yield str(name), row


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
