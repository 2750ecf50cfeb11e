"""Rights: the first rule row that fits decides."""

from __future__ import annotations

from skypact.arrays.state import Q_GRANTED
from skypact.kernels.jit import kernel, shared


@shared
def row_for(world, i_post, i_unit, action, now, cls, zone, territory):
    """Return the first rule row for this unit, action, situation, class, zone and territory, as a post asks; -1 none.

    A crew that acts by itself has rows of its own, and no others. Bit 62 of a mask means "outside every zone" and
    "over nobody's territory".
    """
    asks = i_post if world.post[i_post].unit >= 0 else -1
    for k in range(len(world.right)):
        r = world.right[k]
        if r.asks != asks or r.action != action or not (r.situations >> now) & 1 or not (r.classes >> cls) & 1:
            continue
        if not (r.zones >> (zone if zone >= 0 else 62)) & 1:
            continue
        if not (r.territories >> (territory if territory >= 0 else 62)) & 1:
            continue
        if world.right_unit[k, i_unit]:
            return k
    return -1


@kernel
def granted(world, state, i_pic, slot, row):
    """Return whether what a rule row asks has been granted for a track."""
    return row >= 0 and state.authority[i_pic, slot, world.right[row].question].state == Q_GRANTED
