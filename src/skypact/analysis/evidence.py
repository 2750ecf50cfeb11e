"""Evidence: what a post had in hand when it gave an object a class, in words, from the packed key of the event."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyarrow as pa

from skypact.analysis.columns import Columns, columns, kind_is
from skypact.arrays import codes
from skypact.log.schema import EventLog

#: Names of codes.K_* and codes.S_*.
CLASS_NAMES = ("friend", "civil", "unknown", "suspect", "hostile")
SITUATION_NAMES = ("peace", "threat", "war")
#: Base of the packed key, as kernels.identify writes it.
_BASE = 64

CLASSES = pa.schema([
    ("run", pa.int32()), ("object", pa.string()), ("nation", pa.string()), ("post", pa.string()), ("t_s", pa.float64()),
    ("class", pa.string()), ("situation", pa.string()), ("evidence", pa.string()),
])


def outcomes(key: int) -> tuple[int, dict[int, int]]:
    """Return the situation and the outcome of each kind of evidence that is known, by codes.EV_*, of a packed key."""
    digits = []
    for _ in range(codes.N_EVIDENCE):
        key, digit = divmod(key, _BASE)
        digits.append(digit)
    return key, {kind: digit - 1 for kind, digit in enumerate(reversed(digits)) if digit}


def evidence_text(key: int) -> str:
    """Return the evidence of a packed key in words, "IFF: no reply; telephone: theirs"; what is unknown is not said.

    The situation, whose prior the class leans on, is said where it is not peace.
    """
    situation, found = outcomes(key)
    said = [_WORDS[kind](outcome) for kind, outcome in found.items()] or ["no evidence yet"]
    return "; ".join([*said, *([f"situation: {SITUATION_NAMES[situation]}"] if situation else [])])


def classes(log: EventLog, run: int | None = None, about: str = "") -> pa.Table:
    """Return one row per change of class: run, object, nation and post, moment [s], class, situation, evidence.

    `run` and `about` (the id of an object) leave out the others. What a track of nothing was taken for is in it too.
    """
    c = columns(log)
    e, keep = c.entities, kind_is(c, codes.E_CLASSIFIED)
    if run is not None:
        keep &= c.run == run
    rows = [int(i) for i in np.flatnonzero(keep) if not about or e.name(int(c.subject[i])) == about]
    return pa.Table.from_pylist([_row(c, i) for i in rows], schema=CLASSES)


def _row(c: Columns, i: int) -> dict[str, object]:
    key, e = int(c.detail[i]), c.entities
    return {
        "run": int(c.run[i]), "object": e.name(int(c.subject[i])), "nation": e.name(int(c.nation[i])),
        "post": e.name(int(c.actor[i])), "t_s": float(c.t_s[i]), "class": CLASS_NAMES[int(c.value[i])],
        "situation": SITUATION_NAMES[outcomes(key)[0]], "evidence": evidence_text(key),
    }


def _either(what: str, *said: str) -> Callable[[int], str]:
    """Return the words of a kind of evidence by its outcome."""
    return lambda outcome: f"{what}: {said[outcome]}"


def _kinematics(outcome: int) -> str:
    """Return speed and height in words; the steps between two limits are said as what they are."""
    speed, height = divmod(outcome, codes.HEIGHT_STEPS)
    fast = ("slow", "slow", "slow or medium", "medium", "medium", "medium", "medium or fast", "fast", "fast")[speed]
    high = ("low", "low", "of unclear height", "high", "high")[height]
    return f"speed and height: {fast}, {high}"


_WORDS: dict[int, Callable[[int], str]] = {
    codes.EV_IFF: _either("IFF", "no reply", "replied"),
    codes.EV_TRANSPONDER: _either("transponder", "no reply", "replied"),
    codes.EV_PLAN: _either("flight plan", "none fits", "one fits"),
    codes.EV_KINEMATICS: _kinematics,
    codes.EV_ORIGIN: _either("first seen", "over own side", "elsewhere"),
    codes.EV_PHONE: _either("telephone", "not theirs", "theirs", "no answer"),
    codes.EV_VIEW: _either("a fighter's look", "civil", "armed", "unclear"),
}
