"""What the air and the ground do to a radar wave on one way: gas, rain, reflection, diffraction.

Heights are above a smooth earth of effective radius `earth_m` (k·R), on which rays are straight. Losses are ≥ 0;
factors are the square of the field over that in free space, in dB, negative where something is lost. A radar's echo
takes each twice. Sources: ITU-R P.526-15 (diffraction), P.676-12, P.838-3 (attenuation per metre, tabled in `lower`);
Kerr, Propagation of Short Radio Waves (1951), ch. 2 and 5; Blake, Radar Range-Performance Analysis (1980), ch. 6.
"""

from __future__ import annotations

import math

from skypact.kernels.jit import kernel

#: Steps of the profile of attenuation by gas, from the ground up [m]; `lower.sense.gas` makes it.
PROFILE_STEP_M = 500.0
#: Intervals of Simpson's rule along a path (even).
N_SIMPSON = 16
#: A path is clear that passes by CLEAR √(λ d1 d2 / d): 0.55 of the first Fresnel radius, ν = −0.78 (P.526-15, § 3.2).
CLEAR = 0.552
NU_CLEAR = -0.78
#: Clearance beyond 1 over which the two rays take over where they do not yet count.
RAMP = 0.25
#: Ground: relative permittivity, conductivity [S/m] (P.1812, § 4.3: land). Only the least gain of height needs it.
PERMITTIVITY, CONDUCTIVITY = 22.0, 0.003
#: No antenna and no target counts as lower than this [m]: the formulas want a height above zero.
LEAST_M = 0.01
#: Deepest factor between lobes, as a power ratio: −60 dB.
DEEPEST = 1e-6


@kernel
def below(level_m, range_m, h1_m, h2_m, earth_m):
    """Return the shares of the path (from, to) between which it runs lower than a level; (0, 0) where nowhere.

    The height over the share s is that of a straight chord: r² = (1 − s) r1² + s r2² − s (1 − s) R² (Stewart).
    """
    # r² is R² s² + q s + r1²; heights as differences, so that nothing is lost between large squares
    range2 = range_m * range_m
    q = (h2_m - h1_m) * (2.0 * earth_m + h1_m + h2_m) - range2
    c = (h1_m - level_m) * (2.0 * earth_m + h1_m + level_m)
    root2 = q * q - 4.0 * range2 * c
    if root2 <= 0.0 or range2 <= 0.0:
        return 0.0, 0.0
    root = math.sqrt(root2)
    # of the two roots each is taken in the form without cancellation
    t = -0.5 * (q + math.copysign(root, q))
    s1 = t / range2
    s2 = c / t if t != 0.0 else s1
    low, high = max(0.0, min(s1, s2)), min(1.0, max(s1, s2))
    if high <= low:
        return 0.0, 0.0
    return low, high


@kernel
def height_m(share, range_m, h1_m, h2_m, earth_m):
    """Return the height [m] of a path at a share of its length."""
    over = (1.0 - share) * h1_m * (2.0 * earth_m + h1_m) + share * h2_m * (2.0 * earth_m + h2_m)
    x = over - share * (1.0 - share) * range_m * range_m
    return x / (earth_m + math.sqrt(max(0.0, earth_m * earth_m + x)))


@kernel
def per_metre(profile_row, height):
    """Return the attenuation by gas [dB/m] at a height [m], linear between the steps of a profile."""
    q = max(0.0, height) / PROFILE_STEP_M
    i = int(q)
    if i >= len(profile_row) - 1:
        return profile_row[len(profile_row) - 1]
    return profile_row[i] + (q - i) * (profile_row[i + 1] - profile_row[i])


@kernel
def gas_db(profile_row, range_m, h1_m, h2_m, earth_m):
    """Return the one-way loss by gas [dB]: Simpson along the path as far as the profile reaches up.

    profile_row: f8 [n] dB/m in steps of PROFILE_STEP_M. A path below the ground counts as at the ground.
    """
    low, high = below(PROFILE_STEP_M * (len(profile_row) - 1), range_m, h1_m, h2_m, earth_m)
    if high <= low:
        return 0.0
    step = (high - low) / N_SIMPSON
    total = 0.0
    for i in range(N_SIMPSON + 1):
        weight = 1.0 if i == 0 or i == N_SIMPSON else 4.0 if i % 2 == 1 else 2.0
        total += weight * per_metre(profile_row, height_m(low + i * step, range_m, h1_m, h2_m, earth_m))
    return total * step * range_m / 3.0


@kernel
def rain_db(specific_db_m, top_m, range_m, h1_m, h2_m, earth_m):
    """Return the one-way loss [dB] in rain that falls everywhere below a height [m] with one attenuation [dB/m]."""
    low, high = below(top_m, range_m, h1_m, h2_m, earth_m)
    return specific_db_m * (high - low) * range_m


