"""What one sensor covers of a grid: sight, range, sector and elevation of each cell, at several heights at once.

`sight` is the map of `fan.visible_one` in a window around the sensor; everything else is a formula. Places are on a
sphere of the earth's mean radius; sight bends with the air, ranges and elevations are straight.
"""

from __future__ import annotations

import math

import numpy as np

from skypact.arrays.cover import (
    COVERED,
    DOWN,
    ELEVATION,
    FACING_RAD,
    FAR_M,
    FULL_RAD,
    GROUND,
    HALF_RAD,
    HIGH_RAD,
    HORIZON,
    LEAST_M,
    LOW_RAD,
    MOST_M,
    RANGE,
    SECTOR,
    SKY,
)
from skypact.kernels.cache import TERRAIN, entry
from skypact.kernels.earth.geodesy import R_M
from skypact.kernels.jit import kernel


@kernel
def failing(z, z0, s, sine, away, half_rad, dip, most_m, least_m, low, k):
    """Return where a sensor at z0 fails at a target at z [m above sea], slant range s, sight apart; else COVERED.

    sine: of the elevation; away: of the azimuth from the middle of the sector [rad]. k: FAR_M, the sine of FULL_RAD,
    DOWN and the sine of HIGH_RAD.
    """
    far = k[0]
    if sine > k[1]:
        far *= k[1] / sine
    if sine < dip:
        far *= k[2]
    if s > far or s > most_m or s < least_m:
        return RANGE
    if away > half_rad:
        return SECTOR
    # the lower edge is a slope of heights, so that the earth's curve does not hide the horizon: as `detect` has it
    if sine > k[3] or z - z0 < low * s:
        return ELEVATION
    return COVERED


@kernel
def slant(z, z0, bulge):
    """Return the slant range [m] to a place z above sea; bulge: 2 sin²(θ/2), θ the angle at the centre of the earth."""
    dz = z - z0
    return math.sqrt(dz * dz + 2.0 * (R_M + z0) * (R_M + z) * bulge)


@entry(TERRAIN)
def judge(ground, sight, inside, cell_m, site, limit, heights, above_sea, smooth, step_m, trees_m, first, last,
          least, count, stage):  # fmt: skip
    """Enter one sensor, rows first … last of its window, into the maps; return its covered cells at each height.

    ground, sight, inside, least [n, m], count, stage [n_height, n, m]: the window. site: row, column in it, height of
    the antenna [m above sea]. heights: of targets above ground, or above sea. smooth: lowest visible altitude over a
    smooth earth at each step_m of ground distance. trees_m stand before whatever the ground nearly hides.
    """
    m = ground.shape[1]
    seen = np.zeros(len(heights), np.int64)
    z0 = site[2]
    dip = -math.sqrt(max(2.0 * z0 / R_M, 0.0))
    most, nearest, low, half, facing = limit[MOST_M], limit[LEAST_M], limit[LOW_RAD], limit[HALF_RAD], limit[FACING_RAD]
    k = (limit[FAR_M], math.sin(limit[FULL_RAD]), limit[DOWN], math.sin(limit[HIGH_RAD]))
    round_about, sky, beyond, i_step = half >= math.pi, limit[SKY] > 0.0, 1.02 * most, 1.0 / step_m
    for i in range(first, last):
        dy = (site[0] - i) * cell_m
        for j in range(m):
            dx = (j - site[1]) * cell_m
            d = math.sqrt(dx * dx + dy * dy)
            if d > beyond:
                continue
            q = (d / (2.0 * R_M)) ** 2
            bulge = 2.0 * q * (1.0 - q / 3.0 + 2.0 * q * q / 45.0)  # 2 sin², to 1e-9 of it at 600 km
            away = 0.0
            if not round_about:
                turned = math.atan2(dx, dy) - facing
                away = abs(math.atan2(math.sin(turned), math.cos(turned)))
            g, hidden = float(ground[i, j]), float(sight[i, j])
            if hidden > g + 0.01:
                hidden += trees_m
            if sky:
                hidden = g
            for h in range(len(heights)):
                z = heights[h] if above_sea else g + heights[h]
                if z < g:
                    continue
                s = max(slant(z, z0, bulge), 1.0)
                sine = (z - z0 - (R_M + z) * bulge) / s
                at = failing(z, z0, s, sine, away, half, dip, most, nearest, low, k)
                if at == COVERED and z < hidden:
                    x = d * i_step
                    p = min(int(x), len(smooth) - 2)
                    at = HORIZON if z < smooth[p] + (smooth[p + 1] - smooth[p]) * (x - p) else GROUND
                if at == COVERED:
                    count[h, i, j] += count[h, i, j] < 255
                    seen[h] += inside[i, j]
                if at > stage[h, i, j]:
                    stage[h, i, j] = at
            z = max(hidden, g)
            if z >= least[i, j]:
                continue
            s = max(slant(z, z0, bulge), 1.0)
            if z < z0 + low * s:  # lift it to the lower edge of the beam; the rise hardly changes s, so twice is enough
                s = max(slant(z0 + low * s, z0, bulge), 1.0)
                z = z0 + low * s + 0.01
                s = max(slant(z, z0, bulge), 1.0)
            sine = (z - z0 - (R_M + z) * bulge) / s
            if z < least[i, j] and failing(z, z0, s, sine, away, half, dip, most, nearest, low, k) == COVERED:
                least[i, j] = z
    return seen
