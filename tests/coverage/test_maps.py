"""coverage.maps and its neighbours on ground whose answer is computed by hand."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from skypact.arrays.cover import COVERED, ELEVATION, GROUND, HORIZON, RANGE, SECTOR
from skypact.core.errors import SkypactError
from skypact.coverage import causes, grid, horizon, maps
from skypact.coverage.contrast import contrast
from skypact.coverage.eyes import Eye
from skypact.load.terrain.grid import Box, Terrain, smooth
from skypact.lower.sense.air import Air

EMPTY_AIR = Air(0.0, 7350.0)
R_M = 6_371_000.0
BOX = Box(49.5, 50.5, 19.3, 20.7)


def flat(cell_m: float = 400.0, box: Box = BOX) -> grid.Grid:
    """Return smooth ground at sea level."""
    return grid.made(smooth(0.0, box), box, [], cell_m)


def eye(**more: Any) -> Eye:
    """Return a sensor in the middle with a mast of 10 m and 300 km of range."""
    given: dict[str, Any] = {"mast_m": 10.0, "far_m": 300e3, "most_m": 300e3}
    return Eye("one", 50.0, 20.0, **(given | more))


def drawn(ground: grid.Grid, *some: Eye, heights: tuple[float, ...] = (100.0,), air: Air = EMPTY_AIR,
          above: str = "ground", trees_m: float = 0.0) -> maps.Maps:  # fmt: skip
    """Return the maps of some sensors."""
    return maps.maps(ground, some, heights, air, above=above, trees_m=trees_m)


def test_without_air_the_horizon_is_the_sum_of_two_roots() -> None:
    """10 m and 100 m over an empty sphere: √(2R·10) + √(2R·100) = 11.288 + 35.696 km, a circle of 6,935 km²."""
    made = drawn(flat(), eye())
    reach = math.sqrt(2 * R_M * 10) + math.sqrt(2 * R_M * 100)
    assert reach == pytest.approx(46_984, abs=1)
    assert made.km2(0) == pytest.approx(math.pi * reach**2 / 1e6, rel=0.005)
    assert made.sites[0].km2 == (made.km2(0),)
    assert set(np.unique(made.stage[0][made.grid.inside])) == {HORIZON, COVERED}


def test_air_lengthens_the_horizon_by_the_root_of_its_factor() -> None:
    """The effective factor of 315 N-units over 7.35 km is 1.376 at the ground: the area grows by nearly that."""
    bent, straight = drawn(flat(), eye(), air=Air()), drawn(flat(), eye())
    assert 1.33 < bent.km2(0) / straight.km2(0) < 1.38


def test_trees_cost_a_low_target_their_height() -> None:
    """Trees of 15 m leave 85 of 100 m beyond the mast's horizon: 11.288 + 32.911 km."""
    reach = math.sqrt(2 * R_M * 10) + math.sqrt(2 * R_M * 85)
    assert drawn(flat(), eye(), trees_m=15.0).km2(0) == pytest.approx(math.pi * reach**2 / 1e6, rel=0.005)


def test_range_sector_and_elevation_are_told_apart() -> None:
    """20 km in a quarter to the east, 3 to 20 degrees: rings of 2,000 m height between 5.5 and 20 km by hand."""
    east = eye(far_m=20e3, most_m=20e3, facing_rad=math.pi / 2, half_rad=math.pi / 4, low_rad=math.radians(3),
               high_rad=math.radians(20))  # fmt: skip
    made = drawn(flat(200.0), east, heights=(2000.0,))
    far = math.sqrt(20e3**2 - 1990**2)
    near = 1990 / math.tan(math.radians(20))
    assert made.km2(0) == pytest.approx(math.pi / 4 * (far**2 - near**2) / 1e6, rel=0.02)
    row, column = made.grid.at(50.0, 20.0)
    stage = made.stage[0]
    assert stage[row, column + 50] == COVERED  # 10 km to the east
    assert stage[row, column - 50] == SECTOR
    assert stage[row, column + 10] == ELEVATION  # 2 km away, 45 degrees up
    assert stage[row, column + 120] in (RANGE, 0)
    shares = causes.shares(stage, made.grid.inside, made.grid.cell_m)
    assert sum(shares.values()) == pytest.approx(made.grid.area_km2)


