"""State: everything that changes during one replicate, so that it can stop at any moment and go on.

Made by `blank(world, sizes)`; kernels write into it. A capacity that is reached is reported in `counter[STATUS]`,
regrown by the engine, and the replicate is run again (law 11).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from skypact.arrays.codes import BANDS, N_EVIDENCE
from skypact.arrays.events import EVENT
from skypact.arrays.world import G_LATE, G_REGISTRATION, USE, World

#: A message or timer: what happens, where, about which track and object. x: see the kind.
MESSAGE = np.dtype(
    [
        ("kind", "i8"), ("purpose", "i8"), ("here", "i8"), ("dest", "i8"), ("pic", "i8"), ("slot", "i8"),
        ("track", "i8"), ("row", "i8"), ("obj", "i8"), ("x", "i8"), ("v", "f8"),
    ],
    align=True,
)

# message kinds
M_EPOCH, M_ARRIVE, M_DECIDE, M_CONSENT, M_READY, M_IMPACT = range(6)
M_ASSESS, M_FLIGHT, M_END, M_PHONE, M_SEEN, M_RELOAD = range(6, 12)
M_SEND, M_TRACKS = 12, 13
# purposes of messages that walk the graph
P_REPORT, P_REQUEST, P_ASK, P_ANSWER, P_GRANT = range(5)

#: One track of one picture. speed_place, height_place: mean place on the scales of codes.SPEED_STEPS.
#: obj: the object whose plot it took last (truth; only fates and causes read it). link: the track link that bore it,
#: while no sensor of ours has seen it, -1. n_past: rows of `past`, a ring whose
#: oldest is past_first. zone_told: the zone told of last.
TRACK = np.dtype(
    [
        ("stage", "i8"), ("obj", "i8"), ("hits", "i8"), ("track", "i8"), ("cls", "i8"),
        ("orders", "i8"), ("flight", "i8"), ("barred", "i8"), ("asked_phone", "i8"), ("violation", "i8"),
        ("iff", "i8"), ("transponder", "i8"), ("sensor", "i8"), ("zone", "i8"), ("territory", "i8"), ("key", "i8"),
        ("link", "i8"), ("n_past", "i8"), ("past_first", "i8"), ("warned", "i8"),
        ("foreseen", "i8"), ("zone_told", "i8"),
        ("t_s", "f8"), ("t_hit_s", "f8"), ("t_born_s", "f8"), ("t_judged_s", "f8"),
        ("speed_place", "f8"), ("height_place", "f8"), ("t_place_s", "f8"),
    ],
    align=True,
)
T_NONE, T_TENTATIVE, T_CONFIRMED = 0, 1, 2

#: Authority on one track by one rule row.
AUTHORITY = np.dtype([("state", "i8"), ("need", "i8"), ("waits", "i8"), ("track", "i8")], align=True)
Q_NONE, Q_REQUESTED, Q_GRANTED, Q_REFUSED, Q_STOPPED, Q_CONSENT = range(6)

#: One engagement by one fire channel. waits: the crew is ready and does not see its target yet.
ENGAGEMENT = np.dtype(
    [
        ("on", "i8"), ("battery", "i8"), ("pic", "i8"), ("slot", "i8"), ("track", "i8"), ("obj", "i8"),
        ("row", "i8"), ("salvo", "i8"), ("waits", "i8"),
    ],
    align=True,
)

#: One flight (a sortie slot of a fighter unit).
FLIGHT = np.dtype(
    [
        ("unit", "i8"), ("phase", "i8"), ("pic", "i8"), ("slot", "i8"), ("track", "i8"), ("obj", "i8"),
        ("shots", "i8"), ("tries", "i8"),
        ("at", "f8", (3,)), ("t_s", "f8"), ("t_air_s", "f8"), ("fuel_s", "f8"),
    ],
    align=True,
)
L_READY, L_SCRAMBLE, L_DASH, L_LOOK, L_FOLLOW, L_RETURN = range(6)

#: A bearing that waits for another one to cross it: when, by which sensor, from north [rad].
BEARING = np.dtype([("t_s", "f8"), ("sensor", "i8"), ("az_rad", "f8")], align=True)

#: A track as it was after one of its last plots, and that plot (z as in kernels.track.registration): where a late
#: one comes in, the later are taken again.
PAST = np.dtype(
    [
        ("t_s", "f8"), ("sensor", "i8"), ("bearing", "i8"), ("z", "f8", (6,)), ("x", "f8", (6,)), ("p", "f8", (6, 6)),
    ],
    align=True,
)

#: The last plot of a radar that a track took, as a place by itself (the speed is nothing), its random error, and by
#: rows how range, azimuth and elevation move it [m, m/rad].
LAST_PLOT = np.dtype(
    [("sensor", "i8"), ("t_s", "f8"), ("x", "f8", (6,)), ("p", "f8", (6, 6)), ("d", "f8", (3, 3))], align=True
)

#: One track in a message: number at the sender (-1 none), its state, and what is new in it as information: y = P⁻¹x,
#: info = P⁻¹. t_hit_s: when a sensor last saw it, so that partners do not keep each other's tracks alive.
PARCEL = np.dtype(
    [
        ("track", "i8"), ("obj", "i8"), ("t_s", "f8"), ("t_hit_s", "f8"), ("x", "f8", (6,)), ("p", "f8", (6, 6)),
        ("y", "f8", (6,)), ("info", "f8", (6, 6)),
    ],
    align=True,
)
#: What both ends of a track link know of one track of this end: number here (-1 nothing), state and its moment.
COMMON = np.dtype([("track", "i8"), ("t_s", "f8"), ("x", "f8", (6,)), ("p", "f8", (6, 6))], align=True)
#: Which track here a slot of the sender is: its number there, slot and number here.
PAIRING = np.dtype([("theirs", "i8"), ("slot", "i8"), ("mine", "i8")], align=True)

#: One object.
OBJECT_STATE = np.dtype(
    [("fate", "i8"), ("offset_s", "f8"), ("t_fate_s", "f8")], align=True
)


class State(NamedTuple):
    """A replicate in progress."""

    obj: np.ndarray  # OBJECT_STATE [n_object]
    track: np.ndarray  # TRACK [n_picture, n_slot]
    x: np.ndarray  # f8 [n_picture, n_slot, 6] ECEF position [m] and velocity [m/s]
    p: np.ndarray  # f8 [n_picture, n_slot, 6, 6] covariance
    xm: np.ndarray  # f8 [n_picture, n_slot, 2, 6] of the two models; no slots where no picture has two
    pm: np.ndarray  # f8 [n_picture, n_slot, 2, 6, 6]
    mu: np.ndarray  # f8 [n_picture, n_slot, 2] chance of each model
    last: np.ndarray  # i8 [n_picture, n_slot, N_LAST] objects of a track's last plots, -1 none (truth, for purity)
    past: np.ndarray  # PAST [n_picture, n_slot, N_PAST] a ring; no slots where late plots are not used
    last_plot: np.ndarray  # LAST_PLOT [n_picture, n_slot]; no slots without registration
    bias: np.ndarray  # f8 [n_sensor, N_BIAS] the day's biases: range [m], azimuth, elevation [rad], clock [s]
    bias_x: np.ndarray  # f8 [n_picture, n_sensor, N_BIAS] as a picture estimates them
    bias_p: np.ndarray  # f8 [n_picture, n_sensor · N_BIAS, n_sensor · N_BIAS]; nothing without registration
    bias_gain: np.ndarray  # f8 [n_sensor · N_BIAS] scratch
    parcel: np.ndarray  # PARCEL [n_track_link, depth, n_slot] messages with tracks
    parcel_evidence: np.ndarray  # i1 [n_track_link, depth, n_slot, N_EVIDENCE]
    common: np.ndarray  # COMMON [n_track_link, n_slot]
    pairing: np.ndarray  # PAIRING [n_track_link, n_slot]
    matrix: np.ndarray  # f8 [8, 6, 6] scratch of fusion
    evidence: np.ndarray  # i1 [n_picture, n_slot, N_EVIDENCE] outcome, -1 unknown
    authority: np.ndarray  # AUTHORITY [n_picture, n_slot, n_right]
    air: np.ndarray  # i8 [1] which air this run has: 0 usual, 1 with a duct
    jam: np.ndarray  # f8 [n_jammer, 4] scratch: the jammers that a radar hears, kernels.detect.jam
    jam_object: np.ndarray  # i8 [n_jammer]
    bearing: np.ndarray  # BEARING [n_picture, n_object] last bearing of what radiates, where no track is
    pair_d2: np.ndarray  # f8 [n_pair] scratch of the association
    pair_slot: np.ndarray  # i8 [n_pair]
    pair_plot: np.ndarray  # i8 [n_pair]
    value: np.ndarray  # f8 [n_battery + n_fighter, n_slot] what a pair is worth at this epoch, 0 for nothing
    kill: np.ndarray  # f8 [n_battery, n_slot] believed kill chance of an engagement now, 0 where there can be none
    value_row: np.ndarray  # i8 [n_battery, n_slot] rule row by which it may
    salvo: np.ndarray  # i8 [n_battery, n_slot] missiles at once
    room: np.ndarray  # i8 [n_slot] engagements that the doctrine still allows at the track
    wta_p: np.ndarray  # f8 [n_battery, n_slot] scratch of the layered solver, see kernels.decide.layers
    wta_value: np.ndarray  # f8 [n_battery, n_slot]
    wta_out: np.ndarray  # i8 [n_battery, most channels]
    wta_f: np.ndarray  # f8 [WTA_FLOATS, n_battery + n_slot]
    wta_k: np.ndarray  # i8 [WTA_INTS, n_battery + n_slot]
    wta_weight: np.ndarray  # f8 [n_slot]
    wta_n: np.ndarray  # i8 [4, n_battery + n_slot] capacity, limit, battery of a row, slot of a column
    node: np.ndarray  # i8 [4, n_row + n_slot] scratch of the assignment, see kernels.track.cluster
    pair_link: np.ndarray  # i8 [4, n_pair]
    dense: np.ndarray  # f8 [n_cluster, n_cluster]
    dense_f: np.ndarray  # f8 [4, n_cluster]
    dense_k: np.ndarray  # i8 [4, n_cluster]
    taken: np.ndarray  # i8 [n_row] slots that the confirmed tracks have taken
    rows: np.ndarray  # i8 [n_row] plots of the scan: an echo and a bearing of each object at most, and the false ones
    chosen: np.ndarray  # i8 [n_row] their slots
    work: np.ndarray  # f8 [16, 6] scratch of the filter and frames
    engagement: np.ndarray  # ENGAGEMENT [n_channel]
    flight: np.ndarray  # FLIGHT [n_flight]
    channels: np.ndarray  # i8 [n_battery] free
    missiles: np.ndarray  # i8 [n_battery] left
    shots: np.ndarray  # i8 [n_battery + n_fighter, n_object] ordinal of the next shot at that object
    contacts: np.ndarray  # i8 [n_fighter, n_object] ordinal of the next try to find that object
    views: np.ndarray  # i8 [n_fighter, n_object] ordinal of the next look at that object
    commander: np.ndarray  # i8 [n_battery + n_fighter] the post that commands the unit now
    silent_s: np.ndarray  # f8 [n_battery + n_fighter] since when its own commander is not heard, inf while it is
    post_up: np.ndarray  # u1 [n_post] not out of action in this run
    link_up: np.ndarray  # u1 [n_link]
    sensor_up: np.ndarray  # u1 [n_sensor]
    unit_up: np.ndarray  # u1 [n_battery + n_fighter]
    feature: np.ndarray  # f8 [N_FEATURES] of one pair of unit and track, for a doctrine's own function
    busy_s: np.ndarray  # f8 [n_post] until when the post is occupied
    told: np.ndarray  # u1 [n_post, n_object]
    tracked: np.ndarray  # u1 [n_picture, n_object]
    alert: np.ndarray  # f8 [n_post] factor on every delay that day
    rcs_day_db: np.ndarray  # f8 [n_object, n_band]
    battery_logit: np.ndarray  # f8 [n_battery]
    chain_logit: np.ndarray  # f8 [n_nation]
    detectable_s: np.ndarray  # f8 [n_nation, n_object]
    detected_s: np.ndarray  # f8 [n_sensor, n_object]
    reach: np.ndarray  # u1 [n_nation, n_object] bit 0 in range, bit 1 above the horizon
    seen: np.ndarray  # u1 [n_sensor, n_object] an observer has telephoned
    heap_t: np.ndarray  # f8 [n_heap]
    heap_seq: np.ndarray  # i8 [n_heap]
    heap: np.ndarray  # MESSAGE [n_heap]
    cursor: np.ndarray  # i8 [n_reader] next plot of each reader
    now: np.ndarray  # MESSAGE [2] the message being handled, and room to swap
    event: np.ndarray  # EVENT [n_event]
    counter: np.ndarray  # i8 [N_COUNTERS]


N_EVENTS, N_HEAP, SEQ, STATUS, NEXT_TRACK, PAUSED = 0, 1, 2, 3, 4, 5
N_COUNTERS = 8

#: Plots that a track's purity is judged by; plots that a late one may come after; biases of a sensor.
N_LAST, N_PAST, N_BIAS = 8, 8, 4
#: False plots of one scan at most: of a mean of 20 there are more once in 10¹² scans.
FALSE_MOST = 64

#: What a doctrine's own function is told of a pair of unit and track (docs/guides/doctrine.md).
FEATURES = (
    "situation", "class", "is_fighter", "kill", "flight_s", "range_m", "height_m", "speed_mps", "sigma_m", "age_s",
    "missiles", "missiles_full", "channels", "engagements", "flight_sent", "territory",
)
N_FEATURES = len(FEATURES)


#: Rows of the layered solver's scratch, at least as many as kernels.decide.solver has.
WTA_FLOATS, WTA_INTS = 5, 9


class Sizes(NamedTuple):
    """Capacities that may grow."""

    slots: int
    heap: int
    events: int
    pairs: int
    cluster: int


def first_sizes(world: World, gnn: bool) -> Sizes:
    """Return capacities that are enough for most replicates."""
    n_object = max(1, len(world.object))
    slots = 2 * n_object + 32 if gnn else n_object
    return Sizes(slots, 256 + 8 * n_object, 1024 + 96 * n_object, 8 * n_object if gnn else 1, 64 if gnn else 1)


def blank(world: World, sizes: Sizes) -> State:
    """Return the state before the first event."""
    n_obj, n_nat, n_sen = len(world.object), len(world.nation_who), len(world.sensor)
    return State(
        obj=np.zeros(n_obj, OBJECT_STATE),
        rcs_day_db=np.zeros((n_obj, len(BANDS))),
        detectable_s=np.full((n_nat, n_obj), np.inf),
        detected_s=np.full((n_sen, n_obj), np.inf),
        reach=np.zeros((n_nat, n_obj), np.uint8),
        seen=np.zeros((n_sen, n_obj), np.uint8),
        chain_logit=np.zeros(n_nat),
        air=np.zeros(1, np.int64),
        jam=np.zeros((max(1, len(world.jammer)), 4)),
        jam_object=np.zeros(max(1, len(world.jammer)), np.int64),
        bias=np.zeros((n_sen, N_BIAS)),
        **_pictures(world, sizes),
        **_exchange(world, sizes),
        **_assignment(world, sizes.slots),
        **_units(world),
        **_posts(world),
        **_queue(world, sizes),
    )


def _pictures(world: World, sizes: Sizes) -> dict[str, np.ndarray]:
    """Return tracks and what is known of them, and the scratch of association and filter."""
    n_pic, n_obj, slots = len(world.picture), len(world.object), sizes.slots
    rows = max(2 * n_obj + FALSE_MOST, slots)  # plots of a scan, or tracks of a message
    track = np.zeros((n_pic, slots), TRACK)
    track["flight"] = -1
    track["obj"] = -1
    bearing = np.zeros((n_pic, n_obj), BEARING)
    bearing["t_s"] = -np.inf
    return {
        "track": track,
        "x": np.zeros((n_pic, slots, 6)),
        "p": np.zeros((n_pic, slots, 6, 6)),
        "evidence": np.full((n_pic, slots, N_EVIDENCE), -1, np.int8),
        "authority": np.zeros((n_pic, slots, max(1, len(world.right))), AUTHORITY),
        "tracked": np.zeros((n_pic, n_obj), np.uint8),
        "pair_d2": np.zeros(sizes.pairs),
        "pair_slot": np.zeros(sizes.pairs, np.int64),
        "pair_plot": np.zeros(sizes.pairs, np.int64),
        "node": np.zeros((4, rows + slots), np.int64),
        "pair_link": np.zeros((4, sizes.pairs), np.int64),
        "dense": np.zeros((sizes.cluster, sizes.cluster)),
        "dense_f": np.zeros((4, sizes.cluster)),
        "dense_k": np.zeros((4, sizes.cluster), np.int64),
        "taken": np.zeros(rows, np.int64),
        "rows": np.zeros(rows, np.int64),
        "chosen": np.zeros(rows, np.int64),
        "bearing": bearing,
        "work": np.zeros((16, 6)),
        **_filters(world, slots),
    }


def _filters(world: World, slots: int) -> dict[str, np.ndarray]:
    """Return what only some trackers keep: two models, the last plots, the biases of sensors."""
    n_pic, n_sen = len(world.picture), len(world.sensor)
    two = slots if world.picture["imm"].any() else 0
    back = slots if world.settings[G_LATE] == USE else 0
    registers = bool(world.settings[G_REGISTRATION])
    return {
        "xm": np.zeros((n_pic, two, 2, 6)),
        "pm": np.zeros((n_pic, two, 2, 6, 6)),
        "mu": np.zeros((n_pic, two, 2)),
        "last": np.full((n_pic, slots, N_LAST), -1),
        "past": np.zeros((n_pic, back, N_PAST), PAST),
        "last_plot": np.zeros((n_pic, slots if registers else 0), LAST_PLOT),
        "bias_x": np.zeros((n_pic, n_sen, N_BIAS)),
        "bias_p": np.zeros((n_pic, n_sen * N_BIAS if registers else 0, n_sen * N_BIAS if registers else 0)),
        "bias_gain": np.zeros(n_sen * N_BIAS),
    }


def _exchange(world: World, sizes: Sizes) -> dict[str, np.ndarray]:
    """Return what goes over links that carry tracks."""
    n, depth, slots = len(world.track_link), int(world.track_link["depth"].max(initial=1)), sizes.slots
    parcel, common = np.zeros((n, depth, slots), PARCEL), np.zeros((n, slots), COMMON)
    pairing = np.zeros((n, slots), PAIRING)
    parcel["track"], common["track"], pairing["theirs"] = -1, -1, -1
    return {
        "parcel": parcel,
        "parcel_evidence": np.full((n, depth, slots, N_EVIDENCE), -1, np.int8),
        "common": common,
        "pairing": pairing,
        "matrix": np.zeros((8, 6, 6)),
    }


def _assignment(world: World, slots: int) -> dict[str, np.ndarray]:
    """Return the pairs of units and tracks, and the scratch of their solvers."""
    n_bat, n_ftr = len(world.battery), len(world.fighter)
    return {
        "value": np.zeros((n_bat + n_ftr, slots)),
        "kill": np.zeros((n_bat, slots)),
        "value_row": np.zeros((n_bat, slots), np.int64),
        "salvo": np.zeros((n_bat, slots), np.int64),
        "room": np.zeros(slots, np.int64),
        "wta_p": np.zeros((n_bat, slots)),
        "wta_value": np.zeros((n_bat, slots)),
        "wta_out": np.zeros((n_bat, int(world.battery["channels"].max(initial=1))), np.int64),
        "wta_f": np.zeros((WTA_FLOATS, n_bat + slots)),
        "wta_k": np.zeros((WTA_INTS, n_bat + slots), np.int64),
        "wta_weight": np.zeros(slots),
        "wta_n": np.zeros((4, n_bat + slots), np.int64),
        "feature": np.zeros(N_FEATURES),
    }


def _units(world: World) -> dict[str, np.ndarray]:
    """Return batteries and flights: what they have left, who commands them, whether they are there."""
    n_obj, n_bat, n_ftr = len(world.object), len(world.battery), len(world.fighter)
    flights = np.zeros(int(world.fighter["sorties"].sum()), FLIGHT)
    flights["unit"] = np.repeat(np.arange(n_ftr), world.fighter["sorties"])
    flights["shots"] = world.fighter["shots"][flights["unit"]]
    return {
        "engagement": np.zeros(int(world.battery["channels"].sum()), ENGAGEMENT),
        "flight": flights,
        "channels": world.battery["channels"].astype(np.int64),
        "missiles": world.battery["missiles"].astype(np.int64),
        "shots": np.zeros((n_bat + n_ftr, n_obj), np.int64),
        "contacts": np.zeros((n_ftr, n_obj), np.int64),
        "views": np.zeros((n_ftr, n_obj), np.int64),
        "commander": np.concatenate([world.battery["commander"], world.fighter["commander"]]).astype(np.int64),
        "silent_s": np.full(n_bat + n_ftr, np.inf),
        "unit_up": np.ones(n_bat + n_ftr, np.uint8),
        "battery_logit": np.zeros(n_bat),
    }


def _posts(world: World) -> dict[str, np.ndarray]:
    """Return posts, links and sensors as nodes of command: whether they are there, what they were told."""
    n_post = len(world.post)
    return {
        "post_up": np.ones(n_post, np.uint8),
        "link_up": np.ones(len(world.link), np.uint8),
        "sensor_up": np.ones(len(world.sensor), np.uint8),
        "busy_s": np.zeros(n_post),
        "told": np.zeros((n_post, len(world.object)), np.uint8),
        "alert": np.ones(n_post),
    }


def _queue(world: World, sizes: Sizes) -> dict[str, np.ndarray]:
    """Return the queue of messages, the cursors of the pictures, and the log."""
    return {
        "heap_t": np.zeros(sizes.heap),
        "heap_seq": np.zeros(sizes.heap, np.int64),
        "heap": np.zeros(sizes.heap, MESSAGE),
        "cursor": np.zeros(len(world.reader), np.int64),
        "now": np.zeros(2, MESSAGE),
        "event": np.zeros(sizes.events, EVENT),
        "counter": np.zeros(N_COUNTERS, np.int64),
    }
