"""jamming: Pd at, before and beyond the burn-through range is that of the closed form.

With A = d R_ref⁴ (d the SNR of Pd 0.5, σ 1 m²) an echo is S/N = A / R⁴; a jammer of density P is J/N = B / R_J²,
B = P G λ² / ((4π)² k T F L) (Skolnik, Introduction to Radar Systems, 3rd ed., ch. 1; Schleher, Electronic
Warfare in the Information Age, 1999, ch. 4). The target burns through where S / (N + J) = d:

    it jams itself (R_J = R):       R² = (√(B² + 4 A / d) − B) / 2
    another jams in the side lobes: R⁴ = A / (d (1 + G_side B / R_J²))

Swerling 1, one pulse: Pd = Pfa^(1 / (1 + S / (N + J))) at any distance.
"""

from __future__ import annotations

import math

from verification.estimate import Proof, mean
from verification.pictures import Line, lines
from verification.worlds import LAT, LON, first_look_s, hover, north, play, radar, scenario, slant_m

from skypact.arrays.codes import E_DETECTED
from skypact.engine.plan import plan
from skypact.lower import place
from skypact.report.markup import Markup
from skypact.spec.scenario import Scenario

PFA = 1e-6
#: SNR (ratio) of Pd 0.5 (Swerling 1960), and A [m⁴] of a radar that reaches it at 200 km on 1 m².
HALF = math.log(PFA) / math.log(0.5) - 1.0
A_M4 = HALF * 200e3**4
#: The radar: frequency [Hz], gain and side lobes [dB], noise figure and losses together [dB].
HZ, GAIN_DB, SIDE_DB, NOISE_DB = 3e9, 35.0, -28.0, 8.0
#: Density of the jammers [dBW/MHz]: on the target itself, and 380 km away, 40° beside it.
SELF_DB, FAR_DB, FAR_M, ASIDE_DEG = -10.0, 45.0, 380e3, 40.0
ALT_M, MAST_M, PERIOD_S, TARGETS = 5000.0, 20.0, 2.0, 500
#: Distances of the proofs, as shares of the burn-through range.
SHARES = (0.7, 1.0, 1.4)


def b_m2(density_db: float) -> float:
    """Return B [m²]: the noise of a jammer over the radar's own, times the square of its distance."""
    own_db = 10 * math.log10(1.380649e-23 * 290.0 * 1e6) + NOISE_DB
    spread_db = 20 * math.log10(299_792_458.0 / HZ / (4 * math.pi))
    return 10 ** ((density_db + GAIN_DB + spread_db - own_db) / 10)


def self_burn_m() -> float:
    """Return the distance at which a target that jams burns through."""
    b = b_m2(SELF_DB)
    return math.sqrt((math.sqrt(b * b + 4 * A_M4 / HALF) - b) / 2)


def side_noise() -> float:
    """Return J/N of the far jammer in the side lobes."""
    at = aside()
    return b_m2(FAR_DB) * 10 ** (SIDE_DB / 10) / slant_m(at, 2 * ALT_M, MAST_M) ** 2


def far_burn_m() -> float:
    """Return the distance at which a target burns through noise in the side lobes."""
    return (A_M4 / (HALF * (1 + side_noise()))) ** 0.25


def exact_pd(range_m: float, noise: float) -> float:
    """Return Pd at a distance [m] under jamming (ratio to the radar's own noise)."""
    return PFA ** (1 / (1 + A_M4 / range_m**4 / (1 + noise)))


def own_pd(range_m: float) -> float:
    """Return Pd at a distance [m] of a target that jams."""
    return exact_pd(range_m, b_m2(SELF_DB) / range_m**2)


def aside() -> tuple[float, float]:
    """Return the place of the far jammer."""
    lon, lat, _ = place.GEOD.fwd(LON, LAT, ASIDE_DEG, FAR_M)
    return lat, lon


def at_slant(range_m: float) -> tuple[float, float]:
    """Return the place to the north that is a slant range from the radar at the targets' height."""
    low, high = 0.0, 1.1 * range_m
    for _ in range(60):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if slant_m(north(middle), ALT_M, MAST_M) < range_m else (low, middle)
    return north(low)


def world(range_m: float, far: bool) -> Scenario:
    """Return one look at targets in noise: one that makes it, or many before a far jammer that nobody can see."""
    begin = first_look_s("radar", PERIOD_S) + 0.5 * PERIOD_S
    target = hover(at_slant(range_m), ALT_M, begin, PERIOD_S)
    noise = {"bands": ["S"], "density": f"{FAR_DB if far else SELF_DB} dBW/MHz"}
    if far:
        every = {f"target-{i:03d}": target for i in range(TARGETS)}
        every["jammer"] = hover(aside(), 2 * ALT_M, begin, PERIOD_S, jammer=noise)
    else:
        every = {"target": target | {"jammer": noise}}
    seen_by = radar(
        reference={"range": "200 km", "rcs": "1 m2", "pd": 0.5, "pfa": PFA, "pulses": 1, "swerling": 1}, strobes=False,
        period=f"{PERIOD_S} s", mast=f"{MAST_M} m", max_range="300 km",
        frequency=f"{HZ / 1e9} GHz", gain=f"{GAIN_DB} dB",
        side_lobes=f"{SIDE_DB} dB", noise_figure=f"{NOISE_DB / 2} dB", losses=f"{NOISE_DB / 2} dB",
        clutter_improvement="120 dB", notch="0 m/s",
    )
    return scenario("far-noise" if far else "own-noise", begin + 2 * PERIOD_S, every, sensors={"radar": seen_by})


def proof(share: float, far: bool, runs: int, seed: int) -> Proof:
    """Return the proof of Pd at a share of the burn-through range."""
    range_m = share * (far_burn_m() if far else self_burn_m())
    noise = side_noise() if far else b_m2(SELF_DB) / range_m**2
    made, n = plan(world(range_m, far)), TARGETS if far else 1
    seen = [float((e["kind"] == E_DETECTED).sum()) / n for e in play(made, runs, seed, "detect")]
    who = "far noise in the side lobes" if far else "noise of its own"
    return mean(f"Pd under {who}, {share:g} of burn-through", exact_pd(range_m, noise), seen, runs * n)


def proofs(scale: float, seed: int) -> list[Proof]:
    """Return the proofs of both kinds of noise."""
    alone = [proof(s, False, max(200, round(6000 * scale)), seed + 1000 * i) for i, s in enumerate(SHARES)]
    return alone + [proof(s, True, max(20, round(100 * scale)), seed + 5000 + 1000 * i) for i, s in enumerate(SHARES)]


def drawn(found: list[Proof]) -> Markup:
    """Return Pd over the distance in burn-through ranges: exact curves and simulated points."""
    own, far = self_burn_m(), far_burn_m()
    rows = [
        Line(f"noise of its own: {own / 1000:.1f} km", lambda x: own_pd(max(x, 0.01) * own),
             list(zip(SHARES, found[: len(SHARES)], strict=True))),
        Line(f"noise in the side lobes: {far / 1000:.1f} km", lambda x: exact_pd(max(x, 0.01) * far, side_noise()),
             list(zip(SHARES, found[len(SHARES) :], strict=True))),
    ]  # fmt: skip
    return lines("burn-through", "Pd about the burn-through range, Swerling 1, Pfa 1e-6", rows, (0.4, 2.0),
                 "distance / burn-through range", "Pd")
