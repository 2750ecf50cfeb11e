"""analysis.tracking: tracks of detections made by hand, of late ones, of all kinds, and what is wrong with input."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import skypact
from skypact.analysis.tracking.settings import TrackSettings, stone_soup
from skypact.core.errors import SkypactError

Columns = dict[str, Any]
SITES = np.array([[0.0, 0.0, 0.0], [40e3, -10e3, 0.0]])
SENSORS: Columns = {
    "at": SITES, "sigma_range_m": 30.0, "sigma_azimuth_rad": 1e-3, "sigma_elevation_rad": 1e-3, "reach_m": 400e3,
}
VELOCITY = np.array([150.0, -100.0, 0.0])


def place(t_s: float, start: tuple[float, float, float] = (20e3, 50e3, 5e3)) -> np.ndarray:
    """Return where a straight flight is."""
    return np.array(start) + t_s * VELOCITY


def seen(offset: np.ndarray) -> tuple[float, float, float]:
    """Return azimuth, range, elevation of an offset, from the definition."""
    e, n, u = offset
    return math.atan2(e, n), math.sqrt(e * e + n * n + u * u), math.atan2(u, math.hypot(e, n))


def straight(scans: int = 12, noise: float = 1.0, seed: int = 1, period: float = 5.0, sensors: int = 2) -> Columns:
    """Return detections of one straight flight, one in every scan of the sensors in turn."""
    rng, rows = np.random.default_rng(seed), []
    for k in range(scans):
        t, i = k * period, k % sensors
        z = np.array(seen(place(t) - SITES[i])) + noise * rng.normal(size=3) * np.array([1e-3, 30.0, 1e-3])
        rows.append((t, i, *z))
    a = np.array(rows)
    return {"t_s": a[:, 0], "sensor": a[:, 1], "azimuth_rad": a[:, 2], "range_m": a[:, 3], "elevation_rad": a[:, 4]}


@pytest.mark.parametrize("filter_", ["ekf", "imm", "converted"])
def test_a_straight_flight(filter_: str) -> None:
    """One track from the fourth detection on, near the truth, every detection in it, each covariance positive."""
    found = skypact.track(straight(), SENSORS, filter=filter_)
    assert found.ids.tolist() == [0]
    assert found.t_s.tolist() == [5.0 * k for k in range(3, 12)]
    assert found.hits.tolist() == list(range(4, 13))
    assert found.detection.tolist() == list(range(3, 12))
    assert (found.taken == 0).all()
    truth = np.array([place(t) for t in found.t_s])
    assert np.linalg.norm(found.x[:, :3] - truth, axis=1).max() < 150
    error = found.x[-1] - np.concatenate([place(55.0), VELOCITY])
    assert error @ np.linalg.solve(found.p[-1], error) < 22.5  # chi² of 6, 99.9 %
    assert np.linalg.norm(error[3:]) < 50
    assert (np.linalg.eigvalsh(found.p) > 0).all()
    assert (found.nis < 16).all()


def test_a_track_coasts_and_is_dropped() -> None:
    """Six scans without a detection end it; five are coasted, on the straight line."""
    columns = straight(8, noise=0.0, sensors=1)
    far = seen(np.array([-80e3, -80e3, 3e3]))
    for k in range(8, 16):
        new = (5.0 * k, 0, far[0] + 0.05 * k, far[1], far[2])
        columns = {name: np.append(columns[name], v) for name, v in zip(columns, new, strict=True)}
    found = skypact.track(columns, SENSORS, confirm_looks=2)
    assert len(found) == 0  # four hits within two looks cannot be
    found = skypact.track(columns, SENSORS)
    assert found.t_s.tolist() == [5.0 * k for k in range(3, 13)]
    assert found.status.tolist() == ["updated"] * 5 + ["coasting"] * 5
    assert np.isnan(found.nis[5:]).all()
    steps = np.diff(found.x[5:, :3], axis=0)
    assert steps == pytest.approx(np.tile(5.0 * found.x[-1, 3:], (4, 1)), abs=1e-6)


def test_a_radar_without_elevation_and_a_bearing() -> None:
    """Plots without height begin a track at the assumed one; a bearing narrows it across, and begins none."""
    columns = straight(10)
    columns["elevation_rad"] = np.full(10, np.nan)
    flat = skypact.track(columns, SENSORS)
    assert len(flat.ids) == 1
    columns["range_m"] = columns["range_m"].copy()
    columns["range_m"][9] = np.nan
    columns["sigma_azimuth_rad"] = np.where(np.arange(10) == 9, 1e-5, 1e-3)
    narrowed = skypact.track(columns, SENSORS)
    assert narrowed.detection[-1] == 9
    d = narrowed.x[-1, :3] - SITES[1]
    across = np.array([d[1], -d[0], 0.0]) / math.hypot(d[0], d[1])
    assert math.sqrt(across @ narrowed.p[-1, :3, :3] @ across) < 2e-5 * math.hypot(d[0], d[1])
    columns["range_m"] = np.full(10, np.nan)
    alone = skypact.track(columns, SENSORS)
    assert len(alone) == 0
    assert (alone.taken == -1).all()


def test_on_the_round_earth() -> None:
    """Sensors at latitude and longitude: a flight over 54° N, 25° E comes out there, at its height."""
    from pyproj import Transformer

    to = Transformer.from_crs("EPSG:4979", "EPSG:4978", always_xy=True)
    site, rows = np.array(to.transform(25.0, 54.0, 100.0)), []
    lat, lon = math.radians(54.0), math.radians(25.0)
    sl, cl, so, co = math.sin(lat), math.cos(lat), math.sin(lon), math.cos(lon)
    frame = np.array([[-so, co, 0.0], [-sl * co, -sl * so, cl], [cl * co, cl * so, sl]])
    for k in range(10):
        at = np.array(to.transform(25.5 + 0.01 * k, 54.4, 9000.0))
        rows.append((6.0 * k, 0, *seen(frame @ (at - site))))
    a = np.array(rows)
    columns = dict(zip(("t_s", "sensor", "azimuth_rad", "range_m", "elevation_rad"), a.T, strict=True))
    found = skypact.track(columns, {**SENSORS, "at": [[54.0, 25.0, 100.0]], "geodetic": True})
    row = found.table.to_pylist()[-1]
    assert row["lat"] == pytest.approx(54.4, abs=2e-4)
    assert row["lon"] == pytest.approx(25.59, abs=5e-4)
    assert row["height_m"] == pytest.approx(9000.0, abs=30)


@pytest.mark.parametrize("filter_", ["ekf", "imm"])
def test_late_detections_are_put_where_they_belong(filter_: str) -> None:
    """What sensor 1 saw comes 12 s late: used, the last state is that of all in their order; dropped, it is not."""
    columns = straight(24)
    columns["arrived_s"] = columns["t_s"] + np.where(columns["sensor"] == 1, 12.0, 0.0)
    columns["arrived_s"][-3:] = columns["t_s"][-3:]  # nothing is under way at the end
    whole, used, dropped = (skypact.track(columns, SENSORS, filter=filter_, late=w) for w in ("wait", "use", "drop"))
    assert whole.t_s[-1] == used.t_s[-1] == dropped.t_s[-1]
    assert used.x[-1] == pytest.approx(whole.x[-1], rel=1e-9, abs=1e-6)
    assert used.p[-1] == pytest.approx(whole.p[-1], rel=1e-6, abs=1e-6)
    assert (used.taken == 0).all()
    assert "dropped" in dropped.notes[0]
    assert (dropped.taken >= 0).sum() < 24
    if filter_ == "ekf":  # the spread of two models depends on what they saw
        assert np.trace(dropped.p[-1][:3, :3]) > np.trace(used.p[-1][:3, :3])


def test_what_is_older_than_a_tracks_past_is_told() -> None:
    """With two states kept, what comes four detections late cannot be used, and the notes say so."""
    columns = straight(16)
    columns["arrived_s"] = columns["t_s"].copy()
    columns["arrived_s"][5] = columns["t_s"][12] + 1.0
    found = skypact.track(columns, SENSORS, late="use", past=2)
    assert found.taken[5] == -1
    assert "older than the past" in found.notes[0]
    assert skypact.track(columns, SENSORS, late="use").taken[5] == 0


def test_capacities_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred flights so near that their gates touch: the cluster is beyond the first capacity, nothing is lost."""
    from skypact.analysis.tracking import track as room

    made, rooms = room.blank, []
    monkeypatch.setattr(room, "blank", lambda *a: rooms.append(a[4]) or made(*a))
    rng, rows = np.random.default_rng(3), []
    for k in range(6):
        for i in range(100):
            at = place(5.0 * k, (20e3 + 150.0 * i, 50e3, 5e3))
            rows.append((5.0 * k, 0, *(np.array(seen(at)) + rng.normal(size=3) * np.array([1e-3, 30.0, 1e-3]))))
    a = np.array(rows)
    columns = dict(zip(("t_s", "sensor", "azimuth_rad", "range_m", "elevation_rad"), a.T, strict=True))
    found = skypact.track(columns, SENSORS, gate=6.0)
    assert rooms[0].cluster < 100 <= rooms[-1].cluster
    assert len(set(found.taken[-100:].tolist())) == 100
    assert (found.taken >= 0).all()


