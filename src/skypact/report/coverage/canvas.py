"""Canvas: one or several maps of a grid with borders, graticule, scale, north, sites, legend and notes."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from skypact.coverage.grid import Grid
from skypact.coverage.maps import Site
from skypact.load.borders import COARSE_DEG, GRID_DEG, WORLDVIEW_TEXT, outlines
from skypact.report.coverage.names import groups, placed
from skypact.spec.place import Theatre

INK, QUIET, LAND_LINE, EMPTY = "#1c2127", "#55606e", "#3b4450", "#ececec"
MAP_IN, LEGEND_IN, EDGE_IN, NOTE_IN = 7.2, 2.75, 0.62, 0.155
#: Grid of the corners of borders on maps of a few degrees [deg].
FINE_DEG = 0.001
#: Longest side of a picture of cells; larger grids are thinned for drawing.
MOST_PIXELS = 1500


@dataclass(frozen=True)
class Key:
    """One entry of a legend: a colour, its hatching, what it means."""

    colour: str
    text: str
    hatch: str = ""


@dataclass(frozen=True, eq=False)
class Panel:
    """One map: its head, and for each cell the index of its key; -1 nothing is drawn."""

    head: str
    index: np.ndarray


@dataclass(frozen=True)
class Marks:
    """Sites of one kind: their symbol, its colour, what the legend calls them."""

    sites: Sequence[Site]
    symbol: str
    text: str
    colour: str = "#ffffff"


def draw(
    path: Path, grid: Grid, panels: Sequence[Panel], keys: Sequence[Key], marks: Sequence[Marks], title: str,
    legend: str, notes: Sequence[str],
) -> None:  # fmt: skip
    """Write one picture; site names stand only on a single map."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    rows = np.flatnonzero(grid.inside.any(axis=1))
    cols = np.flatnonzero(grid.inside.any(axis=0))
    west, east = (grid.x_m + (c + s) * grid.cell_m for c, s in ((cols[0], -0.5), (cols[-1], 0.5)))
    north, south = (grid.y_m - (r + s) * grid.cell_m for r, s in ((rows[0], -0.5), (rows[-1], 0.5)))
    view = (west / 1e3, east / 1e3, south / 1e3, north / 1e3)
    aspect = (north - south) / (east - west)
    one = len(panels) == 1
    n_col = 1 if one else 2 if len(panels) in (2, 4) else 3
    n_row = math.ceil(len(panels) / n_col)
    width = MAP_IN if one else (9.6 - 0.25 * (n_col - 1)) / n_col
    width = min(width, 8.6 / aspect) if one else width
    height, gap = width * aspect, 0.62 if not one else 0.0
    lines = [line for note in notes for line in textwrap.wrap(note, 128)]
    bottom = (EDGE_IN if one else 0.3) + NOTE_IN * len(lines)
    total = (2 * EDGE_IN + width + LEGEND_IN) if one else 2 * EDGE_IN + n_col * width + 0.25 * (n_col - 1)
    total = max(total, 9.9)
    key_rows = 0 if one else math.ceil((len(keys) + len(marks)) / 3)
    below = 0.0 if one else 0.55 + 0.24 * (key_rows + 1)
    tall = bottom + below + n_row * (height + gap) + (0.6 if one else 0.2)
    figure = Figure(figsize=(total, tall), dpi=150)
    FigureCanvasAgg(figure)
    figure.text(EDGE_IN / total, 1 - 0.33 / tall, title, size=13, weight="bold", color=INK)
    for k, panel in enumerate(panels):
        x = EDGE_IN + (k % n_col) * (width + 0.25)
        y = bottom + below + (n_row - 1 - k // n_col) * (height + gap)
        axes = figure.add_axes((x / total, y / tall, width / total, height / tall))
        _map(axes, grid, panel, keys, marks, view, names=one, left=k % n_col == 0)
        if not one:
            axes.set_title(panel.head, size=10, color=INK, loc="left", pad=4)
    if one:
        _legend(figure, keys, marks, legend, ((EDGE_IN + width + 0.2) / total, (bottom + height) / tall), 1)
    else:
        _legend(figure, keys, marks, legend, (EDGE_IN / total, (bottom + below - 0.3) / tall), 3)
    for k, line in enumerate(lines):
        y = (bottom - (0.42 if one else 0.1) - NOTE_IN * k) / tall
        figure.text(EDGE_IN / total, y, line, size=7.4, color=QUIET, va="top")
    figure.savefig(path, metadata={"Software": None})


def _map(
    axes: Any, grid: Grid, panel: Panel, keys: Sequence[Key], marks: Sequence[Marks],
    view: tuple[float, float, float, float], names: bool, left: bool,
) -> None:  # fmt: skip
    from matplotlib.colors import to_rgb

    west, east, south, north = view
    axes.set(xlim=(west, east), ylim=(south, north), aspect="equal")
    thin = max(1, math.ceil(max(grid.ground.shape) / MOST_PIXELS))
    colours = np.array([*(to_rgb(key.colour) for key in keys), (1.0, 1.0, 1.0)])
    index = np.where(grid.inside, panel.index.astype(np.int16), -1)[::thin, ::thin]
    picture = colours[index] * _shade(grid)[::thin, ::thin, None]
    n, m = index.shape
    x, y, step = grid.x_m / 1e3, grid.y_m / 1e3, thin * grid.cell_m / 1e3
    extent = (x - grid.cell_m / 2e3, x + (m - 0.5) * step, y - (n - 0.5) * step, y + grid.cell_m / 2e3)
    axes.imshow(np.clip(picture, 0, 1), extent=extent, interpolation="nearest", zorder=1)
    for k, key in enumerate(keys):
        if key.hatch and (index == k).any():
            _hatched(axes, index == k, extent, key.hatch)
    _borders(axes, grid)
    _graticule(axes, grid, view, left)
    km_per_in = (east - west) / (axes.get_position().width * axes.figure.get_size_inches()[0])
    _scale(axes, view, km_per_in)
    _sites(axes, grid, marks, view, km_per_in if names else 0.0)
    for side in axes.spines.values():
        side.set(color=QUIET, linewidth=0.8)


def _hatched(axes: Any, cells: np.ndarray, extent: tuple[float, float, float, float], hatch: str) -> None:
    n, m = cells.shape
    x = np.linspace(extent[0], extent[1], m)
    y = np.linspace(extent[3], extent[2], n)
    drawn = axes.contourf(x, y, cells.astype(float), levels=[0.5, 1.5], colors="none", hatches=[hatch], zorder=2)
    drawn.set_edgecolor("#00000055")
    drawn.set_linewidth(0.0)


def _shade(grid: Grid) -> np.ndarray:
    """Return the light on each cell, about 1: from the north-west, stronger where the ground is flat in all."""
    if grid.terrain.kind == "smooth":
        return np.ones(grid.ground.shape)
    down, right = np.gradient(grid.ground.astype(float), grid.cell_m)
    slope = (down + right) / math.sqrt(2.0)
    spread = float(np.std(slope[grid.inside])) or 1.0
    return np.where(grid.inside, 1.0 - 0.10 * np.tanh(slope / (1.5 * spread)), 1.0)


def _borders(axes: Any, grid: Grid) -> None:
    box = grid.box
    pad_lat, pad_lon = 0.15 * (box.north - box.south), 0.15 * (box.east - box.west)
    around = Theatre.model_construct(
        south=max(box.south - pad_lat, -89.0), north=min(box.north + pad_lat, 89.0), west=box.west - pad_lon,
        east=box.east + pad_lon,
    )
    area = (box.north - box.south) * (box.east - box.west)
    for rings in outlines(around, COARSE_DEG if area > 1500 else GRID_DEG if area > 6 else FINE_DEG).values():
        for ring in rings:
            corners = np.array([*ring, ring[0]])
            x, y = grid.proj(corners[:, 1], corners[:, 0])
            axes.plot(x / 1e3, y / 1e3, color="white", linewidth=2.0, alpha=0.55, zorder=3)
            axes.plot(x / 1e3, y / 1e3, color=LAND_LINE, linewidth=0.8, zorder=3.1)


def _graticule(axes: Any, grid: Grid, view: tuple[float, float, float, float], left: bool) -> None:
    """Draw parallels and meridians; label them at the left and the bottom edge."""
    west, east, south, north = view
    box = grid.box
    span = max(box.north - box.south, 0.6 * (box.east - box.west))
    step = next(s for s in (0.05, 0.1, 0.2, 0.25, 0.5, 1, 2, 5, 10, 20) if span / s <= 6)
    at: dict[str, list[tuple[float, str]]] = {"x": [], "y": []}
    for lat in np.arange(math.floor(box.south / step) - 1, box.north / step + 2) * step:
        x, y = grid.proj(np.linspace(box.west - 3, box.east + 3, 120), np.full(120, np.clip(lat, -89, 89)))
        axes.plot(x / 1e3, y / 1e3, color="#666", linewidth=0.35, alpha=0.6, zorder=2.5)
        edge = float(np.interp(west, x / 1e3, y / 1e3))
        if south <= edge <= north:
            at["y"].append((edge, _degrees(lat, "N", "S")))
    for lon in np.arange(math.floor(box.west / step) - 1, box.east / step + 2) * step:
        lats = np.clip(np.linspace(box.south - 3, box.north + 3, 120), -89, 89)
        x, y = grid.proj(np.full(120, lon), lats)
        axes.plot(x / 1e3, y / 1e3, color="#666", linewidth=0.35, alpha=0.6, zorder=2.5)
        edge = float(np.interp(south, y / 1e3, x / 1e3))
        if west <= edge <= east:
            at["x"].append((edge, _degrees(lon, "E", "W")))
    axes.set_xticks([v for v, _ in at["x"]], [text for _, text in at["x"]])
    axes.set_yticks([v for v, _ in at["y"]], [text if left else "" for _, text in at["y"]])
    axes.tick_params(length=2.5, labelsize=7, colors=QUIET)


def _degrees(value: float, plus: str, minus: str) -> str:
    return f"{abs(round(value, 3)):g}° {plus if value >= 0 else minus}"


def _scale(axes: Any, view: tuple[float, float, float, float], km_per_in: float) -> None:
    """Draw the scale bar in the lower left corner and north in the upper right one, on white."""
    west, east, south, north = view
    length = max(s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if s <= 0.24 * (east - west) or s == 1)
    x, y, tick = west + 0.12 * km_per_in, south + 0.1 * km_per_in, 0.04 * km_per_in
    wide, high = max(length, 0.42 * km_per_in) + 0.24 * km_per_in, 0.32 * km_per_in
    axes.fill_between([west, west + wide], south, south + high, color="white", alpha=0.85, zorder=5, linewidth=0)
    axes.plot([x, x, x + length, x + length], [y + tick, y, y, y + tick], color=INK, linewidth=1.1, zorder=6)
    axes.text(x + length / 2, y + 1.2 * tick, f"{length} km", size=7, color=INK, ha="center", va="bottom", zorder=6)
    x, y = east - 0.16 * km_per_in, north - 0.36 * km_per_in
    axes.annotate(
        "N", xy=(x, north - 0.06 * km_per_in), xytext=(x, y), size=8, ha="center", va="center", color=INK, zorder=6,
        bbox={"facecolor": "white", "alpha": 0.85, "edgecolor": "none", "pad": 1.5},
        arrowprops={"arrowstyle": "-|>", "color": INK},
    )


def _sites(
    axes: Any, grid: Grid, marks: Sequence[Marks], view: tuple[float, float, float, float], km_per_in: float
) -> None:
    """Draw the marks; with their names where km_per_in is given."""
    names = km_per_in > 0
    size = 42 if names else 16
    for kind in marks:
        xy = [grid.proj(site.eye.lon, site.eye.lat) for site in kind.sites]
        axes.scatter([p[0] / 1e3 for p in xy], [p[1] / 1e3 for p in xy], s=size, marker=kind.symbol, c=kind.colour,
                     edgecolors="black", linewidths=1.1 if names else 0.7, zorder=7)  # fmt: skip
    if not names:
        return
    found = groups([(*grid.proj(s.eye.lon, s.eye.lat), s.eye.name) for kind in marks for s in kind.sites])
    west, east, south, north = view
    inside = [g for g in found if west <= g.x_m / 1e3 <= east and south <= g.y_m / 1e3 <= north]
    for group, x, y in placed(inside, view, km_per_in):
        axes.text(x, y, group.text, size=6.8, color=INK, ha="left", va="bottom", zorder=8, linespacing=1.12,
                  bbox={"facecolor": "white", "alpha": 0.82, "edgecolor": "none", "pad": 0.8})  # fmt: skip
        axes.plot([group.x_m / 1e3, x], [group.y_m / 1e3, y], color=INK, linewidth=0.5, zorder=6.9, alpha=0.7)


def _legend(
    figure: Any, keys: Sequence[Key], marks: Sequence[Marks], head: str, at: tuple[float, float], columns: int
) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    handles: list[Any] = [
        Patch(facecolor=k.colour, edgecolor=QUIET, lw=0.5, hatch=k.hatch or None, label=textwrap.fill(k.text, 34))
        for k in keys
    ]
    handles += [
        Line2D([], [], marker=k.symbol, color="none", markerfacecolor=k.colour, markeredgecolor="black", label=k.text)
        for k in marks if k.sites
    ]  # fmt: skip
    figure.legend(
        handles=handles, title=textwrap.fill(head, 36 if columns == 1 else 120), loc="upper left", bbox_to_anchor=at,
        ncols=columns, frameon=False, fontsize=8, title_fontsize=8.5, alignment="left", borderaxespad=0.0,
        labelcolor=INK, handlelength=1.6, columnspacing=1.6,
    )  # fmt: skip


def worldview() -> str:
    """Return the note of whose borders are drawn."""
    return f"Borders: {WORLDVIEW_TEXT}."
