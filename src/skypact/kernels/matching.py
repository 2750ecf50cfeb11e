"""Assignment: the exact solver of the house, for weapons and for plots. Numbers only; nothing is allocated."""

from __future__ import annotations

import math

from skypact.kernels.jit import kernel, shared

#: Rows of f: duals of units and of tracks, distance of a unit and of a track.
U, V, FAR, DIST = 0, 1, 2, 3
#: Rows of k, of a track: its unit (−1 none), the unit before it on the path, whether scanned; of a unit: the track
#: before it on the path.
UNIT, BEFORE, SEEN, VIA = 0, 1, 2, 3
#: Values of VIA: not reached, where the path begins.
NOT_REACHED, ROOT = -2, -1


@shared
def assignment(value, supply, f, k):
    """Give each track to one unit at most, each unit supply[i] tracks at most; return the greatest total value.

    value float64 [n_unit, n_track], ≤ 0 means not possible; supply int64 [n_unit]. Scratch: f float64 [≥ 4, n], k int64
    [≥ 4, n], n ≥ max(n_unit, n_track). The unit of track j stands in k[UNIT, j], −1 none. Exact: shortest
    augmenting paths with dual variables (Jonker and Volgenant 1987; rectangular, without their initialisation: Crouse
    2016). A shot that stays without goes to an idle place of its unit, worth nothing; equal shots of a unit share
    their dual. Equal values: fewer shots; the lower unit keeps what it has; a free track goes before a taken one, the
    lower before the higher. Cost: shots · n_unit · n_track at worst.
    """
    n_unit, n_track = value.shape
    f[U, :n_unit] = 0.0
    f[V, :n_track] = 0.0
    k[UNIT, :n_track] = -1
    for i in range(n_unit):
        for _ in range(supply[i]):
            if not _augment(value, f, k, i):
                break
    total = 0.0
    for j in range(n_track):
        if k[UNIT, j] >= 0:
            total += value[k[UNIT, j], j]
    return total


@kernel
def _augment(value, f, k, root):
    """Assign one more shot of a unit by the shortest path to a free track or an idle place; False: its own."""
    n_unit, n_track = value.shape
    f[DIST, :n_track] = math.inf
    k[SEEN, :n_track] = 0
    k[VIA, :n_unit] = NOT_REACHED
    i, via, length = root, ROOT, 0.0
    last, idle = root, math.inf
    sink = -1
    while True:
        k[VIA, i] = via
        f[FAR, i] = length
        if length - f[U, i] < idle:
            last, idle = i, length - f[U, i]
        via = _nearest(value, f, k, i, length)
        if via < 0 or idle <= f[DIST, via]:
            length = idle
            break
        length = f[DIST, via]
        if k[UNIT, via] < 0:
            sink = via
            break
        k[SEEN, via] = 1
        i = k[UNIT, via]
    for j in range(n_track):
        if k[SEEN, j]:
            f[V, j] -= length - f[DIST, j]
    for i in range(n_unit):
        if k[VIA, i] != NOT_REACHED:
            f[U, i] += length - f[FAR, i]
    if sink < 0:
        if last == root:
            return False
        sink = k[VIA, last]
    while True:
        i = k[BEFORE, sink]
        k[UNIT, sink] = i
        if i == root:
            return True
        sink = k[VIA, i]


@kernel
def _nearest(value, f, k, i, length):
    """Measure the tracks from unit i, reached at this length; return the nearest that is not scanned, −1 none."""
    near, least = -1, math.inf
    base = length - f[U, i]
    for j in range(value.shape[1]):
        if k[SEEN, j]:
            continue
        if k[UNIT, j] == i:
            # reduced cost zero, and it leads back: as good as scanned
            f[DIST, j] = length
            k[SEEN, j] = 1
            continue
        if value[i, j] > 0.0:
            d = base - value[i, j] - f[V, j]
            if d < f[DIST, j]:
                f[DIST, j] = d
                k[BEFORE, j] = i
        d = f[DIST, j]
        if d < least or (d == least and near >= 0 and k[UNIT, j] < 0 <= k[UNIT, near]):
            near, least = j, d
    return near
