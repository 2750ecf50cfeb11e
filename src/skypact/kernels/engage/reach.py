"""Reach: can a battery's missile meet a believed track, when, and does the battery see the place.

Fly-out and envelope are tables that `lower` made; horizon and sector are formulas.
"""

from __future__ import annotations

import math

from skypact.arrays.codes import C_BELOW_UNIT_HORIZON, C_NONE, C_OUT_OF_ENVELOPE, C_OUT_OF_SECTOR
from skypact.arrays.world import G_EARTH_K, G_GROUND_M, G_TREES_M, N_ENVELOPE, N_FLY_HEIGHT, N_FLY_RANGE
from skypact.kernels.geodesy import R_M, horizon_m, to_geodetic
from skypact.kernels.jit import kernel, shared
from skypact.kernels.track.filter import sigma_m, wrap
from skypact.kernels.watch import stand_row

#: Fixed-point steps of the meeting point; each shrinks the error by the ratio of the target's speed to the missile's.
STEPS = 6


@shared
def fly_s(world, i_battery, range_m, height_m):
    """Return the time of flight [s] to a slant range and height above the site, bilinear between bins on squares."""
    b = world.battery[i_battery]
    x = min((N_FLY_RANGE - 1) * math.sqrt(range_m / b.far_m), N_FLY_RANGE - 1.0)
    y = (N_FLY_HEIGHT - 1) * math.sqrt(min(max(height_m / b.top_m, 0.0), 1.0))
    i, j = min(int(x), N_FLY_RANGE - 2), min(int(y), N_FLY_HEIGHT - 2)
    x, y = x - i, y - j
    low = world.flyout[i_battery, i, j] + y * (world.flyout[i_battery, i, j + 1] - world.flyout[i_battery, i, j])
    high = world.flyout[i_battery, i + 1, j]
    high += y * (world.flyout[i_battery, i + 1, j + 1] - high)
    # beyond the last bin at the last bin's mean speed: the envelope refuses it, but a target may fly in from there
    return (low + x * (high - low)) * max(1.0, range_m / b.far_m)


@shared
def within(world, i_battery, range_m, height_m, slack_m):
    """Return whether a slant range and a height above ground lie in the envelope; slack_m lowers its floor."""
    b = world.battery[i_battery]
    if height_m < b.min_alt_m - slack_m or height_m > b.max_alt_m:
        return False
    k = 0
    while k < N_ENVELOPE - 2 and world.envelope[i_battery, k + 1, 0] < height_m:
        k += 1
    low, high = world.envelope[i_battery, k, 0], world.envelope[i_battery, k + 1, 0]
    share = min(max((height_m - low) / (high - low), 0.0), 1.0)
    near, far = world.envelope[i_battery, k, 1], world.envelope[i_battery, k, 2]
    near += share * (world.envelope[i_battery, k + 1, 1] - near)
    far += share * (world.envelope[i_battery, k + 1, 2] - far)
    return near <= range_m <= far


@shared
def sees(world, i_battery, row, x, y, z):
    """Return C_NONE where a battery standing at a row of `stand` can guide to an ECEF place, else the cause."""
    b = world.battery[i_battery]
    st = world.stand[row]
    dx, dy, dz = x - st.at[0], y - st.at[1], z - st.at[2]
    _, _, h = to_geodetic(x, y, z)
    g = world.settings
    r = math.sqrt(dx * dx + dy * dy + dz * dz)
    if r > horizon_m(st.height_m, h - g[G_GROUND_M], g[G_TREES_M], g[G_EARTH_K]):
        return C_BELOW_UNIT_HORIZON
    if b.half_sector_rad < math.pi:
        east = dx * st.e[0] + dy * st.e[1] + dz * st.e[2]
        north = dx * st.n[0] + dy * st.n[1] + dz * st.n[2]
        if abs(wrap(math.atan2(east, north) - b.facing_rad)) > b.half_sector_rad:
            return C_OUT_OF_SECTOR
    return C_NONE


@kernel
def solve(world, state, i_battery, i_pic, slot, launch_s):
    """Return (cause, time of flight [s]) for a launch at launch_s at the believed track; cause 0 where it can.

    Meeting point by fixed-point iteration on the predicted straight flight.
    """
    b = world.battery[i_battery]
    row = stand_row(world, b.stand_first, b.stand_count, launch_s)
    st = world.stand[row]
    x = state.x[i_pic, slot]
    dt = launch_s - state.track[i_pic, slot].t_s
    flight = 0.0
    px, py, pz, r, up = 0.0, 0.0, 0.0, 0.0, 0.0
    for _ in range(STEPS):
        px, py, pz = x[0] + (dt + flight) * x[3], x[1] + (dt + flight) * x[4], x[2] + (dt + flight) * x[5]
        dx, dy, dz = px - st.at[0], py - st.at[1], pz - st.at[2]
        r2 = dx * dx + dy * dy + dz * dz
        r = math.sqrt(r2)
        if r > 4.0 * b.max_range_m:
            return C_OUT_OF_ENVELOPE, 0.0
        # height above the site: above the tangent plane, and the plane's own rise over the round earth
        up = dx * st.u[0] + dy * st.u[1] + dz * st.u[2]
        flight = fly_s(world, i_battery, r, up + (r2 - up * up) / (2.0 * R_M))
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
