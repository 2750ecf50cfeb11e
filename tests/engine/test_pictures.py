"""Pictures at posts: late plots, biases and their registration, tracks and tracklets over links, false plots."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.engine.scenes import busy, flight, link, of, play, post, radar, raid, scene

from skypact.arrays.codes import E_DOUBLED, E_DROPPED, E_FALSE, E_FIRED, E_TOLD, E_TRACKED
from skypact.arrays.state import T_CONFIRMED, State, blank
from skypact.core.units import parse
from skypact.engine import replicate as room
from skypact.engine.plan import Plan, plan
from skypact.spec.scenario import Scenario

BOTH = pytest.mark.parametrize("association", ["perfect", "gnn"])
QUIET_SKY = {"false_plots": 0}


def two(carries: list[str], intruders: dict[str, Any] | None = None, **more: Any) -> Scenario:
    """Return two posts of two nations with a radar each and a link that carries something; nobody shoots."""
    tie = {k: more.pop(k) for k in ("latency", "rate", "both_ways", "loss") if k in more}
    made: dict[str, Any] = {
        "posts": {"centre": post(), "ally": post(nation="BB", at=[54.5, 24])},
        "sensors": {
            "radar": radar(**QUIET_SKY), "theirs": radar(nation="BB", at=[54.3, 24.6], reports_to="ally", **QUIET_SKY)
        },
        "links": [link("ally", "centre", carries=carries, **({"rate": "10 s", "latency": "1 s"} | tie))],
        "intruders": intruders or {"jet": flight((54.9, 23.2), (53.3, 24.8))},
    }  # fmt: skip
    return scene(**(made | more))


def ended(scenario: Scenario, association: str, until_s: float, run: int = 0) -> tuple[Plan, State]:
    """Return the state of a run at a moment."""
    from skypact.engine.steps import begin, step_until

    made = plan(scenario, association)
    state = blank(made.world, made.sizes)
    begin(made.world, state, 1, run, 2)
    state.reach[:] = made.reach[0]
    plots, n = room.plots_of(made, state, 1, run, 0, 2)
    step_until(made.world, state, 1, run, plots, n, until_s, 2)
    assert state.counter[3] == 0
    return made, state


def tracks(state: State, i_pic: int) -> np.ndarray:
    """Return the slots of the confirmed tracks of a picture."""
    return np.flatnonzero(state.track["stage"][i_pic] == T_CONFIRMED)


def error_m(made: Plan, state: State, i_pic: int, i_object: int = 0) -> float:
    """Return how far the best track of a picture is from an object at the track's moment [m]."""
    o = made.world.object[i_object]
    route = made.world.waypoint[o["wp_first"] : o["wp_first"] + o["wp_count"]]
    found = []
    for slot in tracks(state, i_pic):
        t = state.track["t_s"][i_pic, slot]
        true = [np.interp(t, route[:, 0], route[:, k]) for k in (1, 2, 3)]
        found.append(float(np.linalg.norm(state.x[i_pic, slot, :3] - true)))
    return min(found)


# --- late plots ---------------------------------------------------------------------------------------------


def delayed(late: str, latency: str = "12 s") -> Scenario:
    """Return a picture that gets the ally's plots much later than its own."""
    return two(["plots"], latency=latency, tracking={"late": late})


@BOTH
def test_a_late_plot_that_is_used_leaves_the_track_of_one_that_was_waited_for(association: str) -> None:
    """What came late is put in where it belongs: the same state as after waiting, to rounding."""
    states = [ended(delayed(late), association, 200.0) for late in ("wait", "use")]
    at_s, found = 180.0, []
    for made, state in states:
        i_pic = [int(p) for p in made.world.post["picture"]][made.roster.posts.index("centre")]
        (slot,) = tracks(state, i_pic)
        age = at_s - state.track["t_s"][i_pic, slot]
        found.append((state.track["hits"][i_pic, slot], state.x[i_pic, slot, :3] + age * state.x[i_pic, slot, 3:]))
    waited, used = found
    assert used[0] > waited[0]  # it does not wait for the last plots
    assert np.linalg.norm(used[1] - waited[1]) < 60.0  # and is then at another moment: a straight step lies between


