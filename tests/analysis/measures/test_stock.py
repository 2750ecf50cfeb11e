"""Rounds, empty magazines and fire channels of logs written by hand."""

from __future__ import annotations

import numpy as np
import pytest
from tests.eventlogs import event, event_log

from skypact.analysis.columns import columns
from skypact.analysis.measures.stock import Magazine, batteries_of, occupancy, stock, time_to_empty_s
from skypact.arrays import codes as k

HAS = {"s300": Magazine(missiles=3, channels=2)}
RUN = [
    event(10.0, k.E_ORDERED, "drone-01", "cp-by", "s300"),
    event(20.0, k.E_ORDERED, "drone-02", "cp-by", "s300"),
    event(15.0, k.E_FIRED, "drone-01", "s300", value=2),
    event(30.0, k.E_FIRED, "drone-02", "s300", value=1),
    event(35.0, k.E_JUDGED, "drone-01", "s300", value=1),
    event(60.0, k.E_JUDGED, "drone-02", "s300", value=0),
    event(70.0, k.E_ORDERED, "drone-02", "cp-by", "s300"),
    event(80.0, k.E_NOT_ENGAGED, "drone-02", "s300", cause=k.C_EMPTY),
    event(35.0, k.E_FATE, "drone-01", value=k.F_DESTROYED),
    event(90.0, k.E_FATE, "drone-02", value=k.F_REACHED),
]


def test_a_channel_is_taken_from_the_order_to_the_judgement() -> None:
    found = batteries_of(columns(event_log([RUN])), HAS)
    moments, taken = found.steps(0, 0)
    assert moments.tolist() == [0, 10, 20, 35, 60, 70, 80]
    assert taken.tolist() == [0, 1, 2, 1, 0, 1, 0]
    assert found.saturated(100.0)[0, 0] == pytest.approx(0.15)  # 20 to 35 s
    assert (found.rounds[0, 0], found.empty_s[0, 0]) == (3.0, 30.0)


def test_stock_of_two_runs() -> None:
    row = stock(event_log([RUN, RUN[:1]]), HAS, 100.0).to_pylist()[0]
    assert (row["battery"], row["nation"], row["missiles"], row["channels"]) == ("s300", "by", 3, 2)
    assert row["rounds"] == 1.5
    assert row["empty"] == 0.5
    assert row["first_empty_s"] == 30.0
    assert row["to_empty_s"] == pytest.approx((30 + 100) / 2)
    # busy: 10 + 2·15 + 25 + 10 channel-seconds in one run, taken to the end from 10 s on in the other
    assert row["busy"] == pytest.approx((0.75 + 0.9) / 2)
    assert (row["saturated"], row["ever_saturated"]) == (pytest.approx(0.075), 0.5)
    assert row["most_busy"] == 1.5


def test_never_empty_has_its_bound_and_the_end_of_the_raid_as_competing_risk() -> None:
    row = stock(event_log([RUN[:1]] * 10), HAS, 100.0).to_pylist()[0]
    assert (row["empty"], row["empty_kind"], row["to_empty_s"]) == (0.0, "exact one-sided", 100.0)
    assert row["empty_high"] == pytest.approx(1 - 0.05 ** (1 / 10))
    # One of four empties at 20 s; two raids are over before, one run has no attackers: 0.25 of the time after 20 s.
    empty, over = np.array([20.0, np.inf, np.inf, np.inf]), np.array([90.0, 10.0, 15.0, np.inf])
    assert time_to_empty_s(empty, over, 100.0) == pytest.approx(100 - 0.25 * 80)


def test_occupancy_over_time_of_each_and_of_all() -> None:
    table = occupancy(event_log([RUN, RUN[:1]]), HAS | {"absent": Magazine(1, 1)}, 100.0, points=11).to_pylist()
    one = {(r["battery"], r["t_s"]): r for r in table}
    assert {r["battery"] for r in table} == {"", "s300"}
    assert one["s300", 30.0]["busy"] == 1.5
    assert one["s300", 30.0]["saturated"] == 0.5
    assert one["", 50.0]["busy"] == 1.0
    assert one["s300", 0.0]["busy"] == 0.0


def test_what_was_never_ordered_frees_nothing() -> None:
    stray = [event(5.0, k.E_JUDGED, "drone-01", "s300", value=1), *RUN]
    assert batteries_of(columns(event_log([stray])), HAS).steps(0, 0)[1].min() == 0
