"""Recorded flights in a scenario, and real recordings with real faults (skipped where they are not at hand)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pyproj import Geod

from skypact.load.canonical import canonical
from skypact.load.recorded.flights import recording, reports
from skypact.load.scenario import scenario
from skypact.spec.place import Leg
from skypact.spec.traffic.recorded import Limits

ROOT = Path(__file__).resolve().parents[3]
CASE = ROOT / "scenarios" / "valid" / "recorded.yaml"
DATA = ROOT.parent / "shared" / "data"
GEOD = Geod(ellps="WGS84")

real = pytest.mark.skipif(not DATA.is_dir(), reason="real recordings are not part of the project")


def flown(route: list[Leg], begin_s: float) -> list[tuple[float, float, float]]:
    """Return moment, latitude, longitude of each waypoint."""
    t, made = begin_s, [(begin_s, *route[0].at)]
    for a, b in zip(route, route[1:], strict=False):
        over = GEOD.inv(a.at[1], a.at[0], b.at[1], b.at[0])[2]
        assert a.alt is not None
        assert b.alt is not None
        assert b.speed is not None
        t += np.hypot(over, b.alt.value - a.alt.value) / b.speed.value
        made.append((t, *b.at))
    return made


def test_a_recording_becomes_flights_of_the_scenario() -> None:
    """begin_at 12:00:30 is 15 s after the start: the record of 12:00:30 flies at 15 s, that of 12:09:30 at 555 s."""
    s = scenario(CASE)
    assert list(s.intruders) == ["yesterday-001", "yesterday-002"]
    assert s.question.about == ["yesterday-001", "yesterday-002"]
    assert not s.recorded
    one = s.intruders["yesterday-001"]
    assert one.title == "From the south TST101 (4b0001)"
    assert (one.intent, one.civil, one.flight_plan) == ("passage", True, ["BB"])
    assert (one.begin.value, one.transponder and one.transponder.value) == (15.0, 1.0)
    path = flown(one.route, 15.0)
    assert path[-1][0] == pytest.approx(555.0, abs=0.1)
    k = 30  # at 12:05:00, between gap and jump
    t = 15.0 + 10 * k - 30
    at = np.interp(t, [p[0] for p in path], [p[1] for p in path])
    assert at == pytest.approx(53.0 + k * 2000 / 111_200, abs=50 / 111_200)


def test_the_report_says_what_was_left_out() -> None:
    ((name, found),) = reports(scenario(CASE, check_only=True), CASE.parent)
    whole = found.report()[0]
    assert name == "yesterday"
    assert [row["aircraft"] for row in found.report()] == ["", "4b0001", "4b0002"]
    assert (whole["jumps"], whole["jumped"], whole["no_height"], whole["frozen"]) == (2, 3, 1, 1)
    assert whole["flights"] == 2
    assert "2 jumps up to 55 NM, 3 records off the way" in found.text()


def test_where_the_file_lies_does_not_count_but_what_is_in_it(tmp_path: Path) -> None:
    """The hash is of the flights: another folder, the same hash; another record, another hash."""
    text = CASE.read_text()
    (tmp_path / "recorded.yaml").write_text(text.replace("recorded/flights.csv", "other.csv"))
    rows = (CASE.parent / "recorded" / "flights.csv").read_text()
    (tmp_path / "other.csv").write_text(rows)
    first = canonical(scenario(CASE))
    assert canonical(scenario(tmp_path / "recorded.yaml")) == first
    (tmp_path / "other.csv").write_text(rows.replace(",10000.0,", ",11000.0,"))
    assert canonical(scenario(tmp_path / "recorded.yaml")) != first


@real
def test_a_fault_of_satellite_navigation_is_left_out() -> None:
    """THY9BP near Lviv: jumps of more than 100 NM, frozen steps; what stays is a way that an airliner can fly."""
    found = recording(DATA / "traffic_noisy_spoofing.json.gz", "traffic", Limits())
    d = found.dropped
    assert (d.records, d.jumps) == (8681, 2)
    assert d.jump_m > 250 * 1852
    assert d.jumped > 1000
    assert d.frozen >= 1
    for f in found.flights:
        t = f.track
        step = GEOD.inv(t.lon[:-1], t.lat[:-1], t.lon[1:], t.lat[1:])[2]
        assert np.all(step <= 400.0 * np.diff(t.t_s) + 600.0)
        assert np.all(np.diff(t.t_s) <= 120.0)


@real
def test_a_real_trace_of_readsb_is_read() -> None:
    found = recording(DATA / "traffic_readsb_trace_full_ac671b.json", "readsb", Limits())
    assert found.dropped.records == 2500
    assert {f.address for f in found.flights} == {"ac671b"}
    assert any(f.callsign == "DAL1812" for f in found.flights)
    assert max(f.track.h_m.max() for f in found.flights) < 13_000


@real
def test_thinned_real_flights_lie_within_the_tolerance() -> None:
    """Every believed record of 20 flights lies within 100 m of its route at its moment."""
    found = recording(DATA / "traffic_quickstart.json.gz", "traffic", Limits())
    assert len(found.by_aircraft) == 213
    assert found.dropped.waypoints < found.dropped.kept / 10
    for f in found.flights[:20]:
        t, k = f.track, f.kept
        lat, lon, h = (np.interp(t.t_s, t.t_s[k], x[k]) for x in (t.lat, t.lon, t.h_m))
        off = np.hypot(GEOD.inv(lon, lat, t.lon, t.lat)[2], h - t.h_m)
        assert off.max() < 115.0  # degrees are interpolated here, the great circle there
