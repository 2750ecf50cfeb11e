"""Association of one scan's plots with the tracks of a picture: gate, then nearest first over the whole scan."""

from __future__ import annotations

import math

import numpy as np

from skypact.arrays.codes import FULL_PAIRS
from skypact.arrays.state import STATUS, T_NONE
from skypact.kernels.jit import kernel
from skypact.kernels.track.filter import expect, wrap
from skypact.kernels.track.keep import advance


@kernel
def distance2(p, work, s_r, s_az, s_el, n, range_m, az_rad, el_rad):
    """Return the squared Mahalanobis distance of a plot from a track whose expectation is in work (filter.expect).

    n: 2 for a radar without elevation, 3 else. Solved by Cholesky of the 3 × 3 innovation covariance.
    """
    y0, y1, y2 = range_m - work[0, 0], wrap(az_rad - work[0, 1]), el_rad - work[0, 2]
    l00 = math.sqrt(s_r * s_r + quad(p, work, 0, 0))
    l10 = quad(p, work, 1, 0) / l00
    l11 = math.sqrt(s_az * s_az + quad(p, work, 1, 1) - l10 * l10)
    a = y0 / l00
    b = (y1 - l10 * a) / l11
    if n == 2:
        return a * a + b * b
    l20 = quad(p, work, 2, 0) / l00
    l21 = (quad(p, work, 2, 1) - l20 * l10) / l11
    l22 = math.sqrt(s_el * s_el + quad(p, work, 2, 2) - l20 * l20 - l21 * l21)
    c = (y2 - l20 * a - l21 * b) / l22
    return a * a + b * b + c * c


@kernel
def quad(p, work, i, j):
    """Return the covariance of two expected measurements: gradient i · P · gradient j."""
    q = 0.0
    for k in range(3):
        row = p[k, 0] * work[1 + j, 0] + p[k, 1] * work[1 + j, 1] + p[k, 2] * work[1 + j, 2]
        q += work[1 + i, k] * row
    return q


@kernel
def gate(world, state, i_pic, i_sensor, at, frame, t_s, plots, rows, n_row):
    """List every (track, plot) pair inside the gate; return their number.

    rows [n_row]: the scan's plots. Tracks within reach of the sensor are predicted to the scan's moment.
    """
    s = world.sensor[i_sensor]
    work = state.work
    limit = world.picture[i_pic].gate ** 2
    n = 0
    for slot in range(state.track.shape[1]):
        tr = state.track[i_pic, slot]
        if tr.stage == T_NONE:
            continue
        x, p = state.x[i_pic, slot], state.p[i_pic, slot]
        dt = t_s - tr.t_s
        far2 = 0.0
        for k in range(3):
            far2 += (x[k] + dt * x[3 + k] - at[k]) ** 2
        if far2 > (1.1 * s.max_range_m + 5000.0) ** 2:
            continue
        advance(world, state, i_pic, slot, t_s)
        expect(x, at, frame, work)
        reach = world.picture[i_pic].gate * math.sqrt(s.sigma_r_m**2 + quad(p, work, 0, 0))
        for j in range(n_row):
            k = rows[j]
            if plots.bearing[k]:
                off = wrap(plots.az_rad[k] - work[0, 1])
                d2 = off * off / (s.sigma_az_rad**2 + quad(p, work, 1, 1))
                if d2 <= limit:
                    n = list_pair(state, n, d2, slot, j)
                continue
            if abs(plots.range_m[k] - work[0, 0]) > reach:
                continue
            d2 = distance2(p, work, s.sigma_r_m, s.sigma_az_rad, s.sigma_el_rad, 3 if s.has_elevation else 2,
                           plots.range_m[k], plots.az_rad[k], plots.el_rad[k])
            if d2 > limit:
                continue
            n = list_pair(state, n, d2, slot, j)
    return n


@kernel
def list_pair(state, n, d2, slot, j):
    """List a track and a plot of the scan at row n; return the next row. A full list is regrown, the run repeated."""
    if n >= len(state.pair_d2):
        state.counter[STATUS] = FULL_PAIRS
        return n
    state.pair_d2[n], state.pair_slot[n], state.pair_plot[n] = d2, slot, j
    return n + 1


@kernel
def nearest_first(state, n, chosen):
    """Fill chosen [n_row] with the slot of each plot: pairs in order of distance, each track and plot once."""
    order = np.argsort(state.pair_d2[:n], kind="mergesort")
    for k in order:
        slot, j = state.pair_slot[k], state.pair_plot[k]
        if chosen[j] < 0 and state.taken[slot] == 0:
            chosen[j] = slot
            state.taken[slot] = 1
    for k in range(n):
        state.taken[state.pair_slot[k]] = 0
