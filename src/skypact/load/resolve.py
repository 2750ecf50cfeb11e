"""Resolve a checked scenario: places to coordinates, counts to units, traffic to flights, defaults filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel

from skypact.core.ids import numbered, own_share, part, who
from skypact.load import echoes
from skypact.load.checks.limits import leg_altitude, leg_speed
from skypact.load.checks.references import flight_names
from skypact.spec.claim import Claim
from skypact.spec.command import Arrangement, Autonomy, Change, PostLink, Right
from skypact.spec.intruder import Airborne, Craft, Intruder
from skypact.spec.place import Leg, Position, Zone
from skypact.spec.quantity import Quantity
from skypact.spec.scenario import Scenario
from skypact.spec.traffic.stream import Traffic
from skypact.spec.weapon import Battery, Fighter

Where = tuple[float, float]
#: Block of recorded flights → flight → the object that flies so.
Flights = dict[str, dict[str, Intruder]]


def resolved(s: Scenario, catalogue_places: Mapping[str, Any], recorded: Flights | None = None) -> Scenario:
    """Return the scenario with coordinates for names, one unit per copy, and no traffic but its flights.

    recorded: the flights of each block of recorded ones.
    """
    places = {name: (float(lat), float(lon)) for name, (lat, lon) in catalogue_places.items()} | s.places
    copies = _copies(s) | {name: tuple(flights) for name, flights in (recorded or {}).items()}
    update: dict[str, Any] = {
        "places": dict(sorted(s.places.items())),
        "zones": {name: _zone(zone, places) for name, zone in sorted(s.zones.items())},
        "posts": {name: _owned(post, "at", places) for name, post in sorted(s.posts.items())},
        "sensors": _units(s.sensors, "at", places),
        "batteries": _units(s.batteries, "at", places),
        "fighters": _units(s.fighters, "base", places),
        "changes": [_change(change, copies) for change in sorted(s.changes, key=lambda c: c.at.value)],
        "autonomy": _autonomy(s.autonomy, copies),
        "airborne": {name: _flyer(a, s.crafts, places) for name, a in sorted(s.airborne.items())},
        "intruders": dict(sorted(_intruders(s, places, recorded or {}).items())),
        "traffic": {},
        "civil": {},
        "recorded": {},
        "echoes": {},
        "environment": s.environment.model_copy(update={"weather": {
            name: cell.model_copy(update={"centre": _at(cell.centre, places)})
            for name, cell in sorted(s.environment.weather.items())
        }}),
        "links": sorted_links(s.links),
        "rights": [_right(right, copies) for right in s.rights],
        "arrangements": {name: _arrangement(a, copies) for name, a in s.arrangements.items()},
        "hypotheses": {
            name: h.model_copy(update={"present": _expanded(h.present, copies)}) for name, h in s.hypotheses.items()
        },
        "choices": {
            name: c.model_copy(update={"crew": _by_copy(c.crew, copies)}) for name, c in s.choices.items()
        },
        "claims": {name: _claim(claim, places) for name, claim in s.claims.items()},
        "question": s.question.model_copy(update={"about": _expanded(s.question.about, copies)}),
    }
    for section in ("nations", "borders", "crafts", "doctrines", "sources"):
        update[section] = dict(sorted(getattr(s, section).items()))
    return s.model_copy(update=update)


def _copies(s: Scenario) -> dict[str, tuple[str, ...]]:
    """Return the names that each counted name stands for."""
    made: dict[str, tuple[str, ...]] = {}
    for section in (s.sensors, s.batteries, s.fighters, s.intruders):
        made |= {name: numbered(name, unit.count) for name, unit in section.items()}
    made |= {part(n, "radar"): tuple(part(c, "radar") for c in made[n]) for n in s.batteries}
    made |= {name: flight_names(name, stream.flights) for name, stream in s.traffic.items()}
    made |= {name: flight_names(name, block.number(s.duration.value)) for name, block in s.civil.items()}
    return made | {name: echoes.names(name, kind) for name, kind in s.echoes.items()}


def _expanded(names: Iterable[str], copies: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return names with counted ones replaced by their copies, each once, in order."""
    return list(dict.fromkeys(copy for name in names for copy in copies.get(name, (name,))))