def test_equal_for_any_order_of_rows() -> None:
    """Rows in any order give the same tracks."""
    columns = straight(12)
    order = np.random.default_rng(1).permutation(12)
    a = skypact.track(columns, SENSORS)
    b = skypact.track({name: column[order] for name, column in columns.items()}, SENSORS)
    assert (a.x == b.x).all()
    assert (a.taken[order] == b.taken).all()


def test_nothing_gives_nothing() -> None:
    """No detections: no tracks, and a table without rows."""
    found = skypact.track({"t_s": [], "sensor": [], "azimuth_rad": []}, SENSORS)
    assert len(found) == 0
    assert found.table.num_rows == 0
    assert "0 confirmed tracks" in found._repr_html_()


def test_a_data_frame_in_and_out() -> None:
    """A frame of pandas is a mapping of columns; the answer makes one."""
    pandas = pytest.importorskip("pandas")
    found = skypact.track(pandas.DataFrame(straight()), SENSORS)
    assert found.to_pandas()["track"].tolist() == [0] * 9


@pytest.mark.parametrize(
    ("detections", "sensors", "changes", "said"),
    [
        ({"sensor": [0, 2]}, {}, {}, "0 to 1"),
        ({"range_m": [1e4, -5.0]}, {}, {}, "more than 0"),
        ({"azimuth_rad": [0.0, np.nan]}, {}, {}, "finite"),
        ({"arrived_s": [0.0, -1.0]}, {}, {}, "before its moment"),
        ({"azimut_rad": [0.0, 0.0]}, {}, {}, "did you mean 'azimuth_rad'"),
        ({"range_m": [1.0, 2.0, 3.0]}, {}, {}, "each of 2 rows"),
        ({}, {"at": [[0.0, 0.0]]}, {}, "three finite numbers"),
        ({}, {"at": [[100.0, 20.0, 0.0]] * 2, "geodetic": True}, {}, "is the order right"),
        ({}, {"sigma_range_m": 0.0}, {}, "more than 0"),
        ({}, {}, {"filter": "ukf"}, "did you mean 'ekf'"),
        ({}, {}, {"gaet": 5.0}, "did you mean 'gate'"),
        ({}, {}, {"q": (1.0, 2.0)}, "one number"),
        ({}, {}, {"filter": "imm", "q": 3.0}, "a pair"),
        ({}, {}, {"filter": "converted", "late": "use"}, "converted"),
        ({}, {}, {"gate": 0.0}, "more than 0"),
        ({}, {}, {"settings": "stone soup"}, "did you mean 'stone-soup'"),
    ],
)
def test_bad_input_is_told(detections: Columns, sensors: Columns, changes: Columns, said: str) -> None:
    """Each says what is wrong and what would be right."""
    good = {"t_s": [0.0, 5.0], "sensor": [0, 1], "azimuth_rad": [0.1, 0.2], "range_m": [1e4, 1e4]}
    with pytest.raises(SkypactError, match=said):
        skypact.track({**good, **detections}, {**SENSORS, **sensors}, **changes)


def test_settings_by_name() -> None:
    """A preset, and one of its settings changed; another filter brings densities of its own."""
    found = skypact.track(straight(), SENSORS, "stone-soup", confirm_hits=3)
    assert found.settings.filter == stone_soup().filter == "converted"
    assert found.t_s[0] == 10.0
    two = skypact.track(straight(), SENSORS, "stone-soup", filter="imm")
    assert two.settings.densities == TrackSettings(filter="imm").densities


def test_plain_python_says_the_same(root: Path) -> None:
    """The whole tracker without compiling: equal choices, and states equal to rounding."""
    here = Path(__file__).with_name("both.py")
    environment = {**os.environ, "PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}"}
    said = [
        subprocess.run([sys.executable, str(here)], env=environment | {"NUMBA_DISABLE_JIT": off}, capture_output=True,
                       text=True, check=True).stdout.splitlines()
        for off in ("0", "1")
    ]  # fmt: skip
    assert said[0][0] != said[1][0]
    compiled, plain = (np.array([[float(v) for v in line.split()] for line in lines[1:]]) for lines in said)
    assert len(compiled) > 20
    assert compiled == pytest.approx(plain, rel=1e-7, abs=1e-5)
