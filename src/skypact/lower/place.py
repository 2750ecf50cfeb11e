"""Places: ECEF sites and frames, dense routes, grids of territory and zones."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from pyproj import Geod

from skypact.lower.ground import OVER_TERRAIN_M, Ground
from skypact.spec.place import Leg, Theatre, Zone

#: t [s], latitude, longitude [degrees], height above sea [m].
Row = tuple[float, float, float, float]
GEOD = Geod(ellps="WGS84")
A_M, F = 6378137.0, 1.0 / 298.257223563
E2 = F * (2.0 - F)
#: Longest straight piece of a route [m]; the chord then sags below the arc by less than 2 m.
STEP_M = 10_000.0
#: Cell of the territory grid [degrees of latitude, of longitude]: about 1 km.
CELL_LAT_DEG, CELL_LON_DEG = 0.01, 0.015


def ecef(lat_deg: np.ndarray, lon_deg: np.ndarray, h_m: np.ndarray) -> np.ndarray:
    """Return ECEF [n, 3] of geodetic positions [degrees, m]."""
    lat, lon = np.radians(lat_deg), np.radians(lon_deg)
    n = A_M / np.sqrt(1.0 - E2 * np.sin(lat) ** 2)
    return np.stack(
        [
            (n + h_m) * np.cos(lat) * np.cos(lon),
            (n + h_m) * np.cos(lat) * np.sin(lon),
            (n * (1 - E2) + h_m) * np.sin(lat),
        ],
        axis=-1,
    )


def site(at: Sequence[float], h_m: float) -> np.ndarray:
    """Return the ECEF position [3] of a site (latitude, longitude in degrees) at height h."""
    return ecef(np.array([at[0]]), np.array([at[1]]), np.array([h_m]))[0]


def frame(at: Sequence[float]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the unit vectors east, north, up [3] at a place."""
    lat, lon = math.radians(at[0]), math.radians(at[1])
    sl, cl, so, co = math.sin(lat), math.cos(lat), math.sin(lon), math.cos(lon)
    return np.array([-so, co, 0.0]), np.array([-sl * co, -sl * so, cl]), np.array([cl * co, cl * so, sl])


def dense_route(legs: Sequence[Leg], begin_s: float, ground: Ground, speed_mps: float) -> np.ndarray:
    """Return [n, 4]: t [s], latitude, longitude [degrees], height above sea [m].

    Geodesics between waypoints, height linear along each: above sea, or above terrain where both ends are written so;
    nobody flies through the ground. Every leg carries its height; speed falls back on the given one.
    """
    rows = [(begin_s, legs[0].at[0], legs[0].at[1], _height(legs[0], ground))]
    if legs[0].hold is not None and legs[0].hold.value > 0:
        rows.append((begin_s + legs[0].hold.value, *rows[0][1:]))
    for last, leg in pairwise(legs):
        t, lat0, lon0, h0 = rows[-1]
        h1 = _height(leg, ground)
        lat1, lon1 = leg.at
        azimuth, _, over = GEOD.inv(lon0, lat0, lon1, lat1)
        length = math.hypot(over, h1 - h0)
        speed = leg.speed.value if leg.speed is not None else speed_mps
        pieces = max(1, math.ceil(over / (STEP_M if ground.terrain is None else OVER_TERRAIN_M)))
        follows = last.agl is not None and leg.agl is not None
        first = len(rows)
        for k in range(1, pieces + 1):
            f = k / pieces
            lon, lat, _ = GEOD.fwd(lon0, lat0, azimuth, over * f)
            rows.append((t + f * max(length, 1.0) / speed, lat, lon, h0 + f * (h1 - h0)))
        if ground.terrain is not None:
            rows[first:] = _over(rows[first:], last, leg, follows, ground)
        if leg.hold is not None and leg.hold.value > 0:
            rows.append((rows[-1][0] + leg.hold.value, *rows[-1][1:]))
    return np.array(rows)


def _height(leg: Leg, ground: Ground) -> float:
    if leg.alt is not None:
        return leg.alt.value
    assert leg.agl is not None, "a resolved leg carries its height"
    return ground.at(*leg.at) + leg.agl.value


