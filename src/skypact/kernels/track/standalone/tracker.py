"""The stand-alone tracker: anyone's detections, scan by scan, to tracks. Numbers only, one entry point.

A scan is what one sensor saw at one moment. Confirmed tracks choose first, tentative ones from what is left, what then
is left begins new ones. Both choices are exact (kernels.track.cluster): the total of gate less distance is greatest.
"""

from __future__ import annotations

import math

from skypact.arrays.tracking import (
    DONE,
    F_CONFIRMED,
    F_NONE,
    F_TENTATIVE,
    FULL_CLUSTER,
    FULL_FOUND,
    FULL_GATED,
    FULL_TRACKS,
    K_BEARING,
    K_FLAT,
    N_FOUND,
    N_FREE,
    N_LIVE,
    NEED,
    NEXT_ID,
    STATUS,
)
from skypact.kernels.cache import TRACKER, entry
from skypact.kernels.jit import kernel
from skypact.kernels.ref import ref
from skypact.kernels.track.cluster import global_nearest
from skypact.kernels.track.filter import start
from skypact.kernels.track.imm import imm_start
from skypact.kernels.track.standalone.following import forward, gated, hit, remember
from skypact.kernels.track.standalone.out_of_sequence import late_hits, list_late


@entry(TRACKER)
def follow(following):
    """Follow every scan in its order, from no track at all; stop early where a capacity is reached (STATUS)."""
    s = ref(following)
    # the last slot is scratch of late detections
    n_slot = len(s.track) - 1
    for slot in range(n_slot):
        s.free[slot] = n_slot - 1 - slot
    s.counter[:] = 0
    s.counter[N_FREE] = n_slot
    s.taken[:] = -1
    for i_scan in range(len(s.scan)):
        if s.scan[i_scan].late:
            _late_scan(s, i_scan)
        else:
            _one_scan(s, i_scan)
        if s.counter[STATUS] != DONE:
            return


@kernel
def _one_scan(s, i_scan):
    """Bring all tracks to the scan's moment and let them choose; keep, drop and begin; write what is confirmed."""
    scan = s.scan[i_scan]
    for i in range(s.counter[N_LIVE]):
        slot = s.live[i]
        s.track[slot].row = -1
        forward(s, slot, scan.t_s)
    if s.settings[0].converted:
        _convert(s, scan)
    for stage in (F_CONFIRMED, F_TENTATIVE):
        n = 0
        for i in range(s.counter[N_LIVE]):
            slot = s.live[i]
            if s.track[slot].stage == stage:
                n = gated(s, scan, slot, n, slot)
        if not _choose(s, scan, n):
            return
        for i in range(scan.last - scan.first):
            if s.chosen[i] >= 0:
                hit(s, scan, s.chosen[i], scan.first + i)
        _keep(s, scan, stage)
    for j in range(scan.first, scan.last):
        if s.taken[j] < 0 and s.det[j].kind != K_BEARING:
            _begin(s, scan, j)
            if s.counter[STATUS] != DONE:
                return
    _write(s, i_scan)


@kernel
def _convert(s, scan):
    """Fill place and spread of the scan's detections."""
    for j in range(scan.first, scan.last):
        i = j - scan.first
        _from_plot(s, scan, j, s.work[0], s.spread[i])
        for k in range(3):
            s.place[i, k] = s.work[0, k]


@kernel
def _from_plot(s, scan, j, x, p):
    """Fill state and covariance from one detection; of its velocity nothing is known."""
    d, at, frame = s.det[j], s.sensor[scan.sensor].at, s.sensor[scan.sensor].frame
    el, s_el = d.el_rad, d.s_el
    if d.kind == K_FLAT:
        el = math.asin(min(0.5, s.settings[0].height_m / d.range_m)) - d.range_m * s.settings[0].curvature
        s_el = s.settings[0].height_sigma_m / d.range_m
    flat, climb = s.settings[0].sigma_v_mps, s.settings[0].sigma_climb_mps
    start(x, p, at, frame, d.range_m, d.az_rad, el, d.s_r, d.s_az, s_el, flat)
    for i in range(3):
        for k in range(3):
            p[3 + i, 3 + k] += (climb * climb - flat * flat) * frame[2, i] * frame[2, k]


@kernel
def _late_scan(s, i_scan):
    """Let tracks choose among detections older than what they took already; nothing begins, nothing is missed."""
    scan = s.scan[i_scan]
    for stage in (F_CONFIRMED, F_TENTATIVE):
        n = list_late(s, scan, stage)
        if not _choose(s, scan, n):
            return
        late_hits(s, scan)


