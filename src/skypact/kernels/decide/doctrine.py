"""Doctrine: what a pair of unit and track is worth, by the first rule row that fits or the analyst's own function."""

from __future__ import annotations

from skypact.arrays.codes import C_DOCTRINE, C_NONE
from skypact.arrays.world import CODE_PAIR
from skypact.kernels.jit import kernel, shared

#: Columns of state.feature, in the order of arrays.state.FEATURES.
(
    SITUATION, CLASS, IS_FIGHTER, KILL, FLIGHT_S, RANGE_M, HEIGHT_M, SPEED_MPS, SIGMA_M, AGE_S, MISSILES,
    MISSILES_FULL, CHANNELS, ENGAGEMENTS, FLIGHT_SENT, TERRITORY,
) = range(16)
#: A battery that leaves a track to the fighters shoots all the same where it could not do so this much later [s].
HOLD_S = 60.0


@shared
def doctrine_row(world, i_doctrine, is_fighter, now, cls, stock):
    """Return the first row of a doctrine that fits, -1 none. stock: share of the magazine that is left."""
    d = world.doctrine[i_doctrine]
    for k in range(d.first, d.first + d.count):
        r = world.doctrine_row[k]
        if (r.situations >> now) & 1 and (r.classes >> cls) & 1 and (r.weapons >> is_fighter) & 1 and stock < r.stock:
            return k
    return -1


@kernel
def worth(world, state, weigh, i_doctrine, row, kill):
    """Return (weight, cause) of a pair: the row's weight, or what the analyst's own function says of its features."""
    weight, least = 1.0, 0.0
    if row >= 0:
        weight, least = world.doctrine_row[row].weight, world.doctrine_row[row].least_kill
    if world.doctrine[i_doctrine].code == CODE_PAIR:
        weight = weigh(state.feature)
    if not weight > 0.0 or kill < least:
        return 0.0, C_DOCTRINE
    return weight, C_NONE
