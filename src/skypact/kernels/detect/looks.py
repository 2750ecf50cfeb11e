"""detect: which looks there are, and which of them see something.

Geometry (`looks_of`) needs no chance; `detect_looks` draws it. Radar equation from a reference point:
SNR = SNR_ref + σ_dBsm − 40 log10 R (Skolnik, Introduction to Radar Systems, 3rd ed., eq. 2.1 in dB).
Launch warning from space sees what burns above a height, wherever it is.
"""

from __future__ import annotations

import math

from skypact.arrays.codes import (
    SEES_ALL,
    SEES_BALLISTIC,
    SENSOR_LAUNCH,
    SENSOR_OBSERVER,
    SENSOR_RADAR,
    W_LOOK,
    W_NOISE,
)
from skypact.arrays.world import (
    G_CLOUD_M,
    G_DAY_OF_YEAR,
    G_DAY_T0_S,
    G_DAYLIGHT,
    G_EARTH_K,
    G_GROUND_M,
    G_TREES_M,
    G_VISIBILITY_M,
    PD_COUNT,
    PD_LOW_DB,
    PD_STEP_DB,
)
from skypact.kernels.earth.geodesy import R_M, horizon_m, to_geodetic
from skypact.kernels.earth.motion import at, find_leg, position
from skypact.kernels.earth.sun import is_day
from skypact.kernels.jit import kernel
from skypact.kernels.rng import gauss, pair, unit, words
from skypact.kernels.watch import open_at, stand_row

#: Mean Pd from which an object counts as detectable.
DETECTABLE_PD = 0.1
IN_RANGE, ABOVE_HORIZON = 1, 2
#: A ray is bent below this height as on the 4/3 earth, by about a degree in all; it is straight above [m].
BENT_M = 10_000.0
#: For targets above this height, higher than aircraft fly, the horizon is that of such a ray [m].
STRAIGHT_M = 20_000.0


@kernel
def local_frame(x, y, z, frame):
    """Fill frame [3, 3] with the rows east, north, up at an ECEF position; return its height [m]."""
    lat, lon, h = to_geodetic(x, y, z)
    sl, cl, so, co = math.sin(lat), math.cos(lat), math.sin(lon), math.cos(lon)
    frame[0, 0], frame[0, 1], frame[0, 2] = -so, co, 0.0
    frame[1, 0], frame[1, 1], frame[1, 2] = -sl * co, -sl * so, cl
    frame[2, 0], frame[2, 1], frame[2, 2] = cl * co, cl * so, sl
    return h


@kernel
def spherical(frame, dx, dy, dz):
    """Return range [m], azimuth [rad from north, clockwise], elevation [rad] of an offset in a local frame."""
    e = frame[0, 0] * dx + frame[0, 1] * dy + frame[0, 2] * dz
    n = frame[1, 0] * dx + frame[1, 1] * dy + frame[1, 2] * dz
    u = frame[2, 0] * dx + frame[2, 1] * dy + frame[2, 2] * dz
    r = math.sqrt(e * e + n * n + u * u)
    return r, math.atan2(e, n), math.asin(u / r)


@kernel
def pd_of(world, i_table, snr_db):
    """Return Pd at an SNR [dB] by linear interpolation in the table that `lower` made."""
    q = (snr_db - PD_LOW_DB) / PD_STEP_DB
    if q <= 0.0:
        return 0.0
    i = int(q)
    if i >= PD_COUNT - 1:
        return world.pd[i_table, PD_COUNT - 1]
    f = q - i
    return (1.0 - f) * world.pd[i_table, i] + f * world.pd[i_table, i + 1]


@kernel
def eyes(world, i_sensor, i_object, r, height_m, t_s):
    """Return the chance that an observer notices in one look: distance, cloud, light, size."""
    s = world.sensor[i_sensor]
    g = world.settings
    if r > s.max_range_m or r > g[G_VISIBILITY_M] or height_m > g[G_CLOUD_M]:
        return 0.0
    day = is_day(g[G_DAYLIGHT], g[G_DAY_OF_YEAR], g[G_DAY_T0_S] + t_s, s.lat_rad, s.lon_rad)
    return min(1.0, s.p_look * world.object[i_object].visual) * (1.0 if day else s.night)


