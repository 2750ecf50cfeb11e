"""Batteries in whole runs: when a missile arrives, how many fly at once, what is left, who is hit."""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np
import pytest
from tests.engine.scenes import (
    Event,
    battery,
    causes,
    engage,
    fighter,
    first,
    flight,
    link,
    of,
    play,
    post,
    radar,
    raid,
    story,
)
from tests.missile import flight_s

from skypact.arrays.codes import (
    C_EMPTY,
    C_JUDGED_DEAD,
    C_TOO_LATE,
    E_AIRBORNE,
    E_FATE,
    E_FIRED,
    E_HIT,
    E_JUDGED,
    E_MISSED,
    E_NOT_ENGAGED,
    E_ORDERED,
    E_READY,
    F_DESTROYED,
    F_REACHED,
)  # fmt: skip
from skypact.engine.plan import plan
from skypact.engine.replicate import replicate
from skypact.lower.ground import Ground
from skypact.lower.place import dense_route, ecef, site
from skypact.spec.place import Leg


def with_battery(**more: Any) -> dict[str, Any]:
    """Return the section of batteries with one changed."""
    return {"batteries": {"battery": battery(**more)}}


def test_order_reaction_flight_and_judgement_by_hand() -> None:
    """Link 3 s, reaction 17 s; the missile is as far as the jet after the time of flight; judged 12 s after."""
    link = {"latency": "3 s", "loss": 0, "retry": "10 s"}
    sharp = {"sensors": {"radar": radar(sigma_range="5 m")}, "tracking": {"acceleration": "0.1 m/s2"}}
    events = play(raid(**with_battery(link=link, reaction="17 s", assessment="12 s"), **sharp))
    ordered, fired, hit = (first(events, kind).t_s for kind in (E_ORDERED, E_FIRED, E_HIT))
    assert fired - ordered == pytest.approx(20.0)
    assert first(events, E_READY).t_s == fired
    assert first(events, E_JUDGED).t_s - hit == pytest.approx(12.0)
    assert hit - fired == pytest.approx(flight_time(fired), abs=0.3)  # the track is good to a hundred metres


def flight_time(fired_s: float) -> float:
    """Return the time of flight to the jet of `raid` at 6 km, by bisection on its true route."""
    legs = [Leg.model_validate({"at": [lat, 24], "alt": "6 km"}) for lat in (54.5, 52.5)]
    t, lat, lon, h = dense_route(legs, 0.0, Ground(0.0), 250.0).T
    xyz, at = ecef(lat, lon, h), site((53.5, 24), 5.0)

    def gap(flight: float) -> float:
        jet = np.array([np.interp(fired_s + flight, t, xyz[:, k]) for k in range(3)])
        return flight_s(float(np.linalg.norm(jet - at)), 5_995.0) - flight

    low, high = 5.0, 150.0
    for _ in range(30):
        middle = (low + high) / 2
        low, high = (middle, high) if gap(middle) > 0 else (low, middle)
    return low


def test_a_lost_order_is_given_again() -> None:
    """loss = 1: five tries of 7 s each, then it has come; it counts for a battery and for a fighter alike."""
    lossy = {"latency": "3 s", "loss": 1, "retry": "7 s"}
    events = play(raid(**with_battery(link=lossy, reaction="10 s")))
    assert first(events, E_READY).t_s - first(events, E_ORDERED).t_s == pytest.approx(3 + 5 * 7 + 10)
    events = play(raid(batteries={}, fighters={"pair": fighter(link=lossy, readiness="60 s")}))
    assert first(events, E_AIRBORNE).t_s - first(events, E_ORDERED).t_s == pytest.approx(3 + 5 * 7 + 60)


def test_certain_kills_and_certain_misses() -> None:
    """kill = 1: the first missile ends it; kill = 0: every missile misses and the jet reaches its goal."""
    events = play(raid())
    assert first(events, E_FATE).value == F_DESTROYED
    assert first(events, E_FATE).actor == "battery"
    assert (len(of(events, E_FIRED)), len(of(events, E_HIT)), len(of(events, E_MISSED))) == (1, 1, 0)
    events = play(raid(**with_battery(kill={"aircraft": 0})))
    assert first(events, E_FATE).value == F_REACHED
    assert len(of(events, E_FIRED)) == len(of(events, E_MISSED)) > 3
    assert set(causes(events, E_MISSED)) == {"missed"}


