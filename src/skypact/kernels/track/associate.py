"""Association of one scan's plots with the tracks of a picture: gate, then the exact global nearest neighbour."""

from __future__ import annotations

import math

from skypact.arrays.codes import FULL_CLUSTER, FULL_PAIRS
from skypact.arrays.state import STATUS, T_CONFIRMED, T_TENTATIVE
from skypact.kernels.jit import kernel
from skypact.kernels.track.cluster import global_nearest
from skypact.kernels.track.filter import expect, wrap
from skypact.kernels.track.keep import advance, stale
from skypact.kernels.track.registration import measured


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
def match(world, state, i_pic, i_sensor, at, frame, t_s, plots, rows, n_row, chosen):
    """Fill chosen [n_row] with the slot of each plot of a scan, -1 where it begins a track.

    Confirmed tracks choose first: what is hardly a track yet takes no plot away from one.
    """
    for j in range(n_row):
        chosen[j] = -1
    limit = world.picture[i_pic].gate ** 2
    for stage in (T_CONFIRMED, T_TENTATIVE):
        n = gate(world, state, i_pic, i_sensor, at, frame, t_s, plots, rows, n_row, chosen, stage)
        if n > 0:
            for j in range(n_row):
                state.taken[j] = chosen[j]
            assign(state, n, n_row, limit, chosen)
            for j in range(n_row):
                if chosen[j] < 0:
                    chosen[j] = state.taken[j]


@kernel
def gate(world, state, i_pic, i_sensor, at, frame, t_s, plots, rows, n_row, chosen, stage):
    """List every pair of a track of a stage and a plot without one inside the gate; return their number.

    rows [n_row]: the scan's plots. Tracks within reach of the sensor are predicted to the scan's moment; those that are
    ahead of it are looked at where they were.
    """
    s = world.sensor[i_sensor]
    work = state.work
    limit = world.picture[i_pic].gate ** 2
    n = 0
    for slot in range(state.track.shape[1]):
        tr = state.track[i_pic, slot]
        if tr.stage != stage or stale(world, state, i_pic, slot, t_s):
            continue
        x, p = state.x[i_pic, slot], state.p[i_pic, slot]
        dt = t_s - tr.t_s
        far2 = 0.0
        for k in range(3):
            far2 += (x[k] + dt * x[3 + k] - at[k]) ** 2
        if far2 > (1.1 * s.max_range_m + 5000.0) ** 2:
            continue
        advance(world, state, i_pic, slot, t_s)
        for k in range(3):
            work[6, k], work[6, 3 + k] = x[k] + min(dt, 0.0) * x[3 + k], x[3 + k]
        expect(work[6], at, frame, work)
        r_pp, az_pp = quad(p, work, 0, 0), quad(p, work, 1, 1)
        reach = world.picture[i_pic].gate * math.sqrt(r_pp)
        for j in range(n_row):
            k = rows[j]
            if chosen[j] >= 0:
                continue
            if plots.bearing[k]:
                off = wrap(plots.az_rad[k] - work[0, 1])
                d2 = off * off / (s.sigma_az_rad**2 + az_pp)
                if d2 <= limit:
                    n = list_pair(state, n, d2, slot, j)
                continue
            z = measured(world, state, i_pic, i_sensor, plots, k)
            if abs(z[0] - work[0, 0]) > reach + world.picture[i_pic].gate * z[3]:
                continue
            d2 = distance2(p, work, z[3], z[4], z[5], 3 if s.has_elevation else 2, z[0], z[1], z[2])
            if d2 <= limit:
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
def assign(state, n, n_row, limit, chosen):
    """Fill chosen [n_row] with the slot of each plot by the assignment of least total distance, exact."""
    for i in range(n):
        state.pair_d2[i] = limit - state.pair_d2[i] + 1e-9
    need = global_nearest(
        n, state.pair_d2, state.pair_slot, state.pair_plot, n_row, chosen, state.node, state.pair_link, state.dense,
        state.dense_f, state.dense_k,
    )  # fmt: skip
    if need > 0:
        state.counter[STATUS] = FULL_CLUSTER
