"""Sites: the rows of what stands on the ground and reaches out from there, without the rest of a world.

Radars and batteries only, as `lower.world` has them over smooth ground: for questions about zones, which ask for
hundreds of worlds.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from skypact.arrays import world as w
from skypact.lower.command.watch import Windows
from skypact.lower.engage import weapon
from skypact.lower.ground import Ground
from skypact.lower.roster import roster, sensor_specs
from skypact.lower.sense.sensor import Tables, sensor_row, settle
from skypact.spec.radar import Radar
from skypact.spec.scenario import Scenario


class Radars(NamedTuple):
    """Rows of a scenario's radars on the ground, and their names."""

    rows: np.ndarray  # SENSOR [n_sensor]
    names: list[str]
    pd: np.ndarray  # f8 [n_table, PD_COUNT]


class Batteries(NamedTuple):
    """Rows of a scenario's batteries, and their names."""

    rows: np.ndarray  # BATTERY [n_battery]
    names: list[str]
    stand: np.ndarray  # STAND [n_stand]
    envelope: np.ndarray  # f8 [n_battery, N_ENVELOPE, 3]


def smooth(scenario: Scenario) -> Ground:
    """Return the ground of a scenario without hills: one height everywhere."""
    return Ground(scenario.environment.ground.value)


def radars(scenario: Scenario) -> Radars:
    """Return the radars of a resolved scenario on which an arrangement or a choice is laid already."""
    found: dict[str, tuple[Radar, tuple[float, float]]] = {}
    for name, (kind, owner) in sensor_specs(scenario).items():
        spec = owner if kind == "sensor" else getattr(owner, "radar")
        if kind != "airborne" and isinstance(spec, Radar):
            found[name] = spec, getattr(owner, "at")
    names, tables = sorted(found), Tables()
    rows = np.zeros(len(names), w.SENSOR)
    for row, name in zip(rows, names, strict=True):
        spec, at = found[name]
        row["host"] = -1
        sensor_row(spec, row, tables)
        settle(row, name, spec, at, smooth(scenario))
    return Radars(rows, names, tables.array())


def batteries(scenario: Scenario) -> Batteries:
    """Return the batteries of a resolved scenario on which an arrangement or a choice is laid already."""
    r = roster(scenario)
    rows, stand, _, envelope = weapon.batteries(scenario, r, Windows(), smooth(scenario))
    return Batteries(rows, r.batteries, stand, envelope)
