"""Bearings without distance: of jammers, and of what passive stations hear. Two of them cross at a place."""

from __future__ import annotations

import math

from skypact.arrays.state import NEXT_TRACK, T_TENTATIVE
from skypact.kernels.jit import kernel
from skypact.kernels.track.filter import expect, scalar_update, start, wrap
from skypact.kernels.track.imm import imm_bearing
from skypact.kernels.track.keep import FLAT_HEIGHT_M, FLAT_SIGMA_M, anew_models, clear, hit

#: Bearings that cross at a smaller angle than this give no place [rad].
LEAST_CROSSING = 0.17


@kernel
def take_bearing(world, state, i_pic, slot, i_sensor, at, frame, i_object, az_rad, work):
    """Update a track, already predicted to the moment, with a bearing, and count the hit."""
    put_bearing(world, state, i_pic, slot, i_sensor, at, frame, az_rad, work)
    hit(world, state, i_pic, slot, i_sensor, i_object)


@kernel
def put_bearing(world, state, i_pic, slot, i_sensor, at, frame, az_rad, work):
    """Put a bearing into the state of a track of its moment."""
    x, p, sigma = state.x[i_pic, slot], state.p[i_pic, slot], world.sensor[i_sensor].sigma_az_rad
    if world.picture[i_pic].imm:
        imm_bearing(state.xm[i_pic, slot], state.pm[i_pic, slot], state.mu[i_pic, slot], at, frame, az_rad, sigma, x, p,
                    work)
    else:
        expect(x, at, frame, work)
        scalar_update(x, p, work, 1, wrap(az_rad - work[0, 1]), sigma * sigma)


@kernel
def crossing(world, at, frame, az_rad, i_sensor, at2, frame2, az2_rad, i_sensor2, moved_m):
    """Return distance from the first site [m] of the place where two bearings cross, and its sd [m]; 0 where none is.

    In the plane of the first site; the second bearing is turned into it. It is older: moved_m is how far (sd, on each
    axis) its source may have come since. An error of the second bearing moves the crossing along the first by r2 σ2 /
    sin γ, one of the first by r1 σ1 cot γ, with γ the angle between them.
    """
    dx, dy, dz = at2[0] - at[0], at2[1] - at[1], at2[2] - at[2]
    e2 = frame[0, 0] * dx + frame[0, 1] * dy + frame[0, 2] * dz
    n2 = frame[1, 0] * dx + frame[1, 1] * dy + frame[1, 2] * dz
    sa, ca = math.sin(az2_rad), math.cos(az2_rad)
    ue, un = 0.0, 0.0
    for k in range(3):
        u = sa * frame2[0, k] + ca * frame2[1, k]
        ue += frame[0, k] * u
        un += frame[1, k] * u
    se, sn = math.sin(az_rad), math.cos(az_rad)
    turn = se * un - sn * ue  # sine of the angle between the bearings
    if abs(turn) < math.sin(LEAST_CROSSING):
        return 0.0, 0.0
    r1 = (e2 * un - n2 * ue) / turn
    r2 = (e2 * sn - n2 * se) / turn
    s1, s2 = world.sensor[i_sensor], world.sensor[i_sensor2]
    if r1 <= 0.0 or r2 <= 0.0 or r1 > s1.max_range_m or r2 > s2.max_range_m:
        return 0.0, 0.0
    beside1, beside2 = r1 * s1.sigma_az_rad * (se * ue + sn * un), r2 * s2.sigma_az_rad
    return r1, math.sqrt(beside1 * beside1 + beside2 * beside2 + moved_m * moved_m) / abs(turn)


@kernel
def begin_crossed(world, state, i_pic, slot, i_sensor, at, frame, i_object, t_s, away_m, sigma_m, az_rad):
    """Begin a tentative track where two bearings cross; of its height only what flies in general is known."""
    clear(state, i_pic, slot)
    tr = state.track[i_pic, slot]
    tr.stage, tr.track, tr.t_s, tr.t_born_s = T_TENTATIVE, state.counter[NEXT_TRACK], t_s, t_s
    state.counter[NEXT_TRACK] += 1
    hit(world, state, i_pic, slot, i_sensor, i_object)
    el = math.asin(min(0.5, FLAT_HEIGHT_M / away_m)) - away_m / 1.2742e7
    start(state.x[i_pic, slot], state.p[i_pic, slot], at, frame, away_m, az_rad, el, sigma_m,
          world.sensor[i_sensor].sigma_az_rad, FLAT_SIGMA_M / away_m, world.picture[i_pic].sigma_v_mps)
    anew_models(world, state, i_pic, slot)
