"""What a study may vary: paths, patterns, short names; and what it may not (law 9)."""

from __future__ import annotations

from typing import Any

import pytest
from tests.engine.scenes import battery, engage, fighter, flight, link, post, scene

from skypact.core.errors import SkypactError
from skypact.load.overlay.quantities import named
from skypact.spec.scenario import Scenario
from skypact.study.factors import check_factor, factor, parsed


def _consent(of: str, delay: Any) -> list[dict[str, Any]]:
    return [{"of": of, "delay": delay}]


@pytest.fixture(scope="module")
def two_states() -> Scenario:
    """Return a scene with two consents in the common rows, one in an arrangement, and a row that forbids."""
    ranged = {"value": "2 min", "low": "1 min", "high": "4 min"}
    return scene(
        posts={"centre": post(), "ally.east": post(nation="BB", handling="8 s")},
        links=[link("centre", "ally.east", latency={"value": "3 s", "low": "1 s", "high": "5 s"})],
        batteries={"sam": battery(count=2, reaction={"value": "10 s", "low": "5 s", "high": "20 s"}),
                   "gun": battery(reaction={"value": "6 s", "low": "3 s", "high": "8 s"})},
        fighters={"pair": fighter()},
        intruders={"jet": flight((54.5, 24), (52.5, 24))},
        rights=[
            engage(consent=_consent("ally.east", ranged)),
            {"action": "engage", "classes": ["civil"], "forbids": True},
            engage(delay={"value": "20 s", "low": "10 s", "high": "30 s"}, consent=_consent("ally.east", "30 s")),
        ],
        arrangements={
            "alone": {"title": "Alone"},
            "asked": {
                "title": "Asked", "rights": [engage(consent=_consent("ally.east", ranged | {"high": "20 min"}))],
                "links_add": [link("ally.east", "centre", carries=["plots"], latency="7 s")],
            },
        },
    )  # fmt: skip


@pytest.mark.parametrize(
    "path",
    [
        "intruders.drone.route", "intruders.drone-01.begin", "traffic.east.altitude", "crafts.drone.speed", "intruders",
        " Intruders.drone.begin", ".intruders.drone", "intruders[0]", "intruders/drone/altitude",
        "hypotheses.rival.set.intruders.drone.begin", "hypotheses.a.b.set.intruders.drone.begin",
        "choices.buy.set.crafts.jet.speed", "*", "*.jet.begin", "intr*.jet.begin", "*rs.jet.begin", "c*ts.jet.speed",
        "traff*.east.altitude", "hypotheses.*.set.*.drone.begin", "*s.*.set.traffic.east.every",
    ],
)  # fmt: skip
def test_an_intruder_is_never_a_factor(path: str, two_states: Scenario) -> None:
    with pytest.raises(SkypactError, match="never a study factor"):
        check_factor(path)
    with pytest.raises(SkypactError, match="never a study factor"):
        factor(two_states, f"{path}=0..1")


def test_the_defender_is_a_factor() -> None:
    for path in ("posts.border-post.stops", "airborne.a50.radar.period", "hypotheses.rival.set.posts.a.stops",
                 "posts.*.handling", "p*.cp-*.handling", "consent_delay"):  # fmt: skip
        check_factor(path)
    with pytest.raises(SkypactError, match="no path to vary"):
        check_factor(" ")


def test_a_short_name_stands_for_every_such_quantity(two_states: Scenario) -> None:
    assert factor(two_states, "consent_delay").paths == (
        "rights.0.consent.0.delay", "rights.2.consent.0.delay", "arrangements.asked.rights.0.consent.0.delay",
    )  # fmt: skip
    # the row that forbids has a delay that nothing reads
    assert factor(two_states, "decision_delay").paths == (
        "rights.0.delay", "rights.2.delay", "arrangements.asked.rights.0.delay",
    )  # fmt: skip
    assert factor(two_states, "link_latency").paths == (
        "links.centre>ally.east.latency", "arrangements.asked.links_add.ally.east>centre.latency",
    )  # fmt: skip
    assert factor(two_states, "handling").paths == ("posts.ally.east.handling", "posts.centre.handling")
    assert factor(two_states, "reaction").paths == tuple(f"batteries.{u}.reaction" for u in ("gun", "sam-01", "sam-02"))
    assert factor(two_states, "readiness=1min..9min").paths == ("fighters.pair.readiness",)


