"""A radar's look: what the echo is worth over noise, ground clutter and jamming, through weather and over the ground.

Radar equation from a reference point: SNR = SNR_ref + σ_dBsm − 40 log10 R (Skolnik, Introduction to Radar Systems, 3rd
ed., eq. 2.1 in dB), times the two-way factor of the path (kernels.detect.propagation).
"""

from __future__ import annotations

import math

from skypact.arrays.world import (
    G_CLUTTER_DB,
    G_EARTH_K,
    G_FULL,
    G_GROUND_M,
    G_RAIN_TOP_M,
    G_REFLECTION,
    G_ROUGHNESS_M,
    G_TREES_M,
)
from skypact.kernels.detect.horizon import along_m, edge, graze_m
from skypact.kernels.detect.propagation import gas_db, path_factor_db, rain_cell_db, rain_db
from skypact.kernels.earth.geodesy import R_M
from skypact.kernels.jit import kernel

#: A path gains this much over free space at most: two rays in phase, both ways [dB].
MOST_GAIN_DB = 12.1
#: Sine of elevation above which reflection by the ground is left out.
STEEP = 0.2
#: So rough is ground to a wave that it returns less than a twentieth: exp(−ROUGH²/2) (Ament); and a path so far above
#: it is clear [rad].
ROUGH, CLEAR_RAD = 2.5, 0.01
#: Loss of a target in the middle of the Doppler notch [dB].
NOTCH_DB = 60.0


@kernel
def cross_section_db(world, i_sensor, i_object, burns, away_mps, speed_mps):
    """Return the mean cross-section [dBsm] that a radar sees; away_mps: speed of the object away from it.

    By aspect: the deviations of nose, side and tail weighted by cos², sin², cos² of the angle to the line of sight.
    """
    o, s = world.object[i_object], world.sensor[i_sensor]
    rcs = (o.rcs_boost_dbsm if burns else o.rcs_dbsm) + s.metre_wave * o.rcs_metre_db
    if speed_mps <= 0.0 or (o.nose_db == 0.0 and o.side_db == 0.0 and o.tail_db == 0.0):
        return rcs
    c = max(-1.0, min(1.0, away_mps / speed_mps))
    return rcs + (o.nose_db if c < 0.0 else o.tail_db) * c * c + o.side_db * (1.0 - c * c)


@kernel
def pattern_db(s, el_rad):
    """Return the two-way loss [dB] of a cosecant pattern above its full elevation: a height's echo stays the same."""
    if el_rad <= s.full_rad:
        return 0.0
    return 40.0 * math.log10(math.sin(el_rad) / math.sin(s.full_rad))


@kernel
def weather_db(world, i_sensor, frame, r, az_rad, el_rad, h1_m, h2_m, earth_m):
    """Return the two-way loss [dB] by gas and rain on a path; heights above sea. frame: rows e, n, u, place."""
    s, g = world.sensor[i_sensor], world.settings
    lost = gas_db(world.gas[s.gas], r, h1_m, h2_m, earth_m)
    if s.rain_db_m > 0.0:
        lost += rain_db(s.rain_db_m, g[G_RAIN_TOP_M], r, h1_m, h2_m, earth_m)
    for k in range(len(world.weather)):
        w = world.weather[k]
        specific = world.rain[k, s.gas]
        if specific <= 0.0:
            continue
        dx, dy, dz = w.at[0] - frame[3, 0], w.at[1] - frame[3, 1], w.at[2] - frame[3, 2]
        e = frame[0, 0] * dx + frame[0, 1] * dy + frame[0, 2] * dz
        n = frame[1, 0] * dx + frame[1, 1] * dy + frame[1, 2] * dz
        over = r * math.cos(el_rad)
        lost += rain_cell_db(specific, w.top_m, e, n, w.radius_m, r, over * math.sin(az_rad), over * math.cos(az_rad),
                             h1_m, h2_m, earth_m)
    return 2.0 * lost


