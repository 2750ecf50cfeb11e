"""Time budgets of logs written by hand."""

from __future__ import annotations

import numpy as np
import pytest
from tests.eventlogs import event, event_log

from skypact.analysis.columns import columns
from skypact.analysis.measures.budget import budget, spent
from skypact.analysis.outcomes import Scope
from skypact.arrays import codes as k

WHOLE = [
    event(10.0, k.E_DETECTABLE, "drone-01", nation="by"),
    event(30.0, k.E_ENTERED, "drone-01", nation="by"),
    event(14.0, k.E_DETECTED, "drone-01", "radar-by"),
    event(12.0, k.E_TOLD, "drone-01", "cp-by"),  # a word before the first own detection
    event(20.0, k.E_TRACKED, "drone-01", "cp-by"),
    event(26.0, k.E_CLASSIFIED, "drone-01", "cp-by", value=k.K_HOSTILE),
    event(40.0, k.E_DECIDED, "drone-01", "cp-by", "by", value=k.A_ENGAGE),
    event(70.0, k.E_FIRED, "drone-01", "s300", value=1),
    event(110.0, k.E_FATE, "drone-01", value=k.F_DESTROYED),
]
VAIN = [
    event(0.0, k.E_ENTERED, "drone-01", nation="by"),
    event(5.0, k.E_DETECTED, "drone-01", "radar-by"),
    event(9.0, k.E_TRACKED, "drone-01", "cp-by"),
    event(109.0, k.E_FATE, "drone-01", value=k.F_REACHED),
]


def rows_of(log, **how) -> dict[str, dict]:
    """Return the rows over all intruders by verb."""
    return {r["verb"]: r for r in budget(log, **how).to_pylist() if r["nation"] == ""}


def test_each_step_takes_the_time_after_the_latest_one_before() -> None:
    found = spent(columns(event_log([WHOLE])))
    assert found.took_s[:, 0, 0].tolist() == [4, 6, 0, 6, 14, 30, 40]  # detect … assess; told came first: no time
    assert found.vain_s[:, 0, 0].tolist() == [0] * 7
    assert found.took_s[:, 0, 0].sum() == 110 - 10  # from when it could be seen to its fate


def test_what_never_came_waits_in_vain_for_the_first_missing_verb() -> None:
    found = spent(columns(event_log([VAIN])))
    assert found.took_s[:3, 0, 0].tolist() == [5, 4, 0]
    assert np.all(np.isnan(found.took_s[3:, 0, 0]))
    assert found.vain_s[:, 0, 0].tolist() == [0, 0, 0, 100, 0, 0, 0]


def test_parts_add_up_and_the_run_is_the_unit() -> None:
    rows = rows_of(event_log([WHOLE, VAIN, VAIN]))
    assert sum(r["spent_s"] for r in rows.values()) == pytest.approx((100 + 109 + 109) / 3)
    assert rows["identify"]["reached"] == pytest.approx(1 / 3)
    assert (rows["identify"]["took_s"], rows["identify"]["took_n"]) == (6.0, 1)
    assert rows["identify"]["spent_s"] == pytest.approx((6 + 100 + 100) / 3)
    assert rows["identify"]["vain_s"] == pytest.approx(200 / 3)
    assert rows["detect"]["took_s"] == 5.0  # the median of 4, 5, 5
    none = rows_of(event_log([VAIN] * 20))["engage"]
    assert (none["reached"], none["reached_kind"]) == (0.0, "exact one-sided")
    assert none["reached_high"] == pytest.approx(1 - 0.05 ** (1 / 20))


def test_a_skipped_step_takes_nothing() -> None:
    skipped = [row for row in WHOLE if row[2] != k.E_CLASSIFIED]
    found = spent(columns(event_log([skipped])))
    assert np.isnan(found.took_s[3, 0, 0])
    assert found.vain_s[3, 0, 0] == 0.0
    assert found.took_s[4, 0, 0] == 20.0  # since the track


def test_over_a_territory_only_its_deciders_count_whosever_they_are() -> None:
    joint = [*WHOLE, event(35.0, k.E_ENTERED, "drone-01", nation="ru")]
    log = event_log([joint])
    by_union = {(r["nation"], r["verb"]): r for r in budget(log, {"by": ["cp-by"], "ru": ["cp-by"]}).to_pylist()}
    assert by_union["ru", "decide"]["took_s"] == 14.0
    apart = {(r["nation"], r["verb"]): r for r in budget(log, {"by": ["cp-by"], "ru": ["cp-ru"]}).to_pylist()}
    # cp-ru was never told, yet others identified and fired: skipped, and nobody of it ever decided
    assert apart["ru", "fuse"]["reached"] == 0.0
    assert apart["ru", "decide"]["reached"] == 0.0
    assert apart["by", "decide"]["took_s"] == 14.0
    alone = {(r["nation"], r["verb"]): r for r in budget(event_log([WHOLE])).to_pylist()}
    assert alone["ru", "detect"]["objects"] == 0.0  # it never came over ru


def test_shots_after_the_fate_and_others_do_not_count() -> None:
    late = [*VAIN, event(120.0, k.E_FIRED, "drone-01", "s300", value=1)]
    rows = rows_of(event_log([late]))
    assert (rows["engage"]["reached"], rows["assess"]["reached"]) == (0.0, 0.0)
    assert rows_of(event_log([VAIN]), scope=Scope(about=("drone-02",)))["detect"]["n"] == 0
