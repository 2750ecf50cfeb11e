"""GeoJSON (RFC 7946) of what is covered: one feature a height, polygons in degrees of WGS-84, holes turned inwards."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    from skypact.coverage.grid import Grid

#: Decimals of a degree: a metre or so.
DECIMALS = 5


def polygons(grid: Grid, covered: np.ndarray) -> list[list[list[list[float]]]]:
    """Return the polygons [polygon][ring][corner][lon, lat] of cells, the outer ring counter-clockwise.

    The edge runs half-way between a covered cell and one that is not.
    """
    import contourpy
    import numpy as np

    n, m = covered.shape
    field = np.zeros((n + 2, m + 2), np.float32)
    field[1:-1, 1:-1] = covered & grid.inside
    x = grid.x_m + (np.arange(m + 2) - 1) * grid.cell_m
    y = grid.y_m - (np.arange(n + 2) - 1) * grid.cell_m
    kind = contourpy.FillType.OuterOffset
    made: Any = contourpy.contour_generator(x, y, field, fill_type=kind).filled(0.5, 2.0)
    found: list[list[list[list[float]]]] = []
    for points, offsets in zip(made[0], made[1], strict=True):
        lon, lat = grid.proj(points[:, 0], points[:, 1], inverse=True)
        corners = np.round(np.stack([lon, lat], axis=1), DECIMALS)
        rings = [corners[a:b] for a, b in zip(offsets[:-1], offsets[1:], strict=True)]
        found.append([_turned(ring, outer=i == 0).tolist() for i, ring in enumerate(rings)])
    return found


def _turned(ring: np.ndarray, outer: bool) -> np.ndarray:
    """Return a ring counter-clockwise where it is an outer one, clockwise where it is a hole."""
    x, y = ring[:, 0], ring[:, 1]
    area = float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum())
    return ring if (area > 0) == outer else ring[::-1]


def write(path: Path, grid: Grid, layers: Sequence[tuple[np.ndarray, dict[str, Any]]]) -> None:
    """Write one feature for each layer of covered cells, with its properties."""
    features = [
        {
            "type": "Feature", "properties": properties,
            "geometry": {"type": "MultiPolygon", "coordinates": polygons(grid, covered)},
        }
        for covered, properties in layers
    ]
    made = {"type": "FeatureCollection", "features": features}
    path.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
