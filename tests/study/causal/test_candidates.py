"""The list of changes: what it holds, in which order, and that it is of the defence alone (law 9)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.engine.scenes import battery, engage, fighter, link, observer, post, radar, raid

from skypact.core.errors import InputFaults
from skypact.load.overlay.arrange import arrange
from skypact.load.scenario import scenario
from skypact.spec.scenario import Scenario
from skypact.study.causal.candidate import KINDS, families, kind_order, replaced, set_to
from skypact.study.causal.candidates import candidates, size

ROOT = Path(__file__).resolve().parents[3]
SHIPPED = ("2016-05-border", "2012-07-04-airdrop")
#: What a change of the defence may touch.
DEFENCE = {"posts", "links", "sensors", "batteries", "fighters", "airborne", "rights", "autonomy"}


@pytest.fixture(scope="module")
def shipped() -> dict[str, Scenario]:
    return {name: scenario(ROOT / "scenarios" / f"{name}.yaml") for name in SHIPPED}


@pytest.mark.parametrize("measure", ["leak", "unanswered", "wrongful"])
@pytest.mark.parametrize("name", SHIPPED)
def test_no_change_touches_what_flies(shipped: dict[str, Scenario], name: str, measure: str) -> None:
    """Intruders, traffic, crafts and all else that is no defence stay; each change changes something, once."""
    for arrangement in shipped[name].arrangements:
        before = arrange(shipped[name], arrangement)
        found = candidates(before, measure)
        assert len({one.id for one in found}) == len({one.words for one in found}) == len(found)
        for one in found:
            after = one.apply(before)
            touched = {key for key in Scenario.model_fields if getattr(before, key) != getattr(after, key)}
            assert touched, one.id
            assert touched <= DEFENCE, one.id
            assert one.owners, one.id
            assert set(one.owners) <= {post.nation for post in before.posts.values()}, one.id
            if "airborne" in touched:  # its link, never its flight
                routes = [{n: a.route for n, a in world.airborne.items()} for world in (before, after)]
                assert routes[0] == routes[1]


def test_a_path_among_intruders_is_refused(shipped: dict[str, Scenario]) -> None:
    """The only way to set a value knows law 9."""
    before = shipped["2016-05-border"]
    begin = before.intruders["airliner-astray"].begin
    with pytest.raises(InputFaults, match="constants of a scenario"):
        set_to({"intruders.airliner-astray.begin": replaced(begin, 0.0)})(before)


def test_from_small_to_large(shipped: dict[str, Scenario]) -> None:
    """By the order of kinds, then by the step; ids break ties, so that the list is the same every time."""
    before = arrange(shipped["2016-05-border"], "national")
    sizes = [size(one, tuple(KINDS)) for one in candidates(before)]
    assert sizes == sorted(sizes)
    assert candidates(before)[0].id == "delay/consent-of-state-by/half"
    turned = candidates(before, order=["stock", "channel"])
    assert turned[0].kind == "stock"
    assert {one.id for one in turned} == {one.id for one in candidates(before)}
    assert kind_order("link, delay")[:3] == ("link", "delay", "report")


def test_the_copies_of_a_counted_unit_change_together(shipped: dict[str, Scenario]) -> None:
    """Three batteries at Brest: one change gives each of them a channel more."""
    before = arrange(shipped["2016-05-border"], "national")
    one = next(c for c in candidates(before) if c.id == "channel/s300-brest")
    after = one.apply(before)
    more = {n: after.batteries[n].channels.value - b.channels.value for n, b in before.batteries.items()}
    assert {n for n, by in more.items() if by == 1} == {"s300-brest-01", "s300-brest-02", "s300-brest-03"}
    assert sum(more.values()) == 3
    assert one.words == "one more fire channel for each of the 3 s300-brest (7 instead of 6)"


def test_families() -> None:
    """All copies together, units with other names alone."""
    assert families(["b-02", "b-01", "a", "c-01", "d-01", "d-03"]) == {
        "a": ("a",), "b": ("b-01", "b-02"), "c-01": ("c-01",), "d-01": ("d-01",), "d-03": ("d-03",),
    }  # fmt: skip


def ids(world: Scenario, measure: str = "leak") -> set[str]:
    """Return the ids of all candidates."""
    return {one.id for one in candidates(world, measure)}


def after(world: Scenario, name: str, measure: str = "leak") -> Scenario:
    """Return the world of one candidate."""
    return next(one for one in candidates(world, measure) if one.id == name).apply(world)


def test_what_is_quick_and_sure_already_is_not_in_the_list() -> None:
    """The bare raid: no delay, loss, consent or second picture, so that only the battery is left."""
    assert ids(raid()) == {
        "readiness/battery/reaction-half", "readiness/battery/assessment-half", "channel/battery",
        "stock/battery/reload-half", "stock/battery/missiles",
    }  # fmt: skip


def test_posts_hours_and_reports() -> None:
    """A watch round the clock, a report that no longer stops, an observer who calls sooner, a direct line."""
    posts = {"centre": post(), "border": post(picture=False, hours=["06:00-18:00"], stops=0.4),
             "middle": post(picture=False)}
    links = [link("border", "middle", hours=["06:00-18:00"], loss=0.1), link("middle", "centre")]
    world = raid(posts=posts, links=links, sensors={"radar": radar(), "eyes": observer(report_delay="60 s")})
    named = {"hours/border", "hours/border>middle", "report/border/passed-on", "link/border>middle/sure",
             "delay/calls-to-border/half", "delay/calls-to-border/none", "link/border>centre/new"}
    assert named <= ids(world)
    assert after(world, "hours/border").posts["border"].hours is None
    assert after(world, "report/border/passed-on").posts["border"].stops.value == 0
    assert after(world, "link/border>middle/sure").links[0].loss.value == 0
    assert getattr(after(world, "delay/calls-to-border/half").sensors["eyes"], "report_delay").value == 30
    assert {"border", "centre"} in [{x.a, x.b} for x in after(world, "link/border>centre/new").links]


def test_rights_reach_further_by_a_row_of_their_own() -> None:
    """One class, situation or territory more; a reservation keeps its place before all."""
    rows: list[dict[str, Any]] = [
        {"action": "engage", "zones": [], "classes": ["suspect"], "forbids": True, "territory": ["BB"]},
        engage(classes=["hostile"], situation=["war"], territory=["AA"]),
    ]  # fmt: skip
    world = raid(rights=rows, posts={"centre": post(), "ally": post(nation="BB")}, links=[link("centre", "ally")])
    assert {name for name in ids(world) if name.startswith("right/")} == {
        "right/row-0-lifted", "right/row-1-suspect", "right/row-1-threat", "right/row-1-over-BB",
    }  # fmt: skip
    one = next(c for c in candidates(world) if c.id == "right/row-1-over-BB")
    assert one.owners == ("BB",)
    made = one.apply(world).rights
    assert [row.territory for row in made] == [["BB"], ["BB"], ["AA"]]
    assert [row.forbids for row in made] == [True, False, False]
    assert [row.forbids for row in after(world, "right/row-0-lifted").rights] == [False]


def test_a_decision_is_delegated_to_the_post_that_has_the_picture() -> None:
    """The row itself stays for units that others command."""
    units = {"battery": battery(), "other": battery(commander="far")}
    posts = {"centre": post(), "far": post(), "hq": post(picture=False, nation="BB")}
    lines = [link("centre", "hq"), link("far", "hq")]
    world = raid(posts=posts, links=lines, batteries=units, rights=[engage("hq", delay="60 s")])
    made = after(world, "right/row-0-to-far").rights
    assert [(row.decides, row.units) for row in made] == [("far", ["other"]), ("hq", [])]
    one = next(c for c in candidates(world) if c.id == "right/row-0-to-far")
    assert one.owners == ("BB",)


def test_units_that_no_row_lets_fire_may_get_a_right() -> None:
    """Fighters without a row that lets them engage anything."""
    world = raid(fighters={"pair": fighter()}, rights=[engage(weapon="batteries")])
    made = after(world, "right/pair-fire").rights[0]
    assert (made.units, made.classes, made.territory, made.decides) == (["pair"], ["hostile"], ["AA"], "centre")


def test_what_would_hold_fire() -> None:
    """A consent more of a post that can be asked, a class less, a row withdrawn, more time: for wrongful shots only."""
    consent = [{"of": "ally", "delay": "60 s", "refuses": 0}]
    rows = [engage(classes=["suspect", "hostile"], delay="20 s"), engage(classes=["unknown"], consent=consent)]
    world = raid(rights=rows, posts={"centre": post(), "ally": post(picture=False)}, links=[link("centre", "ally")])
    named = {"consent/ally/row-0-needed", "right/row-0-not-suspect", "right/row-0-withdrawn", "right/row-1-withdrawn",
             "delay/decisions-of-centre/twice", "plan/centre/plans-of-BB", "plan/centre/telephone-to-BB"}
    assert named <= ids(world, "wrongful")
    assert not named & ids(world, "leak")
    assert "consent/ally/row-1-needed" not in ids(world, "wrongful")
    asked = after(world, "consent/ally/row-0-needed", "wrongful").rights[0].consent
    assert [(c.of, c.delay.value) for c in asked] == [("ally", 60)]
    assert after(world, "right/row-0-not-suspect", "wrongful").rights[0].classes == ["hostile"]
    assert after(world, "delay/decisions-of-centre/twice", "wrongful").rights[0].delay.value == 40