def test_the_range_is_from_the_smallest_low_to_the_largest_high(two_states: Scenario) -> None:
    found = factor(two_states, "consent_delay")
    assert (found.low, found.high, found.written) == (30.0, 1200.0, (30.0, 120.0))  # "30 s" has no range of its own
    assert found.said() == "consent_delay (3 quantities, as written 30 s to 2 min)"
    assert (factor(two_states, "reaction").low, factor(two_states, "reaction").high) == (3.0, 20.0)
    named_range = factor(two_states, "consent_delay=0min..20min")
    assert (named_range.low, named_range.high) == (0.0, 1200.0)
    assert named_range.grid(3).tolist() == [0.0, 600.0, 1200.0]


def test_a_value_sets_every_quantity_that_is_named(two_states: Scenario) -> None:
    there = factor(two_states, "consent_delay=0min..20min").set_in(two_states, 450.0)
    assert [q.value for q in named(there, "consent_delay").values()] == [450.0] * 3
    assert [q.value for q in named(there, "decision_delay").values()] == [0.0, 20.0, 0.0]  # nothing else moved


def test_a_pattern_matches_steps_and_parts_of_them(two_states: Scenario) -> None:
    assert list(named(two_states, "arrangements.*.rights.*.consent.*.delay")) == [
        "arrangements.asked.rights.0.consent.0.delay"
    ]
    assert list(named(two_states, "posts.*.handling")) == ["posts.ally.east.handling", "posts.centre.handling"]
    assert list(named(two_states, "posts.al*.handling")) == ["posts.ally.east.handling"]
    both = ["batteries.sam-01.reaction", "batteries.sam-02.reaction"]
    assert list(named(two_states, "batteries.sam.reaction")) == both
    assert list(named(two_states, "batteries.sam.*.latency")) == [  # copies of a counted unit, below them anything
        "batteries.sam-01.link.latency", "batteries.sam-02.link.latency",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("consent_dely", "did you mean 'consent_delay'"),
        ("posts.cetre.handling=0s..1s", "did you mean 'posts.centre'"), ("posts.*.nothing=0s..1s", "fits no quantity"),
        ("batteries.*.*=0..1", "several kinds"),
        ("consent_delay=0..20min", "unit missing"), ("consent_delay=20min..0min", "not below"),
        ("consent_delay=5min", "not NAME=LOW..HIGH"), ("consent_delay=..5min", "not NAME=LOW..HIGH"),
        ("posts.*.stops=0.2..1.5", "1.5"), ("fighters.pair.readiness", "has no range"),
        ("consent_delay=-3min..3min", "below"),
    ],
)  # fmt: skip
def test_what_is_no_factor_is_told(two_states: Scenario, text: str, said: str) -> None:
    with pytest.raises(SkypactError) as refused:
        factor(two_states, text)
    assert said in str(refused.value)


def test_a_name_that_stands_for_nothing_here_is_told() -> None:
    with pytest.raises(SkypactError, match=r"names nothing in this scenario — it stands for rights\.\*\.consent"):
        factor(scene(intruders={}), "consent_delay")


def test_a_text_is_a_name_with_or_without_a_range() -> None:
    assert parsed("links.a>b.latency") == ("links.a>b.latency", None)
    assert parsed(" consent_delay = 0min .. 20min ") == ("consent_delay", ("0min", "20min"))
    assert parsed("x.y=0.1..0.5") == ("x.y", ("0.1", "0.5"))
