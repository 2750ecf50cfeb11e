"""Roster: who is who. Units sorted by id, their rows in the arrays and in the log's entity table."""

from __future__ import annotations

from dataclasses import dataclass, field

from skypact.core.ids import part
from skypact.lower.command.autonomy import crews
from skypact.spec.radar import Radar
from skypact.spec.scenario import Scenario


@dataclass
class Roster:
    """Names in the order of the arrays, and the entity table that the log carries."""

    nations: list[str]
    posts: list[str]
    sensors: list[str]
    batteries: list[str]
    fighters: list[str]
    objects: list[str]
    zones: list[str]
    doctrines: list[str]
    crews: dict[str, str]
    entities: list[dict[str, object]] = field(default_factory=list)
    entity: dict[tuple[str, str], int] = field(default_factory=dict)

    def add(self, kind: str, name: str, title: str, nation: str | None, **more: object) -> None:
        """Append an entity; its row number is what events carry."""
        self.entity[kind, name] = len(self.entities)
        row: dict[str, object] = {
            "entity": len(self.entities), "id": name, "title": title or name, "kind": kind, "nation": nation or "",
            "crew": "", "intent": "", "civil": False, "target": "", "altitude_m": None, "end": "",
        }
        self.entities.append(row | more)


def sensor_specs(scenario: Scenario) -> dict[str, tuple[str, object]]:
    """Return every sensor by id: (kind of owner, owner's spec) for free ones, parts of batteries, and airborne."""
    found: dict[str, tuple[str, object]] = {name: ("sensor", s) for name, s in scenario.sensors.items()}
    found |= {part(n, "radar"): ("battery", b) for n, b in scenario.batteries.items() if b.radar is not None}
    found |= {part(n, "radar"): ("airborne", a) for n, a in scenario.airborne.items()}
    return found


def roster(scenario: Scenario) -> Roster:
    """Return the roster of a resolved scenario."""
    made = Roster(
        nations=sorted(scenario.nations), posts=sorted(scenario.posts), sensors=sorted(sensor_specs(scenario)),
        batteries=sorted(scenario.batteries), fighters=sorted(scenario.fighters),
        objects=sorted([*scenario.intruders, *scenario.airborne]), zones=sorted(scenario.zones),
        doctrines=["", *sorted({p.doctrine for p in scenario.posts.values() if p.doctrine})], crews=crews(scenario),
    )
    for name in made.nations:
        made.add("nation", name, scenario.nations[name].title, name)
    for name in made.posts:
        p = scenario.posts[name]
        made.add("post", name, p.title, p.nation, crew=p.crew or p.nation)
    for name in made.sensors:
        kind, spec = sensor_specs(scenario)[name]
        made.add("sensor", name, getattr(spec, "title", ""), getattr(spec, "nation", None))
    for kind, names, table in (
        ("battery", made.batteries, scenario.batteries), ("fighter", made.fighters, scenario.fighters),
    ):
        for name in names:
            unit = table[name]
            made.add(kind, name, unit.title, unit.nation, crew=unit.crew or unit.nation or "")
    for name in made.objects:
        _add_object(made, scenario, name)
    for name in made.zones:
        made.add("zone", name, scenario.zones[name].title, None)
    return made


def radars(scenario: Scenario) -> list[Radar]:
    """Return every radar of a scenario, also those of batteries and aircraft."""
    specs = [spec if kind == "sensor" else getattr(spec, "radar") for kind, spec in sensor_specs(scenario).values()]
    return [spec for spec in specs if isinstance(spec, Radar)]


def _add_object(made: Roster, scenario: Scenario, name: str) -> None:
    if name in scenario.airborne:
        a = scenario.airborne[name]
        made.add("airborne", name, a.title, a.nation, intent="support", target="aircraft")
        return
    o = scenario.intruders[name]
    craft = scenario.crafts[o.type]
    ground = scenario.environment.ground.value
    heights = [leg.agl.value for leg in o.route if leg.agl is not None]
    heights += [leg.alt.value - ground for leg in o.route if leg.alt is not None]
    kind = "traffic" if o.intent == "passage" else "intruder"
    made.add(
        kind, name, o.title, o.nation, intent=o.intent, civil=o.civil, target=craft.target,
        altitude_m=min(heights) if heights else None, end=o.end,
    )
