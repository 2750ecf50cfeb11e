"""Make src/skypact/catalogue/terrain/coarse.npz from the Altitude.h5 of pvlib 0.16.1 (needs h5py; nothing else does).

    python tools/coarse_terrain.py PATH/TO/pvlib/data/Altitude.h5

The source has one byte for each 5′ cell: height = 28 m × byte − 450 m, 255 where there is none, which is the sea.
In such steps a plain becomes terraces of 28 m, each of them a false edge for a radar. What is written instead is the
surface of least curvature that rounds to the same bytes: no node moves by more than half a step, 14 m, and the sea
stays at 0 m. Bytes below −30 m are the sea bed showing through at coasts; the lowest dry land of the box is the shore
of the Caspian Sea (−30 m), so they are raised to that.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

BOX = {"south": 35, "north": 70, "west": -12, "east": 50}
PER_DEG, STEP_M, ZERO_M, NONE, LOWEST_M = 12, 28.0, -450.0, 255, -30.0
ROUNDS, RATE = 100, 0.45
OUT = Path(__file__).parents[1] / "src" / "skypact" / "catalogue" / "terrain" / "coarse.npz"


def laplacian(x: np.ndarray) -> np.ndarray:
    """Return how far each node lies below the mean of its four neighbours; the border repeats itself."""
    p = np.pad(x, 1, mode="edge")
    return (p[:-2, 1:-1] + p[2:, 1:-1] + p[1:-1, :-2] + p[1:-1, 2:]) / 4 - x


def unterraced(stepped: np.ndarray, sea: np.ndarray) -> np.ndarray:
    """Return the surface of least curvature within half a step of each height, by projected gradient descent."""
    low, high = (np.where(sea, 0.0, stepped + side * STEP_M / 2) for side in (-1, 1))
    made = stepped.copy()
    for _ in range(ROUNDS):
        made = np.clip(made - RATE * laplacian(laplacian(made)), low, high)
    return made


def main(source: str) -> None:
    """Read the bytes of the box, south first, and write heights in whole metres."""
    import h5py

    rows = slice((90 - BOX["north"]) * PER_DEG, (90 - BOX["south"]) * PER_DEG)
    columns = slice((180 + BOX["west"]) * PER_DEG, (180 + BOX["east"]) * PER_DEG)
    with h5py.File(source) as file:
        found = np.asarray(file["Altitude"])[rows, columns][::-1]
    sea = found == NONE
    stepped = np.where(sea, 0.0, np.maximum(found * STEP_M + ZERO_M, LOWEST_M))
    height_m = np.round(unterraced(stepped, sea)).astype(np.int16)
    np.savez_compressed(OUT, height_m=height_m)
    print(f"{OUT.name}: {height_m.shape[0]} x {height_m.shape[1]} cells, {OUT.stat().st_size:,} bytes")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python tools/coarse_terrain.py PATH/TO/Altitude.h5")
    main(sys.argv[1])
