"""Reach: can a battery's missile meet a believed track, when, and does the battery see the place.

Fly-out and envelope are tables that `lower` made; horizon and sector are formulas.
"""

from __future__ import annotations

import math

from skypact.arrays.codes import C_BELOW_UNIT_HORIZON, C_NONE, C_OUT_OF_ENVELOPE, C_OUT_OF_SECTOR
from skypact.arrays.world import G_GROUND_M
from skypact.kernels.detect.horizon import hidden, sight_m
from skypact.kernels.earth.ballistic import falls
from skypact.kernels.earth.geodesy import to_geodetic
from skypact.kernels.engage.envelope import fly_s, height_above_m, within
from skypact.kernels.engage.interceptor import meet_falling, solve_exo
from skypact.kernels.jit import kernel, shared
from skypact.kernels.track.filter import sigma_m, wrap
from skypact.kernels.watch import stand_row

#: Fixed-point steps of the meeting point; each shrinks the error by the ratio of the target's speed to the missile's.
STEPS = 6


@shared
def sees(world, i_battery, row, x, y, z):
    """Return C_NONE where a battery standing at a row of `stand` can guide to an ECEF place, else the cause."""
    b = world.battery[i_battery]
    st = world.stand[row]
    dx, dy, dz = x - st.at[0], y - st.at[1], z - st.at[2]
    _, _, h = to_geodetic(x, y, z)
    g = world.settings
    r = math.sqrt(dx * dx + dy * dy + dz * dz)
    if r > sight_m(world, 0, st.height_m - g[G_GROUND_M], h - g[G_GROUND_M]):
        return C_BELOW_UNIT_HORIZON
    east = dx * st.e[0] + dy * st.e[1] + dz * st.e[2]
    north = dx * st.n[0] + dy * st.n[1] + dz * st.n[2]
    azimuth = math.atan2(east, north)
    if b.half_sector_rad < math.pi and abs(wrap(azimuth - b.facing_rad)) > b.half_sector_rad:
        return C_OUT_OF_SECTOR
    if st.mask >= 0 and hidden(world, st.mask, azimuth, math.hypot(east, north), h):
        return C_BELOW_UNIT_HORIZON
    return C_NONE


@kernel
def solve(world, state, i_battery, i_pic, slot, launch_s):
    """Return (cause, time of flight [s]) for a launch at launch_s at the believed track; cause 0 where it can.

    Meeting point by fixed-point iteration on the predicted straight flight; a falling track is met on its arc.
    """
    b = world.battery[i_battery]
    row = stand_row(world, b.stand_first, b.stand_count, launch_s)
    st = world.stand[row]
    if b.exo:
        return solve_exo(world, state, i_battery, i_pic, slot, launch_s)
    x = state.x[i_pic, slot]
    dt = launch_s - state.track[i_pic, slot].t_s
    flight = 0.0
    px, py, pz, r = 0.0, 0.0, 0.0, 0.0
    falling = falls(x, state.p[i_pic, slot])
    if falling:
        flight, px, py, pz, r = meet_falling(world, i_battery, st, x, dt)
    for _ in range(0 if falling else STEPS):
        px, py, pz = x[0] + (dt + flight) * x[3], x[1] + (dt + flight) * x[4], x[2] + (dt + flight) * x[5]
        dx, dy, dz = px - st.at[0], py - st.at[1], pz - st.at[2]
        r = math.sqrt(dx * dx + dy * dy + dz * dz)
        if r > 4.0 * b.max_range_m:
            return C_OUT_OF_ENVELOPE, 0.0
        flight = fly_s(world, i_battery, r, height_above_m(st, dx, dy, dz))
    _, _, h = to_geodetic(px, py, pz)
    height = h - world.settings[G_GROUND_M]
    # a height below the floor by no more than the track's own error may be a low target: let it be tried
    if not within(world, i_battery, r, height, 2.0 * sigma_m(state.p[i_pic, slot])):
        return C_OUT_OF_ENVELOPE, 0.0
    if _passes_by_m(st, x, px, py, pz) > b.guards_m:
        return C_OUT_OF_ENVELOPE, 0.0
    return sees(world, i_battery, row, px, py, pz), flight


@kernel
def _passes_by_m(st, x, px, py, pz):
    """Return how near [m] a track that flies on straight from a place comes to a stand."""
    dx, dy, dz = px - st.at[0], py - st.at[1], pz - st.at[2]
    v2 = max(x[3] * x[3] + x[4] * x[4] + x[5] * x[5], 1e-6)
    t = max(0.0, -(dx * x[3] + dy * x[4] + dz * x[5]) / v2)
    return math.sqrt((dx + t * x[3]) ** 2 + (dy + t * x[4]) ** 2 + (dz + t * x[5]) ** 2)
