"""Global nearest neighbour: the assignment of plots to tracks of greatest total value, exact, cluster by cluster.

Tracks and plots that gated pairs connect make a cluster; clusters have nothing to do with each other, so each is
solved alone, by the solver that assigns weapons (kernels.matching). Most are one pair, or share one track or one plot:
these need no solver.
"""

from __future__ import annotations

from skypact.kernels.jit import kernel
from skypact.kernels.matching import UNIT, assignment

#: Rows of node, of a track or plot: the next one towards the root of its cluster; its row or column in the matrix;
#: of a root: first and last pair of its cluster.
PARENT, PLACE, FIRST, LAST = 0, 1, 2, 3
#: Rows of pair: the next pair of the cluster; of the matrix: the track of a row, the plot of a column; what a row may
#: have (one), for the solver.
NEXT, TRACK, PLOT, ONE, PAIR_ROWS = 0, 1, 2, 3, 4


@kernel
def global_nearest(n_pair, value, slot, plot, n_plot, chosen, node, pair, dense, f, k):
    """Fill chosen [n_plot] with the track slot of each plot, −1 none; return 0, or how large `dense` has to be.

    value f8 [n_pair] > 0 (gate less distance), slot and plot i8 [n_pair]: the gated pairs, none of them twice. Scratch:
    node i8 [4, ≥ n_plot + n_slot]; pair i8 [4, ≥ n_pair]; dense f8 [n, n], f f8 [≥ 4, n], k i8 [≥ 4, n], with n at
    least the tracks and the plots of the largest cluster (a smaller one is returned as a need, nothing is cut off).
    Equal values: the pair that is listed first, where a cluster shares one track or plot; else as `assignment`.
    """
    for j in range(n_plot):
        chosen[j] = -1
    _clusters(n_pair, slot, plot, n_plot, node, pair)
    for i in range(n_pair):
        root = _root(node, plot[i])
        if node[FIRST, root] != i:
            continue
        if pair[NEXT, i] < 0:
            chosen[plot[i]] = slot[i]
            continue
        best = _star(i, value, slot, plot, pair)
        if best >= 0:
            chosen[plot[best]] = slot[best]
            continue
        need = _solve(i, value, slot, plot, n_plot, chosen, node, pair, dense, f, k)
        if need > 0:
            return need
    return 0


@kernel
def _root(node, i):
    """Return the root of a node's cluster, and shorten the way to it."""
    while node[PARENT, i] != i:
        node[PARENT, i] = node[PARENT, node[PARENT, i]]
        i = node[PARENT, i]
    return i


@kernel
def _clusters(n_pair, slot, plot, n_plot, node, pair):
    """Join what pairs connect; link the pairs of each cluster in their order."""
    for i in range(n_pair):
        a, b = plot[i], n_plot + slot[i]
        node[PARENT, a], node[PARENT, b] = a, b
        node[FIRST, a], node[FIRST, b] = -1, -1
        node[PLACE, a], node[PLACE, b] = -1, -1
    for i in range(n_pair):
        a, b = _root(node, plot[i]), _root(node, n_plot + slot[i])
        node[PARENT, max(a, b)] = min(a, b)
    for i in range(n_pair):
        root = _root(node, plot[i])
        pair[NEXT, i] = -1
        if node[FIRST, root] < 0:
            node[FIRST, root] = i
        else:
            pair[NEXT, node[LAST, root]] = i
        node[LAST, root] = i


@kernel
def _star(first, value, slot, plot, pair):
    """Return the best pair of a cluster whose pairs all share one track or all share one plot, −1 for any other."""
    best, i = first, first
    one_track, one_plot = True, True
    while i >= 0:
        one_track = one_track and slot[i] == slot[first]
        one_plot = one_plot and plot[i] == plot[first]
        if not one_track and not one_plot:
            return -1
        if value[i] > value[best]:
            best = i
        i = pair[NEXT, i]
    return best


@kernel
def _solve(first, value, slot, plot, n_plot, chosen, node, pair, dense, f, k):
    """Solve one cluster; return 0, or how large `dense` has to be."""
    n_row, n_col, i = 0, 0, first
    while i >= 0:
        a, b = n_plot + slot[i], plot[i]
        if node[PLACE, a] < 0:
            node[PLACE, a] = n_row
            pair[TRACK, n_row] = slot[i]
            n_row += 1
        if node[PLACE, b] < 0:
            node[PLACE, b] = n_col
            pair[PLOT, n_col] = plot[i]
            n_col += 1
        i = pair[NEXT, i]
    need = max(n_row, n_col)
    if need > dense.shape[0] or need > dense.shape[1]:
        return need
    dense[:n_row, :n_col] = 0.0
    i = first
    while i >= 0:
        dense[node[PLACE, n_plot + slot[i]], node[PLACE, plot[i]]] = value[i]
        i = pair[NEXT, i]
    pair[ONE, :n_row] = 1
    assignment(dense[:n_row, :n_col], pair[ONE], f, k)
    for j in range(n_col):
        if k[UNIT, j] >= 0:
            chosen[pair[PLOT, j]] = pair[TRACK, k[UNIT, j]]
    return 0
