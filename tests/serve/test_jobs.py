"""Jobs: one after the other, told as they go, stopped when somebody wants it, and never a traceback in an answer."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.serve.conftest import SECRET, until

from skypact.load.catalogue.shelf import Catalogue
from skypact.serve.answers import Refused
from skypact.serve.app import Rooms
from skypact.serve.shelf.checking import Checker
from skypact.serve.work.jobs import MOST_WAITING, Asked, Failure, Job, Stopped
from skypact.serve.work.program import Pace, Program

AIRDROP = (Path(__file__).resolve().parents[2] / "scenarios" / "2012-07-04-airdrop.yaml").read_text(encoding="utf-8")


def posted(client: TestClient, **body: Any) -> str:
    """Return the id of a job that was taken."""
    answer = client.post("/api/jobs", json={"yaml": "id: mine", "runs": 2, "seed": 4} | body)
    assert answer.status_code == 202, answer.text
    return answer.json()["job"]


def events(client: TestClient, job: str, after: str = "") -> list[tuple[int, str, dict[str, Any]]]:
    """Return number, kind and data of every event of a job until its end."""
    answer = client.get(f"/api/jobs/{job}/events", headers={"last-event-id": after} if after else {})
    assert answer.headers["content-type"].startswith("text/event-stream")
    found = []
    for block in answer.text.split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if "event" in lines:
            found.append((int(lines["id"]), lines["event"], json.loads(lines["data"])))
    return found


def test_a_job_makes_a_result_that_is_listed(client: TestClient) -> None:
    """Its name is that of the command line: scenario, seed, runs."""
    told = events(client, posted(client))
    assert told[-1][1:] == ("done", {"result": "mine-4-2"})
    assert "mine-4-2" in [one["name"] for one in client.get("/api/results").json()]
    assert events(client, posted(client))[-1][2] == {"result": "mine-4-2-2"}  # the former is not overwritten
    assert events(client, posted(client, name="before"))[-1][2] == {"result": "before"}


def test_who_comes_back_hears_only_what_is_new(client: TestClient) -> None:
    """By the number of the last event; nonsense is taken for none."""
    job = posted(client)
    told = events(client, job)
    last = told[-1][0]
    assert events(client, job, str(last - 1)) == [told[-1]]
    assert events(client, job, str(last)) == []
    for nonsense in ("x", "-1", "9" * 40):
        assert events(client, job, nonsense)[-1] == told[-1]


def test_a_job_that_runs_is_stopped(client: TestClient, rooms: Rooms) -> None:
    """And one that waits behind it ends at once, without being begun."""
    first, second = posted(client, yaml="id: wait"), posted(client, yaml="id: wait")
    until(lambda: rooms.jobs.one(first).progress)
    said = rooms.jobs.one(second).progress
    assert said is not None
    assert said.data["what"] == "waiting for 1 other job"
    assert client.delete(f"/api/jobs/{second}").status_code == 200
    assert events(client, second)[-1][1:] == ("stopped", {})
    client.delete(f"/api/jobs/{first}")
    assert events(client, first)[-1][1:] == ("stopped", {})
    assert client.delete(f"/api/jobs/{first}").status_code == 200  # twice is no fault
    assert events(client, posted(client))[-1][1] == "done"  # the queue goes on


def test_the_queue_is_short(client: TestClient, rooms: Rooms) -> None:
    """Beyond its length a job is refused with a sentence."""
    jobs = [posted(client, yaml="id: wait")]
    until(lambda: rooms.jobs.one(jobs[0]).progress)
    jobs += [posted(client) for _ in range(MOST_WAITING)]
    refused = client.post("/api/jobs", json={"yaml": "id: mine"})
    assert (refused.status_code, "waiting" in refused.json()["error"]["message"]) == (409, True)
    for job in jobs:
        client.delete(f"/api/jobs/{job}")


def test_a_fault_of_the_program_is_told_without_its_insides(client: TestClient, capsys) -> None:
    """The terminal has it, the answer has not; the queue goes on."""
    told = events(client, posted(client, yaml="id: break"))
    assert told[-1][1] == "failed"
    assert SECRET not in json.dumps(told)
    assert f"RuntimeError: {SECRET}" in capsys.readouterr().err
    assert events(client, posted(client))[-1][1] == "done"


def test_the_end_of_the_server_ends_every_job(rooms: Rooms) -> None:
    """And no more are taken."""
    first = rooms.jobs.add(Asked("wait", 1, 1, (), "one"))
    second = rooms.jobs.add(Asked("wait", 1, 1, (), "two"))
    rooms.jobs.close()
    ends = [job.end and job.end.kind for job in (first, second)]
    assert ends == ["stopped", "stopped"]
    with pytest.raises(Refused, match="about to end"):
        rooms.jobs.add(Asked("wait", 1, 1, (), "three"))


@pytest.mark.parametrize("body", [
    {"runs": 0}, {"runs": -1}, {"runs": "3"}, {"runs": True}, {"runs": 1.5}, {"runs": 10**9}, {"seed": -1},
    {"seed": 2**63}, {"arrangements": "national"}, {"arrangements": [1]}, {"arrangements": [""]},
    {"arrangements": ["a"] * 99},
    {"name": 3}, {"name": "../x"}, {"name": "a/b"}, {"name": ".hidden"}, {"name": "a\n"}, {"name": "a" * 101},
    {"name": "-o"},
    {"yaml": 1}, {"yaml": "\ud800"}, {"yaml": None},
])  # fmt: skip
def test_what_is_no_job_is_refused(client: TestClient, body: dict[str, Any]) -> None:
    """With a sentence that says what would be right."""
    sent = json.dumps({"yaml": "id: mine"} | body)
    answer = client.post("/api/jobs", content=sent, headers={"content-type": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["error"]["message"]


def test_an_id_of_a_scenario_is_no_path(client: TestClient) -> None:
    """The name of a result is not taken from a text that would lead elsewhere."""
    told = events(client, posted(client, yaml="id: ../../evil"))
    assert told[-1][2] == {"result": "scenario-4-2"}


FAKE = """
import json, pathlib, signal, sys, time
words = sys.argv[1:]
def say(done): print(json.dumps({"done": done, "total": 4, "what": "a v b"}), file=sys.stderr, flush=True)
say(0); say(1)
if MODE == "words":
    print("scenario: " + words[0] + " cannot be", file=sys.stderr); sys.exit(2)
