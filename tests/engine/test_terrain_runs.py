"""Terrain in whole runs: a ridge hides what flies low behind it, sites stand on their ground, routes follow theirs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.engine.scenes import flight, play, radar, scene

from skypact.arrays import codes as k
from skypact.engine.plan import plan
from skypact.kernels.terrain.fan import visible_one
from skypact.lower.ground import ground
from skypact.lower.sense.air import bending
from skypact.lower.sense.weather import airs
from skypact.lower.world import world as lower_world

#: One degree from 53° N, 24° E; plain of 100 m with a ridge of 700 m at 53.6° N, from west to east, a fiftieth wide.
BOX = {"south": 53.01, "north": 53.99, "west": 24.01, "east": 24.99}
RIDGE_M, PLAIN_M = 700, 100


@pytest.fixture
def tile(tmp_path: Path) -> Path:
    """Return an .hgt tile with the ridge."""
    heights = np.full((1201, 1201), PLAIN_M, ">i2")
    rows = np.arange(1201)
    heights[np.abs(54.0 - rows / 1200.0 - 53.6) < 0.01] = RIDGE_M
    path = tmp_path / "N53E024.hgt"
    path.write_bytes(heights.tobytes())
    return path


def behind(tile: Path, **more: Any) -> Any:
    """Return a scene: a radar on a mast of 20 m at 53.3° N, a jet that stays north of the ridge, 35 to 55 km away."""
    environment = {"ground": "100 m", "trees": "0 m", "daylight": "day", "terrain": [str(tile)], "terrain_allow":
                   ["heights"], "propagation": "mask"}
    low = {"alt": "400 m", "speed": "250 m/s"}
    jet = flight((53.65, 24.2), (53.8, 24.8)) | {"route": [{"at": [53.65, 24.2]} | low, {"at": [53.8, 24.8]} | low]}
    base: dict[str, Any] = {
        "theatre": BOX, "environment": environment, "intruders": {"jet": jet},
        "sensors": {"radar": radar(at=[53.3, 24.5], mast="20 m", max_range="100 km")},
        "borders": {"AA": [[[53.01, 24.01], [53.01, 24.99], [53.99, 24.99], [53.99, 24.01]]]},
    }  # fmt: skip
    return scene(**(base | more))


def test_what_flies_low_behind_a_ridge_is_never_seen_and_the_ledger_says_why(tile: Path) -> None:
    """Without terrain the same jet is seen; 3 km up it is seen over the ridge."""
    hidden = play(behind(tile))
    assert not [e for e in hidden if e.kind == k.E_DETECTED]
    assert [e.cause for e in hidden if e.kind == k.E_BARRED and e.subject == "jet"] == [k.C_TERRAIN]
    flat = behind(tile, environment={"ground": "100 m", "trees": "0 m", "daylight": "day", "propagation": "mask"})
    assert [e for e in play(flat) if e.kind == k.E_DETECTED]
    made = behind(tile)
    high = made.intruders["jet"].model_copy(update={
        "route": [leg.model_copy(update={"alt": leg.alt.model_copy(update={"value": 3000.0})})
                  for leg in made.intruders["jet"].route if leg.alt is not None]
    })
    assert [e for e in play(made.model_copy(update={"intruders": {"jet": high}})) if e.kind == k.E_DETECTED]


def test_the_mask_is_the_map(tile: Path) -> None:
    """North of the site the polar table gives the least visible height of the fan on the tile's own grid, to metres."""
    made = plan(behind(tile))
    s = made.world.sensor[0]
    assert float(s["height_m"]) == pytest.approx(PLAIN_M + 20.0)
    step = made.world.mask_at[s["mask_first"], 1]
    north = made.world.mask[s["mask_first"], 0, 0]
    cell = 92.77  # a cell of the tile from south to north at 53.5 degrees [m]
    grid = np.full((800, 401), PLAIN_M, np.float32)
    grid[np.abs(760 - np.arange(800) - 33_376.0 / cell) < 1_112.0 / cell] = RIDGE_M
    bend = bending(airs(behind(tile).environment)[0], float(s["height_m"]))
    fan, _ = visible_one(grid, cell, np.array([760.0, 200.0, s["height_m"]]), bend)
    for away_m in (20_000.0, 40_000.0, 60_000.0):
        table = np.interp(away_m, step * np.arange(len(north)), north)
        assert table == pytest.approx(float(fan[760 - round(away_m / cell), 200]), abs=0.02 * RIDGE_M)


def test_a_route_above_ground_follows_it(tile: Path) -> None:
    """100 m above ground is 800 m above sea over the ridge and 200 m before it."""
    low = [{"at": [lat, 24.5], "agl": "100 m", "speed": "200 m/s"} for lat in (53.4, 53.8)]
    world = lower_world(behind(tile, intruders={"jet": flight((0, 0)) | {"route": low}})).world
    heights = world.waypoint[:, 4]
    assert heights[0] == pytest.approx(PLAIN_M + 100.0)
    assert heights.max() == pytest.approx(RIDGE_M + 100.0)
    assert ground(behind(tile)).at(53.6, 24.5) == pytest.approx(RIDGE_M)