@kernel
def rain_cell_db(
    specific_db_m, top_m, cell_east_m, cell_north_m, cell_radius_m, range_m, east_m, north_m, h1_m, h2_m, earth_m
):
    """Return the one-way loss [dB] in an upright cylinder of rain.

    Cell and target (east_m, north_m) are offsets in the sensor's local plane [m]; the path is straight in plan.
    """
    a = east_m * east_m + north_m * north_m
    c = cell_east_m * cell_east_m + cell_north_m * cell_north_m - cell_radius_m * cell_radius_m
    low, high = below(top_m, range_m, h1_m, h2_m, earth_m)
    if a <= 0.0:  # straight up
        return specific_db_m * (high - low) * range_m if c < 0.0 else 0.0
    b = east_m * cell_east_m + north_m * cell_north_m
    root2 = b * b - a * c
    if root2 <= 0.0:
        return 0.0
    root = math.sqrt(root2)
    low, high = max(low, (b - root) / a), min(high, (b + root) / a)
    return specific_db_m * max(0.0, high - low) * range_m


@kernel
def fresnel_nu(clearance_m, d1_m, d2_m, wavelength_m):
    """Return ν of an edge over which a ray passes by a clearance [m], at distances d1, d2 [m] (P.526-15, eq. 26)."""
    return -clearance_m * math.sqrt(2.0 * (d1_m + d2_m) / (wavelength_m * d1_m * d2_m))


@kernel
def knife_edge_db(nu):
    """Return the one-way loss [dB] at a knife edge (P.526-15, eq. 31); none at ν ≤ −0.78."""
    if nu <= NU_CLEAR:
        return 0.0
    x = nu - 0.1
    return max(0.0, 6.9 + 20.0 * math.log10(math.sqrt(x * x + 1.0) + x))


@kernel
def sight_limit_m(h1_m, h2_m, earth_m):
    """Return the ground distance [m] at which two heights just see each other over a smooth earth."""
    return math.sqrt(2.0 * earth_m) * (math.sqrt(h1_m) + math.sqrt(h2_m))


@kernel
def reflection_m(h1_m, h2_m, ground_distance_m, earth_m):
    """Return the distance [m] from antenna 1 to the point where the ground reflects.

    Closed root of Kerr's cubic 2 d1³ − 3 d d1² + (d² − 2 a (h1 + h2)) d1 + 2 a h1 d = 0 as P.526-15 § 3.2 writes it.
    """
    m = ground_distance_m * ground_distance_m / (4.0 * earth_m * (h1_m + h2_m))
    c = (h1_m - h2_m) / (h1_m + h2_m)
    x = 1.5 * c * math.sqrt(3.0 * m / (m + 1.0) ** 3)
    # cos(π/3 + acos(x) / 3) is sin(asin(x) / 3), exact also where m is small
    b = 2.0 * math.sqrt((m + 1.0) / (3.0 * m)) * math.sin(math.asin(min(1.0, max(-1.0, x))) / 3.0)
    return 0.5 * ground_distance_m * (1.0 + min(1.0 - 1e-9, max(-1.0 + 1e-9, b)))


@kernel
def bounce(h1_m, h2_m, ground_distance_m, wavelength_m, earth_m, roughness_m, reflection):
    """Return the reflected ray of a path within sight: amplitude that the ground gives back, share of it left by the
    spreading on a round earth, phase behind the direct ray [rad] without the turn by π, tangent of the grazing angle.

    Divergence: Kerr, sec. 5.2. Roughness: exp(−(4π σ sin ψ / λ)² / 2) (Ament, Proc. IRE 41, 1953), σ the standard
    deviation of the heights.
    """
    d1 = reflection_m(h1_m, h2_m, ground_distance_m, earth_m)
    d2 = ground_distance_m - d1
    p1 = h1_m - d1 * d1 / (2.0 * earth_m)
    p2 = h2_m - d2 * d2 / (2.0 * earth_m)
    if p1 <= 0.0 or p2 <= 0.0:
        return 0.0, 0.0, 0.0, 0.0
    d = ground_distance_m
    long = math.sqrt(d * d + (p1 + p2) ** 2)
    phase = 2.0 * math.pi / wavelength_m * 4.0 * p1 * p2 / (long + math.sqrt(d * d + (p1 - p2) ** 2))
    sine = (p1 + p2) / long
    spread = 1.0 / math.sqrt(1.0 + 2.0 * d1 * d2 / (earth_m * d * sine))
    g = 4.0 * math.pi * roughness_m * sine / wavelength_m
    return reflection * math.exp(-0.5 * g * g), spread, phase, p1 / d1


