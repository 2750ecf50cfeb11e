"""Envelope and fly-out of a battery's missile: look-ups in the tables that `lower` made."""

from __future__ import annotations

import math

from skypact.arrays.world import N_ENVELOPE, N_FLY_HEIGHT, N_FLY_RANGE
from skypact.kernels.earth.geodesy import R_M
from skypact.kernels.jit import shared


@shared
def fly_s(world, i_battery, range_m, height_m):
    """Return the time of flight [s] to a slant range and height above the site, bilinear between bins on squares."""
    b = world.battery[i_battery]
    x = min((N_FLY_RANGE - 1) * math.sqrt(range_m / b.far_m), N_FLY_RANGE - 1.0)
    y = (N_FLY_HEIGHT - 1) * math.sqrt(min(max(height_m / b.top_m, 0.0), 1.0))
    i, j = min(int(x), N_FLY_RANGE - 2), min(int(y), N_FLY_HEIGHT - 2)
    x, y = x - i, y - j
    low = world.flyout[i_battery, i, j] + y * (world.flyout[i_battery, i, j + 1] - world.flyout[i_battery, i, j])
    high = world.flyout[i_battery, i + 1, j]
    high += y * (world.flyout[i_battery, i + 1, j + 1] - high)
    # beyond the last bin at the last bin's mean speed: the envelope refuses it, but a target may fly in from there
    return (low + x * (high - low)) * max(1.0, range_m / b.far_m)


@shared
def within(world, i_battery, range_m, height_m, slack_m):
    """Return whether a slant range and a height above ground lie in the envelope; slack_m lowers its floor."""
    b = world.battery[i_battery]
    if height_m < b.min_alt_m - slack_m or height_m > b.max_alt_m:
        return False
    k = 0
    while k < N_ENVELOPE - 2 and world.envelope[i_battery, k + 1, 0] < height_m:
        k += 1
    low, high = world.envelope[i_battery, k, 0], world.envelope[i_battery, k + 1, 0]
    share = min(max((height_m - low) / (high - low), 0.0), 1.0)
    near, far = world.envelope[i_battery, k, 1], world.envelope[i_battery, k, 2]
    near += share * (world.envelope[i_battery, k + 1, 1] - near)
    far += share * (world.envelope[i_battery, k + 1, 2] - far)
    return near <= range_m <= far


@shared
def height_above_m(st, dx, dy, dz):
    """Return the height [m] of an offset above a stand: over its tangent plane, and the plane's own over the earth."""
    up = dx * st.u[0] + dy * st.u[1] + dz * st.u[2]
    return up + (dx * dx + dy * dy + dz * dz - up * up) / (2.0 * R_M)
