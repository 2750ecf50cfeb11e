"""load.given: sensors and boxes typed by hand; mistakes are errors that say what would be right."""

from __future__ import annotations

import pytest

from skypact.core.errors import SkypactError
from skypact.load import given


def test_a_sensor_in_degrees() -> None:
    """Latitude first; units as everywhere."""
    assert given.sensor("49.5, 19.5, 20m, 100km") == (49.5, 19.5, 20.0, 100_000.0)
    assert given.sensor("49.5,19.5,0.02 km").range_m is None


def test_a_sensor_in_another_system() -> None:
    """EPSG:32634 has 500 km east at 21° E; 5,538,631 m north is 50° N within 20 m."""
    found = given.sensor("500000,5538631,20m", "EPSG:32634")
    assert found.lon == pytest.approx(21.0, abs=1e-6)
    assert found.lat == pytest.approx(50.0, abs=2e-4)
    assert given.sensor("50,21,20m", "EPSG:4258").lat == pytest.approx(50.0, abs=1e-5)


@pytest.mark.parametrize(("text", "crs", "said"), [
    ("120,49,20m", "EPSG:4326", "may be the longitude"),
    ("5500000,500000,20m", "EPSG:4326", "metres where degrees"),
    ("49.5,19.5,20m", "EPSG:2180", "degrees where EPSG:2180 has metres"),
    ("49.5,19.5,20m", "EPSG:99999", "no such reference system"),
    ("5500000,500000,20m", "EPSG:2180", "is not used"),
    ("49.5,19.5", "EPSG:4326", "2 parts"),
    ("x,19.5,20m", "EPSG:4326", "is not a number of degrees"),
    ("nan,19.5,20m", "EPSG:4326", "is not a number of degrees"),
    ("49.5,19.5,20", "EPSG:4326", "unit missing"),
    ("49.5,19.5,-3m", "EPSG:4326", "a mast of"),
    ("49.5,19.5,3m,0km", "EPSG:4326", "a range of"),
    ("49.5,190,3m", "EPSG:4326", "not within"),
])  # fmt: skip
def test_mistakes_are_told(text: str, crs: str, said: str) -> None:
    """Each names the text and what would be right."""
    with pytest.raises(SkypactError, match=said):
        given.sensor(text, crs)


@pytest.mark.parametrize(
    ("text", "said"), [("1,2,3", "3 numbers"), ("50,49,19,20", "south < north"), ("a,b,c,d", "four")]
)
def test_boxes_that_are_none(text: str, said: str) -> None:
    """Four numbers, in their order."""
    with pytest.raises(SkypactError, match=said):
        given.boxed(given.box(text))
