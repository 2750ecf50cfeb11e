"""Where two worlds part, written by hand."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from tests.eventlogs import ROW, event, event_log

from skypact.analysis.columns import columns
from skypact.arrays import codes as k
from skypact.core.errors import SkypactError
from skypact.log.schema import EventLog
from skypact.study.why.parting import Parting, Sequences, parting
from skypact.study.why.why import why
from skypact.study.why.words import parting_text

SEEN = event(10.0, k.E_DETECTED, "drone-01", "radar-by")
TOLD = event(20.0, k.E_TOLD, "drone-01", "cp-by", "radar-by")
ASKED = event(30.0, k.E_CONSENT_ASKED, "drone-01", "cp-joint", "cp-by", nation="by")
DECIDED = event(60.0, k.E_DECIDED, "drone-01", "cp-joint", "by", nation="by", value=k.A_ENGAGE)
KILLED = event(90.0, k.E_FATE, "drone-01", value=k.F_DESTROYED)
LEAKED = event(200.0, k.E_FATE, "drone-01", value=k.F_REACHED)


def _part(a: list[tuple[float, ...]], b: list[tuple[float, ...]]) -> tuple[Parting | None, str]:
    log_a, log_b = event_log([a]), event_log([b])
    of_a, of_b = columns(log_a), columns(log_b)
    obj = int(of_a.entities.object_of[ROW["drone-01"]])
    found = parting(Sequences(of_a).of(0, obj), Sequences(of_b).of(0, obj))
    return found, parting_text(found, "A", "B", of_a.entities, "05:13:20") if found else ""


def test_equal_sequences_do_not_part() -> None:
    assert _part([SEEN, TOLD, KILLED], [SEEN, TOLD, KILLED]) == (None, "")


def test_consent_still_waited_for() -> None:
    found, text = _part([SEEN, TOLD, ASKED, LEAKED], [SEEN, TOLD, ASKED, DECIDED, KILLED])
    assert found is not None
    assert (found.event.kind, found.event.t_s, found.in_b) == (k.E_DECIDED, 60.0, True)
    assert found.cause == k.C_WAITING_CONSENT
    assert text == "05:14:20: under “B” cp-joint decides to engage; under “A” consent of cp-by still waited for"


def test_an_answered_request_is_not_waited_for() -> None:
    given = event(40.0, k.E_CONSENT_GIVEN, "drone-01", "cp-by", "cp-joint")
    late = event(75.0, k.E_DECIDED, "drone-01", "cp-joint", "by", nation="by", value=k.A_ENGAGE)
    found, text = _part([SEEN, ASKED, given, late, LEAKED], [SEEN, ASKED, given, DECIDED, KILLED])
    assert found is not None
    assert found.waiting is None
    assert text.endswith("under “A” only at 05:14:35: cp-joint decides to engage")


def test_never_with_the_cause() -> None:
    barred = event(150.0, k.E_BARRED, "drone-01", "cp-joint", cause=k.C_NO_UNIT)
    found, text = _part([SEEN, barred, LEAKED], [SEEN, DECIDED, KILLED])
    assert found is not None
    assert found.cause == k.C_NO_UNIT
    assert text.endswith("under “A” never: no decision at cp-joint: no unit")


def test_two_things_at_one_moment() -> None:
    refused = event(60.0, k.E_CONSENT_REFUSED, "drone-01", "cp-by", "cp-joint")
    _, text = _part([SEEN, refused, LEAKED], [SEEN, DECIDED, KILLED])
    assert text == "05:14:20: under “A” cp-by refuses consent; under “B” cp-joint decides to engage"


def test_a_post_that_takes_no_part_is_passed_over() -> None:
    aside = event(15.0, k.E_TOLD, "drone-01", "cp-ru", "radar-by")
    found, _ = _part([SEEN, TOLD, ASKED, LEAKED], [SEEN, aside, TOLD, ASKED, DECIDED, KILLED])
    assert found is not None
    assert found.event.kind == k.E_DECIDED
    alone, _ = _part([SEEN, LEAKED], [SEEN, aside, LEAKED])
    assert alone is not None
    assert alone.event.kind == k.E_TOLD  # nothing else differs


def test_a_few_seconds_explain_nothing_while_something_larger_differs() -> None:
    later = event(25.0, k.E_TOLD, "drone-01", "cp-by", "radar-by")
    asked_later = event(35.0, k.E_CONSENT_ASKED, "drone-01", "cp-joint", "cp-by", nation="by")
    found, _ = _part([SEEN, later, asked_later, LEAKED], [SEEN, TOLD, ASKED, DECIDED, KILLED])
    assert found is not None
    assert found.event.kind == k.E_DECIDED
    much_later = event(51.0, k.E_TOLD, "drone-01", "cp-by", "radar-by")
    found, text = _part([SEEN, much_later, ASKED, LEAKED], [SEEN, TOLD, ASKED, DECIDED, KILLED])
    assert found is not None
    assert (found.event.kind, found.verb) == (k.E_TOLD, "fuse")
    assert text.endswith("under “A” only at 05:14:11: cp-by is told of it")


def test_an_order_by_another_post_to_the_same_unit_is_no_parting() -> None:
    by, joint = (event(61.0, k.E_ORDERED, "drone-01", post, "s300") for post in ("cp-by", "cp-joint"))
    ours = event(60.0, k.E_DECIDED, "drone-01", "cp-by", "by", value=k.A_ENGAGE)
    empty = event(70.0, k.E_NOT_ENGAGED, "drone-01", "s300", cause=k.C_EMPTY)
    found, text = _part([SEEN, ours, by, empty, LEAKED], [SEEN, DECIDED, joint, KILLED])
    assert found is not None
    assert (found.verb, found.cause) == ("engage", k.C_EMPTY)
    assert text == "05:14:30: under “A” s300 does not engage: empty; under “B” never"


def test_a_bar_belongs_to_the_verb_of_its_cause() -> None:
    stopped = event(15.0, k.E_BARRED, "drone-01", "border-post", "cp-by", cause=k.C_REPORT_STOPPED)
    found, _ = _part([SEEN, stopped, LEAKED], [SEEN, TOLD, ASKED, DECIDED, KILLED])
    assert found is not None
    assert found.verb == "fuse"


def test_less_than_a_millisecond_is_no_difference() -> None:
    close = event(20.0002, k.E_TOLD, "drone-01", "cp-by", "radar-by")
    assert _part([SEEN, TOLD, KILLED], [SEEN, close, KILLED])[0] is None


@pytest.fixture
def logs() -> dict[str, EventLog]:
    """Return two worlds of four runs: three leaks less in b, by a decision, a decision and a telling; one leak more."""
    other_kill = event(90.0, k.E_FATE, "drone-02", value=k.F_DESTROYED)
    other_leak = event(200.0, k.E_FATE, "drone-02", value=k.F_REACHED)
    seen = event(10.0, k.E_DETECTED, "drone-02", "radar-by")
    told = event(20.0, k.E_TOLD, "drone-02", "cp-by", "radar-by", nation="by")
    ordered = event(30.0, k.E_ORDERED, "drone-02", "cp-by", "s300")
    a = [
        [SEEN, TOLD, ASKED, LEAKED, other_kill],
        [SEEN, TOLD, ASKED, LEAKED, seen, other_leak],
        [SEEN, TOLD, LEAKED, other_kill],
        [SEEN, TOLD, LEAKED, seen, told, ordered, other_kill],
    ]
    b = [
        [SEEN, TOLD, ASKED, DECIDED, KILLED, other_kill],
        [SEEN, TOLD, ASKED, DECIDED, KILLED, seen, told, ordered, other_kill],
        [SEEN, TOLD, LEAKED, other_kill],
        [SEEN, TOLD, LEAKED, seen, other_leak],
    ]
    return {"national": event_log(a), "unified": event_log(b, "unified")}


def test_the_split_by_verb_sums_to_the_difference(logs: dict[str, EventLog]) -> None:
    found = why(logs, "national", "unified")
    assert found.difference == (-1 - 2 + 0 + 1) / 4
    assert [(r["verb"], r["count"], r["difference"]) for r in found.split.to_pylist()] == [
        ("fuse", 2, 0.0), ("decide", 2, -0.5),
    ]
    assert sum(found.split["difference"].to_pylist()) == pytest.approx(found.difference)
    assert sum(found.table["difference"].to_pylist()) == pytest.approx(found.difference)
    assert [tuple(r.values())[:5] for r in found.table.to_pylist()] == [
        ("decide", "decided", "waiting for consent", "by", 2), ("fuse", "told", "", "by", 2),
    ]
    assert sum(found.table["share"].to_pylist()) == pytest.approx(1.0)


def test_the_example_is_the_run_nearest_to_the_mean(logs: dict[str, EventLog]) -> None:
    found = why(logs, "national", "unified", start="05:13:20").example
    assert found is not None
    assert (found.run, found.difference) == (0, -1.0)  # -1 is 0.5 from -0.5; run 2 has no case
    assert found.lines == (
        "drone-01 (reached → destroyed): 05:14:20: under “unified” cp-joint decides to engage; under “national” "
        "consent of cp-by still waited for",
    )


def test_one_intruder_or_one_run(logs: dict[str, EventLog]) -> None:
    only = why(logs, "national", "unified", intruder="drone-02")
    assert only.difference == 0.0
    assert set(only.cases["intruder"].to_pylist()) == {"drone-02"}
    assert only.sentence.endswith("It changes nothing in the attackers that got through.")
    third = why(logs, "national", "unified", run=3)
    assert (third.difference, third.runs, third.cases.num_rows) == (1.0, 1, 1)
    assert third.cases.to_pylist()[0]["world"] == "national"


def test_turning_the_worlds_round_turns_the_sign(logs: dict[str, EventLog]) -> None:
    back = why(logs, "unified", "national")
    assert back.difference == 0.5
    assert back.cases["t_s"].to_pylist() == why(logs, "national", "unified").cases["t_s"].to_pylist()


def test_no_fate_differs(logs: dict[str, EventLog]) -> None:
    found = why(logs, "national", "national")
    assert found.sentence == "No fate differs between “national” and “national” in 4 runs."
    assert (found.example, found.cases.num_rows, found.difference) == (None, 0, 0.0)


def test_what_cannot_be_asked_is_refused(logs: dict[str, EventLog]) -> None:
    with pytest.raises(SkypactError, match="did you mean 'unified'"):
        why(logs, "national", "unifid")
    with pytest.raises(SkypactError, match="did you mean 'drone-01'"):
        why(logs, "national", "unified", intruder="dron-01")
    with pytest.raises(SkypactError, match="no run 4"):
        why(logs, "national", "unified", run=4)
    fewer = event_log([[SEEN]])
    with pytest.raises(SkypactError, match="not of the same luck"):
        why(logs | {"fewer": fewer}, "national", "fewer")
    one = logs["unified"]
    titles = pa.array([f"{name}-x" for name in one.entities["id"].to_pylist()])
    renamed = EventLog(one.events, one.entities.set_column(1, "id", titles), one.stamp, "renamed", 4)
    with pytest.raises(SkypactError, match="not of the same forces"):
        why(logs | {"renamed": renamed}, "national", "renamed")


def test_as_dict_is_json(logs: dict[str, EventLog]) -> None:
    import json

    text = json.dumps(why(logs, "national", "unified").as_dict(), allow_nan=False)
    assert json.loads(text)["difference"] == -0.5
    assert np.isclose(sum(r["difference"] for r in json.loads(text)["split"]), -0.5)
