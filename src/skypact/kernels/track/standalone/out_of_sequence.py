"""Detections that come late: put where they belong in a track's past, and what came after them taken again.

Exact for the associations made: the state is that of a filter which had the detections in their order. The price is
the memory of the last states of each track (their number is a setting), and of what is older nothing can be taken.
"""

from __future__ import annotations

from skypact.arrays.tracking import N_LIVE, TOO_OLD
from skypact.kernels.jit import kernel
from skypact.kernels.track.standalone.following import forward, gated, recall, shift, store, take


@kernel
def list_late(s, scan, stage):
    """List the gated pairs of a late scan and the tracks of a stage, each as it was then; return their number."""
    n, scratch = 0, len(s.track) - 1
    for i in range(s.counter[N_LIVE]):
        slot = s.live[i]
        if s.track[slot].stage != stage:
            continue
        before = _last_before(s, slot, scan.t_s)
        if before < 0:
            s.counter[TOO_OLD] += s.track[slot].forgot
            continue
        recall(s, slot, before, scratch)
        forward(s, scratch, scan.t_s)
        n = gated(s, scan, scratch, n, slot)
    return n


@kernel
def late_hits(s, scan):
    """Let every track take the late detection that was chosen for it."""
    for i in range(scan.last - scan.first):
        slot = s.chosen[i]
        if slot >= 0:
            s.taken[scan.first + i] = s.track[slot].id
            _insert(s, slot, scan.t_s, scan.first + i)


@kernel
def _last_before(s, slot, t_s):
    """Return the number of the last state of a track's past that is not later than a moment, −1 none."""
    i = s.track[slot].past - 1
    while i >= 0 and s.past_t[slot, i] > t_s:
        i -= 1
    return i


@kernel
def _insert(s, slot, t_s, j):
    """Take detection j of a moment in a track's past, then all that it took later, and go on to its own moment."""
    tr = s.track[slot]
    now = tr.t_s
    before = _last_before(s, slot, t_s)
    recall(s, slot, before, slot)
    if tr.past == s.past_t.shape[1]:
        # room for one more: the oldest is given up; it is not needed any more, the state stands in the slot
        tr.forgot = 1
        before -= 1
        for i in range(before + 1):
            shift(s, slot, i + 1, i)
    else:
        for i in range(tr.past, before + 1, -1):
            shift(s, slot, i - 1, i)
        tr.past += 1
    s.past_t[slot, before + 1], s.past_row[slot, before + 1] = t_s, j
    for i in range(before + 1, tr.past):
        forward(s, slot, s.past_t[slot, i])
        take(s, slot, s.past_row[slot, i], 0)
        store(s, slot, i, s.past_t[slot, i], s.past_row[slot, i])
    tr.hits += 1
    forward(s, slot, now)
