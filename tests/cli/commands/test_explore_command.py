"""`explore` over worlds made by hand: what is printed and kept, what Ctrl-C leaves, what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.terminal import skypact
from tests.study.worlds_by_hand import scenario, simulator

from skypact.cli import inputs
from skypact.cli.folder import read_mark
from skypact.report.explorer import page

STOPS = "posts.border-post.stops=0..0.5"
PLACE = Path("runs/by-hand-explore-1-30")


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[dict[str, Any]]:
    """Put worlds made by hand in the place of the engine, and return the list of its calls."""
    made: list[dict[str, Any]] = []
    monkeypatch.setattr("skypact.study.measuring.simulate", simulator(made))
    monkeypatch.setattr(inputs, "load", lambda *_: scenario())
    monkeypatch.setattr(page, "built", lambda name: "" if name.endswith("js") else "p {}")
    monkeypatch.chdir(tmp_path)
    return made


def test_explore_prints_the_answer_and_keeps_a_page(calls, capsys) -> None:
    code, out, _ = skypact("explore", "x", "--vary", STOPS, "--points", "3", "-n", "30", capsys=capsys)
    assert code == 0
    assert len(calls) == 9
    said = " ".join(out.split())
    assert "9 combinations (3 arrangements, 3 values of posts.border-post.stops), 30 runs of each" in said
    assert "It leans on" in out
    assert out.endswith(f"folder: {PLACE}\nexplorer: {PLACE / 'explorer.html'}\n")
    assert {p.name for p in PLACE.iterdir()} == {
        "answer.txt", "cells", "explorer.html", "result.json", "scenario.yaml", "skypact.json",
    }  # fmt: skip
    assert len(list((PLACE / "cells").iterdir())) == 9
    made = json.loads((PLACE / "result.json").read_text(encoding="utf-8"))
    assert made["factors"][0]["values"] == [0, 0.25, 0.5]
    assert {row["against"] for row in made["paired"]} == {"base", "first"}
    code, again, _ = skypact("show", str(PLACE), capsys=capsys)
    assert (code, again) == (0, (PLACE / "answer.txt").read_text(encoding="utf-8"))


def test_json_is_the_same_for_any_number_of_workers(calls, capsys) -> None:
    printed = [
        skypact("explore", "x", "-v", STOPS, "-p", "2", "-n", "20", "-w", w, "-f", "json", "-o", f"o{w}", capsys=capsys)
        for w in ("1", "2")
    ]
    assert printed[0][0] == 0
    assert printed[0][1] == printed[1][1]
    pages = [Path(f"o{w}/explorer.html").read_bytes() for w in ("1", "2")]
    assert pages[0] == pages[1]


def test_ctrl_c_keeps_what_is_finished_and_the_same_command_goes_on(
    calls, capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = simulator(calls)

    def stopped(read: Any, name: str, **how: Any) -> Any:
        if len(calls) == 4:
            raise KeyboardInterrupt
        return whole(read, name, **how)

    words = ("explore", "x", "--vary", STOPS, "--points", "3", "-n", "30")
    monkeypatch.setattr("skypact.study.measuring.simulate", stopped)
    code, out, err = skypact(*words, capsys=capsys)
    assert (code, out) == (130, "")
    assert "4 of 9 combinations are kept in" in err
    mark = read_mark(PLACE)
    assert mark is not None
    assert (mark["what"], mark["whole"]) == ("explore", False)
    monkeypatch.setattr("skypact.study.measuring.simulate", whole)
    code, _, _ = skypact(*words, capsys=capsys)
    assert (code, len(calls)) == (0, 9)
    assert (read_mark(PLACE) or {})["whole"] is True


def test_intruders_are_refused_with_exit_code_2(calls, capsys) -> None:
    for name in ("intruders.drone-01.begin=0s..60s", "*.drone-01.begin=0s..60s", "crafts.*.speed=1m/s..9m/s"):
        code, out, err = skypact("explore", "x", "--vary", name, capsys=capsys)
        assert (code, out) == (2, "")
        assert "never a study factor" in err
    assert calls == []
    assert not Path("runs").exists()


def test_a_folder_of_another_result_is_left_alone(calls, capsys) -> None:
    code, _, _ = skypact("sweep", "x", STOPS, "-p", "2", "-n", "20", "-o", "out", capsys=capsys)
    assert code == 0
    code, _, err = skypact("explore", "x", "-o", "out", capsys=capsys)
    assert code == 2
    assert "holds a result of skypact sweep" in err
    assert (read_mark(Path("out")) or {})["what"] == "sweep"
