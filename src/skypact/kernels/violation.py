"""violation: where a post's own track lies against its border, and what follows: seen inside, or foreseen there."""

from __future__ import annotations

import math

from skypact.arrays.codes import C_NONE, E_FORESEEN, E_VIOLATION, E_ZONE
from skypact.arrays.world import (
    G_DEPTH_CELLS,
    G_FORESEE_S,
    G_INSIDE_SD,
    G_SOUTH_DEG,
    G_STEP_LAT_DEG,
    G_STEP_LON_DEG,
    G_WEST_DEG,
)
from skypact.kernels.earth.geodesy import to_geodetic
from skypact.kernels.emit import emit
from skypact.kernels.jit import kernel

#: Metres of a degree of latitude, for slopes and for what lies beyond the theatre.
DEGREE_M = 111_200.0
#: The march towards a border goes on by no less than this share of a cell.
LEAST_CELLS = 0.5


@kernel
def inside(world, nation, lat_rad, lon_rad):
    """Return how far inside a nation's border a place lies [m], below 0 outside, and its slope to north and east.

    Linear between the centres of the cells. Beyond the theatre nothing is own: the way back to it counts as outside.
    """
    g, k = world.settings, world.depth_of[nation]
    if k < 0:
        return -1e7, 0.0, 0.0
    grid = world.depth[k]
    step_lat, step_lon = g[G_DEPTH_CELLS] * g[G_STEP_LAT_DEG], g[G_DEPTH_CELLS] * g[G_STEP_LON_DEG]
    wide = max(math.cos(lat_rad), 1e-6)
    y = (math.degrees(lat_rad) - g[G_SOUTH_DEG]) / step_lat
    x = (math.degrees(lon_rad) - g[G_WEST_DEG]) / step_lon
    out_y = (y - min(max(y, 0.0), float(grid.shape[0]))) * step_lat
    out_x = (x - min(max(x, 0.0), float(grid.shape[1]))) * step_lon * wide
    y = min(max(y - 0.5, 0.0), grid.shape[0] - 1.0)
    x = min(max(x - 0.5, 0.0), grid.shape[1] - 1.0)
    i, j = int(math.floor(y)), int(math.floor(x))
    i2, j2 = min(i + 1, grid.shape[0] - 1), min(j + 1, grid.shape[1] - 1)
    y, x = y - i, x - j
    sw, se, nw, ne = float(grid[i, j]), float(grid[i, j2]), float(grid[i2, j]), float(grid[i2, j2])
    depth = (1.0 - y) * ((1.0 - x) * sw + x * se) + y * ((1.0 - x) * nw + x * ne)
    north = ((1.0 - x) * (nw - sw) + x * (ne - se)) / (step_lat * DEGREE_M)
    east = ((1.0 - y) * (se - sw) + y * (ne - nw)) / (step_lon * DEGREE_M * wide)
    beyond = DEGREE_M * math.sqrt(out_y * out_y + out_x * out_x)
    if beyond > 0.0:
        depth = min(depth, 0.0) - beyond
    return depth, north, east


@kernel
def error_along(world, state, i_pic, slot, lat_rad, lon_rad, north, east, age_s, ahead_s):
    """Return the sd [m] of a track's place, along a horizontal direction (eastwards where it is none).

    age_s after its last plot, with what it may have turned since; ahead_s later, on the velocity of that moment.
    """
    size = math.sqrt(north * north + east * east)
    n, e = (north / size, east / size) if size > 1e-9 else (0.0, 1.0)
    sl, cl, so, co = math.sin(lat_rad), math.cos(lat_rad), math.sin(lon_rad), math.cos(lon_rad)
    x, y, z = -sl * co * n - so * e, -sl * so * n + co * e, cl * n
    p, dt = state.p[i_pic, slot], age_s + ahead_s
    total = world.picture[i_pic].q * age_s * age_s * age_s / 3.0
    for i in range(3):
        a = x if i == 0 else (y if i == 1 else z)
        for j in range(3):
            b = x if j == 0 else (y if j == 1 else z)
            total += a * b * (p[i, j] + dt * (p[i, 3 + j] + p[3 + i, j]) + dt * dt * p[3 + i, 3 + j])
    return math.sqrt(max(total, 0.0))


@kernel
def entry_after(world, state, i_pic, slot, nation, age_s):
    """Return after how many seconds a straight flight comes over a nation, inf where it is not sure to in time.

    Sure: as for a violation, within the time looked ahead. Steps as long as what lacks (sphere tracing: no border can
    lie nearer), so that few are needed.
    """
    g, x = world.settings, state.x[i_pic, slot]
    speed = max(math.sqrt(x[3] * x[3] + x[4] * x[4] + x[5] * x[5]), 1.0)
    least = LEAST_CELLS * g[G_DEPTH_CELLS] * g[G_STEP_LAT_DEG] * DEGREE_M
    t, step, outside, entry = 0.0, 0.0, 0.0, math.inf
    while t <= g[G_FORESEE_S]:
        s = age_s + t
        lat, lon, _ = to_geodetic(x[0] + s * x[3], x[1] + s * x[4], x[2] + s * x[5])
        depth, north, east = inside(world, nation, lat, lon)
        lacks = -depth
        if depth >= 0.0:
            if entry == math.inf:  # the last step began outside and went too far
                entry = t - step * depth / max(depth + outside, 1e-9)
            lacks += g[G_INSIDE_SD] * error_along(world, state, i_pic, slot, lat, lon, north, east, age_s, t)
            if lacks <= 0.0:
                return entry
        else:
            outside, entry = lacks, math.inf
        step = max(lacks, least) / speed
        t += step
    return math.inf


@kernel
def watch_border(world, state, i_pic, slot, lat_rad, lon_rad, t_s):
    """Say once of a track where a violation is seen for sure or an entry is foreseen, and into which zone it comes.

    Values are whole metres and seconds: what a post believes is no finer.
    """
    tr, pic = state.track[i_pic, slot], world.picture[i_pic]
    post = world.post[pic.post]
    nation, subject = world.nation_entity[post.nation], world.object[tr.obj].entity
    if tr.zone >= 0 and tr.zone != tr.zone_told:
        tr.zone_told = tr.zone
        emit(state, t_s, E_ZONE, nation, subject, post.entity, world.zone_entity[tr.zone], C_NONE, 0.0)
    if tr.violation:
        return
    age = max(t_s - tr.t_s, 0.0)
    depth, north, east = inside(world, post.nation, lat_rad, lon_rad)
    if depth >= 0.0:
        sd = error_along(world, state, i_pic, slot, lat_rad, lon_rad, north, east, age, 0.0)
        if depth >= world.settings[G_INSIDE_SD] * sd:
            tr.violation = 1
            emit(state, t_s, E_VIOLATION, nation, subject, post.entity, -1, C_NONE, math.floor(depth + 0.5))
    elif not tr.foreseen and t_s - tr.t_born_s >= pic.settle_s:  # before, its speed is hardly known
        after = entry_after(world, state, i_pic, slot, post.nation, age)
        if after < math.inf:
            tr.foreseen = 1
            emit(state, t_s, E_FORESEEN, nation, subject, post.entity, -1, C_NONE, math.floor(after + 0.5))
