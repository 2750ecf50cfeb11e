"""Scene: what of a scenario the viewer draws and lists: states, areas, entities, links, pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from skypact.core.clock import utc
from skypact.core.ids import part
from skypact.load import borders
from skypact.lower.roster import sensor_specs
from skypact.report.viewer.content import sidc
from skypact.report.viewer.content.rows import Rows
from skypact.spec.scenario import Scenario

if TYPE_CHECKING:
    from skypact.engine.plan import Plan

#: Kinds of sensors as the viewer calls them.
SENSOR_WORDS = {"launch-warning": "launch"}
#: Sensors whose word goes by telephone, not as plots.
TELLING = ("observer", "launch-warning")


def head(s: Scenario) -> dict[str, Any]:
    """Return `ScenarioHead` of format.ts."""
    box = s.theatre
    return {
        "id": s.id, "title": s.title, "question": s.question.text,
        "start": utc(s.date, s.start, 0.0).isoformat().replace("+00:00", "Z"), "duration_s": s.duration.value,
        "theatre": {"south": box.south, "north": box.north, "west": box.west, "east": box.east}, "notes": s.notes,
    }


def nations(s: Scenario) -> list[dict[str, Any]]:
    """Return the states."""
    return [{"id": i, "title": n.title, "side": n.side, "partner": n.partner} for i, n in sorted(s.nations.items())]


def territories(s: Scenario) -> list[dict[str, Any]]:
    """Return what the model takes as each state's territory."""
    return [{"nation": nation, "rings": [lonlat(ring) for ring in rings]} for nation, rings in s.borders.items()]


def worldview(s: Scenario) -> str:
    """Return whose borders the territories are, in words."""
    return borders.says(s)


def zones(s: Scenario) -> list[dict[str, Any]]:
    """Return the areas that rules name."""
    from skypact.lower.place import circle

    return [
        {"id": i, "title": z.title or i,
         "rings": [lonlat(z.polygon if z.polygon is not None else circle(z))]}
        for i, z in sorted(s.zones.items())
    ]


def lonlat(points: Sequence[Any]) -> list[list[float]]:
    """Return places (latitude, longitude) as [longitude, latitude] to 5 digits, about 1 m."""
    return [[round(float(lon), 5), round(float(lat), 5)] for lat, lon in points]


def entities(rows: Rows, worlds: Mapping[str, Scenario], held: Mapping[tuple[str, str], list[int]]) -> list[Any]:
    """Return `Entity` of format.ts for each row; `held` has the rows of quantities that describe one."""
    friends = friendly(next(iter(worlds.values())))
    made, drawn = [], set[str]()
    for row in rows.entities:
        kind, name, nation = str(row["kind"]), str(row["id"]), str(row["nation"] or "")
        world = next((w for w in worlds.values() if _spec(w, kind, name) is not None), None)
        spec = _spec(world, kind, name) if world is not None else None
        what = _what(world, kind, name, str(row["target"] or ""))
        civil, intent = bool(row["civil"]), str(row["intent"] or "")
        who = sidc.identity(kind, intent, civil=civil, friend=nation in friends, owned=bool(nation))
        made.append({
            "id": name, "title": str(row["title"] or name), "kind": kind, "what": what, "nation": nation,
            "crew": str(row["crew"] or ""), "intent": intent, "civil": civil,
            "sidc": sidc.of(kind, what, who, civil=civil), "at": _place(world, kind, name), **_reach(kind, spec),
            "route": _route(spec, drawn), "quantities": held.get((kind, name), []),
        })  # fmt: skip
    return made


def friendly(s: Scenario) -> frozenset[str]:
    """Return the nation of the question, its partners, and who is on their side; all with posts where none is asked."""
    asked = s.question.nation
    own = {asked} if asked else {post.nation for post in s.posts.values()}
    own |= {i for i, n in s.nations.items() if n.partner}
    sides = {s.nations[i].side for i in own if i in s.nations} - {""}
    return frozenset(own | {i for i, n in s.nations.items() if n.side in sides})


def _spec(world: Scenario, kind: str, name: str) -> Any:
    tables: dict[str, Mapping[str, Any]] = {
        "nation": world.nations, "post": world.posts, "battery": world.batteries, "fighter": world.fighters,
        "intruder": world.intruders, "traffic": world.intruders, "airborne": world.airborne, "zone": world.zones,
    }
    if kind == "sensor":
        return sensor_specs(world).get(name, ("", None))[1]
    return tables.get(kind, {}).get(name)


def _what(world: Scenario | None, kind: str, name: str, target: str) -> str:
    if kind == "sensor" and world is not None:
        owner, spec = sensor_specs(world)[name]
        word = "radar" if owner != "sensor" else str(getattr(spec, "kind", "radar"))
        return SENSOR_WORDS.get(word, word)
    if kind == "airborne" and world is not None:
        return world.airborne[name].platform
    return target


