"""Ballistic flight: where a falling state will be, which speed leads from place to place, what falls at all.

States are ECEF (position [m], velocity [m/s] relative to the turning earth) at the doors; inside they are inertial, in
the axes of the earth at the moment of the state. Gravity is that of a point mass and there is no air. Sources: Bate,
Mueller, White, Fundamentals of Astrodynamics (1971), ch. 4 (universal variable) and 5 (Lambert by universal variables).
"""

from __future__ import annotations

import math

from skypact.kernels.jit import kernel

MU, OMEGA = 3.986004418e14, 7.292115e-5
#: A track falls where it is surely faster [m/s] and higher [m above the ellipsoid] than any aircraft.
FAST_MPS, HIGH_M = 700.0, 10_000.0
#: Universal variables of Lambert's problem: of a whole round, and of a flight faster than anything that is fired.
WHOLE_ROUND, FASTEST = 4.0 * math.pi**2, -100.0
#: Radius of the earth at the equator [m], and the greatest pull above ground [m/s²], that at the poles.
EQUATOR_M = 6_378_137.0
PULL_MPS2 = MU / 6_356_752.0**2


@kernel
def stumpff(z):
    """Return the Stumpff functions C(z), S(z)."""
    if z > 1e-3:
        q = math.sqrt(z)
        return (1.0 - math.cos(q)) / z, (q - math.sin(q)) / (q * z)
    if z < -1e-3:
        q = math.sqrt(-z)
        return (math.cosh(q) - 1.0) / -z, (math.sinh(q) - q) / (q * -z)
    return 0.5 - z / 24.0 + z * z / 720.0, 1.0 / 6.0 - z / 120.0 + z * z / 5040.0


@kernel
def root_time(radial, alpha, r0, chi):
    """Return √mu times the time of flight at universal variable chi; it only grows with it."""
    q = chi * chi
    c, s = stumpff(alpha * q)
    return radial * q * c + (1.0 - alpha * r0) * q * chi * s + r0 * chi


@kernel
def halved(radial, alpha, r0, aim):
    """Return the universal variable at which `root_time` is `aim`, found by halves."""
    sign = 1.0 if aim > 0.0 else -1.0
    low, high = 0.0, 1.0
    while sign * root_time(radial, alpha, r0, sign * high) < sign * aim:
        low, high = high, 2.0 * high
    for _ in range(100):
        middle = 0.5 * (low + high)
        if sign * root_time(radial, alpha, r0, sign * middle) < sign * aim:
            low = middle
        else:
            high = middle
    return sign * high


@kernel
def kepler(x, y, z, vx, vy, vz, dt):
    """Return the inertial position and velocity dt [s] later (either sign), by the universal variable.

    Laguerre's steps of order 5, about half as many as Newton's (Conway, Celestial Mechanics 39, 1986). An orbit that
    comes near the centre, as a steep throw does, may throw them out; it is then found by halves.
    """
    if dt == 0.0:
        return x, y, z, vx, vy, vz
    root = math.sqrt(MU)
    r0 = math.sqrt(x * x + y * y + z * z)
    radial = (x * vx + y * vy + z * vz) / root
    alpha = 2.0 / r0 - (vx * vx + vy * vy + vz * vz) / MU
    chi = root * dt * max(abs(alpha), 1e-12)
    for _ in range(60):
        q = chi * chi
        c, s = stumpff(alpha * q)
        late = radial * q * c + (1.0 - alpha * r0) * q * chi * s + r0 * chi - root * dt
        level = 1.0 - alpha * q * c
        r = q * c + radial * chi * (1.0 - alpha * q * s) + r0 * level
        bent = (1.0 - alpha * r0) * chi * (1.0 - alpha * q * s) + radial * level
        step = -5.0 * late / (r + math.sqrt(abs(16.0 * r * r - 20.0 * late * bent)))
        chi += step
        if abs(step) < 1e-9 * max(1.0, abs(chi)):
            break
    else:
        chi = halved(radial, alpha, r0, root * dt)
    q = chi * chi
    c, s = stumpff(alpha * q)
    f, g = 1.0 - q * c / r0, dt - q * chi * s / root
    nx, ny, nz = f * x + g * vx, f * y + g * vy, f * z + g * vz
    r = math.sqrt(nx * nx + ny * ny + nz * nz)
    fd, gd = root / (r * r0) * chi * (alpha * q * s - 1.0), 1.0 - q * c / r
    return nx, ny, nz, fd * x + gd * vx, fd * y + gd * vy, fd * z + gd * vz


