"""What is there at a moment: losses, returns, arrivals, hours, withdrawal, outages; crews that act by themselves."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.engine.scenes import (
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
)  # fmt: skip

from skypact.arrays.codes import (
    C_OUT_OF_ACTION,
    C_RESERVED,
    C_UNREACHABLE,
    E_AIRBORNE,
    E_AUTONOMOUS,
    E_BARRED,
    E_COMMANDED,
    E_DECIDED,
    E_DETECTED,
    E_DROPPED,
    E_FIRED,
    E_ORDERED,
    E_REQUESTED,
    E_TOLD,
    E_TRACKED,
)  # fmt: skip
from skypact.engine.plan import plan
from skypact.engine.replicate import replicate

MISSES = {"battery": battery(kill={"aircraft": 0})}
SEES = {"battery": battery(kill={"aircraft": 0}, radar=radar())}
EVERY = ["unknown", "suspect", "hostile"]


def at(t: str, **what: Any) -> dict[str, Any]:
    """Return a change."""
    return {"at": t} | what


def times(events: Any, kind: int, **where: Any) -> list[float]:
    """Return the moments of one kind of events."""
    return [e.t_s for e in of(events, kind, **where)]


# --- lost, back, arrives ---------------------------------------------------------------------------------------


def test_a_lost_post_sees_and_orders_nothing_until_it_is_back() -> None:
    """Lost from 200 s to 400 s: its track is dropped 60 s after the last plot; three plots make another one."""
    changes = [at("200 s", lost=["centre"]), at("400 s", back=["centre"])]
    events = play(raid(batteries=MISSES, changes=changes))
    orders = times(events, E_ORDERED)
    assert min(orders) < 60
    assert not [t for t in orders if 200 <= t < 400], story(events)
    assert max(orders) > 400
    assert 255 <= first(events, E_DROPPED, actor="centre").t_s <= 265
    assert 410 <= next(t for t in times(events, E_REQUESTED) if t >= 200) <= 420
    assert not [t for t in times(events, E_DECIDED) if 200 <= t < 400]


def test_a_post_with_two_watches_a_day() -> None:
    """Nobody orders between 10:03 and 10:06."""
    events = play(raid(batteries=MISSES, posts={"centre": post(hours=["08:00-10:03", "10:06-18:00"])}))
    orders = times(events, E_ORDERED)
    assert min(orders) < 60
    assert not [t for t in orders if 180 <= t < 360]
    assert max(orders) > 360


def test_a_lost_link_carries_no_plots() -> None:
    """The only radar reports to a post far away; the line is down from 100 s to 300 s, named by its other direction."""
    changes = [at("100 s", lost=["centre>far"]), at("300 s", back=["far>centre"])]
    posts = {"centre": post(), "far": post(picture=False)}
    events = play(raid(posts=posts, links=[link("far", "centre")], sensors={"radar": radar(reports_to="far")},
                       batteries=MISSES, changes=changes))  # fmt: skip
    assert 155 <= first(events, E_DROPPED, actor="centre").t_s <= 165
    assert 310 <= next(t for t in times(events, E_REQUESTED) if t >= 200) <= 320


def test_what_arrives_was_not_there_before() -> None:
    """A radar and a battery from 180 s on."""
    events = play(raid(changes=[at("3 min", arrives=["radar"])]))
    assert 180 <= first(events, E_DETECTED).t_s < 185
    events = play(raid(changes=[at("3 min", arrives=["battery"])]))
    assert first(events, E_BARRED, cause=C_OUT_OF_ACTION).t_s < 60
    assert first(events, E_ORDERED).t_s == pytest.approx(180.0)


def test_a_lost_battery_is_out_of_action() -> None:
    """Nothing is ordered or fired after 200 s; what was ordered before comes to nothing."""
    events = play(raid(batteries=MISSES, changes=[at("200 s", lost=["battery"])]))
    assert max(times(events, E_ORDERED)) < 200
    assert max(times(events, E_FIRED)) < 200
    assert "out of action" in causes(events)


def test_a_units_lost_link_keeps_orders_and_plots_from_passing() -> None:
    """Where its own radar is all that the centre has, it sees nothing; with another radar it cannot order."""
    changes = [at("200 s", lost=["battery>centre"])]
    events = play(raid(sensors={}, batteries=SEES, changes=changes))
    assert first(events, E_TRACKED, actor="centre").t_s < 20
    assert 255 <= first(events, E_DROPPED, actor="centre").t_s <= 265
    assert max(times(events, E_ORDERED)) < 200
    events = play(raid(batteries=SEES, changes=changes))
    assert first(events, E_DROPPED, actor="centre").t_s > 890  # the jet is through
    assert max(times(events, E_ORDERED)) < 200
    assert first(events, E_BARRED, cause=C_UNREACHABLE).t_s >= 200


def test_a_partner_that_withdraws_takes_its_battery_along() -> None:
    """BB's battery serves under AA until 200 s; AA's own goes on."""
    units = {"lent": battery(nation="BB", kill={"aircraft": 0}), "own": battery(at=[53.4, 24], kill={"aircraft": 0})}
    events = play(raid(batteries=units, changes=[at("200 s", withdraws="BB")]))
    assert min(times(events, E_ORDERED, other="lent")) < 60
    assert max(times(events, E_ORDERED, other="lent")) < 200
    assert max(times(events, E_ORDERED, other="own")) > 200


def test_a_withdrawal_stops_consent() -> None:
    """The line to the ally is cut: the request for consent is refused by nobody, it cannot be sent."""
    posts = {"centre": post(), "ally": post(picture=False, nation="BB")}
    consent = [{"of": "ally", "delay": "0 s", "refuses": 0}]
    late = {"jet": flight((54.5, 24), (52.5, 24), begin="5 min")}
    sections: dict[str, Any] = {
        "posts": posts, "links": [link("centre", "ally")], "rights": [engage(consent=consent)], "intruders": late,
    }  # fmt: skip
    assert of(play(raid(**sections)), E_FIRED)
    events = play(raid(**sections, changes=[at("200 s", withdraws="BB")]))
    assert not of(events, E_FIRED)
    assert "post closed" in causes(events)


# --- outages ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["radar", "post", "link", "battery", "fighter"])
def test_an_outage_is_as_often_as_stated_and_moves_no_other_luck(what: str) -> None:
    """0.3 of 200 runs within 4 sigma; a run without the outage is that of a world that knows none."""
    def made(share: float) -> Any:
        out = {"outage": share}
        posts = {"centre": post(**(out if what == "post" else {})), "far": post(picture=False)}
        return plan(raid(
            posts=posts, links=[link("far", "centre", **(out if what == "link" else {}))],
            sensors={"radar": radar(reports_to="far", **(out if what == "radar" else {}))},
            batteries={"battery": battery(kill={"aircraft": 0.5}, **(out if what == "battery" else {}))},
            fighters={"pair": fighter(**(out if what == "fighter" else {}))} if what == "fighter" else {},
            duration="4 min"))  # fmt: skip

    kind = {"radar": E_DETECTED, "post": E_TOLD, "link": E_TOLD, "battery": E_ORDERED, "fighter": E_AIRBORNE}[what]
    with_outage, without = made(0.3), made(0.0)
    out = 0
    for run in range(200):
        rows = replicate(with_outage, 5, run)
        if (rows["kind"] == kind).any():
            assert rows.tobytes() == replicate(without, 5, run).tobytes()
        else:
            out += 1
    assert abs(out / 200 - 0.3) < 4 * np.sqrt(0.3 * 0.7 / 200)


def test_a_battery_out_of_action_takes_its_radar_along() -> None:
    """outage = 1: nobody sees anything."""
    events = play(raid(sensors={}, batteries={"battery": battery(radar=radar(), outage=1)}))
    assert not of(events, E_DETECTED)


# --- crews that act by themselves ---------------------------------------------------------------------------------


def alone(after: str = "60 s", classes: list[str] = EVERY, **sections: Any) -> Any:
    """Return the events of a raid in which the centre is lost at 120 s, on crews who may act by themselves."""
    rules = {"after": after, "epoch": "5 s", "handling": "5 s",
             "rights": [{"action": "engage", "classes": classes, "delay": "0 s"}]}  # fmt: skip
    made = {"autonomy": rules, "batteries": SEES, "sensors": {}, "changes": [at("120 s", lost=["centre"])]}
    return play(raid(**(made | sections)))


def test_a_crew_acts_by_itself_after_the_delay_by_hand() -> None:
    """Silent from 120 s: it acts at 180, asks itself, handles that for 5 s, orders at the next epoch, 190; no link."""
    events = alone()
    own = first(events, E_AUTONOMOUS)
    assert (own.t_s, own.actor, own.other) == (180.0, "battery", "centre")
    asked = first(events, E_REQUESTED, actor="battery/crew")
    assert (asked.t_s, asked.other) == (180.0, "battery/crew")
    assert first(events, E_DECIDED, actor="battery/crew").t_s == pytest.approx(185.0)
    ordered = first(events, E_ORDERED, actor="battery/crew")
    assert ordered.t_s == pytest.approx(190.0)
    assert not [t for t in times(events, E_ORDERED) if 120 <= t < 190]
    assert 200.0 in times(events, E_FIRED)  # 10 s of reaction


def test_without_rules_nobody_acts_alone() -> None:
    """The same loss: the battery is silent from then on."""
    events = alone(autonomy=None)
    assert not of(events, E_AUTONOMOUS)
    assert max(times(events, E_ORDERED)) < 120


def test_a_crew_has_rules_of_its_own_and_no_others() -> None:
    """What the centre may, the crew may not; what the crew may, the centre may not."""
    events = alone(classes=["friend"])
    assert of(events, E_ORDERED, actor="centre")
    assert of(events, E_AUTONOMOUS)
    assert not of(events, E_ORDERED, actor="battery/crew")
    events = alone(rights=[engage(classes=["friend"])])
    assert not of(events, E_ORDERED, actor="centre")
    assert of(events, E_ORDERED, actor="battery/crew")


def test_a_battery_without_a_radar_stays_silent() -> None:
    """It sees nothing by itself; its neighbour with a radar acts."""
    units = {"blind": battery(kill={"aircraft": 0}), "battery": SEES["battery"]}
    events = alone(batteries=units)
    assert {e.actor for e in of(events, E_AUTONOMOUS)} == {"battery"}
    assert {e.other for e in of(events, E_ORDERED) if e.t_s > 120} == {"battery"}


def test_a_crew_sees_with_its_own_radar_alone() -> None:
    """Its radar reaches 20 km, the centre's 300 km: alone it knows nothing of what is farther off."""
    units = {"battery": battery(kill={"aircraft": 0}, radar=radar(max_range="20 km"))}
    events = alone(batteries=units, sensors={"radar": radar()})
    assert first(events, E_TRACKED, actor="centre").t_s < 20
    # the jet is 20 km off 111.4 − 19.1 = 92.3 km on (6 km high), at 369 s
    assert 369 <= first(events, E_TRACKED, actor="battery/crew").t_s <= 390
    assert not [t for t in times(events, E_ORDERED) if 120 <= t < 369]


