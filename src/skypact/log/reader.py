"""Reader: a folder of two Parquet files to an EventLog, or a message that says what is wrong with them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from skypact.arrays.codes import EVENT_VERSION
from skypact.core.errors import SkypactError
from skypact.log.schema import ENTITIES, EVENTS, EventLog
from skypact.log.writer import ENTITIES_FILE, EVENTS_FILE, HEADER


def read(folder: Path | str) -> EventLog:
    """Return the EventLog of a folder; SkypactError where a file is missing, corrupt, foreign or of another version."""
    folder = Path(folder)
    events, header = _read_one(folder / EVENTS_FILE, EVENTS)
    entities, other = _read_one(folder / ENTITIES_FILE, ENTITIES)
    if header != other:
        raise SkypactError(f"{folder}: {EVENTS_FILE} and {ENTITIES_FILE} are of different runs — write the log again")
    _check_indices(folder / EVENTS_FILE, events, entities.num_rows)
    return EventLog(
        events=events, entities=entities, stamp=header["stamp"], arrangement=header["arrangement"],
        runs=header["runs"], hypothesis=header["hypothesis"],
    )


def _read_one(path: Path, schema: pa.Schema) -> tuple[pa.Table, dict[str, Any]]:
    if not path.is_file():
        raise SkypactError(f"{path}: no such file — a log is a folder with {EVENTS_FILE} and {ENTITIES_FILE}")
    try:
        # Not read_table: it would read a folder named like a=b as a partition.
        with pq.ParquetFile(path) as file:
            header = _header(path, file.schema_arrow.metadata or {})
            table = file.read()
    except (pa.ArrowException, OSError) as error:
        raise SkypactError(f"{path}: corrupt or not a Parquet file ({_first_line(error)}) — run it again") from error
    try:
        return table.cast(schema), header
    except (pa.ArrowException, ValueError) as error:
        raise SkypactError(f"{path}: columns that are not those of this log ({_first_line(error)})") from error


def _header(path: Path, metadata: dict[bytes, bytes]) -> dict[str, Any]:
    if HEADER not in metadata:
        raise SkypactError(f"{path}: not a log of skypact — its metadata has no entry {HEADER.decode()!r}")
    try:
        header = json.loads(metadata[HEADER])
        version = int(header["event_version"])
    except (ValueError, KeyError, TypeError) as error:
        raise SkypactError(f"{path}: metadata that cannot be read — run it again") from error
    if version > EVENT_VERSION:
        raise SkypactError(
            f"{path}: version {version} of the log, this package reads {EVENT_VERSION} — take a newer skypact"
        )
    if version < EVENT_VERSION:
        raise SkypactError(
            f"{path}: version {version} of the log, this package reads {EVENT_VERSION} — run it again, or take the "
            f"skypact that wrote it"
        )
    missing = sorted({"stamp", "arrangement", "runs", "hypothesis"} - set(header))
    if missing:
        raise SkypactError(f"{path}: metadata without {missing[0]!r} — run it again")
    return header


def _check_indices(path: Path, events: pa.Table, n_entity: int) -> None:
    for name in ("nation", "subject", "actor", "other"):
        column = events[name].to_numpy()
        if len(column) and (int(np.min(column)) < -1 or int(np.max(column)) >= n_entity):
            raise SkypactError(f"{path}: column {name!r} points outside the entity table — run it again")


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