@kernel
def _choose(s, scan, n):
    """Fill chosen from the n gated pairs of a scan; return False where a capacity is reached."""
    if n > len(s.value):
        s.counter[STATUS], s.counter[NEED] = FULL_GATED, n
        return False
    need = global_nearest(n, s.value, s.pair_slot, s.pair_plot, scan.last - scan.first, s.chosen, s.node, s.pair,
                          s.dense, s.f, s.k)
    if need > 0:
        s.counter[STATUS], s.counter[NEED] = FULL_CLUSTER, need
        return False
    return True


@kernel
def _keep(s, scan, stage):
    """Count looks and misses of the tracks of a stage; confirm what has its hits, drop what is lost."""
    i = 0
    while i < s.counter[N_LIVE]:
        slot = s.live[i]
        if s.track[slot].stage == stage:
            _count(s, scan, slot)
            if stage == F_TENTATIVE and s.track[slot].hits >= s.settings[0].confirm_hits:
                s.track[slot].stage = F_CONFIRMED
            elif _lost(s, slot):
                s.track[slot].stage = F_NONE
                s.counter[N_LIVE] -= 1
                s.live[i] = s.live[s.counter[N_LIVE]]
                s.free[s.counter[N_FREE]] = slot
                s.counter[N_FREE] += 1
                continue
        i += 1


@kernel
def _count(s, scan, slot):
    """Count a look of a sensor that reaches a track, and whether it was in vain."""
    tr, x, sensor = s.track[slot], s.x[slot], s.sensor[scan.sensor]
    away2 = 0.0
    for k in range(3):
        away2 += (x[k] - sensor.at[k]) ** 2
    if tr.row >= 0 or away2 <= sensor.reach_m * sensor.reach_m:
        tr.looks += 1
        if tr.row < 0:
            tr.misses += 1


@kernel
def _lost(s, slot):
    """Return whether a track has to be dropped."""
    tr, p, rule = s.track[slot], s.p[slot], s.settings[0]
    if tr.stage == F_TENTATIVE:
        return tr.misses >= rule.hold_misses or tr.looks >= rule.confirm_looks
    spread2 = p[0, 0] + p[1, 1] + p[2, 2]
    return (
        tr.misses >= rule.drop_misses or tr.t_s - tr.t_hit_s > rule.drop_s or spread2 > rule.drop_sigma_m**2
    )  # fmt: skip


@kernel
def _begin(s, scan, j):
    """Begin a tentative track at a detection."""
    if s.counter[N_FREE] == 0:
        s.counter[STATUS], s.counter[NEED] = FULL_TRACKS, 2 * len(s.track)
        return
    s.counter[N_FREE] -= 1
    slot = s.free[s.counter[N_FREE]]
    s.live[s.counter[N_LIVE]] = slot
    s.counter[N_LIVE] += 1
    tr = s.track[slot]
    tr.stage, tr.id, tr.hits, tr.looks, tr.misses, tr.row = F_TENTATIVE, s.counter[NEXT_ID], 1, 1, 0, j
    tr.past, tr.forgot = 0, 0
    tr.t_s, tr.t_hit_s, tr.t_born_s, tr.d2 = scan.t_s, scan.t_s, scan.t_s, math.nan
    s.counter[NEXT_ID] += 1
    s.taken[j] = tr.id
    _from_plot(s, scan, j, s.x[slot], s.p[slot])
    if s.settings[0].imm:
        imm_start(s.x[slot], s.p[slot], s.xm[slot], s.pm[slot], s.mu[slot], s.settings[0].mu_first)
    if tr.hits >= s.settings[0].confirm_hits:
        tr.stage = F_CONFIRMED
    remember(s, slot, scan.t_s, j)


@kernel
def _write(s, i_scan):
    """Write every confirmed track as it is at the scan."""
    for i in range(s.counter[N_LIVE]):
        slot = s.live[i]
        tr = s.track[slot]
        if tr.stage != F_CONFIRMED:
            continue
        n = s.counter[N_FOUND]
        s.counter[N_FOUND] += 1
        if n >= len(s.found):
            s.counter[STATUS], s.counter[NEED] = FULL_FOUND, 2 * len(s.found)
            return
        row = s.found[n]
        row.scan, row.id, row.row, row.hits = i_scan, tr.id, tr.row, tr.hits
        row.d2 = tr.d2 if tr.row >= 0 else math.nan
        for k in range(6):
            s.found_x[n, k] = s.x[slot, k]
        if n < len(s.found_p):
            for k in range(6):
                for m in range(6):
                    s.found_p[n, k, m] = s.p[slot, k, m]
