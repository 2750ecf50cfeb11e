"""Sight over the round earth through layered air, and masks of terrain."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from tests.engine.scenes import flight, radar
from tests.kernels.detect.looking import Scene, mask

JET = {"j": flight((54, 24), (53, 24))}


def world(plain, environment: dict[str, Any] | None = None) -> Any:
    """Return the world of one radar and one jet."""
    return Scene(plain, mask(environment, sensors={"radar": radar()}, intruders=JET)).world


@pytest.mark.parametrize(("mast_m", "up_m"), [(10.0, 30.0), (8.0, 300.0), (30.0, 1000.0)])
def test_low_down_the_horizon_is_that_of_the_effective_earth(plain, mast_m: float, up_m: float) -> None:
    """√(2 k R h) with k of the air at the ground, 1.3756 for 315 N-units over 7.35 km, within a hundredth."""
    k = 1 / (1 - 6_371_000.0 * 315e-6 / 7350.0)
    assert k == pytest.approx(1.3756, abs=1e-4)
    by_hand = math.sqrt(2 * k * 6_371_000.0) * (math.sqrt(mast_m) + math.sqrt(up_m))
    assert plain.horizon.sight_m(world(plain), 0, mast_m, up_m) == pytest.approx(by_hand, rel=0.01)


def test_trees_rise_before_the_target_and_not_before_the_mast(plain) -> None:
    """A mast of 10 m sees a target at 30 m over trees of 20 m at 26 km: twice √(2 k R 10 m)."""
    w = world(plain, {"trees": "20 m"})
    assert plain.horizon.sight_m(w, 0, 10.0, 30.0) == pytest.approx(26_480.0, abs=150.0)
    assert plain.horizon.sight_m(w, 0, 10.0, 20.0) == plain.horizon.sight_m(w, 0, 10.0, 5.0)


def test_between_the_rows_of_the_table(plain) -> None:
    """Linear in the root of the height: within a metre of the exact grazing ray; never beyond the table's end."""
    from skypact.lower.sense.air import Air, grazing

    w = world(plain)
    heights = np.array([3.0, 47.0, 812.0, 9_133.0, 61_000.0, 987_654.0])
    exact = grazing(Air(315.0, 7350.0), heights)
    found = [plain.horizon.graze_m(w, 0, h) for h in heights]
    assert found == pytest.approx(exact, abs=20.0, rel=2e-5)
    assert plain.horizon.graze_m(w, 0, 1e9) == plain.horizon.graze_m(w, 0, 3e6)
    assert plain.horizon.graze_m(w, 0, -5.0) == 0.0


def test_a_duct_reaches_farther(plain) -> None:
    """400 N-units over 3.2 km: k = 1 / (1 − 0.796) = 4.9 at the ground, a horizon 1.87 times as far for low heights."""
    w = world(plain, {"duct": {"chance": 0.5}})
    near, far = (plain.horizon.sight_m(w, air, 10.0, 10.0) for air in (0, 1))
    assert far / near == pytest.approx(math.sqrt((1 / (1 - 6.371 * 400 / 3200)) / 1.3756), rel=0.02)
    assert world(plain).grazing[1] == pytest.approx(world(plain).grazing[0])  # where there is none both are the same


@pytest.mark.parametrize(
    ("r", "h1", "h2", "over"),
    [(10_000.0, 0.0, 0.0, 10_000.0), (5_000.0, 1_000.0, 6_000.0, 0.0), (3_707_021.0, 0.0, 1e6, 3_357_348.0),
     (100_000.0, 0.0, 60_000.0, 79_626.0)],
)  # fmt: skip
def test_distance_along_the_ground(plain, r: float, h1: float, h2: float, over: float) -> None:
    """Straight up none; the tangent to 1,000 km: √(7371² − 6371²) = 3,707.02 km for 6371 acos(6371/7371) = 3,357 km.

    60 km up at 100 km: 80 km on a flat earth, less where the earth curves and the radius is larger.
    """
    assert plain.horizon.along_m(r, h1, h2) == pytest.approx(over, rel=1e-4, abs=1e-3)
    assert plain.horizon.along_m(r, h2, h1) == pytest.approx(plain.horizon.along_m(r, h1, h2))
    theta = over / 6_371_000.0  # and back by the law of cosines
    a, b = 6_371_000.0 + h1, 6_371_000.0 + h2
    assert math.sqrt(a * a + b * b - 2 * a * b * math.cos(theta)) == pytest.approx(r, rel=1e-4)


def masks() -> SimpleNamespace:
    """Return two masks of four rays and three ranges (step 1 km): least heights, edges; the second from 100 s on."""
    rows = np.zeros((2, 3, 4, 3), np.float32)
    rows[0, 0] = [[0, 100, 200], [0, 300, 400], [0, 0, 0], [0, 0, 0]]
    rows[0, 1] = [[0, 500, 700], [0, 0, 0], [0, 0, 0], [0, 0, 0]]
    rows[0, 2] = [[0, 260, 310], [0, 0, 0], [0, 0, 0], [0, 0, 0]]
    g = np.zeros(28)
    g[1], g[2] = 160.0, 15.0  # ground, trees
    return SimpleNamespace(mask=rows, mask_at=np.array([[-np.inf, 1000.0], [100.0, 1000.0]]), settings=g)


def test_masks_in_time(plain) -> None:
    """The row that holds is the last that has begun."""
    w = masks()
    assert [plain.horizon.mask_row(w, 0, 2, t) for t in (-1.0, 99.9, 100.0, 1e6)] == [0, 0, 1, 1]


@pytest.mark.parametrize(
    ("az_deg", "over_m", "least_m"),
    [(0, 1000, 100), (0, 1500, 150), (45, 1000, 200),
     (45, 1500, 250), (90, 1000, 300), (-45, 1000, 50), (315, 1000, 50)],
)
def test_least_visible_height_between_rays_and_ranges(plain, az_deg: int, over_m: float, least_m: float) -> None:
    """Bilinear, and round the circle; trees at the target hide 15 m more."""
    w = masks()
    az = math.radians(az_deg)
    assert plain.horizon.polar(w.mask[0], 0, 1000.0, az, over_m) == pytest.approx(least_m, abs=0.01)
    assert plain.horizon.hidden(w, 0, az, over_m, least_m + 14.9)
    assert not plain.horizon.hidden(w, 0, az, over_m, least_m + 15.1)


def test_the_edge_of_a_path(plain) -> None:
    """That of the nearest ray and range, over the theatre's ground with trees on it; none behind the target."""
    w = masks()
    assert plain.horizon.edge(w, 0, 0.1, 1900.0) == (700.0, pytest.approx(310.0 - 160.0 + 15.0))
    assert plain.horizon.edge(w, 0, 0.1, 1100.0) == (500.0, pytest.approx(260.0 - 160.0 + 15.0))
    assert plain.horizon.edge(w, 0, 0.1, 499.0) == (0.0, 0.0)
    assert plain.horizon.edge(w, 0, math.pi, 1900.0) == (0.0, 0.0)
