"""Late plots: put in where they belong, and what came after them is taken again.

Exact: the track is what it would be, had the plot come in time, as far back as its last plots are kept. (Others move
the late plot forward instead: Bar-Shalom, IEEE Trans. AES 38(3), 2002, algorithm A1.) With two models, their chances
stay as they are now.
"""

from __future__ import annotations

from skypact.arrays.state import N_PAST
from skypact.kernels.detect.looks import stand_at
from skypact.kernels.jit import kernel
from skypact.kernels.track.bearing import put_bearing
from skypact.kernels.track.keep import advance, correct, hit, keep_models, place


@kernel
def remember(state, i_pic, slot, i_sensor, z, bearing):
    """Keep a track as it is after its latest plot z; the oldest of N_PAST is forgotten."""
    tr = state.track[i_pic, slot]
    if tr.n_past == N_PAST:
        _forget(tr)
    _write(state, i_pic, slot, tr.n_past, i_sensor, z, bearing)
    tr.n_past += 1


@kernel
def _row(state, i_pic, slot, k):
    """Return the k-th oldest row of what a track remembers: they lie in a ring."""
    return state.past[i_pic, slot, (state.track[i_pic, slot].past_first + k) % N_PAST]


@kernel
def _forget(tr):
    """Forget the oldest row."""
    tr.past_first = (tr.past_first + 1) % N_PAST
    tr.n_past -= 1


@kernel
def _write(state, i_pic, slot, k, i_sensor, z, bearing):
    row = _row(state, i_pic, slot, k)
    row.sensor, row.bearing = i_sensor, bearing
    for m in range(6):
        row.z[m] = z[m]
    _save(state, i_pic, slot, k)


@kernel
def _save(state, i_pic, slot, k):
    row = _row(state, i_pic, slot, k)
    row.t_s = state.track[i_pic, slot].t_s
    for m in range(6):
        row.x[m] = state.x[i_pic, slot, m]
        for n in range(6):
            row.p[m, n] = state.p[i_pic, slot, m, n]


@kernel
def _copy(a, b):
    b.t_s, b.sensor, b.bearing = a.t_s, a.sensor, a.bearing
    for m in range(6):
        b.z[m], b.x[m] = a.z[m], a.x[m]
        for n in range(6):
            b.p[m, n] = a.p[m, n]


@kernel
def take_late(world, state, i_pic, slot, i_sensor, i_object, t_s, z):
    """Take a plot z that is older than its track; False where it is older than all that the track remembers."""
    tr = state.track[i_pic, slot]
    first = tr.n_past - 1
    while first >= 0 and _row(state, i_pic, slot, first).t_s > t_s:
        first -= 1
    if first < 0:
        if tr.hits != tr.n_past or tr.n_past == N_PAST:
            return False
        _first(world, state, i_pic, slot, i_sensor, i_object, t_s, z)
        return True
    if tr.n_past == N_PAST:  # the oldest makes room; it may be the one to start from, which has been read by then
        _restore(world, state, i_pic, slot, first)
        _forget(tr)
        first -= 1
    else:
        _restore(world, state, i_pic, slot, first)
    for k in range(tr.n_past - 1, first, -1):
        _copy(_row(state, i_pic, slot, k), _row(state, i_pic, slot, k + 1))
    tr.n_past += 1
    last_s = _row(state, i_pic, slot, tr.n_past - 1).t_s
    _again(world, state, i_pic, slot, i_sensor, t_s, z, False)
    _write(state, i_pic, slot, first + 1, i_sensor, z, False)
    _retake(world, state, i_pic, slot, first + 2)
    advance(world, state, i_pic, slot, last_s)
    hit(world, state, i_pic, slot, i_sensor, i_object)
    return True


@kernel
def _first(world, state, i_pic, slot, i_sensor, i_object, t_s, z):
    """Let a track that remembers all its plots begin with one that is older than all of them."""
    tr = state.track[i_pic, slot]
    for k in range(tr.n_past - 1, -1, -1):
        _copy(_row(state, i_pic, slot, k), _row(state, i_pic, slot, k + 1))
    tr.n_past += 1
    tr.t_s, tr.t_born_s = t_s, t_s
    stand_at(world, state, i_sensor, t_s, state.work[12:16, :3])
    place(world, state, i_pic, slot, i_sensor, state.work[15, :3], state.work[12:15, :3], z)
    _write(state, i_pic, slot, 0, i_sensor, z, False)
    _retake(world, state, i_pic, slot, 1)
    hit(world, state, i_pic, slot, i_sensor, i_object)


@kernel
def _retake(world, state, i_pic, slot, first):
    """Take the plots that a track remembers again, from a row of `past` on."""
    for k in range(first, state.track[i_pic, slot].n_past):
        row = _row(state, i_pic, slot, k)
        kept = (row.z[0], row.z[1], row.z[2], row.z[3], row.z[4], row.z[5])
        _again(world, state, i_pic, slot, row.sensor, row.t_s, kept, row.bearing)
        _save(state, i_pic, slot, k)


@kernel
def _restore(world, state, i_pic, slot, k):
    row, tr = _row(state, i_pic, slot, k), state.track[i_pic, slot]
    tr.t_s = row.t_s
    for m in range(6):
        state.x[i_pic, slot, m] = row.x[m]
        for n in range(6):
            state.p[i_pic, slot, m, n] = row.p[m, n]
    keep_models(world, state, i_pic, slot)


@kernel
def _again(world, state, i_pic, slot, i_sensor, t_s, z, bearing):
    stand_at(world, state, i_sensor, t_s, state.work[12:16, :3])
    frame, at = state.work[12:15, :3], state.work[15, :3]
    advance(world, state, i_pic, slot, t_s)
    if bearing:
        put_bearing(world, state, i_pic, slot, i_sensor, at, frame, z[1], state.work)
    else:
        correct(world, state, i_pic, slot, i_sensor, at, frame, z, state.work)
