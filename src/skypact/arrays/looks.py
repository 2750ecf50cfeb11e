"""Looks: what sensors could see, before any chance is drawn."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np


class Looks(NamedTuple):
    """One row a look of a sensor at an object, sorted by (t_s, sensor, object).

    Range, azimuth (from north, clockwise) and elevation are true geometry; snr_db is the mean over the object's
    nominal cross-section, NaN for an observer.
    """

    t_s: np.ndarray  # f8 [n_look]
    sensor: np.ndarray  # i4
    object: np.ndarray  # i4
    slot: np.ndarray  # i4 ordinal of the look in the sensor's schedule
    snr_db: np.ndarray  # f4
    range_m: np.ndarray  # f8
    az_rad: np.ndarray  # f8
    el_rad: np.ndarray  # f8


class Plots(NamedTuple):
    """One row a detection, in the order of its look: measured range, azimuth, elevation."""

    t_s: np.ndarray
    sensor: np.ndarray
    object: np.ndarray
    slot: np.ndarray
    range_m: np.ndarray
    az_rad: np.ndarray
    el_rad: np.ndarray


def empty_looks(n: int) -> Looks:
    """Return room for n looks."""
    return Looks(
        np.zeros(n), np.zeros(n, np.int32), np.zeros(n, np.int32), np.zeros(n, np.int32), np.zeros(n, np.float32),
        np.zeros(n), np.zeros(n), np.zeros(n),
    )


def empty_plots(n: int) -> Plots:
    """Return room for n plots."""
    return Plots(
        np.zeros(n), np.zeros(n, np.int32), np.zeros(n, np.int32), np.zeros(n, np.int32), np.zeros(n), np.zeros(n),
        np.zeros(n),
    )
