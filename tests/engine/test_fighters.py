"""Fighters in whole runs: readiness, dash, look, escort, shot, fuel, return."""

from __future__ import annotations

from typing import Any

import pytest
from tests.engine.scenes import BASE, Event, causes, engage, fighter, first, flight, of, play, raid, story

from skypact.arrays.codes import (
    E_AIRBORNE,
    E_CONTACT,
    E_ESCORT,
    E_FATE,
    E_FIRED,
    E_HIT,
    E_LOOKED,
    E_MISSED,
    E_NOT_ENGAGED,
    E_ORDERED,
    F_DESTROYED,
    F_ESCORTED_OUT,
    F_FORCED_LANDING,
    F_LEFT,
    F_REACHED,
    F_TURNED_BACK,
)  # fmt: skip
from skypact.engine.plan import plan
from skypact.engine.replicate import replicate

LOOK = {"action": "look", "classes": ["unknown", "suspect", "hostile"], "decides": "centre", "delay": "0 s"}


def scramble(
    stray: dict[str, Any] | None = None, rights: list[dict[str, Any]] | None = None, **more: Any
) -> list[Event]:
    """Play a raid with a unit of fighters in place of the battery."""
    sections: dict[str, Any] = {"batteries": {}, "fighters": {"pair": fighter(**more)}, "duration": "25 min"}
    if stray is not None:
        sections |= {"intruders": {"jet": stray}, "situation": []}
    return play(raid(**sections, rights=rights or [LOOK, engage()]))


def test_readiness_and_the_way_of_the_order() -> None:
    """Link 4 s and readiness 100 s without spread: airborne 104 s after the order."""
    events = scramble(readiness="100 s", link={"latency": "4 s", "loss": 0})
    assert first(events, E_AIRBORNE).t_s - first(events, E_ORDERED).t_s == pytest.approx(104.0)


def test_dash_contact_and_look_by_hand() -> None:
    """Airborne at 140 s when the jet is 111.4 − 35.0 = 76.4 km off; it climbs to 6 km at 100 m/s, 60 s at cruise.

    They close at 500 m/s, to 46.4 km at 200 s, then at 400 + 250 m/s: within 40 km from 209.8 s on, so there is
    contact at the vector of 210 s. The jet is then 39.9 km off, looked at 39.9 / 0.4 + 30 = 129.7 s later; it is armed,
    so it is fired at a second after that.
    """
    events = scramble()
    air = first(events, E_AIRBORNE).t_s
    assert air == pytest.approx(140.0)
    assert first(events, E_CONTACT).t_s == pytest.approx(210.0)
    looked = first(events, E_LOOKED)
    assert looked.t_s == pytest.approx(339.7, abs=1.0)
    assert looked.value == 1.0  # armed
    assert first(events, E_FIRED).t_s == pytest.approx(looked.t_s + 1)
    assert first(events, E_FATE)[6:] == (0, F_DESTROYED)
    assert first(events, E_FATE).actor == "pair"


def test_shots_are_counted_and_spaced() -> None:
    """Three missiles that miss, 20 s apart; then it turns home for want of more."""
    events = scramble(kill={"aircraft": 0}, shots=3, shot_time="20 s")
    shots = [e.t_s for e in of(events, E_FIRED)][:3]
    assert [b - a for a, b in zip(shots, shots[1:], strict=False)] == pytest.approx([20.0, 20.0])
    home = first(events, E_NOT_ENGAGED)
    assert (home.t_s, causes(events, E_NOT_ENGAGED)[0]) == (pytest.approx(shots[2] + 20), "missed")
    assert not of(events, E_HIT)
    assert len(of(events, E_MISSED)) == len(of(events, E_FIRED))


def test_without_the_right_to_engage_a_fighter_only_looks() -> None:
    """It sees an armed jet and waits for a right that nobody gives, until its fuel is gone."""
    events = scramble(rights=[LOOK], endurance="8 min")
    assert of(events, E_LOOKED)
    assert not of(events, E_FIRED)
    assert causes(events, E_NOT_ENGAGED)[0] == "out of fuel"
    assert first(events, E_NOT_ENGAGED).t_s - first(events, E_AIRBORNE).t_s <= 480 + 20
    assert first(events, E_FATE).value == F_REACHED


def test_no_contact_until_the_fuel_is_gone() -> None:
    """contact = 0: it searches for its endurance and one period of vectoring at most."""
    events = scramble(contact={"aircraft": 0}, endurance="9 min")
    gone = first(events, E_NOT_ENGAGED)
    assert causes(events, E_NOT_ENGAGED)[0] in ("no contact", "track lost")
    assert gone.t_s - first(events, E_AIRBORNE).t_s <= 550
    assert not of(events, E_CONTACT)


def test_too_far_for_its_fuel() -> None:
    """Ten minutes of fuel, half an hour away: nobody is sent, and the ledger says why."""
    events = scramble(base=[52.1, 22.1], endurance="5 min", speed="200 m/s")
    assert not of(events, E_ORDERED)
    assert "no fighter ready" in causes(events)


