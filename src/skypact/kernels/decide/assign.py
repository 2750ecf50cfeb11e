"""Assignment at a post's decision epoch: identify every track, ask for rights, give orders.

Batteries by greatest marginal return, best pair first; fighters by earliest meeting. One engagement or flight at a
track at a time from one picture; two pictures know nothing of each other's orders.
"""

from __future__ import annotations

import math

from skypact.arrays.codes import (
    A_ENGAGE,
    A_LOOK,
    C_EMPTY,
    C_NO_CHANNEL,
    C_NO_FIGHTER_READY,
    C_NO_RIGHT,
    C_NONE,
    EV_VIEW,
    K_CIVIL,
    K_UNKNOWN,
)
from skypact.arrays.state import L_LOOK, L_READY, M_EPOCH, Q_GRANTED, Q_NONE, T_CONFIRMED, T_NONE, T_TENTATIVE
from skypact.kernels.decide.messages import barred, request
from skypact.kernels.decide.rights import row_for
from skypact.kernels.emit import push
from skypact.kernels.engage.battery import order, solve
from skypact.kernels.engage.fighter import reach_s, scramble
from skypact.kernels.identify import cell, identify, situation, where
from skypact.kernels.jit import kernel
from skypact.kernels.track.filter import sigma_m
from skypact.kernels.track.keep import drop, stale

#: After a kill is judged, a track that still takes plots this long afterwards counts as alive again [s].
STILL_THERE_S = 20.0
#: Column of the kill tables against aircraft.
AIRCRAFT = 0


@kernel
def epoch(world, state, seed, run, t_s, act):
    """Do one decision epoch of a picture; `act` is off at the level `track`."""
    i_pic = state.now[0].pic
    i_post = world.picture[i_pic].post
    now = situation(world, t_s)
    act = act and world.post[i_post].open_s <= t_s < world.post[i_post].close_s
    for slot in range(state.track.shape[1]):
        tr = state.track[i_pic, slot]
        if tr.stage == T_NONE:
            continue
        if stale(world, state, i_pic, slot, t_s - world.picture[i_pic].lag_s):
            drop(world, state, i_pic, slot, t_s)
            continue
        if tr.stage == T_TENTATIVE:
            continue
        lat, lon, h = where(world, state, i_pic, slot, t_s)
        tr.zone, tr.territory = cell(world, world.zone, lat, lon), cell(world, world.territory, lat, lon)
        identify(world, state, seed, run, i_pic, slot, lat, lon, h, now, t_s)
        if tr.t_judged_s < math.inf and tr.t_hit_s > tr.t_judged_s + STILL_THERE_S:
            tr.t_judged_s = math.inf
        if act:
            _rights(world, state, seed, run, i_pic, slot, i_post, now, t_s)
    if act:
        batteries(world, state, seed, run, i_pic, i_post, now, t_s)
        fighters(world, state, seed, run, i_pic, i_post, now, t_s)
    push(state, t_s + world.post[i_post].epoch_s, M_EPOCH, 0, i_post, -1, i_pic, -1, -1, -1, -1, 0, 0.0)


@kernel
def commander(world, i_unit):
    """Return the commanding post of a unit; units are batteries first, then fighters."""
    n = len(world.battery)
    return world.battery[i_unit].commander if i_unit < n else world.fighter[i_unit - n].commander


@kernel
def _rights(world, state, seed, run, i_pic, slot, i_post, now, t_s):
    """Ask once for every right that the post's units would need on this track."""
    tr = state.track[i_pic, slot]
    if tr.cls < K_UNKNOWN:
        return
    units, rows = 0, 0
    for i_unit in range(len(world.battery) + len(world.fighter)):
        if commander(world, i_unit) != i_post:
            continue
        units += 1
        for action in range(2):
            row = row_for(world, i_unit, action, now, tr.cls, tr.zone, tr.territory)
            if row < 0:
                continue
            rows += 1
            if state.authority[i_pic, slot, row].state == Q_NONE:
                request(world, state, seed, run, i_pic, slot, row, t_s)
    if units > 0 and rows == 0 and tr.violation:
        _why_not(world, state, i_pic, slot, i_post, C_NO_RIGHT, t_s)


@kernel
def _why_not(world, state, i_pic, slot, i_post, cause, t_s):
    """Say why a track is not acted on, once for each reason until somebody acts; `barred` is a mask of causes."""
    tr = state.track[i_pic, slot]
    if not (tr.barred >> cause) & 1:
        tr.barred |= 1 << cause
        barred(world, state, i_pic, tr.obj, i_post, -1, cause, t_s)


