"""detect: which looks there are: geometry, which needs no chance. `draw` draws them.

What a sensor is decides how it looks: a radar by its echo, a passive station by what the object radiates, a receiver of
transponders by their answer, eyes by light and weather, launch warning from space by what burns above a height.
"""

from __future__ import annotations

import math

from skypact.arrays.codes import (
    SEES_ALL,
    SEES_BALLISTIC,
    SENSOR_COOPERATIVE,
    SENSOR_LAUNCH,
    SENSOR_OBSERVER,
    SENSOR_PASSIVE,
    SENSOR_RADAR,
)
from skypact.arrays.looks import LOOK_BEARING, LOOK_ECHO
from skypact.arrays.world import G_FULL, G_GROUND_M
from skypact.kernels.detect.eyes import eyes
from skypact.kernels.detect.horizon import along_m, hidden, mask_row, sight_m
from skypact.kernels.detect.jam import J_AZ, J_EL, J_NOISE, J_R, STROBE_DB, hear, noise, on_air, radiated_dbw
from skypact.kernels.detect.radar import (
    before_ground,
    cross_section_db,
    doppler_db,
    echo_db,
    ground_clutter,
    path_db,
)
from skypact.kernels.earth.frame import beside, local_frame, spherical
from skypact.kernels.earth.motion import at, find_leg, position, velocity
from skypact.kernels.jit import kernel
from skypact.kernels.watch import open_at, stand_row

#: Bits of state.reach: how far an object came into what a nation's sensors could see.
IN_RANGE, ABOVE_HORIZON, BUT_NOISE, BUT_CLUTTER, BEHIND = 1, 2, 4, 8, 16
#: Above this height, higher than aircraft fly, elevation itself is compared with the edge of the beam [m].
STRAIGHT_M = 20_000.0


@kernel
def put(looks, n, i_sensor, i_object, t_s, level, r, az, el, kind, clear_db, jammer):
    """Store a look at row n where there is room; return the number of rows."""
    if n < len(looks.t_s):
        looks.sensor[n] = i_sensor
        looks.object[n] = i_object
        looks.t_s[n] = t_s
        looks.snr_db[n] = level
        looks.range_m[n], looks.az_rad[n], looks.el_rad[n] = r, az, el
        looks.kind[n], looks.clear_db[n], looks.jammer[n] = kind, clear_db, jammer
    return n + 1


@kernel
def blind_to(world, s, i_object, t_s):
    """Return whether a sensor is of a kind that cannot see such an object, wherever it is."""
    o = world.object[i_object]
    if s.kind == SENSOR_PASSIVE:
        return radiated_dbw(world, i_object, t_s) == -math.inf
    if s.kind == SENSOR_COOPERATIVE:
        return o.p_transponder <= 0.0
    return s.sees != SEES_ALL and (s.sees == SEES_BALLISTIC) != (o.ballistic == 1)


