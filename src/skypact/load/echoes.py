"""Echoes: false echoes of a zone as scripted objects, each of which is there in a run by chance."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from skypact.core.ids import own_share
from skypact.spec.intruder import Echoes, Intruder
from skypact.spec.place import Leg, Zone
from skypact.spec.quantity import Quantity
from skypact.spec.scenario import Scenario

#: Metres in a degree of latitude: echoes have no place that matters to more than a part in a hundred.
DEGREE_M = 111_200.0
#: No echo comes nearer to a pole [degrees].
MOST_LAT_DEG = 89.9
#: Echoes that may be there, for each that is there on average: their number is binomial and close to Poisson.
MORE = 3


def names(name: str, kind: Echoes) -> tuple[str, ...]:
    """Return the names of all echoes that may be there."""
    return tuple(f"{name}-{i:03d}" for i in range(1, 1 + math.ceil(MORE * kind.mean.value)))


def scripted(name: str, kind: Echoes, s: Scenario, zone: Zone) -> dict[str, Intruder]:
    """Return the echoes: place and course by the hash of each name, time by chance over the whole scenario."""
    craft, half = s.crafts[kind.type], s.duration.value / 2.0
    made: dict[str, Intruder] = {}
    every = names(name, kind)
    for one in every:
        lat, lon = _place(one, zone)
        end = _offset(lat, lon, craft.speed.value * kind.lasts.value, math.tau * own_share(one + "/course"))
        made[one] = Intruder(
            title=kind.title, type=kind.type, intent="echo", end="leaves",
            begin=_seconds(half, s.duration), spread=_seconds(half, s.duration),
            there=Quantity(value=kind.mean.value / len(every), dimension="share", assumed=True),
            route=[Leg(at=(a, b), alt=craft.altitude, speed=craft.speed) for a, b in ((lat, lon), end)],
            note=kind.note,
        )
    return made


def _seconds(value: float, like: Quantity) -> Quantity:
    return Quantity(value=value, dimension="time", assumed=like.assumed, source=like.source)


def _place(name: str, zone: Zone) -> tuple[float, float]:
    """Return a place [degrees] that is uniform over the zone: in its circle, or in its polygon by rejection."""
    if zone.polygon is None:
        assert zone.centre is not None
        assert zone.radius is not None
        away = zone.radius.value * math.sqrt(own_share(name + "/away"))
        lat, lon = zone.centre
        return _offset(lat, lon, away, math.tau * own_share(name + "/towards"))
    ring = zone.polygon
    lats, lons = [p[0] for p in ring], [p[1] for p in ring]
    for k in range(1000):
        lat = min(lats) + (max(lats) - min(lats)) * own_share(f"{name}/lat/{k}")
        lon = min(lons) + (max(lons) - min(lons)) * own_share(f"{name}/lon/{k}")
        if _inside(lat, lon, ring):
            return lat, lon
    return float(lats[0]), float(lons[0])


def _offset(lat: float, lon: float, away_m: float, course_rad: float) -> tuple[float, float]:
    north, east = away_m * math.cos(course_rad), away_m * math.sin(course_rad)
    there = min(MOST_LAT_DEG, max(-MOST_LAT_DEG, lat + north / DEGREE_M))
    turned = lon + east / (DEGREE_M * max(0.01, math.cos(math.radians(lat))))
    return there, turned if abs(turned) <= 180.0 else (turned + 180.0) % 360.0 - 180.0


def _inside(lat: float, lon: float, ring: Sequence[Any]) -> bool:
    """Return whether a place lies in a ring, by the number of its edges to the east (even-odd rule)."""
    odd = False
    for (lat1, lon1), (lat2, lon2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (lat1 > lat) != (lat2 > lat) and lon < lon1 + (lat - lat1) * (lon2 - lon1) / (lat2 - lat1):
            odd = not odd
    return odd
