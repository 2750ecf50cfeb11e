"""Doctrine in code: an analyst's own function, compiled for the loop, or plain Python once an epoch.

A pair function is `@njit` of the signature float64(float64[::1]): the features of one pair of unit and track
(arrays.state.FEATURES) in, its weight out; 0 keeps the unit from it. An epoch function is plain Python: it gets an
`Epoch` and returns the weights of all pairs. Neither sees the truth: only what the post believes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import cfunc, types
from numba.core.types import WrapperAddressProtocol
from numba.experimental import function_type as _registers  # noqa: F401  # numba then knows first-class functions

from skypact.arrays.state import PAUSED, STATUS, T_CONFIRMED, State
from skypact.arrays.world import CODE_EPOCH, CODE_PAIR, World
from skypact.core.errors import SkypactError
from skypact.kernels.jit import COMPILED
from skypact.lower.roster import Roster

SIGNATURE = types.float64(types.Array(types.float64, 1, "C"))


class _Address(WrapperAddressProtocol):
    """A compiled function as the loop takes it: by address, so that one compiled loop serves all."""

    def __init__(self, function: Any = None) -> None:
        self.function = function

    def __wrapper_address__(self) -> int:
        return self.function.address if self.function is not None else 1  # never called without code

    def signature(self) -> Any:
        return SIGNATURE

    def __call__(self, features: np.ndarray) -> float:
        return 1.0


#: What the loop is given where no doctrine has a pair function.
UNWEIGHED = _Address()


@dataclass(frozen=True)
class Code:
    """The functions of a plan: one pair function at most, and epoch functions by row of DOCTRINE."""

    weigh: Any
    epochs: dict[int, Callable[[Epoch], Any]]


@dataclass(frozen=True)
class Epoch:
    """What a post believes at one decision epoch. Arrays are views or copies; changing them changes nothing.

    units: ids, batteries first, then fighters. tracks: slots of the confirmed tracks. worth: f8 [n_unit, n_track] by
    the doctrine's rows, 0 where a pair is not possible or not allowed. kill: f8 [n_battery, n_track] believed kill
    chance. x: f8 [n_track, 6] ECEF position [m] at t_s and velocity [m/s]. classes, zones, territories: codes.
    missiles, channels: i8 [n_battery].
    """

    t_s: float
    post: str
    units: tuple[str, ...]
    tracks: np.ndarray
    worth: np.ndarray
    kill: np.ndarray
    x: np.ndarray
    classes: np.ndarray
    zones: np.ndarray
    territories: np.ndarray
    missiles: np.ndarray
    channels: np.ndarray


def prepared(world: World, names: list[str], functions: Mapping[str, Callable[..., Any]]) -> Code:
    """Return the code of the doctrines in use and note its kind in world.doctrine."""
    weigh: Any = UNWEIGHED
    epochs: dict[int, Callable[[Epoch], Any]] = {}
    for name, function in functions.items():
        if name not in names:
            continue
        row = names.index(name)
        if not hasattr(function, "py_func"):
            epochs[row] = function
            world.doctrine["code"][row] = CODE_EPOCH
            continue
        if weigh is not UNWEIGHED:
            raise SkypactError(f"doctrine {name}: a second @njit function — keep one, or make it plain Python")
        weigh = compiled(name, function)
        world.doctrine["code"][row] = CODE_PAIR
    return Code(weigh, epochs)


def compiled(name: str, function: Any) -> Any:
    """Return an @njit function as the loop takes it; SkypactError where its signature does not fit."""
    if not COMPILED:
        return function.py_func if hasattr(function, "py_func") else function
    from numba.core.errors import NumbaError

    try:
        return _Address(cfunc(SIGNATURE)(function.py_func))
    except NumbaError as error:
        reason = str(error).strip().splitlines()[0]
        raise SkypactError(
            f"doctrine {name}: does not compile as float64(float64[::1]) — {reason}; it is given the features of one "
            "pair (docs/guides/doctrine.md) and returns a number"
        ) from None


def ask(world: World, state: State, roster: Roster, code: Code) -> None:
    """Let the epoch function of a paused post write its weights into state.value."""
    i_pic = int(state.counter[PAUSED]) - 1
    i_post = int(world.picture["post"][i_pic])
    tracks = np.flatnonzero(state.track["stage"][i_pic] == T_CONFIRMED)
    track = state.track[i_pic][tracks]
    function = code.epochs[int(world.post["doctrine"][i_post])]
    t_s, x = float(state.now["v"][0]), state.x[i_pic][tracks]
    x[:, :3] += (t_s - track["t_s"])[:, None] * x[:, 3:]
    seen = Epoch(
        t_s=t_s, post=roster.posts[i_post], units=(*roster.batteries, *roster.fighters),
        tracks=tracks, worth=state.value[:, tracks].copy(), kill=state.kill[:, tracks].copy(),
        x=x, classes=track["cls"].copy(), zones=track["zone"].copy(),
        territories=track["territory"].copy(), missiles=state.missiles.copy(), channels=state.channels.copy(),
    )
    weights = np.asarray(function(seen), dtype=float)
    if weights.shape != seen.worth.shape or not np.isfinite(weights).all():
        raise SkypactError(
            f"doctrine of {seen.post}: returned an array of shape {weights.shape} — finite weights of shape "
            f"{seen.worth.shape} (units × tracks) are needed"
        )
    state.value[:, tracks] = np.where(seen.worth > 0.0, np.maximum(weights, 0.0) * seen.worth, 0.0)


def stopped(state: State) -> bool:
    """Return whether the loop waits for an epoch function."""
    return bool(state.counter[PAUSED] > 0 and state.counter[STATUS] == 0)
