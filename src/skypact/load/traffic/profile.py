"""The vertical profile of a civil flight: heights, speeds and vertical rates of climb, cruise and descent."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import NamedTuple

from skypact.core.ids import own_share
from skypact.load.traffic.atmosphere import crossover, true_airspeed
from skypact.spec.quantity import Quantity
from skypact.spec.traffic.performance import Performance

#: Speed limit below flight level 100 (ICAO Annex 11, airspace classes): 250 kt of indicated airspeed.
LIMIT_CAS_MPS, LIMIT_BELOW_M = 128.61, 3048.0
#: Heights above the field [m]: of lift-off and touch-down; where flaps are set; where they are clean (assumed).
LIFTED_M, FLAPS_M, CLEAN_M = 15.0, 450.0, 1200.0
#: A thousand feet: the steps of flight levels [m]; odd ones fly east, even ones west (ICAO Annex 2, Appendix 3).
LEVEL_M = 304.8
#: Of a short way climb and descent take so much at most; no craft cruises lower above its fields [m] (assumed).
MOST_VERTICAL, LEAST_CRUISE_M = 0.9, 900.0


class Node(NamedTuple):
    """A point of a profile: seconds and metres since its begin, height [m] above sea."""

    t_s: float
    s_m: float
    h_m: float


def drawn(q: Quantity, name: str) -> float:
    """Return the value of a quantity that belongs to a name: from low to high, as its range means it."""
    low, high = q.bounds()
    u = own_share(name)
    if q.range_means != "triangular" or high <= low:
        return low + u * (high - low)
    split = (q.value - low) / (high - low)
    if u < split:
        return low + math.sqrt(u * (high - low) * (q.value - low))
    return high - math.sqrt((1.0 - u) * (high - low) * (high - q.value))


def own(performance: Performance, name: str) -> dict[str, float]:
    """Return how one flight performs: each quantity by the hash of its name (scripted variety, not luck)."""
    return {key: drawn(getattr(performance, key), f"{name}/{key}") for key in type(performance).model_fields}


def level(wanted_m: float, eastward: bool) -> float:
    """Return the flight level [m] nearest to a height that suits the direction."""
    odd = 1 if eastward else 0
    return LEVEL_M * max(odd or 2, 2 * round((wanted_m / LEVEL_M - odd) / 2.0) + odd)


def climb(p: dict[str, float], field_m: float, top_m: float) -> list[Node]:
    """Return the climb from a field to a height [m above sea]."""
    low, middle = p["climb_low_below"], crossover(p["climb_speed"], p["climb_mach"])
    heights = _heights(field_m, top_m, low, middle)
    rates = _rates(heights, (low, middle), (p["climb_rate_low"], p["climb_rate_middle"], p["climb_rate_high"]))
    speeds = [_airspeed(h, field_m, p["takeoff_speed"], p["climb_speed"], p["climb_mach"], low) for h in heights]
    return _flown(heights, rates, _capped(speeds, p, top_m))


def descent(p: dict[str, float], field_m: float, top_m: float) -> list[Node]:
    """Return the descent from a height [m above sea] to a field."""
    low, middle = p["descent_low_below"], crossover(p["descent_speed"], p["descent_mach"])
    up = _heights(field_m, top_m, low, middle)
    rates = _rates(up, (low, middle), (p["descent_rate_low"], p["descent_rate_middle"], p["descent_rate_high"]))
    if field_m + FLAPS_M in up:
        rates[0] = p["approach_rate"]
    speeds = [_airspeed(h, field_m, p["approach_speed"], p["descent_speed"], p["descent_mach"], low) for h in up]
    return _flown(up[::-1], rates[::-1], _capped(speeds, p, top_m)[::-1])


def cruise_speed(p: dict[str, float], h_m: float) -> float:
    """Return the true airspeed [m/s] in level flight: the cruise Mach number, where the airspeed allows it."""
    fastest = max(p["climb_speed"], p["descent_speed"])
    return true_airspeed(min(fastest, LIMIT_CAS_MPS) if h_m <= LIMIT_BELOW_M else fastest, p["cruise_mach"], h_m)


def whole(p: dict[str, float], way_m: float, fields_m: tuple[float, float], wanted_m: float, eastward: bool
          ) -> tuple[list[Node], float]:
    """Return the nodes of a flight from field to field along a way [m], and its cruise height [m].

    A way that is too short for climb and descent is flown lower.
    """
    floor = max(fields_m) + LEAST_CRUISE_M
    top = max(level(wanted_m, eastward), floor)
    up, down = climb(p, fields_m[0], top), descent(p, fields_m[1], top)
    while up[-1].s_m + down[-1].s_m > MOST_VERTICAL * way_m and top > floor:
        top = max(top - 2 * LEVEL_M, floor)
        up, down = climb(p, fields_m[0], top), descent(p, fields_m[1], top)
    across = up[-1].s_m + down[-1].s_m
    if across >= way_m:  # a hop: the way decides, at the speeds of the profile
        fit = way_m / across
        down = [Node(n.t_s * fit, n.s_m * fit, n.h_m) for n in down]
        up = [Node(n.t_s * fit, n.s_m * fit, n.h_m) for n in up]
    level_m = max(way_m - up[-1].s_m - down[-1].s_m, 0.0)
    begin_t, begin_s = up[-1].t_s + level_m / cruise_speed(p, top), up[-1].s_m + level_m
    return [*up, *(Node(begin_t + n.t_s, begin_s + n.s_m, n.h_m) for n in down)], top


def _heights(field_m: float, top_m: float, low_m: float, middle_m: float) -> list[float]:
    """Return the heights [m] from field to top at which speed or rate changes, lowest first."""
    wanted = (field_m + FLAPS_M, field_m + CLEAN_M, LIMIT_BELOW_M, max(low_m, LIMIT_BELOW_M + LEVEL_M), middle_m,
              0.5 * (middle_m + low_m))
    return [field_m + LIFTED_M, *sorted({h for h in wanted if field_m + LIFTED_M < h < top_m - 1.0}), top_m]


def _rates(heights: list[float], limits: tuple[float, float], rates: tuple[float, float, float]) -> list[float]:
    """Return the vertical rate [m/s] of each piece between heights: low, middle or high."""
    middles = [0.5 * (a + b) for a, b in pairwise(heights)]
    return [rates[sum(h >= limit for limit in limits)] for h in middles]


def _airspeed(h_m: float, field_m: float, slow: float, cas: float, mach: float, low_m: float) -> float:
    """Return the true airspeed [m/s] at a height: slow near the field, limited below FL 100, full above `low_m`."""
    limited = min(cas, max(LIMIT_CAS_MPS, slow))
    over = h_m - field_m
    if over <= FLAPS_M:
        kept = min(slow, limited)
    elif over < CLEAN_M:
        kept = slow + (over - FLAPS_M) / (CLEAN_M - FLAPS_M) * (limited - slow)
    else:
        kept = limited if h_m <= LIMIT_BELOW_M else cas
    if LIMIT_BELOW_M < h_m < low_m:
        kept = limited + (h_m - LIMIT_BELOW_M) / (low_m - LIMIT_BELOW_M) * (cas - limited)
    return true_airspeed(kept, mach, h_m)


def _capped(speeds: list[float], p: dict[str, float], top_m: float) -> list[float]:
    """Return speeds none of which is above the cruise: who cruises low does not hurry on the way there."""
    return [min(v, cruise_speed(p, top_m)) for v in speeds]


def _flown(heights: list[float], rates: list[float], speeds: list[float]) -> list[Node]:
    """Return nodes in time and over ground, without wind; speed is linear in time between heights."""
    nodes = [Node(0.0, 0.0, heights[0])]
    for (h0, h1), rate, (v0, v1) in zip(pairwise(heights), rates, pairwise(speeds), strict=True):
        last, took = nodes[-1], abs(h1 - h0) / rate
        along = math.sqrt(max(0.25 * (v0 + v1) ** 2 - rate**2, 1.0))
        nodes.append(Node(last.t_s + took, last.s_m + along * took, h1))
    return nodes
