"""Interceptors above the air: which meeting with a falling track their burnout speed and their divert allow.

The boost is replaced by an impulse at the site at half the burn: a rocket of constant acceleration is, from burnout on,
where such an impulse would have brought it. So the meeting is Lambert's problem from the site, which moves with the
earth, to the believed track's place on its Kepler arc. What is compared with the burnout speed is the speed of that
flight at burnout, relative to the earth: its turning is a gift. Energy that a meeting does not need can be wasted on
the way, as such missiles do.

Divert covers what burnout speed lacks and what the track's error will cost: two standard deviations of the predicted
place, spread over the time from burnout to the meeting. Source of the method: Bate, Mueller, White (1971), ch. 5; the
use of divert is that of the National Research Council, Making Sense of Ballistic Missile Defense (2012), in its
simplest form.
"""

from __future__ import annotations

import math

from skypact.arrays.codes import C_NO_TRACK, C_NONE, C_OUT_OF_ENVELOPE
from skypact.arrays.world import N_FLY_RANGE
from skypact.kernels.earth.ballistic import (
    EQUATOR_M,
    MU,
    OMEGA,
    ahead,
    falls,
    kepler,
    lambert,
    no_lower_s,
    spread_m,
    turned,
)
from skypact.kernels.earth.geodesy import to_geodetic
from skypact.kernels.engage.envelope import fly_s, height_above_m
from skypact.kernels.jit import kernel
from skypact.kernels.watch import stand_row

#: Steps of the search for the earliest meeting [s]: coarse over the flight, then by halves to the fine one.
STEP_S, FINE_S = 15.0, 0.5
#: No arc takes longer [s].
LONGEST_S = 3600.0


@kernel
def required_mps(x, y, z, sx, sy, sz, flight_s, burn_s):
    """Return the speed at burnout [m/s] that leads from a site to an ECEF place flight_s after the launch, else inf.

    The speed is relative to the earth. A departure below the horizon of the site is none.
    """
    coast_s = flight_s - 0.5 * burn_s
    px, py = turned(x, y, OMEGA * coast_s)
    vx, vy, vz, ok = lambert(sx, sy, sz, px, py, z, coast_s)
    if not ok:
        return math.inf
    vx, vy = vx + OMEGA * sy, vy - OMEGA * sx
    if vx * sx + vy * sy + vz * sz <= 0.0:
        return math.inf
    _, _, _, vx, vy, vz = ahead(sx, sy, sz, vx, vy, vz, 0.5 * burn_s)
    return math.sqrt(vx * vx + vy * vy + vz * vz)


@kernel
def lacking(b, st, x, p, age_s, flight_s):
    """Return by how much at least [m/s] a meeting flight_s after the launch is beyond the interceptor; ≤ 0: it can be.

    b: row of BATTERY; st: row of STAND; x [6], p [6, 6]: a track; age_s: from the track's moment to the launch. inf
    where range or height forbid it.
    """
    mx, my, mz, _, _, _ = ahead(x[0], x[1], x[2], x[3], x[4], x[5], age_s + flight_s)
    far = math.sqrt((mx - st.at[0]) ** 2 + (my - st.at[1]) ** 2 + (mz - st.at[2]) ** 2)
    if far > b.max_range_m or far < b.min_range_m or far > straight_m(b, flight_s):
        return math.inf
    _, _, h = to_geodetic(mx, my, mz)
    if h < b.min_alt_m or h > b.max_alt_m:
        return math.inf
    error = missed_mps(b, p, age_s, flight_s)
    if error > b.divert_mps:  # whatever the speed: Lambert's problem costs more than all the rest
        return error - b.divert_mps
    speed = required_mps(mx, my, mz, st.at[0], st.at[1], st.at[2], flight_s, b.burn_s)
    return max(0.0, speed - b.burnout_mps) + error - b.divert_mps


@kernel
def missed_mps(b, p, age_s, flight_s):
    """Return the divert [m/s] that two standard deviations of a falling track's predicted place cost."""
    return 2.0 * spread_m(p, age_s + flight_s) / max(flight_s - b.burn_s, 1.0)


@kernel
def climbs_mps(b):
    """Return a speed [m/s] that no flight of an interceptor exceeds on its straight way.

    No way is shorter than the straight one, none climbs faster than it starts: 5 m/s² is half the pull over half the
    burn, and the site and the place both move with the earth.
    """
    return b.burnout_mps + b.divert_mps + 5.0 * b.burn_s + 2.0 * 470.0


@kernel
def straight_m(b, flight_s):
    """Return a distance [m] that no interceptor passes in a flight."""
    return climbs_mps(b) * (flight_s - 0.5 * b.burn_s)