def test_used_late_plots_make_exactly_the_track_in_order() -> None:
    """With one plot in twelve seconds late, both pictures have the same plots at the end of the flight."""
    gone = {"jet": flight((54.9, 23.2), (54.2, 23.9), end="leaves")}
    ends = []
    for late in ("wait", "use"):
        made, state = ended(two(["plots"], gone, latency="12 s", tracking={"late": late, "drop_after": "120 s"}),
                            "perfect", 460.0)
        i_pic = int(made.world.post["picture"][made.roster.posts.index("centre")])
        ends.append((state.track["hits"][i_pic, 0], state.x[i_pic, 0].copy(), state.p[i_pic, 0].copy()))
    assert ends[0][0] == ends[1][0] > 20
    assert ends[1][1] == pytest.approx(ends[0][1], rel=1e-9)
    assert ends[1][2] == pytest.approx(ends[0][2], rel=1e-4, abs=1e-6)


def test_dropped_late_plots_are_not_in_the_track() -> None:
    hits = {}
    for late in ("use", "drop"):
        made, state = ended(delayed(late), "perfect", 200.0)
        i_pic = int(made.world.post["picture"][made.roster.posts.index("centre")])
        hits[late] = int(state.track["hits"][i_pic, 0])
    assert hits["drop"] < 0.6 * hits["use"]


def test_pictures_that_do_not_wait_know_sooner() -> None:
    """The first plot of one's own radar is read at once, not after the partner's latency."""
    first = {late: of(play(delayed(late)), E_TRACKED, actor="centre")[0].t_s for late in ("wait", "use", "drop")}
    assert first["use"] == first["drop"] <= first["wait"] - 5.0


# --- biases and registration --------------------------------------------------------------------------------

NORTH = {"bias_range": "300 m", "bias_azimuth": "0.6 deg", "bias_elevation": "0 deg", "bias_north": "0 deg"}


def crooked(registration: bool, **more: Any) -> Scenario:
    """Return two radars of which each has its own idea of azimuth and range; both see many targets."""
    many = {f"jet-{i}": flight((54.9, 23.0 + 0.4 * i), (53.0, 23.4 + 0.3 * i), begin=f"{20 * i} s") for i in range(6)}
    effects = {"alertness": 0, "delay": 0, "battery": 0, "kill_chain": 0} | NORTH
    return two(["plots"], many, effects=effects, tracking={"registration": registration}, **more)


def test_biases_make_doubles_and_registration_unmakes_them() -> None:
    """Plots of a radar that is off by half a degree are of other targets, to a picture that takes them as they are."""
    counts = {}
    for registration in (False, True):
        found = [
            len(of(play(crooked(registration), run=run, association="gnn"), E_DOUBLED, actor="centre"))
            for run in range(4)
        ]
        counts[registration] = sum(found)
    assert counts[False] >= 8
    assert counts[True] < 0.35 * counts[False]


def test_a_picture_learns_the_biases_of_its_radars() -> None:
    """After eight minutes over six targets: what remains is a fraction of what was, and within what is believed."""
    before, after = [], []
    for run in range(4):
        made, state = ended(crooked(True), "gnn", 480.0, run)
        i_pic = int(made.world.post["picture"][made.roster.posts.index("centre")])
        true, sd = state.bias, np.sqrt(np.diag(state.bias_p[i_pic])).reshape(-1, 4)
        left = state.bias_x[i_pic] - true
        assert (np.abs(left[:, :2]) < 4.0 * sd[:, :2]).all()
        before += np.abs(true[:, 1]).tolist()
        after += np.abs(left[:, 1]).tolist()
    assert np.mean(after) < 0.4 * np.mean(before)


def test_no_biases_no_difference() -> None:
    """Without biases a picture that would estimate them has the same tracks as one that does not."""
    zero = {"registration": True}
    a, b = play(two(["plots"])), play(two(["plots"], tracking=zero))
    assert a == b


# --- tracks of partners -------------------------------------------------------------------------------------


