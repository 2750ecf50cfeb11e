"""The program as a person at a terminal has it."""

from __future__ import annotations

import sys

import pytest

from skypact.cli import app

# a room that is imported first while `worlds.simulate` is patched would keep the stand-in for good
from skypact.study import compare, loss, measuring
from skypact.study.turning import saturation

IMPORTED = (compare, loss, measuring, saturation)


def skypact(*words: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """Run the program in this process; return exit code, stdout, stderr."""
    sys.argv = ["skypact", *words]
    with pytest.raises(SystemExit) as left:
        app.main()
    out, err = capsys.readouterr()
    return int(left.value.code or 0), out, err
