"""Registration: what a plot says once its sensor's biases are allowed for, and how a picture learns them.

A picture takes its own nation's sensors for right; partners' biases are estimated from targets that both see: range,
azimuth, elevation and clock as four constants (Kalman filter on the innovations; Bar-Shalom, Li, Kirubarajan 2001,
11.7, with the cross-covariance of track and bias left out, so that the gain stays above a floor). Until then they widen
the gate.
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
from skypact.kernels.track.filter import expect, wrap

#: A track counts as one's own so long after the last plot of one's own sensors [s].
OWN_S = 15.0
#: No bias is known better than this share of what it may be.
LEAST_SHARE = 0.05


@kernel
def prior(world, i_bias):
    """Return the variance of a partner's bias against one's own: north and clocks are those of two nations."""
    g = world.settings
    if i_bias == 0:
        return g[G_BIAS_RANGE_M] ** 2
    if i_bias == 1:
        return g[G_BIAS_AZ_RAD] ** 2 + 2.0 * g[G_BIAS_NORTH_RAD] ** 2
    if i_bias == 2:
        return g[G_BIAS_EL_RAD] ** 2
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
    """Learn a partner's biases from a plot z of a track that one's own sensors hold, predicted to the plot's moment.

    Row i of the measurement: bias i, and the clock by the rate of measurement i on the believed flight.
    """
    tr = state.track[i_pic, slot]
    if not foreign(world, i_pic, i_sensor) or tr.t_s - tr.t_own_s > OWN_S:
        return
    x, p, work = state.x[i_pic, slot], state.p[i_pic, slot], state.work
    b, v = state.bias_x[i_pic, i_sensor], state.bias_p[i_pic, i_sensor]
    expect(x, at, frame, work)
    for i in range(3 if world.sensor[i_sensor].has_elevation else 2):
        rate, spread = 0.0, 0.0
        for m in range(3):
            rate += work[1 + i, m] * x[3 + m]
            for n in range(3):
                spread += work[1 + i, m] * p[m, n] * work[1 + i, n]
        y = z[i] - work[0, i]
        if i == 1:
            y = wrap(y)
        y += rate * b[3]
        # z has bias i taken out of its value and put into its sd already
        noise = z[3 + i] ** 2 - v[i, i] + spread
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
