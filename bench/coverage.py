"""Coverage over terrain: time, memory and error of the fan, and of GDAL's viewshed in the same process beside it.

Merged minimum visible altitude of 20 sensors on a seeded fractal of 3000 × 3000 cells of 100 m, 4/3 earth, no limit of
range. GDAL is timed without copying and merging its maps, which the fan's time includes. Runs alternate; ratios are
medians of pairs. Errors are against a ray for each cell (`kernels.terrain.exact`, read at the same grid lines as the
fan), of the sensor in the middle, values below ground set to the ground. Memory is that of a process of its own.
"""

from __future__ import annotations

if __name__ == "coverage":  # numba looks for the package of that name, and this folder comes first on the path
    raise ImportError("this is the bench, not the package coverage")

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from ground import CELL_M, GDAL_RADIUS_M, MAST_M, Gdal, fractal, sites
from stamp import last_line, rss_mb

#: A cell counts as shadowed by the spike where it raises the visible altitude by more [m].
SHADOW_M = 10.0


def ours(ground: np.ndarray, places: np.ndarray, layered: bool = False) -> np.ndarray:
    """Return the merged map of the fan, over 4/3 earth or through layered air."""
    from skypact.kernels.terrain.fan import visible
    from skypact.lower.sense.air import Air, bending, parabola

    bend = [bending(Air(), h) if layered else parabola(4 / 3, GDAL_RADIUS_M) for h in places[:, 2]]
    return visible(ground, CELL_M, places, np.array(bend), np.full(len(places), np.inf))


def timed(work) -> tuple[float, float]:  # type: ignore[no-untyped-def]
    """Return wall and CPU time [s] of a call."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


def memory_mb(ground: np.ndarray, places: np.ndarray) -> float:
    """Return the peak resident memory [MB] of a process that loads ground and sensors and makes the merged map."""
    with tempfile.TemporaryDirectory() as folder:
        np.save(Path(folder) / "ground.npy", ground)
        np.save(Path(folder) / "sites.npy", places)
        done = subprocess.run([sys.executable, __file__, "--only", folder], capture_output=True, text=True, check=True)
    return float(done.stdout.split()[-1])


def errors(ground: np.ndarray, site: np.ndarray, sample: int, gdal: Gdal | None) -> dict[str, object]:
    """Return the errors of one sensor's maps against a ray for each cell."""
    from skypact.kernels.terrain.exact import visible_cells
    from skypact.kernels.terrain.fan import visible_one
    from skypact.lower.sense.air import parabola

    bend = parabola(4 / 3, GDAL_RADIUS_M)
    cells = np.arange(ground.size)
    if sample:
        cells = np.random.default_rng(1).choice(ground.size, sample, replace=False)
    rows, cols = np.divmod(cells, ground.shape[1])
    exact = visible_cells(ground, CELL_M, site, bend, rows, cols)
    gap = np.abs(visible_one(ground, CELL_M, site, bend)[0][rows, cols] - exact)
    some = np.random.default_rng(2).choice(len(cells), min(len(cells), 20_000), replace=False)
    both = visible_cells(ground, CELL_M, site, bend, rows[some], cols[some], both=True)
    found: dict[str, object] = {
        "reference": f"{sample} random cells" if sample else "every cell", "err_p99_m": percentile(gap),
        "err_max_m": round(float(gap.max()), 3), "err_mean_m": round(float(gap.mean()), 4),
        "surface_p99_m": percentile(np.abs(both - exact[some])), "gdal_p99_m": None, "gdal_max_m": None,
    }  # fmt: skip
    if gdal:
        theirs = np.maximum(gdal.take(gdal.start(site)), ground)[rows, cols]
        gap = np.abs(theirs - exact)
        found |= {"gdal_p99_m": percentile(gap), "gdal_max_m": round(float(gap.max()), 1)}
    return found


def percentile(gap: np.ndarray) -> float:
    """Return the 99th percentile."""
    return round(float(np.percentile(gap, 99)), 3)


