"""Resolution: places, counts, traffic, defaults, against values worked out by hand."""

from __future__ import annotations

import pytest

from skypact.core.errors import InputFaults
from skypact.core.ids import who

from .conftest import Load

CIVIL = """\
traffic:
  civil:
    type: jet
    flights: 8
    every: 1 min
    begin: 30 s
    airports: [Town, [53.2, 23.2], [54.8, 24.8]]
    transponder_fails: 0.5
arrangements:
"""


def test_places_become_coordinates(load: Load) -> None:
    made = load()
    assert made.posts["centre"].at == made.sensors["radar"].at == made.batteries["s300-02"].at == (53.5, 24.0)
    assert made.intruders["raid-01"].route[1].at == (53.5, 24.0)
    assert made.places == {"Town": (53.5, 24.0)}


def test_counted_units_are_copies_at_one_place(load: Load) -> None:
    made = load()
    assert list(made.batteries) == ["s300-01", "s300-02"]
    assert made.batteries["s300-01"] == made.batteries["s300-02"]
    assert made.batteries["s300-01"].crew == "AA"


def test_counted_intruders_begin_one_after_the_other(load: Load) -> None:
    intruders = load().intruders
    assert list(intruders) == ["raid-01", "raid-02", "raid-03"]
    assert [i.begin.value for i in intruders.values()] == [10.0, 40.0, 70.0]
    assert intruders["raid-03"].begin.bounds() == (60.0, 80.0)


def test_legs_take_height_and_speed_from_the_craft(load: Load) -> None:
    first, second = load().intruders["raid-01"].route
    assert first.alt is not None
    assert first.alt.value == 3000.0
    assert first.speed is not None
    assert first.speed.value == 250.0
    assert second.alt is None
    assert second.agl is not None
    assert second.agl.value == 100.0
    assert second.speed is not None
    assert second.speed.value == 200.0


def test_the_intruder_stands_between_leg_and_craft(load: Load) -> None:
    made = load(("    intent: attack", "    intent: attack\n    altitude: 5 km\n    speed: 300 m/s"))
    first, second = made.intruders["raid-01"].route
    assert first.alt is not None
    assert first.alt.value == 5000.0
    assert first.speed is not None
    assert first.speed.value == 300.0
    assert second.speed is not None
    assert second.speed.value == 200.0


def test_families_in_rules_and_overlays_become_their_copies(load: Load) -> None:
    made = load(
        (
            "    reports_to: {radar: border}",
            "    reports_to: {radar: border}\n    commander: {s300-02: other, s300: centre}",
        ),
        ("  border: {nation: AA,", "  other: {nation: AA, picture: true}\n  border: {nation: AA,"),
    )
    assert made.rights[0].units == ["s300-01", "s300-02"]
    apart = made.arrangements["apart"]
    assert apart.commander == {"s300-01": "centre", "s300-02": "other"}
    assert apart.reports_to == {"radar": "border"}


def test_the_order_of_arrangements_is_kept(load: Load) -> None:
    assert list(load().arrangements) == ["national", "apart"]


def test_traffic_becomes_flights_that_their_names_alone_decide(load: Load) -> None:
    made = load(("arrangements:\n", CIVIL))
    flights = {name: i for name, i in made.intruders.items() if name.startswith("civil")}
    assert list(flights) == [f"civil-00{i}" for i in range(1, 9)]
    third = flights["civil-003"]
    offset = (who("civil-003/start") >> 11) / 2**53
    assert third.begin.value == 30.0 + 60.0 * (2 + offset)
    assert (third.civil, third.intent, third.end, third.flight_plan) == (True, "passage", "lands", ["AA", "BB"])
    assert third.route[0].at != third.route[1].at
    silent = [n for n in flights if (who(f"{n}/transponder") >> 11) / 2**53 < 0.5]
    assert 0 < len(silent) < 8
    for name, flight in flights.items():
        assert (flight.transponder is not None and flight.transponder.value == 0) == (name in silent)


def test_more_flights_do_not_change_those_before(load: Load) -> None:
    few = load(("arrangements:\n", CIVIL)).intruders
    many = load(("arrangements:\n", CIVIL.replace("flights: 8", "flights: 9"))).intruders
    assert {n: i for n, i in many.items() if n != "civil-009"} == few


def test_a_filed_plan_may_be_none_at_all(load: Load) -> None:
    made = load(("arrangements:\n", CIVIL.replace("    every:", "    flight_plan: []\n    every:")))
    assert made.intruders["civil-001"].flight_plan == []


def test_unknown_places_are_told_the_nearest(load: Load) -> None:
    with pytest.raises(InputFaults, match="unknown place 'Twon' — did you mean 'Town'"):
        load(("  centre: {nation: AA, at: Town,", "  centre: {nation: AA, at: Twon,"))


OVER_TIME = """\
changes:
  - {at: 2 min, lost: ["s300>centre", s300-01/radar], arrives: [radar]}
  - {at: 3 min, back: [s300-02, s300/radar]}
  - {at: 1 min, lost: [s300, border, "border>centre"]}
autonomy:
  after: 1 min
  rights: [{action: engage, units: [s300], classes: [hostile]}]
doctrines:
  mine: {rows: [{salvo: 2}]}
arrangements:
"""


def test_changes_speak_of_every_copy_of_its_parts_and_of_its_links(load: Load) -> None:
    made = load(("arrangements:\n", OVER_TIME))
    first, second, third = made.changes
    assert first.lost == ["s300-01", "s300-02", "border", "border>centre"]
    assert second.lost == ["s300-01>centre", "s300-02>centre", "s300-01/radar"]
    assert second.arrives == ["radar"]
    assert third.back == ["s300-02", "s300-01/radar", "s300-02/radar"]
    assert made.autonomy is not None
    assert made.autonomy.rights[0].units == ["s300-01", "s300-02"]


def test_moves_stations_and_other_fields_become_coordinates(load: Load) -> None:
    fighters = """\
fighters:
  pair:
    {nation: AA, base: Town, station: Town, diverts: [[53.2, 24.4], Town], commander: centre, readiness: 5 min,
     speed: 400 m/s, endurance: 1 h, kill: {aircraft: 0.5}}
rights:
"""
    made = load(
        ("rights:\n  - {action: engage,", fighters + "  - {action: engage,"),
        ("    kill: {aircraft: 0.7, cruise: 0.5}", "    kill: {aircraft: 0.7}\n    moves: [{from: 2 min, to: Town}]"),
    )
    pair = made.fighters["pair"]
    assert (pair.station, pair.diverts) == ((53.5, 24.0), [(53.2, 24.4), (53.5, 24.0)])
    assert [move.to for b in made.batteries.values() for move in b.moves] == [(53.5, 24.0)] * 2


def test_doctrines_that_posts_name_come_from_the_catalogue(load: Load) -> None:
    """One by a post, one by an overlay, the scenario's own before the catalogue's; those that nobody names stay out."""
    made = load(
        ("  centre: {nation: AA, at: Town, picture: true}", "  centre: {nation: AA, picture: true, doctrine: salvo}"),
        ("  national: {title: Each alone}", "  national: {title: Each alone, doctrine: {centre: shoot-look-shoot}}"),
        ("rights:\n  - {action: engage,", "doctrines: {salvo: {rows: [{salvo: 3}]}}\nrights:\n  - {action: engage,"),
    )
    assert list(made.doctrines) == ["salvo", "shoot-look-shoot"]
    assert [row.salvo.value for d in made.doctrines.values() for row in d.rows if row.salvo] == [3.0, 2.0]
