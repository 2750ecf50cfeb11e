"""Two nations with a radar each, and what their pictures hold at moments of a run: the scenes of `pictures_gain.py`.

The figures of the radars, links and routes are assumed. Nothing of it differs between two sides of a comparison but
what is compared.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from skypact.engine.plan import Plan
from skypact.spec.scenario import Scenario

Spec = dict[str, Any]
#: Length of a run, and time from one reading of the pictures to the next [s].
DURATION_S, READ_S = 600.0, 10.0
#: The posts with pictures, and the nation of each.
POSTS = {"ours": "AA", "theirs": "BB"}
SITES = {"ours": (53.5, 24.0), "theirs": (54.1, 24.8)}
LINK: Spec = {"latency": "1 s", "loss": 0}
#: Speed [m/s] of all jets, and the rate [rad/s] and radius [m] of their turns.
SPEED_MPS, TURN_RADPS = 250.0, math.radians(3.0)
RADIUS_M = SPEED_MPS / TURN_RADPS
QUIET: Spec = {"bias_range": "0 m", "bias_azimuth": "0 deg", "bias_elevation": "0 deg", "bias_north": "0 deg"}


@dataclass(frozen=True)
class Reading:
    """What one picture held at the moments of a run, one row for each confirmed track and moment."""

    t_s: np.ndarray  # [n]
    track: np.ndarray  # [n] number of the track
    obj: np.ndarray  # [n] the object of its last plot (truth)
    x: np.ndarray  # [n, 6] carried on to the moment: earth-centred place [m] and velocity [m/s]
    p: np.ndarray  # [n, 6, 6]


@dataclass(frozen=True)
class Watched:
    """One run: where the jets were, what each post's picture held, and the events."""

    moments_s: np.ndarray  # [n_moment]
    truth: np.ndarray  # [n_moment, n_object, 6]
    pictures: Mapping[str, Reading]
    events: np.ndarray  # EVENT


def radar(nation: str, post: str, **changes: Any) -> Spec:
    """Return a surveillance radar: Pd 0.5 at 100 km on 1 m², a scan of 10 s, 50 m, 0.1° (assumed figures)."""
    return {
        "kind": "radar", "nation": nation, "at": list(SITES[post]), "reports_to": post, "link": LINK, "mast": "30 m",
        "reference": {"range": "100 km", "rcs": "1 m2", "pd": 0.5, "pfa": 1e-6}, "max_range": "250 km",
        "min_range": "0 km", "period": "10 s", "elevation_low": "-1 deg", "elevation_high": "60 deg",
        "sigma_range": "50 m", "sigma_azimuth": "0.1 deg", "sigma_elevation": "0.1 deg",
    } | changes


def straight() -> dict[str, Spec]:
    """Return six jets side by side that fly south on straight courses."""
    return {f"jet-{i}": _jet([(54.9, 23.0 + 0.4 * i), (53.0, 23.4 + 0.3 * i)]) for i in range(6)}


def turning() -> dict[str, Spec]:
    """Return six jets that fly straight for a minute and turn by 90° with 3°/s, to the right and to the left."""
    return {f"jet-{i}": _jet(_winding((54.7, 23.0 + 0.4 * i), 90.0 * (i % 2), 30.0 + 10.0 * i)) for i in range(6)}


def _jet(route: Sequence[tuple[float, float]]) -> Spec:
    return {"type": "jet", "intent": "attack", "begin": "0 s", "end": "leaves",
            "route": [{"at": [round(lat, 6), round(lon, 6)]} for lat, lon in route]}  # fmt: skip


def _winding(start: tuple[float, float], heading_deg: float, first_s: float) -> list[tuple[float, float]]:
    """Return a course of straight legs and arcs, a corner every 3 s of turn, for the whole run."""
    from pyproj import Geod

    earth, (lat, lon), heading, flown_s, side = Geod(ellps="WGS84"), start, 180.0 - heading_deg / 2, 0.0, 1.0
    route, leg_s = [start], first_s
    while flown_s < DURATION_S + 60.0:
        lon, lat, _ = earth.fwd(lon, lat, heading, SPEED_MPS * leg_s)
        route.append((lat, lon))
        for _ in range(10):
            heading += side * 4.5
            lon, lat, _ = earth.fwd(lon, lat, heading, 2.0 * RADIUS_M * math.sin(math.radians(4.5)))
            heading += side * 4.5
            route.append((lat, lon))
        flown_s, leg_s, side = flown_s + leg_s + 30.0, 60.0, -side
    return route


def scene(
    carries: Sequence[str], jets: dict[str, Spec] | None = None, *, tracking: Spec | None = None,
    effects: Spec | None = None, link: Spec | None = None, radars: Spec | None = None, **more: Any,
) -> Scenario:
    """Return the scene: a link between the two posts that carries something, and jets; nobody shoots unless told to."""
    posts = {name: {"nation": nation, "at": list(SITES[name]), "picture": True, "handling": "0 s", "load": "0 s",
                    "epoch": "5 s"} for name, nation in POSTS.items()}  # fmt: skip
    return Scenario.model_validate({
        "format": 1, "id": "pictures", "title": "Pictures", "question": {"text": "What does a picture gain?"},
        "date": "2016-05-06", "start": "10:00", "duration": f"{DURATION_S!r} s",
        "theatre": {"south": 52, "north": 56, "west": 22, "east": 27},
        "environment": {"ground": "0 m", "trees": "0 m", "daylight": "day", "propagation": "mask"},
        "nations": {"AA": {"title": "A"}, "BB": {"title": "B"}}, "posts": posts,
        "sensors": {f"radar-{name}": radar(nation, name, **(radars or {})) for name, nation in POSTS.items()},
        "links": [LINK | {"from": "theirs", "to": "ours", "carries": list(carries), "rate": "10 s"} | (link or {})],
        "crafts": {"jet": {"target": "aircraft", "speed": f"{SPEED_MPS} m/s", "altitude": "6 km", "rcs": "5 dBsm"}},
        "intruders": jets or straight(), "effects": QUIET | (effects or {}), "tracking": tracking or {},
    } | more)


