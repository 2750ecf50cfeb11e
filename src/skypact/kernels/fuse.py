"""fuse: plots reach the pictures over links, counted once; reports of people become tracks.

A picture reads its feeds in the order of measurement, delayed by its lag. Each plot takes one route to a picture,
so a picture never counts it twice.
"""

from __future__ import annotations

import math

from skypact.arrays.codes import C_NONE, E_TOLD, FULL_SLOTS, SENSOR_LAUNCH, SENSOR_OBSERVER, W_LOSS, W_REPORT
from skypact.arrays.state import M_SEEN, NEXT_TRACK, STATUS, T_CONFIRMED, T_NONE
from skypact.arrays.world import G_DELAY, G_GNN
from skypact.kernels.detect.looks import stand_at
from skypact.kernels.earth.motion import position
from skypact.kernels.emit import emit, push
from skypact.kernels.jit import kernel
from skypact.kernels.rng import gauss, normal, pair, u01, words
from skypact.kernels.track.associate import gate, nearest_first
from skypact.kernels.track.bearing import begin_crossed, crossing, take_bearing
from skypact.kernels.track.keep import advance, anew, begin, clear, confirm, drop, stale, take
from skypact.kernels.watch import link_open, post_open, unit_hears

#: A report of eyes gives each component of velocity with this sd [m/s], and is kept so long without more [s].
REPORT_SIGMA_V = 20.0
#: A missile that still burns may yet gain so much speed on each axis [m/s; assumed].
BURNING_SIGMA_V = 3000.0
REPORT_KEPT_S = 600.0
#: Calls that an observer makes at most before one goes through; each lost one costs the link's retry time.
CALLS = 5
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
    """Return the picture whose next plot arrives first, and when; (-1, inf) where none is left."""
    best, who = math.inf, -1
    for i_pic in range(len(world.picture)):
        k = state.cursor[i_pic]
        while k < n_plot and not world.feed[i_pic, plots.sensor[k]].on:
            k += 1
        state.cursor[i_pic] = k
        if k < n_plot:
            t = plots.t_s[k] + world.picture[i_pic].lag_s
            if t < best:
                best, who = t, i_pic
    return who, best


@kernel
def read_scan(world, state, seed, run, plots, n_plot, i_pic):
    """Take the plots of one scan (same moment and sensor) into a picture and move its cursor on."""
    rows, chosen = state.rows, state.chosen
    k = state.cursor[i_pic]
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
    state.cursor[i_pic] = k
    if n == 0 or not post_open(world, state, world.picture[i_pic].post, t + world.picture[i_pic].lag_s):
        return
    stand_at(world, state, i_sensor, t, state.work[8:12, :3])
    frame, at = state.work[8:11, :3], state.work[11, :3]
    for j in range(n):
        chosen[j] = int(plots.object[rows[j]])
    if world.settings[G_GNN] > 0.0:
        for j in range(n):
            chosen[j] = -1
        nearest_first(state, gate(world, state, i_pic, i_sensor, at, frame, t, plots, rows, n), chosen)
    now = t + world.picture[i_pic].lag_s
    for j in range(n):
        _read_plot(world, state, i_pic, i_sensor, at, frame, plots, rows[j], chosen[j], now)


@kernel
def _read_plot(world, state, i_pic, i_sensor, at, frame, plots, k, slot, now_s):
    """Give one plot to its track, or begin a track with it."""
    t, i_object = plots.t_s[k], int(plots.object[k])
    if plots.hidden_by[k] >= 0:
        state.detected_s[i_sensor, i_object] = min(t, state.detected_s[i_sensor, i_object])
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
    if tr.stage == T_NONE:
        begin(world, state, i_pic, slot, i_sensor, at, frame, i_object, t, plots.range_m[k], plots.az_rad[k],
              plots.el_rad[k])
    else:
        advance(world, state, i_pic, slot, t)
        if tr.sensor >= 0 and world.sensor[tr.sensor].kind == SENSOR_LAUNCH:  # it has gained speed since
            anew(world, state, i_pic, slot, i_sensor, at, frame, i_object, plots.range_m[k], plots.az_rad[k],
                 plots.el_rad[k])
        else:
            take(world, state, i_pic, slot, i_sensor, at, frame, i_object, plots.range_m[k], plots.az_rad[k],
                 plots.el_rad[k], state.work)
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
        advance(world, state, i_pic, slot, t_s)
        take_bearing(world, state, i_pic, slot, i_sensor, at, frame, i_object, az_rad, state.work)
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
        away_m, sigma_m = crossing(world, at, frame, az_rad, i_sensor, at2, frame2, last.az_rad, last.sensor)
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


