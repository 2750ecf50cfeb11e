"""Outcomes, control and times of logs written by hand."""

from __future__ import annotations

import pytest
from tests.eventlogs import event, event_log

from skypact.analysis.columns import columns
from skypact.analysis.measures.control import control, control_by_run
from skypact.analysis.measures.times import times
from skypact.analysis.outcomes import Scope, contributions, fates, limit, measures
from skypact.arrays import codes as k
from skypact.core.errors import SkypactError
from skypact.log.schema import EventLog


@pytest.fixture
def log() -> EventLog:
    """Return three runs: one leak, two leaks with a wrongful kill, nothing at all."""
    return event_log([
        [
            event(0.0, k.E_ENTERED, "drone-01", nation="by"),
            event(10.0, k.E_DETECTED, "drone-01", "radar-by"),
            event(12.0, k.E_TOLD, "drone-01", "border-post", "radar-by"),
            event(15.0, k.E_TRACKED, "drone-01", "cp-by"),
            event(30.0, k.E_DECIDED, "drone-01", "cp-by", "by", value=k.A_ENGAGE),
            event(50.0, k.E_FIRED, "drone-01", "s300", value=2),
            event(60.0, k.E_FATE, "drone-01", value=k.F_DESTROYED),
            event(40.0, k.E_LOOKED, "cessna", "su27", value=-1),
            event(99.0, k.E_FATE, "drone-02", value=k.F_REACHED),
            event(99.0, k.E_FATE, "cessna", value=k.F_LEFT),
        ],
        [
            event(20.0, k.E_DETECTED, "drone-01", "radar-ru"),
            event(22.0, k.E_TOLD, "drone-01", "cp-joint", "cp-ru"),
            event(30.0, k.E_DECIDED, "liner", "cp-joint", "by", value=k.A_ENGAGE),
            event(31.0, k.E_FIRED, "liner", "s300", value=1),
            event(33.0, k.E_FIRED, "liner", "s300", value=1),
            event(40.0, k.E_FATE, "liner", value=k.F_DESTROYED),
            event(90.0, k.E_FATE, "drone-01", value=k.F_INSIDE),
            event(90.0, k.E_FATE, "drone-02", value=k.F_REACHED),
            event(90.0, k.E_FATE, "cessna", value=k.F_REACHED),
        ],
        [event(90.0, k.E_FATE, "cessna", value=k.F_FORCED_LANDING)],
    ])


def test_measures_of_each_run(log: EventLog) -> None:
    found = measures(log)
    assert found["run"].to_pylist() == [0, 1, 2]
    expected = {
        "leak": [1, 2, 0], "leak_share": [0.5, 1.0, 0.0], "unanswered": [0, 1, 0], "wrongful": [0, 1, 0],
        "wrongful_killed": [0, 1, 0], "shots": [2, 2, 0], "detected": [1, 1, 0], "tracked": [1, 0, 0],
        "told": [1, 1, 0], "decided": [1, 0, 0], "engaged": [2, 0, 0], "first_detected_s": [10.0, 20.0, None],
        "first_told_s": [12.0, 22.0, None], "first_engaged_s": [40.0, None, None],
    }
    assert {name: found[name].to_pylist() for name in expected} == expected


def test_told_counts_only_posts_that_may_decide(log: EventLog) -> None:
    deciders = frozenset({"cp-by"})
    found = measures(log, Scope(deciders=deciders))
    assert found["told"].to_pylist() == [1, 0, 0]
    assert found["first_told_s"].to_pylist() == [15.0, None, None]  # its own track, not the border post's word


def test_a_question_about_one_intruder_and_one_nation(log: EventLog) -> None:
    scope = Scope(about=("drone-01",), nation="by")
    assert measures(log, scope)["leak"].to_pylist() == [0, 1, 0]
    assert measures(log, scope)["detected"].to_pylist() == [1, 0, 0]
    assert measures(log, Scope(about=("drone",)))["leak"].to_pylist() == [1, 2, 0]  # the name before the numbers
    assert limit(columns(log), "leak", scope) == 1
    assert limit(columns(log), "leak") == 2


def test_unknown_names_get_the_nearest(log: EventLog) -> None:
    with pytest.raises(SkypactError, match="did you mean 'drone-01'"):
        measures(log, Scope(about=("dron-01",)))
    with pytest.raises(SkypactError, match="no nation 'lt' with a post"):
        measures(log, Scope(nation="lt"))
    with pytest.raises(SkypactError, match="did you mean 'wrongful'"):
        contributions(columns(log), "wrongfull")


