"""Thinning: as few waypoints as keep a route within a tolerance of what was recorded, in place, height and time."""

from __future__ import annotations

import numpy as np

from skypact.load.recorded.clean import EARTH_M, Track


def thinned(track: Track, tolerance_m: float) -> np.ndarray:
    """Return the indices of the records that stay (Ramer, Douglas, Peucker; the distance is at the same moment).

    Between two of them an object flies the great circle evenly in time; no record lies farther from it than the
    tolerance. Ends stay always.
    """
    lat, lon = np.radians(track.lat), np.radians(track.lon)
    unit = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
    keep = np.zeros(len(lat), bool)
    keep[[0, -1]] = True
    todo = [(0, len(lat) - 1)]
    while todo:
        a, b = todo.pop()
        if b - a < 2:
            continue
        off = _off(unit[a:b + 1], track.h_m[a:b + 1], track.t_s[a:b + 1])
        k = int(np.argmax(off))
        if off[k] > tolerance_m:
            keep[a + k] = True
            todo += [(a, a + k), (a + k, b)]
    return np.flatnonzero(keep)


def _off(unit: np.ndarray, h_m: np.ndarray, t_s: np.ndarray) -> np.ndarray:
    """Return how far records [n] lie from the straight flight between the first and the last [m]."""
    f = (t_s - t_s[0]) / max(t_s[-1] - t_s[0], 1e-9)
    along = unit[0] + f[:, None] * (unit[-1] - unit[0])
    along /= np.linalg.norm(along, axis=1)[:, None]
    aside = EARTH_M * np.linalg.norm(unit - along, axis=1)
    return np.hypot(aside, h_m - (h_m[0] + f * (h_m[-1] - h_m[0])))
