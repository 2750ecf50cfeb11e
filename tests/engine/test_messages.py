"""Reports, requests and consents as they walk from post to post, with delays by hand."""

from __future__ import annotations

from typing import Any

import pytest
from tests.engine.scenes import (
    Event,
    causes,
    engage,
    first,
    flight,
    link,
    observer,
    of,
    play,
    post,
    radar,
    raid,
    scene,
    story,
)  # fmt: skip

from skypact.analysis.measures.control import control_by_run
from skypact.arrays.codes import (
    C_CONSENT_REFUSED,
    C_LOST_ON_LINK,
    C_POST_CLOSED,
    C_REPORT_STOPPED,
    C_WAITING_CONSENT,
    C_WAITING_DECISION,
    E_BARRED,
    E_CONSENT_ASKED,
    E_CONSENT_GIVEN,
    E_CONSENT_LATE,
    E_CONSENT_REFUSED,
    E_DECIDED,
    E_DETECTED,
    E_FIRED,
    E_ORDERED,
    E_REQUESTED,
    E_TOLD,
    E_TRACKED,
)  # fmt: skip
from skypact.engine import batch
from skypact.spec.scenario import Scenario

LONE = {"lone": flight((54.1, 24), (53.6, 24), type="light", intent="trespass")}


def chain(
    border: dict[str, Any] | None = None, middle: dict[str, Any] | None = None, links: Any = None, **sections: Any
) -> Scenario:
    """Return border → middle → centre: 20 s and 40 s handled, 7 s and 3 s on the way; a patrol sees at the border."""
    posts = {
        "border": post(picture=False, handling="20 s") | (border or {}),
        "middle": post(picture=False, handling="40 s") | (middle or {}), "centre": post(),
    }  # fmt: skip
    way = links or [link("border", "middle", latency="7 s"), link("middle", "centre", latency="3 s")]
    return scene(**({"posts": posts, "links": way, "sensors": {"eyes": observer()}, "intruders": LONE} | sections))


def told(events: list[Event], actor: str) -> float:
    """Return when a post was first told."""
    return first(events, E_TOLD, actor=actor).t_s


def test_a_report_climbs_with_the_delay_of_every_step() -> None:
    """Seen, told at once at the border; 20 + 7 s to the middle; 40 + 3 s more to the centre."""
    events = play(chain())
    seen = first(events, E_DETECTED, actor="eyes").t_s
    assert told(events, "border") == pytest.approx(seen)
    assert told(events, "middle") == pytest.approx(seen + 27)
    assert told(events, "centre") == pytest.approx(seen + 70)
    assert len(of(events, E_TOLD)) == 3
    assert first(events, E_TOLD, actor="centre").nation == "AA"


@pytest.mark.parametrize("where", ["border", "middle"])
def test_a_report_may_stop_and_the_ledger_names_the_post(where: str) -> None:
    """stops = 1: nobody above is ever told."""
    events = play(chain(**{where: {"stops": 1}}))
    assert [(e.actor, e.cause, e.nation) for e in of(events, E_BARRED, cause=C_REPORT_STOPPED)] == [
        (where, C_REPORT_STOPPED, "AA")
    ]
    above = {"border": ["border"], "middle": ["border", "middle"]}[where]
    assert [e.actor for e in of(events, E_TOLD)] == above


def test_the_chance_to_stop_is_what_it_says() -> None:
    """stops = 0.3 over 400 runs, within 4 sigma; a greater chance stops every report that a smaller one stops."""
    def stopped(share: float) -> set[int]:
        from skypact.engine.plan import plan
        from skypact.engine.replicate import replicate

        made = plan(chain(middle={"stops": share}))
        return {run for run in range(400) if (replicate(made, 3, run)["cause"] == C_REPORT_STOPPED).any()}

    few, many = stopped(0.3), stopped(0.5)
    assert abs(len(few) / 400 - 0.3) < 4 * (0.21 / 400) ** 0.5
    assert few < many


@pytest.mark.parametrize("where", ["border", "middle"])
def test_a_post_outside_its_hours_passes_nothing_on(where: str) -> None:
    """Closed until noon: the report ends there."""
    events = play(chain(**{where: {"hours": ["12:00-18:00"]}}))
    assert [e.actor for e in of(events, E_BARRED, cause=C_POST_CLOSED)] == [where]
    assert not of(events, E_TOLD, actor="centre")
    open_ = play(chain(**{where: {"hours": ["08:00-18:00"]}}))
    assert of(open_, E_TOLD, actor="centre")


