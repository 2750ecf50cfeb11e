"""Airports by their ICAO codes, from the package airportsdata."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from skypact.core.errors import nearest

CODE = re.compile(r"^[A-Z]{4}$")
FOOT_M = 0.3048


@cache
def _every() -> Mapping[str, Mapping[str, Any]]:
    import airportsdata

    return airportsdata.load("ICAO")


def found(end: Any, places: Mapping[str, Any]) -> tuple[float, float, float | None] | None:
    """Return latitude, longitude [degrees] and elevation [m, None unknown] of a position, a place or a code.

    A place of the scenario or the catalogue comes before an airport of the same name. None: nothing is called so.
    """
    if not isinstance(end, str):
        return float(end[0]), float(end[1]), None
    if end in places:
        lat, lon = places[end]
        return float(lat), float(lon), None
    field = _every().get(end) if CODE.match(end) else None
    return (float(field["lat"]), float(field["lon"]), float(field["elevation"]) * FOOT_M) if field else None


def nearest_to(end: str, places: Mapping[str, Any]) -> str:
    """Return what an unknown name may have meant."""
    if CODE.match(end):
        return nearest(end, [code for code in _every() if code[:2] == end[:2]] or places)
    return f"{nearest(end, places)}; or an ICAO code of four letters, such as UMMS"
