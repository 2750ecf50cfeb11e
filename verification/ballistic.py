"""ballistic: arcs of least energy against their closed form, and a meeting above the air against an integration.

The numbers are without chance, so a proof's error is its tolerance divided by three: it fails beyond the tolerance.
Least energy: Bate, Mueller, White, Fundamentals of Astrodynamics (1971), section 6.2, as tabulated, to half a percent.
The meeting: the engine fires at a falling track that it has to follow and predict. scipy then finds the velocity with
which an interceptor, integrated in axes that do not turn, is where the missile truly is at the engine's moment of
impact: its speed at burnout has to be what the interceptor has, from burnout speed to that and the divert; and a
moment sooner it has to be more than at that moment, for the engine promises the earliest meeting.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from scipy.integrate import solve_ivp
from scipy.optimize import root
from verification.estimate import Proof
from verification.worlds import OPEN, POST, battery, play, radar

from skypact.arrays.codes import E_FIRED, E_HIT
from skypact.engine.plan import plan
from skypact.load.resolve import resolved
from skypact.lower import place
from skypact.lower.engage import ballistic
from skypact.spec.intruder import Arc
from skypact.spec.scenario import Scenario

#: km → km/s, degrees, km, s: facts of the table, impulsive, over a sphere at rest.
TABLE = {
    120: (1.080, 44.7, 29.9, 157.0), 300: (1.696, 44.3, 74.1, 251.0), 500: (2.173, 43.9, 122.5, 327.0),
    1000: (3.016, 42.8, 239.9, 474.0), 3000: (4.865, 38.3, 655.0, 895.0), 10000: (7.198, 22.5, 1320.0, 1931.0),
}  # fmt: skip
TOLERANCE = 0.005
SITE, BURN_S, SPEED_MPS = (54.5, 17.1), 120.0, 6300.0
ARC = {"from": [38.1, 46.3], "to": [51.5, -0.1], "boost": "130 s", "burnout_altitude": "130 km", "load": "10000 kg/m2"}
DIVERT_MPS = 50.0


def exactly(name: str, exact: float, simulated: float, tolerance: float) -> Proof:
    """Return the proof of a number without chance: its tolerance is three of its errors."""
    return Proof(name, exact, simulated, tolerance / 3.0, 1)


def least_energy() -> list[Proof]:
    """Return speed and apogee of every row of the table."""
    found = []
    for km, (speed, _, apogee, time) in TABLE.items():
        made = ballistic.minimum_energy(km * 1000.0)
        found += [
            exactly(f"Least energy over {km} km: speed, km/s", speed, made.speed_mps / 1000, TOLERANCE * speed),
            exactly(f"Least energy over {km} km: apogee, km", apogee, made.apogee_m / 1000, TOLERANCE * apogee),
            exactly(f"Least energy over {km} km: time, s", time, made.time_s, TOLERANCE * time),
        ]
    return found


def world() -> Scenario:
    """Return one missile on an arc, a radar that sees it exactly, and interceptors that always hit."""
    eye = radar(at=list(SITE), max_range="4000 km", period="2 s", sigma_range="1 m", mast="20 m")
    site: dict[str, Any] = battery(
        at=list(SITE), max_range="4000 km", max_altitude="2000 km", min_altitude="100 km", kill={"ballistic": 1},
        interceptor={"burnout_speed": f"{SPEED_MPS} m/s", "burn": f"{BURN_S} s", "divert": f"{DIVERT_MPS} m/s"},
    )
    return resolved(Scenario.model_validate({
        "format": 1, "id": "meeting", "title": "meeting", "question": {"text": "Do they meet?"}, "date": "2016-05-06",
        "start": "09:00", "duration": "30 min", "environment": {"ground": "0 m", "trees": "0 m"},
        "theatre": {"south": SITE[0] - 1, "north": SITE[0] + 1, "west": SITE[1] - 1, "east": SITE[1] + 1},
        "nations": {"AA": {"title": "A"}}, "posts": {"post": POST}, "links": [],
        "borders": {"AA": [[[54, 16], [54, 18], [55, 18], [55, 16]]]},
        "sensors": {"radar": eye | {"link": OPEN}}, "batteries": {"site": site},
        "rights": [{"action": "engage", "classes": ["unknown", "suspect", "hostile"], "decides": "post",
                    "delay": "0 s"}],
        "situation": [{"from": "0 s", "is": "war"}],
        "effects": {"alertness": 0, "delay": 0, "battery": 0, "kill_chain": 0},
        "tracking": {"association": "perfect", "speed_error": "5000 m", "acceleration": "0.1 m/s2"},
        "crafts": {"missile": {"target": "ballistic", "speed": "4 km/s", "altitude": "500 km", "rcs": "0 dBsm",
                               "rcs_spread": "0 dB"}},
        "intruders": {"missile": {"type": "missile", "intent": "attack", "arc": ARC}},
    }), {})  # fmt: skip


def flown(velocity: np.ndarray, seconds: float) -> np.ndarray:
    """Return where an impulse at the site leads in a time: integrated in axes at rest, given in the earth's axes."""
    w = np.array([0.0, 0.0, 7.292115e-5])
    at = place.site(SITE, 5.0)

    def slope(_: float, y: np.ndarray) -> np.ndarray:
        return np.concatenate([y[3:], -3.986004418e14 * y[:3] / np.linalg.norm(y[:3]) ** 3])

    start = np.concatenate([at, velocity + np.cross(w, at)])
    end = solve_ivp(slope, (0.0, seconds), start, method="DOP853", rtol=1e-11).y[:3, -1]
    c, s = math.cos(w[2] * seconds), math.sin(w[2] * seconds)
    return np.array([c * end[0] + s * end[1], c * end[1] - s * end[0], end[2]])


