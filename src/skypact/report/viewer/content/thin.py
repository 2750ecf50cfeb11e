"""Thin: fewer points of a way, so that straight lines between them stay within a tolerance at every moment.

The rule of Douglas and Peucker (1973) with the place at the same moment instead of the nearest place, as the viewer
draws it; all series at once, one round for each level of halving.
"""

from __future__ import annotations

import numpy as np

from skypact.study.playback.played import Series

#: Metres of one degree of latitude on the mean sphere (6371 km).
DEGREE_M = 111_194.9


def needed(
    series: Series, tolerance_m: float | np.ndarray, keep: np.ndarray | None = None, height: float = 1.0
) -> np.ndarray:
    """Return which points are needed (bool [n_point]): the ends of series, those to keep, and what bends the way.

    tolerance_m: one, or of each point. height: weight of an error of height against one over ground.
    """
    n = len(series.t_s)
    kept = np.zeros(n, dtype=bool) if keep is None else keep.copy()
    first = series.first
    ends = np.concatenate([first[:-1], first[1:] - 1])[np.tile(first[1:] > first[:-1], 2)]
    kept[ends] = True
    lon = np.unwrap(series.lon_deg, period=360.0) if n else series.lon_deg
    east = np.cos(np.radians(series.lat_deg)) * DEGREE_M
    allowed = np.broadcast_to(np.asarray(tolerance_m, dtype=np.float64), (n,))
    active = np.flatnonzero(~kept)
    while len(active):
        corners = np.flatnonzero(kept)
        of = np.searchsorted(corners, active) - 1
        a, b = corners[of], corners[of + 1]
        span = series.t_s[b] - series.t_s[a]
        f = np.divide(series.t_s[active] - series.t_s[a], span, out=np.zeros(len(active)), where=span > 0)
        off = [(v[active] - (1 - f) * v[a] - f * v[b]) * unit for v, unit in (
            (lon, east[active]), (series.lat_deg, DEGREE_M), (series.alt_m, height))]
        wrong = np.sqrt(off[0] ** 2 + off[1] ** 2 + off[2] ** 2) / allowed[active]
        begins = np.flatnonzero(np.diff(of, prepend=-1))
        most = np.maximum.reduceat(wrong, begins)
        sizes = np.diff(np.append(begins, len(of)))
        worst = _first_of(wrong == np.repeat(most, sizes), begins, sizes)
        kept[active[worst[most > 1.0]]] = True
        still = np.repeat(most > 1.0, sizes)
        active = active[still & ~kept[active]]
    return kept


def changes(first: np.ndarray, *columns: np.ndarray) -> np.ndarray:
    """Return the points at which a column differs from the point before, and those before them (bool [n_point])."""
    n = len(columns[0])
    new = np.zeros(n, dtype=bool)
    for column in columns:
        new[1:] |= column[1:] != column[:-1]
    new[first[:-1][first[:-1] < n]] = False
    before = np.zeros(n, dtype=bool)
    before[:-1] = new[1:]
    return new | before


def of(series: Series, kept: np.ndarray) -> Series:
    """Return the series with the kept points alone."""
    count = np.concatenate([[0], np.cumsum(kept)])
    return Series(
        count[series.first].astype(np.int64),
        *(column[kept] for column in (series.t_s, series.lon_deg, series.lat_deg, series.alt_m)),
    )


def _first_of(marked: np.ndarray, begins: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Return the first marked position of each group."""
    place = np.where(marked, np.arange(len(marked)), len(marked))
    return np.minimum.reduceat(place, begins) if len(sizes) else begins
