"""Counts and warning of two paired worlds, against sums made by hand."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from tests.study.worth.worth_by_hand import flown

from skypact.analysis.outcomes import Scope
from skypact.analysis.statistics import PairedShare
from skypact.log.schema import EventLog
from skypact.study.worth.measured import Measured, apart, measured

RUNS, HORIZON_S = 10, 3600.0
SCOPE = Scope(about=("drone-01", "drone-02", "cessna"), nation="by", deciders=frozenset({"cp-by"}))


def found(with_it: EventLog, without: EventLog, level: str = "full") -> dict[tuple[str, str], Measured]:
    return {(m.with_it.name, m.band): m for m in measured(with_it, without, (SCOPE, SCOPE), level, HORIZON_S)}


@pytest.fixture(scope="module")
def rows() -> dict[tuple[str, str], Measured]:
    return found(flown(RUNS, sees=True), flown(RUNS, sees=False))


def test_leak_is_counted_over_all_and_by_band(rows) -> None:
    everywhere = rows["leak", ""]
    assert everywhere.n_object == 2
    assert everywhere.without.by_run.tolist() == [2.0] * RUNS
    assert everywhere.with_it.by_run.tolist() == [1.0, 2.0] * (RUNS // 2)
    low = rows["leak", "below-300m"]
    assert low.with_it.yes_no  # one attacker flies there
    difference = low.with_it.minus(low.without)
    assert isinstance(difference, PairedShare)
    assert difference.value == -0.5
    assert difference.p == pytest.approx(2 * 0.5**5)  # 5 runs got better, none worse
    assert np.all(rows["leak", "1km-5km"].with_it.by_run == rows["leak", "1km-5km"].without.by_run)
    assert ("leak", "300m-1km") not in rows  # the light aircraft does not attack


def test_detected_is_by_any_nation_and_the_rest_by_the_one_asked_about(rows) -> None:
    """radar-ru sees it, and the question is about `by`."""
    low = rows["detected", "below-300m"]
    assert low.with_it.by_run.tolist() == [1.0] * RUNS
    assert low.without.by_run.tolist() == [0.0, *[1.0] * (RUNS - 1)]
    assert low.with_it.title.endswith("by any nation")
    assert rows["told", "below-300m"].without.by_run.tolist() == [0.0, *[1.0] * (RUNS - 1)]
    assert rows["engaged", ""].with_it.by_run.tolist() == [1.0, 0.0] * (RUNS // 2)


def test_warning_is_until_the_later_end_of_both_worlds(rows) -> None:
    """Ends at 400 s in both, though every second run destroys it at 300 s: 250 s of warning against 190 s, 0 unseen."""
    low = rows["time_detected", "below-300m"]
    assert low.with_it.by_run.tolist() == [250.0] * RUNS
    assert low.without.by_run.tolist() == [0.0, *[190.0] * (RUNS - 1)]
    assert low.with_it.minus(low.without).value == pytest.approx((250.0 + 9 * 60.0) / RUNS)
    tracked = rows["time_tracked", "below-300m"]
    assert (tracked.with_it.by_run[1], tracked.without.by_run[1]) == (230.0, 170.0)
    high = rows["time_detected", "1km-5km"]
    assert high.with_it.by_run.tolist() == high.without.by_run.tolist() == [380.0] * RUNS
    # drones, and the light aircraft, which nobody sees
    assert rows["time_detected", ""].with_it.by_run.tolist() == pytest.approx([(250.0 + 380.0) / 3] * RUNS)


def test_without_an_end_a_flight_lasts_until_the_horizon() -> None:
    log = flown(4, sees=True)
    endless = EventLog(log.events.slice(0, 0), log.entities, log.stamp, log.arrangement, log.runs)
    assert found(endless, endless)["time_detected", ""].with_it.by_run.tolist() == [0.0] * 4
    kept = log.events.filter(np.isin(log.events["kind"].to_numpy(), [10, 11, 12, 13, 14, 15, 16, 17, 18, 19]))
    seen = EventLog(kept, log.entities, log.stamp, log.arrangement, log.runs)
    assert found(seen, seen, "detect")["time_detected", "below-300m"].with_it.by_run.tolist() == [3450.0] * 4


def test_wrongful_counts_whatever_flies(rows) -> None:
    """The liner is not asked about, and fire at it counts."""
    assert rows["wrongful", "above-5km"].with_it.by_run.tolist() == [1.0, *[0.0] * (RUNS - 1)]
    assert rows["wrongful", ""].with_it.by_run.sum() == 1.0
    assert rows["wrongful", ""].n_object == 3  # cessna, liner, and the a50, which has no height
    assert ("wrongful", "1km-5km") not in rows


def test_a_shallow_level_counts_what_it_can_tell() -> None:
    log = flown(3, sees=True)
    assert {name for name, _ in found(log, log, "detect")} == {"detected", "time_detected"}
    assert {name for name, _ in found(log, log, "track")} == {"detected", "told", "time_detected", "time_tracked"}


def test_who_flies_in_one_world_only_is_not_compared() -> None:
    with_it, without = flown(4, sees=True), flown(4, sees=False)
    gone = without.entities.to_pylist()
    gone[11] |= {"kind": "zone"}  # drone-01 is no object of this log
    fewer = EventLog(without.events, pa.Table.from_pylist(gone, schema=without.entities.schema), {}, "national", 4)
    scopes = (SCOPE, Scope(about=("drone-02", "cessna"), nation="by"))
    assert apart(with_it, fewer, scopes) == ("drone-01",)
    rows = {(m.with_it.name, m.band): m for m in measured(with_it, fewer, scopes, "full", HORIZON_S)}
    assert rows["leak", ""].n_object == 1
    assert ("leak", "below-300m") not in rows
