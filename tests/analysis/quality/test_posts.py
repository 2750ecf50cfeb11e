"""One post's picture, counted by hand."""

from __future__ import annotations

import numpy as np
import pytest

from skypact.analysis.quality.posts import COURSE, MEASURES, quality_of
from skypact.analysis.quality.tables import Tracks, Truth


def test_two_objects_three_tracks_by_hand() -> None:
    """Ten moments. Object 0 held throughout, 300 m off. Object 1 by two tracks, exactly; one far track of nothing.

    So each scan: localisation 300², one double and one stray false: 2 · 2000²/2.
    """
    t = np.arange(10.0)
    truth = Truth(np.repeat(t, 2), np.tile([0, 1], 10), np.tile([[0.0, 0, 0], [50e3, 0, 0]], (10, 1)), None,
                  np.ones(20, dtype=bool), t)  # fmt: skip
    place = [[300.0, 0, 0], [50e3, 0, 0], [50e3, 0, 0], [90e3, 0, 0]]
    tracks = Tracks(np.repeat(t, 4), np.tile([7, 8, 9, 10], 10), np.tile(place, (10, 1)), None, None)
    nothing = np.tile([False, False, False, True], 10)
    found = quality_of(truth, tracks, np.tile([1.0, 0.5, 0.5, 1.0], 10), nothing, 2000.0)
    v = found.values
    assert v["gospa"] == pytest.approx((300.0**2 + 2 * 2000.0**2 / 2) ** 0.5)
    assert (v["objects"], v["tracks"], v["missed"], v["false"]) == (2.0, 4.0, 0.0, 2.0)
    assert (v["doubles"], v["nothing"], v["completeness"]) == (1.0, 1.0, 1.0)
    assert (v["ambiguity"], v["spuriousness"], v["purity"]) == (1.5, 0.25, 0.75)
    assert v["position"] == pytest.approx(100.0)  # 300 m of three tracks on objects
    assert np.isnan(v["nees"])
    assert np.isnan(v["velocity"])
    assert found.course["n_double"].tolist() == [1.0] * 10
    assert set(v) == {m.key for m in MEASURES}
    assert tuple(found.course) == COURSE


def test_what_does_not_count_takes_a_track_free_of_charge() -> None:
    t = np.arange(5.0)
    truth = Truth(t, np.zeros(5, dtype=int), np.zeros((5, 3)), None, np.zeros(5, dtype=bool), t)
    tracks = Tracks(t, np.ones(5, dtype=int), np.zeros((5, 3)), None, None)
    v = quality_of(truth, tracks, np.ones(5), np.zeros(5, dtype=bool), 2000.0).values
    assert (v["gospa"], v["missed"], v["false"], v["objects"], v["tracks"]) == (0.0, 0.0, 0.0, 0.0, 1.0)
    assert np.isnan(v["completeness"])


def test_nees_reads_the_rows_with_heights() -> None:
    """3 m off in height with a variance of 1 m²: 9, although over ground nothing is wrong."""
    t = np.arange(4.0)
    flat, high = np.zeros((4, 3)), np.tile([0.0, 0.0, 3.0], (4, 1))
    truth = Truth(t, np.zeros(4, dtype=int), flat, None, np.ones(4, dtype=bool), t)
    on = Tracks(t, np.ones(4, dtype=int), flat, None, np.tile(np.eye(3), (4, 1, 1)))
    whole = Tracks(t, np.ones(4, dtype=int), high, None, np.tile(np.eye(3), (4, 1, 1)))
    v = quality_of(truth, on, np.ones(4), np.zeros(4, dtype=bool), 2000.0, (truth, whole)).values
    assert v["position"] == 0.0
    assert v["nees"] == pytest.approx(9.0)
