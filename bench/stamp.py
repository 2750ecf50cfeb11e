"""What every bench's last line carries: which bench, commit, platform, numba, and whether it passed."""

from __future__ import annotations

import json
import resource
import subprocess
from pathlib import Path


def rss_mb() -> float:
    """Return the peak resident memory of this process [MB]."""
    status = Path("/proc/self/status")
    if status.exists():  # what getrusage says holds that of the parent until it started this program
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if "VmHWM" in line) / 1024.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0


def commit() -> str:
    """Return the short commit, with a + where the tree is changed; "unknown" outside a checkout."""
    here = Path(__file__).resolve().parent
    try:
        name, dirty = (
            subprocess.run(["git", *words], cwd=here, capture_output=True, text=True, check=True).stdout.strip()
            for words in (["rev-parse", "--short", "HEAD"], ["status", "--porcelain"])
        )
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return name + ("+" if dirty else "")


def last_line(bench: str, n: int, passed: bool, **keys: object) -> None:
    """Print the one line of JSON with which a bench ends."""
    import numba

    from skypact.core.stamp import this_platform

    line = {"bench": bench, "commit": commit(), "platform": this_platform(), "numba": numba.__version__, "n": n,
            "pass": passed} | keys
    print(json.dumps(line))
