"""Terrain: bilinear heights, its edge, windows, cells; the smooth earth has none of the first three to speak of."""

from __future__ import annotations

import numpy as np
import pytest

from skypact.core.errors import SkypactError
from skypact.load.terrain.grid import Box, Terrain, smooth
from skypact.load.terrain.terrain import of
from skypact.spec.place import Environment

FOUR = Terrain("t", "hgt", 50.0, 20.0, 0.5, 1.0, np.array([[0, 10, 20], [100, 110, 120]], np.float32), "by hand")


def test_heights_are_bilinear_between_nodes() -> None:
    assert FOUR.height(50.0, 20.0) == 0
    assert FOUR.height(50.5, 22.0) == 120
    assert FOUR.height(50.25, 20.5) == pytest.approx(55)  # (0 + 10 + 100 + 110) / 4
    assert FOUR.height([50.1, 50.4], 21.25).tolist() == pytest.approx([0.2 * 100 + 12.5, 0.8 * 100 + 12.5])


def test_half_a_cell_beyond_the_last_node_is_the_edge_and_then_nothing() -> None:
    assert FOUR.height(49.75, 19.5) == 0
    with pytest.raises(SkypactError, match=r"\[49\.7000, 20\.0000\] lies off the terrain t, 50 to 50\.5° N"):
        FOUR.height([50.0, 49.7], 20.0)
    assert np.isnan(FOUR.height([49.7, np.nan], 20.0, outside="nan")).all()


def test_a_window_holds_its_box_and_the_same_heights() -> None:
    cut = FOUR.window(50.0, 50.5, 20.2, 20.9)
    assert (cut.west, cut.east, cut.height_m.shape) == (20.0, 21.0, (2, 2))
    assert cut.height(50.3, 20.7) == FOUR.height(50.3, 20.7)
    with pytest.raises(SkypactError, match="is not within the terrain t"):
        FOUR.window(50.0, 51.0, 20.0, 21.0)


def test_cells_are_metres_on_the_ellipsoid() -> None:
    """Against geodesics of pyproj, over one cell around the middle."""
    from pyproj import Geod

    wgs84 = Geod(ellps="WGS84")
    north_m = wgs84.inv(21.0, 50.0, 21.0, 50.5)[2]
    east_m = wgs84.inv(20.9, 50.25, 21.1, 50.25)[2] * 5  # a short line: a geodesic leaves the parallel
    assert FOUR.cell_m == pytest.approx((north_m, east_m), rel=1e-5)


def test_the_mean_is_by_area() -> None:
    south, north = np.cos(np.radians([50.0, 50.5]))
    assert FOUR.mean_m == pytest.approx((10 * south + 110 * north) / (south + north), abs=1e-6)


def test_the_smooth_earth_is_everywhere() -> None:
    flat = of(Environment.model_validate({"ground": "120 m"}), (50, 51, 20, 21))
    assert flat.height([0.0, 50.5], [-170.0, 20.5]).tolist() == [120, 120]
    assert flat.window(40, 41, 10, 12).box == Box(40, 41, 10, 12)
    assert flat.says == ("Terrain: smooth earth, 120 m above sea everywhere: hills hide nothing.",)
    assert smooth(120, Box(50, 51, 20, 21)).mean_m == pytest.approx(120)
