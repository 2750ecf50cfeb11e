"""examples/doctrine: one rule as a table, as a compiled function and as plain Python gives the same events."""

from __future__ import annotations

import re
import subprocess
from dataclasses import fields
from hashlib import sha256
from pathlib import Path

import pytest

from skypact.arrays.state import FEATURES
from skypact.engine.batch import run
from skypact.engine.doctrine import Epoch
from skypact.load.code import functions
from skypact.load.overlay.arrange import arrange
from skypact.load.scenario import scenario
from skypact.log.schema import EventLog
from skypact.study.worlds import simulate

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "examples" / "doctrine"
FILE = FOLDER / "scenario.yaml"


@pytest.fixture(scope="module")
def logs() -> dict[str, EventLog]:
    """Return ten runs under every arrangement."""
    read = scenario(FILE)
    found = functions(read, FOLDER, allow_code=True)
    return {name: simulate(read, name, runs=10, seed=3, functions=found) for name in read.arrangements}


def test_three_ways_to_write_a_rule_give_the_same_events(logs: dict[str, EventLog]) -> None:
    """Every column of every event; and the rule matters, or this would say nothing."""
    assert logs["compiled"].events.equals(logs["table"].events)
    assert logs["python"].events.equals(logs["table"].events)
    assert not logs["plain"].events.equals(logs["table"].events)
    assert not logs["low-first"].events.equals(logs["plain"].events)


def test_the_stamp_knows_the_code(logs: dict[str, EventLog]) -> None:
    """The hash of the file for the doctrine in use; none where no code ran."""
    expected = sha256((FOLDER / "rules.py").read_bytes()).hexdigest()
    assert logs["low-first"].stamp["code_sha256"] == {"low-first": expected}
    assert "code_sha256" not in logs["table"].stamp


def test_the_guide_names_every_feature_and_field() -> None:
    """docs/guides/doctrine.md: its tables, and its first function, are those of the code."""
    guide = (ROOT / "docs" / "guides" / "doctrine.md").read_text(encoding="utf-8")
    for name in (*FEATURES, *(field.name for field in fields(Epoch))):
        assert re.search(rf"^\|.*`{name}`.*\|", guide, re.M), name
    body = (FOLDER / "rules.py").read_text(encoding="utf-8").split("what is low is gone soon.\"\"\"\n")[1]
    assert body.strip() in guide


def test_workers_do_not_reach_the_result_of_code() -> None:
    """Plain Python within two threads."""
    read = scenario(FILE)
    found = functions(read, FOLDER, allow_code=True)
    one, two = (run(arrange(read, "python"), runs=6, seed=3, workers=n, functions=found) for n in (1, 2))
    assert one.events.equals(two.events)


def test_the_command_line_asks_for_permission(skypact, tmp_path: Path) -> None:
    """Exit 2 and what to do about it; with permission it runs. Code that is not used needs none."""
    def asked(arrangement: str, *more: str) -> subprocess.CompletedProcess[str]:
        return skypact("run", FILE, "--arrangement", arrangement, "--runs", "2", "--out", tmp_path / "a", *more)

    refused = asked("compiled")
    assert refused.returncode == 2
    assert "give --allow-code" in refused.stderr
    for done in (asked("compiled", "--allow-code"), asked("table")):
        assert done.returncode == 0, done.stderr
