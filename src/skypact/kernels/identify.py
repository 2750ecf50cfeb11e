"""identify: evidence with pedigree, counted once, to a class.

Each kind of evidence has one outcome per track; its log-likelihoods under the four hypotheses are a table that
`lower` made. Class by posterior (Bayes, evidence independent given the hypothesis). Silence alone is never hostile:
no reply, no plan, slow flight also fit the civil that does not cooperate, and `hostile` needs active evidence.
"""

from __future__ import annotations

import math

from skypact.arrays.codes import (
    C_NONE,
    E_CLASSIFIED,
    EV_IFF,
    EV_KINEMATICS,
    EV_ORIGIN,
    EV_PHONE,
    EV_PLAN,
    EV_TRANSPONDER,
    EV_VIEW,
    H_CIVIL,
    H_FRIEND,
    H_HOSTILE,
    H_NONCOOPERATIVE,
    HEIGHT_STEPS,
    K_CIVIL,
    K_FRIEND,
    K_HOSTILE,
    K_SUSPECT,
    K_UNKNOWN,
    N_EVIDENCE,
    S_PEACE,
    SPEED_STEPS,
    W_EVIDENCE,
    W_PHONE,
)
from skypact.arrays.state import M_PHONE
from skypact.arrays.world import (
    G_DEFENDED,
    G_GROUND_M,
    G_SOUTH_DEG,
    G_STEP_LAT_DEG,
    G_STEP_LON_DEG,
    G_SURE,
    G_SUSPECT,
    G_WEST_DEG,
)
from skypact.kernels.earth.geodesy import to_geodetic
from skypact.kernels.emit import emit_of, push
from skypact.kernels.jit import kernel, shared
from skypact.kernels.rng import pair, u01
from skypact.kernels.violation import watch_border

#: Limits of speed [m/s] and height [m above ground] of the kinematic evidence.
SLOW_MPS, FAST_MPS, LOW_M = 100.0, 270.0, 1500.0
VIEW_CIVIL, VIEW_ARMED, VIEW_UNCLEAR = 0, 1, 2
#: Outcome of speed and height from which on flight is more likely fast than medium.
FAST = 6 * HEIGHT_STEPS


@shared
def situation(world, t_s):
    """Return the situation at a moment."""
    now = S_PEACE
    for k in range(len(world.situation)):
        if world.situation[k, 0] <= t_s:
            now = int(world.situation[k, 1])
    return now


@kernel
def cell(world, grid, lat_rad, lon_rad):
    """Return the value of a grid over the theatre at a place, -1 outside."""
    g = world.settings
    i = int(math.floor((math.degrees(lat_rad) - g[G_SOUTH_DEG]) / g[G_STEP_LAT_DEG]))
    j = int(math.floor((math.degrees(lon_rad) - g[G_WEST_DEG]) / g[G_STEP_LON_DEG]))
    if i < 0 or j < 0 or i >= grid.shape[0] or j >= grid.shape[1]:
        return -1
    return int(grid[i, j])


@kernel
def where(world, state, i_pic, slot, t_s):
    """Return latitude, longitude [rad] and height [m above sea] at which a track is believed to be."""
    x = state.x[i_pic, slot]
    dt = t_s - state.track[i_pic, slot].t_s
    return to_geodetic(x[0] + dt * x[3], x[1] + dt * x[4], x[2] + dt * x[5])


@kernel
def below(value, limit, sigma):
    """Return the chance that a normal quantity lies below a limit."""
    return 0.5 * math.erfc((value - limit) / (max(sigma, 1e-3) * math.sqrt(2.0)))


@kernel
def steps(old, place):
    """Return the whole step nearest to a place on a scale; one that has been taken holds until it is left by 0.75."""
    if old >= 0 and abs(place - old) < 0.75:
        return old
    return int(math.floor(place + 0.5))


@kernel
def kinematics(tr, old, speed_mps, sigma_mps, height_m, sigma_m, t_s, memory_s):
    """Return the outcome of speed and height with their errors (codes.SPEED_STEPS): no limit is a knife's edge.

    The place of a track on each scale is averaged over memory_s, so that one look's error does not make a class. old:
    the outcome so far, -1 none. A track that says nothing of its height lies half way between low and high.
    """
    slow, fast = below(speed_mps, SLOW_MPS, sigma_mps), 1.0 - below(speed_mps, FAST_MPS, sigma_mps)
    speed = 0.5 * (SPEED_STEPS - 1) * (1.0 - slow + fast)
    height = (HEIGHT_STEPS - 1) * (1.0 - below(height_m, LOW_M, sigma_m))
    s_old, h_old, share = -1, -1, 1.0
    if old >= 0:
        s_old, h_old = old // HEIGHT_STEPS, old % HEIGHT_STEPS
        share = 1.0 - math.exp(-(t_s - tr.t_place_s) / memory_s)
    tr.speed_place += share * (speed - tr.speed_place)
    tr.height_place += share * (height - tr.height_place)
    tr.t_place_s = t_s
    return HEIGHT_STEPS * steps(s_old, tr.speed_place) + steps(h_old, tr.height_place)


@kernel
def spread(p, x, first):
    """Return the sd of a track along a direction: x [3] in the block of p [6, 6] that begins at `first`."""
    n2, total = max(x[0] * x[0] + x[1] * x[1] + x[2] * x[2], 1e-9), 0.0
    for i in range(3):
        for j in range(3):
            total += x[i] * p[first + i, first + j] * x[j]
    return math.sqrt(max(total / n2, 0.0))


