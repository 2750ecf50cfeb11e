"""Lower a resolved scenario, with its arrangement applied, to a World."""

from __future__ import annotations

import datetime
import math
from typing import NamedTuple, cast

import numpy as np

from skypact.arrays import world as w
from skypact.arrays.codes import SENSOR_RADAR
from skypact.core.clock import seconds_of_day
from skypact.core.ids import who
from skypact.lower import depth, identify, intruder, place, visits
from skypact.lower.command import doctrine, flow, graph
from skypact.lower.command.autonomy import expanded
from skypact.lower.command.watch import Windows, alive, both, radar_names, radiates, serves
from skypact.lower.engage import weapon
from skypact.lower.ground import Ground, ground
from skypact.lower.roster import Roster, radars, roster, sensor_specs
from skypact.lower.sense import weather
from skypact.lower.sense.air import local_k
from skypact.lower.sense.sensor import Tables, sensor_row, settle
from skypact.spec.scenario import Scenario
from skypact.spec.sensor import Sensor


class Lowered(NamedTuple):
    """The arrays of a scenario and the names behind their rows."""

    world: w.World
    roster: Roster


def world(scenario: Scenario, association: str | None = None) -> Lowered:
    """Return the arrays of a resolved scenario; `association` overrides the scenario's."""
    scenario = expanded(scenario)
    r, watch, land = roster(scenario), Windows(), ground(scenario)
    post = graph.posts(scenario, r, watch)
    link = graph.links(scenario, r, watch)
    next_link, distance = graph.next_links(link, post)
    graph.report_to(post, distance)
    picture = graph.pictures(scenario, post)
    association = association or scenario.tracking.association
    false = association == "gnn" and any(s.false_plots.value > 0 for s in radars(scenario))
    objects, waypoints, routes = intruder.objects(scenario, r, land)
    if false:
        objects, waypoints = intruder.with_phantom(scenario, objects, waypoints, r)
    battery, stand, flyout, envelope = weapon.batteries(scenario, r, watch, land)
    fighter, airfield = weapon.fighters(scenario, r, watch)
    tables = Tables()
    sensors = _sensors(scenario, r, watch, battery, tables, land)
    cells, rain = weather.cells(scenario.environment, tables.frequencies)
    feed, route_link = flow.feeds(scenario, r, post, link, picture, sensors["link_latency_s"])
    reader = flow.readers(feed, picture, scenario.tracking.late)
    right, right_unit, consent = graph.rights(scenario, r)
    heads, doctrine_row = doctrine.doctrines(scenario, r)
    territory = place.territory(scenario.theatre, scenario.borders, r.nations)
    zone = place.zones(scenario.theatre, scenario.zones)
    inland = depth.depths(territory, scenario.theatre, sorted({int(n) for n in post["nation"]}))
    visit, deepest = visits.visits(routes, territory, zone, inland, defended(post), scenario.theatre)
    made = w.World(
        sensor=sensors, object=objects, jammer=weather.jammers(scenario, r), weather=cells, rain=rain,
        gas=weather.gases(tables.frequencies), grazing=weather.grazing(scenario.environment),
        mask=np.zeros((0, 3, 1, 2), np.float32), mask_at=np.zeros((0, 2)), waypoint=waypoints, post=post,
        link=link, picture=picture, feed=feed, reader=reader,
        track_link=flow.track_links(link, post, feed, picture, scenario.tracking.late),
        route_link=route_link, next_link=next_link, watch=watch.array(),
        stand=stand, envelope=envelope, flyout=flyout, airfield=airfield, doctrine=heads, doctrine_row=doctrine_row,
        battery=battery, fighter=fighter, right=right, right_unit=right_unit, consent=consent,
        kill=weapon.kill_table(scenario, r), contact=weapon.contact_table(scenario, r), pd=tables.array(),
        evidence=identify.likelihoods(scenario.identification), prior=identify.priors(scenario.identification),
        situation=graph.situations(scenario), territory=territory, zone=zone,
        zone_entity=np.array([r.entity["zone", name] for name in r.zones], np.int64), visit=visit, deepest=deepest,
        depth=inland.metres, depth_of=inland.rows(len(r.nations)),
        nation_who=np.array([who(n) for n in r.nations], np.uint64),
        nation_entity=np.array([r.entity["nation", n] for n in r.nations], np.int64),
        settings=_settings(scenario, post, association, land, inland.cells, len(objects) - 1 if false else -1),
    )
    return Lowered(made, r)


