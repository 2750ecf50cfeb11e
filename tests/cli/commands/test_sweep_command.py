"""`sweep` over worlds made by hand: what is printed, what is saved, what Ctrl-C leaves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from tests.cli.terminal import skypact
from tests.study.worlds_by_hand import scenario, simulator

from skypact.cli import inputs
from skypact.cli.folder import read_mark

STOPS = "posts.border-post.stops=0..0.5"


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[dict[str, Any]]:
    """Put worlds made by hand in the place of the engine, and return the list of its calls."""
    made: list[dict[str, Any]] = []
    monkeypatch.setattr("skypact.study.measuring.simulate", simulator(made))
    monkeypatch.setattr(inputs, "load", lambda *_: scenario())
    monkeypatch.chdir(tmp_path)
    return made


def test_sweep_prints_a_table_for_each_measure_and_keeps_it(calls, capsys) -> None:
    code, out, _ = skypact("sweep", "x", STOPS, "--points", "3", "-n", "30", "--report", capsys=capsys)
    assert code == 0
    assert len(calls) == 9
    assert "Sweep of posts.border-post.stops (as written 0.3) from 0 to 0.5" in out
    assert "Attackers that got through, of 2 ↓" in out
    assert "0.67 [" in out
    assert "Runs in which a civil or friendly aircraft was fired at" in out
    assert "Control kept by by" in out
    place = Path("runs/by-hand-sweep-posts.border-post.stops-1-30")
    assert out.endswith(f"folder: {place}\nreport: {place / 'sweep.html'}\n")
    assert (place / "answer.txt").read_text(encoding="utf-8") in out
    assert {p.name for p in place.iterdir()} == {
        "answer.txt", "result.json", "scenario.yaml", "skypact.json", "sweep.html", "sweep.md",
        "sweep.svg", "pictures",
    }  # fmt: skip
    page = (place / "sweep.html").read_text(encoding="utf-8")
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")  # nothing is loaded from elsewhere
    assert "skypact sweep by-hand posts.border-post.stops=0..0.5 --points 3" in page
    svg = (place / "sweep.svg").read_text(encoding="utf-8")
    assert ElementTree.fromstring(svg).tag.endswith("svg")
    assert "var(" not in svg
    code, again, _ = skypact("show", str(place), capsys=capsys)
    assert (code, again) == (0, (place / "answer.txt").read_text(encoding="utf-8"))


def test_json_is_the_same_for_any_number_of_workers(calls, capsys) -> None:
    printed = [
        skypact("sweep", "x", STOPS, "-p", "2", "-n", "20", "-w", workers, "-f", "json", capsys=capsys)
        for workers in ("1", "2")
    ]
    assert printed[0][0] == 0
    assert printed[0][1] == printed[1][1]
    made = json.loads(printed[0][1])
    assert made["factor"]["high"] == 0.5
    assert {row["measure"] for row in made["table"]} >= {"leak", "wrongful", "any_wrongful", "kept_by"}


def test_an_intruder_is_refused_with_exit_code_2(calls, capsys) -> None:
    for name in ("intruders.drone-01.begin", "*.drone-01.begin", "intr*.*.begin"):
        code, out, err = skypact("sweep", "x", f"{name}=0s..60s", capsys=capsys)
        assert (code, out) == (2, "")
        assert "never a study factor" in err
    code, _, err = skypact("compare", "x", "--break-even", "posts.border-post.stops,crafts.*.speed", capsys=capsys)
    assert code == 2
    assert "never a study factor" in err
    assert calls == []


def test_ctrl_c_keeps_the_values_that_are_finished(calls, capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = simulator(calls)

    def stopped(read: Any, name: str, **how: Any) -> Any:
        if len(calls) == 7:
            raise KeyboardInterrupt
        return whole(read, name, **how)

    monkeypatch.setattr("skypact.study.measuring.simulate", stopped)
    code, out, err = skypact("sweep", "x", STOPS, "-p", "4", "-n", "20", capsys=capsys)
    assert code == 130
    assert "2 of 4 values not finished" in err
    mark = read_mark(Path("runs/by-hand-sweep-posts.border-post.stops-1-20"))
    assert mark is not None
    assert mark["whole"] is False
    assert "0.1667" in out
    assert "0.3333" not in out
    monkeypatch.setattr("skypact.study.measuring.simulate", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
    code, out, err = skypact("sweep", "x", STOPS, "-n", "21", capsys=capsys)
    assert (code, out) == (130, "")
    assert "no value is finished" in err
    assert not Path("runs/by-hand-sweep-posts.border-post.stops-1-21").exists()
