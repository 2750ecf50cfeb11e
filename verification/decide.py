"""decide: a report of an observer climbs through three posts to the one that keeps the picture.

At each post on the way it stops with a chance of its own, so it arrives with Π(1 − p_k). Each handling time is
lognormal about its median m with the log-sd of one handling σ and of the post's alertness that day α: its mean is
m exp((σ² + α²)/2). Until the observer calls is lognormal about the report delay with σ alone; each call that is lost,
five at most, costs the retry time. Other links are without loss, posts without queues, so the mean delay is the sum of
the means and of the latencies.
"""

from __future__ import annotations

import math

import numpy as np
from verification.estimate import Proof, mean, ratio
from verification.worlds import POST, hover, north, play, scenario

from skypact.arrays.codes import E_DETECTED, E_TOLD
from skypact.engine.plan import plan
from skypact.spec.scenario import Scenario

STOPS = (0.1, 0.2, 0.3)
HANDLING_S = (40.0, 90.0, 60.0)
LATENCY_S = 5.0
DELAY, ALERTNESS = 0.4, 0.3
#: The observer: median time to the telephone [s], chance that a call is lost, time to the next one [s], calls at most.
REPORT_S, LOSS, RETRY_S, CALLS = 60.0, 0.2, 30.0, 5
TARGETS = 40


def world() -> Scenario:
    """Return an observer below three posts and the post with the picture, and targets that hover over the observer."""
    names = [f"post-{k}" for k in range(3)]
    posts = {
        name: POST | {"picture": False, "handling": f"{handling} s", "stops": stops}
        for name, handling, stops in zip(names, HANDLING_S, STOPS, strict=True)
    }
    link = {"latency": f"{LATENCY_S} s", "loss": 0, "carries": ["reports"]}
    chain = [{"from": a, "to": b} | link for a, b in zip(names, [*names[1:], "post"], strict=True)]
    observer = {
        "kind": "observer", "nation": "AA", "at": list(north(0.0)), "reports_to": names[0], "distance": "4 km",
        "notices": 1, "period": "600 s", "report_delay": f"{REPORT_S} s",
        "link": {"latency": f"{LATENCY_S} s", "loss": LOSS, "retry": f"{RETRY_S} s"},
    }
    over = hover(north(500.0), 1000.0, 0.0, 3600.0)
    return scenario(
        "chain", 3600.0, {f"target-{i:02d}": over for i in range(TARGETS)}, sensors={"observer": observer},
        posts=posts | {"post": POST | {"epoch": "600 s"}}, links=chain,
        effects={"delay": DELAY, "alertness": ALERTNESS},
    )


def mean_delay_s() -> float:
    """Return the exact mean from the first sight to the picture [s]."""
    called = REPORT_S * math.exp(DELAY**2 / 2) + RETRY_S * sum(LOSS**k for k in range(1, CALLS + 1))
    handled = sum(HANDLING_S) * math.exp((DELAY**2 + ALERTNESS**2) / 2)
    return called + handled + (1 + len(HANDLING_S)) * LATENCY_S


def delays(events: np.ndarray, post: int) -> np.ndarray:
    """Return the time from sight to the first word at a post [s], of the objects of which it came."""
    told = events[(events["kind"] == E_TOLD) & (events["actor"] == post)]
    seen = events[events["kind"] == E_DETECTED]
    at = dict(zip(seen["subject"].tolist(), seen["t_s"].tolist(), strict=True))
    heard = zip(told["t_s"].tolist(), told["subject"].tolist(), strict=True)
    return np.array([t - at[subject] for t, subject in heard])


def proofs(scale: float, seed: int) -> list[Proof]:
    """Return the proofs of the share of reports that arrive and of their mean delay."""
    made = plan(world())
    top = made.roster.entity["post", "post"]
    runs = max(50, round(1500 * scale))
    found = [delays(e, top) for e in play(made, runs, seed)]
    arrived = [float(len(d)) for d in found]
    return [
        mean("Report through three posts: share that arrives", math.prod(1 - p for p in STOPS),
             [n / TARGETS for n in arrived], runs * TARGETS),
        ratio("Report through three posts: mean delay [s]", mean_delay_s(), [float(d.sum()) for d in found], arrived),
    ]
