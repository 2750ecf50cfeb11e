"""The fan: minimum visible altitude of every cell of a metric grid around a fixed sensor, in time linear in cells.

A fan of rays, equally spaced along the edge of each quadrant, is swept outwards ring by ring. Each ray keeps the
greatest launch slope of the ground it has met; a cell reads it between its two rays. East and west run on a
transposed copy, so that memory is read in order. Surface model: heights are linear between neighbouring cells of a
ring (`exact` has the same and gives every cell a ray of its own). Rays bend as `arrays.bend` says.
"""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from skypact.arrays.bend import (
    BEND,
    C0,
    C1,
    C2,
    I0,
    I1,
    I2,
    INV_R,
    LAYERED,
    POINT,
    RAY,
    REACH_M,
    S0,
    S1,
    S2,
    SCALE_M,
    SOFT_M,
)
from skypact.kernels.cache import TERRAIN, entry
from skypact.kernels.jit import kernel, owning

f4 = np.float32
u8 = np.uintp
#: Launch slope of a ray that has met no ground yet, in metres a ring.
NOTHING = -1e30
BLOCK = 64
#: Rays of half a quadrant: one for each cell of its last ring, but up to RAYS_A_CELL while they are fewer than RAYS.
RAYS, RAYS_A_CELL = 1500, 4


@kernel
def _read_rays(near, edge, buf, ring, k, n_half, j_low, count):
    """Read the greatest slopes (and rings of their edges) for `count` cells of ring k from column j_low, into buf."""
    step = n_half / k
    last = 2 * n_half - 1
    for t in range(count):
        x = (j_low + t) * step + n_half
        p = min(int(x), last)
        f = f4(x - p)
        a = near[u8(p)]
        b = near[u8(p + 1)]
        buf[u8(t)] = a + (b - a) * f
        if edge.shape[0] > 0:
            ring[u8(t)] = edge[u8(p)] if (a > b or f == f4(0.0)) else edge[u8(p + 1)]


@kernel
def _emit_parabola(buf, ground, out, b, k, h0, q_unit, j_low, c_low, count):
    """Lower `out` to the heights of the rays in buf over the cells of ring k; never below the ground."""
    kf, s0 = f4(k), f4(b[S0])
    for t in range(count):
        j = f4(j_low + t)
        v = h0 + (kf * buf[u8(t)] + (kf * kf + j * j) * q_unit * s0)
        w = u8(c_low + t)
        g = ground[w]
        v = v if v > g else g
        o = out[w]
        out[w] = v if v < o else o


@kernel
def _emit_layered(buf, ground, out, b, k, h0, q_unit, j_low, c_low, count):
    """Do as _emit_parabola through layered air."""
    kf, one, soft, ir, ireach = f4(k), f4(1.0), f4(SOFT_M), f4(b[INV_R]), f4(1.0 / b[REACH_M])
    c0, c1, c2, s0, s1, s2 = f4(b[C0]), f4(b[C1]), f4(b[C2]), f4(b[S0]), f4(b[S1]), f4(b[S2])
    a0, a1, a2, a3, a4 = f4(b[RAY]), f4(b[RAY + 1]), f4(b[RAY + 2]), f4(b[RAY + 3]), f4(b[RAY + 4])
    d0, d1, d2, d3, d4 = f4(b[RAY + 5]), f4(b[RAY + 6]), f4(b[RAY + 7]), f4(b[RAY + 8]), f4(b[RAY + 9])
    e0, e1, e2, e3, e4 = f4(b[RAY + 10]), f4(b[RAY + 11]), f4(b[RAY + 12]), f4(b[RAY + 13]), f4(b[RAY + 14])
    for t in range(count):
        j = f4(j_low + t)
        q = (kf * kf + j * j) * q_unit
        y = kf * buf[u8(t)]
        z = y / (y + soft)
        f = (a0 + q * (d0 + q * e0)) + z * (
            (a1 + q * (d1 + q * e1))
            + z * ((a2 + q * (d2 + q * e2)) + z * ((a3 + q * (d3 + q * e3)) + z * (a4 + q * (d4 + q * e4))))
        )
        yr = y * ireach
        up = y * (c0 + q * (c1 + q * c2)) + q * (s0 + q * (s1 + q * s2)) - (q + yr * yr) * f
        v = h0 + up / (one - up * ir)
        w = u8(c_low + t)
        g = ground[w]
        v = v if v > g else g
        o = out[w]
        out[w] = v if v < o else o


