"""The timeline of the pact: sources, planned dates beside real ones, what was in force on days that others use."""

from __future__ import annotations

import pytest

from skypact.core import dates
from skypact.load.catalogue.history import in_force
from skypact.load.catalogue.shelf import Catalogue
from skypact.spec.catalogue.timeline import Timeline

CATALOGUE = Catalogue()
TIMELINE: Timeline = CATALOGUE.timeline
EVENTS = TIMELINE.events
FORCES = (
    "cis-coordination", "regional-group", "unified-system-treaty", "unified-system-ratified", "common-commander",
    "unified-system-complete", "joint-duty", "weapons-use-protocol", "joint-airfield",
)  # fmt: skip
TREATY = (
    "cfe-adapted-1999", "cfe-by-stops-1995", "cfe-by-resumes-1995", "cfe-ru-decree-2007", "cfe-ru-suspends-2007",
    "cfe-ru-leaves-group-2015", "cfe-us-certifies-by-2010", "cfe-us-certifies-by-2012", "cfe-us-certifies-by-2015",
    "cfe-inspection-2008", "cfe-inspection-2014", "cfe-inspection-2017",
)  # fmt: skip


def standing(date: str) -> dict[str, bool]:
    """Return the forces on a date, and whether every account has them."""
    return {one.id: one.sure for one in in_force(TIMELINE, date)}


@pytest.mark.parametrize("name", EVENTS)
def test_every_event_and_rival_has_sources_that_exist(name: str) -> None:
    event = EVENTS[name]
    cited = [*event.sources, *(key for rival in event.rivals for key in rival.sources)]
    assert event.sources
    assert event.grade in ("A", "A*", "A2", "B", "C", "E")
    assert all(rival.sources for rival in event.rivals)
    assert not set(cited) - set(CATALOGUE.sources)


@pytest.mark.parametrize("name", EVENTS)
def test_dates_of_an_event_are_in_order(name: str) -> None:
    event = EVENTS[name]
    assert not event.until or dates.first(event.date) <= dates.last(event.until)
    assert [dates.first(d) for d in event.planned] == sorted(dates.first(d) for d in event.planned)
    if not event.happened:
        assert not event.begins
        assert not event.ends


def test_every_force_is_begun_by_an_event() -> None:
    assert tuple(TIMELINE.forces) == FORCES
    assert {name for event in EVENTS.values() for name in event.begins} == set(FORCES)
    assert all(force.arrangement for force in TIMELINE.forces.values())


def test_the_events_of_the_treaty_on_arms_are_there() -> None:
    assert set(TREATY) <= set(EVENTS)
    assert {n for n, event in EVENTS.items() if event.kind == "treaty"} == set(TREATY)


def test_the_signing_keeps_both_dates() -> None:
    assert EVENTS["signed-2009"].date == "2009-02-03"
    assert EVENTS["signed-2009"].planned == ["2008-11-02"]
    assert [rival.date for rival in EVENTS["signed-2009"].rivals] == ["2008-11"]
    assert "unified-system-treaty" not in standing("2008-10-31")
    assert standing("2008-12-01")["unified-system-treaty"] is False
    assert standing("2009-02-03")["unified-system-treaty"] is True


@pytest.mark.parametrize(
    ("date", "sure", "unsure"),
    [
        ("1995-02-09", set(), set()),
        ("2005-04-20", {*FORCES[:2]}, set()),
        ("2012-07-04", {*FORCES[:4]}, set()),
        ("2016-05-06", {*FORCES[:5]}, {"unified-system-complete"}),
        ("2017-09-06", {*FORCES[:7]}, {"weapons-use-protocol"}),
        ("2022-01-31", {*FORCES} - {"weapons-use-protocol"}, {"weapons-use-protocol"}),
    ],
)
def test_what_was_in_force(date: str, sure: set[str], unsure: set[str]) -> None:
    found = standing(date)
    assert {name for name, is_sure in found.items() if is_sure} == sure
    assert {name for name, is_sure in found.items() if not is_sure} == unsure


def test_the_second_lot_slipped_by_857_days_from_the_end_of_2013() -> None:
    lot = EVENTS["s300-lot-2016"]
    assert lot.planned == ["2013", "2014-12", "2015-10", "2015-12"]
    assert (dates.first(lot.date) - dates.last(lot.planned[0])).days == 857  # 365 + 365 + 127


def test_plans_that_never_came_say_so() -> None:
    never = {name for name, event in EVENTS.items() if not event.happened}
    assert {"s400-by-2010", "su27-24-by-2014", "base-lida-2013", "iskander-belarus-2008", "site-plan-2007"} <= never