def test_fates_have_one_row_per_run_and_intruder(log: EventLog) -> None:
    table = fates(log).to_pylist()
    assert [row["intruder"] for row in table[:3]] == ["drone-01", "drone-02", "cessna"]
    assert [row["fate"] for row in table] == [
        "destroyed", "reached", "left", "still inside", "reached", "reached", "none", "none", "forced to land",
    ]
    assert [table[0][f"{s}_s"] for s in ("detected", "decided", "engaged", "fate")] == [10, 30, 50, 60]
    assert table[3]["engaged_s"] is None


def test_control_counts_whose_crews_decide_over_whose_territory(log: EventLog) -> None:
    by_run = control_by_run(log)
    assert by_run.nations == ("by", "ru")
    assert by_run.counts["own"][:, 0].tolist() == [1, 0, 0]
    assert by_run.counts["foreign"][:, 0].tolist() == [0, 1, 0]  # the joint post has a Russian crew
    by, ru = by_run.kept()
    assert (by.value, by.n) == (0.5, 2)  # one of two decisions; the third run, without any, tells nothing
    assert (ru.kind, ru.n) == ("none", 0)  # nobody decided over ru
    assert by_run.counts["shots_without_consent"][:, 0].tolist() == [0, 2, 0]
    table, other = control(log).to_pylist()
    assert (table["kept"], table["kept_low"], table["kept_high"]) == (0.5, 0.0, 1.0)
    assert (other["kept"], other["kept_low"], other["kept_high"]) == (None, None, None)
    assert table["decisions"] == pytest.approx(2 / 3)


def test_consent_before_the_shot_counts_and_after_it_does_not() -> None:
    run = [
        event(10.0, k.E_CONSENT_ASKED, "drone-01", "cp-ru", "cp-by"),
        event(20.0, k.E_DECIDED, "drone-01", "cp-ru", "by", value=k.A_ENGAGE),
        event(25.0, k.E_FIRED, "drone-01", "s300", value=1),
        event(30.0, k.E_CONSENT_GIVEN, "drone-01", "cp-by", "cp-ru"),
        event(35.0, k.E_FIRED, "drone-01", "s300", value=4),
        event(40.0, k.E_CONSENT_REFUSED, "drone-02", "cp-by", "cp-ru"),
        event(45.0, k.E_CONSENT_LATE, "drone-02", "cp-by", "cp-ru"),
    ]
    counts = {name: values[0, 0] for name, values in control_by_run(event_log([run])).counts.items()}
    assert counts == {
        "decisions": 1, "own": 0, "foreign": 1, "shots": 5, "shots_without_consent": 1, "shots_foreign_crew": 0,
        "asked": 1, "given": 1, "refused": 1, "late": 1, "unanswered": 0, "orders": 0, "orders_foreign": 0,
    }


def test_a_shot_rests_on_the_decision_that_its_own_commander_asked_for() -> None:
    run = [
        event(5.0, k.E_REQUESTED, "drone-01", "cp-by", "cp-by", value=k.A_ENGAGE),
        event(10.0, k.E_DECIDED, "drone-01", "cp-by", "by", value=k.A_ENGAGE),
        event(12.0, k.E_ORDERED, "drone-01", "cp-by", "s300"),
        event(20.0, k.E_DECIDED, "drone-01", "cp-ru", "by", value=k.A_ENGAGE),
        event(25.0, k.E_FIRED, "drone-01", "s300", value=1),
    ]
    assert control_by_run(event_log([run])).counts["shots_without_consent"][0, 0] == 0
    asked = event(6.0, k.E_REQUESTED, "drone-01", "cp-by", "cp-ru", value=k.A_ENGAGE)
    assert control_by_run(event_log([[*run, asked]])).counts["shots_without_consent"][0, 0] == 1


def test_times_count_from_when_it_could_be_seen(log: EventLog) -> None:
    table = {row["step"]: row for row in times(log, horizon_s=100.0).to_pylist()}
    detected = table["detected"]
    assert detected["n"] == 7  # in the last run only the cessna was there
    assert detected["never"] == pytest.approx(5 / 7)
    assert (detected["q25_s"], detected["median_s"], detected["q75_s"]) == (pytest.approx(20.0), None, None)
    # Runs: (10, 100, 100), (20, 100, 100), (100, 100, 100).
    assert detected["rmst_s"] == pytest.approx((70 + 220 / 3 + 100) / 3)
    only = {row["step"]: row for row in times(log, 100.0, Scope(about=("drone-01",))).to_pylist()}
    assert only["detected"]["median_s"] == 10.0  # of the two runs in which it was there
    assert only["detected"]["verb"] == "detect"


def test_a_log_without_runs_or_events_is_no_error() -> None:
    empty = event_log([[], []])
    assert measures(empty)["leak"].to_pylist() == [0, 0]
    assert control(empty)["kept"].to_pylist() == [None, None]
    assert times(empty)["n"].to_pylist() == [0] * 7
