"""Weapons to rows."""

from __future__ import annotations

import numpy as np

from skypact.arrays.world import BATTERY, FIGHTER, N_ENVELOPE, N_FLY_HEIGHT, N_FLY_RANGE, STAND
from skypact.core.ids import who
from skypact.lower import place
from skypact.lower.command.watch import Window, Windows, alive, both, serves, unit_link
from skypact.lower.engage.flyout import envelope, farthest_m, of, table
from skypact.lower.ground import Ground
from skypact.lower.roster import Roster
from skypact.spec.link import Link
from skypact.spec.scenario import Scenario
from skypact.spec.weapon import TARGETS, Battery

#: Chance of contact per minute inside contact range, where the type sheet names none (assumed).
CONTACT = 0.5


def batteries(
    scenario: Scenario, r: Roster, watch: Windows, ground: Ground
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return (BATTERY [n_battery], STAND [n_stand], flyout, envelope [n_battery, …])."""
    rows = np.zeros(len(r.batteries), BATTERY)
    stands: list[np.ndarray] = []
    fly = np.zeros((max(1, len(rows)), N_FLY_RANGE, N_FLY_HEIGHT))
    reach = np.zeros((max(1, len(rows)), N_ENVELOPE, 3))
    known: dict[str, tuple[np.ndarray, np.ndarray]] = {}
    for i, name in enumerate(r.batteries):
        b, row = scenario.batteries[name], rows[i]
        row["who"], row["entity"], row["table"] = who(name), r.entity["battery", name], i
        row["nation"], row["crew"] = r.nations.index(b.nation or ""), r.nations.index(b.crew or b.nation or "")
        row["commander"] = r.posts.index(b.commander or "")
        row["channels"], row["missiles"] = int(b.channels.value), int(b.missiles.value)
        row["salvo"] = max(1, int(b.salvo.value))
        found = stand_rows(b, ground)
        row["stand_first"], row["stand_count"] = sum(len(s) for s in stands), len(found)
        stands.append(found)
        row["min_range_m"], row["max_range_m"] = b.min_range.value, b.max_range.value
        row["min_alt_m"] = b.min_altitude.value
        row["max_alt_m"] = row["top_m"] = b.max_altitude.value
        row["far_m"] = farthest_m(b)
        key = _flight_key(b)
        if key not in known:
            flown = of(b)
            known[key] = table(b, flown), envelope(b, flown)
        fly[i], reach[i] = known[key]
        row["guards_m"] = b.guards.value if b.guards is not None else np.inf
        row["half_sector_rad"], row["facing_rad"] = b.sector.value / 2, b.facing.value
        row["p_outage"] = b.outage.value
        crew = b.crew or b.nation or ""
        watch.put(row, both(battery_windows(scenario, name), serves(scenario, crew, b.commander)))
        watch.put(row, unit_link(scenario, name, b.commander or "", crew), "link")
        row["reload_s"], row["reaction_s"] = b.reload.value, b.reaction.value
        row["assess_s"], row["p_assess_wrong"] = b.assessment.value, b.assessment_error.value
        row["basket_m"] = b.basket.value
        if b.interceptor is not None:
            row["exo"], row["burnout_mps"] = 1, b.interceptor.burnout_speed.value
            row["burn_s"], row["divert_mps"] = b.interceptor.burn.value, b.interceptor.divert.value
        _link(row, b.link)
    return rows, np.concatenate([np.zeros(0, STAND), *stands]), fly, reach


def _flight_key(b: Battery) -> str:
    """Return what the fly-out and the envelope of a battery depend on: copies share one table."""
    return b.model_dump_json(include={
        "max_range", "min_range", "max_altitude", "range_at_low_altitude", "speed", "peak_speed", "boost", "envelope",
    })


def battery_windows(scenario: Scenario, name: str) -> list[Window]:
    """Return when a battery is there and not on the move."""
    found = alive(scenario, name)
    for move in scenario.batteries[name].moves:
        begin, ready = move.begin.value, move.begin.value + move.ready.value
        found = both(found, [(-np.inf, begin), (ready, np.inf)])
    return found


def stand_rows(b: Battery, ground: Ground) -> np.ndarray:
    """Return STAND rows: where a battery stands from when on."""
    assert b.at is not None, "a resolved unit has its place"
    mast = b.radar.mast.value if b.radar is not None else 5.0
    places = [(-np.inf, b.at), *sorted((m.begin.value, m.to) for m in b.moves)]
    rows = np.zeros(len(places), STAND)
    for row, (t_s, at) in zip(rows, places, strict=True):
        row["t_s"], row["height_m"], row["mask"] = t_s, ground.at(*at) + mast, -1
        row["at"] = place.site(at, row["height_m"])
        row["e"], row["n"], row["u"] = place.frame(at)
        row["lat_rad"], row["lon_rad"] = np.radians(at[0]), np.radians(at[1])
    return rows


#: Cruise of a fighter whose sheet states none, but never faster than its dash [m/s; assumed].
CRUISE_MPS = 250.0


def fighters(scenario: Scenario, r: Roster, watch: Windows) -> tuple[np.ndarray, np.ndarray]:
    """Return (FIGHTER [n_fighter], airfields f8 [n_airfield, 3])."""
    rows = np.zeros(len(r.fighters), FIGHTER)
    fields: list[np.ndarray] = []
    for i, name in enumerate(r.fighters):
        f, row = scenario.fighters[name], rows[i]
        assert f.base is not None, "a resolved unit has its place"
        row["who"], row["entity"], row["table"] = who(name), r.entity["fighter", name], len(r.batteries) + i
        row["nation"], row["crew"] = r.nations.index(f.nation or ""), r.nations.index(f.crew or f.nation or "")
        row["commander"] = r.posts.index(f.commander or "")
        row["sorties"], row["shots"] = int(f.sorties.value), int(f.shots.value)
        row["at"] = place.site(f.station or f.base, f.altitude.value)
        row["field_first"], row["field_count"] = len(fields), 1 + len(f.diverts)
        fields += [place.site(at, f.altitude.value) for at in (f.base, *f.diverts)]
        row["speed_mps"], row["endurance_s"] = f.speed.value, f.endurance.value
        row["cruise_mps"] = min(f.speed.value, f.cruise.value if f.cruise is not None else CRUISE_MPS)
        row["burn"], row["p_outage"] = max(1.0, f.dash_burn.value), f.outage.value
        if f.station is None:  # a flight on station is up already
            row["climb_s"], row["ready_s"] = f.altitude.value / max(f.climb.value, 1.0), f.readiness.value
        row["turnaround_s"] = f.turnaround.value
        row["contact_m"], row["night"] = f.contact_range.value, f.night_factor.value
        row["look_s"], row["clarity"], row["vector_s"] = f.look.value, f.clarity.value, f.vector.value
        row["shot_s"] = f.shot_time.value
        crew = f.crew or f.nation or ""
        watch.put(row, both(alive(scenario, name), serves(scenario, crew, f.commander)))
        watch.put(row, unit_link(scenario, name, f.commander or "", crew), "link")
        _link(row, f.link)
    return rows, np.array(fields, float).reshape(-1, 3)


def _link(row: np.void, link: Link) -> None:
    row["link_s"], row["link_loss"], row["link_retry_s"] = link.latency.value, link.loss.value, link.retry.value


def kill_table(scenario: Scenario, r: Roster) -> np.ndarray:
    """Return f8 [n_battery + n_fighter, n_target]: kill probability of one shot, 0 where the sheet names none."""
    units = [scenario.batteries[n] for n in r.batteries] + [scenario.fighters[n] for n in r.fighters]
    table = np.zeros((max(1, len(units)), len(TARGETS)))
    for i, unit in enumerate(units):
        for target, share in unit.kill.items():
            table[i, TARGETS.index(target)] = share.value
    return table


def contact_table(scenario: Scenario, r: Roster) -> np.ndarray:
    """Return f8 [n_fighter, n_target]: chance of contact per minute inside contact range."""
    table = np.full((max(1, len(r.fighters)), len(TARGETS)), CONTACT)
    for i, name in enumerate(r.fighters):
        for target, share in scenario.fighters[name].contact.items():
            table[i, TARGETS.index(target)] = share.value
    return table
