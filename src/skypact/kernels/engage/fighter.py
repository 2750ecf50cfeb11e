"""Fighters: scramble, dash on an imperfect track, contact, look, escort or shot, fuel, return.

A flight moves in straight lines towards the meeting point with the believed track and is vectored anew each period.
Fuel is counted as time at cruise; a dash burns it faster.
"""

from __future__ import annotations

import math

from skypact.arrays.codes import (
    A_ENGAGE,
    C_DEFIED,
    C_MISSED,
    C_NO_CONTACT,
    C_NONE,
    C_NOT_CLEAR,
    C_OUT_OF_FUEL,
    C_TRACK_LOST,
    E_AIRBORNE,
    E_CONTACT,
    E_ESCORT,
    E_FIRED,
    E_HIT,
    E_LOOKED,
    E_MISSED,
    E_NOT_ENGAGED,
    E_ORDERED,
    EV_PLAN,
    EV_VIEW,
    F_DESTROYED,
    F_ESCORTED_OUT,
    F_FORCED_LANDING,
    F_NONE,
    F_TURNED_BACK,
    I_ATTACK,
    K_CIVIL,
    K_HOSTILE,
    W_COMPLY,
    W_CONTACT,
    W_KILL,
    W_READY,
    W_VIEW,
)
from skypact.arrays.state import (
    L_DASH,
    L_FOLLOW,
    L_LOOK,
    L_READY,
    L_RETURN,
    L_SCRAMBLE,
    M_FLIGHT,
)
from skypact.arrays.world import G_DAY_OF_YEAR, G_DAY_T0_S, G_DAYLIGHT, G_DELAY
from skypact.kernels.assess import over_defended, set_fate
from skypact.kernels.decide.messages import order_s, same_track
from skypact.kernels.decide.rights import granted, row_for
from skypact.kernels.earth.geodesy import to_geodetic
from skypact.kernels.earth.motion import position
from skypact.kernels.earth.sun import is_day
from skypact.kernels.emit import emit, emit_of, push
from skypact.kernels.engage.fuel import burn, home_m, meet_s, pace
from skypact.kernels.identify import VIEW_ARMED, VIEW_CIVIL, VIEW_UNCLEAR, identify, situation
from skypact.kernels.jit import kernel, shared
from skypact.kernels.rng import normal, pair, u01
from skypact.kernels.track.keep import purity

#: Share of unclear looks that tell the wrong thing (assumed).
WRONG_OF_UNCLEAR = 0.25
#: Ends of a route, by index in codes.ENDS, that an escort turns into "escorted out".
_LEAVES = 1


@kernel
def scramble(world, state, seed, run, i_flight, i_pic, slot, t_s):
    """Order a flight into the air against a track."""
    fl = state.flight[i_flight]
    f = world.fighter[fl.unit]
    tr = state.track[i_pic, slot]
    fl.phase = L_SCRAMBLE
    fl.pic = i_pic
    fl.slot = slot
    fl.track = tr.track
    fl.obj = tr.obj
    fl.tries = 0
    fl.shots = f.shots
    tr.flight = i_flight
    o = world.object[tr.obj]
    post = world.post[state.commander[len(world.battery) + fl.unit]]
    emit_of(state, t_s, E_ORDERED, world.nation_entity[post.nation], o.entity, post.entity, f.entity, C_NONE,
            purity(state, i_pic, slot), tr.track)
    late = math.exp(world.settings[G_DELAY] * normal(seed, run, pair(f.who, o.who), W_READY, 0))
    nth = state.contacts[fl.unit, tr.obj]
    wait = order_s(seed, run, pair(f.who, o.who), nth, f.link_s, f.link_loss, f.link_retry_s)
    push(state, t_s + wait + f.ready_s * late, M_FLIGHT, 0, -1, -1, i_pic, slot, tr.track, -1, tr.obj, i_flight,
         0.0)


@kernel
def fly(world, state, seed, run, t_s):
    """Do a flight's next step."""
    i_flight = state.now[0].x
    fl = state.flight[i_flight]
    f = world.fighter[fl.unit]
    if fl.phase == L_RETURN:
        fl.phase = L_READY
        return
    if fl.phase == L_SCRAMBLE:
        fl.phase = L_DASH
        fl.t_air_s = t_s
        fl.t_s = t_s
        fl.fuel_s = f.endurance_s
        for k in range(3):
            fl.at[k] = f.at[k]
        _say(world, state, i_flight, E_AIRBORNE, C_NONE, 0.0, t_s)
        _again(state, i_flight, t_s + f.vector_s)
        return
    if state.obj[fl.obj].fate != F_NONE and state.obj[fl.obj].t_fate_s <= t_s:
        go_home(world, state, i_flight, C_NONE, t_s)
        return
    burn(world, state, i_flight, t_s)
    if fl.fuel_s <= home_m(world, fl.unit, fl.at[0], fl.at[1], fl.at[2]) / f.cruise_mps:
        go_home(world, state, i_flight, C_NO_CONTACT if fl.phase == L_DASH else C_OUT_OF_FUEL, t_s)
        return
    if fl.phase == L_DASH:
        _dash(world, state, seed, run, i_flight, t_s)
    elif fl.phase == L_LOOK:
        _look(world, state, seed, run, i_flight, t_s)
    else:
        _follow(world, state, seed, run, i_flight, t_s)


