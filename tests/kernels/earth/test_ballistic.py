"""ballistic: Kepler and Lambert against scipy, the turning frame, and what counts as falling."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

MU = 3.986004418e14
#: Fields of a state that rises or falls gently enough not to meet the middle of the earth.
LAT, LON, HEIGHT = st.floats(-80, 80), st.floats(-180, 180), st.floats(0, 1.5e6)
SPEED, ANGLE, AZIMUTH = st.floats(500, 7500), st.floats(-30, 80), st.floats(0, 360)


def state(lat: float, lon: float, height: float, speed: float, angle: float, azimuth: float) -> np.ndarray:
    """Return position and velocity [6] on a sphere of 6,371 km."""
    a, b, g, z = (math.radians(v) for v in (lat, lon, angle, azimuth))
    up = np.array([math.cos(a) * math.cos(b), math.cos(a) * math.sin(b), math.sin(a)])
    east = np.array([-math.sin(b), math.cos(b), 0.0])
    level = math.sin(z) * east + math.cos(z) * np.cross(up, east)
    return np.concatenate([(6_371_000.0 + height) * up, speed * (math.sin(g) * up + math.cos(g) * level)])


def inertial(_: float, y: np.ndarray) -> np.ndarray:
    """Return the slope under a point mass."""
    return np.concatenate([y[3:], -MU * y[:3] / np.linalg.norm(y[:3]) ** 3])


def turning(_: float, y: np.ndarray) -> np.ndarray:
    """Return the slope in axes that turn with the earth, written with vectors."""
    w = np.array([0.0, 0.0, 7.292115e-5])
    pull = -MU * y[:3] / np.linalg.norm(y[:3]) ** 3
    return np.concatenate([y[3:], pull - 2.0 * np.cross(w, y[3:]) - np.cross(w, np.cross(w, y[:3]))])


def integrated(slope: Callable[[float, np.ndarray], np.ndarray], y: np.ndarray, dt: float) -> np.ndarray:
    """Return the state dt later."""
    return solve_ivp(slope, (0.0, dt), y, method="DOP853", rtol=1e-12, atol=1e-6).y[:, -1]


@settings(max_examples=60, deadline=None)
@given(lat=LAT, lon=LON, height=HEIGHT, speed=SPEED, angle=ANGLE, azimuth=AZIMUTH, dt=st.floats(-200, 900))
def test_kepler_and_its_turning_twin_are_those_of_an_integration(
    plain, lat, lon, height, speed, angle, azimuth, dt
) -> None:
    """To a centimetre, forwards and backwards, in axes that stand and in axes that turn."""
    y = state(lat, lon, height, speed, angle, azimuth)
    for function, slope in ((plain.ballistic.kepler, inertial), (plain.ballistic.ahead, turning)):
        expected = integrated(slope, y, dt)
        if np.linalg.norm(expected[:3]) < 3e6:  # near the middle of the earth nothing is exact
            return
        found = np.array(function(*y, dt))
        assert found[:3] == pytest.approx(expected[:3], abs=0.02)
        assert found[3:] == pytest.approx(expected[3:], abs=1e-4)


@settings(max_examples=60, deadline=None)
@given(lat=LAT, lon=LON, height=HEIGHT, speed=st.floats(2000, 9500), angle=st.floats(5, 80), azimuth=AZIMUTH,
       dt=st.floats(60, 900))  # fmt: skip
def test_lambert_gives_back_the_velocity_of_an_arc(plain, lat, lon, height, speed, angle, azimuth, dt) -> None:
    """From two places of one arc and the time between them; ellipses and hyperbolas."""
    y = state(lat, lon, height, speed, angle, azimuth)
    end = integrated(inertial, y, dt)
    *v, ok = plain.ballistic.lambert(*y[:3], *end[:3], dt)
    assert ok
    assert np.array(v) == pytest.approx(y[3:], abs=0.05)


def test_lambert_says_where_there_is_no_answer(plain) -> None:
    """No time, or one line from the centre."""
    for end, dt in (((7e6, 1e6, 0), 0.0), ((8e6, 0, 0), 300.0)):
        assert plain.ballistic.lambert(7e6, 0.0, 0.0, *map(float, end), dt)[3] == 0


def covariance(sd_m: float, sd_mps: float) -> np.ndarray:
    """Return a diagonal covariance."""
    return np.diag([sd_m**2] * 3 + [sd_mps**2] * 3)


@pytest.mark.parametrize(
    ("height", "speed", "sd_m", "sd_mps", "expected"),
    [
        (12_000, 650, 100, 5, False),  # the fastest fighter, where it is fastest
        (30_000, 1500, 100, 5, True), (9_000, 1500, 100, 5, False), (400_000, 6500, 1000, 50, True),
        (30_000, 1500, 100, 200, False),  # 3 × 346 m/s leave only 461 m/s that are sure
        (12_000, 1500, 1000, 5, False),  # 3 km leave only 9 km that are sure
    ],
)  # fmt: skip
def test_what_falls_is_sure_to_be_faster_and_higher_than_aircraft(
    plain, height, speed, sd_m, sd_mps, expected
) -> None:
    """By three standard deviations, in the middle latitudes where a sphere would be 14 km off."""
    from skypact.lower import place

    x = np.concatenate([place.site((54.0, 26.0), height), speed * place.frame((54.0, 26.0))[0]])
    assert plain.ballistic.falls(x, covariance(sd_m, sd_mps)) == expected


def test_a_bent_step_follows_the_arc_and_others_are_left_alone(plain) -> None:
    """Over ten seconds a straight step is 480 m off, a bent one a metre; an aircraft's is bit for bit the same."""
    x = state(54, 26, 300_000, 5000, 20, 250)
    expected = integrated(turning, x, 10.0)
    for bent, off in ((False, (400, 550)), (True, (0, 4))):
        y, p = x.copy(), covariance(100, 5)
        if bent:
            plain.ballistic.bend(y, p, 10.0)
        plain.filter.predict(y, p, 10.0, 9.0)
        assert off[0] <= np.linalg.norm(y[:3] - expected[:3]) <= off[1]
    jet = state(54, 26, 9_000, 250, 0, 250)
    y = jet.copy()
    plain.ballistic.bend(y, covariance(100, 5), 10.0)
    assert (y == jet).all()


def test_the_error_of_a_falling_track_grows_with_its_speed_error(plain) -> None:
    """√(3 (100² + (300 · 2)²)) = 1,053.6 m."""
    assert plain.ballistic.spread_m(covariance(100, 2), 300.0) == pytest.approx(math.sqrt(3 * (100**2 + 600**2)))


@pytest.mark.parametrize("dt", [1123.5107421875, 1173.5107421875, 1183.5, -1123.5107421875])
def test_a_steep_throw_is_found_where_newton_loses_it(plain, dt: float) -> None:
    """Straight up at 3.8 km/s from 341 km: its orbit goes near the centre, from which Newton is thrown out."""
    y = np.array([6_718_800.0, 0.0, 0.0, math.copysign(3771.0, dt), 0.0, 6.0])
    expected = integrated(inertial, y, dt)
    assert np.array(plain.ballistic.kepler(*y, dt))[:3] == pytest.approx(expected[:3], abs=0.1)