@BOTH
@pytest.mark.parametrize("carried", ["tracks", "tracklets"])
def test_who_sees_nothing_has_the_partners_track(carried: str, association: str) -> None:
    """Only the ally sees it; its track is in both pictures, there after the rate and the latency."""
    blind = two([carried], sensors={"theirs": radar(nation="BB", at=[54.3, 24.6], reports_to="ally", **QUIET_SKY)})
    events = play(blind, association=association)
    (theirs,) = of(events, E_TRACKED, actor="ally")
    (ours,) = of(events, E_TRACKED, actor="centre")
    assert theirs.t_s < ours.t_s <= theirs.t_s + 12.0
    assert of(events, E_TOLD, actor="centre")[0].other == "ally"


@BOTH
@pytest.mark.parametrize("carried", ["tracks", "tracklets"])
def test_one_target_is_one_track_in_both_pictures(carried: str, association: str) -> None:
    _, state = ended(two([carried]), association, 250.0)
    assert [len(tracks(state, i)) for i in range(2)] == [1, 1]


@BOTH
def test_partners_do_not_keep_a_dead_track_alive(association: str) -> None:
    """When its flight is over, both pictures drop the track, though each hears of it from the other until then."""
    gone = {"jet": flight((54.9, 23.2), (54.4, 23.7), end="leaves")}
    for carried in ("tracks", "tracklets"):
        events = play(two([carried], gone), association=association)
        end = max(e.t_s for e in of(events, E_DROPPED))
        over = next(e.t_s for e in events if e.kind == 73)
        assert {e.actor for e in of(events, E_DROPPED)} == {"ally", "centre"}
        assert end < over + 90.0


def test_tracklets_add_up_and_tracks_do_not() -> None:
    """With tracklets the position sd is that of both radars' plots; intersection stays above it."""
    sd = {}
    for carried in ("plots", "tracklets", "tracks"):
        made, state = ended(two([carried], rate="5 s"), "perfect", 250.0)
        i_pic = int(made.world.post["picture"][made.roster.posts.index("centre")])
        sd[carried] = float(np.sqrt(np.trace(state.p[i_pic, 0, :3, :3])))
    alone = ended(two(["reports"]), "perfect", 250.0)
    single = float(np.sqrt(np.trace(alone[1].p[int(alone[0].world.post["picture"][1]), 0, :3, :3])))
    assert sd["plots"] <= 1.02 * sd["tracklets"]
    assert sd["tracklets"] < sd["tracks"]
    assert sd["tracks"] <= 1.01 * single


def test_a_link_in_a_circle_has_no_clean_pedigree() -> None:
    """Three posts in a circle, and a sensor that feeds two pictures: intersection, not addition."""
    posts = {name: post(nation="BB" if name == "ally" else "AA") for name in ("ally", "centre", "third")}
    ways = [link(a, b, carries=["tracklets"]) for a, b in (("ally", "centre"), ("centre", "third"), ("third", "ally"))]
    sensors = {"radar": radar(), "theirs": radar(nation="BB", reports_to="ally"), "more": radar(reports_to="third")}
    two_models = scene(posts=posts, sensors=sensors, links=ways[:2], tracking={"filter": "imm"})
    adds = {
        "two models": plan(two_models).world.track_link["adds"],
        "chain": plan(scene(posts=posts, sensors=sensors, links=ways[:2])).world.track_link["adds"],
        "circle": plan(scene(posts=posts, sensors=sensors, links=ways)).world.track_link["adds"],
        "twice": plan(scene(posts=posts, sensors=sensors, links=[
            link("ally", "centre", carries=["plots"]), link("ally", "centre", carries=["tracklets"])
        ])).world.track_link["adds"],
    }  # fmt: skip
    assert adds["chain"].tolist() == [1] * 4
    assert not adds["circle"].any()
    assert not adds["two models"].any()
    assert not adds["twice"].any()


def test_lost_messages_leave_the_own_track() -> None:
    """A link that loses everything brings nothing, and breaks nothing."""
    events = play(two(["tracks"], loss=1), association="gnn")
    assert of(events, E_TRACKED, actor="centre")
    assert not [e for e in of(events, E_TOLD, actor="centre") if e.other == "ally"]


