"""Scans: truth and tracks brought to the same moments, the distances between them, who is next to whom."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from skypact.analysis.quality.tables import Tracks, Truth, at, ticks
from skypact.core.errors import SkypactError


@dataclass(frozen=True)
class Scan:
    """One moment: rows of the truth and of the tracks that are there, and their positions."""

    truth: np.ndarray  # [n_truth] rows
    tracks: np.ndarray  # [n_track] rows
    truth_m: np.ndarray  # [n_truth, 3]
    tracks_m: np.ndarray  # [n_track, 3]

    def distances(self) -> np.ndarray:
        """Return the distances [n_truth, n_track] in metres; not kept, since those of all scans may fill the memory."""
        gap = self.truth_m[:, None, :] - self.tracks_m[None, :, :]
        return np.sqrt(np.einsum("ijk,ijk->ij", gap, gap))


@dataclass(frozen=True)
class Scans:
    """All moments of two tables, in order. Objects and tracks are numbered by their sorted ids."""

    truth: Truth
    tracks: Tracks
    t_s: np.ndarray  # [n_scan] sorted
    objects: np.ndarray  # [n_object] ids
    names: np.ndarray  # [n_track] ids of tracks
    i_object: np.ndarray  # [rows of truth]
    i_track: np.ndarray  # [rows of tracks]
    scans: tuple[Scan, ...]

    @cached_property
    def nearest(self) -> tuple[np.ndarray, np.ndarray]:
        """Return for each row of the tracks the row of the nearest truth, -1 for none there, and its distance [m]."""
        row = np.full(len(self.tracks.t_s), -1)
        distance = np.full(len(row), np.inf)
        for scan in self.scans:
            if len(scan.truth) and len(scan.tracks):
                between = scan.distances()
                near = np.argmin(between, axis=0)
                row[scan.tracks] = scan.truth[near]
                distance[scan.tracks] = between[near, np.arange(len(scan.tracks))]
        return row, distance


def scans(truth: Truth, tracks: Tracks, at_s: np.ndarray | None = None) -> Scans:
    """Return the scans of truth and tracks: at all moments of either, or at those named [s].

    Without `at_s` truth must be known at every moment of a track. With it truth is interpolated to these moments, and
    a track is in the picture where it has a row at that very moment.
    """
    if at_s is not None:
        truth = at(truth, at_s)
        tracks = _only(tracks, np.isin(ticks(tracks.t_s), truth.moments_s))
    moments = truth.moments_s
    strange = np.setdiff1d(tracks.t_s, moments)
    if len(strange):
        raise SkypactError(
            f"tracks have rows at {len(strange)} moments at which truth is not known, the first at {strange[0]:g} s — "
            "give truth at the moments of the tracks, or name moments with at=, to which truth is interpolated"
        )
    if not len(moments):
        raise SkypactError("truth has no rows: nothing to compare tracks with")
    objects, i_object = np.unique(truth.ids, return_inverse=True)
    names, i_track = np.unique(tracks.ids, return_inverse=True)
    made = []
    for here, held in zip(_rows(truth.t_s, moments), _rows(tracks.t_s, moments), strict=True):
        made.append(Scan(here, held, truth.xyz_m[here], tracks.xyz_m[held]))
    return Scans(truth, tracks, moments, objects, names, i_object, i_track, tuple(made))


def _rows(t_s: np.ndarray, moments: np.ndarray) -> list[np.ndarray]:
    """Return the rows of each moment."""
    order = np.argsort(t_s, kind="stable")
    return np.split(order, np.searchsorted(t_s[order], moments[1:]))


def _only(tracks: Tracks, kept: np.ndarray) -> Tracks:
    v, p = tracks.v_mps, tracks.covariance
    return Tracks(
        tracks.t_s[kept], tracks.ids[kept], tracks.xyz_m[kept], None if v is None else v[kept],
        None if p is None else p[kept],
    )  # fmt: skip