@kernel
def idle_s(b, st, x, after_s, flight_s):
    """Return a time [s] after flight_s within which no meeting is surely possible, 0 where one may be at once.

    x [6]: a track that is where it falls to after_s later. Too high: it comes down no faster than a throw. Too far: it
    closes no faster than it falls freely to the ground, and the site turns with the earth.
    """
    mx, my, mz, vx, vy, vz = ahead(x[0], x[1], x[2], x[3], x[4], x[5], after_s)
    high = no_lower_s(mx, my, mz, vx, vy, vz, EQUATOR_M + b.max_alt_m)
    r = math.sqrt(mx * mx + my * my + mz * mz)
    if r <= EQUATOR_M:
        return 0.0
    v = math.sqrt(vx * vx + vy * vy + vz * vz) + OMEGA * r
    closing = math.sqrt(v * v + 2.0 * MU * (1.0 / EQUATOR_M - 1.0 / r)) + 470.0
    far = math.sqrt((mx - st.at[0]) ** 2 + (my - st.at[1]) ** 2 + (mz - st.at[2]) ** 2)
    away = max((far - b.max_range_m) / closing, (far - straight_m(b, flight_s)) / (closing + climbs_mps(b)))
    return max(0.0, high, min(away, no_lower_s(mx, my, mz, vx, vy, vz, EQUATOR_M)))


@kernel
def earliest_s(b, st, x, p, age_s, begin_s, end_s):
    """Return the flight time [s] of the earliest meeting within (begin, end] after the launch, -1 where none is.

    Steps at which there surely is none are passed over: nothing else comes of it, to the bit.
    """
    t, idle_until = begin_s + STEP_S, 0.0
    while t <= end_s:
        if t >= idle_until and missed_mps(b, p, age_s, t) <= b.divert_mps:
            idle = idle_s(b, st, x, age_s + t, t)
            idle_until = t + idle - 1.0  # of rounding
            if idle <= 1.0 and lacking(b, st, x, p, age_s, t) <= 0.0:
                low, high = t - STEP_S, t
                while high - low > FINE_S:
                    middle = 0.5 * (low + high)
                    if lacking(b, st, x, p, age_s, middle) <= 0.0:
                        high = middle
                    else:
                        low = middle
                return high
        t += STEP_S
    return -1.0


@kernel
def down_s(x):
    """Return when [s] a falling track comes to the ground, to a minute: the search for a meeting ends there."""
    vx, vy = x[3] - OMEGA * x[1], x[4] + OMEGA * x[0]
    t, soonest = 0.0, no_lower_s(x[0], x[1], x[2], x[3], x[4], x[5], EQUATOR_M)
    while t < LONGEST_S:
        t += 60.0 * (1.0 + math.floor(max(0.0, soonest - 1.0) / 60.0))  # 1 s of rounding
        if t >= LONGEST_S:
            break
        mx, my, mz, ux, uy, uz = kepler(x[0], x[1], x[2], vx, vy, x[5], t)
        if mx * mx + my * my + mz * mz < EQUATOR_M * EQUATOR_M:
            return t
        soonest = no_lower_s(mx, my, mz, ux, uy, uz, EQUATOR_M)
    return LONGEST_S


@kernel
def meet_falling(world, i_battery, st, x, age_s):
    """Return (flight [s], ECEF place, range [m]) of a missile within the air at a falling track; range inf where none.

    The first moment by which the missile could have come as far as the target is; by steps of two seconds, then by
    halves.
    """
    before, end = 0.0, 4.0 * world.flyout[i_battery, N_FLY_RANGE - 1, 0]
    t = before
    while t < end:
        t += 2.0
        if gap_s(world, i_battery, st, x, age_s, t) <= 0.0:
            high = t
            while high - before > 0.001:
                middle = 0.5 * (before + high)
                if gap_s(world, i_battery, st, x, age_s, middle) <= 0.0:
                    high = middle
                else:
                    before = middle
            px, py, pz, _, _, _ = ahead(x[0], x[1], x[2], x[3], x[4], x[5], age_s + high)
            r = math.sqrt((px - st.at[0]) ** 2 + (py - st.at[1]) ** 2 + (pz - st.at[2]) ** 2)
            return high, px, py, pz, r
        before = t
    return 0.0, x[0], x[1], x[2], math.inf


@kernel
def gap_s(world, i_battery, st, x, age_s, flight_s):
    """Return how much longer [s] the missile needs to where a falling track is flight_s after the launch."""
    px, py, pz, _, _, _ = ahead(x[0], x[1], x[2], x[3], x[4], x[5], age_s + flight_s)
    dx, dy, dz = px - st.at[0], py - st.at[1], pz - st.at[2]
    r = math.sqrt(dx * dx + dy * dy + dz * dz)
    return fly_s(world, i_battery, r, height_above_m(st, dx, dy, dz)) - flight_s


@kernel
def solve_exo(world, state, i_battery, i_pic, slot, launch_s):
    """Return (cause, time of flight [s]) for a launch at launch_s at the believed track; cause 0 where it can.

    Only a track that is believed to fall freely is an aim. The earliest meeting counts.
    """
    b = world.battery[i_battery]
    x, p = state.x[i_pic, slot], state.p[i_pic, slot]
    if not falls(x, p):
        return C_NO_TRACK, 0.0
    age = launch_s - state.track[i_pic, slot].t_s
    st = world.stand[stand_row(world, b.stand_first, b.stand_count, launch_s)]
    flight = earliest_s(b, st, x, p, age, b.burn_s, down_s(x) - age)
    if flight < 0.0:
        return C_OUT_OF_ENVELOPE, 0.0
    return C_NONE, flight
