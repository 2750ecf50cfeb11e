"""motion: where a route is at a moment."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from tests.kernels.shells import compiled

from skypact.kernels.earth import motion

find_leg = compiled(motion.find_leg)
#: Two routes in one table: rows 0–2, rows 3–4. Columns: t, x, y, z, height.
TABLE = np.array([
    [10.0, 0, 0, 0, 100], [20, 100, 0, 0, 200], [40, 100, 400, 0, 200],
    [0, 7, 7, 7, 7], [5, 7, 7, 7, 7],
])  # fmt: skip


@pytest.mark.parametrize(("t", "leg"), [(10, 0), (19.9, 0), (20, 1), (30, 1), (40, 1), (99, 1), (0, 0)])
@pytest.mark.parametrize("guess", [0, 1, 3])
def test_leg(t: float, leg: int, guess: int) -> None:
    """The row with t[k] ≤ t < t[k + 1], whatever leg the search begins at."""
    if guess == 1 and t < TABLE[1, 0]:
        guess = 0
    assert find_leg(TABLE, 0, 3, float(t), guess) == leg


def test_the_search_begins_anew_where_the_guess_is_of_another_route_or_late() -> None:
    """A guess beyond the moment, or of another route, is no guess."""
    assert find_leg(TABLE, 0, 3, 12.0, 1) == 0
    assert find_leg(TABLE, 3, 2, 2.0, 0) == 3


@pytest.mark.parametrize(
    ("t", "there"),
    [
        (15, (50, 0, 0, 150)), (20, (100, 0, 0, 200)), (25, (100, 100, 0, 200)),
        (0, (0, 0, 0, 100)), (99, (100, 400, 0, 200)),  # before the start and after the end it stays there
    ],
)  # fmt: skip
def test_position(plain, t: float, there: tuple[float, ...]) -> None:
    """Linear between rows; clamped to the route."""
    objects = np.array([(0, 3), (3, 2)], dtype=[("wp_first", "i8"), ("wp_count", "i8")]).view(np.recarray)
    world = SimpleNamespace(object=objects, waypoint=TABLE)
    assert plain.motion.position(world, 0, float(t)) == pytest.approx(there)
    assert plain.motion.position(world, 1, float(t)) == (7, 7, 7, 7)
