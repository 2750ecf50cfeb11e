"""The pictures of coverage: lowest height, counts, causes, zones, contrast and band."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from skypact.arrays.cover import COVERED, ELEVATION, GROUND, HORIZON, RANGE, SECTOR
from skypact.core import units
from skypact.coverage.causes import CAUSES, coded
from skypact.coverage.contrast import BOTH, GAINED, LOST, NEITHER, Contrast
from skypact.report.coverage.canvas import EMPTY, Key, Marks, Panel, draw, worldview
from skypact.study.reach.cover import Cover

#: Steps of one ramp that stay apart for every colour vision and in grey: dark is well covered (viridis).
RAMP = ("#2d1e5f", "#3b528b", "#21918c", "#5ec962", "#c8e020", "#f1e51d")
COUNTS = ((EMPTY, "none"), ("#c6dbef", "one"), ("#6baed6", "two"), ("#2171b5", "three"), ("#08306b", "four or more"))
#: Okabe and Ito's colours (2008), which no colour vision confuses.
CAUSE_COLOURS = {
    RANGE: "#f3f3f3", SECTOR: "#cc79a7", ELEVATION: "#f0e442", HORIZON: "#56b4e9", GROUND: "#d55e00",
    COVERED: "#1b7a5a",
}  # fmt: skip


def write(found: Cover, folder: Path, why: bool) -> list[str]:
    """Write every picture that the result has into a folder; return their names."""
    return [name for name, _ in _each(found, folder, why)]


def _each(found: Cover, folder: Path, why: bool) -> Iterator[tuple[str, None]]:
    yield "cover.png", lowest(found, folder / "cover.png")
    yield "count.png", counts(found, folder / "count.png")
    if why:
        yield "why.png", causes(found, folder / "why.png")
    if found.zones is not None:
        yield "zones.png", zones(found, folder / "zones.png")
    if found.versus is not None:
        yield "versus.png", contrast(found, found.versus.sensors, folder / "versus.png", "sensor")
        if found.versus.zones is not None:
            yield "versus-zones.png", contrast(found, found.versus.zones, folder / "versus-zones.png", "battery")
    if found.band is not None:
        yield "band.png", band(found, folder / "band.png")


def height(value_m: float) -> str:
    """Return a height as people write it."""
    return units.show(value_m, "length")


def over(found: Cover) -> str:
    """Return what heights are measured from."""
    return "above sea" if found.maps.above == "sea" else "above ground"


def titled(found: Cover) -> str:
    """Return the title of a picture."""
    return f"Coverage: {found.title}"


def lowest(found: Cover, path: Path) -> None:
    """Draw for each cell the lowest of the heights asked for at which a sensor covers it."""
    made = found.maps
    seen = made.count > 0
    index = np.where(seen.any(axis=0), np.argmax(seen, axis=0), len(made.heights_m))
    colours = _ramp(len(made.heights_m))
    keys = [Key(colour, f"from {height(h)}") for colour, h in zip(colours, made.heights_m, strict=True)]
    keys.append(Key(EMPTY, f"at none up to {height(made.heights_m[-1])}"))
    head = f"Lowest height {over(found)} at which a sensor covers"
    draw(path, found.grid, [Panel("", index)], keys, _marks(found), titled(found), head, _notes(found))


def _ramp(number: int) -> list[str]:
    from matplotlib import colormaps
    from matplotlib.colors import to_hex

    if number <= len(RAMP) - 1:
        return [RAMP[i] for i in np.round(np.linspace(0, len(RAMP) - 2, max(number, 1))).astype(int)][:number]
    return [to_hex(c) for c in colormaps["viridis"](np.linspace(0.05, 0.97, number))]


def counts(found: Cover, path: Path) -> None:
    """Draw the number of sensors at each height."""
    made = found.maps
    panels = [Panel(_head(found, i, made.km2(i)), np.minimum(c, len(COUNTS) - 1)) for i, c in enumerate(made.count)]
    head = f"Number of sensors that cover a cell, heights {over(found)}"
    keys = [Key(*c) for c in COUNTS]
    draw(path, found.grid, panels, keys, _marks(found), titled(found), head, _notes(found))


def causes(found: Cover, path: Path) -> None:
    """Draw why a cell is not covered at each height."""
    made = found.maps
    codes = list(CAUSES)
    table = np.full(256, -1)
    table[codes] = np.arange(len(codes))
    inside = found.grid.inside
    panels = [Panel(_head(found, i, made.km2(i)), table[coded(s, inside)]) for i, s in enumerate(made.stage)]
    keys = [Key(CAUSE_COLOURS[code], text, "///" if code == GROUND else "") for code, text in CAUSES.items()]
    head = f"Why no sensor covers a cell: where the one that comes farthest fails; heights {over(found)}"
    draw(path, found.grid, panels, keys, _marks(found), titled(found), head, _notes(found))


def zones(found: Cover, path: Path) -> None:
    """Draw the number of batteries that reach a cell at each height."""
    assert found.zones is not None
    z = found.zones
    panels = [Panel(_head(found, i, z.km2(i)), np.minimum(c, len(COUNTS) - 1)) for i, c in enumerate(z.count)]
    notes = [
        "Zone: within the envelope of the missile and the sector, in line of sight of the guidance. Whether anybody "
        "detects, tells and decides in time is no part of it."
    ]
    head = f"Number of batteries that reach a cell, heights {over(found)}"
    marks = [Marks(z.sites, "s", "battery", "#e69f00")]
    keys = [Key(*c) for c in COUNTS]
    draw(path, found.grid, panels, keys, marks, titled(found), head, notes + _notes(found)[1:])


def contrast(found: Cover, differs: Contrast, path: Path, what: str) -> None:
    """Draw what another world covers against this one."""
    order = (NEITHER, BOTH, LOST, GAINED)
    table = np.array([order.index(k) for k in range(4)])
    panels = [
        Panel(f"{height(h)}: +{differs.gained_km2[i]:,.0f} −{differs.lost_km2[i]:,.0f} km²", table[differs.kinds[i]])
        for i, h in enumerate(differs.heights_m)
    ]
    keys = [Key(EMPTY, "neither"), Key("#9aa5b1", "both"),
            Key("#e69f00", f"only '{differs.a}'", "\\\\\\"), Key("#0072b2", f"only '{differs.b}'")]  # fmt: skip
    head = f"Cells within reach of a {what}: '{differs.b}' against '{differs.a}', heights {over(found)}"
    marks = _marks(found, both=True) if what == "sensor" else []
    draw(path, found.grid, panels, keys, marks, titled(found), head, _notes(found))


def band(found: Cover, path: Path) -> None:
    """Draw what is covered for every end of the parameters, as they are, and only at their best."""
    assert found.band is not None
    b, made = found.band, found.maps
    panels: list[Panel] = []
    for i, h in enumerate(made.heights_m):
        least, here, most = (m.count[i] > 0 for m in (b.least, made, b.most))
        index = np.select([least, here, most], [0, 1, 2], 3)
        areas = " – ".join(f"{m.km2(i):,.0f}" for m in (b.least, b.most))
        panels.append(Panel(f"{height(h)}: {areas} km²", index))
    keys = [
        Key("#08306b", "also with all parameters at the end that covers least"), Key("#4292c6", "with their values"),
        Key("#c6dbef", "only at the end that covers most"), Key(EMPTY, "not covered"),
    ]  # fmt: skip
    head = f"Covered over the ranges of the parameters, heights {over(found)}"
    draw(path, found.grid, panels, keys, _marks(found), titled(found), head, _notes(found))


def _head(found: Cover, i: int, km2: float) -> str:
    return f"{height(found.maps.heights_m[i])}: {km2:,.0f} km²"


def _marks(found: Cover, both: bool = False) -> list[Marks]:
    """Return the marks of the sensors; both: those of the other side too."""
    more = found.versus.maps.sites if both and found.versus is not None else ()
    sites = list({site.eye.name: site for site in (*more, *found.maps.sites)}.values())
    on_ground = [s for s in sites if s.eye.altitude_m is None]
    return [Marks(on_ground, "^", "sensor", "#ffffff"),
            Marks([s for s in sites if s.eye.altitude_m is not None], "D", "sensor in the air", "#e69f00")]  # fmt: skip


def _notes(found: Cover) -> list[str]:
    """Return what stands under every picture."""
    known = [note for note in found.notes if not note.endswith("does not reach into the map.")]
    return [found.meaning(), *known, worldview()]
