"""A scenario without an engine: the worlds are rules of (arrangement, run, chance that a report stops)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.eventlogs import event, event_log

from skypact.arrays import codes as k
from skypact.load.arrange import arrange
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
