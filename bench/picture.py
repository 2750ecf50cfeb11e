"""A made picture for the bench of metrics: flights on straight lines, and tracks that miss, swap, break and double.

The arrays have the names that other tools' files of truth and tracks are read under: truth_t [scan], truth_pos and
truth_vel [scan, object, 3], truth_alive [scan, object], trk_scan, trk_id [row], trk_pos, trk_vel [row, 3].
"""

from __future__ import annotations

import numpy as np

SCAN_S = 10.0 / 3.0


def picture(targets: int, scans: int, seed: int) -> dict[str, np.ndarray]:
    """Return truth and tracks in metres and m/s on a flat earth."""
    rng = np.random.default_rng(seed)
    t = np.arange(scans) * SCAN_S
    start = np.column_stack([rng.uniform(-1e5, 1e5, (targets, 2)), rng.uniform(1e3, 12e3, targets)])
    course, speed = rng.uniform(0, 2 * np.pi, targets), rng.uniform(120, 320, targets)
    v = np.column_stack([speed * np.cos(course), speed * np.sin(course), np.zeros(targets)])
    position = start + t[:, None, None] * v
    alive = (t[:, None] >= np.where(rng.random(targets) < 0.15, rng.uniform(0, t[-1] / 3, targets), -1.0)) & (
        t[:, None] < np.where(rng.random(targets) < 0.15, rng.uniform(2 * t[-1] / 3, t[-1], targets), np.inf)
    )
    born = np.argmax(alive, axis=0)
    held = alive & (np.arange(scans)[:, None] >= born + rng.integers(0, 5, targets))  # no gaps: the peer takes none
    number = np.tile(np.arange(targets), (scans, 1))
    fresh = targets
    for i in range(targets):  # a track breaks: from there on another number
        for k in np.nonzero(rng.random(scans) < 0.02)[0]:
            number[k:, i], fresh = fresh, fresh + 1
    for k in np.nonzero(rng.random(scans) < 0.5)[0]:  # two tracks swap
        both = rng.permutation(np.nonzero(held[max(k - 1, 0)] & held[k])[0])[:2]
        number[k:, both] = number[k:, both[::-1]]
    rows = []
    for copy, chance in ((0, 0.97), (1, 0.1)):  # the second is a double of the first, for some objects
        k, i = np.nonzero(held & (rng.random(targets) < chance))
        rows.append((k, number[k, i] if copy == 0 else fresh + i, position[k, i] + rng.normal(0, 200, (len(k), 3)),
                     v[i] + rng.normal(0, 15, (len(k), 3))))
    false = targets // 5
    begin, length = rng.integers(0, scans, false), rng.integers(2, 12, false)
    for n in range(false):
        k = np.arange(begin[n], min(scans, begin[n] + length[n]))
        place = np.append(rng.uniform(-1e5, 1e5, 2), 5e3)
        rows.append((k, np.full(len(k), fresh + targets + n), place + rng.normal(0, 300, (len(k), 3)),
                     rng.normal(0, 50, (len(k), 3))))
    scan, ids, xyz, vel = (np.concatenate(part) for part in zip(*rows, strict=True))
    return {"truth_t": t, "truth_pos": position, "truth_vel": np.broadcast_to(v, position.shape), "truth_alive": alive,
            "trk_scan": scan, "trk_id": ids, "trk_pos": xyz, "trk_vel": vel}
