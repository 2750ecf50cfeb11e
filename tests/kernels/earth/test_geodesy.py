"""geodesy: ECEF and back against PROJ, frames by hand, and the published horizons."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Transformer
from tests.kernels.shells import compiled_all

from skypact.kernels.earth import geodesy as kernels

geodesy = compiled_all(kernels, "to_ecef", "to_geodetic", "horizon_m")
PROJ = Transformer.from_crs("EPSG:4979", "EPSG:4978")
WORLD = {"lat": st.floats(-90, 90), "lon": st.floats(-180, 180), "h": st.floats(-500, 1_000_000)}


@settings(max_examples=200, deadline=None)
@given(**WORLD)
def test_to_ecef_is_that_of_proj(lat: float, lon: float, h: float) -> None:
    """To a micrometre, poles and the date line included."""
    assert geodesy.to_ecef(math.radians(lat), math.radians(lon), h) == pytest.approx(
        PROJ.transform(lat, lon, h), abs=1e-6
    )


@settings(max_examples=200, deadline=None)
@given(**WORLD)
def test_there_and_back_is_the_same_place(lat: float, lon: float, h: float) -> None:
    """ECEF → geodetic → ECEF to a micrometre, heights to a micrometre (Olson states 1e-8 m)."""
    x, y, z = PROJ.transform(lat, lon, h)
    back = geodesy.to_geodetic(x, y, z)
    assert back[2] == pytest.approx(h, abs=1e-6)
    assert geodesy.to_ecef(*back) == pytest.approx((x, y, z), abs=1e-6)


def test_places_by_hand() -> None:
    """On the equator, at the pole: a = 6,378,137 m and b = a(1 − f) = 6,356,752.3142 m."""
    assert geodesy.to_ecef(0.0, 0.0, 0.0) == pytest.approx((6378137.0, 0.0, 0.0), abs=1e-9)
    assert geodesy.to_ecef(0.0, math.pi / 2, 100.0) == pytest.approx((0.0, 6378237.0, 0.0), abs=1e-6)
    assert geodesy.to_ecef(math.pi / 2, 0.0, 0.0) == pytest.approx((0.0, 0.0, 6356752.3142), abs=1e-4)
    assert geodesy.to_geodetic(0.0, 0.0, -6356752.314245 - 50)[0] == pytest.approx(-math.pi / 2)


# facts.md section 2, 4/3 earth: mast m, target m, trees m → km, and half of the last digit
@pytest.mark.parametrize(
    ("mast", "target", "trees", "km", "half"),
    [
        (10, 30, 0, 35.6, 0.05), (20, 50, 0, 47.6, 0.05), (20, 100, 0, 59.7, 0.05), (10, 1000, 0, 143.4, 0.05),
        (9000, 100, 0, 432.2, 0.05), (10, 30, 20, 26, 0.5),
    ],
)  # fmt: skip
def test_horizons_are_the_published_ones(mast: float, target: float, trees: float, km: float, half: float) -> None:
    """Each row of the table to half of its last digit."""
    assert geodesy.horizon_m(mast, target, trees, 4 / 3) / 1000 == pytest.approx(km, abs=half)


def test_trees_hide_all_below_them_and_never_help() -> None:
    """A target under the trees is seen only as far as the mast sees the ground; a lower k brings the horizon nearer."""
    ground = geodesy.horizon_m(20.0, 0.0, 0.0, 4 / 3)
    assert geodesy.horizon_m(20.0, 10.0, 15.0, 4 / 3) == ground
    assert geodesy.horizon_m(20.0, 16.0, 15.0, 4 / 3) > ground
    assert geodesy.horizon_m(20.0, 300.0, 0.0, 1.0) < geodesy.horizon_m(20.0, 300.0, 0.0, 4 / 3)


def test_local_frames_and_angles(plain) -> None:
    """At 0° N 0° E: east is y, north is z, up is x; an object to the north-east at 45° of height."""
    import numpy as np

    frame = np.zeros((3, 3))
    assert plain.looks.local_frame(6378137.0 + 70.0, 0.0, 0.0, frame) == pytest.approx(70.0)
    assert frame == pytest.approx(np.array([[0.0, 1, 0], [0, 0, 1], [1, 0, 0]]), abs=1e-12)
    r, az, el = plain.looks.spherical(frame, math.sqrt(2) * 1000, 1000.0, 1000.0)
    assert (r, az, el) == pytest.approx((2000.0, math.pi / 4, math.pi / 4))
    assert plain.looks.spherical(frame, 0.0, -1000.0, 0.0)[1] == pytest.approx(-math.pi / 2)  # west
