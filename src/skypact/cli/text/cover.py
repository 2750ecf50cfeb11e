"""What `skypact cover` prints: sensors with their areas, the sum, contrast, band, and what has to be said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from skypact.core import units

if TYPE_CHECKING:
    from skypact.coverage.contrast import Contrast
    from skypact.study.reach.cover import Cover


def cover_text(found: Cover) -> str:
    """Return the result for people."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Cover) -> Iterator[str]:
    made = found.maps
    data = found.as_dict()
    yield found.title
    yield found.meaning()
    heights = [units.show(h, "length") for h in made.heights_m]
    yield ""
    yield f"Covered area [km²] at heights above {made.above}, of {found.grid.area_km2:,.0f} km² on the map"
    rows = [["sensor", "site", "ground", "range", "horizon", *heights]]
    for s in data["sensors"]:
        horizon = "" if s["horizon_km"] is None else f"{s['horizon_km']:.1f} km"
        site = f"{s['lat']:g}, {s['lon']:g}"
        ground = f"{s['ground_m']:,.0f} m" + (f" +{s['antenna_m'] - s['ground_m']:,.0f}" if s["antenna_m"] else "")
        rows.append([s["name"], site, ground, f"{s['range_km']:,.0f} km", horizon, *_areas(s["covered_km2"])])
    blank = ["", "", "", ""]
    rows.append(["any sensor", *blank, *_areas(data["covered_km2"])])
    rows.append(["two or more", *blank, *_areas(data["covered_twice_km2"])])
    yield from _table(rows)
    yield "ground: of the site above sea, the antenna above it; horizon: median distance of the highest line of sight"
    if found.asked.why:
        yield from _why(found, heights)
    if "zones" in data:
        yield ""
        yield "Engagement zones [km²]: within the missile's envelope and in line of sight of its guidance"
        rows = [["battery", "site", *heights]]
        rows += [[b["name"], f"{b['lat']:g}, {b['lon']:g}", *_areas(b["zone_km2"])] for b in data["zones"]["batteries"]]
        yield from _table([*rows, ["any battery", "", *_areas(data["zones"]["covered_km2"])]])
    if found.versus is not None:
        yield from _contrast("sensors", found.versus.sensors, heights)
        if found.versus.zones is not None:
            yield from _contrast("zones", found.versus.zones, heights)
    if found.band is not None:
        yield from _band(found, heights)
    yield ""
    yield from (f"- {note}" for note in found.notes)


def _why(found: Cover, heights: Sequence[str]) -> Iterator[str]:
    yield ""
    yield "Why a cell is not covered [km²]: the test at which the sensor that comes farthest fails"
    shares = found.why()
    yield from _table([["cause", *heights], *([cause, *_areas([s[cause] for s in shares])] for cause in shares[0])])


def _contrast(what: str, c: Contrast, heights: Sequence[str]) -> Iterator[str]:
    yield ""
    yield f"'{c.b}' against '{c.a}', {what} [km²]"
    areas = (("both", c.both_km2), ("gained", c.gained_km2), ("lost", c.lost_km2))
    yield from _table([["", *heights], *([name, *_areas(list(km2))] for name, km2 in areas)])


def _band(found: Cover, heights: Sequence[str]) -> Iterator[str]:
    assert found.band is not None
    b = found.band
    yield ""
    yield "Covered area [km²] over the ranges of the parameters: the end that covers less – the end that covers more"
    rows = [["parameter", *heights]]
    for name, (less, more) in b.ends.items():
        rows.append([name, *(f"{a:,.0f} – {z:,.0f}" for a, z in zip(less, more, strict=True))])
    ends = [f"{b.least.km2(i):,.0f} – {b.most.km2(i):,.0f}" for i in range(len(heights))]
    yield from _table([*rows, ["all of them", *ends], ["as they are", *_areas(list(b.nominal_km2))]])
    yield "least and greatest, no chance: nobody states how likely the ends are"


def _areas(km2: Sequence[float]) -> list[str]:
    return [f"{a:,.0f}" for a in km2]


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield a table: the first column to the left, the others to the right."""
    widths = [max(len(row[k]) for row in rows) for k in range(len(rows[0]))]
    for row in rows:
        cells = [row[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True))]
        yield "  ".join(cells).rstrip()
