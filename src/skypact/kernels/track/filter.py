"""The 6-state extended Kalman filter: constant velocity in ECEF, measurements of range, azimuth, elevation.

Sources: Bar-Shalom, Li, Kirubarajan, Estimation with Applications to Tracking and Navigation (2001), ch. 6 (white
noise acceleration) and 10.3 (EKF). The measurement errors are independent, so the update is done one measurement
after the other with the linearisation kept at the predicted state: the same result as the joint update.
"""

from __future__ import annotations

import math

from skypact.kernels.jit import kernel


@kernel
def predict(x, p, dt, q):
    """Move state x [6] and covariance p [6, 6] by dt [s] with white noise acceleration of density q [m²/s³]."""
    if dt <= 0.0:
        return
    for i in range(3):
        x[i] += dt * x[3 + i]
    for i in range(3):
        for j in range(3):
            p[i, j] += dt * (p[i, 3 + j] + p[3 + i, j]) + dt * dt * p[3 + i, 3 + j]
    for i in range(3):
        for j in range(3):
            p[i, 3 + j] += dt * p[3 + i, 3 + j]
    for i in range(3):
        for j in range(3):
            p[3 + i, j] = p[j, 3 + i]
    a, b, c = q * dt * dt * dt / 3.0, q * dt * dt / 2.0, q * dt
    for i in range(3):
        p[i, i] += a
        p[i, 3 + i] += b
        p[3 + i, i] += b
        p[3 + i, 3 + i] += c


@kernel
def scalar_update(x, p, work, i, innovation, r):
    """Take one scalar measurement of variance r, with its gradient by position in row 1 + i of work."""
    h0, h1, h2 = work[1 + i, 0], work[1 + i, 1], work[1 + i, 2]
    for k in range(6):
        work[4, k] = p[k, 0] * h0 + p[k, 1] * h1 + p[k, 2] * h2
    # local copies: the compiler cannot know that work and p do not overlap
    g0, g1, g2, g3, g4, g5 = work[4, 0], work[4, 1], work[4, 2], work[4, 3], work[4, 4], work[4, 5]
    inverse = 1.0 / (r + h0 * g0 + h1 * g1 + h2 * g2)
    for k in range(6):
        g = work[4, k] * inverse
        x[k] += g * innovation
        p[k, 0] -= g * g0
        p[k, 1] -= g * g1
        p[k, 2] -= g * g2
        p[k, 3] -= g * g3
        p[k, 4] -= g * g4
        p[k, 5] -= g * g5


@kernel
def wrap(a):
    """Return an angle [rad] brought into (−π, π]."""
    while a > math.pi:
        a -= 2.0 * math.pi
    while a <= -math.pi:
        a += 2.0 * math.pi
    return a


@kernel
def expect(x, at, frame, work):
    """Fill row 0 of work with the expected range, azimuth, elevation, rows 1 to 3 with their gradients by position.

    frame: rows e, n, u. Rows of one scratch array instead of arrays of their own: making a view costs more than a row.
    """
    dx, dy, dz = x[0] - at[0], x[1] - at[1], x[2] - at[2]
    e = frame[0, 0] * dx + frame[0, 1] * dy + frame[0, 2] * dz
    n = frame[1, 0] * dx + frame[1, 1] * dy + frame[1, 2] * dz
    u = frame[2, 0] * dx + frame[2, 1] * dy + frame[2, 2] * dz
    g2 = max(e * e + n * n, 1.0)
    g = math.sqrt(g2)
    r = math.sqrt(g2 + u * u)
    work[0, 0], work[0, 1], work[0, 2] = r, math.atan2(e, n), math.atan2(u, g)
    for k in range(3):
        fe, fn, fu = frame[0, k], frame[1, k], frame[2, k]
        work[1, k] = (e * fe + n * fn + u * fu) / r
        work[2, k] = (n * fe - e * fn) / g2
        work[3, k] = (g2 * fu - u * (e * fe + n * fn)) / (r * r * g)


@kernel
def update(x, p, at, frame, range_m, az_rad, el_rad, s_r, s_az, s_el, has_elevation, work):
    """Take one plot into state and covariance. work: f8 [6, 6] scratch."""
    expect(x, at, frame, work)
    x0, x1, x2 = x[0], x[1], x[2]
    for i in range(3 if has_elevation else 2):
        if i == 0:
            y, r = range_m - work[0, 0], s_r * s_r
        elif i == 1:
            y, r = wrap(az_rad - work[0, 1]), s_az * s_az
        else:
            y, r = el_rad - work[0, 2], s_el * s_el
        y -= work[1 + i, 0] * (x[0] - x0) + work[1 + i, 1] * (x[1] - x1) + work[1 + i, 2] * (x[2] - x2)
        scalar_update(x, p, work, i, y, r)


@kernel
def start(x, p, at, frame, range_m, az_rad, el_rad, s_r, s_az, s_el, sigma_v):
    """Begin a track at one plot: position from the plot, velocity zero with sd sigma_v [m/s] on each axis."""
    ce, se = math.cos(el_rad), math.sin(el_rad)
    ca, sa = math.cos(az_rad), math.sin(az_rad)
    for i in range(6):
        for j in range(6):
            p[i, j] = 0.0
    for k in range(3):
        fe, fn, fu = frame[0, k], frame[1, k], frame[2, k]
        x[k] = at[k] + range_m * (ce * sa * fe + ce * ca * fn + se * fu)
        x[3 + k] = 0.0
        p[3 + k, 3 + k] = sigma_v * sigma_v
    vr, va, ve = s_r * s_r, (range_m * ce * s_az) ** 2, (range_m * s_el) ** 2
    for i in range(3):
        for j in range(3):
            r_i = ce * sa * frame[0, i] + ce * ca * frame[1, i] + se * frame[2, i]
            r_j = ce * sa * frame[0, j] + ce * ca * frame[1, j] + se * frame[2, j]
            a_i, a_j = ca * frame[0, i] - sa * frame[1, i], ca * frame[0, j] - sa * frame[1, j]
            e_i = -se * sa * frame[0, i] - se * ca * frame[1, i] + ce * frame[2, i]
            e_j = -se * sa * frame[0, j] - se * ca * frame[1, j] + ce * frame[2, j]
            p[i, j] = vr * r_i * r_j + va * a_i * a_j + ve * e_i * e_j


@kernel
def sigma_m(p):
    """Return the root of the trace of the position covariance [m]."""
    return math.sqrt(max(0.0, p[0, 0] + p[1, 1] + p[2, 2]))
