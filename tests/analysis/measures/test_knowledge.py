"""Who knew when, of logs written by hand."""

from __future__ import annotations

from typing import Any

import pytest
from tests.eventlogs import event, event_log

from skypact.analysis.measures.knowledge import STEPS, WHO, knowledge
from skypact.analysis.outcomes import Scope
from skypact.arrays import codes as k
from skypact.log.schema import EventLog


def rows_of(log: EventLog, intruder: str = "drone-01") -> dict[tuple[str, str, str], dict[str, Any]]:
    """Return (nation, who, step) → row of one intruder."""
    return {(r["nation"], r["who"], r["step"]): r for r in knowledge(log).to_pylist() if r["intruder"] == intruder}


def test_before_the_entry_is_positive_and_after_it_negative() -> None:
    """`ru` hears of it 90 s before it comes over `by`, a post of `by` 40 s before; the track is there 15 s after."""
    rows = rows_of(event_log([[
        event(10.0, k.E_TOLD, "drone-01", "cp-ru"),
        event(60.0, k.E_TOLD, "drone-01", "border-post"),
        event(100.0, k.E_ENTERED, "drone-01", nation="by"),
        event(115.0, k.E_TRACKED, "drone-01", "cp-by"),
    ]]))
    assert rows["by", "own", "told"]["median_s"] == 40.0
    assert rows["by", "anyone", "told"]["median_s"] == 90.0
    assert (rows["by", "own", "tracked"]["median_s"], rows["by", "own", "tracked"]["late"]) == (-15.0, 1.0)
    assert (rows["by", "own", "decided"]["median_s"], rows["by", "own", "decided"]["never"]) == (None, 1.0)
    assert not any(nation == "ru" for nation, *_ in rows)  # it never came over `ru`
    assert {key[1:] for key in rows} == {(who, step) for who in WHO for step in STEPS}


def test_a_never_is_later_than_any_moment() -> None:
    """Leads of six runs: 50, 30, −10, never, never, never. The middle of them falls on a never."""
    def run(told: float | None) -> list[tuple[float, ...]]:
        came = [event(100.0, k.E_ENTERED, "drone-01", nation="by")]
        return came if told is None else sorted([*came, event(told, k.E_TOLD, "drone-01", "cp-by")])

    told = (50.0, 70.0, 110.0, None, None, None)
    row = rows_of(event_log([run(t) for t in told]))["by", "own", "told"]
    assert (row["n"], row["never"], row["late"]) == (6, 0.5, pytest.approx(1 / 6))
    assert (row["median_s"], row["q25_s"], row["q75_s"]) == (None, None, 30.0)
    row = rows_of(event_log([run(t) for t in (*told, 20.0, 40.0)]))["by", "own", "told"]  # 80, 60, 50, 30, −10, never …
    assert row["median_s"] == (30.0 + -10.0) / 2


def test_a_run_is_the_unit_over_several_intruders() -> None:
    def one(name: str, told: float) -> list[tuple[float, ...]]:
        return [event(told, k.E_TOLD, name, "cp-by"), event(100.0, k.E_ENTERED, name, nation="by")]

    log = event_log([[*one("drone-01", 0.0), *one("drone-02", 50.0)], one("drone-01", 80.0)])
    row = rows_of(log, "")["by", "own", "told"]
    assert (row["n"], row["median_s"]) == (2, ((100 + 50) / 2 + 20) / 2)
    only = knowledge(log, Scope(about=("drone-02",))).to_pylist()
    assert {r["median_s"] for r in only if (r["who"], r["step"], r["intruder"]) == ("own", "told", "")} == {50.0}


def test_nobody_came_and_no_runs() -> None:
    assert knowledge(event_log([[]])).num_rows == 0
    assert knowledge(event_log([])).num_rows == 0
