"""One replicate: detect, then step through the chunks, then close. Regrows and reruns where a capacity is reached."""

from __future__ import annotations

import numpy as np

from skypact.arrays.codes import (
    FULL_CLUSTER,
    FULL_EVENTS,
    FULL_HEAP,
    FULL_PAIRS,
    FULL_SLOTS,
    LEVELS,
    OK,
    STATUS_NAMES,
)
from skypact.arrays.looks import Looks, Plots, empty_plots, in_time
from skypact.arrays.state import N_EVENTS, STATUS, Sizes, State, blank
from skypact.arrays.world import G_PHANTOM
from skypact.core.errors import CapacityError
from skypact.engine.plan import Plan, looks_in

#: A capacity beyond this is an error: the memory limit.
LIMIT = 50_000_000


def replicate(plan: Plan, seed: int, run: int, level: str = "full") -> np.ndarray:
    """Return the events (EVENT [n]) of one run, sorted by time."""
    sizes = plan.sizes
    while True:
        state = blank(plan.world, sizes)
        play(plan, state, seed, run, level)
        status = int(state.counter[STATUS])
        if status == OK:
            if sizes != plan.sizes:
                plan.sizes = Sizes(*(max(a, b) for a, b in zip(sizes, plan.sizes, strict=True)))
            events = state.event[: int(state.counter[N_EVENTS])]
            return events[np.argsort(events["t_s"], kind="stable")].copy()
        sizes = grown(sizes, status)


def grown(sizes: Sizes, status: int) -> Sizes:
    """Return capacities with the one that was reached doubled; CapacityError at the memory limit."""
    field = {
        FULL_EVENTS: "events", FULL_HEAP: "heap", FULL_SLOTS: "slots", FULL_PAIRS: "pairs", FULL_CLUSTER: "cluster",
    }[status]
    now = getattr(sizes, field)
    if now * 2 > LIMIT:
        raise CapacityError(
            f"a replicate needs more than {now:,} {STATUS_NAMES[status]}: the memory limit "
            f"(skypact.engine.replicate.LIMIT = {LIMIT:,}) — raise it, or make the scenario smaller"
        )
    return sizes._replace(**{field: now * 2})


def play(plan: Plan, state: State, seed: int, run: int, level: str) -> None:
    """Play a whole run into a blank state."""
    from skypact.engine.doctrine import ask, stopped
    from skypact.engine.steps import begin, finish, step_until

    depth = LEVELS.index(level)
    begin(plan.world, state, seed, run, depth)
    state.reach[:] = plan.reach[state.air[0]]
    for i_chunk, (_, t1) in enumerate(plan.chunks):
        plots, n = plots_of(plan, state, seed, run, i_chunk, depth)
        if depth > 0:
            rewind(plan, state, plots, n, i_chunk)
            step_until(plan.world, state, seed, run, plots, n, t1, depth, plan.code.weigh)
            while stopped(state):
                ask(plan.world, state, plan.roster, plan.code)
                step_until(plan.world, state, seed, run, plots, n, t1, depth, plan.code.weigh)
        if state.counter[STATUS] != OK:
            return
    finish(plan.world, state, plan.duration_s)


def rewind(plan: Plan, state: State, plots: Plots, n: int, i_chunk: int) -> None:
    """Set each reader's cursor to the first plot that it has not read yet."""
    t0 = plan.chunks[i_chunk][0]
    for i, lag in enumerate(plan.world.reader["lag_s"]):
        state.cursor[i] = np.searchsorted(plots.t_s[:n] + lag, t0, side="left") if i_chunk else 0


def plots_of(plan: Plan, state: State, seed: int, run: int, i_chunk: int, depth: int) -> tuple[Plots, int]:
    """Return the plots of a chunk, sorted by (time, sensor, object), and their number."""
    from skypact.engine.steps import detect

    looks, reach = plan.static_looks(i_chunk, int(state.air[0]))
    state.reach[:] |= reach
    if plan.varies:
        own = looks_in(plan.world, state, True, *plan.window(i_chunk), room=plan.room)
        plan.room = max(plan.room, len(own.t_s) + len(own.t_s) // 8)
        looks = merged(looks, own)
    plots = empty_plots(len(looks.t_s) if depth else 0)
    n = detect(plan.world, state, seed, run, looks, plots, depth)
    if depth and plan.world.settings[G_PHANTOM] >= 0:
        return with_false(plan, state, seed, run, i_chunk, plots, n)
    return plots, n


def with_false(
    plan: Plan, state: State, seed: int, run: int, i_chunk: int, plots: Plots, n: int
) -> tuple[Plots, int]:
    """Return the first n plots and the false ones of a chunk, sorted as before."""
    from skypact.engine.steps import false_plots

    window = plan.window(i_chunk)
    total = false_plots(plan.world, state, seed, run, *window, plots, n)
    if total > len(plots.t_s):
        plots = Plots(*(np.concatenate([c[:n], np.zeros(total - n, c.dtype)]) for c in plots))
        false_plots(plan.world, state, seed, run, *window, plots, n)
    order = in_time(plots.t_s[:total], plots.sensor[:total], plots.object[:total])
    return Plots(*(c[:total][order] for c in plots)), total


def merged(a: Looks, b: Looks) -> Looks:
    """Return two sorted look tables as one."""
    if len(b.t_s) == 0:
        return a
    if len(a.t_s) == 0:
        return b
    both = Looks(*(np.concatenate([x, y]) for x, y in zip(a, b, strict=True)))
    order = in_time(both.t_s, both.sensor, both.object)
    return Looks(*(column[order] for column in both))
