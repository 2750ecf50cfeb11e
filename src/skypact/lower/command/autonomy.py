"""Autonomy: every battery that has a radar gets its crew as a post of its own, by whose rules it acts when alone."""

from __future__ import annotations

from skypact.core.ids import part
from skypact.spec.command import Autonomy, Post
from skypact.spec.quantity import default
from skypact.spec.scenario import Scenario
from skypact.spec.weapon import Battery

CREW = "crew"


def crews(scenario: Scenario) -> dict[str, str]:
    """Return post → unit for the batteries that may act by themselves, where the scenario has rules for it."""
    if scenario.autonomy is None or not scenario.autonomy.rights:
        return {}
    named = {u for right in scenario.autonomy.rights for u in (right.units or scenario.batteries)}
    return {
        part(name, CREW): name
        for name, battery in sorted(scenario.batteries.items())
        if battery.radar is not None and name in named
    }


def expanded(scenario: Scenario) -> Scenario:
    """Return the scenario with the crews' posts and their rule rows written out; without autonomy as it is."""
    made = crews(scenario)
    if not made or scenario.autonomy is None:
        return scenario
    posts = {name: _post(scenario.autonomy, scenario.batteries[unit]) for name, unit in made.items()}
    rights = [
        right.model_copy(update={"units": [unit], "decides": name})
        for name, unit in made.items()
        for right in scenario.autonomy.rights
        if right.weapon != "fighters" and (not right.units or unit in right.units)
    ]
    # rows that a crew decides are for its own post only (RIGHT.asks), so that their place in the order does not matter
    return scenario.model_copy(update={
        "posts": dict(sorted((scenario.posts | posts).items())), "rights": [*scenario.rights, *rights],
    })


def _post(rules: Autonomy, battery: Battery) -> Post:
    return Post(
        title="crew", nation=battery.nation or "", crew=battery.crew or battery.nation, picture=True,
        handling=rules.handling, load=default("0 s", "time"), epoch=rules.epoch,
    )
