"""Registration: what a plot says once its sensor's biases are allowed for, and how a picture learns them.

The biases of all its radars are one state: range, azimuth, elevation and clock of each, with what those of a nation
have in common as covariance. Whenever two radars have hit one track one after the other, the difference of their plots
is a measurement of both (a Kalman filter on differences, in which the target cancels out: as in Dhar, IEEE Trans. AES
26(2), 1990). What is not known yet widens the gate.
"""

from __future__ import annotations

import math

from skypact.arrays.codes import SENSOR_RADAR
from skypact.arrays.state import N_BIAS
from skypact.arrays.world import (
    G_BIAS_AZ_RAD,
    G_BIAS_CLOCK_S,
    G_BIAS_EL_RAD,
    G_BIAS_NORTH_RAD,
    G_BIAS_RANGE_M,
    G_REGISTRATION,
)
from skypact.kernels.jit import kernel
from skypact.kernels.track.filter import expect, start, wrap

#: Plots of two radars are compared within this time [s].
PAIR_S = 15.0
#: No bias is known better than this share of what it may be.
LEAST_SHARE = 0.05
RANGE, AZIMUTH, ELEVATION, CLOCK = 0, 1, 2, 3


@kernel
def own_variance(world, k):
    """Return the variance of a radar's own bias k."""
    g = world.settings
    if k == RANGE:
        return g[G_BIAS_RANGE_M] ** 2
    if k == AZIMUTH:
        return g[G_BIAS_AZ_RAD] ** 2
    return g[G_BIAS_EL_RAD] ** 2 if k == ELEVATION else 0.0


@kernel
def common_variance(world, k):
    """Return the variance of what the radars of a nation share of bias k: its north, its clocks."""
    g = world.settings
    if k == AZIMUTH:
        return g[G_BIAS_NORTH_RAD] ** 2
    return g[G_BIAS_CLOCK_S] ** 2 if k == CLOCK else 0.0


@kernel
def begin_registration(world, state):
    """Give every picture its first belief of all biases: none, with the errors that they may have."""
    if world.settings[G_REGISTRATION] == 0.0:
        return
    for i_pic in range(len(world.picture)):
        p = state.bias_p[i_pic]
        for i in range(len(world.sensor)):
            if world.sensor[i].kind != SENSOR_RADAR:
                continue
            for j in range(len(world.sensor)):
                if world.sensor[j].kind == SENSOR_RADAR and world.sensor[i].nation == world.sensor[j].nation:
                    for k in range(N_BIAS):
                        p[N_BIAS * i + k, N_BIAS * j + k] = common_variance(world, k)
            for k in range(N_BIAS):
                p[N_BIAS * i + k, N_BIAS * i + k] += own_variance(world, k)


@kernel
def measured(world, state, i_pic, i_sensor, plots, k):
    """Return (range, azimuth, elevation, sd of each) of a plot, less what a picture takes for its sensor's biases."""
    s, worse = world.sensor[i_sensor], plots.worse[k]
    s_r, s_az, s_el = s.sigma_r_m * worse, s.sigma_az_rad * worse, s.sigma_el_rad * worse
    if world.settings[G_REGISTRATION] == 0.0:
        return plots.range_m[k], plots.az_rad[k], plots.el_rad[k], s_r, s_az, s_el
    b, p, f = state.bias_x[i_pic, i_sensor], state.bias_p[i_pic], N_BIAS * i_sensor
    s_r, s_az = math.sqrt(s_r * s_r + p[f, f]), math.sqrt(s_az * s_az + p[f + 1, f + 1])
    s_el = math.sqrt(s_el * s_el + p[f + 2, f + 2])
    return plots.range_m[k] - b[RANGE], plots.az_rad[k] - b[AZIMUTH], plots.el_rad[k] - b[ELEVATION], s_r, s_az, s_el


@kernel
def learn(world, state, i_pic, slot, i_sensor, at, frame, z):
    """Learn biases from a plot z of a track of its moment, if another radar has just hit it too; keep the plot."""
    if world.settings[G_REGISTRATION] == 0.0 or world.sensor[i_sensor].kind != SENSOR_RADAR:
        return
    last, t_s = state.last_plot[i_pic, slot], state.track[i_pic, slot].t_s
    if last.sensor >= 0 and last.sensor != i_sensor and 0.0 <= t_s - last.t_s <= PAIR_S:
        _compare(world, state, i_pic, slot, i_sensor, at, frame, z)
    _keep(world, state, i_pic, slot, i_sensor, at, frame, z)


