"""Weather and jammers to rows: cells by name, rain for each frequency, airs, noise."""

from __future__ import annotations

import math

import numpy as np
import pytest
from tests.engine.scenes import BASE, flight, radar, scene

from skypact.lower.sense import gas, rain
from skypact.lower.sense.sensor import BAND_HZ
from skypact.lower.world import world as lower_world

JET = {"j": flight((54, 24), (53, 24))}


def test_a_row_of_gas_and_rain_for_each_frequency_in_use() -> None:
    """Two radars on one frequency share a row; rain everywhere and in each cell has its own attenuation."""
    cells = {"b": {"centre": [53, 24], "radius": "20 km", "rain": "25 mm/h"},
             "a": {"centre": [53.5, 24], "radius": "5 km", "rain": "4 mm/h", "top": "6 km"}}  # fmt: skip
    sensors = {"s1": radar(), "x": radar(frequency="9.1 GHz"), "s2": radar(), "v": radar(band="VHF")}
    weather = BASE["environment"] | {"ground": "100 m", "rain": "2 mm/h", "rain_top": "3 km", "weather": cells}
    made = lower_world(scene(environment=weather, sensors=sensors, intruders=JET))
    w, at = made.world, made.roster.sensors.index
    rows = {name: int(w.sensor["gas"][at(name)]) for name in sensors}
    assert rows["s1"] == rows["s2"]
    assert len({*rows.values()}) == 3 == len(w.gas)
    for name, hz in (("s1", BAND_HZ["S"]), ("x", 9.1e9), ("v", BAND_HZ["VHF"])):
        assert w.gas[rows[name]] == pytest.approx(gas.profile(hz))
        by_rate = {r: rain.specific_db_km(hz, r, tilt_rad=math.pi / 4) / 1000 for r in (2.0, 4.0, 25.0)}
        assert w.sensor["rain_db_m"][at(name)] == pytest.approx(by_rate[2.0])
        assert w.rain[:, rows[name]] == pytest.approx([by_rate[4.0], by_rate[25.0]])  # a before b
    assert w.weather["top_m"].tolist() == [6100.0, 4100.0]
    assert w.weather["radius_m"].tolist() == [5000.0, 20_000.0]
    assert w.settings[27] == 3100.0


def test_without_radars_there_is_no_gas_and_nothing_breaks() -> None:
    """A theatre of eyes and cells of weather lowers to tables of one empty row."""
    cells = {"a": {"centre": [53.5, 24], "radius": "5 km", "rain": "4 mm/h"}}
    w = lower_world(scene(environment=BASE["environment"] | {"weather": cells}, intruders=JET)).world
    assert w.rain.tolist() == [[0.0]]
    assert not w.gas.any()


def test_a_cell_says_what_it_does_not_take_from_the_theatre() -> None:
    """Its own visibility, else that of the environment; no cloud is a cloud very high up."""
    cells = {"a": {"centre": [53.5, 24], "radius": "5 km", "visibility": "1 km"},
             "b": {"centre": [53.5, 24], "radius": "5 km", "cloud_base": "200 m"}}  # fmt: skip
    weather = BASE["environment"] | {"visibility": "30 km", "cloud_base": "5 km", "weather": cells}
    w = lower_world(scene(environment=weather, intruders=JET)).world
    assert w.weather["visibility_m"].tolist() == [1000.0, 30_000.0]
    assert w.weather["cloud_m"].tolist() == [5000.0, 200.0]


def test_jammers_are_rows_of_those_who_carry_them() -> None:
    """Bits of bands, times of the scenario; copies of a counted group each carry one."""
    noise = {"bands": ["VHF", "S", "S"], "density": "25 dBW/MHz", "begin": "2 min", "until": "5 min"}
    jets = {"a": JET["j"], "b": JET["j"] | {"jammer": noise, "count": 2}, "c": JET["j"] | {"jammer": {"bands": ["X"]}}}
    made = lower_world(scene(intruders=jets))
    j = made.world.jammer
    assert [made.roster.objects[i] for i in j["object"]] == ["b-01", "b-02", "c"]
    assert j["bands"].tolist() == [0b1001, 0b1001, 0b100000]
    assert j["density_db"].tolist() == [25.0, 25.0, 20.0]
    assert j["begin_s"].tolist() == [120.0, 120.0, 0.0]
    assert j["until_s"].tolist() == [300.0, 300.0, math.inf]


def test_the_second_air_is_the_duct() -> None:
    """k of both airs: 1.3756, and 1 / (1 − 6.371 · 400 / 3200) = 4.911."""
    made = scene(environment=BASE["environment"] | {"duct": {"chance": 0.2}}, intruders=JET)
    w = lower_world(made).world
    assert w.settings[22:24] == pytest.approx([1.3756, 4.911], abs=1e-3)
    assert w.settings[0] == 0.2
    assert np.all(w.grazing[1, 1:300] > w.grazing[0, 1:300])