@shared
def _say(world, state, i_flight, kind, cause, value, t_s):
    fl = state.flight[i_flight]
    f = world.fighter[fl.unit]
    emit(state, t_s, kind, world.nation_entity[f.nation], world.object[fl.obj].entity, f.entity, -1, cause, value)


@shared
def _again(state, i_flight, t_s):
    fl = state.flight[i_flight]
    push(state, t_s, M_FLIGHT, 0, -1, -1, fl.pic, fl.slot, fl.track, -1, fl.obj, i_flight, 0.0)


@shared
def go_home(world, state, i_flight, cause, t_s):
    """End a flight's mission: say why where it came to nothing, and return for turnaround."""
    fl = state.flight[i_flight]
    f = world.fighter[fl.unit]
    if cause != C_NONE:
        _say(world, state, i_flight, E_NOT_ENGAGED, cause, 0.0, t_s)
    tr = state.track[fl.pic, fl.slot]
    if tr.flight == i_flight:
        tr.flight = -1
    back = home_m(world, fl.unit, fl.at[0], fl.at[1], fl.at[2]) / f.cruise_mps
    out = home_m(world, fl.unit, f.at[0], f.at[1], f.at[2]) / f.cruise_mps  # to its station in the air, 0 at a base
    fl.phase = L_RETURN
    _again(state, i_flight, t_s + back + f.turnaround_s + out)


@kernel
def _dash(world, state, seed, run, i_flight, t_s):
    """Fly on towards the meeting point; look for the object itself once near the believed one."""
    fl = state.flight[i_flight]
    f = world.fighter[fl.unit]
    if not same_track(state, fl.pic, fl.slot, fl.track):
        go_home(world, state, i_flight, C_TRACK_LOST, t_s)
        return
    x = state.x[fl.pic, fl.slot]
    age = fl.t_s - state.track[fl.pic, fl.slot].t_s
    step = t_s - fl.t_s
    speed = pace(world, state, i_flight, t_s)
    meet = meet_s(x, age, fl.at, speed)
    lead = age + (meet if meet < math.inf else 0.0)
    gap2 = 0.0
    for k in range(3):
        gap2 += (x[k] + lead * x[3 + k] - fl.at[k]) ** 2
    share = min(1.0, speed * step / max(math.sqrt(gap2), 1.0))
    for k in range(3):
        fl.at[k] += share * (x[k] + lead * x[3 + k] - fl.at[k])
    fl.t_s = t_s
    ox, oy, oz, _ = position(world, fl.obj, t_s - state.obj[fl.obj].offset_s)
    far = math.sqrt((ox - fl.at[0]) ** 2 + (oy - fl.at[1]) ** 2 + (oz - fl.at[2]) ** 2)
    if far <= f.contact_m:
        o = world.object[fl.obj]
        drawn = u01(seed, run, pair(f.who, o.who), W_CONTACT, state.contacts[fl.unit, fl.obj])
        state.contacts[fl.unit, fl.obj] += 1
        # the chance is per minute within contact range, so that the vectoring period does not matter
        if drawn < 1.0 - (1.0 - world.contact[fl.unit, o.target]) ** (f.vector_s / 60.0):
            fl.phase = L_LOOK
            _say(world, state, i_flight, E_CONTACT, C_NONE, 0.0, t_s)
            _again(state, i_flight, t_s + far / speed + f.look_s)
            return
    _again(state, i_flight, t_s + f.vector_s)


@kernel
def _stay_near(world, state, i_flight, t_s):
    """Keep a flight in contact beside its object."""
    fl = state.flight[i_flight]
    fl.at[0], fl.at[1], fl.at[2], _ = position(world, fl.obj, t_s - state.obj[fl.obj].offset_s)
    fl.t_s = t_s


