"""Weights: what is assumed moves together, and the assumption that decides weighs most."""

from __future__ import annotations

from pathlib import Path

import pytest

from skypact.core.errors import SkypactError
from skypact.load.overlay.quantities import quantities
from skypact.load.scenario import scenario
from skypact.study.weights.families import all_set, families
from skypact.study.weights.weights import weights

TEXT = """\
format: 1
id: eyes
title: One radar
question: {text: Is it seen?, measure: detected}
date: 2016-05-06
start: "05:00"
duration: 20 min
theatre: {south: 52, north: 56, west: 23, east: 30}
nations: {BY: {title: Belarus}}
posts:
  minsk: {nation: BY, at: [53.9, 27.6], picture: true, handling: {value: 30 s, low: 10 s, high: 60 s, assumed: true}}
  brest: {nation: BY, at: [53.9, 27.5], handling: {value: 30 s, low: 10 s, high: 60 s, assumed: true}}
sensors:
  lida:
    kind: radar
    nation: BY
    at: [53.9, 25.3]
    reports_to: minsk
    reference: {range: {value: 60 km, low: 1 km, high: 200 km, assumed: true}, rcs: 1 m2}
    max_range: {value: 250 km, low: 200 km, high: 300 km, source: manual}
crafts:
  light: {target: light, speed: 180 km/h, altitude: {value: 2 km, low: 1 km, high: 3 km, assumed: true}, rcs: 0 dBsm}
intruders:
  one: {type: light, intent: trespass, route: [{at: [54.0, 25.2]}, {at: [53.9, 25.4]}]}
arrangements: {national: {title: As it is}}
sources: {manual: {text: a manual}}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "eyes.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_equal_assumptions_are_a_family_and_sourced_ones_are_none(file: Path) -> None:
    world = scenario(file)
    found, constant = families(world)
    by_name = {f.name: f for f in found}
    assert by_name["posts, handling (2 places)"].paths == ("posts.brest.handling", "posts.minsk.handling")
    assert (by_name["lida, reference.range"].low, by_name["lida, reference.range"].high) == (1000.0, 200_000.0)
    assert not any("max_range" in path for f in found for path in f.paths), "it has a source"
    assert not any(path.startswith(("crafts", "intruders")) for f in found for path in f.paths)
    assert constant > 0
    assert len({path for f in found for path in f.paths}) == sum(len(f.paths) for f in found)


def test_a_family_is_set_as_a_whole(file: Path) -> None:
    family = next(f for f in families(scenario(file))[0] if f.name.startswith("posts, handling"))
    there, refused = all_set(scenario(file), {family: 45.0})
    assert refused == []
    values = {path: q.value for path, q in quantities(there) if path.endswith(".handling")}
    assert values == {"posts.brest.handling": 45.0, "posts.minsk.handling": 45.0}


def test_the_range_of_the_only_radar_weighs_most(file: Path) -> None:
    """At 1 km nothing is seen at 11 km: the measure falls from 1 to 0, and handling changes no detection."""
    found = weights(scenario(file), runs=10, most=0, workers=1)
    rows = {row["name"]: row for row in found.table.to_pylist()}
    first = found.table.to_pylist()[0]
    assert first["name"] == "lida, reference.range"
    assert (first["at_low"], first["at_high"], first["weight"]) == (-1.0, 0.0, 1.0)
    assert first["told_apart"]
    assert rows["posts, handling (2 places)"]["differs"] == 0.0
    assert not rows["posts, handling (2 places)"]["told_apart"]
    assert found.left_out == ()


def test_few_runs_put_the_heaviest_first(file: Path) -> None:
    found = weights(scenario(file), runs=10, most=1, workers=1)
    assert [row["name"] for row in found.table.to_pylist()] == ["lida, reference.range"]
    assert len(found.left_out) > 10


def test_an_unknown_arrangement_is_refused(file: Path) -> None:
    with pytest.raises(SkypactError, match="unknown arrangement"):
        weights(scenario(file), arrangement="unified")
