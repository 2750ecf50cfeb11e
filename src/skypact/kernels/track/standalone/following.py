"""What the stand-alone tracker does with one track: predict it, gate a scan's detections, take one of them."""

from __future__ import annotations

import math

from skypact.arrays.tracking import K_BEARING, K_FULL, WIDTH
from skypact.kernels.jit import kernel
from skypact.kernels.track.associate import distance2, quad
from skypact.kernels.track.filter import expect, predict, scalar_update, update, wrap
from skypact.kernels.track.imm import imm_bearing, imm_predict, imm_update
from skypact.kernels.track.standalone.converted import place_distance2, place_update


@kernel
def forward(s, slot, t_s):
    """Predict a track to a moment."""
    dt = t_s - s.track[slot].t_s
    if dt <= 0.0:
        return
    if s.settings[0].imm:
        imm_predict(s.xm[slot], s.pm[slot], s.mu[slot], dt, s.settings[0].q, s.settings[0].stay_s, s.x[slot],
                    s.p[slot], s.work)
    else:
        predict(s.x[slot], s.p[slot], dt, s.settings[0].q[0])
    s.track[slot].t_s = t_s


@kernel
def gated(s, scan, slot, n, name):
    """List the free detections of a scan inside a track's gate from place n on, for slot `name`; return the next place.

    Beyond the capacity they are counted, no more.
    """
    if s.settings[0].converted:
        return _gated_places(s, scan, slot, n)
    x, p, work, gate = s.x[slot], s.p[slot], s.work, s.settings[0].gate
    expect(x, s.sensor[scan.sensor].at, s.sensor[scan.sensor].frame, work)
    beside2 = quad(p, work, 1, 1)
    reach = gate * math.sqrt(scan.most_r * scan.most_r + quad(p, work, 0, 0))
    j = _first_beyond(s.det, scan.first, scan.last, work[0, 0] - reach)
    while j < scan.last:
        d = s.det[j]
        if d.range_m > work[0, 0] + reach and d.kind != K_BEARING:
            # bearings stand behind all ranges
            j = _first_beyond(s.det, j, scan.last, 1e300)
            continue
        off = wrap(d.az_rad - work[0, 1])
        d2 = off * off / (beside2 + d.s_az * d.s_az)
        if d2 < gate * gate and s.taken[j] < 0:
            if d.kind != K_BEARING:
                d2 = distance2(p, work, d.s_r, d.s_az, d.s_el, 3 if d.kind == K_FULL else 2, d.range_m, d.az_rad,
                               d.el_rad)
            if d2 < gate * gate:
                n = _list(s, n, gate - math.sqrt(d2), name, j - scan.first)
        j += 1
    return n


@kernel
def _gated_places(s, scan, slot, n):
    """List the free detections inside a track's gate by their converted places."""
    x, p, work, gate = s.x[slot], s.p[slot], s.work, s.settings[0].gate
    at = s.sensor[scan.sensor].at
    away = math.sqrt((x[0] - at[0]) ** 2 + (x[1] - at[1]) ** 2 + (x[2] - at[2]) ** 2)
    # no eigenvalue exceeds the trace
    reach = gate * math.sqrt(scan.most_beside**2 + p[0, 0] + p[1, 1] + p[2, 2])
    j = _first_beyond(s.det, scan.first, scan.last, away - reach)
    while j < scan.last and s.det[j].range_m <= away + reach:
        z, r = s.place[j - scan.first], s.spread[j - scan.first]
        near = s.taken[j] < 0
        for k in range(3):
            near = near and (z[k] - x[k]) ** 2 < gate * gate * (p[k, k] + r[k, k])
        if near:
            d2 = place_distance2(x, p, z, r, work)
            if d2 < gate * gate:
                n = _list(s, n, gate - math.sqrt(d2), slot, j - scan.first)
        j += 1
    return n


@kernel
def _list(s, n, value, slot, plot):
    """Note a gated pair at place n, if there is room; return the next place."""
    if n < len(s.value):
        s.value[n], s.pair_slot[n], s.pair_plot[n] = value, slot, plot
    return n + 1


@kernel
def _first_beyond(det, first, last, range_m):
    """Return the first detection of a scan, sorted by range, that is not nearer than this."""
    while first < last:
        middle = (first + last) // 2
        if det[middle].range_m < range_m:
            first = middle + 1
        else:
            last = middle
    return first


