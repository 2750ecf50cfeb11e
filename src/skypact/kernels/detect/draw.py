"""detect: chance. Which looks see something, with what error."""

from __future__ import annotations

import math

from skypact.arrays.codes import (
    EV_TRANSPONDER,
    SENSOR_COOPERATIVE,
    SENSOR_LAUNCH,
    SENSOR_OBSERVER,
    SENSOR_PASSIVE,
    SENSOR_RADAR,
    W_BIAS,
    W_EVIDENCE,
    W_FALSE,
    W_LOOK,
    W_NOISE,
)
from skypact.arrays.looks import LOOK_BEARING
from skypact.arrays.state import FALSE_MOST
from skypact.arrays.world import (
    G_BIAS_AZ_RAD,
    G_BIAS_CLOCK_S,
    G_BIAS_EL_RAD,
    G_BIAS_NORTH_RAD,
    G_BIAS_RANGE_M,
    G_PHANTOM,
    PD_COUNT,
    PD_LOW_DB,
    PD_STEP_DB,
)
from skypact.kernels.detect.jam import on_air
from skypact.kernels.detect.looks import stand_at
from skypact.kernels.earth.frame import spherical
from skypact.kernels.earth.motion import position
from skypact.kernels.jit import kernel
from skypact.kernels.rng import gauss, normal, pair, u01, unit, words
from skypact.kernels.watch import open_at

#: Mean Pd from which an object counts as detectable.
DETECTABLE_PD = 0.1
#: Height up to which false plots seem to lie [m; assumed].
FALSE_TOP_M = 10_000.0


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
def chance(world, state, seed, run, i_sensor, i_object, kind, level_db):
    """Return the chance that a look sees: Pd for echoes and emitters, as it stands for people and launch warning."""
    s = world.sensor[i_sensor]
    if s.kind == SENSOR_RADAR:
        if kind == LOOK_BEARING:
            return 1.0
        return pd_of(world, s.pd_table, level_db + state.rcs_day_db[i_object, s.band])
    if s.kind == SENSOR_PASSIVE:
        return pd_of(world, s.pd_table, level_db)
    if s.kind == SENSOR_COOPERATIVE:
        o = world.object[i_object]
        # the same draw as of the evidence: a transponder that answers one radar of a nation answers all
        drawn = u01(seed, run, pair(world.nation_who[s.nation], o.who), W_EVIDENCE, EV_TRANSPONDER)
        return level_db if drawn < o.p_transponder else 0.0
    return level_db


@kernel
def detect_looks(world, state, seed, run, looks, n_look, plots, n, first_only):
    """Draw every look; append what is seen to `plots`, keep first times; return the number of plots.

    A plot that is lost on the sensor's own link is lost to every picture, so it is dropped here.
    first_only (level `detect`): no plots are made, and a pair that has been detected is not drawn again once the object
    counts as detectable.
    """
    first = 0
    for k in range(n_look):
        i_sensor, i_object, slot = int(looks.sensor[k]), int(looks.object[k]), int(looks.slot[k])
        if state.sensor_up[i_sensor] == 0:
            continue
        if first < n and (plots.sensor[first] != i_sensor or plots.slot[first] != slot):
            first = n = limit(world, state, plots, first, n)
        s = world.sensor[i_sensor]
        seen = state.detected_s[i_sensor, i_object] < math.inf and state.detectable_s[s.nation, i_object] < math.inf
        if first_only and seen:
            continue
        t = looks.t_s[k]
        kind, jammer = int(looks.kind[k]), int(looks.jammer[k])
        if kind == LOOK_BEARING and n > first and same_look(plots, n - 1, looks, k):
            continue  # the echo says more than the direction of its noise
        p = chance(world, state, seed, run, i_sensor, i_object, kind, float(looks.snr_db[k]))
        if p >= DETECTABLE_PD and t < state.detectable_s[s.nation, i_object]:
            state.detectable_s[s.nation, i_object] = t
        if p <= 0.0 and jammer < 0:
            continue
        who = pair(s.who, world.object[i_object].who)
        w0, w1, w2, w3 = words(seed, run, who, W_LOOK, slot)
        hidden_by = -1
        if unit(w0) > p:
            if jammer < 0 or unit(w0) > chance(world, state, seed, run, i_sensor, i_object, kind, looks.clear_db[k]):
                continue
            hidden_by = jammer  # it is seen if that jammer has been shot down by then
        elif t < state.detected_s[i_sensor, i_object]:
            state.detected_s[i_sensor, i_object] = t
        if s.kind == SENSOR_OBSERVER or s.kind == SENSOR_LAUNCH or first_only or unit(w3) < s.link_loss:
            continue
        ga, gb = gauss(w1, w2)
        v0, v1, _, _ = words(seed, run, who, W_NOISE, slot)
        gc, _ = gauss(v0, v1)
        worse = 1.0
        if kind != LOOK_BEARING and s.kind == SENSOR_RADAR:
            # it is read only where that jammer has been shot down by then
            snr_db = looks.snr_db[k] if hidden_by < 0 else looks.clear_db[k]
            worse = 10.0 ** (0.05 * max(0.0, s.full_db - snr_db - state.rcs_day_db[i_object, s.band]))
        plots.t_s[n] = t
        plots.sensor[n] = i_sensor
        plots.object[n] = i_object
        plots.slot[n] = slot
        plots.bearing[n], plots.hidden_by[n] = kind == LOOK_BEARING, hidden_by
        r, az, el = looks.range_m[k], looks.az_rad[k], looks.el_rad[k]
        bias = state.bias[i_sensor]
        if bias[3] != 0.0:
            r, az, el = _before(world, state, i_sensor, i_object, t, bias[3])
        plots.range_m[n] = r + bias[0] + worse * s.sigma_r_m * ga
        plots.az_rad[n] = az + bias[1] + worse * s.sigma_az_rad * gb
        plots.el_rad[n] = el + bias[2] + worse * s.sigma_el_rad * gc
        plots.worse[n] = worse
        n += 1
    return limit(world, state, plots, first, n)


