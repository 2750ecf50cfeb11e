"""What every test may ask for."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]

Skypact = Callable[..., "subprocess.CompletedProcess[str]"]


# a busy machine must not fail a property
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the switches of `make nightly` and `make docs`."""
    parser.addoption("--nightly", action="store_true", help="run the long tests too")
    parser.addoption("--commands", action="store_true", help="run every command of the tutorial")


def pytest_collection_modifyitems(config: pytest.Config, items: Sequence[pytest.Item]) -> None:
    """Skip what only `make nightly` and `make docs` run."""
    for option in ("nightly", "commands"):
        if not config.getoption(f"--{option}"):
            for item in items:
                if item.get_closest_marker(option) is not None:  # keywords hold the names of folders too
                    item.add_marker(pytest.mark.skip(reason=f"needs --{option}"))


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the root of the source tree."""
    return ROOT


@pytest.fixture
def skypact(tmp_path: Path) -> Skypact:
    """Return a function that runs the program in an empty folder, in a process of its own."""

    def call(*words: object, cwd: Path = tmp_path) -> subprocess.CompletedProcess[str]:
        environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONDONTWRITEBYTECODE", "COLUMNS")}
        environment |= {"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1", "COLUMNS": "120", "NO_COLOR": "1"}
        return subprocess.run(
            [sys.executable, "-m", "skypact", *(str(word) for word in words)],
            cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8", stdin=subprocess.DEVNULL,
            timeout=1800, check=False,
        )  # fmt: skip

    return call
