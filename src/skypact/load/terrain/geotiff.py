"""GeoTIFF by rasterio (the extra `terrain`): any reference system, brought to one grid of latitude and longitude."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from skypact.load.terrain import plausible, seams, voids
from skypact.load.terrain.grid import Box, Terrain
from skypact.load.terrain.raster import WGS84, Raster, described, rasterio_module, said
from skypact.load.terrain.tile import MOST_NODES, Refusal, TerrainError, Tile, refuse, terrain

SUFFIXES = (".tif", ".tiff")
SOURCE = "GeoTIFF"


@dataclass(frozen=True, eq=False)
class Net:
    """The nodes to which all files are brought: south-west node, steps [degrees], counts."""

    south: float
    west: float
    step_lat_deg: float
    step_lon_deg: float
    n_lat: int
    n_lon: int


def of(paths: Iterable[tuple[int, Path]], allowed: frozenset[str], box: Box) -> Terrain:
    """Return the terrain of files over a box; TerrainError with all that is wrong with them."""
    tiles = read(paths, box)
    refusals, notes = plausible.judged(tiles, "heights" in allowed)
    height_m, owner = merged(tiles)
    apart = _seams(tiles, height_m, owner)
    if "seams" in allowed:
        notes += [f"{fault.file}: {fault.what}: taken as the scenario allows." for fault in apart]
    else:
        refusals += apart
    if refusals:
        raise TerrainError(refusals)
    notes += [note for tile in tiles for note in tile.notes]
    height_m, told = _covered(height_m, box, allowed)
    return terrain("geotiff", SOURCE, tiles, (tiles[0].south, tiles[0].west), height_m, notes + told, box)


def read(paths: Iterable[tuple[int, Path]], box: Box) -> list[Tile]:
    """Return the heights of all files that reach into a box, on one net of nodes; TerrainError with all faults."""
    refusals: list[Refusal] = []
    rasters: list[Raster] = []
    for item, path in paths:
        try:
            rasters.append(described(path, item))
        except TerrainError as error:
            refusals += error.refusals
    reaching = [raster for raster in rasters if raster.box.overlaps(box)]
    if not refusals and not reaching:
        held = "; ".join(f"{r.path.name}: {r.box.text()}" for r in rasters[:4])
        refusals.append(Refusal("", f"no GeoTIFF reaches into {box.text()} ({held})", "add files that do"))
    if refusals:
        raise TerrainError(refusals)
    net, tiles = _net(reaching, box), list[Tile]()
    for raster in reaching:
        try:
            tiles.append(_brought(raster, net))
        except TerrainError as error:
            refusals += error.refusals
    empty = [tile for tile in tiles if np.isnan(tile.height_m).all()]
    refusals += [Refusal(t.name, "no heights in the box, only voids", "leave it out", t.item) for t in empty]
    if refusals:
        raise TerrainError(refusals)
    return tiles


def merged(tiles: Sequence[Tile]) -> tuple[NDArray[np.float32], NDArray[np.int16]]:
    """Return heights on one net, the first tile's where several have some, and the tile of each node (−1: none)."""
    height_m = np.full(tiles[0].height_m.shape, np.nan, dtype=np.float32)
    owner = np.full(height_m.shape, -1, dtype=np.int16)
    for i, tile in enumerate(tiles):
        new = np.isnan(height_m) & ~np.isnan(tile.height_m)
        height_m[new], owner[new] = tile.height_m[new], i
    return height_m, owner


def overlaps(tiles: Sequence[Tile]) -> Iterator[tuple[Tile, Tile, NDArray[np.float32]]]:
    """Yield each pair of tiles on one net that share nodes, and how far they are apart there [m]."""
    for i, first in enumerate(tiles):
        for second in tiles[i + 1 :]:
            apart = second.height_m - first.height_m
            apart = apart[~np.isnan(apart)]
            if apart.size:
                yield first, second, apart


def _net(rasters: Sequence[Raster], box: Box) -> Net:
    """Return the nodes for a box: those of the finest grid, if it is of latitude and longitude, else as fine as it."""
    finest = min(rasters, key=lambda r: (r.step_deg[0] * r.step_deg[1], r.origin is None))
    lat, lon = finest.step_deg
    south0, west0 = finest.origin or (box.south, box.west)
    held = Box(
        min(r.box.south for r in rasters), max(r.box.north for r in rasters),
        min(r.box.west for r in rasters), max(r.box.east for r in rasters),
    )  # fmt: skip
    i0, i1 = _span((box.south - south0) / lat, (box.north - south0) / lat, (held.south - south0) / lat,
                   (held.north - south0) / lat)
    j0, j1 = _span((box.west - west0) / lon, (box.east - west0) / lon, (held.west - west0) / lon,
                   (held.east - west0) / lon)
    count = (i1 - i0 + 1) * (j1 - j0 + 1)
    if count > MOST_NODES:
        what = f"{count / 1e6:,.0f} million nodes over {box.text()}"
        raise refuse("", what, f"at most {MOST_NODES / 1e6:,.0f} million: a smaller theatre, or coarser files")
    return Net(south0 + i0 * lat, west0 + j0 * lon, lat, lon, i1 - i0 + 1, j1 - j0 + 1)


