"""Files of recorded positions: units, moments, layouts, and every fault at once."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from skypact.load.recorded.tables import RecordingError, read

OPENSKY = """\
time,icao24,callsign,lat,lon,baroaltitude,geoaltitude,onground,lastposupdate
1462536000,4B0001 ,TST1  ,53.5,24.0,9000.0,9100.0,false,1462535999.5
1462536001,4b0001,TST1,53.5,24.0,9000.0,,false,1462535999.5
1462536002,4b0001,,53.6,24.0,,9100.0,true,
"""


def test_a_table_of_state_vectors(tmp_path: Path) -> None:
    """Metres, seconds; a position has the moment of its last update."""
    (tmp_path / "x.csv").write_text(OPENSKY)
    r = read(tmp_path / "x.csv", "opensky")
    assert list(r.t_s) == [1462535999.5, 1462535999.5, 1462536002.0]
    assert list(r.lat) == [53.5, 53.5, 53.6]
    assert r.barometric_m[:2].tolist() == [9000.0, 9000.0]
    assert np.isnan(r.barometric_m[2])
    assert np.isnan(r.geometric_m[1])
    assert r.ground.tolist() == [False, False, True]
    assert (r.address, r.callsign) == (["4b0001"] * 3, ["TST1", "TST1", ""])


def test_the_same_in_every_kind_of_file(tmp_path: Path) -> None:
    from pyarrow import csv, parquet

    (tmp_path / "x.csv").write_text(OPENSKY)
    want = read(tmp_path / "x.csv", "opensky")
    table = csv.read_csv(tmp_path / "x.csv")
    parquet.write_table(table, tmp_path / "x.parquet")
    rows = table.to_pylist()
    (tmp_path / "rows.json").write_text(json.dumps(rows))
    packed = gzip.compress(json.dumps({k: [r[k] for r in rows] for k in rows[0]}).encode())
    (tmp_path / "columns.json.gz").write_bytes(packed)
    (tmp_path / "x.csv.gz").write_bytes(gzip.compress(OPENSKY.encode()))
    for name in ("x.parquet", "rows.json", "columns.json.gz", "x.csv.gz"):
        found = read(tmp_path / name, "opensky")
        for a, b in zip(found[:6], want[:6], strict=True):
            np.testing.assert_array_equal(a, b, err_msg=name)
        assert found[6:] == want[6:]


def test_a_table_of_the_library_traffic_is_in_feet_and_milliseconds(tmp_path: Path) -> None:
    rows = [{"timestamp": 1462536000000, "icao24": "4b0001", "latitude": 53.5, "longitude": 24.0, "altitude": 35000.0,
             "callsign": "TST1"}]  # fmt: skip
    (tmp_path / "x.json").write_text(json.dumps(rows))
    r = read(tmp_path / "x.json", "traffic")
    assert (r.t_s[0], r.barometric_m[0]) == (1462536000.0, pytest.approx(10_668.0))
    rows[0]["timestamp"] = "2016-05-06 12:00:00+00:00"
    (tmp_path / "x.json").write_text(json.dumps(rows))
    assert read(tmp_path / "x.json", "traffic").t_s[0] == 1462536000.0


def test_a_trace_of_readsb(tmp_path: Path) -> None:
    """Seconds since the timestamp, feet, "ground"; the call sign holds until another is told."""
    trace = [
        [0.0, 53.5, 24.0, "ground", 10.0, 90.0, 0, 0, {"flight": "TST1  "}, "adsb_icao", None],
        [8.5, 53.6, 24.0, 1000, 200.0, 90.0, 0, 640, None, "adsb_icao", 1200],
    ]
    (tmp_path / "t.json").write_text(json.dumps({"icao": "4B0001", "timestamp": 1462536000.5, "trace": trace}))
    r = read(tmp_path / "t.json", "readsb")
    assert r.t_s.tolist() == [1462536000.5, 1462536009.0]
    assert r.ground.tolist() == [True, False]
    assert (r.barometric_m[1], r.geometric_m[1]) == (pytest.approx(304.8), pytest.approx(365.76))
    assert (r.address, r.callsign) == (["4b0001"] * 2, ["TST1", "TST1"])


def test_every_fault_at_once_with_its_line(tmp_path: Path) -> None:
    lines = OPENSKY.splitlines()
    bad = [lines[0], lines[1].replace("53.5", "north"), lines[2].replace("9000.0", "high"), lines[3]]
    (tmp_path / "x.csv").write_text("\n".join(bad) + "\n")
    with pytest.raises(RecordingError) as refused:
        read(tmp_path / "x.csv", "opensky")
    assert [w.what for w in refused.value.wrong] == [
        "x.csv: line 2: lat 'north' is no number", "x.csv: line 3: baroaltitude 'high' is no number",
    ]
    (tmp_path / "x.csv").write_text(OPENSKY.replace("53.", "153."))
    with pytest.raises(RecordingError, match=r"line 2: latitude 153\.5 is none"):
        read(tmp_path / "x.csv", "opensky")


@pytest.mark.parametrize(
    ("name", "text", "layout", "said"),
    [
        ("x.csv", "time,lat\n1,2\n", "opensky", "no column 'lon'"),
        ("x.csv", "time,icao24,lat,lon\n", "opensky", "no records"),
        ("x.json", "{", "opensky", "not JSON"),
        ("x.json", "[1, 2]", "traffic", "neither records nor columns"),
        ("x.json", "{}", "readsb", "no trace of readsb"),
        ("x.json", '{"timestamp": 1, "trace": [[1, 2]]}', "readsb", "record 1: no point of a trace"),
        ("x.txt", "hello", "opensky", "a table of an unknown kind"),
        ("x.parquet", "hello", "opensky", "not a table"),
    ],
)
def test_what_is_no_recording_is_refused(tmp_path: Path, name: str, text: str, layout: str, said: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(RecordingError, match=said):
        read(tmp_path / name, layout)
