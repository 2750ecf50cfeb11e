"""The two shipped cases, compared once for all browser tests, in a folder that test workers share."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCENARIOS = {"border": "2016-05-border", "airdrop": "2012-07-04-airdrop"}
RUNS = 12


def made(folder: Path) -> Path:
    """Return a run folder with the results of both cases; the first worker that asks computes them."""
    runs = folder / "runs"
    with (folder / "browser-cases.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for name, scenario in SCENARIOS.items():
            if not (runs / name / "skypact.json").is_file():
                _compare(scenario, runs / name)
    return runs


def explored(folder: Path) -> Path:
    """Return the run folder with `explorer` beside the cases: a small grid over the delay of consent."""
    runs = folder / "runs"
    with (folder / "browser-explorer.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (runs / "explorer" / "explorer.html").is_file():
            skypact("explore", ROOT / "scenarios" / "2016-05-border.yaml", "--vary", "consent_delay=0min..20min",
                    "--points", 3, "--runs", 4, "--seed", 1, "--out", runs / "explorer")  # fmt: skip
    return runs


def _compare(scenario: str, out: Path) -> None:
    skypact("compare", ROOT / "scenarios" / f"{scenario}.yaml", "--runs", RUNS, "--seed", 1, "--report", "--view",
            "--arrangements", "national,coordinated,unified", "--out", out)  # fmt: skip


def skypact(*words: object) -> None:
    """Run the program; what it says stands in the failure."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1", "NO_COLOR": "1"}
    done = subprocess.run([sys.executable, "-m", "skypact", *map(str, words)], env=environment, capture_output=True,
                          text=True, encoding="utf-8", stdin=subprocess.DEVNULL, timeout=900, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
