"""Lanchester's square law, and its battle of single shooters played on the engine's queue and chance cube.

Aimed fire, both sides equally good: dA/dt = −B, dB/dt = −A, so A² − B² does not change (F. W. Lanchester 1916). As a
Markov chain each shooter kills after exponential times, one enemy at a time: from (a, b) the next loss is b's with
a / (a + b). Exact values by recursion over that. In the battle every shooter has its own timers in the queue, and its
draws are its own in the cube; whom it hits makes no difference, since times left are exponential again.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from verification.estimate import Proof, mean, within
from verification.pictures import Line, lines

from skypact.arrays.codes import W_KILL
from skypact.arrays.state import MESSAGE, N_COUNTERS
from skypact.core.ids import who
from skypact.report.markup import Markup

#: The deterministic battle, and the chains: (shooters of a, shooters of b).
SQUARE = (100, 80)
TEN = 10
AGAINST = (6, 8, 10, 12)
#: Time of the last kill beyond which nothing is integrated.
LONGEST = 10.0


class Queue(NamedTuple):
    """The part of the engine's state that the queue needs."""

    heap_t: np.ndarray
    heap_seq: np.ndarray
    heap: np.ndarray
    now: np.ndarray
    counter: np.ndarray


def queue(n: int) -> Queue:
    """Return an empty queue with room for n timers."""
    return Queue(np.zeros(n), np.zeros(n, np.int64), np.zeros(n, MESSAGE), np.zeros(2, MESSAGE),
                 np.zeros(N_COUNTERS, np.int64))


def survivors(a: int, b: int) -> float:
    """Return the survivors of the square law: the square root of the difference of squares."""
    return math.sqrt(a * a - b * b)


def integrated(a: int, b: int) -> float:
    """Return the survivors by integrating the equations until the other side is gone."""
    from scipy.integrate import solve_ivp

    def gone(t: float, y: np.ndarray) -> float:
        return y[1]

    gone.terminal = True  # type: ignore[attr-defined]
    fight = solve_ivp(lambda t, y: [-y[1], -y[0]], (0.0, LONGEST), [a, b], events=gone, rtol=1e-10, atol=1e-10)
    return float(fight.y_events[0][0][0])


def chain(a: int, b: int) -> tuple[float, float]:
    """Return (chance that a wins, mean survivors of a), by recursion over the states."""
    wins, left = np.zeros((a + 1, b + 1)), np.zeros((a + 1, b + 1))
    wins[1:, 0], left[1:, 0] = 1.0, np.arange(1, a + 1)
    for i in range(1, a + 1):
        for j in range(1, b + 1):
            share = i / (i + j)
            wins[i, j] = share * wins[i, j - 1] + (1 - share) * wins[i - 1, j]
            left[i, j] = share * left[i, j - 1] + (1 - share) * left[i - 1, j]
    return float(wins[a, b]), float(left[a, b])


def battle() -> Callable[..., Any]:
    """Return the compiled battle: (queue, seed, run, who [a + b], a, shots [a + b]) → survivors of a, 0 if it loses."""
    from numba import njit

    from skypact.kernels.emit import pop, push
    from skypact.kernels.ref import ref
    from skypact.kernels.rng import u01

    def fight(room, seed, run, names, a, shots):  # type: ignore[no-untyped-def]
        state = ref(room)
        state.counter[:] = 0
        shots[:] = 0
        n = len(names)
        # the living of each side are the first ones: a hit takes the last
        left_a, left_b = a, n - a
        t = 0.0
        for i in range(n):
            wait = -math.log(u01(seed, run, names[i], W_KILL, 0))
            push(state, wait, 0, 0, -1, -1, -1, -1, -1, -1, -1, i, 0.0)
        while left_a > 0 and left_b > 0:
            t = pop(state)
            i = state.now[0].x
            if i >= a + left_b or left_a <= i < a:
                continue
            if i < a:
                left_b -= 1
            else:
                left_a -= 1
            shots[i] += 1
            wait = -math.log(u01(seed, run, names[i], W_KILL, shots[i]))
            push(state, t + wait, 0, 0, -1, -1, -1, -1, -1, -1, -1, i, 0.0)
        return left_a

    return njit(fight)


def played(fight: Callable[..., Any], a: int, b: int, runs: int, seed: int) -> np.ndarray:
    """Return the survivors of a in every battle."""
    names = np.array([who(f"a-{i:03d}") for i in range(a)] + [who(f"b-{i:03d}") for i in range(b)], np.uint64)
    room, shots = queue(a + b + 1), np.zeros(a + b, np.int64)
    return np.array([fight(room, seed, run, names, a, shots) for run in range(runs)], float)


def proofs(scale: float, seed: int) -> list[Proof]:
    """Return the proofs of the square law, of the chance to win and of the mean survivors."""
    a, b = SQUARE
    found = [within(f"Lanchester square, {a} v {b}: survivors", survivors(a, b), integrated(a, b), 1e-6)]
    fight = battle()
    for other in AGAINST:
        left = played(fight, TEN, other, max(500, round(40_000 * scale)), seed)
        found.append(mean(f"Lanchester chain, {TEN} v {other}: the {TEN} win", chain(TEN, other)[0], left > 0))
    left = played(fight, a, b, max(200, round(4000 * scale)), seed)
    return [*found, mean(f"Lanchester chain, {a} v {b}: mean survivors of the {a}", chain(a, b)[1], left)]


def drawn(found: list[Proof]) -> Markup:
    """Return the chance to win over the other side's number: exact, straight between whole numbers, and simulated."""
    numbers = np.arange(21)
    exact = np.array([chain(TEN, int(b))[0] for b in numbers])
    points = list(zip(map(float, AGAINST), found[1:-1], strict=True))
    line = Line(f"{TEN} shooters against others as good", lambda b: float(np.interp(b, numbers, exact)), points)
    return lines("lanchester", f"Chance that {TEN} shooters win (Lanchester's chain)", [line], (0.0, 20.0),
                 "shooters of the other side", "chance to win")
