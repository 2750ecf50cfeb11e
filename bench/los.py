"""Line of sight to 10,000 targets from one fixed radar: time of the look-up in its map, and wrong decisions.

Wrong against a march of 0.25 cells over the bilinear surface. Targets lie anywhere on the seeded 3000 × 3000 ground;
heights above ground are uniform up to 10 km (`wrong_pct`), and log-uniform from 30 m to 10 km, which puts most of them
near the ground and the limit of sight (`wrong_low_pct`).
"""

from __future__ import annotations

import argparse
import statistics
import time

import numpy as np
from ground import CELL_M, GDAL_RADIUS_M, fractal, sites
from stamp import last_line

N = 10_000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=3000, help="side of the grid")
    parser.add_argument("--targets", type=int, default=200_000, help="targets for the share of wrong decisions")
    options = parser.parse_args()
    from skypact.kernels.terrain import exact, sight
    from skypact.kernels.terrain.fan import visible_one
    from skypact.lower.sense.air import parabola

    ground = fractal(options.n)
    site, bend = sites(ground, 1)[0], parabola(4 / 3, GDAL_RADIUS_M)
    altitude = visible_one(ground, CELL_M, site, bend)[0]
    rng = np.random.default_rng(3)
    rows, cols = rng.uniform(0, options.n - 1, (2, options.targets))
    surface = ground[rows.astype(int), cols.astype(int)].astype(float)
    wrong = []
    for above in (rng.uniform(0, 10_000, options.targets), np.exp(rng.uniform(np.log(30), np.log(1e4), len(rows)))):
        heights = surface + above
        found = sight.seen(altitude, rows, cols, heights)
        truth = exact.seen(ground, CELL_M, site, bend, rows, cols, heights)
        wrong.append(100.0 * float((found != truth).mean()))
        print(f"  {100 * truth.mean():.1f} % seen, {wrong[-1]:.4f} % wrong of {options.targets}")
    blocks = []
    for block in range(50):
        part = slice((block * N) % (options.targets - N), (block * N) % (options.targets - N) + N)
        begin = time.process_time()
        sight.seen(altitude, rows[part], cols[part], heights[part])
        blocks.append((time.process_time() - begin) * 1e3)
    ms = statistics.median(blocks)
    last_line("los", N, ms <= 0.5 and wrong[0] <= 0.05, ms_per_10k=round(ms, 3), wrong_pct=round(wrong[0], 4),
              wrong_low_pct=round(wrong[1], 4), targets=options.targets)


if __name__ == "__main__":
    main()