def test_contact_is_a_chance_per_minute() -> None:
    """0.5 a minute, whatever the period of vectoring: the share in contact after one minute in reach is half."""
    shares = []
    for period in ("10 s", "30 s"):
        pair = fighter(vector=period, contact={"aircraft": 0.5})
        made = plan(raid(batteries={}, fighters={"pair": pair}, rights=[LOOK]))
        late = 0
        for run in range(300):
            rows = replicate(made, 4, run)
            found = rows["t_s"][rows["kind"] == E_CONTACT]
            # in reach from 209.8 s on: vectors at 210 … 260 s, or at 230 and 260 s, are the first minute
            late += len(found) == 0 or found[0] > 265
        shares.append(1 - late / 300)
    assert shares == pytest.approx([0.5, 0.5], abs=4 * (0.25 / 300) ** 0.5)


def stray(end: str, civil: bool, complies: float) -> dict[str, Any]:
    """Return a light aircraft that wanders over the border without meaning harm."""
    return flight((54.05, 24), (53.5, 24), type="light", intent="trespass", end=end, civil=civil, complies=complies)


@pytest.mark.parametrize(
    ("end", "civil", "fate"),
    [("leaves", True, F_ESCORTED_OUT), ("leaves", False, F_TURNED_BACK), ("lands", True, F_FORCED_LANDING),
     ("reaches", True, F_FORCED_LANDING)],
)  # fmt: skip
def test_an_escort_that_is_obeyed(end: str, civil: bool, fate: int) -> None:
    """Seen to be civil over own land: escorted, and it ends as its route would let it."""
    events = scramble(stray(end, civil, 1.0), readiness="1 min")
    assert first(events, E_LOOKED).value == 0.0
    assert of(events, E_ESCORT)
    assert (first(events, E_FATE).value, first(events, E_FATE).actor) == (fate, "pair")


def test_an_escort_that_is_defied() -> None:
    """complies = 0: it flies on to its end; the ledger says that it defied the escort."""
    events = scramble(stray("leaves", True, 0.0), readiness="1 min")
    assert of(events, E_ESCORT)
    assert "defied the escort" in causes(events, E_NOT_ENGAGED)
    assert (first(events, E_FATE).value, first(events, E_FATE).actor) == (F_LEFT, "")


def test_a_flight_turns_round_before_it_flies_again() -> None:
    """Two jets, one flight: the second waits for the way home and ten minutes."""
    two = {"jet-1": flight((54.5, 24), (52.5, 24)), "jet-2": flight((55.9, 24), (52.5, 24))}
    pair = {"pair": fighter(turnaround="2 min")}
    events = play(raid(batteries={}, fighters=pair, intruders=two, rights=[LOOK, engage()]))
    air = [e.t_s for e in of(events, E_AIRBORNE)]
    assert len(air) == 2, story(events)
    assert "no fighter ready" in causes(events)
    assert first(events, E_ORDERED, subject="jet-2").t_s >= first(events, E_HIT, subject="jet-1").t_s + 120


def test_a_kill_by_a_fighter_ends_the_matter() -> None:
    """Its crew saw the jet fall: nobody is sent after it again."""
    events = scramble(sorties=2)
    assert len(of(events, E_HIT)) == 1
    assert len(of(events, E_ORDERED)) == 1


def test_two_sorties_go_at_two() -> None:
    """Two flights of one unit against two jets at once."""
    two = {"jet-1": flight((54.5, 23.9), (52.5, 23.9)), "jet-2": flight((54.5, 24.1), (52.5, 24.1))}
    events = play(raid(batteries={}, fighters={"pair": fighter(sorties=2)}, intruders=two, rights=[LOOK, engage()]))
    orders = {e.subject: e.t_s for e in of(events, E_ORDERED)}
    assert set(orders) == {"jet-1", "jet-2"}
    assert abs(orders["jet-1"] - orders["jet-2"]) <= 5
    assert len(of(events, E_HIT)) == 2


def test_the_nearer_unit_is_sent() -> None:
    """The one that would meet it first."""
    units = {"far": fighter(base=[52.2, 24]), "near": fighter(base=[53.6, 24])}
    events = play(raid(batteries={}, fighters=units, rights=[LOOK, engage()]))
    assert first(events, E_ORDERED).other == "near"


def test_looks_are_as_clear_as_stated() -> None:
    """clarity 0.6: over 300 runs the first look tells in 0.6 + 0.25 · 0.4 = 0.7, wrongly in 0.1; less at night."""
    def told(daylight: str) -> list[float]:
        environment = BASE["environment"] | {"daylight": daylight}
        pair = fighter(clarity=0.6, night_factor=0.5)
        made = plan(raid(batteries={}, fighters={"pair": pair}, rights=[LOOK], environment=environment))
        values = []
        for run in range(300):
            rows = replicate(made, 9, run)
            values.append(float(rows["value"][rows["kind"] == E_LOOKED][0]))
        return values

    for daylight, clear in (("day", 0.6), ("night", 0.3)):
        values = told(daylight)
        for outcome, share in ((1.0, clear), (0.0, 0.25 * (1 - clear)), (2.0, 0.75 * (1 - clear))):
            sd = (share * (1 - share) / 300) ** 0.5
            assert abs(values.count(outcome) / 300 - share) < 4 * sd, (daylight, outcome)
