"""Weapons to rows."""

from __future__ import annotations

import numpy as np

from skypact.arrays.world import BATTERY, FIGHTER
from skypact.core.ids import who
from skypact.lower import place
from skypact.lower.roster import Roster
from skypact.spec.scenario import Scenario
from skypact.spec.sensor import Link
from skypact.spec.weapon import TARGETS

#: Chance of contact per minute inside contact range, where the type sheet names none (assumed).
CONTACT = 0.5


def batteries(scenario: Scenario, r: Roster) -> np.ndarray:
    """Return BATTERY [n_battery]."""
    rows = np.zeros(len(r.batteries), BATTERY)
    for i, name in enumerate(r.batteries):
        b, row = scenario.batteries[name], rows[i]
        assert b.at is not None, "a resolved unit has its place"
        mast = b.radar.mast.value if b.radar is not None else 5.0
        row["who"], row["entity"], row["table"] = who(name), r.entity["battery", name], i
        row["nation"], row["crew"] = r.nations.index(b.nation or ""), r.nations.index(b.crew or b.nation or "")
        row["commander"] = r.posts.index(b.commander or "")
        row["channels"], row["missiles"] = int(b.channels.value), int(b.missiles.value)
        row["salvo"] = max(1, int(b.salvo.value))
        row["at"] = place.site(b.at, scenario.environment.ground.value + mast)
        row["u"] = place.frame(b.at)[2]
        row["height_m"] = mast
        row["min_range_m"], row["max_range_m"] = b.min_range.value, b.max_range.value
        row["min_alt_m"], row["max_alt_m"] = b.min_altitude.value, b.max_altitude.value
        low = b.range_at_low_altitude
        row["low_range_m"] = low.value if low is not None else b.max_range.value
        row["speed_mps"], row["boost_s"] = b.speed.value, b.boost.value
        row["reload_s"], row["reaction_s"] = b.reload.value, b.reaction.value
        row["assess_s"], row["p_assess_wrong"] = b.assessment.value, b.assessment_error.value
        row["basket_m"] = b.basket.value
        if b.interceptor is not None:
            row["exo"], row["burnout_mps"] = 1, b.interceptor.burnout_speed.value
            row["burn_s"], row["divert_mps"] = b.interceptor.burn.value, b.interceptor.divert.value
        _link(row, b.link)
    return rows


def fighters(scenario: Scenario, r: Roster) -> np.ndarray:
    """Return FIGHTER [n_fighter]."""
    rows = np.zeros(len(r.fighters), FIGHTER)
    for i, name in enumerate(r.fighters):
        f, row = scenario.fighters[name], rows[i]
        assert f.base is not None, "a resolved unit has its place"
        row["who"], row["entity"], row["table"] = who(name), r.entity["fighter", name], len(r.batteries) + i
        row["nation"], row["crew"] = r.nations.index(f.nation or ""), r.nations.index(f.crew or f.nation or "")
        row["commander"] = r.posts.index(f.commander or "")
        row["sorties"], row["shots"] = int(f.sorties.value), int(f.shots.value)
        row["at"] = place.site(f.base, f.altitude.value)
        row["ready_s"], row["turnaround_s"] = f.readiness.value, f.turnaround.value
        row["speed_mps"], row["endurance_s"] = f.speed.value, f.endurance.value
        row["contact_m"], row["night"] = f.contact_range.value, f.night_factor.value
        row["look_s"], row["clarity"], row["vector_s"] = f.look.value, f.clarity.value, f.vector.value
        row["shot_s"] = f.shot_time.value
        _link(row, f.link)
    return rows


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
