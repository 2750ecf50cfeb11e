"""Arrays of the stand-alone tracker: detections in scans, sensors, settings, tracks, and the rows that come out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

#: One detection. Angles from north clockwise and above the horizontal. kind: K_*; range_m inf for a bearing alone.
DETECTION = np.dtype(
    [
        ("range_m", "f8"), ("az_rad", "f8"), ("el_rad", "f8"), ("s_r", "f8"), ("s_az", "f8"), ("s_el", "f8"),
        ("kind", "i8"), ("sensor", "i8"),
    ],
    align=True,
)  # fmt: skip
K_FULL, K_FLAT, K_BEARING = 0, 1, 2

#: One scan: its detections are rows first to last − 1, by range, bearings behind. most_r, most_beside: the largest
#: range error [m] and the largest root of the trace of an error in place [m] among them. late: older than one before.
SCAN = np.dtype(
    [
        ("t_s", "f8"), ("sensor", "i8"), ("first", "i8"), ("last", "i8"), ("late", "i8"),
        ("most_r", "f8"), ("most_beside", "f8"),
    ],
    align=True,
)  # fmt: skip

#: One sensor: place, rows east, north, up, and how far it sees [m] (a track beyond is not missed).
SENSOR = np.dtype([("at", "f8", (3,)), ("frame", "f8", (3, 3)), ("reach_m", "f8")], align=True)

#: How tracks are filtered and kept; analysis.tracking.settings says what each means.
SETTINGS = np.dtype(
    [
        ("converted", "i8"), ("imm", "i8"), ("q", "f8", (2,)), ("stay_s", "f8", (2,)), ("mu_first", "f8"),
        ("gate", "f8"), ("sigma_v_mps", "f8"), ("sigma_climb_mps", "f8"), ("confirm_hits", "i8"),
        ("confirm_looks", "i8"), ("hold_misses", "i8"), ("drop_misses", "i8"), ("drop_s", "f8"),
        ("drop_sigma_m", "f8"), ("height_m", "f8"), ("height_sigma_m", "f8"), ("curvature", "f8"),
    ],
    align=True,
)  # fmt: skip

#: One track. looks: scans since its birth that reached it; misses: of these, in a row, without a detection of it;
#: past: number of states kept; forgot: older ones were given up.
FOLLOWED = np.dtype(
    [
        ("stage", "i8"), ("id", "i8"), ("hits", "i8"), ("looks", "i8"), ("misses", "i8"), ("row", "i8"),
        ("past", "i8"), ("forgot", "i8"), ("d2", "f8"), ("t_s", "f8"), ("t_hit_s", "f8"), ("t_born_s", "f8"),
    ],
    align=True,
)  # fmt: skip
F_NONE, F_TENTATIVE, F_CONFIRMED = 0, 1, 2

#: One row of the answer: a confirmed track at a scan. row: the detection that it took, −1 none; d2: its squared
#: distance in standard deviations, NaN for none.
FOUND = np.dtype([("scan", "i8"), ("id", "i8"), ("row", "i8"), ("hits", "i8"), ("d2", "f8")], align=True)

#: Numbers of one state of a track: x, p, xm, pm, mu.
WIDTH = 6 + 36 + 12 + 72 + 2

# places in `counter`
STATUS, NEED, N_LIVE, N_FREE, NEXT_ID, N_FOUND, TOO_OLD, N_COUNTERS = 0, 1, 2, 3, 4, 5, 6, 8
# values of STATUS: a capacity that was reached
DONE, FULL_TRACKS, FULL_GATED, FULL_CLUSTER, FULL_FOUND = 0, 1, 2, 3, 4


class Following(NamedTuple):
    """Tracks in progress, scratch, and the answer."""

    settings: np.ndarray  # SETTINGS [1]
    sensor: np.ndarray  # SENSOR [n_sensor]
    scan: np.ndarray  # SCAN [n_scan]
    det: np.ndarray  # DETECTION [n_detection]
    taken: np.ndarray  # i8 [n_detection] id of the track that took it, −1 none
    track: np.ndarray  # FOLLOWED [n_slot]
    x: np.ndarray  # f8 [n_slot, 6]
    p: np.ndarray  # f8 [n_slot, 6, 6]
    xm: np.ndarray  # f8 [n_slot, 2, 6]
    pm: np.ndarray  # f8 [n_slot, 2, 6, 6]
    mu: np.ndarray  # f8 [n_slot, 2]
    past_t: np.ndarray  # f8 [n_slot, n_past] moments of the last detections taken
    past_row: np.ndarray  # i8 [n_slot, n_past] the detections
    past: np.ndarray  # f8 [n_slot, n_past, WIDTH] and the states after them: x, p, xm, pm, mu, one after the other
    live: np.ndarray  # i8 [n_slot] slots in use
    free: np.ndarray  # i8 [n_slot] slots not in use
    value: np.ndarray  # f8 [n_pair] gated pairs
    pair_slot: np.ndarray  # i8 [n_pair]
    pair_plot: np.ndarray  # i8 [n_pair]
    chosen: np.ndarray  # i8 [n_plot] most detections of a scan
    node: np.ndarray  # i8 [4, n_plot + n_slot] scratch of kernels.track.cluster
    pair: np.ndarray  # i8 [4, n_pair]
    dense: np.ndarray  # f8 [n, n]
    f: np.ndarray  # f8 [4, n]
    k: np.ndarray  # i8 [4, n]
    place: np.ndarray  # f8 [n_plot, 3] converted detections
    spread: np.ndarray  # f8 [n_plot, 6, 6] their covariances, in the first three rows
    work: np.ndarray  # f8 [16, 6]
    found: np.ndarray  # FOUND [n_found]
    found_x: np.ndarray  # f8 [n_found, 6]
    found_p: np.ndarray  # f8 [n_found, 6, 6], or [0, 6, 6] where nobody wants it
    counter: np.ndarray  # i8 [N_COUNTERS]


class Room(NamedTuple):
    """Capacities that may grow."""

    tracks: int
    gated: int
    cluster: int
    found: int
    past: int
