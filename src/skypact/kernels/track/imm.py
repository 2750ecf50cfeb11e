"""Interacting multiple model of two: the same six states, two densities of white noise acceleration.

Source: Blom and Bar-Shalom, IEEE Trans. Automatic Control 33(8), 1988, 780–783; Bar-Shalom, Li, Kirubarajan (2001),
11.6.6. A track holds the state of each model, xm f8 [2, 6] and pm f8 [2, 6, 6], their chances mu f8 [2], and what the
two make together, x f8 [6] and p f8 [6, 6], which everybody else reads. Which model holds is a chain in continuous
time: predicting twice moves its chances as predicting once does. work: f8 [≥ 6, 6], rows 0 to 4 as in `filter`, row 5
the difference of the models' states. Two models make mixing short: with d = x1 − x0 and D = P1 − P0, the mixture that
takes share w of model 1 is x0 + w d, P0 + w D + w (1 − w) d dᵀ, so nothing has to be kept beside.
"""

from __future__ import annotations

import math

from skypact.kernels.jit import kernel
from skypact.kernels.track.filter import expect, predict, scalar_update, wrap

#: A model's chance in a logarithm is never less.
LEAST = 1e-300
LOG_TWO_PI = math.log(2.0 * math.pi)


@kernel
def imm_start(x, p, xm, pm, mu, mu_first):
    """Give both models the state x, p; mu_first: the chance of model 0."""
    for j in range(2):
        for i in range(6):
            xm[j, i] = x[i]
            for k in range(6):
                pm[j, i, k] = p[i, k]
    mu[0], mu[1] = mu_first, 1.0 - mu_first


@kernel
def imm_predict(xm, pm, mu, dt, q, stay_s, x, p, work):
    """Mix the models and move them by dt [s], each with its density q[j] [m²/s³]; fill x and p.

    stay_s [2]: mean time for which a model holds [s].
    """
    if dt <= 0.0:
        return
    leave0, leave1 = 1.0 / stay_s[0], 1.0 / stay_s[1]
    both = leave0 + leave1
    change = (1.0 - math.exp(-both * dt)) / both if both > 0.0 else 0.0
    from0, from1 = mu[0] * leave0 * change, mu[1] * leave1 * change
    mu0 = mu[0] - from0 + from1
    mu1 = 1.0 - mu0
    _mix(xm, pm, from1 / max(mu0, LEAST), from0 / max(mu1, LEAST), work)
    mu[0], mu[1] = mu0, mu1
    predict(xm[0], pm[0], dt, q[0])
    predict(xm[1], pm[1], dt, q[1])
    imm_combine(xm, pm, mu, x, p, work)


@kernel
def _mix(xm, pm, w0, w1, work):
    """Let model 0 take share w0 of model 1, and model 1 share w1 of model 0."""
    for i in range(6):
        work[5, i] = xm[1, i] - xm[0, i]
    spread0, spread1 = w0 * (1.0 - w0), w1 * (1.0 - w1)
    for i in range(6):
        for k in range(6):
            dd = work[5, i] * work[5, k]
            apart = pm[1, i, k] - pm[0, i, k]
            pm[0, i, k] += w0 * apart + spread0 * dd
            pm[1, i, k] += spread1 * dd - w1 * apart
    for i in range(6):
        xm[0, i] += w0 * work[5, i]
        xm[1, i] -= w1 * work[5, i]


@kernel
def imm_combine(xm, pm, mu, x, p, work):
    """Fill x and p with mean and covariance of the mixture of both models."""
    w, spread = mu[1], mu[0] * mu[1]
    for i in range(6):
        work[5, i] = xm[1, i] - xm[0, i]
    for i in range(6):
        x[i] = xm[0, i] + w * work[5, i]
        for k in range(6):
            p[i, k] = pm[0, i, k] + w * (pm[1, i, k] - pm[0, i, k]) + spread * work[5, i] * work[5, k]


@kernel
def imm_update(xm, pm, mu, at, frame, range_m, az_rad, el_rad, s_r, s_az, s_el, has_elevation, x, p, work):
    """Take one plot into both models and their chances; fill x and p; return the plot's log-likelihood.

    The moment is that of the last prediction; measurements and frame as in `filter.update`.
    """
    l0 = _take(xm[0], pm[0], at, frame, range_m, az_rad, el_rad, s_r, s_az, s_el, has_elevation, work)
    l1 = _take(xm[1], pm[1], at, frame, range_m, az_rad, el_rad, s_r, s_az, s_el, has_elevation, work)
    found = weigh(mu, l0, l1)
    imm_combine(xm, pm, mu, x, p, work)
    return found


@kernel
def imm_bearing(xm, pm, mu, at, frame, az_rad, s_az, x, p, work):
    """Take a bearing alone into both models and their chances; fill x and p; return its log-likelihood."""
    l0 = _take_bearing(xm[0], pm[0], at, frame, az_rad, s_az, work)
    l1 = _take_bearing(xm[1], pm[1], at, frame, az_rad, s_az, work)
    found = weigh(mu, l0, l1)
    imm_combine(xm, pm, mu, x, p, work)
    return found


@kernel
def weigh(mu, l0, l1):
    """Bring the chances of the models up to date with the log-likelihoods of each; return that of the mixture."""
    a, b = l0 + math.log(max(mu[0], LEAST)), l1 + math.log(max(mu[1], LEAST))
    ratio = math.exp(-abs(a - b))
    more = 1.0 / (1.0 + ratio)
    mu[0] = more if a >= b else ratio * more
    mu[1] = 1.0 - mu[0]
    return max(a, b) + math.log(1.0 + ratio)


@kernel
def _take(x, p, at, frame, range_m, az_rad, el_rad, s_r, s_az, s_el, has_elevation, work):
    """Take one plot into one model, as `filter.update` does; return the log-likelihood of it under the model."""
    expect(x, at, frame, work)
    x0, x1, x2 = x[0], x[1], x[2]
    found = 0.0
    for i in range(3 if has_elevation else 2):
        if i == 0:
            y, r = range_m - work[0, 0], s_r * s_r
        elif i == 1:
            y, r = wrap(az_rad - work[0, 1]), s_az * s_az
        else:
            y, r = el_rad - work[0, 2], s_el * s_el
        y -= work[1 + i, 0] * (x[0] - x0) + work[1 + i, 1] * (x[1] - x1) + work[1 + i, 2] * (x[2] - x2)
        scalar_update(x, p, work, i, y, r)
        found += _log_likelihood(work, i, y, r)
    return found


@kernel
def _take_bearing(x, p, at, frame, az_rad, s_az, work):
    """Take a bearing into one model; return its log-likelihood."""
    expect(x, at, frame, work)
    y = wrap(az_rad - work[0, 1])
    scalar_update(x, p, work, 1, y, s_az * s_az)
    return _log_likelihood(work, 1, y, s_az * s_az)


@kernel
def _log_likelihood(work, i, y, r):
    """Return the log-likelihood of the innovation that `scalar_update` just took: its P·h still stands in row 4."""
    s = r + work[1 + i, 0] * work[4, 0] + work[1 + i, 1] * work[4, 1] + work[1 + i, 2] * work[4, 2]
    return -0.5 * (y * y / s + math.log(s) + LOG_TWO_PI)
