"""Sight: how far a ray reaches over the round earth through layered air, and what terrain stands in it."""

from __future__ import annotations

import math

from skypact.arrays.world import G_GROUND_M, G_TREES_M, GRAZE_COUNT, GRAZE_TOP_M
from skypact.kernels.jit import kernel, shared


@kernel
def graze_m(world, air, height_m):
    """Return the distance [m] from where a ray touches the ground to a height [m] above it, in one of the airs."""
    x = math.sqrt(min(max(height_m, 0.0), GRAZE_TOP_M) / GRAZE_TOP_M) * (GRAZE_COUNT - 1)
    i = min(int(x), GRAZE_COUNT - 2)
    return world.grazing[air, i] + (x - i) * (world.grazing[air, i + 1] - world.grazing[air, i])


@shared
def sight_m(world, air, sensor_m, target_m):
    """Return the ground distance [m] at which a target sinks below the horizon of smooth ground; heights above it.

    The mast stands in a clearing; trees rise before the target (facts.md 2: a mast of 10 m sees a target at 30 m over
    trees of 20 m at 26 km).
    """
    return graze_m(world, air, sensor_m) + graze_m(world, air, target_m - world.settings[G_TREES_M])


@kernel
def mask_row(world, first, count, t_s):
    """Return the row of `mask` that holds at a moment."""
    row = first
    while row < first + count - 1 and world.mask_at[row + 1, 0] <= t_s:
        row += 1
    return row


@kernel
def polar(mask, layer, step_m, az_rad, ground_m):
    """Return a layer of a mask at an azimuth and ground distance: 0 least visible height, 1 edge distance, 2 height.

    Heights bilinear; an edge is that of the nearest ray, because between two edges there is none.
    """
    n_az, n_range = mask.shape[1], mask.shape[2]
    y = min(ground_m / step_m, n_range - 1.001)
    x = (az_rad / math.tau - math.floor(az_rad / math.tau)) * n_az
    if layer > 0:
        return mask[layer, int(x + 0.5) % n_az, int(y + 0.5)]
    i, j = int(x) % n_az, int(y)
    f, g, k = x - int(x), y - j, (int(x) + 1) % n_az
    low = mask[0, i, j] + (mask[0, i, j + 1] - mask[0, i, j]) * g
    high = mask[0, k, j] + (mask[0, k, j + 1] - mask[0, k, j]) * g
    return low + (high - low) * f


@kernel
def hidden(world, row, az_rad, ground_m, height_m):
    """Return whether terrain and its trees hide a height [m above sea] at a place; row of `mask`."""
    return height_m - world.settings[G_TREES_M] < polar(world.mask[row], 0, world.mask_at[row, 1], az_rad, ground_m)


@kernel
def edge(world, row, az_rad, ground_m):
    """Return distance [m] and height [m above the theatre's ground, trees on it] of the edge that stands in a path."""
    step_m = world.mask_at[row, 1]
    away = polar(world.mask[row], 1, step_m, az_rad, ground_m)
    if away <= 0.0 or away >= ground_m:
        return 0.0, 0.0
    g = world.settings
    return away, polar(world.mask[row], 2, step_m, az_rad, ground_m) - g[G_GROUND_M] + g[G_TREES_M]