@kernel
def hit(s, scan, slot, j):
    """Let a track, which is at the moment of the scan, take a detection, and count it."""
    tr = s.track[slot]
    s.taken[j] = tr.id
    tr.row = j
    tr.hits += 1
    tr.misses = 0
    tr.t_hit_s = scan.t_s
    tr.d2 = take(s, slot, j, j - scan.first)
    remember(s, slot, scan.t_s, j)


@kernel
def take(s, slot, j, i):
    """Take detection j into a track's state; return its squared distance. i: its number in the scan now."""
    d, x, p, work = s.det[j], s.x[slot], s.p[slot], s.work
    at, frame = s.sensor[d.sensor].at, s.sensor[d.sensor].frame
    if s.settings[0].converted:
        z, r = s.place[i], s.spread[i]
        d2 = place_distance2(x, p, z, r, work)
        place_update(x, p, z, r, work)
        return d2
    expect(x, at, frame, work)
    if d.kind == K_BEARING:
        y = wrap(d.az_rad - work[0, 1])
        d2 = y * y / (d.s_az * d.s_az + quad(p, work, 1, 1))
        if s.settings[0].imm:
            imm_bearing(s.xm[slot], s.pm[slot], s.mu[slot], at, frame, d.az_rad, d.s_az, x, p, work)
        else:
            scalar_update(x, p, work, 1, y, d.s_az * d.s_az)
        return d2
    full = d.kind == K_FULL
    d2 = distance2(p, work, d.s_r, d.s_az, d.s_el, 3 if full else 2, d.range_m, d.az_rad, d.el_rad)
    if s.settings[0].imm:
        imm_update(s.xm[slot], s.pm[slot], s.mu[slot], at, frame, d.range_m, d.az_rad, d.el_rad, d.s_r, d.s_az,
                   d.s_el, full, x, p, work)
    else:
        update(x, p, at, frame, d.range_m, d.az_rad, d.el_rad, d.s_r, d.s_az, d.s_el, full, work)
    return d2



@kernel
def remember(s, slot, t_s, j):
    """Keep a track's state after its latest detection; where there is no room, the oldest is given up."""
    n_past = s.past_t.shape[1]
    if n_past == 0:
        return
    tr = s.track[slot]
    if tr.past == n_past:
        for i in range(1, n_past):
            shift(s, slot, i, i - 1)
        tr.past -= 1
        tr.forgot = 1
    store(s, slot, tr.past, t_s, j)
    tr.past += 1


@kernel
def shift(s, slot, i, to):
    """Let number i of a track's past be number `to` as well."""
    s.past_t[slot, to], s.past_row[slot, to] = s.past_t[slot, i], s.past_row[slot, i]
    for k in range(WIDTH):
        s.past[slot, to, k] = s.past[slot, i, k]


@kernel
def store(s, slot, i, t_s, j):
    """Keep the state of a track as number i of its past."""
    s.past_t[slot, i], s.past_row[slot, i] = t_s, j
    for k in range(6):
        s.past[slot, i, k] = s.x[slot, k]
        for m in range(6):
            s.past[slot, i, 6 + 6 * k + m] = s.p[slot, k, m]
            for model in range(2):
                s.past[slot, i, 54 + 36 * model + 6 * k + m] = s.pm[slot, model, k, m]
        for model in range(2):
            s.past[slot, i, 42 + 6 * model + k] = s.xm[slot, model, k]
    s.past[slot, i, 126], s.past[slot, i, 127] = s.mu[slot, 0], s.mu[slot, 1]


@kernel
def recall(s, slot, i, to):
    """Bring number i of a track's past into a slot."""
    s.track[to].t_s = s.past_t[slot, i]
    for k in range(6):
        s.x[to, k] = s.past[slot, i, k]
        for m in range(6):
            s.p[to, k, m] = s.past[slot, i, 6 + 6 * k + m]
            for model in range(2):
                s.pm[to, model, k, m] = s.past[slot, i, 54 + 36 * model + 6 * k + m]
        for model in range(2):
            s.xm[to, model, k] = s.past[slot, i, 42 + 6 * model + k]
    s.mu[to, 0], s.mu[to, 1] = s.past[slot, i, 126], s.past[slot, i, 127]