def _over(rows: Sequence[Row], a: Leg, b: Leg, follows: bool, ground: Ground) -> list[Row]:
    """Return the places of one leg with their heights over terrain: followed, or never below it."""
    below = ground.along(np.array([r[1] for r in rows]), np.array([r[2] for r in rows]))
    found = []
    for k, (t, lat, lon, h) in enumerate(rows):
        if follows and a.agl is not None and b.agl is not None:
            h = below[k] + a.agl.value + (k + 1) / len(rows) * (b.agl.value - a.agl.value)
        found.append((t, lat, lon, float(max(h, below[k]))))
    return found


def grid_shape(theatre: Theatre) -> tuple[int, int]:
    """Return the number of cells north–south and west–east."""
    return (
        math.ceil((theatre.north - theatre.south) / CELL_LAT_DEG),
        math.ceil((theatre.east - theatre.west) / CELL_LON_DEG),
    )


def fill(grid: np.ndarray, theatre: Theatre, rings: Sequence[Sequence[Sequence[float]]], value: int) -> None:
    """Set the cells whose centre lies inside the rings (even-odd rule; points are latitude, longitude)."""
    lats = theatre.south + CELL_LAT_DEG * (np.arange(grid.shape[0]) + 0.5)
    ends = [np.asarray(ring, float) for ring in rings if len(ring) >= 3]
    if not ends:
        return
    a = np.concatenate(ends)
    b = np.concatenate([np.roll(r, -1, axis=0) for r in ends])
    for i, lat in enumerate(lats):
        cross = (a[:, 0] > lat) != (b[:, 0] > lat)
        if not cross.any():
            continue
        p, q = a[cross], b[cross]
        lons = np.sort(p[:, 1] + (lat - p[:, 0]) * (q[:, 1] - p[:, 1]) / (q[:, 0] - p[:, 0]))
        cols = np.clip(np.ceil((lons - theatre.west) / CELL_LON_DEG - 0.5), 0, grid.shape[1]).astype(int)
        for west, east in zip(cols[::2], cols[1::2], strict=False):
            grid[i, west:east] = value


def circle(zone: Zone) -> list[list[float]]:
    """Return a ring of 72 points around the centre of a round zone."""
    assert zone.centre is not None
    assert zone.radius is not None
    lat, lon = zone.centre
    azimuths = np.arange(0.0, 360.0, 5.0)
    n = len(azimuths)
    lons, lats, _ = GEOD.fwd(np.full(n, lon), np.full(n, lat), azimuths, np.full(n, zone.radius.value))
    return [[float(a), float(b)] for a, b in zip(lats, lons, strict=True)]


def territory(
    theatre: Theatre, borders: dict[str, list[list[tuple[float, float]]]], nations: Sequence[str]
) -> np.ndarray:
    """Return i2 [n_lat, n_lon]: index of the nation over whose land a cell lies, -1 none."""
    rings = tuple(tuple(tuple(map(tuple, ring)) for ring in borders.get(nation, [])) for nation in nations)
    return _filled((theatre.south, theatre.north, theatre.west, theatre.east), rings).copy()


@lru_cache(maxsize=2)
def _filled(
    box: tuple[float, float, float, float], rings: tuple[tuple[tuple[tuple[float, ...], ...], ...], ...]
) -> np.ndarray:
    """Return the grid of these nations' rings, kept for the next world of the same scenario: draws share it."""
    theatre = Theatre(south=box[0], north=box[1], west=box[2], east=box[3])
    grid = np.full(grid_shape(theatre), -1, np.int16)
    for i, own in enumerate(rings):
        fill(grid, theatre, own, i)
    return grid


def zones(theatre: Theatre, named: dict[str, Zone]) -> np.ndarray:
    """Return i2 [n_lat, n_lon]: index (by sorted name) of the zone of highest priority, -1 none."""
    grid = np.full(grid_shape(theatre), -1, np.int16)
    names = sorted(named)
    for name in sorted(names, key=lambda n: (named[n].priority, n)):
        zone = named[name]
        ring = zone.polygon if zone.polygon is not None else circle(zone)
        fill(grid, theatre, [ring], names.index(name))
    return grid


def lookup(grid: np.ndarray, theatre: Theatre, lat: np.ndarray, lon: np.ndarray) -> np.ndarray:
    """Return the grid's values at places [degrees], -1 outside."""
    i = np.floor((lat - theatre.south) / CELL_LAT_DEG).astype(int)
    j = np.floor((lon - theatre.west) / CELL_LON_DEG).astype(int)
    inside = (i >= 0) & (j >= 0) & (i < grid.shape[0]) & (j < grid.shape[1])
    out = np.full(lat.shape, -1, int)
    out[inside] = grid[i[inside], j[inside]]
    return out
