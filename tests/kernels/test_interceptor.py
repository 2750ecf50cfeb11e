"""interceptor: required speed, the earliest meeting, and what the track's error costs."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from scipy.integrate import solve_ivp
from tests.kernels.earth.test_ballistic import covariance, turning

from skypact.arrays.world import N_FLY_HEIGHT, N_FLY_RANGE
from skypact.lower import place
from skypact.lower.engage import ballistic
from skypact.spec.intruder import Arc

SITE = (54.5, 17.1)
SURE = covariance(10.0, 0.1)


def battery(**more: Any) -> SimpleNamespace:
    """Return an interceptor of 6.3 km/s."""
    made = {
        "max_range_m": 5e6, "min_range_m": 0.0, "min_alt_m": 100e3, "max_alt_m": 2e6,
        "burnout_mps": 6300.0, "burn_s": 120.0, "divert_mps": 300.0,
    }  # fmt: skip
    return SimpleNamespace(**(made | more))


#: Where it stands.
STAND = SimpleNamespace(at=place.site(SITE, 0.0), u=place.frame(SITE)[2])


def lower_tier() -> SimpleNamespace:
    """Return a world of one battery whose missile flies at 1,300 m/s, after 5 s lost on its boost, to 60 km."""
    bins = np.linspace(0.0, 1.0, N_FLY_RANGE) ** 2 * 60e3
    flyout = np.repeat((5.0 + bins / 1300.0)[:, None], N_FLY_HEIGHT, axis=1)[None]
    return SimpleNamespace(battery=[SimpleNamespace(far_m=60e3, top_m=30e3)], flyout=flyout)


def falling(seconds: float) -> np.ndarray:
    """Return the state so long after launch of an arc from the Middle East to the west of Europe."""
    arc = Arc.model_validate({"from": (38.1, 46.3), "to": (52.5, -1.0), "boost": "120 s", "burnout_altitude": "130 km",
                              "load": "10000 kg/m2"})  # fmt: skip
    route = ballistic.dense_arc(arc, 0.0, 0.0).route
    free = route[(route[:, 0] >= seconds) & (route[:, 0] < seconds + 24)]
    xyz = place.ecef(free[:, 1], free[:, 2], free[:, 3])
    fit = np.polynomial.polynomial.polyfit(free[:, 0] - seconds, xyz, 5)
    return np.concatenate([fit[0], fit[1]])


def test_a_rocket_of_constant_push_is_where_the_impulse_says(plain) -> None:
    """Pushed evenly for 120 s along the required velocity, it is at the place after 600 s, to 1 %."""
    site = place.site(SITE, 0.0)
    aim = place.site((51.0, 25.0), 700e3)
    burn, flight = 120.0, 600.0
    speed = plain.interceptor.required_mps(*aim, *site, flight, burn)
    # the velocity itself, by aiming: three numbers for three coordinates
    up = place.frame(SITE)[2]

    def end(v: np.ndarray) -> np.ndarray:
        start = np.concatenate([site, v])
        return solve_ivp(turning, (0, flight - burn / 2), start, method="DOP853", rtol=1e-10).y[:3, -1]

    v = (aim - site) / flight + 3000 * up
    for _ in range(12):
        here = end(v)
        jacobian = np.column_stack([(end(v + d) - here) / 1.0 for d in np.eye(3)])
        v = v + np.linalg.solve(jacobian, aim - here)
    burnt = solve_ivp(turning, (0, burn / 2), np.concatenate([site, v]), method="DOP853", rtol=1e-10).y[3:, -1]
    assert np.linalg.norm(burnt) == pytest.approx(speed, abs=0.5)

    def pushed(t: float, y: np.ndarray) -> np.ndarray:
        slope = turning(t, y)
        push = v / burn if t < burn else np.zeros(3)
        # the pull is left out on the pad's half, as an impulse at half the burn has none before it
        if t < burn / 2:
            slope[3:] = 0.0
        slope[3:] += push
        return slope

    whole = solve_ivp(pushed, (0, flight), np.concatenate([site, np.zeros(3)]), rtol=1e-9, max_step=1.0).y[:3, -1]
    assert np.linalg.norm(whole - aim) < 0.01 * np.linalg.norm(aim - site)


def test_no_departure_below_the_horizon(plain) -> None:
    """A place behind the earth's curve in a short time would need a tunnel."""
    site = place.site(SITE, 0.0)
    assert plain.interceptor.required_mps(*place.site((20.0, 17.1), 100e3), *site, 360.0, 120.0) == math.inf


def test_the_earliest_meeting_is_the_first_that_can_be(plain) -> None:
    """Half a second before it cannot be, at it it can; a slower interceptor meets later or never."""
    x = falling(250.0)
    meet = {}
    for speed in (6300.0, 5000.0, 3000.0, 1200.0):
        b = battery(burnout_mps=speed)
        t = plain.interceptor.earliest_s(b, STAND, x, SURE, 30.0, b.burn_s, 2000.0)
        meet[speed] = t
        if t > 0:
            assert plain.interceptor.lacking(b, STAND, x, SURE, 30.0, t) <= 0.0
            assert plain.interceptor.lacking(b, STAND, x, SURE, 30.0, t - 1.0) > 0.0
    assert 0 < meet[6300.0] < meet[5000.0]
    assert meet[1200.0] == -1.0


