"""Registration: what a plot says once its sensor's biases are allowed for, and how a picture learns them.

A picture takes its own nation's sensors for right; partners' biases are estimated from targets that both see: range,
azimuth, elevation and clock as four constants, by a Kalman filter on the differences of plots of one track (as in
Dhar, IEEE Trans. AES 1990, without the common least squares; successive differences count as independent, and a floor
keeps the gain alive). Until then the biases widen the gate.
"""

from __future__ import annotations

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

#: A plot of one's own is compared with a partner's within this time [s].
OWN_S = 15.0
#: No bias is known better than this share of what it may be.
LEAST_SHARE = 0.05


@kernel
def prior(world, i_bias):
    """Return the variance of a partner's bias against one's own: two radars, two norths, two clocks."""
    g = world.settings
    if i_bias == 0:
        return 2.0 * g[G_BIAS_RANGE_M] ** 2
    if i_bias == 1:
        return 2.0 * (g[G_BIAS_AZ_RAD] ** 2 + g[G_BIAS_NORTH_RAD] ** 2)
    if i_bias == 2:
        return 2.0 * g[G_BIAS_EL_RAD] ** 2
    return 2.0 * g[G_BIAS_CLOCK_S] ** 2


@kernel
def foreign(world, i_pic, i_sensor):
    """Return whether a picture estimates the biases of a sensor."""
    s = world.sensor[i_sensor]
    return world.settings[G_REGISTRATION] > 0.0 and s.kind == SENSOR_RADAR and s.nation != world.picture[i_pic].nation


@kernel
def begin_registration(world, state):
    """Give every picture its first belief of every partner's biases: none, with the errors that they may have."""
    for i_pic in range(len(world.picture)):
        for i_sensor in range(len(world.sensor)):
            if foreign(world, i_pic, i_sensor):
                for i in range(N_BIAS):
                    state.bias_p[i_pic, i_sensor, i, i] = prior(world, i)


@kernel
def measured(world, state, i_pic, i_sensor, plots, k):
    """Return (range, azimuth, elevation, sd of each) of a plot, less what a picture takes for its sensor's biases."""
    s, b, v = world.sensor[i_sensor], state.bias_x[i_pic, i_sensor], state.bias_p[i_pic, i_sensor]
    worse = plots.worse[k]
    s_r, s_az, s_el = s.sigma_r_m * worse, s.sigma_az_rad * worse, s.sigma_el_rad * worse
    if v[0, 0] > 0.0 or v[1, 1] > 0.0 or v[2, 2] > 0.0:
        s_r, s_az, s_el = (s_r * s_r + v[0, 0]) ** 0.5, (s_az * s_az + v[1, 1]) ** 0.5, (s_el * s_el + v[2, 2]) ** 0.5
    return plots.range_m[k] - b[0], plots.az_rad[k] - b[1], plots.el_rad[k] - b[2], s_r, s_az, s_el


@kernel
def learn(world, state, i_pic, slot, i_sensor, at, frame, z):
    """Learn a partner's biases from a plot z of a track of its moment that one's own sensors have just hit too.

    The partner's plot is compared with the last plot of one's own, carried on by the track's velocity: the track itself
    has taken the partner's plots in and agrees with them. Row i of the measurement: bias i, and the clock by the rate of
    measurement i.
    """
    if world.settings[G_REGISTRATION] == 0.0 or world.sensor[i_sensor].kind != SENSOR_RADAR:
        return
    own = state.own[i_pic, slot]
    if not foreign(world, i_pic, i_sensor):
        _keep(world, state, i_pic, slot, i_sensor, at, frame, z)
        return
    tr = state.track[i_pic, slot]
    dt = tr.t_s - tr.t_own_s
    if dt > OWN_S:
        return
    x, p, work = state.x[i_pic, slot], state.p[i_pic, slot], state.work
    b, v = state.bias_x[i_pic, i_sensor], state.bias_p[i_pic, i_sensor]
    for m in range(3):
        work[6, m], work[6, 3 + m] = own.x[m] + dt * x[3 + m], x[3 + m]
    expect(work[6], at, frame, work)
    for i in range(3 if world.sensor[i_sensor].has_elevation else 2):
        rate, spread = 0.0, 0.0
        for m in range(3):
            rate += work[1 + i, m] * x[3 + m]
            for n in range(3):
                spread += work[1 + i, m] * (own.p[m, n] + dt * dt * p[3 + m, 3 + n]) * work[1 + i, n]
        y = z[i] - work[0, i]
        if i == 1:
            y = wrap(y)
        y += rate * b[3]
        # z has bias i taken out of its value and put into its sd already
        noise = max(z[3 + i] ** 2 - v[i, i], 0.0) + spread
        for m in range(N_BIAS):
            work[4, m] = v[m, i] - rate * v[m, 3]
        total = noise + work[4, i] - rate * work[4, 3]
        if total <= 0.0:
            continue
        for m in range(N_BIAS):
            work[5, m] = work[4, m] / total
        for m in range(N_BIAS):
            b[m] += work[5, m] * y
            for n in range(N_BIAS):
                v[m, n] -= work[5, m] * work[4, n]
    for i in range(N_BIAS):
        v[i, i] = max(v[i, i], prior(world, i) * LEAST_SHARE**2)


@kernel
def _keep(world, state, i_pic, slot, i_sensor, at, frame, z):
    """Keep a plot of one's own as a place by itself; a radar without elevation takes that of the track."""
    own, work = state.own[i_pic, slot], state.work
    el, s_el = z[2], z[5]
    if not world.sensor[i_sensor].has_elevation:
        p = state.p[i_pic, slot]
        expect(state.x[i_pic, slot], at, frame, work)
        el, s_el = work[0, 2], 0.0
        for m in range(3):
            for n in range(3):
                s_el += work[3, m] * p[m, n] * work[3, n]
        s_el = s_el**0.5
    start(own.x, own.p, at, frame, z[0], z[1], el, z[3], z[4], s_el, 0.0)
