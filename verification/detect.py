"""detect: the share of looks that see a Swerling 1 target is the exact Pd.

Each target hovers for exactly one look, far inside the horizon, with its signal-to-noise ratio set by its
cross-section against the radar's reference. The exact value is not taken from the engine's table: for one pulse it is
Pfa^(1/(1 + SNR)) (P. Swerling 1960), for more it is the mean over the exponential distribution of the power of the
detection probability of a steady target, which is a noncentral chi-square tail (J. I. Marcum 1947), by quadrature.
"""

from __future__ import annotations

import math
from typing import Any

from verification.estimate import Proof, mean
from verification.pictures import Line, lines
from verification.worlds import first_look_s, hover, north, play, radar, scenario, slant_m

from skypact.arrays.codes import E_DETECTED
from skypact.engine.plan import plan
from skypact.report.markup import Markup
from skypact.spec.scenario import Scenario

#: (pulses, Pfa, SNR per pulse [dB]); facts.md 2 gives .7980 for the second; the fourth and last are the SNR of Pd .9.
CASES = (
    (1, 1e-4, 8.0), (1, 1e-4, 16.0), (1, 1e-6, 14.0), (1, 1e-6, 21.14),
    (10, 1e-4, 4.0), (10, 1e-6, 8.0), (10, 1e-6, 13.50),
)
#: Targets of one run, their distance and height [m], the radar's mast [m].
TARGETS, FAR_M, ALT_M, MAST_M = 500, 80_000.0, 8000.0, 20.0
PERIOD_S = 2.0


def exact_pd(snr_db: float, pfa: float, pulses: int) -> float:
    """Return the Pd of Swerling 1."""
    snr = 10 ** (snr_db / 10)
    if pulses == 1:
        return pfa ** (1 / (1 + snr))
    from scipy.integrate import quad
    from scipy.special import chndtr, gammainccinv

    threshold = float(gammainccinv(pulses, pfa))

    def steady(power: float) -> float:
        return 1.0 - float(chndtr(2 * threshold, 2 * pulses, 2 * pulses * power))

    # beyond a power of ten times the threshold a look never misses: there the mean is that of the exponential alone
    sure = 10.0 * threshold / pulses
    value, _ = quad(lambda s: steady(s) * math.exp(-s / snr) / snr, 0.0, sure, epsabs=1e-10, limit=500)
    return value + math.exp(-sure / snr)


def snr_of_reference(pd: float, pfa: float, pulses: int) -> float:
    """Return the SNR per pulse [dB] at which the exact Pd is pd."""
    from scipy.optimize import brentq

    found: Any = brentq(lambda snr_db: exact_pd(snr_db, pfa, pulses) - pd, -30.0, 50.0)
    return float(found)


def world(pulses: int, pfa: float, snr_db: float) -> Scenario:
    """Return targets in the sky for one period of a radar, at an SNR that follows from its reference range."""
    at = north(FAR_M)
    range_m = slant_m(at, ALT_M, MAST_M)
    rcs_dbsm = snr_db - snr_of_reference(0.5, pfa, pulses)
    begin = first_look_s("radar", PERIOD_S) + 0.5 * PERIOD_S
    target = hover(at, ALT_M, begin, PERIOD_S, rcs=f"{rcs_dbsm!r} dBsm")
    reference = {"range": f"{range_m!r} m", "rcs": "1 m2", "pd": 0.5, "pfa": pfa, "pulses": pulses}
    return scenario(
        "swerling-1", begin + 2 * PERIOD_S, {f"target-{i:03d}": target for i in range(TARGETS)},
        sensors={"radar": radar(reference=reference, period=f"{PERIOD_S} s", mast=f"{MAST_M} m")},
    )


def share_seen(pulses: int, pfa: float, snr_db: float, runs: int, seed: int) -> Proof:
    """Return the proof of the share of looks that detect."""
    made = plan(world(pulses, pfa, snr_db))
    looks = len(made.static_looks(0)[0].t_s)
    if looks != TARGETS:
        raise AssertionError(f"{looks} looks at {TARGETS} targets: each should have one")
    seen = [float((e["kind"] == E_DETECTED).sum()) / TARGETS for e in play(made, runs, seed, "detect")]
    word = "pulse" if pulses == 1 else "pulses"
    name = f"Pd of Swerling 1, Pfa {pfa:.0e}, {pulses} {word}, {snr_db:g} dB"
    return mean(name, exact_pd(snr_db, pfa, pulses), seen, runs * TARGETS)


def proofs(scale: float, seed: int) -> list[Proof]:
    """Return the proofs of every case."""
    return [share_seen(n, pfa, snr_db, max(20, round(400 * scale)), seed) for n, pfa, snr_db in CASES]


def drawn(found: list[Proof]) -> Markup:
    """Return Pd over SNR: exact curves and simulated points."""
    kinds = sorted({(pulses, pfa) for pulses, pfa, _ in CASES})
    rows = [
        Line(f"{pulses} pulse{'s' if pulses > 1 else ''}, Pfa {pfa:.0e}",
             lambda snr_db, pulses=pulses, pfa=pfa: exact_pd(snr_db, pfa, pulses),
             [(case[2], p) for case, p in zip(CASES, found, strict=True) if case[:2] == (pulses, pfa)])
        for pulses, pfa in kinds
    ]
    return lines("swerling-1", "Pd of a Swerling 1 target", rows, (0.0, 30.0), "SNR per pulse [dB]", "Pd")
