"""Things whose worth can be asked: units of the defence, the noise of a scripted jammer, a rival account.

Of intruders nothing but noise can be taken away, and only the whole of it (law 9): no name stands for a jammer's place,
time, power or bands, and none is looked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from skypact.core.errors import SkypactError, nearest
from skypact.core.ids import numbered
from skypact.load.overlay.arrange import hypothesis
from skypact.load.overlay.presence import accounts, there
from skypact.load.overlay.quantities import CONSTANT
from skypact.spec.scenario import Scenario
from skypact.study.loss import lost, nodes_of
from skypact.study.worlds import check_hypothesis

_LAW = (
    "what intruders, traffic and crafts are, where and when they fly, and how loud a jammer is are constants of the "
    "scenario (defence only) — name a sensor, a unit, or a jammer whose noise is taken away as a whole"
)


@dataclass(frozen=True)
class Thing:
    """What is taken away: a `unit` of the defence, the `noise` of a jammer, or an `account`."""

    name: str
    kind: str
    title: str


@dataclass(frozen=True)
class Pair:
    """The two worlds of a thing, before their arrangement is laid on them, and what the arrangement has none of."""

    with_it: Scenario
    without: Scenario
    absent: tuple[str, ...] = ()


def things(scenario: Scenario, names: Sequence[str], hypotheses: Sequence[str]) -> tuple[Thing, ...]:
    """Return the things of these names and accounts; SkypactError where one is nothing that can be taken away."""
    found = [_thing(scenario, name) for name in names]
    found += [Thing(check_hypothesis(scenario, name), "account", scenario.hypotheses[name].title)
              for name in hypotheses]
    if not found:
        raise SkypactError("worth of what? — name a sensor, a unit, a jammer or, with --hypothesis, a rival account")
    named = [(thing.kind, thing.name) for thing in found]
    twice = next((name for kind, name in named if named.count((kind, name)) > 1), None)
    if twice:
        raise SkypactError(f"{twice}: named twice — name each once")
    return tuple(found)


def pair(scenario: Scenario, thing: Thing, arrangement: str) -> Pair:
    """Return the worlds with and without a thing; one of them is the scenario itself."""
    if thing.kind == "account":
        return Pair(hypothesis(scenario, thing.name), scenario)
    if thing.kind == "noise":
        return Pair(scenario, quiet(scenario, thing.name))
    without, absent = lost(scenario, [thing.name], arrangement)
    return Pair(scenario, without, absent)


def quiet(scenario: Scenario, name: str) -> Scenario:
    """Return the scenario in which a jammer, or all copies of a counted one, flies as scripted but makes no noise."""
    silenced = {
        one: scenario.intruders[one].model_copy(update={"jammer": None}) for one in _jammers(scenario)[name]
    }
    return scenario.model_copy(update={"intruders": scenario.intruders | silenced})


def _thing(scenario: Scenario, name: str) -> Thing:
    nodes, jammers = nodes_of(scenario), _jammers(scenario)
    if name in nodes:
        return Thing(name, "unit", _title(scenario, nodes[name][0]))
    if name in jammers:
        return Thing(name, "noise", scenario.intruders[jammers[name][0]].title)
    absent = accounts(scenario)
    if name in absent:
        raise SkypactError(
            f"{name}: there only under the account {' or '.join(absent[name])} — add --under {absent[name][0]}"
        )
    if name in scenario.intruders:
        raise SkypactError(f"{name}: an intruder without a jammer: {_LAW}")
    if name.partition(".")[0].strip().casefold() in CONSTANT or "*" in name:
        raise SkypactError(f"{name}: {_LAW}")
    raise SkypactError(f"no sensor, unit, post, link or jammer {name!r} — {nearest(name, [*nodes, *jammers])}")


def _jammers(scenario: Scenario) -> dict[str, tuple[str, ...]]:
    """Return every name of jammers that are there, a counted one's too, and the intruders that it stands for."""
    made: dict[str, tuple[str, ...]] = {
        name: (name,) for name, one in there(scenario).intruders.items() if one.jammer is not None
    }
    stems = {name.rpartition("-")[0] for name in made if name.rpartition("-")[2].isdigit()} - {""}
    for stem in stems - made.keys():
        copies = tuple(name for name in made if name.rpartition("-")[0] == stem)
        if len(copies) > 1 and set(copies) == set(numbered(stem, len(copies))):
            made[stem] = copies
    return made


def _title(scenario: Scenario, name: str) -> str:
    sections = (scenario.sensors, scenario.batteries, scenario.fighters, scenario.airborne, scenario.posts)
    return next((section[name].title for section in sections if name in section), "")