@kernel
def sum_db(reflected, phase_rad):
    """Return the power [dB] of a ray of amplitude 1 and one that comes behind it by a phase and the turn by π."""
    f2 = 1.0 + reflected * reflected - 2.0 * reflected * math.cos(phase_rad)
    return 10.0 * math.log10(max(f2, DEEPEST))


@kernel
def two_ray_db(h1_m, h2_m, ground_distance_m, wavelength_m, earth_m, roughness_m, reflection):
    """Return the one-way factor F² [dB] of the direct and the reflected ray over a smooth round earth.

    reflection: amplitude that a mirror-like ground gives back, with the pattern of the antenna, 0…1; its phase is π, as
    at low angles. Holds where the path is clear of the ground (Kerr, ch. 2): `path_factor_db` knows the rest.
    """
    if ground_distance_m <= 0.0:
        return 0.0
    mirror, spread, phase, _ = bounce(
        max(h1_m, LEAST_M), max(h2_m, LEAST_M), ground_distance_m, wavelength_m, earth_m, roughness_m, reflection
    )
    return sum_db(mirror * spread, phase)


@kernel
def height_gain_db(y, least_db):
    """Return G(Y) of P.526-15, eq. 18: what the height of an antenna is worth beyond the horizon."""
    if y > 2.0:
        gain = 17.6 * math.sqrt(y - 1.1) - 5.0 * math.log10(y - 1.1) - 8.0
    else:
        gain = 20.0 * math.log10(y + 0.1 * y * y * y)
    return max(gain, least_db)


@kernel
def first_term_db(h1_m, h2_m, ground_distance_m, wavelength_m, earth_m):
    """Return the loss [dB] of the first term of the residue series (P.526-15, § 3.1.1.2, β = 1); may be negative.

    β = 1: horizontal polarisation, or vertical above 20 MHz over land and 300 MHz over sea.
    """
    x = ground_distance_m * (math.pi / (wavelength_m * earth_m * earth_m)) ** (1.0 / 3.0)
    y = 2.0 * (math.pi * math.pi / (wavelength_m * wavelength_m * earth_m)) ** (1.0 / 3.0)
    ground = (PERMITTIVITY - 1.0) ** 2 + (60.0 * wavelength_m * CONDUCTIVITY) ** 2
    admittance_db = 20.0 / 3.0 * math.log10(wavelength_m / (2.0 * math.pi * earth_m)) - 5.0 * math.log10(ground)
    if x >= 1.6:
        f = 11.0 + 10.0 * math.log10(x) - 17.6 * x
    else:
        f = -20.0 * math.log10(x) - 5.6488 * x**1.425
    least = 2.0 + admittance_db
    return -f - height_gain_db(y * h1_m, least) - height_gain_db(y * h2_m, least)


@kernel
def clearance(h1_m, h2_m, ground_distance_m, wavelength_m, earth_m):
    """Return the smallest clearance of a path within sight over that which it needs to lose nothing (≤ 1: it loses)."""
    d1 = reflection_m(h1_m, h2_m, ground_distance_m, earth_m)
    d2 = ground_distance_m - d1
    p1, p2 = h1_m - d1 * d1 / (2.0 * earth_m), h2_m - d2 * d2 / (2.0 * earth_m)
    h = (p1 * d2 + p2 * d1) / ground_distance_m
    return h / (CLEAR * math.sqrt(d1 * d2 * wavelength_m / ground_distance_m))


@kernel
def grazing_db(h1_m, h2_m, ground_distance_m, wavelength_m):
    """Return the loss [dB] on that round earth on which a path just grazes (P.526-15, § 3.2, steps 4 and 5)."""
    ratio = ground_distance_m / (math.sqrt(h1_m) + math.sqrt(h2_m))
    return max(0.0, first_term_db(h1_m, h2_m, ground_distance_m, wavelength_m, 0.5 * ratio * ratio))


@kernel
def sphere_db(h1_m, h2_m, ground_distance_m, wavelength_m, earth_m):
    """Return the one-way loss [dB] by diffraction over a smooth round earth at any distance (P.526-15, § 3.2)."""
    h1_m, h2_m = max(h1_m, LEAST_M), max(h2_m, LEAST_M)
    if ground_distance_m <= 0.0:
        return 0.0
    if ground_distance_m >= sight_limit_m(h1_m, h2_m, earth_m):
        return max(0.0, first_term_db(h1_m, h2_m, ground_distance_m, wavelength_m, earth_m))
    clear = clearance(h1_m, h2_m, ground_distance_m, wavelength_m, earth_m)
    if clear >= 1.0:
        return 0.0
    return (1.0 - max(0.0, clear)) * grazing_db(h1_m, h2_m, ground_distance_m, wavelength_m)


