"""The promise of the chance cube, from outside: the same bytes for any workers and any order of the file."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
CASE = ROOT / "scenarios" / "2016-05-border.yaml"


def reversed_order(path: Path) -> Path:
    """Write the case with every mapping of its first level in the reverse order."""
    data: dict[str, Any] = yaml.safe_load(CASE.read_text(encoding="utf-8"))
    turned = {
        key: dict(reversed(list(value.items()))) if isinstance(value, dict) and key != "arrangements" else value
        for key, value in reversed(list(data.items()))
    }
    path.write_text(yaml.safe_dump(turned, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return path


@pytest.mark.parametrize("runs", [20, pytest.param(500, marks=pytest.mark.nightly)])
def test_the_same_bytes_for_any_workers_and_order(skypact, tmp_path: Path, runs: int) -> None:
    """One worker, two workers, the units in another order, and once more: one SHA-256."""
    turned = reversed_order(tmp_path / "turned.yaml")
    found = {}
    for name, words in {
        "one worker": (CASE, "--workers", 1), "two workers": (CASE, "--workers", 2),
        "another order": (turned, "--workers", 2), "again": (CASE, "--workers", 2),
    }.items():  # fmt: skip
        done = skypact("compare", *words, "--runs", runs, "--seed", 1, "--format", "json")
        assert done.returncode == 0, done.stderr[-2000:]
        found[name] = sha256(done.stdout.encode()).hexdigest()
    assert len(set(found.values())) == 1, found


def test_another_seed_is_another_luck(skypact) -> None:
    """The seed reaches the engine."""
    one, two = (skypact("compare", CASE, "--runs", 20, "--seed", seed, "--format", "json") for seed in (1, 2))
    assert one.returncode == two.returncode == 0
    assert one.stdout.replace('"seed": 1', "") != two.stdout.replace('"seed": 2', "")
