"""A post's decision epoch: identify every track, ask for rights, pair units and tracks, give orders.

One engagement at a track at a time from one picture, unless the doctrine allows more; one flight. Two pictures know
nothing of each other's orders: separate commanders can both shoot, or neither.
"""

from __future__ import annotations

import math

from skypact.arrays.codes import (
    C_NO_RIGHT,
    C_NONE,
    C_RESERVED,
    E_AUTONOMOUS,
    E_COMMANDED,
    K_UNKNOWN,
)
from skypact.arrays.state import M_EPOCH, PAUSED, Q_NONE, T_NONE, T_TENTATIVE
from skypact.arrays.world import CODE_EPOCH
from skypact.kernels.decide.layers import BATTERY_OF, CAPACITY, SLOT_OF, assign_layers
from skypact.kernels.decide.messages import request
from skypact.kernels.decide.pairs import fill, ready_flight, why_not
from skypact.kernels.decide.rights import row_for
from skypact.kernels.emit import emit, push
from skypact.kernels.engage.battery import order
from skypact.kernels.engage.fighter import scramble
from skypact.kernels.identify import cell, identify, situation, where
from skypact.kernels.jit import kernel
from skypact.kernels.track.impact import foresee_impact
from skypact.kernels.track.keep import drop, stale
from skypact.kernels.watch import post_open, unit_hears, unit_open

#: After a kill is judged, a track that still takes plots this long afterwards counts as alive again [s].
STILL_THERE_S = 20.0
#: Purpose of the message that ends an epoch for which Python was asked.
ORDERS = 1


@kernel
def epoch(world, state, seed, run, weigh, t_s, act):
    """Do one decision epoch of a picture; `act` is off at the level `track`."""
    i_pic = state.now[0].pic
    i_post = world.picture[i_pic].post
    if state.now[0].purpose == ORDERS:
        give_orders(world, state, seed, run, i_pic, i_post, state.now[0].v)
        return
    push(state, t_s + world.post[i_post].epoch_s, M_EPOCH, 0, i_post, -1, i_pic, -1, -1, -1, -1, 0, 0.0)
    now = situation(world, t_s)
    awake = post_open(world, state, i_post, t_s)
    if world.post[i_post].unit >= 0:
        awake = awake and _in_command(world, state, i_post, t_s)
    for slot in range(state.track.shape[1]):
        tr = state.track[i_pic, slot]
        if tr.stage == T_NONE:
            continue
        if stale(world, state, i_pic, slot, t_s - world.picture[i_pic].lag_s):
            drop(world, state, i_pic, slot, t_s)
            continue
        if tr.stage == T_TENTATIVE or not awake:
            continue
        lat, lon, h = where(world, state, i_pic, slot, t_s)
        tr.zone, tr.territory = cell(world, world.zone, lat, lon), cell(world, world.territory, lat, lon)
        identify(world, state, seed, run, i_pic, slot, lat, lon, h, now, t_s)
        foresee_impact(world, state, i_pic, slot, t_s)
        if tr.t_judged_s < math.inf and tr.t_hit_s > tr.t_judged_s + STILL_THERE_S:
            tr.t_judged_s = math.inf
        if act:
            _rights(world, state, seed, run, i_pic, slot, i_post, now, t_s)
    if not act or not awake:
        return
    fill(world, state, weigh, i_pic, i_post, now, t_s)
    if world.doctrine[world.post[i_post].doctrine].code == CODE_EPOCH:
        state.counter[PAUSED] = 1 + i_pic  # Python has its say; then come the orders, before anything else
        state.now[0].v = t_s
        push(state, t_s - 1e-9, M_EPOCH, ORDERS, i_post, -1, i_pic, -1, -1, -1, -1, 0, t_s)
        return
    give_orders(world, state, seed, run, i_pic, i_post, t_s)


@kernel
def _in_command(world, state, i_post, t_s):
    """Return whether a unit's own crew commands it: its commander has not been heard for long enough."""
    i_unit = world.post[i_post].unit
    home = world.battery[i_unit].commander
    entity = world.battery[i_unit].entity
    post = world.post[i_post]
    if post_open(world, state, home, t_s) and unit_hears(world, i_unit, t_s):
        state.silent_s[i_unit] = math.inf
        if state.commander[i_unit] == i_post:
            state.commander[i_unit] = home
            emit(state, t_s, E_COMMANDED, world.nation_entity[post.nation], -1, entity, world.post[home].entity,
                 C_NONE, 0.0)
        return False
    state.silent_s[i_unit] = min(state.silent_s[i_unit], t_s)
    if t_s - state.silent_s[i_unit] < post.after_s:
        return False
    if state.commander[i_unit] != i_post:
        state.commander[i_unit] = i_post
        emit(state, t_s, E_AUTONOMOUS, world.nation_entity[post.nation], -1, entity, world.post[home].entity, C_NONE,
             0.0)
    return unit_open(world, state, i_unit, t_s)


