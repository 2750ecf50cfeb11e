"""Watch: what is there and awake at a moment: posts, links, sensors, units, and who stands where."""

from __future__ import annotations

from skypact.kernels.jit import kernel, shared


@shared
def open_at(world, first, count, t_s):
    """Return whether a moment lies in one of the windows of rows first … first + count; no rows mean always."""
    if count == 0:
        return True
    for k in range(first, first + count):
        if world.watch[k, 0] <= t_s < world.watch[k, 1]:
            return True
    return False


@kernel
def post_open(world, state, i_post, t_s):
    """Return whether a post is there and awake."""
    p = world.post[i_post]
    return state.post_up[i_post] != 0 and open_at(world, p.watch_first, p.watch_count, t_s)


@kernel
def link_open(world, state, i_link, t_s):
    """Return whether a link and the posts at its ends work."""
    link = world.link[i_link]
    if state.link_up[i_link] == 0 or state.post_up[link.a] == 0 or state.post_up[link.b] == 0:
        return False
    return open_at(world, link.watch_first, link.watch_count, t_s)


@kernel
def unit_open(world, state, i_unit, t_s):
    """Return whether a unit (batteries first, then fighters) is there and fit to act."""
    if state.unit_up[i_unit] == 0:
        return False
    n = len(world.battery)
    if i_unit < n:
        return open_at(world, world.battery[i_unit].watch_first, world.battery[i_unit].watch_count, t_s)
    f = world.fighter[i_unit - n]
    return open_at(world, f.watch_first, f.watch_count, t_s)


@kernel
def unit_hears(world, i_unit, t_s):
    """Return whether word from its own commander reaches a unit."""
    n = len(world.battery)
    if i_unit < n:
        return open_at(world, world.battery[i_unit].link_first, world.battery[i_unit].link_count, t_s)
    return open_at(world, world.fighter[i_unit - n].link_first, world.fighter[i_unit - n].link_count, t_s)


@shared
def stand_row(world, first, count, t_s):
    """Return the row of `stand` that holds at a moment."""
    row = first
    while row + 1 < first + count and world.stand[row + 1].t_s <= t_s:
        row += 1
    return row