@kernel
def _before(world, state, i_sensor, i_object, t_s, late_s):
    """Return range, azimuth, elevation of an object late_s [s] before a moment: a wrong clock says it is there now."""
    frame = state.work[8:12, :3]
    stand_at(world, state, i_sensor, t_s, frame)
    x, y, z, _ = position(world, i_object, t_s - late_s - state.obj[i_object].offset_s)
    return spherical(frame, x - frame[3, 0], y - frame[3, 1], z - frame[3, 2])


@kernel
def draw_biases(world, state, seed, run):
    """Draw the day's biases of every radar: its own, and its nation's north and clock."""
    g = world.settings
    for i in range(len(world.sensor)):
        s = world.sensor[i]
        if s.kind != SENSOR_RADAR:
            continue
        nation = world.nation_who[s.nation]
        north = g[G_BIAS_NORTH_RAD] * normal(seed, run, nation, W_BIAS, 0)
        state.bias[i, 0] = g[G_BIAS_RANGE_M] * normal(seed, run, s.who, W_BIAS, 1)
        state.bias[i, 1] = g[G_BIAS_AZ_RAD] * normal(seed, run, s.who, W_BIAS, 2) + north
        state.bias[i, 2] = g[G_BIAS_EL_RAD] * normal(seed, run, s.who, W_BIAS, 3)
        state.bias[i, 3] = g[G_BIAS_CLOCK_S] * normal(seed, run, nation, W_BIAS, 4)


@kernel
def false_plots(world, state, seed, run, t0_s, t1_s, plots, n):
    """Append the false plots of every radar in [t0, t1); return the number of plots, more than there is room for too.

    Their number in a scan is Poisson; they lie evenly over the area that it sees, up to FALSE_TOP_M high.
    """
    phantom = int(world.settings[G_PHANTOM])
    for i in range(len(world.sensor)):
        s = world.sensor[i]
        if s.kind != SENSOR_RADAR or s.false_mean <= 0.0 or state.sensor_up[i] == 0:
            continue
        slot = int(max(0.0, math.ceil((t0_s - s.phase_s) / s.period_s)))
        t = s.phase_s + slot * s.period_s
        while t < t1_s:
            if open_at(world, s.watch_first, s.watch_count, t) and (s.host < 0 or on_air(world, state, s.host, t)):
                for k in range(poisson(s.false_mean, u01(seed, run, s.who, W_FALSE, 1024 * slot))):
                    if n < len(plots.t_s):
                        a, b, c, _ = words(seed, run, s.who, W_FALSE, 1024 * slot + 1 + k)
                        r = max(s.max_range_m * math.sqrt(unit(a)), s.min_range_m + 1000.0)
                        plots.t_s[n], plots.sensor[n], plots.object[n], plots.slot[n] = t, i, phantom, slot
                        plots.range_m[n] = r
                        plots.az_rad[n] = s.facing_rad + s.sector_rad * (2.0 * unit(b) - 1.0)
                        plots.el_rad[n] = math.asin(min(0.5, FALSE_TOP_M * unit(c) / r)) - r / 1.2742e7
                        plots.bearing[n], plots.hidden_by[n], plots.worse[n] = 0, -1, 1.0
                    n += 1
            slot += 1
            t = s.phase_s + slot * s.period_s
    return n


@kernel
def poisson(mean, u):
    """Return the Poisson number of a uniform u, FALSE_MOST at most."""
    p = math.exp(-mean)
    total, k = p, 0
    while u > total and k < FALSE_MOST:
        k += 1
        p *= mean / k
        total += p
    return k


@kernel
def same_look(plots, i, looks, k):
    """Return whether a plot that nobody's noise hides came from the same look as row k of the looks."""
    return (
        plots.object[i] == looks.object[k] and plots.sensor[i] == looks.sensor[k] and plots.slot[i] == looks.slot[k]
        and plots.hidden_by[i] < 0
    )


@kernel
def limit(world, state, plots, first, n):
    """Drop what a sensor cannot hold of the scan in rows first … n − 1, the latest found first; return their end."""
    if n <= first:
        return n
    i_sensor = int(plots.sensor[first])
    most = int(world.sensor[i_sensor].most)
    while most > 0 and n - first > most:
        last = first
        for k in range(first, n):
            if state.detected_s[i_sensor, plots.object[k]] >= state.detected_s[i_sensor, plots.object[last]]:
                last = k
        for k in range(last, n - 1):
            plots.t_s[k], plots.sensor[k] = plots.t_s[k + 1], plots.sensor[k + 1]
            plots.object[k], plots.slot[k] = plots.object[k + 1], plots.slot[k + 1]
            plots.range_m[k], plots.az_rad[k] = plots.range_m[k + 1], plots.az_rad[k + 1]
            plots.el_rad[k], plots.bearing[k] = plots.el_rad[k + 1], plots.bearing[k + 1]
            plots.hidden_by[k], plots.worse[k] = plots.hidden_by[k + 1], plots.worse[k + 1]
        n -= 1
    return n
