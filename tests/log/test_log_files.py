"""The log on disk: what goes in comes out, equal logs give equal bytes, broken files say what is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from tests.eventlogs import ROW, event, event_log

from skypact.arrays import codes
from skypact.arrays.events import EVENT
from skypact.core.errors import SkypactError
from skypact.log.reader import read
from skypact.log.schema import EVENTS, EventLog
from skypact.log.writer import event_table, write


@pytest.fixture
def log() -> EventLog:
    return event_log([
        [event(20.0, codes.E_DETECTED, "drone-01", "radar-by"), event(10.0, codes.E_DETECTABLE, "drone-01")],
        [event(5.0, codes.E_FATE, "drone-02", value=codes.F_REACHED)],
    ])


def test_rows_are_sorted_by_run_moment_and_order_of_happening() -> None:
    first = np.array([event(9.0, 11, "liner"), event(3.0, 20, "liner"), event(3.0, 10, "liner")], dtype=EVENT)
    second = np.array([event(1.0, 73, "liner")], dtype=EVENT)
    table = event_table([(1, second), (0, first)])
    assert table.schema == EVENTS
    assert table["run"].to_pylist() == [0, 0, 0, 1]
    assert table["t_s"].to_pylist() == [3.0, 3.0, 9.0, 1.0]
    assert table["kind"].to_pylist() == [20, 10, 11, 73]
    assert table["subject"].to_pylist() == [ROW["liner"]] * 4


def test_no_rows_give_an_empty_table() -> None:
    assert event_table([]).schema == EVENTS
    assert event_table([(0, np.zeros(0, dtype=EVENT))]).num_rows == 0


def test_what_is_written_is_read(log: EventLog, tmp_path: Path) -> None:
    write(log, tmp_path / "a=b")  # a name that a partitioned data set would misread
    back = read(tmp_path / "a=b")
    assert back.events.equals(log.events)
    assert back.entities.equals(log.entities)
    assert (back.stamp, back.arrangement, back.runs, back.hypothesis) == (log.stamp, "national", 2, "")


def test_equal_logs_give_equal_bytes_and_leave_nothing_else(log: EventLog, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(log, tmp_path / name)
    for file in ("events.parquet", "entities.parquet"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()
    assert sorted(p.name for p in (tmp_path / "one").iterdir()) == ["entities.parquet", "events.parquet"]


def _with_header(path: Path, **changes: object) -> None:
    table = pq.read_table(path)
    header = json.loads(table.schema.metadata[b"skypact"]) | changes
    pq.write_table(table.replace_schema_metadata({b"skypact": json.dumps(header).encode()}), path)


@pytest.mark.parametrize(("step", "right"), [(1, "take a newer skypact"), (-1, "run it again")])
def test_another_version_is_refused(log: EventLog, tmp_path: Path, step: int, right: str) -> None:
    write(log, tmp_path)
    _with_header(tmp_path / "events.parquet", event_version=codes.EVENT_VERSION + step)
    said = rf"events\.parquet: version {codes.EVENT_VERSION + step} .* reads {codes.EVENT_VERSION} — {right}"
    with pytest.raises(SkypactError, match=said):
        read(tmp_path)


def test_files_of_two_different_logs_are_refused(log: EventLog, tmp_path: Path) -> None:
    write(log, tmp_path)
    _with_header(tmp_path / "entities.parquet", arrangement="unified")
    with pytest.raises(SkypactError, match="different runs"):
        read(tmp_path)


@pytest.mark.parametrize("keep", [0, 10, -10])
def test_a_cut_file_is_called_corrupt(log: EventLog, tmp_path: Path, keep: int) -> None:
    write(log, tmp_path)
    path = tmp_path / "events.parquet"
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(SkypactError, match="corrupt"):
        read(tmp_path)


def test_a_missing_file_and_a_foreign_file_are_named(log: EventLog, tmp_path: Path) -> None:
    with pytest.raises(SkypactError, match="no such file"):
        read(tmp_path)
    write(log, tmp_path)
    pq.write_table(pq.read_table(tmp_path / "events.parquet").replace_schema_metadata({}), tmp_path / "events.parquet")
    with pytest.raises(SkypactError, match="not a log of skypact"):
        read(tmp_path)


def test_an_index_outside_the_entity_table_is_refused(log: EventLog, tmp_path: Path) -> None:
    write(EventLog(log.events, log.entities.slice(0, 12), log.stamp, "national", 2), tmp_path)
    with pytest.raises(SkypactError, match="'subject' points outside"):
        read(tmp_path)
