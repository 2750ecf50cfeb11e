"""lower.world: units sorted by id, names behind rows, quantities in SI."""

from __future__ import annotations

import math

import numpy as np
import pytest
from tests.engine.scenes import BASE, battery, fighter, flight, link, observer, post, radar, raid, scene

from skypact.arrays import codes
from skypact.arrays import world as w
from skypact.core.ids import who
from skypact.lower.sense.sensor import sensor_row
from skypact.lower.world import world as lower_world


def test_rows_are_sorted_by_id_and_name_their_entities() -> None:
    """Whatever the order in the file; every entity index points at the row of its name."""
    made = lower_world(scene(
        posts={"z": post(), "centre": post(), "a": post(picture=False)},
        sensors={"s2": radar(), "s1": observer(reports_to="z")},
        batteries={"b2": battery(radar=radar()), "b1": battery()}, fighters={"f": fighter()},
        intruders={"y": flight((54, 24), (53, 24)), "x": flight((54, 24), (53, 24), intent="passage", civil=True)},
        airborne={"awacs": {"nation": "AA", "reports_to": "centre", "radar": radar(),
                            "route": [{"at": [53, 23], "alt": "9 km"}, {"at": [53, 25], "alt": "9 km"}]}},
    ))  # fmt: skip
    r, world = made.roster, made.world
    assert (r.posts, r.batteries, r.objects) == (["a", "centre", "z"], ["b1", "b2"], ["awacs", "x", "y"])
    assert r.sensors == ["awacs/radar", "b2/radar", "s1", "s2"]
    for rows, names in ((world.post, r.posts), (world.sensor, r.sensors), (world.battery, r.batteries),
                        (world.fighter, r.fighters), (world.object, r.objects)):  # fmt: skip
        assert [int(x) for x in rows["who"]] == [who(n) for n in names]
        assert [r.entities[i]["id"] for i in rows["entity"]] == names
    kinds = {str(e["id"]): e["kind"] for e in r.entities}
    assert (kinds["x"], kinds["y"], kinds["awacs"], kinds["s1"]) == ("traffic", "intruder", "airborne", "sensor")
    assert world.sensor["host"].tolist() == [0, -1, -1, -1]
    assert world.sensor["unit"].tolist() == [-1, 1, -1, -1]
    assert world.post["picture"].tolist() == [-1, 0, 1]


def test_a_radar_in_numbers() -> None:
    """Metres, radians, seconds; its phase is a share of its period that its name gives."""
    made = lower_world(scene(sensors={"radar": radar(period="8 s", sigma_azimuth="0.3 deg", elevation_high="45 deg")}))
    s = made.world.sensor[0]
    assert s["kind"] == codes.SENSOR_RADAR
    assert (s["max_range_m"], s["period_s"], s["height_m"]) == (300_000.0, 8.0, 50.0)
    assert (s["sigma_az_rad"], s["el_high_rad"]) == pytest.approx((math.radians(0.3), math.pi / 4))
    assert s["phase_s"] == 8.0 * (who("phase of radar") / 2**64)
    assert 0 <= s["phase_s"] < 8
    two = lower_world(scene(sensors={"radar": radar(), "other": radar()})).world.sensor["phase_s"]
    assert two[0] != two[1]


def test_a_radar_without_elevation_and_an_observer() -> None:
    """No sigma of elevation: two measurements; an observer has eyes two metres up and a chance of noticing."""
    made = lower_world(scene(
        posts={"centre": post(), "border": post(picture=False)}, links=[link("border", "centre")],
        sensors={"flat": radar(sigma_elevation=None), "eyes": observer(notices=0.4)}))  # fmt: skip
    eyes, flat = made.world.sensor
    assert (eyes["kind"], eyes["p_look"], eyes["height_m"]) == (codes.SENSOR_OBSERVER, 0.4, 2.0)
    assert flat["has_elevation"] == 0
    assert made.world.pd.shape == (1, w.PD_COUNT)