def meeting(seed: int) -> list[Proof]:
    """Return the proofs that the engine's moment of impact is one at which interceptor and missile are in one place."""
    log = play(plan(world()), 1, seed)[0]
    fired, hit = (float(log["t_s"][log["kind"] == kind][0]) for kind in (E_FIRED, E_HIT))
    route = ballistic.dense_arc(Arc.model_validate(ARC), 0.0, 0.0).route
    xyz = place.ecef(route[:, 1], route[:, 2], route[:, 3])
    target = np.array([np.interp(hit, route[:, 0], xyz[:, k]) for k in range(3)])
    coast = hit - fired - BURN_S / 2.0
    guess = (target - place.site(SITE, 5.0)) / coast + 4.9 * coast * place.frame(SITE)[2]
    solved = root(lambda v: (flown(np.asarray(v), coast) - target) / 1000.0, guess, tol=1e-10)
    earlier = np.array([np.interp(hit - 5.0, route[:, 0], xyz[:, k]) for k in range(3)])
    sooner = root(lambda v: (flown(np.asarray(v), coast - 5.0) - earlier) / 1000.0, solved.x, tol=1e-10)
    half = DIVERT_MPS / 2.0
    gained = burnout_mps(np.asarray(sooner.x)) - burnout_mps(np.asarray(solved.x))
    return [
        exactly("Meeting: speed asked for, m/s", SPEED_MPS + half, burnout_mps(np.asarray(solved.x)), half + 5.0),
        exactly("Meeting: five seconds sooner asks for more", 1.0, float(gained > 0.0), 0.3),
    ]


def burnout_mps(velocity: np.ndarray) -> float:
    """Return the speed relative to the earth half a burn after the impulse [m/s]."""
    return float(np.linalg.norm(flown(velocity, BURN_S / 2.0 + 0.5) - flown(velocity, BURN_S / 2.0 - 0.5)))


def proofs(scale: float, seed: int) -> list[Proof]:
    """Return every proof; scale has no part in numbers without chance."""
    return [*least_energy(), *meeting(seed)]
