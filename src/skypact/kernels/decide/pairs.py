"""Pairs: at a post's epoch, which of its units may and can act on which track, and what each pair is worth.

The answer lies in state.value (worth), state.kill (believed kill chance), state.value_row (rule row) and state.salvo.
"""

from __future__ import annotations

import math

from skypact.arrays.codes import (
    A_ENGAGE,
    A_LOOK,
    C_DOCTRINE,
    C_EMPTY,
    C_NO_CHANNEL,
    C_NO_FIGHTER_READY,
    C_NONE,
    C_OUT_OF_ACTION,
    C_UNREACHABLE,
    EV_VIEW,
    K_CIVIL,
)
from skypact.arrays.state import L_LOOK, L_READY, T_CONFIRMED
from skypact.kernels.decide import doctrine as d
from skypact.kernels.decide.messages import barred
from skypact.kernels.decide.rights import granted, row_for
from skypact.kernels.engage.fuel import reach_s
from skypact.kernels.engage.reach import solve
from skypact.kernels.identify import where
from skypact.kernels.jit import kernel, shared
from skypact.kernels.track.filter import sigma_m
from skypact.kernels.watch import unit_hears, unit_open

#: Column of the kill tables against aircraft.
AIRCRAFT = 0
#: A track's quality below which an engagement is counted as without chance: nobody spends a shot on it.
LEAST_QUALITY = 1e-6


@shared
def why_not(world, state, i_pic, slot, i_post, cause, t_s):
    """Say why a track is not acted on, once for each reason until somebody acts; `barred` is a mask of causes."""
    tr = state.track[i_pic, slot]
    if not (tr.barred >> cause) & 1:
        tr.barred |= 1 << cause
        barred(world, state, i_pic, tr.obj, i_post, -1, cause, t_s)


@kernel
def granted_row(world, state, i_unit, i_pic, slot, action, now):
    """Return the rule row by which a unit may act on a track now, -1 where it may not."""
    tr = state.track[i_pic, slot]
    row = row_for(world, world.picture[i_pic].post, i_unit, action, now, tr.cls, tr.zone, tr.territory)
    return row if granted(world, state, i_pic, slot, row) else -1


@shared
def fit(world, state, i_unit, i_post, t_s):
    """Return C_NONE where a unit is there and hears the post, else the cause."""
    if not unit_open(world, state, i_unit, t_s):
        return C_OUT_OF_ACTION
    if world.post[i_post].unit < 0 and not unit_hears(world, i_unit, t_s):
        return C_UNREACHABLE
    return C_NONE


@kernel
def fill(world, state, weigh, i_pic, i_post, now, t_s):
    """Fill the pairs of a picture with the post's units, fighters first: a battery may leave a track to them."""
    state.value[:, :] = 0.0
    for slot in range(state.track.shape[1]):
        tr = state.track[i_pic, slot]
        if tr.stage != T_CONFIRMED or tr.cls <= K_CIVIL or tr.t_judged_s < math.inf:
            continue
        sent = tr.flight >= 0
        if not sent and tr.orders == 0:
            sent = _fighters(world, state, weigh, i_pic, slot, i_post, now, t_s)
        if tr.flight < 0 or state.flight[tr.flight].phase < L_LOOK:
            _batteries(world, state, weigh, i_pic, slot, i_post, now, sent, t_s)


@kernel
def _batteries(world, state, weigh, i_pic, slot, i_post, now, sent, t_s):
    cause, top = C_NONE, 0.0
    state.room[slot] = 0
    for i_b in range(len(world.battery)):
        state.kill[i_b, slot] = 0.0
        if state.commander[i_b] != i_post:
            continue
        row = granted_row(world, state, i_b, i_pic, slot, A_ENGAGE, now)
        if row < 0:
            continue
        why = _battery(world, state, weigh, i_b, i_pic, slot, i_post, now, sent, t_s)
        state.value_row[i_b, slot] = row
        cause, top = max(cause, why), max(top, state.value[i_b, slot])
    if top == 0.0 and cause != C_NONE and state.track[i_pic, slot].orders == 0:
        why_not(world, state, i_pic, slot, i_post, cause, t_s)


@kernel
def _battery(world, state, weigh, i_b, i_pic, slot, i_post, now, sent, t_s):
    """Judge one battery against one track: fill value, kill and salvo; return the cause where there is none.

    The post does not know what the target is: it believes the battery's nominal chance against an aircraft, less
    where the track is poor, and among equals prefers the shorter flight.
    """
    b = world.battery[i_b]
    tr = state.track[i_pic, slot]
    why = fit(world, state, i_b, i_post, t_s)
    if why != C_NONE:
        return why
    if state.missiles[i_b] <= 0:
        return C_EMPTY
    if state.channels[i_b] <= 0:
        return C_NO_CHANNEL
    wait = b.reaction_s + (b.link_s if world.post[i_post].unit < 0 else 0.0)
    cause, flight = solve(world, state, i_b, i_pic, slot, t_s + wait)
    if cause != C_NONE:
        return cause
    i_doctrine = world.post[i_post].doctrine
    row = d.doctrine_row(world, i_doctrine, 0, now, tr.cls, state.missiles[i_b] / max(1, b.missiles))
    most, salvo, waits = 1, b.salvo, False
    if row >= 0:
        most, waits = world.doctrine_row[row].engagements, world.doctrine_row[row].fighters_first != 0
        salvo = _salvo(world, state, i_doctrine, row, i_b, i_pic, slot, t_s + wait + flight)
    if tr.orders >= most:
        return C_NONE
    state.room[slot] = max(state.room[slot], most - tr.orders)
    if waits and sent:
        later, _ = solve(world, state, i_b, i_pic, slot, t_s + wait + d.HOLD_S)
        if later == C_NONE:
            return C_DOCTRINE
    quality = math.exp(-0.5 * (sigma_m(state.p[i_pic, slot]) / (3.0 * b.basket_m)) ** 2)
    kill = max(world.kill[b.table, AIRCRAFT], 0.01) * max(quality, LEAST_QUALITY)
    _features(world, state, i_pic, slot, now, kill, t_s)
    state.feature[d.IS_FIGHTER], state.feature[d.FLIGHT_S], state.feature[d.CHANNELS] = 0.0, flight, state.channels[i_b]
    state.feature[d.MISSILES], state.feature[d.MISSILES_FULL] = state.missiles[i_b], b.missiles
    _range(state, world.stand[b.stand_first].at, i_pic, slot)
    weight, why = d.worth(world, state, weigh, i_doctrine, row, kill)
    state.kill[i_b, slot] = kill
    state.salvo[i_b, slot] = salvo
    state.value[i_b, slot] = weight * kill / (1.0 + 0.001 * flight)
    return why


