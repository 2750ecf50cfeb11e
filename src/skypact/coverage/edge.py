"""Edges of zones: how far each sensor sees and each battery reaches over smooth ground, and where their sum ends.

From lowered rows (arrays.world.SENSOR, BATTERY, STAND). A sensor sees to the range of the radar equation, its own limit
or the horizon, whichever is nearest; a battery reaches to its envelope or the horizon of its guidance. Heights are
above ground. No reflection, diffraction, loss in the air or clutter: those make the zone of low targets smaller still.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from skypact.arrays import codes
from skypact.arrays import world as w
from skypact.lower.sense.air import EARTH_M, Air, grazing

#: Steps of the grid on which zones are summed [deg]. Edges lie between its columns, by linear interpolation.
STEP_LAT_DEG, STEP_LON_DEG = 0.1, 0.05


class Target(NamedTuple):
    """What is looked for: height above ground [m], mean cross-section [dBsm], its gain for metre waves [dB]."""

    height_m: float
    rcs_dbsm: float
    rcs_metre_db: float = 0.0


class Ground(NamedTuple):
    """Smooth ground: its height above sea [m], the trees before the target [m], the air above it."""

    height_m: float
    trees_m: float
    air: Air


class Reaches(NamedTuple):
    """Zones of n sites: place [deg], how far over ground [m] (0: not at all), sector facing ± half [rad]."""

    lat_deg: np.ndarray
    lon_deg: np.ndarray
    reach_m: np.ndarray
    facing_rad: np.ndarray
    half_rad: np.ndarray


def sight_m(ground: Ground, mast_m: np.ndarray, height_m: float) -> np.ndarray:
    """Return the ground distances [m] at which a target sinks below the horizons of masts; as `geodesy.horizon_m`."""
    above = max(height_m - ground.trees_m, 0.0)
    found = grazing(ground.air, np.append(np.maximum(np.asarray(mast_m, float), 0.0), above))
    return found[:-1] + found[-1]


def over_ground_m(slant_m: float, low_m: float, high_m: float) -> float:
    """Return the ground distance [m] of a slant range between two heights above ground, 0 where it is too short."""
    a, b = EARTH_M + low_m, EARTH_M + high_m
    cosine = (a * a + b * b - slant_m * slant_m) / (2.0 * a * b)
    return EARTH_M * math.acos(cosine) if -1.0 <= cosine < 1.0 else 0.0


def detection_slant_m(sensor: np.void, needed_db: float, target: Target) -> float:
    """Return the slant range [m] at which a radar has the SNR that it needs, its own limit kept; other sensors 0."""
    if sensor["kind"] != codes.SENSOR_RADAR or sensor["sees"] == codes.SEES_BALLISTIC:
        return 0.0
    rcs = target.rcs_dbsm + sensor["metre_wave"] * target.rcs_metre_db
    return min(10.0 ** ((float(sensor["snr_ref_db"]) + rcs - needed_db) / 40.0), float(sensor["max_range_m"]))


def snr_for_pd_db(pd_table: np.ndarray, pd: float) -> float:
    """Return the SNR [dB] at which a table of Pd reaches pd, inf where it never does."""
    if pd > pd_table[-1]:
        return math.inf
    # without its flat ends a table can be read the other way round
    rising = np.concatenate([[True], np.diff(pd_table) > 0.0])
    grid = w.PD_LOW_DB + w.PD_STEP_DB * np.arange(len(pd_table))
    return float(np.interp(pd, pd_table[rising], grid[rising]))


def detected(sensors: np.ndarray, pd_tables: np.ndarray, target: Target, pd: float, ground: Ground) -> Reaches:
    """Return how far each radar on the ground sees a target with chance pd; other sensors, and by sky wave, 0."""
    reach, masts = np.zeros(len(sensors)), sensors["height_m"] - ground.height_m
    sight = sight_m(ground, masts, target.height_m)
    needed = [snr_for_pd_db(table, pd) for table in pd_tables]
    for i, s in enumerate(sensors):
        if s["host"] >= 0 or s["skywave"]:
            continue
        mast = float(masts[i])
        slant = detection_slant_m(s, needed[s["pd_table"]], target)
        rise = target.height_m - mast
        nearest = max(float(s["min_range_m"]), rise / math.sin(s["el_high_rad"]) if s["el_high_rad"] > 0 else 0.0)
        if s["el_low_rad"] > 0:
            slant = min(slant, max(rise, 0.0) / float(s["el_low_rad"]))
        if slant > nearest:
            reach[i] = min(over_ground_m(slant, mast, target.height_m), sight[i])
    return Reaches(
        np.degrees(sensors["lat_rad"]), np.degrees(sensors["lon_rad"]), reach, sensors["facing_rad"],
        sensors["sector_rad"],
    )  # fmt: skip


def engaged(
    batteries: np.ndarray, stands: np.ndarray, envelopes: np.ndarray, target: Target, ground: Ground
) -> Reaches:
    """Return how far each battery reaches at the target's height from where it stands first; above the air 0.

    stands: `World.stand`; envelopes: f8 [n_battery, N_ENVELOPE, 3]. Whether its radar detects the target is not asked.
    """
    first = stands[batteries["stand_first"]] if len(batteries) else stands[:0]
    reach = np.zeros(len(batteries))
    sight = sight_m(ground, first["height_m"] - ground.height_m, target.height_m)
    for i, (b, rows) in enumerate(zip(batteries, envelopes[: len(batteries)], strict=True)):
        if b["exo"] or not b["min_alt_m"] <= target.height_m <= b["max_alt_m"]:
            continue
        rows = rows[np.isfinite(rows[:, 0])]
        slant = float(np.interp(target.height_m, rows[:, 0], rows[:, 2]))
        reach[i] = min(over_ground_m(slant, 0.0, target.height_m), sight[i])
    return Reaches(
        np.degrees(first["lat_rad"]), np.degrees(first["lon_rad"]), reach, batteries["facing_rad"],
        batteries["half_sector_rad"],
    )  # fmt: skip


class Parallels:
    """A grid of places about some sites, with the distance and the azimuth of each from every site (WGS-84)."""

    def __init__(self, lat_deg: np.ndarray, lon_deg: np.ndarray, farthest_m: float, latitudes: tuple[float, ...] = ()):
        """Make the grid that holds all within farthest_m of the sites; `latitudes` are parallels that it must have."""
        from pyproj import Geod

        wide = farthest_m / 111_000.0
        rows = np.arange(math.floor((lat_deg.min() - wide) * 10), math.ceil((lat_deg.max() + wide) * 10) + 1) / 10.0
        self.lat_deg = np.union1d(np.clip(rows, -80.0, 80.0), np.array(latitudes))
        wide /= math.cos(math.radians(min(80.0, float(np.abs(self.lat_deg).max()))))
        self.lon_deg = np.arange(lon_deg.min() - wide, lon_deg.max() + wide + STEP_LON_DEG, STEP_LON_DEG)
        lat, lon = np.meshgrid(self.lat_deg, self.lon_deg, indexing="ij")
        geod, shape = Geod(ellps="WGS84"), (len(lat_deg), *lat.shape)
        self.distance_m, self.azimuth_rad = np.empty(shape, np.float32), np.empty(shape, np.float32)
        for i, (a, b) in enumerate(zip(lat_deg, lon_deg, strict=True)):
            azimuth, _, distance = geod.inv(np.full(lat.shape, b), np.full(lat.shape, a), lon, lat)
            self.distance_m[i], self.azimuth_rad[i] = distance, np.radians(azimuth)
        # metres of a degree of longitude along each parallel of the ellipsoid
        sine2 = np.sin(np.radians(self.lat_deg)) ** 2
        self.degree_m = (
            math.pi / 180 * geod.a * np.cos(np.radians(self.lat_deg)) / np.sqrt(1.0 - geod.es * sine2)
        )

    def row(self, latitude: float) -> int:
        """Return the row of a parallel that the grid has."""
        return int(np.argmin(np.abs(self.lat_deg - latitude)))

    def inside_m(self, zones: Reaches, sites: np.ndarray) -> np.ndarray:
        """Return how far [m] each place lies within the sum of zones, below 0 outside; `sites`: rows of the grid."""
        best = np.full(self.distance_m.shape[1:], -np.inf, np.float32)
        farthest: dict[tuple[int, float, float], float] = {}
        for site, reach, facing, half in zip(sites, zones.reach_m, zones.facing_rad, zones.half_rad, strict=True):
            key = (int(site), float(facing), float(half)) if half < math.pi else (int(site), 0.0, math.pi)
            farthest[key] = max(farthest.get(key, 0.0), float(reach))
        for (site, facing, half), reach in farthest.items():
            if reach <= 0.0:
                continue
            depth = np.float32(reach) - self.distance_m[site]
            if half < math.pi:
                off = np.abs(np.angle(np.exp(1j * (self.azimuth_rad[site] - facing))))
                depth = np.where(off <= half, depth, -np.inf)
            np.maximum(best, depth, out=best)
        return best


def edge_west(grid: Parallels, inside_m: np.ndarray) -> np.ndarray:
    """Return the longitude [deg] of the western edge of a zone along each parallel [n_lat], NaN where there is none."""
    return _edge(grid.lon_deg, inside_m)


def edge_east(grid: Parallels, inside_m: np.ndarray) -> np.ndarray:
    """Return the longitude [deg] of the eastern edge of a zone along each parallel [n_lat], NaN where there is none."""
    return _edge(grid.lon_deg[::-1], inside_m[:, ::-1])


def area_m2(grid: Parallels, inside_m: np.ndarray) -> float:
    """Return the area of a zone: cell by cell of the grid, those at its edge by the share of their height inside."""
    height = np.gradient(grid.lat_deg) * 111_200.0
    share = np.clip(0.5 + inside_m / height[:, None], 0.0, 1.0)
    return float((share.sum(axis=1) * STEP_LON_DEG * grid.degree_m * height).sum())


def _edge(lon_deg: np.ndarray, inside_m: np.ndarray) -> np.ndarray:
    covered = inside_m >= 0.0
    rows, k = np.arange(len(inside_m)), covered.argmax(axis=1)
    before = np.maximum(k - 1, 0)
    here, there = inside_m[rows, k].astype(float), inside_m[rows, before].astype(float)
    inner = (k > 0) & np.isfinite(there)  # a border of a sector lies at the column itself
    share = np.where(inner, here, 0.0) / np.where(inner, here - np.where(inner, there, 0.0), 1.0)
    return np.where(covered.any(axis=1), lon_deg[k] - share * (lon_deg[k] - lon_deg[before]), np.nan)
