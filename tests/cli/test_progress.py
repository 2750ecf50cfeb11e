"""Progress for programs: lines of JSON instead of a bar."""

from __future__ import annotations

import json

import pytest

from skypact.cli import progress


def test_progress_as_lines(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The first and the last always, of those between at most some a second."""
    monkeypatch.setenv("SKYPACT_PROGRESS", "json")
    monkeypatch.setattr(progress, "compiled", lambda: True)
    with progress.bar(100, "a v b") as advance:
        for _ in range(100):
            advance(1)
    said = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert said[0] == {"done": 0, "total": 100, "what": "a v b"}
    assert said[-1] == {"done": 100, "total": 100, "what": "a v b"}
    assert len(said) < 10


def test_compilation_is_told_as_a_line_too(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Else the first job seems to hang."""
    monkeypatch.setenv("SKYPACT_PROGRESS", "json")
    monkeypatch.setattr(progress, "compiled", lambda: False)
    with progress.bar(1, "a"):
        pass
    assert "compiling" in json.loads(capsys.readouterr().err.splitlines()[0])["what"]
