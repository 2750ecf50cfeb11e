"""detect in whole runs: common luck of sensors, first times, levels, and what could never be seen."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.engine.scenes import (
    Event,
    busy,
    causes,
    first,
    flight,
    link,
    named,
    observer,
    of,
    play,
    post,
    radar,
    raid,
    scene,
)  # fmt: skip

from skypact.arrays.codes import E_BARRED, E_DETECTABLE, E_DETECTED, E_ENTERED, E_FATE, E_TRACKED, F_INSIDE, F_LEFT
from skypact.engine.plan import plan
from skypact.engine.replicate import replicate
from skypact.lower.world import world as lower_world

#: A radar that is unsure: Pd 0.5 at 60 km on the jet.
UNSURE = {"reference": {"range": "40 km", "rcs": "1 m2"}, "period": "10 s"}
JETS = {f"jet-{i}": flight((54.6, 23 + 0.5 * i), (53, 23.2 + 0.5 * i)) for i in range(4)}


def detections(sensors: dict[str, Any], run: int = 0, intruders: dict[str, Any] = JETS) -> dict[tuple[str, str], float]:
    """Return when each sensor first detected each object, at the level `detect`."""
    events = play(scene(sensors=sensors, intruders=intruders), run=run, level="detect")
    return {(e.actor, e.subject): e.t_s for e in of(events, E_DETECTED)}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    run=st.integers(0, 10_000), lat=st.floats(52.2, 55.8), lon=st.floats(22.2, 25.8), name=st.sampled_from(["a", "zz"]),
    mast=st.integers(0, 300),
)  # fmt: skip
def test_another_radar_never_takes_away_a_detection(run: int, lat: float, lon: float, name: str, mast: int) -> None:
    """Under common luck the others see exactly what they saw before, at the same moments: more is never less."""
    old = {"north": radar(**UNSURE), "south": radar(at=[53.2, 24.8], **UNSURE)}
    new = radar(at=[lat, lon], mast=f"{mast} m", **UNSURE)
    before, after = detections(old, run), detections(old | {name: new}, run)
    assert {k: t for k, t in after.items() if k[0] != name} == before
    for jet in JETS:
        assert min((t for (_, o), t in after.items() if o == jet), default=np.inf) <= min(
            (t for (_, o), t in before.items() if o == jet), default=np.inf)  # fmt: skip


def test_another_object_never_shifts_a_detection() -> None:
    """Chance belongs to the pair of sensor and object."""
    sensors = {"north": radar(**UNSURE)}
    few = detections(sensors, 3, {"jet-2": JETS["jet-2"]})
    assert few == {k: t for k, t in detections(sensors, 3).items() if k[1] == "jet-2"}
    assert few


def test_looks_are_at_the_phase_and_period_of_the_sensor() -> None:
    """Every first detection is at phase + k · period."""
    sensors = {"north": radar(**UNSURE), "south": radar(at=[53.2, 24.8], period="7 s")}
    rows = lower_world(scene(sensors=sensors)).world.sensor
    phase: dict[str, float] = dict(zip(("north", "south"), rows["phase_s"], strict=True))
    found = detections(sensors)
    assert found
    for (sensor, _), t in found.items():
        period = {"north": 10.0, "south": 7.0}[sensor]
        k = (t - phase[sensor]) / period
        assert k == pytest.approx(round(k), abs=1e-9)


def test_pd_in_runs_is_pd_in_the_table() -> None:
    """A jet that circles at 40 km of a radar with Pd 0.5 there is first seen at look k with 0.5^k (4 sigma)."""
    half = radar(reference={"range": "40 km", "rcs": "1 m2", "pd": 0.5, "pfa": 1e-6}, at=[53.5, 24], period="10 s")
    # 40 km to the west at 6 km, almost standing still
    from pyproj import Geod

    geod = Geod(ellps="WGS84")
    lon, lat, _ = geod.fwd(24, 53.5, 270, (40_000**2 - 5_950**2) ** 0.5)
    hover = flight((lat, lon), (lat, lon), rcs="0 dBsm")
    hover["route"][0]["hold"] = "20 min"
    made = plan(scene(sensors={"radar": half}, intruders={"hover": hover}))
    phase = made.world.sensor[0]["phase_s"]
    looks = np.array([
        (rows["t_s"][rows["kind"] == E_DETECTED][0] - phase) / 10
        for rows in (replicate(made, 8, run, "detect") for run in range(500))
    ]).round()  # fmt: skip
    for k, share in ((0, 0.5), (1, 0.25), (2, 0.125)):
        assert abs((looks == k).mean() - share) < 4 * (share * (1 - share) / 500) ** 0.5


def test_levels_agree_about_what_was_seen() -> None:
    """`detect` draws no more than it must, and says the same first times as `track` where nobody shoots."""
    made = scene(sensors={"north": radar(**UNSURE), "south": radar(at=[53.2, 24.8], **UNSURE)}, intruders=JETS)
    kinds = (E_DETECTED, E_DETECTABLE, E_ENTERED, E_BARRED, E_FATE)
    for run in range(6):
        shallow, deep = (
            sorted(e for e in play(made, run=run, level=level) if e.kind in kinds) for level in ("detect", "track")
        )
        assert shallow == deep


def test_track_says_what_full_says_until_somebody_acts() -> None:
    """Tracks and classes are the same at both levels up to the first shot."""
    made, kinds = busy(), (E_TRACKED, E_DETECTED)
    track, full = play(made, level="track"), play(made, level="full")
    until = min(e.t_s for e in full if e.kind in (61, 62))
    assert [e for e in track if e.kind in kinds and e.t_s < until] == [
        e for e in full if e.kind in kinds and e.t_s < until
    ]
    assert not [e for e in track if 50 <= e.kind <= 72 and e.kind != E_BARRED]


# what hides the jet: distance, the horizon, its size
@pytest.mark.parametrize(
    ("sensor", "jet", "cause"),
    [
        (radar(at=[52.1, 22.1], max_range="50 km"), {}, "not in range"),
        (radar(mast="5 m", at=[53.5, 25]), {"altitude": "50 m"}, "below horizon"),
        (radar(reference={"range": "2 km", "rcs": "1 m2"}), {"rcs": "-30 dBsm"}, "too small to see"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("spread", ["0 s", "30 s"])
def test_why_it_could_never_be_seen(sensor: dict[str, Any], jet: dict[str, Any], cause: str, spread: str) -> None:
    """One cause for the nation that has posts; the same whether geometry is computed once or per run."""
    hidden = flight((54.4, 24), (53, 24), spread=spread, **jet)
    events = play(scene(sensors={"radar": sensor}, intruders={"jet": hidden}))
    assert causes(events) == [cause]
    assert first(events, E_BARRED).nation == "AA"
    assert not of(events, E_DETECTABLE)


def test_a_spread_moves_everything_together() -> None:
    """Half-width 60 s: entries of 200 runs lie within it, on both sides, and fates move with them."""
    spread = flight((54.2, 24), (53.6, 24), begin="60 s", spread="60 s")
    made = plan(scene(sensors={"radar": radar()}, intruders={"jet": spread}))
    entries, ends = [], []
    for run in range(200):
        events = named(made, replicate(made, 2, run, "detect"))
        entries.append(first(events, E_ENTERED).t_s)
        ends.append(first(events, E_FATE).t_s)
    centre = 60 + float(lower_world(scene(intruders={"jet": flight((54.2, 24), (53.6, 24))})).world.visit["in_s"][0])
    offsets = np.array(entries) - centre
    assert np.abs(offsets).max() <= 60
    assert abs(offsets.mean()) < 4 * 60 / (3 * 200) ** 0.5
    assert np.ptp(np.array(ends) - np.array(entries)) < 1e-9


def test_a_sensor_in_the_air_sees_farther_than_its_twin_on_the_ground() -> None:
    """9 km of height against 50 m: a low jet 150 km away."""
    low = {"jet": flight((54.6, 24), (54.0, 24), altitude="200 m")}
    ground = play(scene(sensors={"radar": radar(at=[52.9, 24])}, intruders=low), level="detect")
    orbit = [{"at": [52.9, 24], "alt": "9 km"}, {"at": [52.9, 24.3], "alt": "9 km"}]
    high = {"awacs": {"nation": "AA", "reports_to": "centre", "radar": radar(), "route": orbit}}
    air = play(scene(airborne=high, intruders=low), level="detect")
    assert not of(ground, E_DETECTED)
    assert first(air, E_DETECTED, subject="jet").actor == "awacs/radar"
    assert not of(air, E_DETECTED, subject="awacs")  # it does not look at itself


def test_an_observer_sees_only_what_is_near() -> None:
    """Detected when the light aircraft comes within 8 km of slant range, to one look of 10 s at 60 m/s."""
    from pyproj import Geod

    posts = {"centre": post(), "border": post(picture=False)}
    lone = {"lone": flight((54.1, 24), (53.6, 24), type="light", intent="trespass")}
    events = play(scene(posts=posts, links=[link("border", "centre")], sensors={"eyes": observer()}, intruders=lone))
    way = Geod(ellps="WGS84").inv(24, 54.1, 24, 53.9)[2] - (8000**2 - 998**2) ** 0.5
    assert 0 <= first(events, E_DETECTED).t_s - way / 60 <= 10.1


def test_fates_at_the_end_of_the_run() -> None:
    """Over the land of who has posts: still inside; over others' land: left."""
    events: list[Event] = play(raid(
        batteries={}, duration="5 min",
        intruders={"in": flight((54.2, 24), (52.5, 24)), "out": flight((55.9, 24), (54.5, 24))},
    ))  # fmt: skip
    assert {e.subject: e.value for e in of(events, E_FATE)} == {"in": F_INSIDE, "out": F_LEFT}
    assert {e.t_s for e in of(events, E_FATE)} == {300.0}


