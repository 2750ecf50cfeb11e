"""Ballistic flight through the whole chain: warning, track, decision, interception above and within the air."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.engine.scenes import QUIET, WAR, battery, engage, first, of, play, post, radar, scene

from skypact.arrays import codes
from skypact.engine.plan import plan
from skypact.lower.engage import ballistic
from skypact.spec.intruder import Arc
from skypact.spec.scenario import Scenario

CRAFT = {"target": "ballistic", "speed": "1 km/s", "altitude": "20 km", "rcs": "-5 dBsm", "rcs_spread": "0 dB"}
SHORT = {"from": [54.7, 24.5], "to": [53.6, 24.1], "boost": "20 s", "burnout_altitude": "8 km", "load": "4000 kg/m2"}
LONG = {"from": [38.1, 46.3], "to": [53.6, 0.1], "boost": "150 s", "burnout_altitude": "170 km",
        "load": "10000 kg/m2"}  # fmt: skip
ABOVE = {"burnout_speed": "6.3 km/s", "burn": "120 s", "divert": "500 m/s"}


def warning(**more: Any) -> dict[str, Any]:
    """Return launch warning that sees at every look and reports at once."""
    made = {"kind": "launch-warning", "nation": "AA", "reports_to": "centre", "link": QUIET, "notices": 1,
            "report_delay": "0 s", "period": "10 s"}  # fmt: skip
    return made | more


def sky(arc: dict[str, Any], **sections: Any) -> Scenario:
    """Return a scene at war with one missile on an arc, seen from space and by an exact radar of long range."""
    far = radar(period="5 s", max_range="4000 km", reference={"range": "30000 km", "rcs": "1 m2"},
                sigma_azimuth="0.02 deg", sigma_elevation="0.02 deg")  # fmt: skip
    made: dict[str, Any] = {
        "duration": "40 min", "crafts": {"missile": CRAFT}, "situation": WAR, "rights": [engage()],
        "tracking": {"speed_error": "4000 m", "drop_after": "120 s"}, "sensors": {"radar": far, "sat": warning()},
        "intruders": {"missile": {"type": "missile", "intent": "attack", "begin": "60 s", "arc": arc}},
    }  # fmt: skip
    return scene(**(made | sections))


def gbi(**more: Any) -> dict[str, Any]:
    """Return a battery of interceptors above the air."""
    return battery(max_range="4000 km", max_altitude="2000 km", min_altitude="100 km", kill={"ballistic": 1},
                   interceptor=ABOVE | more)  # fmt: skip


def test_who_is_warned_of_a_launch() -> None:
    """The warning comes while it burns, above 10 km, and is told at once; the radar sees it only above its horizon."""
    events = play(sky(LONG))
    seen = first(events, codes.E_DETECTED, actor="sat")
    assert 60 < seen.t_s < 60 + 150
    assert first(events, codes.E_TOLD, actor="centre").t_s == pytest.approx(seen.t_s)
    assert first(events, codes.E_DETECTED, actor="radar").t_s > 60 + 150
    assert of(events, codes.E_FATE)[0].value == codes.F_REACHED


def test_the_report_of_a_launch_walks_the_graph_like_a_call() -> None:
    """It takes its time, and is lost where no post of the way has a link on."""
    posts = {"centre": post(), "warned": post(picture=False, handling="30 s", stops=0)}
    alone = sky(LONG, posts=posts, sensors={"sat": warning(reports_to="warned", report_delay="20 s")})
    events = play(alone)
    seen = first(events, codes.E_DETECTED, actor="sat").t_s
    assert first(events, codes.E_TOLD, actor="warned").t_s == pytest.approx(seen + 20.0)
    assert of(events, codes.E_TOLD, actor="centre") == []
    assert codes.C_NOT_TOLD in [e.cause for e in of(events, codes.E_BARRED)]


@pytest.mark.parametrize("association", ["perfect", "gnn"])
def test_an_interceptor_meets_it_above_the_air(association: str) -> None:
    """Ordered once a track is good enough, it hits where the arc is high; the arc is where it was predicted."""
    made = sky(LONG, batteries={"gbi": gbi()})
    events = play(made, association=association)
    fired, hit = first(events, codes.E_FIRED), first(events, codes.E_HIT)
    assert fired.t_s > first(events, codes.E_DETECTED, actor="radar").t_s + 10
    assert hit.t_s - fired.t_s > 120
    route = ballistic.dense_arc(Arc.model_validate(LONG), 60.0, 0.0).route
    assert np.interp(hit.t_s, route[:, 0], route[:, 3]) > 100e3
    assert first(events, codes.E_FATE).value == codes.F_DESTROYED


def test_a_slow_interceptor_cannot_catch_it_and_says_so() -> None:
    """1.5 km/s: out of envelope to the end, no shot."""
    events = play(sky(LONG, batteries={"gbi": gbi(burnout_speed="1.5 km/s", divert="100 m/s")}))
    assert of(events, codes.E_FIRED) == []
    assert codes.C_OUT_OF_ENVELOPE in [e.cause for e in of(events, codes.E_BARRED)]
    assert first(events, codes.E_FATE).value == codes.F_REACHED


def test_an_interceptor_above_the_air_leaves_aircraft_alone() -> None:
    """A jet is no aim for it."""
    jet = {"type": "jet", "intent": "attack", "end": "reaches", "route": [{"at": [54.5, 24]}, {"at": [52.5, 24]}]}
    craft = {"target": "aircraft", "speed": "250 m/s", "altitude": "6 km", "rcs": "5 dBsm", "rcs_spread": "0 dB"}
    events = play(sky(LONG, crafts={"jet": craft}, intruders={"jet": jet}, batteries={"gbi": gbi()}))
    assert of(events, codes.E_FIRED) == []
    assert of(events, codes.E_DETECTED, actor="sat") == []


def test_the_lower_tier_meets_a_rocket_in_its_fall() -> None:
    """Within its height, near the end of the arc."""
    near = radar(period="2 s", max_range="500 km", sigma_azimuth="0.1 deg", sigma_elevation="0.1 deg")
    low = battery(max_range="40 km", max_altitude="25 km", speed="1200 m/s", kill={"ballistic": 1})
    events = play(sky(SHORT, duration="10 min", sensors={"radar": near}, batteries={"low": low},
                      tracking={"speed_error": "2000 m"}))  # fmt: skip
    hit = first(events, codes.E_HIT)
    route = ballistic.dense_arc(Arc.model_validate(SHORT), 60.0, 0.0).route
    assert np.interp(hit.t_s, route[:, 0], route[:, 3]) < 25_500
    assert hit.t_s > route[route[:, 3].argmax(), 0]


def test_a_falling_track_is_kept_on_its_arc() -> None:
    """The radar's plots of a missile in free flight stay one track: nothing is dropped before the end."""
    made = sky(LONG)
    events = play(made, association="gnn")
    assert len(of(events, codes.E_TRACKED)) == 1
    assert plan(made).world.object["ballistic"].tolist() == [1]
    drops = of(events, codes.E_DROPPED)
    route = ballistic.dense_arc(Arc.model_validate(LONG), 60.0, 0.0).route
    assert all(drop.t_s > route[-1, 0] for drop in drops)
