"""Map: the theatre with borders, routes, sites and reach, as one SVG picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from skypact.load.overlay.presence import there
from skypact.report.markup import Markup, Numbers, el, join, path, picture
from skypact.report.pictures.labels import Box, Label, place
from skypact.report.theatre import sites as s
from skypact.report.theatre.land import backdrop, dense, fixed
from skypact.report.theatre.marginalia import edges, graticule, legend, scale_bar
from skypact.report.theatre.projection import Place, View, circle, view
from skypact.spec.intruder import Intruder
from skypact.spec.place import Leg
from skypact.spec.scenario import Scenario
from skypact.spec.weapon import TARGETS

WIDTH, TALLEST = 1000.0, 820.0


@dataclass(frozen=True)
class Route:
    """Objects that share one route: their ids, target kind (weapon.TARGETS) and places."""

    ids: tuple[str, ...]
    target: str
    places: tuple[Place, ...]


def routes(scenario: Scenario) -> list[Route]:
    """Return the intruders' routes, copies on one route joined, in the order of the scenario; no traffic, no echoes."""
    made: dict[tuple[str, tuple[Place, ...]], list[str]] = {}
    for name, intruder in scenario.intruders.items():
        if is_traffic(intruder) or intruder.intent == "echo":
            continue
        craft = scenario.crafts.get(intruder.type)
        target = craft.target if craft else "aircraft"
        made.setdefault((target, way(intruder)), []).append(name)
    return [Route(tuple(ids), target, places) for (target, places), ids in made.items()]


def theatre_map(scenario: Scenario) -> Markup:
    """Return the picture of the theatre: what is fixed by the scenario, before any chance."""
    scenario = there(scenario)
    found, flown = s.sites(scenario), routes(scenario)
    rings = sorted({(x.lat, x.lon, x.reach_m) for x in found if x.reach_m > 0})
    circles = [circle((lat, lon), reach) for lat, lon, reach in rings]
    shown = [(x.lat, x.lon) for x in found] + [p for r in flown for p in r.places] + [p for c in circles for p in c]
    t = scenario.theatre
    fitted = view(shown or [(t.south, t.west), (t.north, t.east)], 34.0, 8.0, WIDTH - 42.0, TALLEST)
    frame = fitted.frame
    civil = _traffic(scenario, fitted)
    key, height = legend(
        scenario, found, frozenset(r.target for r in flown), bool(civil), home(scenario), fitted, frame.y1 + 30
    )
    clip = el("clipPath", _rect(frame), id="map-clip")
    land, countries = backdrop(scenario, fitted)
    marks, names = _symbols(scenario, found, flown, countries, fitted)
    body = el(
        "g", _rect(frame, "sea"), land, graticule(fitted), civil,
        join(_line(fitted, c, "ring", True) for c in circles), _orbits(scenario, fitted), _paths(flown, fitted),
        marks, names, scale_bar(fitted), clip_path="url(#map-clip)",
    )
    description = (
        f"Map of the theatre of {scenario.title}: {len(found)} sites and the scripted routes of "
        f"{sum(len(r.ids) for r in flown)} intruders. {fitted.name}. The list of sites follows below the map."
    )
    return picture(
        "theatre", "Map of the theatre", description, (WIDTH, height),
        el("defs", clip, *(_arrow(t) for t in TARGETS)), body, _rect(frame, "frame"), edges(fitted), key,
        numbers=_numbers(found, flown),
    )


def _numbers(found: Sequence[s.Site], flown: Sequence[Route]) -> Numbers:
    """Return the sites, and the places of the scripted routes in their order."""
    heads = ("what", "kind", "nation", "latitude [° N]", "longitude [° E]", "reach [km]", "place of the route")
    rows: list[tuple[object, ...]] = [
        (x.id, s.KIND_TITLES[x.kind], x.nation, x.lat, x.lon, x.reach_m / 1000 if x.reach_m else "", "") for x in found
    ]
    for r in flown:
        name = ", ".join(r.ids)
        rows += [(name, f"route, {r.target}", "", *at, "", i + 1) for i, at in enumerate(r.places)]
    return Numbers(heads, rows)


def way(intruder: Intruder) -> tuple[Place, ...]:
    """Return the places of a route, or the two ends of an arc."""
    return tuple(fixed([intruder.arc.start, intruder.arc.to])) if intruder.arc else _legs(intruder.route)


def _legs(route: Sequence[Leg]) -> tuple[Place, ...]:
    at = (leg.at for leg in route)
    return tuple((float(p[0]), float(p[1])) for p in at if isinstance(p, (tuple, list)))


def _rect(box: Box, class_: str | None = None) -> Markup:
    return el("rect", x=box.x0, y=box.y0, width=box.x1 - box.x0, height=box.y1 - box.y0, class_=class_)


