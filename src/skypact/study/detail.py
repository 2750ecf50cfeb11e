"""Detail: the further measures of a comparison, each one table over its arrangements."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from skypact.analysis.columns import columns
from skypact.analysis.evidence import classes as classes_of
from skypact.analysis.measures.alerts import alerts as alerts_of
from skypact.analysis.measures.border import crossings as crossings_of
from skypact.analysis.measures.border import violations as violations_of
from skypact.analysis.measures.budget import budget as budget_of
from skypact.analysis.measures.exchange import Price, Prices
from skypact.analysis.measures.exchange import exchange as exchange_of
from skypact.analysis.measures.exchange import unpriced as unpriced_of
from skypact.analysis.measures.knowledge import knowledge as knowledge_of
from skypact.analysis.measures.opportunities import opportunities as opportunities_of
from skypact.analysis.measures.picture.classed import confusion as confusion_of
from skypact.analysis.measures.picture.errors import errors as errors_of
from skypact.analysis.measures.picture.mistaken import mistaken as mistaken_of
from skypact.analysis.measures.stock import Magazine
from skypact.analysis.measures.stock import occupancy as occupancy_of
from skypact.analysis.measures.stock import stock as stock_of
from skypact.analysis.measures.warning import passages
from skypact.analysis.measures.warning import warning as warning_of
from skypact.load.overlay.arrange import arrange
from skypact.log.schema import EventLog
from skypact.spec.quantity import Quantity
from skypact.spec.scenario import Scenario

if TYPE_CHECKING:
    from skypact.study.compare import Comparison


def deciders_over(scenario: Scenario, name: str) -> dict[str, frozenset[str]]:
    """Return for each nation the posts that may decide over its territory under one arrangement, whosever they are."""
    return deciders_in(arrange(scenario, name))


def deciders_in(world: Scenario) -> dict[str, frozenset[str]]:
    """Return the same of a scenario on which an arrangement or a choice is laid already."""
    rights = [right for right in world.rights if right.decides]
    return {
        nation: frozenset(right.decides for right in rights if not right.territory or nation in right.territory)
        for nation in world.nations
    }


def magazines(scenario: Scenario) -> dict[str, Magazine]:
    """Return what each battery has at the start."""
    return {
        name: Magazine(round(battery.missiles.value), round(battery.channels.value))
        for name, battery in scenario.batteries.items()
    }


def prices(scenario: Scenario) -> Prices:
    """Return the prices that a resolved scenario states: of a shot by unit, of a craft by object."""
    shots = {name: unit.price for name, unit in [*scenario.batteries.items(), *scenario.fighters.items()]}
    objects = {name: scenario.crafts[one.type].price for name, one in scenario.intruders.items()}
    return Prices(_stated(shots), _stated(objects))


def _stated(found: dict[str, Quantity | None]) -> dict[str, Price]:
    return {name: Price(price.value, *price.bounds()) for name, price in found.items() if price is not None}


def warning(found: Comparison) -> pa.Table:
    """Return warning times by arrangement, nation and intruder (`analysis.measures.warning`)."""
    known = np.stack([passages(columns(log)) for log in found.logs.values()])
    passage = np.nanmax(np.where(np.isnan(known), -np.inf, known), axis=0)  # constants of the script: all known are one
    passage = np.where(np.isfinite(passage), passage, np.nan)
    return _joined(found, lambda name, log: warning_of(
        log, deciders_in(found.worlds[name]), found.scopes[name], passage
    ))


def knowledge(found: Comparison) -> pa.Table:
    """Return who knew when, by arrangement, nation, intruder and step (`analysis.measures.knowledge`)."""
    return _joined(found, lambda name, log: knowledge_of(log, found.scopes[name]))


def crossings(found: Comparison) -> pa.Table:
    """Return stays over territories by arrangement, nation and intruder (`analysis.measures.border`)."""
    return _joined(found, lambda name, log: crossings_of(log, found.scopes[name]))


def violations(found: Comparison) -> pa.Table:
    """Return violations and foresight by arrangement and nation (`analysis.measures.border`)."""
    return _joined(found, lambda name, log: violations_of(log, found.scopes[name]))


def alerts(found: Comparison) -> pa.Table:
    """Return times to alert and to the right class, and false alerts, by arrangement and nation."""
    return _joined(found, lambda name, log: alerts_of(log, found.scopes[name]))


def mistaken(found: Comparison) -> pa.Table:
    """Return misidentification both ways by arrangement (`analysis.measures.picture.mistaken`)."""
    return _joined(found, lambda name, log: mistaken_of(log, found.scopes[name]))


def confusion(found: Comparison) -> pa.Table:
    """Return what each post took each kind of object for, by arrangement (`analysis.measures.picture.classed`)."""
    return _joined(found, lambda name, log: confusion_of(log))


def picture_errors(found: Comparison) -> pa.Table:
    """Return doubles, false and mixed tracks by arrangement and post (`analysis.measures.picture.errors`)."""
    return _joined(found, lambda name, log: errors_of(log, found.scenario.duration.value))


def classes(found: Comparison, run: int | None, about: str) -> pa.Table:
    """Return every change of class with the evidence behind it, by arrangement (`analysis.evidence`)."""
    return _joined(found, lambda name, log: classes_of(log, run, about))


def budget(found: Comparison) -> pa.Table:
    """Return the time budget by arrangement, nation and verb (`analysis.measures.budget`)."""
    return _joined(found, lambda name, log: budget_of(log, deciders_in(found.worlds[name]), found.scopes[name]))


def opportunities(found: Comparison) -> pa.Table:
    """Return shot opportunities by arrangement and attacker (`analysis.measures.opportunities`)."""
    return _joined(found, lambda name, log: opportunities_of(log, found.scopes[name]))


def stock(found: Comparison) -> pa.Table:
    """Return rounds, emptiness and channels by arrangement and battery (`analysis.measures.stock`)."""
    horizon = found.scenario.duration.value
    return _joined(found, lambda name, log: stock_of(log, magazines(found.worlds[name]), horizon))


def occupancy(found: Comparison) -> pa.Table:
    """Return fire channels taken over time by arrangement and battery (`analysis.measures.stock`)."""
    horizon = found.scenario.duration.value
    return _joined(found, lambda name, log: occupancy_of(log, magazines(found.worlds[name]), horizon))


def exchange(found: Comparison) -> pa.Table:
    """Return spent against stopped, by arrangement (`analysis.measures.exchange`); empty without prices."""
    return _joined(found, lambda name, log: exchange_of(log, prices(found.worlds[name])))


def unpriced(found: Comparison) -> pa.Table:
    """Return what the exchange leaves out for want of a price, by arrangement."""
    return _joined(found, lambda name, log: unpriced_of(log, prices(found.worlds[name])))


def _joined(found: Comparison, of: Callable[[str, EventLog], pa.Table]) -> pa.Table:
    parts = []
    for name in found.names:
        table = of(name, found.logs[name])
        parts.append(table.add_column(0, "arrangement", pa.array([name] * table.num_rows, type=pa.string())))
    return pa.concat_tables(parts)
