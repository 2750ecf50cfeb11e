"""engage: fire channels are a loss system (Erlang B).

Targets arrive at a battery as a Poisson stream, each offers itself for one moment of decision, and is lost where no
channel is free. A channel is held for reaction + flight + assessment. With n channels and load a (arrivals in a mean
holding time) the share lost is Erlang's B(n, a) whatever the distribution of the holding time (A. K. Erlang 1917;
insensitivity: B. A. Sevastyanov 1957).

How the one moment is made: a target hovers for two seconds under a radar that looks once a second, so it has exactly
two plots. The first epoch after the first plot asks for the right to engage and is given it at once; the second, one
second later, is the moment; before the third the track has had no plot for more than a second and is dropped
(`drop_after: 1 s`).

Decisions fall on whole seconds, which changes the system in two ways. Arrivals wait for their epoch: where holding
times are a whole number and a half (constant), or spread smoothly (random, by the Euler–Maclaurin formula), an arrival
still finds λ (Σ_k≥1 P(S > k) + ½) = λ E[S] channels busy, were there no limit, so the first order of the change
vanishes. And of two arrivals of one epoch the engine serves the shorter flight first, which favours short services.
At MEAN_GAP_S between arrivals both together move the share lost by less than .001, a fifth of the standard errors
here: `python verification/epochs.py` measures it on a plain loss system.
"""

from __future__ import annotations

import math

import numpy as np
from verification.estimate import Proof, ratio
from verification.pictures import Line, lines
from verification.worlds import battery, hover, north, radar, scenario, slant_m

from skypact.arrays.codes import E_ORDERED, E_TRACKED
from skypact.engine.plan import plan
from skypact.engine.replicate import replicate
from skypact.report.markup import Markup
from skypact.spec.quantity import Quantity
from skypact.spec.scenario import Scenario

CASES = ((6, 6.0), (6, 12.0), (12, 6.0))
ALT_M = 8000.0
#: Mean time between arrivals [s]; the parts of the holding time that never vary [s].
MEAN_GAP_S = 83.375
REACTION_S, ASSESSMENT_S = 0.5, 10.0
#: Range of every target with constant service; random ones: exponential beyond the nearest, cut at the farthest [m].
FAR_M = 100_000.0
NEAREST_M, MEAN_M, FARTHEST_M = 5_000.0, 60_000.0, 350_000.0
#: Holding times that pass before arrivals are counted, and arrivals of one stream.
WARM_UP = 6.0
STREAM = 220


def erlang_b(channels: int, load: float) -> float:
    """Return the share lost, by the recursion B(n) = a B(n−1) / (n + a B(n−1))."""
    lost = 1.0
    for n in range(1, channels + 1):
        lost = load * lost / (n + load * lost)
    return lost


def ranges(random: bool, n: int, rng: np.random.Generator) -> np.ndarray:
    """Return the ground ranges of n targets [m]."""
    return by_share(rng.random(n)) if random else np.full(n, FAR_M)


def by_share(share: np.ndarray) -> np.ndarray:
    """Return the ground range [m] below which a share of the random targets lies."""
    cut = -math.expm1(-(FARTHEST_M - NEAREST_M) / MEAN_M)
    return NEAREST_M - MEAN_M * np.log1p(-share * cut)


def holding_s(load: float) -> float:
    """Return the mean holding time [s] of a load, a whole number and a half."""
    return math.floor(load * MEAN_GAP_S) + 0.5


def missile_mps(load: float, random: bool) -> float:
    """Return the missile's speed with which the mean flight fills the mean holding time."""
    return mean_slant_m(random) / (holding_s(load) - REACTION_S - ASSESSMENT_S)


def mean_slant_m(random: bool) -> float:
    """Return the mean distance of targets, by the midpoint rule over their distribution."""
    grid = by_share((np.arange(2000) + 0.5) / 2000) if random else np.array([FAR_M])
    return float(np.mean([slant_m(north(float(d)), ALT_M) for d in grid]))


def world(channels: int, speed_mps: float, begins_s: np.ndarray, ranges_m: np.ndarray) -> Scenario:
    """Return the scenario of one stream."""
    one = scenario(
        "channels", float(begins_s[-1]) + 10.0, {"target": hover((0.0, 0.0), ALT_M, 0.0, 2.0)},
        sensors={"radar": radar()},
        batteries={"battery": battery(channels=channels, reaction=f"{REACTION_S} s", assessment=f"{ASSESSMENT_S} s",
                                      speed=f"{speed_mps!r} m/s")},
        tracking={"drop_after": "1 s", "speed_error": "0 m", "acceleration": "0 m/s2"},
    )
    model = one.intruders["target"]
    intruders = {}
    for i, (begin, distance) in enumerate(zip(begins_s, ranges_m, strict=True)):
        at = north(float(distance))
        intruders[f"target-{i:05d}"] = model.model_copy(update={
            "begin": Quantity(dimension="time", value=float(begin)),
            "route": [leg.model_copy(update={"at": at}) for leg in model.route],
        })
    return one.model_copy(update={"intruders": intruders})


def stream(channels: int, load: float, random: bool, speed_mps: float, seed: int, i: int) -> tuple[int, int]:
    """Return (lost, arrived) of one stream once it is steady."""
    rng = np.random.default_rng([seed, channels, int(load), random, i])
    begins = 10.0 + np.cumsum(rng.exponential(holding_s(load) / load, STREAM))
    made = plan(world(channels, speed_mps, begins, ranges(random, STREAM, rng)))
    events = replicate(made, seed, i)
    counted = [made.roster.entity["intruder", f"target-{k:05d}"] for k in range(math.ceil(WARM_UP * load), STREAM)]
    tracked = np.isin(counted, events["subject"][events["kind"] == E_TRACKED])
    ordered = np.isin(counted, events["subject"][events["kind"] == E_ORDERED])
    return int((tracked & ~ordered).sum()), int(tracked.sum())


def blocking(channels: int, load: float, random: bool, streams: int, seed: int) -> Proof:
    """Return the proof of the share of targets that find no free channel."""
    speed = missile_mps(load, random)
    found = [stream(channels, load, random, speed, seed, i) for i in range(streams)]
    kind = "random" if random else "constant"
    name = f"Erlang B, {channels} channels, load {load:g}, {kind} service: share lost"
    return ratio(name, erlang_b(channels, load), [float(a) for a, _ in found], [float(b) for _, b in found])


def proofs(scale: float, seed: int) -> list[Proof]:
    """Return the proofs of every case with constant and random service."""
    streams = max(10, round(150 * scale))
    return [blocking(n, a, random, streams, seed) for random in (False, True) for n, a in CASES]


def drawn(found: list[Proof]) -> Markup:
    """Return the share lost over the load: exact curves, points of constant and of random service side by side."""
    channels = sorted({n for n, _ in CASES})
    pairs = list(zip([(n, a, shift) for shift in (-0.1, 0.1) for n, a in CASES], found, strict=True))
    rows = [
        Line(f"{n} channels", lambda load, n=n: erlang_b(n, load),
             [(a + shift, p) for (m, a, shift), p in pairs if m == n])
        for n in channels
    ]
    title = "Share lost over load: constant service a little to the left, random a little to the right"
    return lines("erlang-b", title, rows, (0.0, 16.0), "load [arrivals in a mean holding time]", "share lost")
