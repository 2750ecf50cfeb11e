"""Replay: one run played again with stops, at which every picture is read. The run itself is the same to the bit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from skypact.study.pictures.held import Held, Shots, read

if TYPE_CHECKING:
    from skypact.arrays.looks import Looks, Plots
    from skypact.arrays.state import State
    from skypact.engine.plan import Plan


@dataclass(frozen=True)
class Replay:
    """One run: its events (EVENT [n], as of the engine), what the pictures held, and what could be seen.

    seen: bool [n_moment, n_sensor, n_object]: in its latest scan the sensor could detect the object (kernels.detect.
    draw.DETECTABLE_PD). Telephones of observers and launch warning are not in it.
    """

    events: np.ndarray
    moments_s: np.ndarray  # [n_moment]
    held: Held
    seen: np.ndarray
    detectable_s: np.ndarray  # [n_nation, n_object] first moment, inf never
    offset_s: np.ndarray  # [n_object] start of the day, inf where it is not there in this run
    fate_s: np.ndarray  # [n_object] when it was gone, inf never


def replay(
    made: Plan, seed: int, run: int, every_s: float, pictures: np.ndarray, keep: Callable[[Shots], Shots] | None = None
) -> Replay:
    """Play one run and read the pictures named (rows of world.picture) every so often, from every_s on.

    keep: what of each reading is kept, all without it. Capacities that are reached grow, and the run is played again,
    as in engine.replicate.
    """
    from skypact.arrays.codes import OK
    from skypact.arrays.state import STATUS, blank
    from skypact.engine.replicate import grown

    sizes = made.sizes
    while True:
        state = blank(made.world, sizes)
        found = _played(made, state, seed, run, every_s, pictures, keep)
        if found is not None:
            return found
        sizes = grown(sizes, int(state.counter[STATUS]))
        assert state.counter[STATUS] != OK


def moments(duration_s: float, every_s: float) -> np.ndarray:
    """Return the moments [s] at which pictures are read: every so often, after the start and before the end."""
    n = int(np.ceil(duration_s / every_s - 1e-9))
    return every_s * np.arange(1, n)


def _played(
    made: Plan, state: State, seed: int, run: int, every_s: float, pictures: np.ndarray,
    keep: Callable[[Shots], Shots] | None,
) -> Replay | None:  # fmt: skip
    """Return the run in a blank state; None where a capacity was reached."""
    from skypact.arrays.codes import OK
    from skypact.arrays.state import N_EVENTS, STATUS
    from skypact.engine.steps import begin, finish

    t_s = moments(made.duration_s, every_s)
    seen = np.zeros((len(t_s), len(made.world.sensor), len(made.world.object)), dtype=np.bool_)
    shots: list[Shots] = []
    begin(made.world, state, seed, run, 2)
    state.reach[:] = made.reach[state.air[0]]
    for i_chunk, (t0, t1) in enumerate(made.chunks):
        looks, plots, n = _seen(made, state, seed, run, i_chunk)
        _note(made, state, looks, t_s, seen)
        _go_on(made, state, seed, run, (plots, n), i_chunk, [*t_s[(t_s > t0) & (t_s <= t1)], t1], pictures, shots, keep)
        if state.counter[STATUS] != OK:
            return None
    finish(made.world, state, made.duration_s)
    if state.counter[STATUS] != OK:
        return None
    events = state.event[: int(state.counter[N_EVENTS])]
    fate_s = np.where(state.obj["fate"] != 0, state.obj["t_fate_s"], np.inf)
    return Replay(
        events[np.argsort(events["t_s"], kind="stable")].copy(), t_s, Held.of(shots), seen, state.detectable_s,
        state.obj["offset_s"], fate_s,
    )


def _go_on(
    made: Plan, state: State, seed: int, run: int, plots: tuple[Plots, int], i_chunk: int, stops: list[float],
    pictures: np.ndarray, shots: list[Shots], keep: Callable[[Shots], Shots] | None,
) -> None:  # fmt: skip
    """Step through one chunk with stops; the last one is its end, at which nothing is read unless it is a moment."""
    from skypact.engine.doctrine import ask, stopped
    from skypact.engine.replicate import rewind
    from skypact.engine.steps import step_until

    rewind(made, state, *plots, i_chunk)
    for k, t_s in enumerate(stops):
        step_until(made.world, state, seed, run, *plots, t_s, 2, made.code.weigh)
        while stopped(state):
            ask(made.world, state, made.roster, made.code)
            step_until(made.world, state, seed, run, *plots, t_s, 2, made.code.weigh)
        if k < len(stops) - 1:
            now = [read(made.world, state, int(i), float(t_s)) for i in pictures]
            shots += map(keep, now) if keep else now


def _seen(made: Plan, state: State, seed: int, run: int, i_chunk: int) -> tuple[Looks, Plots, int]:
    """Return the looks of a chunk and its plots: what engine.replicate.plots_of makes, with the looks kept."""
    from skypact.arrays.looks import empty_plots
    from skypact.arrays.world import G_PHANTOM
    from skypact.engine.plan import looks_in
    from skypact.engine.replicate import merged, with_false
    from skypact.engine.steps import detect

    looks, reach = made.static_looks(i_chunk, int(state.air[0]))
    state.reach[:] |= reach
    if made.varies:
        looks = merged(looks, looks_in(made.world, state, True, *made.window(i_chunk), room=made.room))
    plots = empty_plots(len(looks.t_s))
    n = detect(made.world, state, seed, run, looks, plots, 2)
    if made.world.settings[G_PHANTOM] >= 0:
        plots, n = with_false(made, state, seed, run, i_chunk, plots, n)
    return looks, plots, n


def _note(made: Plan, state: State, looks: Looks, t_s: np.ndarray, seen: np.ndarray) -> None:
    """Note at which moments the latest look of a sensor at an object could see it; a look holds for one period."""
    could = _could(made, state, looks)
    t, sensor, obj = looks.t_s[could], looks.sensor[could], looks.object[could]
    until = t + made.world.sensor["period_s"][sensor]
    first = np.searchsorted(t_s, t, side="left")
    last = np.searchsorted(t_s, until, side="left")  # the next look is due then
    for step in range(int((last - first).max(initial=0))):
        row = first + step < last
        seen[first[row] + step, sensor[row], obj[row]] = True


def _could(made: Plan, state: State, looks: Looks) -> np.ndarray:
    """Return which looks could see: mean Pd of at least DETECTABLE_PD on that day's cross-section, sensor in action.

    The rule of kernels.detect.draw.chance. A transponder answers where it has answered once.
    """
    from skypact.arrays.codes import SENSOR_COOPERATIVE, SENSOR_LAUNCH, SENSOR_OBSERVER, SENSOR_PASSIVE, SENSOR_RADAR
    from skypact.arrays.looks import LOOK_BEARING
    from skypact.arrays.world import PD_COUNT, PD_LOW_DB, PD_STEP_DB
    from skypact.kernels.detect.draw import DETECTABLE_PD

    sensor, obj, level = looks.sensor, looks.object, looks.snr_db.astype(np.float64)
    of = made.world.sensor[sensor]
    day = np.where(of["kind"] == SENSOR_RADAR, state.rcs_day_db[obj, of["band"]], 0.0)
    place = np.clip((level + day - PD_LOW_DB) / PD_STEP_DB, 0.0, PD_COUNT - 1.0)
    below = np.minimum(place.astype(np.int64), PD_COUNT - 2)
    part = place - below
    table = np.maximum(of["pd_table"], 0)
    pd = np.where(place > 0.0, (1 - part) * made.world.pd[table, below] + part * made.world.pd[table, below + 1], 0.0)
    by_table = (of["kind"] == SENSOR_RADAR) | (of["kind"] == SENSOR_PASSIVE)
    p = np.where(by_table, pd, level)
    p = np.where((of["kind"] == SENSOR_RADAR) & (looks.kind == LOOK_BEARING), 1.0, p)
    silent = (of["kind"] == SENSOR_COOPERATIVE) & ~np.isfinite(state.detected_s[sensor, obj])
    told = (of["kind"] == SENSOR_OBSERVER) | (of["kind"] == SENSOR_LAUNCH)
    return (p >= DETECTABLE_PD) & ~silent & ~told & (state.sensor_up[sensor] > 0)