@kernel
def telephone(world, state, seed, run):
    """Let every observer who has seen something new go to the telephone; launch warning reports as people do."""
    for i_sensor in range(len(world.sensor)):
        s = world.sensor[i_sensor]
        if (s.kind != SENSOR_OBSERVER and s.kind != SENSOR_LAUNCH) or s.post < 0:
            continue
        for i_object in range(len(world.object)):
            t = state.detected_s[i_sensor, i_object]
            if t == math.inf or state.seen[i_sensor, i_object]:
                continue
            state.seen[i_sensor, i_object] = 1
            who = pair(s.who, world.object[i_object].who)
            late = s.report_s * math.exp(world.settings[G_DELAY] * normal(seed, run, who, W_REPORT, 0))
            for k in range(CALLS):
                if u01(seed, run, who, W_LOSS, k) >= s.link_loss:
                    break
                late += s.link_retry_s
            push(state, t + late + s.link_latency_s, M_SEEN, 0, s.post, -1, -1, -1, -1, -1, i_object, i_sensor, t)


@kernel
def read_report(world, state, seed, run, i_pic, i_object, i_sensor, t_seen_s, t_s):
    """Make a track of what a person reported: seen by observer i_sensor at t_seen_s, read here at t_s."""
    tell(world, state, world.picture[i_pic].post, i_object, world.sensor[i_sensor].entity, t_s)
    if gone(state, i_object, t_seen_s):
        return
    s = world.sensor[i_sensor]
    x, y, z, _ = position(world, i_object, t_seen_s - state.obj[i_object].offset_s)
    x2, y2, z2, _ = position(world, i_object, t_seen_s + 10.0 - state.obj[i_object].offset_s)
    who = pair(s.who, world.object[i_object].who)
    a, b, c, d = words(seed, run, who, W_REPORT, 1)
    n0, n1 = gauss(a, b)
    n2, n3 = gauss(c, d)
    a, b, _, _ = words(seed, run, who, W_REPORT, 2)
    n4, n5 = gauss(a, b)
    x, y, z, x2, y2, z2 = x + s.error_m * n0, y + s.error_m * n1, z + s.error_m * n2, x2 - x, y2 - y, z2 - z
    slot = i_object
    if world.settings[G_GNN] > 0.0:
        slot = near_track(state, i_pic, x, y, z, 3.0 * s.error_m, t_seen_s)
        if slot < 0:
            slot = free_slot(state, i_pic)
            if slot < 0:
                return
    tr = state.track[i_pic, slot]
    if tr.stage == T_CONFIRMED and t_s <= tr.t_hit_s + world.picture[i_pic].drop_s:
        return
    clear(state, i_pic, slot)
    tr.stage = T_CONFIRMED
    tr.obj = i_object
    tr.sensor = i_sensor if s.kind == SENSOR_LAUNCH else -1
    tr.hits = world.picture[i_pic].confirm_hits
    tr.track = state.counter[NEXT_TRACK]
    state.counter[NEXT_TRACK] += 1
    tr.t_s = t_seen_s
    tr.t_hit_s = t_s + REPORT_KEPT_S - world.picture[i_pic].drop_s
    tr.t_born_s = t_seen_s
    xs, p = state.x[i_pic, slot], state.p[i_pic, slot]
    xs[0], xs[1], xs[2] = x, y, z
    xs[3] = x2 / 10.0 + REPORT_SIGMA_V * n3
    xs[4] = y2 / 10.0 + REPORT_SIGMA_V * n4
    xs[5] = z2 / 10.0 + REPORT_SIGMA_V * n5
    sigma_v = BURNING_SIGMA_V if s.kind == SENSOR_LAUNCH else REPORT_SIGMA_V
    for i in range(6):
        for j in range(6):
            p[i, j] = 0.0
        p[i, i] = s.error_m**2 if i < 3 else sigma_v**2


@kernel
def near_track(state, i_pic, x, y, z, reach_m, t_s):
    """Return the slot of the nearest track within reach of a place at a moment, -1 where there is none."""
    best, found = reach_m * reach_m, -1
    for slot in range(state.track.shape[1]):
        if state.track[i_pic, slot].stage == T_NONE:
            continue
        xs = state.x[i_pic, slot]
        dt = t_s - state.track[i_pic, slot].t_s
        d2 = (xs[0] + dt * xs[3] - x) ** 2 + (xs[1] + dt * xs[4] - y) ** 2 + (xs[2] + dt * xs[5] - z) ** 2
        if d2 < best:
            best, found = d2, slot
    return found
