"""Fusion of two estimates of one state: sums of information, covariance intersection.

Sources: Julier and Uhlmann, A non-divergent estimation algorithm in the presence of unknown correlations (1997);
Fränken and Hüpper, Improved fast covariance intersection for distributed data fusion (2005), eq. 16 for the weight.
"""

from __future__ import annotations

import math

from skypact.kernels.jit import kernel, shared

N = 6
#: News may be so much below nothing, of all that is known, by rounding.
ROUNDING = 1e-9


@shared
def inverse(a, out, low):
    """Write the inverse of a symmetric a [6, 6] to out; return ln det a, NaN where a is not positive definite.

    By Cholesky; low [6, 6] is scratch. out may be a itself.
    """
    half = 0.0
    for i in range(N):
        for j in range(i + 1):
            s = a[i, j]
            for k in range(j):
                s -= low[i, k] * low[j, k]
            if i == j:
                if not s > 0.0:
                    return math.nan
                low[i, i] = math.sqrt(s)
                half += math.log(low[i, i])
            else:
                low[i, j] = s / low[j, j]
    for j in range(N):  # the inverse of the factor, into its own place
        low[j, j] = 1.0 / low[j, j]
        for i in range(j + 1, N):
            s = 0.0
            for k in range(j, i):
                s -= low[i, k] * low[k, j]
            low[i, j] = s / low[i, i]
    for i in range(N):
        for j in range(i + 1):
            s = 0.0
            for k in range(i, N):
                s += low[k, i] * low[k, j]
            out[i, j] = s
            out[j, i] = s
    return 2.0 * half


@shared
def intersect(x, p, x2, p2, m):
    """Put a second estimate into x [6], p [6, 6] by covariance intersection; m [≥ 4, 6, 6] is scratch.

    Holds whatever the two have in common. The weight is that of the fast form, by determinants of information.
    """
    d1 = -inverse(p, m[0], m[3])
    d2 = -inverse(p2, m[1], m[3])
    for i in range(N):
        for j in range(N):
            m[2, i, j] = m[0, i, j] + m[1, i, j]
    both = inverse(m[2], m[2], m[3])
    if math.isnan(d1 + d2 + both):
        return
    w = 0.5 * (1.0 - math.exp(d2 - both) + math.exp(d1 - both))
    _weighted(x, p, x2, w, 1.0 - w, m)


@kernel
def _weighted(x, p, x2, w, w2, m):
    """Set x, p to the estimate of information w · m[0] + w2 · m[1]."""
    for i in range(N):
        m[4, 0, i] = 0.0
        for j in range(N):
            m[4, 0, i] += w * m[0, i, j] * x[j] + w2 * m[1, i, j] * x2[j]
            m[2, i, j] = w * m[0, i, j] + w2 * m[1, i, j]
    _back(x, p, m)


@kernel
def _back(x, p, m):
    """Set x, p to the estimate of information m[2] and information state m[4, 0]; not where that is none."""
    if math.isnan(inverse(m[2], p, m[3])):
        return False
    for i in range(N):
        x[i] = 0.0
        for j in range(N):
            x[i] += p[i, j] * m[4, 0, j]
    return True


@shared
def gained(x, p, x2, p2, y, info, m):
    """Write to y [6], info [6, 6] what an estimate x, p says beyond an older one x2, p2 of the same moment.

    False where the older one says more in some direction.
    """
    if math.isnan(inverse(p, m[0], m[3])) or math.isnan(inverse(p2, m[1], m[3])):
        return False
    for i in range(N):
        y[i] = 0.0
        for j in range(N):
            info[i, j] = m[0, i, j] - m[1, i, j]
            y[i] += m[0, i, j] * x[j] - m[1, i, j] * x2[j]
        if info[i, i] < -ROUNDING * m[0, i, i]:
            return False
    return True


@shared
def whole(x, p, y, info, m):
    """Write to y [6], info [6, 6] all that an estimate says."""
    inverse(p, info, m[3])
    for i in range(N):
        y[i] = 0.0
        for j in range(N):
            y[i] += info[i, j] * x[j]


@shared
def added(x, p, y, info, dt, m):
    """Add to x [6], p [6, 6] the information y [6], info [6, 6] of dt [s] before, carried along straight flight.

    The noise of flight in dt is left out of it: dt is a few seconds. False where no estimate comes of it.
    """
    if math.isnan(inverse(p, m[0], m[3])):
        return False
    for i in range(N):
        m[4, 0, i] = 0.0
        for j in range(N):
            m[4, 0, i] += m[0, i, j] * x[j]
            m[2, i, j] = info[i, j]
        m[4, 1, i] = y[i]
    for i in range(3):  # F⁻ᵀ · info · F⁻¹ and F⁻ᵀ · y with F the step by dt
        m[4, 1, 3 + i] -= dt * y[i]
        for j in range(3):
            m[2, i, 3 + j] -= dt * info[i, j]
            m[2, 3 + i, j] -= dt * info[i, j]
            m[2, 3 + i, 3 + j] += dt * dt * info[i, j] - dt * (info[i, 3 + j] + info[3 + i, j])
    for i in range(N):
        m[4, 0, i] += m[4, 1, i]
        for j in range(N):
            m[2, i, j] += m[0, i, j]
    return _back(x, p, m)


@shared
def away2(x, p, x2, p2, first, dt, m):
    """Return the squared Mahalanobis distance of the blocks [first, first + 3) of two independent estimates.

    dt [s]: x2 is carried on by it before. Solved by Cholesky of the 3 × 3 sum; NaN where that is none.
    """
    d = m[5]
    for i in range(3):
        d[0, i] = x[first + i] - x2[first + i] - (dt * x2[3 + i] if first == 0 else 0.0)
        for j in range(3):
            d[1 + i, j] = p[first + i, first + j] + p2[first + i, first + j]
    l00 = math.sqrt(d[1, 0])
    l10, l20 = d[2, 0] / l00, d[3, 0] / l00
    l11 = math.sqrt(d[2, 1] - l10 * l10)
    l21 = (d[3, 1] - l20 * l10) / l11
    l22 = math.sqrt(d[3, 2] - l20 * l20 - l21 * l21)
    a = d[0, 0] / l00
    b = (d[0, 1] - l10 * a) / l11
    c = (d[0, 2] - l20 * a - l21 * b) / l22
    return a * a + b * b + c * c