def test_a_closed_link_passes_nothing_on() -> None:
    """The ledger names the post that could not send and the one beyond."""
    way = [link("border", "middle", hours=["12:00-18:00"]), link("middle", "centre")]
    events = play(chain(links=way))
    assert [(e.actor, e.other) for e in of(events, E_BARRED, cause=C_POST_CLOSED)] == [("border", "middle")]


def test_a_link_that_loses_everything() -> None:
    """Five tries, then the report is lost on the link."""
    events = play(chain(links=[link("border", "middle", loss=1), link("middle", "centre")]))
    assert [(e.actor, e.other) for e in of(events, E_BARRED, cause=C_LOST_ON_LINK)] == [("border", "middle")]
    assert [e.actor for e in of(events, E_TOLD)] == ["border"]


def test_a_link_that_loses_half_is_tried_again() -> None:
    """Each loss costs the retry time of 11 s: delays are 27 + 11 k, and half of 60 runs need no second try."""
    way = [link("border", "middle", latency="7 s", loss=0.5, retry="11 s"), link("middle", "centre")]
    late = []
    for run in range(60):
        events = play(chain(links=way), run=run)
        if of(events, E_TOLD, actor="middle"):
            late.append((told(events, "middle") - told(events, "border") - 27) / 11)
    assert all(x == pytest.approx(round(x), abs=1e-6) and 0 <= round(x) <= 4 for x in late)
    assert 15 < sum(round(x) == 0 for x in late) < 45
    assert max(map(round, late)) >= 2


def test_an_observer_calls_again_where_the_line_fails() -> None:
    """Half of all calls fail, each costs 9 s: told a delay of 30 s, 2 s of latency and 9 k s after seeing."""
    line = {"latency": "2 s", "loss": 0.5, "retry": "9 s"}
    late = []
    for run in range(40):
        events = play(chain(sensors={"eyes": observer(report_delay="30 s", link=line)}), run=run)
        late.append((told(events, "border") - first(events, E_DETECTED).t_s - 32) / 9)
    assert all(x == pytest.approx(round(x), abs=1e-6) and 0 <= round(x) <= 5 for x in late)
    assert 8 < sum(round(x) == 0 for x in late) < 32
    assert max(map(round, late)) >= 2


def test_a_post_without_a_way_to_a_picture() -> None:
    """Nobody to tell: the ledger says so."""
    events = play(chain(links=[link("middle", "centre")]))
    assert causes(events, actor="border") == ["not told"]


def test_a_busy_post_takes_one_report_after_another() -> None:
    """Two seen at one moment, a load of 60 s: the second is told a minute after the first."""
    two = LONE | {"pal": flight((54.1, 24.01), (53.6, 24.01), type="light", intent="trespass")}
    events = play(chain(border={"load": "60 s"}, intruders=two))
    seen = {e.subject: e.t_s for e in of(events, E_DETECTED)}
    assert seen["lone"] == seen["pal"]
    middle = sorted(e.t_s for e in of(events, E_TOLD, actor="middle"))
    assert middle[1] - middle[0] == pytest.approx(60.0)


# --- plots -----------------------------------------------------------------------------------------------------


def test_a_picture_hears_with_its_lag_and_confirms_the_third_plot() -> None:
    """2 s of the radar's link and 3 s to the other picture: told 5 s after the look, tracked two looks later."""
    events = play(scene(
        posts={"centre": post(), "hq": post()}, links=[link("centre", "hq", latency="3 s")],
        sensors={"radar": radar(link={"latency": "2 s", "loss": 0})}, intruders={"jet": flight((54.5, 24), (52.5, 24))},
    ))  # fmt: skip
    seen = first(events, E_DETECTED).t_s
    for actor, lag in (("centre", 2), ("hq", 5)):
        assert told(events, actor) == pytest.approx(seen + lag)
        assert first(events, E_TRACKED, actor=actor).t_s == pytest.approx(seen + 10 + lag)


def test_the_slowest_feed_sets_the_lag() -> None:
    """A picture reads in the order of measurement: the quick radar waits for the slow one's 8 s."""
    slow = radar(at=[52.6, 25.5], max_range="40 km", link={"latency": "8 s", "loss": 0})  # sees nothing of the jet
    events = play(raid(sensors={"radar": radar(link={"latency": "1 s", "loss": 0}), "slow": slow}))
    assert told(events, "centre") == pytest.approx(first(events, E_DETECTED, actor="radar").t_s + 8)