@kernel
def path_db(world, i_sensor, row, air, r, az_rad, h1_m, h2_m):
    """Return the one-way factor F² [dB] of a path over ground, terrain, trees; heights above sea, row of `mask` or -1.

    Steeper than STEEP the ground no longer matters: it is rough.
    """
    g, s = world.settings, world.sensor[i_sensor]
    rise = h2_m - h1_m
    if abs(rise) > STEEP * r:
        return 0.0
    over_m = math.sqrt(r * r - rise * rise)
    # the grazing angle is above the elevation: where that is steep enough, rough ground reflects nothing that matters
    el = rise / r - r / (2.0 * g[G_EARTH_K + air] * R_M)
    if row < 0 and el > CLEAR_RAD and 4.0 * math.pi * g[G_ROUGHNESS_M] * el > ROUGH * s.wavelength_m:
        return 0.0
    edge_m, edge_height_m = 0.0, 0.0
    if row >= 0:
        edge_m, edge_height_m = edge(world, row, az_rad, over_m)
    return path_factor_db(
        max(h1_m - g[G_GROUND_M], s.mast_m), h2_m - g[G_GROUND_M] - g[G_TREES_M], over_m, s.wavelength_m,
        g[G_EARTH_K + air] * R_M, g[G_ROUGHNESS_M], g[G_REFLECTION], edge_m, edge_height_m,
    )


@kernel
def before_ground(world, air, r, s_height_m, h_m):
    """Return whether ground stands behind a target: it flies below the ray that touches the horizon beyond it."""
    ground = world.settings[G_GROUND_M]
    return along_m(r, s_height_m, h_m) + graze_m(world, air, h_m - ground) < graze_m(world, air, s_height_m - ground)


@kernel
def ground_clutter(world, i_sensor, air, r, s_height_m):
    """Return the ground's echo in a target's range cell over noise (ratio), before any filter; 0 where none is seen.

    Constant γ: σ0 = γ sin(grazing) (Long, Radar Reflectivity of Land and Sea, 3rd ed., sec. 2.3).
    """
    s, g = world.sensor[i_sensor], world.settings
    h = s_height_m - g[G_GROUND_M]
    if h <= 0.0 or r > graze_m(world, air, h):
        return 0.0
    grazing = h / r - r / (2.0 * g[G_EARTH_K + air] * R_M)
    if grazing <= 0.0:
        return 0.0
    sigma = 10.0 ** (g[G_CLUTTER_DB] / 10.0) * min(1.0, grazing) * r * s.beam_rad * s.cell_m
    return sigma * 10.0 ** ((s.snr_ref_db - 40.0 * math.log10(r)) / 10.0)


@kernel
def doppler_db(s, away_mps):
    """Return the loss [dB] of a filter against clutter: near zero and each blind speed the response falls as v⁴."""
    v = abs(away_mps)
    if s.blind_mps > 0.0:
        v = abs(v - s.blind_mps * math.floor(v / s.blind_mps + 0.5))
    if v >= s.notch_mps:
        return 0.0
    return min(NOTCH_DB, 40.0 * math.log10(s.notch_mps / max(v, 1e-3)))


@kernel
def echo_db(world, state, i_sensor, frame, row, r, az_rad, el_rad, s_height_m, i_object, h_m, rcs_db):
    """Return the echo over the receiver's own noise [dB] on its path, -inf where it cannot matter."""
    s, air = world.sensor[i_sensor], state.air[0]
    level = s.snr_ref_db + rcs_db - 40.0 * math.log10(r) - pattern_db(s, el_rad)
    least = s.floor_db - 3.0 * world.object[i_object].rcs_spread_db
    if level + MOST_GAIN_DB < least:
        return -math.inf
    if world.settings[G_FULL] > 0.0 and s.skywave == 0:
        level += 2.0 * path_db(world, i_sensor, row, air, r, az_rad, s_height_m, h_m)
        if level >= least:
            earth_m = world.settings[G_EARTH_K + air] * R_M
            level -= weather_db(world, i_sensor, frame, r, az_rad, el_rad, s_height_m, h_m, earth_m)
    return level
