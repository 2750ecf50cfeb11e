"""lower.ballistic: arcs against the table of least energy, their ends, and an integration of their own."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from scipy.integrate import solve_ivp
from tests.engine.scenes import scene

from skypact.core.errors import SkypactError
from skypact.lower import place
from skypact.lower.engage import ballistic
from skypact.lower.world import world as lower_world
from skypact.spec.intruder import Arc

#: Range [km] → speed [km/s], angle [deg], apogee [km], time [s]: impulsive, on a sphere at rest.
TABLE = {
    120: (1.080, 44.7, 29.9, 157), 300: (1.696, 44.3, 74.1, 251), 500: (2.173, 43.9, 122.5, 327),
    1000: (3.016, 42.8, 239.9, 474), 3000: (4.865, 38.3, 655, 895), 10000: (7.198, 22.5, 1320, 1931),
}  # fmt: skip
#: Short, middle and long; east, west and over the pole's side.
ARCS: dict[str, dict[str, Any]] = {
    "rocket east": {"from": (54.7, 20.5), "to": (54.7, 22.4), "boost": "20 s", "burnout_altitude": "8 km"},
    "rocket west": {"from": (54.7, 22.4), "to": (54.7, 20.5), "boost": "20 s", "burnout_altitude": "8 km"},
    "missile south": {"from": (54.7, 20.5), "to": (52.2, 21.0), "boost": "30 s", "burnout_altitude": "12 km"},
    "middle": {"from": (38.1, 46.3), "to": (52.2, 21.0), "boost": "100 s", "burnout_altitude": "100 km"},
    "long": {"from": (57.9, 34.1), "to": (38.9, -77.0), "boost": "180 s", "burnout_altitude": "200 km"},
    "flat": {"from": (57.9, 34.1), "to": (38.9, -77.0), "boost": "180 s", "burnout_altitude": "200 km",
             "angle": "15 deg"},
}  # fmt: skip


def made(**spec: Any) -> Arc:
    """Return an arc."""
    return Arc.model_validate(spec)


def speeds(route: np.ndarray) -> np.ndarray:
    """Return the speed of every piece relative to the earth [m/s]."""
    xyz = place.ecef(route[:, 1], route[:, 2], route[:, 3])
    return np.linalg.norm(np.diff(xyz, axis=0), axis=1) / np.diff(route[:, 0])


@pytest.mark.parametrize("km", TABLE)
def test_least_energy_is_that_of_the_table(km: int) -> None:
    """To half a percent, or to the table's last figure."""
    speed, angle, apogee, time = ballistic.minimum_energy(km * 1000.0)
    expected = TABLE[km]
    assert speed / 1000 == pytest.approx(expected[0], rel=5e-3)
    assert math.degrees(angle) == pytest.approx(expected[1], abs=0.06)
    assert apogee / 1000 == pytest.approx(expected[2], rel=5e-3)
    assert time == pytest.approx(expected[3], rel=5e-3)


@pytest.mark.parametrize("name", ARCS)
def test_an_arc_comes_down_at_its_end(name: str) -> None:
    """Within a kilometre, at the height of the ground; time goes on, and nothing jumps."""
    route, burnout = ballistic.dense_arc(made(**ARCS[name]), 100.0, 160.0)
    lat, lon = ARCS[name]["to"]
    assert place.GEOD.inv(route[-1, 2], route[-1, 1], lon, lat)[2] < 1000.0
    assert route[0].tolist() == pytest.approx([100.0, *ARCS[name]["from"], 160.0])
    assert route[-1, 3] == pytest.approx(160.0, abs=5.0)
    assert (np.diff(route[:, 0]) > 0).all()
    assert burnout == 100.0 + made(**ARCS[name]).boost.value
    # the burn adds speed without a break, and the flight goes on with it: no piece differs by more than 10 g of a step
    v, dt = speeds(route), np.diff(route[:, 0])
    k = int(np.searchsorted(route[:, 0], burnout))
    assert abs(v[k] - v[k - 1]) < 98.1 * dt[k]
    assert v[: k].argmax() >= k - 2


def test_the_boost_starts_upright_and_smoothly() -> None:
    """In the first tenth of the burn it has gone up more than along, and by far less than a tenth of its height."""
    route, _ = ballistic.dense_arc(made(**ARCS["long"]), 0.0, 0.0)
    tenth = route[route[:, 0] <= 18.0][-1]
    along = place.GEOD.inv(route[0, 2], route[0, 1], tenth[2], tenth[1])[2]
    assert along < 0.5 * tenth[3]
    assert tenth[3] < 0.1 * 200_000


