"""Plots reach the pictures over links, counted once, and become tracks.

A reader of a picture takes its feeds in the order of measurement, delayed by its lag. Each plot takes one route to a
picture, so a picture never counts it twice.
"""

from __future__ import annotations

import math

from skypact.arrays.codes import C_NONE, E_TOLD, FULL_SLOTS, SENSOR_LAUNCH, W_LOSS
from skypact.arrays.state import STATUS, T_NONE
from skypact.arrays.world import DROP, G_GNN, G_LATE, USE
from skypact.kernels.detect.looks import stand_at
from skypact.kernels.emit import emit
from skypact.kernels.jit import kernel
from skypact.kernels.rng import pair, u01
from skypact.kernels.track.associate import match
from skypact.kernels.track.bearing import begin_crossed, crossing, take_bearing
from skypact.kernels.track.keep import advance, anew, begin, confirm, drop, stale, take
from skypact.kernels.track.late import remember, take_late
from skypact.kernels.track.registration import learn, measured
from skypact.kernels.watch import link_open, post_open, unit_hears

#: Two bearings on a source are crossed if they were taken within this time of each other [s].
CROSSING_S = 30.0


@kernel
def tell(world, state, i_post, i_object, i_from, t_s):
    """Note the first word of an object at a post; i_from: entity that brought it."""
    if state.told[i_post, i_object]:
        return
    state.told[i_post, i_object] = 1
    post = world.post[i_post]
    emit(state, t_s, E_TOLD, world.nation_entity[post.nation], world.object[i_object].entity, post.entity, i_from,
         C_NONE, 0.0)


@kernel
def passes(world, state, seed, run, i_pic, i_sensor, i_object, slot, t_s):
    """Return whether a plot survives every hop of its route between posts, all of them open.

    The radar of a battery speaks over the battery's own link; its crew sees it without any.
    """
    f = world.feed[i_pic, i_sensor]
    i_unit = world.sensor[i_sensor].unit
    if i_unit >= 0 and world.post[world.picture[i_pic].post].unit < 0 and not unit_hears(world, i_unit, t_s):
        return False
    if f.hops == 0:
        return True
    origin = pair(world.sensor[i_sensor].who, world.object[i_object].who)
    for k in range(f.first, f.first + f.hops):
        link = world.link[world.route_link[k]]
        if not link_open(world, state, world.route_link[k], t_s):
            return False
        if link.loss > 0.0 and u01(seed, run, pair(link.who, origin), W_LOSS, slot) < link.loss:
            return False
    return True


@kernel
def gone(state, i_object, t_s):
    """Return whether an object was out of the sky at a moment."""
    return state.obj[i_object].fate != 0 and state.obj[i_object].t_fate_s <= t_s


@kernel
def next_arrival(world, state, plots, n_plot):
    """Return the reader whose next plot arrives first, and when; (-1, inf) where none is left."""
    best, who = math.inf, -1
    for i in range(len(world.reader)):
        reader = world.reader[i]
        k = state.cursor[i]
        while k < n_plot:
            feed = world.feed[reader.pic, plots.sensor[k]]
            if feed.on and feed.reader == i:
                break
            k += 1
        state.cursor[i] = k
        if k < n_plot:
            t = plots.t_s[k] + reader.lag_s
            if t < best:
                best, who = t, i
    return who, best


@kernel
def read_scan(world, state, seed, run, plots, n_plot, i_reader):
    """Take the plots of one scan (same moment and sensor) into a picture and move the reader's cursor on."""
    rows, chosen = state.rows, state.chosen
    i_pic, lag_s = world.reader[i_reader].pic, world.reader[i_reader].lag_s
    k = state.cursor[i_reader]
    t, i_sensor = plots.t_s[k], int(plots.sensor[k])
    n = 0
    while k < n_plot and plots.t_s[k] == t and plots.sensor[k] == i_sensor:
        i_object = int(plots.object[k])
        slot = int(plots.slot[k])
        # what noise hid is there if the jammer had been shot down by then
        by = int(plots.hidden_by[k])
        there = not gone(state, i_object, t) and (by < 0 or gone(state, by, t))
        if there and passes(world, state, seed, run, i_pic, i_sensor, i_object, slot, t):
            rows[n] = k
            n += 1
        k += 1
    state.cursor[i_reader] = k
    if n == 0 or not post_open(world, state, world.picture[i_pic].post, t + lag_s):
        return
    stand_at(world, state, i_sensor, t, state.work[8:12, :3])
    frame, at = state.work[8:11, :3], state.work[11, :3]
    for j in range(n):
        chosen[j] = int(plots.object[rows[j]])
    if world.settings[G_GNN] > 0.0:
        match(world, state, i_pic, i_sensor, at, frame, t, plots, rows, n, chosen)
    for j in range(n):
        _read_plot(world, state, i_pic, i_sensor, at, frame, plots, rows[j], chosen[j], t + lag_s)


