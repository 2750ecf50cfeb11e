"""Files of recorded positions as columns: readsb traces, tables of OpenSky and of the library traffic."""

from __future__ import annotations

import datetime
import gzip
import json
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from skypact.core.errors import nearest

FOOT_M = 0.3048
#: Files above this are refused before they are read [bytes].
MAX_BYTES = 500_000_000
#: Malformed records that are told one by one.
MOST_TOLD = 20


class Wrong(NamedTuple):
    """What a file holds that cannot be read, and what would be right."""

    what: str
    right: str


class RecordingError(Exception):
    """All that is wrong with a file of recorded flights."""

    def __init__(self, *wrong: Wrong):
        self.wrong = wrong
        super().__init__("; ".join(w.what for w in wrong))


class Records(NamedTuple):
    """Records as columns [n_record], in the order of the file; NaN where the file says nothing."""

    t_s: np.ndarray  # moment of the position, since 1970
    lat: np.ndarray  # degrees
    lon: np.ndarray
    barometric_m: np.ndarray  # above the standard pressure of sea level
    geometric_m: np.ndarray  # above the ellipsoid
    ground: np.ndarray  # bool: on the ground
    address: list[str]  # ICAO 24-bit address
    callsign: list[str]


class _Names(NamedTuple):
    """Where a table keeps what, and its metres in a unit of height. The first that is there counts."""

    time: tuple[str, ...]
    updated: tuple[str, ...]
    lat: str
    lon: str
    barometric: str
    geometric: str
    height_m: float


_TABLES = {
    "opensky": _Names(("time",), ("lastposupdate", "lastposition"), "lat", "lon", "baroaltitude", "geoaltitude", 1.0),
    "traffic": _Names(("timestamp",), ("last_position", "lastposupdate"), "latitude", "longitude", "altitude",
                      "geoaltitude", FOOT_M),
}  # fmt: skip


def read(path: Path, layout: str) -> Records:
    """Return the records of a file; RecordingError says everything that is wrong with it."""
    if not path.is_file():
        what = "is a folder" if path.is_dir() else "there is no such file"
        raise RecordingError(Wrong(f"{path.name}: {what}", "a file of recorded flights, from the scenario's folder"))
    if path.stat().st_size > MAX_BYTES:
        raise RecordingError(Wrong(f"{path.name}: larger than {MAX_BYTES // 10**6} MB", "a shorter piece of it"))
    return _trace(path) if layout == "readsb" else _table(path, _TABLES[layout])


def _json(path: Path) -> Any:
    packed = path.read_bytes()
    try:
        return json.loads(gzip.decompress(packed) if packed[:2] == b"\x1f\x8b" else packed)
    except (ValueError, OSError, EOFError) as error:
        raise RecordingError(Wrong(f"{path.name}: not JSON: {error}", "a whole file of JSON")) from None


def _trace(path: Path) -> Records:
    """Return the records of a readsb trace: seconds since its timestamp, latitude, longitude, feet or "ground", …"""
    data = _json(path)
    if not isinstance(data, dict) or not isinstance(data.get("trace"), list) or "timestamp" not in data:
        raise RecordingError(Wrong(f"{path.name}: no trace of readsb", "a file with `timestamp` and `trace`"))
    rows = data["trace"]
    short = [i for i, row in enumerate(rows, 1) if not isinstance(row, list) or len(row) < 4]
    if short:
        raise RecordingError(*_many(path, [f"record {i}: no point of a trace" for i in short], "four values or more"))
    said = {"flight": ""}
    calls: list[str] = []
    for row in rows:
        detail = row[8] if len(row) > 8 and isinstance(row[8], dict) else {}
        said["flight"] = str(detail.get("flight", said["flight"])).strip()
        calls.append(said["flight"])
    ground = np.array([row[3] == "ground" for row in rows], bool)
    columns = {
        "time": [row[0] for row in rows], "latitude": [row[1] for row in rows], "longitude": [row[2] for row in rows],
        "altitude": [None if row[3] == "ground" else row[3] for row in rows],
        "geometric altitude": [row[10] if len(row) > 10 else None for row in rows],
    }  # fmt: skip
    t, lat, lon, low, high = _numbers(path, columns, "record {}", 0)
    begin, _ = _number(data["timestamp"])
    return _bounded(path, Records(t + begin, lat, lon, low * FOOT_M, high * FOOT_M, ground,
                                  [str(data.get("icao", "")).lower()] * len(rows), calls), "record {}", 0)  # fmt: skip


def _table(path: Path, names: _Names) -> Records:
    columns, where, first = _columns(path)
    n = len(next(iter(columns.values()), []))
    time = next((name for name in names.time if name in columns), None)
    lacking = [name for name in (names.lat, names.lon, "icao24") if name not in columns]
    lacking += [] if time else [names.time[0]]
    if lacking or not n:
        right = [f"column '{name}': {nearest(name, columns)}" for name in lacking]
        raise RecordingError(*(Wrong(f"{path.name}: no column '{name}'", r.partition(": ")[2])
                               for name, r in zip(lacking, right, strict=True)),
                             *([] if lacking else [Wrong(f"{path.name}: no records", "a table with records")]))
    updated = next((name for name in names.updated if name in columns), None)
    blank = [None] * n
    wanted = {name: columns.get(name or "", blank) for name in (time, names.lat, names.lon, names.barometric,
                                                                names.geometric)}  # fmt: skip
    t, lat, lon, low, high = _numbers(path, {str(k): v for k, v in wanted.items()}, where, first)
    last = _numbers(path, {updated: columns[updated]}, where, first)[0] if updated else np.full(n, np.nan)
    t, last = _epoch(t), _epoch(last)
    # a table says the last position again and again until there is a new one: the moment is that of the position
    t = np.where(np.isfinite(last) & (last <= t + 1.0), last, t)
    ground = np.array([_true(x) for x in columns.get("onground", blank)], bool)
    return _bounded(path, Records(
        t, lat, lon, low * names.height_m, high * names.height_m, ground,
        [str(x or "").strip().lower() for x in columns["icao24"]],
        [str(x or "").strip() for x in columns.get("callsign", blank)],
    ), where, first)  # fmt: skip


