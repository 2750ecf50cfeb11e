"""`skypact cover` on a tile made by hand: what is printed, what is written, and what a mistake leaves."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import numpy as np
import pytest
from tests.cli.terminal import skypact

from skypact.cli.folder import read_mark


@pytest.fixture
def tile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a tile of gentle hills, 600 to 800 m, 49 to 50° N, 19 to 20° E, and go into its folder."""
    monkeypatch.chdir(tmp_path)
    x = np.linspace(0, 12 * np.pi, 1201)
    heights = 700 + 100 * np.sin(x)[None, :] * np.cos(x)[:, None]
    path = tmp_path / "N49E019.hgt"
    path.write_bytes(heights.astype(">i2").tobytes())
    return path


WORDS = ("cover", "--terrain", "N49E019.hgt", "--cell", "1 km", "--at", "300m,3km", "--out", "made")


def test_a_map_of_places_is_printed_and_written(tile: Path, capsys) -> None:
    """Two sensors; the files open, agree with each other, and hold the area that is printed."""
    code, out, err = skypact(*WORDS, "--sensor", "49.5,19.5,30m,40km", "--sensor", "49.6,19.3,10m", "--why", "--each",
                             capsys=capsys)  # fmt: skip
    assert code == 0, err
    assert re.search(r"^sensor 1 +49\.5, 19\.5 +\d+ m \+\d+ +40 km", out, re.M)
    assert "N49E019.hgt" in out
    made = Path("made")
    assert read_mark(made) is not None
    data = json.loads((made / "result.json").read_text(encoding="utf-8"))
    assert data["covered_km2"][0] < data["covered_km2"][1]
    shapes = json.loads((made / "cover.geojson").read_text(encoding="utf-8"))["features"]
    assert [f["properties"]["height_m"] for f in shapes] == [300.0, 3000.0]
    assert area_km2(shapes[1]["geometry"]["coordinates"]) == pytest.approx(data["covered_km2"][1], rel=0.01)
    with (made / "horizon.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 2 * 360
    assert {row["sensor"] for row in rows} == {"sensor 1", "sensor 2"}
    for name in ("cover.png", "count.png", "why.png"):
        assert (made / name).read_bytes().startswith(b"\x89PNG")
    rasterio = pytest.importorskip("rasterio")
    with rasterio.open(made / "count.tif") as file:
        count = file.read()
        cell = abs(file.transform.a) ** 2 / 1e6
        assert file.crs.to_dict()["proj"] == "aeqd"
    assert np.count_nonzero((count[1] > 0) & (count[1] < 255)) * cell == pytest.approx(data["covered_km2"][1])
    with rasterio.open(made / "lowest.tif") as file:
        row, column = file.index(0.0, 0.0)  # the middle, where the first sensor stands
        assert 590 < file.read(1)[row, column] < 810
    assert (made / "sight-sensor-1.tif").exists()


def area_km2(polygons: list[list[list[list[float]]]]) -> float:
    """Return the area of polygons of degrees on the sphere of equal area, holes taken off by their turning."""
    from pyproj import Geod

    geod = Geod(ellps="WGS84")
    rings = [ring for polygon in polygons for ring in polygon]
    return sum(geod.polygon_area_perimeter([c[0] for c in r], [c[1] for c in r])[0] for r in rings) / 1e6


def test_json_is_the_result(tile: Path, capsys) -> None:
    """The same on stdout as in the folder; the folder is named on stderr."""
    code, out, err = skypact(*WORDS, "--sensor", "49.5,19.5,30m,40km", "--format", "json", capsys=capsys)
    assert code == 0
    assert json.loads(out) == json.loads(Path("made/result.json").read_text(encoding="utf-8"))
    assert err.startswith("folder: made")


def test_without_rasterio_it_is_said(tile: Path, capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything else is written."""
    monkeypatch.setattr("skypact.exchange.geotiff.can_write", lambda: False)
    code, out, _ = skypact(*WORDS, "--sensor", "49.5,19.5,30m,40km", capsys=capsys)
    assert code == 0
    assert "rasterio is not installed" in out
    assert not list(Path("made").glob("*.tif"))
    assert Path("made/cover.png").exists()


@pytest.mark.parametrize(("words", "said"), [
    (("--sensor", "19.5,49.5,30m"), "exchanged?"),
    (("--sensor", "51,19.5,30m"), "off the map"),
    (("--sensor", "5500000,500000,30m"), "metres where degrees"),
    (("--sensor", "49.5,19.5,30m", "--crs", "EPSG:99999"), "no such reference system"),
    (("--sensor", "49.5,19.5,30m", "--zones"), "needs a scenario"),
    (("2016-05-border", "--sensor", "49.5,19.5,30m"), "one of the two"),
    ((), "one of the two"),
])  # fmt: skip
def test_a_mistake_is_one_message_and_leaves_nothing(tile: Path, capsys, words: tuple[str, ...], said: str) -> None:
    """Exit code 2, no folder, not half of one."""
    code, out, err = skypact(*WORDS, *words, capsys=capsys)
    assert (code, out) == (2, "")
    assert said in err
    assert [path.name for path in Path().iterdir()] == ["N49E019.hgt"]
