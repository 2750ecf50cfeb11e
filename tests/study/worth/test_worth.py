"""What a thing is worth: pairs on the same luck, each world once, words, and the engine's own."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.study.worth.worth_by_hand import flown, scenario

from skypact.core.errors import SkypactError
from skypact.load.overlay.arrange import arrange, hypothesis
from skypact.log.schema import EventLog
from skypact.spec.scenario import Scenario
from skypact.study.worth import worth as room
from skypact.study.worth.worth import Worth, worth

ABOUT = ["drone-01", "drone-02", "cessna"]


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Put worlds made by hand in the place of the engine: radar-by sees, and jamming or its loss blinds it."""
    made: list[dict[str, Any]] = []

    def simulate(read: Scenario, name: str, *, runs: int, progress: Any = None, **how: Any) -> EventLog:
        world = arrange(read, name)
        lost = [node for change in world.changes for node in change.lost]
        sees = "radar-by" not in lost and all(one.jammer is None for one in world.intruders.values())
        made.append({"name": name, "lost": lost, "sees": sees, "runs": runs} | how)
        if progress:
            progress(runs)
        return flown(runs, sees)

    monkeypatch.setattr(room, "simulate", simulate)
    monkeypatch.setattr(room, "seen", lambda *_: True)
    return made


def still() -> Scenario:
    """Return the scenario in which no jammer is on but that of the account."""
    read = scenario(about=ABOUT, nation="by")
    quiet = {n: i if n == "brought" else i.model_copy(update={"jammer": None}) for n, i in read.intruders.items()}
    return read.model_copy(update={"intruders": quiet})


def found(read: Scenario, *names: str, **how: Any) -> Worth:
    return worth(read, names, **({"arrangements": ["national"], "runs": 10, "seed": 7} | how))


def test_a_radar_is_worth_what_it_brings(calls) -> None:
    made = found(still(), "radar-by")
    rows = {(r["measure"], r["band"]): r for r in made.rows(made.things[0], "national")}
    leak = rows["leak", ""]
    assert (leak["without"], leak["with"], leak["difference"], leak["most"]) == (2.0, 1.5, -0.5, 2)
    low = rows["leak", "below-300m"]
    assert (low["without"], low["with"], low["difference"], low["kind"]) == (1.0, 0.5, -0.5, "newcombe")
    assert rows["leak", "1km-5km"]["differs"] == 0.0
    time = rows["time_detected", "below-300m"]
    assert (time["unit"], time["without"], time["with"]) == ("s", pytest.approx(171.0), 250.0)
    assert time["difference"] == pytest.approx(79.0)
    assert time["low"] < 79.0 < time["high"]
    assert [call["seed"] for call in calls] == [7, 7]
    assert made.sentences[0].startswith(
        "With radar-by under “national”: attackers that got through, of 2: 1.50 instead of 2.00: 0.50 fewer"
    )
    assert "First detection: below 300 m 79.0 s sooner" in made.sentences[0]


def test_an_account_costs_what_it_takes(calls) -> None:
    """Its world is the one with it, so a jamming that blinds lets more get through: a difference above zero."""
    made = found(still(), hypotheses=["jamming"])
    leak = next(r for r in made.rows(made.things[0], "national", "") if r["measure"] == "leak")
    assert (leak["without"], leak["with"], leak["difference"]) == (1.5, 2.0, 0.5)
    assert [(call["hypothesis"], call["sees"]) for call in calls] == [("", True), ("jamming", False)]
    assert "later" in made.sentences[0]


def test_noise_is_measured_against_the_same_flight_in_silence(calls) -> None:
    read = still()
    loud = scenario().intruders["noise"]
    made = found(read.model_copy(update={"intruders": read.intruders | {"noise": loud}}), "noise")
    leak = next(r for r in made.rows(made.things[0], "national", "") if r["measure"] == "leak")
    assert (leak["without"], leak["with"]) == (1.5, 2.0)


def test_each_world_is_run_once(calls) -> None:
    told: list[int] = []
    found(still(), "radar-by", "early", hypotheses=["jamming"], arrangements=["national", "unified"],
          progress=told.append)
    assert [call["name"] for call in calls] == ["national"] * 4 + ["unified"] * 4
    assert sum(told) == 2 * (1 + 3) * 10


def test_what_an_arrangement_does_not_have_is_said(calls) -> None:
    data = still().model_dump(by_alias=True)
    data["arrangements"]["unified"]["links_add"] = [{"from": "cp-by", "to": "cp-ru"}]
    made = worth(Scenario.model_validate(data), ["cp-by>cp-ru"], arrangements=["national", "unified"], runs=3)
    assert made.absent == {"national": ("cp-by>cp-ru",)}
    assert [call["name"] for call in calls] == ["unified", "unified"]
    with pytest.raises(SkypactError, match="changes nothing under “national”"):
        worth(Scenario.model_validate(data), ["cp-by>cp-ru"], arrangements=["national"], runs=3)


def test_noise_that_the_world_does_not_show_is_refused_before_anything_runs(calls, monkeypatch) -> None:
    """Nought would be taken for an answer."""
    monkeypatch.setattr(room, "seen", lambda *_: False)
    with pytest.raises(SkypactError, match="nothing changes in the world that is run"):
        found(scenario(about=ABOUT), "noise")
    assert calls == []


def test_the_base_may_be_an_account(calls) -> None:
    made = found(hypothesis(still(), "jamming"), "brought", under="jamming")
    assert [(call["hypothesis"], call["sees"]) for call in calls] == [("jamming", False), ("jamming", True)]
    assert made.as_dict()["under"] == "jamming"


def test_the_result_is_plain(calls) -> None:
    made = found(still(), "radar-by").as_dict()
    assert json.loads(json.dumps(made, allow_nan=False)) == made
    assert made["things"] == [{"name": "radar-by", "of": "unit", "title": ""}]
    assert {row["band"] for row in made["table"]} == {"", "below-300m", "300m-1km", "1km-5km", "above-5km"}


def test_without_its_radar_the_jet_comes_through() -> None:
    """The engine itself: a radar that the only battery hangs on."""
    from tests.engine.scenes import raid

    made = worth(raid(), ["radar"], runs=4, seed=1)
    rows = {(r["measure"], r["band"]): r for r in made.table.to_pylist()}
    assert (rows["leak", ""]["without"], rows["leak", ""]["with"]) == (1.0, 0.0)
    assert rows["detected", ""]["difference"] == 1.0
    assert rows["time_detected", ""]["without"] == 0.0
    assert rows["time_detected", ""]["with"] > 0.0