if MODE == "crash":
    raise RuntimeError("secret")
if MODE in ("wait", "deaf"):
    if MODE == "deaf":
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    say(2)
    time.sleep(60)
out = pathlib.Path(words[words.index("--out") + 1])
out.mkdir()
(out / "said.json").write_text(json.dumps(words)); (out / "yaml").write_text(pathlib.Path(words[0]).read_text())
say(4)
"""


def program(mode: str, most_s: float = 60.0) -> Program:
    """Return the work with a stand-in for the command line."""
    return Program(Checker(Catalogue()), (sys.executable, "-c", f"MODE = {mode!r}\n{FAKE}"), most_s)


def job(yaml: str = AIRDROP, arrangements: tuple[str, ...] = ()) -> Job:
    """Return a job."""
    return Job("id", Asked(yaml, 4, 7, arrangements, "made"))


def test_the_command_line_is_asked_for_what_was_posted(tmp_path: Path) -> None:
    """The very text, its arrangements in order, and a folder."""
    one = job(arrangements=("unified", "national"))
    program("well")(one, tmp_path / "made")
    words = json.loads((tmp_path / "made" / "said.json").read_text())
    assert words[1:] == ["--runs", "4", "--seed", "7", "--arrangements=unified,national", "--out",
                         str(tmp_path / "made"), "--report"]  # fmt: skip
    assert (tmp_path / "made" / "yaml").read_text(encoding="utf-8") == AIRDROP
    assert one.progress is not None
    assert one.progress.data["done"] == 4
    assert not Path(words[0]).exists()  # nothing of it is left


def test_a_scenario_with_faults_is_not_begun(tmp_path: Path) -> None:
    """Its faults are told with their lines."""
    with pytest.raises(Failure, match="1 fault") as failed:
        program("well")(job(AIRDROP.replace("  terrain: smooth", "  terrain: /etc/passwd", 1)), tmp_path / "made")
    assert [fault["path"] for fault in failed.value.faults] == ["environment.terrain"]
    with pytest.raises(Failure, match="did you mean 'unified'"):
        program("well")(job(arrangements=("unifed",)), tmp_path / "made")
    assert not (tmp_path / "made").exists()


def test_what_the_command_line_refuses_is_told_in_its_words(tmp_path: Path, capsys) -> None:
    """Without the folder that the text lay in; a crash is told to the terminal alone."""
    with pytest.raises(Failure, match=r"^scenario: scenario.yaml cannot be$"):
        program("words")(job(), tmp_path / "made")
    with pytest.raises(Failure, match="a fault of the program") as failed:
        program("crash")(job(), tmp_path / "made")
    assert "secret" not in str(failed.value)
    assert "RuntimeError: secret" in capsys.readouterr().err


@pytest.mark.parametrize("mode", ["wait", "deaf"])
def test_a_process_is_stopped(tmp_path: Path, mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """By Ctrl-C, and where it does not hear that, by force."""
    import threading

    monkeypatch.setattr("skypact.serve.work.program.GRACE_S", 0.3)
    one = job()
    failed: list[BaseException] = []

    def work() -> None:
        try:
            program(mode)(one, tmp_path / "made")
        except Stopped as stopped:
            failed.append(stopped)

    thread = threading.Thread(target=work)
    thread.start()
    until(lambda: one.progress is not None and one.progress.data["done"] == 2)
    one.stopping.set()
    thread.join(10)
    assert [type(error) for error in failed] == [Stopped]


def test_a_process_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    """It says so."""
    with pytest.raises(Failure, match="took too long"):
        program("wait", most_s=0.5)(job(), tmp_path / "made")


def test_the_time_left_is_reckoned_from_the_first_replicate() -> None:
    """Which waits for the compiler: 10 s for it, then 2 s each, so 8 of 10 done leave 4 s."""
    pace = Pace()
    assert pace.left_s(0, 10, now=0.0) is None
    assert pace.left_s(1, 10, now=10.0) is None
    assert pace.left_s(8, 10, now=24.0) == 4.0
    assert pace.left_s(10, 10, now=28.0) == 0.0
