"""lower.autonomy and lower.doctrine: posts of crews, their rows, their one radar; rule rows of fire in numbers."""

from __future__ import annotations

from typing import Any

from tests.engine.scenes import battery, engage, fighter, flight, post, radar, scene

from skypact.arrays import world as w
from skypact.lower.command.autonomy import crews
from skypact.lower.world import Lowered
from skypact.lower.world import world as lower_world
from skypact.spec.scenario import Scenario

UNITS: dict[str, Any] = {
    "blind": battery(), "gun": battery(radar=radar()), "sam": battery(radar=radar(), nation="BB", crew="BB"),
}  # fmt: skip


def ruled(*rights: dict[str, Any], **more: Any) -> Scenario:
    """Return a scene whose batteries may act by themselves by these rows."""
    rules = {"after": "90 s", "epoch": "5 s", "rights": list(rights)}
    return scene(batteries=UNITS, rights=[engage()], autonomy=rules, sensors={"far": radar()}, **more)


def row(**more: Any) -> dict[str, Any]:
    """Return a row of a crew's own rules."""
    return {"action": "engage", "classes": ["hostile"], "delay": "3 s"} | more


def test_a_crew_is_there_where_a_battery_sees_and_a_row_names_it() -> None:
    """No rules, no crews; a row without units names every battery."""
    assert crews(scene(batteries=UNITS)) == {}
    assert crews(ruled()) == {}
    assert crews(ruled(row())) == {"gun/crew": "gun", "sam/crew": "sam"}
    assert crews(ruled(row(units=["gun", "blind"]))) == {"gun/crew": "gun"}


def test_a_crew_does_not_make_its_nation_one_that_defends_itself() -> None:
    """BB has a battery under AA and no post: who comes over its land is told neither with crews nor without."""
    north = {"intruders": {"jet": flight((55.5, 24), (52.5, 24))}}
    alone = lower_world(scene(batteries=UNITS, rights=[engage()], sensors={"far": radar()}, **north))
    crewed = lower_world(ruled(row(), **north))
    assert crewed.roster.posts != alone.roster.posts
    assert crewed.world.visit["nation"].tolist() == alone.world.visit["nation"].tolist() == [0]


def world_of(made: Lowered, name: str) -> Any:
    """Return a post's row."""
    return made.world.post[made.roster.posts.index(name)]


def test_the_post_of_a_crew_and_its_rows() -> None:
    """Its own nation's, with a picture, asked by nobody else; it decides itself."""
    made = lower_world(ruled(row(units=["gun"]), row(classes=["suspect"], forbids=True)))
    assert made.roster.posts == ["centre", "gun/crew", "sam/crew"]
    gun, sam = world_of(made, "gun/crew"), world_of(made, "sam/crew")
    assert (gun["unit"], sam["unit"], world_of(made, "centre")["unit"]) == (1, 2, -1)
    assert (gun["after_s"], gun["epoch_s"], gun["nation"], sam["nation"]) == (90.0, 5.0, 0, 1)
    rights = made.world.right
    assert rights["asks"].tolist() == [-1, 1, 1, 2]
    assert rights["decides"].tolist() == [0, 1, 1, 2]
    assert rights["forbids"].tolist() == [0, 0, 1, 1]
    assert made.world.right_unit.tolist() == [[1, 1, 1], [0, 1, 0], [0, 1, 0], [0, 0, 1]]


def test_a_crews_picture_is_fed_by_its_own_radar_over_no_link() -> None:
    """The centre gets all three, each crew its own."""
    made = lower_world(ruled(row()))
    assert made.roster.sensors == ["far", "gun/radar", "sam/radar"]
    feeds = {made.roster.posts[p["post"]]: made.world.feed[i] for i, p in enumerate(made.world.picture)}
    assert feeds["centre"]["on"].tolist() == [1, 1, 1]
    assert feeds["gun/crew"]["on"].tolist() == [0, 1, 0]
    assert feeds["sam/crew"]["on"].tolist() == [0, 0, 1]
    assert feeds["sam/crew"]["hops"].tolist() == [0, 0, 0]


def test_crews_do_not_change_who_defends() -> None:
    """BB has a battery here, but no post: its land is not defended, with rules of autonomy or without."""
    for made in (scene(batteries=UNITS), ruled(row())):
        assert int(lower_world(made).world.settings[w.G_DEFENDED]) == 0b01


def test_doctrines_are_rows_in_numbers() -> None:
    """The first one is that of posts which name none; conditions left out hold always."""
    rows = [
        {"situation": ["war"], "classes": ["suspect", "hostile"], "weapon": "batteries", "stock_below": 0.25,
         "weight": 3, "salvo": 2, "engagements": 4, "least_kill": 0.5, "fighters_first": True},
        {"weapon": "fighters"},
    ]  # fmt: skip
    made = lower_world(scene(
        posts={"centre": post(doctrine="b"), "other": post(doctrine="a"), "third": post()},
        doctrines={"a": {"look": False, "solver": "layered"}, "b": {"rows": rows}, "unused": {}},
        fighters={"pair": fighter()}))  # fmt: skip
    assert made.roster.doctrines == ["", "a", "b"]
    heads = made.world.doctrine
    assert made.world.post["doctrine"].tolist() == [2, 1, 0]
    assert [heads[k].tolist() for k in ("first", "count", "look", "layered", "code")] == [
        [0, 0, 0], [0, 0, 2], [1, 0, 1], [0, 1, 0], [0, 0, 0]]  # fmt: skip
    first, second = made.world.doctrine_row
    assert first.tolist() == (0b100, 0b11000, 1, 2, 4, 1, 0.25, 3.0, 0.5)
    assert second.tolist() == (0b111, 0b11111, 2, 0, 1, 0, 2.0, 1.0, 0.0)