@kernel
def smooth_factor_db(h1_m, h2_m, ground_distance_m, wavelength_m, earth_m, roughness_m, reflection):
    """Return the one-way factor F² [dB] over smooth ground at any distance: lobes, then diffraction.

    Beyond the horizon the first term of the residue series counts; clear of the ground (P.526-15, § 3.2) the two rays.
    Between, three limits meet: between low antennas (4π h² / λd below 1, the higher counts) the first term still holds,
    there F falls as 1/R and a radar's echo as R^-8; where the ground looks flat (grazing angle above (λ / 2π a)^(1/3),
    Kerr sec. 2.12) the two rays hold before the path is clear; elsewhere the interpolation of P.526 does.
    """
    h1_m, h2_m = max(h1_m, LEAST_M), max(h2_m, LEAST_M)
    d = ground_distance_m
    if d <= 0.0:
        return 0.0
    if d >= sight_limit_m(h1_m, h2_m, earth_m):
        return -max(0.0, first_term_db(h1_m, h2_m, d, wavelength_m, earth_m))
    clear = clearance(h1_m, h2_m, d, wavelength_m, earth_m)
    mirror, spread, phase, slope = bounce(h1_m, h2_m, d, wavelength_m, earth_m, roughness_m, reflection)
    rays = sum_db(mirror * spread, phase)
    if clear >= 1.0 + RAMP:
        return rays
    high = max(h1_m, h2_m)
    low = min(1.0, max(0.0, 1.5 - 2.0 * math.pi * high * high / (wavelength_m * d)))
    steep = slope * (2.0 * math.pi * earth_m / wavelength_m) ** (1.0 / 3.0)
    weight = min(1.0, max(0.0, steep - 0.5)) * mirror * (1.0 - low)
    if clear > 1.0:
        weight = max(weight, (clear - 1.0) / RAMP)
    lost = 0.0
    if low > 0.0:
        lost += low * max(0.0, first_term_db(h1_m, h2_m, d, wavelength_m, earth_m))
    if clear < 1.0:
        lost += (1.0 - low) * (1.0 - max(0.0, clear)) * grazing_db(h1_m, h2_m, d, wavelength_m)
    return weight * rays - (1.0 - weight) * lost


@kernel
def path_factor_db(
    h1_m, h2_m, ground_distance_m, wavelength_m, earth_m, roughness_m, reflection, edge_m, edge_height_m
):
    """Return the one-way factor F² [dB] of a path, with the one edge of terrain that reaches highest into it.

    edge_m: ground distance of the edge from antenna 1; edge_height_m: its height above the smooth earth, ≤ 0 where
    there is none. An edge counts as far as it stands out of the ground by the clearance that a ray needs, and comes
    that near to the direct ray; over it the loss is that of a knife edge (grazing: 6 dB) and of the ground on either
    side. It takes the reflected ray away where that passes lower.
    """
    h1_m, h2_m = max(h1_m, LEAST_M), max(h2_m, LEAST_M)
    d, x, y = ground_distance_m, edge_m, ground_distance_m - edge_m
    if edge_height_m <= 0.0 or x <= 0.0 or y <= 0.0:
        return smooth_factor_db(h1_m, h2_m, d, wavelength_m, earth_m, roughness_m, reflection)
    need = CLEAR * math.sqrt(wavelength_m * x * y / d)
    stands = min(1.0, edge_height_m / need)
    over = (h1_m * y + h2_m * x) / d - x * y / (2.0 * earth_m) - edge_height_m
    weight = stands * min(1.0, max(0.0, 2.0 * (1.0 - over / need)))
    factor = 0.0
    if weight > 0.0:
        lost = knife_edge_db(fresnel_nu(over, x, y, wavelength_m))
        lost += sphere_db(h1_m, edge_height_m, x, wavelength_m, earth_m)
        lost += sphere_db(edge_height_m, h2_m, y, wavelength_m, earth_m)
        factor = -weight * lost
    if weight < 1.0:
        seen = mirror_seen(h1_m, h2_m, d, earth_m, x, edge_height_m, need)
        left = reflection * (1.0 - stands * (1.0 - seen))
        factor += (1.0 - weight) * smooth_factor_db(h1_m, h2_m, d, wavelength_m, earth_m, roughness_m, left)
    return factor


@kernel
def mirror_seen(h1_m, h2_m, ground_distance_m, earth_m, edge_m, edge_height_m, need_m):
    """Return the share 0…1 of the reflected ray that an edge leaves: its clearance there over that which it needs."""
    d1 = reflection_m(h1_m, h2_m, ground_distance_m, earth_m)
    away = edge_m - d1
    drop = away * away / (2.0 * earth_m)
    if away <= 0.0:
        ray = (h1_m - d1 * d1 / (2.0 * earth_m)) * -away / d1
    else:
        d2 = ground_distance_m - d1
        ray = (h2_m - d2 * d2 / (2.0 * earth_m)) * away / d2
    return min(1.0, max(0.0, (ray + drop - edge_height_m) / need_m))
