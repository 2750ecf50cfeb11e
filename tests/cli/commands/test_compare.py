"""`compare` and `why` over worlds made by hand: what is printed, what is saved, what Ctrl-C leaves."""

from __future__ import annotations

import json
import signal
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from tests.cli.terminal import skypact
from tests.study.worlds_by_hand import scenario, simulator

from skypact.cli import inputs
from skypact.cli.folder import read_mark


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[dict[str, Any]]:
    """Put worlds made by hand in the place of the engine, and return the list of its calls."""
    made: list[dict[str, Any]] = []
    monkeypatch.setattr("skypact.study.worlds.simulate", simulator(made))
    monkeypatch.setattr(inputs, "load", lambda *_: scenario())
    monkeypatch.chdir(tmp_path)
    return made


def test_compare_answers_and_keeps_everything(calls, capsys) -> None:
    """30 runs by hand: the drone gets through in 20 of 30 runs under national, in 10 of 30 under unified."""
    code, out, _ = skypact("compare", "x", "--runs", "30", capsys=capsys)
    assert code == 0
    assert [call["name"] for call in calls] == ["national", "coordinated", "unified"]
    assert out.index("Question: Does it matter?") < out.index("Answer:") < out.index("What each arrangement achieves")
    assert "66.7 %" in out
    assert "33.3 %" in out
    assert "−33.3 pp" in out
    assert "Why:" in out
    assert "30 runs of each arrangement, seed 1, level full" in out
    place = Path("runs/by-hand-1-30")
    assert out.endswith(f"folder: {place}\n")
    assert read_mark(place) is not None
    assert {p.name for p in (place / "logs").iterdir()} == {"national", "coordinated", "unified"}
    assert (place / "answer.txt").read_text(encoding="utf-8") in out
    code, again, _ = skypact("show", str(place), capsys=capsys)
    assert (code, again) == (0, (place / "answer.txt").read_text(encoding="utf-8"))


def test_json_has_no_clock_no_path_and_no_worker_count(calls, capsys) -> None:
    """The same bytes for any number of workers; only stderr names the folder."""
    printed = []
    for workers in ("1", "2"):
        code, out, err = skypact("compare", "x", "-n", "30", "-w", workers, "-f", "json", capsys=capsys)
        assert code == 0
        assert "runs/by-hand-1-30" in err.replace("\\", "/")
        printed.append(out)
    assert [call["workers"] for call in calls] == [1, 1, 1, 2, 2, 2]
    assert printed[0] == printed[1]
    made = json.loads(printed[0])
    assert made["arrangements"] == ["national", "coordinated", "unified"]
    assert made["why"]["b"] == "unified"
    assert "by-hand-1-30" not in printed[0]


def test_ctrl_c_prints_and_keeps_what_is_finished(calls, capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped in the third arrangement: the other two are compared and saved, exit code 130."""
    whole = simulator(calls)

    def stopped(read: Any, name: str, **how: Any) -> Any:
        if name == "unified":
            raise KeyboardInterrupt
        return whole(read, name, **how)

    monkeypatch.setattr("skypact.study.worlds.simulate", stopped)
    code, out, err = skypact("compare", "x", "--runs", "30", capsys=capsys)
    assert code == 130
    assert "What each arrangement achieves" in out
    assert "unified" not in out
    assert "1 of 3 arrangements not finished" in err
    mark = read_mark(Path("runs/by-hand-1-30"))
    assert mark is not None
    assert (mark["finished"], mark["whole"]) == (["national", "coordinated"], False)


def test_ctrl_c_before_anything_is_finished_leaves_nothing(calls, capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 130, and no folder."""

    def stopped(*_: Any, **__: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr("skypact.study.worlds.simulate", stopped)
    code, out, err = skypact("compare", "x", "--runs", "30", capsys=capsys)
    assert (code, out) == (130, "")
    assert "no arrangement is finished" in err
    assert list(Path.cwd().iterdir()) == []


def test_ctrl_c_that_was_swallowed_is_heard_at_the_next_replicate(calls, capsys, monkeypatch) -> None:
    """A KeyboardInterrupt that falls into a destructor is lost; the next replicate stops all the same."""
    whole = simulator(calls)

    def swallowed(read: Any, name: str, **how: Any) -> Any:
        if name == "coordinated":
            with suppress(KeyboardInterrupt):
                signal.raise_signal(signal.SIGINT)
        return whole(read, name, **how)

    monkeypatch.setattr("skypact.study.worlds.simulate", swallowed)
    before = signal.default_int_handler
    inherited = signal.signal(signal.SIGINT, before)  # a shell may have started the tests with the signal ignored
    try:
        code, out, err = skypact("compare", "x", "--runs", "30", capsys=capsys)
        left = signal.getsignal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, inherited)
    assert code == 130
    assert "national" in out
    assert "2 of 3 arrangements not finished" in err
    assert left is before


def test_a_foreign_folder_is_refused_before_anything_runs(calls, capsys) -> None:
    """Ten minutes of runs are not thrown away at the end."""
    Path("mine").mkdir()
    Path("mine/notes.txt").write_text("mine")
    code, _, err = skypact("compare", "x", "--runs", "30", "--out", "mine", capsys=capsys)
    assert code == 2
    assert "something else" in err
    assert calls == []


def test_break_even_prints_where_the_answer_turns(calls, capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    """The curve runs over the range of the quantity, 0 to 0.9, between the first and the last arrangement."""
    monkeypatch.setattr("skypact.study.measuring.simulate", simulator(calls))
    code, out, _ = skypact("compare", "x", "-n", "20", "--break-even", "posts.border-post.stops", capsys=capsys)
    assert code == 0
    assert "Break-even:" in out
    assert "posts.border-post.stops" in out
    assert "0.9" in out


def test_why_splits_the_difference_by_verb(calls, capsys) -> None:
    """Only the two arrangements run; one run told in full with --run."""
    code, out, _ = skypact("why", "x", "national", "unified", "-n", "30", capsys=capsys)
    assert code == 0
    assert [call["name"] for call in calls] == ["national", "unified"]
    assert "The difference by verb" in out
    assert "decide" in out
    code, out, _ = skypact("why", "x", "national", "unified", "-n", "30", "--run", "1", capsys=capsys)
    assert "drone-01 (reached → destroyed)" in out
    code, _, err = skypact("why", "x", "national", "unified", "-n", "30", "--run", "30", capsys=capsys)
    assert code == 2
    assert "runs 0 to 29" in err


def test_run_prints_one_arrangement(calls, capsys) -> None:
    """No differences, no reason: there is one world only."""
    code, out, _ = skypact("run", "x", "-a", "unified", "-n", "30", capsys=capsys)
    assert code == 0
    assert [call["name"] for call in calls] == ["unified"]
    assert "33.3 %" in out
    assert "Difference from" not in out
    assert Path("runs/by-hand-unified-1-30/logs/unified/events.parquet").is_file()