def test_height_and_range_forbid(plain) -> None:
    """An interceptor that may not go so high, or so far, lacks without end."""
    x = falling(250.0)
    assert plain.interceptor.lacking(battery(), STAND, x, SURE, 30.0, 600.0) < 0.0
    assert plain.interceptor.lacking(battery(max_alt_m=150e3), STAND, x, SURE, 30.0, 600.0) == math.inf
    assert plain.interceptor.lacking(battery(max_range_m=300e3), STAND, x, SURE, 30.0, 600.0) == math.inf


def test_a_poor_track_costs_divert(plain) -> None:
    """2 · √3 · 60 km over the 480 s after burnout are 433 m/s, more than the 300 m/s at hand."""
    x = falling(250.0)
    sure = plain.interceptor.lacking(battery(), STAND, x, covariance(0, 0), 30.0, 600.0)
    poor = plain.interceptor.lacking(battery(), STAND, x, covariance(60e3, 0), 30.0, 600.0)
    assert sure == pytest.approx(-300.0)
    assert poor - sure == pytest.approx(2 * math.sqrt(3) * 60e3 / 480, rel=1e-9)


def test_a_missile_of_the_lower_tier_meets_a_falling_target(plain) -> None:
    """At the meeting both have come as far; and the place is that of the arc, not of the straight line."""
    up, east = place.frame(SITE)[2], place.frame(SITE)[0]
    x = np.concatenate([place.site(SITE, 60e3) + 60e3 * east, -900 * east - 900 * up])
    t, px, py, pz, r = plain.interceptor.meet_falling(lower_tier(), 0, STAND, x, 0.0)
    # between its bins, which lie on squares, the table is off by less than a percent
    assert r == pytest.approx((t - 5.0) * 1300.0, rel=0.01)
    assert np.linalg.norm(np.array([px, py, pz]) - STAND.at) == pytest.approx(r, abs=1e-6)
    straight = x[:3] + t * x[3:]
    assert np.linalg.norm(np.array([px, py, pz]) - straight) == pytest.approx(9.6 * t * t / 2, rel=0.03)


def test_what_flees_is_not_met(plain) -> None:
    """A target that is gone faster than the missile comes gives no meeting."""
    up, east = place.frame(SITE)[2], place.frame(SITE)[0]
    x = np.concatenate([place.site(SITE, 60e3) + 90e3 * east, 3000 * east + 1500 * up])
    assert plain.interceptor.meet_falling(lower_tier(), 0, STAND, x, 0.0)[4] == math.inf
def step_by_step(plain: Any, b: SimpleNamespace, x: np.ndarray, p: np.ndarray, age: float, end: float) -> float:
    """Return the earliest meeting by trying every step."""
    t = b.burn_s + 15.0
    while t <= end:
        if plain.interceptor.lacking(b, STAND, x, p, age, t) <= 0.0:
            low, high = t - 15.0, t
            while high - low > 0.5:
                middle = 0.5 * (low + high)
                can = plain.interceptor.lacking(b, STAND, x, p, age, middle) <= 0.0
                low, high = (low, middle) if can else (middle, high)
            return high
        t += 15.0
    return -1.0


@pytest.mark.parametrize("seed", range(8))
def test_what_is_passed_over_holds_no_meeting(plain, seed: int) -> None:
    """The search that passes over steps finds what trying every step finds, to the bit, for random tracks and reach."""
    rng = np.random.default_rng(seed)
    found = 0
    for _ in range(12):
        site = (rng.uniform(35, 75), rng.uniform(-20, 60))
        x = np.concatenate([place.site(site, rng.uniform(50e3, 1500e3)), rng.uniform(-6000, 6000, 3)])
        b = battery(burnout_mps=rng.uniform(2500, 6500), burn_s=rng.uniform(20, 150), max_alt_m=rng.uniform(2e5, 2e6),
                    max_range_m=rng.uniform(3e5, 5e6), divert_mps=rng.uniform(50, 600))  # fmt: skip
        p, age = covariance(rng.uniform(0, 30e3), rng.uniform(0, 20)), rng.uniform(0, 60)
        t = plain.interceptor.earliest_s(b, STAND, x, p, age, b.burn_s, 1800.0)
        assert t == step_by_step(plain, b, x, p, age, 1800.0)
        found += t > 0
    assert found


@pytest.mark.parametrize("seed", range(4))
def test_the_minute_on_the_ground_is_the_first_of_all(plain, seed: int) -> None:
    """Passing over minutes finds the first minute below the equator's radius, as trying each does."""
    rng = np.random.default_rng(100 + seed)
    for _ in range(20):
        here = place.site((rng.uniform(-80, 80), rng.uniform(-180, 180)), rng.uniform(10e3, 1500e3))
        x = np.concatenate([here, rng.uniform(-6500, 6500, 3)])
        inertial = (x[3] - plain.interceptor.OMEGA * x[1], x[4] + plain.interceptor.OMEGA * x[0], x[5])
        below = (
            t for t in np.arange(60.0, 3600.0, 60.0)
            if np.linalg.norm(plain.interceptor.kepler(*x[:3], *inertial, t)[:3]) < 6_378_137.0
        )  # fmt: skip
        assert plain.interceptor.down_s(x) == next(below, 3600.0)
