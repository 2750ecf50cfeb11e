"""Keeping tracks: begin, take a plot, confirm M of N, drop."""

from __future__ import annotations

import math

from skypact.arrays.codes import C_NONE, E_DOUBLED, E_DROPPED, E_FALSE, E_TRACKED, N_EVIDENCE
from skypact.arrays.state import N_LAST, NEXT_TRACK, Q_NONE, T_CONFIRMED, T_NONE, T_TENTATIVE
from skypact.arrays.world import G_GNN, G_PHANTOM
from skypact.kernels.earth.ballistic import bend
from skypact.kernels.emit import emit_of
from skypact.kernels.jit import kernel
from skypact.kernels.track.filter import predict, start, update
from skypact.kernels.track.imm import imm_predict, imm_start, imm_update

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
    tr.link = -1
    tr.n_past, tr.past_first = 0, 0
    tr.warned = 0
    if state.last_plot.shape[1] > 0:
        state.last_plot[i_pic, slot].sensor = -1
    for k in range(N_LAST):
        state.last[i_pic, slot, k] = -1
    for k in range(N_EVIDENCE):
        state.evidence[i_pic, slot, k] = -1
    for k in range(state.authority.shape[2]):
        state.authority[i_pic, slot, k].state = Q_NONE
        state.authority[i_pic, slot, k].need = 0


@kernel
def begin(world, state, i_pic, slot, i_sensor, at, frame, i_object, t_s, z):
    """Begin a tentative track in a free slot from one plot z (registration.measured)."""
    clear(state, i_pic, slot)
    tr = state.track[i_pic, slot]
    tr.stage = T_TENTATIVE
    tr.obj = i_object
    tr.track = state.counter[NEXT_TRACK]
    state.counter[NEXT_TRACK] += 1
    tr.t_s = t_s
    tr.t_born_s = t_s
    place(world, state, i_pic, slot, i_sensor, at, frame, z)
    hit(world, state, i_pic, slot, i_sensor, i_object)


@kernel
def place(world, state, i_pic, slot, i_sensor, at, frame, z):
    """Give a track the state of one plot: its place, and a speed of which nothing is known."""
    s = world.sensor[i_sensor]
    el, s_el = z[2], z[5]
    if not s.has_elevation:
        el = math.asin(min(0.5, FLAT_HEIGHT_M / z[0])) - z[0] / 1.2742e7
        s_el = FLAT_SIGMA_M / z[0]
    start(state.x[i_pic, slot], state.p[i_pic, slot], at, frame, z[0], z[1], el, z[3], z[4], s_el,
          world.picture[i_pic].sigma_v_mps)
    anew_models(world, state, i_pic, slot)


@kernel
def anew_models(world, state, i_pic, slot):
    """Give both models of a track the state that it has been given; their chances as if nothing were known."""
    if world.picture[i_pic].imm:
        stay = world.picture[i_pic].stay_s
        imm_start(state.x[i_pic, slot], state.p[i_pic, slot], state.xm[i_pic, slot], state.pm[i_pic, slot],
                  state.mu[i_pic, slot], stay[0] / (stay[0] + stay[1]))


@kernel
def keep_models(world, state, i_pic, slot):
    """Give both models of a track the state that it has been given; their chances stay."""
    if world.picture[i_pic].imm:
        imm_start(state.x[i_pic, slot], state.p[i_pic, slot], state.xm[i_pic, slot], state.pm[i_pic, slot],
                  state.mu[i_pic, slot], state.mu[i_pic, slot, 0])


@kernel
def anew(world, state, i_pic, slot, i_sensor, at, frame, i_object, z):
    """Begin a track's state anew with a plot of its moment: it needs its M hits; what is known of it stays."""
    tr = state.track[i_pic, slot]
    tr.stage = T_TENTATIVE
    tr.hits = 0
    tr.t_born_s = tr.t_s
    place(world, state, i_pic, slot, i_sensor, at, frame, z)
    hit(world, state, i_pic, slot, i_sensor, i_object)


@kernel
def hit(world, state, i_pic, slot, i_sensor, i_object):
    """Count a hit of a track that is predicted to the plot's moment."""
    tr = state.track[i_pic, slot]
    tr.hits += 1
    tr.t_hit_s = tr.t_s
    tr.sensor = i_sensor
    tr.link = -1
    note(state, i_pic, slot, i_object)


@kernel
def note(state, i_pic, slot, i_object):
    """Note whose plot a track took, for its purity."""
    state.track[i_pic, slot].obj = i_object
    last = state.last[i_pic, slot]
    for k in range(N_LAST - 1, 0, -1):
        last[k] = last[k - 1]
    last[0] = i_object