@kernel
def granted(world, state, i_unit, i_pic, slot, action, now):
    """Return the rule row by which a unit may act on a track now, -1 where it may not."""
    tr = state.track[i_pic, slot]
    row = row_for(world, i_unit, action, now, tr.cls, tr.zone, tr.territory)
    if row >= 0 and state.authority[i_pic, slot, row].state == Q_GRANTED:
        return row
    return -1


@kernel
def _open_for_battery(state, i_pic, slot):
    tr = state.track[i_pic, slot]
    if tr.stage != T_CONFIRMED or tr.cls <= K_CIVIL or tr.orders != 0 or tr.t_judged_s < math.inf:
        return False
    return tr.flight < 0 or state.flight[tr.flight].phase < L_LOOK


@kernel
def batteries(world, state, seed, run, i_pic, i_post, now, t_s):
    """Order engagements, the best believed kill first, until no free channel can reach an open track."""
    state.value[:, :] = 0.0
    for slot in range(state.track.shape[1]):
        if not _open_for_battery(state, i_pic, slot):
            continue
        cause, top = C_NONE, 0.0
        for i_b in range(len(world.battery)):
            if world.battery[i_b].commander != i_post:
                continue
            row = granted(world, state, i_b, i_pic, slot, A_ENGAGE, now)
            if row < 0:
                continue
            value, why = _value(world, state, i_b, i_pic, slot, t_s)
            state.value[i_b, slot] = value
            state.value_row[i_b, slot] = row
            cause, top = max(cause, why), max(top, value)
        if top == 0.0 and cause != C_NONE:
            _why_not(world, state, i_pic, slot, i_post, cause, t_s)
    while True:
        i_b, slot = _best(state)
        if i_b < 0:
            return
        state.track[i_pic, slot].barred = 0
        order(world, state, seed, run, i_b, i_pic, slot, state.value_row[i_b, slot], t_s)
        state.value[:, slot] = 0.0
        if state.channels[i_b] <= 0:
            state.value[i_b, :] = 0.0


@kernel
def _best(state):
    best, i_best, slot_best = 0.0, -1, -1
    for i_b in range(state.value.shape[0]):
        for slot in range(state.value.shape[1]):
            if state.value[i_b, slot] > best:
                best, i_best, slot_best = state.value[i_b, slot], i_b, slot
    return i_best, slot_best


@kernel
def _value(world, state, i_b, i_pic, slot, t_s):
    """Return (believed kill chance of an engagement now, 0 where impossible; cause).

    The post does not know what the target is: it believes the battery's nominal chance against an aircraft, less
    where the track is poor, and among equals prefers the shorter flight.
    """
    b = world.battery[i_b]
    if state.missiles[i_b] <= 0:
        return 0.0, C_EMPTY
    if state.channels[i_b] <= 0:
        return 0.0, C_NO_CHANNEL
    cause, flight = solve(world, state, i_b, i_pic, slot, t_s + b.link_s + b.reaction_s)
    if cause != C_NONE:
        return 0.0, cause
    quality = math.exp(-0.5 * (sigma_m(state.p[i_pic, slot]) / (3.0 * b.basket_m)) ** 2)
    return max(world.kill[b.table, AIRCRAFT], 0.01) * quality / (1.0 + 0.001 * flight), C_NONE


@kernel
def _open_for_fighter(state, i_pic, slot):
    tr = state.track[i_pic, slot]
    return tr.stage == T_CONFIRMED and tr.flight < 0 and tr.orders == 0 and tr.t_judged_s == math.inf


@kernel
def fighters(world, state, seed, run, i_pic, i_post, now, t_s):
    """Scramble the flight that meets each open track soonest; a track that was looked at needs the right to engage."""
    n_bat = len(world.battery)
    for slot in range(state.track.shape[1]):
        if not _open_for_fighter(state, i_pic, slot):
            continue
        seen = state.evidence[i_pic, slot, EV_VIEW] >= 0
        best, chosen, may = math.inf, -1, False
        for i_flight in range(len(state.flight)):
            i_unit = state.flight[i_flight].unit
            if world.fighter[i_unit].commander != i_post:
                continue
            row = granted(world, state, n_bat + i_unit, i_pic, slot, A_ENGAGE, now)
            if row < 0 and not seen:
                row = granted(world, state, n_bat + i_unit, i_pic, slot, A_LOOK, now)
            if row < 0:
                continue
            may = True
            if state.flight[i_flight].phase != L_READY:
                continue
            t = reach_s(world, state, i_flight, i_pic, slot, t_s)
            if t < best:
                best, chosen = t, i_flight
        if chosen >= 0:
            state.track[i_pic, slot].barred = 0
            scramble(world, state, seed, run, chosen, i_pic, slot, t_s)
        elif may:
            _why_not(world, state, i_pic, slot, i_post, C_NO_FIGHTER_READY, t_s)
