"""What is left of a choice if the partner withdraws: a second world, without its forces abroad and its links.

The partner goes home; it does not vanish. What it has at home answers to its own posts again, and decides over its own
territory alone. A world of its own, not a change in the middle of a run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from skypact.core.errors import Fault, InputFaults, nearest
from skypact.load.borders import holds
from skypact.load.overlay.arrange import choose
from skypact.load.overlay.presence import SUPERIOR, only
from skypact.spec.command import Right
from skypact.spec.scenario import Scenario


def withdrawn(scenario: Scenario, choice: str, nation: str) -> Scenario:
    """Return the scenario under a choice from which a nation has withdrawn before the start.

    Gone are its posts, sensors, units and airborne sensors (by their crew, else by their nation) that stand on another
    nation's soil, and every link between its posts and others'. Who answered to the other side of that rift answers as
    the scenario is written; whom nobody then hears or commands cannot act and is left out. Rule rows of a post that
    is lost, or that need a consent across the rift, are gone; so is each side's right over the other's territory and
    units. Where any row was lost or cut, the rows of the scenario's first arrangement follow those that are left.
    """
    if nation not in scenario.nations:
        what = f"unknown nation '{nation}'"
        raise InputFaults([Fault(scenario.id, 0, 0, "nations", what, nearest(nation, scenario.nations))])
    there, written = choose(scenario, choice), choose(scenario, choice, arrangement="")
    posts = {
        name: post for name, post in there.posts.items()
        if not (_whose(post) == nation and (post.nation != nation or _abroad(there, post.at, nation)))
    }
    side = {name: _whose(post) == nation for name, post in posts.items()}  # True: the one that withdraws
    update: dict[str, Any] = {
        "posts": posts,
        "links": [k for k in there.links if k.a in side and k.b in side and side[k.a] == side[k.b]],
        "changes": [k.model_copy(update={"withdraws": None}) if k.withdraws == nation else k for k in there.changes],
    }
    for section, key in SUPERIOR.items():
        update[section] = dict(_left(there, getattr(there, section), getattr(written, section), key, nation, side))
    armed = {name: side[unit.commander] for key in ("batteries", "fighters") for name, unit in update[key].items()}
    first = choose(scenario, choice, arrangement=next(iter(scenario.arrangements), "")).rights
    kept, fallen = (
        [made for row in rows if (made := _kept(row, nation, side, armed))] for rows in (there.rights, first)
    )
    update["rights"] = kept if kept == there.rights else [*kept, *(row for row in fallen if row not in kept)]
    return only(there.model_copy(update=update))


def soil(scenario: Scenario, at: tuple[float, float] | None) -> str:
    """Return the nation on whose soil a place lies, "" for nobody's."""
    return next((n for n, rings in sorted(scenario.borders.items()) if at is not None and holds(rings, at)), "")


def _whose(unit: Any) -> str:
    """Return the nation of the crew, of the owner where there is no crew."""
    return getattr(unit, "crew", None) or unit.nation or ""


def _abroad(scenario: Scenario, at: tuple[float, float] | None, nation: str) -> bool:
    return soil(scenario, at) not in ("", nation)


def _left(
    there: Scenario, units: Mapping[str, Any], written: Mapping[str, Any], key: str, nation: str, side: dict[str, bool]
) -> Iterator[tuple[str, Any]]:
    """Yield the units of one section that are left, each with whom it answers to on its own side of the rift."""
    for name, unit in units.items():
        leaves = _whose(unit) == nation
        if leaves and any(_abroad(there, at, nation) for at in _places(unit)):
            continue
        posts = (getattr(unit, key), getattr(written[name], key))
        post = next((p for p in posts if p is not None and side.get(p) == leaves), None)
        if post is not None:
            yield name, unit if post == posts[0] else unit.model_copy(update={key: post})


def _places(unit: Any) -> list[tuple[float, float] | None]:
    if hasattr(unit, "route"):
        return [leg.at for leg in unit.route]
    return [unit.base if hasattr(unit, "base") else unit.at]


def _kept(row: Right, nation: str, side: dict[str, bool], armed: dict[str, bool]) -> Right | None:
    """Return a row within its own side of the rift, None where nothing of it is left."""
    if row.forbids:
        return row
    leaves = side.get(row.decides)
    if leaves is None or any(side.get(consent.of) != leaves for consent in row.consent):
        return None
    # A row that names no territory holds everywhere; of those that leave, at home only.
    mine = [nation] if leaves and not row.territory else [n for n in row.territory if (n == nation) == leaves]
    units = [name for name in row.units if armed.get(name) == leaves]
    if (row.territory and not mine) or (row.units and not units):
        return None
    same = mine == row.territory and units == row.units
    return row if same else row.model_copy(update={"territory": mine, "units": units})
