"""The ledger: when each step came, and why the next one never did."""

from __future__ import annotations

import numpy as np
import pytest
from tests.eventlogs import ROW, entity_table, event, event_log

from skypact.analysis.ledger import causes, ledger, sentence
from skypact.analysis.reasons import CAUSE_VERB
from skypact.arrays import codes as k
from skypact.arrays.events import EVENT
from skypact.log.schema import EventLog
from skypact.log.writer import event_table

REACHED = event(900.0, k.E_FATE, "drone-01", value=k.F_REACHED)
SEEN = (
    event(5.0, k.E_DETECTABLE, "drone-01", "radar-by", nation="by"),
    event(10.0, k.E_DETECTED, "drone-01", "radar-by"),
)
TOLD = (event(12.0, k.E_TOLD, "drone-01", "cp-by", "radar-by"), event(30.0, k.E_TRACKED, "drone-01", "cp-by"))
KNOWN = event(40.0, k.E_CLASSIFIED, "drone-01", "cp-by", value=k.K_HOSTILE)
DECIDED = event(60.0, k.E_DECIDED, "drone-01", "cp-by", "by", value=k.A_ENGAGE)
SHOT = event(70.0, k.E_FIRED, "drone-01", "s300", value=1)


def _row(*events: tuple[float, ...], deciders: tuple[str, ...] | None = None) -> dict[str, object]:
    return next(
        row for row in ledger(event_log([[*events, REACHED]]), 0, deciders).to_pylist()
        if (row["intruder"], row["nation"]) == ("drone-01", "by")
    )


def _end(*events: tuple[float, ...], deciders: tuple[str, ...] | None = None) -> tuple[object, ...]:
    row = _row(*events, deciders=deciders)
    return row["stopped"], row["cause"], row["cause_actor"], row["cause_other"]


def test_the_moments_of_every_step() -> None:
    row = _row(*SEEN, *TOLD, KNOWN, DECIDED, SHOT)
    steps = ("detectable", "detected", "tracked", "told", "identified", "decided", "engaged", "fate")
    assert [row[f"{s}_s"] for s in steps] == [5.0, 10.0, 30.0, 12.0, 40.0, 60.0, 70.0, 900.0]
    assert (row["detected_by"], row["fate"], row["civil"]) == ("radar-by", "reached", False)


def test_causes_that_follow_from_what_is_missing() -> None:
    assert _end(SEEN[0]) == ("detect", "missed on every look", None, None)
    assert _end(*SEEN) == ("track", "no track", None, None)
    assert _end(*SEEN, TOLD[1], deciders=("cp-ru",)) == ("fuse", "not told", None, None)
    assert _end(*SEEN, *TOLD) == ("identify", "not identified", None, None)
    assert _end(*SEEN, *TOLD, KNOWN) == ("decide", "no right", None, None)
    assert _end(*SEEN, *TOLD, KNOWN, DECIDED) == ("engage", "too late", None, None)
    assert _end(*SEEN, *TOLD, KNOWN, DECIDED, SHOT) == ("assess", "missed", None, None)


def test_taken_for_one_that_may_be_here() -> None:
    civil = event(40.0, k.E_CLASSIFIED, "drone-01", "cp-by", value=k.K_CIVIL)
    assert _end(*SEEN, *TOLD, civil)[1] == "taken for one that may be here"
    assert _end(*SEEN, *TOLD, civil, KNOWN)[1] == "no right"


