"""Doctrines: salvo and look, stock, least chance, fighters first, several engagements; and rules in code."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numba import njit
from tests.engine.scenes import (
    Event,
    battery,
    causes,
    engage,
    fighter,
    first,
    flight,
    named,
    of,
    play,
    post,
    raid,
)  # fmt: skip
from tests.missile import flight_s

from skypact.arrays.codes import C_DOCTRINE, E_AIRBORNE, E_BARRED, E_FIRED, E_JUDGED, E_ORDERED
from skypact.arrays.state import FEATURES
from skypact.core.errors import SkypactError
from skypact.engine.doctrine import Epoch
from skypact.engine.plan import plan
from skypact.engine.replicate import replicate


def by(doctrine: dict[str, Any], **sections: Any) -> Any:
    """Return a raid whose centre fights by a doctrine; its missiles miss."""
    made: dict[str, Any] = {
        "posts": {"centre": post(doctrine="own")}, "doctrines": {"own": doctrine},
        "batteries": {"battery": battery(kill={"aircraft": 0})},
    }  # fmt: skip
    return raid(**(made | sections))


def fought(*rows: dict[str, Any], look: bool = True, **sections: Any) -> list[Event]:
    """Return the events of a raid fought by rule rows."""
    return play(by({"rows": list(rows), "look": look}, **sections))


def slow_to_judge(seconds: int) -> dict[str, Any]:
    """Return a battery whose crew takes this long to judge."""
    return {"batteries": {"battery": battery(kill={"aircraft": 0}, assessment=f"{seconds} s")}}


def test_one_missile_where_a_second_look_fits_in_and_two_where_it_does_not() -> None:
    """Hit at about 127 s. Judged 200 s later, ready at 337 s: still in reach. 700 s later the jet is 98 km past."""
    assert first(fought({"salvo": 2}, **slow_to_judge(200)), E_FIRED).value == 1
    assert first(fought({"salvo": 2}, **slow_to_judge(700)), E_FIRED).value == 2


def test_without_look_all_are_fired_at_once() -> None:
    """Also where a second look would fit in; a row without a salvo keeps the battery's own."""
    assert {e.value for e in of(fought({"salvo": 2}, look=False), E_FIRED)} == {2.0}
    assert {e.value for e in of(fought({"weight": 1}, look=False), E_FIRED)} == {1.0}


def test_the_first_row_that_fits_counts() -> None:
    """Peace does not hold, war does; class and weapon count as well."""
    rows = [
        {"situation": ["peace"], "salvo": 3}, {"classes": ["friend"], "salvo": 4}, {"weapon": "fighters", "salvo": 5},
        {"situation": ["war"], "weapon": "batteries", "salvo": 2}, {"salvo": 6},
    ]  # fmt: skip
    assert {e.value for e in of(fought(*rows, look=False), E_FIRED)} == {2.0}


def test_a_weight_of_nought_keeps_a_unit_from_it() -> None:
    """Nobody fires, and the ledger says that the doctrine is why."""
    events = fought({"weight": 0})
    assert not of(events, E_ORDERED)
    assert causes(events)[-1] == "kept back by doctrine"


@pytest.mark.parametrize(("chance", "fires"), [(0.6, False), (0.8, True)])
def test_no_shot_below_the_least_chance(chance: float, fires: bool) -> None:
    """At least 0.7 is wanted; the post believes the nominal chance."""
    events = fought({"least_kill": 0.7}, batteries={"battery": battery(kill={"aircraft": chance})})
    assert bool(of(events, E_FIRED)) == fires
    assert fires or causes(events)[-1] == "kept back by doctrine"


def test_a_low_stock_is_spared() -> None:
    """Four missiles: 4/4, 3/4 are enough, 2/4 is below 0.6: two are fired."""
    units = {"battery": battery(kill={"aircraft": 0}, missiles=4)}
    events = fought({"stock_below": 0.6, "weight": 0}, {"weight": 1}, batteries=units)
    assert sum(e.value for e in of(events, E_FIRED)) == 2
    assert "kept back by doctrine" in causes(events)


def test_two_engagements_at_a_track_at_a_time() -> None:
    """The second order comes an epoch after the first; with one at a time it waits for the judgement."""
    two = [e.t_s for e in of(fought({"engagements": 2}), E_ORDERED)]
    assert two[1] - two[0] == pytest.approx(5.0)
    events = fought({"engagements": 1})
    one = [e.t_s for e in of(events, E_ORDERED)]
    assert one[1] > first(events, E_JUDGED).t_s


