"""lower.watch: hours, losses, returns, arrivals and withdrawals as windows of scenario seconds."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.engine.scenes import battery, engage, fighter, link, post, radar, scene

from skypact.lower.command import watch
from skypact.lower.world import Lowered
from skypact.lower.world import world as lower_world

INF = float("inf")
H = 3600.0


@pytest.mark.parametrize(
    ("start", "hours", "windows"),
    [
        ("05:00", ["08:00-20:00"], [(3, 15)]),
        ("10:00", ["08:00-20:00"], [(-2, 10), (22, 34)]),
        ("21:00", ["08:00-20:00"], [(11, 23)]),  # the next day
        ("23:30", ["22:00-02:00"], [(-1.5, 2.5), (22.5, 26.5)]),
        ("01:00", ["22:00-02:00"], [(-3, 1), (21, 25)]),
        ("12:00", ["22:00-02:00"], [(10, 14)]),
        ("10:00", ["10:00-10:00"], [(0, 24)]),  # round the clock
        ("10:00", ["00:00-24:00"], [(-10, 38)]),
        ("06:00", ["08:00-10:00", "12:00-14:00"], [(2, 4), (6, 8)]),
        ("06:00", ["12:00-14:00", "08:00-12:00"], [(2, 8)]),  # windows that touch are one
        ("06:00", ["20:00-08:00", "12:00-14:00"], [(-10, 2), (6, 8), (14, 26)]),
    ],
)
def test_hours_of_a_day(start: str, hours: list[str], windows: list[tuple[float, float]]) -> None:
    """Every watch that is kept within 24 hours of the start."""
    found = watch.hours(hours, scene(start=start, duration="24 h"))
    assert found == [(a * H, b * H) for a, b in windows]


def test_no_hours_is_always_and_none_within_the_run_is_never() -> None:
    """10:00 to 10:20 lies outside of 12:00 to 14:00."""
    assert watch.hours(None, scene()) == watch.hours([], scene()) == [(-INF, INF)]
    assert watch.hours(["12:00-14:00"], scene()) == []


def test_windows_that_both_must_hold() -> None:
    """Overlaps only, in order."""
    a, b = [(0.0, 10.0), (20.0, 30.0)], [(5.0, 25.0), (28.0, 40.0)]
    assert watch.both(a, b) == watch.both(b, a) == [(5, 10), (20, 25), (28, 30)]
    assert watch.both([(-INF, INF)], b) == b
    assert watch.both([], b) == []


def at(t: str, **what: Any) -> dict[str, Any]:
    """Return a change."""
    return {"at": t} | what


@pytest.mark.parametrize(
    ("changes", "windows"),
    [
        ([], [(-INF, INF)]),
        ([at("60 s", lost=["x"])], [(-INF, 60)]),
        ([at("60 s", lost=["x"]), at("90 s", back=["x"])], [(-INF, 60), (90, INF)]),
        ([at("90 s", back=["x"]), at("60 s", lost=["x"])], [(-INF, 60), (90, INF)]),  # in any order
        ([at("60 s", arrives=["x"])], [(60, INF)]),
        ([at("60 s", arrives=["x"]), at("90 s", lost=["x"])], [(60, 90)]),
        ([at("60 s", lost=["x"]), at("90 s", arrives=["x"])], [(-INF, 60), (90, INF)]),
        ([at("60 s", lost=["other"])], [(-INF, INF)]),
        ([at("60 s", lost=["x"]), at("70 s", lost=["x"])], [(-INF, 60)]),
    ],
)
def test_lost_back_and_arriving(changes: list[dict[str, Any]], windows: list[tuple[float, float]]) -> None:
    """What arrives was not there before; what is lost twice is lost once."""
    made = scene(posts={"x": post(), "other": post()}, changes=changes)
    assert watch.alive(made, "x") == windows


def windows_of(made: Lowered, row: np.void, kind: str = "watch") -> list[tuple[float, float]]:
    """Return the windows of a row of the world, "always" where it has none."""
    first, count = int(row[f"{kind}_first"]), int(row[f"{kind}_count"])
    return [(a, b) for a, b in made.world.watch[first : first + count].tolist()] or [(-INF, INF)]


def test_a_lost_battery_takes_its_radar_along_and_a_lost_radar_not_its_battery() -> None:
    """Windows of the battery and of its part."""
    for name, of_unit in (("sam", [(-INF, 60)]), ("sam/radar", [(-INF, INF)])):
        made = lower_world(scene(batteries={"sam": battery(radar=radar())}, changes=[at("60 s", lost=[name])]))
        assert windows_of(made, made.world.battery[0]) == of_unit
        assert windows_of(made, made.world.sensor[0]) == [(-INF, 60)]


def test_a_lost_post_closes_its_links_and_is_not_heard_by_its_units() -> None:
    """The post, the link that ends there, the way of orders; the battery itself goes on."""
    posts = {"centre": post(), "hq": post()}
    made = lower_world(scene(
        posts=posts, links=[link("centre", "hq")], batteries={"sam": battery()}, fighters={"pair": fighter()},
        changes=[at("60 s", lost=["centre"])]))  # fmt: skip
    assert windows_of(made, made.world.post[0]) == [(-INF, 60)]
    assert windows_of(made, made.world.post[1]) == [(-INF, INF)]
    assert [windows_of(made, row) for row in made.world.link] == [[(-INF, 60)]] * 2
    for row in (made.world.battery[0], made.world.fighter[0]):
        assert windows_of(made, row) == [(-INF, INF)]
        assert windows_of(made, row, "link") == [(-INF, 60)]


def test_a_link_is_lost_both_ways_and_a_units_link_alone() -> None:
    """`hq>centre` names the line between the two; `sam>centre` the way of orders to one battery."""
    units = {"sam": battery(), "gun": battery()}
    made = lower_world(scene(
        posts={"centre": post(), "hq": post()}, links=[link("centre", "hq")], batteries=units,
        changes=[at("60 s", lost=["hq>centre", "sam>centre"])]))  # fmt: skip
    assert [windows_of(made, row) for row in made.world.link] == [[(-INF, 60)]] * 2
    gun, sam = made.world.battery
    assert windows_of(made, gun, "link") == [(-INF, INF)]
    assert windows_of(made, sam, "link") == [(-INF, 60)]


def test_a_partner_that_withdraws() -> None:
    """Its crew in the other's post, its battery under the other's command and the line to it go; the rest stays."""
    posts = {
        "centre": post(), "joint": post(crew="BB"), "ally": post(nation="BB", at=[54.5, 24]),
        "own": post(nation="BB", at=[54.6, 24]),
    }  # fmt: skip
    made = lower_world(scene(
        posts=posts, links=[link("centre", "ally"), link("ally", "own")], rights=[engage()],
        batteries={"lent": battery(nation="BB"), "kept": battery(nation="BB", commander="ally")},
        sensors={"far": radar(nation="BB", at=[54.5, 24]), "home": radar(nation="BB", reports_to="ally")},
        changes=[at("60 s", withdraws="BB")]))  # fmt: skip
    w, r = made.world, made.roster
    gone, stays = [(-INF, 60.0)], [(-INF, INF)]
    assert [windows_of(made, w.post[r.posts.index(x)]) for x in ("centre", "joint", "ally", "own")] == [
        stays, gone, stays, stays]  # fmt: skip
    ends = [(r.posts[row["a"]], r.posts[row["b"]], windows_of(made, row)) for row in w.link]
    assert {(a, b) for a, b, found in ends if found == gone} == {("centre", "ally"), ("ally", "centre")}
    assert {(a, b) for a, b, found in ends if found == stays} == {("ally", "own"), ("own", "ally")}
    kept, lent = w.battery
    assert (windows_of(made, kept), windows_of(made, lent)) == (stays, gone)
    assert windows_of(made, lent, "link") == gone
    far, home = w.sensor
    assert (windows_of(made, far), windows_of(made, home)) == (gone, stays)


def test_a_move_is_a_gap_and_a_second_stand() -> None:
    """Away from 5 min for 2 min, then 0.2° farther east; its radar as well."""
    moves = [{"from": "5 min", "to": [53.5, 24.2], "ready": "2 min"}]
    made = lower_world(scene(batteries={"sam": battery(radar=radar(), moves=moves)}))
    for row in (made.world.battery[0], made.world.sensor[0]):
        assert windows_of(made, row) == [(-INF, 300), (420, INF)]
        assert (row["stand_first"], row["stand_count"]) == (0, 2)
    assert made.world.stand["t_s"].tolist() == [-INF, 300.0]
    assert np.degrees(made.world.stand["lon_rad"]) == pytest.approx([24.0, 24.2])
