"""Weapon-target problems drawn at random, and upper bounds of their optima by HiGHS."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass
class Problem:
    """A commander's problem: see skypact.kernels.decide.solver."""

    p: np.ndarray
    capacity: np.ndarray
    weight: np.ndarray
    limit: np.ndarray
    price: float = 0.0


def problem(
    seed: int, n_unit: int, n_track: int, kind: str = "spread", shots: int = 1, most: int = 1, price: float = 0.0
) -> Problem:
    """Return a problem: kill chances .1 to .9, weights .2 to 1, one to `shots` shots a unit, `most` at a track.

    kind: spread, sparse (three pairs in five impossible), product (good units and easy tracks).
    """
    rng = np.random.default_rng(seed)
    p = rng.uniform(0.1, 0.9, (n_unit, n_track))
    if kind == "sparse":
        p[rng.random(p.shape) < 0.6] = 0.0
    elif kind == "product":
        p = np.outer(rng.uniform(0.3, 0.9, n_unit), rng.uniform(0.5, 1.0, n_track))
    weight, capacity = rng.uniform(0.2, 1.0, n_track), rng.integers(1, shots + 1, n_unit)
    return Problem(p, capacity, weight, np.full(n_track, most), price)


def one_shot_optimum(made: Problem) -> float:
    """Return the optimum where every limit is one: linear assignment with a row for each shot (scipy)."""
    from scipy.optimize import linear_sum_assignment

    rows = np.repeat(np.maximum(made.p * made.weight - made.price, 0.0), made.capacity, axis=0)
    return float(rows[linear_sum_assignment(rows, maximize=True)].sum())


def upper_bound(made: Problem, gap: float = 2e-3) -> float:
    """Return an upper bound of the optimum, within about 2.5 gaps of it.

    With y_j = −Σ_i x_ij ln(1 − p_ij) a track survives with exp(−y_j), which is convex: its tangents lie below it. The
    integer programme with tangents in its place is a relaxation, so its dual bound is an upper bound. Tangents are
    added at every solution until its true worth comes near the bound.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import coo_array, csr_array, eye_array, hstack, kron, vstack

    limits: Any = LinearConstraint  # the stubs of both know single numbers only
    box: Any = Bounds
    p, weight = made.p, made.weight
    n_unit, n_track = p.shape
    n, log = p.size, -np.log1p(-p)
    at_track = csr_array(kron(np.ones((1, n_unit)), eye_array(n_track)))
    at_unit = kron(eye_array(n_unit), np.ones((1, n_track)))
    rows = [hstack([vstack([at_unit, at_track]), coo_array((n_unit + n_track, n_track))])]
    low, high = [np.full(n_unit + n_track, -np.inf)], [np.concatenate([made.capacity, made.limit])]
    spent = csr_array(at_track.multiply(log.ravel()[None, :]))  # y = spent · x

    def tangents(y: np.ndarray) -> None:
        slope = np.exp(-y)
        rows.append(hstack([spent.multiply(slope[:, None]), eye_array(n_track)]))
        low.append(slope * (1 + y))
        high.append(np.full(n_track, np.inf))

    for y in np.linspace(0.0, 6.0, 13):
        tangents(np.full(n_track, y))
    most = np.where(p > 0, np.minimum(made.capacity[:, None], made.limit[None, :]), 0).ravel()
    while True:
        found = milp(
            np.concatenate([np.full(n, made.price), weight]),
            constraints=limits(vstack(rows), np.concatenate(low), np.concatenate(high)),
            integrality=np.concatenate([np.ones(n), np.zeros(n_track)]),
            bounds=box(0, np.concatenate([most, np.ones(n_track)])), options={"mip_rel_gap": gap},
        )  # fmt: skip
        bound = float(weight.sum() - found.mip_dual_bound)
        x = np.rint(found.x[:n])
        worth = float(weight @ (1 - np.exp(-(spent @ x))) - made.price * x.sum())
        if worth >= bound * (1 - 2.5 * gap):
            return bound
        tangents(spent @ x)
