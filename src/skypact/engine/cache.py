"""Cached entry points whose cache knows every kernel file.

numba stamps a cached function with the content of its own file only, so an edited callee would leave stale code.
Here the stamp is a hash over all files of arrays, kernels and this room.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from numba import njit
from numba.core import caching

from skypact.kernels.jit import COMPILED

ROOMS = ("arrays", "kernels", "engine")


@lru_cache(maxsize=1)
def kernel_stamp() -> str:
    """Return the hash over the content of every file whose code is compiled into an entry point."""
    root = Path(__file__).resolve().parent.parent
    digest = sha256()
    for room in ROOMS:
        for path in sorted((root / room).rglob("*.py")):
            digest.update(path.relative_to(root).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


class KernelCache(caching.FunctionCache):
    """A cache whose stamp is that of all kernels, so that a change in any of them makes it anew."""

    def __init__(self, function: Callable[..., Any]):
        super().__init__(function)
        self._cache_file = caching.IndexDataCacheFile(
            cache_path=self._cache_path, filename_base=self._impl.filename_base, source_stamp=kernel_stamp()
        )


def entry(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile an entry point without the GIL and cache it under the stamp of all kernels."""
    if not COMPILED:
        return function
    made = njit(nogil=True, error_model="numpy")(function)
    setattr(made, "_cache", KernelCache(function))  # noqa: B010  # numba types its dispatchers as functions
    return made