def _sensors(
    scenario: Scenario, r: Roster, watch: Windows, battery: np.ndarray, tables: Tables, land: Ground
) -> np.ndarray:
    rows = np.zeros(len(r.sensors), w.SENSOR)
    specs = sensor_specs(scenario)
    for i, name in enumerate(r.sensors):
        kind, owner = specs[name]
        spec = owner if kind == "sensor" else getattr(owner, "radar")
        row = rows[i]
        sensor_row(spec, row, tables)
        row["entity"] = r.entity["sensor", name]
        row["nation"] = r.nations.index(getattr(owner, "nation"))
        home = getattr(owner, "commander" if kind == "battery" else "reports_to")
        row["post"] = r.posts.index(home) if home else -1
        row["host"] = r.objects.index(name.removesuffix("/radar")) if kind == "airborne" else -1
        row["unit"] = r.batteries.index(name.removesuffix("/radar")) if kind == "battery" else -1
        crew = getattr(owner, "crew", None) or getattr(owner, "nation")
        windows = both(alive(scenario, *radar_names(name)), serves(scenario, crew, home))
        if row["unit"] >= 0:
            windows = both(windows, weapon.battery_windows(scenario, r.batteries[row["unit"]]))
            row["stand_first"], row["stand_count"] = (battery[row["unit"]][k] for k in ("stand_first", "stand_count"))
        row["p_outage"] = outage.value if (outage := getattr(spec, "outage", None)) is not None else 0.0
        windows = both(windows, radiates(scenario, getattr(spec, "hours", None), *radar_names(name)))
        watch.put(row, windows)
        settle(row, name, cast(Sensor, spec), getattr(owner, "at", None), land)
        if kind != "sensor":  # a part speaks over its unit's link
            link = getattr(owner, "link")
            row["link_loss"], row["link_latency_s"] = link.loss.value, link.latency.value
            row["link_retry_s"] = link.retry.value
    if tables.frequencies:
        radar = rows["kind"] == SENSOR_RADAR
        rows["rain_db_m"][radar] = weather.rain_db_m(scenario.environment, tables.frequencies)[rows["gas"][radar]]
    return rows


def _settings(
    scenario: Scenario, post: np.ndarray, association: str, land: Ground, cells: int, phantom: int
) -> np.ndarray:
    g = np.zeros(w.N_SETTINGS)
    g[w.G_DEPTH_CELLS], g[w.G_FORESEE_S] = cells, scenario.identification.foresee.value
    g[w.G_INSIDE_SD] = identify.inside_sd(scenario.identification)
    e, effects, ident = scenario.environment, scenario.effects, scenario.identification
    g[w.G_EARTH_K : w.G_EARTH_K + 2] = [local_k(air) for air in weather.airs(e)]
    g[w.G_GROUND_M], g[w.G_TREES_M] = land.mean_m, e.trees.value
    g[w.G_FULL], g[w.G_DUCT] = e.propagation == "full", e.duct.chance.value
    g[w.G_ROUGHNESS_M], g[w.G_REFLECTION], g[w.G_CLUTTER_DB] = e.roughness.value, e.reflection.value, e.clutter.value
    g[w.G_RAIN_TOP_M] = land.mean_m + e.rain_top.value
    g[w.G_SURE], g[w.G_SUSPECT] = ident.sure.value, ident.suspect.value
    g[w.G_ALERTNESS], g[w.G_DELAY] = effects.alertness.value, effects.delay.value
    g[w.G_BATTERY], g[w.G_CHAIN] = effects.battery.value, effects.kill_chain.value
    g[w.G_SOUTH_DEG], g[w.G_WEST_DEG] = scenario.theatre.south, scenario.theatre.west
    g[w.G_STEP_LAT_DEG], g[w.G_STEP_LON_DEG] = place.CELL_LAT_DEG, place.CELL_LON_DEG
    g[w.G_DURATION_S] = scenario.duration.value
    g[w.G_GNN], g[w.G_PHANTOM] = association == "gnn", phantom
    g[w.G_LATE] = ("wait", "use", "drop").index(scenario.tracking.late)
    g[w.G_REGISTRATION], g[w.G_IMPACT_M] = scenario.tracking.registration, scenario.tracking.impact_radius.value
    g[w.G_BIAS_RANGE_M], g[w.G_BIAS_AZ_RAD] = effects.bias_range.value, effects.bias_azimuth.value
    g[w.G_BIAS_EL_RAD], g[w.G_BIAS_NORTH_RAD] = effects.bias_elevation.value, effects.bias_north.value
    g[w.G_BIAS_CLOCK_S] = effects.bias_clock.value
    g[w.G_DAY_T0_S] = seconds_of_day(scenario.start)
    g[w.G_DAY_OF_YEAR] = datetime.date.fromisoformat(scenario.date).timetuple().tm_yday
    g[w.G_DAYLIGHT] = ("from the sun", "day", "night").index(e.daylight)
    g[w.G_VISIBILITY_M] = e.visibility.value
    g[w.G_CLOUD_M] = e.cloud_base.value if math.isfinite(e.cloud_base.value) else 1e9
    g[w.G_DEFENDED] = sum(1 << i for i in defended(post))
    return g


def defended(post: np.ndarray) -> frozenset[int]:
    """Return the nations that defend themselves: a crew's post is no sign of it, so rules of autonomy change nothing.
    """
    return frozenset(int(n) for n in post["nation"][post["unit"] < 0])