def test_speed_and_apogee_are_near_those_of_least_energy() -> None:
    """7,760 km: 6.8 km/s on a sphere at rest from the ground. From 200 km up, against the earth's turning, by 6 %."""
    route, burnout = ballistic.dense_arc(made(**ARCS["long"]), 0.0, 0.0)
    length = place.GEOD.inv(34.1, 57.9, -77.0, 38.9)[2]
    least = ballistic.minimum_energy(length)
    v = speeds(route)[np.searchsorted(route[:, 0], burnout)]
    assert v == pytest.approx(least.speed_mps, rel=0.06)
    assert route[:, 3].max() == pytest.approx(least.apogee_m, rel=0.15)
    assert route[-1, 0] == pytest.approx(least.time_s + 180 / 2, rel=0.08)


def test_no_angle_needs_less_speed() -> None:
    """The arc without an angle is the slowest at burnout of all arcs between its ends."""
    def burnout_speed(**more: Any) -> float:
        route, burnout = ballistic.dense_arc(made(**(ARCS["middle"] | {"load": "100000 kg/m2"} | more)), 0.0, 0.0)
        return float(speeds(route)[np.searchsorted(route[:, 0], burnout)])

    least = burnout_speed()
    assert least < burnout_speed(angle="30 deg")
    assert least < burnout_speed(angle="47 deg")


def test_the_earth_turns_below() -> None:
    """East is easier than west: over 120 km each way the times differ, the ground distance does not."""
    east, west = (ballistic.dense_arc(made(**ARCS[f"rocket {way}"]), 0.0, 0.0).route for way in ("east", "west"))
    assert speeds(west)[40] != pytest.approx(speeds(east)[40], rel=1e-4)


def test_air_slows_the_fall() -> None:
    """A light body ends slower than a heavy one, and started faster."""
    light, heavy = (
        ballistic.dense_arc(made(**(ARCS["missile south"] | {"load": load})), 0.0, 0.0).route
        for load in ("1500 kg/m2", "12000 kg/m2")
    )
    assert speeds(light)[-1] < 0.5 * speeds(heavy)[-1]
    assert speeds(light)[:60].max() > speeds(heavy)[:60].max()


def test_the_free_flight_is_that_of_an_inertial_integration() -> None:
    """Above the air, an integration in axes that do not turn gives the same places, to ten metres."""
    route, burnout = ballistic.dense_arc(made(**ARCS["middle"]), 0.0, 0.0)
    free = route[(route[:, 0] > burnout) & (route[:, 3] > 110_000)]
    t = free[:, 0] - free[0, 0]
    xyz = place.ecef(free[:, 1], free[:, 2], free[:, 3])
    turn = ballistic.OMEGA * t
    c, s = np.cos(turn), np.sin(turn)
    inertial = np.column_stack([c * xyz[:, 0] - s * xyz[:, 1], s * xyz[:, 0] + c * xyz[:, 1], xyz[:, 2]])
    v = np.polynomial.polynomial.polyfit(t[:12], inertial[:12], 6)[1]

    def slope(_: float, y: np.ndarray) -> np.ndarray:
        return np.concatenate([y[3:], -3.986004418e14 * y[:3] / np.linalg.norm(y[:3]) ** 3])

    done = solve_ivp(slope, (0, t[-1]), np.concatenate([inertial[0], v]), t_eval=t, method="DOP853", rtol=1e-11)
    assert np.abs(done.y[:3].T - inertial).max() < 10.0


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"burnout_altitude": "1000 km"}, "does not fit"), ({"burnout_altitude": "5 km"}, "does not fit"),
        ({"angle": "84 deg"}, "no arc of 84 deg"),
    ],
)  # fmt: skip
def test_what_no_arc_can_be_is_said(more: dict[str, Any], says: str) -> None:
    """An error for people: what is wrong and what would be right."""
    with pytest.raises(SkypactError, match=says):
        ballistic.dense_arc(made(**(ARCS["long"] | more)), 0.0, 0.0)


def test_an_object_on_an_arc() -> None:
    """It is marked, burns until burnout, ends at its end, and an attack has reached it there, wherever that is."""
    arc = ARCS["missile south"] | {"rcs_boost": "7 dBsm"}
    spec = {"type": "jet", "intent": "attack", "begin": "50 s", "count": 2, "arc": arc}
    lowered = lower_world(scene(intruders={"m": spec, "j": {"type": "jet", "intent": "trespass", "route": [
        {"at": [53, 24]}, {"at": [54, 24]}]}}))  # fmt: skip
    rows = lowered.world.object
    assert rows["ballistic"].tolist() == [0, 1, 1]
    assert rows["boost_end_s"].tolist() == [0.0, 80.0, 110.0]
    assert rows["rcs_boost_dbsm"].tolist() == [0.0, 7.0, 7.0]
    assert rows["end"][1] == 0  # reaches
    entity = lowered.roster.entities[lowered.roster.entity["intruder", "m-01"]]
    assert (entity["end"], entity["altitude_m"]) == ("reaches", None)
