"""engage: salvos. Warheads that must all die, and shots whose luck is not independent.

All of W warheads die by salvos of n with (1 − (1 − p)ⁿ)^W. A long salvo is played once; what a shorter one would have
done is read from the ordinal of the missile that hit. The targets stand still: nothing here is ballistic, the sum is.

Correlated shots: given the battery's state g that day a shot kills with 1 / (1 + exp(−(a + s g))). Quadrature gives a
and s with which a shot kills with P and the outcomes of two shots have correlation R = Var(p) / (P (1 − P)). Then two
shots kill with 1 − E[(1 − p)²] = 1 − (1 − P)² − R P (1 − P), whatever the mixture.
"""

from __future__ import annotations

import math

import numpy as np
from verification.estimate import Proof, mean, within
from verification.worlds import battery, hover, north, play, radar, scenario

from skypact.arrays.codes import C_MISSED, E_HIT, E_MISSED
from skypact.engine.plan import plan
from skypact.spec.scenario import Scenario

WARHEADS, ALL_WITH = (10, 50), 0.8
CHANCES = (0.5, 0.7, 0.8, 0.9)
#: Missiles of the long salvo: the smallest salvos of all cases are not above it.
LONG = 8
P, R = 0.7, 0.3
#: Batteries of one run, each with a state of its own.
BATTERIES = 40
#: Quadrature points over the normal effect.
NODES = 120


def all_killed(p: float, warheads: int, salvo: int) -> float:
    """Return the chance that every warhead dies."""
    return (1.0 - (1.0 - p) ** salvo) ** warheads


def smallest(p: float, warheads: int, chance: float = ALL_WITH) -> int:
    """Return the smallest salvo at each warhead with which all die with this chance."""
    salvo = 1
    while all_killed(p, warheads, salvo) < chance:
        salvo += 1
    return salvo


def effect(p: float, correlation: float) -> tuple[float, float, float, float]:
    """Return (nominal kill chance, sd of the log-odds, E[p], E[p²]) of shots with this mean and correlation."""
    from scipy.optimize import brentq

    x, w = np.polynomial.hermite_e.hermegauss(NODES)
    w = w / w.sum()

    def moments(at: float, spread: float) -> tuple[float, float]:
        chance = 1.0 / (1.0 + np.exp(-(at + spread * x)))
        return float(w @ chance), float(w @ chance**2)

    def at(spread: float) -> float:
        return float(brentq(lambda a: moments(a, spread)[0] - p, -50.0, 50.0, xtol=1e-13))  # type: ignore[arg-type]

    def excess(spread: float) -> float:
        return moments(at(spread), spread)[1] - p * p - correlation * p * (1 - p)

    spread = float(brentq(excess, 1e-3, 8.0, xtol=1e-12))  # type: ignore[arg-type]
    return 1.0 / (1.0 + math.exp(-at(spread))), spread, *moments(at(spread), spread)


def warheads(p: float) -> Scenario:
    """Return targets that stand still and a battery that gives each a long salvo at once."""
    n = max(WARHEADS)
    still = hover(north(8000.0), 5000.0, 0.0, 20.0)
    return scenario(
        "warheads", 20.0, {f"warhead-{i:02d}": still for i in range(n)}, sensors={"radar": radar(period="5 s")},
        batteries={"battery": battery(channels=n, salvo=LONG, assessment="60 s", kill={"aircraft": p})},
    )


def correlated(targets: int, salvo: int, nominal: float, spread: float) -> Scenario:
    """Return batteries that have two missiles each: for one target, or for two."""
    still = hover(north(8000.0), 5000.0, 0.0, 20.0)
    one = battery(channels=targets, missiles=2, salvo=salvo, assessment="60 s", kill={"aircraft": nominal})
    return scenario(
        "correlated", 20.0, {f"target-{i:02d}": still for i in range(targets * BATTERIES)},
        sensors={"radar": radar(period="5 s")}, batteries={f"battery-{i:02d}": one for i in range(BATTERIES)},
        effects={"battery": spread},
    )


def needed(events: np.ndarray, subjects: np.ndarray) -> np.ndarray:
    """Return the ordinal of the missile that hit each target, one more than the salvo where none did."""
    missed = events["subject"][(events["kind"] == E_MISSED) & (events["cause"] == C_MISSED)]
    return 1 + np.bincount(missed, minlength=subjects.max() + 1)[subjects]


def _warheads(p: float, runs: int, seed: int) -> list[Proof]:
    made = plan(warheads(p))
    subjects = np.array([made.roster.entity["intruder", f"warhead-{i:02d}"] for i in range(max(WARHEADS))])
    shots = np.array([needed(e, subjects) for e in play(made, runs, seed)])
    found = []
    for n in WARHEADS:
        least = smallest(p, n)
        for salvo, word in ((least, "enough"), (least - 1, "too few")):
            every = (shots[:, :n].max(axis=1) <= salvo).astype(float)
            name = f"{n} warheads, p = {p:g}, salvo {salvo} each ({word} for {ALL_WITH:g}): all killed"
            found.append(mean(name, all_killed(p, n, salvo), every))
    return found


def _correlated(runs: int, seed: int) -> list[Proof]:
    nominal, spread, p, p2 = effect(P, R)
    killed, both, single = [], [], []
    for events in play(plan(correlated(1, 2, nominal, spread)), runs, seed):
        killed.append(float((events["kind"] == E_HIT).sum()) / BATTERIES)
    for events in play(plan(correlated(2, 1, nominal, spread)), runs, seed):
        hits = np.bincount(events["actor"][events["kind"] == E_HIT])
        both.append(float((hits == 2).sum()) / BATTERIES)
        single.append(float(hits.sum()) / (2 * BATTERIES))
    name = f"Two shots, p = {P:g}, correlation {R:g}"
    return [
        within(f"{name}: by quadrature, sd {spread:.4f}", 1 - (1 - P) ** 2 - R * P * (1 - P), 2 * p - p2, 1e-6),
        mean(f"{name}: killed", 2 * p - p2, killed, runs * BATTERIES),
        mean(f"{name}, at two targets: each killed", p, single, 2 * runs * BATTERIES),
        mean(f"{name}, at two targets: both killed", p2, both, runs * BATTERIES),
    ]


def proofs(scale: float, seed: int) -> list[Proof]:
    """Return the proofs of warheads and of correlated shots."""
    runs = max(100, round(2000 * scale))
    return [p for chance in CHANCES for p in _warheads(chance, runs, seed)] + _correlated(runs, seed)