@kernel
def _look(world, state, seed, run, i_flight, t_s):
    """See what it is; the look is evidence in the picture that sent the flight."""
    fl = state.flight[i_flight]
    f = world.fighter[fl.unit]
    o = world.object[fl.obj]
    _stay_near(world, state, i_flight, t_s)
    lat, lon, h = to_geodetic(fl.at[0], fl.at[1], fl.at[2])
    g = world.settings
    day = is_day(g[G_DAYLIGHT], g[G_DAY_OF_YEAR], g[G_DAY_T0_S] + t_s, lat, lon)
    clear = f.clarity * (1.0 if day else f.night)
    drawn = u01(seed, run, pair(f.who, o.who), W_VIEW, state.views[fl.unit, fl.obj])
    state.views[fl.unit, fl.obj] += 1
    fl.tries += 1
    armed = o.intent == I_ATTACK
    told = VIEW_UNCLEAR
    if drawn < clear:
        told = VIEW_ARMED if armed else VIEW_CIVIL
    elif drawn > 1.0 - WRONG_OF_UNCLEAR * (1.0 - clear):
        told = VIEW_CIVIL if armed else VIEW_ARMED
    _say(world, state, i_flight, E_LOOKED, C_NOT_CLEAR if told == VIEW_UNCLEAR else C_NONE, float(told), t_s)
    if same_track(state, fl.pic, fl.slot, fl.track) and told != VIEW_UNCLEAR:
        state.evidence[fl.pic, fl.slot, EV_VIEW] = told
        identify(world, state, seed, run, fl.pic, fl.slot, lat, lon, h, situation(world, t_s), t_s)
    if told == VIEW_UNCLEAR and fl.tries < 3:
        _again(state, i_flight, t_s + f.look_s)
        return
    fl.phase = L_FOLLOW
    _again(state, i_flight, t_s + 1.0)


@kernel
def _follow(world, state, seed, run, i_flight, t_s):
    """In contact: shoot where that is granted, escort where it is a civil stranger, else wait or go home."""
    fl = state.flight[i_flight]
    f = world.fighter[fl.unit]
    _stay_near(world, state, i_flight, t_s)
    if not same_track(state, fl.pic, fl.slot, fl.track):
        go_home(world, state, i_flight, C_TRACK_LOST, t_s)
        return
    tr = state.track[fl.pic, fl.slot]
    if tr.cls >= K_HOSTILE:
        if may(world, state, fl.unit, fl.pic, fl.slot, A_ENGAGE, t_s):
            if fl.shots > 0:
                _shoot(world, state, seed, run, i_flight, t_s)
            else:
                go_home(world, state, i_flight, C_MISSED, t_s)
                return
        _again(state, i_flight, t_s + f.shot_s)
        return
    stranger = state.evidence[fl.pic, fl.slot, EV_PLAN] != 1
    if tr.cls == K_CIVIL and stranger and over_defended(world, state, fl.obj, t_s):
        _escort(world, state, seed, run, i_flight, t_s)
        return
    if tr.cls <= K_CIVIL or state.evidence[fl.pic, fl.slot, EV_VIEW] < 0:
        go_home(world, state, i_flight, C_NOT_CLEAR if state.evidence[fl.pic, fl.slot, EV_VIEW] < 0 else C_NONE, t_s)
        return
    _again(state, i_flight, t_s + f.shot_s)


@kernel
def may(world, state, i_fighter, i_pic, slot, action, t_s):
    """Return whether a fighter unit has been granted an action on a track, as things stand now."""
    tr = state.track[i_pic, slot]
    i_post, i_unit, now = world.picture[i_pic].post, len(world.battery) + i_fighter, situation(world, t_s)
    row = row_for(world, i_post, i_unit, action, now, tr.cls, tr.zone, tr.territory)
    return granted(world, state, i_pic, slot, row)


@kernel
def _escort(world, state, seed, run, i_flight, t_s):
    fl = state.flight[i_flight]
    o = world.object[fl.obj]
    f = world.fighter[fl.unit]
    _say(world, state, i_flight, E_ESCORT, C_NONE, 0.0, t_s)
    if u01(seed, run, o.who, W_COMPLY, 0) >= o.p_complies:
        go_home(world, state, i_flight, C_DEFIED, t_s)
        return
    fate = F_FORCED_LANDING
    if o.end == _LEAVES:
        fate = F_ESCORTED_OUT if o.civil else F_TURNED_BACK
    set_fate(world, state, fl.obj, fate, f.entity, t_s)
    go_home(world, state, i_flight, C_NONE, t_s)


@kernel
def _shoot(world, state, seed, run, i_flight, t_s):
    """One missile; log-odds moved by the nation's kill chain of the day."""
    fl = state.flight[i_flight]
    f = world.fighter[fl.unit]
    o = world.object[fl.obj]
    i_unit = len(world.battery) + fl.unit
    nth = state.shots[i_unit, fl.obj]
    state.shots[i_unit, fl.obj] = nth + 1
    fl.shots -= 1
    _say(world, state, i_flight, E_FIRED, C_NONE, 1.0, t_s)
    p = world.kill[f.table, o.target]
    if 0.0 < p < 1.0:
        p = 1.0 / (1.0 + math.exp(-math.log(p / (1.0 - p)) - state.chain_logit[f.nation]))
    if u01(seed, run, pair(f.who, o.who), W_KILL, nth) < p:
        _say(world, state, i_flight, E_HIT, C_NONE, 0.0, t_s)
        set_fate(world, state, fl.obj, F_DESTROYED, f.entity, t_s)
        if same_track(state, fl.pic, fl.slot, fl.track):  # the pilot saw it: nobody is sent again
            state.track[fl.pic, fl.slot].t_judged_s = t_s
    else:
        _say(world, state, i_flight, E_MISSED, C_MISSED, 0.0, t_s)
