"""Who is there: forces under a choice, intruders under a rival account, and what still names those who are not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from skypact.core.errors import Fault, InputFaults, nearest
from skypact.spec.command import Change, Right
from skypact.spec.scenario import Scenario

#: Sections whose entries may carry `choices`.
SECTIONS = ("posts", "sensors", "batteries", "fighters", "airborne")
#: Section of units → key of the post that each answers to.
SUPERIOR = {"sensors": "reports_to", "airborne": "reports_to", "batteries": "commander", "fighters": "commander"}


def present(scenario: Scenario, choice: str) -> Scenario:
    """Return the scenario with what is there under a choice; "" leaves what is there always."""
    scenario = there(scenario)
    update: dict[str, Any] = {"choices": {}}
    for section in SECTIONS:
        update[section] = {
            name: unit.model_copy(update={"choices": []}) if unit.choices else unit
            for name, unit in getattr(scenario, section).items() if not unit.choices or choice in unit.choices
        }
    return scenario.model_copy(update=update)


def there(scenario: Scenario) -> Scenario:
    """Return the scenario without the intruders of rival accounts that were not applied to it.

    Nothing else about an intruder can differ: those of an account are scripted in the file, with it there and else not.
    """
    gone = accounts(scenario)
    if not gone:
        return scenario
    about = [name for name in scenario.question.about if name not in gone]
    return scenario.model_copy(update={
        "intruders": {name: one for name, one in scenario.intruders.items() if name not in gone},
        "hypotheses": {n: h.model_copy(update={"present": []}) for n, h in scenario.hypotheses.items()},
        "question": scenario.question.model_copy(update={"about": about}),
    })


def accounts(scenario: Scenario) -> dict[str, tuple[str, ...]]:
    """Return the intruders that are there under some accounts only, each with the accounts that bring it."""
    made: dict[str, tuple[str, ...]] = {}
    for name, account in scenario.hypotheses.items():
        made |= {intruder: (*made.get(intruder, ()), name) for intruder in account.present}
    return made


def brought(scenario: Scenario, account: str) -> Scenario:
    """Return the scenario in which the intruders of one account are there for good, whatever other accounts say."""
    kept = frozenset(scenario.hypotheses[account].present)
    if not kept:
        return scenario
    return scenario.model_copy(update={"hypotheses": {
        name: h.model_copy(update={"present": [one for one in h.present if one not in kept]})
        for name, h in scenario.hypotheses.items()
    }})


def only(scenario: Scenario) -> Scenario:
    """Return the scenario without links to, and rule rows and changes of, posts and units that are not there.

    A row keeps the units that are there. It is gone with the last of them, with the post that decides by it, and
    with a post whose consent it needs. Whoever answers to a post that is not there is refused.
    """
    posts, units = scenario.posts.keys(), {*scenario.batteries, *scenario.fighters}
    faults = [
        Fault(scenario.id, 0, 0, f"{section}.{name}.{key}", f"answers to '{getattr(unit, key)}', which is not there",
              nearest(getattr(unit, key), posts))
        for section, key in SUPERIOR.items() for name, unit in getattr(scenario, section).items()
        if getattr(unit, key) is not None and getattr(unit, key) not in posts
    ]
    if faults:
        raise InputFaults(faults)
    update: dict[str, Any] = {
        "links": [link for link in scenario.links if link.a in posts and link.b in posts],
        "rights": kept_rights(scenario.rights, posts, units),
        "changes": _changes(scenario.changes, {name for section in SECTIONS for name in getattr(scenario, section)}),
    }
    if scenario.autonomy is not None:
        rows = kept_rights(scenario.autonomy.rights, posts, units)
        update["autonomy"] = scenario.autonomy.model_copy(update={"rights": rows})
    return scenario.model_copy(update=update)


def kept_rights(rights: Iterable[Right], posts: Iterable[str], units: Iterable[str]) -> list[Right]:
    """Return the rule rows of those who are there."""
    here, there = frozenset(posts), frozenset(units)
    made = []
    for row in rights:
        named = [unit for unit in row.units if unit in there]
        asked = {consent.of for consent in row.consent} | ({row.decides} if row.decides else set())
        if asked <= here and (named or not row.units):
            made.append(row if named == row.units else row.model_copy(update={"units": named}))
    return made


def _changes(changes: list[Change], there: set[str]) -> list[Change]:
    """Return the changes of what is there; one that then changes nothing is left out."""
    made = []
    for change in changes:
        lists = {
            key: [name for name in getattr(change, key) if there.issuperset(_parts(name))]
            for key in ("lost", "back", "arrives", "silent", "radiates")
        }
        if change.withdraws or any(lists.values()):
            made.append(change.model_copy(update=lists))
    return made


def _parts(name: str) -> list[str]:
    """Return the ids in the name of a unit, of its part, or of a link: a, a/radar, a>b."""
    return [end.partition("/")[0] for end in name.split(">")]