@kernel
def one_look(world, state, i_sensor, frame, s_height_m, row, n_jam, i_object, t_s, x, y, z, h_m, leg, looks, n):
    """Judge one look; store it at row n where it can see anything; return the number of rows.

    frame: rows e, n, u, place of the sensor. row: of `mask`, -1 without terrain. leg: the object's leg of its route.
    """
    s = world.sensor[i_sensor]
    o = world.object[i_object]
    burns = t_s - state.obj[i_object].offset_s < o.boost_end_s
    if s.kind == SENSOR_LAUNCH:
        if not burns:
            return n
        state.reach[s.nation, i_object] |= IN_RANGE
        if h_m < s.above_m:
            return n
        state.reach[s.nation, i_object] |= ABOVE_HORIZON
        return put(looks, n, i_sensor, i_object, t_s, s.p_look, 0.0, 0.0, 0.0, LOOK_ECHO, s.p_look, -1)
    if blind_to(world, s, i_object, t_s):
        return n
    dx, dy, dz = x - frame[3, 0], y - frame[3, 1], z - frame[3, 2]
    r = math.sqrt(dx * dx + dy * dy + dz * dz)
    if r > s.max_range_m or r < s.min_range_m:
        return n
    state.reach[s.nation, i_object] |= IN_RANGE
    r, az, el = spherical(frame, dx, dy, dz)
    ground = world.settings[G_GROUND_M]
    height = h_m - ground
    away_m = along_m(r, s_height_m, h_m)
    # a site below the theatre's mean ground still stands as high above its own as its mast
    in_sight = s.skywave == 1 or away_m <= sight_m(world, state.air[0], max(s_height_m - ground, s.mast_m), height)
    if row >= 0 and s.skywave == 0:
        seen = not hidden(world, row, az, away_m, h_m)
        if in_sight and not seen:
            state.reach[s.nation, i_object] |= BEHIND
        in_sight = seen
    if not in_sight and (world.settings[G_FULL] == 0.0 or s.kind == SENSOR_OBSERVER):
        return n
    if s.kind == SENSOR_OBSERVER:
        state.reach[s.nation, i_object] |= ABOVE_HORIZON
        level = eyes(world, i_sensor, i_object, r, height, t_s)
        return put(looks, n, i_sensor, i_object, t_s, level, r, az, el, LOOK_ECHO, level, -1) if level > 0.0 else n
    # the lower edge of the beam is a slope of heights, so that the earth's curve does not hide the horizon
    slope = (h_m - s_height_m) / r if height <= STRAIGHT_M else el
    if s.skywave == 0 and (el > s.el_high_rad or slope < s.el_low_rad):
        return n
    if s.sector_rad < math.pi and beside(az - s.facing_rad, s.sector_rad):
        return n
    if in_sight:
        state.reach[s.nation, i_object] |= ABOVE_HORIZON
    if s.kind == SENSOR_COOPERATIVE:
        if not in_sight:
            return n
        return put(looks, n, i_sensor, i_object, t_s, s.p_look, r, az, el, LOOK_ECHO, s.p_look, -1)
    if s.kind == SENSOR_PASSIVE:
        level = s.snr_ref_db + radiated_dbw(world, i_object, t_s) - 20.0 * math.log10(r)
        if world.settings[G_FULL] > 0.0:
            level += path_db(world, i_sensor, row, state.air[0], r, az, s_height_m, h_m)
        if level < s.floor_db:
            return n
        return put(looks, n, i_sensor, i_object, t_s, level, r, az, el, LOOK_BEARING, level, -1)
    vx, vy, vz = velocity(world.waypoint, leg)
    speed = math.sqrt(vx * vx + vy * vy + vz * vz)
    away = (vx * dx + vy * dy + vz * dz) / r
    return radar_look(world, state, i_sensor, frame, s_height_m, row, n_jam, i_object, t_s, r, az, el, h_m,
                      cross_section_db(world, i_sensor, i_object, burns, away, speed), away, looks, n)


@kernel
def radar_look(
    world, state, i_sensor, frame, s_height_m, row, n_jam, i_object, t_s, r, az, el, h_m, rcs_db, away_mps, looks, n
):
    """Judge a radar's look by what its echo is over noise, clutter and jamming: S/(N + J + C)."""
    s, o = world.sensor[i_sensor], world.object[i_object]
    level = echo_db(world, state, i_sensor, frame, row, r, az, el, s_height_m, i_object, h_m, rcs_db)
    least = s.floor_db - 3.0 * o.rcs_spread_db
    if level < least:
        return n
    free_db = level
    if s.look_down_db > 0.0 and before_ground(world, state.air[0], r, s_height_m, h_m):
        level -= s.look_down_db
    clutter = ground_clutter(world, i_sensor, state.air[0], r, s_height_m) if s.skywave == 0 else 0.0
    left = 0.0
    if clutter > 1.0:
        level -= doppler_db(s, away_mps)
        left = clutter * 10.0 ** (-s.improvement_db / 10.0)
    jam, rest, jammer = noise(world, state, i_sensor, n_jam, az)
    quiet_db = level - 10.0 * math.log10(1.0 + left)
    clear_db = level - 10.0 * math.log10(1.0 + left + rest)
    level -= 10.0 * math.log10(1.0 + left + jam)
    if free_db >= s.floor_db > quiet_db:
        state.reach[s.nation, i_object] |= BUT_CLUTTER
    if quiet_db >= s.floor_db > level:
        state.reach[s.nation, i_object] |= BUT_NOISE
    if clear_db < least:
        return n
    return put(looks, n, i_sensor, i_object, t_s, level, r, az, el, LOOK_ECHO, clear_db, jammer)


