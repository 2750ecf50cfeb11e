"""Decoys, false echoes and intruders that were not there: what they count as, and what they do not."""

from __future__ import annotations

import pytest
from tests.eventlogs import event, event_log

from skypact.analysis.columns import came, columns
from skypact.analysis.ledger import causes, ledger
from skypact.analysis.measures.exchange import Price, Prices, sums
from skypact.analysis.measures.opportunities import opportunities
from skypact.analysis.measures.times import times
from skypact.analysis.measures.wrongful import flights
from skypact.analysis.outcomes import contributions, limit, measures
from skypact.analysis.reasons import CAUSE_VERB
from skypact.arrays import codes as k
from skypact.log.schema import EventLog


def renamed(log: EventLog, **intents: str) -> EventLog:
    """Return a log in which some entities have another intent."""
    rows = log.entities.to_pylist()
    for row in rows:
        row["intent"] = intents.get(row["id"].replace("-", "_"), row["intent"])
    return EventLog(log.events, log.entities.from_pylist(rows, schema=log.entities.schema), log.stamp,
                    log.arrangement, log.runs)  # fmt: skip


#: Three rounds at drone-02, of which one came too late, one at drone-01; both come through.
FIGHT = [
    event(30.0, k.E_FIRED, "drone-02", "s300", value=2),
    event(31.0, k.E_FIRED, "drone-02", "s300", value=1),
    event(40.0, k.E_MISSED, "drone-02", "s300", cause=k.C_TOO_LATE),
    event(50.0, k.E_FIRED, "drone-01", "s300", value=1),
    event(60.0, k.E_AIRBORNE, "drone-02", "su27"),
    event(90.0, k.E_FATE, "drone-01", value=k.F_REACHED),
    event(90.0, k.E_FATE, "drone-02", value=k.F_REACHED),
    event(90.0, k.E_FATE, "cessna", value=k.F_LEFT),
]


@pytest.mark.parametrize(("intent", "leak", "wasted"), [("attack", 2, 1), ("decoy", 1, 3), ("echo", 1, 3)])
def test_what_a_false_target_counts_as(intent: str, leak: int, wasted: int) -> None:
    """No leak and no wrong: every round at it is wasted, however it ends; of an attacker only what came too late."""
    found = measures(renamed(event_log([FIGHT]), drone_02=intent)).to_pylist()[0]
    assert (found["leak"], found["wasted"], found["shots"], found["wrongful"]) == (leak, wasted, 4, 0)
    assert found["leak_share"] == 1.0
    assert found["engaged"] == (2 if intent == "attack" else 1)


def test_a_false_target_that_is_destroyed_is_no_success() -> None:
    """It is not among the objects that a measure of defence can count."""
    log = renamed(event_log([[*FIGHT[:4], event(45.0, k.E_FATE, "drone-02", value=k.F_DESTROYED)]]), drone_02="decoy")
    assert limit(columns(log), "leak") == 1
    assert limit(columns(log), "detected") == 2  # drone-01 and the cessna
    assert "drone-02" not in {r["intruder"] for r in opportunities(log).to_pylist()}
    assert {r["intruder"] for r in ledger(log).to_pylist()} >= {"drone-02"}  # the ledger still tells of it


@pytest.mark.parametrize("intent", ["decoy", "echo"])
def test_a_decoy_that_is_a_civil_craft_is_not_wronged(intent: str) -> None:
    """Whoever sends a light aircraft as a decoy means it to be fired at; it is no exposed flight either."""
    log = renamed(event_log([[event(1.0, k.E_FIRED, "cessna", "s300", value=1)]]), cessna=intent)
    assert contributions(columns(log), "wrongful").sum() == 0
    assert contributions(columns(log), "wasted").sum() == 1
    before, after = flights(columns(event_log([[]]))), flights(columns(log))
    assert before.sum() - after.sum() == 1


def test_shots_at_a_decoy_cost_what_shots_cost() -> None:
    """The bill holds them, as spent and not as spent wrongly; the decoy itself is no stopped attacker."""
    prices = Prices(shots={"s300": Price(10.0, 10.0, 10.0)}, objects={"drone-01": Price(1.0, 1.0, 1.0)})
    bill = sums(columns(renamed(event_log([FIGHT]), drone_02="decoy")), prices)
    assert (bill["spent"][0], bill["spent_wrongly"][0], bill["stopped"][0], bill["leaked"][0]) == (40.0, 0.0, 0.0, 1.0)


def test_who_was_not_there_neither_leaked_nor_went_unanswered() -> None:
    """Absent is no event at all: no row in the ledger, no cause, no 'never' among the times."""
    log = event_log([FIGHT, [event(90.0, k.E_FATE, "drone-01", value=k.F_REACHED)]])
    c = columns(log)
    assert came(c)[:, :3].tolist() == [[True, True, True], [True, False, False]]
    found = measures(log)
    assert found["leak"].to_pylist() == [2, 1]
    assert found["unanswered"].to_pylist() == [1, 0]
    assert {r["intruder"] for r in ledger(log, 1).to_pylist()} == {"drone-01"}
    assert sum(r["count"] for r in causes(log).to_pylist() if r["nation"] == "by") == 4
    rows = {r["intruder"]: r for r in opportunities(log).to_pylist()}
    assert rows["drone-02"]["never_engaged"] == 0.0  # in the one run in which it flew it was engaged
    assert rows["drone-02"]["n"] == 2
    engaged = next(r for r in times(log, 100.0).to_pylist() if r["step"] == "engaged")
    assert engaged["n"] == 4
    assert engaged["never"] == pytest.approx(2 / 4)  # drone-01 of run 1 and the cessna of run 0
    # run 0: 30 and 50 after the start, the cessna never; run 1: never
    assert engaged["rmst_s"] == pytest.approx(((50 + 30 + 100) / 3 + 100) / 2)


@pytest.mark.parametrize("cause", [k.C_JAMMED, k.C_CLUTTER, k.C_TERRAIN])
def test_causes_of_not_seeing(cause: int) -> None:
    """Jammed, in clutter, behind terrain: the ledger says so while the nation has seen nothing, and no more after."""
    assert len(CAUSE_VERB) == len(k.CAUSE_NAMES)
    end = event(900.0, k.E_FATE, "drone-01", value=k.F_REACHED)
    barred = event(900.0, k.E_BARRED, "drone-01", nation="by", cause=cause)
    row = next(r for r in ledger(event_log([[barred, end]])).to_pylist() if r["nation"] == "by")
    assert (row["stopped"], row["cause"]) == ("detect", k.CAUSE_NAMES[cause])
    seen = event(10.0, k.E_DETECTED, "drone-01", "radar-by")
    row = next(r for r in ledger(event_log([[seen, barred, end]])).to_pylist() if r["nation"] == "by")
    assert (row["stopped"], row["cause"]) == ("track", "no track")
