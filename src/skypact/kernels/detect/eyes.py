"""Eyes: the chance that an observer on the ground notices, by distance, weather, light and size."""

from __future__ import annotations

from skypact.arrays.world import G_CLOUD_M, G_DAY_OF_YEAR, G_DAY_T0_S, G_DAYLIGHT, G_VISIBILITY_M
from skypact.kernels.earth.sun import is_day
from skypact.kernels.jit import kernel


@kernel
def air_of(world, i_sensor):
    """Return visibility [m] and cloud base [m above ground] where a sensor stands: of the first cell there."""
    s, g = world.sensor[i_sensor], world.settings
    for k in range(len(world.weather)):
        w = world.weather[k]
        away2 = (w.at[0] - s.at[0]) ** 2 + (w.at[1] - s.at[1]) ** 2 + (w.at[2] - s.at[2]) ** 2
        if away2 <= w.radius_m * w.radius_m:
            return w.visibility_m, w.cloud_m
    return g[G_VISIBILITY_M], g[G_CLOUD_M]


@kernel
def eyes(world, i_sensor, i_object, r, height_m, t_s):
    """Return the chance that an observer notices in one look: distance, cloud, light, size."""
    s = world.sensor[i_sensor]
    g = world.settings
    visibility_m, cloud_m = air_of(world, i_sensor)
    if r > s.max_range_m or r > visibility_m or height_m > cloud_m:
        return 0.0
    day = is_day(g[G_DAYLIGHT], g[G_DAY_OF_YEAR], g[G_DAY_T0_S] + t_s, s.lat_rad, s.lon_rad)
    return min(1.0, s.p_look * world.object[i_object].visual) * (1.0 if day else s.night)
