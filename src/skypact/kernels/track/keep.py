"""Keeping tracks: begin, take a plot, confirm M of N, drop."""

from __future__ import annotations

import math

from skypact.arrays.codes import C_NONE, E_DROPPED, E_TRACKED, N_EVIDENCE
from skypact.arrays.state import NEXT_TRACK, Q_NONE, T_CONFIRMED, T_NONE, T_TENTATIVE
from skypact.kernels.earth.ballistic import bend
from skypact.kernels.emit import emit
from skypact.kernels.jit import kernel
from skypact.kernels.track.filter import predict, start, update

#: A radar without elevation starts a track at this height angle's stand-in: height [m] and its sd [m].
FLAT_HEIGHT_M, FLAT_SIGMA_M = 3000.0, 3000.0


@kernel
def clear(state, i_pic, slot):
    """Make a slot free: nothing of the old track is left."""
    tr = state.track[i_pic, slot]
    tr.stage = T_NONE
    tr.obj = -1
    tr.hits = 0
    tr.cls = -1
    tr.key = -1
    tr.orders = 0
    tr.flight = -1
    tr.barred = 0
    tr.asked_phone = 0
    tr.violation = 0
    tr.foreseen = 0
    tr.zone_told = -1
    tr.iff = 0
    tr.transponder = 0
    tr.sensor = -1
    tr.t_judged_s = math.inf
    for k in range(N_EVIDENCE):
        state.evidence[i_pic, slot, k] = -1
    for k in range(state.authority.shape[2]):
        state.authority[i_pic, slot, k].state = Q_NONE
        state.authority[i_pic, slot, k].need = 0


@kernel
def begin(world, state, i_pic, slot, i_sensor, at, frame, i_object, t_s, range_m, az_rad, el_rad):
    """Begin a tentative track in a free slot from one plot."""
    clear(state, i_pic, slot)
    tr = state.track[i_pic, slot]
    tr.stage = T_TENTATIVE
    tr.obj = i_object
    tr.hits = 1
    tr.track = state.counter[NEXT_TRACK]
    state.counter[NEXT_TRACK] += 1
    tr.t_s = t_s
    tr.t_hit_s = t_s
    tr.t_born_s = t_s
    tr.sensor = i_sensor
    place(world, state, i_pic, slot, i_sensor, at, frame, range_m, az_rad, el_rad)


@kernel
def place(world, state, i_pic, slot, i_sensor, at, frame, range_m, az_rad, el_rad):
    """Give a track the state of one plot: its place, and a speed of which nothing is known."""
    s = world.sensor[i_sensor]
    el, s_el = el_rad, s.sigma_el_rad
    if not s.has_elevation:
        el = math.asin(min(0.5, FLAT_HEIGHT_M / range_m)) - range_m / 1.2742e7
        s_el = FLAT_SIGMA_M / range_m
    start(state.x[i_pic, slot], state.p[i_pic, slot], at, frame, range_m, az_rad, el, s.sigma_r_m, s.sigma_az_rad,
          s_el, world.picture[i_pic].sigma_v_mps)


@kernel
def anew(world, state, i_pic, slot, i_sensor, at, frame, i_object, range_m, az_rad, el_rad):
    """Begin a track's state anew with a plot of its moment: it needs its M hits; what is known of it stays."""
    tr = state.track[i_pic, slot]
    tr.stage = T_TENTATIVE
    tr.hits = 0
    tr.t_born_s = tr.t_s
    place(world, state, i_pic, slot, i_sensor, at, frame, range_m, az_rad, el_rad)
    hit(state, i_pic, slot, i_sensor, i_object)


@kernel
def hit(state, i_pic, slot, i_sensor, i_object):
    """Count a hit of a track that is predicted to the plot's moment."""
    tr = state.track[i_pic, slot]
    tr.hits += 1
    tr.obj = i_object
    tr.t_hit_s = tr.t_s
    tr.sensor = i_sensor


@kernel
def advance(world, state, i_pic, slot, t_s):
    """Predict a track to a later moment; one that falls follows its arc."""
    tr = state.track[i_pic, slot]
    bend(state.x[i_pic, slot], state.p[i_pic, slot], t_s - tr.t_s)
    predict(state.x[i_pic, slot], state.p[i_pic, slot], t_s - tr.t_s, world.picture[i_pic].q)
    tr.t_s = max(tr.t_s, t_s)


@kernel
def take(world, state, i_pic, slot, i_sensor, at, frame, i_object, range_m, az_rad, el_rad, work):
    """Update a track, already predicted to the plot's moment, and count the hit."""
    s = world.sensor[i_sensor]
    update(state.x[i_pic, slot], state.p[i_pic, slot], at, frame, range_m, az_rad, el_rad, s.sigma_r_m,
           s.sigma_az_rad, s.sigma_el_rad, s.has_elevation, work)
    hit(state, i_pic, slot, i_sensor, i_object)


@kernel
def stale(world, state, i_pic, slot, t_s):
    """Return whether a track has gone too long without a hit, or too long without its M hits within N scans."""
    tr = state.track[i_pic, slot]
    pic = world.picture[i_pic]
    if t_s - tr.t_hit_s > pic.drop_s:
        return True
    if tr.stage != T_TENTATIVE or tr.sensor < 0:
        return False
    return t_s - tr.t_born_s > pic.confirm_looks * world.sensor[tr.sensor].period_s


@kernel
def confirm(world, state, i_pic, slot, t_s):
    """Confirm a tentative track that has its M hits; the first time for an object is an event."""
    tr = state.track[i_pic, slot]
    pic = world.picture[i_pic]
    if tr.stage != T_TENTATIVE or tr.hits < pic.confirm_hits:
        return
    tr.stage = T_CONFIRMED
    i_object = tr.obj
    post = world.post[pic.post]
    if not state.tracked[i_pic, i_object]:
        state.tracked[i_pic, i_object] = 1
        emit(state, t_s, E_TRACKED, world.nation_entity[post.nation], world.object[i_object].entity, post.entity,
             world.sensor[tr.sensor].entity if tr.sensor >= 0 else -1, C_NONE, 0.0)


@kernel
def drop(world, state, i_pic, slot, t_s):
    """Drop a track and say so where it was confirmed."""
    tr = state.track[i_pic, slot]
    if tr.stage == T_CONFIRMED:
        post = world.post[world.picture[i_pic].post]
        emit(state, t_s, E_DROPPED, world.nation_entity[post.nation], world.object[tr.obj].entity, post.entity, -1,
             C_NONE, 0.0)
    tr.stage = T_NONE
