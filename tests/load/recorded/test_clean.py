"""Bad data of recorded flights: what is left out, what is filled in, and what is counted."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from skypact.load.recorded.clean import Dropped, Track, cleaned
from skypact.load.recorded.tables import Records
from skypact.load.recorded.thin import thinned
from skypact.spec.traffic.recorded import Limits

#: Metres in a degree of latitude on the sphere of the rules.
DEGREE_M = 111_194.9


def straight(n: int = 61, every_s: float = 10.0, speed_mps: float = 200.0, height_m: float = 10_000.0) -> Records:
    """Return the records of a flight straight north."""
    t = 1000.0 + every_s * np.arange(n)
    lat = 53.0 + speed_mps * every_s * np.arange(n) / DEGREE_M
    full = np.full(n, 0.0)
    return Records(t, lat, full + 24.0, full + height_m, full + np.nan, np.zeros(n, bool), ["4b0001"] * n, [""] * n)


def limits(**more: Any) -> Limits:
    """Return limits with some of them changed."""
    return Limits.model_validate(more)


def test_a_good_flight_stays_whole_and_needs_two_waypoints() -> None:
    (track,), d = cleaned(straight(), limits())
    assert (len(track.t_s), d) == (61, Dropped(records=61, kept=61, flights=1))
    assert list(thinned(track, 100.0)) == [0, 60]


def test_a_gap_is_bridged_up_to_the_limit_and_splits_beyond() -> None:
    """Records 20 to 25 are missing: 70 s of silence."""
    r = straight()
    keep = np.r_[0:20, 26:61]
    cut = Records(*(c[keep] for c in r[:6]), ["a"] * 55, [""] * 55)  # type: ignore[arg-type]
    (track,), d = cleaned(cut, limits(gap="70 s"))
    assert (len(track.t_s), d.gaps, d.bridged) == (55, 0, 1)
    tracks, d = cleaned(cut, limits(gap="69 s"))
    assert ([len(x.t_s) for x in tracks], d.gaps, d.bridged) == ([20, 35], 1, 0)
    tracks, d = cleaned(cut, limits(gap="69 s", shortest="200 s"))  # the first piece lasts 190 s
    assert ([len(x.t_s) for x in tracks], d.short, d.kept) == ([35], 20, 35)


def test_a_frozen_step_is_left_out() -> None:
    """The position of record 30 is said five times more, 50 s long; then the flight goes on where it is by then."""
    r = straight()
    r.lat[31:36] = r.lat[30]
    (track,), d = cleaned(r, limits())
    assert (d.repeated, d.frozen, d.frozen_s, d.bridged) == (5, 1, 50.0, 1)
    assert len(track.t_s) == 56
    assert list(thinned(track, 100.0)) == [0, 55]
    _, d = cleaned(r, limits(frozen="51 s"))  # a repetition, and no frozen step
    assert (d.repeated, d.frozen) == (5, 0)


def test_a_jump_there_and_back_is_left_out() -> None:
    """Three records lie 90 NM to the north: two jumps, and the way is as if they were not there."""
    r = straight()
    r.lat[40:43] += 1.5
    (track,), d = cleaned(r, limits())
    assert (d.jumps, d.jumped, len(track.t_s)) == (2, 3, 58)
    assert d.jump_m == pytest.approx(1.5 * DEGREE_M, rel=0.02)
    assert track.lat.max() < 54.1


def test_a_small_jump_costs_the_records_around_it_and_not_half_a_flight() -> None:
    """From record 30 on everything lies 4 km ahead, which 10 s do not allow (400 × 10 + 500 < 2,000 + 4,000 m).

    20 s do: 4,000 + 4,000 ≤ 400 × 20 + 500. So one record goes.
    """
    r = straight()
    r.lat[30:] += 4000.0 / DEGREE_M
    _, d = cleaned(r, limits())
    assert (d.jumps, d.jumped, d.kept) == (1, 1, 60)


def test_missing_and_impossible_heights_are_filled_from_both_sides() -> None:
    """A climb at 5 m/s: a hole and a spike are filled in; a hole longer than a gap is left out."""
    r = straight()
    r.barometric_m[:] = 1000.0 + 5.0 * (r.t_s - 1000.0)
    want = r.barometric_m.copy()
    r.barometric_m[10:13] = np.nan
    r.barometric_m[20] += 5000.0
    (track,), d = cleaned(r, limits())
    assert (d.no_height, d.heights, len(track.t_s)) == (3, 1, 61)
    assert track.h_m == pytest.approx(want)
    r.barometric_m[30:50] = np.nan
    tracks, d = cleaned(r, limits())
    assert ([len(x.t_s) for x in tracks], d.gaps) == ([30, 11], 1)


def test_without_any_height_nothing_is_believed_unless_the_other_is_there() -> None:
    r = straight()
    other = r._replace(barometric_m=r.geometric_m, geometric_m=r.barometric_m)
    assert cleaned(other, limits())[0] == []
    assert len(cleaned(other, limits(height="geometric"))[0]) == 1


def test_what_stands_on_the_ground_or_nowhere_is_counted() -> None:
    r = straight()
    r.ground[:10] = True
    r.lat[20] = np.nan
    (track,), d = cleaned(r, limits())
    assert (d.ground, d.no_place, len(track.t_s)) == (10, 1, 50)
    every, d = cleaned(r._replace(ground=np.ones(61, bool)), limits())
    assert (every, d.ground) == ([], 60)


def test_records_out_of_order_are_put_in_order() -> None:
    r = straight()
    order = np.random.default_rng(1).permutation(61)
    mixed = Records(*(c[order] for c in r[:6]), ["a"] * 61, [""] * 61)  # type: ignore[arg-type]
    (track,), d = cleaned(mixed, limits())
    assert list(track.t_s) == list(r.t_s)
    assert d.kept == 61


def test_no_record_lies_farther_from_the_route_than_the_tolerance() -> None:
    """A quarter circle of 20 km radius at 200 m/s, climbing: distance at the same moment, in place and height."""
    a = np.linspace(0.0, np.pi / 2, 158)
    north, east = 20_000.0 * np.sin(a), 20_000.0 * (1 - np.cos(a))
    lat = 53.0 + north / DEGREE_M
    lon = 24.0 + east / (DEGREE_M * np.cos(np.radians(lat)))
    t = 100.0 * a * 2
    track = Track(t, lat, lon, 1000.0 + 3.0 * t)
    for tolerance in (20.0, 100.0, 500.0):
        kept = thinned(track, tolerance)
        off = np.hypot(
            (lat - np.interp(t, t[kept], lat[kept])) * DEGREE_M,
            (lon - np.interp(t, t[kept], lon[kept])) * DEGREE_M * np.cos(np.radians(lat)),
        )
        assert off.max() <= tolerance * 1.05
    assert len(thinned(track, 500.0)) < len(thinned(track, 100.0)) < len(thinned(track, 20.0)) < 40
    stop = track.t_s.copy()
    stop[80:] += 60.0  # a minute of standing still is no straight flight in time
    assert len(thinned(Track(stop, lat, lon, track.h_m), 500.0)) > len(thinned(track, 500.0))
