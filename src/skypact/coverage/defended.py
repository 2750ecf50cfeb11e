"""Defended area: for which ends of one scripted arc a site of interceptors could meet it, as an array over land.

The start of the arc and everything else about it stay as the scenario has them; only its end is moved over the land of
the nations that are defended. The meeting is found by the solver of the engine (kernels.engage.interceptor) on the true
arc; the error of the track is that of a straight fit to the looks so far, and the interceptor leaves as soon as the
nominal timeline and that error allow a meeting. So the map says where a meeting is possible, not how likely it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from skypact.arrays.world import G_GROUND_M, G_TREES_M
from skypact.core.errors import SkypactError, nearest
from skypact.coverage import timeline
from skypact.load.borders import COARSE_DEG, outlines
from skypact.lower.engage import ballistic
from skypact.lower.sense.air import graze_m
from skypact.lower.world import Lowered
from skypact.lower.world import world as lower_world
from skypact.spec.intruder import Arc
from skypact.spec.place import Theatre
from skypact.spec.scenario import Scenario

#: Steps of the launch time [s], and until when after the start a launch is looked for [s].
LAUNCH_STEP_S, LAUNCH_END_S = 10.0, 1500.0
#: Steps of the arc at which radars look [s]; looks of one fit at most.
PATH_STEP_S, FIT_LOOKS = 5.0, 200
MOST_CELLS = 4000


@dataclass(frozen=True)
class Defended:
    """The defended area of a site against one arc. NaN: no land there, or no arc leads there; inf: no meeting."""

    battery: str
    intruder: str
    label: str
    lat_deg: np.ndarray  # [n_lat] middles of the cells
    lon_deg: np.ndarray  # [n_lon]
    launch_s: np.ndarray  # [n_lat, n_lon] when the interceptor leaves, after the start of the missile
    meet_s: np.ndarray  # [n_lat, n_lon] when they meet

    @property
    def share(self) -> float:
        """Return the share of the land, by area, for which a meeting is possible."""
        area = np.cos(np.radians(self.lat_deg))[:, None] * np.ones(len(self.lon_deg))
        known = ~np.isnan(self.meet_s)
        return float(area[np.isfinite(self.meet_s)].sum() / area[known].sum()) if known.any() else float("nan")


def defended(
    scenario: Scenario, battery: str, intruder: str, *, nations: Sequence[str] = (), step_deg: float = 2.0,
    label: str = "", progress: Callable[[int, int], None] | None = None,
) -> Defended:
    """Return the defended area of a battery of interceptors against an intruder's arc.

    scenario: resolved, its arrangement applied. nations: codes of two letters, else those that have posts.
    """
    lowered = lower_world(scenario)
    arc, row = _asked(scenario, lowered, battery, intruder)
    lat, lon, land = _land(nations or sorted({p.nation for p in scenario.posts.values()}), step_deg)
    launch, meet = np.full(land.shape, np.nan), np.full(land.shape, np.nan)
    cells = np.argwhere(land)
    fire = _fire_at(scenario, lowered, battery, row)
    for k, (i, j) in enumerate(cells):
        moved = arc.model_copy(update={"to": (float(lat[i]), float(lon[j]))})
        try:
            state = ballistic.burnout_state(moved, scenario.environment.ground.value)
        except SkypactError:
            continue  # no such arc leads there
        launch[i, j], meet[i, j] = fire(state, arc.boost.value)
        if progress:
            progress(k + 1, len(cells))
    return Defended(battery, intruder, label, lat, lon, launch, meet)


def _asked(scenario: Scenario, lowered: Lowered, battery: str, intruder: str) -> tuple[Arc, int]:
    """Return the arc and the row of the object that were asked for."""
    with_arc = sorted(name for name, i in scenario.intruders.items() if i.arc is not None)
    exo = sorted(name for name, b in scenario.batteries.items() if b.interceptor is not None)
    if battery not in exo:
        raise SkypactError(f"{battery!r} is no battery with an `interceptor` — {nearest(battery, exo)}")
    if intruder not in with_arc:
        raise SkypactError(f"{intruder!r} is no intruder on an arc — {nearest(intruder, with_arc)}")
    arc = scenario.intruders[intruder].arc
    assert arc is not None
    return arc, lowered.roster.objects.index(intruder)


def _fire_at(
    scenario: Scenario, lowered: Lowered, battery: str, i_object: int
) -> Callable[[np.ndarray, float], tuple[float, float]]:
    """Return the function from state at burnout and burn time to (launch, meeting) after the start, inf if none."""
    world = lowered.world
    i_battery = lowered.roster.batteries.index(battery)
    b = world.battery[i_battery]
    post = world.post[b["commander"]]
    g = world.settings
    kernels = _kernels()
    decision = timeline.decision_s(scenario, battery)
    confirm = world.picture[post["picture"]]["confirm_hits"]
    lag = world.picture[post["picture"]]["lag_s"]
    grazed = graze_m(world.grazing[0], world.sensor["height_m"] - g[G_GROUND_M])
    rcs_dbsm = float(world.object[i_object]["rcs_dbsm"])

    def fire(state: np.ndarray, burn_s: float) -> tuple[float, float]:
        t = np.arange(0.0, LAUNCH_END_S, PATH_STEP_S)
        places = np.zeros((len(t), 4))
        down = kernels.places(state, t, places)
        sight = grazed[:, None] + graze_m(world.grazing[0], places[:, 3] - g[G_GROUND_M] - g[G_TREES_M])
        keep = t <= down
        path = timeline.Path(t[keep] + burn_s, places[keep, :3], places[keep, 3], burn_s)
        track = timeline.seen(lowered, int(post["picture"]), path, rcs_dbsm, sight[:, keep])
        if track is None:
            return np.inf, np.inf
        told = min(timeline.warned_s(lowered, path), track.from_s + lag + confirm * track.period_s)
        ready = max(told + post["epoch_s"] + decision, track.from_s + lag + confirm * track.period_s)
        first = ready + 0.5 * post["epoch_s"] + b["link_s"] + b["reaction_s"]
        return kernels.fire(
            world.battery, world.stand, i_battery, state, burn_s, track.from_s, track.sigma_m, track.period_s, first,
            down + burn_s,
        )

    return fire


@lru_cache(maxsize=1)
def _kernels() -> Any:
    """Return the kernels in shells through which Python may call them; they are compiled once."""
    import math
    from types import SimpleNamespace

    from numba import njit

    from skypact.kernels.earth.ballistic import ahead
    from skypact.kernels.earth.geodesy import to_geodetic
    from skypact.kernels.engage.interceptor import down_s, earliest_s

    compiled = njit(error_model="numpy")

    @compiled
    def places(x, times, out):  # type: ignore[no-untyped-def]
        for k in range(len(times)):
            px, py, pz, _, _, _ = ahead(x[0], x[1], x[2], x[3], x[4], x[5], times[k])
            out[k, 0], out[k, 1], out[k, 2] = px, py, pz
            _, _, out[k, 3] = to_geodetic(px, py, pz)
        return down_s(x)

    @compiled
    def fire(batteries, stands, i, x, burn_s, seen_s, sigma, period, first, end):  # type: ignore[no-untyped-def]
        p = np.zeros((6, 6))
        launch = first
        while launch < min(LAUNCH_END_S, end):
            looks = min(FIT_LOOKS, int((launch - seen_s) / period) + 1)
            # errors at the end of a straight fit to n even looks: 4/n of a look's variance, 12/(n T²) for the speed
            for k in range(3):
                p[k, k] = 4.0 * sigma**2 / looks
                p[3 + k, 3 + k] = 12.0 * sigma**2 / (looks * (max(looks - 1, 1) * period) ** 2)
            age = launch - burn_s
            b = batteries[i]
            flight = earliest_s(b, stands[b.stand_first], x, p, age, b.burn_s, end - launch)
            if flight > 0.0:
                return launch, launch + flight
            launch += LAUNCH_STEP_S
        return math.inf, math.inf

    return SimpleNamespace(places=places, fire=fire)


def _land(nations: Sequence[str], step_deg: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the middles of cells [deg] over the nations' main land, and which of them are land."""
    whole = outlines(Theatre.model_construct(south=-90.0, north=90.0, west=-180.0, east=180.0), COARSE_DEG)
    missing = [n for n in nations if n not in whole]
    if missing:
        raise SkypactError(f"no outline of {missing[0]!r} — {nearest(missing[0], whole)}")
    rings = [np.asarray(ring) for n in nations for ring in whole[n]]
    main = [max((np.asarray(ring) for ring in whole[n]), key=_size) for n in nations]
    south, west = np.min([m.min(axis=0) for m in main], axis=0)
    north, east = np.max([m.max(axis=0) for m in main], axis=0)
    lat = np.arange(np.floor(south / step_deg) + 0.5, np.ceil(north / step_deg)) * step_deg
    lon = np.arange(np.floor(west / step_deg) + 0.5, np.ceil(east / step_deg)) * step_deg
    land = np.zeros((len(lat), len(lon)), bool)
    for i, y in enumerate(lat):
        for ring in rings:
            land[i] ^= _inside(ring, y, lon)
    if np.count_nonzero(land) > MOST_CELLS:
        raise SkypactError(f"{np.count_nonzero(land):,} cells of land — at most {MOST_CELLS:,}: a larger --step")
    return lat, lon, land


def _size(ring: np.ndarray) -> float:
    return abs(float(np.sum(ring[:, 0] * np.roll(ring[:, 1], -1) - np.roll(ring[:, 0], -1) * ring[:, 1])))


def _inside(ring: np.ndarray, y: float, x: np.ndarray) -> np.ndarray:
    """Return which longitudes at latitude y lie within a ring (even-odd rule)."""
    a, b = ring, np.roll(ring, -1, axis=0)
    cross = (a[:, 0] > y) != (b[:, 0] > y)
    p, q = a[cross], b[cross]
    at = p[:, 1] + (y - p[:, 0]) * (q[:, 1] - p[:, 1]) / (q[:, 0] - p[:, 0])
    return (at[:, None] > x[None, :]).sum(axis=0) % 2 == 1
