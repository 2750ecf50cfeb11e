"""Sensing in whole runs: air, silence, strobes, listening, jammers that are shot down, echoes, decoys."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from tests.engine.scenes import (
    BASE,
    Event,
    battery,
    causes,
    engage,
    first,
    flight,
    named,
    of,
    post,
    radar,
    raid,
    scene,
)

from skypact.arrays.codes import (
    E_BARRED,
    E_DETECTABLE,
    E_DETECTED,
    E_FATE,
    E_FIRED,
    E_TRACKED,
    F_DESTROYED,
)
from skypact.engine.plan import Plan, plan
from skypact.engine.replicate import replicate
from skypact.spec.scenario import Scenario

#: 100 km on 1 m² at Pd 0.5.
PLAIN_REFERENCE = {"range": "100 km", "rcs": "1 m2", "pd": 0.5, "pfa": 1e-6}
SURE = {"range": "3000 km", "rcs": "1 m2", "pd": 0.5, "pfa": 1e-6}


def environment(**more: Any) -> dict[str, Any]:
    """Return smooth ground at sea level by day without propagation, with these keys changed."""
    return BASE["environment"] | {"propagation": "mask"} | more


def runs(scenario: Scenario, n: int, level: str = "full", association: str = "perfect") -> list[list[Event]]:
    """Return the events of n runs."""
    made = plan(scenario, association)
    return [named(made, replicate(made, 1, run, level)) for run in range(n)]


def low(lat: float, begin: str = "0 s", **more: Any) -> dict[str, Any]:
    """Return a jet at 50 m that flies along a parallel for ten minutes."""
    return flight((lat, 23.9), (lat, 25.0), altitude="50 m", begin=begin, **more)


@pytest.mark.parametrize("spread", ["0 s", "1 s"])
def test_a_duct_is_luck_of_the_run_and_acts_on_every_object(spread: str) -> None:
    """60 km away at 50 m, behind a horizon of 44 km that a duct moves to 80: seen in the runs with a duct alone.

    Objects whose start varies and those whose does not live in the same air; so do all sensors.
    """
    chance = 0.3
    air = environment(duct={"chance": chance})
    made = plan(scene(environment=air, sensors={"a": radar(mast="10 m"), "b": radar(mast="10 m", at=[53.5, 24.05])},
                      intruders={"j": low(54.04, spread=spread)}))  # fmt: skip
    ducts = []
    for run in range(60):
        events = named(made, replicate(made, 1, run, "detect"))
        seen = {e.actor for e in of(events, E_DETECTED)}
        assert seen in (set(), {"a", "b"})
        assert causes(events, nation="AA") == ([] if seen else ["below horizon"])
        ducts.append(bool(seen))
    assert np.mean(ducts) == pytest.approx(chance, abs=3 * math.sqrt(chance * 0.7 / 60))


def test_without_a_duct_the_horizon_is_the_same_in_every_run() -> None:
    """Chance 0 never, chance 1 always."""
    for chance, seen in ((0.0, 0), (1.0, 1)):
        made = scene(environment=environment(duct={"chance": chance}), sensors={"a": radar(mast="10 m")},
                     intruders={"j": low(54.04)})  # fmt: skip
        assert [len(of(e, E_DETECTED)) for e in runs(made, 5, "detect")] == [seen] * 5


def test_a_silent_radar_sees_nothing_until_it_radiates_again() -> None:
    """Ordered silent from 2 to 5 minutes, and by its hours from 10:08 on: it looks in between alone."""
    jets = {f"j-{k}": flight((54.3, 23.5), (54.0, 24.5), begin=f"{60 * k} s", type="jet") for k in (1, 3, 6, 9)}
    made = scene(environment=environment(), sensors={"r": radar(hours=["09:00-10:08"])}, intruders=jets,
                 changes=[{"at": "2 min", "silent": ["r"]}, {"at": "5 min", "radiates": ["r"]}])  # fmt: skip
    times = {e.subject: e.t_s for e in of(runs(made, 1, "detect")[0], E_DETECTED)}
    assert 60.0 <= times["j-1"] < 66.0
    assert 300.0 <= times["j-3"] < 306.0
    assert 360.0 <= times["j-6"] < 366.0
    assert "j-9" not in times


def test_the_radar_of_a_battery_falls_silent_under_the_name_of_its_unit() -> None:
    """`silent: [sam]` is its radar; the battery itself is still there."""
    made = raid(environment=environment(), sensors={}, batteries={"sam": battery(radar={
        k: v for k, v in radar().items() if k not in ("at", "nation", "reports_to", "link")})},
        changes=[{"at": "0 s", "silent": ["sam"]}])  # fmt: skip
    assert not of(runs(made, 1)[0], E_DETECTED)


EAR = {"kind": "passive", "nation": "AA", "reports_to": "centre", "link": {"latency": "0 s", "loss": 0},
       "range": "2000 km", "period": "5 s", "sigma_azimuth": "0.2 deg"}  # fmt: skip
LOUD = {"jet": BASE["crafts"]["jet"] | {"emits": "60 dBW"}}


@pytest.mark.parametrize("association", ["perfect", "gnn"])
def test_two_who_listen_make_a_track_and_one_does_not(association: str) -> None:
    """Bearings of one station are no place; those of two cross. It is right to some hundredths of its distance."""
    jet = {"j": flight((54.4, 24.3), (53.6, 24.3))}
    one = scene(environment=environment(), sensors={"a": EAR | {"at": [53.4, 23.5]}}, intruders=jet, crafts=LOUD)
    two = scene(environment=environment(), intruders=jet, crafts=LOUD,
                sensors={"a": EAR | {"at": [53.4, 23.5]}, "b": EAR | {"at": [53.4, 25.1]}})  # fmt: skip
    alone, both = (runs(s, 1, "track", association)[0] for s in (one, two))
    assert of(alone, E_DETECTED)
    assert not of(alone, E_TRACKED)
    assert first(both, E_TRACKED).t_s < 60.0


def test_what_is_silent_is_not_listened_to() -> None:
    """A nation with nothing but such stations could never see it, and says that it was not in their range."""
    made = scene(environment=environment(), intruders={"j": flight((54.4, 24), (53.6, 24))},
                 sensors={"a": EAR | {"at": [53.4, 23.5]}})  # fmt: skip
    assert causes(runs(made, 1)[0], nation="AA") == ["not in range"]


def test_a_receiver_of_transponders_sees_those_that_work() -> None:
    """About half of 40 flights whose transponder works with chance 0.5; each all the time or never."""
    receiver = {"kind": "cooperative", "nation": "AA", "at": [53.5, 24], "reports_to": "centre", "hears": 0.99}
    jets = {f"j-{k:02d}": flight((54.4, 24), (53.6, 24), intent="passage", transponder=0.5) for k in range(40)}
    made = scene(environment=environment(), sensors={"ssr": receiver}, intruders=jets)
    for events in runs(made, 4, "track"):
        seen, tracked = ({e.subject for e in of(events, kind)} for kind in (E_DETECTED, E_TRACKED))
        assert seen == tracked
        assert 8 <= len(seen) <= 32


STANDOFF = {"bands": ["S"], "density": "40 dBW/MHz"}


def jammed(**more: Any) -> Scenario:
    """Return a low raider that noise from behind it hides, and a battery that can see the jammer with its own eyes.

    The battery's radar is in X band, which nobody jams, and looks at high targets alone.
    """
    x_band = {k: v for k, v in radar(band="X", reference=SURE, elevation_low="2 deg").items()
              if k not in ("at", "nation", "reports_to", "link")}  # fmt: skip
    made: dict[str, Any] = {
        "environment": environment(), "situation": [{"from": "0 s", "is": "war"}], "rights": [engage()],
        "sensors": {"s": radar(reference=PLAIN_REFERENCE)},
        "batteries": {"sam": battery(radar=x_band, max_range="200 km", kill={"aircraft": 1, "light": 1})},
        "intruders": {
            "raider": flight((54.2, 24), (53.7, 24), type="light", altitude="1 km", end="leaves", rcs="0 dBsm"),
            "jammer": flight((54.1, 24.0), (54.1, 24.2), altitude="9 km", speed="11 m/s", jammer=STANDOFF),
        },
    }  # fmt: skip
    return scene(**(made | more))


def test_a_jammer_that_is_shot_down_hides_nobody_any_more() -> None:
    """The radar sees the raider only from the moment at which the jammer is destroyed; without a battery never.

    And what it sees then counts: it was detectable, is tracked, and nobody says that noise hid it.
    """
    lone = runs(jammed(batteries={}), 1)[0]
    assert not of(lone, E_DETECTED, subject="raider", actor="s")
    assert causes(lone, nation="AA", subject="raider") == ["hidden by jamming"]
    events = runs(jammed(), 1)[0]
    shot = first(events, E_FATE, subject="jammer")
    assert shot.value == F_DESTROYED
    seen = first(events, E_DETECTED, subject="raider", actor="s")
    assert shot.t_s < seen.t_s < shot.t_s + 31.0  # six looks at a Pd of 0.7 and more
    assert first(events, E_DETECTABLE, subject="raider", nation="AA").t_s <= seen.t_s
    assert not [e for e in of(events, E_BARRED, subject="raider") if e.cause == 40]


def test_two_radars_cross_their_strobes() -> None:
    """Nobody sees the jammer itself; the directions of its noise from two places make a track, from one none."""
    blind = {"reference": {"range": "5 km", "rcs": "1 m2"}}
    jam = {"j": flight((54.4, 24.3), (53.9, 24.3), jammer=STANDOFF)}
    for sensors, tracked in (({"a": radar(**blind)}, False),
                             ({"a": radar(**blind, at=[53.4, 23.5]), "b": radar(**blind, at=[53.4, 25.1])}, True)):
        events = runs(scene(environment=environment(), sensors=sensors, intruders=jam), 1, "track")[0]
        assert of(events, E_DETECTED)
        assert bool(of(events, E_TRACKED)) == tracked
    deaf = {"a": radar(**blind, at=[53.4, 23.5], strobes=False), "b": radar(**blind, at=[53.4, 25.1])}
    assert not of(runs(scene(environment=environment(), sensors=deaf, intruders=jam), 1, "track")[0], E_TRACKED)


def test_lost_in_clutter() -> None:
    """A hundred times along a circle about the radar, 12 km away: no radial speed, the ground in the same cell."""
    ring = [(53.5 + 12 / 111.2 * math.cos(a), 24 + 12 / 66.2 * math.sin(a)) for a in np.linspace(0, 1.5, 16)]
    for improvement, seen in (("20 dB", False), ("95 dB", True)):
        r = radar(reference=PLAIN_REFERENCE | {"range": "60 km"}, clutter_improvement=improvement, mast="50 m",
                  notch="0.1 m/s")  # fmt: skip
        jet = flight(*ring, altitude="300 m", rcs="-10 dBsm", end="leaves")
        events = runs(scene(environment=environment(clutter="-10 dB"), sensors={"r": r}, intruders={"j": jet}), 1)[0]
        assert bool(of(events, E_DETECTED)) == seen
        assert causes(events, nation="AA") == ([] if seen else ["lost in ground clutter"])


def test_chance_decides_who_is_there() -> None:
    """Without a spread of the start too: in about half of the runs the jet flies, in the others it leaves no event."""
    made = scene(environment=environment(), sensors={"r": radar()},
                 intruders={"j": flight((54.4, 24), (53.6, 24), there=0.5)})  # fmt: skip
    there = []
    for events in runs(made, 60):
        subjects = [e for e in events if e.subject == "j"]
        assert bool(of(events, E_DETECTED)) == bool(subjects) == bool(of(events, E_FATE))
        there.append(bool(subjects))
    assert np.mean(there) == pytest.approx(0.5, abs=0.2)


def test_who_is_absent_jams_nobody() -> None:
    """In the runs without the jammer the radar sees the raider from the beginning."""
    base = jammed(batteries={})
    jammer = base.intruders["jammer"]
    half = jammer.model_copy(update={"there": jammer.there.model_copy(update={"value": 0.5})})
    made = base.model_copy(update={"intruders": base.intruders | {"jammer": half}})
    outcomes = set()
    for events in runs(made, 12):
        there = bool(of(events, E_FATE, subject="jammer"))
        seen = bool(of(events, E_DETECTED, subject="raider", actor="s"))
        assert there != seen
        outcomes.add(there)
    assert outcomes == {True, False}


FLOCKS: dict[str, Any] = {
    "zones": {"marsh": {"centre": [53.6, 24], "radius": "30 km"}},
    "crafts": BASE["crafts"] | {"birds": {"target": "light", "speed": "15 m/s", "altitude": "300 m", "rcs": "-5 dBsm"}},
    "echoes": {"flock": {"type": "birds", "mean": 4, "zone": "marsh", "lasts": "5 min"}},
}


def test_echoes_come_by_chance_and_are_deterministic() -> None:
    """Four a run on average, of twelve that may be there; the variance is that of a binomial, 12 · 1/3 · 2/3."""
    made: Plan = plan(scene(environment=environment(), sensors={"r": radar()}, **FLOCKS))
    numbers = [len(of(named(made, replicate(made, 1, run, "detect")), E_FATE)) for run in range(150)]
    assert np.mean(numbers) == pytest.approx(4.0, abs=3 * math.sqrt(8 / 3 / 150))
    assert np.var(numbers) == pytest.approx(8 / 3, rel=0.4)
    assert made.roster.objects == [f"flock-{i:03d}" for i in range(1, 13)]


def test_an_echo_is_shot_at_and_counts_as_nothing_but_waste() -> None:
    """At war whatever is unknown is engaged: the shots at birds are wasted, nothing leaked, nobody was wronged."""
    from skypact.analysis.outcomes import measures
    from skypact.engine.batch import run

    made = scene(environment=environment(), sensors={"r": radar()}, batteries={"sam": battery()},
                 rights=[engage()], situation=[{"from": "0 s", "is": "war"}], **FLOCKS)  # fmt: skip
    found = measures(run(made, runs=3, seed=1)).to_pylist()
    assert sum(r["shots"] for r in found) > 0
    assert all(r["wasted"] == r["shots"] for r in found)
    assert not any(r["leak"] or r["wrongful"] or r["unanswered"] or r["detected"] for r in found)


def test_a_decoy_draws_shots_and_is_no_leak() -> None:
    """It comes to its end unharmed by a battery of one missile that it emptied; the attacker behind it gets through."""
    from skypact.analysis.outcomes import measures
    from skypact.engine.batch import run

    two = {"decoy": flight((54.3, 24), (53.0, 24), intent="decoy", end="leaves"),
           "jet": flight((54.6, 24), (52.8, 24), begin="10 s")}  # fmt: skip
    made = raid(environment=environment(), intruders=two,
                batteries={"sam": battery(missiles=1, channels=1, salvo=1, reload="2 h")})  # fmt: skip
    row = measures(run(made, runs=1, seed=1)).to_pylist()[0]
    assert (row["shots"], row["wasted"], row["leak"], row["wrongful"]) == (1, 1, 1, 0)


def test_a_ship_sees_from_its_mast() -> None:
    """25 m above the sea: a jet at 50 m comes up at some 49 km, not at the 29 km of the water line."""
    own = {k: v for k, v in radar(mast="25 m", reference=SURE).items()
           if k not in ("at", "nation", "reports_to", "link")}  # fmt: skip
    ship = {"platform": "ship", "nation": "AA", "reports_to": "centre", "radar": own,
            "route": [{"at": [53.0, 24], "alt": "0 m", "speed": "5 m/s"}, {"at": [53.0, 24.02], "alt": "0 m"}]}  # fmt: skip
    jet = flight((54.0, 24), (53.1, 24), altitude="50 m")
    made = scene(environment=environment(), airborne={"ship": ship}, intruders={"j": jet}, posts={"centre": post()})
    t = first(runs(made, 1, "detect")[0], E_DETECTED, subject="j").t_s
    away_km = 111.2 - 0.25 * t
    assert 46.0 < away_km < 50.5


def test_shots_are_counted_at_who_is_there() -> None:
    """A battery fires at nothing that is absent."""
    made = raid(environment=environment(), intruders={"jet": flight((54.5, 24), (52.5, 24), there=0.5)})
    for events in runs(made, 8):
        assert bool(of(events, E_FIRED)) == bool(of(events, E_FATE))
