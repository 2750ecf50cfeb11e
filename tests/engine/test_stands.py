"""Where a battery stands and whither it can guide: moves, sectors, what it guards, and guidance until impact."""

from __future__ import annotations

from typing import Any

import pytest
from tests.engine.scenes import battery, causes, first, flight, of, play, radar, raid, story

from skypact.arrays.codes import (
    C_GUIDANCE_LOST,
    C_OUT_OF_ACTION,
    C_OUT_OF_SECTOR,
    E_BARRED,
    E_DETECTED,
    E_FIRED,
    E_HIT,
    E_MISSED,
    E_NOT_ENGAGED,
    E_ORDERED,
)  # fmt: skip


def one(**more: Any) -> dict[str, Any]:
    """Return the section of batteries with one changed."""
    return {"batteries": {"battery": battery(**more)}}


def test_a_battery_on_the_move_is_out_of_action_and_then_fires_from_the_new_place() -> None:
    """30 km of reach. At 52.5° N the jet is out of reach until it is through; at 54.0° N from 100 s on."""
    moves = [{"from": "60 s", "to": [54.0, 24], "ready": "2 min"}]
    events = play(raid(**one(at=[52.6, 24], max_range="30 km", moves=moves)))
    away = first(events, E_BARRED, cause=C_OUT_OF_ACTION)
    assert 60 <= away.t_s < 180
    ordered = first(events, E_ORDERED)
    assert ordered.t_s == pytest.approx(180.0)
    # 10 s of reaction; at 54.0° N the jet is 55.7 − 47.5 = 8.2 km off and comes nearer
    assert first(events, E_FIRED).t_s == pytest.approx(190.0)
    assert 192 <= first(events, E_HIT).t_s <= 205


def test_its_radar_sees_from_where_it_stands() -> None:
    """40 km of radar: at 52.5° N nothing is in reach, at 54.0° N the jet is; the first look after 120 s sees it."""
    moves = [{"from": "60 s", "to": [54.0, 24], "ready": "60 s"}]
    eyes = radar(max_range="40 km")
    events = play(raid(sensors={}, **one(at=[52.5, 24], max_range="30 km", radar=eyes, moves=moves)))
    assert 120 <= first(events, E_DETECTED).t_s < 125
    assert first(events, E_FIRED).t_s < 200
    still = play(raid(sensors={}, duration="5 min", **one(at=[52.5, 24], max_range="30 km", radar=eyes)))
    assert not of(still, E_DETECTED)


def test_an_order_that_meets_a_move_comes_to_nothing() -> None:
    """Ordered by 25 s, ready 20 s later: it has begun to move at 30 s."""
    moves = [{"from": "30 s", "to": [53.6, 24], "ready": "10 min"}]
    events = play(raid(**one(reaction="20 s", moves=moves), duration="5 min"))
    assert first(events, E_ORDERED).t_s < 30
    assert first(events, E_NOT_ENGAGED).cause == C_OUT_OF_ACTION
    assert not of(events, E_FIRED)


def test_a_missile_in_flight_needs_its_battery() -> None:
    """Fired at 45 s at the latest, on its way for more than a minute; the battery is lost, or moves, at 100 s."""
    moves = [{"from": "100 s", "to": [53.4, 24], "ready": "10 min"}]
    for sections in (one() | {"changes": [{"at": "100 s", "lost": ["battery"]}]}, one(moves=moves)):
        events = play(raid(**sections, duration="5 min"))
        assert first(events, E_FIRED).t_s < 50
        assert first(events, E_MISSED).cause == C_GUIDANCE_LOST, story(events)
        assert not of(events, E_HIT)


def test_a_target_that_dives_below_the_horizon_is_lost_to_guidance() -> None:
    """At 6 km high until 54.10° N, at 50 m from 54.07° N on; a mast of 5 m sees 50 m as far as 38 km.

    The missile is fired on the straight track and meets it 60 km off, where nothing is seen of it any more.
    """
    low = [{"at": [lat, 24], "alt": "50 m"} for lat in (54.07, 52.5)]
    dive = [{"at": [54.5, 24]}, {"at": [54.1, 24]}, *low]
    jet = flight((54.5, 24), (52.5, 24)) | {"route": dive}
    events = play(raid(**one(max_range="60 km"), intruders={"jet": jet}, duration="5 min"))
    fired = first(events, E_FIRED).t_s
    assert fired < 170  # 44.5 km at 250 m/s take 178 s: still on the level
    assert first(events, E_MISSED).cause == C_GUIDANCE_LOST, story(events)
    level = play(raid(**one(max_range="60 km"), duration="5 min"))
    assert first(level, E_FIRED).t_s == fired
    assert of(level, E_HIT)


def test_a_battery_guides_within_its_sector_only() -> None:
    """90° about south: the jet is overhead at 445.6 s; 10 s of reaction and 7 s of flight make it an order at 430 s."""
    events = play(raid(**one(sector="90 deg", facing="180 deg")))
    assert first(events, E_BARRED, cause=C_OUT_OF_SECTOR).t_s < 60
    assert first(events, E_ORDERED).t_s == pytest.approx(430.0, abs=5.0)
    assert first(events, E_HIT).t_s > 445
    north = play(raid(**one(sector="90 deg", facing="0 deg")))
    assert first(north, E_ORDERED).t_s == first(play(raid(**one())), E_ORDERED).t_s


def test_a_sector_about_north_reaches_over_both_sides_of_it() -> None:
    """20° about 355°: bearings 345° to 5°. A jet down 24.1° E is at 359° to 45° from 53.5° N 24.0° E: 5° at 75 km."""
    jets = {"jet": flight((54.5, 24.1), (52.5, 24.1))}
    events = play(raid(**one(sector="20 deg", facing="355 deg"), intruders=jets))
    assert first(events, E_FIRED).t_s < 60  # meets it 80 km off, 4.7° east of north
    other = play(raid(**one(sector="20 deg", facing="345 deg"), intruders=jets))
    assert causes(other, E_BARRED)[-1] == "out of the sector"
    assert not of(other, E_FIRED)


@pytest.mark.parametrize(("guards", "fires"), [("30 km", False), ("36 km", True), (None, True)])
def test_a_battery_that_guards_fires_at_what_comes_near(guards: str | None, fires: bool) -> None:
    """A jet down 24.5° E passes 33.2 km off."""
    abeam = {"jet": flight((54.5, 24.5), (52.5, 24.5))}
    events = play(raid(**one(**({"guards": guards} if guards else {})), intruders=abeam))
    assert bool(of(events, E_FIRED)) == fires
    assert fires or causes(events) == ["out of envelope"]
