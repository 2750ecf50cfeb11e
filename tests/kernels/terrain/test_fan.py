"""terrain.fan: closed forms, symmetry, reciprocity, merging, and the exact reference."""

from __future__ import annotations

import math
from importlib.util import find_spec
from types import SimpleNamespace

import numpy as np
import pytest
from tests.kernels.terrain.lands import CELL_M, A, distances, hills, over_sea

from skypact.arrays.bend import BEND
from skypact.kernels.terrain import exact, fan
from skypact.lower.sense.air import Air, bending, parabola

FOUR_THIRDS = parabola()
NO_LIMIT = np.array([math.inf])


def one(ground: np.ndarray, row: int, col: int, height_m: float, **more: object) -> np.ndarray:
    """Return the map of one sensor over the 4/3 earth."""
    return fan.visible_one(ground, CELL_M, np.array([row, col, height_m]), FOUR_THIRDS, **more)[0]  # type: ignore[arg-type]


def test_smooth_sea_is_the_closed_form() -> None:
    """Sensor of 30 m: horizon at 22.6 km, map to 42 km; a (d − horizon)² to 0.01 m."""
    found = one(np.zeros((301, 601), np.float32), 40, 300, 30.0)
    expected = over_sea(distances(301, 601, 40, 300), 30.0)
    assert expected.max() == pytest.approx(17.2, abs=3.0)
    assert np.abs(found - expected).max() < 0.01


@pytest.mark.parametrize("turned", [False, True])
def test_infinite_ridge_is_the_closed_form(turned: bool) -> None:
    """A wall of 300 m, 5 km north (west): behind it the ray over its crest, to 0.01 m.

    In the quadrant whose rays cross the wall's own row; elsewhere they meet the flanks of a wall one cell thick.
    """
    n, at, wall = 301, 250, 200
    ground = np.zeros((n, n), np.float32)
    ground[wall] = 300.0
    site = np.array([150, at, 30.0] if turned else [at, 150, 30.0])
    found, far = fan.visible_one(ground.T if turned else ground, CELL_M, site, FOUR_THIRDS, edges=True)
    found, far = (found.T, far.T) if turned else (found, far)
    behind = np.arange(n) < wall
    d = distances(n, n, at, 150)[behind]
    crest = d * ((at - wall) / (at - np.arange(n)[behind]))[:, None]
    expected = 30.0 + ((300.0 - 30.0) / crest - A * crest) * d + A * d * d
    sector = np.abs(np.arange(n) - 150)[None, :] <= (at - np.arange(n)[behind])[:, None]
    assert np.abs(found[behind] - expected)[sector].max() < 0.01
    # the edge that hides a cell is the crest, to the distance between two rays
    assert np.abs(far[behind] - crest)[sector].max() < CELL_M
    near = far[at - 1 : at + 2, 149:152]
    assert (near == 0).all()


def test_never_below_ground_and_seen_at_the_sensor() -> None:
    """On hills; the sensor's own cell and its neighbours are seen at the ground."""
    ground = hills(200, 260)
    found = one(ground, 90, 110, float(ground[90, 110]) + 20)
    assert (found >= ground).all()
    assert (found[89:92, 109:112] == ground[89:92, 109:112]).all()
    assert 0.05 < (found == ground).mean() < 0.9


@pytest.mark.parametrize("layered", [False, True])
def test_error_against_a_ray_for_each_cell(layered: bool) -> None:
    """99 % within 1 m, all within 5 m (the budget), from the middle and from a corner."""
    ground = hills(300)
    for row, col in ((150, 150), (0, 299), (37, 120)):
        site = np.array([row, col, ground[row, col] + 30.0])
        bend = bending(Air(), site[2]) if layered else FOUR_THIRDS
        gap = np.abs(fan.visible_one(ground, CELL_M, site, bend)[0] - exact.visible(ground, CELL_M, site, bend))
        assert np.percentile(gap, 99) < 1.0
        assert gap.max() < 5.0


def test_two_grid_lines_of_an_uneven_grid() -> None:
    """A grid of 2 × 50 cells from its corner: against the exact reference."""
    ground = hills(2, 50)
    site = np.array([1, 0, ground[1, 0] + 10.0])
    found = fan.visible_one(ground, CELL_M, site, FOUR_THIRDS)[0]
    assert np.abs(found - exact.visible(ground, CELL_M, site, FOUR_THIRDS)).max() < 3.0


def test_eightfold_symmetry() -> None:
    """Ground equal under the turns and mirrors of a square about the sensor gives a map that is."""
    ground = hills(201)
    ground = np.maximum(ground, ground.T)
    for _ in range(2):
        ground = np.maximum(ground, np.rot90(ground))
        ground = np.maximum(ground, np.rot90(ground, 2))
    ground = np.ascontiguousarray(np.maximum(ground, ground[:, ::-1]))
    assert (ground == ground.T).all()
    found = one(ground, 100, 100, float(ground[100, 100]) + 30)
    for other in (found.T, found[::-1], found[:, ::-1], np.rot90(found), np.rot90(found, 2), np.rot90(found, 3)):
        assert np.abs(found - other).max() < 0.02