def test_open_requests_and_consents() -> None:
    requested = event(41.0, k.E_REQUESTED, "drone-01", "cp-by", "cp-joint", nation="by")
    asked = event(45.0, k.E_CONSENT_ASKED, "drone-01", "cp-joint", "cp-ru", nation="by")
    given = event(50.0, k.E_CONSENT_GIVEN, "drone-01", "cp-ru", "cp-joint", nation="ru")
    refused = event(50.0, k.E_CONSENT_REFUSED, "drone-01", "cp-ru", "cp-joint", nation="ru")
    chain = (*SEEN, *TOLD, KNOWN, requested)
    assert _end(*chain) == ("decide", "waiting for a decision", "cp-by", "cp-joint")
    assert _end(*chain, asked) == ("decide", "waiting for consent", "cp-joint", "cp-ru")
    assert _end(*chain, asked, given) == ("decide", "waiting for a decision", "cp-by", "cp-joint")
    assert _end(*chain, asked, refused) == ("decide", "consent refused", "cp-ru", "cp-joint")
    assert _end(*chain, asked, given, DECIDED)[1] == "too late"


def test_the_last_cause_in_the_log_that_explains_something() -> None:
    stopped = event(20.0, k.E_BARRED, "drone-01", "border-post", "cp-by", cause=k.C_REPORT_STOPPED)
    far = event(900.0, k.E_BARRED, "drone-01", nation="by", cause=k.C_NOT_IN_RANGE)
    # Its radars never could see it, yet somebody saw it and the report stopped: that is why.
    assert _end(SEEN[1], stopped, far) == ("fuse", "report stopped", "border-post", "cp-by")
    assert _end(far) == ("detect", "not in range", None, None)
    early = event(50.0, k.E_BARRED, "drone-01", "cp-by", cause=k.C_NO_UNIT)
    assert _end(*SEEN, *TOLD, KNOWN, early)[:3] == ("decide", "no unit", "cp-by")
    # A bar before the decision explains nothing any more; a fruitless engagement does.
    assert _end(*SEEN, *TOLD, KNOWN, early, DECIDED)[1] == "too late"
    # So does a missing unit; another rule row that still waits does not. A look is no decision to engage.
    waiting = event(900.0, k.E_BARRED, "drone-01", "cp-by", "cp-ru", cause=k.C_WAITING_CONSENT)
    no_unit = event(800.0, k.E_BARRED, "drone-01", "cp-by", cause=k.C_NO_UNIT)
    look = event(60.0, k.E_DECIDED, "drone-01", "cp-by", "by", value=k.A_LOOK)
    assert _end(*SEEN, *TOLD, KNOWN, DECIDED, no_unit, waiting)[1] == "no unit"
    assert _end(*SEEN, *TOLD, KNOWN, DECIDED, SHOT, waiting)[:2] == ("assess", "missed")
    assert _end(*SEEN, *TOLD, KNOWN, look, waiting)[1:] == ("waiting for consent", "cp-by", "cp-ru")
    empty = event(65.0, k.E_NOT_ENGAGED, "drone-01", "s300", cause=k.C_EMPTY)
    already = event(66.0, k.E_BARRED, "drone-01", "cp-by", cause=k.C_ORDER_ALREADY)
    assert _end(*SEEN, *TOLD, KNOWN, DECIDED, empty, already)[:3] == ("engage", "empty", "s300")


def test_a_partner_that_decided_is_another_order() -> None:
    partner = event(60.0, k.E_DECIDED, "drone-01", "cp-ru", "by", value=k.A_ENGAGE)
    assert _end(*SEEN, *TOLD, KNOWN, partner)[:2] == ("decide", "another order running")


def test_judged_killed_while_alive() -> None:
    judged = event(90.0, k.E_JUDGED, "drone-01", "s300", value=1)
    missed = event(80.0, k.E_MISSED, "drone-01", "s300")
    assert _end(*SEEN, *TOLD, KNOWN, DECIDED, SHOT, missed, judged)[:2] == ("assess", "judged killed, was alive")


def test_what_was_stopped_has_no_cause() -> None:
    log = event_log([[*SEEN, *TOLD, KNOWN, DECIDED, SHOT, event(80.0, k.E_FATE, "drone-01", value=k.F_DESTROYED)]])
    row = ledger(log).to_pylist()[0]
    assert (row["fate"], row["stopped"], row["cause"]) == ("destroyed", None, None)


