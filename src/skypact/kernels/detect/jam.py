"""Noise: which jammers a radar hears at a moment, and how much of them a target has to rise above.

Jammer power over the radar's own noise, both per bandwidth: J/N = P · G(θ) · λ² / ((4π R)² k T F L); the echo competes
with N + ΣJ (Skolnik, Introduction to Radar Systems, 3rd ed., ch. 1; Schleher, Electronic Warfare in the
Information Age, 1999, ch. 4).
The beam is Gaussian down to the mean level of the side lobes.
"""

from __future__ import annotations

import math

from skypact.arrays.world import G_GROUND_M
from skypact.kernels.detect.horizon import along_m, hidden, sight_m
from skypact.kernels.earth.frame import spherical
from skypact.kernels.earth.motion import position
from skypact.kernels.jit import kernel

#: A radar reports the direction of noise that its beam hears this much above its own [dB].
STROBE_DB = 10.0
#: Columns of the list of jammers: azimuth [rad], distance [m], elevation [rad], noise in the beam's middle (ratio).
J_AZ, J_R, J_EL, J_NOISE = 0, 1, 2, 3


@kernel
def on_air(world, state, i_object, t_s):
    """Return whether an object is in the air at a moment of its script."""
    own = t_s - state.obj[i_object].offset_s
    return world.object[i_object].begin_s <= own < world.object[i_object].end_s


@kernel
def radiated_dbw(world, i_object, t_s):
    """Return what a passive station hears of an object [dBW]: what it emits itself, or its noise in 1 MHz."""
    level = world.object[i_object].emits_dbw
    for k in range(len(world.jammer)):
        j = world.jammer[k]
        if j.object == i_object and j.begin_s <= t_s < j.until_s:
            level = max(level, j.density_db)
    return level


@kernel
def hear(world, state, i_sensor, frame, s_height_m, row, t_s):
    """List the jammers that a radar hears at a moment in state.jam, jam_object; return their number.

    row: of `mask`, -1 without terrain: no noise comes through a hill.
    """
    s = world.sensor[i_sensor]
    n = 0
    for k in range(len(world.jammer)):
        j = world.jammer[k]
        if not (j.bands >> s.band) & 1 or not j.begin_s <= t_s < j.until_s or not on_air(world, state, j.object, t_s):
            continue
        x, y, z, h = position(world, j.object, t_s - state.obj[j.object].offset_s)
        dx, dy, dz = x - frame[3, 0], y - frame[3, 1], z - frame[3, 2]
        r, az, el = spherical(frame, dx, dy, dz)
        ground = world.settings[G_GROUND_M]
        away_m = along_m(r, s_height_m, h)
        # as a target is seen: with terrain that alone hides, without it a site stands as high as its mast at least
        if row >= 0:
            if hidden(world, row, az, away_m, h):
                continue
        elif away_m > sight_m(world, state.air[0], max(s_height_m - ground, s.mast_m), h - ground):
            continue
        r = max(1.0, r)
        db = j.density_db + s.gain_db + 20.0 * math.log10(s.wavelength_m / (4.0 * math.pi * r)) - s.noise_db
        state.jam[n, J_AZ], state.jam[n, J_R], state.jam[n, J_EL] = az, r, el
        state.jam[n, J_NOISE] = 10.0 ** (db / 10.0)
        state.jam_object[n] = j.object
        n += 1
    return n


@kernel
def lobe(s, off_rad):
    """Return the gain of a beam at an angle off its middle against its peak (ratio)."""
    x = math.atan2(math.sin(off_rad), math.cos(off_rad)) / s.beam_rad
    return max(10.0 ** (-1.2 * min(x * x, 25.0)), 10.0 ** (s.side_db / 10.0))


@kernel
def noise(world, state, i_sensor, n_jam, az_rad):
    """Return the jamming beside a target (ratio to own noise), the same without the loudest, and who that is."""
    s = world.sensor[i_sensor]
    total, loudest, who = 0.0, 0.0, -1
    for k in range(n_jam):
        heard = state.jam[k, J_NOISE] * lobe(s, az_rad - state.jam[k, J_AZ])
        total += heard
        if heard > loudest:
            loudest, who = heard, state.jam_object[k]
    return total, max(0.0, total - loudest), who