def test_a_crew_returns_to_command_when_it_is_heard_again() -> None:
    """Back at 400 s: from then on the centre orders, once it has a track again."""
    events = alone(changes=[at("120 s", lost=["centre"]), at("400 s", back=["centre"])])
    back = first(events, E_COMMANDED)
    assert (back.t_s, back.actor, back.other) == (400.0, "battery", "centre")
    assert {e.actor for e in of(events, E_ORDERED) if 120 <= e.t_s < 400} == {"battery/crew"}
    assert {e.actor for e in of(events, E_ORDERED) if e.t_s >= 400} == {"centre"}


def test_a_lost_link_makes_a_crew_act_as_a_lost_post_does() -> None:
    """The centre is there, but not heard by this battery; the other one stays under it."""
    units = SEES | {"other": battery(at=[53.4, 24], kill={"aircraft": 0}, radar=radar(at=[53.4, 24]))}
    events = alone(batteries=units, changes=[at("120 s", lost=["battery>centre"])])
    assert [e.actor for e in of(events, E_AUTONOMOUS)] == ["battery"]
    assert {e.actor for e in of(events, E_ORDERED, other="battery") if e.t_s > 120} == {"battery/crew"}
    assert {e.actor for e in of(events, E_ORDERED, other="other") if e.t_s > 120} == {"centre"}