@kernel
def _rights(world, state, seed, run, i_pic, slot, i_post, now, t_s):
    """Ask once for every right that the post's units would need on this track."""
    tr = state.track[i_pic, slot]
    if tr.cls < K_UNKNOWN:
        return
    units, rows, reserved = 0, 0, 0
    for i_unit in range(len(world.battery) + len(world.fighter)):
        if state.commander[i_unit] != i_post:
            continue
        units += 1
        for action in range(2):
            row = row_for(world, i_post, i_unit, action, now, tr.cls, tr.zone, tr.territory)
            if row < 0:
                continue
            if world.right[row].forbids != 0:
                reserved += 1
                continue
            rows += 1
            question = world.right[row].question
            if state.authority[i_pic, slot, question].state == Q_NONE:
                request(world, state, seed, run, i_pic, slot, question, t_s)
    if reserved > 0:
        why_not(world, state, i_pic, slot, i_post, C_RESERVED, t_s)
    elif units > 0 and rows == 0 and tr.violation:
        why_not(world, state, i_pic, slot, i_post, C_NO_RIGHT, t_s)


@kernel
def give_orders(world, state, seed, run, i_pic, i_post, t_s):
    """Order engagements, the pair of greatest worth first or by layers, then flights at what no battery has."""
    if world.doctrine[world.post[i_post].doctrine].layered != 0:
        _layers(world, state, seed, run, i_pic, t_s)
    while True:
        i_b, slot = _best(state, len(world.battery))
        if i_b < 0:
            break
        state.track[i_pic, slot].barred = 0
        order(world, state, seed, run, i_b, i_pic, slot, state.value_row[i_b, slot], state.salvo[i_b, slot], t_s)
        state.value[:, slot] = 0.0
        if state.channels[i_b] <= 0:
            state.value[i_b, :] = 0.0
    _flights(world, state, seed, run, i_pic, t_s)


@kernel
def _layers(world, state, seed, run, i_pic, t_s):
    """Order what the layered solver assigns; nothing is left for the pairs after it."""
    n_bat = len(world.battery)
    units, tracks = assign_layers(state, n_bat)
    for u in range(units if tracks > 0 else 0):
        i_b = state.wta_n[BATTERY_OF, u]
        for shot in range(state.wta_n[CAPACITY, u]):
            column = state.wta_out[u, shot]
            if column < 0:
                break
            slot = state.wta_n[SLOT_OF, column]
            if state.missiles[i_b] <= 0 or state.value[i_b, slot] <= 0.0:
                continue
            state.track[i_pic, slot].barred = 0
            row, salvo = state.value_row[i_b, slot], state.salvo[i_b, slot]
            order(world, state, seed, run, i_b, i_pic, slot, row, salvo, t_s)
            for i_unit in range(len(world.fighter)):
                state.value[n_bat + i_unit, slot] = 0.0
    state.value[:n_bat, :] = 0.0


@kernel
def _best(state, n_battery):
    best, i_best, slot_best = 0.0, -1, -1
    for i_b in range(n_battery):
        for slot in range(state.value.shape[1]):
            if state.value[i_b, slot] > best:
                best, i_best, slot_best = state.value[i_b, slot], i_b, slot
    return i_best, slot_best


@kernel
def _flights(world, state, seed, run, i_pic, t_s):
    """Scramble at each track the flight that meets it soonest; a unit of greater worth counts as nearer."""
    n_bat = len(world.battery)
    for slot in range(state.track.shape[1]):
        best, chosen = math.inf, -1
        for i_unit in range(len(world.fighter)):
            worth = state.value[n_bat + i_unit, slot]
            if worth <= 0.0:
                continue
            i_flight, soonest = ready_flight(world, state, i_unit, i_pic, slot, t_s)
            if i_flight >= 0 and soonest / worth < best:
                best, chosen = soonest / worth, i_flight
        if chosen >= 0:
            state.track[i_pic, slot].barred = 0
            scramble(world, state, seed, run, chosen, i_pic, slot, t_s)
