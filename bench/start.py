"""Start: CPU time of `--help`, of the first result with an empty kernel cache, and of the first replicate after that.

Budgets of the design: help 0.25 s; first result after install 20 s; later runs 1.5 s to the first replicate. The
cache shipped in a wheel is not measured: no wheel with a cache is built yet.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile

from stamp import last_line

ONE = "import skypact; skypact.run('scenarios/valid/minimal.yaml', runs=1, seed=1, workers=1)"


def cpu_s(command: list[str], cache: str | None = None) -> float:
    """Return the CPU time [s] of a command."""
    env = dict(os.environ)
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    if cache:
        env["NUMBA_CACHE_DIR"] = cache
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Measure each and print them."""
    python = sys.executable
    help_s = statistics.median(cpu_s([python, "-m", "skypact", "--help"]) for _ in range(5))
    with tempfile.TemporaryDirectory() as cache:
        cold = cpu_s([python, "-c", ONE], cache)
        warm = statistics.median(cpu_s([python, "-c", ONE], cache) for _ in range(3))
    print(f"--help {help_s:.3f} s, first result with an empty cache {cold:.1f} s, later {warm:.2f} s (CPU)")
    last_line("start", 5, help_s <= 0.25 and cold <= 20.0 and warm <= 1.5, help_cpu_s=round(help_s, 3),
              cold_cpu_s=round(cold, 2), shipped_cpu_s=None, warm_cpu_s=round(warm, 3))


if __name__ == "__main__":
    main()
