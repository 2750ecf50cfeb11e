"""Weapon-target assignment: which unit shoots at which track. Numbers only; nothing is allocated.

A commander's problem:

- p [n_unit, n_track]: believed kill chance of one shot; ≤ 0 where it cannot be;
- capacity [n_unit]: shots that a unit may still begin (free channels, missiles), as many as `out` has columns at most;
- weight [n_track]: what a kill is worth, times the chance that the track survives what is in the air already;
- limit [n_track]: shots that a track may still get;
- price: what a shot costs, in units of the weights (0 where missiles are free).

The answer is out [n_unit, ≥ max(capacity)], the track of each shot of a unit, its shots first, then −1, that makes

    Σ_j weight_j (1 − Π_(shots at j) (1 − p_ij)) − price · shots

large: static weapon-target assignment (Manne 1958; Ahuja, Kumar, Jha, Orlin 2007). p, weight, value, f are float64;
capacity, limit, out, k int64. Scratch: value [n_unit, n_track]; f [FLOATS, n], k [INTS, n], n ≥ max(n_unit, n_track).
"""

from __future__ import annotations

from skypact.kernels.jit import kernel, shared
from skypact.kernels.matching import SEEN, UNIT, V, assignment

#: Rows of f behind those of `matching`: chance that a track survives.
SURVIVES, FLOATS = 4, 5
#: Rows of k behind those of `matching`, of a track: room left, shots at it, unit whose shot was taken off; of a unit:
#: shots left, shots to assign.
ROOM, COUNT, OFF, LEFT, SUPPLY, INTS = 4, 5, 6, 7, 8, 9
#: A certain kill leaves this chance of survival, so that a shot can be taken back by division.
CERTAIN = 1e-12
#: Gains below this share of the heaviest track are rounding.
ROUNDING = 1e-12


@shared
def marginal(p, capacity, weight, limit, price, out, f, k):
    """Fill out by greatest marginal return, best pair first; return what it is worth.

    Equal returns: the lowest unit, then the lowest track. Cost: n_unit · n_track, for each shot n_unit + n_track, and
    n_unit for each track whose best unit has no shot left.
    """
    _begin(p, capacity, limit, out, f, k)
    n_track = p.shape[1]
    least = _least(p, weight)
    for j in range(n_track):
        _best_unit(p, weight[j], price, j, f, k)
    while True:
        best, top, unit = -1, least, -1
        for j in range(n_track):
            gain = f[V, j]
            if gain > top or (gain == top and 0 <= k[UNIT, j] < unit):
                best, top, unit = j, gain, k[UNIT, j]
        if best < 0:
            return worth(p, capacity, weight, price, out, f)
        _shoot(p, out, f, k, unit, best)
        for j in range(n_track):
            if j == best or (k[LEFT, unit] <= 0 and k[UNIT, j] == unit):
                _best_unit(p, weight[j], price, j, f, k)


@kernel
def _gain(weight, survives, p, price):
    """Return what one more shot is worth."""
    return weight * survives * min(p, 1.0 - CERTAIN) - price


@kernel
def _best_unit(p, weight, price, j, f, k):
    """Note the best unit for a track in k[UNIT, j], and what its shot is worth in f[V, j]."""
    unit, top = -1, 0.0
    if k[ROOM, j] > 0:
        for i in range(p.shape[0]):
            if k[LEFT, i] > 0 and p[i, j] > 0.0:
                gain = _gain(weight, f[SURVIVES, j], p[i, j], price)
                if gain > top:
                    unit, top = i, gain
    f[V, j] = top
    k[UNIT, j] = unit