@kernel
def _read_ground(ground, buf, k, n_half, c0, p_low, count):
    """Read the ground of ring k where rays p_low … cross it, linear between cells, into buf."""
    step = k / n_half
    top = ground.shape[0] - 1
    base = float(c0 - k)
    for t in range(count):
        x = min(max(base + step * (p_low + t), 0.0), float(top))
        i = min(int(x), top - 1)
        a = ground[u8(i)]
        buf[u8(t)] = a + (ground[u8(i + 1)] - a) * f4(x - i)


@kernel
def _slope_parabola(buf, far, b, k, h0, p_low, count):
    """Turn heights in buf into the launch slopes [m a ring] of the rays that touch them; far: q of a ray at ring 1."""
    ik, ks = f4(1.0 / k), f4(k * b[S0])
    for t in range(count):
        buf[u8(t)] = (buf[u8(t)] - h0) * ik - far[u8(p_low + t)] * ks


@kernel
def _slope_layered(buf, far, b, k, h0, p_low, count):
    """Do as _slope_parabola through layered air."""
    ik, kk, one, ir = f4(1.0 / k), f4(k) * f4(k), f4(1.0), f4(b[INV_R])
    i0, i1, i2, s0, s1, s2 = f4(b[I0]), f4(b[I1]), f4(b[I2]), f4(b[S0]), f4(b[S1]), f4(b[S2])
    iscale, ireach = f4(1.0 / SCALE_M), f4(1.0 / b[REACH_M])
    a0, a1, a2, a3 = f4(b[POINT]), f4(b[POINT + 1]), f4(b[POINT + 2]), f4(b[POINT + 3])
    d0, d1, d2, d3 = f4(b[POINT + 4]), f4(b[POINT + 5]), f4(b[POINT + 6]), f4(b[POINT + 7])
    e0, e1, e2, e3 = f4(b[POINT + 8]), f4(b[POINT + 9]), f4(b[POINT + 10]), f4(b[POINT + 11])
    for t in range(count):
        rise = buf[u8(t)] - h0
        q = kk * far[u8(p_low + t)]
        x = rise * iscale
        g = (a0 + q * (d0 + q * e0)) + x * (
            (a1 + q * (d1 + q * e1)) + x * ((a2 + q * (d2 + q * e2)) + x * (a3 + q * (d3 + q * e3)))
        )
        r = rise * ireach
        y = rise / (one + rise * ir) - q * (s0 + q * (s1 + q * s2)) + (q + r * r) * g
        buf[u8(t)] = y * (i0 + q * (i1 + q * i2)) * ik


@kernel
def _raise_rays(near, edge, buf, k, p_low, count):
    """Keep the greater slope of each ray, and the ring where it was met if `edge` is kept."""
    if edge.shape[0] > 0:
        for t in range(count):
            if buf[u8(t)] > near[u8(p_low + t)]:
                near[u8(p_low + t)] = buf[u8(t)]
                edge[u8(p_low + t)] = k
        return
    for t in range(count):
        s, o = buf[u8(t)], near[u8(p_low + t)]
        near[u8(p_low + t)] = s if s > o else o


