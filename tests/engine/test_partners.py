"""Partners: shots on another's track, and two pictures that shoot at one object without knowing of each other."""

from __future__ import annotations

from typing import Any

import pytest
from tests.engine.scenes import battery, engage, first, link, of, play, post, radar, raid, story

from skypact.analysis.columns import columns
from skypact.analysis.outcomes import contributions
from skypact.arrays.codes import E_DETECTED, E_FIRED, E_HIT, E_ORDERED, E_TRACKED
from skypact.engine.batch import run
from skypact.spec.scenario import Scenario


def lent_eyes(*links: dict[str, Any]) -> Scenario:
    """Return a raid on a battery under `centre`; the only radar is the ally's and reports to the ally's post."""
    return raid(
        posts={"centre": post(), "ally": post(nation="BB")}, links=list(links),
        sensors={"radar": radar(nation="BB", reports_to="ally")},
    )  # fmt: skip


def test_a_battery_fires_on_the_track_of_a_partner() -> None:
    """Its own side sees nothing; the ally's plots, 3 s late, make the track in its commander's picture."""
    events = play(lent_eyes(link("ally", "centre", latency="3 s", both_ways=False)))
    assert {e.actor for e in of(events, E_DETECTED)} == {"radar"}
    assert of(events, E_TRACKED, actor="centre")
    assert first(events, E_FIRED, actor="battery").subject == "jet"


@pytest.mark.parametrize(
    "links",
    [[], [link("ally", "centre", carries=["reports"])], [link("ally", "centre", loss=1)],
     [link("centre", "ally", both_ways=False)]],
    ids=["no link", "reports alone", "every plot lost", "the other way"],
)  # fmt: skip
def test_it_does_not_where_the_plots_do_not_come(links: list[dict[str, Any]]) -> None:
    events = play(lent_eyes(*links))
    assert of(events, E_TRACKED, actor="ally")
    assert not of(events, E_TRACKED, actor="centre"), story(events)
    assert not of(events, E_FIRED), story(events)


def two_commanders(rear: str) -> Scenario:
    """Return a jet against two batteries 5.6 km behind each other, the rear one commanded by `rear`; no link."""
    return raid(
        posts={"centre": post(), "other": post()},
        sensors={"radar": radar(), "second": radar(reports_to="other")},
        batteries={"battery": battery(), "rear": battery(at=[53.45, 24], commander=rear)},
        rights=[engage(units=["battery"]), engage(rear, units=["rear"])],
    )  # fmt: skip


def test_two_pictures_without_a_link_waste_a_shot_on_one_object() -> None:
    """The jet is in reach of the rear battery 5.6 km / 250 m/s = 22 s later: the first missile flies for about 80 s."""
    log = run(two_commanders("other"), arrangement="", runs=1, seed=1)
    events = play(two_commanders("other"))
    ordered = [first(events, E_ORDERED, other=unit).t_s for unit in ("battery", "rear")]
    assert ordered[1] - ordered[0] == pytest.approx(22.2, abs=5.0)  # either waits for its next epoch
    assert first(events, E_FIRED, actor="rear").t_s < first(events, E_HIT, actor="battery").t_s
    assert not of(events, E_HIT, actor="rear")
    assert contributions(columns(log), "wasted").sum() == 1
    assert contributions(columns(log), "shots").sum() == 2


def test_one_picture_wastes_none() -> None:
    """The same two batteries under one post: the second is not ordered while the first shot is on its way."""
    log = run(two_commanders("centre"), arrangement="", runs=1, seed=1)
    assert contributions(columns(log), "wasted").sum() == 0
    assert contributions(columns(log), "shots").sum() == 1
