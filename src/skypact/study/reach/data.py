"""A result of `cover` as plain data: what programs read, and the areas behind every picture."""

from __future__ import annotations

from typing import Any

import numpy as np

from skypact.coverage.contrast import Contrast
from skypact.coverage.horizon import Horizon
from skypact.coverage.maps import Site
from skypact.study.reach.cover import Cover


def plain(found: Cover) -> dict[str, Any]:
    """Return the result as plain data: areas in km², heights in m, angles in degrees."""
    made, grid, asked = found.maps, found.grid, found.asked
    horizons = {h.name: h for h in found.horizons}
    data: dict[str, Any] = {
        "title": found.title, "meaning": found.meaning(), "stamp": found.stamp, "notes": list(found.notes),
        "heights_m": list(made.heights_m), "above": made.above, "pd": asked.pd if found.target else None,
        "target": None if found.target is None else {"name": found.target.name, "rcs_dbsm": found.target.rcs_dbsm},
        "box": list(grid.box), "cell_m": grid.cell_m, "area_km2": grid.area_km2, "crs": grid.crs,
        "sensors": [_sensor(site, horizons.get(site.eye.name)) for site in made.sites],
        "covered_km2": [made.km2(i) for i in range(len(made.heights_m))],
        "covered_twice_km2": [made.km2(i, 2) for i in range(len(made.heights_m))],
        "why_km2": found.why(),
    }
    if found.zones is not None:
        data["zones"] = {
            "batteries": [{**_place(s), "zone_km2": list(s.km2)} for s in found.zones.sites],
            "covered_km2": [found.zones.km2(i) for i in range(len(made.heights_m))],
        }
    if found.versus is not None:
        data["versus"] = {"name": found.versus.name, "sensors": _contrast(found.versus.sensors)}
        if found.versus.zones is not None:
            data["versus"]["zones"] = _contrast(found.versus.zones)
    if found.band is not None:
        b = found.band
        data["band"] = {
            "nominal_km2": list(b.nominal_km2), "least_km2": [b.least.km2(i) for i in range(len(b.heights_m))],
            "most_km2": [b.most.km2(i) for i in range(len(b.heights_m))],
            "by_parameter": {
                name: {"less_km2": list(low), "more_km2": list(high)} for name, (low, high) in b.ends.items()
            },
        }
    return data


def _place(site: Site) -> dict[str, Any]:
    return {
        "name": site.eye.name, "title": site.eye.title, "lat": site.eye.lat, "lon": site.eye.lon,
        "ground_m": round(site.ground_m, 1), "antenna_m": round(site.antenna_m, 1),
        "range_km": round(site.eye.reach_m / 1e3, 3),
    }  # fmt: skip


def _sensor(site: Site, h: Horizon | None) -> dict[str, Any]:
    distance = None if h is None or not np.isfinite(h.distance_m).any() else float(np.nanmedian(h.distance_m))
    return _place(site) | {
        "covered_km2": list(site.km2), "horizon_km": None if distance is None else round(distance / 1e3, 3),
    }  # fmt: skip


def _contrast(c: Contrast) -> dict[str, Any]:
    areas = {"both_km2": c.both_km2, "gained_km2": c.gained_km2, "lost_km2": c.lost_km2}
    return {"a": c.a, "b": c.b} | {key: list(value) for key, value in areas.items()}

