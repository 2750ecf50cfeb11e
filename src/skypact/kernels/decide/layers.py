"""Layers: a post's pairs as one weapon-target assignment, solved by layers, then ordered."""

from __future__ import annotations

from skypact.kernels.decide.solver import layered
from skypact.kernels.jit import kernel

#: Passes of improvement at most; they end when nothing improves.
PASSES = 20
#: Rows of state.wta_n.
CAPACITY, LIMIT, BATTERY_OF, SLOT_OF = 0, 1, 2, 3


@kernel
def assign_layers(state, n_battery):
    """Solve the pairs that are worth something; return (units, tracks): the answer stands in state.wta_out.

    Weight of a track: the greatest worth of a kill at it, over units. Chance of a pair: that of its salvo, less where
    a kill by this unit is worth less.
    """
    n = state.wta_n
    units, tracks = 0, 0
    for i_b in range(n_battery):
        if _wanted(state, i_b):
            n[BATTERY_OF, units] = i_b
            n[CAPACITY, units] = min(state.channels[i_b], state.missiles[i_b])
            units += 1
    for slot in range(state.value.shape[1]):
        weight = 0.0
        for u in range(units):
            i_b = n[BATTERY_OF, u]
            if state.value[i_b, slot] > 0.0:
                weight = max(weight, state.value[i_b, slot] / state.kill[i_b, slot])
        for u in range(units):
            i_b = n[BATTERY_OF, u]
            state.wta_p[u, tracks] = 0.0
            if state.value[i_b, slot] > 0.0:
                chance = 1.0 - (1.0 - min(state.kill[i_b, slot], 1.0)) ** max(1, state.salvo[i_b, slot])
                state.wta_p[u, tracks] = chance * state.value[i_b, slot] / state.kill[i_b, slot] / weight
        if weight > 0.0:
            n[SLOT_OF, tracks], n[LIMIT, tracks] = slot, state.room[slot]
            state.wta_weight[tracks] = weight
            tracks += 1
    if units > 0 and tracks > 0:
        layered(
            state.wta_p[:units, :tracks], n[CAPACITY, :units], state.wta_weight[:tracks], n[LIMIT, :tracks], 0.0,
            PASSES, state.wta_out[:units], state.wta_value[:units, :tracks], state.wta_f, state.wta_k,
        )  # fmt: skip
    return units, tracks


@kernel
def _wanted(state, i_b):
    """Whether a unit has a pair that is worth something."""
    for slot in range(state.value.shape[1]):
        if state.value[i_b, slot] > 0.0:
            return True
    return False
