"""Readings that figures and records settle, by hand; settings and camps that move them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.study.published.shelf import catalogue, claim, find

from skypact.core.errors import SkypactError
from skypact.study.published.finding import Finding
from skypact.study.published.judge import Published, disputed, published
from skypact.study.published.verdict import CANNOT, DEPENDS, FAILS, HOLDS
from skypact.study.published.words import box_text, figure_text, sentence

#: Two degrees of the equator of WGS-84 [m]: a π / 90.
TWO_DEGREES = 6378137.0 * 3.141592653589793 / 90.0


def judged(folder: Path, reading: dict[str, Any], given: dict[str, object] | None = None, **camps: Any) -> Published:
    made = {name: {"set": values} for name, values in camps.items()}
    return published({"c": claim({"r": reading}, made)}, catalogue(folder), find, given=given)


def one(found: Published) -> Finding:
    return found.findings[0].readings[0]


def across(figure: str = "reach", **more: Any) -> dict[str, Any]:
    return {"kind": "distance", "reach": [f"M.{figure}"], "origins": ["West"], "targets": ["East"], "at_least": "0 km",
            "site_error": "0 km"} | more  # fmt: skip


def test_what_is_left_of_a_reach_over_the_great_circle(tmp_path: Path) -> None:
    f = one(judged(tmp_path, across()))
    assert f.figure == pytest.approx(200e3 - TWO_DEGREES)
    assert (f.least, f.most) == pytest.approx((180e3 - TWO_DEGREES, 210e3 - TWO_DEGREES))
    assert (f.verdict, f.share) == (FAILS, 0.0)


def test_every_target_or_any_of_them(tmp_path: Path) -> None:
    both = {"targets": ["East", "Far"], "at_least": "-50 km"}
    assert one(judged(tmp_path, across(**both))).verdict == HOLDS
    far = one(judged(tmp_path, across(**both, every=True)))
    assert far.verdict == FAILS
    assert far.figure == pytest.approx(200e3 - 2 * TWO_DEGREES)
    near = {"origins": ["West", "East"], "targets": ["East", "Far"], "every": True, "at_least": "-50 km"}
    assert one(judged(tmp_path, across(**near))).figure == pytest.approx(200e3 - TWO_DEGREES)  # the nearest origin


def test_an_assumed_range_that_turns_it_leaves_it_unsaid_and_a_sourced_one_makes_it_depend(tmp_path: Path) -> None:
    f = one(judged(tmp_path, across("guess")))
    assert f.verdict == CANNOT
    assert f.deciding[0].name == "M.guess"
    assert f.deciding[0].at == pytest.approx(TWO_DEGREES, rel=1e-6)
    assert f.deciding[0].at_text == "222.6 km"
    assert f.share == pytest.approx((300e3 - TWO_DEGREES) / 120e3, abs=0.002)
    assert one(judged(tmp_path, across("rivals"))).verdict == DEPENDS


def test_an_assumed_figure_without_a_range_never_settles_anything(tmp_path: Path) -> None:
    assert one(judged(tmp_path, across("bare"))).verdict == CANNOT


def test_where_in_its_town_a_launcher_stands_can_decide(tmp_path: Path) -> None:
    f = one(judged(tmp_path, across(at_least="-20 km", site_error="10 km")))  # −22.6 km, give or take ten
    assert f.verdict == CANNOT
    assert {t.name for t in f.deciding} >= {"where in its town each end stands"}


def test_a_setting_moves_the_verdict_and_counts_as_known(tmp_path: Path) -> None:
    found = judged(tmp_path, across("guess"), {"M.guess": "500 km"})
    assert found.verdict("c") == HOLDS
    assert one(found).figure == pytest.approx(500e3 - TWO_DEGREES)
    assert judged(tmp_path, across("guess"), {"M.guess": "100 km"}).verdict("c") == FAILS


def test_one_published_figure_over_another(tmp_path: Path) -> None:
    reading = {"kind": "figures", "of": ["I.burnout"], "over": ["I.target_speed"], "at_least": 1.0}
    f = one(judged(tmp_path, reading))
    assert (f.figure, f.least, f.most) == pytest.approx((1.5, 0.75, 3.0))
    assert f.verdict == DEPENDS
    assert one(judged(tmp_path, reading, {"I.target_speed": "2.5 km/s"})).verdict == HOLDS


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("M.reach", "400 s", "wrong unit 's' for a length"),
        ("M.reech", "400 km", "no such figure — did you mean 'reach'"),
        ("M.rivals", "400 km", "none of these claims uses it"),
        ("posts.minsk.stops", "0.3", "no scenario of these claims has it"),
        ("intruders.raid.route.0.speed", "300 m/s", "defence only"),
        ("M.reach", "-5 km", "below zero"),
        ("readings.r.origins", "East", "no scenario of these claims has it"),
        ("origins", "East", "no scenario of these claims has it"),
    ],
)
def test_settings_that_are_refused(path: str, value: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(SkypactError, match=said):
        judged(tmp_path, across(), {path: value})


def test_nothing_is_set_over_a_figure_of_zero(tmp_path: Path) -> None:
    reading = {"kind": "figures", "of": ["I.burnout"], "over": ["I.target_speed"], "at_least": 1.0}
    with pytest.raises(SkypactError, match=r"I.target_speed: zero, so nothing can be set over it"):
        judged(tmp_path, reading, {"I.target_speed": "0 m/s"})


@pytest.mark.parametrize("path", ["origins", "targets", "readings.r.targets", "site_error"])
def test_a_camp_has_no_say_on_where_a_distance_begins_or_ends(path: str, tmp_path: Path) -> None:
    with pytest.raises(SkypactError, match="names nothing that a reading uses"):
        judged(tmp_path, across(), far={path: "Far"})


def test_camps_turn_a_verdict_and_their_crux_is_the_setting_that_does(tmp_path: Path) -> None:
    reading = across("reach", reach=["M.reach", "M.bare"], at_least="800 km")
    sides = {"near": {"M.reach": "100 km", "M.bare": "500 km"}, "far": {"M.reach": "120 km", "M.bare": "1000 km"}}
    made = claim({"r": reading}, {name: {"set": values} for name, values in sides.items()})
    (crux,) = disputed("c", made, catalogue(tmp_path), find)
    assert [way.verdict for way in crux.ways] == ["fails", "holds"]
    assert [way.flips for way in crux.ways] == [(("M.bare",),), (("M.bare",),)]
    assert crux.left == ("M.reach",)
    assert crux.differ["M.bare"] == ("500 km", "1000 km")


def test_camps_that_agree_are_said_to_agree(tmp_path: Path) -> None:
    found = judged(tmp_path, across(), low={"M.reach": "100 km"}, high={"M.reach": "150 km"})
    (crux,) = found.findings[0].cruxes
    assert crux.agree
    assert crux.ways[0].flips == ()
    assert one(found).verdict == FAILS


def test_two_settings_together_where_neither_flips_it_alone(tmp_path: Path) -> None:
    reading = across("reach", reach=["M.reach", "M.rivals"], at_least="100 km")
    sides = {"a": {"M.reach": "100 km", "M.rivals": "100 km"}, "b": {"M.reach": "200 km", "M.rivals": "200 km"}}
    made = claim({"r": reading}, {name: {"set": values} for name, values in sides.items()})
    (crux,) = disputed("c", made, catalogue(tmp_path), find)
    assert crux.ways[0].flips == (("M.reach", "M.rivals"),)
    assert crux.ways[1].flips == (("M.reach",), ("M.rivals",))


def test_how_many_were_held_on_a_day(tmp_path: Path) -> None:
    reading = {"kind": "record", "nation": "AA", "system": "S", "date": "2015-01-01", "at_least": 7}
    f = one(judged(tmp_path, reading))
    assert f.figure == 7.0  # four stated, three assumed; the rival account has two more
    assert (f.least, f.most) == (4.0, 9.0)
    assert f.verdict == CANNOT
    assert one(judged(tmp_path, reading | {"at_least": 3})).verdict == HOLDS
    assert one(judged(tmp_path, reading | {"at_least": 8, "account": "two"})).figure == 9.0
    assert one(judged(tmp_path, reading | {"system": "T", "at_least": 1})).verdict == CANNOT  # no source counts them


def test_a_count_that_is_lacking_has_no_upper_end(tmp_path: Path) -> None:
    """Three are stated as assumed and T without a number: nothing is said to be none."""
    f = one(judged(tmp_path, {"kind": "record", "nation": "AA", "system": "T", "date": "2015-01-01", "at_most": 9}))
    assert f.verdict == CANNOT
    assert (figure_text(f), box_text(f)) == ("0 or more", "0, no upper end")
    assert "never" not in sentence(f)


def test_what_no_row_ever_names_is_no_nought(tmp_path: Path) -> None:
    for more in ({"system": "Q"}, {"system": "T", "unit": "first"}):
        reading = {"kind": "record", "nation": "AA", "date": "2015-01-01", "at_least": 1} | more
        with pytest.raises(SkypactError, match="so how many is not known"):
            judged(tmp_path, reading)


def test_a_promise_that_never_came_turns_nothing_and_one_that_came_late_does(tmp_path: Path) -> None:
    """Eight P were announced for 2014 and never came; two R, announced for 2014, came in 2016."""
    for system, verdict in (("P", FAILS), ("R", DEPENDS)):
        reading = {"kind": "record", "nation": "AA", "system": system, "date": "2015-01-01", "at_least": 1}
        assert (one(judged(tmp_path, reading)).figure, one(judged(tmp_path, reading)).verdict) == (0.0, verdict)
    later = {"kind": "record", "nation": "AA", "system": "R", "date": "2017-01-01", "at_least": 1}
    assert one(judged(tmp_path, later)).verdict == HOLDS


def test_a_date_that_is_only_a_year_is_looked_at_from_its_first_to_its_last_day(tmp_path: Path) -> None:
    """Two R came in September 2016: not yet by the middle of that year, there at its end."""
    f = one(judged(tmp_path, {"kind": "record", "nation": "AA", "system": "R", "date": "2016", "at_least": 1}))
    assert (f.figure, f.verdict) == (0.0, DEPENDS)
    assert "which day of 2016 is meant" in [t.name for t in f.deciding]


def test_loose_dates_and_loose_numbers_turn_it_together(tmp_path: Path) -> None:
    """In May 2013 V are five (4 to 6) and one of some day of 2013: four at least, and neither alone goes so low."""
    reading = {"kind": "record", "nation": "AA", "system": "V", "date": "2013-05-01", "at_least": 5}
    f = one(judged(tmp_path, reading))
    assert (f.figure, f.verdict) == (6.0, CANNOT)
    assert [(t.kind, t.low, t.high) for t in f.deciding] == [("several", 4.0, 7.0)]


def test_a_rival_account_makes_it_depend(tmp_path: Path) -> None:
    reading = {"kind": "record", "nation": "AA", "system": "S", "unit": "first", "date": "2015-01-01", "at_least": 5}
    assert one(judged(tmp_path, reading)).verdict == DEPENDS


def test_how_late_an_event_was(tmp_path: Path) -> None:
    reading = {"kind": "record", "event": "late", "at_least": "30 d"}
    f = one(judged(tmp_path, reading))
    assert f.figure == 90.0  # from the middle of December to the middle of March
    assert (f.least, f.most) == (60.0, 120.0)
    assert f.verdict == HOLDS
    assert one(judged(tmp_path, reading | {"at_least": "100 d"})).verdict == DEPENDS
    assert one(judged(tmp_path, {"kind": "record", "event": "never", "at_most": "365 d"})).verdict == FAILS


def test_the_date_of_a_rival_account_is_as_exact_as_it_is(tmp_path: Path) -> None:
    """April 2013, from its first day over the last of December 2012 to its last day over the first of December."""
    f = one(judged(tmp_path, {"kind": "record", "event": "told-twice", "at_most": "140 d"}))
    (rival,) = [t for t in f.things if t.kind == "account"]
    assert (rival.low, rival.high) == (91.0, 150.0)
    assert f.verdict == DEPENDS
