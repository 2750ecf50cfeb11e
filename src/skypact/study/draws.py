"""Draws within a box of what is not known."""

from __future__ import annotations

import numpy as np


def hypercube(n: int, draws: int, seed: int) -> np.ndarray:
    """Return f8 [draws, n] within 0 to 1, spread evenly over each column (Latin hypercube, McKay et al. 1979)."""
    rng = np.random.default_rng(seed)
    columns = [(rng.permutation(draws) + rng.random(draws)) / max(draws, 1) for _ in range(n)]
    return np.array(columns).reshape(n, draws).T
