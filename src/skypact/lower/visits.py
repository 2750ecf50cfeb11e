"""Visits: every stay of an object over a territory or in a zone, and how deep it goes; the truth of its route."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import numpy as np

from skypact.arrays.world import VISIT
from skypact.lower import place
from skypact.lower.depth import Depths, along
from skypact.spec.place import Theatre

#: Time between the samples that find entries and exits [s], and how often the one between two of them is halved.
SAMPLE_S, HALVINGS = 5.0, 8
#: The table of depths has a row each time the greatest depth has grown by this much [m].
RISE_M = 1000.0


def visits(
    routes: Sequence[np.ndarray], territory: np.ndarray, zone: np.ndarray, inland: Depths, nations: Collection[int],
    theatre: Theatre,
) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """Return VISIT [n_visit], by object, in time, and `deepest` f8 [n, 2]; of these nations, and zones.

    routes: [n, 4] each, see place.dense_route. nations: those that defend themselves, all with depths.
    """
    rows: list[tuple[float, ...]] = []
    deep: list[np.ndarray] = [np.zeros((0, 2))]
    first = 0
    for i_object, route in enumerate(routes):
        for nation, begin, end in stays(route, territory, theatre):
            if nation in nations:
                metres = inland.metres[inland.nations.index(nation)]
                table = deepening(route, begin, min(end, route[-1, 0]), metres, inland.cells, theatre)
                rows.append((i_object, nation, -1, first, len(table), begin, end))
                deep.append(table)
                first += len(table)
        if zone.max(initial=-1) >= 0:
            rows += [(i_object, -1, k, 0, 0, begin, end) for k, begin, end in stays(route, zone, theatre)]
    made = np.zeros(len(rows), VISIT)
    for k, row in enumerate(rows):
        made[k] = row
    return made, np.concatenate(deep)


def stays(route: np.ndarray, grid: np.ndarray, theatre: Theatre) -> Iterator[tuple[int, float, float]]:
    """Yield (value of the grid, route times of coming and going) of each stay; going is inf where the route ends there.
    """
    t = np.append(np.arange(route[0, 0], route[-1, 0], SAMPLE_S), route[-1, 0])
    over = place.lookup(grid, theatre, *at(route, t))
    k = np.flatnonzero(over[1:] != over[:-1])
    low, high = t[k], t[k + 1]
    for _ in range(HALVINGS if len(k) else 0):
        middle = 0.5 * (low + high)
        same = place.lookup(grid, theatre, *at(route, middle)) == over[k]
        low, high = np.where(same, middle, low), np.where(same, high, middle)
    ends = [float(route[0, 0]), *high.tolist(), np.inf]
    for value, begin, end in zip(over[np.append(k, len(over) - 1)], ends, ends[1:], strict=False):
        if value >= 0:
            yield int(value), begin, end


def deepening(
    route: np.ndarray, begin: float, end: float, metres: np.ndarray, cells: int, theatre: Theatre
) -> np.ndarray:
    """Return f8 [n, 2] of one stay: route time, greatest depth since the entry; linear between within RISE_M."""
    t = np.append(np.arange(begin, end, SAMPLE_S), end)
    depth = np.maximum.accumulate(np.maximum(along(metres, cells, theatre, *at(route, t)), 0.0))
    depth[0] = 0.0
    grows = np.diff(depth) > 0.0
    turns = np.append(grows[1:] != grows[:-1], grows[-1:]).tolist()
    keep, last = [0], 0.0
    for k, (turn, deep) in enumerate(zip(turns, depth[1:].tolist(), strict=True), 1):
        if turn or deep - last >= RISE_M:
            keep.append(k)
            last = deep
    return np.column_stack([t[keep], depth[keep]])


def at(route: np.ndarray, t: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return latitude and longitude [degrees] of a route at times."""
    return np.interp(t, route[:, 0], route[:, 1]), np.interp(t, route[:, 0], route[:, 2])
