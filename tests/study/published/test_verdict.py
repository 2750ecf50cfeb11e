"""Verdicts: what turns a reading, and what follows from several readings."""

from __future__ import annotations

import math

import pytest

from skypact.core.errors import SkypactError
from skypact.spec.catalogue.claim import Limited
from skypact.study.published.verdict import CANNOT, DEPENDS, FAILS, HOLDS, Limit, Thing, judged, limit_of, overall


def thing(name: str, *, assumed: bool, turns: bool = True, effect: float = 1.0) -> Thing:
    return Thing(name, "quantity", assumed, "", 0.0, 1.0, turns, effect)


def test_nothing_turns_it() -> None:
    assert judged(True, [thing("a", assumed=True, turns=False)]) == (HOLDS, ())
    assert judged(False, []) == (FAILS, ())


def test_where_an_assumption_decides_public_figures_cannot_say() -> None:
    known, assumed = thing("known", assumed=False, effect=5.0), thing("assumed", assumed=True)
    said, deciding = judged(True, [assumed, known])
    assert said == CANNOT
    assert [t.name for t in deciding] == ["known", "assumed"]  # the strongest first
    assert judged(None, [assumed])[0] == CANNOT  # even where chance leaves it open


def test_what_has_a_source_makes_it_depend() -> None:
    assert judged(False, [thing("known", assumed=False)])[0] == DEPENDS
    assert judged(None, []) == (DEPENDS, ())


@pytest.mark.parametrize(
    ("verdicts", "said"),
    [
        ([HOLDS, HOLDS], HOLDS), ([FAILS], FAILS), ([CANNOT, CANNOT], CANNOT), ([HOLDS, FAILS], DEPENDS),
        ([HOLDS, FAILS, CANNOT], DEPENDS), ([HOLDS, CANNOT], CANNOT), ([FAILS, DEPENDS], DEPENDS),
        ([DEPENDS, CANNOT], CANNOT),
    ],
)  # fmt: skip
def test_a_claim_over_its_readings(verdicts: list[str], said: str) -> None:
    assert overall(verdicts) == said


def test_an_interval_is_clear_of_a_limit_or_not() -> None:
    limit = Limit(at_least=2.0)
    assert [limit.clear(2.0, 3.0), limit.clear(1.0, 1.9), limit.clear(1.0, 2.0)] == [True, False, None]
    assert limit.clear(math.nan, 3.0) is None
    assert Limit(at_most=2.0).clear(2.1, 3.0) is False


def test_limits_are_read_in_the_unit_of_the_figure() -> None:
    assert limit_of(Limited(at_least="10 min"), "time") == Limit(at_least=600.0)
    assert limit_of(Limited(at_most="5 %"), "share") == Limit(at_most=0.05)
    assert limit_of(Limited(at_most="30 d"), "days") == Limit(at_most=30.0)
    assert limit_of(Limited(at_least=200000.0), "length") == Limit(at_least=200000.0)
    with pytest.raises(SkypactError, match="wrong unit"):
        limit_of(Limited(at_least="10 min"), "length")
