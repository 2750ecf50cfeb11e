"""Two choices without an engine: alone, or joint under a post of one's own that the partner crews."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.eventlogs import event_log
from tests.study.worlds_by_hand import run_of
from tests.study.worlds_by_hand import scenario as by_hand

from skypact.log.schema import EventLog
from skypact.spec.scenario import Scenario


def scenario(**update: Any) -> Scenario:
    """Return the scenario of `worlds_by_hand` with borders, two attackers, a partner and two choices."""
    flyer = {"type": "jet", "intent": "attack"}
    raw = by_hand().model_dump(mode="json", by_alias=True) | {
        "nations": {
            "by": {"title": "Belarus"}, "ru": {"title": "Russia", "partner": True}, "lt": {"title": "Lithuania"},
        },
        "borders": {
            "by": [[[51, 24], [51, 28], [55, 28], [55, 24]]], "ru": [[[51, 28], [51, 32], [55, 32], [55, 28]]],
            "lt": [[[55, 24], [55, 28], [56, 28], [56, 24]]],
        },
        "crafts": {"jet": {"target": "aircraft", "speed": "250 m/s", "altitude": "3 km", "rcs": "5 dBsm"}},
        "intruders": {
            "drone-01": flyer | {"route": [{"at": [53, 21]}, {"at": [53, 26]}]},
            "drone-02": flyer | {"route": [{"at": [53, 21]}, {"at": [53, 30]}]},
        },
        "choices": {
            "alone": {"title": "Alone", "arrangement": "national"},
            "joint": {"title": "Joint", "arrangement": "unified",
                      "price": {"value": "600 MUSD", "low": "300 MUSD", "high": "900 MUSD", "source": "press"}},
        },
    } | update
    return Scenario.model_validate(raw)


def player(calls: list[dict[str, Any]]) -> Callable[..., EventLog]:
    """Return a stand-in for `study.worlds.played`; a joint world without its post is as good as alone."""

    def played(world: Scenario, name: str, *, runs: int, seed: int, progress: Any = None, **how: Any) -> EventLog:
        joint = any(right.decides == "cp-joint" for right in world.rights)
        calls.append({"name": name, "posts": sorted(world.posts), "runs": runs, "seed": seed} | how)
        log = event_log([run_of("unified" if joint else "national", run, 0.3) for run in range(runs)], name)
        log.stamp.update({"seed": seed, "association": "perfect"})
        if progress:
            progress(runs)
        return log

    return played
