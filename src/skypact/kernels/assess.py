"""assess: one fate for each object, kill assessment with errors, and what never happened and why."""

from __future__ import annotations

import math

from skypact.arrays.codes import (
    C_BELOW_HORIZON,
    C_CLUTTER,
    C_JAMMED,
    C_JUDGED_DEAD,
    C_NONE,
    C_NOT_IN_RANGE,
    C_TERRAIN,
    C_TOO_SMALL,
    C_WAITING_CONSENT,
    C_WAITING_DECISION,
    E_BARRED,
    E_DEEPEST,
    E_DETECTABLE,
    E_DETECTED,
    E_ENTERED,
    E_EXITED,
    E_FATE,
    E_JUDGED,
    E_ZONE,
    END_FATES,
    F_INSIDE,
    F_LEFT,
    F_NONE,
    I_ATTACK,
    I_TRESPASS,
    W_ASSESS,
)
from skypact.arrays.state import Q_CONSENT, Q_REQUESTED, T_NONE
from skypact.arrays.world import G_DEFENDED
from skypact.kernels.detect.looks import ABOVE_HORIZON, BEHIND, BUT_CLUTTER, BUT_NOISE, IN_RANGE
from skypact.kernels.earth.geodesy import to_geodetic
from skypact.kernels.earth.motion import position
from skypact.kernels.emit import emit
from skypact.kernels.identify import cell
from skypact.kernels.jit import kernel, shared
from skypact.kernels.rng import pair, u01


@shared
def set_fate(world, state, i_object, fate, actor, t_s):
    """Give an object its fate; the first one stands. actor: entity that brought it about."""
    o = state.obj[i_object]
    if o.fate != F_NONE:
        return
    o.fate = fate
    o.t_fate_s = t_s
    emit(state, t_s, E_FATE, -1, world.object[i_object].entity, actor, -1, C_NONE, float(fate))


@kernel
def end_of_route(world, state, i_object, t_s):
    """Let an object end as its script says, where nobody has stopped it."""
    end = world.object[i_object].end
    fate = END_FATES[end]
    if fate == F_INSIDE and not over_defended(world, state, i_object, t_s):
        fate = F_LEFT
    set_fate(world, state, i_object, fate, -1, t_s)


@kernel
def over_defended(world, state, i_object, t_s):
    """Return whether an object is over the territory of a nation that has posts."""
    x, y, z, _ = position(world, i_object, t_s - state.obj[i_object].offset_s)
    lat, lon, _ = to_geodetic(x, y, z)
    nation = cell(world, world.territory, lat, lon)
    return nation >= 0 and ((int(world.settings[G_DEFENDED]) >> nation) & 1) == 1


@kernel
def judge(world, state, seed, run, i_battery, i_pic, slot, track, i_object, nth, t_s):
    """Let a crew judge whether its target is dead; a wrong "dead" rests the track until it is seen to live."""
    b = world.battery[i_battery]
    dead = state.obj[i_object].fate != F_NONE
    wrong = u01(seed, run, pair(b.who, world.object[i_object].who), W_ASSESS, nth) < b.p_assess_wrong
    says_dead = dead != wrong
    emit(state, t_s, E_JUDGED, world.nation_entity[b.nation], world.object[i_object].entity, b.entity, -1,
         C_JUDGED_DEAD if says_dead and not dead else C_NONE, 1.0 if says_dead else 0.0)
    tr = state.track[i_pic, slot]
    if tr.stage != T_NONE and tr.track == track:
        tr.orders -= 1
        tr.t_judged_s = t_s if says_dead else math.inf


@kernel
def close(world, state, t_end_s):
    """End the run: fates of those still flying, first times of entry and detection, and what was waited for."""
    for i_object in range(len(world.object)):
        o = state.obj[i_object]
        if o.fate == F_NONE and o.offset_s < math.inf:
            own_end = world.object[i_object].end_s + o.offset_s
            if world.object[i_object].begin_s + o.offset_s > t_end_s:
                set_fate(world, state, i_object, F_LEFT, -1, t_end_s)  # it would have come later
            elif own_end <= t_end_s:
                end_of_route(world, state, i_object, own_end)
            elif over_defended(world, state, i_object, t_end_s):
                set_fate(world, state, i_object, F_INSIDE, -1, t_end_s)
            else:
                set_fate(world, state, i_object, F_LEFT, -1, t_end_s)
    for i_object in range(len(world.object)):
        if state.obj[i_object].offset_s < math.inf:
            _first_times(world, state, i_object)
    _visits(world, state)
    _waiting(world, state)


