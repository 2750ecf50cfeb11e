"""Times to alert, times to the right class and false alerts of logs written by hand."""

from __future__ import annotations

import pytest
from tests.eventlogs import event, event_log

from skypact.analysis.measures.alerts import alerts
from skypact.analysis.outcomes import Scope
from skypact.arrays import codes as k
from skypact.log.schema import EventLog

CLASSED, SEEN, ENTERED = k.E_CLASSIFIED, k.E_VIOLATION, k.E_ENTERED


@pytest.fixture
def log() -> EventLog:
    """Return three runs of the cessna over `by`: known late, wrong at the end, known before it entered."""
    return event_log([
        [
            event(90.0, CLASSED, "cessna", "cp-by", nation="by", value=k.K_CIVIL),
            event(100.0, ENTERED, "cessna", nation="by"),
            event(130.0, CLASSED, "cessna", "cp-by", nation="by", value=k.K_SUSPECT),
            event(130.0, SEEN, "cessna", "cp-by", nation="by"),
            event(400.0, CLASSED, "cessna", "cp-by", nation="by", value=k.K_CIVIL),
            event(500.0, CLASSED, "liner", "cp-by", nation="by", value=k.K_SUSPECT),
            event(510.0, SEEN, "liner", "cp-by", nation="by"),
        ],
        [
            event(100.0, ENTERED, "cessna", nation="by"),
            event(150.0, SEEN, "cessna", "border-post", nation="by"),
            event(200.0, CLASSED, "cessna", "cp-by", nation="by", value=k.K_CIVIL),
            event(300.0, CLASSED, "cessna", "cp-by", nation="by", value=k.K_HOSTILE),
            event(1000.0, k.E_FATE, "cessna", value=k.F_LEFT),
        ],
        [
            event(50.0, CLASSED, "cessna", "cp-by", nation="by", value=k.K_CIVIL),
            event(60.0, CLASSED, "cessna", "cp-ru", nation="ru", value=k.K_SUSPECT),
            event(100.0, ENTERED, "cessna", nation="by"),
        ],
    ])


def test_times_from_the_entry_with_never_as_an_outcome(log: EventLog) -> None:
    """Alerts after 30 s, 50 s, never; known after 300 s, never, 0 s. The horizon is 1,000 s."""
    row = {r["nation"]: r for r in alerts(log).to_pylist()}["by"]
    assert (row["n"], row["horizon_s"]) == (3, 1000.0)
    assert (row["alert_q25_s"], row["alert_median_s"], row["alert_q75_s"]) == (30.0, 50.0, None)
    assert row["alert_mean_s"] == pytest.approx((30 + 50 + 1000) / 3)
    assert row["alert_never"] == pytest.approx(1 / 3)
    assert (row["known_q25_s"], row["known_median_s"]) == (0.0, 300.0)
    assert row["known_mean_s"] == pytest.approx((300 + 1000 + 0) / 3)


def test_nobody_entered_the_other(log: EventLog) -> None:
    row = {r["nation"]: r for r in alerts(log).to_pylist()}["ru"]
    assert (row["n"], row["alert_median_s"], row["alert_mean_s"], row["alert_never"]) == (0, None, None, None)
    assert row["false_per_1000"] == 0.0  # who trespasses is rightly suspected


def test_false_alerts_count_flights_not_events(log: EventLog) -> None:
    """The liner alone is a flight that only passes: suspected and a violation in one run of three, once."""
    row = {r["nation"]: r for r in alerts(log).to_pylist()}["by"]
    assert row["flights"] == 1
    assert row["false_per_1000"] == pytest.approx(1000 / 3)
    assert row["violations_per_1000"] == row["suspects_per_1000"] == row["false_per_1000"]


def test_asked_about_another(log: EventLog) -> None:
    row = {r["nation"]: r for r in alerts(log, Scope(about=("drone-01",))).to_pylist()}["by"]
    assert row["n"] == 0