@pytest.mark.parametrize("layered", [False, True])
def test_reciprocity(layered: bool) -> None:
    """What is just seen from A just sees A: both rays touch the same ground. Layered: to the fit's errors."""
    ground = hills(200)
    start = np.array([20, 30, ground[20, 30] + 40.0])

    def bend(height_m: float) -> np.ndarray:
        return bending(Air(), height_m) if layered else FOUR_THIRDS

    altitude = exact.visible(ground, CELL_M, start, bend(start[2]))
    rows, cols = np.nonzero(altitude > ground + 5.0)
    some = np.random.default_rng(1).choice(len(rows), 25, replace=False)
    for row, col in zip(rows[some], cols[some], strict=True):
        height = float(altitude[row, col])
        back = exact.visible_cells(ground, CELL_M, np.array([row, col, height]), bend(height), np.array([20]),
                                   np.array([30]))  # fmt: skip
        assert back[0] == pytest.approx(start[2], abs=0.1 if layered else 1e-6)


def test_merged_map_is_the_minimum_of_the_single_maps_bit_for_bit() -> None:
    """Five sensors of different air, height and range; in any order, on one thread or two."""
    ground = hills(180, 230)
    rng = np.random.default_rng(4)
    sites = np.array([(r, c, ground[r, c] + h) for r, c, h in zip(rng.integers(0, 180, 5), rng.integers(0, 230, 5),
                                                                  (5.0, 20.0, 30.0, 900.0, 9000.0), strict=True)])
    bend = np.array([bending(Air(), h) if i % 2 else FOUR_THIRDS for i, h in enumerate(sites[:, 2])])
    limit = np.array([math.inf, 5000.0, 8000.0, math.inf, 12_345.0])
    single = [fan.visible_one(ground, CELL_M, s, b, r)[0] for s, b, r in zip(sites, bend, limit, strict=True)]
    merged = fan.visible(ground, CELL_M, sites, bend, limit)
    assert merged.dtype == np.float32
    assert np.array_equal(merged, np.minimum.reduce(single))
    assert np.array_equal(merged, fan.visible(ground, CELL_M, sites[::-1], bend[::-1], limit[::-1], threads=1))


def test_beyond_range_is_infinite_and_within_it_nothing_changes() -> None:
    """A limit of 4 km, on the circle included; edges are 0 beyond."""
    ground = hills(150)
    site = np.array([60, 70, ground[60, 70] + 30.0])
    free = fan.visible_one(ground, CELL_M, site, FOUR_THIRDS)[0]
    found, far = fan.visible_one(ground, CELL_M, site, FOUR_THIRDS, 4000.0, edges=True)
    inside = distances(150, 150, 60, 70) <= 4000.0
    assert inside[60, 110]
    assert np.array_equal(np.isfinite(found), inside)
    assert np.abs(found[inside] - free[inside]).max() < 2.0  # a shorter fan has its rays elsewhere
    assert (far[~inside] == 0).all()
    assert np.isinf(fan.visible(ground, CELL_M, site[None], FOUR_THIRDS[None], np.array([50.0]))).sum() == 150 * 150 - 1


def test_edges_do_not_change_the_map_and_lie_before_the_cell() -> None:
    """The same bits with and without; the edge's own height explains the altitude where the cell is hidden."""
    ground = hills(160)
    site = np.array([80, 75, ground[80, 75] + 15.0])
    plain_map, nothing = fan.visible_one(ground, CELL_M, site, FOUR_THIRDS)
    found, far = fan.visible_one(ground, CELL_M, site, FOUR_THIRDS, edges=True)
    assert nothing.size == 0
    assert np.array_equal(found, plain_map)
    d = distances(160, 160, 80, 75)
    assert (far <= d + 1e-3).all()
    ring = np.maximum(*np.abs(np.indices((160, 160)) - np.array([80, 75])[:, None, None]))
    assert np.array_equal(far > 0, ring > 1)
    hidden = (found > ground + 20) & (ring > 3)
    f = np.where(hidden, far / np.maximum(d, 1), 0.0)
    rows, cols = 80 + (np.indices((160, 160))[0] - 80) * f, 75 + (np.indices((160, 160))[1] - 75) * f
    from scipy.ndimage import map_coordinates

    crest = map_coordinates(ground.astype(float), [rows, cols], order=1)
    again = site[2] + ((crest - site[2]) / np.maximum(far, 1) - A * far) * d + A * d * d
    gap = np.abs(again - found)[hidden]
    assert np.median(gap) < 0.5
    assert np.percentile(gap, 95) < 15.0  # two rays of one cell may have two edges