def test_rules_of_autonomy_change_nothing_while_the_commander_is_heard() -> None:
    """The same events at the same moments; crews confirm tracks in pictures of their own, and that is all."""
    plain, ruled = alone(autonomy=None, changes=[]), alone(changes=[])
    assert [e for e in ruled if "battery/crew" not in (e.actor, e.other)] == plain
    kinds = {e.kind for e in ruled if e.actor == "battery/crew"}
    assert kinds <= {E_TOLD, E_TRACKED, E_DROPPED}


# --- reservations ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", [{"forbids": True, "classes": EVERY}, {"status": "hold"}])
def test_a_reservation_forbids_whatever_later_rows_say(how: dict[str, Any]) -> None:
    """Nothing over BB: the first order is given when the track is believed over AA, 55.7 km on, at 223 s."""
    reserved = {"action": "engage", "territory": ["BB"]} | how
    events = play(raid(rights=[reserved, engage()], batteries=MISSES))
    assert first(events, E_BARRED, cause=C_RESERVED).t_s < 30
    assert 222 <= first(events, E_ORDERED).t_s <= 235
    early = play(raid(rights=[engage(), reserved], batteries=MISSES))
    assert first(early, E_ORDERED).t_s < 60  # the first row that fits counts
    assert not of(early, E_BARRED, cause=C_RESERVED)


def test_a_reservation_of_one_battery_leaves_the_other() -> None:
    """It names units."""
    rows = [{"action": "engage", "units": ["battery"], "classes": EVERY, "forbids": True}, engage()]
    events = play(raid(rights=rows, batteries=MISSES | {"other": battery(at=[53.4, 24])}))
    assert {e.other for e in of(events, E_ORDERED)} == {"other"}