def test_what_has_not_begun_is_not_inside() -> None:
    """Begun a second before the end, with a spread of a minute: half of all runs never see it start over AA."""
    late = flight((53.5, 24), (53, 24), begin="1199 s", spread="60 s")
    made = plan(scene(sensors={"radar": radar()}, intruders={"late": late}))
    for run in range(6):
        events = named(made, replicate(made, 1, run, "detect"))
        assert bool(of(events, E_ENTERED)) == (first(events, E_FATE).value == F_INSIDE)


def test_two_tracks_that_cross_stay_two() -> None:
    """Nearest-first association: two jets that cross a kilometre apart are two tracks, confirmed once each."""
    cross = {"a": flight((54.5, 23.7), (53.5, 24.3)), "b": flight((54.5, 24.3), (53.5, 23.7), begin="4 s")}
    for association in ("perfect", "gnn"):
        events = play(scene(sensors={"radar": radar()}, intruders=cross), association=association)
        assert sorted(e.subject for e in of(events, E_TRACKED)) == ["a", "b"]


def test_gnn_and_perfect_agree_where_nothing_is_near() -> None:
    """One object alone: association changes nothing."""
    one = scene(sensors={"radar": radar()}, intruders={"jet": flight((54.5, 24), (52.5, 24))})
    assert play(one, association="gnn") == play(one, association="perfect")
