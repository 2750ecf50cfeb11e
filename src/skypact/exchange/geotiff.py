"""GeoTIFF of maps, on the plane of their grid; needs rasterio (the extra `terrain`)."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    from skypact.coverage.grid import Grid

#: What is said where rasterio is missing.
MISSING = "No GeoTIFF was written: rasterio is not installed (pip install 'skypact[terrain]')."


def can_write() -> bool:
    """Tell whether rasterio is at hand; it is not imported."""
    return find_spec("rasterio") is not None


def write(
    path: Path, grid: Grid, layers: Sequence[np.ndarray], names: Sequence[str], *, nodata: float, unit: str = "",
    tags: dict[str, str] | None = None, first: tuple[int, int] = (0, 0),
) -> None:  # fmt: skip
    """Write layers [n, m] as bands with names; `first`: row and column of the grid at which a window begins."""
    import rasterio
    from pyproj import CRS

    x, y = grid.x_m + (first[1] - 0.5) * grid.cell_m, grid.y_m - (first[0] - 0.5) * grid.cell_m
    n, m = layers[0].shape
    profile: dict[str, Any] = {
        "driver": "GTiff", "height": n, "width": m, "count": len(layers), "dtype": layers[0].dtype.name,
        "crs": CRS.from_user_input(grid.crs).to_wkt(),
        "transform": rasterio.Affine(grid.cell_m, 0, x, 0, -grid.cell_m, y),
        "nodata": nodata, "compress": "deflate", "tiled": True, "blockxsize": 256, "blockysize": 256,
    }  # fmt: skip
    if layers[0].dtype.kind == "f":
        profile["predictor"] = 3
    with rasterio.open(path, "w", **profile) as file:
        for i, (layer, name) in enumerate(zip(layers, names, strict=True), start=1):
            file.write(layer, i)
            file.set_band_description(i, name)
        if unit:
            file.units = [unit] * len(layers)
        file.update_tags(**(tags or {}))
