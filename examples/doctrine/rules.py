"""Rules of fire in code (docs/guides/doctrine.md).

A pair function is compiled and weighs one unit and one track; an epoch function is plain Python and weighs all of them
at once. Both are given what the post believes, never the truth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from skypact.arrays.codes import K_HOSTILE, K_SUSPECT
from skypact.arrays.state import FEATURES

if TYPE_CHECKING:
    from skypact.engine.doctrine import Epoch

CLASS, HEIGHT_M = FEATURES.index("class"), FEATURES.index("height_m")


@njit
def by_class(features):
    """Weigh a hostile track 4, a suspect 1, any other 0.25."""
    if features[CLASS] == K_HOSTILE:
        return 4.0
    return 1.0 if features[CLASS] == K_SUSPECT else 0.25


def by_class_in_python(epoch: Epoch) -> np.ndarray:
    """Weigh tracks as `by_class` does, all at once: f8 [n_unit, n_track]."""
    weights = np.where(epoch.classes == K_HOSTILE, 4.0, np.where(epoch.classes == K_SUSPECT, 1.0, 0.25))
    return np.broadcast_to(weights, epoch.worth.shape)


@njit
def low_first(features):
    """Weigh a track the more, the lower it flies: 1 at the ground, a half at 1 km; what is low is gone soon."""
    return 1.0 / (1.0 + max(0.0, features[HEIGHT_M]) / 1000.0)