@owning
def _quadrant(ground, out, far_edge, cell_m, r0, c0, h0_m, b, sign, rings):
    """Sweep the quadrant of rows r0 + sign·k, |column − c0| ≤ k, to a distance of `rings` cells."""
    n, m = ground.shape
    last = n - 1 - r0 if sign > 0 else r0
    last = int(math.floor(min(float(last), rings)))
    if last < 1:
        return
    n_half, h0 = max(last, min(RAYS_A_CELL * last, RAYS)), f4(h0_m)
    n_ray = 2 * n_half + 1
    unit = (cell_m / b[REACH_M]) ** 2
    near, far = np.full(n_ray, f4(NOTHING)), np.empty(n_ray, f4)
    edge = np.zeros(n_ray if far_edge.shape[0] > 0 else 0, np.int32)
    ring = np.zeros(len(edge), np.int32)
    for p in range(n_ray):
        u = (p - n_half) / n_half
        far[p] = f4(unit * (1.0 + u * u))
    buf = np.empty(n_ray, f4)
    for k in range(1, last + 1):
        r = r0 + sign * k
        width = int(math.floor(math.sqrt(max(rings * rings - k * k, 0.0)))) if rings < 1e9 else k
        j_low, j_high = max(-k, -c0, -width), min(k, m - 1 - c0, width)
        count = j_high - j_low + 1
        c_low = c0 + j_low
        if k == 1:
            for c in range(c_low, c_low + count):
                out[r, c] = min(out[r, c], ground[r, c])
        else:
            _read_rays(near, edge, buf, ring, k, n_half, j_low, count)
            if b[LAYERED] == 0.0:
                _emit_parabola(buf, ground[r], out[r], b, k, h0, f4(unit), j_low, c_low, count)
            else:
                _emit_layered(buf, ground[r], out[r], b, k, h0, f4(unit), j_low, c_low, count)
            for t in range(count if len(edge) else 0):
                far_edge[r, c_low + t] = f4(ring[t] * cell_m * math.hypot(1.0, (j_low + t) / k))
        p_low = max(int(math.floor(n_half + j_low * n_half / k)) - 1, 0)
        p_high = min(int(math.ceil(n_half + j_high * n_half / k)) + 1, n_ray - 1)
        count = p_high - p_low + 1
        _read_ground(ground[r], buf, k, n_half, c0, p_low, count)
        if b[LAYERED] == 0.0:
            _slope_parabola(buf, far, b, k, h0, p_low, count)
        else:
            _slope_layered(buf, far, b, k, h0, p_low, count)
        _raise_rays(near, edge, buf, k, p_low, count)


@entry(TERRAIN)
def _half(ground, out, far_edge, cell_m, sites, bend, max_range_m):
    """Sweep both quadrants along the rows for every site, into the minimum `out`."""
    for i in range(sites.shape[0]):
        r0, c0, h0 = int(sites[i, 0]), int(sites[i, 1]), sites[i, 2]
        rings = max_range_m[i] / cell_m
        out[r0, c0] = min(out[r0, c0], ground[r0, c0])
        _quadrant(ground, out, far_edge, cell_m, r0, c0, h0, bend[i], 1, rings)
        _quadrant(ground, out, far_edge, cell_m, r0, c0, h0, bend[i], -1, rings)


@entry(TERRAIN)
def _turn(source, target):
    """Write the transpose of source, block by block."""
    n, m = source.shape
    for i0 in range(0, n, BLOCK):
        for j0 in range(0, m, BLOCK):
            for i in range(i0, min(i0 + BLOCK, n)):
                for j in range(j0, min(j0 + BLOCK, m)):
                    target[j, i] = source[i, j]


@entry(TERRAIN)
def _join(out, turned, far_edge, turned_edge):
    """Lower `out` to the transposed half; an edge goes with the half whose rows or columns the cell's ray crosses."""
    n, m = out.shape
    for i0 in range(0, n, BLOCK):
        for j0 in range(0, m, BLOCK):
            for i in range(i0, min(i0 + BLOCK, n)):
                for j in range(j0, min(j0 + BLOCK, m)):
                    v = turned[j, i]
                    if v < out[i, j]:
                        out[i, j] = v
                    if far_edge.shape[0] > 0 and turned_edge[j, i] > far_edge[i, j]:
                        far_edge[i, j] = turned_edge[j, i]


def visible(ground_m: np.ndarray, cell_m: float, sites: np.ndarray, bend: np.ndarray, max_range_m: np.ndarray,
            threads: int = 2) -> np.ndarray:  # fmt: skip
    """Return the lowest altitude [m above sea, f4 n × m] at which any of the sensors sees each cell.

    ground_m f4[n, m], row 0 = north, without gaps; square cells of cell_m. sites f8[k, 3]: row, column, height of the
    antenna above sea [m]. bend f8[k, BEND]: `lower.sense.air.bending` or `parabola` for each site. max_range_m f8[k]:
    ground distance, inf for none. Never below the ground; +inf beyond all ranges.
    """
    return _sweep(ground_m, cell_m, sites, bend, max_range_m, threads, False)[0]


