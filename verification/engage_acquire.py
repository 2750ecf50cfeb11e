"""engage: a target is acquired where the error of the track leaves it in the basket.

The chance of missing the basket is that of a Rayleigh error: exp(−basket² / 2σ²), σ² being the mean variance of a
position axis of the predicted track at the moment of impact. The track is made of one single plot, so its covariance
is known: with an error of range alone, σ² = σ_range² / 3; where the speed is unknown by σ_v on each axis, σ² grows by
σ_v² Δt² until the impact (Bar-Shalom, Li, Kirubarajan 2001, ch. 6, without process noise).
"""

from __future__ import annotations

import math

from verification.estimate import Proof, mean
from verification.worlds import EPOCH_S, battery, first_look_s, hover, north, play, radar, scenario, slant_m

from skypact.arrays.codes import C_NOT_ACQUIRED, E_FIRED, E_MISSED
from skypact.engine.plan import plan
from skypact.spec.scenario import Scenario

TARGETS = 50
#: The radar looks once in this time, so that a track has one plot [s].
PERIOD_S = 600.0
FAR_M, ALT_M, SPEED_MPS, REACTION_S = 60_000.0, 8000.0, 1500.0, 4.0
#: (sd of range [m], sd of speed [m/s], basket [m]).
CASES = ((2000.0, 0.0, 1500.0), (2000.0, 0.0, 800.0), (20.0, 30.0, 1500.0))


def world(range_m: float, speed_mps: float, basket_m: float) -> Scenario:
    """Return targets seen once, and a battery that shoots once at each."""
    until = first_look_s("radar", PERIOD_S) + 120.0
    still = hover(north(FAR_M), ALT_M, 0.0, until)
    return scenario(
        "acquire", until, {f"target-{i:02d}": still for i in range(TARGETS)},
        sensors={"radar": radar(period=f"{PERIOD_S} s", sigma_range=f"{range_m!r} m", sigma_azimuth="0.00001 deg",
                                sigma_elevation="0.00001 deg")},
        batteries={"battery": battery(speed=f"{SPEED_MPS} m/s", channels=TARGETS, missiles=TARGETS,
                                      reaction=f"{REACTION_S} s", assessment="600 s", basket=f"{basket_m!r} m")},
        tracking={"drop_after": "600 s", "speed_error": f"{speed_mps!r} m", "acceleration": "0 m/s2"},
    )


def age_at_impact_s() -> float:
    """Return the time from the only plot to the impact: two epochs, reaction, flight."""
    look = first_look_s("radar", PERIOD_S)
    order = EPOCH_S * (math.ceil(look / EPOCH_S) + 1)  # the first epoch asks for the right, the second orders
    return order + REACTION_S + slant_m(north(FAR_M), ALT_M) / SPEED_MPS - look


def not_acquired(range_m: float, speed_mps: float, basket_m: float) -> float:
    """Return the exact chance that a target is not in the basket."""
    variance = range_m**2 / 3 + (speed_mps * age_at_impact_s()) ** 2
    return math.exp(-(basket_m**2) / (2 * variance))


def proofs(scale: float, seed: int) -> list[Proof]:
    """Return the proofs of every case."""
    found, runs = [], max(20, round(600 * scale))
    for case in CASES:
        log = play(plan(world(*case)), runs, seed)
        shots = [float(e["value"][e["kind"] == E_FIRED].sum()) for e in log]
        missed = [float(((e["kind"] == E_MISSED) & (e["cause"] == C_NOT_ACQUIRED)).sum()) for e in log]
        share = [m / n for m, n in zip(missed, shots, strict=True)]
        name = "Not acquired, σ {:g} m, {:g} m/s, basket {:g} m".format(*case)
        found.append(mean(name, not_acquired(*case), share, int(sum(shots))))
    return found
