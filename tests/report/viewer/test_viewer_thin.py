"""Thinned ways stay within their tolerance at every moment, and keep what must be kept."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from skypact.report.viewer.content import thin
from skypact.study.playback.played import Series


def way(lon: list[float], lat: list[float], alt: list[float] | None = None, first: list[int] | None = None) -> Series:
    """Return series with a point each 10 s."""
    n = len(lon)
    return Series(
        np.array(first or [0, n]), 10.0 * np.arange(n), np.array(lon), np.array(lat), np.array(alt or [0.0] * n)
    )


def test_a_straight_way_is_its_two_ends() -> None:
    assert thin.needed(way([20, 21, 22, 23], [0] * 4), 50.0).tolist() == [True, False, False, True]


def test_a_corner_is_kept_and_so_is_a_halt() -> None:
    """Straight in space, but twice at one place: between, it would be drawn in motion."""
    assert thin.needed(way([20, 21, 21], [0, 0, 1]), 50.0).all()
    assert thin.needed(way([20, 21, 21, 22], [0] * 4), 50.0).tolist() == [True, True, True, True]


def test_the_tolerance_is_in_metres_over_ground_and_in_height() -> None:
    """A bend of 0.001 degrees of latitude is 111 m; as much of longitude at 60° N is 56 m."""
    assert not thin.needed(way([0, 0, 0], [0, 0.001, 0]), 112.0)[1]
    assert thin.needed(way([0, 0, 0], [0, 0.001, 0]), 111.0)[1]
    assert not thin.needed(way([0, 0.001, 0], [60, 60, 60]), 56.0)[1]
    assert thin.needed(way([0, 0.001, 0], [60, 60, 60]), 55.0)[1]
    assert thin.needed(way([0, 0, 0], [0, 0, 0], [0, 60, 0]), 50.0)[1]
    assert not thin.needed(way([0, 0, 0], [0, 0, 0], [0, 60, 0]), 50.0, height=0.1)[1]


def test_a_way_over_the_date_line_is_straight() -> None:
    assert thin.needed(way([179, 179.5, -180, -179.5], [0] * 4), 50.0).tolist() == [True, False, False, True]


def test_series_are_thinned_each_by_itself() -> None:
    two = way([0, 1, 2, 50, 51, 52], [0] * 6, first=[0, 3, 6])
    kept = thin.needed(two, 50.0)
    assert kept.tolist() == [True, False, True, True, False, True]
    assert thin.of(two, kept).first.tolist() == [0, 2, 4]


def test_changes_are_kept_with_the_point_before() -> None:
    cls = np.array([-1, -1, 2, 2, 2, 4])
    assert thin.changes(np.array([0, 4, 6]), cls).tolist() == [False, True, True, False, True, True]
    assert thin.changes(np.array([0, 3, 6]), np.array([0, 0, 0, 1, 1, 1])).tolist() == [False] * 6


@given(st.lists(st.tuples(st.floats(-0.1, 0.1), st.floats(-0.1, 0.1)), min_size=2, max_size=40))
def test_no_moment_is_farther_off_than_allowed(points: list[tuple[float, float]]) -> None:
    whole = way([p[0] for p in points], [p[1] for p in points])
    left = thin.of(whole, thin.needed(whole, 500.0))
    lon, lat = (np.interp(whole.t_s, left.t_s, v) for v in (left.lon_deg, left.lat_deg))
    off = np.hypot((lon - whole.lon_deg) * np.cos(np.radians(whole.lat_deg)), lat - whole.lat_deg) * thin.DEGREE_M
    assert off.max() <= 500.0 + 1e-6
