"""Streams: a job's events as server-sent events (HTML Living Standard, 9.2), with numbers for who comes back."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable

from skypact.serve.work.jobs import Event, Job

#: Between two looks at a job [s].
LOOK_S = 0.15
#: A line that says nothing keeps the connection open [s].
ALIVE_S = 15.0


async def told(job: Job, after: int, closed: Callable[[], bool]) -> AsyncIterator[str]:
    """Yield what a job tells after an event of this number, until its end or that of the server."""
    yield "retry: 1000\n\n"
    silent_s = 0.0
    while not closed():
        events = job.since(after)
        for event in events:
            after = event.number
            yield as_text(event)
        if job.end is not None and job.end.number <= after:
            return
        silent_s = 0.0 if events else silent_s + LOOK_S
        if silent_s >= ALIVE_S:
            silent_s = 0.0
            yield ": still here\n\n"
        await asyncio.sleep(LOOK_S)


def as_text(event: Event) -> str:
    """Return an event as it is sent."""
    return f"id: {event.number}\nevent: {event.kind}\ndata: {json.dumps(event.data)}\n\n"


def after(last: str | None) -> int:
    """Return the number after which somebody wants to hear, 0 for all; what is no number is taken for all."""
    return int(last) if last is not None and last.isascii() and last.isdigit() and len(last) < 10 else 0
