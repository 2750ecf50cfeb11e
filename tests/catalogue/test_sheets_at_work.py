"""Type sheets at work: each stands in a scenario by name, sensors see, batteries and fighters shoot within reach."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.engine.scenes import QUIET, WAR, engage, first, flight, named, of, play, radar, scene
from tests.engine.test_ballistic_runs import LONG, SHORT, sky

from skypact.arrays import codes
from skypact.engine.plan import plan
from skypact.engine.replicate import replicate
from skypact.load.catalogue.shelf import Catalogue
from skypact.load.scenario import of_document
from skypact.load.yaml_nodes import Document
from skypact.lower.engage import ballistic
from skypact.spec.intruder import Arc

SHELF = Catalogue()
AIRBORNE = ("A-50", "A-50U", "E-3")
WEAPONS = {name: SHELF.sheet("weapons", name) or {} for name in SHELF.names("weapons")}
BATTERIES = [name for name, sheet in WEAPONS.items() if sheet["kind"] == "battery"]
AIR = [name for name in BATTERIES if "aircraft" in WEAPONS[name]["kill"]]
ABOVE = [name for name in BATTERIES if "interceptor" in WEAPONS[name]]
LOW = [name for name in BATTERIES if name not in (*AIR, *ABOVE)]
FIGHTERS = [name for name, sheet in WEAPONS.items() if sheet["kind"] == "fighter"]
HERE = [53.5, 24.0]
#: A missile of 950 km that falls near HERE; its arc of least energy is 230 km high.
MEDIUM = {"from": [46.0, 30.0], "to": [53.6, 24.1], "boost": "100 s", "burnout_altitude": "60 km", "load": "8000 kg/m2"}


def one_of_each() -> dict[str, Any]:
    """Return a scenario that names every sensor, weapon, craft and jammer of the catalogue once."""
    unit: dict[str, Any] = {"nation": "BY", "at": "Grodno"}
    alert = {"nation": "BY", "base": "Lida", "commander": "centre"}
    watch = {"nation": "BY", "reports_to": "centre", "route": [{"at": "Minsk"}, {"at": "Lida"}]}
    sensors = {n: {"type": n, "reports_to": "centre"} | unit for n in SHELF.names("sensors") if n not in AIRBORNE}
    for name, sheet in ((n, SHELF.sheet("sensors", n) or {}) for n in sensors):
        if sheet["kind"] == "radar" and "sector" in sheet:
            sensors[name]["facing"] = "30 deg"
    sensors["ground-observer"] |= {"at": [54.3, 24.61]}
    arc = {"from": [54.6, 23.2], "to": [53.2, 25.9], "boost": "40 s"}
    level = [{"at": [54.3, 24.6], "agl": "500 m"}, {"at": "Grodno", "agl": "500 m"}]
    flying = [n for n in SHELF.names("crafts") if n not in (*AIRBORNE, "bird-flock")]
    falls = {n for n in flying if (SHELF.sheet("crafts", n) or {})["target"] in ("ballistic", "rocket")}
    way = {n: {"arc": arc} if n in falls else {"route": level} for n in flying}
    intruders = {f"of-{n}": {"type": n, "intent": "attack", "end": "reaches"} | way[n] for n in flying}
    intruders |= {
        f"with-{n}": {"type": "transport", "intent": "passage", "jammer": {"type": n, "begin": "8 min"},
                      "route": [{"at": [54.5, 23.1]}, {"at": [54.9, 24.2]}]}
        for n in SHELF.names("jammers")
    }  # fmt: skip
    return {
        "format": 1, "id": "each", "title": "One of each", "question": {"text": "Is it seen?", "measure": "detected"},
        "date": "2020-05-06", "start": "05:00", "duration": "10 min",
        "theatre": {"south": 53, "north": 55, "west": 23, "east": 27},
        "nations": {"BY": {"title": "Belarus", "partner": True}, "LT": {"title": "Lithuania"}},
        "posts": {"centre": unit | {"picture": True}},
        "zones": {"marsh": {"centre": [53.8, 24.5], "radius": "20 km"}},
        "sensors": sensors,
        "batteries": {n: unit | {"type": n, "commander": "centre"} for n in BATTERIES},
        "fighters": {f"{n}-alert": alert | {"type": n} for n in FIGHTERS},
        "airborne": {f"{n}-watch": watch | {"type": n} for n in AIRBORNE},
        "echoes": {"birds": {"type": "bird-flock", "mean": 2, "zone": "marsh"}},
        "intruders": intruders, "situation": WAR,
    }  # fmt: skip


def test_every_sensor_of_the_catalogue_sees_something() -> None:
    """But Konteiner, whose blind zone of 900 km holds the whole theatre. Radars of batteries see as well."""
    world = of_document(Document("each.yaml", one_of_each(), {}), SHELF)
    made = plan(world, "perfect")
    events = named(made, replicate(made, 1, 0))
    saw = {e.actor.removesuffix("/radar").removesuffix("-watch") for e in of(events, codes.E_DETECTED)}
    guided = {n for n in BATTERIES if "radar" in WEAPONS[n]}
    assert {*SHELF.names("sensors"), *guided} - saw == {"Konteiner"}


def battery(name: str, **more: Any) -> dict[str, Any]:
    """Return a battery as its sheet has it, at one place, which kills every time."""
    sheet = WEAPONS[name]
    sure = {"kill": dict.fromkeys(sheet["kill"], 1), "assessment_error": 0}
    return sheet | {"nation": "AA", "at": HERE, "commander": "centre", "link": QUIET} | sure | more


@pytest.mark.parametrize("name", AIR)
def test_a_battery_against_aircraft_shoots_within_its_reach(name: str) -> None:
    """A jet at 3 km height comes straight at it along a meridian, a degree of which is 111.3 km at this latitude."""
    jet = {"target": "aircraft", "speed": "250 m/s", "altitude": "3 km", "rcs": "8 dBsm", "rcs_spread": "0 dB"}
    made = scene(
        sensors={"radar": radar()}, batteries={"sam": battery(name)}, rights=[engage()], situation=WAR,
        crafts={"jet": jet}, intruders={"jet": flight((55.5, 24.0), (52.5, 24.0))},
    )  # fmt: skip
    hit = first(play(made), codes.E_HIT)
    away_m = (55.5 - HERE[0]) * 111_300.0 - 250.0 * hit.t_s
    reach_m = made.batteries["sam"].max_range.value
    assert 0 < away_m < 1.02 * reach_m  # the meeting point is foreseen from a track, not known
    assert away_m > 0.5 * reach_m or reach_m > 100_000  # the farthest reach lies behind the horizon of 3 km


@pytest.mark.parametrize("name", [*LOW, *ABOVE])
def test_a_battery_against_missiles_meets_them_at_its_heights(name: str) -> None:
    """Within the air a rocket in its fall; above it one of 950 km or, for the larger interceptor, of 4,500 km."""
    arc = SHORT if name in LOW else LONG if name.startswith("GBI") else MEDIUM
    near = radar(period="2 s", max_range="500 km", sigma_azimuth="0.1 deg", sigma_elevation="0.1 deg")
    seen = {} if name in ABOVE else {"sensors": {"radar": near}, "tracking": {"speed_error": "2000 m"}}
    made = sky(arc, batteries={"sam": battery(name)}, **seen)
    hit = first(play(made), codes.E_HIT)
    route = ballistic.dense_arc(Arc.model_validate(arc), 60.0, 0.0).route
    height_m = np.interp(hit.t_s, route[:, 0], route[:, 3])
    sheet = made.batteries["sam"]
    assert sheet.min_altitude.value < height_m < sheet.max_altitude.value + 500


@pytest.mark.parametrize("name", FIGHTERS)
def test_a_fighter_on_alert_meets_a_jet(name: str) -> None:
    """It takes off after its readiness, not before, and fires."""
    sheet = WEAPONS[name]
    sure = {"kill": dict.fromkeys(sheet["kill"], 1), "contact": dict.fromkeys(sheet["contact"], 1)}
    unit = sheet | {"nation": "AA", "base": HERE, "commander": "centre", "link": QUIET} | sure
    made = scene(
        duration="40 min", sensors={"radar": radar()}, fighters={"alert": unit}, rights=[engage()], situation=WAR,
        intruders={"jet": flight((55.5, 23.0), (53.0, 24.0), speed="150 m/s")},
    )  # fmt: skip
    events = play(made)
    ordered, off = first(events, codes.E_ORDERED), first(events, codes.E_AIRBORNE)
    assert off.t_s - ordered.t_s == pytest.approx(made.fighters["alert"].readiness.value, abs=1.0)
    assert of(events, codes.E_FIRED)
