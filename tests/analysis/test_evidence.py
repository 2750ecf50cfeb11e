"""Evidence in words, from the packed key that the kernel writes."""

from __future__ import annotations

import numpy as np
import pytest
from tests.eventlogs import event, event_log

from skypact.analysis.evidence import classes, evidence_text, outcomes
from skypact.analysis.ledger import ledger, sentence
from skypact.arrays import codes as k


def packed(now: int = k.S_PEACE, **known: int) -> int:
    """Return the key as kernels.identify packs it: situation, then outcome + 1 of each kind, base 64."""
    key = now
    for kind in ("iff", "transponder", "plan", "kinematics", "origin", "phone", "view"):
        key = 64 * key + known.get(kind, -1) + 1
    return key


def test_a_key_is_taken_apart_as_it_was_packed() -> None:
    assert outcomes(packed(k.S_WAR, iff=0, kinematics=44, view=1)) == (
        k.S_WAR, {k.EV_IFF: 0, k.EV_KINEMATICS: 44, k.EV_VIEW: 1}
    )
    assert outcomes(0) == (k.S_PEACE, {})


def test_every_outcome_has_its_words() -> None:
    known = packed(iff=0, transponder=1, plan=0, kinematics=0, origin=1, phone=2, view=1)
    assert evidence_text(known) == (
        "IFF: no reply; transponder: replied; flight plan: none fits; speed and height: slow, low; "
        "first seen: elsewhere; telephone: no answer; a fighter's look: armed"
    )
    assert evidence_text(packed(k.S_THREAT, iff=1, phone=1, view=0)) == (
        "IFF: replied; telephone: theirs; a fighter's look: civil; situation: threat"
    )
    assert evidence_text(packed()) == "no evidence yet"


@pytest.mark.parametrize(
    ("speed", "height", "said"),
    [(0, 0, "slow, low"), (2, 2, "slow or medium, of unclear height"), (4, 4, "medium, high"),
     (6, 1, "medium or fast, low"), (8, 3, "fast, high")],
)  # fmt: skip
def test_speed_and_height_say_what_lies_between_two_limits(speed: int, height: int, said: str) -> None:
    assert evidence_text(packed(kinematics=k.HEIGHT_STEPS * speed + height)) == f"speed and height: {said}"


def test_the_kernel_packs_what_this_takes_apart() -> None:
    """Every kind of evidence has a place in the key and words, every outcome of speed and height fits a digit."""
    assert k.SPEED_STEPS * k.HEIGHT_STEPS < 64
    for kind in range(k.N_EVIDENCE):
        evidence = np.full(k.N_EVIDENCE, -1)
        evidence[kind] = 0
        key = k.S_PEACE
        for outcome in evidence:
            key = 64 * key + int(outcome) + 1
        assert outcomes(key) == (k.S_PEACE, {kind: 0})
        assert evidence_text(key) != "no evidence yet"


SILENT = packed(iff=0, plan=0)
TOLD = packed(k.S_THREAT, iff=0, plan=0, phone=0)


def changes() -> list[tuple[float, ...]]:
    """Return one run: cp-by doubts, then suspects drone-01, and changes its mind after it has arrived."""
    return [
        event(10.0, k.E_CLASSIFIED, "drone-01", "cp-by", value=k.K_UNKNOWN, detail=SILENT),
        event(50.0, k.E_CLASSIFIED, "drone-01", "cp-by", value=k.K_SUSPECT, detail=TOLD),
        event(60.0, k.E_CLASSIFIED, "false-plots", "cp-by", value=k.K_HOSTILE, detail=SILENT),
        event(90.0, k.E_FATE, "drone-01", value=k.F_REACHED),
        event(95.0, k.E_CLASSIFIED, "drone-01", "cp-by", value=k.K_CIVIL, detail=SILENT),
    ]


def test_changes_of_class_are_told_with_what_the_post_had() -> None:
    log = event_log([changes(), []])
    rows = classes(log, 0, "drone-01").to_pylist()
    assert [(r["t_s"], r["post"], r["nation"], r["class"], r["situation"]) for r in rows] == [
        (10.0, "cp-by", "by", "unknown", "peace"), (50.0, "cp-by", "by", "suspect", "threat"),
        (95.0, "cp-by", "by", "civil", "peace"),
    ]
    assert rows[1]["evidence"] == "IFF: no reply; flight plan: none fits; telephone: not theirs; situation: threat"
    assert [r["object"] for r in classes(log).to_pylist()].count("false-plots") == 1
    assert classes(log, 1).num_rows == 0


def test_the_ledger_holds_the_last_class_before_the_fate() -> None:
    rows = {(r["intruder"], r["nation"]): r for r in ledger(event_log([changes()])).to_pylist()}
    row = rows["drone-01", "by"]
    assert (row["class"], row["class_post"], row["class_s"]) == ("suspect", "cp-by", 50.0)
    assert row["evidence"].startswith("IFF: no reply; flight plan: none fits; telephone: not theirs")
    assert "at last taken for suspect 05:00:50 at cp-by (IFF: no reply;" in sentence(row, "05:00")
    assert (rows["drone-01", "ru"]["class"], rows["drone-01", "ru"]["evidence"]) == (None, None)
