"""Borders in runs: entry, depth and exit until the fate; violations that are sure; entries foreseen; zones."""

from __future__ import annotations

import pytest
from tests.engine.scenes import battery, first, flight, named, of, play, radar, raid, scene

from skypact.arrays.codes import (
    E_DEEPEST,
    E_ENTERED,
    E_EXITED,
    E_FATE,
    E_FORESEEN,
    E_VIOLATION,
    E_ZONE,
    F_DESTROYED,
)
from skypact.engine.plan import plan
from skypact.engine.replicate import replicate
from skypact.lower.place import GEOD

#: Seconds from 54.5° to the border at 54° at 250 m/s.
TO_BORDER_S = GEOD.inv(24, 54.5, 24, 54.0)[2] / 250
ACROSS_S = GEOD.inv(24, 54.0, 24, 53.8)[2] / 250


def test_entry_depth_and_exit_of_a_stay() -> None:
    """0.2° in and out again the same way: twice the way inside, and 22.3 km deep at its turn."""
    events = play(scene(intruders={"jet": flight((54.5, 24), (53.8, 24), (54.3, 24), end="leaves")}), level="detect")
    assert first(events, E_ENTERED).t_s == pytest.approx(TO_BORDER_S, abs=0.1)
    assert first(events, E_EXITED).t_s == pytest.approx(TO_BORDER_S + 2 * ACROSS_S, abs=0.1)
    assert first(events, E_EXITED).value == pytest.approx(2 * ACROSS_S, abs=0.1)
    deepest = first(events, E_DEEPEST)
    assert deepest.value == pytest.approx(250 * ACROSS_S, abs=1113)
    assert deepest.t_s == pytest.approx(TO_BORDER_S + ACROSS_S, abs=5)
    assert {e.nation for e in of(events, E_ENTERED) + of(events, E_EXITED)} == {"AA"}


def test_a_fate_inside_ends_the_stay() -> None:
    """A battery shoots it down: no exit, and as deep as it had come by then."""
    events = play(raid(batteries={"battery": battery(max_range="40 km")}))
    fate, entered = first(events, E_FATE, subject="jet"), first(events, E_ENTERED)
    assert fate.value == F_DESTROYED
    assert not of(events, E_EXITED)
    (deepest,) = of(events, E_DEEPEST)
    assert entered.t_s < deepest.t_s <= fate.t_s
    assert deepest.value == pytest.approx(250 * (fate.t_s - entered.t_s), abs=60)


def test_what_a_post_foresees_and_sees() -> None:
    """300 s ahead at most, right to a few seconds; the violation comes with how deep the post believes it."""
    events = play(scene(sensors={"radar": radar()}, intruders={"jet": flight((54.5, 24), (53.5, 24))}))
    foreseen, seen, entered = (first(events, kind) for kind in (E_FORESEEN, E_VIOLATION, E_ENTERED))
    assert foreseen.t_s < entered.t_s < seen.t_s
    assert foreseen.t_s + foreseen.value == pytest.approx(entered.t_s, abs=8)
    assert 0 < foreseen.value <= 300
    assert seen.value == pytest.approx(250 * (seen.t_s - entered.t_s), abs=250)
    assert len(of(events, E_FORESEEN)) == len(of(events, E_VIOLATION)) == 1


def alerts(sure: float) -> tuple[int, int]:
    """Return how many flights along the border, 330 to 2,000 m outside, a noisy radar sees inside; and entries."""
    noisy = radar(sigma_azimuth="0.8 deg", sigma_range="300 m", period="10 s")
    along = {
        f"by-{i}": flight((54.003 + 0.002 * i, 22.4 + 0.3 * i), (54.02, 25.6), intent="passage") for i in range(4)
    }
    made = plan(scene(sensors={"radar": noisy}, duration="15 min", intruders=along,
                      identification={"sure_inside": sure}))  # fmt: skip
    runs = [named(made, replicate(made, 1, run, "track")) for run in range(40)]
    return sum(len(of(events, E_VIOLATION)) for events in runs), sum(len(of(events, E_ENTERED)) for events in runs)


def test_flights_along_the_border_raise_few_alerts_by_noise() -> None:
    """A confidence of 0.9 raises fewer than believing it does, and nobody was inside."""
    (believed, came), (sure, _) = alerts(0.5), alerts(0.9)
    assert came == 0
    assert believed > 10
    assert sure < believed / 3


def test_zones_by_truth_and_by_track() -> None:
    """The truth has no actor; the post says it at its next epoch, of a track that may matter to it."""
    zones = {"capital": {"centre": [53.5, 24], "radius": "20 km"}}
    events = play(scene(zones=zones, sensors={"radar": radar()}, intruders={"jet": flight((54.5, 24), (53.5, 24))}))
    truth, believed = first(events, E_ZONE, actor=""), first(events, E_ZONE, actor="centre")
    assert truth.other == believed.other == "capital"
    assert truth.t_s == pytest.approx((GEOD.inv(24, 54.5, 24, 53.5)[2] - 20_000) / 250, abs=3)
    assert 0 <= believed.t_s - truth.t_s <= 6
    assert len(of(events, E_ZONE)) == 2
