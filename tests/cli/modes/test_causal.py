"""`skypact why --causal`: what is printed and saved, what is refused, what Ctrl-C leaves."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.cli.terminal import skypact
from tests.study.causal.causal_scenes import late_consent

from skypact.cli import inputs
from skypact.cli.folder import read_mark


@pytest.fixture(autouse=True)
def scene(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Put a scene in the place of a file, and work in an empty folder."""
    monkeypatch.setattr(inputs, "load", lambda *_: late_consent("20 min"))
    monkeypatch.chdir(tmp_path)


def test_the_ledger_is_printed(capsys) -> None:
    """The sentence, what to mend first, kinds and owners, an example, and the limits; nothing is written."""
    code, out, _ = skypact("why", "x", "one", "--causal", "-n", "2", capsys=capsys)
    assert code == 0
    order = ["Causal ledger: Of 2 attackers", "Mend first", "by kind and owner", "Each change by itself",
             "For instance", "2 runs of “one”, 2 with a case", "One change at a time"]
    assert [out.index(said) for said in order] == sorted(out.index(said) for said in order)
    assert "1. the consent of ally in half the time" in out
    assert re.search(r" % \[\d+\.\d–\d+\.\d\]", out)  # ends as fine as the value
    assert list(Path.cwd().iterdir()) == []


def test_one_run_tells_each_case(capsys) -> None:
    code, out, _ = skypact("why", "x", "one", "--causal", "-n", "2", "--run", "1", capsys=capsys)
    assert code == 0
    assert "Each case" in out
    assert "jet in run 1" in out
    assert "jet in run 0" not in out


def test_json_and_folder(capsys) -> None:
    """JSON alone on stdout, the same as in the folder; the folder tells its answer again."""
    words = ("why", "x", "one", "--causal", "-n", "2", "--report", "-f", "json")
    code, out, err = skypact(*words, capsys=capsys)
    assert code == 0
    made = json.loads(out)
    assert (made["measure"], made["runs"], made["candidates"]) == ("leak", 2, made["candidates_replayed"])
    assert made["mend_first"][0]["id"] == "delay/consent-of-ally/half"
    place = Path("runs/scene-one-causal-1-2")
    assert str(place) in err
    assert (place / "result.json").read_text(encoding="utf-8") == out
    assert (place / "report.html").is_file()
    mark = read_mark(place)
    assert mark is not None
    assert (mark["what"], mark["whole"]) == ("causal", True)
    code, again, _ = skypact("show", str(place), capsys=capsys)
    assert "Mend first" in again
    assert skypact(*words, "--workers", "1", capsys=capsys)[1] == out


@pytest.mark.parametrize(("words", "said"), [
    (("one",), "name a second one to compare it with, or add --causal"),
    (("one", "two", "--causal"), "--causal looks into one arrangement"),
    (("one", "two", "--measure", "leak"), "--measure goes with --causal"),
    (("one", "two", "--report"), "--report goes with --causal"),
    (("one", "--causal", "--level", "track"), "only the level `full` tells"),
    (("one", "--causal", "--order", "delays"), "did you mean 'delay'?"),
    (("one", "--causal", "--run", "50"), "runs 0 to 49 are made"),
    (("on", "--causal"), "did you mean 'one'?"),
])  # fmt: skip
def test_what_does_not_fit_is_refused(words: tuple[str, ...], said: str, capsys) -> None:
    code, out, err = skypact("why", "x", *words, capsys=capsys)
    assert (code, out) == (2, "")
    assert said in err


def test_ctrl_c_prints_and_keeps_what_is_finished(capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped after one candidate: its ledger is told and saved, exit code 130."""
    from skypact.study.causal import replay as room

    whole = room._Running.end

    def end(self, job, progress):
        if self.candidate.id != job.candidates[0].id:
            raise KeyboardInterrupt
        return whole(self, job, progress)

    monkeypatch.setattr(room._Running, "end", end)
    code, out, err = skypact("why", "x", "one", "--causal", "-n", "2", "-o", "kept", capsys=capsys)
    assert code == 130
    assert "1. the consent of ally in half the time" in out
    assert "stopped: 1 of" in err
    mark = read_mark(Path("kept"))
    assert mark is not None
    assert mark["whole"] is False
