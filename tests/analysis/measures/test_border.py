"""Stays over a territory, violations and foresight in logs written by hand."""

from __future__ import annotations

from typing import Any

import pytest
from tests.eventlogs import event, event_log

from skypact.analysis.measures.border import crossings, violations
from skypact.analysis.outcomes import Scope
from skypact.arrays import codes as k
from skypact.log.schema import EventLog


def stay(name: str, t_in: float, t_out: float | None, depth_m: float, nation: str = "by") -> list[tuple[float, ...]]:
    """Return the events of one visit; t_out None: it never goes out."""
    made = [event(t_in, k.E_ENTERED, name, nation=nation), event(t_in + 1, k.E_DEEPEST, name, nation=nation,
                                                                 value=depth_m)]  # fmt: skip
    return made if t_out is None else [*made, event(t_out, k.E_EXITED, name, nation=nation, value=t_out - t_in)]


@pytest.fixture
def log() -> EventLog:
    """Return three runs of drone-01: two visits, one that its end cuts, none because it is shot down before."""
    seen, foreseen, fate = k.E_VIOLATION, k.E_FORESEEN, k.E_FATE
    return event_log([
        [
            event(70.0, foreseen, "drone-01", "cp-by", value=25.0),
            *stay("drone-01", 100.0, 160.0, 9_000.0), *stay("drone-01", 200.0, 240.0, 4_000.0),
            event(110.0, seen, "drone-01", "border-post", value=800.0),
            event(105.0, seen, "drone-01", "cp-ru"),  # of its own territory
            event(50.0, seen, "cessna", "cp-by"),  # was never inside
            *stay("liner", 10.0, 90.0, 30_000.0), event(20.0, seen, "liner", "cp-by"),
            event(300.0, fate, "drone-01", value=k.F_LEFT),
        ],
        [
            *stay("drone-01", 100.0, None, 20_000.0), event(130.0, foreseen, "drone-01", "cp-by"),  # too late
            event(150.0, fate, "drone-01", value=k.F_DESTROYED), event(60.0, foreseen, "cessna", "cp-by"),
            event(400.0, fate, "cessna", value=k.F_LEFT),
        ],
        [
            event(80.0, foreseen, "drone-01", "cp-by"), event(90.0, fate, "drone-01", value=k.F_DESTROYED),
        ],
    ])  # fmt: skip


def row(table: Any, **where: str) -> dict[str, Any]:
    """Return the one row with these values."""
    (found,) = [r for r in table.to_pylist() if all(r[name] == value for name, value in where.items())]
    return found


def test_stays_over_a_territory(log: EventLog) -> None:
    """60 + 40 s and 9 km; 50 s until it is destroyed and 20 km; the third run has none."""
    found = row(crossings(log), nation="by", intruder="drone-01")
    assert (found["n"], found["entered"]) == (3, pytest.approx(2 / 3))
    assert found["inside_s"] == 75.0
    assert found["depth_m"] == 14_500.0
    assert (found["visits"], found["left"]) == (1.5, 0.5)
    every = row(crossings(log), nation="by", intruder="")
    assert every["entered"] == pytest.approx(2 / 3)  # drone-01 is the only intruder that came
    assert row(crossings(log), nation="ru", intruder="")["inside_s"] is None
    assert [r["intruder"] for r in crossings(log).to_pylist()] == ["", "drone-01", ""]  # the liner is no intruder
    assert crossings(log, Scope(about=("cessna",))).to_pylist()[0]["entered"] == 0.0


def test_violations_right_and_wrong(log: EventLog) -> None:
    """Of two entries one is seen after 10 s, and one (the same) was foreseen 30 s before."""
    found = row(violations(log), nation="by")
    assert found["entered"] == pytest.approx(2 / 3)
    assert (found["seen"], found["seen_after_s"]) == (0.5, 10.0)
    assert (found["foreseen"], found["warning_s"]) == (0.5, 30.0)
    assert found["wrong_place"] == pytest.approx(1 / 3)  # the cessna in the first run
    assert found["passing"] == pytest.approx(1 / 3)  # the liner
    assert found["wrong_foresight"] == pytest.approx(1 / 3)  # the cessna in the second run
    assert found["stopped_before"] == pytest.approx(1 / 3)  # the third run


def test_a_violation_of_one_nation_is_none_of_the_other(log: EventLog) -> None:
    """cp-ru saw drone-01 over its land, where it never was."""
    found = row(violations(log), nation="ru")
    assert found["entered"] == 0.0
    assert found["wrong_place"] == pytest.approx(1 / 3)
    assert found["seen"] is None
