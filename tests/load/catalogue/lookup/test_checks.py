"""Checks: a right catalogue has no fault, and each kind of wrong pointer is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.shelves import FILES, catalogue_folder, scenario_file

from skypact.load.catalogue.lookup.checks import check, model_page
from skypact.load.catalogue.lookup.uses import Uses
from skypact.load.catalogue.shelf import Catalogue


def faults(folder: Path, **changed: str) -> list[str]:
    """Return the faults of the small catalogue with some files changed."""
    return [str(f) for f in check(Uses(Catalogue(catalogue_folder(folder, **changed)), scenario_file(folder)))]


def test_a_right_catalogue_has_no_fault(tmp_path: Path) -> None:
    assert faults(tmp_path) == []


@pytest.mark.parametrize(("file", "old", "new", "told"), [
    ("systems/Arrow", "weapons: [Arrow]", "weapons: [Arow]", "unknown type sheet 'Arow'"),
    ("systems/Arrow", "type: Arrow", "type: Spear", "unknown type sheet 'Spear'"),
    ("systems/Arrow", "sources: [book]", "parts: [Bow]\nsources: [book]", "unknown system 'Bow'"),
    ("systems/Arrow", "sources: [book]", "treaty: tanks\nsources: [book]", "unknown category 'tanks'"),
    ("systems/Arrow", "sources: [book]", "sources: [bok]", "unknown source 'bok' — did you mean 'book'?"),
    ("orbat/BY", "at: Here", "at: Nowhere", "unknown town 'Nowhere'"),
    ("orbat/BY", "at: Here", "at: Here\n    under: corps", "unknown unit 'corps'"),
    ("orbat/BY", "type: Arrow", "type: Arrows", "unknown system 'Arrows'"),
    ("orbat/BY", 'to: "2012"', 'to: "2012", accounts: [general]', "unknown account 'general'"),
    ("orbat/BY", 'to: "2012"', 'to: "2022-02"', "2022-02 is after 2022-01-31"),
    ("orbat/BY", 'from: "2006-05"', 'from: "2004"', "Arrow from 2004, but not before 2005"),
    ("orbat/BY", "nation: BY", "nation: RU", "'RU' in the file of 'BY'"),
    ("timeline", "begins: [duty]", "begins: [duties]", "unknown force 'duties'"),
    ("timeline", 'date: "2015", kind', 'date: "2015", until: "2014", kind', "2015 is after 2014"),
    ("incidents", "scenario: drop", "scenario: drip", "unknown scenario 'drip'"),
    ("incidents", "sources: [book]", "sources: []", "an incident without a source"),
    ("articles/of-2012", "systems: [Arrow]", "systems: [Arow]", "unknown id 'Arow'"),
    ("articles/of-2012", "claims: [arrow-reaches]", "events: [sealed]", "unknown id 'sealed'"),
    ("claims/arrow-reaches", "Arrow.reach", "Arrow.range", "unknown figure 'Arrow.range'"),
    ("claims/arrow-reaches", "targets: [There]", "targets: [Yonder]", "unknown place 'Yonder'"),
    ("claims/arrow-reaches", "article: of-2012", "article: of-2013", "unknown article 'of-2013'"),
    ("treaties/T", "events: [signed]", "events: [sealed]", "unknown event 'sealed'"),
    ("treaties/T", "limits: {aircraft: 260}", "limits: {tanks: 260}", "unknown category 'tanks'"),
    ("places", "53.9, 27.6", "53.93, 27.6", "finer than 0.1 degree"),
])  # fmt: skip
def test_each_wrong_pointer_is_told(tmp_path: Path, file: str, old: str, new: str, told: str) -> None:
    text = FILES[f"{file}.yaml"]
    assert old in text
    found = faults(tmp_path, **{f"{file}_yaml".replace("/", "__"): text.replace(old, new, 1)})
    assert any(told in fault for fault in found), found


def test_a_page_that_an_item_points_at(tmp_path: Path) -> None:
    """`decide` is a page of the model; a page that is not there is a fault."""
    assert model_page("decide") == "model/decide.md"
    assert model_page("docs/guides/claims.md#one") == "guides/claims.md"
    text = FILES["articles/of-2012.yaml"].replace("out: because no quantity stands for it", "model: [decide]")
    uses = Uses(Catalogue(catalogue_folder(tmp_path, **{"articles__of-2012_yaml": text})), scenario_file(tmp_path))
    (tmp_path / "docs" / "model").mkdir(parents=True)
    assert any("no page 'decide'" in str(f) for f in check(uses, tmp_path / "docs"))
    (tmp_path / "docs" / "model" / "decide.md").write_text("", encoding="utf-8")
    assert check(uses, tmp_path / "docs") == []