@kernel
def _read_plot(world, state, i_pic, i_sensor, at, frame, plots, k, slot, now_s):
    """Give one plot to its track, or begin a track with it."""
    t, i_object = plots.t_s[k], int(plots.object[k])
    if plots.hidden_by[k] >= 0:
        nation = world.sensor[i_sensor].nation
        state.detected_s[i_sensor, i_object] = min(t, state.detected_s[i_sensor, i_object])
        state.detectable_s[nation, i_object] = min(t, state.detectable_s[nation, i_object])
    if plots.bearing[k]:
        read_bearing(world, state, i_pic, i_sensor, at, frame, t, i_object, plots.az_rad[k], slot, now_s)
        return
    tell(world, state, world.picture[i_pic].post, i_object, world.sensor[i_sensor].entity, now_s)
    if slot < 0:
        slot = free_slot(state, i_pic)
        if slot < 0:
            return
    tr = state.track[i_pic, slot]
    if tr.stage != T_NONE and stale(world, state, i_pic, slot, t):
        drop(world, state, i_pic, slot, now_s)
    z = measured(world, state, i_pic, i_sensor, plots, k)
    if tr.stage == T_NONE:
        begin(world, state, i_pic, slot, i_sensor, at, frame, i_object, t, z)
        learn(world, state, i_pic, slot, i_sensor, at, frame, z)
        if world.settings[G_LATE] == USE:
            remember(state, i_pic, slot, i_sensor, z, False)
    elif t < tr.t_s and world.settings[G_LATE] != 0.0:
        if world.settings[G_LATE] == DROP or not take_late(world, state, i_pic, slot, i_sensor, i_object, t, z):
            return
    else:
        advance(world, state, i_pic, slot, t)
        if tr.sensor >= 0 and world.sensor[tr.sensor].kind == SENSOR_LAUNCH:  # it has gained speed since
            anew(world, state, i_pic, slot, i_sensor, at, frame, i_object, z)
        else:
            learn(world, state, i_pic, slot, i_sensor, at, frame, z)
            take(world, state, i_pic, slot, i_sensor, at, frame, i_object, z, state.work)
            if world.settings[G_LATE] == USE:
                remember(state, i_pic, slot, i_sensor, z, False)
    tr.iff |= world.sensor[i_sensor].asks_iff
    tr.transponder |= world.sensor[i_sensor].asks_transponder
    confirm(world, state, i_pic, slot, now_s)


@kernel
def read_bearing(world, state, i_pic, i_sensor, at, frame, t_s, i_object, az_rad, slot, now_s):
    """Give a bearing to its track, or cross it with one of another station, or keep it until one comes.

    Bearings of one source are known to be of one source: what it radiates tells it from others.
    """
    tell(world, state, world.picture[i_pic].post, i_object, world.sensor[i_sensor].entity, now_s)
    if slot >= 0 and state.track[i_pic, slot].stage != T_NONE and not stale(world, state, i_pic, slot, t_s):
        late = t_s < state.track[i_pic, slot].t_s
        if not late or world.settings[G_LATE] == 0.0:
            advance(world, state, i_pic, slot, t_s)
            take_bearing(world, state, i_pic, slot, i_sensor, at, frame, i_object, az_rad, state.work)
            if world.settings[G_LATE] == USE:
                remember(state, i_pic, slot, i_sensor, (0.0, az_rad, 0.0, 0.0, 0.0, 0.0), True)
            confirm(world, state, i_pic, slot, now_s)
        return
    last = state.bearing[i_pic, i_object]
    if t_s - last.t_s <= CROSSING_S and last.sensor != i_sensor:
        if slot < 0:
            slot = free_slot(state, i_pic)
            if slot < 0:
                return
        stand_at(world, state, last.sensor, last.t_s, state.work[12:16, :3])
        frame2, at2 = state.work[12:15, :3], state.work[15, :3]
        away_m, sigma_m = crossing(world, at, frame, az_rad, i_sensor, at2, frame2, last.az_rad, last.sensor,
                                   abs(t_s - last.t_s) * world.picture[i_pic].sigma_v_mps)
        if away_m > 0.0:
            if state.track[i_pic, slot].stage != T_NONE:
                drop(world, state, i_pic, slot, now_s)
            begin_crossed(world, state, i_pic, slot, i_sensor, at, frame, i_object, t_s, away_m, sigma_m, az_rad)
            confirm(world, state, i_pic, slot, now_s)
            return
    last.t_s, last.sensor, last.az_rad = t_s, i_sensor, az_rad


@kernel
def free_slot(state, i_pic):
    """Return a free slot; note that there is none where the picture is full."""
    for slot in range(state.track.shape[1]):
        if state.track[i_pic, slot].stage == T_NONE:
            return slot
    state.counter[STATUS] = FULL_SLOTS
    return -1