@kernel
def strobes(world, state, i_sensor, n_jam, t_s, looks, n):
    """Store the directions of the jammers that a radar hears well; return the number of rows."""
    s = world.sensor[i_sensor]
    for k in range(n_jam):
        if blind_to(world, s, state.jam_object[k], t_s):
            continue
        level = 10.0 * math.log10(state.jam[k, J_NOISE])
        if level < STROBE_DB or (s.sector_rad < math.pi and beside(state.jam[k, J_AZ] - s.facing_rad, s.sector_rad)):
            continue
        n = put(looks, n, i_sensor, state.jam_object[k], t_s, level, state.jam[k, J_R], state.jam[k, J_AZ],
                state.jam[k, J_EL], LOOK_BEARING, level, -1)
    return n


@kernel
def stand_at(world, state, i_sensor, t_s, frame):
    """Fill frame with the axes e, n, u and the place of a sensor at a moment; return its height above sea [m]."""
    s = world.sensor[i_sensor]
    if s.host >= 0:
        frame[3, 0], frame[3, 1], frame[3, 2], h = position(world, s.host, t_s - state.obj[s.host].offset_s)
        local_frame(frame[3, 0], frame[3, 1], frame[3, 2], frame)
        for k in range(3):
            frame[3, k] += s.mast_m * frame[2, k]
        return h + s.mast_m
    if s.stand_count > 1:
        st = world.stand[stand_row(world, s.stand_first, s.stand_count, t_s)]
        for k in range(3):
            frame[0, k], frame[1, k], frame[2, k], frame[3, k] = st.e[k], st.n[k], st.u[k], st.at[k]
        return st.height_m
    for k in range(3):
        frame[0, k], frame[1, k], frame[2, k], frame[3, k] = s.e[k], s.n[k], s.u[k], s.at[k]
    return s.height_m


@kernel
def looks_of(world, state, varying, t0_s, t1_s, looks, leg, frame):
    """Fill `looks` with every look in [t0, t1) at the objects whose start varies, or does not; return their number.

    Where the number is above the capacity of `looks`, the rows beyond are not stored: call again with more room.
    leg: i8 [n_object] scratch; frame: f8 [4, 3] scratch. Objects vary where their start does, where the sensor's host's
    does, and all of them where a jammer's does.
    """
    n = 0
    jam_varies = False
    for k in range(len(world.jammer)):
        jam_varies |= varies(world, world.jammer[k].object)
    for i_sensor in range(len(world.sensor)):
        s = world.sensor[i_sensor]
        whole = (s.host >= 0 and varies(world, s.host)) or (jam_varies and s.kind == SENSOR_RADAR)
        leg[:] = 0
        slot = int(max(0.0, math.ceil((t0_s - s.phase_s) / s.period_s)))
        t = s.phase_s + slot * s.period_s
        while t < t1_s:
            if open_at(world, s.watch_first, s.watch_count, t) and (s.host < 0 or on_air(world, state, s.host, t)):
                s_h = stand_at(world, state, i_sensor, t, frame)
                row = mask_row(world, s.mask_first, s.mask_count, t) if s.mask_count > 0 else -1
                n_jam = hear(world, state, i_sensor, frame, s_h, row, t) if s.kind == SENSOR_RADAR else 0
                first = n
                for i_object in range(len(world.object)):
                    if (varies(world, i_object) or whole) != varying or not on_air(world, state, i_object, t):
                        continue
                    if i_object == s.host:
                        continue
                    o = world.object[i_object]
                    own = t - state.obj[i_object].offset_s
                    leg[i_object] = find_leg(world.waypoint, o.wp_first, o.wp_count, own, leg[i_object])
                    x, y, z, h = at(world.waypoint, leg[i_object], own)
                    n = one_look(world, state, i_sensor, frame, s_h, row, n_jam, i_object, t, x, y, z, h,
                                 leg[i_object], looks, n)
                if s.strobes and n_jam > 0 and whole == varying:
                    n = strobes(world, state, i_sensor, n_jam, t, looks, n)
                for k in range(first, min(n, len(looks.t_s))):
                    looks.slot[k] = slot
            slot += 1
            t = s.phase_s + slot * s.period_s
    return n


@kernel
def varies(world, i_object):
    """Return whether an object's script differs from run to run: when it starts, or whether it is there."""
    return world.object[i_object].spread_s > 0.0 or world.object[i_object].p_there < 1.0