def test_judgements_of_two_engagements_are_two_draws() -> None:
    """Both wrong half of the time: over 150 runs they agree in about half, not always."""
    units = {"battery": battery(kill={"aircraft": 0}, assessment_error=0.5, assessment="60 s")}
    made = plan(by({"rows": [{"engagements": 2}]}, batteries=units, duration="6 min"))
    agree = []
    for run in range(150):
        rows = replicate(made, 3, run)
        said = rows["value"][rows["kind"] == E_JUDGED][:2]
        agree.append(len(set(said.tolist())) == 1)
    assert abs(np.mean(agree) - 0.5) < 4 * (0.25 / 150) ** 0.5


def test_batteries_leave_a_track_to_the_fighters() -> None:
    """Both may; with fighters first only they are ordered, without both are."""
    sections: dict[str, Any] = {"fighters": {"pair": fighter()}}
    events = fought({"weapon": "batteries", "fighters_first": True}, **sections)
    assert {e.other for e in of(events, E_ORDERED)} == {"pair"}
    assert first(events, E_BARRED, cause=C_DOCTRINE).t_s < 60
    assert {e.other for e in of(fought({"weight": 1}, **sections), E_ORDERED)} == {"pair", "battery"}


def test_a_battery_that_waited_fires_while_it_still_can() -> None:
    """The fighters never find the jet. It flies away at 250 m/s from 445.6 s on; the last shot meets it 80 km off.

    That takes T = 83.6 s, so the launch is at 445.6 + 80 / 0.25 − T; the order is given within the last minute, and
    10 s of reaction before.
    """
    search = {"pair": fighter(contact={"aircraft": 0})}
    events = fought({"weapon": "batteries", "fighters_first": True}, fighters=search)
    ordered = first(events, E_ORDERED, other="battery").t_s
    last = 445.6 + 79_775 / 250 - flight_s(80_000, 5_995)  # 79.8 km on the ground, 6 km high
    assert ordered == pytest.approx(last - 70 + 2.5, abs=7.5)
    assert of(events, E_FIRED, actor="battery")


# --- the solver ------------------------------------------------------------------------------------------------------


def two_on_two(solver: str) -> list[Event]:
    """Return the events of two jets that come up 56 and 57 km off, inside the reach of `a` (0.9) and `b` (0.8).

    One channel each; b sees from north to east alone, where the nearer jet is. Among equals the nearer one comes first.
    """
    units = {
        "a": battery(channels=1, kill={"aircraft": 0.9}),
        "b": battery(channels=1, kill={"aircraft": 0.8}, sector="90 deg", facing="45 deg"),
    }  # fmt: skip
    jets = {"near": flight((54.0, 24.1), (52.5, 24.1)), "far": flight((54.0, 23.8), (52.5, 23.8))}
    return play(by({"solver": solver}, batteries=units, intruders=jets))


@pytest.mark.parametrize(
    ("solver", "pairs"), [("marginal", {("a", "near")}), ("layered", {("a", "far"), ("b", "near")})]
)
def test_layers_leave_no_battery_without_a_target(solver: str, pairs: set[tuple[str, str]]) -> None:
    """Best pair first: 0.9, and nothing is left for b. By layers: 0.9 + 0.8, both at the first epoch."""
    orders = of(two_on_two(solver), E_ORDERED)
    assert {(e.other, e.subject) for e in orders if e.t_s == orders[0].t_s} == pairs


# --- in code ---------------------------------------------------------------------------------------------------------


def run_by(function: Any, *, doctrine: dict[str, Any] | None = None, **sections: Any) -> list[Event]:
    """Return the events of a raid whose doctrine is a function."""
    made = plan(by({"code": "some.py:rule"} | (doctrine or {}), **sections), None, {"own": function})
    return named(made, replicate(made, 1, 0))


@njit
def never(features):
    return 0.0


@njit
def near(features):
    return 1.0 if features[5] < 40_000.0 else 0.0


@njit
def text(features):
    return "much"


def test_a_pair_function_weighs_every_pair() -> None:
    """Nought keeps the unit from it, with the doctrine as the cause; range is the distance from the unit now."""
    events = run_by(never)
    assert not of(events, E_ORDERED)
    assert causes(events)[-1] == "kept back by doctrine"
    assert FEATURES[5] == "range_m"
    # 40 km off after 111.6 − 40 = 71.6 km (6 km high: 39.5 km on the ground, so 71.9), at 287.6 s: epoch 290
    assert first(run_by(near), E_ORDERED).t_s == pytest.approx(290.0)


