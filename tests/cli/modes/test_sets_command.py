"""`run --sets` with the engine: a kill probability decides, a reaction time does not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.terminal import skypact

ROOT = Path(__file__).resolve().parents[3]
RIVALS = str(ROOT / "scenarios" / "valid" / "rival-sets.yaml")


def test_both_verdicts_and_the_figure_that_flips_them(capsys, tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, _ = skypact("run", RIVALS, "--sets", "maker,critic", "-n", "60", capsys=capsys)
    assert code == 0
    assert "Under “maker” it holds.\nUnder “critic” it does not hold.\nThe verdict hangs on the set." in out
    assert "alone flips it: batteries.battery.kill.aircraft (0.8 → 0.1), and" in out
    assert "batteries.battery.reaction       12 s → 30 s" in out
    place = Path("runs/rival-sets-maker-critic-1-60")
    assert (place / "answer.txt").read_text(encoding="utf-8") in out
    made = json.loads((place / "result.json").read_text(encoding="utf-8"))
    assert [row["verdict"] for row in made["sets"]] == ["holds", "does not hold"]
    # two shots at most, one a battery: the critic's 0.1 a shot leaves 0.9² = 0.81 of the runs, as luck has it
    assert made["sets"][1]["mean"] == pytest.approx(0.81, abs=0.12)
    words = ("run", RIVALS, "--sets", "maker,critic", "-n", "60", "-w", "1", "-f", "json")
    code, again, _ = skypact(*words, capsys=capsys)
    assert code == 0
    assert json.loads(again) == made


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--sets", "maker,critc"], "did you mean 'critic'?"), (["--sets", "maker"], "name two or more"),
        (["--sets", "maker,maker"], "name each once"), (["--sets", ","], "name two or more"),
        (["--sets", "maker,critic", "--set", "batteries.*.kill.aircraft=0.5", "--set", "reaction=20 s"], "rival sets"),
    ],
)  # fmt: skip
def test_what_are_no_sets_exits_with_2(capsys, tmp_path, monkeypatch, words: list[str], said: str) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = skypact("run", RIVALS, *words, capsys=capsys)
    assert (code, out) == (2, "")
    assert said in err
    assert list(tmp_path.iterdir()) == []