@kernel
def turned(x, y, angle):
    """Return x, y turned about the axis of the earth by an angle [rad], eastwards."""
    c, s = math.cos(angle), math.sin(angle)
    return c * x - s * y, s * x + c * y


@kernel
def ahead(x, y, z, vx, vy, vz, dt):
    """Return the ECEF position and velocity of a falling state dt [s] later: inertial, Kepler, back to the earth."""
    nx, ny, nz, ux, uy, uz = kepler(x, y, z, vx - OMEGA * y, vy + OMEGA * x, vz, dt)
    nx, ny = turned(nx, ny, -OMEGA * dt)
    ux, uy = turned(ux, uy, -OMEGA * dt)
    return nx, ny, nz, ux + OMEGA * ny, uy - OMEGA * nx, uz


@kernel
def lambert_time(z, r1, r2, a):
    """Return the time of flight [s] at universal variable z, and y; (-1, y) where y is below zero."""
    c, s = stumpff(z)
    y = r1 + r2 + a * (z * s - 1.0) / math.sqrt(c)
    if y < 0.0:
        return -1.0, y
    q = math.sqrt(y / c)
    return (q * q * q * s + a * math.sqrt(y)) / math.sqrt(MU), y


@kernel
def lateness(z, r1, r2, a, dt):
    """Return the logarithm of the time of flight at universal variable z over dt; −inf where it has none."""
    t, _ = lambert_time(z, r1, r2, a)
    return math.log(t / dt) if t > 0.0 else -math.inf


@kernel
def around(r1, r2, a, dt):
    """Return (low, high, lateness at both): universal variables between which the time of flight is dt.

    low > high where there is none: a flight faster than anything that is fired, or longer than one round.
    """
    late = lateness(0.0, r1, r2, a, dt)
    if late < 0.0:  # an ellipse; the time has no end towards a whole round
        low, high = 0.0, 10.0
        while WHOLE_ROUND - high > 1e-6:
            later = lateness(high, r1, r2, a, dt)
            if later >= 0.0:
                return low, high, late, later
            low, late, high = high, later, 0.5 * (high + WHOLE_ROUND)
    else:
        low, high = -4.0, 0.0
        while low > 4.0 * FASTEST:
            sooner = lateness(max(low, FASTEST), r1, r2, a, dt)
            if sooner < 0.0:
                return max(low, FASTEST), high, sooner, late
            high, late, low = low, sooner, 4.0 * low
    return 1.0, 0.0, 0.0, 0.0


@kernel
def lambert(x1, y1, z1, x2, y2, z2, dt):
    """Return the inertial velocity [m/s] that leads from place 1 to 2 in dt [s] by the short way, and whether any.

    The time grows with z; its logarithm is nearly straight, so that false position finds z in a dozen steps. Of the
    two ends the one that stays is weighed less (the Illinois rule: Dowell, Jarratt, BIT 11, 1971). Not for places
    exactly opposite or in one line.
    """
    r1, r2 = math.sqrt(x1 * x1 + y1 * y1 + z1 * z1), math.sqrt(x2 * x2 + y2 * y2 + z2 * z2)
    cosine = (x1 * x2 + y1 * y2 + z1 * z2) / (r1 * r2)
    sine2 = 1.0 - cosine * cosine
    if dt <= 0.0 or sine2 < 1e-14:
        return 0.0, 0.0, 0.0, False
    a = math.sqrt(sine2 * r1 * r2 / (1.0 - cosine))
    low, high, early, late = around(r1, r2, a, dt)
    if low > high:
        return 0.0, 0.0, 0.0, False
    z, stayed = high, 0
    for _ in range(100):
        z = 0.5 * (low + high) if early == -math.inf else (low * late - high * early) / (late - early)
        g = lateness(z, r1, r2, a, dt)
        if abs(g) < 1e-13 or high - low < 1e-12:
            break
        if g < 0.0:
            late *= 0.5 if stayed == 1 else 1.0
            low, early, stayed = z, g, 1
        else:
            early *= 0.5 if stayed == -1 else 1.0
            high, late, stayed = z, g, -1
    t, y = lambert_time(z, r1, r2, a)
    if abs(t - dt) > 1e-3 * dt:
        return 0.0, 0.0, 0.0, False
    g = a * math.sqrt(y / MU)
    f = 1.0 - y / r1
    return (x2 - f * x1) / g, (y2 - f * y1) / g, (z2 - f * z1) / g, True


