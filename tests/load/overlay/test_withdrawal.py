"""What is left if the partner withdraws: its forces abroad and its links are gone, the rest falls back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from skypact.core.errors import InputFaults
from skypact.load.borders import holds
from skypact.load.canonical import canonical
from skypact.load.overlay.arrange import choose
from skypact.load.overlay.withdrawal import soil, withdrawn
from skypact.load.scenario import scenario
from skypact.spec.command import Arrangement, Choice, Post, PostLink, Right
from skypact.spec.radar import Radar
from skypact.spec.scenario import Scenario

FILE = Path(__file__).parents[3] / "scenarios" / "valid" / "choices.yaml"


@pytest.fixture(scope="module")
def read() -> Scenario:
    return scenario(FILE)


def _with(read: Scenario, overlay: dict[str, Any], **update: Any) -> Scenario:
    """Return the scenario with a choice `all` under an arrangement of its own."""
    made = Arrangement.model_validate({"title": "All as one"} | overlay)
    return read.model_copy(update=update | {
        "arrangements": read.arrangements | {"one": made},
        "choices": read.choices | {"all": Choice(title="All", arrangement="one")},
    })  # fmt: skip


def _right(**keys: Any) -> dict[str, Any]:
    return {"action": "engage", "classes": ["hostile"], "decides": "centre"} | keys


def test_the_even_odd_rule() -> None:
    ring = [(0.0, 0.0), (0.0, 4.0), (4.0, 4.0), (4.0, 0.0)]
    hole = [(1.0, 1.0), (1.0, 2.0), (2.0, 2.0), (2.0, 1.0)]
    assert [holds([ring, hole], at) for at in ((0.5, 0.5), (1.5, 1.5), (3.0, 3.0), (5.0, 1.0), (1.0, 5.0))] == [
        True, False, True, False, False,
    ]  # fmt: skip


def test_whose_soil(read: Scenario) -> None:
    assert [soil(read, at) for at in ((53.5, 24.0), (54.2, 24.0), (54.9, 24.0), None)] == ["AA", "BB", "", ""]


def test_a_battery_that_the_partner_crews_is_gone_and_its_radar_abroad_too(read: Scenario) -> None:
    made = withdrawn(read, "crewed", "BB")
    assert sorted(made.batteries) == ["old"]  # owned, but crewed by who left
    assert sorted(made.sensors) == ["radar"]
    assert made.links == []
    # the partner's row and the row for a unit that left are gone; the first arrangement's rows follow those left
    assert {row.decides for row in made.rights} == {"centre"}
    assert all(row.units == ["old"] for row in made.rights)


def test_what_was_bought_stays(read: Scenario) -> None:
    made, there = withdrawn(read, "bought", "BB"), choose(read, "bought")
    assert sorted(made.batteries) == ["new-01", "new-02", "old"]
    assert made.rights == there.rights
    assert sorted(made.posts) == ["ally", "centre"]  # at home the partner keeps its post, without a link to it
    assert made.links == []


def test_a_post_of_the_partner_abroad_is_lost_and_one_at_home_is_not(read: Scenario) -> None:
    assert sorted(choose(read, "base").posts) == ["ally", "base-post", "centre"]
    made = withdrawn(read, "base", "BB")
    assert sorted(made.posts) == ["ally", "centre"]
    assert "forward" not in made.sensors


def test_own_units_under_the_partners_command_fall_back_or_cannot_act(read: Scenario) -> None:
    one = _with(read, {"commander": {"old": "ally"}, "reports_to": {"radar": "ally"}, "rights": [
        _right(units=["old"], decides="ally"), _right(units=["old"], classes=["suspect"], territory=["AA", "BB"]),
        _right(action="look", decides="ally"),
    ]})  # fmt: skip
    made = withdrawn(one, "all", "BB")
    assert made.batteries["old"].commander == "centre"
    assert made.sensors["radar"].reports_to == "centre"
    mine, *fallen = [row for row in made.rights if row.decides == "centre"]
    assert (mine.classes, mine.territory) == (["suspect"], ["AA"])  # no right over the territory of who left
    assert [(row.units, row.classes) for row in fallen] == [(["old"], ["suspect", "hostile"])]
    # the partner's own post keeps its right over its own territory alone, and none over others' units
    assert [(row.action, row.territory) for row in made.rights if row.decides == "ally"] == [("look", ["BB"])]
    lost = one.model_copy(update={"batteries": {
        "old": one.batteries["old"].model_copy(update={"commander": None}),
    }})  # fmt: skip
    assert withdrawn(lost, "all", "BB").batteries == {}


def test_the_partners_radar_at_home_answers_at_home_again(read: Scenario) -> None:
    home = Radar.model_validate(read.sensors["forward"].model_dump() | {"at": [54.2, 24], "choices": []})
    one = _with(read, {"reports_to": {"home": "centre"}}, sensors=read.sensors | {"home": home})
    assert choose(one, "all").sensors["home"].reports_to == "centre"
    assert withdrawn(one, "all", "BB").sensors["home"].reports_to == "ally"


def test_a_row_that_needs_a_consent_across_the_rift_is_gone(read: Scenario) -> None:
    one = _with(read, {"rights": [_right(consent=[{"of": "ally"}]), _right(action="look")]})
    made = withdrawn(one, "all", "BB")
    assert [row.action for row in made.rights] == ["look", "engage"]
    assert made.rights[1].consent == []


def test_a_post_crewed_by_the_partner_is_lost_whoever_owns_it(read: Scenario) -> None:
    joint = Post.model_validate({"nation": "AA", "crew": "BB", "at": [53.5, 24], "picture": True})
    link = PostLink.model_validate({"from": "centre", "to": "joint"})
    one = _with(read, {"commander": {"old": "joint"}, "rights": [_right(decides="joint")]},
                posts=read.posts | {"joint": joint}, links=[*read.links, link])  # fmt: skip
    made = withdrawn(one, "all", "BB")
    assert "joint" not in made.posts
    assert made.links == []
    assert made.batteries["old"].commander == "centre"
    assert {row.decides for row in made.rights} == {"centre"}


def test_nothing_lost_nothing_added(read: Scenario) -> None:
    """Without a partner in it, a choice is the same world: no row of another arrangement slips in."""
    bare = Right.model_validate(_right(units=["old"], territory=["AA"]))
    one = _with(read, {"rights": [bare.model_dump()]})
    assert withdrawn(one, "all", "BB").rights == [bare]


def test_an_unknown_nation(read: Scenario) -> None:
    with pytest.raises(InputFaults, match="unknown nation 'CC'"):
        withdrawn(read, "base", "CC")


def test_it_is_the_same_from_the_resolved_form(read: Scenario) -> None:
    assert canonical(withdrawn(read, "crewed", "BB")) == canonical(withdrawn(scenario(FILE), "crewed", "BB"))
