"""Bearings without distance: where two cross, how well that is known, and what one more tells a track."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from tests.engine.scenes import flight
from tests.kernels.detect.looking import Scene, mask


def stations(plain, apart_deg: float = 1.0, sigma: str = "0.5 deg", **more: Any) -> Scene:
    """Return two listening stations on one parallel, `apart_deg` of longitude apart, and one jet."""
    ear = {"kind": "passive", "nation": "AA", "reports_to": "centre", "sigma_azimuth": sigma, "mast": "0 m"} | more
    return Scene(plain, mask(
        sensors={"a": ear | {"at": [53.5, 24]}, "b": ear | {"at": [53.5, 24 + apart_deg]}},
        intruders={"j": flight((54, 24), (53, 24))},
    ))  # fmt: skip


def crossed(s: Scene, az1_rad: float, az2_rad: float, moved_m: float = 0.0) -> tuple[float, float]:
    """Return distance and sd of the crossing of a bearing of station a with one of station b."""
    (f1, _), (f2, _) = s.stand(0), s.stand(1)
    return s.plain.bearing.crossing(s.world, f1[3], f1, az1_rad, 0, f2[3], f2, az2_rad, 1, moved_m)


def towards(s: Scene, i_sensor: int, xyz: np.ndarray) -> float:
    """Return the true azimuth of a place from a station."""
    frame, _ = s.stand(i_sensor)
    e, n, _ = frame[:3] @ (xyz - frame[3])
    return math.atan2(e, n)


def test_two_bearings_cross_at_a_place(plain) -> None:
    """The place from which both were taken, to some metres in 80 km: the earth's curve is all that is neglected."""
    s = stations(plain)
    frame, _ = s.stand(0)
    xyz = frame[3] + frame[:3].T @ np.array([40e3, 70e3, 5000.0])
    away_m, _ = crossed(s, towards(s, 0, xyz), towards(s, 1, xyz))
    assert away_m == pytest.approx(math.hypot(40e3, 70e3), rel=2e-3)


def test_no_place_without_an_angle_or_behind_or_out_of_range(plain) -> None:
    """Almost parallel bearings, those that cross behind a station, and those beyond the range of one give none."""
    s = stations(plain)
    assert crossed(s, 0.0, -0.15)[0] == 0.0  # 8.6 degrees
    assert crossed(s, 0.0, -0.2)[0] > 0.0
    assert crossed(s, 0.0, 0.5)[0] == 0.0  # apart: they cross in the south
    near = stations(plain, max_range="100 km")
    assert crossed(near, 0.0, -0.3)[0] == 0.0  # 66 km / tan 0.3 = 214 km
    assert crossed(near, 0.0, -0.9)[0] > 0.0


def test_the_sd_of_a_crossing_by_hand(plain) -> None:
    """At right angles only the other's error counts: r2 σ2. At 45° r2 σ2 √2 and r1 σ1. A moving source adds its way."""
    s = stations(plain)
    base = math.dist(s.stand(0)[0][3], s.stand(1)[0][3])  # 66 km
    sigma = math.radians(0.5)
    at45 = base / math.sqrt(2)
    r, sd = crossed(s, math.pi / 4, -math.pi / 4)
    assert r == pytest.approx(at45, rel=0.02)
    assert sd == pytest.approx(at45 * sigma, rel=0.02)
    r, sd = crossed(s, 0.0, -math.pi / 4)
    assert r == pytest.approx(base, rel=0.03)
    r2 = base * math.sqrt(2)
    by_hand = math.sqrt((r2 * sigma) ** 2 + (r * sigma * math.cos(math.pi / 4)) ** 2) * math.sqrt(2)
    assert sd == pytest.approx(by_hand, rel=0.03)
    assert crossed(s, 0.0, -math.pi / 4, 5000.0)[1] == pytest.approx(math.hypot(by_hand, 5000 * math.sqrt(2)), rel=0.03)


@pytest.mark.parametrize("turn_deg", [40.0, 90.0, 130.0])
def test_the_sd_is_that_of_drawn_errors(plain, turn_deg: float) -> None:
    """Monte Carlo: 4,000 pairs of errors of 0.1°; the sd of the distance is the stated one within 5 %."""
    s = stations(plain, sigma="0.1 deg")
    az1 = math.radians(turn_deg / 2)
    r, sd = crossed(s, az1, az1 - math.radians(turn_deg))
    errors = np.random.default_rng(4).normal(0.0, math.radians(0.1), (4000, 2))
    drawn = [crossed(s, az1 + a, az1 - math.radians(turn_deg) + b)[0] for a, b in errors]
    assert np.std(drawn) == pytest.approx(sd, rel=0.05)
    assert np.mean(drawn) == pytest.approx(r, abs=0.05 * sd)


def test_a_crossed_track_begins_where_they_cross(plain) -> None:
    """Its place is within its error of the truth, tentative after one hit, at a height that nobody measured."""
    s = stations(plain)
    frame, _ = s.stand(0)
    xyz = frame[3] + frame[:3].T @ np.array([40e3, 70e3, 3000.0])
    away_m, sigma_m = crossed(s, towards(s, 0, xyz), towards(s, 1, xyz))
    plain.bearing.begin_crossed(s.world, s.state, 0, 0, 0, frame[3], frame[:3], 0, 50.0, away_m, sigma_m,
                                towards(s, 0, xyz))  # fmt: skip
    track, x, p = s.state.track[0, 0], s.state.x[0, 0], s.state.p[0, 0]
    assert (track.stage, track.hits, track.obj, track.t_s) == (1, 1, 0, 50.0)
    off = frame[:3] @ (x[:3] - xyz)
    assert np.hypot(off[0], off[1]) < sigma_m
    up = frame[2] @ p[:3, :3] @ frame[2]
    assert math.sqrt(up) == pytest.approx(3000.0, rel=0.05)
    line = np.array([math.sin(towards(s, 0, xyz)), math.cos(towards(s, 0, xyz)), 0.0]) @ frame[:3]
    assert math.sqrt(line @ p[:3, :3] @ line) == pytest.approx(sigma_m, rel=0.02)


def test_a_bearing_pulls_a_track_across_and_not_along(plain) -> None:
    """A bearing of a far better station moves the track onto its line; the distance stays as uncertain as it was."""
    s = stations(plain, sigma="0.01 deg")
    frame, _ = s.stand(0)
    north = frame[3] + frame[:3].T @ np.array([0.0, 60e3, 3000.0])
    s.state.x[0, 0, :3] = north
    s.state.p[0, 0, :3, :3] = np.eye(3) * 1000.0**2
    s.state.track[0, 0].stage = 2
    plain.bearing.take_bearing(s.world, s.state, 0, 0, 0, frame[3], frame[:3], 0, 0.01, s.state.work)
    off = frame[:3] @ (s.state.x[0, 0, :3] - north)
    assert off[0] == pytest.approx(600.0, abs=3.0)
    assert abs(off[1]) < 1.0
    spread = frame[:3] @ s.state.p[0, 0, :3, :3] @ frame[:3].T
    assert math.sqrt(spread[0, 0]) == pytest.approx(60e3 * math.radians(0.01), rel=0.02)
    assert math.sqrt(spread[1, 1]) == pytest.approx(1000.0, rel=1e-3)
    assert s.state.track[0, 0].hits == 1
