"""Jobs: comparisons that somebody asked for, one after the other; the others wait in a short queue."""

from __future__ import annotations

import secrets
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Protocol

from skypact.core.errors import Fault
from skypact.serve.answers import Refused, told
from skypact.serve.finished.results import NAME, Results

#: Jobs that wait; one runs, since a comparison takes every core.
MOST_WAITING = 8
#: Finished jobs whose end can still be asked for.
MOST_KEPT = 64


class Asked(NamedTuple):
    """What a job computes, and the name of the result that it makes."""

    yaml: str
    runs: int
    seed: int
    arrangements: tuple[str, ...]
    name: str


class Event(NamedTuple):
    """Something to tell: its number, its kind (progress, done, failed, stopped), and what it says."""

    number: int
    kind: str
    data: dict[str, object]


class Failure(Exception):
    """A job that cannot be done: why, and the faults of its scenario."""

    def __init__(self, message: str, faults: list[Fault] | None = None):
        super().__init__(message)
        self.faults = [told(fault) for fault in faults or []]


class Stopped(Exception):
    """A job that was stopped before its end."""


@dataclass
class Job:
    """One job. Of its progress only the last is kept, and then its end."""

    id: str
    asked: Asked
    progress: Event | None = None
    end: Event | None = None
    stopping: threading.Event = field(default_factory=threading.Event)
    _number: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def tell(self, kind: str, data: dict[str, object]) -> None:
        """Note progress or the end; after the end nothing is told."""
        with self._lock:
            if self.end is not None:
                return
            self._number += 1
            event = Event(self._number, kind, data)
            if kind == "progress":
                self.progress = event
            else:
                self.end = event

    def since(self, number: int) -> list[Event]:
        """Return what was told after an event of this number, oldest first."""
        with self._lock:
            return [event for event in (self.progress, self.end) if event is not None and event.number > number]


class Work(Protocol):
    """Does a job into a folder; raises Failure or Stopped."""

    def __call__(self, job: Job, out: Path) -> None: ...


class Jobs:
    """The queue. A thread works through it from the first job on, and ends with `close`."""

    def __init__(self, results: Results, work: Work, log: Callable[[str], None] = print):
        self._results, self._work, self._log = results, work, log
        self._jobs: dict[str, Job] = {}
        self._waiting: deque[Job] = deque()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self.closed = False

    def add(self, asked: Asked) -> Job:
        """Queue a job; Refused where too many wait. Its result gets a name that none has yet."""
        with self._changed:
            if self.closed:
                raise Refused(409, "the server is about to end")
            if len(self._waiting) >= MOST_WAITING:
                raise Refused(409, f"{MOST_WAITING} jobs are waiting already: stop one, or wait")
            job = Job(secrets.token_urlsafe(12), asked._replace(name=self._free(asked.name)))
            ahead = len(self._waiting) + sum(1 for other in self._jobs.values() if self._runs(other))
            if ahead:
                what = f"waiting for {ahead} other {'job' if ahead == 1 else 'jobs'}"
                job.tell("progress", {"done": 0, "total": 0, "left_s": None, "what": what})
            self._jobs[job.id] = job
            self._waiting.append(job)
            self._forget()
            if self._thread is None:
                self._thread = threading.Thread(target=self._serve, name="jobs", daemon=True)
                self._thread.start()
            self._changed.notify_all()
            return job

    def one(self, job: str) -> Job:
        """Return a job by its id."""
        if job not in self._jobs:
            raise Refused(404, "there is no job of this id")
        return self._jobs[job]

    def stop(self, id_: str) -> None:
        """Stop a job: one that waits ends at once, one that runs as soon as it can."""
        job = self.one(id_)
        job.stopping.set()
        with self._changed:
            if job in self._waiting:
                self._waiting.remove(job)
                job.tell("stopped", {})

    def closing(self) -> None:
        """Take no more jobs and let the one that runs stop; for the handler of a signal, which may wait for no lock."""
        self.closed = True
        for job in list(self._jobs.values()):
            job.stopping.set()

    def close(self) -> None:
        """Stop every job and wait for the one that runs; no more are taken."""
        with self._changed:
            self.closed = True
            self._changed.notify_all()
        for job in list(self._jobs.values()):
            if job.end is None:
                self.stop(job.id)
        if self._thread is not None:
            self._thread.join(timeout=15)

    def _runs(self, job: Job) -> bool:
        return job.end is None and job not in self._waiting

    def _serve(self) -> None:
        while True:
            with self._changed:
                while not self._waiting and not self.closed:
                    self._changed.wait()
                if self.closed:
                    return
                job = self._waiting.popleft()
            self._do(job)

    def _do(self, job: Job) -> None:
        out = self._results.folder / job.asked.name
        try:
            self._work(job, out)
            job.tell("done", {"result": job.asked.name})
        except Stopped:
            kept = {"result": job.asked.name} if out.is_dir() else {}
            job.tell("stopped", dict(kept))
        except Failure as failure:
            job.tell("failed", {"message": str(failure), "faults": failure.faults})
        except Exception as error:  # a fault of the program must not end the queue
            self._log(f"job {job.id}: {type(error).__name__}: {error}")
            job.tell("failed", {"message": "a fault of the program, told where it was started", "faults": []})

    def _free(self, wanted: str) -> str:
        """Return a name of a result that neither a folder nor a job has."""
        taken = {job.asked.name for job in self._jobs.values() if job.end is None}
        for number in range(1, 10_000):
            name = wanted if number == 1 else f"{wanted[:90]}-{number}"
            if name not in taken and not is_taken(self._results.folder / name):
                return name
        raise Refused(409, "no name is free for the result: name another one")

    def _forget(self) -> None:
        ended = [name for name, job in self._jobs.items() if job.end is not None]
        for name in ended[: max(0, len(ended) - MOST_KEPT)]:
            del self._jobs[name]


def is_taken(path: Path) -> bool:
    """Return whether something lies at a path, a broken link too."""
    return path.exists() or path.is_symlink()


def result_name(wanted: str | None, scenario: str, seed: int, runs: int) -> str:
    """Return the name of a job's result: the one asked for, else as the command line names it."""
    name = wanted if wanted else f"{scenario}-{seed}-{runs}"
    if not NAME.fullmatch(name):
        right = "letters, digits, '.', '_' and '-', at most 100, a letter or digit first"
        raise Refused(400, f"this is no name of a result: {right}")
    return name
