"""Batteries: order, ready, fire, impact. Guidance needs the target in sight when the missile arrives."""

from __future__ import annotations

import math

from skypact.arrays.codes import (
    C_BELOW_UNIT_HORIZON,
    C_EMPTY,
    C_GUIDANCE_LOST,
    C_MISSED,
    C_NONE,
    C_NOT_ACQUIRED,
    C_OUT_OF_ACTION,
    C_OUT_OF_ENVELOPE,
    C_TOO_LATE,
    C_TRACK_LOST,
    E_FIRED,
    E_HIT,
    E_MISSED,
    E_NOT_ENGAGED,
    E_ORDERED,
    E_READY,
    F_DESTROYED,
    F_NONE,
    W_ACQUIRE,
    W_KILL,
)
from skypact.arrays.state import M_ASSESS, M_IMPACT, M_READY, M_RELOAD
from skypact.kernels.assess import set_fate
from skypact.kernels.decide.messages import order_s, same_track
from skypact.kernels.earth.ballistic import falls
from skypact.kernels.earth.motion import position
from skypact.kernels.emit import emit, emit_of, push
from skypact.kernels.engage.reach import sees, solve
from skypact.kernels.jit import kernel
from skypact.kernels.rng import pair, u01
from skypact.kernels.track.filter import predict
from skypact.kernels.track.keep import purity
from skypact.kernels.watch import stand_row, unit_open

#: A crew whose target is not in sight yet looks again after this time [s].
SIGHT_S = 2.0


@kernel
def kill_chance(world, state, i_battery, target):
    """Return the kill probability of one shot that day: log-odds moved by battery and kill chain."""
    b = world.battery[i_battery]
    p = world.kill[b.table, target]
    if p <= 0.0 or p >= 1.0:
        return p
    logit = math.log(p / (1.0 - p)) + state.battery_logit[i_battery] + state.chain_logit[b.nation]
    return 1.0 / (1.0 + math.exp(-logit))


@kernel
def order(world, state, seed, run, i_battery, i_pic, slot, row, salvo, t_s):
    """Order a battery to engage a track: a channel is kept, reaction begins when the order has come."""
    b = world.battery[i_battery]
    tr = state.track[i_pic, slot]
    o = world.object[tr.obj]
    k = 0
    while state.engagement[k].on:  # a free channel means a free row: there are as many
        k += 1
    e = state.engagement[k]
    e.on = 1
    e.battery = i_battery
    e.pic = i_pic
    e.slot = slot
    e.track = tr.track
    e.obj = tr.obj
    e.row = row
    e.salvo = min(salvo, state.missiles[i_battery])
    e.waits = 0
    state.channels[i_battery] -= 1
    tr.orders += 1
    post = world.post[state.commander[i_battery]]
    emit_of(state, t_s, E_ORDERED, world.nation_entity[post.nation], o.entity, post.entity, b.entity, C_NONE,
            purity(state, i_pic, slot), tr.track)
    wait = 0.0
    if post.unit < 0:  # its own crew needs no link
        shots = state.shots[i_battery, tr.obj]
        wait = order_s(seed, run, pair(b.who, o.who), shots, b.link_s, b.link_loss, b.link_retry_s)
    push(state, t_s + wait + b.reaction_s, M_READY, 0, -1, -1, i_pic, slot, tr.track, row, tr.obj, k, 0.0)


@kernel
def ready(world, state, t_s):
    """Fire where the track is still there, can be reached and is in sight; else wait for it, or say why not.

    A battery guides by its own radar: a track alone, of whose height perhaps nothing is known, is nothing to fire at.
    """
    k = state.now[0].x
    e = state.engagement[k]
    b = world.battery[e.battery]
    o = world.object[e.obj]
    nation = world.nation_entity[b.nation]
    if not e.waits:
        emit(state, t_s, E_READY, nation, o.entity, b.entity, -1, C_NONE, 0.0)
    cause, flight = C_TRACK_LOST, 0.0
    if same_track(state, e.pic, e.slot, e.track):
        cause, flight = solve(world, state, e.battery, e.pic, e.slot, t_s)
        if cause == C_OUT_OF_ENVELOPE:
            cause = C_TOO_LATE
        e.obj = state.track[e.pic, e.slot].obj
        o = world.object[e.obj]
    if state.missiles[e.battery] <= 0:
        cause = C_EMPTY
    if not unit_open(world, state, e.battery, t_s):
        cause = C_OUT_OF_ACTION
    if cause == C_NONE and not guided(world, state, e.battery, e.obj, t_s):
        e.waits = 1
        push(state, t_s + SIGHT_S, M_READY, 0, -1, -1, e.pic, e.slot, e.track, e.row, e.obj, k, 0.0)
        return
    if e.waits and state.obj[e.obj].fate == F_NONE and (cause == C_TOO_LATE or cause == C_TRACK_LOST):
        cause = C_BELOW_UNIT_HORIZON
    if cause != C_NONE:
        emit(state, t_s, E_NOT_ENGAGED, nation, o.entity, b.entity, -1, cause, 0.0)
        _free(state, k)
        if same_track(state, e.pic, e.slot, e.track):
            state.track[e.pic, e.slot].orders -= 1
        return
    e.salvo = min(e.salvo, state.missiles[e.battery])
    state.missiles[e.battery] -= e.salvo
    emit_of(state, t_s, E_FIRED, nation, o.entity, b.entity, -1, C_NONE, float(e.salvo), e.track)
    if state.missiles[e.battery] == 0:
        push(state, t_s + b.reload_s, M_RELOAD, 0, -1, -1, -1, -1, -1, -1, -1, e.battery, 0.0)
    push(state, t_s + flight, M_IMPACT, 0, -1, -1, e.pic, e.slot, e.track, e.row, e.obj, k, 0.0)