@shared
def _ask(world, state, seed, run, i_pic, slot, kind, p):
    """Set a yes-or-no evidence once: one draw per nation and object, so that two posts never get two answers."""
    if state.evidence[i_pic, slot, kind] >= 0:
        return
    o = world.object[state.track[i_pic, slot].obj]
    nation = world.picture[i_pic].nation
    drawn = u01(seed, run, pair(world.nation_who[nation], o.who), W_EVIDENCE, kind)
    state.evidence[i_pic, slot, kind] = 1 if drawn < p else 0


@kernel
def gather(world, state, seed, run, i_pic, slot, lat, lon, height_m, t_s):
    """Bring a track's evidence up to date: replies, plan, origin, speed and height, the telephone."""
    tr = state.track[i_pic, slot]
    o = world.object[tr.obj]
    pic = world.picture[i_pic]
    post = world.post[pic.post]
    if tr.iff:
        _ask(world, state, seed, run, i_pic, slot, EV_IFF, o.p_iff)
    if tr.transponder:
        _ask(world, state, seed, run, i_pic, slot, EV_TRANSPONDER, o.p_transponder)
    if post.plans != 0 and state.evidence[i_pic, slot, EV_PLAN] < 0:
        state.evidence[i_pic, slot, EV_PLAN] = 1 if o.plans & post.plans else 0
    if state.evidence[i_pic, slot, EV_ORIGIN] < 0:
        nation = cell(world, world.territory, lat, lon)
        home = nation >= 0 and (int(world.settings[G_DEFENDED]) >> nation) & 1
        state.evidence[i_pic, slot, EV_ORIGIN] = 0 if home else 1
    if t_s - tr.t_born_s >= pic.settle_s:
        x, p = state.x[i_pic, slot], state.p[i_pic, slot]
        speed = math.sqrt(x[3] ** 2 + x[4] ** 2 + x[5] ** 2)
        # up is where the earth's centre is not: the flattening does not matter to an error
        state.evidence[i_pic, slot, EV_KINEMATICS] = kinematics(
            tr, state.evidence[i_pic, slot, EV_KINEMATICS], speed, spread(p, x[3:6], 3),
            height_m - world.settings[G_GROUND_M], spread(p, x[:3], 0), t_s, pic.memory_s,
        )
    if post.phones != 0 and tr.cls == K_UNKNOWN and not tr.asked_phone and t_s - tr.t_born_s >= pic.phone_after_s:
        tr.asked_phone = 1
        push(state, t_s + post.phone_s * state.alert[pic.post], M_PHONE, 0, pic.post, -1, i_pic, slot, tr.track, -1,
             tr.obj, 0, 0.0)


@kernel
def hear_phone(world, state, seed, run, i_pic, slot):
    """Take the neighbour's answer: 1 it is ours, 0 we know nothing of it, 2 nobody answered."""
    o = world.object[state.track[i_pic, slot].obj]
    post = world.post[world.picture[i_pic].post]
    if u01(seed, run, pair(post.who, o.who), W_PHONE, 0) >= post.p_phone:
        state.evidence[i_pic, slot, EV_PHONE] = 2
    else:
        state.evidence[i_pic, slot, EV_PHONE] = 1 if o.plans & post.phones else 0


@kernel
def posterior(world, evidence, now, out):
    """Fill out [4] with the posterior of the hypotheses given one track's evidence in a situation."""
    top = -math.inf
    for h in range(4):
        out[h] = world.prior[now, h]
        for kind in range(N_EVIDENCE):
            if evidence[kind] >= 0:
                out[h] += world.evidence[kind, evidence[kind], h]
        top = max(top, out[h])
    total = 0.0
    for h in range(4):
        out[h] = math.exp(out[h] - top)
        total += out[h]
    for h in range(4):
        out[h] /= total


@kernel
def classify(world, evidence, now, out):
    """Return the class of a track; out [4] is scratch and holds the posterior afterwards."""
    posterior(world, evidence, now, out)
    sure, suspect = world.settings[G_SURE], world.settings[G_SUSPECT]
    # active: flight that is more likely fast than not, or armed to a fighter's eyes; silence and slowness are not
    active = evidence[EV_KINEMATICS] >= FAST or evidence[EV_VIEW] == VIEW_ARMED
    if out[H_FRIEND] >= sure:
        return K_FRIEND
    if out[H_CIVIL] + out[H_NONCOOPERATIVE] >= sure and out[H_CIVIL] >= out[H_NONCOOPERATIVE]:
        return K_CIVIL
    if out[H_CIVIL] + out[H_NONCOOPERATIVE] >= sure and evidence[EV_VIEW] == VIEW_CIVIL:
        return K_CIVIL
    if out[H_HOSTILE] >= sure and active:
        return K_HOSTILE
    if out[H_HOSTILE] >= suspect:
        return K_SUSPECT
    return K_UNKNOWN


@kernel
def identify(world, state, seed, run, i_pic, slot, lat, lon, height_m, now, t_s):
    """Update evidence and class of one track; say so where the class changes, a violation is seen or an entry foreseen.
    """
    gather(world, state, seed, run, i_pic, slot, lat, lon, height_m, t_s)
    tr = state.track[i_pic, slot]
    key = now
    for kind in range(N_EVIDENCE):
        key = 64 * key + int(state.evidence[i_pic, slot, kind]) + 1  # plain Python would stay within its 8 bits
    cls = tr.cls
    if key != tr.key:  # the same evidence in the same situation is the same class
        tr.key = key
        cls = classify(world, state.evidence[i_pic, slot], now, state.work[7])
    post = world.post[world.picture[i_pic].post]
    subject = world.object[tr.obj].entity
    if cls != tr.cls:
        tr.cls = cls
        emit_of(state, t_s, E_CLASSIFIED, world.nation_entity[post.nation], subject, post.entity, -1, C_NONE,
                float(cls), tr.key)
    if cls >= K_UNKNOWN:
        watch_border(world, state, i_pic, slot, lat, lon, t_s)