def visible_one(ground_m: np.ndarray, cell_m: float, site: np.ndarray, bend: np.ndarray, max_range_m: float = math.inf,
                edges: bool = False, threads: int = 2) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """Return `visible` of one sensor, and the ground distance [m, f4 n × m] of the edge that hides each cell.

    The edge is the ground of greatest launch angle before the cell, along the cell's ray, whether or not the cell's own
    ground is seen; 0 where there is none (neighbours of the sensor, beyond range). Empty without `edges`.
    """
    sites, rows = np.asarray(site, float).reshape(1, 3), np.asarray(bend, float).reshape(1, BEND)
    return _sweep(ground_m, cell_m, sites, rows, np.array([max_range_m]), threads, edges)


def _sweep(ground_m: np.ndarray, cell_m: float, sites: np.ndarray, bend: np.ndarray, max_range_m: np.ndarray,
           threads: int, edges: bool) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """Do what `visible` and `visible_one` say."""
    ground = np.ascontiguousarray(ground_m, f4)
    sites, bend = np.ascontiguousarray(sites, float), np.ascontiguousarray(bend, float)
    reach = np.ascontiguousarray(max_range_m, float)
    _check(ground, cell_m, sites, bend, reach)
    n, m = ground.shape
    across = np.ascontiguousarray(sites[:, [1, 0, 2]])

    def north_south() -> tuple[np.ndarray, np.ndarray]:
        out, far = np.full((n, m), np.inf, f4), np.zeros((n, m) if edges else (0, 0), f4)
        _half(ground, out, far, float(cell_m), sites, bend, reach)
        return out, far

    def east_west() -> tuple[np.ndarray, np.ndarray]:
        turned = np.empty((m, n), f4)
        _turn(ground, turned)
        out, far = np.full((m, n), np.inf, f4), np.zeros((m, n) if edges else (0, 0), f4)
        _half(turned, out, far, float(cell_m), across, bend, reach)
        return out, far

    with ThreadPoolExecutor(max(1, min(threads, 2))) as pool:
        first, second = pool.submit(north_south), pool.submit(east_west)
        (out, far), (out_turned, far_turned) = first.result(), second.result()
    _join(out, out_turned, far, far_turned)
    return out, far


def _check(ground: np.ndarray, cell_m: float, sites: np.ndarray, bend: np.ndarray, max_range_m: np.ndarray) -> None:
    """Raise ValueError where the arguments do not fit together."""
    n, m = ground.shape
    if n < 2 or m < 2 or not cell_m > 0:
        raise ValueError(f"the grid is {n} × {m} with cells of {cell_m} m; it should be at least 2 × 2, cells above 0")
    if sites.ndim != 2 or sites.shape[1] != 3 or bend.shape != (len(sites), BEND) or max_range_m.shape != (len(sites),):
        raise ValueError(f"sites {sites.shape}, bend {bend.shape}, max_range_m {max_range_m.shape}: "
                         f"they should be (k, 3), (k, {BEND}) and (k,)")
    inside = (sites[:, 0] >= 0) & (sites[:, 0] < n) & (sites[:, 1] >= 0) & (sites[:, 1] < m)
    if not inside.all():
        bad = int(np.argmin(inside))
        raise ValueError(f"site {bad} at row {sites[bad, 0]:g}, column {sites[bad, 1]:g} is off the {n} × {m} grid")
    corner = np.hypot(np.maximum(sites[:, 0], n - 1 - sites[:, 0]), np.maximum(sites[:, 1], m - 1 - sites[:, 1]))
    needed = np.minimum(max_range_m, corner * cell_m)
    beyond = (bend[:, LAYERED] != 0) & (needed > bend[:, REACH_M] * 1.0001)
    if beyond.any():
        bad = int(np.argmax(beyond))
        raise ValueError(f"site {bad} looks {needed[bad] / 1e3:.0f} km far, its rays were traced to "
                         f"{bend[bad, REACH_M] / 1e3:.0f} km: ask for a greater reach or a smaller max_range_m")