@kernel
def sight_m(sensor_m, target_m, trees_m, k):
    """Return the distance [m] at which a target sinks below the horizon: `horizon_m`, for high targets a straight ray.

    The 4/3 earth bends a ray for ever, though nothing bends it above the air: at 1,000 km it is too far by a twelfth.
    """
    if target_m <= STRAIGHT_M:
        return horizon_m(sensor_m, target_m, trees_m, k)
    low = math.sqrt(2.0 * k * R_M * BENT_M)
    rise = low / (k * R_M)  # angle of the ray above the horizon there
    r = R_M + BENT_M
    rest = math.sqrt((R_M + target_m) ** 2 - (r * math.cos(rise)) ** 2) - r * math.sin(rise)
    return math.sqrt(2.0 * k * R_M * max(sensor_m, 0.0)) + low + rest


@kernel
def beside(angle_rad, half_rad):
    """Return whether an angle from the middle of a sector lies outside its half-width."""
    return abs(math.atan2(math.sin(angle_rad), math.cos(angle_rad))) > half_rad


@kernel
def put(looks, n, i_sensor, i_object, t_s, level, r, az, el):
    """Store a look at row n where there is room; return the number of rows."""
    if n < len(looks.t_s):
        looks.sensor[n] = i_sensor
        looks.object[n] = i_object
        looks.t_s[n] = t_s
        looks.snr_db[n] = level
        looks.range_m[n], looks.az_rad[n], looks.el_rad[n] = r, az, el
    return n + 1


@kernel
def one_look(world, state, i_sensor, frame, sx, sy, sz, s_height_m, i_object, t_s, x, y, z, h_m, looks, n):
    """Judge one look; store it at row n where it can see anything; return the number of rows."""
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
        return put(looks, n, i_sensor, i_object, t_s, s.p_look, 0.0, 0.0, 0.0)
    if s.sees != SEES_ALL and (s.sees == SEES_BALLISTIC) != (o.ballistic == 1):
        return n
    dx, dy, dz = x - sx, y - sy, z - sz
    r = math.sqrt(dx * dx + dy * dy + dz * dz)
    if r > s.max_range_m or r < s.min_range_m:
        return n
    g = world.settings
    state.reach[s.nation, i_object] |= IN_RANGE
    height = h_m - g[G_GROUND_M]
    if r > sight_m(s_height_m - g[G_GROUND_M], height, g[G_TREES_M], g[G_EARTH_K]):
        return n
    if s.kind == SENSOR_OBSERVER:
        state.reach[s.nation, i_object] |= ABOVE_HORIZON
        level = eyes(world, i_sensor, i_object, r, height, t_s)
        if level <= 0.0:
            return n
        r, az, el = spherical(frame, dx, dy, dz)
    else:
        rcs = o.rcs_boost_dbsm if burns else o.rcs_dbsm
        level = s.snr_ref_db + rcs + s.metre_wave * o.rcs_metre_db - 40.0 * math.log10(r)
        r, az, el = spherical(frame, dx, dy, dz)
        # the lower edge of the beam is a slope of heights, so that the earth's curve does not hide the horizon
        slope = (h_m - s_height_m) / r if height <= STRAIGHT_M else el
        if el > s.el_high_rad or slope < s.el_low_rad:
            return n
        if s.sector_rad < math.pi and beside(az - s.facing_rad, s.sector_rad):
            return n
        state.reach[s.nation, i_object] |= ABOVE_HORIZON
        if level < s.floor_db - 3.0 * o.rcs_spread_db:
            return n
    return put(looks, n, i_sensor, i_object, t_s, level, r, az, el)


