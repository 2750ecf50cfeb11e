"""Cached entry points whose cache knows every file that was compiled into them.

numba stamps a cached function with the content of its own file only, so an edited callee would leave stale code.
Here the stamp is a hash over all files of the rooms an entry point is made from.
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
from skypact.kernels.one_link import OneLinkCompiler

#: What the engine's entry point is compiled from; the sweeps over terrain are not in it.
ENGINE = ("arrays", "kernels", "engine")
ENGINE_WITHOUT = (
    "kernels/terrain/covered.py", "kernels/terrain/exact.py", "kernels/terrain/fan.py", "arrays/tracking.py",
    "kernels/track/standalone/__init__.py", "kernels/track/standalone/converted.py",
    "kernels/track/standalone/following.py", "kernels/track/standalone/out_of_sequence.py",
    "kernels/track/standalone/tracker.py",
)  # fmt: skip
#: What the entry points of the terrain are compiled from, so that a change of the engine leaves them alone.
TERRAIN = (
    "kernels/terrain", "kernels/jit.py", "kernels/cache.py", "kernels/one_link.py", "kernels/earth/geodesy.py",
    "arrays/bend.py", "arrays/cover.py",
)  # fmt: skip
#: What the stand-alone tracker is compiled from.
TRACKER = (
    "kernels/track/standalone", "kernels/track/associate.py", "kernels/track/filter.py", "kernels/track/imm.py",
    "kernels/track/cluster.py", "kernels/matching.py", "kernels/jit.py", "kernels/ref.py", "kernels/cache.py",
    "kernels/one_link.py", "arrays/tracking.py",
)  # fmt: skip


@lru_cache
def kernel_stamp(rooms: tuple[str, ...], without: tuple[str, ...] = ()) -> str:
    """Return the hash over the content of every Python file in some rooms (folders or files of the package)."""
    root = Path(__file__).resolve().parent.parent
    digest = sha256()
    for room in rooms:
        place = root / room
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            name = path.relative_to(root).as_posix()
            if name not in without:
                digest.update(name.encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


class KernelCache(caching.FunctionCache):
    """A cache whose stamp is that of whole rooms, so that a change in any of their files makes it anew."""

    def __init__(self, function: Callable[..., Any], stamp: str):
        super().__init__(function)
        self._cache_file = caching.IndexDataCacheFile(
            cache_path=self._cache_path, filename_base=self._impl.filename_base, source_stamp=stamp
        )


def entry(
    rooms: tuple[str, ...], without: tuple[str, ...] = (), owning: bool = True
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return the decorator of entry points: compiled without the GIL, cached under the stamp of those rooms.

    owning: whether the entry point itself makes arrays.
    """

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        if not COMPILED:
            return function
        options: dict[str, Any] = {"_nrt": owning, "pipeline_class": OneLinkCompiler, "no_cfunc_wrapper": True}
        made = njit(nogil=True, error_model="numpy", **options)(function)
        cache = KernelCache(function, kernel_stamp(rooms, without))
        setattr(made, "_cache", cache)  # noqa: B010  # numba types its dispatchers as functions
        return made

    return decorate
