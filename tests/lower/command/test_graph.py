"""lower.command: routes of reports and plots, rights and masks."""

from __future__ import annotations

from typing import Any

import pytest
from tests.engine.scenes import battery, engage, fighter, link, observer, post, radar, scene

from skypact.lower.command.graph import ELSEWHERE
from skypact.lower.world import Lowered
from skypact.lower.world import world as lower_world

#: a – b – d is quicker than a – c – d for messages; d – e only carries plots; f is alone.
POSTS: dict[str, Any] = {
    "a": post(picture=False), "b": post(picture=False, handling="5 s"), "c": post(picture=False, handling="1 s"),
    "d": post(), "e": post(), "f": post(picture=False),
}  # fmt: skip
LINKS = [
    link("a", "b", latency="2 s"), link("b", "d", latency="3 s"), link("a", "c", latency="1 s"),
    link("c", "d", latency="9 s"), link("d", "e", latency="4 s", carries=["plots"]),
]  # fmt: skip


def graph(**more: Any) -> Lowered:
    """Return the world of those posts and links."""
    return lower_world(scene(posts=POSTS, links=LINKS, **more))


def hop(made: Lowered, a: str, b: str) -> str:
    """Return the post to which a report from a to b goes next, "" where there is no way."""
    names = made.roster.posts
    i = made.world.next_link[names.index(a), names.index(b)]
    return names[made.world.link[i]["b"]] if i >= 0 else ""


def test_reports_take_the_quickest_way() -> None:
    """Latency and the handling of posts on the way count: a b d is 2 + 5 + 3 = 10 s, a c d 1 + 1 + 9 = 11 s."""
    made = graph()
    assert [hop(made, x, "d") for x in "abcdf"] == ["b", "d", "d", "", ""]
    assert hop(made, "d", "a") == "b"
    assert hop(made, "b", "c") == "a"  # 2 + 0 + 1 + 1 against 3 + 0 + 9 + 1
    assert hop(made, "d", "e") == ""  # carries plots only
    home = made.roster.posts[made.world.post[made.roster.posts.index("a")]["report_to"]]
    assert home == "d"
    assert made.world.post[made.roster.posts.index("f")]["report_to"] == -1


def test_a_way_only_one_way() -> None:
    """`both_ways: false` has no way back."""
    made = lower_world(scene(posts={"a": post(), "b": post()}, links=[link("a", "b", both_ways=False)]))
    assert (hop(made, "a", "b"), hop(made, "b", "a")) == ("b", "")


def test_plots_take_the_quickest_way_and_the_slowest_sets_the_lag() -> None:
    """Radar at a: to d 1 + 2 + 3 = 6 s (handling is for people), to e 10 s; radar at d: 2 s and 6 s."""
    far = radar(reports_to="a", link={"latency": "1 s", "loss": 0})
    near = radar(reports_to="d", link={"latency": "2 s", "loss": 0})
    made = graph(sensors={"far": far, "near": near, "eyes": observer(reports_to="a"), "lost": radar(reports_to="f")})
    feed, sensors = made.world.feed, made.roster.sensors
    d, e = (int(made.world.post[made.roster.posts.index(x)]["picture"]) for x in "de")
    at = {name: i for i, name in enumerate(sensors)}
    assert feed[d, at["far"]]["latency_s"] == pytest.approx(6.0)
    assert feed[e, at["far"]]["latency_s"] == pytest.approx(10.0)
    assert feed[e, at["near"]]["latency_s"] == pytest.approx(6.0)
    assert made.world.picture["lag_s"].tolist() == pytest.approx([6.0, 10.0])
    assert [feed[d, at[name]]["on"] for name in ("far", "near", "eyes", "lost")] == [1, 1, 0, 0]
    route = made.world.route_link[feed[e, at["far"]]["first"] :][: feed[e, at["far"]]["hops"]]
    assert [made.roster.posts[made.world.link[k]["b"]] for k in route] == ["b", "d", "e"]


def test_rights_are_masks_in_the_order_of_the_rows() -> None:
    """Situations, classes, territories and units as bits; nothing named means everything and elsewhere."""
    rows = [
        engage(situation=["war"], classes=["hostile"], territory=["BB"], units=["gun"]),
        {"action": "look", "weapon": "fighters", "classes": ["unknown", "suspect"], "decides": "hq", "delay": "7 s",
         "consent": [{"of": "centre", "delay": "9 s", "refuses": 0.25}]},
        engage(weapon="batteries"),
    ]  # fmt: skip
    made = lower_world(scene(
        posts={"centre": post(), "hq": post()}, batteries={"gun": battery(), "sam": battery()},
        fighters={"pair": fighter()}, rights=rows))  # fmt: skip
    r, c = made.world.right, made.world.consent
    assert r["situations"].tolist() == [0b100, 0b111, 0b111]
    assert r["classes"].tolist() == [0b10000, 0b01100, 0b11100]
    assert r["territories"].tolist() == [0b10, 0b11 | 1 << ELSEWHERE, 0b11 | 1 << ELSEWHERE]
    assert r["zones"].tolist() == [1 << ELSEWHERE] * 3  # no zone is named, none is defined
    assert made.world.right_unit.tolist() == [[1, 0, 0], [0, 0, 1], [1, 1, 0]]  # gun, sam, pair
    assert r["action"].tolist() == [1, 0, 1]
    assert [made.roster.posts[i] for i in r["decides"]] == ["centre", "hq", "centre"]
    assert r["consent_count"].tolist() == [0, 1, 0]
    assert (made.roster.posts[c[0]["post"]], c[0]["delay_s"], c[0]["p_refuse"]) == ("centre", 9.0, 0.25)


def test_situations_are_sorted_by_time() -> None:
    """Changes in any order of the file."""
    made = lower_world(scene(situation=[{"from": "60 s", "is": "war"}, {"from": "0 s", "is": "threat"}]))
    assert made.world.situation.tolist() == [[0.0, 1.0], [60.0, 2.0]]
