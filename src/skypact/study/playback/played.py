"""Played: one run again in full: its events, where everything really was, and what every picture held."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from skypact.study.pictures.held import Held, Shots

if TYPE_CHECKING:
    from skypact.engine.plan import Plan
    from skypact.spec.scenario import Scenario
    from skypact.study.pictures.replay import Replay

#: Pictures are read this many times in a run, but no oftener than every LEAST_S.
READINGS, LEAST_S = 600, 2.0
#: The ellipse drawn is of this many standard deviations.
SIGMAS = 2.0


@dataclass(frozen=True)
class Series:
    """Points of many series: series k has the points first[k] … first[k+1] − 1, in order of time.

    first: i8 [n_series + 1]; t_s, lon_deg, lat_deg, alt_m (above sea): f8 [n_point].
    """

    first: np.ndarray
    t_s: np.ndarray
    lon_deg: np.ndarray
    lat_deg: np.ndarray
    alt_m: np.ndarray


@dataclass(frozen=True)
class Held2D:
    """What the points and series of tracks are beside their places.

    Of each series: post and subject (rows of the entity table, subject −1 nothing real), track (its number). Of each
    point: confirmed; cls codes.K_*, −1 not yet; ellipse of SIGMAS over ground: axes [m], bearing of the long one [deg].
    """

    post: np.ndarray
    track: np.ndarray
    subject: np.ndarray
    confirmed: np.ndarray
    cls: np.ndarray
    major_m: np.ndarray
    minor_m: np.ndarray
    bearing_deg: np.ndarray


@dataclass(frozen=True)
class Played:
    """One run: events (EVENT [n], the same bits as in a batch), truth with the entity of each series, tracks."""

    run: int
    every_s: float
    events: np.ndarray
    truth: Series
    truth_subject: np.ndarray
    tracks: Series
    held: Held2D


def playable(world: Scenario, association: str | None, functions: Mapping[str, Callable[..., Any]] | None) -> Plan:
    """Return the plan of a scenario on which its arrangement is laid already."""
    from skypact.engine.plan import plan  # numba: only when something runs

    return plan(world, association, functions)


def every(duration_s: float) -> float:
    """Return how often pictures are read [s]."""
    return max(LEAST_S, float(np.ceil(duration_s / READINGS)))


def played(made: Plan, seed: int, run: int, every_s: float | None = None) -> Played:
    """Play one run again at full depth; a picture holds a track from one reading to the next in which it is."""
    from skypact.study.pictures.replay import replay
    from skypact.study.pictures.tables import pictures_of

    step_s = min(every_s or every(made.duration_s), made.duration_s / 2)
    found = replay(made, seed, run, step_s, pictures_of(made), lean)
    truth, subject = _truth(made, found)
    tracks, held = _tracks(made, found.held, step_s)
    return Played(run, step_s, found.events, truth, subject, tracks, held)


def lean(shot: Shots) -> Shots:
    """Return the tracks of a picture without what is not drawn: of covariances, those of the place alone [n, 3, 3]."""
    return replace(shot, p=shot.p[:, :3, :3].astype(np.float32))


def _truth(made: Plan, found: Replay) -> tuple[Series, np.ndarray]:
    """Return the ways of all objects that are there in this run, and the entity of each."""
    w = made.world
    parts: list[np.ndarray] = []
    subject: list[int] = []
    for i in range(len(made.roster.objects)):
        o, offset_s = w.object[i], found.offset_s[i]
        if not np.isfinite(offset_s):
            continue
        route = w.waypoint[o["wp_first"] : o["wp_first"] + o["wp_count"]]
        way = _between(route, offset_s, min(o["end_s"] + offset_s, found.fate_s[i], made.duration_s))
        if len(way):
            parts.append(way)
            subject.append(int(o["entity"]))
    rows = np.concatenate(parts) if parts else np.zeros((0, 5))
    first = np.concatenate([[0], np.cumsum([len(part) for part in parts], dtype=np.int64)]).astype(np.int64)
    lon, lat, _ = _degrees(rows[:, 1:4])
    return Series(first, rows[:, 0], lon, lat, rows[:, 4]), np.array(subject, dtype=np.int64)


def _between(route: np.ndarray, offset_s: float, end_s: float) -> np.ndarray:
    """Return the part of a dense route [n, 5] from second 0 to the end, with a point at either end."""
    t_s = route[:, 0] + offset_s
    begin_s = max(float(t_s[0]), 0.0)
    if end_s <= begin_s:
        return np.zeros((0, 5))
    inner = t_s[(t_s > begin_s) & (t_s < end_s)]
    at = np.concatenate([[begin_s], inner, [end_s]])
    return np.column_stack([at, *(np.interp(at, t_s, route[:, k]) for k in range(1, 5))])


def _tracks(made: Plan, held: Held, every_s: float) -> tuple[Series, Held2D]:
    """Return a series for each time that a picture held a track without a break."""
    order = np.lexsort((held.t_s, held.track, held.picture))
    pic, number, t_s = (np.asarray(a)[order] for a in (held.picture, held.track, held.t_s))
    x, obj = held.x[order].reshape(-1, 6), held.obj[order]
    n = len(order)
    new = np.ones(n, dtype=bool)
    new[1:] = (pic[1:] != pic[:-1]) | (number[1:] != number[:-1]) | (np.diff(t_s) > 1.5 * every_s)
    starts = np.flatnonzero(new)
    lon, lat, alt = _degrees(x[:, :3])
    major, minor, bearing = _ellipse(held.p[order].reshape(-1, 3, 3) if n else np.zeros((0, 3, 3)), lon, lat)
    points = [t_s, lon, lat, alt, held.confirmed[order], held.cls[order], major, minor, bearing]
    first, points = _until(starts, n, points, x, every_s, made.duration_s)
    posts = np.array([made.roster.entity["post", name] for name in made.roster.posts], dtype=np.int64)
    of_picture = posts[made.world.picture["post"]] if len(made.world.picture) else posts[:0]
    s = starts.astype(np.int64)
    series = Series(first, *(np.asarray(a, dtype=np.float64) for a in points[:4]))
    return series, Held2D(
        of_picture[pic[s].astype(np.int64)] if n else posts[:0], number[s].astype(np.int64),
        _mostly(made, obj, starts), *(np.asarray(a) for a in points[4:]),
    )


def _until(
    starts: np.ndarray, n: int, points: list[np.ndarray], x: np.ndarray, every_s: float, duration_s: float
) -> tuple[np.ndarray, list[np.ndarray]]:
    """Return the series with one point more at the end of each: half a reading on, straight ahead as the post does."""
    ends = np.append(starts[1:], n) - 1 if n else starts
    ahead_s = np.minimum(every_s / 2, duration_s - points[0][ends]) if n else np.zeros(0)
    lon, lat, alt = _degrees(x[ends, :3] + ahead_s[:, None] * x[ends, 3:])
    last = [points[0][ends] + ahead_s, lon, lat, alt, *(column[ends] for column in points[4:])]
    made = [np.insert(column, ends + 1, more) for column, more in zip(points, last, strict=True)]
    first = np.append(starts, n) + np.arange(len(starts) + 1)
    return first.astype(np.int64), made


def _mostly(made: Plan, obj: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """Return the entity that most plots of each series were of, −1 where that is nothing real."""
    if not len(obj):
        return np.zeros(0, dtype=np.int64)
    real = np.where((obj >= 0) & (obj < len(made.roster.objects)), obj, -1).astype(np.int64)
    series = np.cumsum(np.isin(np.arange(len(obj)), starts)) - 1
    pairs, counts = np.unique(np.stack([series, real], axis=1), axis=0, return_counts=True)
    order = np.lexsort((counts, pairs[:, 0]))  # the last of each series has the most
    last = np.append(np.flatnonzero(np.diff(pairs[order, 0])), len(order) - 1)
    found = pairs[order, 1][last]
    return np.where(found >= 0, made.world.object["entity"][np.maximum(found, 0)], -1)


def _ellipse(p: np.ndarray, lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return half axes [m] of SIGMAS over ground and the bearing [deg] of the long one, of covariances [n, 3, 3]."""
    a, b = np.radians(lat), np.radians(lon)
    east = np.stack([-np.sin(b), np.cos(b), np.zeros_like(b)], axis=1)
    north = np.stack([-np.sin(a) * np.cos(b), -np.sin(a) * np.sin(b), np.cos(a)], axis=1)
    ee, nn, en = (np.einsum("ni,nij,nj->n", u, p, v) for u, v in ((east, east), (north, north), (east, north)))
    middle, half = (ee + nn) / 2, np.hypot((ee - nn) / 2, en)
    axes = (SIGMAS * np.sqrt(np.maximum(middle + sign * half, 0.0)) for sign in (1.0, -1.0))
    return *axes, np.degrees(0.5 * np.arctan2(2 * en, nn - ee)) % 180.0


def _degrees(xyz: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return longitude, latitude [deg] and height [m] of ECEF places [n, 3]."""
    from pyproj import Transformer

    from_ecef = Transformer.from_crs("EPSG:4978", "EPSG:4979", always_xy=True)
    lon, lat, height = from_ecef.transform(xyz[:, 0], xyz[:, 1], xyz[:, 2])
    return np.asarray(lon), np.asarray(lat), np.asarray(height)
