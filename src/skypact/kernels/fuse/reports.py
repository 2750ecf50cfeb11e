"""Reports: what people see goes by telephone and word of mouth, and becomes a track of its own."""

from __future__ import annotations

import math

from skypact.arrays.codes import SENSOR_LAUNCH, SENSOR_OBSERVER, W_LOSS, W_REPORT
from skypact.arrays.state import M_SEEN, NEXT_TRACK, T_CONFIRMED, T_NONE
from skypact.arrays.world import G_DELAY, G_GNN
from skypact.kernels.earth.motion import position
from skypact.kernels.emit import push
from skypact.kernels.fuse.plots import free_slot, gone, tell
from skypact.kernels.jit import kernel
from skypact.kernels.rng import gauss, normal, pair, u01, words
from skypact.kernels.track.keep import anew_models, clear

#: A report of eyes gives each component of velocity with this sd [m/s], and is kept so long without more [s].
REPORT_SIGMA_V = 20.0
#: A missile that still burns may yet gain so much speed on each axis [m/s; assumed].
BURNING_SIGMA_V = 3000.0
REPORT_KEPT_S = 600.0
#: Calls that an observer makes at most before one goes through; each lost one costs the link's retry time.
CALLS = 5


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
    anew_models(world, state, i_pic, slot)


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
