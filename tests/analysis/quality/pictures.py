"""Small pictures for the tests of quality: positions along one axis, in metres."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from skypact.analysis.quality import tables
from skypact.analysis.quality.scans import Scans, scans

Rows = Sequence[tuple[float, Any, float]]


def columns(rows: Rows, **more: Any) -> dict[str, Any]:
    """Return (moment, id, x) as columns; y and z are 0."""
    t, ids, x = ([row[k] for row in rows] for k in range(3))
    xyz = np.column_stack([np.array(x, dtype=float), np.zeros((len(rows), 2))])
    return {"t": np.array(t, dtype=float), "id": np.array(ids), "xyz": xyz, **more}


def made(truth: Rows, tracks: Rows, detectable: Any = None, **more: Any) -> Scans:
    """Return the scans of rows of truth and rows of tracks; more: columns of the truth."""
    return scans(tables.truth(columns(truth, **more), detectable), tables.tracks(columns(tracks)))


def one_scan(x: np.ndarray, y: np.ndarray) -> Scans:
    """Return the scan of points [n, 3] of truth and of tracks at one moment."""
    known = {"t": [0.0], "xyz": np.asarray(x, dtype=float).reshape(1, -1, 3)}
    held = {"t": [0.0], "xyz": np.asarray(y, dtype=float).reshape(1, -1, 3)}
    return scans(tables.truth(known), tables.tracks(held))
