"""`skypact claims`: what it prints, what it writes, what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.terminal import skypact

CASE = str(Path(__file__).resolve().parents[2] / "scenarios" / "valid" / "claims.yaml")


def test_it_prints_each_reading_with_its_band_and_writes_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = skypact("claims", CASE, "--draws", "4", capsys=capsys)
    assert (code, err) == (0, "")
    assert "sixty: The edge of detection moves 60 km west." in out
    assert "  10 km    66 km  (46 to 86 km): depends: holds as taken; fails if a radar in the west" in out
    assert "turns at 93.6" in out.replace("\n" + " " * 20, " ")
    assert list(tmp_path.iterdir()) == []


def test_json_and_a_folder(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    place = tmp_path / "found"
    code, out, _ = skypact("claims", CASE, "--draws", "0", "-f", "json", "-o", str(place), capsys=capsys)
    made = json.loads(out)
    assert code == 0
    assert made["findings"][0]["reading"] == "moves"
    assert made["findings"][0]["share"] is None
    assert json.loads((place / "result.json").read_text(encoding="utf-8")) == made
    assert {"answer.txt", "scenario.yaml", "skypact.json"} <= {path.name for path in place.iterdir()}


def test_a_setting_and_a_hypothesis_change_the_figures(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--set", "sensors.new.max_range=50 km", "--draws", "0")
    _, set_, _ = skypact("claims", CASE, *words, capsys=capsys)
    _, account, _ = skypact("claims", CASE, "--hypothesis", "shorter", "--draws", "0", capsys=capsys)
    assert "    26 km  (26 to 26 km): fails" in set_
    assert set_ == account


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--claim", "sixti"), "unknown claim 'sixti' — did you mean 'sixty'?"),
        (("--set", "claims.sixty.readings.moves.at_least=1 km"), "claims are constants of a scenario"),
    ],
)
def test_mistakes_are_told(words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = skypact("claims", CASE, *words, capsys=capsys)
    assert (code, out) == (2, "")
    assert said in err


def test_a_scenario_without_claims_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = skypact("claims", "2016-05-border", capsys=capsys)
    assert code == 2
    assert "no claim to judge" in err
