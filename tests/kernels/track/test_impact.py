"""track.impact: when a falling track is on the ground, and what may be left out of the search for it."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kernels.earth.test_ballistic import covariance
from tests.kernels.shells import compiled_all

from skypact.kernels.earth import ballistic, geodesy
from skypact.kernels.track import impact
from skypact.lower import place

found = compiled_all(impact, "to_ground_s", "soonest_s", "least_spread_m")
motion = compiled_all(ballistic, "ahead", "spread_m")
earth = compiled_all(geodesy, "to_geodetic")

states = st.builds(
    lambda lat, lon, height, speeds: np.concatenate([place.site((lat, lon), height), np.array(speeds)]),
    st.floats(-80.0, 80.0), st.floats(-180.0, 180.0), st.floats(10e3, 1200e3),
    st.tuples(*[st.floats(-5000.0, 5000.0)] * 3),
)  # fmt: skip


def plain_search(x: np.ndarray) -> float:
    """Return the first step of 20 s at which the state is below ground, inf where none is within an hour."""
    steps = (t for t in np.arange(20.0, 3600.0, 20.0) if earth.to_geodetic(*motion.ahead(*x, t)[:3])[2] < 0.0)
    return next(steps, math.inf)


@settings(deadline=None, max_examples=200)
@given(states)
def test_it_is_never_down_before_the_soonest(x: np.ndarray) -> None:
    step, exact = plain_search(x), found.to_ground_s(x)
    assert found.soonest_s(x) <= exact
    if step == math.inf:
        assert exact == math.inf
    else:
        assert step - 20.0 < exact <= step
        assert earth.to_geodetic(*motion.ahead(*x, exact)[:3])[2] == pytest.approx(0.0, abs=100.0)


def test_straight_up_it_is_a_throw() -> None:
    """100 km over the pole's radius and 1 km/s up: no sooner than h + wt = gt²/2 with g at the pole, 9.8646 m/s²."""
    x = np.array([6_478_137.0, 0.0, 0.0, 1000.0, 0.0, 0.0])
    g = 3.986004418e14 / 6_356_752.0**2
    assert found.soonest_s(x) == pytest.approx((1000.0 + math.sqrt(1e6 + 2.0 * g * 100e3)) / g)
    x[0] = 6_370_000.0  # below the equator's radius it may be on the ground at once
    assert found.soonest_s(x) == 0.0


@settings(deadline=None)
@given(st.floats(0.0, 2000.0), st.floats(-0.99, 0.99))
def test_no_later_time_has_a_smaller_spread(soonest: float, correlated: float) -> None:
    p = covariance(2000.0, 20.0)
    for i in range(3):
        p[i, 3 + i] = p[3 + i, i] = correlated * math.sqrt(p[i, i] * p[3 + i, 3 + i])
    least = found.least_spread_m(p, soonest)
    later = [motion.spread_m(p, soonest + t) for t in np.linspace(0.0, 4000.0, 801)]
    assert least <= min(later) * (1 + 1e-12)
    assert least == pytest.approx(min(later), rel=0.05)