def _columns(path: Path) -> tuple[dict[str, Sequence[Any]], str, int]:
    """Return the columns of a table, how its records are counted, and the number before the first."""
    kind = path.name.lower().removesuffix(".gz").rpartition(".")[2]
    if kind == "json":
        return _of_json(path, _json(path)), "record {}", 0
    import pyarrow as pa
    from pyarrow import csv, parquet

    try:
        if kind == "csv":
            table, where, first = csv.read_csv(path), "line {}", 1
        elif kind == "parquet":
            table, where, first = parquet.read_table(path), "record {}", 0
        else:
            raise RecordingError(Wrong(f"{path.name}: a table of an unknown kind", "csv or json (.gz too), parquet"))
    except (pa.ArrowInvalid, OSError) as error:
        text = str(error).splitlines()[0]
        raise RecordingError(Wrong(f"{path.name}: not a table: {text}", "a whole file with a line of names")) from None
    return {name: table[name].to_pylist() for name in table.column_names}, where, first


def _of_json(path: Path, data: Any) -> dict[str, Sequence[Any]]:
    """Return the columns of a list of records, or of a mapping from each column to its values."""
    if isinstance(data, list) and all(isinstance(row, dict) for row in data):
        keys = dict.fromkeys(key for row in data for key in row)
        return {key: [row.get(key) for row in data] for key in keys}
    if isinstance(data, dict) and data and all(isinstance(column, (list, dict)) for column in data.values()):
        found: dict[str, Sequence[Any]] = {k: list(c.values()) if isinstance(c, dict) else c for k, c in data.items()}
        if len({len(column) for column in found.values()}) == 1:
            return found
    right = "a list of records, or a mapping from each column to as many values"
    raise RecordingError(Wrong(f"{path.name}: neither records nor columns", right))


def _numbers(path: Path, columns: dict[str, Sequence[Any]], where: str, first: int) -> list[np.ndarray]:
    """Return columns as numbers, NaN for nothing; RecordingError with every value that is no number."""
    made, wrong = [], []
    for name, values in columns.items():
        pairs = [_number(value) for value in values]
        made.append(np.array([value for value, _ in pairs], float))
        wrong += [f"{where.format(first + i)}: {name} {values[i - 1]!r} is no number"
                  for i, (_, good) in enumerate(pairs, 1) if not good]  # fmt: skip
    if wrong:
        raise RecordingError(*_many(path, wrong, "a number, or nothing"))
    return made


def _number(value: Any) -> tuple[float, bool]:
    """Return a value as a number, and whether it is one (or nothing, or a moment)."""
    if value is None or value == "":
        return math.nan, True
    if isinstance(value, datetime.datetime):
        return (value if value.tzinfo else value.replace(tzinfo=datetime.timezone.utc)).timestamp(), True
    try:
        return float(value), not isinstance(value, bool)
    except (TypeError, ValueError):
        pass
    try:
        return _number(datetime.datetime.fromisoformat(value))
    except (TypeError, ValueError):
        return math.nan, False


def _epoch(t: np.ndarray) -> np.ndarray:
    """Return seconds since 1970 of seconds, milliseconds, microseconds or nanoseconds, told by their size."""
    most = np.nanmax(t) if np.isfinite(t).any() else 0.0
    scale = next((s for limit, s in ((1e17, 1e9), (1e14, 1e6), (1e11, 1e3)) if most > limit), 1.0)
    return t / scale


def _true(value: Any) -> bool:
    return value is True or str(value).strip().lower() in ("true", "1", "1.0")


def _bounded(path: Path, r: Records, where: str, first: int) -> Records:
    """Return the records; RecordingError with every position that is none on earth."""
    rules: tuple[tuple[str, np.ndarray, Callable[[np.ndarray], np.ndarray]], ...] = (
        ("latitude", r.lat, lambda x: np.abs(x) > 90), ("longitude", r.lon, lambda x: np.abs(x) > 180),
    )  # fmt: skip
    wrong = [f"{where.format(first + int(i) + 1)}: {name} {values[i]:g} is none"
             for name, values, outside in rules for i in np.flatnonzero(outside(values))]  # fmt: skip
    if wrong:
        raise RecordingError(*_many(path, wrong, "degrees, latitude within ±90, longitude within ±180"))
    return r


def _many(path: Path, said: Sequence[str], right: str) -> list[Wrong]:
    """Return what is wrong, the first ones in full and the rest as a number."""
    told = [Wrong(f"{path.name}: {text}", right) for text in said[:MOST_TOLD]]
    return told + ([Wrong(f"{path.name}: {len(said) - MOST_TOLD:,} more such", right)] if said[MOST_TOLD:] else [])
