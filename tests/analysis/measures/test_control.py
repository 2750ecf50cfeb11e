"""Control of logs written by hand: an officer is whose the crew is, not whose the post or the battery is."""

from __future__ import annotations

import pytest
from tests.eventlogs import event, event_log

from skypact.analysis.measures.control import control, control_by_run
from skypact.arrays import codes as k

BY, RU = 0, 1


def _counts(*events: tuple[float, ...]) -> dict[str, tuple[float, float]]:
    """Return count → (of by, of ru) of one run."""
    found = control_by_run(event_log([events])).counts
    return {name: (float(values[0, BY]), float(values[0, RU])) for name, values in found.items()}


def _chain(post: str, unit: str, over: str = "by", shots: int = 2) -> list[tuple[float, ...]]:
    """Return a decision of a post, its order to a unit, and that unit's shots."""
    return [
        event(10.0, k.E_REQUESTED, "drone-01", post, post, value=k.A_ENGAGE),
        event(20.0, k.E_DECIDED, "drone-01", post, over, value=k.A_ENGAGE),
        event(21.0, k.E_ORDERED, "drone-01", post, unit),
        event(30.0, k.E_FIRED, "drone-01", unit, value=shots),
    ]


def test_a_partner_crewed_battery_on_its_own_nations_decision_over_the_other() -> None:
    """s400 is owned by by and crewed by ru; cp-ru decides over by: a foreign decision, and foreign hands."""
    found = _counts(*_chain("cp-ru", "s400"))
    assert (found["decisions"], found["own"], found["foreign"]) == ((1, 0), (0, 0), (1, 0))
    assert (found["shots"], found["shots_without_consent"], found["shots_foreign_crew"]) == ((2, 0), (2, 0), (2, 0))
    assert (found["orders"], found["orders_foreign"]) == ((1, 0), (1, 0))  # an own unit under foreign command


def test_a_partner_crewed_battery_on_an_own_decision() -> None:
    """cp-by decides and orders: nothing without consent, yet foreign hands fire."""
    found = _counts(*_chain("cp-by", "s400"))
    assert (found["own"], found["foreign"], found["shots_without_consent"]) == ((1, 0), (0, 0), (0, 0))
    assert found["shots_foreign_crew"] == (2, 0)
    assert found["orders_foreign"] == (0, 0)


def test_an_own_battery_under_a_post_of_ones_own_with_a_foreign_crew() -> None:
    """cp-joint belongs to by and has a crew of ru: its officer decides and orders as ru."""
    found = _counts(*_chain("cp-joint", "s300"))
    assert (found["own"], found["foreign"], found["shots_without_consent"]) == ((0, 0), (1, 0), (2, 0))
    assert found["shots_foreign_crew"] == (0, 0)
    assert (found["orders"], found["orders_foreign"]) == ((1, 0), (1, 0))


def test_a_foreign_crew_cannot_consent_in_ones_name() -> None:
    chain = _chain("cp-ru", "s400")
    asked = event(12.0, k.E_CONSENT_ASKED, "drone-01", "cp-ru", "cp-joint")
    theirs = event(15.0, k.E_CONSENT_GIVEN, "drone-01", "cp-joint", "cp-ru")
    ours = event(15.0, k.E_CONSENT_GIVEN, "drone-01", "cp-by", "cp-ru")
    found = _counts(*chain, asked, theirs)
    assert (found["asked"], found["given"], found["shots_without_consent"]) == ((0, 1), (0, 1), (2, 0))
    assert _counts(*chain, asked, ours)["shots_without_consent"] == (0, 0)


def test_the_partner_shoots_over_its_own_territory() -> None:
    found = _counts(*_chain("cp-ru", "s400", over="ru"))
    assert (found["own"], found["shots"], found["shots_foreign_crew"]) == ((0, 1), (0, 2), (0, 0))


def test_consents_that_were_never_answered() -> None:
    """Three asked of cp-by: one given, one refused, one open: another post's answer does not close it."""
    found = _counts(
        event(10.0, k.E_CONSENT_ASKED, "drone-01", "cp-ru", "cp-by"),
        event(11.0, k.E_CONSENT_ASKED, "drone-02", "cp-ru", "cp-by"),
        event(12.0, k.E_CONSENT_ASKED, "cessna", "cp-ru", "cp-by"),
        event(13.0, k.E_CONSENT_GIVEN, "drone-01", "cp-by", "cp-ru"),
        event(14.0, k.E_CONSENT_REFUSED, "drone-02", "cp-by", "cp-ru"),
        event(15.0, k.E_CONSENT_LATE, "cessna", "border-post", "cp-ru"),
    )
    assert (found["asked"], found["given"], found["refused"], found["late"]) == ((3, 0), (1, 0), (1, 0), (1, 0))
    assert found["unanswered"] == (1, 0)


def test_a_question_asked_twice_and_answered_once_is_open_once() -> None:
    asked = [event(t, k.E_CONSENT_ASKED, "drone-01", "cp-by", "cp-ru") for t in (10.0, 20.0)]
    found = _counts(*asked, event(30.0, k.E_CONSENT_LATE, "drone-01", "cp-ru", "cp-by"))
    assert (found["late"], found["unanswered"]) == ((0, 1), (0, 1))


def test_the_share_of_own_units_under_foreign_command_by_run() -> None:
    """Run 0: one of three orders to by's units is cp-ru's; run 1: none of one; run 2: no order. Mean 1/9."""
    runs = [
        [event(1.0, k.E_ORDERED, "drone-01", "cp-by", "s300"), event(2.0, k.E_ORDERED, "drone-02", "cp-ru", "s300"),
         event(3.0, k.E_ORDERED, "drone-02", "cp-by", "s400"), event(4.0, k.E_ORDERED, "drone-02", "cp-ru", "su27")],
        [event(1.0, k.E_ORDERED, "drone-01", "cp-by", "s300")],
        [],
    ]
    by_run = control_by_run(event_log(runs))
    assert by_run.commanded()[:, BY].tolist() == pytest.approx([1 / 3, 0, 0])
    assert by_run.commanded()[:, RU].tolist() == [0, 0, 0]
    assert control(event_log(runs))["commanded"].to_pylist() == pytest.approx([1 / 9, 0])
