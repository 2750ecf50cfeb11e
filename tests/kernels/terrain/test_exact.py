"""terrain.exact: the oracle against closed forms, a walk by hand, and its own second family of grid lines."""

from __future__ import annotations

import math
from types import SimpleNamespace

import numpy as np
import pytest
from tests.kernels.terrain.lands import CELL_M, A, distances, hills, over_sea

from skypact.kernels.terrain import exact
from skypact.lower.sense.air import Air, bending, parabola

FOUR_THIRDS = parabola()


def test_smooth_sea_is_the_closed_form() -> None:
    """To 1 mm: only the steps of 100 m near the horizon are left."""
    found = exact.visible(np.zeros((5, 400), np.float32), CELL_M, np.array([2, 0, 10.0]), FOUR_THIRDS)
    assert np.abs(found - over_sea(distances(5, 400, 2, 0), 10.0)).max() < 1e-3


def test_one_hill_by_hand() -> None:
    """Sensor at row 0, column 0 at 10 m; target at (2, 4): the ray crosses columns 1, 2, 3 at rows 0.5, 1, 1.5.

    Ground 40 m at (1, 2) only: the crossing at column 2 lies on it, at √5 cells of 100 m; the target at twice that.
    """
    ground = np.zeros((5, 6), np.float32)
    ground[1, 2] = 40.0
    half = math.sqrt(5.0) * 100.0
    slope = (40.0 - 10.0) / half - A * half
    expected = 10.0 + slope * 2 * half + A * (2 * half) ** 2
    found = exact.visible_cells(ground, CELL_M, np.array([0, 0, 10.0]), FOUR_THIRDS, np.array([2, 3]), np.array([4, 0]))
    assert found[0] == pytest.approx(expected, abs=1e-9)
    assert expected == pytest.approx(70.0, abs=0.02)
    assert found[1] == 0.0


def test_the_other_grid_lines_only_add_ground() -> None:
    """With `both`, altitudes never fall, and somewhere they rise."""
    ground = hills(60)
    site = np.array([30, 25, ground[30, 25] + 10.0])
    single, both = (exact.visible(ground, CELL_M, site, FOUR_THIRDS, both=b) for b in (False, True))
    assert (both >= single).all()
    assert (both > single + 1.0).any()


def test_threads_do_not_matter() -> None:
    """Bit-equal."""
    ground = hills(40)
    site = np.array([3, 38, ground[3, 38] + 10.0])
    one, two = (exact.visible(ground, CELL_M, site, FOUR_THIRDS, threads=n) for n in (1, 2))
    assert np.array_equal(one, two)


def test_a_march_agrees_with_the_map() -> None:
    """Targets clearly above and below the altitude of their cell."""
    ground = hills(120)
    site = np.array([60, 50, ground[60, 50] + 20.0])
    altitude = exact.visible(ground, CELL_M, site, FOUR_THIRDS, both=True)
    rows, cols = np.nonzero(altitude > ground + 60.0)
    above, below = (
        exact.seen(ground, CELL_M, site, FOUR_THIRDS, rows, cols, altitude[rows, cols] + up) for up in (30.0, -30.0)
    )
    assert above.mean() > 0.99
    assert below.mean() < 0.01


@pytest.mark.parametrize("layered", [False, True])
def test_plain_twin_is_equal(plain: SimpleNamespace, layered: bool) -> None:
    """To the last bits of a power."""
    ground = hills(12, 17)
    site = np.array([5, 9, ground[5, 9] + 5.0])
    bend = bending(Air(), site[2]) if layered else FOUR_THIRDS
    for both in (False, True):
        twin = plain.exact.visible(ground, CELL_M, site, bend, both=both, threads=1)
        assert exact.visible(ground, CELL_M, site, bend, both=both) == pytest.approx(twin, abs=1e-9)
    targets = np.array([1.5, 10.0]), np.array([2.5, 16.0]), np.array([400.0, 0.0])
    assert exact.seen(ground, CELL_M, site, bend, *targets).tolist() == plain.exact.seen(
        ground, CELL_M, site, bend, *targets, threads=1).tolist()  # fmt: skip