def test_a_plot_reaches_a_picture_once() -> None:
    """Two ways lead from the radar's post to the centre; three plots are needed, not two."""
    posts = {"a": post(picture=False), "b": post(picture=False), "centre": post()}
    ways = [link("a", "centre"), link("a", "b"), link("b", "centre")]
    jet = {"jet": flight((54.5, 24), (52.5, 24))}
    events = play(scene(posts=posts, links=ways, sensors={"radar": radar(reports_to="a")}, intruders=jet))
    assert first(events, E_TRACKED).t_s == pytest.approx(first(events, E_DETECTED).t_s + 10)


@pytest.mark.parametrize("lost", ["radar", "link"])
def test_lost_plots_tell_nobody(lost: str) -> None:
    """loss = 1 on the radar's own link, or on the hop to the picture: seen, never told there."""
    own = {"latency": "0 s", "loss": 1 if lost == "radar" else 0}
    events = play(scene(
        posts={"a": post(picture=False), "centre": post()},
        links=[link("a", "centre", loss=1 if lost == "link" else 0)],
        sensors={"radar": radar(reports_to="a", link=own)}, intruders={"jet": flight((54.5, 24), (52.5, 24))},
    ))  # fmt: skip
    assert of(events, E_DETECTED)
    assert not of(events, E_TOLD)


def test_a_closed_link_carries_no_plots() -> None:
    """The radar's post sees, the centre beyond hears nothing until the line opens at 10:05."""
    posts = {"a": post(picture=False), "centre": post()}
    events = play(scene(
        posts=posts, links=[link("a", "centre", hours=["10:05-12:00"])], sensors={"radar": radar(reports_to="a")},
        intruders={"jet": flight((54.5, 24), (52.5, 24))},
    ))  # fmt: skip
    assert first(events, E_DETECTED).t_s < 10
    assert 300 <= told(events, "centre") < 306


def test_a_closed_post_orders_nothing() -> None:
    """Nobody reads the picture, asks, decides or orders until 10:03; the third plot after that confirms a track."""
    events = play(raid(posts={"centre": post(hours=["10:03-20:00"])}))
    assert first(events, E_DETECTED).t_s < 10
    assert 180 <= told(events, "centre") < 185
    assert 190 <= first(events, E_TRACKED).t_s < 195
    assert first(events, E_REQUESTED).t_s >= 180
    assert first(events, E_ORDERED).t_s >= 180


# --- decisions -------------------------------------------------------------------------------------------------

HQ = {
    "centre": post(), "hq": post(picture=False, handling="6 s"),
    "ally": post(picture=False, nation="BB", handling="2 s"),
}  # fmt: skip
TO_HQ = [link("centre", "hq", latency="4 s"), link("hq", "ally", latency="5 s")]


def asks(*consent: dict[str, Any], **sections: Any) -> Scenario:
    """Return a raid that the headquarters decides on after 10 s, with these consents."""
    rights = [engage("hq", delay="10 s", consent=list(consent))]
    return raid(**({"posts": HQ, "links": TO_HQ, "rights": rights} | sections))


def test_a_decision_elsewhere_takes_its_way_and_its_time() -> None:
    """4 s there, 6 s handled, 10 s thought, 4 s back; the order is given at the first epoch after that."""
    events = play(asks())
    asked = first(events, E_REQUESTED)
    assert (asked.actor, asked.other) == ("centre", "hq")
    decided = first(events, E_DECIDED)
    assert (decided.actor, decided.t_s) == ("hq", pytest.approx(asked.t_s + 20))
    assert first(events, E_ORDERED).t_s >= asked.t_s + 24


def test_a_decision_names_whose_sky_it_is_over() -> None:
    """The jet is over BB when it is decided on at once, over AA when the decision takes five minutes."""
    assert first(play(asks()), E_DECIDED).other == "BB"
    late = play(asks(rights=[engage("hq", delay="5 min")]))
    assert first(late, E_DECIDED).other == "AA"


def test_consent_takes_its_way_and_its_time() -> None:
    """Asked when hq would decide; 5 s there, 2 s handled, 30 s considered, 5 s back; then it is decided."""
    events = play(asks({"of": "ally", "delay": "30 s", "refuses": 0}))
    asked = first(events, E_CONSENT_ASKED)
    assert (asked.actor, asked.other, asked.t_s) == ("hq", "ally", pytest.approx(first(events, E_REQUESTED).t_s + 20))
    given = first(events, E_CONSENT_GIVEN)
    assert (given.actor, given.other, given.nation) == ("ally", "hq", "BB")
    assert given.t_s == pytest.approx(asked.t_s + 37)
    assert first(events, E_DECIDED).t_s == pytest.approx(asked.t_s + 42)


