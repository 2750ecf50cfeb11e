"""Tables of truth and of tracks: one row for each object, or track, and moment; read from what people have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from skypact.core.errors import SkypactError

#: Moments nearer to each other than this are one [s].
TICK_S = 1e-6

#: When an object was detectable: from a moment [s] on, from one to another, or never (None).
Span = float | tuple[float, float] | None


@dataclass(frozen=True)
class Truth:
    """What was there, one row per object and moment; all in one Cartesian frame.

    A row that does not count (not detectable) is neither missed, nor is a track on it false.
    """

    t_s: np.ndarray  # [n_row]
    ids: np.ndarray  # [n_row] numbers or texts
    xyz_m: np.ndarray  # [n_row, 3]
    v_mps: np.ndarray | None  # [n_row, 3]
    counts: np.ndarray  # [n_row] bool
    moments_s: np.ndarray  # [n_moment] sorted: where truth is known, be it that nothing is there


@dataclass(frozen=True)
class Tracks:
    """What a picture held, one row per track and moment, in the frame of the truth."""

    t_s: np.ndarray  # [n_row]
    ids: np.ndarray  # [n_row] numbers or texts
    xyz_m: np.ndarray  # [n_row, 3]
    v_mps: np.ndarray | None  # [n_row, 3]
    covariance: np.ndarray | None  # [n_row, 3, 3] of position [m²], or [n_row, 6, 6] of position and velocity


def truth(source: Truth | Any, detectable: Mapping[Any, Span] | None = None) -> Truth:
    """Return the truth of a mapping of arrays, a frame or an Arrow table; `detectable` says from when each counts.

    Columns: t [s], id, xyz or x, y, z [m]; if there are, v or vx, vy, vz [m/s], alive, detectable (bool). A grid, xyz
    [n_moment, n_object, 3] with t [n_moment], needs no id.
    """
    if isinstance(source, Truth):
        found = source
    else:
        columns = _Columns(source, "truth")
        there = columns.flags("alive")
        found = Truth(
            columns.t_s[there], columns.ids[there], _finite(columns.xyz_m[there], "truth", "position"),
            None if columns.v_mps is None else columns.v_mps[there], columns.flags("detectable")[there],
            columns.moments_s,
        )  # fmt: skip
    _once(found.t_s, found.ids, "truth")
    return found if detectable is None else replace(found, counts=found.counts & _within(found, detectable))


def tracks(source: Tracks | Any) -> Tracks:
    """Return the tracks of a mapping of arrays, a frame or an Arrow table: columns of `truth`, and covariances, P."""
    if isinstance(source, Tracks):
        found = source
    else:
        columns = _Columns(source, "tracks")
        there = columns.flags("alive")
        found = Tracks(
            columns.t_s[there], columns.ids[there], _finite(columns.xyz_m[there], "tracks", "position"),
            None if columns.v_mps is None else columns.v_mps[there],
            None if (matrices := columns.matrices()) is None else matrices[there],
        )  # fmt: skip
    _once(found.t_s, found.ids, "tracks")
    return found


def at(known: Truth, moments_s: np.ndarray) -> Truth:
    """Return the truth at other moments [s], by straight lines between the rows of each object, never beyond them."""
    wanted = ticks(np.unique(np.asarray(moments_s, dtype=np.float64)))
    parts: list[tuple[np.ndarray, ...]] = []
    for name in np.unique(known.ids):
        rows = np.nonzero(known.ids == name)[0]
        rows = rows[np.argsort(known.t_s[rows])]
        t = known.t_s[rows]
        inside = wanted[(wanted >= t[0] - TICK_S) & (wanted <= t[-1] + TICK_S)]
        nearest = rows[np.clip(np.searchsorted(t, inside + TICK_S) - 1, 0, None)]
        v = known.v_mps
        parts.append((
            inside, np.full(len(inside), name, dtype=known.ids.dtype), _lines(inside, t, known.xyz_m[rows]),
            np.empty((len(inside), 0)) if v is None else _lines(inside, t, v[rows]), known.counts[nearest],
        ))  # fmt: skip
    if not parts:
        return replace(known, moments_s=wanted)
    t_s, ids, xyz, v_mps, counts = (np.concatenate(part) for part in zip(*parts, strict=True))
    return Truth(t_s, ids, xyz, None if known.v_mps is None else v_mps, counts, wanted)


def ticks(t_s: np.ndarray) -> np.ndarray:
    """Return moments [s] rounded to the tick, so that equal ones are equal."""
    return np.round(np.asarray(t_s, dtype=np.float64) / TICK_S) * TICK_S


class _Columns:
    """The columns of a source under the names that people use, one row each."""

    def __init__(self, source: Any, what: str):
        self._source, self._what = source, what
        self._names = {str(name) for name in _listed(source)}
        xyz = self._vector("xyz", ("x", "y", "z"))
        if xyz is None:
            raise SkypactError(f"{what}: no positions — give xyz, or x, y and z, in metres")
        self._grid = xyz.shape[:2] if xyz.ndim == 3 else None
        self.xyz_m = xyz.reshape(-1, 3)
        t_s = self._array("t", float).reshape(-1)
        self.t_s, self.moments_s = ticks(self._spread(t_s, 0)), np.unique(ticks(t_s))
        self.ids = self._spread(self._array("id", None), 1)
        v = self._vector("v", ("vx", "vy", "vz"))
        self.v_mps = None if v is None else self._same(v.reshape(-1, 3), "v")
        _finite(self.t_s[:, None], what, "time")

    def flags(self, name: str) -> np.ndarray:
        """Return a column of yes and no [n_row], yes where there is none."""
        if name not in self._names:
            return np.ones(len(self.t_s), dtype=np.bool_)
        return self._same(self._array(name, np.bool_).reshape(-1), name)

    def matrices(self) -> np.ndarray | None:
        """Return the covariances [n_row, d, d], None where there are none."""
        if "P" not in self._names:
            return None
        found = self._array("P", float)
        if found.ndim < 3 or found.shape[-2:] not in ((3, 3), (6, 6)):
            raise SkypactError(
                f"{self._what}: P has shape {found.shape} — one 3 x 3 matrix a row (position), or one 6 x 6 "
                "(x, y, z, vx, vy, vz)"
            )
        return self._same(found.reshape(-1, *found.shape[-2:]), "P")

    def _array(self, name: str, kind: Any) -> np.ndarray:
        if name not in self._names:
            if name == "id" and self._grid is not None:
                return np.arange(self._grid[1])
            raise SkypactError(f"{self._what}: no column '{name}' — there are: {', '.join(sorted(self._names))}")
        try:
            return np.asarray(self._source[name], dtype=kind)
        except (TypeError, ValueError) as fault:
            raise SkypactError(f"{self._what}: column '{name}' is not of numbers: {fault}") from None

    def _vector(self, name: str, parts: tuple[str, ...]) -> np.ndarray | None:
        if name in self._names:
            found = self._array(name, float)
            if found.ndim not in (2, 3) or found.shape[-1] != 3:
                raise SkypactError(f"{self._what}: {name} has shape {found.shape} — three numbers a row are right")
            return found
        if not self._names.intersection(parts):
            return None
        return np.stack([self._array(part, float).reshape(-1) for part in parts], axis=-1)

    def _spread(self, column: np.ndarray, axis: int) -> np.ndarray:
        """Return a column one value a row; on a grid t goes along axis 0 and id along axis 1."""
        if self._grid is not None and column.ndim == 1 and len(column) == self._grid[axis]:
            column = np.broadcast_to(column[:, None] if axis == 0 else column[None, :], self._grid)
        return self._same(column.reshape(-1), ("t", "id")[axis])

    def _same(self, column: np.ndarray, name: str) -> np.ndarray:
        if len(column) != len(self.xyz_m):
            raise SkypactError(f"{self._what}: {name} has {len(column)} rows, the positions have {len(self.xyz_m)}")
        return column


def _listed(source: Any) -> Any:
    """Return the names of the columns of a mapping, an Arrow table, a frame or a structured array."""
    for attribute in ("column_names", "columns"):
        if (names := getattr(source, attribute, None)) is not None:
            return names
    return getattr(getattr(source, "dtype", None), "names", None) or source


def _within(known: Truth, spans: Mapping[Any, Span]) -> np.ndarray:
    missing = [str(name) for name in np.unique(known.ids) if name not in spans]
    if missing:
        raise SkypactError(
            f"detectable: nothing said of {', '.join(missing[:5])}{', …' if len(missing) > 5 else ''} — a moment in "
            "seconds, a pair (from, until), or None for never"
        )
    inside = np.zeros(len(known.t_s), dtype=np.bool_)
    for name in np.unique(known.ids):
        span = spans[name]
        if span is not None:
            begin, end = span if isinstance(span, tuple) else (span, np.inf)
            inside |= (known.ids == name) & (known.t_s >= begin - TICK_S) & (known.t_s <= end + TICK_S)
    return inside


def _lines(wanted: np.ndarray, t: np.ndarray, values: np.ndarray) -> np.ndarray:
    return np.stack([np.interp(wanted, t, values[:, axis]) for axis in range(values.shape[1])], axis=1)


def _finite(values: np.ndarray, what: str, of: str) -> np.ndarray:
    if not np.isfinite(values).all():
        row = int(np.nonzero(~np.isfinite(values).all(axis=1))[0][0])
        raise SkypactError(f"{what}: row {row} has no {of} — leave such rows out, or mark them with alive = False")
    return values


def _once(t_s: np.ndarray, ids: np.ndarray, what: str) -> None:
    """Refuse two rows of one id at one moment."""
    names = np.unique(ids, return_inverse=True)[1]
    order = np.lexsort((names, t_s))
    twice = np.nonzero((np.diff(t_s[order]) == 0) & (np.diff(names[order]) == 0))[0]
    if len(twice):
        row = order[twice[0]]
        raise SkypactError(f"{what}: {ids[row]} has two rows at {t_s[row]:g} s — one for each id and moment is right")
