"""Land: outlines of countries as a backdrop, the territories and zones that the scenario names, great-circle lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from skypact.report.markup import Markup, el, join, path
from skypact.report.pictures.labels import Label, text_width
from skypact.report.theatre.projection import Place, View, circle
from skypact.spec.place import Theatre
from skypact.spec.scenario import Scenario


def backdrop(scenario: Scenario, fitted: View) -> tuple[Markup, list[Label]]:
    """Return the outlines with territories and zones upon them, and the names of the countries."""
    countries = countries_of(fitted)
    land = [el("path", el("title", iso), d=_rings(fitted, rings), class_="land") for iso, rings in countries.items()]
    own = [
        el("path", el("title", f"territory: {name}"), d="".join(path(fitted.pixels(line)) for line in lines),
           class_="territory")
        for name, rings in scenario.borders.items()
        if (lines := [line for ring in rings for line in _inner(ring, scenario.theatre)])
    ]
    titles = {name: nation.title for name, nation in scenario.nations.items()}
    names = [
        _name(titles.get(iso, iso), *spot) for iso, rings in countries.items() if (spot := middle(fitted, rings))
    ]
    return join([*land, *own, *_zones(scenario, fitted)]), names


def countries_of(fitted: View) -> dict[str, list[list[Place]]]:
    """Return the outlines in the box of the frame, so that none ends within it; those of continents are coarser."""
    from skypact.load.borders import COARSE_DEG, GRID_DEG, outlines

    south, north, west, east = fitted.box()
    large = (north - south) * (east - west) > 1500
    box = Theatre.model_construct(south=south, north=north, west=west, east=east)
    return outlines(box, COARSE_DEG if large else GRID_DEG)


def _rings(fitted: View, rings: Sequence[Sequence[Place]]) -> str:
    return "".join(path(fitted.pixels([(p[0], p[1]) for p in ring]), closed=True) for ring in rings)


def _inner(ring: Sequence[Place], box: Theatre) -> Iterator[list[Place]]:
    """Yield the stretches of a ring that are no cut along the edge of the theatre."""
    stretch: list[Place] = []
    for a, b in zip(ring, [*ring[1:], ring[0]], strict=True):
        cut = any(a[k] == b[k] == limit for k, limit in ((0, box.south), (0, box.north), (1, box.west), (1, box.east)))
        if cut:
            if len(stretch) > 1:
                yield stretch
            stretch = []
        else:
            stretch = [*(stretch or [a]), b]
    if len(stretch) > 1:
        yield stretch


def _zones(scenario: Scenario, fitted: View) -> list[Markup]:
    made = []
    for name, zone in scenario.zones.items():
        if zone.radius is not None:
            rings = [circle(p, zone.radius.value) for p in fixed([zone.centre])]
        else:
            rings = [fixed(zone.polygon or [])]
        made.append(el("path", el("title", zone.title or name), d=_rings(fitted, rings), class_="zone"))
    return made


def _name(title: str, x: float, y: float) -> Label:
    size = 11.0
    spaced = text_width(title.upper(), size) + 0.12 * size * len(title)  # style.css: capitals, spaced
    return Label((title,), x - spaced / 2, y, clear=0.0, size=size * spaced / max(1.0, text_width(title, size)))


def middle(fitted: View, rings: Sequence[Sequence[Place]]) -> Place | None:
    """Return the pixel deepest within the visible part of a country; None where little of it is seen."""
    frame = fitted.frame
    x, y = np.meshgrid(np.linspace(frame.x0, frame.x1, 34)[1:-1], np.linspace(frame.y0, frame.y1, 26)[1:-1])
    inside = np.zeros(x.shape, dtype=bool)
    for ring in rings:
        corners = np.array(fitted.pixels(ring))
        if len(corners) < 3:
            continue
        for (ax, ay), (bx, by) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
            if ay != by:
                inside ^= ((ay > y) != (by > y)) & (x < ax + (y - ay) / (by - ay) * (bx - ax))
    if np.count_nonzero(inside) < 8:
        return None
    edge = np.pad(inside, 1)  # beyond the frame counts as outside
    rows, columns = np.nonzero(edge)
    out_rows, out_columns = np.nonzero(~edge)
    clear = np.min((rows[:, None] - out_rows) ** 2 + (columns[:, None] - out_columns) ** 2, axis=1)
    at = int(np.argmax(clear))
    return float(x[rows[at] - 1, columns[at] - 1]), float(y[rows[at] - 1, columns[at] - 1])


def fixed(positions: Sequence[object]) -> list[Place]:
    """Return the positions that are resolved, (latitude, longitude) [deg]."""
    return [(float(p[0]), float(p[1])) for p in positions if isinstance(p, (tuple, list))]


def dense(places: Sequence[Place], step_deg: float = 0.25) -> list[Place]:
    """Return a route with points between its waypoints, along the ellipsoid, so that it bends as flown."""
    from pyproj import Geod

    geod, made = Geod(ellps="WGS84"), list(places[:1])
    for a, b in zip(places, places[1:], strict=False):
        n = int(max(abs(a[0] - b[0]), abs(a[1] - b[1])) / step_deg)
        made += [(lat, lon) for lon, lat in geod.npts(a[1], a[0], b[1], b[0], n)] if n else []
        made.append(b)
    return made
