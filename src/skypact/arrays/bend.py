"""The layout of `bend`: the coefficients with which the sweeps over terrain bend the rays of one sensor.

With d the ground distance [m], q = (d/reach)², y = d × the ray's slope at the sensor [m], Δ = height − height of the
sensor [m], Y = Δ/(1 + Δ/r) and r the sensor's distance from the centre of the earth:

    Y = y·c(q) + s(q) − (q + (y/reach)²)·F(q, y/(y + SOFT_M)),    c(q) = c0 + c1 q + c2 q²
    y = (Y − s(q) + (q + (Δ/reach)²)·G(q, Δ/SCALE_M))·i(q),       i(q) = i0 + i1 q + i2 q²
    s(q) = q (s0 + s1 q + s2 q²)

The first is the height of a ray, the second the ray through a point. Without F and G it is a straight line over a
sphere, exactly: with θ = d/R, Y = r (1 − cos θ + tan(elevation) sin θ). F and G are what the layered air adds, fitted
to traced rays (`lower.sense.air`). The parabola of an earth of radius k·R has only s0, and 1/r = 0.
"""

from __future__ import annotations

#: 1: layered air; 0: parabola.
LAYERED = 0
#: Distance [m] at which q = 1, and up to which the fit holds.
REACH_M = 1
#: 1/r [1/m].
INV_R = 2
C0, C1, C2 = 3, 4, 5
S0, S1, S2 = 6, 7, 8
I0, I1, I2 = 9, 10, 11
#: F [m]: coefficient of q^i z^j at RAY + i·RAY_Z + j.
RAY, RAY_Q, RAY_Z = 12, 3, 5
#: G [m]: coefficient of q^i x^j at POINT + i·POINT_X + j.
POINT, POINT_Q, POINT_X = 27, 3, 4
#: Length of a row.
BEND = 39
#: Scale of the bounded argument of F [m]; y > −SOFT_M for every sensor that is not in orbit.
SOFT_M = 40_000.0
#: Scale of the argument of G [m].
SCALE_M = 10_000.0