def test_civil_objects_are_identified_as_civil() -> None:
    log = event_log([[
        event(10.0, k.E_CLASSIFIED, "cessna", "cp-by", value=k.K_UNKNOWN),
        event(50.0, k.E_CLASSIFIED, "cessna", "cp-by", value=k.K_CIVIL),
    ]])
    rows = {(r["intruder"], r["nation"]): r for r in ledger(log).to_pylist()}
    assert rows["cessna", "by"]["identified_s"] == 50.0
    assert rows["cessna", "ru"]["identified_s"] is None
    assert ("liner", "by") not in rows


def test_causes_are_counted_over_runs_and_sum_to_one() -> None:
    consent = event(45.0, k.E_CONSENT_ASKED, "drone-01", "cp-joint", "cp-ru", nation="by")
    cessna = event(900.0, k.E_FATE, "cessna", value=k.F_LEFT)
    log = event_log([[*SEEN, *TOLD, KNOWN, consent, REACHED, cessna]] * 2 + [[REACHED, cessna], [REACHED]] + [
        [event(1.0, k.E_FATE, "drone-01", value=k.F_DESTROYED), event(9.0, k.E_LOOKED, "cessna", "su27")]
    ])
    rows = [r for r in causes(log).to_pylist() if r["nation"] == "by"]
    # Leaked or unanswered: drone-01 in runs 0 to 3; cessna in runs 0, 1, 2 (never seen), for in run 3 it was not there.
    assert [(r["verb"], r["cause"], r["other"], r["count"]) for r in rows] == [
        ("detect", "not in range", None, 5), ("decide", "waiting for consent", "cp-ru", 2),
    ]
    assert sum(r["share"] for r in rows) == pytest.approx(1.0)


def test_sentences_for_people() -> None:
    asked = event(45.0, k.E_CONSENT_ASKED, "drone-01", "cp-by", "cp-ru")
    assert sentence(_row(*SEEN, *TOLD, KNOWN, asked), "05:12") == (
        "drone-01 (by): could be seen from 05:12:05, seen 05:12:10 by radar-by, told 05:12:12, tracked 05:12:30, "
        "identified 05:12:40; at last taken for hostile 05:12:40 at cp-by (no evidence yet); "
        "never decided: waiting for consent of cp-ru; reached 05:27:00"
    )
    assert sentence(_row(), "05:12") == "drone-01 (by): never seen: not in range; reached 05:27:00"


def _big_log(n_run: int, n_event: int) -> EventLog:
    rng = np.random.default_rng(1)
    parts = []
    for run in range(n_run):
        rows = np.zeros(n_event, dtype=EVENT)
        rows["t_s"] = np.sort(rng.uniform(0, 1800, n_event))
        rows["kind"] = rng.choice([10, 11, 20, 30, 40, 50, 51, 52, 55, 56, 61, 66, 71, 72], n_event)
        rows["nation"] = rng.integers(0, 2, n_event)
        rows["subject"] = rng.integers(ROW["drone-01"], ROW["a50"] + 1, n_event)
        rows["actor"] = rng.integers(ROW["border-post"], ROW["s300"], n_event)
        rows["other"] = ROW["cp-ru"]
        rows["cause"] = rng.integers(1, 33, n_event)
        parts.append((run, rows))
    return EventLog(event_table(parts), entity_table(), {}, "national", n_run)


def test_one_run_of_many_reads_as_it_does_among_all() -> None:
    log = _big_log(40, 300)
    table = ledger(log)
    assert table.num_rows == 40 * 3 * 2
    assert ledger(log, 7).to_pylist() == [row for row in table.to_pylist() if row["run"] == 7]


def test_every_cause_lies_in_the_work_of_a_verb() -> None:
    """A new cause without its verb would break `why`: the table is as long as the list of names."""
    assert len(CAUSE_VERB) == len(k.CAUSE_NAMES)
    assert k.VERBS[CAUSE_VERB[k.C_RESERVED]] == "decide"
    assert k.VERBS[CAUSE_VERB[k.C_GUIDANCE_LOST]] == "engage"