@kernel
def mostly(state, i_pic, slot):
    """Return the object that most of a track's last plots are of, the latest of equals."""
    last, most, found = state.last[i_pic, slot], 0, state.track[i_pic, slot].obj
    for k in range(N_LAST):
        same = 0
        for j in range(N_LAST):
            same += last[k] >= 0 and last[j] == last[k]
        if same > most:
            most, found = same, last[k]
    return found


@kernel
def purity(state, i_pic, slot):
    """Return the greatest share of a track's last plots that are of one object, 1 where none is known."""
    last, n, most = state.last[i_pic, slot], 0, 0
    for k in range(N_LAST):
        if last[k] < 0:
            continue
        n += 1
        same = 0
        for j in range(N_LAST):
            same += last[j] == last[k]
        most = max(most, same)
    return most / n if n > 0 else 1.0


@kernel
def advance(world, state, i_pic, slot, t_s):
    """Predict a track to a later moment; one that falls follows its arc."""
    tr = state.track[i_pic, slot]
    pic, x, p = world.picture[i_pic], state.x[i_pic, slot], state.p[i_pic, slot]
    if pic.imm:
        bend(state.xm[i_pic, slot, 0], state.pm[i_pic, slot, 0], t_s - tr.t_s)
        bend(state.xm[i_pic, slot, 1], state.pm[i_pic, slot, 1], t_s - tr.t_s)
        imm_predict(state.xm[i_pic, slot], state.pm[i_pic, slot], state.mu[i_pic, slot], t_s - tr.t_s, pic.q_model,
                    pic.stay_s, x, p, state.work)
    else:
        bend(x, p, t_s - tr.t_s)
        predict(x, p, t_s - tr.t_s, pic.q)
    tr.t_s = max(tr.t_s, t_s)


@kernel
def take(world, state, i_pic, slot, i_sensor, at, frame, i_object, z, work):
    """Update a track, already predicted to the plot's moment, and count the hit."""
    correct(world, state, i_pic, slot, i_sensor, at, frame, z, work)
    hit(world, state, i_pic, slot, i_sensor, i_object)


@kernel
def correct(world, state, i_pic, slot, i_sensor, at, frame, z, work):
    """Put a plot z into the state of a track of its moment."""
    three = world.sensor[i_sensor].has_elevation
    x, p = state.x[i_pic, slot], state.p[i_pic, slot]
    if world.picture[i_pic].imm:
        imm_update(state.xm[i_pic, slot], state.pm[i_pic, slot], state.mu[i_pic, slot], at, frame, z[0], z[1], z[2],
                   z[3], z[4], z[5], three, x, p, work)
    else:
        update(x, p, at, frame, z[0], z[1], z[2], z[3], z[4], z[5], three, work)


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
    tracked(world, state, i_pic, slot, t_s)


@kernel
def tracked(world, state, i_pic, slot, t_s):
    """Say of a track that has just been confirmed: the first of its object, a second one, or one of nothing."""
    tr = state.track[i_pic, slot]
    i_object = mostly(state, i_pic, slot)
    post = world.post[world.picture[i_pic].post]
    kind = E_TRACKED
    if i_object == int(world.settings[G_PHANTOM]):
        kind = E_FALSE
    elif world.settings[G_GNN] > 0.0 and state.tracked[i_pic, i_object]:
        for other in range(state.track.shape[1]):
            mate = state.track[i_pic, other]
            if other != slot and mate.stage == T_CONFIRMED and mostly(state, i_pic, other) == i_object:
                if not stale(world, state, i_pic, other, tr.t_s):
                    kind = E_DOUBLED
    if kind == E_TRACKED and state.tracked[i_pic, i_object]:
        return
    if kind == E_TRACKED:
        state.tracked[i_pic, i_object] = 1
    emit_of(state, t_s, kind, world.nation_entity[post.nation], world.object[i_object].entity, post.entity,
            world.sensor[tr.sensor].entity if tr.sensor >= 0 else -1, C_NONE, 0.0, tr.track)


@kernel
def drop(world, state, i_pic, slot, t_s):
    """Drop a track and say so where it was confirmed."""
    tr = state.track[i_pic, slot]
    if tr.stage == T_CONFIRMED:
        post = world.post[world.picture[i_pic].post]
        emit_of(state, t_s, E_DROPPED, world.nation_entity[post.nation], world.object[tr.obj].entity, post.entity, -1,
                C_NONE, 0.0, tr.track)
    tr.stage = T_NONE
