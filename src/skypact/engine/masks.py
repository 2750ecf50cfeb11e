"""Masks: what terrain hides from each sensor, as polar tables that the looks read. Geometry, computed once."""

from __future__ import annotations

import math

import numpy as np

from skypact.arrays.codes import SENSOR_LAUNCH
from skypact.arrays.world import MASK_AZ, MASK_RANGE, World
from skypact.load.terrain.grid import Terrain
from skypact.lower.ground import ground
from skypact.lower.sense.air import bending
from skypact.lower.sense.weather import airs
from skypact.spec.scenario import Scenario

#: A sensor that is carried has a mask for every so much time [s].
EVERY_S = 180.0
#: Places of a ray that are exact; between them it is straight on the grid [m].
KNOT_M = 10_000.0


def masked(world: World, scenario: Scenario) -> World:
    """Return the world with a mask for every place of every sensor; the same where the earth is smooth."""
    land = ground(scenario)
    if land.terrain is None:
        return world
    found: list[np.ndarray] = []
    at: list[tuple[float, float]] = []
    for i, s in enumerate(world.sensor):
        if s["kind"] == SENSOR_LAUNCH or s["skywave"]:
            continue
        s["mask_first"] = len(found)
        for t_s, lat, lon, height_m in _places(world, i):
            table, step_m = _mask(land.terrain, scenario, lat, lon, height_m, float(s["max_range_m"]), land.mean_m)
            found.append(table)
            at.append((t_s, step_m))
        s["mask_count"] = len(found) - s["mask_first"]
        if s["unit"] >= 0:
            b = world.battery[s["unit"]]
            world.stand["mask"][b["stand_first"] : b["stand_first"] + b["stand_count"]] = np.arange(
                s["mask_first"], len(found)
            )
    return world._replace(mask=np.array(found), mask_at=np.array(at)) if found else world


def _places(world: World, i_sensor: int) -> list[tuple[float, float, float, float]]:
    """Return from when on a sensor is where: latitude, longitude [rad], height of the antenna above sea [m]."""
    s = world.sensor[i_sensor]
    if s["host"] >= 0:
        o = world.object[s["host"]]
        route = world.waypoint[o["wp_first"] : o["wp_first"] + o["wp_count"]]
        times = np.arange(float(o["begin_s"]), float(o["end_s"]), EVERY_S)
        middle = np.minimum(times + EVERY_S / 2, float(o["end_s"]))
        x, y, z, h = (np.interp(middle, route[:, 0], route[:, k]) for k in (1, 2, 3, 4))
        lat = np.arctan2(z, (1.0 - _E2) * np.hypot(x, y))
        return list(zip(times, lat, np.arctan2(y, x), h + s["mast_m"], strict=True))
    if s["unit"] >= 0:
        b = world.battery[s["unit"]]
        stands = world.stand[b["stand_first"] : b["stand_first"] + b["stand_count"]]
        return [(float(r["t_s"]), float(r["lat_rad"]), float(r["lon_rad"]), float(r["height_m"])) for r in stands]
    return [(-math.inf, float(s["lat_rad"]), float(s["lon_rad"]), float(s["height_m"]))]


#: Square of the eccentricity of WGS-84; the latitude of a place at height h is right to h/300 with it.
_E2 = (2.0 - 1.0 / 298.257223563) / 298.257223563


def _mask(
    terrain: Terrain, scenario: Scenario, lat_rad: float, lon_rad: float, height_m: float, range_m: float,
    beyond_m: float,
) -> tuple[np.ndarray, float]:
    """Return the mask f4 [3, MASK_AZ, MASK_RANGE] of one place and its step of range [m]."""
    from skypact.kernels.terrain import polar

    step_m = range_m / (MASK_RANGE - 1)
    fine = max(1, math.ceil(step_m / min(terrain.cell_m)))
    n_range = fine * (MASK_RANGE - 1) + 1
    per_knot = max(1, round(KNOT_M / (step_m / fine)))
    n_knot = (n_range - 2) // per_knot + 2
    corner = (math.radians(terrain.north), math.radians(terrain.west), math.radians(terrain.step_lat_deg),
              math.radians(terrain.step_lon_deg))  # fmt: skip
    rows, cols = polar.rays_geographic(lat_rad, lon_rad, MASK_AZ, per_knot * step_m / fine, n_knot, corner)
    bend = bending(airs(scenario.environment)[0], height_m, range_m)
    tables = polar.table(terrain.height_m[::-1], rows, cols, per_knot, height_m, bend, step_m / fine, n_range, beyond_m)
    return np.stack([table[:, ::fine] for table in tables]), step_m
