"""Terrain in a scenario: paths from its folder, faults with their line, a hash of content and not of paths."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.load.conftest import SMALL

from skypact.core.errors import InputFaults
from skypact.load.canonical import canonical, dump_yaml, sha256
from skypact.load.scenario import scenario
from skypact.load.terrain.terrain import under

from .conftest import plane

Write = Callable[..., Path]
#: The theatre of SMALL, cut to two tiles.
TEXT = SMALL.replace("theatre: {south: 53, north: 55, west: 23, east: 25}",
                     "theatre: {south: 53, north: 55, west: 23.1, east: 24}\nenvironment:\n  terrain: TERRAIN")


def written(folder: Path, terrain: str, more: str = "") -> Path:
    text = TEXT.replace("TERRAIN", terrain + more).replace("[54.5, 24]}, {at: Town", "[54.5, 23.9]}, {at: Town")
    folder.mkdir(exist_ok=True, parents=True)
    path = folder / "small.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def tiles(folder: Path) -> None:
    folder.mkdir(parents=True)
    for south in (53, 54):
        (folder / f"N{south}E023.hgt").write_bytes(plane(south, 23).astype(">i2").tobytes())


def test_paths_are_taken_from_the_folder_of_the_scenario(tmp_path: Path) -> None:
    tiles(tmp_path / "a" / "ground")
    made = scenario(written(tmp_path / "a", "ground"))
    assert made.environment.terrain == str(tmp_path / "a" / "ground")
    assert under(made).name == "N53E023.hgt, N54E023.hgt"


def test_the_hash_is_of_the_content_and_not_of_the_path(tmp_path: Path) -> None:
    tiles(tmp_path / "a" / "ground")
    tiles(tmp_path / "b" / "other")
    first = scenario(written(tmp_path / "a", "ground"))
    second = scenario(written(tmp_path / "b", "[other/N54E023.hgt, other/N53E023.hgt]"))
    assert canonical(first) == canonical(second)
    assert str(tmp_path) not in canonical(first)
    (tmp_path / "b" / "other" / "N54E023.hgt").write_bytes((plane(54, 23) + 1).astype(">i2").tobytes())
    assert sha256(scenario(written(tmp_path / "b", "other"))) != sha256(first)
    assert sha256(scenario(written(tmp_path / "b", "coarse"))) != sha256(first)


def test_the_resolved_form_holds_its_terrain_fast(tmp_path: Path) -> None:
    tiles(tmp_path / "a" / "ground")
    made = scenario(written(tmp_path / "a", "ground"))
    resolved = tmp_path / "elsewhere.yaml"
    resolved.write_text(dump_yaml(made), encoding="utf-8")
    assert canonical(scenario(resolved)) == canonical(made)
    (tmp_path / "a" / "ground" / "N53E023.hgt").write_bytes((plane(53, 23) + 1).astype(">i2").tobytes())
    with pytest.raises(InputFaults, match="the terrain is not what this resolved form was made from"):
        scenario(resolved)


def test_every_fault_has_its_line_beside_those_of_the_rest(tmp_path: Path) -> None:
    tiles(tmp_path / "ground")
    (tmp_path / "ground" / "N53E023.hgt").write_bytes(b"short")
    path = written(tmp_path, "\n    - ground/N53E023.hgt\n    - ground/N54E099.hgt\n  visibility: 5 parsecs")
    with pytest.raises(InputFaults) as refused:
        scenario(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    told = {(lines[f.line - 1].strip(), f.path) for f in refused.value.faults}
    assert ("visibility: 5 parsecs", "environment.visibility") in told
    path = written(tmp_path, "\n    - ground/N53E023.hgt\n    - ground/N54E099.hgt")
    with pytest.raises(InputFaults) as refused:
        scenario(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    told = {(lines[f.line - 1].strip(), f.path, f.what) for f in refused.value.faults}
    assert told == {
        ("- ground/N53E023.hgt", "environment.terrain.0", "N53E023.hgt: 5 bytes, which is no tile"),
        ("- ground/N54E099.hgt", "environment.terrain.1", "no terrain 'N54E099.hgt', and no such file or folder"),
    }


def test_a_theatre_larger_than_the_tiles(tmp_path: Path) -> None:
    tiles(tmp_path / "ground")
    (tmp_path / "ground" / "N54E023.hgt").unlink()
    with pytest.raises(InputFaults, match=r"small\.yaml:\d+:\d+: environment\.terrain: no tile N54E023 for 53"):
        scenario(written(tmp_path, "ground"))
    made = scenario(written(tmp_path, "ground", "\n  terrain_allow: [sea]"))
    assert "No tile N54E023: taken as sea, 0 m." in under(made).says


def test_smooth_is_hashed_as_if_there_were_no_other(tmp_path: Path) -> None:
    made = scenario(written(tmp_path, "smooth"))
    assert "terrain_" not in canonical(made)
    assert under(made).kind == "smooth"