def _at(position: Position | None, places: Mapping[str, Any]) -> Where | None:
    return places[position] if isinstance(position, str) else position


def _zone(zone: Zone, places: Mapping[str, Any]) -> Zone:
    polygon = None if zone.polygon is None else [_at(corner, places) for corner in zone.polygon]
    return zone.model_copy(update={"centre": _at(zone.centre, places), "polygon": polygon})


def _owned(unit: Any, key: str, places: Mapping[str, Any]) -> Any:
    """Return a post or unit at its coordinates, its crew being its nation's where none is named."""
    update: dict[str, Any] = {key: _at(getattr(unit, key), places)}
    if "crew" in type(unit).model_fields:
        update["crew"] = unit.crew or unit.nation
    if isinstance(unit, Battery):
        update["moves"] = [move.model_copy(update={"to": _at(move.to, places)}) for move in unit.moves]
    if isinstance(unit, Fighter):
        update["station"] = _at(unit.station, places)
        update["diverts"] = [_at(field, places) for field in unit.diverts]
    radar = getattr(unit, "radar", None)
    if isinstance(radar, BaseModel):
        update["radar"] = radar.model_copy(update={"at": _at(getattr(radar, "at", None), places)})
    return unit.model_copy(update=update)


def _units(units: Mapping[str, Any], key: str, places: Mapping[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, unit in units.items():
        one = _owned(unit, key, places).model_copy(update={"count": 1})
        made |= dict.fromkeys(numbered(name, unit.count), one)
    return dict(sorted(made.items()))


def _flyer(flyer: Any, crafts: Mapping[str, Craft], places: Mapping[str, Any]) -> Any:
    """Return an intruder or airborne sensor whose every leg has coordinates, a height and a speed; an arc its ends."""
    arc = getattr(flyer, "arc", None)
    if arc is not None:  # whoever attacks on an arc comes down at its end
        end = "reaches" if flyer.intent == "attack" else flyer.end
        ends = {"start": _at(arc.start, places), "to": _at(arc.to, places)}
        return flyer.model_copy(update={"arc": arc.model_copy(update=ends), "end": end})
    craft = crafts.get(flyer.type) if flyer.type else None
    route = [_leg(leg, flyer, craft, places) for leg in flyer.route]
    if route[0].speed is None:  # the way to the first waypoint is not flown
        route[0] = route[0].model_copy(update={"speed": route[1].speed})
    return flyer.model_copy(update={"route": route})


def _leg(leg: Leg, flyer: Intruder | Airborne, craft: Craft | None, places: Mapping[str, Any]) -> Leg:
    return leg.model_copy(update={
        "at": _at(leg.at, places),
        "alt": leg_altitude(leg, flyer, craft),
        "speed": leg_speed(leg, flyer, craft),
    })


def _intruders(s: Scenario, places: Mapping[str, Any], recorded: Flights) -> dict[str, Intruder]:
    made: dict[str, Intruder] = {}
    for name, intruder in s.intruders.items():
        one = _flyer(intruder, s.crafts, places).model_copy(update={"count": 1})
        for i, copy in enumerate(numbered(name, intruder.count)):
            made[copy] = one.model_copy(update={"begin": _later(intruder.begin, i * intruder.spacing.value)})
    for name, stream in s.traffic.items():
        made |= _flights(name, stream, s, places)
    if s.civil:
        from skypact.load.traffic import civil  # pyproj: only where somebody flies a great circle

        made |= {n: o for name, block in s.civil.items() for n, o in civil.scripted(name, block, s, places).items()}
    for flights in recorded.values():
        made |= flights
    for name, kind in s.echoes.items():
        made |= echoes.scripted(name, kind, s, _zone(s.zones[kind.zone], places))
    return made


def _later(begin: Quantity, by_s: float) -> Quantity:
    shifted = {key: getattr(begin, key) + by_s for key in ("value", "low", "high") if getattr(begin, key) is not None}
    sets = {name: value + by_s for name, value in begin.sets.items()}
    return begin.model_copy(update=shifted | {"sets": sets}) if by_s else begin


def _flights(name: str, stream: Traffic, s: Scenario, places: Mapping[str, Any]) -> dict[str, Intruder]:
    """Return the flights of a stream: airport pair, start and silent transponder by the hash of each name."""
    airports = list(dict.fromkeys(_at(airport, places) for airport in stream.airports))
    pairs = [(a, b) for a in airports for b in airports if a != b]
    filed = stream.flight_plan if "flight_plan" in stream.model_fields_set else sorted(s.nations)
    craft = s.crafts[stream.type]
    speed, altitude = stream.speed or craft.speed, stream.altitude or craft.altitude
    made: dict[str, Intruder] = {}
    for i, flight in enumerate(flight_names(name, stream.flights)):
        start_s = (i + own_share(flight + "/start")) * stream.every.value
        silent = own_share(flight + "/transponder") < stream.transponder_fails.value
        route = [Leg(at=at, alt=altitude, speed=speed) for at in pairs[who(flight + "/pair") % len(pairs)]]
        made[flight] = Intruder(
            title=stream.title, type=stream.type, nation=stream.nation, intent="passage", civil=True, end="lands",
            begin=_later(stream.begin, start_s), route=route, flight_plan=filed, note=stream.note,
            transponder=Quantity(value=0.0, dimension="share", assumed=True) if silent else None,
        )
    return made


def sorted_links(links: Iterable[PostLink]) -> list[PostLink]:
    """Return links in the order of their ends and of what they carry: the order in the file does not count."""
    return sorted(links, key=lambda link: (link.a, link.b, sorted(link.carries)))


def _right(right: Right, copies: Mapping[str, tuple[str, ...]]) -> Right:
    return right.model_copy(update={"units": _expanded(right.units, copies)})


def _autonomy(rules: Autonomy | None, copies: Mapping[str, tuple[str, ...]]) -> Autonomy | None:
    return rules and rules.model_copy(update={"rights": [_right(right, copies) for right in rules.rights]})


def _change(change: Change, copies: Mapping[str, tuple[str, ...]]) -> Change:
    """Return a change of the copies of counted units, of their parts and of their links unit>post."""
    def each(name: str) -> tuple[str, ...]:
        unit, arrow, post = name.partition(">")
        return tuple(f"{copy}{arrow}{post}" for copy in copies.get(unit, (unit,)))

    return change.model_copy(update={
        key: list(dict.fromkeys(copy for name in getattr(change, key) for copy in each(name)))
        for key in ("lost", "back", "arrives", "silent", "radiates")
    })


def _arrangement(overlay: Arrangement, copies: Mapping[str, tuple[str, ...]]) -> Arrangement:
    return overlay.model_copy(update={
        "links_add": sorted_links(overlay.links_add),
        "links_drop": sorted(overlay.links_drop),
        "reports_to": _by_copy(overlay.reports_to, copies),
        "commander": _by_copy(overlay.commander, copies),
        "rights": [_right(right, copies) for right in overlay.rights],
        "autonomy": _autonomy(overlay.autonomy, copies),
        "doctrine": dict(sorted(overlay.doctrine.items())),
    })


def _claim(claim: Claim, places: Mapping[str, Any]) -> Claim:
    """Return a claim whose readings measure from coordinates."""
    readings = {
        name: reading.model_copy(update={"origin": _at(reading.origin, places)})
        for name, reading in claim.readings.items()
    }
    return claim.model_copy(update={"readings": readings})


def _by_copy(posts: Mapping[str, str], copies: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Return unit → post (or nation) per copy; what is said of one copy wins over what is said of all."""
    families = {c: post for name, post in posts.items() for c in copies.get(name, (name,)) if c != name}
    own = {name: post for name, post in posts.items() if copies.get(name, (name,)) == (name,)}
    return dict(sorted((families | own).items()))
