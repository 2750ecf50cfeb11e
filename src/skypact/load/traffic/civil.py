"""Civil flights: who flies where, when and how, by the hash of each flight's name, as scripted intruders."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from pyproj import Geod

from skypact.core.ids import own_share
from skypact.load.checks.references import flight_names
from skypact.load.traffic import airports
from skypact.load.traffic.profile import LIFTED_M, Node, cruise_speed, drawn, level, own, whole
from skypact.spec.intruder import Craft, Intruder
from skypact.spec.place import Leg, Theatre
from skypact.spec.quantity import Quantity
from skypact.spec.scenario import Scenario
from skypact.spec.traffic.civil import Civil

GEOD = Geod(ellps="WGS84")
#: An overflight crosses so much of the theatre's smaller side at least: no corner is cut (assumed).
LEAST_CROSSING = 0.5

Where = tuple[float, float]


class Point(NamedTuple):
    """A waypoint: when [s after the flight's begin], where, how high [m above sea]; `low`: at a field."""

    t_s: float
    at: Where
    h_m: float
    low: bool = False


def scripted(name: str, kind: Civil, s: Scenario, places: Mapping[str, Any]) -> dict[str, Intruder]:
    """Return the flights of a block; every choice belongs to the name of a flight and the seed of the block."""
    every = flight_names(name, kind.number(s.duration.value))
    pairs = _pairs(kind)
    filed = kind.flight_plan if "flight_plan" in kind.model_fields_set else sorted(s.nations)
    span = s.duration.value - kind.begin.value
    late = [f for f in every if own_share(_key(f, kind, "in-air")) >= kind.in_air.value]
    begins = {f: kind.begin.value + span * (i + own_share(_key(f, kind, "start"))) / len(late)
              for i, f in enumerate(late)}  # fmt: skip
    made: dict[str, Intruder] = {}
    for flight in every:
        craft_name = _weighed(kind.types, _key(flight, kind, "type"))
        points = _flight(flight, kind, s, s.crafts[craft_name], pairs, places)
        if flight not in begins:
            points = _under_way(points, own_share(_key(flight, kind, "under-way")))
        silent = own_share(_key(flight, kind, "transponder")) < kind.transponder_fails.value
        unfiled = own_share(_key(flight, kind, "plan")) < kind.unfiled.value
        made[flight] = Intruder(
            title=kind.title, type=craft_name, nation=kind.nation, intent="passage", civil=True,
            end="lands" if points[-1].low else "leaves",
            begin=_quantity(begins.get(flight, kind.begin.value), "time"),
            route=legs(points, s.environment.ground.value),
            flight_plan=[] if unfiled else list(filed), note=kind.note,
            transponder=_quantity(0.0, "share") if silent else None,
        )
    return made


def _key(flight: str, kind: Civil, what: str) -> str:
    return f"{flight}/{kind.seed}/{what}"


def _quantity(value: float, dimension: str) -> Quantity:
    return Quantity(value=value, dimension=dimension, assumed=True)


def _weighed(weights: Mapping[Any, Quantity], key: str) -> Any:
    """Return one of the names by their weights and the hash of a key; the order in the file does not count."""
    chosen = sorted(weights)
    sums = list(accumulate(weights[c].value for c in chosen))
    return chosen[min(bisect_right(sums, own_share(key) * sums[-1]), len(chosen) - 1)]


def _pairs(kind: Civil) -> dict[tuple[Any, Any], Quantity]:
    """Return the weight of each pair of airports: those of `pairs`, else all alike."""
    if kind.pairs:
        ends = {pair: tuple(end.strip() for end in pair.split(">")) for pair in kind.pairs}
        return {(ends[pair][0], ends[pair][1]): weight for pair, weight in kind.pairs.items()}
    one = _quantity(1.0, "count")
    order = sorted(kind.ends(), key=str)
    return {(a, b): one for a in order for b in order if a != b}


def _flight(
    flight: str, kind: Civil, s: Scenario, craft: Craft, pairs: Mapping[Any, Quantity], places: Mapping[str, Any]
) -> list[Point]:
    assert craft.performance is not None, "checked before"
    p = own(craft.performance, _key(flight, kind, "performance"))
    wanted = drawn(craft.performance.cruise_altitude, _key(flight, kind, "level"))
    if own_share(_key(flight, kind, "overflight")) < kind.overflights.value or not pairs:
        a, b = _crossing(_key(flight, kind, "crossing"), s.theatre)
        way = _way(a, b, kind, flight)
        top = max(level(wanted, a[1] < b[1]), s.environment.ground.value + 300.0)
        length = sum(_apart(x, y) for x, y in pairwise(way))
        return _placed([Node(0.0, 0.0, top), Node(length / cruise_speed(p, top), length, top)], way, None)
    start, end = _weighed_pair(pairs, _key(flight, kind, "pair"))
    a, b = (airports.found(x, places) for x in (start, end))
    assert a is not None
    assert b is not None
    ground = s.environment.ground.value
    fields = (ground if a[2] is None else a[2], ground if b[2] is None else b[2])
    way = _way(a[:2], b[:2], kind, flight)
    nodes, _ = whole(p, sum(_apart(x, y) for x, y in pairwise(way)), fields, wanted, a[1] < b[1])
    return _placed(nodes, way, fields)


def _weighed_pair(pairs: Mapping[Any, Quantity], key: str) -> tuple[Any, Any]:
    named = {f"{a}>{b}": (a, b) for a, b in pairs}
    return named[_weighed({text: pairs[pair] for text, pair in named.items()}, key)]


def _apart(a: Where, b: Where) -> float:
    return float(GEOD.inv(a[1], a[0], b[1], b[0])[2])


def _way(a: Where, b: Where, kind: Civil, flight: str) -> list[Where]:
    """Return the way over ground: the shortest, or by a fix beside its middle third."""
    if own_share(_key(flight, kind, "via")) >= kind.via.value:
        return [a, b]
    azimuth, _, length = GEOD.inv(a[1], a[0], b[1], b[0])
    along = length * (1.0 + own_share(_key(flight, kind, "along"))) / 3.0
    side = (2.0 * own_share(_key(flight, kind, "aside")) - 1.0) * kind.aside.value * length
    lon, lat, back = GEOD.fwd(a[1], a[0], azimuth, along)
    lon, lat, _ = GEOD.fwd(lon, lat, back + 180.0 + (90.0 if side > 0 else -90.0), abs(side))
    return [a, (float(lat), float(lon)), b]


def _crossing(key: str, box: Theatre) -> tuple[Where, Where]:
    """Return two places on different edges of the theatre that lie far enough apart."""
    least = LEAST_CROSSING * min(
        _apart((box.south, box.west), (box.north, box.west)), _apart((box.north, box.west), (box.north, box.east))
    )
    for k in range(1000):
        a, b = (_on_edge(own_share(f"{key}/{end}/{k}"), box) for end in ("in", "out"))
        if a[0] != b[0] and a[1] != b[1] and _apart(a, b) >= least:
            return a, b
    return (box.south, box.west), (box.north, box.east)


def _on_edge(share: float, box: Theatre) -> Where:
    """Return the place so far round the rim of the theatre; sides count by their degrees."""
    high, wide = box.north - box.south, box.east - box.west
    d = share * 2.0 * (high + wide)
    for length, at in ((high, lambda x: (box.south + x, box.west)), (wide, lambda x: (box.north, box.west + x)),
                       (high, lambda x: (box.north - x, box.east))):
        if d < length:
            return at(d)
        d -= length
    return box.south, box.east - min(d, wide)


def _placed(nodes: Sequence[Node], way: Sequence[Where], fields_m: tuple[float, float] | None) -> list[Point]:
    """Return the waypoints of a profile along a way: its nodes and the bends of the way."""
    corners = [0.0, *accumulate(_apart(a, b) for a, b in pairwise(way))]
    marks = sorted({*(min(n.s_m, corners[-1]) for n in nodes), *corners})
    kept = [marks[0], *(b for a, b in pairwise(marks) if b - a > 1.0)]
    kept[-1] = marks[-1]
    points = []
    for s in kept:
        i = min(bisect_right(corners, s) - 1, len(way) - 2)
        azimuth, _, _ = GEOD.inv(way[i][1], way[i][0], way[i + 1][1], way[i + 1][0])
        lon, lat, _ = GEOD.fwd(way[i][1], way[i][0], azimuth, s - corners[i])
        k = max(1, min(bisect_right([n.s_m for n in nodes], s), len(nodes) - 1))
        a, b = nodes[k - 1], nodes[k]
        f = min(1.0, max(0.0, (s - a.s_m) / max(b.s_m - a.s_m, 1e-9)))
        points.append(Point(a.t_s + f * (b.t_s - a.t_s), (round(lat, 6), round(lon, 6)), a.h_m + f * (b.h_m - a.h_m)))
    if fields_m is not None:
        points[0], points[-1] = points[0]._replace(low=True), points[-1]._replace(low=True)
    return points


def _under_way(points: list[Point], share: float) -> list[Point]:
    """Return what is left of a flight of which a share of the time has been flown."""
    t = points[0].t_s + share * (points[-1].t_s - points[0].t_s)
    k = next(i for i, p in enumerate(points) if p.t_s > t)
    a, b = points[k - 1], points[k]
    f = (t - a.t_s) / (b.t_s - a.t_s)
    azimuth, _, length = GEOD.inv(a.at[1], a.at[0], b.at[1], b.at[0])
    lon, lat, _ = GEOD.fwd(a.at[1], a.at[0], azimuth, f * length)
    return [Point(t, (round(lat, 6), round(lon, 6)), a.h_m + f * (b.h_m - a.h_m)), *points[k:]]


def legs(points: Sequence[Point], ground_m: float) -> list[Leg]:
    """Return waypoints as legs, each with the speed that brings it there in time; a field is above ground.

    Nobody flies below the theatre's mean ground [m above sea].
    """
    made: list[Leg] = []
    for i, point in enumerate(points):
        a, b = (points[0], points[1]) if i == 0 else (points[i - 1], point)
        over = (_apart(a.at, b.at) ** 2 + (b.h_m - a.h_m) ** 2) ** 0.5
        speed = _quantity(round(max(over, 1.0) / max(b.t_s - a.t_s, 1e-3), 3), "speed")
        height = _quantity(LIFTED_M if point.low else round(max(point.h_m, ground_m + LIFTED_M), 1), "length")
        made.append(Leg(at=point.at, agl=height, speed=speed) if point.low
                    else Leg(at=point.at, alt=height, speed=speed))  # fmt: skip
    return made
