"""GeoTIFF: any reference system to one grid, units and voids by their tags, everything else refused in plain words."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from skypact.core.errors import SkypactError
from skypact.load.terrain.grid import Box

from .conftest import BOX, expected, read

rasterio = pytest.importorskip("rasterio", reason="GeoTIFF needs the extra `terrain`")
STEP = 1 / 120  # 30″: centres of cells at 53 + STEP/2 …
Write = Callable[..., Path]


def cells(west: float = 25.0, east: float = 26.0) -> np.ndarray:
    """Return the plane of the .hgt tests at the centres of cells, row 0 the northernmost."""
    lat = 54 - STEP / 2 - np.arange(120) * STEP
    lon = west + STEP / 2 + np.arange(round((east - west) * 120)) * STEP
    return expected(lat[:, None], lon[None, :]).astype(np.float32)


@pytest.fixture
def tif(tmp_path: Path) -> Write:
    """Write a GeoTIFF of heights or of anything else."""

    def write(
        name: str = "a.tif", heights: np.ndarray | None = None, west: float = 25.0, unit: str = "", **tags: Any
    ) -> Path:
        data = cells() if heights is None else heights
        place = rasterio.transform.from_origin(west, 54, STEP, STEP)
        profile = {"crs": "EPSG:4326", "transform": place, "dtype": data.dtype, "count": 1} | tags
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            path = tmp_path / name
            with rasterio.open(path, "w", driver="GTiff", height=data.shape[0], width=data.shape[1], **profile) as file:
                for band in range(profile["count"]):
                    file.write(data, band + 1)
                if unit:
                    file.units = (unit,)
        return path

    return write


def test_a_grid_of_degrees_is_taken_as_it_is(tif: Write) -> None:
    made = read(tif())
    assert made.kind == "geotiff"
    assert np.array_equal(made.height_m, cells()[::-1])
    assert made.south == pytest.approx(53 + STEP / 2)
    assert float(made.height(53.4, 25.7)) == pytest.approx(expected(53.4, 25.7), abs=1e-3)
    assert float(made.height(53.0, 25.0)) == pytest.approx(expected(53 + STEP / 2, 25 + STEP / 2), abs=1e-3)


def test_only_the_box_is_read(tif: Write) -> None:
    made = read(tif(), box=Box(53.3, 53.4, 25.5, 25.7))
    assert made.height_m.shape[0] <= 15
    assert float(made.height(53.35, 25.6)) == pytest.approx(expected(53.35, 25.6), abs=1e-3)


def test_a_projected_grid_is_brought_to_degrees(tif: Write, tmp_path: Path) -> None:
    """The plane sampled at UTM nodes by pyproj, read back at places of latitude and longitude: equal to 0.1 m."""
    from pyproj import Transformer

    easting, northing = 355_000 + 500 * np.arange(160), 5_990_000 - 500 * np.arange(250)
    back = Transformer.from_crs("EPSG:32635", "EPSG:4326", always_xy=True)
    lon, lat = back.transform(*np.meshgrid(easting + 250.0, northing - 250.0))
    place = rasterio.Affine(500, 0, 355_000, 0, -500, 5_990_000)
    heights = expected(lat, lon).astype(np.float32)
    made = read(tif("utm.tif", heights, crs="EPSG:32635", transform=place), box=Box(53.1, 53.9, 25.1, 25.8))
    at = np.meshgrid(np.linspace(53.1, 53.9, 30), np.linspace(25.1, 25.8, 30))
    assert np.abs(made.height(*at) - expected(*at)).max() < 0.1
    assert made.notes == ("utm.tif was brought from EPSG:32635 to latitude and longitude.",)


@pytest.mark.parametrize(("unit", "foot_m"), [("ft", 0.3048), ("US survey foot", 1200 / 3937), ("feet", 0.3048)])
def test_feet_by_the_tag_become_metres(tif: Write, unit: str, foot_m: float) -> None:
    made = read(tif(heights=(cells() / foot_m).astype(np.float32), unit=unit))
    assert np.abs(made.height_m - cells()[::-1]).max() < 1e-3
    assert made.notes == (f"a.tif has heights in feet ({unit}): turned into metres.",)


def test_feet_without_a_tag_are_found_by_the_coarse_default(tif: Write) -> None:
    with pytest.raises(SkypactError, match=r"a mean height of 574 m where .* in feet\? 574 ft are 175 m"):
        read(tif(heights=(cells() / 0.3048).astype(np.float32)))


def test_voids_by_the_tag(tif: Write) -> None:
    heights = cells()
    heights[50, 50:53] = -32000
    made = read(tif(heights=heights, nodata=-32000))
    assert made.notes == ("3 nodes without a height (0.021%) are filled from their rims.",)
    assert np.abs(made.height_m - cells()[::-1]).max() < 0.5
    with pytest.raises(SkypactError, match=r"3 of them -32,000: voids without their mark"):
        read(tif(heights=heights))


def test_many_gaps_only_as_is_said(tif: Write) -> None:
    path = tif("half.tif", cells()[:, :60])
    with pytest.raises(SkypactError, match=r"7,200 nodes without a height, 50\.0% of 53 to 54° N, 25 to 26° E"):
        read(path)
    assert float(read(path, allow=("sea",)).height(53.5, 25.9)) == 0
    assert float(read(path, allow=("voids",)).height(53.5, 25.6)) == pytest.approx(expected(53.5, 25.5), abs=2)


def test_files_side_by_side_are_joined(tif: Write) -> None:
    made = read(tif("l.tif", cells()[:, :60]), tif("r.tif", cells()[:, 60:], west=25.5))
    assert np.array_equal(made.height_m, cells()[::-1])


def test_a_step_between_files_is_refused_with_how_much(tif: Write) -> None:
    left, right = tif("l.tif", cells()[:, :60]), tif("r.tif", cells()[:, 60:] + 30, west=25.5)
    with pytest.raises(SkypactError, match=r"l\.tif: disagrees with r\.tif at their seam: a step of 30 m all along"):
        read(left, right)
    made = read(left, right, allow=("seams",))
    assert "a step of 30 m all along: taken as the scenario allows" in made.notes[0]


def test_files_that_overlap_must_agree(tif: Write) -> None:
    left = tif("l.tif", cells()[:, :70])
    assert np.array_equal(read(left, tif("r.tif", cells()[:, 50:], west=25 + 50 * STEP)).height_m, cells()[::-1])
    with pytest.raises(SkypactError, match=r"disagrees with s\.tif where both have heights: a tenth of them by 25 m"):
        read(left, tif("s.tif", cells()[:, 50:] + 25, west=25 + 50 * STEP))


def test_a_picture_or_a_place_that_is_not_told(tif: Write) -> None:
    byte = np.zeros((10, 10), np.uint8)
    for made, message in (
        ({"heights": byte, "count": 3}, "no band of heights: 3 bands of uint8, which is a picture or a shaded relief"),
        ({"heights": byte}, "no band of heights: 1 band of uint8"),
        ({"count": 2}, "no band of heights: 2 bands of float32"),
        ({"crs": None}, r"a\.tif: does not say where it lies: no coordinate reference system — write it into the file"),
        ({"transform": rasterio.Affine.identity()}, "no geotransform"),
        ({"unit": "fathom"}, "heights in 'fathom' — metres or feet"),
        ({"west": 40.0}, r"no GeoTIFF reaches into 53 to 54° N, 25 to 26° E \(a\.tif: 53 to 54° N, 40 to 41° E\)"),
        ({"heights": np.full((120, 120), -1, np.int16), "nodata": -1}, "no heights in the box, only voids"),
    ):
        with pytest.raises(SkypactError, match=message):
            read(tif(**made))


def test_a_corrupt_file_is_refused_without_its_folder(tif: Write, tmp_path: Path) -> None:
    whole = tif(compress="deflate").read_bytes()
    for name, raw in (("cut", whole[: len(whole) // 2]), ("junk", b"not a tiff"), ("empty", b"")):
        path = tmp_path / f"{name}.tif"
        path.write_bytes(raw)
        with pytest.raises(SkypactError, match=f"{name}\\.tif: (not a GeoTIFF|its heights cannot)") as refused:
            read(path)
        assert str(tmp_path) not in str(refused.value)
    damaged = bytearray(whole)
    damaged[-3000:-1000] = bytes(2000)
    (tmp_path / "damaged.tif").write_bytes(damaged)
    with pytest.raises(SkypactError, match=r"damaged\.tif: its heights cannot be read"):
        read(tmp_path / "damaged.tif")


def test_tiles_of_both_kinds_are_refused(tif: Write, tmp_path: Path) -> None:
    tif()
    (tmp_path / "N53E025.hgt").write_bytes(b"")
    with pytest.raises(SkypactError, match="SRTM tiles and GeoTIFF together"):
        read(tmp_path)


def test_without_rasterio_the_extra_is_named(tif: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    path = tif()
    monkeypatch.setitem(sys.modules, "rasterio", None)
    with pytest.raises(SkypactError, match=r"GeoTIFF needs rasterio, which is not installed — .*skypact\[terrain\]"):
        read(path, box=BOX._replace(south=53.1))
