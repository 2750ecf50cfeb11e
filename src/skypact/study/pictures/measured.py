"""Measured: the quality of every post's picture in one replayed run, against two truths."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from skypact.analysis.quality.posts import PostQuality, quality_of
from skypact.analysis.quality.tables import Tracks, Truth
from skypact.study.pictures.tables import Sample

if TYPE_CHECKING:
    from skypact.engine.plan import Plan

#: own: what the sensors could see whose plots or tracks come to that picture. all: what any sensor could see, the same
#: for every post, so that arrangements can be compared.
TRUTHS = ("own", "all")


def qualities(
    sample: Sample, echoes: frozenset[str], c_m: float, height: bool = False
) -> dict[tuple[str, str], PostQuality]:
    """Return the quality of every post's confirmed tracks in one run, by (post, truth); over ground without height.

    Echoes and what is beyond reach do not count: not missed, and a track on them is not false.
    """
    truth, tracks = sample.truth, sample.tracks
    objects = np.array(truth["object"].to_pylist(), dtype=object)
    real = np.array([name not in echoes for name in objects], dtype=np.bool_)
    xyz, v = _vectors(truth)
    everyone = truth["detectable"].to_numpy()
    t_s = truth["t_s"].to_numpy()
    number = np.unique(objects.astype(str), return_inverse=True)[1]
    post = np.array(tracks["post"].to_pylist(), dtype=object)
    confirmed = tracks["confirmed"].to_numpy()
    nothing = np.array([name == "" for name in tracks["object"].to_pylist()], dtype=np.bool_)
    own_xyz, own_v = _vectors(tracks)
    at_s, ids, purity = (tracks[name].to_numpy() for name in ("t_s", "track", "purity"))
    flat, own_flat = (None, None) if height else (_flat(truth), _flat(tracks))
    found = {}
    for k, name in enumerate(sample.posts):
        row = np.flatnonzero((post == name) & confirmed)
        held = Tracks(at_s[row], ids[row], own_xyz[row], own_v[row], sample.p[row])
        for kind, counts in (("own", sample.reached[:, k]), ("all", everyone)):
            there, on, whole = Truth(t_s, number, xyz, v, counts & real, sample.moments_s), held, None
            if flat and own_flat:
                whole = there, held
                there = replace(there, xyz_m=flat[0], v_mps=flat[1])
                on = replace(held, xyz_m=own_flat[0][row], v_mps=own_flat[1][row])
            found[name, kind] = quality_of(there, on, purity[row], nothing[row], c_m, whole)
    return found


def _flat(table: pa.Table) -> tuple[np.ndarray, np.ndarray]:
    """Return positions on the ellipsoid below, and velocities along it [n, 3]."""
    from skypact.lower.place import ecef

    lat, lon = (table[name].to_numpy() for name in ("lat_deg", "lon_deg"))
    a, b = np.radians(lat), np.radians(lon)
    up = np.stack([np.cos(a) * np.cos(b), np.cos(a) * np.sin(b), np.sin(a)], axis=1)
    v = _vectors(table)[1]
    return ecef(lat, lon, np.zeros(len(lat))), v - np.sum(v * up, axis=1, keepdims=True) * up


def _vectors(table: pa.Table) -> tuple[np.ndarray, np.ndarray]:
    """Return positions and velocities [n, 3] of a table."""
    place, speed = (
        np.stack([table[name].to_numpy() for name in names], axis=1)
        for names in (("x_m", "y_m", "z_m"), ("vx_mps", "vy_mps", "vz_mps"))
    )
    return place, speed


def echoes_of(made: Plan) -> frozenset[str]:
    """Return the objects that no picture need hold: flocks of birds and the like."""
    rows_ = made.roster.entities
    return frozenset(str(row["id"]) for row in rows_ if row["intent"] == "echo")
