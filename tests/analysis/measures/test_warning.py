"""Warning times of logs written by hand."""

from __future__ import annotations

import numpy as np
import pytest
from tests.eventlogs import event, event_log

from skypact.analysis.columns import columns
from skypact.analysis.measures.warning import passages, warning, warnings_of
from skypact.analysis.outcomes import Scope
from skypact.arrays import codes as k
from skypact.log.schema import EventLog

DECIDERS = {"by": ("cp-by",), "ru": ("cp-by", "cp-ru")}


@pytest.fixture
def log() -> EventLog:
    """Return four runs of drone-01 over `by`: told early, told too late, never told, stopped after it entered."""
    entered, told, fate = k.E_ENTERED, k.E_TOLD, k.E_FATE
    return event_log([
        [
            event(40.0, told, "drone-01", "border-post"),  # may not decide
            event(60.0, told, "drone-01", "cp-by"),
            event(100.0, entered, "drone-01", nation="by"),
            event(300.0, fate, "drone-01", value=k.F_REACHED),
        ],
        [
            event(110.0, entered, "drone-01", nation="by"),
            event(150.0, k.E_TRACKED, "drone-01", "cp-by"),
            event(310.0, fate, "drone-01", value=k.F_REACHED),
        ],
        [
            event(100.0, entered, "drone-01", nation="by"),
            event(300.0, fate, "drone-01", value=k.F_REACHED),
        ],
        [
            event(10.0, told, "drone-01", "cp-by"),
            event(100.0, entered, "drone-01", nation="by"),
            event(120.0, fate, "drone-01", value=k.F_DESTROYED),
        ],
    ])


def test_warning_counts_from_who_may_decide_and_never_is_zero(log: EventLog) -> None:
    row = {(r["nation"], r["intruder"]): r for r in warning(log, DECIDERS).to_pylist()}["by", "drone-01"]
    assert (row["n"], row["entered"]) == (4, 1.0)
    assert row["entry_mean_s"] == pytest.approx((40 + 0 + 0 + 90) / 4)
    assert row["entry_median_s"] == pytest.approx(20.0)  # of 0, 0, 40, 90
    assert row["entry_median_low_s"] is None  # four runs are too few
    assert (row["never"], row["late"]) == (0.25, 0.25)
    # The script needs 200 s from entry to arrival: also for the one that was stopped.
    assert row["reach_mean_s"] == pytest.approx((240 + 160 + 0 + 290) / 4)
    assert row["reach_n"] == 4


def test_a_post_of_the_partner_warns_where_it_may_decide(log: EventLog) -> None:
    early = event_log([[
        event(20.0, k.E_TOLD, "drone-01", "cp-ru"), event(60.0, k.E_TOLD, "drone-01", "cp-by"),
        event(100.0, k.E_ENTERED, "drone-01", nation="by"), event(90.0, k.E_ENTERED, "drone-01", nation="ru"),
    ]])
    found = {r["nation"]: r["entry_mean_s"] for r in warning(early, DECIDERS).to_pylist() if not r["intruder"]}
    assert found == {"by": 40.0, "ru": 70.0}
    own = {r["nation"]: r["entry_mean_s"] for r in warning(early).to_pylist() if not r["intruder"]}
    assert own == {"by": 40.0, "ru": 70.0}  # without deciders each nation's own posts


def test_no_never_in_any_run_has_its_bound() -> None:
    run = [event(0.0, k.E_TOLD, "drone-01", "cp-by"), event(9.0, k.E_ENTERED, "drone-01", nation="by")]
    row = warning(event_log([run] * 30), DECIDERS).to_pylist()[0]
    assert (row["nation"], row["intruder"], row["never"], row["never_kind"]) == ("by", "", 0.0, "exact one-sided")
    assert row["never_high"] == pytest.approx(1 - 0.05 ** (1 / 30))


def test_the_run_is_the_unit_over_several_intruders() -> None:
    def one(name: str, told: float) -> list[tuple[float, ...]]:
        return [event(told, k.E_TOLD, name, "cp-by"), event(100.0, k.E_ENTERED, name, nation="by")]

    log = event_log([[*one("drone-01", 0.0), *one("drone-02", 50.0)], one("drone-01", 80.0)])
    row = warning(log, DECIDERS).to_pylist()[0]
    assert row["entry_mean_s"] == pytest.approx(((100 + 50) / 2 + 20) / 2)  # not (100 + 50 + 20) / 3
    assert row["entered"] == 1.5
    assert warning(log, DECIDERS, Scope(about=("drone-02",))).to_pylist()[0]["entry_mean_s"] == 50.0


def test_a_passage_of_another_arrangement_serves_too() -> None:
    never_reached = columns(event_log([[event(0.0, k.E_TOLD, "drone-01", "cp-by"),
                                        event(9.0, k.E_ENTERED, "drone-01", nation="by")]]))
    assert np.all(np.isnan(passages(never_reached)))
    assert np.all(np.isnan(warnings_of(never_reached, DECIDERS).to_reach_s))
    passage = np.full(never_reached.shape[1:], 200.0)
    assert warnings_of(never_reached, DECIDERS, passage).to_reach_s[0, 0, 0] == 209.0


def test_what_falls_by_its_script_arrives_where_it_falls() -> None:
    log = event_log([[
        event(40.0, k.E_TOLD, "cessna", "cp-by"), event(100.0, k.E_ENTERED, "cessna", nation="by"),
        event(520.0, k.E_FATE, "cessna", value=k.F_CRASHED),
    ]])
    row = warning(log, DECIDERS).to_pylist()[0]
    assert (row["entry_mean_s"], row["reach_mean_s"]) == (60.0, 480.0)


def test_nobody_came_and_no_runs() -> None:
    quiet = warning(event_log([[]]), DECIDERS).to_pylist()
    assert [(r["n"], r["never"], r["entry_mean_s"]) for r in quiet] == [(0, None, None)] * 2
    assert warning(event_log([]), DECIDERS).num_rows == 2