def test_kills_are_as_often_as_stated() -> None:
    """One missile at p = 0.6 over 400 runs, within 4 sigma; every run that 0.5 kills in, 0.6 kills in."""
    def killed(p: float) -> set[int]:
        made = plan(raid(**with_battery(missiles=1, reload="2 h", kill={"aircraft": p})))
        return {run for run in range(400) if (replicate(made, 5, run)["kind"] == E_HIT).any()}

    few, many = killed(0.5), killed(0.6)
    assert abs(len(many) / 400 - 0.6) < 4 * math.sqrt(0.24 / 400)
    assert few < many


def swarm(n: int, **more: Any) -> list[Event]:
    """Play n jets in line abreast, 2 km apart, against one battery."""
    jets = {f"jet-{i:02d}": flight((54.5, 23.7 + 0.03 * i), (52.5, 23.7 + 0.03 * i)) for i in range(n)}
    return play(raid(**with_battery(**more), intruders=jets))


def test_no_more_at_once_than_channels() -> None:
    """Fifteen jets, six channels: a channel is held from the order to the judgement; six are held, never seven."""
    events = swarm(15)
    steps = sorted([(e.t_s, 1) for e in of(events, E_ORDERED)] + [(e.t_s, -1) for e in of(events, E_JUDGED)]
                   + [(e.t_s, -1) for e in of(events, E_NOT_ENGAGED)])  # fmt: skip
    held = list(itertools.accumulate(step for _, step in steps))
    assert max(held) == 6
    assert min(held) == held[-1] == 0
    assert "no channel" in causes(events)
    assert len(of(events, E_HIT)) > 6


def test_the_magazine_and_its_reload() -> None:
    """Three missiles, ten minutes to reload: three shots, nothing, then again; the ledger says empty."""
    events = swarm(8, missiles=3, reload="3 min", kill={"aircraft": 0})
    shots = [e.t_s for e in of(events, E_FIRED)]
    assert len(shots) >= 6
    for k in range(3, len(shots), 3):
        assert shots[k] - shots[k - 1] >= 180.0
    assert "empty" in causes(events)


def test_orders_beyond_the_magazine_come_to_nothing() -> None:
    """Six channels are ordered at once, two missiles are there: four engagements end empty."""
    events = swarm(6, missiles=2, reload="1 h")
    assert len(of(events, E_FIRED)) == 2
    assert len(of(events, E_NOT_ENGAGED, cause=C_EMPTY)) == 4
    assert len(of(events, E_HIT)) == 2


def test_a_salvo_counts_every_missile() -> None:
    """Salvos of two out of three missiles: two, then the one that is left; all miss."""
    events = play(raid(**with_battery(salvo=2, missiles=3, reload="1 h", kill={"aircraft": 0})))
    assert [e.value for e in of(events, E_FIRED)] == [2.0, 1.0]
    assert len(of(events, E_MISSED)) == 3
    sure = play(raid(**with_battery(salvo=2, missiles=3, reload="1 h")))
    assert len(of(sure, E_HIT)) == 1
    assert causes(sure, E_MISSED) == ["too late"]  # the second finds it gone


def test_a_salvo_kills_as_two_shots_do() -> None:
    """1 − 0.4² = 0.84 over 300 runs, within 4 sigma."""
    made = plan(raid(**with_battery(salvo=2, missiles=2, reload="2 h", kill={"aircraft": 0.6})))
    hits = sum(bool((replicate(made, 6, run)["kind"] == E_HIT).any()) for run in range(300))
    assert abs(hits / 300 - 0.84) < 4 * math.sqrt(0.84 * 0.16 / 300)


def test_a_wrong_judgement_rests_the_battery() -> None:
    """Judged dead while alive: the battery looks again only when the track has lived 20 s on."""
    right = play(raid(**with_battery(kill={"aircraft": 0})))
    wrong = play(raid(**with_battery(kill={"aircraft": 0}, assessment_error=1)))
    judged = of(wrong, E_JUDGED)
    assert all(e.value == 1.0 and e.cause == C_JUDGED_DEAD for e in judged)
    assert all(e.value == 0.0 for e in of(right, E_JUDGED))
    again = [min(o.t_s for o in of(wrong, E_ORDERED) if o.t_s > j.t_s) - j.t_s for j in judged[:2]]
    assert all(20.0 < gap <= 35.0 for gap in again)
    prompt = [min(o.t_s for o in of(right, E_ORDERED) if o.t_s >= j.t_s) - j.t_s for j in of(right, E_JUDGED)[:2]]
    assert all(0.0 <= gap <= 5.0 for gap in prompt)