def _span(low: float, high: float, held_low: float, held_high: float) -> tuple[int, int]:
    """Return the first and last node of a span, in steps: at or outside of its ends.

    Nodes are centres of cells, so at the edge of the files the last one may lie half a step inside.
    """
    first, last, tiny = math.floor(low + 1e-6), math.ceil(high - 1e-6), 1e-6
    if first < held_low and first + 0.5 <= low + tiny:
        first += 1
    if last > held_high and last - 0.5 >= high - tiny:
        last -= 1
    return first, max(last, first + 1)


def _brought(raster: Raster, net: Net) -> Tile:
    """Return the heights of a file at the nodes, bilinear where its own nodes are others."""
    rasterio = rasterio_module()
    made = np.full((net.n_lat, net.n_lon), np.nan, dtype=np.float32)
    north = net.south + (net.n_lat - 0.5) * net.step_lat_deg
    place = rasterio.Affine(net.step_lon_deg, 0, net.west - net.step_lon_deg / 2, 0, -net.step_lat_deg, north)
    try:
        with rasterio.open(raster.path, driver="GTiff") as file:
            rasterio.warp.reproject(
                rasterio.band(file, 1), made, src_nodata=file.nodata, dst_transform=place, dst_crs=WGS84,
                dst_nodata=np.nan, resampling=rasterio.warp.Resampling.bilinear, tolerance=0,
            )  # fmt: skip
    except (rasterio.errors.RasterioError, OSError) as error:
        what = f"its heights cannot be read: {said(error, raster.path)}"
        raise refuse(raster.path.name, what, "take another copy of it", raster.item) from None
    made = np.ascontiguousarray(made[::-1]) * np.float32(raster.factor) + np.float32(raster.offset_m)
    with raster.path.open("rb") as raw:
        content = file_digest(raw, "sha256").hexdigest()
    steps = net.step_lat_deg, net.step_lon_deg
    return Tile(raster.path.name, raster.item, net.south, net.west, *steps, made, content, raster.notes)


def _seams(tiles: Sequence[Tile], height_m: NDArray[np.float32], owner: NDArray[np.int16]) -> list[Refusal]:
    """Return the pairs of files that disagree where they overlap or touch."""
    right = "files of one edition, unit and datum; terrain_allow: [seams] takes the first one's heights"
    found: list[Refusal] = []
    for first, second, apart in overlaps(tiles):
        off = float(np.percentile(np.abs(apart), 90))
        if off > seams.MOST_M:
            what = f"disagrees with {second.name} where both have heights: a tenth of them by {off:,.0f} m or more"
            found.append(Refusal(first.name, what, right, second.item))
    for a, b, step_m in seams.jump(height_m, owner):
        if abs(step_m) > seams.MOST_M:
            what = f"disagrees with {tiles[b].name} at their seam: a step of {abs(step_m):,.0f} m all along"
            found.append(Refusal(tiles[a].name, what, right, tiles[b].item))
    return found


def _covered(height_m: NDArray[np.float32], box: Box, allowed: frozenset[str]) -> tuple[NDArray[np.float32], list[str]]:
    """Return heights without gaps and what was done: few are interpolated, many only as the scenario allows."""
    count = int(np.isnan(height_m).sum())
    share = count / height_m.size
    if not count:
        return height_m, []
    if share <= voids.FEW or ("voids" in allowed and "sea" not in allowed):
        return voids.filled(height_m), [f"{count:,} nodes without a height ({share:.3%}) are filled from their rims."]
    if "sea" in allowed:
        note = f"{count:,} nodes without a height ({share:.1%}) are taken as sea, 0 m."
        return np.where(np.isnan(height_m), np.float32(0), height_m), [note]
    what = f"{count:,} nodes without a height, {share:.1%} of {box.text()}"
    right = f"at most {voids.FEW:.1%}: add files, take a smaller theatre, or write terrain_allow: [sea] (0 m there) or "
    raise refuse("", what, right + "[voids] (interpolated)")
