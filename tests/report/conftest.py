"""A small scenario and logs made by hand rules, so that report tests need no engine."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from skypact.arrays import codes as c
from skypact.log.schema import ENTITIES, EVENTS, EventLog
from skypact.spec.scenario import Scenario

ARRANGEMENTS = {"national": 0.2, "coordinated": 0.5, "unified": 0.8}
EVIL = "<script>alert('&\"')</script>"


def _radar(at: tuple[float, float], nation: str, post: str) -> dict[str, object]:
    return {
        "kind": "radar", "nation": nation, "at": at, "reports_to": post, "max_range": "200 km",
        "reference": {"range": {"value": "160 km", "low": "120 km", "high": "200 km", "source": "sheet-a"},
                      "rcs": "1 m2"},
    }


def _battery(at: tuple[float, float], nation: str, post: str, reach: str) -> dict[str, object]:
    return {
        "nation": nation, "at": at, "commander": post, "max_range": {"value": reach, "source": "sheet-a"},
        "max_altitude": "25 km", "speed": "1200 m/s", "channels": 6, "missiles": 32,
        "reaction": {"value": "15 s", "low": "8 s", "high": "40 s", "assumed": True},
        "kill": {"aircraft": 0.7, "cruise": 0.5},
    }


def raw_scenario() -> dict[str, object]:
    """Return the scenario as it would stand in a file, all names resolved."""
    crafts = {
        name: {"target": name, "speed": "200 m/s", "altitude": "1 km", "rcs": "0 dBsm"}
        for name in ("aircraft", "cruise", "drone", "light")
    }
    intruders: dict[str, object] = {}
    for k, (kind, count, lat) in enumerate((("aircraft", 3, 53.5), ("cruise", 4, 52.2), ("drone", 3, 54.6),
                                            ("light", 1, 55.2))):
        for i in range(count):
            intruders[f"{kind}-{i + 1:02d}"] = {
                "type": kind, "intent": "attack", "begin": f"{30 * i} s",
                "route": [{"at": [lat, 21.0]}, {"at": [lat + 0.2, 24.0]}, {"at": [53.9, 27.0 + 0.3 * k]}],
            }
    return {
        "format": 1, "id": "made-up", "title": f"A made-up border {EVIL}",
        "question": {"text": "Does a common command let fewer intruders through?", "nation": "BY",
                     "break_even": "posts.brest.stops", "leans_on": "Nobody knows how often a report stops."},
        "date": "2016-05-06", "start": "05:00", "duration": "1 h",
        "theatre": {"south": 51, "north": 56.5, "west": 20, "east": 33},
        "nations": {"BY": {"title": "Belarus", "partner": True}, "RU": {"title": "Russia", "partner": True}},
        "posts": {
            "minsk": {"nation": "BY", "at": [53.9, 27.6], "picture": True, "title": "Central post"},
            "brest": {"nation": "BY", "at": [52.1, 23.7], "stops": {"value": 0.3, "low": 0.0, "high": 0.9}},
            "smolensk": {"nation": "RU", "at": [54.8, 32.0]},
        },
        "links": [{"from": "brest", "to": "minsk"}],
        "sensors": {
            "p18-brest": _radar((52.1, 23.7), "BY", "brest"), "p18-grodno": _radar((53.7, 23.8), "BY", "minsk"),
            "p18-lida": _radar((53.88, 25.3), "BY", "minsk"), "p18-smolensk": _radar((54.8, 32.0), "RU", "smolensk"),
            "patrol-1": {"kind": "observer", "nation": "BY", "at": [54.0, 25.9], "reports_to": "minsk"},
        },
        "batteries": {
            **{f"s300-brest-{i:02d}": _battery((52.1, 23.7), "BY", "brest", "75 km") for i in (1, 2)},
            **{f"s300-grodno-{i:02d}": _battery((53.7, 23.8), "BY", "minsk", "75 km") for i in (1, 2)},
            "s300-polotsk": _battery((55.5, 28.8), "BY", "minsk", "75 km"),
            "tor-baranovichi": _battery((53.1, 26.0), "BY", "minsk", "12 km"),
            "s400-smolensk": _battery((54.8, 32.0), "RU", "smolensk", "250 km"),
        },
        "fighters": {
            "mig29-baranovichi": {
                "nation": "BY", "base": [53.1, 26.05], "commander": "minsk", "readiness": "7 min", "speed": "1500 km/h",
                "endurance": "90 min", "kill": {"aircraft": 0.6},
            },
        },
        "crafts": crafts, "intruders": intruders,
        "traffic": {"corridor": {"type": "aircraft", "flights": 4, "every": "5 min",
                                 "airports": [[52.2, 21.0], [53.9, 28.0], [55.97, 37.4]]}},
        "arrangements": {name: {"title": name.capitalize()} for name in ARRANGEMENTS},
        "sources": {"sheet-a": {"text": f"A data sheet {EVIL}", "address": "https://example.org/sheet",
                                "date": "2007-02-01", "grade": "C"}},
    }


def entities(scenario: Scenario) -> pa.Table:
    """Return the entity table of the scenario: nations, posts, batteries, intruders."""
    rows: list[dict[str, object]] = []

    def add(name: str, kind: str, nation: str, intent: str = "", target: str = "", altitude: float = 0.0) -> None:
        rows.append({"entity": len(rows), "id": name, "title": "", "kind": kind, "nation": nation, "crew": "",
                     "intent": intent, "civil": False, "target": target, "altitude_m": altitude, "end": "reaches"})

    for name in scenario.nations:
        add(name, "nation", name)
    for name, post in scenario.posts.items():
        add(name, "post", post.nation)
    for name, battery in scenario.batteries.items():
        add(name, "battery", battery.nation or "")
    for name, intruder in scenario.intruders.items():
        target = scenario.crafts[intruder.type].target
        add(name, "intruder", "", intruder.intent, target, 60.0 if target == "cruise" else 1000.0)
    return pa.Table.from_pylist(rows, schema=ENTITIES)


def log(scenario: Scenario, name: str, runs: int = 24, seed: int = 5) -> EventLog:
    """Return a log in which each intruder is engaged with the arrangement's chance, on common luck."""
    table = entities(scenario)
    index = {row["id"]: row["entity"] for row in table.to_pylist()}
    rng, rows = np.random.default_rng(seed), []

    def add(
        run: int, t: float, kind: int, subject: int, actor: int, value: float = 0.0, cause: int = 0, detail: int = 0
    ) -> None:
        rows.append({"run": run, "t_s": t, "kind": kind, "nation": index["BY"], "subject": subject, "actor": actor,
                     "other": -1, "cause": cause, "value": value, "detail": detail})

    for run in range(runs):
        for k, intruder in enumerate(scenario.intruders):
            who, luck, wait = index[intruder], rng.random(4), rng.exponential(60.0, 4)
            t = 300.0 + 30 * k
            add(run, t, c.E_ENTERED, who, -1)
            add(run, t + 5, c.E_DETECTABLE, who, -1)
            add(run, t + 5 + wait[0], c.E_DETECTED, who, index["minsk"])
            add(run, t + 9 + wait[0], c.E_TRACKED, who, index["minsk"])
            add(run, t + 10 + wait[0], c.E_TOLD, who, index["minsk"])
            t += 10 + wait[0] + wait[1]
            add(run, t, c.E_CLASSIFIED, who, index["minsk"], c.K_HOSTILE, detail=64**6)  # IFF: no reply
            add(run, t + 1, c.E_VIOLATION, who, index["minsk"])
            if luck[0] < ARRANGEMENTS[name]:
                add(run, t + 20 + wait[2], c.E_DECIDED, who, index["minsk"], c.A_ENGAGE)
                add(run, t + 40 + wait[2], c.E_FIRED, who, index["s300-grodno-01"], 2)
                add(run, t + 70 + wait[2], c.E_FATE, who, index["s300-grodno-01"], c.F_DESTROYED)
            else:
                add(run, t + 20, c.E_BARRED, who, index["minsk"], cause=c.C_WAITING_CONSENT)
                add(run, 3500.0, c.E_FATE, who, -1, c.F_REACHED)
    events = pa.Table.from_pylist(rows, schema=EVENTS)
    events = events.sort_by([("run", "ascending"), ("t_s", "ascending")])
    stamp: dict[str, object] = {
        "skypact": "0.1.0", "platform": "linux-x86_64-py3.11.0", "scenario": scenario.id, "scenario_sha256": "0" * 64,
        "seed": 1, "runs": runs, "level": "full", "association": "perfect",
    }
    return EventLog(events, table, stamp, name, runs)


@pytest.fixture(scope="session")
def scenario() -> Scenario:
    """The made-up border."""
    return Scenario.model_validate(raw_scenario())


@pytest.fixture(scope="session")
def logs(scenario: Scenario) -> dict[str, EventLog]:
    """One log per arrangement, on common luck."""
    return {name: log(scenario, name) for name in ARRANGEMENTS}


@pytest.fixture(scope="session")
def evil() -> str:
    """Text of the scenario that would be code if it were not escaped."""
    return EVIL
