"""What is printed of the further measures, of a loss and of a raid that grows."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from tests.cli.terminal import skypact
from tests.study.turning.test_saturation import written
from tests.study.worlds_by_hand import flown, priced, scenario, simulator

from skypact.cli import inputs
from skypact.cli.folder import read_mark
from skypact.cli.text.detail import effort_text
from skypact.study.compare import compared


def test_the_short_table_holds_each_measure() -> None:
    found = compared(priced(), {name: flown(name) for name in ("national", "unified")}, seed=1)
    lines = {re.split(r"\s{2,}", line.strip())[0]: line for line in "\n".join(effort_text(found)).splitlines()}

    def cells(head: str) -> list[str]:
        return re.split(r"\s{2,}", next(line for first, line in lines.items() if first.startswith(head)).strip())[1:]

    assert cells("warning before entry over by") == ["0.2", "0.4"]  # 10 s and 25 s a run, over two drones
    assert cells("came over by") == ["50.0 %", "50.0 %"]  # drone-02 is never told of
    assert cells("engagements per attacker") == ["0.88 [0.48–1.27]", "1.00"]
    assert cells("runs with a magazine empty") == ["75.0 % [30.1–95.4]", "100.0 % [47.3–100.0]"]
    assert cells("spent ÷ stopped")[1] == "7.50"
    assert cells("price of what came through") == ["10 kUSD [0 USD–41.8 kUSD]", "0 USD"]


def test_a_level_that_cannot_tell_says_nothing() -> None:
    logs = {name: flown(name) for name in ("national", "unified")}
    assert list(effort_text(compared(priced(), logs, seed=1, level="detect"))) == []
    shallow = "\n".join(effort_text(compared(priced(), logs, seed=1, level="track")))
    assert "warning before entry" in shallow
    assert "engagements" not in shallow


def test_lose_runs_each_arrangement_again(capsys, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    calls: list[dict[str, Any]] = []
    for room in ("worlds", "loss"):
        monkeypatch.setattr(f"skypact.study.{room}.simulate", simulator(calls))
    monkeypatch.setattr("skypact.study.loss.seen", lambda *_: True)
    monkeypatch.setattr(inputs, "load", lambda *_: scenario())
    monkeypatch.chdir(tmp_path)
    code, out, _ = skypact("compare", "x", "-n", "6", "--lose", "cp-by", "--report", capsys=capsys)
    assert code == 0
    assert [call["name"] for call in calls] == ["national", "coordinated", "unified"] * 2
    assert "Without cp-by, on the same luck" in out
    made = json.loads(Path("runs/by-hand-1-6/result.json").read_text(encoding="utf-8"))
    assert made["loss"]["lost"] == ["cp-by"]
    assert "Without cp-by" in Path("runs/by-hand-1-6/report.html").read_text(encoding="utf-8")


def test_ctrl_c_among_the_losses_keeps_the_comparison(capsys, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    calls: list[dict[str, Any]] = []

    def stopped(*_: Any, **__: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr("skypact.study.worlds.simulate", simulator(calls))
    monkeypatch.setattr("skypact.study.loss.simulate", stopped)
    monkeypatch.setattr("skypact.study.loss.seen", lambda *_: True)
    monkeypatch.setattr(inputs, "load", lambda *_: scenario())
    monkeypatch.chdir(tmp_path)
    code, out, err = skypact("compare", "x", "-n", "6", "--lose", "cp-by", capsys=capsys)
    assert code == 130
    assert "What each arrangement achieves" in out
    assert "the runs without cp-by are not finished" in err
    mark = read_mark(Path("runs/by-hand-1-6"))
    assert mark is not None
    assert (mark["finished"], mark["whole"]) == (["national", "coordinated", "unified"], False)
    assert "loss" not in json.loads(Path("runs/by-hand-1-6/result.json").read_text(encoding="utf-8"))


def test_an_unknown_node_is_refused_before_anything_runs(capsys, monkeypatch, tmp_path: Path) -> None:
    calls: list[dict[str, Any]] = []
    monkeypatch.setattr("skypact.study.worlds.simulate", simulator(calls))
    monkeypatch.setattr(inputs, "load", lambda *_: scenario())
    monkeypatch.chdir(tmp_path)
    code, _, err = skypact("compare", "x", "-n", "6", "--lose", "cp-bi", capsys=capsys)
    assert code == 2
    assert "did you mean 'cp-by'" in err
    assert calls == []


def test_saturation_prints_and_keeps_the_curve(capsys, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = written(tmp_path)
    monkeypatch.chdir(tmp_path)
    words = ("saturation", str(path), "--raid", "jets", "--sizes", "2,8,12", "-n", "6", "--report")
    code, out, _ = skypact(*words, capsys=capsys)
    assert code == 0
    assert "jets: 2 as written" in out
    out = out.replace("\u00a0", " ").replace("\n", " ")
    assert "Where 50 % of the raid come through, looked for over sizes 2 to 12: at 8.0" in out
    assert "In some run a battery was empty: as written, from a size of 8 on." in out
    place = Path("runs/scene-raid-jets-1-6")
    assert {p.name for p in place.iterdir()} == {
        "skypact.json", "result.json", "answer.txt", "scenario.yaml", "report.html", "report.md", "pictures",
    }  # fmt: skip
    page = (place / "report.html").read_text(encoding="utf-8")
    assert page.count("<svg") == 2
    code, again, _ = skypact("show", str(place), capsys=capsys)
    assert (code, again) == (0, (place / "answer.txt").read_text(encoding="utf-8"))


def test_ctrl_c_in_a_growing_raid_leaves_nothing(capsys, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = written(tmp_path)
    monkeypatch.chdir(tmp_path)

    def stopped(*_: Any, **__: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr("skypact.study.turning.saturation.simulate", stopped)
    code, out, err = skypact("saturation", str(path), "--raid", "jets", "--sizes", "2", "-n", "6", capsys=capsys)
    assert (code, out) == (130, "")
    assert "stopped: no result is kept" in err
    assert not Path("runs").exists()


@pytest.mark.parametrize("name", ["jets.route", "intruders.jets.begin", "jets.speed"])
def test_anything_but_the_size_of_a_raid_is_refused(name: str, capsys, monkeypatch, tmp_path: Path) -> None:
    path = written(tmp_path)
    monkeypatch.chdir(tmp_path)
    code, _, err = skypact("saturation", str(path), "--raid", name, capsys=capsys)
    assert code == 2
    assert "only the size of a scripted raid may be swept" in err
    code, _, err = skypact("saturation", str(path), "--raid", "jets", "--sizes", "2,many", capsys=capsys)
    assert code == 2
    assert "not whole numbers" in err
