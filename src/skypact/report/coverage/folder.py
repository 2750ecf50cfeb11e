"""The files of `skypact cover` in one folder: GeoTIFF, GeoJSON, pictures, table of the horizon, result."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np

from skypact.coverage.causes import CAUSES, NO_ANSWER, coded
from skypact.coverage.maps import Site
from skypact.exchange import geojson, geotiff
from skypact.report.coverage import pictures
from skypact.study.reach.cover import Cover

#: What a file of heights holds where nothing is covered, or no answer is given.
NO_HEIGHT = -9999.0


def keeper(kept: list[tuple[str, int, int, np.ndarray]]) -> Callable[[Site, int, int, np.ndarray], None]:
    """Return what takes each sensor's own map of lowest visible altitude, for `--each`."""

    def keep(site: Site, row: int, column: int, sight: np.ndarray) -> None:
        kept.append((site.eye.name, row, column, sight))

    return keep


def write(
    found: Cover, folder: Path, *, why: bool = False, each: list[tuple[str, int, int, np.ndarray]] | None = None
) -> list[str]:
    """Write all files of a result into a folder that exists; return their names and what could not be written."""
    said = ["result.json", "horizon.csv", "cover.geojson"]
    text = json.dumps(found.as_dict(), indent=1, sort_keys=True, ensure_ascii=False, allow_nan=False)
    (folder / "result.json").write_text(text + "\n", encoding="utf-8")
    _horizons(found, folder / "horizon.csv")
    made = found.maps
    geojson.write(folder / "cover.geojson", found.grid, [
        (count > 0, {"height_m": h, "above": made.above, "km2": made.km2(i), "meaning": found.meaning()})
        for i, (h, count) in enumerate(zip(made.heights_m, made.count, strict=True))
    ])
    if found.zones is not None:
        said.append("zones.geojson")
        geojson.write(folder / "zones.geojson", found.grid, [
            (count > 0, {"height_m": h, "above": made.above, "km2": found.zones.km2(i)})
            for i, (h, count) in enumerate(zip(made.heights_m, found.zones.count, strict=True))
        ])
    if geotiff.can_write():
        said += _rasters(found, folder, each or [])
    else:
        said.append(geotiff.MISSING)
    return said + pictures.write(found, folder, why)


def mark(found: Cover) -> dict[str, object]:
    """Return what the folder says of itself."""
    what: dict[str, object] = {"what": "cover", "scenario": found.name, "whole": True}
    return what | {"skypact": found.stamp["skypact"], "stamp": found.stamp}


def _rasters(found: Cover, folder: Path, each: list[tuple[str, int, int, np.ndarray]]) -> list[str]:
    made, grid = found.maps, found.grid
    names = [f"{h:g} m above {made.above}" for h in made.heights_m]
    outside = ~grid.inside
    least = np.where(np.isinf(made.least) | outside, np.float32(NO_HEIGHT), made.least)
    tags = {"meaning": found.meaning(), "stamp": json.dumps(found.stamp, sort_keys=True)}
    named = ["lowest covered altitude above sea"]
    geotiff.write(folder / "lowest.tif", grid, [least], named, nodata=NO_HEIGHT, unit="m", tags=tags)
    counts = [np.where(outside, np.uint8(NO_ANSWER), count) for count in made.count]
    geotiff.write(folder / "count.tif", grid, counts, names, nodata=NO_ANSWER, tags=tags)
    causes = [coded(stage, grid.inside) for stage in made.stage]
    coding = {f"cause_{code}": text for code, text in CAUSES.items()}
    geotiff.write(folder / "cause.tif", grid, causes, names, nodata=NO_ANSWER, tags=tags | coding)
    said = ["lowest.tif", "count.tif", "cause.tif"]
    if found.zones is not None:
        zones = [np.where(outside, np.uint8(NO_ANSWER), count) for count in found.zones.count]
        geotiff.write(folder / "zones.tif", grid, zones, names, nodata=NO_ANSWER, tags=tags)
        said.append("zones.tif")
    for name, row, column, sight in each:
        file = f"sight-{name.replace('/', '-').replace(' ', '-')}.tif"
        own = np.where(np.isinf(sight), np.float32(NO_HEIGHT), sight)
        geotiff.write(folder / file, grid, [own], ["lowest visible altitude above sea"], nodata=NO_HEIGHT, unit="m",
                      tags=tags, first=(row, column))  # fmt: skip
        said.append(file)
    return said


def _horizons(found: Cover, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["sensor", "azimuth_deg", "elevation_deg", "distance_m", "end_of_map_or_range"])
        for h in found.horizons:
            for azimuth, elevation, distance, edge in zip(h[1], h[2], h[3], h[4], strict=True):
                known = bool(np.isfinite(elevation))
                shown = [f"{elevation:.3f}", f"{distance:.0f}"] if known else ["", ""]
                out.writerow([h.name, f"{azimuth:g}", *shown, int(edge)])
