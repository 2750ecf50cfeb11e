"""Cross-checks of values: times within the scenario, heights above the ground, sites within the theatre."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator

from skypact.core import units
from skypact.core.clock import seconds_of_day
from skypact.load.checks.references import positions
from skypact.load.yaml_nodes import DataPath, Problem
from skypact.spec.intruder import Airborne, Arc, Craft, Intruder
from skypact.spec.place import Leg
from skypact.spec.quantity import Quantity
from skypact.spec.radar import Radar, Reference
from skypact.spec.scenario import Scenario
from skypact.spec.sensor import Passive
from skypact.spec.weapon import Battery

Flyer = Intruder | Airborne
DAY_S = 86400.0
MAX_DURATION_S = 48 * 3600.0
MAX_COUNT = 500
#: Up to here the tables of Pd are within a thousandth (lower.sense.detection).
MAX_PULSES = 1000
_HOURS = re.compile(r"^(\d{1,2}:\d{2})\s*[-–]\s*(\d{1,2}:\d{2})$")


def check(scenario: Scenario) -> Iterator[Problem]:
    """Yield every value that contradicts the rest of the scenario."""
    rules: tuple[Callable[[Scenario], Iterator[Problem]], ...] = (
        _duration, _counts, _begins, _flights, _hours, _above_zero, _radars, _sectors, _moves, _theatre, _borders,
        _crafts, _routes,
    )
    for rule in rules:
        yield from rule(scenario)


def _duration(s: Scenario) -> Iterator[Problem]:
    if not 0 < s.duration.value <= MAX_DURATION_S:
        yield Problem(("duration",), f"a duration of {_text(s.duration)}", "above zero and at most 48 h")


def _counts(s: Scenario) -> Iterator[Problem]:
    for section in ("sensors", "batteries", "fighters", "intruders"):
        for name, unit in getattr(s, section).items():
            if not 1 <= unit.count <= MAX_COUNT:
                yield Problem((section, name, "count"), f"a count of {unit.count}", f"1 to {MAX_COUNT}")


def _begins(s: Scenario) -> Iterator[Problem]:
    """What begins after the end never happens: surely a slip."""
    end = s.duration.value
    if end <= 0:
        return
    for section in ("intruders", "traffic", "airborne"):
        for name, flyer in getattr(s, section).items():
            if flyer.begin.value >= end:
                what = f"begins {_text(flyer.begin)} after the start, when the scenario is over"
                yield Problem((section, name, "begin"), what, f"below the duration, {_text(s.duration)}")
    for name, flyer in s.intruders.items():
        last = flyer.begin.value + (flyer.count - 1) * flyer.spacing.value
        if flyer.begin.value < end <= last and flyer.count <= MAX_COUNT:
            what = f"the last of {flyer.count} begins {_shown(last, 'time')} after the start, when the scenario is over"
            yield Problem(("intruders", name, "spacing"), what, f"below the duration, {_text(s.duration)}")
    for i, change in enumerate(s.situation):
        yield from _in_time(("situation", i, "from"), change.begin, s)
    for i, change in enumerate(s.changes):
        yield from _in_time(("changes", i, "at"), change.at, s)


def _in_time(path: DataPath, moment: Quantity, s: Scenario) -> Iterator[Problem]:
    if moment.value >= s.duration.value:
        what = f"changes {_text(moment)} after the start, when the scenario is over"
        yield Problem(path, what, f"below the duration, {_text(s.duration)}")


def _flights(s: Scenario) -> Iterator[Problem]:
    for name, stream in s.traffic.items():
        span, room = stream.flights * stream.every.value, s.duration.value - stream.begin.value
        if 0 < room < span:
            what = f"{stream.flights} flights every {_text(stream.every)} do not fit"
            yield Problem(("traffic", name, "flights"), what, f"at most {_shown(room, 'time')} are left")
        if len({str(a) for a in stream.airports}) < 2:
            yield Problem(("traffic", name, "airports"), "one airport, named more than once", "name two or more")


def _hours(s: Scenario) -> Iterator[Problem]:
    for path, hours in _all_hours(s):
        taken: list[tuple[float, float]] = []
        for i, text in enumerate(hours or ()):
            try:
                begin, end = interval(text)
            except ValueError:
                yield Problem((*path, i), f"not hours: {text!r}", 'write UTC as "06:00-18:00"')
                continue
            spans = [(begin, end)] if begin < end else [(begin, DAY_S), (0.0, end)]
            if any(a < y and x < b for a, b in spans for x, y in taken):
                yield Problem((*path, i), f"the hours {text} overlap with others of the day", "make one window of them")
            taken += spans


def interval(text: str) -> tuple[float, float]:
    """Return the seconds of the day of "HH:MM-HH:MM"; an end before the begin is on the next day."""
    match = _HOURS.match(text.strip())
    if not match:
        raise ValueError(text)
    return seconds_of_day(match.group(1)), seconds_of_day(match.group(2))


def _all_hours(s: Scenario) -> Iterator[tuple[DataPath, list[str] | None]]:
    for name, post in s.posts.items():
        yield ("posts", name, "hours"), post.hours
    for name, sensor in s.sensors.items():
        yield ("sensors", name, "hours"), getattr(sensor, "hours", None)
    for path, radar in all_radars(s):
        if path[0] != "sensors":
            yield (*path, "hours"), radar.hours
    for i, link in enumerate(s.links):
        yield ("links", i, "hours"), link.hours
    for name, overlay in s.arrangements.items():
        for i, link in enumerate(overlay.links_add):
            yield ("arrangements", name, "links_add", i, "hours"), link.hours


def _above_zero(s: Scenario) -> Iterator[Problem]:
    """Find periods of zero (the clock would stand still) and stocks and reaches of nothing."""
    for section, keys in (("posts", ("epoch",)), ("sensors", ("period", "range")), ("traffic", ("every",)),
                          ("fighters", ("vector", "endurance", "sorties", "cruise")), ("zones", ("radius",)),
                          ("batteries", ("channels", "salvo")), ("intruders", ("speed",))):
        for name, unit in getattr(s, section).items():
            for key in keys:
                yield from _positive((section, name, key), getattr(unit, key, None))
    for path, radar in all_radars(s):
        yield from _positive((*path, "period"), radar.period if path[0] != "sensors" else None)
        yield from _positive((*path, "reference", "range"), radar.reference.range)
        yield from _positive((*path, "reference", "rcs"), radar.reference.rcs)


def _positive(path: DataPath, quantity: Quantity | None) -> Iterator[Problem]:
    if quantity is not None and quantity.value <= 0:
        right = f"above zero, such as {units.example(quantity.dimension)}"
        yield Problem(path, f"{path[-1]} is {_text(quantity)}", right)


def all_radars(s: Scenario) -> Iterator[tuple[DataPath, Radar]]:
    """Yield every radar: alone, of a battery, in the air."""
    for name, sensor in s.sensors.items():
        if isinstance(sensor, Radar):
            yield ("sensors", name), sensor
    for name, battery in s.batteries.items():
        if battery.radar is not None:
            yield ("batteries", name, "radar"), battery.radar
    for name, flyer in s.airborne.items():
        yield ("airborne", name, "radar"), flyer.radar


def _radars(s: Scenario) -> Iterator[Problem]:
    for path, radar in all_radars(s):
        if radar.mast.value <= 0 and path[0] != "airborne":
            yield Problem((*path, "mast"), f"a sensor under ground: mast {_text(radar.mast)}", "above zero")
        if radar.min_range.value >= radar.max_range.value:
            what = f"min_range {_text(radar.min_range)} is not below max_range {_text(radar.max_range)}"
            yield Problem((*path, "max_range"), what, "raise max_range")
        if radar.elevation_low.value >= radar.elevation_high.value:
            yield Problem((*path, "elevation_low"), "elevation_low is not below elevation_high", "lower it")
        yield from _detector((*path, "reference"), radar.reference)


def _detector(path: DataPath, stated: Reference) -> Iterator[Problem]:
    few, many = stated.pulses.bounds()
    if few < 1 or many > MAX_PULSES or stated.pulses.value % 1:
        right = f"a whole number from 1 to {MAX_PULSES:,}"
        yield Problem((*path, "pulses"), f"a reference of {stated.pulses.text()} pulses", right)
    if stated.pd.bounds()[0] <= stated.pfa.bounds()[1]:
        what = f"pd {stated.pd.text()} is not above pfa {stated.pfa.text()}: noise alone would be seen as often"
        yield Problem((*path, "pfa"), what, "lower pfa")


def _sectors(s: Scenario) -> Iterator[Problem]:
    units: list[tuple[DataPath, Radar | Battery | Passive]] = list(all_radars(s))
    units += [(("sensors", name), sensor) for name, sensor in s.sensors.items() if isinstance(sensor, Passive)]
    units += [(("batteries", name), battery) for name, battery in s.batteries.items()]
    for path, unit in units:
        if not 0 < unit.sector.value <= math.tau * (1 + 1e-9):
            yield Problem((*path, "sector"), f"a sector of {_text(unit.sector)}", "above 0 and at most 360 deg")


def _moves(s: Scenario) -> Iterator[Problem]:
    """A unit moves once at a time, and begins a move before the end."""
    if s.duration.value <= 0:
        return
    for name, battery in s.batteries.items():
        last, ready = -math.inf, -math.inf
        for i, move in enumerate(battery.moves):
            path = ("batteries", name, "moves", i, "from")
            if move.begin.value >= s.duration.value:
                what = f"moves {_text(move.begin)} after the start, when the scenario is over"
                yield Problem(path, what, f"below the duration, {_text(s.duration)}")
            elif move.begin.value <= last:
                yield Problem(path, f"a move at {_text(move.begin)} after a later one", "write them in order of time")
            elif move.begin.value < ready:
                what = f"a move at {_text(move.begin)}, when the one before is not over"
                yield Problem(path, what, f"not before {_shown(ready, 'time')}, when it is ready again")
            last, ready = move.begin.value, move.begin.value + move.ready.value


def _theatre(s: Scenario) -> Iterator[Problem]:
    box = s.theatre
    right = f"latitude {box.south:g} to {box.north:g}, longitude {box.west:g} to {box.east:g}, or a larger theatre"
    for path, position in positions(s):
        if path[0] not in ("posts", "sensors", "batteries", "fighters") or position is None:
            continue
        position = s.places.get(position) if isinstance(position, str) else position
        if isinstance(position, tuple) and not (
            box.south <= position[0] <= box.north and box.west <= position[1] <= box.east
        ):
            yield Problem(path, f"[{position[0]:g}, {position[1]:g}] lies outside the theatre", right)


def _borders(s: Scenario) -> Iterator[Problem]:
    for name, rings in s.borders.items():
        for i, ring in enumerate(rings):
            if len(ring) < 3:
                yield Problem(("borders", name, i), f"a ring of {len(ring)} points", "three or more are needed")
            for j, (lat, lon) in enumerate(ring):
                if not (abs(lat) <= 90 and abs(lon) <= 180):
                    right = "write [latitude, longitude] in degrees"
                    yield Problem(("borders", name, i, j), f"[{lat:g}, {lon:g}] is no position", right)


def _crafts(s: Scenario) -> Iterator[Problem]:
    for name, craft in s.crafts.items():
        yield from _positive(("crafts", name, "speed"), craft.speed)
        if craft.rcs_spread.value < 0:
            yield Problem(("crafts", name, "rcs_spread"), f"a spread of {_text(craft.rcs_spread)}", "zero or more")


def _routes(s: Scenario) -> Iterator[Problem]:
    for section, flyers in (("intruders", s.intruders), ("airborne", s.airborne)):
        for name, flyer in flyers.items():
            if isinstance(flyer, Intruder) and flyer.arc is not None:
                yield from _arc(("intruders", name, "arc"), flyer.arc)
                continue
            if len(flyer.route) < 2:
                there = "one waypoint" if flyer.route else "no waypoints"
                yield Problem((section, name, "route"), f"a route of {there}", "two or more are needed")
            craft = s.crafts.get(flyer.type) if flyer.type else None
            for i, leg in enumerate(flyer.route):
                path = (section, name, "route", i)
                yield from _height(path, leg, flyer, craft, s)
                yield from _speed(path, leg, flyer, craft, is_first=i == 0)


def _arc(path: DataPath, arc: Arc) -> Iterator[Problem]:
    """What no boost and no arc can be: no burn, burnout in the ground, ends in one place."""
    yield from _positive((*path, "boost"), arc.boost)
    yield from _positive((*path, "burnout_altitude"), arc.burnout_altitude)
    if arc.start == arc.to:
        yield Problem((*path, "to"), "an arc that ends where it starts", "name another place")
    if arc.angle is not None and not 0.03 < arc.angle.value < 1.5:
        yield Problem((*path, "angle"), f"a flight-path angle of {_text(arc.angle)}", "2 to 85 deg, or leave it out")


def leg_altitude(leg: Leg, flyer: Flyer, craft: Craft | None) -> Quantity | None:
    """Return the height above sea of a waypoint: its own, its flyer's, its craft's; None where it is above ground."""
    if leg.agl is not None:
        return None
    own = getattr(flyer, "altitude", None)
    return leg.alt or own or (craft.altitude if craft else None)


def leg_speed(leg: Leg, flyer: Flyer, craft: Craft | None) -> Quantity | None:
    """Return the speed on the way to a waypoint: its own, its flyer's, its craft's."""
    return leg.speed or getattr(flyer, "speed", None) or (craft.speed if craft else None)


def _height(path: DataPath, leg: Leg, flyer: Flyer, craft: Craft | None, s: Scenario) -> Iterator[Problem]:
    ground = s.environment.ground.value
    if isinstance(flyer, Airborne) and flyer.platform == "ship":
        ground = min(ground, 0.0)  # the theatre's mean ground is no sea
    altitude = leg_altitude(leg, flyer, craft)
    if leg.agl is not None and leg.agl.value < 0:
        yield Problem((*path, "agl"), f"{_text(leg.agl)} above ground is under ground", "zero or more")
    elif leg.agl is None and altitude is None and isinstance(flyer, Airborne):
        yield Problem(path, "missing key 'alt'", 'write alt: "9 km"')
    elif altitude is not None and altitude.value < ground:
        what = f"altitude {_text(altitude)} above sea is under the ground, {_shown(ground, 'length')}"
        yield Problem((*path, "alt"), what, "a greater `alt`, or `agl` for a height above ground")


def _speed(path: DataPath, leg: Leg, flyer: Flyer, craft: Craft | None, is_first: bool) -> Iterator[Problem]:
    speed = leg_speed(leg, flyer, craft)
    if leg.speed is not None:
        yield from _positive((*path, "speed"), leg.speed)
    elif speed is None and not is_first and isinstance(flyer, Airborne):
        yield Problem(path, "missing key 'speed'", 'write speed: "700 km/h"')


def _text(quantity: Quantity) -> str:
    return units.show(quantity.value, quantity.dimension)


def _shown(value: float, dimension: str) -> str:
    return units.show(value, dimension)
