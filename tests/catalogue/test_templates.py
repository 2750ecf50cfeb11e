"""The templates of the editor load, say what they are in their first line, and invent their countries."""

from __future__ import annotations

from pathlib import Path

import pytest

import skypact
from skypact.load.scenario import scenario

FILES = sorted((Path(skypact.__file__).parent / "catalogue" / "templates").glob("*.yaml"))


def test_there_are_two() -> None:
    assert [file.stem for file in FILES] == ["one-battery-one-raid", "one-border-two-commands"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_template_loads_and_says_what_it_is(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    made = scenario(file)
    assert text.startswith("# A template: ")
    assert made.id == file.stem
    assert len(made.arrangements) > 1, "compare needs two"
    assert set(made.nations) == set(made.borders), "a template names no real country"
    assert all(len(nation) == 2 and nation[0] == nation[1] for nation in made.nations)
    assert "not a case" in made.question.leans_on
