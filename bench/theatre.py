"""The reference theatre: 100 objects, 20 radars, 10 batteries, 30 minutes, made from a seed.

Parameters are invented for timing; nothing here is a claim about any system.
"""

from __future__ import annotations

import random

from skypact.spec.scenario import Scenario


def theatre(n_object: int = 100, n_radar: int = 20, n_battery: int = 10, pictures: int = 1, seed: int = 7,
            association: str = "perfect") -> Scenario:
    """Return a resolved scenario; with two pictures or more the radars are shared out and linked to the last one."""
    r = random.Random(seed)
    posts = {f"post-{i}": {"nation": "AA", "picture": True, "handling": "10 s"} for i in range(pictures)}
    last = f"post-{pictures - 1}"
    links = [
        {"from": f"post-{i}", "to": last, "carries": ["plots", "reports"], "latency": "2 s"}
        for i in range(pictures - 1)
    ]
    sensors = {
        f"radar-{i:02d}": {
            "kind": "radar", "nation": "AA", "at": [r.uniform(53.0, 55.0), r.uniform(24.0, 28.0)],
            "reports_to": f"post-{i % pictures}" if pictures > 1 else last,
            "reference": {"range": "200 km", "rcs": "1 m2"}, "max_range": "300 km", "mast": "20 m",
            "period": "10 s",
        }
        for i in range(n_radar)
    }
    batteries = {
        f"battery-{i:02d}": {
            "kind": "battery", "nation": "AA", "at": [r.uniform(53.2, 54.8), r.uniform(24.5, 27.5)], "commander": last,
            "max_range": "60 km", "max_altitude": "25 km", "speed": "1100 m/s", "channels": 6, "missiles": 32,
            "reaction": "12 s", "kill": {"aircraft": 0.7, "cruise": 0.6},
        }
        for i in range(n_battery)
    }
    intruders = {f"object-{i:05d}": _intruder(r) for i in range(n_object)}
    return Scenario.model_validate({
        "format": 1, "id": "reference-theatre", "title": "Reference theatre", "question": {"text": "How fast?"},
        "date": "2016-05-06", "start": "09:00", "duration": "30 min",
        "theatre": {"south": 51.0, "north": 57.0, "west": 20.0, "east": 32.0},
        "nations": {"AA": {"title": "A"}},
        "borders": {"AA": [[[52.5, 23.5], [52.5, 29.0], [55.5, 29.0], [55.5, 23.5]]]},
        "posts": posts, "links": links, "sensors": sensors, "batteries": batteries, "intruders": intruders,
        "rights": [
            {"action": "engage", "classes": ["suspect", "hostile", "unknown"], "decides": last, "delay": "20 s"}
        ],
        "situation": [{"from": "0 s", "is": "war"}],
        "crafts": {"strike": {"target": "aircraft", "speed": "240 m/s", "altitude": "6 km", "rcs": "3 dBsm"},
                   "cruise": {"target": "cruise", "speed": "220 m/s", "altitude": "300 m", "rcs": "-7 dBsm"}},
        "tracking": {"association": association},
    })


def _intruder(r: random.Random) -> dict[str, object]:
    kind = "strike" if r.random() < 0.7 else "cruise"
    height = r.uniform(3000, 10000) if kind == "strike" else r.uniform(100, 500)
    start, end = [r.uniform(51.5, 56.5), r.uniform(20.5, 23.0)], [r.uniform(53.0, 55.0), r.uniform(24.5, 28.0)]
    return {
        "type": kind, "intent": "attack", "begin": f"{r.uniform(0, 300):.0f} s", "end": "reaches",
        "route": [{"at": start, "alt": f"{height:.0f} m"}, {"at": [(start[0] + end[0]) / 2, (start[1] + end[1]) / 2],
                  "alt": f"{height:.0f} m"}, {"at": end, "alt": f"{height:.0f} m"}],
    }
