"""Two worlds written by hand: a radar that sees low drones a minute sooner, and stops one of them."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
from tests.eventlogs import event, event_log
from tests.study.worlds_by_hand import scenario as plain_scenario

from skypact.arrays import codes as k
from skypact.log.schema import ENTITIES, EventLog
from skypact.spec.scenario import Scenario

#: Lowest height of each object [m]: a low drone, a high one, a light aircraft, an airliner.
HEIGHTS = {"drone-01": 100.0, "drone-02": 2000.0, "cessna": 400.0, "liner": 10_000.0, "a50": None}
ROUTE = [{"at": [54, 21]}, {"at": [54, 24]}]


def scenario(**question: Any) -> Scenario:
    """Return the scenario of `worlds_by_hand` with radars, its intruders, jammers, and accounts that bring some."""
    data = plain_scenario(**question).model_dump(by_alias=True)
    radar = {
        "kind": "radar", "at": [54, 24], "reports_to": "cp-by", "max_range": "200 km",
        "reference": {"range": "150 km", "rcs": "1 m2"},
    }  # fmt: skip
    jammer = {"type": "plain", "intent": "passage", "route": ROUTE, "jammer": {"bands": ["S"]}}
    attack = {"type": "plain", "intent": "attack", "route": ROUTE}
    return Scenario.model_validate(data | {
        "sensors": {"radar-by": radar, "early-01": radar, "early-02": radar},
        "crafts": {"plain": {"target": "drone", "speed": "50 m/s", "altitude": "1 km", "rcs": "-10 dBsm"}},
        "intruders": {
            "drone-01": attack, "drone-02": attack, "noise": jammer, "loud-01": jammer, "loud-02": jammer,
            "brought": jammer, "guest": attack,
        },
        "hypotheses": {
            "rival": {"title": "Rival", "set": {"posts.border-post.stops": 0.9}},
            "jamming": {"title": "Noise", "present": ["brought"]},
            "crowd": {"title": "More", "present": ["guest"]},
        },
    })


def heights_told(log: EventLog) -> EventLog:
    """Return a log whose objects fly at HEIGHTS."""
    told = [row | {"altitude_m": HEIGHTS.get(row["id"], row["altitude_m"])} for row in log.entities.to_pylist()]
    entities = pa.Table.from_pylist(told, schema=ENTITIES)
    return EventLog(log.events, entities, log.stamp, log.arrangement, log.runs)


def flown(runs: int, sees: bool) -> EventLog:
    """Return runs: drone-01 flies 100 to 400 s and reaches, drone-02 until 500 s.

    With the radar drone-01 is detected at 150 s, tracked at 170 s and destroyed at 300 s in every second run; without
    it, it is detected at 210 s in every run but the first, which never sees it, tracked at 230 s, and never shot at.
    drone-02 is seen alike. The liner is fired at in run 0 of the world with the radar.
    """
    made = []
    for run in range(runs):
        rows = [event(120.0, k.E_DETECTED, "drone-02", "radar-by"), event(140.0, k.E_TRACKED, "drone-02", "cp-by")]
        killed = sees and run % 2 == 0
        if sees or run > 0:
            first = 150.0 if sees else 210.0
            rows += [event(first, k.E_DETECTED, "drone-01", "radar-ru" if sees else "radar-by"),
                     event(first + 20.0, k.E_TRACKED, "drone-01", "cp-by")]
        if killed:
            rows.append(event(250.0, k.E_FIRED, "drone-01", "s300", value=1))
        if sees and run == 0:
            rows.append(event(260.0, k.E_FIRED, "liner", "s300", value=1))
        fate = event(300.0, k.E_FATE, "drone-01", value=k.F_DESTROYED)
        rows += [fate if killed else event(400.0, k.E_FATE, "drone-01", value=k.F_REACHED),
                 event(500.0, k.E_FATE, "drone-02", value=k.F_REACHED)]
        made.append(sorted(rows, key=lambda row: row[0]))
    return heights_told(event_log(made, "national"))
