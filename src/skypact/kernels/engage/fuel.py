"""Fuel and speed of a flight: when it could meet a track, how fast it may fly, how far home is."""

from __future__ import annotations

import math

from skypact.arrays.state import L_DASH
from skypact.kernels.jit import kernel, shared


@shared
def meet_s(x, dt, at, speed_mps):
    """Return the time [s] in which a point at speed meets a track (state x, dt old); inf where it never does."""
    px, py, pz = x[0] + dt * x[3] - at[0], x[1] + dt * x[4] - at[1], x[2] + dt * x[5] - at[2]
    a = x[3] ** 2 + x[4] ** 2 + x[5] ** 2 - speed_mps**2
    b = px * x[3] + py * x[4] + pz * x[5]
    c = px * px + py * py + pz * pz
    if abs(a) < 1e-6:
        return -c / (2.0 * b) if b < 0.0 else math.inf
    disc = b * b - a * c
    if disc < 0.0:
        return math.inf
    root = math.sqrt(disc)
    t0, t1 = (-b - root) / a, (-b + root) / a
    low, high = min(t0, t1), max(t0, t1)
    if low > 0.0:
        return low
    return high if high > 0.0 else math.inf


@shared
def home_m(world, i_fighter, x, y, z):
    """Return the distance [m] from a place to the nearest of a unit's airfields."""
    f = world.fighter[i_fighter]
    best = math.inf
    for k in range(f.field_first, f.field_first + f.field_count):
        d2 = (world.airfield[k, 0] - x) ** 2 + (world.airfield[k, 1] - y) ** 2 + (world.airfield[k, 2] - z) ** 2
        best = min(best, d2)
    return math.sqrt(best)


@shared
def spent_s(world, i_fighter, x, dt, at, fast):
    """Return (time to meet a track [s], fuel that this, a look and the way home take [s at cruise])."""
    f = world.fighter[i_fighter]
    meet = meet_s(x, dt, at, f.speed_mps if fast else f.cruise_mps)
    if meet == math.inf:
        return math.inf, math.inf
    t = dt + meet
    back = home_m(world, i_fighter, x[0] + t * x[3], x[1] + t * x[4], x[2] + t * x[5]) / f.cruise_mps
    return meet, meet * (f.burn if fast else 1.0) + f.look_s + back


@kernel
def reach_s(world, state, i_flight, i_pic, slot, t_s):
    """Return when [s from now] a ready flight could meet a track, scramble included; inf beyond its fuel.

    It climbs at cruise speed, then dashes; where a dash would take too much fuel it comes at cruise speed.
    """
    i_unit = state.flight[i_flight].unit
    f = world.fighter[i_unit]
    x, age = state.x[i_pic, slot], t_s - state.track[i_pic, slot].t_s
    wait = f.link_s + f.ready_s
    lost = f.climb_s * (1.0 - min(1.0, f.cruise_mps / f.speed_mps))
    dash, fuel = spent_s(world, i_unit, x, age + wait + lost, f.at, True)
    if fuel + f.climb_s * f.burn <= f.endurance_s:
        return wait + lost + dash
    slow, fuel = spent_s(world, i_unit, x, age + wait, f.at, False)
    return wait + slow if fuel + f.climb_s * f.burn <= f.endurance_s else math.inf


@kernel
def pace(world, state, i_flight, t_s):
    """Return the speed [m/s] at which a flight is vectored: dash after the climb, where fuel allows it."""
    fl = state.flight[i_flight]
    f = world.fighter[fl.unit]
    if t_s - fl.t_air_s <= f.climb_s:
        return f.cruise_mps
    age = fl.t_s - state.track[fl.pic, fl.slot].t_s
    _, fuel = spent_s(world, fl.unit, state.x[fl.pic, fl.slot], age, fl.at, True)
    return f.speed_mps if fuel <= fl.fuel_s else f.cruise_mps


@kernel
def burn(world, state, i_flight, t_s):
    """Take the fuel burnt since the last step: fast in climb and dash, as at cruise near the object."""
    fl = state.flight[i_flight]
    f = world.fighter[fl.unit]
    fast = fl.phase == L_DASH and (
        t_s - fl.t_air_s <= f.climb_s or pace(world, state, i_flight, t_s) > f.cruise_mps
    )
    fl.fuel_s -= (t_s - fl.t_s) * (f.burn if fast else 1.0)