def _place(world: Scenario | None, kind: str, name: str) -> list[float] | None:
    if world is None:
        return None
    if kind == "sensor":
        owner, spec = sensor_specs(world)[name]
        at = None if owner == "airborne" else getattr(spec, "at", None)
    else:
        spec = _spec(world, kind, name)
        at = getattr(spec, "base", None) if kind == "fighter" else getattr(spec, "at", None)
    return lonlat([at])[0] if isinstance(at, tuple) else None


def _reach(kind: str, spec: Any) -> dict[str, float]:
    if kind != "battery" or spec is None or spec.interceptor is not None:  # above the air it depends on the arc
        return {"reach_m": 0.0, "least_m": 0.0, "ceiling_m": 0.0}
    return {"reach_m": spec.max_range.value, "least_m": spec.min_range.value, "ceiling_m": spec.max_altitude.value}


def _route(spec: Any, drawn: set[str]) -> list[list[float]]:
    """Return a way as written, once for all copies that share it; an arc as its two ends."""
    arc = getattr(spec, "arc", None)
    points = [leg.at for leg in getattr(spec, "route", [])] if arc is None else [arc.start, arc.to]
    made = lonlat(points)
    if not made or str(made) in drawn:
        return []
    drawn.add(str(made))
    return made


def arrangement(rows: Rows, name: str, world: Scenario, title: str, plan: Plan | None) -> dict[str, Any]:
    """Return `Arrangement` of format.ts; without a plan it says nothing of pictures."""
    pictures, fused = _pictures(rows, plan) if plan is not None else ([], [])
    every = [*_post_links(rows, world), *_unit_links(rows, world)]
    return {"id": name, "title": title, "links": [x for x in every if x["from"] >= 0 and x["to"] >= 0],
            "pictures": pictures, "fused": fused, "absent": rows.absent(name)}  # fmt: skip


def _post_links(rows: Rows, world: Scenario) -> list[dict[str, Any]]:
    made = []
    for link in world.links:
        ends = [(link.a, link.b), (link.b, link.a)] if link.both_ways else [(link.a, link.b)]
        made += [{"from": rows.row("post", a), "to": rows.row("post", b), "carries": list(link.carries)}
                 for a, b in ends]
    return made


def _unit_links(rows: Rows, world: Scenario) -> list[dict[str, Any]]:
    """Return links of sensors to the posts they report to, and of posts to the units they command."""
    made = []
    for name, (owner, spec) in sensor_specs(world).items():
        home = getattr(spec, "commander" if owner == "battery" else "reports_to", None)
        carries = "reports" if getattr(spec, "kind", "") in TELLING else "plots"
        made.append({"from": rows.row("sensor", name), "to": rows.row("post", home or ""), "carries": [carries]})
    for kind, name, unit in chain(
        (("battery", n, u) for n, u in world.batteries.items()), (("fighter", n, u) for n, u in world.fighters.items())
    ):
        post = rows.row("post", unit.commander or "")
        made.append({"from": post, "to": rows.row(kind, name), "carries": ["orders"]})
    return made


def _pictures(rows: Rows, plan: Plan) -> tuple[list[int], list[int]]:
    """Return the posts that keep a picture, and those whose picture takes plots or tracks of several nations."""
    from skypact.study.pictures.tables import feeding, pictures_of

    reach, r = feeding(plan), plan.roster
    owner = np.array([str(r.entities[r.entity["sensor", name]]["nation"]) for name in r.sensors], dtype=object)
    kept, fused = [], []
    for i in pictures_of(plan):
        row = rows.row("post", r.posts[int(plan.world.picture["post"][i])])
        kept.append(row)
        if len(set(owner[reach[i]]) - {""}) > 1:
            fused.append(row)
    return kept, fused


def owner_of(path: str, s: Scenario) -> list[tuple[str, str]]:
    """Return the entities (kind, id) that a path of a quantity describes."""
    section, _, rest = path.partition(".")
    if section == "links":
        return [("post", end) for end in rest.split(".")[0].split(":")[0].split(">")]
    table = getattr(s, section, None)
    if not isinstance(table, Mapping):
        return []
    ids = [i for i in table if rest == i or rest.startswith(f"{i}.")]
    if not ids:
        return []
    name = max(ids, key=len)
    if section == "intruders":
        return [("traffic" if s.intruders[name].intent == "passage" else "intruder", name)]
    kind = {"posts": "post", "sensors": "sensor", "batteries": "battery", "fighters": "fighter",
            "airborne": "airborne", "zones": "zone"}.get(section)
    if kind is None:
        return []
    inside = [("sensor", part(name, "radar"))] if rest[len(name) + 1 :].startswith("radar") else []
    return [(kind, name), *inside]
