"""A doctrine in code is the same in every study: each hands the functions it is given to each run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.engine.scenes import battery, flight, post, raid
from tests.study import choices_by_hand, worlds_by_hand
from tests.study.turning.test_saturation import written

from skypact.core.errors import SkypactError
from skypact.log.schema import EventLog
from skypact.study.causal.replay import prepare, replay
from skypact.study.control.control import control
from skypact.study.rivals.sets import rival_sets
from skypact.study.turning.saturation import saturation
from skypact.study.turning.sweep import sweep
from skypact.study.worlds import simulate

CODE: dict[str, Any] = {"own": lambda epoch: np.ones_like(epoch.worth)}


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Put worlds made by hand in the place of the engine, and return the list of its calls."""
    made: list[dict[str, Any]] = []
    monkeypatch.setattr("skypact.study.measuring.simulate", worlds_by_hand.simulator(made))
    monkeypatch.setattr("skypact.study.worlds.played", choices_by_hand.player(made))
    return made


def test_sweep_sets_and_control(calls: list[dict[str, Any]]) -> None:
    read = worlds_by_hand.scenario()
    sweep(read, "posts.border-post.stops=0..0.5", points=2, runs=5, functions=CODE)
    stops = read.posts["border-post"].stops.model_copy(update={"sets": {"a": 0.1, "b": 0.4}})
    border = read.posts["border-post"].model_copy(update={"stops": stops})
    rivals = read.model_copy(update={"posts": read.posts | {"border-post": border}})
    rival_sets(rivals, ["a", "b"], arrangement="national", runs=5, functions=CODE)
    control(choices_by_hand.scenario(), runs=5, functions=CODE)
    assert len(calls) >= 12
    assert all(call["functions"] is CODE for call in calls)


def test_saturation(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    seen: list[object] = []

    def noted(*args: Any, **how: Any) -> EventLog:
        seen.append(how["functions"])
        return simulate(*args, **how | {"functions": None})

    monkeypatch.setattr("skypact.study.turning.saturation.simulate", noted)
    saturation(written(tmp_path), ["jets"], [2], runs=2, functions=CODE)
    assert seen == [CODE]


def test_the_causal_ledger_replays_by_the_same_code() -> None:
    """The battery never hits; without the code the replay is refused."""
    read = raid(
        posts={"centre": post(doctrine="own")}, doctrines={"own": {"code": "some.py:rule"}},
        batteries={"battery": battery(kill={"aircraft": 0})}, arrangements={"one": {"title": "One"}},
        intruders={"jet": flight((54.5, 24), (52.5, 24))},
    )  # fmt: skip
    log = simulate(read, "one", runs=1, seed=1, functions=CODE)
    job = prepare(read, "one", log, order="channel", functions=CODE)
    played, stopped = replay(job, workers=1)
    assert len(played) == len(job.candidates) > 0
    assert not stopped
    with pytest.raises(SkypactError, match="runs only where it is allowed"):
        replay(prepare(read, "one", log, order="channel"), workers=1)
