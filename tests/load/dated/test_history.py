"""What was in force on a day, and what happened between two: a small timeline by hand."""

from __future__ import annotations

from skypact.load.catalogue.history import between, in_force
from skypact.spec.catalogue.timeline import Timeline

TIMELINE = Timeline.model_validate({
    "forces": {name: {"title": name} for name in ("talks", "duty", "base", "plan")},
    "events": {
        "talks-begin": {
            "date": "1995-02-10", "kind": "agreement", "title": "t", "nations": ["BY", "RU"], "begins": ["talks"],
        },
        "duty-begins": {
            "date": "2016-04-06", "kind": "duty", "title": "d", "nations": ["BY", "RU"], "begins": ["duty"],
            "rivals": [{"text": "end of the year", "date": "2016-12"}, {"text": "no date"}],
        },
        "base-opens": {
            "date": "2013-12-08", "kind": "deployment", "title": "o", "nations": ["BY"], "begins": ["base"],
        },
        "base-closes": {"date": "2016-05", "kind": "deployment", "title": "c", "nations": ["BY"], "ends": ["base"]},
        "plan": {"date": "2014", "kind": "plan", "title": "p", "happened": False, "begins": ["plan"]},
        "drill": {"date": "2015-09-10", "until": "2015-09-16", "kind": "exercise", "title": "x", "nations": ["RU"]},
    },
})  # fmt: skip


def standing(date: str) -> dict[str, bool]:
    """Return the forces on a date, and whether every account has them."""
    return {one.id: one.sure for one in in_force(TIMELINE, date)}


def test_nothing_is_in_force_before_its_event() -> None:
    assert standing("1995-02-09") == {}
    assert standing("1995-02-10") == {"talks": True}


def test_a_date_that_may_lie_on_either_side_is_not_sure() -> None:
    assert standing("1995")["talks"] is False
    assert standing("1996") == {"talks": True}


def test_a_rival_date_makes_it_unsure_until_it_is_past() -> None:
    assert standing("2016-04-05").get("duty") is None
    assert standing("2016-04-06")["duty"] is False
    assert standing("2016-12-30")["duty"] is False
    assert standing("2016-12-31")["duty"] is True


def test_an_end_takes_it_out() -> None:
    assert standing("2016-04-30")["base"] is True
    assert standing("2016-05-10")["base"] is False  # may have closed by then
    assert "base" not in standing("2016-05-31")


def test_what_was_announced_and_never_came_puts_nothing_in_force() -> None:
    assert "plan" not in standing("2020")


def test_it_names_the_event_and_its_rivals() -> None:
    (duty,) = (one for one in in_force(TIMELINE, "2016-05-06") if one.id == "duty")
    assert duty.event_id == "duty-begins"
    assert [rival.text for rival in duty.rivals] == ["end of the year", "no date"]


def test_between_takes_what_touches_the_time_in_order() -> None:
    found = [name for name, _ in between(TIMELINE, "2014-06", "2016-04")]
    assert found == ["plan", "drill", "duty-begins"]  # a plan of 2014 may be of its second half
    assert [name for name, _ in between(TIMELINE, "2015-09-16", "2015-09-16")] == ["drill"]
    assert [name for name, _ in between(TIMELINE, "2015-09-17", "2015-09-18")] == []


def test_between_keeps_to_kinds_and_nations() -> None:
    assert [n for n, _ in between(TIMELINE, "1990", "2020", kinds=("deployment",))] == ["base-opens", "base-closes"]
    assert [n for n, _ in between(TIMELINE, "1990", "2020", nations=("RU",))] == ["talks-begin", "drill", "duty-begins"]
