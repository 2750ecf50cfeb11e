"""The reference theatre: CPU time of one replicate, after compilation, at each level and association.

100 objects, 20 radars, 10 batteries, 30 minutes. Budgets are those of the design: full and perfect 60 ms, full and
gnn 250 ms, detect 5 ms. One thread; process CPU time; the median of five blocks.
"""

from __future__ import annotations

import argparse
import statistics
import time

from stamp import last_line, rss_mb
from theatre import theatre

BUDGET_MS = {("full", "perfect"): 60.0, ("full", "gnn"): 250.0, ("detect", "perfect"): 5.0}


def measure(level: str, association: str, runs: int) -> dict[str, object]:
    """Return the row of one level and association."""
    from skypact.engine.plan import plan
    from skypact.engine.replicate import replicate

    made = plan(theatre(association=association))
    replicate(made, 1, 0, level)
    blocks = []
    for block in range(5):
        begin = time.process_time()
        for run in range(runs):
            replicate(made, 1, 1 + block * runs + run, level)
        blocks.append((time.process_time() - begin) / runs)
    cpu = statistics.median(blocks)
    looks = len(made.static_looks(0, 0)[0].t_s)
    return {
        "association": association, "level": level, "cpu_ms_per_rep": round(cpu * 1e3, 2),
        "reps_per_min": round(60.0 / cpu), "cpu_us_per_look": round(cpu / looks * 1e6, 4), "rss_mb": round(rss_mb(), 1),
        "cpu_ms_min": round(min(blocks) * 1e3, 2), "cpu_ms_max": round(max(blocks) * 1e3, 2), "looks": looks,
        "budget_ms": BUDGET_MS[level, association], "pass": cpu * 1e3 <= BUDGET_MS[level, association],
    }


def main() -> None:
    """Measure every row of the budget and print them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=10, help="replicates in each of the five blocks")
    runs = parser.parse_args().runs
    rows = [measure(level, association, runs) for level, association in BUDGET_MS]
    for row in rows:
        print(f"{row['level']:>7} {row['association']:>8}: {row['cpu_ms_per_rep']} ms ({row['cpu_ms_min']} to "
              f"{row['cpu_ms_max']}), budget {row['budget_ms']} ms, {row['cpu_us_per_look']} µs a look")
    first = {k: rows[0][k] for k in
             ("association", "level", "cpu_ms_per_rep", "reps_per_min", "cpu_us_per_look", "rss_mb")}
    last_line("engine", 5 * runs, all(bool(r["pass"]) for r in rows), **first, rows=rows)


if __name__ == "__main__":
    main()
