"""Kernels as plain Python: what a kernel says is tested without compiling it; tests/twin proves both equal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from types import SimpleNamespace

import numpy as np
import pytest
from numba.core import config

ROOMS = (
    "rng", "earth.geodesy", "earth.sun", "earth.motion", "earth.ballistic", "detect.looks", "detect.draw",
    "detect.horizon", "detect.jam", "detect.radar", "detect.eyes", "detect.propagation", "earth.frame", "track.bearing",
    "identify", "violation", "emit", "fuse.plots", "fuse.reports", "fuse.tracks", "fuse.information", "assess",
    "track.filter",
    "track.associate", "track.keep", "track.imm", "track.cluster", "track.registration", "track.late", "track.impact",
    "decide.rights", "decide.messages", "decide.assign", "matching",
    "decide.solver", "decide.doctrine", "decide.pairs",
    "track.standalone.converted", "track.standalone.following", "track.standalone.out_of_sequence",
    "track.standalone.tracker",
    "engage.battery", "engage.fighter", "engage.envelope", "engage.reach", "engage.fuel", "engage.interceptor",
    "watch", "terrain.bend", "terrain.fan", "terrain.exact", "terrain.polar", "terrain.sight",
)  # fmt: skip


@pytest.fixture(scope="session")
def plain() -> Iterator[SimpleNamespace]:
    """Return every kernel module as plain Python, beside the compiled ones, by the last word of its name."""
    import skypact

    loaded = {name: module for name, module in sys.modules.items() if name.startswith("skypact.kernels")}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(config, "DISABLE_JIT", True)
        patch.setattr(skypact, "kernels", None, raising=False)
        for name in loaded:
            del sys.modules[name]
        try:
            made = {room.split(".")[-1]: import_module(f"skypact.kernels.{room}") for room in ROOMS}
        finally:
            for name in [name for name in sys.modules if name.startswith("skypact.kernels")]:
                del sys.modules[name]
            sys.modules.update(loaded)
    with np.errstate(over="ignore"):
        yield SimpleNamespace(**made)
