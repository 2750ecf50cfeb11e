"""What posts took objects for, and who was let pass for it, of logs written by hand."""

from __future__ import annotations

import math

import pytest
from tests.eventlogs import ROW, event, event_log

from skypact.analysis.columns import columns
from skypact.analysis.measures.picture.classed import confusion, last_classes, truths
from skypact.analysis.measures.picture.mistaken import mistaken, passed
from skypact.arrays import codes as k
from skypact.log.schema import EventLog

Event = tuple[float, ...]


def classed(t_s: float, subject: str, cls: int, post: str = "cp-by") -> Event:
    return event(t_s, k.E_CLASSIFIED, subject, post, value=cls)


def shares(log: EventLog, **want: str) -> dict[tuple[str, str], float]:
    """Return (truth, class) → share where it is not none."""
    rows = [r for r in confusion(log).to_pylist() if all(r[key] == value for key, value in want.items())]
    return {(r["truth"], r["class"]): r["share"] for r in rows if r["share"]}


def test_the_truth_of_each_object_has_a_name() -> None:
    named = dict(zip(ROW, truths(columns(event_log([[]]))), strict=True))
    assert {name: truth for name, truth in named.items() if truth} == {
        "drone-01": "attack", "drone-02": "attack", "cessna": "trespass", "liner": "passage", "a50": "friend",
        "false-plots": "phantom",
    }


def test_the_last_class_before_the_fate_and_that_at_the_first_decision() -> None:
    rows = [
        classed(10.0, "drone-01", k.K_UNKNOWN), classed(20.0, "drone-01", k.K_SUSPECT),
        event(30.0, k.E_DECIDED, "drone-01", "cp-ru", value=k.A_ENGAGE), classed(40.0, "drone-01", k.K_HOSTILE),
        event(45.0, k.E_DECIDED, "drone-01", "cp-by", value=k.A_ENGAGE),
        event(50.0, k.E_FATE, "drone-01", value=k.F_REACHED), classed(60.0, "drone-01", k.K_CIVIL),
        classed(15.0, "liner", k.K_CIVIL), event(99.0, k.E_FATE, "liner", value=k.F_LEFT),
        event(1.0, k.E_FATE, "false-plots", value=k.F_LEFT), classed(70.0, "false-plots", k.K_SUSPECT),
    ]  # fmt: skip
    log = event_log([rows])
    assert shares(log, when="decision", post="cp-by") == {("attack", "suspect"): 1.0}
    assert shares(log, when="last", post="cp-by") == {
        ("attack", "hostile"): 1.0, ("passage", "civil"): 1.0, ("phantom", "suspect"): 1.0,
    }
    assert set(last_classes(columns(log), "decision").subject.tolist()) == {ROW["drone-01"]}


def test_shares_are_over_all_runs_and_by_post() -> None:
    civil, hostile = k.K_CIVIL, k.K_HOSTILE
    runs = [
        [classed(1.0, "drone-01", hostile), classed(1.0, "drone-02", civil), classed(1.0, "drone-02", civil, "cp-ru")],
        [classed(1.0, "drone-01", hostile)], [],
    ]
    rows = {(r["post"], r["class"]): r for r in confusion(event_log(runs)).to_pylist() if r["when"] == "last"}
    assert rows["cp-by", "hostile"]["share"] == pytest.approx(2 / 3)
    assert rows["cp-by", "civil"]["share"] == pytest.approx(1 / 3)
    assert (rows["cp-by", "civil"]["n"], rows["cp-by", "civil"]["objects"]) == (2, 1.0)
    assert (rows["cp-ru", "civil"]["share"], rows["cp-ru", "civil"]["nation"]) == (1.0, "ru")
    assert (rows["cp-by", "suspect"]["share"], rows["cp-by", "suspect"]["kind"]) == (0.0, "exact one-sided")


def test_an_intruder_taken_for_civil_by_all_is_let_pass() -> None:
    civil, friend, unknown = k.K_CIVIL, k.K_FRIEND, k.K_UNKNOWN
    fired = event(9.0, k.E_FIRED, "drone-01", "s300", value=1)
    runs = [
        [classed(1.0, "drone-01", civil), classed(2.0, "drone-01", friend, "cp-ru")],  # by all
        [classed(1.0, "drone-01", civil), classed(2.0, "drone-01", unknown, "cp-ru")],  # by one of two
        [classed(1.0, "drone-01", civil), fired],  # and engaged all the same
        [],  # of which nobody knew
        [classed(1.0, "liner", civil)],  # and rightly so
    ]
    c = columns(event_log(runs))
    drone = c.entities.object_of[ROW["drone-01"]]
    assert passed(c)[:, drone].tolist() == [True, False, False, False, False]
    assert passed(c, ("cp-by",))[:, drone].tolist() == [True, True, False, False, False]
    assert passed(c, ())[:, drone].sum() == 0
    assert passed(c)[4].sum() == 0


def test_both_errors_stand_beside_each_other() -> None:
    runs = [
        [event(1.0, k.E_FIRED, "liner", "s300", value=1), classed(1.0, "cessna", k.K_CIVIL)],
        [classed(1.0, "drone-01", k.K_CIVIL)], [], [],
    ]
    rows = {(r["error"], r["by"]): r for r in mistaken(event_log(runs)).to_pylist()}
    engaged = rows["civil engaged", ""]
    assert (engaged["exposed"], engaged["count"], engaged["per_1000"]) == (2, 0.25, 125.0)
    passed_by = rows["attack let pass", "everyone"]
    assert (passed_by["exposed"], passed_by["count"], passed_by["per_1000"]) == (2, 0.25, 125.0)
    assert (passed_by["runs"], passed_by["civil"]) == (0.25, 0.0)
    light = rows["trespass let pass", "deciders"]
    assert (light["exposed"], light["count"], light["civil"], light["per_1000"]) == (1, 0.25, 0.25, 250.0)


def test_none_let_pass_has_its_bound() -> None:
    rows = {(r["error"], r["by"]): r for r in mistaken(event_log([[]] * 50)).to_pylist()}
    row = rows["attack let pass", "deciders"]
    assert (row["per_1000"], row["kind"]) == (0.0, "exact one-sided")
    assert row["high"] == pytest.approx(1000 * (1 - 0.05 ** (1 / 50)) / 2)
    assert math.isclose(row["runs_high"], 1 - 0.05 ** (1 / 50))
