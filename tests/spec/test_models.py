"""The models: frozen, refusing what they do not know, and law 2 and 9 built into their fields."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from skypact.spec.command import Arrangement, PostLink
from skypact.spec.identify import Prior
from skypact.spec.intruder import Intruder
from skypact.spec.place import Environment, Leg, Theatre, Zone
from skypact.spec.radar import Radar
from skypact.spec.sensor import Observer
from skypact.spec.traffic.stream import Traffic
from skypact.spec.weapon import Battery, Fighter

ROUTE = [{"at": [54, 24]}, {"at": [53, 24]}]
BATTERY: dict[str, Any] = {
    "max_range": "75 km",
    "max_altitude": "25 km",
    "speed": "1200 m/s",
    "channels": 6,
    "missiles": 24,
    "reaction": "20 s",
    "kill": {"aircraft": 0.7},
}


def test_an_arrangement_can_hold_no_force() -> None:
    """Law 2: arrangements overlay one set of forces; the fields are the proof."""
    assert set(Arrangement.model_fields) == {
        "title",
        "note",
        "sources",
        "links_add",
        "links_drop",
        "reports_to",
        "commander",
        "rights",
        "autonomy",
        "doctrine",
    }
    with pytest.raises(ValidationError, match="Extra inputs"):
        Arrangement.model_validate({"title": "x", "batteries": {}})


def test_models_are_frozen() -> None:
    leg = Leg.model_validate(ROUTE[0])
    with pytest.raises(ValidationError, match="frozen"):
        leg.at = (0.0, 0.0)


def test_links_are_read_from_and_to_and_written_so() -> None:
    link = PostLink.model_validate({"from": "x", "to": "y"})
    assert (link.a, link.b, link.both_ways, link.carries) == ("x", "y", True, ["reports"])
    assert PostLink.model_validate(link.model_dump(by_alias=True)) == link


@pytest.mark.parametrize(
    ("model", "raw", "message"),
    [
        (Leg, {"at": [54, 24], "alt": "1 km", "agl": "1 km"}, "contradict each other"),
        (Leg, {"at": [154, 24]}, "latitude 154 is not a number within"),
        (Leg, {"at": [54, 240]}, "longitude 240 is not a number within"),
        (Leg, {"at": [54]}, "not a position"),
        (Leg, {"at": [True, 24]}, "latitude True"),
        (Zone, {"centre": [54, 24]}, "either a circle"),
        (Zone, {"centre": [54, 24], "radius": "1 km", "polygon": [[1, 1], [1, 2], [2, 2]]}, "either a circle"),
        (Zone, {"polygon": [[1, 1], [1, 2]]}, "a polygon of 2 points"),
        (Theatre, {"south": 55, "north": 53, "west": 23, "east": 25}, "not a box"),
        (Theatre, {"south": 0, "north": 40, "west": 0, "east": 40}, "above 1,500 square degrees"),
        (Environment, {"terrain": 5}, "terrain 5 is no name and no list of files"),
        (Environment, {"terrain": []}, "no list of files"),
        (Environment, {"terrain": ["a.hgt", "coarse"]}, "'coarse' among files"),
        (Environment, {"daylight": "dusk"}, "daylight 'dusk'"),
        (Environment, {"refractivity": 400, "refractivity_scale": "2 km"}, "rays would never leave the ground"),
        (Intruder, {"type": "x", "intent": "attack", "route": ROUTE[:1]}, "a route of one waypoint —"),
        (Intruder, {"type": "x", "intent": "attack", "route": []}, "a route of no waypoints —"),
        (Traffic, {"type": "x", "flights": 0, "every": "1 min", "airports": [[1, 1], [2, 2]]}, "0 flights"),
        (Traffic, {"type": "x", "flights": 1, "every": "1 min", "airports": [[1, 1]]}, "two airports or more"),
        (Observer, {"kind": "observer", "distance": "31 km"}, "eyes do not reach so far"),
        (Battery, BATTERY | {"min_range": "75 km"}, "min_range is not below max_range"),
        (Battery, BATTERY | {"min_altitude": "25 km"}, "min_altitude is not below max_altitude"),
        (Battery, BATTERY | {"speed": "0 m/s"}, "speed must be above zero"),
        (Fighter, {"readiness": "1 min", "speed": "0 m/s", "endurance": "1 h", "kill": {}}, "speed must be above zero"),
        (Prior, {"friend": 0.5, "civil": 0.5, "noncooperative": 0.1, "hostile": 0}, "sums to 1.1"),
    ],
)
def test_refusals(model: Any, raw: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError) as error:
        model.model_validate(raw)
    assert message in str(error.value)


def test_a_stated_range_bears_its_conditions() -> None:
    """Law 7: a reference range means nothing without target, Pd, Pfa, Swerling case and pulses."""
    radar = Radar.model_validate({"reference": {"range": "100 km", "rcs": "1 m2"}, "max_range": "150 km"})
    stated = radar.reference
    assert (stated.pd.value, stated.pfa.value, stated.swerling, stated.pulses.value) == (0.5, 1e-6, 1, 1.0)
    assert stated.pd.is_assumed
