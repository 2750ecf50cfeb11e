"""Band: covered areas with each uncertain parameter at its low and its high end, and with all of them at once.

The ends are those that the type sheets and the environment state. What is printed is a least and a greatest area, never
a chance: nobody says how likely the ends are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from skypact.coverage.eyes import Class
from skypact.coverage.maps import Maps
from skypact.spec.place import Environment
from skypact.spec.quantity import Quantity
from skypact.spec.radar import Radar
from skypact.spec.scenario import Scenario


class World(NamedTuple):
    """What a map is made of: the scenario (None: places typed by hand), environment, and class of target."""

    scenario: Scenario | None
    environment: Environment
    target: Class


@dataclass(frozen=True)
class Band:
    """Covered areas [km²] at each height: each parameter at the end that covers less and more, and all together."""

    heights_m: tuple[float, ...]
    nominal_km2: tuple[float, ...]
    ends: dict[str, tuple[tuple[float, ...], tuple[float, ...]]]
    least: Maps
    most: Maps


#: Parameters of radars and whether more of them covers more; of the environment likewise.
_RADAR = {
    "reference range of the radars": ("reference", "range"), "Pd that their stated ranges mean": ("reference", "pd"),
    "height of masts": ("mast",),
}  # fmt: skip
_AIR = {"trees": ("trees", False), "refractivity of the air": ("refractivity", True)}
RCS = "cross-section of the class"


def band(world: World, nominal: Maps, maps: Callable[[World], Maps], rcs: Quantity | None = None) -> Band:
    """Return the band of a map; `maps` draws another world on the same grid; rcs: of the class, if a sheet has it."""
    names = [*(_RADAR if world.scenario is not None else ()), *_AIR]
    if rcs is not None and rcs.bounds()[0] < rcs.bounds()[1]:
        names.append(RCS)
    ends: dict[str, tuple[tuple[float, ...], tuple[float, ...]]] = {}
    for name in names:
        less, more = (maps(ended(world, {name: end}, rcs)) for end in (False, True))
        ends[name] = (areas(less), areas(more))
    least, most = (maps(ended(world, dict.fromkeys(names, end), rcs)) for end in (False, True))
    return Band(nominal.heights_m, areas(nominal), ends, least, most)


def areas(made: Maps) -> tuple[float, ...]:
    """Return the covered area [km²] at each height."""
    return tuple(made.km2(i) for i in range(len(made.heights_m)))


def ended(world: World, ends: Mapping[str, bool], rcs: Quantity | None = None) -> World:
    """Return the world with parameters at the end that covers more (True) or less."""
    scenario, environment, target = world
    for name, more in ends.items():
        if name in _AIR:
            key, rising = _AIR[name]
            environment = environment.model_copy(update={key: at_end(getattr(environment, key), more == rising)})
        elif name == RCS and rcs is not None:
            by = at_end(rcs, more).value - rcs.value
            target = replace_class(target, by)
        elif scenario is not None:
            scenario = _radars(scenario, _RADAR[name], more)
    return World(scenario, environment, target)


def replace_class(target: Class, by_db: float) -> Class:
    """Return a class with another cross-section."""
    return target._replace(rcs_dbsm=target.rcs_dbsm + by_db, metre_dbsm=target.metre_dbsm + by_db)


def at_end(quantity: Quantity, high: bool) -> Quantity:
    """Return a quantity at its high or low end."""
    return quantity.model_copy(update={"value": quantity.bounds()[int(high)]})


def _radars(scenario: Scenario, path: tuple[str, ...], high: bool) -> Scenario:
    def radar(spec: object) -> object:
        if not isinstance(spec, Radar):
            return spec
        if len(path) == 1:
            return spec.model_copy(update={path[0]: at_end(getattr(spec, path[0]), high)})
        inner = getattr(spec, path[0])
        changed = inner.model_copy(update={path[1]: at_end(getattr(inner, path[1]), high)})
        return spec.model_copy(update={path[0]: changed})

    update: dict[str, object] = {"sensors": {name: radar(spec) for name, spec in scenario.sensors.items()}}
    for section in ("batteries", "airborne"):
        units = getattr(scenario, section)
        update[section] = {name: u.model_copy(update={"radar": radar(u.radar)}) for name, u in units.items()}
    return scenario.model_copy(update=update)