def test_equal_detectors_share_a_table() -> None:
    """One row for each Pfa, number of pulses and Swerling case."""
    other, steady = ({"reference": radar()["reference"] | one} for one in ({"pfa": 1e-4}, {"swerling": 0}))
    made = lower_world(scene(sensors={"a": radar(), "b": radar(), "c": radar(**other), "d": radar(**steady)}))
    assert made.world.sensor["pd_table"].tolist() == [0, 0, 1, 2]
    assert made.world.pd.shape[0] == 3


def test_a_kind_that_nobody_lowered_is_refused() -> None:
    """singledispatch says which class it does not know."""
    with pytest.raises(TypeError, match="no lowering is registered for str"):
        sensor_row("radar", np.zeros(1, w.SENSOR)[0], None)  # type: ignore[arg-type]


def test_kill_tables_by_target() -> None:
    """Batteries first, then fighters; what a sheet does not name is nought."""
    made = lower_world(scene(
        batteries={"b": battery(kill={"aircraft": 0.7, "cruise": 0.4})}, fighters={"f": fighter(kill={"light": 0.9})}))
    targets = ("aircraft", "airliner", "light", "helicopter", "drone", "cruise", "balloon", "ballistic", "rocket")
    assert dict(zip(targets, made.world.kill[0], strict=True))["cruise"] == 0.4
    assert made.world.kill[0].sum() == pytest.approx(1.1)
    assert made.world.kill[1].tolist() == [0, 0, 0.9, 0, 0, 0, 0, 0, 0]


def test_an_intruders_own_values_go_before_its_crafts() -> None:
    """Speed, height, cross-section, transponder."""
    own = flight((54, 24), (53, 24), speed="100 m/s", altitude="500 m", rcs="-3 dBsm", transponder=0.25, spread="40 s")
    made = lower_world(scene(intruders={"own": own, "plain": flight((54, 24), (53, 24))})).world
    assert made.object["rcs_dbsm"].tolist() == [-3.0, 5.0]
    assert made.object["p_transponder"].tolist() == [0.25, 0.0]
    assert made.object["spread_s"].tolist() == [40.0, 0.0]
    assert made.waypoint[made.object[0]["wp_first"], 4] == 500.0
    assert made.waypoint[made.object[1]["wp_first"], 4] == 6000.0
    spans = made.object["end_s"] - made.object["begin_s"]
    assert spans[0] == pytest.approx(2.5 * spans[1], rel=1e-3)


def test_a_carrier_flies_its_orbit_until_the_end() -> None:
    """Lap after lap at 200 m/s: its route covers the 20 minutes."""
    made = lower_world(scene(airborne={"awacs": {
        "nation": "AA", "reports_to": "centre", "radar": radar(),
        "route": [{"at": [53, 23.8], "alt": "9 km"}, {"at": [53, 24.2], "alt": "9 km"}]}}))  # fmt: skip
    assert made.world.object[0]["end_s"] >= 1200
    assert made.world.object[0]["nation"] == 0
    assert made.world.object[0]["plans"] == 1


def test_settings() -> None:
    """Ground, trees, thresholds, the day, and who defends."""
    made = raid(environment=BASE["environment"] | {"ground": "150 m", "cloud_base": "2 km"}, date="2016-02-29")
    g = lower_world(made, "gnn").world.settings
    assert (g[w.G_GROUND_M], g[w.G_CLOUD_M], g[w.G_DURATION_S]) == (150.0, 2000.0, 1200.0)
    assert (g[w.G_DAY_T0_S], g[w.G_DAY_OF_YEAR], g[w.G_DAYLIGHT]) == (36_000.0, 60.0, 1.0)
    assert g[w.G_GNN] == 1
    assert int(g[w.G_DEFENDED]) == 0b01  # only AA has posts
    assert (g[w.G_SURE], g[w.G_SUSPECT]) == (0.9, 0.3)


def test_lowering_is_the_same_twice_and_in_any_order() -> None:
    """The bytes of every array."""
    first = lower_world(raid()).world
    whole = raid().model_dump(by_alias=True)
    data = {k: dict(reversed(v.items())) if isinstance(v, dict) else v for k, v in whole.items()}
    other = lower_world(type(raid()).model_validate(data)).world
    assert all(a.tobytes() == b.tobytes() for a, b in zip(first, other, strict=True))
