"""Emit: append an event, push and pop messages. The only writers of the log and the queue."""

from __future__ import annotations

from skypact.arrays.codes import FULL_EVENTS, FULL_HEAP
from skypact.arrays.state import N_EVENTS, N_HEAP, SEQ, STATUS
from skypact.kernels.jit import kernel, shared


@shared
def emit(state, t_s, kind, nation, subject, actor, other, cause, value):
    """Append one event without more detail."""
    emit_of(state, t_s, kind, nation, subject, actor, other, cause, value, 0)


@shared
def emit_of(state, t_s, kind, nation, subject, actor, other, cause, value, detail):
    """Append one event; all indices are rows of the entity table. detail: see arrays.events."""
    n = state.counter[N_EVENTS]
    if n >= len(state.event):
        state.counter[STATUS] = FULL_EVENTS
        return
    row = state.event[n]
    row.t_s = t_s
    row.kind = kind
    row.nation = nation
    row.subject = subject
    row.actor = actor
    row.other = other
    row.cause = cause
    row.value = value
    row.detail = detail
    state.counter[N_EVENTS] = n + 1


@kernel
def _before(state, i, j):
    return state.heap_t[i] < state.heap_t[j] or (
        state.heap_t[i] == state.heap_t[j] and state.heap_seq[i] < state.heap_seq[j]
    )


@kernel
def _swap(state, i, j):
    state.heap_t[i], state.heap_t[j] = state.heap_t[j], state.heap_t[i]
    state.heap_seq[i], state.heap_seq[j] = state.heap_seq[j], state.heap_seq[i]
    state.now[1] = state.heap[i]
    state.heap[i] = state.heap[j]
    state.heap[j] = state.now[1]


@shared
def push(state, t_s, kind, purpose, here, dest, pic, slot, track, row, obj, x, v):
    """Push a message or timer that happens at t_s; equal times keep the order of pushing."""
    n = state.counter[N_HEAP]
    if n >= len(state.heap_t):
        state.counter[STATUS] = FULL_HEAP
        return
    state.heap_t[n] = t_s
    state.heap_seq[n] = state.counter[SEQ]
    state.counter[SEQ] += 1
    m = state.heap[n]
    m.kind = kind
    m.purpose = purpose
    m.here = here
    m.dest = dest
    m.pic = pic
    m.slot = slot
    m.track = track
    m.row = row
    m.obj = obj
    m.x = x
    m.v = v
    state.counter[N_HEAP] = n + 1
    while n > 0:
        up = (n - 1) // 2
        if not _before(state, n, up):
            break
        _swap(state, n, up)
        n = up


@kernel
def pop(state):
    """Take the earliest message into state.now[0] and return its time."""
    n = state.counter[N_HEAP] - 1
    state.counter[N_HEAP] = n
    _swap(state, 0, n)
    i = 0
    while True:
        low = 2 * i + 1
        if low >= n:
            break
        if low + 1 < n and _before(state, low + 1, low):
            low += 1
        if not _before(state, low, i):
            break
        _swap(state, i, low)
        i = low
    state.now[0] = state.heap[n]
    return state.heap_t[n]
