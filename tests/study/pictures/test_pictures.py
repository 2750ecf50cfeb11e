"""Arrangements compared by what the posts held, on scenes whose answer is known."""

from __future__ import annotations

import json

import pytest
from tests.engine.scenes import flight, link, post, radar, scene

from skypact.core.errors import SkypactError
from skypact.spec.scenario import Scenario
from skypact.study.pictures.pictures import Pictures, pictures


def joined() -> Scenario:
    """Return one jet that only the ally's radar sees, alone and with a link to the centre."""
    sees = {"max_range": "90 km", "false_plots": 0}
    return scene(
        posts={"centre": post(), "ally": post(nation="BB", at=[54.5, 24])},
        sensors={"radar": radar(at=[52.1, 24], **sees | {"max_range": "20 km"}),
                 "theirs": radar(nation="BB", at=[54.5, 24], reports_to="ally", **sees)},
        intruders={"jet": flight((54.9, 23.5), (54.1, 24.5))}, duration="6 min",
        arrangements={
            "alone": {"title": "Alone"},
            "linked": {"title": "Linked", "links_add": [link("ally", "centre", both_ways=False)]},
        },
    )  # fmt: skip


@pytest.fixture(scope="module")
def found() -> Pictures:
    """Return three runs, read every 10 s."""
    return pictures(joined(), runs=3, association="gnn", workers=1)


def test_a_post_without_a_link_holds_nothing(found: Pictures) -> None:
    """The jet needs 5 min 36 s for 84 km and is seen all the way; a track takes some scans of 5 s."""
    assert found.row("alone", "centre", "all", "completeness")["mean"] == 0.0
    assert found.row("alone", "centre", "own", "completeness")["mean"] is None
    linked = found.row("linked", "centre", "all", "completeness")
    assert 0.85 < linked["mean"] < 1.0
    assert linked["n"] == 3
    assert found.row("linked", "centre", "all", "gospa")["mean"] < 500
    # one object missed at nearly every moment: the root of half of 2 km squared
    assert found.row("alone", "centre", "all", "gospa")["mean"] == pytest.approx(2000 / 2**0.5, rel=0.1)
    assert not found.comes("alone", "centre")
    assert found.comes("linked", "centre")


def test_differences_are_of_the_same_runs(found: Pictures) -> None:
    """The ally's own picture is the same in both arrangements, to the bit."""
    rows = {(r["post"], r["truth"], r["measure"]): r for r in found.differences.to_pylist()}
    same = rows["ally", "all", "gospa"]
    assert (same["mean"], same["low"], same["high"], same["kind"]) == (0.0, 0.0, 0.0, "constant")
    more = rows["centre", "all", "completeness"]
    assert more["mean"] == pytest.approx(found.row("linked", "centre", "all", "completeness")["mean"])
    assert any("centre held" in s and "alone nothing came to it" in s for s in found.sentences)


def test_the_course_adds_up(found: Pictures) -> None:
    rows = [r for r in found.over_time.to_pylist() if (r["arrangement"], r["post"], r["truth"]) == (
        "linked", "centre", "all")]  # fmt: skip
    assert [r["t_s"] for r in rows] == [10.0 * k for k in range(1, 36)]
    assert max(r["n_object"] for r in rows) == 1.0
    assert sum(r["n_missed"] for r in rows) / len(rows) == pytest.approx(
        found.row("linked", "centre", "all", "missed")["mean"])  # fmt: skip


def test_threads_do_not_show(found: Pictures) -> None:
    again = pictures(joined(), runs=3, association="gnn", workers=3)
    assert json.dumps(again.as_dict()) == json.dumps(found.as_dict())


def test_heights_count_where_they_are_asked_for() -> None:
    """A radar without elevation, 60 to 140 km off, takes 3 km for the height of a jet at 9 km.

    So its place is wrong by less than √(60² − 3²) − √(60² − 9²) = 0.6 km over ground, and by 6 km in space.
    """
    data = joined().model_dump(mode="json", by_alias=True)
    data["sensors"]["theirs"] |= {"sigma_elevation": None, "at": [54.5, 25.5], "max_range": "200 km"}
    data["crafts"]["jet"]["altitude"] = "9 km"
    for leg in data["intruders"]["jet"]["route"]:
        leg["alt"] = "9 km"
    made = Scenario.model_validate(data)
    names = ["linked"]
    ground, space = (pictures(made, arrangements=names, runs=1, association="gnn", height=h) for h in (False, True))
    assert ground.row("linked", "ally", "own", "completeness")["mean"] > 0.8
    assert space.row("linked", "ally", "own", "completeness")["mean"] < 0.5


@pytest.mark.parametrize(
    ("asked", "said"),
    [({"every_s": 0.5}, "pictures every 0.5 s"), ({"every_s": 400.0}, "less than the 360 s"),
     ({"run": 3}, "run 3 is not among the 3"), ({"c_m": 0.0}, "cut-off of 0 m"),
     ({"arrangements": ["linkd"]}, "unknown arrangement 'linkd'")],
)  # fmt: skip
def test_what_cannot_be_asked(asked: dict[str, object], said: str) -> None:
    with pytest.raises(SkypactError, match=said):
        pictures(joined(), **{"runs": 3} | asked)  # type: ignore[arg-type]


def test_a_scenario_without_pictures_says_so() -> None:
    with pytest.raises(SkypactError, match="no post has a picture"):
        pictures(scene(posts={"centre": post(picture=False)}, sensors={"radar": radar()}), runs=1)
