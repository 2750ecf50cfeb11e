"""Looks: what sensors could see, before any chance is drawn."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np


class Looks(NamedTuple):
    """One row a look of a sensor at an object, sorted by (t_s, sensor, object).

    Range, azimuth (from north, clockwise) and elevation are true geometry; snr_db is that of the object's nominal
    cross-section over noise, clutter and jamming, and the chance itself for eyes, launch warning and transponders.
    kind: LOOK_ECHO, or LOOK_BEARING where the look tells no distance. clear_db: snr without the loudest jammer.
    """

    t_s: np.ndarray  # f8 [n_look]
    sensor: np.ndarray  # i4
    object: np.ndarray  # i4
    slot: np.ndarray  # i4 ordinal of the look in the sensor's schedule
    snr_db: np.ndarray  # f4
    range_m: np.ndarray  # f8
    az_rad: np.ndarray  # f8
    el_rad: np.ndarray  # f8
    kind: np.ndarray  # i1
    clear_db: np.ndarray  # f4
    jammer: np.ndarray  # i4 object whose noise is the loudest beside the target, -1 none


LOOK_ECHO, LOOK_BEARING = 0, 1


class Plots(NamedTuple):
    """One row a detection, in the order of its look: measured range, azimuth, elevation.

    bearing: 1 where only the azimuth is known. hidden_by: object of the jammer without whose noise it would be seen, -1
    where it is seen anyway. worse: by how much its errors are greater than the sensor's stated ones.
    """

    t_s: np.ndarray
    sensor: np.ndarray
    object: np.ndarray
    slot: np.ndarray
    range_m: np.ndarray
    az_rad: np.ndarray
    el_rad: np.ndarray
    bearing: np.ndarray  # u1
    hidden_by: np.ndarray  # i4
    worse: np.ndarray  # f8


def empty_looks(n: int) -> Looks:
    """Return room for n looks."""
    return Looks(
        np.zeros(n), np.zeros(n, np.int32), np.zeros(n, np.int32), np.zeros(n, np.int32), np.zeros(n, np.float32),
        np.zeros(n), np.zeros(n), np.zeros(n), np.zeros(n, np.int8), np.zeros(n, np.float32), np.zeros(n, np.int32),
    )


def empty_plots(n: int) -> Plots:
    """Return room for n plots."""
    return Plots(
        np.zeros(n), np.zeros(n, np.int32), np.zeros(n, np.int32), np.zeros(n, np.int32), np.zeros(n), np.zeros(n),
        np.zeros(n), np.zeros(n, np.uint8), np.zeros(n, np.int32), np.ones(n),
    )


def in_time(t_s: np.ndarray, sensor: np.ndarray, of: np.ndarray) -> np.ndarray:
    """Return the order of rows by (time, sensor, object), rows equal in all three as they stand.

    Two sorts by one number each: rows that come as a few sorted runs are merged, which sorts by three keys are not.
    """
    if len(t_s) == 0:
        return np.zeros(0, np.int64)
    first = np.argsort(t_s, kind="stable")
    t = t_s[first]
    moment = np.empty(len(t), np.int64)
    moment[first] = np.append(0, np.cumsum(t[1:] != t[:-1]))
    objects = int(of.max()) + 2  # −1 is one of them
    pairs = (int(sensor.max()) + 2) * objects
    return np.argsort(moment * pairs + (sensor + 1) * np.int64(objects) + of + 1, kind="stable")