@kernel
def _first_times(world, state, i_object):
    """Write first detectability and detection by nation; say why where a nation could never see it."""
    o = world.object[i_object]
    until = state.obj[i_object].t_fate_s
    hostile = o.intent == I_ATTACK or o.intent == I_TRESPASS
    for i_nation in range(len(world.nation_who)):
        if not (int(world.settings[G_DEFENDED]) >> i_nation) & 1:
            continue
        entity = world.nation_entity[i_nation]
        t = state.detectable_s[i_nation, i_object]
        if t <= until:
            emit(state, t, E_DETECTABLE, entity, o.entity, -1, -1, C_NONE, 0.0)
        elif hostile:
            emit(state, until, E_BARRED, entity, o.entity, -1, -1, unseen(state.reach[i_nation, i_object]), 0.0)
    for i_sensor in range(len(world.sensor)):
        t = state.detected_s[i_sensor, i_object]
        if t <= until:
            s = world.sensor[i_sensor]
            emit(state, t, E_DETECTED, world.nation_entity[s.nation], o.entity, s.entity, -1, C_NONE, 0.0)


@kernel
def _visits(world, state):
    """Write each stay over a territory until the object's fate: entry, exit, where it was deepest; entries into zones.
    """
    for i_visit in range(len(world.visit)):
        v = world.visit[i_visit]
        offset, until = state.obj[v.object].offset_s, state.obj[v.object].t_fate_s
        if offset == math.inf or v.in_s + offset > until:
            continue
        begin, end = v.in_s + offset, v.out_s + offset
        subject = world.object[v.object].entity
        if v.nation < 0:
            emit(state, begin, E_ZONE, -1, subject, -1, world.zone_entity[v.zone], C_NONE, 0.0)
            continue
        entity = world.nation_entity[v.nation]
        emit(state, begin, E_ENTERED, entity, subject, -1, -1, C_NONE, 0.0)
        t, depth_m = deepest(world.deepest, v.first, v.count, min(end, until) - offset)
        emit(state, t + offset, E_DEEPEST, entity, subject, -1, -1, C_NONE, depth_m)
        if end <= until:
            emit(state, end, E_EXITED, entity, subject, -1, -1, C_NONE, v.out_s - v.in_s)


@kernel
def deepest(rows, first, count, t_s):
    """Return when an object was deepest inside a border by a route time, and how deep [m]; see World.deepest."""
    k = first
    while k + 1 < first + count and rows[k + 1, 0] <= t_s:
        k += 1
    if k + 1 == first + count or rows[k + 1, 1] <= rows[k, 1]:
        return rows[k, 0], rows[k, 1]
    share = (t_s - rows[k, 0]) / (rows[k + 1, 0] - rows[k, 0])
    return t_s, rows[k, 1] + share * (rows[k + 1, 1] - rows[k, 1])


@kernel
def unseen(reach):
    """Return why a nation could never see an object, by how far it came."""
    if reach & BUT_NOISE:
        return C_JAMMED
    if reach & BUT_CLUTTER:
        return C_CLUTTER
    if reach & ABOVE_HORIZON:
        return C_TOO_SMALL
    if reach & BEHIND:
        return C_TERRAIN
    return C_BELOW_HORIZON if reach & IN_RANGE else C_NOT_IN_RANGE


@kernel
def _waiting(world, state):
    """Say for each track whose decision never came what it waited for."""
    for i_pic in range(state.track.shape[0]):
        post = world.post[world.picture[i_pic].post]
        for slot in range(state.track.shape[1]):
            tr = state.track[i_pic, slot]
            if tr.stage == T_NONE:
                continue
            for row in range(len(world.right)):
                a = state.authority[i_pic, slot, row]
                if a.state != Q_REQUESTED and a.state != Q_CONSENT:
                    continue
                cause = C_WAITING_CONSENT if a.state == Q_CONSENT else C_WAITING_DECISION
                emit(state, state.obj[tr.obj].t_fate_s, E_BARRED, world.nation_entity[post.nation],
                     world.object[tr.obj].entity, post.entity, world.post[a.waits].entity, cause, 0.0)
