"""engage, assess: shoot-look-shoot with a limit of time and with a limit of stock; layers one behind the other.

Closed forms of facts.md 4. Two looks: kill 1 − (1 − p)², shots 1 + (1 − p). Stock: n targets need as many shots as n
successes take, so all die with probability P(Binomial(shots, p) ≥ n). Layers: each intruder passes with Π(1 − p_k),
all independent.
"""

from __future__ import annotations

import math

from verification.estimate import Proof, mean
from verification.worlds import POST, battery, fly, hover, north, play, radar, scenario

from skypact.arrays.codes import E_FATE, E_FIRED, E_HIT, F_REACHED
from skypact.engine.plan import plan
from skypact.spec.scenario import Scenario

#: Kill probability of one shot.
P = 0.7
#: Targets of one run that fly away together, each for itself.
OUTBOUND = 40
TARGETS, ROUNDS = 10, 20
INTRUDERS = 20
LAYERS = (0.5, 0.7, 0.8)
#: Distance between layers [m].
APART_M = 60_000.0


def two_looks() -> Scenario:
    """Return targets that fly out of a battery's envelope: the third intercept would lie outside.

    At 300 m/s against 1,500 m/s the intercepts lie at about 28, 37 and 48 km, the envelope ends at 42 km.
    """
    away = fly(north(20_000.0), north(70_000.0), 8000.0, 300.0)
    return scenario(
        "two-looks", 120.0, {f"target-{i:02d}": away for i in range(OUTBOUND)}, sensors={"radar": radar()},
        batteries={"battery": battery(max_range="42 km", channels=OUTBOUND, reaction="2 s", assessment="3 s",
                                      kill={"aircraft": P})},
        tracking={"confirm_hits": 3},
    )


def stock() -> Scenario:
    """Return ten targets that stay in reach of a battery with twenty missiles and no reload."""
    still = hover(north(10_000.0), 5000.0, 0.0, 130.0)
    return scenario(
        "stock", 130.0, {f"target-{i:02d}": still for i in range(TARGETS)},
        sensors={"radar": radar(period="5 s")},
        batteries={"battery": battery(speed="3000 m/s", channels=TARGETS, missiles=ROUNDS, kill={"aircraft": P})},
    )


def layers() -> Scenario:
    """Return twenty intruders that fly over three batteries: time for one shot of each, none where they overlap.

    A battery reaches 15 km, its chord is flown in under two minutes, its judgement takes longer than that, and the
    next battery is reached after the judgement.
    """
    raid = fly(north(-50_000.0), north(2 * APART_M + 40_000.0), 5000.0, 250.0)
    return scenario(
        "layers", 860.0, {f"intruder-{i:02d}": raid for i in range(INTRUDERS)},
        posts={"post": POST | {"epoch": "5 s"}}, sensors={"radar": radar(period="10 s")},
        batteries={
            f"layer-{k}": battery(at=list(north(k * APART_M)), max_range="15 km", channels=INTRUDERS,
                                  missiles=INTRUDERS, assessment="130 s", kill={"aircraft": p})
            for k, p in enumerate(LAYERS)
        },
        tracking={"confirm_hits": 3},
    )


def all_within(shots: int, targets: int, p: float) -> float:
    """Return the chance that so many shots hold a hit for every target: the upper tail of the binomial."""
    return sum(math.comb(shots, k) * p**k * (1 - p) ** (shots - k) for k in range(targets, shots + 1))


def proofs(scale: float, seed: int) -> list[Proof]:
    """Return the proofs of two looks, of stock and of layers."""
    return [*_two_looks(max(20, round(400 * scale)), seed), *_stock(max(100, round(8000 * scale)), seed),
            *_layers(max(50, round(4000 * scale)), seed)]


def _two_looks(runs: int, seed: int) -> list[Proof]:
    log = play(plan(two_looks()), runs, seed)
    killed = [float((e["kind"] == E_HIT).sum()) / OUTBOUND for e in log]
    shots = [float(e["value"][e["kind"] == E_FIRED].sum()) / OUTBOUND for e in log]
    name = "Shoot-look-shoot, two looks, p = .7"
    return [mean(f"{name}: killed", 1 - (1 - P) ** 2, killed, runs * OUTBOUND),
            mean(f"{name}: shots a target", 2 - P, shots, runs * OUTBOUND)]


def _stock(runs: int, seed: int) -> list[Proof]:
    log = play(plan(stock()), runs, seed)
    every = [float((e["kind"] == E_HIT).sum() == TARGETS) for e in log]
    name = f"Shoot-look-shoot, {TARGETS} targets, {ROUNDS} missiles, p = .7: all killed"
    return [mean(name, all_within(ROUNDS, TARGETS, P), every)]


def _layers(runs: int, seed: int) -> list[Proof]:
    log = play(plan(layers()), runs, seed)
    leak = [float(((e["kind"] == E_FATE) & (e["value"] == F_REACHED)).sum()) for e in log]
    through = math.prod(1 - p for p in LAYERS)
    name = f"Layers .5, .7, .8, {INTRUDERS} intruders"
    return [mean(f"{name}: mean leak", INTRUDERS * through, leak),
            mean(f"{name}: none leaks", (1 - through) ** INTRUDERS, [float(x == 0) for x in leak])]
