"""Tables of one replayed run: tracks of every post's picture, truth, and since when each nation could have known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from skypact.spec.command import CLASSES
from skypact.study.pictures.replay import Replay

if TYPE_CHECKING:
    from skypact.engine.plan import Plan

_PLACE = [(name, pa.float64()) for name in ("lat_deg", "lon_deg", "height_m", "speed_mps", "course_deg")]
_STATE = [(name, pa.float64()) for name in ("x_m", "y_m", "z_m", "vx_mps", "vy_mps", "vz_mps")]
TRACKS = pa.schema([
    ("t_s", pa.float64()), ("post", pa.string()), ("track", pa.int64()),
    ("object", pa.string()),  # truth: whose plot it took last, "" of nothing
    ("confirmed", pa.bool_()), *_STATE, *_PLACE,
    ("sd_m", pa.float64()),  # root of the trace of the position covariance
    ("class", pa.string()),  # "" not yet
    ("violation", pa.bool_()),
    ("sensor", pa.string()),  # whose plot it took last, "" a report or a partner's track
    ("link", pa.string()),  # "a>b" where only a partner sees it
    ("purity", pa.float64()),
])
TRUTH = pa.schema([
    ("t_s", pa.float64()), ("object", pa.string()), *_STATE, *_PLACE,
    ("detectable", pa.bool_()),  # some sensor could see it in its latest scan
    ("reach", pa.string()),  # posts one of whose sensors could, with blanks between
])
DETECTABLE = pa.schema([("object", pa.string()), ("nation", pa.string()), ("since_s", pa.float64())])


@dataclass(frozen=True)
class Sample:
    """One run as Arrow tables, and the arrays behind them that the measures read.

    tracks, truth, detectable: see the schemas; since_s is null where a nation never could. p: covariances of the rows
    of `tracks`. reached: bool [rows of truth, n_post]. posts: whose pictures these are, in the order of `reached`.
    """

    run: int
    posts: tuple[str, ...]
    moments_s: np.ndarray
    tracks: pa.Table
    truth: pa.Table
    detectable: pa.Table
    p: np.ndarray
    reached: np.ndarray
    events: np.ndarray


def pictures_of(made: Plan) -> np.ndarray:
    """Return the rows of the pictures that a scenario's posts keep; a battery's crew has its own, which is left out."""
    return np.flatnonzero(made.world.post["unit"][made.world.picture["post"]] < 0)


def feeding(made: Plan) -> np.ndarray:
    """Return bool [n_picture, n_sensor]: whose plots come to a picture, by themselves or within partners' tracks."""
    reach = made.world.feed["on"] > 0
    for _ in range(len(made.world.picture)):
        for row in made.world.track_link:
            reach[row["b"]] |= reach[row["a"]]
    return reach


def sample(made: Plan, found: Replay, run: int) -> Sample:
    """Return the tables of a replayed run."""
    posts = {int(i): made.roster.posts[int(made.world.picture["post"][i])] for i in pictures_of(made)}
    truth, reached = _truth(made, found, np.array(list(posts), dtype=np.int64), list(posts.values()))
    return Sample(
        run, tuple(posts.values()), found.moments_s, _tracks(made, found, posts), truth, _since(made, found),
        found.held.p, reached, found.events,
    )


def _tracks(made: Plan, found: Replay, posts: dict[int, str]) -> pa.Table:
    held, w = found.held, made.world
    objects, sensors = [*made.roster.objects, ""], [*made.roster.sensors, ""]
    ends = [f"{made.roster.posts[w.link[k]['a']]}>{made.roster.posts[w.link[k]['b']]}" for k in w.track_link["link"]]
    links, classes = [*ends, ""], [*CLASSES, ""]
    # what is not there has a row of its own, after the objects that are
    obj = np.where(held.obj < len(made.roster.objects), held.obj, -1)
    return pa.table({
        "t_s": held.t_s, "post": [posts[int(i)] for i in held.picture], "track": held.track.astype(np.int64),
        "object": [objects[int(i)] for i in obj], "confirmed": held.confirmed.astype(bool), **_columns(held.x),
        "sd_m": np.sqrt(np.trace(held.p[:, :3, :3], axis1=1, axis2=2)),
        "class": [classes[int(i)] for i in held.cls], "violation": held.violation.astype(bool),
        "sensor": [sensors[int(i)] for i in held.sensor], "link": [links[int(i)] for i in held.link],
        "purity": held.purity,
    }, schema=TRACKS)  # fmt: skip


