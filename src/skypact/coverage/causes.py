"""Causes: why a cell is not covered at a height: the first test at which the sensor that comes farthest fails."""

from __future__ import annotations

import numpy as np

from skypact.arrays.cover import COVERED, ELEVATION, GROUND, HORIZON, OUT, RANGE, SECTOR

#: Code → what people read, in the order of the tests.
CAUSES: dict[int, str] = {
    RANGE: "out of range", SECTOR: "outside of every sector", ELEVATION: "above or below the beam",
    HORIZON: "below the horizon of a smooth earth", GROUND: "hidden by terrain", COVERED: "covered",
}  # fmt: skip
#: What the file of causes holds where no answer is given.
NO_ANSWER = 255


def shares(stage: np.ndarray, inside: np.ndarray, cell_m: float) -> dict[str, float]:
    """Return cause → area [km²] of the cells inside. Cells that no sensor reaches at any height are out of range."""
    number = np.bincount(stage[inside].ravel(), minlength=COVERED + 1).astype(float) * cell_m**2 / 1e6
    number[RANGE] += number[OUT]
    return {said: float(number[code]) for code, said in CAUSES.items()}


def coded(stage: np.ndarray, inside: np.ndarray) -> np.ndarray:
    """Return u1 [n, m]: RANGE … COVERED, NO_ANSWER outside."""
    return np.where(inside, np.maximum(stage, RANGE), NO_ANSWER).astype(np.uint8)