def test_a_dead_object_judged_alive_is_shot_at_again_for_a_while() -> None:
    """A crew that always errs calls its kill a miss: the track coasts a minute and draws another order."""
    events = play(raid(**with_battery(assessment_error=1)))
    assert first(events, E_JUDGED).value == 0.0
    assert len(of(events, E_HIT)) == 1
    assert len(of(events, E_ORDERED)) > 1
    assert all(e.cause == C_TOO_LATE for e in of(events, E_MISSED))


def test_out_of_the_envelope() -> None:
    """A battery that reaches 10 km never fires at a jet that passes 30 km off; the ledger says why."""
    events = play(raid(batteries={"battery": battery(at=[53.5, 24.6], max_range="10 km")}))
    assert not of(events, E_ORDERED), story(events)
    assert causes(events) == ["out of envelope"]


def test_below_the_horizon_of_the_unit() -> None:
    """A jet at 40 m, 60 km off the battery's mast of 5 m."""
    low = {"jet": flight((53.9, 24.9), (53.1, 24.9), altitude="40 m")}
    sharp = radar(at=[53.5, 24.8], mast="300 m", sigma_elevation="0.001 deg")
    events = play(raid(sensors={"radar": sharp}, intruders=low))
    assert "below the unit's horizon" in causes(events)
    assert not of(events, E_FIRED)


def test_a_slow_reaction_is_too_late() -> None:
    """The jet turns away while the battery gets ready: out of the envelope when it could fire."""
    turn = {"jet": flight((54.5, 24), (54.1, 24), (54.9, 25.8))}
    events = play(raid(**with_battery(reaction="4 min"), intruders=turn))
    assert len(of(events, E_ORDERED)) == 1, story(events)
    assert causes(events, E_NOT_ENGAGED) == ["too late"]
    assert not of(events, E_FIRED)


def test_a_poor_track_is_not_acquired() -> None:
    """A basket of a metre against errors of tens: nothing is acquired."""
    events = play(raid(**with_battery(basket="1 m")))
    assert set(causes(events, E_MISSED)) == {"not acquired"}
    assert first(events, E_FATE).value == F_REACHED


def test_the_better_of_two_batteries_is_ordered() -> None:
    """Equal flights: the one that kills more often gets the order."""
    two = {"good": battery(kill={"aircraft": 0.9}), "poor": battery(kill={"aircraft": 0.5})}
    events = play(raid(batteries=two))
    assert first(events, E_ORDERED).other == "good"


def test_two_commanders_can_both_shoot_at_one() -> None:
    """Separate posts with separate pictures know nothing of each other's orders."""
    posts = {"centre": post(), "hq": post()}
    two = {"ours": battery(), "theirs": battery(commander="hq")}
    rights = [engage("centre", units=["ours"]), engage("hq", units=["theirs"])]
    events = play(raid(posts=posts, links=[link("centre", "hq")], batteries=two, rights=rights))
    assert {e.actor for e in of(events, E_FIRED)} == {"ours", "theirs"}
    one = play(raid(batteries={"ours": battery(), "theirs": battery()}))
    assert len(of(one, E_FIRED)) == 1


def test_the_chance_of_a_shot_belongs_to_its_ordinal() -> None:
    """Whether the second shot at a jet kills does not depend on a second jet beside it."""
    def outcome(n: int, run: int) -> list[bool]:
        jets = {f"jet-{i}": flight((54.5, 23.9 + 0.2 * i), (52.5, 23.9 + 0.2 * i)) for i in range(n)}
        made = plan(raid(**with_battery(kill={"aircraft": 0.3}), intruders=jets))
        rows = replicate(made, 2, run)
        entity = made.roster.entity["intruder", "jet-0"]
        mine = rows[(rows["subject"] == entity) & np.isin(rows["kind"], (E_HIT, E_MISSED))]
        return [bool(kind == E_HIT) for kind in mine["kind"]]

    for run in range(12):
        alone, beside = outcome(1, run), outcome(2, run)
        n = min(len(alone), len(beside))
        assert alone[:n] == beside[:n]
