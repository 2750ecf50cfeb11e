"""Detections and sensors as anyone has them: arrays with a unit in each name, checked, then sorted into scans."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from skypact.arrays import tracking as arrays
from skypact.core.errors import SkypactError, nearest
from skypact.lower import place


@dataclass(frozen=True, eq=False)
class Sensors:
    """Where sensors stand and how they err; each error one number, or one for each sensor.

    at [n, 3]: metres east, north, up on a flat earth, or where geodetic, degrees of latitude and longitude and metres
    above the ellipsoid (WGS-84). reach_m: a track beyond it is not counted as missed.
    """

    at: Any
    sigma_range_m: Any = 50.0
    sigma_azimuth_rad: Any = 0.0026
    sigma_elevation_rad: Any = 0.0026
    reach_m: Any = np.inf
    geodetic: bool = False


@dataclass(frozen=True, eq=False)
class Detections:
    """Detections, one row each. Angles from true north clockwise, and above the horizontal.

    sensor: row of `Sensors`. NaN elevation: a radar without it; NaN range (and elevation): a bearing alone. Rows of
    one sensor and one moment are a scan, in which a target is seen once at most. Errors of a row: those of its sensor
    where none are given. arrived_s: when it was there to be used; its moment where not given.
    """

    t_s: Any
    sensor: Any
    azimuth_rad: Any
    range_m: Any = np.nan
    elevation_rad: Any = np.nan
    sigma_range_m: Any = None
    sigma_azimuth_rad: Any = None
    sigma_elevation_rad: Any = None
    arrived_s: Any = None


def made(kind: type[Any], given: Any) -> Any:
    """Return Detections or Sensors of a mapping of columns (a data frame is one), or what is one already."""
    if isinstance(given, kind):
        return given
    names = [f.name for f in fields(kind)]
    if not isinstance(given, Mapping) and not hasattr(given, "keys"):
        raise SkypactError(f"{kind.__name__}: columns by name — {', '.join(names)}")
    for name in given.keys():  # noqa: SIM118  # a data frame has keys, but goes over something else
        if name not in names:
            raise SkypactError(f"{kind.__name__}: no column {name!r} — {nearest(str(name), names)}")
    try:
        return kind(**{str(name): given[name] for name in given.keys()})  # noqa: SIM118
    except TypeError as fault:
        raise SkypactError(f"{kind.__name__}: {str(fault).split('() ')[-1]}") from None


def sensor_rows(sensors: Sensors) -> np.ndarray:
    """Return the sensors as SENSOR rows: place and frame in metres, earth-centred where they are geodetic."""
    at = np.asarray(sensors.at, float)
    if at.ndim != 2 or at.shape[1] != 3 or not len(at) or not np.isfinite(at).all():
        raise SkypactError("at: one row of three finite numbers for each sensor — [[0, 0, 0]]")
    rows = np.zeros(len(at), arrays.SENSOR)
    rows["at"], rows["frame"] = at, np.eye(3)
    if sensors.geodetic:
        if (np.abs(at[:, 0]) > 90).any() or (np.abs(at[:, 1]) > 360).any():
            raise SkypactError("at: latitude, longitude in degrees, height in metres — is the order right?")
        rows["at"] = place.ecef(at[:, 0], at[:, 1], at[:, 2])
        rows["frame"] = [place.frame(row) for row in at]
    rows["reach_m"] = _column("reach_m", sensors.reach_m, len(at))
    return rows


def detection_rows(given: Detections, sensors: Sensors) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return DETECTION rows in the order given, their moments [s] and when they arrived [s]."""
    t_s = np.asarray(given.t_s, float).reshape(-1)
    n, n_sensor = len(t_s), len(np.asarray(sensors.at))
    rows = np.zeros(n, arrays.DETECTION)
    for name, column in (("range_m", given.range_m), ("az_rad", given.azimuth_rad), ("el_rad", given.elevation_rad)):
        rows[name] = _column(name, column, n)
    number = _column("sensor", given.sensor, n)
    rows["sensor"] = number
    if n and (not np.isfinite(t_s).all() or not np.isfinite(rows["az_rad"]).all()):
        raise SkypactError("t_s and azimuth_rad: finite numbers in every row")
    if n and ((number != rows["sensor"]).any() or rows["sensor"].min() < 0 or rows["sensor"].max() >= n_sensor):
        raise SkypactError(f"sensor: rows of the sensors, 0 to {n_sensor - 1}")
    for name, own, usual in (
        ("s_r", given.sigma_range_m, sensors.sigma_range_m),
        ("s_az", given.sigma_azimuth_rad, sensors.sigma_azimuth_rad),
        ("s_el", given.sigma_elevation_rad, sensors.sigma_elevation_rad),
    ):
        rows[name] = _column(name, usual, n_sensor)[rows["sensor"]] if own is None else _column(name, own, n)
        if n and not (rows[name] > 0).all():
            raise SkypactError(f"{name.replace('s_', 'sigma of ')}: more than 0 in every row")
    bearing, flat = np.isnan(rows["range_m"]), np.isnan(rows["el_rad"])
    if n and not (rows["range_m"][~bearing] > 0).all():
        raise SkypactError("range_m: more than 0, NaN for a bearing alone")
    rows["kind"] = np.where(bearing, arrays.K_BEARING, np.where(flat, arrays.K_FLAT, arrays.K_FULL))
    rows["range_m"] = np.where(bearing, np.inf, rows["range_m"])
    rows["el_rad"] = np.where(flat, 0.0, rows["el_rad"])
    rows["az_rad"] = np.remainder(rows["az_rad"] + np.pi, 2 * np.pi) - np.pi
    arrived = t_s if given.arrived_s is None else _column("arrived_s", given.arrived_s, n)
    if n and not (arrived >= t_s).all():
        raise SkypactError("arrived_s: nothing arrives before its moment t_s")
    return rows, t_s, arrived


