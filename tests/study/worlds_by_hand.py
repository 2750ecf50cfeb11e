"""A scenario without an engine: the worlds are rules of (arrangement, run, chance that a report stops)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.eventlogs import event, event_log

from skypact.arrays import codes as k
from skypact.load.overlay.arrange import arrange
from skypact.log.schema import EventLog
from skypact.spec.scenario import Scenario


def scenario(**question: Any) -> Scenario:
    """Return a scenario with the nations, posts and names of `tests.eventlogs`."""

    def right(post: str) -> list[dict[str, Any]]:
        return [{"action": "engage", "classes": ["hostile"], "decides": post}]

    return Scenario.model_validate({
        "format": 1, "id": "by-hand", "title": "By hand", "date": "2016-05-06", "start": "05:00", "duration": "1 h",
        "question": {"text": "Does it matter?", "measure": "leak", "break_even": "posts.border-post.stops"} | question,
        "theatre": {"south": 51, "north": 56, "west": 20, "east": 33},
        "nations": {"by": {"title": "Belarus"}, "ru": {"title": "Russia"}, "lt": {"title": "Lithuania"}},
        "posts": {
            "border-post": {"nation": "by", "stops": {"value": 0.3, "low": 0.0, "high": 0.9}},
            "cp-by": {"nation": "by"}, "cp-ru": {"nation": "ru", "stops": 0.1},
            "cp-joint": {"nation": "by", "crew": "ru", "handling": {
                "value": "30 s", "low": "10 s", "high": "1000 s", "range_means": "loguniform"}},
        },
        "arrangements": {
            "national": {"title": "National", "rights": right("cp-by")},
            "coordinated": {"title": "Coordinated", "rights": right("cp-by")},
            "unified": {"title": "Unified", "rights": right("cp-joint")},
        },
        "hypotheses": {"rival": {"title": "Rival"}},
    })


def priced() -> Scenario:
    """Return the scenario with a battery of three missiles and two channels; its shots and one drone have a price."""
    read = scenario()
    route = [{"at": [54, 21]}, {"at": [54, 24]}]
    plain: dict[str, Any] = {"target": "drone", "speed": "50 m/s", "altitude": "1 km", "rcs": "-10 dBsm"}
    price = {"value": "40 kUSD", "low": "20 kUSD", "high": "80 kUSD", "assumed": True}
    data = read.model_dump(by_alias=True) | {
        "batteries": {"s300": {
            "nation": "by", "at": [54, 24], "commander": "cp-by", "max_range": "75 km", "max_altitude": "25 km",
            "speed": "1200 m/s", "channels": 2, "missiles": 3, "reaction": "20 s", "kill": {"drone": 0.5},
            "price": {"value": "100 kUSD", "low": "50 kUSD", "high": "200 kUSD", "assumed": True},
        }},
        "crafts": {"plain": plain, "dear": plain | {"price": price}},
        "intruders": {
            "drone-01": {"type": "dear", "intent": "attack", "route": route},
            "drone-02": {"type": "plain", "intent": "attack", "route": route},
        },
    }
    return Scenario.model_validate(data)


def flown(name: str) -> EventLog:
    """Return four runs of two drones over `by`: stopped by two shots, but under `unified` it is told 30 s earlier."""
    told = 50.0 if name == "unified" else 80.0
    post = "cp-joint" if name == "unified" else "cp-by"
    first = [
        event(40.0, k.E_DETECTABLE, "drone-01", nation="by"),
        event(45.0, k.E_DETECTED, "drone-01", "radar-by"),
        event(told, k.E_TOLD, "drone-01", post),
        event(told, k.E_TRACKED, "drone-01", post),
        event(100.0, k.E_ENTERED, "drone-01", nation="by"),
        event(100.0, k.E_VIOLATION, "drone-01", post),
        event(120.0, k.E_DECIDED, "drone-01", post, "by", value=k.A_ENGAGE),
        event(120.0, k.E_ORDERED, "drone-01", post, "s300"),
        event(140.0, k.E_FIRED, "drone-01", "s300", value=1),
        event(160.0, k.E_MISSED, "drone-01", "s300", cause=k.C_MISSED),
        event(170.0, k.E_JUDGED, "drone-01", "s300", value=0),
    ]
    stopped = [
        event(180.0, k.E_ORDERED, "drone-01", post, "s300"),
        event(200.0, k.E_FIRED, "drone-01", "s300", value=2),
        event(220.0, k.E_HIT, "drone-01", "s300"),
        event(220.0, k.E_FATE, "drone-01", "s300", value=k.F_DESTROYED),
        event(230.0, k.E_JUDGED, "drone-01", "s300", value=1),
    ]
    through = [event(400.0, k.E_FATE, "drone-01", value=k.F_REACHED)]
    second = [
        event(300.0, k.E_ENTERED, "drone-02", nation="by"), event(600.0, k.E_FATE, "drone-02", value=k.F_REACHED),
    ]
    runs = [[*first, *(through if run == 0 and name != "unified" else stopped), *second] for run in range(4)]
    return event_log(runs, name)


def run_of(name: str, run: int, stops: float) -> list[tuple[float, ...]]:
    """Return a run: the luck is the run number, the same in every arrangement.

    national stops drone-01 in every third run; unified in two of three, by a Russian crew, and hits the airliner in
    every tenth. A report reaches the joint post where the luck is not below `stops`.
    """
    killed = run % 3 == 0 or (name == "unified" and run % 3 == 1)
    post = "cp-joint" if name == "unified" else "cp-by"
    rows = [event(10.0, k.E_DETECTED, "drone-01", "radar-by")]
    if (run % 10 + 0.5) / 10 > stops:
        rows.append(event(20.0, k.E_TOLD, "drone-01", post, "border-post"))
    if killed:
        rows += [
            event(30.0, k.E_DECIDED, "drone-01", post, "by", value=k.A_ENGAGE),
            event(40.0, k.E_FIRED, "drone-01", "s300", value=1),
        ]
    if name == "unified" and run % 10 == 0:
        rows.append(event(50.0, k.E_FIRED, "liner", "s300", value=1))
    rows.append(event(90.0, k.E_FATE, "drone-01", value=k.F_DESTROYED if killed else k.F_REACHED))
    return rows


def simulator(calls: list[dict[str, Any]]) -> Callable[..., EventLog]:
    """Return a stand-in for `study.worlds.simulate` that notes its calls."""

    def simulate(read: Scenario, name: str, *, runs: int, seed: int, progress: Any = None, **how: Any) -> EventLog:
        assert arrange(read, name).rights
        calls.append({"name": name, "runs": runs, "seed": seed} | how)
        if progress:
            progress(runs)
        stops = read.posts["border-post"].stops.value
        log = event_log([run_of(name, run, stops) for run in range(runs)], name)
        log.stamp["seed"] = seed
        return log

    return simulate