@kernel
def _salvo(world, state, i_doctrine, row, i_b, i_pic, slot, impact_s):
    """Return how many missiles fly at once: one where a second look still fits in after its judgement."""
    b = world.battery[i_b]
    n = world.doctrine_row[row].salvo
    if n == 0:
        return b.salvo
    if n > 1 and world.doctrine[i_doctrine].look != 0:
        again, _ = solve(world, state, i_b, i_pic, slot, impact_s + b.assess_s + b.link_s + b.reaction_s)
        if again == C_NONE:
            return 1
    return n


@kernel
def _fighters(world, state, weigh, i_pic, slot, i_post, now, t_s):
    """Judge the post's fighters against one track; return whether one could be sent."""
    n_bat = len(world.battery)
    seen = state.evidence[i_pic, slot, EV_VIEW] >= 0
    may, can, cause = False, False, C_NO_FIGHTER_READY
    for i_unit in range(len(world.fighter)):
        if state.commander[n_bat + i_unit] != i_post:
            continue
        row = granted_row(world, state, n_bat + i_unit, i_pic, slot, A_ENGAGE, now)
        if row < 0 and not seen:
            row = granted_row(world, state, n_bat + i_unit, i_pic, slot, A_LOOK, now)
        if row < 0:
            continue
        may = True
        why = fit(world, state, n_bat + i_unit, i_post, t_s)
        if why != C_NONE:
            cause = why
            continue
        ready, soonest = ready_flight(world, state, i_unit, i_pic, slot, t_s)
        if ready < 0:
            continue
        row = d.doctrine_row(world, world.post[i_post].doctrine, 1, now, state.track[i_pic, slot].cls, 1.0)
        _features(world, state, i_pic, slot, now, world.kill[world.fighter[i_unit].table, AIRCRAFT], t_s)
        state.feature[d.IS_FIGHTER], state.feature[d.FLIGHT_S], state.feature[d.CHANNELS] = 1.0, soonest, 1.0
        state.feature[d.MISSILES] = state.flight[ready].shots
        state.feature[d.MISSILES_FULL] = world.fighter[i_unit].shots
        _range(state, world.fighter[i_unit].at, i_pic, slot)
        weight, why = d.worth(world, state, weigh, world.post[i_post].doctrine, row, 1.0)
        cause = max(cause, why)
        state.value[n_bat + i_unit, slot] = weight
        can = can or weight > 0.0
    if may and not can:
        why_not(world, state, i_pic, slot, i_post, cause, t_s)
    return can


@kernel
def ready_flight(world, state, i_unit, i_pic, slot, t_s):
    """Return (the flight of a unit that could meet a track soonest, when [s from now]); -1 where none can."""
    best, chosen = math.inf, -1
    for i_flight in range(len(state.flight)):
        if state.flight[i_flight].unit != i_unit or state.flight[i_flight].phase != L_READY:
            continue
        t = reach_s(world, state, i_flight, i_pic, slot, t_s)
        if t < best:
            best, chosen = t, i_flight
    return chosen, best


@kernel
def _features(world, state, i_pic, slot, now, kill, t_s):
    """Fill the features of a track; the unit's own are filled by the caller."""
    tr = state.track[i_pic, slot]
    f, v = state.feature, state.x[i_pic, slot]
    _, _, h = where(world, state, i_pic, slot, t_s)
    f[d.SITUATION], f[d.CLASS], f[d.KILL] = now, tr.cls, kill
    f[d.HEIGHT_M], f[d.SPEED_MPS] = h, math.sqrt(v[3] * v[3] + v[4] * v[4] + v[5] * v[5])
    f[d.SIGMA_M], f[d.AGE_S] = sigma_m(state.p[i_pic, slot]), t_s - tr.t_born_s
    f[d.ENGAGEMENTS], f[d.FLIGHT_SENT], f[d.TERRITORY] = tr.orders, 1.0 if tr.flight >= 0 else 0.0, tr.territory


@kernel
def _range(state, at, i_pic, slot):
    x = state.x[i_pic, slot]
    state.feature[d.RANGE_M] = math.sqrt((x[0] - at[0]) ** 2 + (x[1] - at[1]) ** 2 + (x[2] - at[2]) ** 2)