def test_a_cosecant_pattern_covers_to_a_constant_height() -> None:
    """Full range up to 5 degrees, above it range × sin is constant: 30 km × sin 5° = 2,615 m is the ceiling."""
    fan = eye(far_m=30e3, most_m=30e3, full_rad=math.radians(5))
    made = drawn(flat(300.0), fan, heights=(2400.0, 2900.0))
    row, column = made.grid.at(50.0, 20.0)
    assert made.count[0, row, column + 40] == 1  # 12 km away at 2,400 m
    assert made.count[1, row, column + 40] == 0


def test_a_ridge_hides_what_lies_behind_it_and_is_no_horizon() -> None:
    """A ridge of 500 m 10 km to the east hides 300 m at 20 km behind it, which a smooth earth would show."""
    step = 0.005
    lon = 19.3 + step * np.arange(281)
    height = np.zeros((201, 281), np.float32)
    height[:, np.abs(lon - 20.14) < 0.0051] = 500.0
    terrain = Terrain("ridge", "geotiff", 49.5, 19.3, step, step, height, "by hand")
    ground = grid.made(terrain, BOX, [], 200.0)
    made = drawn(ground, eye(), heights=(300.0,))
    row, column = ground.at(50.0, 20.0)
    assert made.stage[0, row, column + 100] == GROUND
    assert made.stage[0, row, column - 100] == COVERED
    assert np.all(made.least[ground.inside] >= ground.ground[ground.inside])
    found = horizon.horizon(ground, made.sites[0], EMPTY_AIR)
    # its edge at 20.135° E is 9,680 m away; the curve of the earth takes d/2R = 0.0435 degrees
    assert found.elevation_deg[90] == pytest.approx(math.degrees(math.atan(490 / 9680)) - 0.0435, abs=0.05)
    assert found.distance_m[90] == pytest.approx(9680, abs=200)


def test_two_sensors_count_twice_and_merge_to_the_lower() -> None:
    """Where both see, two are counted; the lowest height is the smaller of the single ones, bit for bit."""
    ground = flat()
    a, b = eye(), Eye("two", 50.2, 20.2, 30.0, 300e3, 300e3)
    one, two, both = drawn(ground, a), drawn(ground, b), drawn(ground, a, b)
    assert np.array_equal(both.least, np.minimum(one.least, two.least))
    assert np.array_equal(both.count, one.count + two.count)
    assert np.array_equal(both.stage, np.maximum(one.stage, two.stage))


def test_heights_above_sea_lie_below_the_ground_of_mountains() -> None:
    """At 100 m above sea nothing is covered where the ground is 200 m high."""
    ground = grid.made(smooth(200.0, BOX), BOX, [], 400.0)
    assert drawn(ground, eye(), above="sea").km2(0) == 0.0
    assert drawn(ground, eye(), above="sea", heights=(300.0,)).km2(0) > 0.0


def test_a_contrast_adds_up() -> None:
    """Gained and lost are what only one of two sees."""
    ground = flat()
    a, b = drawn(ground, eye(far_m=10e3)), drawn(ground, eye(far_m=30e3))
    made = contrast(ground, a.count, b.count, (100.0,), ("a", "b"))
    assert made.lost_km2 == (0.0,)
    assert made.gained_km2[0] == pytest.approx(b.km2(0) - a.km2(0))


def test_a_place_lies_in_its_cell_and_distances_hold() -> None:
    """Half a degree to the north is 55.6 km; the rows between say the same to a cell."""
    ground = flat()
    south, north = ground.at(49.75, 20.0), ground.at(50.25, 20.0)
    assert south[1] == north[1]
    assert (south[0] - north[0]) * ground.cell_m == pytest.approx(55_610, abs=410)
    assert ground.area_km2 == pytest.approx(111.23 * 71.7 * 1.4, rel=0.01)


@pytest.mark.parametrize(("box", "cell", "said"), [
    (Box(10, 70, -40, 60), None, "wrong by"), (BOX, 1.0, "above"), (BOX, 50_000.0, "smaller --cell"),
    (Box(80, 89.5, 0, 20), None, "pole"),
])  # fmt: skip
def test_areas_that_cannot_be_drawn_are_refused(box: Box, cell: float | None, said: str) -> None:
    """Too wide for its distances, too fine, too coarse, over a pole."""
    with pytest.raises(SkypactError, match=said):
        grid.made(smooth(0.0, box), box, [], cell)


def test_a_sensor_off_the_map_is_an_error() -> None:
    """It is named, with the map."""
    with pytest.raises(SkypactError, match="off the map"):
        drawn(flat(), Eye("far", 53.0, 20.0, 10.0, 300e3, 300e3))