@shared
def layered(p, capacity, weight, limit, price, passes, out, value, f, k):
    """Fill out by layers of linear assignment and improve it; return what it is worth.

    A layer gives each unit at most one more shot and each track at most one more: the returns of its pairs do not
    depend on each other, so the layer is exact. Then, until nothing improves and `passes` times at most, single shots
    move, two shots swap their tracks, and one shot of every track is taken off and all of these are assigned anew
    (exact where the limits are 1). Never worse than `marginal`. Cost: a layer as `assignment`; a pass
    shots · (shots + n_track) and as many assignments as the most shots at a track. 40 units of four shots, 200 tracks,
    limits 2: 5 ms of CPU time where `marginal` takes 0.1 ms; 10 units of six, 60 tracks: 0.15 ms and 0.01 ms.
    """
    n_unit, n_track = p.shape
    greedy = marginal(p, capacity, weight, limit, price, out, f, k)
    _begin(p, capacity, limit, out, f, k)
    least = _least(p, weight)
    while True:
        _measure(p, weight, price, least, value, f, k, 1)
        if assignment(value[:n_unit, :n_track], k[SUPPLY], f, k) <= 0.0:
            break
        _put_on(p, out, f, k, UNIT)
    _improve(p, capacity, weight, price, passes, least, out, value, f, k)
    total = worth(p, capacity, weight, price, out, f)
    if total < greedy:
        marginal(p, capacity, weight, limit, price, out, f, k)
        _improve(p, capacity, weight, price, passes, least, out, value, f, k)
        total = worth(p, capacity, weight, price, out, f)
    return total


@kernel
def _improve(p, capacity, weight, price, passes, least, out, value, f, k):
    """Improve the answer until a pass finds nothing."""
    for done in range(passes):
        _survive(p, capacity, out, f)
        better = _move(p, weight, price, least, out, f, k)
        better = _swap(p, capacity, weight, least, out, f, k) or better
        better = _anew(p, weight, price, least, done, out, value, f, k) or better
        if not better:
            return


@kernel
def _move(p, weight, price, least, out, f, k):
    """Move single shots to where they are worth more: to another track, to idle, from idle."""
    better = False
    for i in range(p.shape[0]):
        shots = 0
        while shots < out.shape[1] and out[i, shots] >= 0:
            shots += 1
        for _ in range(shots):
            here = out[i, 0]  # the first leaves, `_shoot` puts it last: each has its turn
            _back(p, out, f, k, i, here)
            now = _gain(weight[here], f[SURVIVES, here], p[i, here], price)
            best, top = _best_track(p, weight, price, i, f, k)
            if top > now + least:
                better = True
            else:
                best = here
            if best >= 0:
                _shoot(p, out, f, k, i, best)
        while k[LEFT, i] > 0:
            best, top = _best_track(p, weight, price, i, f, k)
            if top <= least:
                break
            _shoot(p, out, f, k, i, best)
            better = True
    return better


@kernel
def _best_track(p, weight, price, i, f, k):
    """Return (track for one more shot of a unit, its worth); (-1, 0) where none is worth its price."""
    best, top = -1, 0.0
    for j in range(p.shape[1]):
        if k[ROOM, j] > 0 and p[i, j] > 0.0:
            gain = _gain(weight[j], f[SURVIVES, j], p[i, j], price)
            if gain > top:
                best, top = j, gain
    return best, top


@kernel
def _swap(p, capacity, weight, least, out, f, k):
    """Let two units swap the tracks of two shots where that is worth more."""
    better = False
    n_unit = p.shape[0]
    for i in range(n_unit):
        for s in range(min(capacity[i], out.shape[1])):
            for other in range(i + 1, n_unit):
                for t in range(min(capacity[other], out.shape[1])):
                    a, b = out[i, s], out[other, t]
                    if a < 0 or b < 0 or a == b or not (p[i, b] > 0.0 and p[other, a] > 0.0):
                        continue
                    at_a = max(1.0 - p[other, a], CERTAIN) / max(1.0 - p[i, a], CERTAIN)
                    at_b = max(1.0 - p[i, b], CERTAIN) / max(1.0 - p[other, b], CERTAIN)
                    gain = weight[a] * f[SURVIVES, a] * (1.0 - at_a) + weight[b] * f[SURVIVES, b] * (1.0 - at_b)
                    if gain > least:
                        out[i, s], out[other, t] = b, a
                        f[SURVIVES, a] *= at_a
                        f[SURVIVES, b] *= at_b
                        better = True
    return better


@kernel
def _anew(p, weight, price, least, first, out, value, f, k):
    """Take one shot of each track off and assign all of these anew; next time the others.

    It finds what takes more than two shots to change. first: the ordinal of the shot with which it begins.
    """
    better = False
    most = 0
    for j in range(p.shape[1]):
        most = max(most, k[COUNT, j])
    for layer in range(most):
        before = _take_off(p, weight, price, first + layer, out, f, k)
        _measure(p, weight, price, least, value, f, k, out.shape[1])
        if assignment(value[: p.shape[0], : p.shape[1]], k[SUPPLY], f, k) > before + least:
            better = True
            _put_on(p, out, f, k, UNIT)
        else:
            _put_on(p, out, f, k, OFF)
    return better


