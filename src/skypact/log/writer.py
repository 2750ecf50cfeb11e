"""Writer: rows of kernels to Arrow, an EventLog to a folder of two Parquet files."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from skypact.arrays.codes import EVENT_VERSION
from skypact.arrays.events import EVENT
from skypact.log.schema import ENTITIES, EVENTS, EventLog

EVENTS_FILE = "events.parquet"
ENTITIES_FILE = "entities.parquet"

#: Key of the metadata entry of both files: version, stamp, arrangement, runs, hypothesis as canonical JSON.
HEADER = b"skypact"


def event_table(parts: Iterable[tuple[int, np.ndarray]]) -> pa.Table:
    """Return the event table of (run, rows of dtype EVENT), sorted by run, moment, order of happening."""
    ordered = sorted(parts, key=lambda part: part[0])
    if not ordered:
        return EVENTS.empty_table()
    rows = np.concatenate([rows.astype(EVENT, copy=False) for _, rows in ordered])
    run = np.repeat([run for run, _ in ordered], [len(rows) for _, rows in ordered]).astype(np.int32)
    order = np.lexsort((rows["t_s"], run))  # lexsort is stable: equal moments keep the order of happening
    columns = {name: np.ascontiguousarray(rows[name][order]) for name in EVENT.names or ()} | {"run": run[order]}
    return pa.Table.from_arrays([pa.array(columns[f.name], type=f.type) for f in EVENTS], schema=EVENTS)


def write(log: EventLog, folder: Path | str) -> None:
    """Write `events.parquet` and `entities.parquet`; equal logs give equal bytes, a failure leaves no half file."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    header = {
        "event_version": EVENT_VERSION, "arrangement": log.arrangement, "runs": log.runs,
        "hypothesis": log.hypothesis, "stamp": log.stamp,
    }
    metadata = {HEADER: json.dumps(header, sort_keys=True, ensure_ascii=False).encode()}
    _write_one(log.events.cast(EVENTS).replace_schema_metadata(metadata), folder / EVENTS_FILE)
    _write_one(log.entities.cast(ENTITIES).replace_schema_metadata(metadata), folder / ENTITIES_FILE)


def _write_one(table: pa.Table, path: Path) -> None:
    half = path.with_name(path.name + ".half")
    try:
        pq.write_table(table.combine_chunks(), half, compression="zstd")
        os.replace(half, path)
    finally:
        half.unlink(missing_ok=True)