@kernel
def _free(state, k):
    e = state.engagement[k]
    e.on = 0
    state.channels[e.battery] += 1


@kernel
def acquire_chance(world, state, i_battery, i_pic, slot, track, t_s, x, p):
    """Return the chance that a target is in the acquisition basket: Rayleigh in the track's error.

    1 − exp(−basket² / 2σ²), σ² the mean variance of a position axis; x [6], p [6, 6] are scratch. Zero where the
    track is gone.
    """
    if not same_track(state, i_pic, slot, track):
        return 0.0
    for i in range(6):
        x[i] = state.x[i_pic, slot, i]
        for j in range(6):
            p[i, j] = state.p[i_pic, slot, i, j]
    noise = 0.0 if falls(x, p) else world.picture[i_pic].q  # nothing steers what falls
    predict(x, p, t_s - state.track[i_pic, slot].t_s, noise)
    variance = (p[0, 0] + p[1, 1] + p[2, 2]) / 3.0
    return 1.0 - math.exp(-world.battery[i_battery].basket_m ** 2 / (2.0 * max(variance, 1.0)))


@kernel
def guided(world, state, i_battery, i_object, t_s):
    """Return whether a battery has its target in sight and is fit to guide, at the moment of impact."""
    if not unit_open(world, state, i_battery, t_s):
        return False
    b = world.battery[i_battery]
    if b.exo:  # its kill vehicle has eyes of its own
        return True
    x, y, z, _ = position(world, i_object, t_s - state.obj[i_object].offset_s)
    return sees(world, i_battery, stand_row(world, b.stand_first, b.stand_count, t_s), x, y, z) == C_NONE


@kernel
def impact(world, state, seed, run, t_s):
    """Let the missiles of a salvo arrive: acquire, kill; then the crew judges after a while."""
    k = state.now[0].x
    e = state.engagement[k]
    b = world.battery[e.battery]
    o = world.object[e.obj]
    who = pair(b.who, o.who)
    nation = world.nation_entity[b.nation]
    seen = guided(world, state, e.battery, e.obj, t_s)
    acquire = acquire_chance(world, state, e.battery, e.pic, e.slot, e.track, t_s, state.work[0], state.work[1:7])
    for _ in range(e.salvo):
        nth = state.shots[e.battery, e.obj]
        state.shots[e.battery, e.obj] = nth + 1
        cause = C_MISSED
        if state.obj[e.obj].fate != F_NONE:
            cause = C_TOO_LATE
        elif not seen:
            cause = C_GUIDANCE_LOST
        elif u01(seed, run, who, W_ACQUIRE, nth) >= acquire:
            cause = C_NOT_ACQUIRED
        elif u01(seed, run, who, W_KILL, nth) < kill_chance(world, state, e.battery, o.target):
            emit(state, t_s, E_HIT, nation, o.entity, b.entity, -1, C_NONE, 0.0)
            set_fate(world, state, e.obj, F_DESTROYED, b.entity, t_s)
            continue
        emit(state, t_s, E_MISSED, nation, o.entity, b.entity, -1, cause, 0.0)
    # the judgement belongs to the last shot of this salvo: another salvo may arrive before it is judged
    nth = state.shots[e.battery, e.obj]
    push(state, t_s + b.assess_s, M_ASSESS, 0, -1, -1, e.pic, e.slot, e.track, e.row, e.obj, k, float(nth))
