"""emit: the queue gives back what is earliest, equal times in the order of pushing; the log notes when it is full."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from skypact.arrays.codes import FULL_EVENTS, FULL_HEAP, OK
from skypact.arrays.events import EVENT
from skypact.arrays.state import MESSAGE, N_COUNTERS, N_EVENTS, N_HEAP, STATUS


def state(n: int) -> SimpleNamespace:
    """Return room for n messages and n events."""
    return SimpleNamespace(
        heap_t=np.zeros(n), heap_seq=np.zeros(n, np.int64), heap=np.zeros(n, MESSAGE).view(np.recarray),
        now=np.zeros(2, MESSAGE).view(np.recarray), event=np.zeros(n, EVENT).view(np.recarray),
        counter=np.zeros(N_COUNTERS, np.int64),
    )  # fmt: skip


def push(plain, s: SimpleNamespace, t: float, x: int) -> None:
    """Push a message that carries x."""
    plain.emit.push(s, t, 0, 0, 0, 0, 0, 0, 0, 0, 0, x, 0.0)


@settings(max_examples=60, deadline=None)
@given(times=st.lists(st.sampled_from([0.0, 1.0, 2.5, 7.0, 7.5]), max_size=40))
def test_the_queue_is_sorted_and_stable(plain, times: list[float]) -> None:
    """Popping gives (time, order of pushing)."""
    s = state(len(times) + 1)
    for x, t in enumerate(times):
        push(plain, s, t, x)
    found = []
    for _ in times:
        t = plain.emit.pop(s)
        found.append((float(t), int(s.now[0].x)))
    assert found == sorted((t, x) for x, t in enumerate(times))
    assert s.counter[N_HEAP] == 0


def test_a_full_queue_and_a_full_log_say_so(plain) -> None:
    """The status names the capacity; what was there stays."""
    s = state(2)
    for x in range(2):
        push(plain, s, 1.0, x)
        plain.emit.emit(s, 1.0, 10, 0, x, 0, 0, 0, 0.0)
    assert s.counter[STATUS] == OK
    push(plain, s, 0.5, 9)
    assert s.counter[STATUS] == FULL_HEAP
    assert s.counter[N_HEAP] == 2
    plain.emit.emit(s, 1.0, 10, 0, 9, 0, 0, 0, 0.0)
    assert s.counter[STATUS] == FULL_EVENTS
    assert s.counter[N_EVENTS] == 2
    assert s.event.subject.tolist() == [0, 1]
