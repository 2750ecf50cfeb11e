"""Track: anyone's detections to tracks. An estimate is analysis; what is applied are kernels.track.standalone."""

from __future__ import annotations

from typing import Any

import numpy as np

from skypact.analysis.tracking.detections import Detections, Sensors, detection_rows, made, scans, sensor_rows
from skypact.analysis.tracking.settings import TrackSettings, changed, named
from skypact.analysis.tracking.tracks import Tracks
from skypact.arrays import tracking as arrays
from skypact.arrays.tracking import Following, Room
from skypact.core.errors import CapacityError

#: Twice the mean radius of the earth [m]: by this a horizontal ray rises above a round one, range² over it.
TWO_RADII_M = 1.2742e7
#: Bytes that tracks, scratch and answer may take.
MOST_BYTES = 4 * 2**30


def track(
    detections: Any, sensors: Any, settings: TrackSettings | str | None = None, *, covariance: bool = True,
    **changes: Any,
) -> Tracks:  # fmt: skip
    """Return the tracks of some detections. changes: settings by name; covariance: keep that of every row."""
    asked = changed(named(settings), changes)
    given, stand = made(Detections, detections), made(Sensors, sensors)
    posts = sensor_rows(stand)
    rows, t_s, arrived = detection_rows(given, stand)
    order_of, order = scans(rows, t_s, arrived, asked.late)
    state = solved(asked, posts, order_of, rows[order], stand.geodetic, covariance)
    return _tracks(state, order, len(rows), asked, stand.geodetic)


def solved(
    asked: TrackSettings, posts: np.ndarray, order_of: np.ndarray, rows: np.ndarray, geodetic: bool, covariance: bool
) -> Following:
    """Return the arrays after the last scan; a capacity that is reached grows, and all is done again."""
    from skypact.kernels.jit import COMPILED
    from skypact.kernels.track.standalone.tracker import follow

    most = int((order_of["last"] - order_of["first"]).max()) if len(order_of) else 1
    past = asked.past if asked.late == "use" else 0
    room = Room(64 + 4 * most, 1024 + 16 * most, 64, 1024 + len(rows), past)
    while True:
        state = blank(asked, posts, order_of, rows, room, geodetic, covariance)
        follow(state if COMPILED else _by_name(state))
        status, need = (int(state.counter[i]) for i in (arrays.STATUS, arrays.NEED))
        if status == arrays.DONE:
            return state
        name = {
            arrays.FULL_TRACKS: "tracks", arrays.FULL_GATED: "gated", arrays.FULL_CLUSTER: "cluster",
            arrays.FULL_FOUND: "found",
        }[status]  # fmt: skip
        room = room._replace(**{name: max(need, 3 * getattr(room, name) // 2)})


def _by_name(state: Following) -> Following:
    """Return the same arrays with their fields as attributes: plain Python needs that, compiled kernels do not."""
    return Following(*(a.view(np.recarray) if a.dtype.names else a for a in state))


def blank(
    asked: TrackSettings, posts: np.ndarray, order_of: np.ndarray, rows: np.ndarray, room: Room, geodetic: bool,
    covariance: bool,
) -> Following:  # fmt: skip
    """Return the arrays before the first scan."""
    most = int((order_of["last"] - order_of["first"]).max()) if len(order_of) else 1
    n, past, found = room.tracks, room.past, room.found
    per_track = 8 * ((1 + past) * 150 + 8)
    wanted = n * per_track + 8 * (room.cluster**2 + 8 * room.gated + found * (11 + 36 * covariance))
    if wanted > MOST_BYTES:
        right = "fewer detections at once, a smaller gate, or covariance=False"
        raise CapacityError(f"tracks need {wanted / 2**30:.1f} GB, {MOST_BYTES / 2**30:.0f} GB are allowed — {right}")
    return Following(
        settings=numbers(asked, geodetic), sensor=posts, scan=order_of, det=rows, taken=np.full(len(rows), -1),
        track=np.zeros(n, arrays.FOLLOWED), x=np.zeros((n, 6)), p=np.zeros((n, 6, 6)), xm=np.zeros((n, 2, 6)),
        pm=np.zeros((n, 2, 6, 6)), mu=np.zeros((n, 2)),
        past_t=np.zeros((n, past)), past_row=np.zeros((n, past), np.int64), past=np.zeros((n, past, arrays.WIDTH)),
        live=np.zeros(n, np.int64), free=np.zeros(n, np.int64),
        value=np.zeros(room.gated), pair_slot=np.zeros(room.gated, np.int64), pair_plot=np.zeros(room.gated, np.int64),
        chosen=np.zeros(most, np.int64), node=np.zeros((4, most + n), np.int64),
        pair=np.zeros((4, room.gated), np.int64), dense=np.zeros((room.cluster, room.cluster)),
        f=np.zeros((4, room.cluster)), k=np.zeros((4, room.cluster), np.int64), place=np.zeros((most, 3)),
        spread=np.zeros((most, 6, 6)), work=np.zeros((16, 6)), found=np.zeros(found, arrays.FOUND),
        found_x=np.zeros((found, 6)), found_p=np.zeros((found if covariance else 0, 6, 6)),
        counter=np.zeros(arrays.N_COUNTERS, np.int64),
    )  # fmt: skip


def numbers(asked: TrackSettings, geodetic: bool) -> np.ndarray:
    """Return the settings as the kernels read them."""
    row = np.zeros(1, arrays.SETTINGS)
    row["converted"], row["imm"] = asked.filter == "converted", asked.filter == "imm"
    row["q"], row["stay_s"], row["mu_first"] = asked.densities, asked.stay_s, asked.first
    row["gate"], row["sigma_v_mps"], row["sigma_climb_mps"] = asked.gate, asked.speed_mps, asked.climb_mps
    for name in ("confirm_hits", "confirm_looks", "hold_misses", "drop_misses", "drop_s", "height_m"):
        row[name] = getattr(asked, name)
    row["height_sigma_m"], row["drop_sigma_m"] = asked.height_sigma_m, asked.drop_m
    row["curvature"] = 1.0 / TWO_RADII_M if geodetic else 0.0
    return row


def _tracks(state: Following, order: np.ndarray, n: int, asked: TrackSettings, geodetic: bool) -> Tracks:
    """Return the answer, its detections numbered as they were given."""
    rows = state.found[: int(state.counter[arrays.N_FOUND])]
    taken = np.full(n, -1)
    taken[order] = state.taken
    notes: list[str] = []
    if n > len(order):
        notes.append(f"{n - len(order)} of {n} detections came late and were dropped.")
    if state.counter[arrays.TOO_OLD]:
        notes.append(f"{state.counter[arrays.TOO_OLD]} times a late scan was older than the past that a track keeps.")
    given = np.concatenate([order, [-1]])
    return Tracks(
        t_s=state.scan["t_s"][rows["scan"]], scan=rows["scan"].copy(), id=rows["id"].copy(),
        x=state.found_x[: len(rows)].copy(), p=state.found_p[: len(rows)].copy(), detection=given[rows["row"]],
        hits=rows["hits"].copy(), nis=rows["d2"].copy(), taken=taken, settings=asked, geodetic=geodetic,
        notes=tuple(notes),
    )  # fmt: skip
