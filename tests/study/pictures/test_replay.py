"""A replay is the run itself, and what it reads is what the posts hold."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.engine.scenes import busy, flight, link, post, radar, scene

from skypact.arrays.state import Sizes
from skypact.engine.plan import Plan, plan
from skypact.engine.replicate import replicate
from skypact.spec.scenario import Scenario
from skypact.study.pictures.held import ahead, purity
from skypact.study.pictures.replay import moments, replay
from skypact.study.pictures.tables import Sample, feeding, pictures_of, sample

QUIET_SKY = {"false_plots": 0}


def played(made: Plan, every_s: float = 10.0, run: int = 0) -> Sample:
    """Return one run of a plan as tables."""
    return sample(made, replay(made, 1, run, every_s, pictures_of(made)), run)


def two(carries: list[str], **more: Any) -> Scenario:
    """Return a jet that flies north to south between two posts with a radar each; theirs sees the north."""
    made: dict[str, Any] = {
        "posts": {"centre": post(), "ally": post(nation="BB", at=[54.5, 24])},
        "sensors": {
            "radar": radar(max_range="60 km", **QUIET_SKY),
            "theirs": radar(nation="BB", at=[54.5, 24], reports_to="ally", max_range="80 km", **QUIET_SKY),
        },
        "links": [link("ally", "centre", both_ways=False, carries=carries, rate="5 s")] if carries else [],
        "intruders": {"jet": flight((55, 24), (53, 24))},
    }  # fmt: skip
    return scene(**(made | more))


@pytest.mark.parametrize("association", ["perfect", "gnn"])
def test_a_replay_is_the_run_to_the_bit(association: str) -> None:
    made = plan(busy(), association)
    for run in (0, 3):
        for every_s in (7.0, 61.3):
            assert replay(made, 1, run, every_s, pictures_of(made)).events.tobytes() == (
                replicate(made, 1, run).tobytes()
            )


def test_a_capacity_that_is_reached_grows() -> None:
    """With room for two tracks the run is played again; nothing is lost."""
    made = plan(busy(), "gnn")
    whole = replay(made, 1, 0, 20.0, pictures_of(made))
    made.sizes = Sizes(2, 8, 8, 2, 1)
    again = replay(made, 1, 0, 20.0, pictures_of(made))
    assert again.events.tobytes() == whole.events.tobytes()
    assert np.array_equal(again.held.x, whole.held.x)


def test_pictures_are_read_between_start_and_end() -> None:
    assert moments(60.0, 10.0).tolist() == [10.0, 20.0, 30.0, 40.0, 50.0]
    assert moments(65.0, 20.0).tolist() == [20.0, 40.0, 60.0]


def test_a_track_is_where_the_object_is() -> None:
    """Straight flight due south at 250 m/s, 6 km high; plots of 50 m and 0.05 degrees (52 m at 60 km)."""
    found = played(plan(two([]), "gnn"))
    truth = {r["t_s"]: r for r in found.truth.to_pylist()}
    rows = [r for r in found.tracks.to_pylist() if r["post"] == "centre" and r["confirmed"] and 500 <= r["t_s"] < 880]
    assert len(rows) > 20
    for r in rows:
        there = truth[r["t_s"]]
        assert np.linalg.norm([r[k] - there[k] for k in ("x_m", "y_m", "z_m")]) < 300
        assert (r["object"], r["sensor"], r["link"], r["purity"]) == ("jet", "radar", "", 1.0)
    last = rows[len(rows) // 2]
    there = truth[last["t_s"]]
    assert last["speed_mps"] == pytest.approx(250, abs=10)
    assert last["course_deg"] == pytest.approx(180, abs=3)
    assert there["speed_mps"] == pytest.approx(250, abs=1)
    assert there["height_m"] == pytest.approx(6000, abs=20)


def test_what_only_a_partner_sees_bears_its_link() -> None:
    """55° N to 53.5° N is 167 km, 60 km of it in reach: until about 107 km down the way only theirs sees the jet."""
    found = played(plan(two(["tracks"]), "gnn"))
    rows = [r for r in found.tracks.to_pylist() if r["post"] == "centre" and r["confirmed"] and 100 < r["t_s"] < 400]
    assert rows
    assert {(r["link"], r["sensor"]) for r in rows} == {("ally>centre", "")}
    assert not [r for r in played(plan(two([]), "gnn")).tracks.to_pylist() if r["post"] == "centre" and r["t_s"] < 400]


def test_truth_says_whose_sensors_could_see_it() -> None:
    """At 200 s the jet is 50 km down its way: 54.55° N, 6 km from theirs and 117 km from ours."""
    alone = {r["t_s"]: r for r in played(plan(two([]), "gnn")).truth.to_pylist()}
    joined = {r["t_s"]: r for r in played(plan(two(["tracks"]), "gnn")).truth.to_pylist()}
    assert (alone[200.0]["detectable"], alone[200.0]["reach"]) == (True, "ally")
    assert joined[200.0]["reach"].split() == ["ally", "centre"]
    # at 700 s it is 8 km beyond our radar and 120 km from theirs
    assert joined[700.0]["reach"] == "centre"


def test_since_when_each_nation_could_have_known() -> None:
    """Theirs sees 80 km: from the start on (55.6 km). Ours sees 60 km: 107 km down the way, at about 428 s."""
    since = {r["nation"]: r["since_s"] for r in played(plan(two([]), "gnn")).detectable.to_pylist()}
    assert since["BB"] == pytest.approx(5, abs=5)
    assert since["AA"] == pytest.approx(428, abs=8)


def test_tracks_feed_by_way_of_other_pictures() -> None:
    """A chain of three posts: the last one is fed by the radar of the first."""
    links = [link("ally", "centre", both_ways=False, carries=["tracks"]),
             link("centre", "third", both_ways=False, carries=["tracks"])]  # fmt: skip
    made = plan(two([], links=links, posts={
        "centre": post(), "ally": post(nation="BB"), "third": post()}), "gnn")  # fmt: skip
    rows = dict(zip(made.roster.posts, feeding(made)[made.world.post["picture"]].tolist(), strict=True))
    assert made.roster.sensors == ["radar", "theirs"]
    assert rows == {"ally": [False, True], "centre": [True, True], "third": [True, True]}


def test_prediction_by_hand() -> None:
    """10 s on at 200 m/s: P₀₀ = 100 + 2·10·3 + 100·4 + 2·1000/3, P₀₃ = 3 + 10·4 + 2·50, P₃₃ = 4 + 2·10."""
    x, p = np.array([[1.0, 2.0, 3.0, 200.0, 0.0, -5.0]]), np.zeros((1, 6, 6))
    p[0, 0, 0], p[0, 0, 3], p[0, 3, 0], p[0, 3, 3] = 100.0, 3.0, 3.0, 4.0
    after, spread = ahead(x, p, np.array([10.0]), np.array([2.0]))
    assert after[0].tolist() == [2001.0, 2.0, -47.0, 200.0, 0.0, -5.0]
    assert spread[0, 0, 0] == pytest.approx(100 + 60 + 400 + 2000 / 3)
    assert spread[0, 0, 3] == spread[0, 3, 0] == pytest.approx(3 + 40 + 100)
    assert spread[0, 3, 3] == pytest.approx(24)


def test_purity_is_the_greatest_share() -> None:
    last = np.array([[5, 5, 7, -1], [-1, -1, -1, -1], [1, 2, 3, 4]])
    assert purity(last).tolist() == [pytest.approx(2 / 3), 1.0, 0.25]