@kernel
def looks_of(world, state, varying, t0_s, t1_s, looks, leg, frame):
    """Fill `looks` with every look in [t0, t1) at the objects whose start varies, or does not; return their number.

    Where the number is above the capacity of `looks`, the rows beyond are not stored: call again with more room.
    leg: i4 [n_object] scratch. Objects vary where their spread is above zero.
    """
    n = 0
    for i_sensor in range(len(world.sensor)):
        s = world.sensor[i_sensor]
        host_varies = s.host >= 0 and world.object[s.host].spread_s > 0.0
        leg[:] = 0
        sx, sy, sz, s_h = s.at[0], s.at[1], s.at[2], s.height_m
        for k in range(3):
            frame[0, k], frame[1, k], frame[2, k] = s.e[k], s.n[k], s.u[k]
        slot = int(max(0.0, math.ceil((t0_s - s.phase_s) / s.period_s)))
        t = s.phase_s + slot * s.period_s
        while t < t1_s:
            if s.host >= 0:
                on = _flying(world, state, s.host, t)
                if on:
                    sx, sy, sz, s_h = position(world, s.host, t - state.obj[s.host].offset_s)
                    local_frame(sx, sy, sz, frame)
            else:
                on = True
                if s.stand_count > 1:
                    st = world.stand[stand_row(world, s.stand_first, s.stand_count, t)]
                    sx, sy, sz, s_h = st.at[0], st.at[1], st.at[2], s.height_m
                    for k in range(3):
                        frame[0, k], frame[1, k], frame[2, k] = st.e[k], st.n[k], st.u[k]
            if on and open_at(world, s.watch_first, s.watch_count, t):
                for i_object in range(len(world.object)):
                    o = world.object[i_object]
                    if (o.spread_s > 0.0 or host_varies) != varying or not _flying(world, state, i_object, t):
                        continue
                    if i_object == s.host:
                        continue
                    own = t - state.obj[i_object].offset_s
                    leg[i_object] = find_leg(world.waypoint, o.wp_first, o.wp_count, own, leg[i_object])
                    x, y, z, h = at(world.waypoint, leg[i_object], own)
                    m = one_look(world, state, i_sensor, frame, sx, sy, sz, s_h, i_object, t, x, y, z, h, looks, n)
                    if m > n and n < len(looks.t_s):
                        looks.slot[n] = slot
                    n = m
            slot += 1
            t = s.phase_s + slot * s.period_s
    return n


@kernel
def _flying(world, state, i_object, t_s):
    own = t_s - state.obj[i_object].offset_s
    return world.object[i_object].begin_s <= own < world.object[i_object].end_s


@kernel
def detect_looks(world, state, seed, run, looks, n_look, plots, n, first_only):
    """Draw every look; append what is seen to `plots`, keep first times; return the number of plots.

    A plot that is lost on the sensor's own link is lost to every picture, so it is dropped here.
    first_only (level `detect`): no plots are made, and a pair that has been detected is not drawn again once the object
    counts as detectable.
    """
    for k in range(n_look):
        i_sensor, i_object, slot = int(looks.sensor[k]), int(looks.object[k]), int(looks.slot[k])
        if state.sensor_up[i_sensor] == 0:
            continue
        s = world.sensor[i_sensor]
        seen = state.detected_s[i_sensor, i_object] < math.inf and state.detectable_s[s.nation, i_object] < math.inf
        if first_only and seen:
            continue
        t = looks.t_s[k]
        if s.kind != SENSOR_RADAR:
            p = float(looks.snr_db[k])
        else:
            p = pd_of(world, s.pd_table, looks.snr_db[k] + state.rcs_day_db[i_object, s.band])
        if p >= DETECTABLE_PD and t < state.detectable_s[s.nation, i_object]:
            state.detectable_s[s.nation, i_object] = t
        if p <= 0.0:
            continue
        who = pair(s.who, world.object[i_object].who)
        w0, w1, w2, w3 = words(seed, run, who, W_LOOK, slot)
        if unit(w0) > p:
            continue
        if t < state.detected_s[i_sensor, i_object]:
            state.detected_s[i_sensor, i_object] = t
        if s.kind != SENSOR_RADAR or first_only or unit(w3) < s.link_loss:
            continue
        ga, gb = gauss(w1, w2)
        v0, v1, _, _ = words(seed, run, who, W_NOISE, slot)
        gc, _ = gauss(v0, v1)
        plots.t_s[n] = t
        plots.sensor[n] = i_sensor
        plots.object[n] = i_object
        plots.slot[n] = slot
        plots.range_m[n] = looks.range_m[k] + s.sigma_r_m * ga
        plots.az_rad[n] = looks.az_rad[k] + s.sigma_az_rad * gb
        plots.el_rad[n] = looks.el_rad[k] + s.sigma_el_rad * gc
        n += 1
    return n
