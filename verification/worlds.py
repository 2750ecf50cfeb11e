"""Worlds of one purpose: scenarios in which all but one mechanism of the engine is switched off.

Common effects zero, links without delay or loss, association perfect, hostility a certainty, the right to engage
granted at once: what is left is the mechanism whose exact answer is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from skypact.core.ids import who
from skypact.engine.plan import Plan
from skypact.lower import place
from skypact.spec.scenario import Scenario

#: The middle of every world [degrees] and the height of its ground [m above sea].
LAT, LON = 54.0, 26.0
GROUND_M = 0.0
#: Every picture decides once a second, the shortest period that the engine knows.
EPOCH_S = 1.0

Spec = dict[str, Any]
OPEN: Spec = {"latency": "0 s", "loss": 0}
STILL: Spec = {"alertness": 0, "delay": 0, "battery": 0, "kill_chain": 0}
SURE: Spec = {"friend": 0, "civil": 0, "noncooperative": 0, "hostile": 1}
POST: Spec = {"nation": "AA", "picture": True, "handling": "0 s", "load": "0 s", "stops": 0, "epoch": f"{EPOCH_S} s"}


def scenario(
    name: str, duration_s: float, intruders: Mapping[str, Spec], *, sensors: Mapping[str, Spec],
    batteries: Mapping[str, Spec] | None = None, posts: Mapping[str, Spec] | None = None,
    links: list[Spec] | None = None, effects: Spec | None = None, tracking: Spec | None = None,
) -> Scenario:
    """Return a resolved scenario around one post, `post`, that may engage whatever it sees."""
    return Scenario.model_validate({
        "format": 1, "id": name, "title": name, "question": {"text": "Does the engine give the exact value?"},
        "date": "2016-05-06", "start": "09:00", "duration": f"{duration_s!r} s",
        "theatre": {"south": LAT - 1, "north": LAT + 1, "west": LON - 1, "east": LON + 1},
        "environment": {"ground": f"{GROUND_M} m", "trees": "0 m", "daylight": "day", "propagation": "mask"},
        "nations": {"AA": {"title": "A"}},
        "posts": dict(posts or {"post": POST}), "links": links or [], "sensors": dict(sensors),
        "batteries": dict(batteries or {}), "intruders": dict(intruders),
        "rights": [{"action": "engage", "classes": ["unknown", "suspect", "hostile"], "decides": "post",
                    "delay": "0 s"}],
        "situation": [{"from": "0 s", "is": "war"}],
        "crafts": {"target": {"target": "aircraft", "speed": "250 m/s", "altitude": "8 km", "rcs": "0 dBsm",
                              "rcs_spread": "0 dB"}},
        "effects": STILL | (effects or {}),
        "identification": {"war": SURE},
        "tracking": {"association": "perfect", "confirm_hits": 1} | (tracking or {}),
    })


def radar(**changes: Any) -> Spec:
    """Return a radar that sees everything within 400 km at every look, within a metre or so.

    Its signal-to-noise ratio lies above the table's last entry, 50 dB, where Pd is 1 − 2.3e-5.
    """
    return {
        "kind": "radar", "nation": "AA", "at": [LAT, LON], "reports_to": "post", "link": OPEN, "mast": "20 m",
        "reference": {"range": "100000 km", "rcs": "1 m2", "pd": 0.99, "pfa": 0.1}, "max_range": "400 km",
        "min_range": "0 km", "elevation_high": "90 deg", "period": "1 s", "sigma_range": "1 m",
        "sigma_azimuth": "0.001 deg", "sigma_elevation": "0.001 deg", "notch": "0 m/s",
    } | changes


def battery(**changes: Any) -> Spec:
    """Return a battery of kill probability 1 and a wide envelope that judges rightly and finds whatever it shot at.

    Its missile's peak speed is its mean speed: with no boost it flies at one speed, without drag.
    """
    made = {
        "nation": "AA", "at": [LAT, LON], "commander": "post", "link": OPEN, "max_range": "390 km", "min_range": "0 km",
        "max_altitude": "40 km", "min_altitude": "0 m", "speed": "1500 m/s", "boost": "0 s", "channels": 1,
        "missiles": 100000, "reload": "1000 h", "reaction": "1 s", "salvo": 1, "assessment": "1 s",
        "assessment_error": 0, "basket": "1000 km", "kill": {"aircraft": 1},
    } | changes
    return {"peak_speed": made["speed"]} | made


def north(distance_m: float, *, of_m: float = 0.0) -> tuple[float, float]:
    """Return the place [degrees] so far north of the middle."""
    lon, lat, _ = place.GEOD.fwd(LON, LAT, 0.0, distance_m + of_m)
    return lat, lon


def hover(at: tuple[float, float], alt_m: float, begin_s: float, life_s: float, **changes: Any) -> Spec:
    """Return an object that stands still for life_s ≥ 1 s exactly: it holds; a last leg of no length takes 1 s."""
    here = {"at": list(at), "alt": f"{alt_m!r} m"}
    route = [here | {"hold": f"{life_s - 1.0!r} s"}, here | {"speed": "1 m/s"}]
    return {"type": "target", "intent": "attack", "begin": f"{begin_s!r} s", "route": route, "end": "reaches"} | changes


def fly(start: tuple[float, float], end: tuple[float, float], alt_m: float, speed_mps: float) -> Spec:
    """Return an object on a straight level course."""
    legs = [{"at": list(p), "alt": f"{alt_m!r} m", "speed": f"{speed_mps!r} m/s"} for p in (start, end)]
    return {"type": "target", "intent": "attack", "begin": "0 s", "route": legs, "end": "reaches"}


def slant_m(at: tuple[float, float], alt_m: float, mast_m: float = 5.0) -> float:
    """Return the distance from a mast (a battery's: 5 m) in the middle to a place at a height above sea."""
    return float(np.linalg.norm(place.site(at, alt_m) - place.site((LAT, LON), GROUND_M + mast_m)))


def first_look_s(sensor: str, period_s: float) -> float:
    """Return when a sensor looks for the first time: its phase is a share of its period that its name decides."""
    return period_s * who(f"phase of {sensor}") / 2.0**64


def play(plan: Plan, runs: int, seed: int, level: str = "full") -> list[np.ndarray]:
    """Return the events of every run."""
    from skypact.engine.replicate import replicate

    return [replicate(plan, seed, run, level) for run in range(runs)]

