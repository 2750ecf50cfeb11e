"""terrain.polar, terrain.sight: tables against closed forms and the exact reference, rays against PROJ, look-up."""

from __future__ import annotations

import math
from types import SimpleNamespace

import numpy as np
import pytest
from pyproj import Geod
from tests.kernels.shells import compiled
from tests.kernels.terrain.lands import CELL_M, A, hills, over_sea

from skypact.kernels.terrain import exact, polar, sight
from skypact.lower.sense.air import Air, bending, parabola

FOUR_THIRDS = parabola()
least_height = compiled(sight.least_height)


def metric(ground: np.ndarray, row: float, col: float, height_m: float, n_az: int, n_range: int,
           beyond_m: float = math.nan) -> tuple[np.ndarray, np.ndarray, np.ndarray]:  # fmt: skip
    """Return the table of a sensor on a metric grid, steps of one cell."""
    rows, cols = polar.rays_metric(row, col, CELL_M, n_az, (n_range - 1) * CELL_M)
    return polar.table(ground, rows, cols, n_range - 1, height_m, FOUR_THIRDS, CELL_M, n_range, beyond_m)


def test_smooth_sea_is_the_closed_form() -> None:
    """In every direction: a (d − horizon)²; the edge is the horizon, at height 0."""
    altitude, edge, height = metric(np.zeros((601, 601), np.float32), 300, 300, 10.0, 16, 300)
    d = CELL_M * np.arange(300)
    assert altitude.shape == (16, 300)
    assert np.abs(altitude - over_sea(d, 10.0)).max() < 1e-2
    assert edge[:, -1] == pytest.approx(np.full(16, math.sqrt(10.0 / A)), abs=CELL_M)
    assert (height == 0).all()
    assert (edge[:, :2] == 0).all()


def test_a_wall_is_the_edge_with_its_height() -> None:
    """200 m at 5 km north; 50 m at 2 km east. Behind them the rays over their crests."""
    ground = np.zeros((201, 201), np.float32)
    ground[50] = 200.0
    ground[:, 120] = 50.0
    altitude, edge, height = metric(ground, 100, 100, 30.0, 4, 90)
    assert (edge[0, 51:] == 5000.0).all()
    assert (height[0, 51:] == 200.0).all()
    assert (edge[1, 21:] == 2000.0).all()
    assert (height[1, 21:] == 50.0).all()
    d = 8000.0
    assert altitude[0, 80] == pytest.approx(30.0 + ((200.0 - 30.0) / 5000.0 - A * 5000.0) * d + A * d * d, abs=1e-3)


@pytest.mark.parametrize("layered", [False, True])
def test_along_the_grid_it_is_the_exact_reference(layered: bool) -> None:
    """North, east, south, west on hills: the same crossings, so the same altitudes."""
    ground = hills(161)
    site = np.array([80, 80, ground[80, 80] + 20.0])
    bend = bending(Air(), site[2]) if layered else FOUR_THIRDS
    rows, cols = polar.rays_metric(80, 80, CELL_M, 4, 80 * CELL_M)
    altitude = polar.table(ground, rows, cols, 80, site[2], bend, CELL_M, 80)[0]
    k = np.arange(80)
    for i, (r, c) in enumerate([(-k, 0 * k), (0 * k, k), (k, 0 * k), (0 * k, -k)]):
        true = exact.visible_cells(ground, CELL_M, site, bend, 80 + r, 80 + c)
        assert altitude[i] == pytest.approx(true, abs=2e-3)


def test_off_the_grid_nothing_is_seen_or_the_stated_ground_goes_on() -> None:
    """From 30 cells south of the north edge: NaN ends the ray with inf; a sea beyond goes on with it."""
    ground = np.zeros((100, 101), np.float32)
    altitude = metric(ground, 30, 50, 30.0, 4, 60)[0]
    assert np.isfinite(altitude[0, :31]).all()
    assert np.isinf(altitude[0, 31:]).all()
    assert np.isfinite(metric(ground, 30, 50, 30.0, 4, 60, beyond_m=0.0)[0]).all()
    assert (metric(ground, 30, 50, 30.0, 4, 60, beyond_m=500.0)[0][0, 32:] > 500.0).all()


