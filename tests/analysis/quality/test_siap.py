"""SIAP and the two rules of association: a picture counted by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from tests.analysis.quality.pictures import Rows, columns, made

from skypact.analysis.quality import tables
from skypact.analysis.quality.associate import Segment, by_assignment, by_history
from skypact.analysis.quality.gospa import gospa
from skypact.analysis.quality.scans import Scans, scans
from skypact.analysis.quality.siap import Siap, siap

C = 2000.0
#: Every 10 s for 50 s: a has two tracks at first; b changes its track; c is never held; track 9 is of nothing.
TRUTH: Rows = [(10 * k, name, x) for k in range(6) for name, x in (("a", 0), ("b", 50e3), ("c", 80e3))]
TRACKS: Rows = [
    *((10 * k, 1, 100) for k in range(6)), *((10 * k, 2, -200) for k in range(3)),
    *((10 * k, 3, 50_050) for k in range(3)), *((10 * k, 4, 50_050) for k in range(3, 6)),
    *((10 * k, 9, 150e3) for k in range(2)),
]  # fmt: skip


def of(scan: Scans) -> Siap:
    """Return the set by history."""
    return siap(scan, by_history(scan, C), C)


def test_a_picture_by_hand() -> None:
    """18 objects in 6 scans, 12 held; 17 tracks, 15 on an object."""
    found = of(made(TRUTH, TRACKS))
    assert found.completeness == pytest.approx(12 / 18)
    assert found.ambiguity == pytest.approx(15 / 12)
    assert found.spuriousness == pytest.approx(2 / 17)
    assert found.position_m == pytest.approx((6 * 100 + 3 * 200 + 6 * 50) / 15)
    assert found.changes_per_s == pytest.approx(1 / (50 + 20 + 20))  # b: two tracks in 40 s
    assert found.longest_segment == pytest.approx((50 + 20 + 0) / 150)
    assert math.isnan(found.velocity_mps)
    assert found.n_track.tolist() == [4, 4, 3, 2, 2, 2]


def test_by_assignment_the_second_track_is_spurious() -> None:
    """One track for each object and scan: no ambiguity; three rows of track 2 are of nothing."""
    scan = made(TRUTH, TRACKS)
    found = siap(scan, by_assignment(scan, gospa(scan).truth_of), C)
    assert (found.completeness, found.ambiguity) == (pytest.approx(12 / 18), 1.0)
    assert found.spuriousness == pytest.approx(5 / 17)
    assert found.position_m == pytest.approx((6 * 100 + 6 * 50) / 12)


def test_velocity_errors() -> None:
    """The speed is wrong by 3 m/s east and 4 m/s north."""
    truth = columns([(k, "a", 0) for k in range(3)], v=np.tile([100.0, 0, 0], (3, 1)))
    tracks = columns([(k, 1, 0) for k in range(3)], vx=[103.0] * 3, vy=[4.0] * 3, vz=[0.0] * 3)
    assert of(scans(tables.truth(truth), tables.tracks(tracks))).velocity_mps == pytest.approx(5)


def test_what_was_not_detectable_does_not_count() -> None:
    """c never was: 12 objects; a track on it is not spurious; a from 20 s on has one track for four scans."""
    spans = {"a": 0.0, "b": 0.0, "c": None}
    found = of(made(TRUTH, [*TRACKS, *((10 * k, 5, 80_100) for k in range(6))], spans))
    assert (found.completeness, found.spuriousness) == (1.0, pytest.approx(2 / 17))
    late = of(made(TRUTH, TRACKS, {"a": 20.0, "b": (0.0, 20.0), "c": None}))
    assert late.n_object.tolist() == [1, 1, 2, 1, 1, 1]
    assert late.n_held.tolist() == [1, 1, 2, 1, 1, 1]
    assert late.ambiguity == pytest.approx((4 + 1 + 3) / 7)
    assert late.longest_segment == pytest.approx((30 + 20) / (30 + 20))
    assert late.changes_per_s == 0


def test_no_picture_has_no_accuracy() -> None:
    """Nothing held: completeness 0, and what is counted on tracks is not known."""
    found = of(made(TRUTH, []))
    assert found.completeness == 0
    assert all(math.isnan(v) for v in (found.ambiguity, found.spuriousness, found.position_m, found.changes_per_s))


@pytest.mark.parametrize(
    ("places", "segments"),
    [
        ("aa.", []),  # two rows are not enough
        ("aaa", [("a", 0, 2)]),
        ("aaa.a", [("a", 0, 4)]),  # one row off is forgiven
        ("aaa..a", [("a", 0, 2)]),  # two are not
        ("aaabbb", [("a", 0, 2), ("b", 3, 5)]),
        ("aaabab", [("a", 0, 4)]),
        ("aaababb", [("a", 0, 4), ("b", 3, 6)]),  # b was there at 3, 5 and 6, whatever came between
    ],
)
def test_segments_begin_and_end(places: str, segments: list[tuple[str, float, float]]) -> None:
    """Three rows begin a segment, two rows off end it; a stands at 0 and b at 50 km."""
    at = {"a": 0.0, "b": 50e3, ".": 20e3}
    truth = [(k, name, at[name]) for k in range(len(places)) for name in "ab"]
    scan = made(truth, [(k, 1, at[place]) for k, place in enumerate(places)])
    assert by_history(scan, C) == [Segment(0, "ab".index(name), begin, end) for name, begin, end in segments]


def test_doubles_need_no_second_track_to_hold() -> None:
    """Three tracks of which one is on the object throughout: none needed beside it."""
    truth = [(k, "a", 0) for k in range(9)]
    tracks = [(k, n, 10 * n) for n, span in ((1, range(0, 4)), (2, range(0, 9)), (3, range(5, 9))) for k in span]
    assert of(made(truth, tracks)).changes_per_s == 0
    broken = [row for row in tracks if row[1] != 2]
    assert of(made(truth, broken)).changes_per_s == pytest.approx(1 / (3 + 3))
