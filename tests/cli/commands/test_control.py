"""`skypact control` over worlds made by hand: what is printed, what is saved, what Ctrl-C leaves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.terminal import skypact
from tests.study.choices_by_hand import player, scenario

from skypact.cli import inputs
from skypact.cli.folder import read_mark


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[dict[str, Any]]:
    """Put worlds made by hand in the place of the engine, and return the list of its calls."""
    made: list[dict[str, Any]] = []
    monkeypatch.setattr("skypact.study.worlds.played", player(made))
    monkeypatch.setattr(inputs, "load", lambda *_: scenario())
    monkeypatch.chdir(tmp_path)
    return made


def test_it_answers_and_keeps_everything(calls, capsys) -> None:
    code, out, _ = skypact("control", "x", "--runs", "30", "--report", capsys=capsys)
    assert code == 0
    assert out.index("Answer:") < out.index("if ru withdraws") < out.index("Control over Belarus")
    assert out.index("Consents of Belarus") < out.index("Wrongful fire") < out.index("What it leans on")
    assert "+33.33 pp" in out
    assert "600 MUSD (300 MUSD to 900 MUSD)" in out
    place = Path("runs/by-hand-control-1-30")
    assert out.endswith(f"folder: {place}\nreport: {place / 'report.html'}\n")
    mark = read_mark(place)
    assert mark is not None
    assert (mark["what"], mark["finished"]) == ("control", ["alone", "joint"])
    assert {p.name for p in (place / "logs").iterdir()} == {"alone", "alone-withdraws", "joint", "joint-withdraws"}
    assert (place / "report.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    code, again, _ = skypact("show", str(place), capsys=capsys)
    assert (code, again) == (0, (place / "answer.txt").read_text(encoding="utf-8"))


def test_json_is_the_same_for_any_number_of_workers(calls, capsys) -> None:
    printed = []
    for workers in ("1", "2"):
        code, out, err = skypact("control", "x", "-n", "10", "-w", workers, "-f", "json", capsys=capsys)
        assert code == 0
        assert "by-hand-control-1-10" in err
        printed.append(out)
    assert printed[0] == printed[1]
    made = json.loads(printed[0])
    assert (made["choices"], made["nation"], made["partner"]) == (["alone", "joint"], "by", "ru")
    assert "runs/" not in printed[0]


def test_some_choices_and_another_nation(calls, capsys) -> None:
    words = ("control", "x", "-n", "5", "--choices", "joint", "--nation", "ru", "--partner", "by", "--out", "here")
    code, out, _ = skypact(*words, capsys=capsys)
    assert code == 0
    assert [c["name"] for c in calls] == ["joint", "joint"]
    assert "what does each choice gain Russia" in out


def test_an_unknown_choice_is_an_error_for_people(calls, capsys) -> None:
    code, _, err = skypact("control", "x", "--choices", "jont", capsys=capsys)
    assert code == 2
    assert "unknown choice 'jont' — did you mean 'joint'" in err
    assert calls == []


@pytest.mark.parametrize("words", [("--nation", "xx"), ("--partner", "xx"), ("--partner", "by")])
def test_an_unknown_nation_is_refused_before_any_folder_is_made(words: tuple[str, str], calls, capsys) -> None:
    code, out, err = skypact("control", "x", *words, capsys=capsys)
    assert (code, out) == (2, "")
    assert "unknown nation 'xx'" in err or "by cannot withdraw from itself" in err
    assert list(Path.cwd().iterdir()) == []


def test_ctrl_c_leaves_nothing(calls, capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = player(calls)

    def stopped(world: Any, name: str, **how: Any) -> Any:
        if name == "joint":
            raise KeyboardInterrupt
        return whole(world, name, **how)

    monkeypatch.setattr("skypact.study.worlds.played", stopped)
    code, out, err = skypact("control", "x", "--runs", "5", capsys=capsys)
    assert (code, out) == (130, "")
    assert "stopped" in err
    assert list(Path("runs").iterdir()) == []
