"""Fighters between their fields: climb, dash or cruise by the fuel that is left, the way home, alert in the air."""

from __future__ import annotations

from typing import Any

import pytest
from tests.engine.scenes import Event, causes, engage, fighter, first, of, play, raid

from skypact.arrays.codes import E_AIRBORNE, E_CONTACT, E_NOT_ENGAGED, E_ORDERED

LOOK = {"action": "look", "classes": ["unknown", "suspect", "hostile"], "decides": "centre", "delay": "0 s"}
FAR = [52.2, 24]  # 256.2 km from where the jet begins; it comes at 250 m/s


def scramble(**more: Any) -> list[Event]:
    """Play a raid with a unit of fighters alone; ordered at 20 s, ready after 2 min, 1 min of climb at 250 m/s."""
    return play(raid(batteries={}, fighters={"pair": fighter(**more)}, rights=[LOOK, engage()]))


def test_with_fuel_enough_it_dashes_after_the_climb() -> None:
    """At 140 s 221.2 km off; 60 s at 500 m/s leave 191.2 km, at 650 m/s it is 40 km off at 432.6 s: vector 440 s."""
    events = scramble(base=FAR, endurance="1 h")
    assert first(events, E_AIRBORNE).t_s == pytest.approx(140.0)
    assert first(events, E_CONTACT).t_s == pytest.approx(440.0)


def test_with_less_fuel_it_cruises() -> None:
    """By dash and home it would take 1,734 s of fuel, at cruise 1,094 s: with 20 min it comes at cruise.

    At 500 m/s all the way it would be 40 km off at 502.4 s; for the last kilometres there is fuel for a dash.
    """
    events = scramble(base=FAR, endurance="20 min")
    assert 490 <= first(events, E_CONTACT).t_s <= 510


def test_with_too_little_it_stays_on_the_ground() -> None:
    """15 min are below 1,094 s."""
    events = scramble(base=FAR, endurance="15 min")
    assert not of(events, E_ORDERED, subject="jet") or first(events, E_ORDERED).t_s > 60
    assert "no fighter ready" in causes(events)


def test_another_field_on_the_way_saves_the_way_home() -> None:
    """They meet near 53.2° N: landing there, 442 + 30 + 180 s and a little are enough, so 15 min do."""
    events = scramble(base=FAR, endurance="15 min", diverts=[[53.2, 24]])
    assert first(events, E_ORDERED).t_s == pytest.approx(20.0)
    assert of(events, E_CONTACT)


def test_a_dash_that_burns_less_is_chosen() -> None:
    """At 1.5 times the fuel of cruise the dash takes 331 · 1.5 + 30 + 530 + 90 = 1,147 s: 20 min are enough."""
    events = scramble(base=FAR, endurance="20 min", dash_burn=1.5)
    assert first(events, E_CONTACT).t_s == pytest.approx(440.0)


def test_it_turns_home_in_time() -> None:
    """One speed of 400 m/s, no extra burn, 10 min of fuel, a jet that it never finds.

    Airborne at 140 s it stays with the believed jet, which is over the base at 445.6 s and then 250 m/s away from it.
    600 − (t − 140) of fuel is left, 0.625 (t − 445.6) is the way home: even at 626.5 s. It flies up to one vector of
    10 s behind, which makes it 630.4 s at most: it turns at the vector of 630 or of 640 s.
    """
    events = scramble(contact={"aircraft": 0}, endurance="10 min", cruise="400 m/s", dash_burn=1)
    home = first(events, E_NOT_ENGAGED)
    assert home.t_s in (pytest.approx(630.0), pytest.approx(640.0))
    assert causes(events, E_NOT_ENGAGED)[0] == "no contact"


def test_fuel_burnt_in_a_dash_is_gone() -> None:
    """The same with a burn of 2 at a dash of 400 m/s and cruise of 250 m/s: home earlier than with 1."""
    def turned(burn: float) -> float:
        how: dict[str, Any] = {"contact": {"aircraft": 0}, "endurance": "15 min"}
        return first(scramble(**how, dash_burn=burn), E_NOT_ENGAGED).t_s

    assert turned(3.0) < turned(2.0) < turned(1.0)


def test_on_station_it_neither_waits_nor_climbs() -> None:
    """Ordered and airborne at 20 s at 106.4 km; at 650 m/s 40 km off at 122.2 s: contact at the vector of 130 s."""
    events = scramble(station=[53.5, 24], base=[53.2, 24.5])
    assert first(events, E_ORDERED).t_s == first(events, E_AIRBORNE).t_s == pytest.approx(20.0)
    assert first(events, E_CONTACT).t_s == pytest.approx(130.0)