@kernel
def _compare(world, state, i_pic, slot, i_sensor, at, frame, z):
    """Take the difference of a plot z and the last plot of the track, which is another radar's, as a measurement.

    Row i: bias i of this radar, less the other's as they move its place, and both clocks by the rate of measurement i.
    """
    last, x, p, work = state.last_plot[i_pic, slot], state.x[i_pic, slot], state.p[i_pic, slot], state.work
    f, o, dt = N_BIAS * i_sensor, N_BIAS * last.sensor, state.track[i_pic, slot].t_s - last.t_s
    b, v, gain = state.bias_x[i_pic], state.bias_p[i_pic], state.bias_gain
    for i in range(3 if world.sensor[i_sensor].has_elevation else 2):
        for m in range(3):
            work[6, m] = last.x[m] + (dt + b[last.sensor, CLOCK]) * x[3 + m]
        expect(work[6], at, frame, work)
        rate, spread = 0.0, 0.0
        for m in range(3):
            rate += work[1 + i, m] * x[3 + m]
            for n in range(3):
                spread += work[1 + i, m] * (last.p[m, n] + dt * dt * p[3 + m, 3 + n]) * work[1 + i, n]
        for k in range(3):  # how the other's bias k moves this measurement
            work[5, k] = work[1 + i, 0] * last.d[k, 0] + work[1 + i, 1] * last.d[k, 1] + work[1 + i, 2] * last.d[k, 2]
        y = z[i] + rate * b[i_sensor, CLOCK] - work[0, i]
        if i == AZIMUTH:
            y = wrap(y)
        for m in range(len(gain)):
            gain[m] = v[m, f + i] + rate * (v[m, o + CLOCK] - v[m, f + CLOCK])
            for k in range(3):
                gain[m] -= work[5, k] * v[m, o + k]
        # z has bias i put into its sd already
        total = max(z[3 + i] ** 2 - v[f + i, f + i], 0.0) + spread
        total += gain[f + i] + rate * (gain[o + CLOCK] - gain[f + CLOCK])
        for k in range(3):
            total -= work[5, k] * gain[o + k]
        _correct(world, b, v, gain, y, total)


@kernel
def _correct(world, b, v, gain, y, total):
    """Put a measurement into the biases: gain is the covariance of each with it, total its variance."""
    if total <= 0.0:
        return
    for m in range(len(gain)):
        b[m // N_BIAS, m % N_BIAS] += gain[m] / total * y
        for n in range(len(gain)):
            v[m, n] -= gain[m] * gain[n] / total
    for m in range(len(gain)):
        k = m % N_BIAS
        v[m, m] = max(v[m, m], LEAST_SHARE**2 * (own_variance(world, k) + common_variance(world, k)))


@kernel
def _keep(world, state, i_pic, slot, i_sensor, at, frame, z):
    """Keep a plot as a place, its random error, and how biases move it; a radar without elevation takes the track's."""
    last, work, v, f = state.last_plot[i_pic, slot], state.work, state.bias_p[i_pic], N_BIAS * i_sensor
    el, s_el = z[2], math.sqrt(max(z[5] ** 2 - v[f + 2, f + 2], 0.0))
    three = world.sensor[i_sensor].has_elevation
    if not three:
        p = state.p[i_pic, slot]
        expect(state.x[i_pic, slot], at, frame, work)
        el, s_el = work[0, 2], 0.0
        for m in range(3):
            for n in range(3):
                s_el += work[3, m] * p[m, n] * work[3, n]
        s_el = math.sqrt(s_el)
    s_r, s_az = math.sqrt(max(z[3] ** 2 - v[f, f], 0.0)), math.sqrt(max(z[4] ** 2 - v[f + 1, f + 1], 0.0))
    start(last.x, last.p, at, frame, z[0], z[1], el, s_r, s_az, s_el, 0.0)
    ce, se, ca, sa = math.cos(el), math.sin(el), math.cos(z[1]), math.sin(z[1])
    for m in range(3):
        fe, fn, fu = frame[0, m], frame[1, m], frame[2, m]
        last.d[0, m] = ce * sa * fe + ce * ca * fn + se * fu
        last.d[1, m] = z[0] * ce * (ca * fe - sa * fn)
        last.d[2, m] = z[0] * (ce * fu - se * (sa * fe + ca * fn)) if three else 0.0
    last.sensor, last.t_s = i_sensor, state.track[i_pic, slot].t_s