def test_consent_refused() -> None:
    """refuses = 1: nobody decides, orders, or fires; the ledger of the asking nation names who said no."""
    events = play(asks({"of": "ally", "delay": "30 s", "refuses": 1}))
    assert first(events, E_CONSENT_REFUSED).actor == "ally"
    refused = first(events, E_BARRED, cause=C_CONSENT_REFUSED)
    assert (refused.actor, refused.other, refused.nation) == ("hq", "ally", "AA")
    assert not of(events, E_DECIDED), story(events)
    assert not of(events, E_FIRED)


def test_two_consents_are_both_needed() -> None:
    """The slower one sets the time."""
    quick, slow = {"of": "ally", "delay": "10 s", "refuses": 0}, {"of": "centre", "delay": "60 s", "refuses": 0}
    events = play(asks(quick, slow))
    asked = first(events, E_CONSENT_ASKED).t_s
    assert len(of(events, E_CONSENT_GIVEN)) == 2
    assert first(events, E_DECIDED).t_s == pytest.approx(asked + 4 + 0 + 60 + 4)


def test_of_two_the_one_that_refused_is_named() -> None:
    """ally says no after 37 s, centre would say yes after 68 s."""
    no, yes = {"of": "ally", "delay": "30 s", "refuses": 1}, {"of": "centre", "delay": "60 s", "refuses": 0}
    events = play(asks(no, yes))
    assert [e.other for e in of(events, E_BARRED, cause=C_CONSENT_REFUSED)] == ["ally"]


def test_of_two_the_one_still_waited_for_is_named() -> None:
    """ally has answered, centre takes an hour: at the end it is centre that is waited for."""
    yes, never = {"of": "ally", "delay": "1 s", "refuses": 0}, {"of": "centre", "delay": "1 h", "refuses": 0}
    for consents in ((yes, never), (never, yes)):
        events = play(asks(*consents, duration="10 min"))
        assert {e.other for e in of(events, E_BARRED, cause=C_WAITING_CONSENT)} == {"centre"}


def test_consent_that_comes_when_the_object_is_gone_is_too_late() -> None:
    """The jet is through after 15 minutes; consent takes 16."""
    events = play(asks({"of": "ally", "delay": "16 min", "refuses": 0}, duration="25 min"))
    assert of(events, E_CONSENT_LATE)
    assert not of(events, E_CONSENT_GIVEN)
    assert not of(events, E_DECIDED)


def test_consents_that_come_too_late_are_counted_as_such() -> None:
    """Every consent that was asked of ally comes after 16 minutes: late, neither given nor never answered."""
    log = batch.run(asks({"of": "ally", "delay": "16 min", "refuses": 0}, duration="25 min"), runs=2, seed=1)
    found = control_by_run(log)
    counts = {name: found.counts[name][:, found.nations.index("BB")].tolist() for name in ("asked", "late")}
    assert counts["asked"] == counts["late"]
    assert counts["late"][0] > 0
    assert not any(found.counts[name].any() for name in ("given", "refused", "unanswered"))


def test_what_is_waited_for_at_the_end() -> None:
    """The run ends before the decision, or before the consent, while the track lives."""
    slow = play(asks(rights=[engage("hq", delay="1 h")], duration="10 min"))
    assert [(e.actor, e.other) for e in of(slow, E_BARRED, cause=C_WAITING_DECISION)] == [("centre", "hq")]
    waits = play(asks({"of": "ally", "delay": "1 h", "refuses": 0}, duration="10 min"))
    assert [(e.actor, e.other) for e in of(waits, E_BARRED, cause=C_WAITING_CONSENT)] == [("centre", "ally")]


def test_no_right_over_own_territory() -> None:
    """Units, a violation, and no row that fits: the ledger says so, once."""
    events = play(raid(rights=[engage(classes=["friend"])]))
    assert causes(events) == ["no right"]


def test_a_request_that_cannot_be_sent() -> None:
    """No link to who decides: not told; nothing is decided."""
    events = play(asks(links=[link("hq", "ally")]))
    assert "not told" in causes(events)
    assert not of(events, E_DECIDED)
