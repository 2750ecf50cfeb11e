"""The one way in which kernels are compiled.

No fastmath: sums keep their order, so results are bit-identical on one platform. Only the engine's entry points
are cached; they hold compiled copies of everything below.
"""

from __future__ import annotations

from numba import njit

#: Decorator of every kernel.
kernel = njit(nogil=True, error_model="numpy")
