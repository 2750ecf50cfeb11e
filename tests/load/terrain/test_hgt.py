"""SRTM tiles: read to the sample, joined, and refused in plain words where something is wrong."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from skypact.core.errors import SkypactError
from skypact.load.terrain import hgt
from skypact.load.terrain.grid import Box

from .conftest import BOX, Grid, expected, plane, read

Write = Callable[..., Path]
TWO = Box(53.0, 54.0, 25.0, 27.0)
REAL = Path(__file__).parents[4] / "shared" / "data" / "N49E019.hgt"


def test_row_0_of_a_tile_is_north_and_of_a_terrain_south(tile: Write) -> None:
    made = read(tile())
    assert made.height_m.dtype == np.float32
    assert (made.south, made.north, made.west, made.east) == (53.0, pytest.approx(54.0), 25.0, pytest.approx(26.0))
    assert [float(made.height(*at)) for at in ((53, 25), (54, 25), (53, 26), (54, 26))] == [150, 170, 180, 200]
    assert float(made.height(53.4, 25.7)) == pytest.approx(expected(53.4, 25.7), abs=0.6)


def test_every_sample_lies_where_it_stands(tile: Write) -> None:
    """Sample (i, j) of the file is i/1200° south of the northern edge and j/1200° east of the western one."""
    def spike(heights: Grid) -> None:
        heights[300, 900] = 1500

    made = read(tile(spoil=spike))
    assert float(made.height(54 - 300 / 1200, 25 + 900 / 1200)) == pytest.approx(1500)
    between = (1500 + plane()[301, 900]) / 2
    assert float(made.height(54 - 300.5 / 1200, 25 + 900 / 1200)) == pytest.approx(between, abs=1)


def test_a_tile_of_one_second(tile: Write) -> None:
    made = read(tile(heights=plane(n=3601)), box=Box(53.2, 53.3, 25.2, 25.3))
    assert made.height_m.shape == (361, 361)
    assert made.step_lat_deg == pytest.approx(1 / 3600)


def test_lower_case_names_zip_files_and_folders(tile: Write, tmp_path: Path) -> None:
    path = tile("n53e025.hgt")
    plain = read(path)
    with zipfile.ZipFile(tmp_path / "N53E025.SRTMGL3.hgt.zip", "w") as archive:
        archive.write(path, "N53E025.hgt")
    path.unlink()
    zipped, folder = read(tmp_path / "N53E025.SRTMGL3.hgt.zip"), read(tmp_path)
    assert plain.sha256 == zipped.sha256 == folder.sha256
    assert np.array_equal(plain.height_m, folder.height_m)


def test_neighbours_are_joined_without_a_seam(tile: Write, tmp_path: Path) -> None:
    tile()
    tile("N53E026.hgt", plane(west=26))
    made = read(tmp_path, box=TWO)
    assert made.height_m.shape == (1201, 2401)
    assert float(made.height(53.5, 26.0)) == 190
    assert made.notes == ()


def test_only_tiles_that_the_box_needs_are_read(tile: Write, tmp_path: Path) -> None:
    tile()
    alone = read(tmp_path).sha256
    (tmp_path / "N60E025.hgt").write_bytes(b"not a tile at all")
    (tmp_path / "readme.txt").write_text("no tile")
    assert read(tmp_path, box=Box(53, 53.9999, 25, 26)).sha256 == alone


def test_a_few_voids_are_filled_and_told(tile: Write) -> None:
    def hole(heights: Grid) -> None:
        heights[600:605, 600:605] = hgt.VOID

    made = read(tile(spoil=hole))
    assert made.notes == ("N53E025.hgt: 25 voids (0.002% of the tile) are filled from their rims.",)
    assert float(made.height(54 - 602 / 1200, 25 + 602 / 1200)) == pytest.approx(plane()[602, 602], abs=1)
    assert not np.isnan(made.height_m).any()
    assert made.notes[0] in made.says


def test_voids_in_a_corner_are_filled_too(tile: Write) -> None:
    def corner(heights: Grid) -> None:
        heights[:4, :4] = hgt.VOID

    assert float(read(tile(spoil=corner)).height(54, 25)) == pytest.approx(170, abs=1)


def test_many_voids_only_where_that_is_said(tile: Write) -> None:
    def hole(heights: Grid) -> None:
        heights[100:200, 100:200] = hgt.VOID

    path = tile(spoil=hole)
    with pytest.raises(SkypactError, match=r"N53E025\.hgt: 10,000 voids, 0\.7% of the tile — at most 0\.1%"):
        read(path)
    made = read(path, allow=("voids",))
    assert float(made.height(54 - 150 / 1200, 25 + 150 / 1200)) == pytest.approx(plane()[150, 150], abs=1)


def test_a_missing_tile_is_sea_only_where_that_is_said(tile: Write) -> None:
    path = tile()
    with pytest.raises(SkypactError, match=r"no tile N53E026 for 53 to 54° N, 25 to 27° E — add the tiles.*\[sea\]"):
        read(path, box=TWO)
    made = read(path, box=TWO, allow=("sea",))
    assert float(made.height(53.5, 26.5)) == 0
    assert made.notes == ("No tile N53E026: taken as sea, 0 m.",)
    with pytest.raises(SkypactError, match="no tile N60E025"):  # nothing at all is not sea
        read(path, box=Box(60, 61, 25, 26), allow=("sea",))


def test_neighbours_that_disagree_are_refused_with_how_much(tile: Write, tmp_path: Path) -> None:
    tile()
    tile("N53E026.hgt", plane(west=26) + 40)
    with pytest.raises(SkypactError, match=r"N53E025\.hgt: disagrees with N53E026\.hgt .* 100% .* 40 m in the median"):
        read(tmp_path, box=TWO)
    made = read(tmp_path, box=TWO, allow=("seams",))
    assert float(made.height(53.5, 26.0)) == 210  # the mean of 190 and 230
    assert "differ on their common edge by up to 40 m: the mean of both is taken" in made.notes[0]


def test_a_small_difference_at_the_edge_is_told(tile: Write, tmp_path: Path) -> None:
    tile()
    tile("N54E025.hgt", plane(south=54) + 4)
    made = read(tmp_path, box=Box(53, 55, 25, 26))
    assert float(made.height(54.0, 25.0)) == 172
    assert "differ on their common edge by up to 4 m" in made.notes[0]


def swapped(path: Path) -> None:
    path.write_bytes(np.frombuffer(path.read_bytes(), ">i2").byteswap().tobytes())


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def grown(path: Path) -> None:
    path.write_bytes(b"\0" * 26_000_000)


def in_feet(path: Path) -> None:
    path.write_bytes(np.round(plane() / 0.3048).astype(">i2").tobytes())


def too_high(path: Path) -> None:
    path.write_bytes((plane() + 9900).astype(">i2").tobytes())


def mined(path: Path) -> None:
    heights = plane()
    heights[:50] = -9999
    path.write_bytes(heights.astype(">i2").tobytes())


def elsewhere(path: Path) -> None:
    path.write_bytes((plane() + 1500).astype(">i2").tobytes())


def empty(path: Path) -> None:
    path.write_bytes(b"")


def void(path: Path) -> None:
    path.write_bytes(np.full((1201, 1201), hgt.VOID, ">i2").tobytes())


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (cut, r"N53E025\.hgt: 2,884,702 bytes, which is no tile — 1201² or 3601² samples"),
        (empty, "0 bytes, which is no tile"),
        (grown, "more than 25,934,402 bytes, which is no tile"),
        (swapped, "the bytes of each sample stand in the wrong order — big-endian"),
        (in_feet, r"a mean height of 574 m where the coarse default has 1\d\d m — in feet\? 574 ft are 175 m"),
        (too_high, "heights from 10,050 to 10,100 m, which the earth does not have .in feet.. — heights in metres"),
        (mined, r"60,050 of them -9,999: voids without their mark"),
        (elsewhere, r"a mean height of 1,675 m where the coarse default has 1\d\d m — heights in metres at the right"),
        (void, "nothing but voids"),
    ],
)
def test_a_spoiled_tile_is_refused(tile: Write, spoil: Callable[[Path], None], message: str) -> None:
    path = tile()
    spoil(path)
    with pytest.raises(SkypactError, match=message):
        read(path)


def test_far_heights_are_taken_where_that_is_said(tile: Write) -> None:
    path = tile(heights=plane() + 1500)
    made = read(path, allow=("heights",))
    assert float(made.height(53, 25)) == 1650
    assert "taken as they are, as the scenario allows" in made.notes[0]


@pytest.mark.parametrize("name", ["tatra.hgt", "E025N53.hgt", "N95E025.hgt", "N53E190.hgt", "N5325.hgt"])
def test_a_name_that_says_no_place_is_refused(tile: Write, name: str) -> None:
    with pytest.raises(SkypactError, match="does not say where the tile lies — a tile is named by its south-west"):
        read(tile(name))


def test_names_south_and_west() -> None:
    assert hgt.corner("S01W002.hgt") == (-1, -2)
    assert hgt.title(-1, -2) == "S01W002"
    assert hgt.wanted(Box(-0.5, 0.5, -1.0, 1.0)) == [(-1, -1), (-1, 0), (0, -1), (0, 0)]


def test_what_else_cannot_be_one_terrain(tile: Write, tmp_path: Path) -> None:
    first = tile()
    with pytest.raises(SkypactError, match="tiles of 1201² and of 3601² samples together"):
        read(first, tile("N53E026.hgt", plane(west=26, n=3601)), box=TWO)
    other = tile("n53e025_v2.hgt", plane() + 1)
    with pytest.raises(SkypactError, match=r"n53e025_v2\.hgt: another tile of N53E025 beside N53E025\.hgt"):
        read(first, other)
    (tmp_path / "N53E025.hgt.zip").write_bytes(b"PK broken")
    with pytest.raises(SkypactError, match="not a zip file that can be read"):
        read(tmp_path / "N53E025.hgt.zip")
    (tmp_path / "empty").mkdir()
    with pytest.raises(SkypactError, match="empty: a folder without tiles"):
        read(tmp_path / "empty")
    with pytest.raises(SkypactError, match="no terrain 'smoth', and no such file or folder — did you mean 'smooth'"):
        read(Path("smoth"))


def test_all_faults_are_told_at_once(tile: Write, tmp_path: Path) -> None:
    cut(tile())
    tile("N53E026.hgt", plane(west=26) + 9900)
    tile("west.hgt")
    with pytest.raises(SkypactError) as refused:
        read(tmp_path, box=TWO)
    assert len(str(refused.value).splitlines()) == 3


@pytest.mark.skipif(not REAL.is_file(), reason="the real tile ../shared/data/N49E019.hgt is not here")
def test_a_real_tile_of_the_tatras() -> None:
    """27 voids; the Tatras west of 20° E reach 2,455 m in it; Babia Góra (1,725 m) stands at 49.573° N, 19.529° E."""
    made = read(REAL, box=Box(49, 50, 19, 20))
    assert made.notes == ("N49E019.hgt: 27 voids (0.002% of the tile) are filled from their rims.",)
    assert made.height_m.max() == 2455
    near = made.window(49.56, 49.59, 19.51, 19.55)
    assert near.height_m.max() == pytest.approx(1725, abs=25)
    assert read(REAL, box=BOX._replace(south=49.1, north=49.2, west=19.1, east=19.2)).sha256 == made.sha256