def battery() -> Spec:
    """Return the sections of a battery of ours at war that engages whatever is tracked, and never misses."""
    return {
        "batteries": {"battery": {
            "nation": "AA", "at": list(SITES["ours"]), "commander": "ours", "link": LINK, "max_range": "80 km",
            "min_range": "1 km", "max_altitude": "25 km", "min_altitude": "20 m", "speed": "1000 m/s", "boost": "5 s",
            "channels": 12, "missiles": 48, "reaction": "10 s", "reload": "10 min", "assessment": "10 s",
            "assessment_error": 0, "basket": "20 km", "kill": {"aircraft": 1},
        }},
        "rights": [{"action": "engage", "classes": ["unknown", "suspect", "hostile"], "decides": "ours",
                    "delay": "0 s"}],
        "situation": [{"from": "0 s", "is": "war"}],
    }  # fmt: skip


def watch(made: Plan, seed: int, run: int, level: str = "track") -> Watched:
    """Play one run and read every picture at its moments; a capacity that is reached is doubled as the engine does."""
    from skypact.arrays.codes import LEVELS, OK
    from skypact.arrays.state import N_EVENTS, STATUS, blank
    from skypact.engine.replicate import grown, plots_of
    from skypact.engine.steps import begin, finish, step_until

    depth, moments = LEVELS.index(level), np.arange(READ_S, DURATION_S + 0.5, READ_S)
    posts = [made.roster.posts.index(name) for name in POSTS]
    while True:
        state, rows = blank(made.world, made.sizes), {name: [] for name in POSTS}
        begin(made.world, state, seed, run, depth)
        state.reach[:] = made.reach[state.air[0]]
        plots, n = plots_of(made, state, seed, run, 0, depth)  # a run this short is one chunk
        for t in moments:
            step_until(made.world, state, seed, run, plots, n, t, depth)
            for name, i_post in zip(POSTS, posts, strict=True):
                rows[name] += _held(made, state, int(made.world.post["picture"][i_post]), t)
        finish(made.world, state, made.duration_s)
        if state.counter[STATUS] == OK:
            events = state.event[: int(state.counter[N_EVENTS])].copy()
            found = {name: _reading(some) for name, some in rows.items()}
            return Watched(moments, _truth(made, state, moments), found, events)
        made.sizes = grown(made.sizes, int(state.counter[STATUS]))


def _held(made: Plan, state: Any, i_pic: int, t_s: float) -> list[tuple[Any, ...]]:
    """Return the confirmed tracks of a picture, carried on to a moment."""
    from skypact.arrays.state import T_CONFIRMED

    q, found = float(made.world.picture["q"][i_pic]), []
    for slot in np.flatnonzero(state.track["stage"][i_pic] == T_CONFIRMED):
        tr = state.track[i_pic, slot]
        x, p = carried(state.x[i_pic, slot], state.p[i_pic, slot], t_s - float(tr["t_s"]), q)
        found.append((t_s, int(tr["track"]), int(tr["obj"]), x, p))
    return found


def carried(x: np.ndarray, p: np.ndarray, dt_s: float, q: float) -> tuple[np.ndarray, np.ndarray]:
    """Return a state and its covariance so much later: straight flight, white noise acceleration of density q."""
    f = np.eye(6) + dt_s * np.eye(6, k=3)
    noise = q * np.kron(np.array([[dt_s**3 / 3, dt_s**2 / 2], [dt_s**2 / 2, dt_s]]), np.eye(3))
    return f @ x, f @ p @ f.T + noise


def _reading(rows: list[tuple[Any, ...]]) -> Reading:
    if not rows:
        return Reading(np.zeros(0), np.zeros(0, int), np.zeros(0, int), np.zeros((0, 6)), np.zeros((0, 6, 6)))
    return Reading(*(np.array(column) for column in zip(*rows, strict=True)))


def _truth(made: Plan, state: Any, moments_s: np.ndarray) -> np.ndarray:
    """Return places [m] and velocities [m/s] of all jets at the moments, in their own times."""
    from skypact.arrays.world import G_PHANTOM

    phantom = int(made.world.settings[G_PHANTOM])
    objects = made.world.object[:phantom] if phantom >= 0 else made.world.object
    true = np.empty((len(moments_s), len(objects), 6))
    for i, o in enumerate(objects):
        route = made.world.waypoint[o["wp_first"] : o["wp_first"] + o["wp_count"]]
        t = moments_s - state.obj["offset_s"][i]
        for k in range(3):
            before, at, after = (np.interp(t + dt, route[:, 0], route[:, 1 + k]) for dt in (-0.5, 0.0, 0.5))
            true[:, i, k], true[:, i, 3 + k] = at, after - before
    return true
