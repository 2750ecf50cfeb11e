"""Projection: latitude and longitude to pixels, by a conformal or an equidistant map fitted to what is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from skypact.report.pictures.labels import Box

Place = tuple[float, float]
#: The least half-extent of a map [m]: one site alone still has surroundings.
LEAST_M = 25_000.0


@dataclass(frozen=True)
class View:
    """A fitted map: `scale` [px/m], the west and north edge [m of the projection], the frame [px]."""

    name: str
    forward: Any
    scale: float
    west_m: float
    north_m: float
    frame: Box

    def pixels(self, places: Sequence[Place]) -> list[Place]:
        """Return the pixels of (latitude, longitude) places; those the projection cannot show are left out."""
        if not places:
            return []
        lat, lon = np.asarray(places, dtype=float).T
        x, y = self.forward.transform(lon, lat)
        keep = np.isfinite(x) & np.isfinite(y)
        px = self.frame.x0 + (np.asarray(x)[keep] - self.west_m) * self.scale
        py = self.frame.y0 + (self.north_m - np.asarray(y)[keep]) * self.scale
        return [(float(a), float(b)) for a, b in zip(px, py, strict=True)]

    def box(self, pad_deg: float = 0.3) -> tuple[float, float, float, float]:
        """Return south, north, west, east [deg] of what the frame shows."""
        xs, ys = np.meshgrid(np.linspace(self.frame.x0, self.frame.x1, 9), np.linspace(self.frame.y0, self.frame.y1, 9))
        x = self.west_m + (xs.ravel() - self.frame.x0) / self.scale
        y = self.north_m - (ys.ravel() - self.frame.y0) / self.scale
        lon, lat = self.forward.transform(x, y, direction="INVERSE")
        return (
            max(-90.0, float(np.min(lat)) - pad_deg), min(90.0, float(np.max(lat)) + pad_deg),
            max(-180.0, float(np.min(lon)) - pad_deg), min(180.0, float(np.max(lon)) + pad_deg),
        )


def view(places: Sequence[Place], left: float, top: float, width: float, tallest: float) -> View:
    """Return a map that shows all places within a frame of a width and at most a height [px]."""
    lat, lon = np.asarray(places, dtype=float).T
    south, north, west, east = float(lat.min()), float(lat.max()), float(lon.min()), float(lon.max())
    name, forward = _projection(south, north, (west + east) / 2)
    x, y = forward.transform(lon, lat)
    mid_x, mid_y = (x.min() + x.max()) / 2, (y.min() + y.max()) / 2
    half_x = max(LEAST_M, float(x.max() - x.min()) / 2) * 1.06
    half_y = max(LEAST_M, float(y.max() - y.min()) / 2) * 1.06
    scale = min(width / (2 * half_x), tallest / (2 * half_y))
    height = min(tallest, max(2 * half_y * scale, 0.55 * width))
    frame = Box(left, top, left + width, top + height)
    return View(name, forward, scale, float(mid_x - width / 2 / scale), float(mid_y + height / 2 / scale), frame)


def circle(place: Place, radius_m: float, n: int = 72) -> list[Place]:
    """Return the places at a distance [m] of a place along the ellipsoid."""
    from pyproj import Geod

    azimuths = np.linspace(0.0, 360.0, n, endpoint=False)
    lon, lat, _ = Geod(ellps="WGS84").fwd(
        np.full(n, place[1]), np.full(n, place[0]), azimuths, np.full(n, float(radius_m))
    )
    return [(float(a), float(b)) for a, b in zip(lat, lon, strict=True)]


def _projection(south: float, north: float, centre: float) -> tuple[str, Any]:
    """Lambert conformal conic at middle latitudes; azimuthal equidistant where a cone degenerates."""
    from pyproj import CRS, Transformer

    middle = (south + north) / 2
    if 15 < abs(middle) < 75 and south * north > 0:
        first, second = south + (north - south) / 6, north - (north - south) / 6
        name = f"Lambert conformal conic, standard parallels {first:.1f}° and {second:.1f}°"
        text = f"+proj=lcc +lat_1={first:.4f} +lat_2={second:.4f} +lat_0={middle:.4f} +lon_0={centre:.4f}"
    else:
        name = "azimuthal equidistant"
        text = f"+proj=aeqd +lat_0={middle:.4f} +lon_0={centre:.4f}"
    crs = CRS.from_proj4(f"{text} +ellps=WGS84 +units=m +no_defs")
    geographic = CRS.from_proj4("+proj=longlat +ellps=WGS84 +no_defs")
    return f"{name}, WGS-84", Transformer.from_crs(geographic, crs, always_xy=True)
