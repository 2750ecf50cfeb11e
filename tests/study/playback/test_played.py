"""A run that is played again is the run of the batch, and what is drawn of it is where things were."""

from __future__ import annotations

import numpy as np
import pytest
from tests.engine.scenes import busy, flight, post, radar, scene

from skypact.arrays import codes
from skypact.engine.replicate import replicate
from skypact.study.playback.played import _ellipse, every, playable, played


@pytest.mark.parametrize("association", ["perfect", "gnn"])
def test_its_events_are_those_of_the_batch(association: str) -> None:
    made = playable(busy(), association, None)
    for run in (0, 2):
        assert played(made, 1, run).events.tobytes() == replicate(made, 1, run).tobytes()


def test_the_true_way_and_the_track_on_it() -> None:
    """Due south at 250 m/s from 55° N for 889 s of 2°: after 400 s 100 km, 0.898°; the radar at 53.5° N sees it."""
    made = playable(scene(sensors={"radar": radar()}, intruders={"jet": flight((55, 24), (53, 24))}), "gnn", None)
    found = played(made, 1, 0, 10.0)
    jet, centre = made.roster.entity["intruder", "jet"], made.roster.entity["post", "centre"]
    assert found.truth_subject.tolist() == [jet]
    truth = found.truth
    assert np.interp(400.0, truth.t_s, truth.lat_deg) == pytest.approx(55 - 100_000 / 111_320, abs=0.002)
    assert truth.lon_deg == pytest.approx(np.full(len(truth.t_s), 24.0))
    assert truth.alt_m == pytest.approx(np.full(len(truth.t_s), 6000.0))
    end_s = found.events["t_s"][found.events["kind"] == codes.E_FATE][0]
    assert truth.t_s[-1] == pytest.approx(end_s)
    assert (found.held.post.tolist(), found.held.subject.tolist()) == ([centre], [jet])
    tracks = found.tracks
    lat = np.interp(tracks.t_s, truth.t_s, truth.lat_deg)
    later = (tracks.t_s > tracks.t_s[0] + 60) & (tracks.t_s <= end_s)  # then it is carried on until it is dropped
    assert np.abs(tracks.lat_deg - lat)[later].max() * 111_320 < 500
    assert np.isfinite(found.held.major_m).all()
    assert (found.held.major_m >= found.held.minor_m).all()


def test_a_track_ends_half_a_reading_after_it_was_last_held() -> None:
    made = playable(scene(sensors={"radar": radar()}, intruders={"jet": flight((55, 24), (53, 24))}), "gnn", None)
    tracks = played(made, 1, 0, 10.0).tracks
    assert np.diff(tracks.t_s)[:-1].tolist() == [10.0] * (len(tracks.t_s) - 2)
    assert tracks.t_s[-1] - tracks.t_s[-2] == pytest.approx(5.0)


def test_a_track_that_is_lost_and_found_is_two_series() -> None:
    """The only radar is lost for ten minutes: the track is dropped, and another one begins."""
    lost = [{"at": "200 s", "lost": ["radar"]}, {"at": "600 s", "back": ["radar"]}]
    made = playable(
        scene(sensors={"radar": radar()}, intruders={"jet": flight((55, 24), (52.2, 24))}, changes=lost), "gnn", None
    )
    tracks = played(made, 1, 0, 10.0).tracks
    assert len(tracks.first) == 3
    a, b = (tracks.t_s[tracks.first[k] : tracks.first[k + 1]] for k in (0, 1))
    assert a[-1] < 400
    assert b[0] >= 600


def test_without_a_picture_there_are_no_tracks() -> None:
    made = playable(
        scene(posts={"centre": post(picture=False)}, sensors={"radar": radar()},
              intruders={"jet": flight((55, 24), (53, 24))}), "gnn", None)  # fmt: skip
    found = played(made, 1, 0)
    assert len(found.tracks.t_s) == 0
    assert found.tracks.first.tolist() == [0]
    assert len(found.truth.t_s) >= 2


def test_what_never_comes_has_no_way() -> None:
    jets = {"jet": flight((55, 24), (53, 24)), "ghost": flight((55, 25), (53, 25), there=0)}
    made = playable(scene(sensors={"radar": radar()}, intruders=jets), "gnn", None)
    assert played(made, 1, 0).truth_subject.tolist() == [made.roster.entity["intruder", "jet"]]


def test_the_ellipse_lies_along_its_long_axis() -> None:
    """At 0° N, 0° E the axes x, y, z of the earth are up, east, north. Deviations 100 m east, 50 m north, doubled."""
    p = np.diag([1.0, 100.0**2, 50.0**2])[None]
    major, minor, bearing = _ellipse(p, np.zeros(1), np.zeros(1))
    assert (major[0], minor[0], bearing[0]) == pytest.approx((200.0, 100.0, 90.0))
    turned = np.array([[[1.0, 0, 0], [0, 5000.0, 3000.0], [0, 3000.0, 5000.0]]])
    major, minor, bearing = _ellipse(turned, np.zeros(1), np.zeros(1))
    assert (major[0], minor[0], bearing[0]) == pytest.approx((2 * 8000**0.5, 2 * 2000**0.5, 45.0))


def test_pictures_are_read_no_oftener_than_every_two_seconds() -> None:
    assert (every(600.0), every(3600.0), every(7200.0)) == (2.0, 6.0, 12.0)
