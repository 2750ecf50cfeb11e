"""Impact: over whose land a ballistic track will fall, as an area to warn, and how well it is known."""

from __future__ import annotations

import math

from skypact.arrays.codes import C_NONE, E_FORESEEN_IMPACT
from skypact.arrays.world import G_IMPACT_M
from skypact.kernels.earth.ballistic import EQUATOR_M, ahead, falls, no_lower_s, spread_m
from skypact.kernels.earth.geodesy import to_geodetic
from skypact.kernels.emit import emit_of
from skypact.kernels.identify import cell
from skypact.kernels.jit import kernel

#: Steps and longest flight looked ahead [s].
STEP_S, LONGEST_S = 20.0, 3600.0


@kernel
def soonest_s(x):
    """Return a time before which a falling state [6] cannot reach height zero: the ground is nowhere higher."""
    return no_lower_s(x[0], x[1], x[2], x[3], x[4], x[5], EQUATOR_M)


@kernel
def least_spread_m(p, soonest):
    """Return the least that `ballistic.spread_m` comes to at any time from `soonest` [s] on."""
    speed2 = p[3, 3] + p[4, 4] + p[5, 5]
    best = -(p[0, 3] + p[1, 4] + p[2, 5]) / speed2 if speed2 > 0.0 else soonest
    return spread_m(p, max(best, soonest))


@kernel
def to_ground_s(x):
    """Return after what time a falling state [6] reaches height zero; inf where it does not within LONGEST_S."""
    low = STEP_S * math.floor(soonest_s(x) / STEP_S)
    high = low + STEP_S
    while high < LONGEST_S:
        a, b, c, u, v, w = ahead(x[0], x[1], x[2], x[3], x[4], x[5], high)
        if to_geodetic(a, b, c)[2] < 0.0:
            break
        low = high + STEP_S * math.floor(no_lower_s(a, b, c, u, v, w, EQUATOR_M) / STEP_S)
        high = low + STEP_S
    if high >= LONGEST_S:
        return math.inf
    for _ in range(12):
        middle = 0.5 * (low + high)
        a, b, c, _, _, _ = ahead(x[0], x[1], x[2], x[3], x[4], x[5], middle)
        if to_geodetic(a, b, c)[2] < 0.0:
            high = middle
        else:
            low = middle
    return high


@kernel
def foresee_impact(world, state, i_pic, slot, t_s):
    """Say once of a track that falls over whose land it will, when that is known well enough for a warning.

    The error is that of the falling state carried to the ground, without the air on the way down.
    """
    tr, x, p = state.track[i_pic, slot], state.x[i_pic, slot], state.p[i_pic, slot]
    if tr.warned or not falls(x, p):
        return
    if least_spread_m(p, soonest_s(x)) > 1.000001 * world.settings[G_IMPACT_M]:
        return
    fall_s = to_ground_s(x)
    if fall_s == math.inf or spread_m(p, fall_s) > world.settings[G_IMPACT_M]:
        return
    tr.warned = 1
    a, b, c, _, _, _ = ahead(x[0], x[1], x[2], x[3], x[4], x[5], fall_s)
    lat, lon, _ = to_geodetic(a, b, c)
    nation = cell(world, world.territory, lat, lon)
    post = world.post[world.picture[i_pic].post]
    emit_of(state, t_s, E_FORESEEN_IMPACT, world.nation_entity[post.nation], world.object[tr.obj].entity, post.entity,
            world.nation_entity[nation] if nation >= 0 else -1, C_NONE, spread_m(p, fall_s) / 1000.0, tr.track)
