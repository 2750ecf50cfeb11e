"""detect: the share of looks that see a target of a Swerling case is the exact Pd.

Each target hovers for exactly one look, far inside the horizon, with its signal-to-noise ratio set by its
cross-section against the radar's reference. The exact value is not taken from the engine's table. For one pulse of case
1 it is Pfa^(1/(1 + SNR)) (P. Swerling 1960). Else it is the detection probability of a steady target, which is a
noncentral chi-square tail (J. I. Marcum 1947), averaged by quadrature over the energy of its pulses: fixed (case 0),
exponential (1), gamma of shape 2 (3), and where each pulse fluctuates anew, gamma of shape N (2) and 2N (4).
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

#: (Swerling case, pulses, Pfa, SNR per pulse [dB]). facts.md 2 gives the Pd of five: .6287, .7980, .2125, .8890, .2111.
#: Those of 17.30 and 21.14 dB with one pulse, and those of ten pulses except 4, 8 and 2 dB, are the SNR of Pd .9.
CASES = (
    (1, 1, 1e-4, 8.0), (1, 1, 1e-4, 16.0), (1, 1, 1e-6, 14.0), (1, 1, 1e-6, 21.14),
    (1, 10, 1e-4, 4.0), (1, 10, 1e-6, 8.0), (1, 10, 1e-6, 13.50),
    (0, 1, 1e-8, 13.0), (0, 10, 1e-6, 5.27), (2, 10, 1e-6, 6.29), (2, 256, 1e-4, -7.2),
    (3, 1, 1e-6, 17.30), (3, 10, 1e-6, 9.60), (3, 256, 1e-4, -0.4), (4, 10, 1e-6, 2.0), (4, 10, 1e-6, 5.81),
    (4, 256, 1e-4, -7.2),
)
#: Targets of one run, their distance and height [m], the radar's mast [m].
TARGETS, FAR_M, ALT_M, MAST_M = 500, 80_000.0, 8000.0, 20.0
PERIOD_S = 2.0


def exact_pd(swerling: int, snr_db: float, pfa: float, pulses: int) -> float:
    """Return the Pd of a Swerling case."""
    snr = 10 ** (snr_db / 10)
    if (swerling, pulses) == (1, 1):
        return pfa ** (1 / (1 + snr))
    from scipy.integrate import quad
    from scipy.special import chndtr, gammainccinv, gammaincinv, gammaln

    threshold = float(gammainccinv(pulses, pfa))

    def steady(energy: float) -> float:
        return 1.0 - float(chndtr(2 * threshold, 2 * pulses, 2 * energy))

    if swerling == 0:
        return steady(pulses * snr)
    shape = (1, pulses, 2, 2 * pulses)[swerling - 1]
    scale = pulses * snr / shape

    def weighed(energy: float) -> float:
        x = energy / scale
        return steady(energy) * math.exp((shape - 1) * math.log(x) - x - float(gammaln(shape))) / scale

    # all but 1e-12 of the energy on each side; the tail above is seen as surely as its lower end
    low, high = float(gammaincinv(shape, 1e-12)) * scale, float(gammainccinv(shape, 1e-12)) * scale
    value, _ = quad(weighed, low, high, epsabs=1e-10, limit=500)
    return value


def snr_of_reference(swerling: int, pd: float, pfa: float, pulses: int) -> float:
    """Return the SNR per pulse [dB] at which the exact Pd is pd."""
    from scipy.optimize import brentq

    found: Any = brentq(lambda snr_db: exact_pd(swerling, snr_db, pfa, pulses) - pd, -30.0, 40.0)
    return float(found)


def world(swerling: int, pulses: int, pfa: float, snr_db: float) -> Scenario:
    """Return targets in the sky for one period of a radar, at an SNR that follows from its reference range."""
    at = north(FAR_M)
    range_m = slant_m(at, ALT_M, MAST_M)
    rcs_dbsm = snr_db - snr_of_reference(swerling, 0.5, pfa, pulses)
    begin = first_look_s("radar", PERIOD_S) + 0.5 * PERIOD_S
    target = hover(at, ALT_M, begin, PERIOD_S, rcs=f"{rcs_dbsm!r} dBsm")
    reference = {
        "range": f"{range_m!r} m", "rcs": "1 m2", "pd": 0.5, "pfa": pfa, "pulses": pulses, "swerling": swerling,
    }
    return scenario(
        f"swerling-{swerling}", begin + 2 * PERIOD_S, {f"target-{i:03d}": target for i in range(TARGETS)},
        sensors={"radar": radar(reference=reference, period=f"{PERIOD_S} s", mast=f"{MAST_M} m")},
    )


def share_seen(swerling: int, pulses: int, pfa: float, snr_db: float, runs: int, seed: int) -> Proof:
    """Return the proof of the share of looks that detect."""
    made = plan(world(swerling, pulses, pfa, snr_db))
    looks = len(made.static_looks(0, 0)[0].t_s)
    if looks != TARGETS:
        raise AssertionError(f"{looks} looks at {TARGETS} targets: each should have one")
    seen = [float((e["kind"] == E_DETECTED).sum()) / TARGETS for e in play(made, runs, seed, "detect")]
    word = "pulse" if pulses == 1 else "pulses"
    name = f"Pd of Swerling {swerling}, Pfa {pfa:.0e}, {pulses} {word}, {snr_db:g} dB"
    return mean(name, exact_pd(swerling, snr_db, pfa, pulses), seen, runs * TARGETS)


def proofs(scale: float, seed: int) -> list[Proof]:
    """Return the proofs of every case, each with luck of its own."""
    return [share_seen(*case, max(20, round(400 * scale)), seed + 1000 * i) for i, case in enumerate(CASES)]


def drawn(found: list[Proof]) -> Markup:
    """Return Pd over SNR of the five cases, ten pulses at Pfa 1e-6: exact curves and simulated points."""
    rows = [
        Line(f"Swerling {swerling}",
             lambda snr_db, swerling=swerling: exact_pd(swerling, snr_db, 1e-6, 10),
             [(case[3], p) for case, p in zip(CASES, found, strict=True) if case[:3] == (swerling, 10, 1e-6)])
        for swerling in range(5)
    ]
    return lines("swerling", "Pd of the five Swerling cases, ten pulses, Pfa 1e-6", rows, (-2.0, 18.0),
                 "SNR per pulse [dB]", "Pd")
