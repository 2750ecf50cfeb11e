"""Reached: outlines of what a state's sensors and batteries reach, for the viewer's map."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from skypact.core.errors import SkypactError
from skypact.spec.scenario import Scenario
from skypact.study.reach.cover import Cover, cover
from skypact.study.reach.question import Question

#: Heights above ground at which outlines are drawn [m].
HEIGHTS_M = (100.0, 1000.0, 5000.0)
#: Cells along the longer side of the theatre, and the length of one degree of latitude [m].
CELLS, DEGREE_M = 160, 111_200.0
NOTE = "smooth earth, target of 1 m², Pd 0.5; batteries: where an intercept can lie"


def coverage(worlds: Mapping[str, Scenario]) -> list[dict[str, Any]]:
    """Return `Coverage` of format.ts: one for all arrangements where the forces of all worlds are the same."""
    first = next(iter(worlds.values()))
    same = all(_forces(w) == _forces(first) for w in worlds.values())
    named = {"": first} if same else worlds
    return [
        row for name, world in named.items() for nation in sorted(world.nations) for row in _of(world, nation, name)
    ]


def _forces(world: Scenario) -> tuple[object, ...]:
    return tuple(sorted(world.sensors)), tuple(sorted(world.batteries)), tuple(sorted(world.airborne))


def _of(world: Scenario, nation: str, arrangement: str) -> list[dict[str, Any]]:
    own = world.model_copy(update={
        name: {i: unit for i, unit in getattr(world, name).items() if unit.nation == nation}
        for name in ("sensors", "batteries", "airborne")
    })
    if not (own.sensors or own.batteries or own.airborne):
        return []
    box = world.theatre
    side_m = max(box.north - box.south, (box.east - box.west) * np.cos(np.radians((box.north + box.south) / 2)))
    cell_m = float(np.ceil(side_m * DEGREE_M / CELLS / 100.0) * 100.0)
    asked = Question(heights_m=HEIGHTS_M, terrain="smooth", cell_m=cell_m, zones=bool(own.batteries))
    try:
        found = cover(own, (), asked)
    except SkypactError as error:
        if "no sensor reaches" not in str(error):
            raise
        return []
    maps = {"sensors": found.maps.count}
    maps |= {"batteries": found.zones.count} if found.zones is not None else {}
    return [
        {"nation": nation, "arrangement": arrangement, "what": what, "altitude_m": height, "rings": rings, "note": NOTE}
        for what, count in maps.items() for k, height in enumerate(HEIGHTS_M)
        if (rings := outline(found, count[k] > 0))
    ]


def outline(found: Cover, cells: np.ndarray) -> list[list[list[float]]]:
    """Return the even-odd rings [longitude, latitude] around the cells marked (bool [n, m]) of a map's grid."""
    from contourpy import contour_generator

    ground = found.grid
    marked = np.pad(cells & ground.inside, 1).astype(np.float64)
    x = ground.x_m + ground.cell_m * (np.arange(marked.shape[1]) - 1)
    y = ground.y_m - ground.cell_m * (np.arange(marked.shape[0]) - 1)
    made = []
    for line in contour_generator(x, y, marked).lines(0.5):
        ring = _straightened(np.asarray(line))
        if len(ring) < 6:  # one cell: the blind spot over a radar, or a speck
            continue
        lon, lat = ground.proj(ring[:, 0], ring[:, 1], inverse=True)
        made.append([[round(float(a), 3), round(float(b), 3)] for a, b in zip(lon, lat, strict=True)])
    return made


def _straightened(ring: np.ndarray) -> np.ndarray:
    """Return a closed ring without the corners at which it goes straight on."""
    step = np.diff(ring, axis=0)
    last = np.roll(step, 1, axis=0)
    turn = step[:, 0] * last[:, 1] - step[:, 1] * last[:, 0]
    return ring[np.append(np.abs(turn) > 1e-6, True)]
