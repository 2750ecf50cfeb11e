"""decide: the engine's solvers of weapon-target assignment against exact ones.

One shot at a track: linear assignment is exact (scipy's linear_sum_assignment). Several: the integer programme of
`highs.py`, whose dual bound lies above the optimum, so that the share reached is understated.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from verification.estimate import Proof, within
from verification.highs import Problem, one_shot_optimum, problem, upper_bound

#: Random instances of one shot each; of several shots of each kind.
INSTANCES, SEVERAL = 200, 6
SIDE = 20
#: What facts.md 4 says of greedy assignment on one shot each: 2 to 4 per cent worse.
GREEDY, GREEDY_TOLERANCE = 0.97, 0.01
PASSES = 20


def compiled() -> dict[str, Callable[..., Any]]:
    """Return the solvers in shells through which Python may call them."""
    from numba import njit

    from skypact.kernels.decide.solver import layered, marginal
    from skypact.kernels.matching import assignment

    return {
        "assignment": njit(lambda value, supply, f, k: assignment(value, supply, f, k)),
        "marginal": njit(lambda p, c, w, limit, price, out, f, k: marginal(p, c, w, limit, price, out, f, k)),
        "layered": njit(lambda p, c, w, limit, price, passes, out, value, f, k: layered(
            p, c, w, limit, price, passes, out, value, f, k)),
    }


def solved(solvers: dict[str, Callable[..., Any]], name: str, made: Problem) -> float:
    """Return the worth of the answer of a solver, computed from its definition."""
    from skypact.kernels.decide.solver import FLOATS, INTS

    n = max(made.p.shape)
    out = np.empty((len(made.p), int(made.capacity.max())), np.int64)
    f, k = np.empty((FLOATS, n)), np.empty((INTS, n), np.int64)
    head = made.p, made.capacity, made.weight, made.limit, made.price
    if name == "layered":
        solvers[name](*head, PASSES, out, np.empty(made.p.shape), f, k)
    else:
        solvers[name](*head, out, f, k)
    survives = np.ones(made.p.shape[1])
    for i, j in zip(*np.nonzero(out >= 0), strict=True):
        survives[out[i, j]] *= 1.0 - made.p[i, out[i, j]]
    return float(made.weight @ (1.0 - survives) - made.price * (out >= 0).sum())


def _one_shot(solvers: dict[str, Callable[..., Any]], instances: int, seed: int) -> list[Proof]:
    """Return how many instances are solved exactly, and what greedy loses on the square ones."""
    equal, greedy = 0, []
    for i in range(instances):
        rng = np.random.default_rng([seed, i])
        square = i % 2 == 0
        shape = (SIDE, SIDE) if square else tuple(int(n) for n in rng.integers(1, 41, 2))
        made = problem(1000 * seed + i, *shape, kind="spread" if square else "sparse")
        if i % 4 == 1:  # many ties
            made.p, made.weight = np.round(made.p, 1), np.ones(shape[1])
        best = one_shot_optimum(made)
        equal += abs(solved(solvers, "layered", made) - best) <= 1e-9 * max(best, 1.0)
        if square:
            greedy.append(solved(solvers, "marginal", made) / best)
    return [
        Proof(f"One shot each, {instances} instances: as good as scipy's", instances, equal, 0.0, instances),
        within(f"Greedy, one shot each, {SIDE} × {SIDE}: share of the optimum", GREEDY, float(np.mean(greedy)),
               GREEDY_TOLERANCE),
    ]


def _several(solvers: dict[str, Callable[..., Any]], instances: int, seed: int) -> list[Proof]:
    """Return the smallest share of HiGHS's bound for each kind of problem."""
    found = []
    for kind in ("spread", "sparse", "product"):
        share = [
            solved(solvers, "layered", made) / upper_bound(made)
            for made in (problem(1000 * seed + i, SIDE, SIDE, kind, 3, 2 + i % 2) for i in range(instances))
        ]
        name = f"Layers, {SIDE} × {SIDE}, {kind}, worst of {instances}: share of HiGHS's bound"
        found.append(within(name, 1.0, min(share), 0.01))
    return found


def proofs(scale: float, seed: int) -> list[Proof]:
    """Return the proofs of one shot and of several."""
    solvers = compiled()
    return [*_one_shot(solvers, max(20, round(INSTANCES * min(1.0, scale))), seed),
            *_several(solvers, max(2, round(SEVERAL * min(1.0, scale))), seed)]