@kernel
def _take_off(p, weight, price, nth, out, f, k):
    """Take the nth shot (modulo their number) of each track off, note its unit in k[OFF]; return their worth."""
    n_unit, n_track = p.shape
    total = 0.0
    for j in range(n_track):
        k[OFF, j] = -1
        # SEEN counts down to the shot that is meant
        k[SEEN, j] = nth % k[COUNT, j] if k[COUNT, j] > 0 else -1
    for i in range(n_unit):
        s = 0
        while s < out.shape[1] and out[i, s] >= 0:
            j = out[i, s]
            k[SEEN, j] -= 1
            if k[SEEN, j] == -1:
                k[OFF, j] = i
                _back(p, out, f, k, i, j)
                total += _gain(weight[j], f[SURVIVES, j], p[i, j], price)
            else:
                s += 1
    return total


@kernel
def _put_on(p, out, f, k, row):
    """Give every track the shot of the unit that stands in a row of k."""
    for j in range(p.shape[1]):
        if k[row, j] >= 0:
            _shoot(p, out, f, k, k[row, j], j)


@kernel
def _measure(p, weight, price, least, value, f, k, most):
    """Fill value with what one more shot of each unit at each track is worth, and k[SUPPLY] with its shots ≤ most."""
    for i in range(p.shape[0]):
        k[SUPPLY, i] = min(k[LEFT, i], most)
        for j in range(p.shape[1]):
            value[i, j] = 0.0
            if k[LEFT, i] > 0 and k[ROOM, j] > 0 and p[i, j] > 0.0:
                gain = _gain(weight[j], f[SURVIVES, j], p[i, j], price)
                if gain > least:
                    value[i, j] = gain


@kernel
def worth(p, capacity, weight, price, out, f):
    """Return what an answer is worth: expected weight killed less the price of the shots; f is scratch."""
    _survive(p, capacity, out, f)
    total = 0.0
    for j in range(p.shape[1]):
        total += weight[j] * (1.0 - f[SURVIVES, j])
    for i in range(p.shape[0]):
        for s in range(min(capacity[i], out.shape[1])):
            if out[i, s] >= 0:
                total -= price
    return total


@kernel
def _begin(p, capacity, limit, out, f, k):
    """Clear the answer."""
    for i in range(p.shape[0]):
        out[i, :] = -1
        k[LEFT, i] = min(capacity[i], out.shape[1])
    for j in range(p.shape[1]):
        k[ROOM, j] = limit[j]
        k[COUNT, j] = 0
        f[SURVIVES, j] = 1.0


@kernel
def _survive(p, capacity, out, f):
    """Compute anew the chance that each track survives, free of the rounding of changes."""
    f[SURVIVES, : p.shape[1]] = 1.0
    for i in range(p.shape[0]):
        for s in range(min(capacity[i], out.shape[1])):
            if out[i, s] >= 0:
                f[SURVIVES, out[i, s]] *= max(1.0 - p[i, out[i, s]], CERTAIN)


@kernel
def _shoot(p, out, f, k, i, j):
    """Give one shot of unit i to track j, behind its others."""
    s = 0
    while out[i, s] >= 0:
        s += 1
    out[i, s] = j
    k[LEFT, i] -= 1
    k[ROOM, j] -= 1
    k[COUNT, j] += 1
    f[SURVIVES, j] *= max(1.0 - p[i, j], CERTAIN)


@kernel
def _back(p, out, f, k, i, j):
    """Take the first shot of unit i at track j back; the others move up."""
    s = 0
    while out[i, s] != j:
        s += 1
    while s + 1 < out.shape[1] and out[i, s + 1] >= 0:
        out[i, s] = out[i, s + 1]
        s += 1
    out[i, s] = -1
    k[LEFT, i] += 1
    k[ROOM, j] += 1
    k[COUNT, j] -= 1
    f[SURVIVES, j] /= max(1.0 - p[i, j], CERTAIN)


@kernel
def _least(p, weight):
    """Return the least gain that counts."""
    top = 0.0
    for j in range(p.shape[1]):
        top = max(top, weight[j])
    return ROUNDING * top
