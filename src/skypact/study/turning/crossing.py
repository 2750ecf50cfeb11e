"""Crossing: where a measured curve, or a measured surface, passes through zero."""

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


def contour(x: np.ndarray, y: np.ndarray, z: np.ndarray) -> list[list[tuple[float, float]]]:
    """Return the lines along which z [n_y, n_x] changes its sign, straight between the edges of the grid's cells.

    Marching squares (Lorensen and Cline 1987, in two dimensions); in a saddle the mean of the corners decides. A zero
    at a corner counts as above. Cells with a corner that is not known have no line.
    """
    pieces = [
        piece for j in range(len(y) - 1) for i in range(len(x) - 1)
        for piece in _cell(x[i : i + 2], y[j : j + 2], z[j : j + 2, i : i + 2])
    ]
    return _joined([(a, b) for a, b in pieces if a != b])


def _cell(x: np.ndarray, y: np.ndarray, z: np.ndarray) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """Return the pieces of the contour in one cell: x [2], y [2], z [2, 2]."""
    corners = [(x[0], y[0], z[0, 0]), (x[1], y[0], z[0, 1]), (x[1], y[1], z[1, 1]), (x[0], y[1], z[1, 0])]
    if any(math.isnan(c[2]) for c in corners):
        return []
    cut = []
    for a, b in zip(corners, corners[1:] + corners[:1], strict=True):
        if (a[2] >= 0) != (b[2] >= 0):
            a, b = sorted((a, b))  # so that two cells find the same point on the edge they share
            f = a[2] / (a[2] - b[2])
            cut.append((float(a[0] + f * (b[0] - a[0])), float(a[1] + f * (b[1] - a[1]))))
    if len(cut) == 4 and (z.mean() >= 0) != (z[0, 0] >= 0):  # a saddle: the lines cut off the first and third corner
        return [(cut[3], cut[0]), (cut[1], cut[2])]
    return [(cut[k], cut[k + 1]) for k in range(0, len(cut) - 1, 2)]


def _joined(pieces: list[tuple[tuple[float, float], tuple[float, float]]]) -> list[list[tuple[float, float]]]:
    """Return pieces that share an end as one line, in the order in which they were found."""
    left = list(pieces)
    lines = []
    while left:
        line = list(left.pop(0))
        grown = True
        while grown:
            grown = False
            for k, (a, b) in enumerate(left):
                if a in (line[0], line[-1]) or b in (line[0], line[-1]):
                    end, new = (a, b) if a in (line[0], line[-1]) else (b, a)
                    line = [*line, new] if end == line[-1] else [new, *line]
                    left.pop(k)
                    grown = True
                    break
        lines.append(line)
    return lines