@kernel
def pull(x, y, z, vx, vy):
    """Return the acceleration [m/s²] in the turning frame: gravity, Coriolis, centrifugal."""
    r2 = x * x + y * y + z * z
    k = -MU / (r2 * math.sqrt(r2))
    return (
        k * x + OMEGA * (OMEGA * x + 2.0 * vy),
        k * y + OMEGA * (OMEGA * y - 2.0 * vx),
        k * z,
    )


@kernel
def no_lower_s(x, y, z, vx, vy, vz, floor_m):
    """Return a time [s] before which a falling state cannot come within floor_m of the centre: a throw's.

    floor_m: the equator's radius or more. The distance from the centre falls no faster than under the greatest pull
    above ground, whatever the sideways speed, so the frame may turn.
    """
    r = math.sqrt(x * x + y * y + z * z)
    if r <= floor_m:
        return 0.0
    up = (x * vx + y * vy + z * vz) / r
    return (up + math.sqrt(up * up + 2.0 * PULL_MPS2 * (r - floor_m))) / PULL_MPS2


@kernel
def falls(x, p):
    """Return whether a track is believed to fall freely: faster and higher than any aircraft by three of its own sd.

    x [6], p [6, 6]: ECEF state and covariance. Truth has no part in it.
    """
    v2 = x[3] * x[3] + x[4] * x[4] + x[5] * x[5]
    if v2 <= FAST_MPS * FAST_MPS:
        return False
    r = math.sqrt(x[0] * x[0] + x[1] * x[1] + x[2] * x[2])
    # the ellipsoid at this latitude, to 50 m: a sphere would be wrong by 14 km
    height = r - 6378137.0 * (1.0 - 0.0033528 * (x[2] / r) ** 2)
    if height <= HIGH_M:
        return False
    doubt_v = math.sqrt(max(0.0, p[3, 3] + p[4, 4] + p[5, 5]))
    doubt_h = math.sqrt(max(0.0, (p[0, 0] * x[0] ** 2 + p[1, 1] * x[1] ** 2 + p[2, 2] * x[2] ** 2
                                  + 2.0 * (p[0, 1] * x[0] * x[1] + p[0, 2] * x[0] * x[2] + p[1, 2] * x[1] * x[2]))))
    return math.sqrt(v2) - 3.0 * doubt_v > FAST_MPS and height - 3.0 * doubt_h / r > HIGH_M


@kernel
def spread_m(p, dt):
    """Return the root of the trace of the position covariance [m] of a falling track dt [s] later.

    The errors of place and speed grow along the straight, without noise: nothing steers a falling body.
    """
    total = 0.0
    for i in range(3):
        total += p[i, i] + 2.0 * dt * p[i, 3 + i] + dt * dt * p[3 + i, 3 + i]
    return math.sqrt(max(0.0, total))


@kernel
def bend(x, p, dt):
    """Put the pull of gravity over the next dt [s] into a track that falls, so that a straight step follows the arc.

    The pull is that of the middle of the step: exact to the second order. Other tracks stay as they are, to the bit.
    """
    if dt <= 0.0 or not falls(x, p):
        return
    h = 0.5 * dt
    ax, ay, az = pull(x[0] + h * x[3], x[1] + h * x[4], x[2] + h * x[5], x[3], x[4])
    x[0] -= h * dt * ax
    x[1] -= h * dt * ay
    x[2] -= h * dt * az
    x[3] += dt * ax
    x[4] += dt * ay
    x[5] += dt * az
