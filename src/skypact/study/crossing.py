"""Crossing: where a measured curve with its interval passes through zero."""

from __future__ import annotations

import math

import numpy as np


def turning_point(
    x: np.ndarray, middle: np.ndarray, low: np.ndarray, high: np.ndarray, is_log: bool = False
) -> tuple[float | None, float | None, float | None]:
    """Return the first x at which the curve changes its sign, and the band around it where the interval's ends do.

    None for the first where the interval is not wholly below zero somewhere and wholly above it elsewhere: what may be
    luck is no turn. None for an end of the band that does not cross inside the range.
    """
    crossed = crossings(x, middle, is_log) if np.any(low > 0) and np.any(high < 0) else []
    if not crossed:
        return None, None, None
    even = crossed[0]
    ends = [found for end in (low, high) for found in crossings(x, end, is_log)]
    below, above = [e for e in ends if e <= even], [e for e in ends if e >= even]
    return even, max(below, default=None), min(above, default=None)


def crossings(x: np.ndarray, y: np.ndarray, is_log: bool = False) -> list[float]:
    """Return where a broken line changes its sign; along zeros between two signs, the middle of them."""
    at = np.log(x) if is_log else x
    signed = [i for i in range(len(y)) if y[i] != 0 and not math.isnan(y[i])]
    out = []
    for i, j in zip(signed, signed[1:], strict=False):
        if (y[i] > 0) == (y[j] > 0):
            continue
        where = (at[i + 1] + at[j - 1]) / 2 if j > i + 1 else at[i] + (at[j] - at[i]) * y[i] / (y[i] - y[j])
        out.append(float(np.exp(where)) if is_log else float(where))
    return out
