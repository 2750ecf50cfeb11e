"""Orders of battle on a day: which rows count, how surely, what changed; an account that is not there is refused."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skypact.core import dates
from skypact.core.errors import SkypactError
from skypact.load.catalogue.orders import END, Change, changed, held_on, total, units_on
from skypact.spec.catalogue.orbat import Held, Orbat

MIRROR = {"came": "went", "went": "came", "grew": "shrank", "shrank": "grew"}
DAYS = st.dates(datetime.date(2009, 1, 1), datetime.date(2013, 12, 31))


def day(text: str) -> datetime.date:
    """Return a day of text."""
    return datetime.date.fromisoformat(text)


def orbat(*rows: dict[str, object], **unit: object) -> Orbat:
    """Return an order of battle with one unit that holds rows."""
    held = [{"type": "Buk-M1", "sources": ["s"]} | row for row in rows]
    one = {"title": "A unit", "branch": "missiles", "held": held} | unit
    accounts = {"first": {"title": "First"}, "second": {"title": "Second"}}
    return Orbat.model_validate({"nation": "AA", "title": "A", "accounts": accounts, "units": {"one": one}})


@pytest.mark.parametrize(
    ("on", "sure"),
    [
        ("2011-12-31", None), ("2012-01-01", False), ("2012-12-30", False), ("2012-12-31", True), ("2014-03-01", True),
        ("2014-03-02", False), ("2014-03-31", False), ("2014-04-01", None),
    ],
)
def test_a_row_counts_from_the_first_day_that_its_dates_may_mean_to_the_last(on: str, sure: bool | None) -> None:
    found = held_on(orbat({"from": "2012", "to": "2014-03"}), day(on))
    assert [row.sure for row in found] == ([] if sure is None else [sure])


def test_an_inferred_row_is_never_sure() -> None:
    assert not held_on(orbat({"from": "2012-01-01", "inferred": True}), day("2013-01-01"))[0].sure


def test_a_row_counts_only_while_its_unit_stands() -> None:
    book = orbat({"from": "2010"}, **{"from": "2012-06-01", "to": "2013-06"})
    assert not held_on(book, day("2012-05-31"))
    assert held_on(book, day("2012-06-01"))[0].sure
    assert not held_on(book, day("2013-06-30"))[0].sure
    assert not held_on(book, day("2013-07-01"))
    assert [name for name, _, _ in units_on(book, day("2012-06-01"))] == ["one"]
    assert not units_on(book, day("2013-07-01"))


def test_announced_dates_count_only_when_asked_for() -> None:
    book = orbat({"from": "2016-05-06", "announced": "2014-12"}, {"announced": "2010"})
    assert not held_on(book, day("2015-01-01"))
    assert len(held_on(book, day("2016-05-06"))) == 1
    assert len(held_on(book, day("2014-12-01"), announced=True)) == 2
    assert len(held_on(book, day("2014-11-30"), announced=True)) == 1


def test_the_first_account_is_taken_unless_another_is_named() -> None:
    rival = [{"accounts": ["first"], "type": "Su-27"}, {"accounts": ["second"], "type": "MiG-29"}]
    book = orbat(*rival, {"type": "Su-24"})
    on = day("2012-01-01")
    assert [row.held.type for row in held_on(book, on)] == ["Su-27", "Su-24"]
    assert held_on(book, on) == held_on(book, on, account="first")
    assert [row.held.type for row in held_on(book, on, account="second")] == ["MiG-29", "Su-24"]


def test_an_unknown_account_is_refused_with_the_nearest() -> None:
    with pytest.raises(SkypactError, match="unknown account 'secnd' of AA — did you mean 'second'"):
        held_on(orbat({}), day("2012-01-01"), account="secnd")


def test_no_day_after_the_end_of_the_orders_of_battle_is_answered() -> None:
    assert day("2022-01-31") == END
    held_on(orbat({}), END)
    with pytest.raises(SkypactError, match="end on 2022-01-31"):
        held_on(orbat({}), END + datetime.timedelta(days=1))
    with pytest.raises(SkypactError, match="end on 2022-01-31"):
        changed(orbat({}), END, END + datetime.timedelta(days=1))


def test_what_came_went_grew_and_shrank() -> None:
    book = orbat(
        {"type": "Buk-M1", "count": 2}, {"type": "Buk-M1", "count": 1, "from": "2012-01-01"},
        {"type": "S-200", "count": 1, "to": "2011-12-31"}, {"type": "Tor-M2", "count": 1, "from": "2012-01-01"},
        {"type": "Su-24", "count": 4}, {"type": "Su-25"}, {"type": "Su-25", "count": 3, "from": "2012-01-01"},
    )
    found = [(c.type, c.what, c.before, c.after) for c in changed(book, day("2011-01-01"), day("2013-01-01"))]
    assert found == [("Buk-M1", "grew", 2, 3), ("S-200", "went", 1, None), ("Tor-M2", "came", None, 1)]


def test_a_total_is_unknown_where_a_count_is() -> None:
    assert total(held_on(orbat({"count": 2}, {"count": 3}), day("2012-01-01"))) == 5
    assert total(held_on(orbat({"count": 2}, {}), day("2012-01-01"))) is None


@st.composite
def rows(draw: st.DrawFn) -> dict[str, object]:
    """Draw a row with dates of any precision, in order."""
    ends = sorted(draw(st.lists(DAYS, min_size=2, max_size=2)))
    cut = [draw(st.sampled_from([4, 7, 10])) for _ in ends]
    begin, until = (end.isoformat()[:n] for end, n in zip(ends, cut, strict=True))
    kind = draw(st.sampled_from(["Buk-M1", "Tor-M2"]))
    return {"from": begin, "to": until, "type": kind, "count": draw(st.integers(1, 4))}


@given(st.lists(rows(), max_size=4), DAYS)
def test_rows_that_count_are_those_whose_days_reach_the_day(made: list[dict[str, object]], on: datetime.date) -> None:
    book = orbat(*made)
    expected = [h for h in book.units["one"].held if _first(h) <= on <= _last(h)]
    assert [row.held for row in held_on(book, on)] == expected
    for row in held_on(book, on):
        inner = (dates.last(str(row.held.begin)), dates.first(str(row.held.until)))
        assert row.sure == (inner[0] <= on <= inner[1])


@given(st.lists(rows(), max_size=4), DAYS, DAYS)
def test_changes_read_backwards_are_their_mirror(
    made: list[dict[str, object]], one: datetime.date, two: datetime.date
) -> None:
    book = orbat(*made)
    there = changed(book, one, two)
    back = [_mirrored(change) for change in changed(book, two, one)]
    assert there == back
    assert changed(book, one, one) == []
    grown = sum((c.after or 0) - (c.before or 0) for c in there)
    assert grown == _sum(book, two) - _sum(book, one)


def _mirrored(change: Change) -> Change:
    return change._replace(what=MIRROR[change.what], before=change.after, after=change.before)  # type: ignore[arg-type]


def _sum(book: Orbat, on: datetime.date) -> float:
    return sum(row.held.count.value for row in held_on(book, on) if row.held.count)


def _first(held: Held) -> datetime.date:
    return dates.first(str(held.begin))


def _last(held: Held) -> datetime.date:
    return dates.last(str(held.until))
