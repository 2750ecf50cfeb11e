"""Every valid scenario loads; its resolved form is a scenario of the same hash; order in the file does not count."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from skypact.load.canonical import canonical, dump_yaml, plain
from skypact.load.catalogue.shelf import Catalogue
from skypact.load.overlay.arrange import arrange, hypothesis
from skypact.load.scenario import of_document, scenario
from skypact.load.yaml_nodes import Document, read
from skypact.spec.quantity import Quantity

FOLDER = Path(__file__).parents[2] / "scenarios" / "valid"
FILES = sorted(FOLDER.glob("*.yaml"))
every = pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)


def test_the_corpus_is_large_enough() -> None:
    assert len(FILES) >= 15


@every
def test_says_what_it_exercises_and_loads(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("# Exercises: ")
    assert scenario(path).id == path.stem


@every
def test_the_resolved_form_is_a_scenario_of_the_same_canonical_text(path: Path, tmp_path: Path) -> None:
    first = scenario(path)
    written = tmp_path / "resolved.yaml"
    written.write_text(dump_yaml(first), encoding="utf-8")
    assert canonical(scenario(written)) == canonical(first)


@every
def test_the_resolved_form_has_no_names_of_places_no_counts_no_traffic(path: Path) -> None:
    made = scenario(path)
    assert not made.traffic
    for unit in (*made.sensors.values(), *made.batteries.values(), *made.posts.values()):
        assert unit.at is None or isinstance(unit.at, tuple)
    for flyer in (*made.intruders.values(), *made.airborne.values()):
        for leg in flyer.route:
            assert isinstance(leg.at, tuple)
            assert isinstance(leg.speed, Quantity)
            assert (leg.alt is None) != (leg.agl is None)
    counted = (*made.sensors.values(), *made.batteries.values(), *made.fighters.values(), *made.intruders.values())
    assert all(unit.count == 1 for unit in counted)
    assert all(unit.crew for unit in (*made.batteries.values(), *made.fighters.values(), *made.posts.values()))
    assert set(made.borders) == set(made.nations)


def _shuffled(value: Any, rng: random.Random) -> Any:
    if isinstance(value, dict):
        keys = list(value)
        rng.shuffle(keys)
        return {key: _shuffled(value[key], rng) for key in keys}
    return [_shuffled(item, rng) for item in value] if isinstance(value, list) else value


@every
def test_the_order_of_keys_in_the_file_does_not_count(path: Path) -> None:
    document = read(path)
    data = _shuffled(document.data, random.Random(7))
    assert list(data) != list(document.data)
    data["links"] = list(reversed(data.get("links", [])))
    shuffled = of_document(Document(str(path.with_name("shuffled.yaml")), data, {}), Catalogue())
    assert canonical(shuffled) == canonical(scenario(path))
    assert list(shuffled.sensors) == sorted(shuffled.sensors)


@every
def test_every_overlay_can_be_laid_on(path: Path) -> None:
    made = scenario(path)
    for name in ("", *made.arrangements):
        assert arrange(made, name).arrangements == {}
    for name in made.hypotheses:
        assert canonical(hypothesis(made, name)) != canonical(made)


@every
def test_checking_only_expands_nothing(path: Path) -> None:
    made = scenario(path, check_only=True)
    written = read(path).data
    assert set(made.traffic) == set(written.get("traffic", {}))
    assert set(made.intruders) == set(written.get("intruders", {}))


def test_a_dump_quotes_what_either_version_of_yaml_would_not_take_for_text(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    words = ["NO", "05:57", "1e5", "0o17", "2016-05-06", "~", "yes", "12", ".5", "a: b", "é", "1_000"]
    head = FILES[[f.stem for f in FILES].index("nothing-flies")].read_text(encoding="utf-8")
    path.write_text(head + "hypotheses:\n" + "".join(f"  h{i}: {{title: '{w}'}}\n" for i, w in enumerate(words)))
    first = scenario(path)
    assert [h["title"] for h in plain(first)["hypotheses"].values()] == words
    path.write_text(dump_yaml(first), encoding="utf-8")
    assert canonical(scenario(path)) == canonical(first)