def _truth(made: Plan, found: Replay, pictures: np.ndarray, posts: list[str]) -> tuple[pa.Table, np.ndarray]:
    """Return the table of truth and bool [row, n_post]: whose sensors could see it."""
    feeds = feeding(made)
    parts: list[tuple[np.ndarray, np.ndarray]] = []
    for i in range(len(made.roster.objects)):
        t_s, x = _flown(made, found, i)
        parts.append((np.stack([t_s, np.full(len(t_s), i)], axis=1), x))
    key, x = (np.concatenate([part[k] for part in parts]) if parts else np.zeros((0, 6)) for k in range(2))
    order = np.lexsort((key[:, 1], key[:, 0]))
    key, x = key[order], x[order]
    obj = key[:, 1].astype(np.int64)
    could = found.seen[np.searchsorted(found.moments_s, key[:, 0]), :, obj]  # [row, n_sensor]
    reached = np.stack([(could & feeds[i]).any(axis=1) for i in pictures], axis=1) if len(pictures) else could[:, :0]
    names = np.array(posts, dtype=object)
    table = pa.table({
        "t_s": key[:, 0], "object": [made.roster.objects[i] for i in obj], **_columns(x),
        "detectable": could.any(axis=1), "reach": [" ".join(names[row]) for row in reached],
    }, schema=TRUTH)  # fmt: skip
    return table, reached


def _flown(made: Plan, found: Replay, i_object: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the moments at which an object is in the sky, and its state [n, 6] at each: ECEF, on its dense route."""
    o, offset_s = made.world.object[i_object], found.offset_s[i_object]
    route = made.world.waypoint[o["wp_first"] : o["wp_first"] + o["wp_count"]]
    if not np.isfinite(offset_s):
        return np.zeros(0), np.zeros((0, 6))
    t_s = found.moments_s
    there = (t_s >= o["begin_s"] + offset_s) & (t_s < min(o["end_s"] + offset_s, found.fate_s[i_object]))
    own = t_s[there] - offset_s
    k = np.clip(np.searchsorted(route[:, 0], own, side="right") - 1, 0, len(route) - 2)
    step_s = route[k + 1, 0] - route[k, 0]
    v = (route[k + 1, 1:4] - route[k, 1:4]) / step_s[:, None]
    return t_s[there], np.concatenate([route[k, 1:4] + (own - route[k, 0])[:, None] * v, v], axis=1)


def _since(made: Plan, found: Replay) -> pa.Table:
    defending = sorted({int(n) for n in made.world.post["nation"]})
    rows = [
        {"object": name, "nation": made.roster.nations[n], "since_s": float(t) if np.isfinite(t) else None}
        for i, name in enumerate(made.roster.objects) for n in defending for t in [found.detectable_s[n, i]]
    ]
    return pa.Table.from_pylist(rows, schema=DETECTABLE)


def _columns(x: np.ndarray) -> dict[str, np.ndarray]:
    """Return states [n, 6] as columns: ECEF, and place, height above the ellipsoid, ground speed and course."""
    from pyproj import Transformer

    from_ecef = Transformer.from_crs("EPSG:4978", "EPSG:4979", always_xy=True)
    lon, lat, height = (np.asarray(part) for part in from_ecef.transform(x[:, 0], x[:, 1], x[:, 2]))
    a, b = np.radians(lat), np.radians(lon)
    east = -np.sin(b) * x[:, 3] + np.cos(b) * x[:, 4]
    north = -np.sin(a) * np.cos(b) * x[:, 3] - np.sin(a) * np.sin(b) * x[:, 4] + np.cos(a) * x[:, 5]
    made = dict(zip((name for name, _ in _STATE), x.T.copy(), strict=True))
    return made | {
        "lat_deg": lat, "lon_deg": lon, "height_m": height, "speed_mps": np.hypot(east, north),
        "course_deg": np.degrees(np.arctan2(east, north)) % 360.0,
    }


