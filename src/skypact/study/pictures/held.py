"""Held: the tracks of pictures as they were at one moment, carried along to it as the post itself does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from skypact.arrays.state import State
    from skypact.arrays.world import World


@dataclass(frozen=True)
class Shots:
    """The tracks of one picture at one moment, all [n_track] but x, p; rows as in `Held`."""

    picture: np.ndarray
    t_s: np.ndarray
    track: np.ndarray
    obj: np.ndarray
    confirmed: np.ndarray
    cls: np.ndarray
    violation: np.ndarray
    sensor: np.ndarray
    link: np.ndarray
    purity: np.ndarray
    x: np.ndarray
    p: np.ndarray


@dataclass(frozen=True)
class Held(Shots):
    """The tracks of all pictures at all moments, one row for each.

    track: its number. obj: row of the object whose plot it took last (truth). cls: codes.K_*, -1 not yet. sensor: row
    of the sensor whose plot it took last, -1 a report or a partner. link: row of world.track_link, -1 none. purity:
    greatest share of its last plots that are of one object. x [n, 6], p [n, 6, 6]: ECEF, at the moment.
    """

    @classmethod
    def of(cls, shots: Sequence[Shots]) -> Held:
        """Return the rows of many moments as one table."""
        names = Shots.__dataclass_fields__
        if not shots:
            return cls(*(np.zeros((0, 6, 6)[: {"x": 2, "p": 3}.get(name, 1)]) for name in names))
        return cls(*(np.concatenate([getattr(shot, name) for shot in shots]) for name in names))


def read(world: World, state: State, i_pic: int, t_s: float) -> Shots:
    """Return the tracks that a picture holds at a moment, without those that it would drop if it looked.

    Positions are carried along straight lines, as kernels.identify.where does for the post's own decisions.
    """
    from skypact.arrays.state import T_CONFIRMED, T_NONE

    pic, every = world.picture[i_pic], state.track[i_pic]
    slots = np.flatnonzero((every["stage"] != T_NONE) & ~_stale(world, every, i_pic, t_s))
    tr = every[slots]
    dt = np.maximum(t_s - tr["t_s"], 0.0)
    q = np.full(len(slots), float(pic["q"]))
    if pic["imm"]:
        q = state.mu[i_pic][slots] @ pic["q_model"]
    x, p = ahead(state.x[i_pic][slots], state.p[i_pic][slots], dt, q)
    n = len(slots)
    return Shots(
        np.full(n, i_pic), np.full(n, t_s), tr["track"].copy(), tr["obj"].copy(), tr["stage"] == T_CONFIRMED,
        tr["cls"].copy(), tr["violation"] != 0, tr["sensor"].copy(), tr["link"].copy(),
        purity(state.last[i_pic][slots]), x, p,
    )


def ahead(x: np.ndarray, p: np.ndarray, dt: np.ndarray, q: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return states [n, 6] and covariances [n, 6, 6] dt [s] later: straight flight, noise density q [m²/s³].

    The law of kernels.track.filter.predict, for many tracks at once.
    """
    n, one = len(x), np.eye(3)
    f = np.broadcast_to(np.eye(6), (n, 6, 6)).copy()
    f[:, :3, 3:] = dt[:, None, None] * one
    noise = np.zeros((n, 6, 6))
    for (i, j), size in (((0, 0), dt**3 / 3), ((0, 3), dt**2 / 2), ((3, 0), dt**2 / 2), ((3, 3), dt)):
        noise[:, i : i + 3, j : j + 3] = (q * size)[:, None, None] * one
    return np.einsum("nij,nj->ni", f, x), f @ p @ f.transpose(0, 2, 1) + noise


def purity(last: np.ndarray) -> np.ndarray:
    """Return the greatest share of the known last plots [n, N_LAST] that are of one object, 1 where none is known."""
    known = last >= 0
    most = ((last[:, :, None] == last[:, None, :]) & known[:, None, :]).sum(axis=2).max(axis=1, where=known, initial=0)
    return np.where(known.any(axis=1), most / np.maximum(known.sum(axis=1), 1), 1.0)


def _stale(world: World, tr: np.ndarray, i_pic: int, t_s: float) -> np.ndarray:
    """Return which tracks have gone too long without a hit (kernels.track.keep.stale, as a post's epoch asks it)."""
    from skypact.arrays.state import T_TENTATIVE

    pic = world.picture[i_pic]
    now_s = t_s - pic["lag_s"]
    old = now_s - tr["t_hit_s"] > pic["drop_s"]
    young = (tr["stage"] == T_TENTATIVE) & (tr["sensor"] >= 0)
    period_s = world.sensor["period_s"][np.maximum(tr["sensor"], 0)] if len(world.sensor) else np.zeros(len(tr))
    return old | (young & (now_s - tr["t_born_s"] > pic["confirm_looks"] * period_s))