@pytest.mark.parametrize("carried", ["tracks", "tracklets"])
def test_a_picture_that_waits_takes_partners_tracks_in_order(carried: str) -> None:
    """Its own plots come 12 s late, the partner's tracks 1 s: no plot is taken for one of a later moment."""
    slow = {
        "radar": radar(**QUIET_SKY, link={"latency": "12 s"}),
        "theirs": radar(nation="BB", at=[54.3, 24.6], reports_to="ally", **QUIET_SKY),
    }
    mean_m = {}
    for what in ("reports", carried):
        scenario = two([what], rate="5 s", sensors=slow)
        found = [ended(scenario, "perfect", t) for t in (220.0, 260.0, 300.0)]
        i_pic = int(found[0][0].world.post["picture"][found[0][0].roster.posts.index("centre")])
        mean_m[what] = np.mean([error_m(made, state, i_pic) for made, state in found])
    assert mean_m[carried] < 1.3 * mean_m["reports"]


def test_a_track_begun_with_a_later_message_is_known_to_both_ends() -> None:
    """The first messages meet a closed post: what it takes over then is not sent back as if it were its own."""
    late = {"centre": post(hours=["10:02-18:00"]), "ally": post(nation="BB", at=[54.5, 24])}
    blind = {"theirs": radar(nation="BB", at=[54.3, 24.6], reports_to="ally", **QUIET_SKY)}
    made, state = ended(two(["tracklets"], rate="5 s", posts=late, sensors=blind), "perfect", 140.0)
    i_pic = int(made.world.post["picture"][made.roster.posts.index("centre")])
    (back,) = np.flatnonzero(made.world.track_link["a"] == i_pic)
    assert state.common["track"][back, 0] == state.track["track"][i_pic, 0]
    assert state.common["p"][back, 0] == pytest.approx(state.p[i_pic, 0])


# --- false plots --------------------------------------------------------------------------------------------


def test_false_plots_come_at_their_rate_and_seldom_make_a_track() -> None:
    """Poisson: 5 a scan over 240 scans; spread over 300 km round, three of five scans hardly ever agree."""
    noisy = scene(sensors={"radar": radar(false_plots=5)})
    made = plan(noisy, "gnn")
    counts = []
    for run in range(8):
        state = blank(made.world, made.sizes)
        plots, n = room.plots_of(made, state, 1, run, 0, 2)
        counts.append(n)
        assert (np.diff(plots.t_s[:n]) >= 0).all()
    scans = parse("20 min", "time") / parse("5 s", "time")
    assert np.mean(counts) == pytest.approx(5 * scans, rel=0.05)
    events = play(noisy, association="gnn")
    assert len(of(events, E_FALSE)) < 10


def test_false_tracks_are_said_to_be_false_and_draw_no_fire() -> None:
    """A hundred false plots in a small circle make tracks of nothing; the battery has nothing in sight there."""
    storm = raid(intruders={}, sensors={"radar": radar(false_plots=20, max_range="12 km")}, duration="8 min")
    events = play(storm, association="gnn")
    assert of(events, E_FALSE, actor="centre")
    assert not of(events, E_FIRED)  # the battery's own radar has nothing in sight


def test_perfect_association_knows_what_is_false() -> None:
    events = play(scene(sensors={"radar": radar(false_plots=20)}))
    assert not of(events, E_FALSE)
    assert not of(events, E_TOLD)


# --- two models ---------------------------------------------------------------------------------------------


def test_two_models_follow_a_turn_better() -> None:
    """A right-angled turn: the mean error of the two-model filter in the minute after it is below that of one."""
    turn = {"jet": flight((54.6, 23.2), (54.0, 23.2), (54.0, 24.4))}
    errors: dict[str, list[float]] = {"ekf": [], "imm": []}
    for name, found in errors.items():
        for t in range(280, 340, 10):
            made, state = ended(two(["plots"], turn, tracking={"filter": name, "acceleration": "1 m/s2"}), "perfect", t)
            found.append(error_m(made, state, 1))
    assert np.mean(errors["imm"]) < 0.8 * np.mean(errors["ekf"])


@BOTH
def test_everything_at_once_runs(association: str) -> None:
    """Two models, late plots, registration and chance: the run ends, twice the same."""
    wild = busy().model_copy(update={"tracking": busy().tracking.model_copy(update={
        "filter": "imm", "late": "use", "registration": True})})  # fmt: skip
    assert play(wild, association=association) == play(wild, association=association)
