"""Shot opportunities of logs written by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from tests.eventlogs import event, event_log

from skypact.analysis.columns import columns
from skypact.analysis.measures.opportunities import opportunities, opportunities_of
from skypact.arrays import codes as k

RUN = [
    event(10.0, k.E_TRACKED, "drone-01", "cp-by"),
    event(15.0, k.E_DECIDED, "drone-01", "cp-by", "by", value=k.A_LOOK),
    event(20.0, k.E_DECIDED, "drone-01", "cp-by", "by", value=k.A_ENGAGE),
    event(20.0, k.E_ORDERED, "drone-01", "cp-by", "s300"),
    event(30.0, k.E_FIRED, "drone-01", "s300", value=2),
    event(40.0, k.E_FIRED, "drone-01", "su27", value=1),  # before any result: no second look
    event(45.0, k.E_MISSED, "drone-01", "s300", cause=k.C_MISSED),
    event(45.0, k.E_MISSED, "drone-01", "s300", cause=k.C_MISSED),
    event(50.0, k.E_JUDGED, "drone-01", "s300", value=0),
    event(60.0, k.E_ORDERED, "drone-01", "cp-by", "s300"),
    event(70.0, k.E_FIRED, "drone-01", "s300", value=2),
    event(80.0, k.E_HIT, "drone-01", "s300"),
    event(80.0, k.E_FATE, "drone-01", "s300", value=k.F_DESTROYED),
    event(100.0, k.E_JUDGED, "drone-01", "s300", value=1),
    event(200.0, k.E_FATE, "drone-02", value=k.F_REACHED),
]


def test_engagements_shots_and_second_looks() -> None:
    found = opportunities_of(columns(event_log([RUN])))
    expected = {"ordered": 2, "engagements": 3, "second_looks": 1, "shots": 5, "units": 2}
    assert {name: found.counts[name][0, 0] for name in expected} == expected
    assert found.counts["tracked_s"][0, :2].tolist() == [70.0, 0.0]
    assert found.counts["permitted_s"][0, :2].tolist() == [60.0, 0.0]  # from the decision to engage, not to look
    assert found.cycle_s == 35.0  # median of 50 − 20 and 100 − 60
    assert found.counts["room"][0, :2].tolist() == [1.0, 0.0]


def test_the_table_is_of_attackers_and_its_unit_is_the_run() -> None:
    rows = {r["intruder"]: r for r in opportunities(event_log([RUN, [RUN[0], RUN[-1]]])).to_pylist()}
    assert list(rows) == ["", "drone-01", "drone-02"]
    assert rows[""]["engagements"] == pytest.approx((3 / 2 + 0) / 2)
    assert (rows[""]["never_engaged"], rows[""]["twice_or_more"], rows[""]["stopped"]) == (0.75, 0.25, 0.25)
    assert rows["drone-01"]["second_looks"] == 0.5
    assert rows["drone-02"]["engagements"] == 0.0


def test_without_a_finished_engagement_there_is_no_room_to_speak_of() -> None:
    found = opportunities_of(columns(event_log([RUN[:3]])))
    assert math.isnan(found.cycle_s)
    assert np.all(np.isnan(found.counts["room"]))
    assert opportunities(event_log([RUN[:3]])).to_pylist()[0]["room"] is None


def test_an_order_that_came_to_nothing_is_no_engagement() -> None:
    run = [
        event(20.0, k.E_ORDERED, "drone-01", "cp-by", "s300"),
        event(30.0, k.E_NOT_ENGAGED, "drone-01", "s300", cause=k.C_TOO_LATE),
        event(40.0, k.E_ORDERED, "drone-01", "cp-by", "s300"),
        event(50.0, k.E_FIRED, "drone-01", "s300", value=1),
        event(65.0, k.E_JUDGED, "drone-01", "s300", value=0),
    ]
    found = opportunities_of(columns(event_log([run])))
    assert (found.counts["ordered"][0, 0], found.counts["engagements"][0, 0]) == (2, 1)
    assert found.cycle_s == 25.0