def shadows(offsets: list[tuple[int, int]], with_gdal: bool, n: int = 1000) -> list[tuple[int, int, int | None]]:
    """Return the cells shadowed by a 500 m spike at each offset (row, column) from a sensor on flat ground.

    Fan, exact reference, GDAL (at the first offset only). Offsets point north-east, so only that quadrant is compared.
    """
    from skypact.kernels.terrain import exact, fan
    from skypact.lower.sense.air import parabola

    bend, site = parabola(4 / 3, GDAL_RADIUS_M), np.array([n // 2, n // 2, MAST_M])
    rows, cols = (a.ravel() for a in np.indices((n // 2, n // 2)))
    cols = cols + n // 2

    def maps(ground: np.ndarray, gdal: bool) -> list[np.ndarray]:
        made = [fan.visible_one(ground, CELL_M, site, bend)[0][rows, cols],
                exact.visible_cells(ground, CELL_M, site, bend, rows, cols)]
        return [*made, _gdal_map(ground, site)[rows, cols]] if gdal else made

    found = []
    flat = maps(np.zeros((n, n), np.float32), with_gdal)
    for i, (row, col) in enumerate(offsets):
        ground = np.zeros((n, n), np.float32)
        ground[n // 2 + row, n // 2 + col] = 500.0
        counts = [int((high - low > SHADOW_M).sum())
                  for low, high in zip(flat, maps(ground, with_gdal and i == 0), strict=False)]
        found.append((counts[0], counts[1], counts[2] if len(counts) > 2 else None))
    return found


def _gdal_map(ground: np.ndarray, site: np.ndarray) -> np.ndarray:
    gdal = Gdal(ground)
    return np.maximum(gdal.take(gdal.start(site)), ground)


def alternate(ground: np.ndarray, places: np.ndarray, gdal: Gdal | None, repeats: int) -> dict[str, object]:
    """Return times of ours and of GDAL in turns."""
    our, their, layered = [], [], []
    for _ in range(repeats):
        our.append(timed(lambda: ours(ground, places)))
        layered.append(timed(lambda: ours(ground, places, layered=True)))
        if gdal:
            total = np.zeros(2)
            for site in places:
                handles: list[int] = []
                total += timed(lambda site=site, handles=handles: handles.append(gdal.start(site)))
                gdal.take(handles[0])
            their.append(tuple(total))
        print(f"  wall, CPU s: ours {our[-1][0]:.2f}, {our[-1][1]:.2f}; through layered air {layered[-1][0]:.2f}, "
              f"{layered[-1][1]:.2f}" + (f"; GDAL {their[-1][0]:.2f}, {their[-1][1]:.2f}" if gdal else ""))

    def middle(values: list[float]) -> float:
        return round(statistics.median(values), 3)

    found: dict[str, object] = {
        "wall_s": middle([w for w, _ in our]), "cpu_s": middle([c for _, c in our]),
        "wall_min_s": round(min(w for w, _ in our), 3), "layered_wall_s": middle([w for w, _ in layered]),
        "layered_cpu_s": middle([c for _, c in layered]),
        "gdal_wall_s": None, "gdal_cpu_s": None, "ratio_wall": None, "ratio_cpu": None,
    }  # fmt: skip
    if gdal:
        found |= {
            "gdal_wall_s": middle([w for w, _ in their]), "gdal_cpu_s": middle([c for _, c in their]),
            "ratio_wall": middle([b[0] / a[0] for a, b in zip(our, their, strict=True)]),
            "ratio_cpu": middle([b[1] / a[1] for a, b in zip(our, their, strict=True)]), "gdal": gdal.version,
        }  # fmt: skip
    return found


def main() -> None:
    """Measure times, memory, errors and shadows, and print them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vs", choices=["gdal", "none"], help="GDAL beside it; without this, if rasterio is installed")
    parser.add_argument("--n", type=int, default=3000, help="side of the grid")
    parser.add_argument("--sensors", type=int, default=20)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--sample", type=int, default=0, help="cells of the reference, 0 for all (about two minutes)")
    parser.add_argument("--only", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.only:
        ours(np.load(Path(options.only) / "ground.npy"), np.load(Path(options.only) / "sites.npy"))
        print(rss_mb())
        return
    ground = fractal(options.n)
    sensors = sites(ground, options.sensors)
    gdal = None
    if options.vs == "gdal" or (options.vs is None and find_spec("rasterio")):
        if find_spec("rasterio") is None:
            sys.exit("--vs gdal needs the package rasterio, whose wheel carries GDAL; --vs none goes without it")
        gdal = Gdal(ground)
    small = fractal(64)
    ours(small, sites(small, 2))  # compile
    ours(small, sites(small, 2), layered=True)
    found = alternate(ground, sensors, gdal, options.repeats)
    found["rss_mb"] = round(memory_mb(ground, sensors), 1)
    found |= errors(ground, sensors[0], options.sample, gdal)
    print(f"  error against a ray for each cell ({found['reference']}): p99 {found['err_p99_m']} m, max "
          f"{found['err_max_m']} m; GDAL {found['gdal_p99_m']}, {found['gdal_max_m']} m; reading the crossings of the "
          f"other grid lines too moves the reference by {found['surface_p99_m']} m (p99)")
    places = [(-80, 70), (-20, 7), (-50, 30), (-100, 40), (-150, 120), (-200, 100)]
    (shadow, reference, theirs), *others = shadows(places, gdal is not None)
    far = [pair[:2] for pair in others]
    print(f"  shadow of a 500 m spike, cells: {shadow}, reference {reference}, GDAL {theirs}; other places of the "
          f"spike: {', '.join(f'{a} v {b}' for a, b in far)}")
    found |= {"spike_cells": shadow, "spike_ref_cells": reference, "spike_gdal_cells": theirs, "spike_others": far}
    ratio = found["ratio_wall"]
    passed = (found["wall_s"] <= 1.4 and found["rss_mb"] <= 250 and found["err_p99_m"] <= 1.0  # type: ignore[operator]
              and found["err_max_m"] <= 5.0 and abs(shadow / reference - 1) <= 0.1  # type: ignore[operator]
              and (ratio is None or ratio >= 4.0))  # type: ignore[operator]
    last_line("coverage", options.sensors, bool(passed), **found)


if __name__ == "__main__":
    main()
