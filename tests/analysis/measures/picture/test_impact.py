"""Areas of impact known before the fall, of logs written by hand."""

from __future__ import annotations

import dataclasses

import numpy as np
import pyarrow as pa
import pytest
from tests.eventlogs import event, event_log

from skypact.analysis.columns import columns
from skypact.analysis.measures.picture.impact import falls_s
from skypact.analysis.measures.warning import passages, warning
from skypact.arrays import codes as k
from skypact.log.schema import EventLog


def ballistic(log: EventLog, *names: str) -> EventLog:
    """Return the log with these objects on an arc."""
    kinds = ["ballistic" if name in names else "drone" for name in log.entities["id"].to_pylist()]
    at = log.entities.schema.get_field_index("target")
    return dataclasses.replace(log, entities=log.entities.set_column(at, "target", pa.array(kinds)))


@pytest.fixture
def log() -> EventLog:
    """Return four runs of drone-01 falling on `by`: known early, known too late, stopped (as known), never known."""
    entered, fate = event(200.0, k.E_ENTERED, "drone-01", nation="by"), k.E_FATE

    def known(t_s: float, error_km: float, post: str = "cp-by") -> tuple[float, ...]:
        return event(t_s, k.E_FORESEEN_IMPACT, "drone-01", post, "by", value=error_km)

    fell = event(300.0, fate, "drone-01", value=k.F_REACHED)
    made = event_log([
        [known(100.0, 8.0), known(150.0, 2.0), known(50.0, 20.0, "cp-ru"), entered, fell],
        [entered, fell, known(310.0, 6.0)],
        [known(120.0, 4.0), entered, event(250.0, fate, "drone-01", "s300", value=k.F_DESTROYED)],
        [entered, fell],
    ])
    return ballistic(made, "drone-01")


def test_a_stopped_one_would_have_fallen_when_the_script_says(log: EventLog) -> None:
    c = columns(log)
    falls = falls_s(c, passages(c))[:, 0]
    assert falls.tolist() == [300.0] * 4
    assert np.isnan(falls_s(c, passages(c))[:, 1]).all()  # drone-02 never came


def test_how_long_before_the_fall_each_nation_knew(log: EventLog) -> None:
    rows = {(r["nation"], r["intruder"]): r for r in warning(log).to_pylist()}
    own = rows["by", "drone-01"]
    assert own["impact_n"] == 4
    assert own["impact_known"] == 0.5  # too late is not before the fall
    assert own["impact_mean_s"] == pytest.approx((200 + 0 + 180 + 0) / 4)
    assert own["impact_median_s"] == pytest.approx(90.0)
    assert own["impact_error_km"] == pytest.approx((8 + 6 + 4) / 3)  # as it was first told
    partner = rows["ru", ""]
    assert (partner["impact_known"], partner["impact_mean_s"]) == (0.25, pytest.approx(250 / 4))
    assert rows["ru", "drone-01"]["n"] == 0  # it never came over that land


def test_what_does_not_fall_has_no_area(log: EventLog) -> None:
    rows = {(r["nation"], r["intruder"]): r for r in warning(ballistic(log)).to_pylist()}
    row = rows["by", ""]
    assert (row["impact_n"], row["impact_mean_s"], row["impact_known"]) == (0, None, None)
