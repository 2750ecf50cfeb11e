"""Program: a job done by the command line itself, in a process of its own, so that its result is one like any other.

The process can be stopped without harm to the server, and what it needs of memory goes with it. It says its progress
as lines of JSON (`skypact.cli.progress`).
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from skypact.core.errors import SkypactError
from skypact.serve.shelf.checking import FILE, Checker
from skypact.serve.work.jobs import Failure, Job, Stopped
from skypact.study.worlds import chosen

COMMAND = (sys.executable, "-m", "skypact", "compare")
#: A job does not take longer [s].
MOST_S = 3600.0
#: After Ctrl-C a process has so long to keep what it finished, then it is killed [s].
GRACE_S = 8.0
#: Of what a process said that is no progress so many lines are kept.
MOST_LINES = 40


class Program:
    """Does jobs by `skypact compare`: checks the scenario first, then starts the process and follows it."""

    def __init__(self, checker: Checker, command: Sequence[str] = COMMAND, most_s: float = MOST_S):
        self._checker, self._command, self._most_s = checker, command, most_s

    def __call__(self, job: Job, out: Path) -> None:
        """Do a job into a folder; raises Failure or Stopped."""
        if job.stopping.is_set():
            raise Stopped
        job.tell("progress", {"done": 0, "total": 0, "left_s": None, "what": "checking the scenario"})
        names = self._checked(job)
        with tempfile.TemporaryDirectory(prefix="skypact-job-") as made:
            file = Path(made) / FILE
            file.write_text(job.asked.yaml, encoding="utf-8")
            words = [
                *self._command, str(file), "--runs", str(job.asked.runs), "--seed", str(job.asked.seed),
                f"--arrangements={','.join(names)}", "--out", str(out.absolute()), "--report",
            ]  # fmt: skip
            code, said = self._follow(job, words)
        if job.stopping.is_set() and code != 0:
            raise Stopped
        if code != 0:
            raise Failure(_why(code, said, made))

    def _checked(self, job: Job) -> tuple[str, ...]:
        """Return the arrangements to compare; Failure where the scenario has faults."""
        found = self._checker.read(job.asked.yaml)
        if found.scenario is None or found.faults:
            number = len(found.faults)
            raise Failure(f"the scenario has {number} fault{'' if number == 1 else 's'}", found.faults)
        try:
            names = chosen(found.scenario, job.asked.arrangements or None)
        except SkypactError as error:
            raise Failure(str(error)) from None
        if any("," in name for name in names):
            raise Failure("a name of an arrangement with a comma: name it without one")
        return names

    def _follow(self, job: Job, words: list[str]) -> tuple[int, deque[str]]:
        """Run a process to its end, telling its progress; return its code and its last words."""
        process = subprocess.Popen(
            words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
            encoding="utf-8", errors="replace", env=os.environ | {"SKYPACT_PROGRESS": "json"},
            start_new_session=True,  # Ctrl-C is for the server, which stops its jobs itself
        )  # fmt: skip
        watch = threading.Thread(target=self._watch, args=(job, process), daemon=True)
        watch.start()
        said: deque[str] = deque(maxlen=MOST_LINES)
        pace = Pace()
        assert process.stderr is not None
        with process.stderr:
            for line in process.stderr:
                read = _progress(line)
                if read is None:
                    said.append(line.rstrip("\n")[:500])
                else:
                    job.tell("progress", {**read._asdict(), "left_s": pace.left_s(read.done, read.total)})
        code = process.wait()
        watch.join()
        return code, said

    def _watch(self, job: Job, process: subprocess.Popen[str]) -> None:
        """End a process when its job is stopped or has taken too long."""
        end = time.monotonic() + self._most_s
        while process.poll() is None and not job.stopping.wait(0.1):
            if time.monotonic() > end:
                process.kill()
                return
        if process.poll() is not None:
            return
        process.send_signal(signal.SIGINT if os.name != "nt" else signal.SIGTERM)
        try:
            process.wait(GRACE_S)
        except subprocess.TimeoutExpired:
            process.kill()


class Progress(NamedTuple):
    """How many replicates are done, of how many, and of what."""

    done: int
    total: int
    what: str


class Pace:
    """How long it takes still, by what was done since the first replicate: that one waits for compilers and plans."""

    def __init__(self) -> None:
        self._first: tuple[float, int] | None = None

    def left_s(self, done: int, total: int, now: float | None = None) -> float | None:
        """Return the seconds left, None while nobody knows."""
        now = time.monotonic() if now is None else now
        if done <= 0:
            return None
        if self._first is None:
            self._first = (now, done)
            return None
        since, from_ = self._first
        return None if done <= from_ else round((total - done) * (now - since) / (done - from_), 1)


def _progress(line: str) -> Progress | None:
    """Return the progress that a line says, None where it says something else."""
    if not line.startswith("{"):
        return None
    try:
        read = json.loads(line)
    except ValueError:
        return None
    if not isinstance(read, dict) or not all(type(read.get(key)) is int for key in ("done", "total")):
        return None
    return Progress(read["done"], read["total"], str(read.get("what", "")))


def _why(code: int, said: deque[str], folder: str) -> str:
    """Return why a process failed, in its own words where they are for people."""
    if code == 2 and said:
        return "\n".join(said).replace(f"{folder}{os.sep}", "")
    if code < 0:
        return "the computation was ended: it took too long, or the memory was not enough"
    print("\n".join(said), file=sys.stderr, flush=True)
    return "a fault of the program, told where the server was started"