def test_range_is_from_where_the_unit_stands_now() -> None:
    """0.5° farther north from 30 s on: 40 km off after 111.4 − 55.7 − 39.5 = 16.2 km, at 65 s; ready at 70 s."""
    moves = [{"from": "30 s", "to": [54.0, 24], "ready": "40 s"}]
    units = {"battery": battery(kill={"aircraft": 0}, moves=moves)}
    assert first(run_by(near, batteries=units), E_ORDERED).t_s == pytest.approx(70.0)


def test_features_are_what_the_post_believes() -> None:
    """Written into the weights' own record: a battery of 24 missiles and 6 channels, at war, over nobody asked."""
    seen: list[dict[str, float]] = []

    def note(epoch: Epoch) -> np.ndarray:
        if epoch.worth.any():
            seen.append({
                "t_s": epoch.t_s, "units": len(epoch.units), "missiles": int(epoch.missiles[0]),
                "channels": int(epoch.channels[0]), "territory": int(epoch.territories[0]),
                "speed": float(np.linalg.norm(epoch.x[0, 3:])), "kill": float(epoch.kill[0, 0]),
            })  # fmt: skip
        return np.ones_like(epoch.worth)

    run_by(note, batteries={"battery": battery(kill={"aircraft": 0.6})})
    one = seen[0]
    assert (one["units"], one["missiles"], one["channels"], one["territory"]) == (1, 24, 6, 1)  # over BB
    assert one["speed"] == pytest.approx(250.0, abs=20.0)
    assert one["kill"] == pytest.approx(0.6, rel=1e-3)


def test_an_epoch_function_that_says_nothing_changes_nothing() -> None:
    """Weights of one: the same events as without a doctrine; noughts: no order at all."""
    plain = play(raid(batteries={"battery": battery(kill={"aircraft": 0})}, fighters={"pair": fighter()}))
    ones = run_by(lambda epoch: np.ones_like(epoch.worth), fighters={"pair": fighter()})
    assert ones == plain
    assert not of(run_by(lambda epoch: np.zeros_like(epoch.worth)), E_ORDERED)


def test_an_epoch_function_chooses_among_units() -> None:
    """Only the second of two batteries; a pair that cannot be is not made possible by any weight."""
    units = {"a": battery(kill={"aircraft": 0}), "b": battery(at=[53.4, 24], kill={"aircraft": 0}, max_range="30 km")}

    def second(epoch: Epoch) -> np.ndarray:
        assert epoch.units == ("a", "b")
        return np.array([[0.0], [1000.0]]) * np.ones_like(epoch.worth)

    events = run_by(second, batteries=units)
    assert {e.other for e in of(events, E_ORDERED)} == {"b"}
    assert first(events, E_ORDERED).t_s > 200  # 30 km from 53.4° N


def test_rows_stand_beside_a_function() -> None:
    """Salvo and least chance are the rows', the weight is the function's."""
    @njit
    def steady(features):
        return 2.0

    events = run_by(steady, doctrine={"rows": [{"salvo": 2, "weight": 0}], "look": False})
    assert {e.value for e in of(events, E_FIRED)} == {2.0}
    low = {"battery": battery(kill={"aircraft": 0.3})}
    assert not of(run_by(steady, doctrine={"rows": [{"least_kill": 0.5}]}, batteries=low), E_ORDERED)


def test_a_function_weighs_fighters_as_well() -> None:
    """Feature is_fighter: only flights go."""
    @njit
    def flights(features):
        return features[2]

    assert FEATURES[2] == "is_fighter"
    events = run_by(flights, fighters={"pair": fighter()}, rights=[engage()])
    assert {e.other for e in of(events, E_ORDERED)} == {"pair"}
    assert of(events, E_AIRBORNE)


def test_what_is_wrong_with_a_function_is_said() -> None:
    """No function, two compiled ones, one that returns text, weights of another shape or without value."""
    with pytest.raises(SkypactError, match=r"own is code \(some.py:rule\), which runs only where it is allowed"):
        plan(by({"code": "some.py:rule"}))
    two = {"posts": {"centre": post(doctrine="own"), "other": post(doctrine="more")},
           "doctrines": {"own": {"code": "a.py:f"}, "more": {"code": "a.py:g"}}}  # fmt: skip
    with pytest.raises(SkypactError, match=r"a second @njit function"):
        plan(raid(**two), None, {"own": never, "more": near})
    with pytest.raises(SkypactError, match=r"does not compile as float64"):
        run_by(text)
    with pytest.raises(SkypactError, match=r"doctrine of centre: returned an array of shape \(3,\)"):
        run_by(lambda epoch: np.ones(3))
    with pytest.raises(SkypactError, match=r"finite weights"):
        run_by(lambda epoch: np.full(epoch.worth.shape, np.nan))
