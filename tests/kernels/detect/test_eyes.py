"""Eyes: distance, light, cloud, cells of weather, size."""

from __future__ import annotations

import math
from typing import Any

import pytest
from tests.engine.scenes import flight, observer
from tests.kernels.detect.looking import Scene, air

LIGHT = {"light": {"target": "light", "speed": "60 m/s", "altitude": "1 km", "rcs": "5 dBsm", "visual": 0.5}}


def p(plain, range_m: float = 3000.0, height_m: float = 500.0, **environment: Any) -> float:
    """Return the chance that an observer (0.6 by day, a quarter of it by night, 4 km) notices half a light aircraft."""
    s = Scene(plain, air(
        environment, sensors={"eyes": observer(notices=0.6, night_factor=0.25, distance="4 km", at=[53.5, 24])},
        posts={"border": {"nation": "AA"}}, crafts=LIGHT, intruders={"lone": flight((54, 24), (53, 24), type="light")},
    ))  # fmt: skip
    level = s.level(range_m, height_m)
    return 0.0 if level == -math.inf else level


def test_eyes(plain) -> None:
    """Chance = notices × visual, at most 1, less at night; nothing beyond distance, visibility, or in the cloud."""
    assert p(plain) == pytest.approx(0.3)
    assert p(plain, 4001.0) == 0.0
    assert p(plain, daylight="night") == pytest.approx(0.075)
    assert p(plain, visibility="2 km") == 0.0
    assert p(plain, cloud_base="400 m") == 0.0
    assert p(plain, height_m=300.0, cloud_base="400 m") == pytest.approx(0.3)


@pytest.mark.parametrize(
    ("cell", "range_m", "height_m", "expected"),
    [
        ({"centre": [53.5, 24], "radius": "10 km", "visibility": "2 km"}, 3000.0, 500.0, 0.0),
        ({"centre": [53.5, 24], "radius": "10 km", "visibility": "2 km"}, 1900.0, 500.0, 0.3),
        ({"centre": [53.5, 24], "radius": "10 km", "cloud_base": "400 m"}, 1900.0, 500.0, 0.0),
        ({"centre": [53.5, 24], "radius": "10 km"}, 3000.0, 500.0, 0.3),  # says nothing: as everywhere
        ({"centre": [53.7, 24], "radius": "10 km", "visibility": "2 km"}, 3000.0, 500.0, 0.3),  # 22 km away
    ],
)
def test_a_cell_of_weather_binds_the_eyes_within_it(
    plain, cell: dict[str, Any], range_m: float, height_m: float, expected: float
) -> None:
    """Where the observer stands counts: its own visibility and cloud, those of the theatre where it says nothing."""
    assert p(plain, range_m, height_m, weather={"fog": cell}) == pytest.approx(expected)


def test_of_two_cells_the_first_by_name_counts(plain) -> None:
    """Order in the file is nothing; a clear cell in a fog lets eyes see."""
    clear = {"centre": [53.5, 24], "radius": "5 km", "visibility": "20 km"}
    fog = {"centre": [53.5, 24], "radius": "9 km", "visibility": "1 km"}
    assert p(plain, weather={"b": fog, "a": clear}) == pytest.approx(0.3)
    assert p(plain, weather={"a": fog, "b": clear}) == 0.0
