"""The steps of a replicate as Python calls them; importing this room compiles or loads the kernels."""

from __future__ import annotations

from typing import Any

import numpy as np

from skypact.arrays.looks import Looks, Plots, empty_looks, empty_plots
from skypact.arrays.state import State
from skypact.arrays.world import World
from skypact.engine import loop
from skypact.engine.doctrine import UNWEIGHED
from skypact.kernels.jit import COMPILED

_NO_LOOKS, _NO_PLOTS = empty_looks(0), empty_plots(0)
_NO_LEG, _NO_FRAME = np.zeros(0, np.int64), np.zeros((0, 0))


def _call(
    step: int, world: World, state: State, *, seed: int = 0, run: int = 0, level: int = 0, varying: bool = False,
    looks: Looks = _NO_LOOKS, plots: Plots = _NO_PLOTS, n_plot: int = 0, leg: np.ndarray = _NO_LEG,
    frame: np.ndarray = _NO_FRAME, t0_s: float = 0.0, t1_s: float = 0.0, weigh: Any = UNWEIGHED,
) -> int:
    if not COMPILED:
        world, state = records(world), records(state)
    return loop.call(
        step, world, state, seed, run, level, varying, weigh, looks, len(looks.t_s), plots, n_plot, leg, frame, t0_s,
        t1_s,
    )


def records(table: Any) -> Any:
    """Return the same arrays with attribute access to their fields, which plain Python needs and numba has."""
    return type(table)(*(a.view(np.recarray) if a.dtype.names else a for a in table))


def begin(world: World, state: State, seed: int, run: int, level: int) -> None:
    """Draw the run's luck and set the first messages."""
    _call(loop.BEGIN, world, state, seed=seed, run=run, level=level)


def list_looks(world: World, state: State, varying: bool, t0_s: float, t1_s: float, looks: Looks) -> int:
    """Fill `looks` and return how many there are (kernels.detect.looks_of)."""
    leg, frame = np.zeros(max(1, len(world.object)), np.int64), np.zeros((4, 3))
    return _call(loop.LOOKS, world, state, varying=varying, looks=looks, leg=leg, frame=frame, t0_s=t0_s, t1_s=t1_s)


def detect(world: World, state: State, seed: int, run: int, looks: Looks, plots: Plots, level: int) -> int:
    """Draw looks into plots and return how many were seen (kernels.detect.detect_looks)."""
    return _call(loop.DETECT, world, state, seed=seed, run=run, looks=looks, plots=plots, level=level)


def false_plots(
    world: World, state: State, seed: int, run: int, t0_s: float, t1_s: float, plots: Plots, n_plot: int
) -> int:
    """Append false plots after the first n_plot and return how many there are, or would be (kernels.detect.draw)."""
    return _call(loop.FALSE, world, state, seed=seed, run=run, plots=plots, n_plot=n_plot, t0_s=t0_s, t1_s=t1_s)


def step_until(
    world: World, state: State, seed: int, run: int, plots: Plots, n_plot: int, t_end_s: float, level: int,
    weigh: Any = UNWEIGHED,
) -> None:
    """Go on to t_end_s, or to an epoch that waits for Python (engine.loop.step_until)."""
    _call(loop.STEP, world, state, seed=seed, run=run, level=level, plots=plots, n_plot=n_plot, t1_s=t_end_s,
          weigh=weigh)


def finish(world: World, state: State, t_end_s: float) -> None:
    """Close the run (kernels.assess.close)."""
    _call(loop.FINISH, world, state, t1_s=t_end_s)
