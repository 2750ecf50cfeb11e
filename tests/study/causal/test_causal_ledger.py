"""The causal ledger of scenes in which one change alone can alter the fate, and of one in which nothing can."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.engine.scenes import busy
from tests.study.causal.causal_scenes import late_consent, liner, no_channel, no_hope, no_link

from skypact.core.errors import SkypactError
from skypact.spec.scenario import Scenario
from skypact.study.causal.ledger import Causal, causal
from skypact.study.causal.replay import prepare, replay
from skypact.study.worlds import simulate


def ledger(scenario: Scenario, runs: int = 1, **more: Any) -> Causal:
    """Return the ledger of the only arrangement of a scene."""
    return causal(scenario, "one", runs=runs, **more)


def altering(found: Causal) -> list[str]:
    """Return the changes that alter a case, from small to large."""
    return [row["id"] for row in found.changes.to_pylist() if row["alters"]]


def test_a_consent_that_comes_too_late() -> None:
    """20 min are too long, 10 min are not: half the delay is the smallest change, and it is the ally's."""
    found = ledger(late_consent("20 min"))
    assert altering(found) == [
        "delay/consent-of-ally/half", "delay/consent-of-ally/none", "consent/ally/row-0-not-needed",
    ]  # fmt: skip
    (case,) = found.cases.to_pylist()
    assert (case["smallest"], case["owner"], case["kind"]) == (["delay/consent-of-ally/half"], "BB", "delay")
    assert (case["fate"], case["then"], case["altered_by"]) == ("reached", "destroyed", 3)
    assert case["cause"] == "waiting for consent"
    assert case["sentence"] == (
        "jet in run 0 reached its goal at 10:14:50: it would have been destroyed with the consent of ally in half the "
        "time (10 min instead of 20 min); owner BB."
    )
    rows = [(row["kind"], row["owner"], row["cases"], row["share"], row["alters"]) for row in found.kinds.to_pylist()]
    assert rows == [("delay", "BB", 1.0, 1.0, 1), ("consent", "BB", 0.0, 0.0, 1), ("", "", 0.0, 0.0, 0)]


def test_a_consent_of_which_half_is_too_late_too() -> None:
    """40 min: only at once would do, a larger step of the same kind."""
    found = ledger(late_consent("40 min"))
    assert altering(found) == ["delay/consent-of-ally/none", "consent/ally/row-0-not-needed"]
    assert found.cases["smallest"].to_pylist() == [["delay/consent-of-ally/none"]]


def test_a_consent_that_is_refused() -> None:
    """No delay helps: it has to be given, or not to be needed."""
    found = ledger(late_consent("1 s", refuses=1))
    assert altering(found) == ["consent/ally/never-refused", "consent/ally/row-0-not-needed"]


def test_another_order_of_kinds_makes_another_change_the_smallest() -> None:
    """Where giving up a consent counts as less than hurrying it, it is the smallest."""
    found = ledger(late_consent("20 min"), order="consent")
    assert found.cases["smallest"].to_pylist() == [["consent/ally/row-0-not-needed"]]
    assert found.order[:3] == ("consent", "delay", "report")


def test_a_link_that_is_missing() -> None:
    """Only a new link tells the centre what the partner's radar sees; it takes both to make it."""
    found = ledger(no_link())
    assert altering(found) == ["link/centre>west/new"]
    (case,) = found.cases.to_pylist()
    assert (case["owner"], case["cause"]) == ("AA and BB", "no right")  # BB, which came furthest, commands nothing


def test_a_channel_that_is_missing() -> None:
    """The second jet passes while the only channel is taken."""
    found = ledger(no_channel())
    assert altering(found) == ["channel/battery"]
    assert found.cases["intruder"].to_pylist() == ["b"]
    assert found.mend["together"].to_pylist() == [1.0]


def test_nothing_in_the_list_alters_it() -> None:
    """It is said so, and booked on a row of its own."""
    found = ledger(no_hope())
    assert altering(found) == []
    (case,) = found.cases.to_pylist()
    assert (case["kind"], case["smallest"], case["then"]) == ("", [], "")
    assert case["sentence"].endswith(": nothing in the list alters it.")
    (row,) = found.kinds.to_pylist()
    assert (row["kind"], row["cases"], row["share"]) == ("", 1.0, 1.0)
    assert found.mend.num_rows == 0
    assert [(row["cause"], row["cases"]) for row in found.unaltered.to_pylist()] == [
        ("out of envelope", 1),  # where the last try ended, after all that missed
    ]  # fmt: skip


def test_a_wrongful_shot_that_a_flight_plan_prevents() -> None:
    """Known flight plans are less than a right given up; both would prevent the shot, no delay does."""
    found = ledger(liner())
    assert found.measure == "wrongful"
    assert altering(found) == [
        "plan/centre/plans-of-BB", "right/row-0-not-peace", "right/row-0-not-unknown", "right/row-0-withdrawn",
    ]  # fmt: skip
    (case,) = found.cases.to_pylist()
    assert case["smallest"] == ["plan/centre/plans-of-BB"]
    assert "it would not have been with the flight plans of BB known at centre; owner AA" in case["sentence"]


def test_no_case_no_replay() -> None:
    """The consent comes at once: nothing leaks, nothing is played again."""
    found = ledger(late_consent("1 s"))
    assert (found.cases.num_rows, found.changes.num_rows, found.replayed) == (0, 0, 0)
    assert not found.stopped
    assert found.sentence.startswith("There are no attackers that got through in 1 run under “one”")


@pytest.fixture(scope="module")
def noisy() -> Scenario:
    """A scene in which everything happens by chance."""
    return busy(n=4).model_copy(update={"arrangements": late_consent("1 s").arrangements})


def test_the_same_ledger_for_any_workers(noisy: Scenario) -> None:
    """One, two and three threads: the same JSON."""
    texts = {json.dumps(ledger(noisy, runs=6, workers=n).as_dict(), allow_nan=False) for n in (1, 2, 3)}
    assert len(texts) == 1
    assert "workers" not in texts.pop()


def test_only_one_run_and_one_intruder(noisy: Scenario) -> None:
    """Named ones are the same as in the whole ledger."""
    whole = ledger(noisy, runs=6).cases.to_pylist()
    case = whole[-1]
    alone = ledger(noisy, runs=6, run=case["run"], intruder=case["intruder"])
    assert alone.cases.to_pylist() == [case]
    assert alone.replayed == 1


def test_ctrl_c_keeps_the_smaller_changes(noisy: Scenario) -> None:
    """Stopped in the third candidate: two are whole, and they are those that a full replay plays first."""
    job = prepare(noisy, "one", simulate(noisy, "one", runs=4, seed=1))
    left = 2 * len(job.runs) + 1

    def stop(more: int) -> None:
        nonlocal left
        left -= more
        if left <= 0:
            raise KeyboardInterrupt

    played, stopped = replay(job, workers=2, progress=stop)
    assert stopped
    assert [one.candidate.id for one in played] == [one.id for one in job.candidates[:2]]


@pytest.mark.parametrize(("more", "said"), [
    ({"measure": "leek"}, "unknown measure 'leek'.*did you mean 'leak'"),
    ({"order": "delays"}, "unknown kind of change 'delays'.*did you mean 'delay'"),
    ({"order": "link,link"}, "named twice"),
    ({"intruder": "jett"}, "no intruder 'jett'"), ({"run": 1}, "runs 0 to 0"),
])  # fmt: skip
def test_unknown_names_are_refused(more: dict[str, Any], said: str) -> None:
    with pytest.raises(SkypactError, match=said):
        ledger(late_consent("1 s"), **more)
