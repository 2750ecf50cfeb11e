"""Motion: where an object is on its dense route."""

from __future__ import annotations

from skypact.kernels.jit import kernel


@kernel
def find_leg(waypoint, first, count, t_s, leg):
    """Return the row k of the route with t[k] ≤ t < t[k+1], searching onward from `leg` when it can."""
    last = first + count - 2
    k = leg if first <= leg <= last and waypoint[leg, 0] <= t_s else first
    while k < last and t_s >= waypoint[k + 1, 0]:
        k += 1
    return k


@kernel
def at(waypoint, k, t_s):
    """Return ECEF x, y, z [m] and height above sea [m] at time t on leg k, linear between dense waypoints."""
    f = (t_s - waypoint[k, 0]) / (waypoint[k + 1, 0] - waypoint[k, 0])
    return (
        waypoint[k, 1] + f * (waypoint[k + 1, 1] - waypoint[k, 1]),
        waypoint[k, 2] + f * (waypoint[k + 1, 2] - waypoint[k, 2]),
        waypoint[k, 3] + f * (waypoint[k + 1, 3] - waypoint[k, 3]),
        waypoint[k, 4] + f * (waypoint[k + 1, 4] - waypoint[k, 4]),
    )


@kernel
def velocity(waypoint, k):
    """Return the ECEF velocity [m/s] on leg k."""
    dt = waypoint[k + 1, 0] - waypoint[k, 0]
    return (
        (waypoint[k + 1, 1] - waypoint[k, 1]) / dt,
        (waypoint[k + 1, 2] - waypoint[k, 2]) / dt,
        (waypoint[k + 1, 3] - waypoint[k, 3]) / dt,
    )


@kernel
def position(world, i_object, t_s):
    """Return ECEF and height of an object at its own route time [s] (run time minus its offset)."""
    first, count = world.object[i_object].wp_first, world.object[i_object].wp_count
    t = min(max(t_s, world.waypoint[first, 0]), world.waypoint[first + count - 1, 0])
    return at(world.waypoint, find_leg(world.waypoint, first, count, t, first), t)
