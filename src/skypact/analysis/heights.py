"""Heights: in which band each object of a log flies at its lowest, above ground; ballistic objects apart."""

from __future__ import annotations

import math
from typing import NamedTuple

from skypact.analysis.columns import OBJECT_KINDS
from skypact.log.schema import EventLog

#: Targets that have no height to be sorted by: they come from above all bands.
_BALLISTIC_TARGETS = ("ballistic", "rocket")


class Band(NamedTuple):
    """A band of heights above ground [m]: from `low_m` on, below `high_m`."""

    name: str
    title: str
    low_m: float
    high_m: float


#: The lowest radars look over 300 m at some tens of km, over 1 km far out; above 5 km nothing but range limits them.
BANDS = (
    Band("below-300m", "below 300 m", -math.inf, 300.0),
    Band("300m-1km", "300 m to 1 km", 300.0, 1000.0),
    Band("1km-5km", "1 km to 5 km", 1000.0, 5000.0),
    Band("above-5km", "above 5 km", 5000.0, math.inf),
    Band("ballistic", "ballistic", math.nan, math.nan),
)
TITLES = {band.name: band.title for band in BANDS}


def bands_of(log: EventLog) -> tuple[str, ...]:
    """Return the band of every object, in the order of `Columns.entities.objects`; "" where no height is known."""
    kinds, targets, heights = (log.entities[name].to_pylist() for name in ("kind", "target", "altitude_m"))
    return tuple(
        band_of(target or "", height)
        for kind, target, height in zip(kinds, targets, heights, strict=True) if kind in OBJECT_KINDS
    )


def band_of(target: str, height_m: float | None) -> str:
    """Return the band of a kind of target by its lowest height above ground."""
    if target in _BALLISTIC_TARGETS:
        return "ballistic"
    if height_m is None or math.isnan(height_m):
        return ""
    return next(band.name for band in BANDS if band.low_m <= height_m < band.high_m)
