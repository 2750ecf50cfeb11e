"""A server over a folder with two results, a secret beside it, and links that lead there."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from skypact.serve.app import Rooms, application
from skypact.serve.security import Door
from skypact.serve.work.jobs import Job, Stopped

PORT = 8765
SECRET = "the-secret-beside-the-runs"


def result(folder: Path, name: str, **more: object) -> Path:
    """Write the folder of a small result."""
    made = folder / name
    (made / "logs" / "national").mkdir(parents=True)
    said = {"skypact": "0", "what": "compare", "scenario": "border", "finished": ["national"], "whole": True}
    (made / "skypact.json").write_text(json.dumps(said))
    found = {"arrangements": ["national", "unified"], "runs": 5, "seed": 9, "level": "full", "answer": "Nothing leaks."}
    (made / "result.json").write_text(json.dumps(found | more))
    text = "format: 1\nid: border\ntitle: 'A border: two commands'\nquestion:\n  text: who?\n"
    (made / "scenario.yaml").write_text(text)
    (made / "report.html").write_text("<!DOCTYPE html><title>report</title>")
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a run folder; beside it lies what nobody may read."""
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "skypact.json").write_text(json.dumps({"skypact": "0", "what": SECRET}))
    for file in ("report.html", "result.json", "scenario.yaml"):
        (tmp_path / "secret" / file).write_text(SECRET)
    runs = tmp_path / "runs"
    result(runs, "a-1-5")
    explorer = result(runs, "b-1-5")
    carried = base64.b64encode(b"SKYVdata").decode()
    (explorer / "explorer.html").write_text(
        f'<script type="application/octet-stream" id="skypact-data">{carried}</script><script>evil()</script>'
    )
    (runs / "not-a-result").mkdir()
    (runs / "not-a-result" / "report.html").write_text(SECRET)
    (runs / "linked").symlink_to(tmp_path / "secret", target_is_directory=True)
    inside = result(runs, "links-inside")
    (inside / "report.html").unlink()
    (inside / "report.html").symlink_to(tmp_path / "secret" / "report.html")
    (inside / "logs" / "unified").symlink_to(tmp_path / "secret", target_is_directory=True)
    return runs


def made(folder: Path, runs: Sequence[int] | None) -> bytes:
    """Stand in for the viewer's data: says what it was asked for."""
    return f"SKYV {folder.name} {runs}".encode()


def patient(job: Job, out: Path) -> None:
    """Do what a job's text says: make a result, fail by itself, or wait until it is stopped."""
    job.tell("progress", {"done": 1, "total": 2, "left_s": None, "what": "national"})
    if "wait" in job.asked.yaml:
        while not job.stopping.wait(0.01):
            pass
        raise Stopped
    if "break" in job.asked.yaml:
        raise RuntimeError(SECRET)
    result(out.parent, out.name)


@pytest.fixture
def rooms(folder: Path) -> Iterator[Rooms]:
    """Return the rooms over the folder, with a viewer and work that take no time."""
    found = Rooms.of(folder, patient, made)
    yield found
    found.jobs.close()


@pytest.fixture
def client(rooms: Rooms) -> Iterator[TestClient]:
    """Return somebody on this machine who asks; a fault of the program is raised in the test."""
    with TestClient(application(rooms, Door("127.0.0.1", PORT)), base_url=f"http://127.0.0.1:{PORT}") as asking:
        yield asking


def until(true: Callable[[], object], most_s: float = 20.0) -> None:
    """Wait until something is true."""
    end = time.monotonic() + most_s
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)
