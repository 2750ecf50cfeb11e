"""`worth` over worlds made by hand: what is printed, what is saved, what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.terminal import skypact
from tests.study.worth.worth_by_hand import flown, scenario

from skypact.cli import inputs
from skypact.load.overlay.arrange import arrange
from skypact.load.overlay.arrange import hypothesis as account
from skypact.study.worth import worth as room

ABOUT = ["drone-01", "drone-02", "cessna"]


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """Put worlds made by hand in the place of the engine, in which noise or the loss of radar-by blinds."""
    made: list[str] = []

    def simulate(read: Any, name: str, *, runs: int, progress: Any = None, **how: Any) -> Any:
        world = arrange(read, name)
        lost = [node for change in world.changes for node in change.lost]
        made.append(name)
        if progress:
            progress(runs)
        return flown(runs, "radar-by" not in lost and "brought" not in world.intruders)

    def load(source: str, under: str, sets: Any) -> Any:
        read = scenario(about=ABOUT, nation="by")
        return account(read, under) if under else read

    monkeypatch.setattr(room, "simulate", simulate)
    monkeypatch.setattr(room, "seen", lambda *_: True)
    monkeypatch.setattr(inputs, "load", load)
    monkeypatch.chdir(tmp_path)
    return made


def test_worth_prints_words_and_a_table_and_keeps_them(calls, capsys) -> None:
    code, out, _ = skypact("worth", "x", "radar-by", "--hypothesis", "jamming", "-a", "national", "-n", "10",
                           "--report", capsys=capsys)
    assert code == 0
    assert calls == ["national"] * 3
    assert "With radar-by under “national”: attackers that got through, of 2: 1.50 instead of 2.00" in out
    assert "With the account jamming (Noise) under “national”" in out
    assert "below 300 m (1)" not in out  # --by height was not asked for
    place = Path("runs/by-hand-worth-radar-by-jamming-1-10")
    assert out.endswith(f"folder: {place}\nreport: {place / 'report.html'}\n")
    assert {p.name for p in place.iterdir()} == {
        "answer.txt", "pictures", "report.html", "report.md", "result.json", "scenario.yaml", "skypact.json",
    }  # fmt: skip
    page = (place / "report.html").read_text(encoding="utf-8")
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")  # nothing is loaded from elsewhere
    assert "skypact worth by-hand radar-by --hypothesis jamming --arrangements national --by height" in page
    code, again, _ = skypact("show", str(place), capsys=capsys)
    assert (code, again) == (0, (place / "answer.txt").read_text(encoding="utf-8"))


def test_by_height_every_difference_stands_with_its_band(calls, capsys) -> None:
    code, out, _ = skypact("worth", "x", "radar-by", "--by", "height", "--arrangement", "national", "-n", "10",
                           capsys=capsys)
    assert code == 0
    lines = [line.split() for line in out.splitlines()]
    assert ["below", "300", "m", "(1)", "100.0", "%", "50.0", "%", "−50.0", "pp*"] in [words[:10] for words in lines]
    assert "  1 km to 5 km (1)" in out
    assert "Heights are the lowest of a route above ground." in out


def test_json_is_the_same_for_any_number_of_workers(calls, capsys) -> None:
    printed = [skypact("worth", "x", "radar-by", "-n", "8", "-w", w, "-f", "json", capsys=capsys)[1] for w in "12"]
    assert printed[0] == printed[1]
    made = json.loads(printed[0])
    assert {row["band"] for row in made["table"]} >= {"", "below-300m"}
    assert made["arrangements"] == ["national", "coordinated", "unified"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["intruders.noise.jammer.density"], "defence only"), (["intruders.noise.jammer.begin"], "defence only"),
        (["drone-01"], "without a jammer"), (["brought"], "add --under jamming"), ([], "worth of what"),
        (["radar-bu"], "did you mean 'radar-by'"), (["--hypothesis", "jaming"], "did you mean 'jamming'"),
        (["radar-by", "-a", "natinal"], "unknown arrangement"),
    ],
)  # fmt: skip
def test_what_has_no_worth_is_refused_before_anything_runs(calls, capsys, words: list[str], said: str) -> None:
    code, out, err = skypact("worth", "x", *words, capsys=capsys)
    assert (code, out, calls) == (2, "", [])
    assert said in err
    assert not Path("runs").exists()


def test_the_noise_of_an_account_is_measured_under_it(calls, capsys) -> None:
    code, out, _ = skypact("worth", "x", "brought", "--under", "jamming", "-a", "national", "-n", "4", capsys=capsys)
    assert code == 0
    assert "With the noise of brought under “national”" in out
    assert "account jamming" in out


def test_ctrl_c_keeps_nothing(calls, capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "simulate", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
    code, out, err = skypact("worth", "x", "radar-by", "-n", "4", capsys=capsys)
    assert (code, out) == (130, "")
    assert "no result is kept" in err
    assert not Path("runs").exists()
