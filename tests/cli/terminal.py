"""The program as a person at a terminal has it."""

from __future__ import annotations

import sys

import pytest

# a room that is imported first while `worlds.simulate` is patched would keep the stand-in for good
import skypact.study.compare
import skypact.study.loss
import skypact.study.measuring
import skypact.study.saturation  # noqa: F401
from skypact.cli import app


def skypact(*words: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """Run the program in this process; return exit code, stdout, stderr."""
    sys.argv = ["skypact", *words]
    with pytest.raises(SystemExit) as left:
        app.main()
    out, err = capsys.readouterr()
    return int(left.value.code or 0), out, err