def test_a_spike_shadows_what_it_should() -> None:
    """500 m, 106 cells away on flat ground: within 10 % of the reference's cells."""
    n, bend, site = 600, FOUR_THIRDS, np.array([300, 300, 30.0])
    flat = np.zeros((n, n), np.float32)
    high = flat.copy()
    high[220, 370] = 500.0
    ours = fan.visible_one(high, CELL_M, site, bend)[0] - fan.visible_one(flat, CELL_M, site, bend)[0] > 10.0
    true = exact.visible(high, CELL_M, site, bend) - over_sea(distances(n, n, 300, 300), 30.0) > 10.0
    assert true.sum() > 500
    assert abs(ours.sum() / true.sum() - 1) < 0.1


def test_from_high_above_only_the_far_ground_is_hidden() -> None:
    """A sensor at 9,000 m over a smooth sea sees the ground to its horizon at 391 km: all of a map of 30 km."""
    assert (one(np.zeros((300, 300), np.float32), 150, 150, 9000.0) == 0).all()


def test_layered_air_sees_further_than_it_would_without() -> None:
    """Over a smooth sea in vacuum: (R + h) cos-law, horizon √(2Rh); in air lower, and its horizon the traced one."""
    ground = np.zeros((3, 900), np.float32)
    site = np.array([1, 0, 100.0])
    vacuum = fan.visible_one(ground, CELL_M, site, bending(Air(n0=0.0), 100.0))[0][1]
    d = np.arange(900) * CELL_M
    r = 6_371_000.0
    horizon = r * math.acos(r / (r + 100.0))
    expected = r / np.cos(np.maximum(d - horizon, 0.0) / r) - r
    assert np.abs(vacuum - expected).max() < 0.1
    from skypact.lower.sense.air import grazing

    air = fan.visible_one(ground, CELL_M, site, bending(Air(), 100.0))[0][1]
    heights = np.array([1.0, 5.0, 20.0, 100.0, 200.0])
    reached = grazing(Air(), np.array([100.0]))[0] + grazing(Air(), heights)
    at = reached < d[-1]
    assert at.sum() == 4
    assert np.interp(reached[at], d, air) == pytest.approx(heights[at], abs=1.0)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"sites": np.array([[0, 99, 10.0]])}, "off the 20 × 30 grid"),
        ({"sites": np.array([[-1, 5, 10.0]])}, "off the 20 × 30 grid"),
        ({"bend": np.zeros((2, BEND))}, "they should be"),
        ({"cell_m": 0.0}, "cells above 0"),
        ({"bend": bending(Air(), 10.0, 1000.0)[None]}, "greater reach"),
    ],
)
def test_what_does_not_fit_is_refused(change: dict[str, object], says: str) -> None:
    """Never a wrong map in silence."""
    asked: dict[str, object] = {"ground_m": np.zeros((20, 30), np.float32), "cell_m": CELL_M, "max_range_m": NO_LIMIT,
                                "sites": np.array([[5, 5, 10.0]]), "bend": FOUR_THIRDS[None]} | change  # fmt: skip
    with pytest.raises(ValueError, match=says):
        fan.visible(**asked)  # type: ignore[arg-type]


@pytest.mark.parametrize("layered", [False, True])
def test_plain_twin_is_bit_equal(plain: SimpleNamespace, layered: bool) -> None:
    """Map and edges of a small grid, compiled and not."""
    ground = hills(24, 31)
    site = np.array([9, 12, ground[9, 12] + 25.0])
    bend = bending(Air(), site[2]) if layered else FOUR_THIRDS
    compiled = fan.visible_one(ground, CELL_M, site, bend, 1700.0, edges=True)
    twin = plain.fan.visible_one(ground, CELL_M, site, bend, 1700.0, edges=True)
    assert hasattr(fan._half, "py_func")
    assert not hasattr(plain.fan._half, "py_func")
    assert np.array_equal(compiled[0], twin[0])
    assert np.array_equal(compiled[1], twin[1])


@pytest.mark.skipif(find_spec("rasterio") is None, reason="GDAL comes in the wheel of rasterio")
def test_beside_gdal() -> None:
    """Over a smooth sea both agree to 0.5 m: one convention of cells, heights and curvature. A spike parts them."""
    from bench.ground import GDAL_RADIUS_M, MAST_M, Gdal

    n, bend = 401, parabola(4 / 3, GDAL_RADIUS_M)
    site = np.array([200, 200, MAST_M])
    flat = np.zeros((n, n), np.float32)
    high = flat.copy()
    high[160, 235] = 500.0
    shadows = []
    for ground in (flat, high):
        gdal = Gdal(ground)
        theirs = np.maximum(gdal.take(gdal.start(site)), ground)
        ours = fan.visible_one(ground, CELL_M, site, bend)[0]
        shadows.append((ours, theirs))
    assert np.abs(shadows[0][0] - shadows[0][1]).max() < 0.5
    ours, theirs = (int((shadows[1][i] - shadows[0][i] > 10.0).sum()) for i in (0, 1))
    assert theirs > 3 * ours