def _line(fitted: View, places: Sequence[Place], class_: str, closed: bool = False) -> Markup:
    return el("path", d=path(fitted.pixels(places), closed), class_=class_)


def _traffic(scenario: Scenario, fitted: View) -> Markup:
    """Return the civil routes, each drawn once whichever way it is flown."""
    flights = [_legs(i.route) for i in scenario.intruders.values() if is_traffic(i)]
    for flow in scenario.traffic.values():
        airports = fixed(flow.airports)
        flights += [(a, b) for k, a in enumerate(airports) for b in airports[k + 1:]]
    once = sorted({min(places, places[::-1]) for places in flights})
    return join(_line(fitted, dense(places), "civil") for places in once)


def is_traffic(intruder: Intruder) -> bool:
    """Return whether this is a civil flight that means to pass: resolving turns traffic into such intruders."""
    return intruder.civil and intruder.intent == "passage"


def _orbits(scenario: Scenario, fitted: View) -> Markup:
    return join(_line(fitted, dense(_legs(a.route)), "orbit") for a in scenario.airborne.values())


def _paths(flown: Sequence[Route], fitted: View) -> Markup:
    return join(
        el("path", el("title", ", ".join(r.ids)), d=path(fitted.pixels(dense(r.places))), class_=f"route {r.target}",
           marker_end=f"url(#arrow-{r.target})")
        for r in flown
    )


def _arrow(target: str) -> Markup:
    return el(
        "marker", el("path", d="M0 0L7 3.5L0 7Z", class_=f"arrow {target}"), id=f"arrow-{target}", viewBox="0 0 7 7",
        refX=6.0, refY=3.5, markerWidth=7.0, markerHeight=7.0, markerUnits="userSpaceOnUse", orient="auto",
    )


def home(scenario: Scenario) -> str:
    """Return the nation whose symbols are solid: the question's, else the one that owns most sites."""
    owned = Counter(x.nation for x in s.sites(scenario) if x.nation)
    asked = scenario.question.nation
    return asked if asked is not None and asked in owned else (owned.most_common(1)[0][0] if owned else "")


def _symbols(
    scenario: Scenario, found: Sequence[s.Site], flown: Sequence[Route], countries: Sequence[Label], fitted: View
) -> tuple[Markup, Markup]:
    """Return the symbols of the sites, and the names of sites, routes and countries where they fit."""
    first = home(scenario)
    grouped = s.groups(found, fitted.pixels([(x.lat, x.lon) for x in found]))
    marks, boxes, labels = [], [], []
    for g in grouped:
        half = 6.5 * len(g.glyphs)
        marks += [
            s.glyph(kind, g.x - half + 6.5 + 13 * i, g.y, nation == first) for i, (kind, nation) in enumerate(g.glyphs)
        ]
        boxes.append(Box(g.x - half, g.y - 7, g.x + half, g.y + 8.5))
        labels.append(Label(s.label_lines(g, first), g.x, g.y, clear=max(7.0, half), size=10.5))
    frame = fitted.frame
    drawn = [p for r in flown for p in fitted.pixels(dense(r.places, 0.05))]
    starts = [fitted.pixels(r.places[:1])[0] if r.places else (0.0, 0.0) for r in flown]
    labels += [Label(_route_name(r), x, y, 2.0, 9.5) for r, (x, y) in zip(flown, starts, strict=True)]
    classes = ["name"] * len(grouped) + [f"name {r.target}" for r in flown] + ["country"] * len(countries)
    corner = Box(frame.x0, frame.y1 - 30, frame.x0 + 190, frame.y1)
    within = Box(frame.x0 + 2, frame.y0 + 2, frame.x1 - 2, frame.y1 - 2)
    placed = place([*labels, *countries], within, [*boxes, corner], drawn)
    names = []
    for class_, p in zip(classes, placed, strict=True):
        if p is None:
            continue
        if p.leader:
            end_x, end_y = min(max(p.label.x, p.box.x0), p.box.x1), min(max(p.label.y, p.box.y0), p.box.y1)
            names.append(el("path", d=path([(p.label.x, p.label.y), (end_x, end_y)]), class_="leader"))
        left = p.box.x1 <= p.label.x  # a wide font must not grow into the symbol
        names += [
            el("text", line, x=p.box.x1 - 1 if left else p.box.x0 + 1, y=p.box.y0 + p.label.size * (0.92 + 1.2 * k),
               class_=f"{class_} end" if left else class_, font_size=p.label.size)
            for k, line in enumerate(p.label.lines)
        ]
    return join(marks), join(names)


def _route_name(route: Route) -> tuple[str, ...]:
    shown = s.named(route.ids)
    return (shown[0] if len(shown) == 1 else f"{shown[0]} and {len(shown) - 1} more",)
