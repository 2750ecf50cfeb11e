"""engage: luck is not independent. Kills of one run share the state of their battery and of their nation's kill chain.

One shot at each of n targets; the log-odds of a kill are moved by normal effects g, so that given g the kills of a
battery are Binomial(n, p(g)). Hence Var(kills) = n E[p(1 − p)] + n² Var(p), and the kills of two batteries of a nation
have covariance n² Cov(p₁, p₂), p being logit-normal; the moments by Gauss–Hermite quadrature. With effects of size
zero the kills are binomial.
"""

from __future__ import annotations

import numpy as np
from verification.estimate import Proof, covariance, mean
from verification.worlds import battery, hover, north, play, radar, scenario

from skypact.arrays.codes import E_HIT
from skypact.engine.plan import plan
from skypact.spec.scenario import Scenario

P = 0.6
#: Targets of each battery, one missile for each.
SALVO = 20
#: (size of the battery effect, size of the kill-chain effect): sd of the log-odds.
SIZES = ((0.0, 0.0), (0.8, 0.0), (0.5, 0.7))
#: Distance of the second battery and its targets from the first [m].
APART_M = 60_000.0


def world(of_battery: float, of_chain: float) -> Scenario:
    """Return two batteries, each of which reaches its own twenty targets and has a missile and a channel for each."""
    targets, batteries = {}, {}
    for k in range(2):
        at = north(k * APART_M)
        batteries[f"battery-{k}"] = battery(at=list(at), max_range="20 km", channels=SALVO, missiles=SALVO,
                                            assessment="60 s", kill={"aircraft": P})
        still = hover(north(k * APART_M, of_m=8000.0), 5000.0, 0.0, 20.0)
        targets |= {f"target-{k}-{i:02d}": still for i in range(SALVO)}
    return scenario("luck", 20.0, targets, sensors={"radar": radar(period="5 s")}, batteries=batteries,
                    effects={"battery": of_battery, "kill_chain": of_chain})


def moments(of_battery: float, of_chain: float) -> tuple[float, float, float]:
    """Return E[p], E[p²] and E[p₁ p₂] of two batteries that share a kill chain."""
    x, w = np.polynomial.hermite_e.hermegauss(80)
    w = w / w.sum()
    logit = np.log(P / (1 - P))
    p = 1.0 / (1.0 + np.exp(-(logit + of_battery * x[:, None] + of_chain * x[None, :])))  # [battery, chain]
    given_chain = w @ p
    return float(given_chain @ w), float((w @ p**2) @ w), float(given_chain**2 @ w)


def kills(seed: int, runs: int, of_battery: float, of_chain: float) -> tuple[list[float], list[float]]:
    """Return the kills of each battery in every run."""
    made = plan(world(of_battery, of_chain))
    log = play(made, runs, seed)
    actors = [made.roster.entity["battery", f"battery-{k}"] for k in range(2)]
    first, second = ([float(((e["kind"] == E_HIT) & (e["actor"] == a)).sum()) for e in log] for a in actors)
    return first, second


def proofs(scale: float, seed: int) -> list[Proof]:
    """Return the proofs of mean, variance and covariance for every pair of sizes."""
    found = []
    for of_battery, of_chain in SIZES:
        first, second = kills(seed, max(100, round(6000 * scale)), of_battery, of_chain)
        p, p2, shared = moments(of_battery, of_chain)
        name = f"{SALVO} shots, effects {of_battery:g} (battery) {of_chain:g} (chain)"
        variance = SALVO * (p - p2) + SALVO**2 * (p2 - p * p)
        found += [
            mean(f"{name}: mean kills", SALVO * p, first),
            covariance(f"{name}: variance", variance, first, first),
            covariance(f"{name}: covariance of two", SALVO**2 * max(0.0, shared - p * p), first, second),
        ]
    return found