def scans(rows: np.ndarray, t_s: np.ndarray, arrived_s: np.ndarray, late: str) -> tuple[np.ndarray, np.ndarray]:
    """Return SCAN rows in the order in which they are taken, and the order [n] of the detections in them.

    Detections that are dropped for being late are in no scan.
    """
    when = t_s if late == "wait" else arrived_s
    order = np.lexsort((rows["range_m"], rows["sensor"], t_s, when))
    keys = np.stack([when[order], t_s[order], rows["sensor"][order]])
    cut = np.flatnonzero((np.diff(keys, axis=1) != 0).any(axis=0)) + 1
    first = np.concatenate([[0], cut]).astype(np.int64)[: len(order)]
    made = np.zeros(len(first) if len(order) else 0, arrays.SCAN)
    made["first"], made["last"] = first, np.concatenate([first[1:], [len(order)]])[: len(made)]
    made["t_s"], made["sensor"] = t_s[order][first], rows["sensor"][order][first]
    newest = np.maximum.accumulate(made["t_s"])
    made["late"] = made["t_s"] < newest
    if late == "drop":
        kept = np.repeat(made["late"] == 0, made["last"] - made["first"])
        order, made = order[kept], made[made["late"] == 0]
        made["last"] = np.cumsum(made["last"] - made["first"])
        made["first"] = np.concatenate([[0], made["last"][:-1]])
    ranged = np.where(rows["kind"] == arrays.K_BEARING, 0.0, rows["range_m"])[order]
    beside = np.sqrt(rows["s_r"][order] ** 2 + ranged**2 * (rows["s_az"][order] ** 2 + rows["s_el"][order] ** 2))
    if len(made):
        made["most_r"] = np.maximum.reduceat(rows["s_r"][order], made["first"])
        made["most_beside"] = np.maximum.reduceat(beside, made["first"])
    return made, order


def _column(name: str, given: Any, n: int) -> np.ndarray:
    """Return a column of n floats of one number or n."""
    try:
        return np.broadcast_to(np.asarray(given, float), (n,))
    except (ValueError, TypeError):
        raise SkypactError(f"{name}: one number, or one for each of {n} rows") from None
