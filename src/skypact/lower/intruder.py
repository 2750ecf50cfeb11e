"""Intruders, traffic and carriers of sensors to objects with dense routes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from skypact.arrays.codes import ENDS, I_ECHO, I_SUPPORT, INTENTS
from skypact.arrays.world import OBJECT
from skypact.core.ids import who
from skypact.lower import place
from skypact.lower.engage import ballistic
from skypact.lower.ground import Ground
from skypact.lower.roster import Roster
from skypact.spec.intruder import Airborne, Intruder
from skypact.spec.place import Leg
from skypact.spec.scenario import Scenario
from skypact.spec.weapon import TARGETS

#: A carrier of a sensor is a large aircraft that replies to the partners' IFF [dBsm; assumed].
CARRIER_RCS_DBSM, CARRIER_SPEED_MPS = 15.0, 200.0
#: Name of the object that stands for what is not there.
PHANTOM = "false-plots"


def objects(scenario: Scenario, r: Roster, ground: Ground) -> tuple[np.ndarray, np.ndarray, list[np.ndarray]]:
    """Return OBJECT [n_object], waypoints f8 [n_waypoint, 5], and each route [n, 4] (see place.dense_route)."""
    rows = np.zeros(len(r.objects), OBJECT)
    routes: list[np.ndarray] = []
    first = 0
    for i, name in enumerate(r.objects):
        row = rows[i]
        if name in scenario.airborne:
            route = _carrier(scenario, r, scenario.airborne[name], row, ground)
        else:
            route = _intruder(scenario, r, scenario.intruders[name], row, ground)
        row["who"] = who(name)
        kind = "airborne" if name in scenario.airborne else _kind(scenario.intruders[name])
        row["entity"] = r.entity[kind, name]
        row["wp_first"], row["wp_count"] = first, len(route)
        row["begin_s"], row["end_s"] = route[0, 0], route[-1, 0]
        first += len(route)
        routes.append(route)
    if not routes:
        return rows, np.zeros((0, 5)), routes
    whole = np.concatenate(routes)
    xyz = place.ecef(whole[:, 1], whole[:, 2], whole[:, 3])
    return rows, np.column_stack([whole[:, 0], xyz, whole[:, 3]]), routes


def _kind(spec: Intruder) -> str:
    return "traffic" if spec.intent == "passage" else "intruder"


def _intruder(scenario: Scenario, r: Roster, o: Intruder, row: np.void, ground: Ground) -> np.ndarray:
    craft = scenario.crafts[o.type]
    speed = (o.speed or craft.speed).value
    height = o.altitude or craft.altitude
    legs = [leg if leg.alt or leg.agl else leg.model_copy(update={"alt": height}) for leg in o.route]
    row["nation"] = r.nations.index(o.nation) if o.nation in r.nations else -1
    row["intent"], row["civil"] = INTENTS.index(o.intent), o.civil
    row["target"], row["end"] = TARGETS.index(craft.target), ENDS.index(o.end)
    row["plans"] = mask(r.nations, o.flight_plan)
    row["spread_s"] = o.spread.value
    row["rcs_dbsm"] = (o.rcs or craft.rcs).value
    row["rcs_metre_db"], row["rcs_spread_db"] = craft.rcs_metre_wave.value, craft.rcs_spread.value
    row["visual"] = craft.visual.value
    row["p_transponder"] = (o.transponder or craft.transponder).value
    row["p_iff"] = (o.iff or craft.iff).value
    row["p_complies"] = (o.complies or craft.complies).value
    row["p_there"] = o.there.value
    row["emits_dbw"] = craft.emits.value if craft.emits is not None else -np.inf
    if craft.aspect is not None:
        row["nose_db"], row["side_db"] = craft.aspect.nose.value, craft.aspect.side.value
        row["tail_db"] = craft.aspect.tail.value
    if o.arc is None:
        return place.dense_route(legs, o.begin.value, ground, speed)
    flown = ballistic.dense_arc(o.arc, o.begin.value, ground.mean_m)
    row["ballistic"], row["boost_end_s"] = 1, flown.boost_end_s
    row["rcs_boost_dbsm"] = o.arc.rcs_boost.value if o.arc.rcs_boost is not None else row["rcs_dbsm"]
    return flown.route


def _carrier(scenario: Scenario, r: Roster, a: Airborne, row: np.void, ground: Ground) -> np.ndarray:
    """Fill the row of a carrier; its route is flown again and again until the scenario ends."""
    row["nation"] = r.nations.index(a.nation or "")
    row["intent"], row["target"], row["end"] = I_SUPPORT, TARGETS.index("aircraft"), ENDS.index("stays")
    row["rcs_dbsm"], row["visual"] = CARRIER_RCS_DBSM, 1.0
    row["p_there"], row["emits_dbw"] = 1.0, -np.inf
    row["p_transponder"], row["p_iff"], row["plans"] = 0.9, 0.95, mask(r.nations, [a.nation or ""])
    legs: list[Leg] = list(a.route)
    route = place.dense_route(legs, a.begin.value, ground, CARRIER_SPEED_MPS)
    lap = place.dense_route([*legs, legs[0]], 0.0, ground, CARRIER_SPEED_MPS)[-1, 0]
    laps = int((scenario.duration.value - a.begin.value) // max(lap, 1.0)) + 1
    return place.dense_route(legs * laps + [legs[0]], a.begin.value, ground, CARRIER_SPEED_MPS) if laps > 0 else route


def with_phantom(
    scenario: Scenario, objects: np.ndarray, waypoints: np.ndarray, r: Roster
) -> tuple[np.ndarray, np.ndarray]:
    """Return objects and waypoints with one more, of which false plots are plots: far below every horizon, and mute."""
    r.add("phantom", PHANTOM, "nothing: false plots", None, intent="echo")
    row = np.zeros(1, OBJECT)
    row["who"], row["entity"], row["nation"], row["intent"] = who(PHANTOM), r.entity["phantom", PHANTOM], -1, I_ECHO
    row["target"], row["end"], row["emits_dbw"] = TARGETS.index("aircraft"), ENDS.index("leaves"), -np.inf
    row["wp_first"], row["wp_count"], row["end_s"] = len(waypoints), 2, 1.0
    box = scenario.theatre
    antipode = place.site((-0.5 * (box.south + box.north), 0.5 * (box.west + box.east) + 180.0), 0.0)
    nowhere = np.array([[0.0, *antipode, 0.0], [1.0, *antipode, 0.0]])
    return np.concatenate([objects, row]), np.concatenate([waypoints, nowhere])


def mask(nations: Sequence[str], chosen: Sequence[str]) -> int:
    """Return a bit mask of nations."""
    return sum(1 << nations.index(n) for n in set(chosen))
