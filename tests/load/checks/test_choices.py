"""Choices: who is there, under whose crew and commander, and what names those who are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from skypact.core.errors import InputFaults
from skypact.load.canonical import canonical
from skypact.load.overlay.arrange import arrange, choose
from skypact.load.overlay.presence import only, present
from skypact.load.scenario import scenario
from skypact.spec.command import Autonomy, Change
from skypact.spec.scenario import Scenario

FILE = Path(__file__).parents[3] / "scenarios" / "valid" / "choices.yaml"


@pytest.fixture(scope="module")
def read() -> Scenario:
    return scenario(FILE)


def test_an_arrangement_alone_leaves_out_what_a_choice_brings(read: Scenario) -> None:
    made = arrange(read, "national")
    assert [sorted(names) for names in (made.batteries, made.posts, made.sensors)] == [
        ["old"], ["ally", "centre"], ["radar"],
    ]  # fmt: skip
    assert [(k.a, k.b) for k in made.links] == [("centre", "ally")]  # the base's link is gone with its post
    assert [row.units for row in made.rights] == [["old"]]  # the row still speaks for the unit that is there


def test_a_choice_brings_its_forces_crews_values_and_arrangement(read: Scenario) -> None:
    made = choose(read, "crewed")
    new = [made.batteries[name] for name in ("new-01", "new-02")]
    assert [(b.nation, b.crew, b.commander, b.reaction.value) for b in new] == [("AA", "BB", "ally", 10.0)] * 2
    assert made.batteries["old"].crew == "AA"
    assert "forward" in made.sensors
    assert "base-post" not in made.posts
    assert [(row.decides, row.units) for row in made.rights] == [("ally", ["new-01", "new-02"]), ("centre", ["old"])]
    bought = choose(read, "bought").batteries["new-01"]
    assert (bought.crew, bought.commander, bought.reaction.value) == ("AA", "centre", 20.0)


def test_a_row_of_a_unit_that_is_not_there_does_not_become_a_row_of_every_unit(read: Scenario) -> None:
    made = arrange(read, "partner")
    assert [row.units for row in made.rights] == [["old"]]


def test_what_was_chosen_is_there_for_good(read: Scenario) -> None:
    made = choose(read, "bought")
    assert made.choices == {}
    assert canonical(arrange(made, "")) == canonical(made)
    assert canonical(present(made, "")) == canonical(made)


def test_the_same_unit_under_two_choices_differs_in_nothing_but_what_the_choice_says(read: Scenario) -> None:
    bought, crewed = (choose(read, name).batteries["new-01"] for name in ("bought", "crewed"))
    update = {"crew": "AA", "commander": "centre", "reaction": bought.reaction}
    assert crewed.model_copy(update=update) == bought


def test_another_arrangement_may_be_laid_on_a_choice(read: Scenario) -> None:
    assert choose(read, "crewed", arrangement="").batteries["new-01"].commander == "centre"


def test_an_unknown_choice(read: Scenario) -> None:
    with pytest.raises(InputFaults, match="unknown choice 'crewd' — did you mean 'crewed'"):
        choose(read, "crewd")


def test_a_row_goes_with_who_decides_and_with_who_must_consent(read: Scenario) -> None:
    posts = {name: post for name, post in read.posts.items() if name != "centre"}
    made = choose(read, "crewed").model_copy(update={"posts": posts, "sensors": {}, "batteries": {}, "links": []})
    assert only(made).rights == []


def test_who_answers_to_a_post_that_is_not_there_is_refused(read: Scenario) -> None:
    made = read.model_copy(update={"posts": {"ally": read.posts["ally"]}})
    with pytest.raises(InputFaults, match="answers to 'centre', which is not there"):
        only(made)


def test_changes_and_rules_of_autonomy_of_who_is_not_there_are_left_out(read: Scenario) -> None:
    row = read.rights[0].model_copy(update={"decides": ""})
    changes = [
        Change.model_validate({"at": "1 min", "lost": ["new-01", "old", "centre>ally", "old>centre", "new-01/radar"]}),
        Change.model_validate({"at": "2 min", "lost": ["new-02", "base-post"]}),
        Change.model_validate({"at": "3 min", "withdraws": "BB"}),
    ]
    made = arrange(read.model_copy(update={"changes": changes, "autonomy": Autonomy(rights=[row])}), "national")
    assert [(c.at.value, c.lost) for c in made.changes] == [(60.0, ["old", "centre>ally", "old>centre"]), (180.0, [])]
    assert made.autonomy is not None
    assert [r.units for r in made.autonomy.rights] == [["old"]]