@pytest.mark.parametrize(("lat", "lon"), [(54.0, 25.0), (0.0, 179.9), (-70.0, -179.9), (65.0, 10.0)])
def test_geographic_rays_are_those_of_proj(lat: float, lon: float) -> None:
    """Places at 400 km: within 3 m of the geodesic's, across the date line too."""
    cell = 1 / 1200
    north, west = lat + 6.0, lon - 15.0
    corner = (math.radians(north), math.radians(west), math.radians(cell), math.radians(cell))
    rows, cols = polar.rays_geographic(math.radians(lat), math.radians(lon), 24, 20e3, 21, corner)
    assert rows[:, 0] == pytest.approx(np.full(24, 6.0 / cell))
    assert cols[:, 0] == pytest.approx(np.full(24, 15.0 / cell))
    found_lat, found_lon = north - rows * cell, west + cols * cell
    geod = Geod(ellps="WGS84")
    for k in (5, 20):
        lons, lats, _ = geod.fwd(np.full(24, lon), np.full(24, lat), np.arange(24) * 15.0, np.full(24, k * 20e3))
        off = geod.inv(lons, lats, found_lon[:, k], found_lat[:, k])[2]
        assert off.max() < 3.0


def test_look_up_by_hand() -> None:
    """Four azimuths (north, east, south, west), three ranges of 100 m: halfway, round the circle, beyond, at inf."""
    table = np.array([[0, 10, 20], [0, 30, 60], [0, 0, 0], [0, 40, math.inf]], np.float32)
    quarter = math.pi / 2
    assert least_height(table, 100.0, 0.0, 150.0) == pytest.approx(15.0)
    assert least_height(table, 100.0, quarter / 2, 100.0) == pytest.approx(20.0)
    assert least_height(table, 100.0, -quarter / 2, 50.0) == pytest.approx(12.5, abs=1e-4)
    assert least_height(table, 100.0, 4 * quarter + quarter, 200.0) == pytest.approx(60.0, abs=1e-4)
    assert least_height(table, 100.0, 0.0, 200.1) == math.inf
    assert least_height(table, 100.0, 3 * quarter, 150.0) == math.inf
    assert least_height(table, 100.0, math.nan, math.nan) == math.inf
    assert least_height(table, 100.0, -1e-18, 50.0) == pytest.approx(5.0)


def test_seen_by_hand() -> None:
    """A map of 2 × 2: halfway it is 15 m; off the map nothing is seen."""
    altitude = np.array([[0, 10], [20, 30]], np.float32)
    rows, cols = np.array([0.5, 0.5, 1.0, 1.1, -0.1]), np.array([0.5, 0.5, 1.0, 0.0, 0.0])
    found = sight.seen(altitude, rows, cols, np.array([15.1, 14.9, 30.0, 1e5, 1e5]))
    assert found.tolist() == [True, False, True, False, False]


def test_what_does_not_fit_is_refused() -> None:
    """Rays too short for the table; a table longer than its rays were traced."""
    ground = np.zeros((20, 20), np.float32)
    rows, cols = polar.rays_metric(10, 10, CELL_M, 4, 900.0)
    with pytest.raises(ValueError, match="end before"):
        polar.table(ground, rows, cols, 9, 10.0, FOUR_THIRDS, CELL_M, 11)
    with pytest.raises(ValueError, match="greater reach"):
        polar.table(ground, rows, cols, 9, 10.0, bending(Air(), 10.0, 500.0), CELL_M, 10)


def test_plain_twin_is_equal(plain: SimpleNamespace) -> None:
    """Table, rays and look-up, compiled and not."""
    ground = hills(30)
    height = float(ground[15, 14]) + 12.0
    rows, cols = polar.rays_metric(15.0, 14.0, CELL_M, 5, 1200.0)
    bend = bending(Air(), height)
    both = (module.table(ground, rows, cols, 12, height, bend, CELL_M, 13) for module in (polar, plain.polar))
    for ours, twin in zip(*both, strict=True):
        assert ours == pytest.approx(twin, abs=1e-3)
    where = 0.9, 0.4, 3, 5e3, 3, (0.95, 0.35, 1e-4, 1e-4)
    for ours, twin in zip(polar.rays_geographic(*where), plain.polar.rays_geographic(*where), strict=True):
        assert ours == pytest.approx(twin, abs=1e-6)
    table = polar.table(ground, rows, cols, 12, height, bend, CELL_M, 13)[0]
    for azimuth, reach in ((0.3, 555.0), (6.2, 1200.0), (-1.0, 1300.0)):
        assert least_height(table, CELL_M, azimuth, reach) == plain.sight.least_height(table, CELL_M, azimuth, reach)
