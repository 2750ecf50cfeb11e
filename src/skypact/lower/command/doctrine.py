"""Doctrines to rule rows."""

from __future__ import annotations

import numpy as np

from skypact.arrays.world import DOCTRINE, DOCTRINE_ROW
from skypact.lower.command.graph import bits
from skypact.lower.roster import Roster
from skypact.spec.command import CLASSES, SITUATIONS, DoctrineRow
from skypact.spec.scenario import Scenario

#: Bits of the kinds of weapon of a row.
WEAPONS = {"any": 3, "batteries": 1, "fighters": 2}
#: A row without a limit of stock fits whatever is left.
ANY_STOCK = 2.0


def doctrines(scenario: Scenario, r: Roster) -> tuple[np.ndarray, np.ndarray]:
    """Return (DOCTRINE [n_doctrine], DOCTRINE_ROW [n_row]); the first doctrine is that of posts which name none."""
    heads = np.zeros(len(r.doctrines), DOCTRINE)
    rows: list[DoctrineRow] = []
    for i, name in enumerate(r.doctrines):
        heads[i]["look"] = 1
        if not name:
            continue
        spec = scenario.doctrines[name]
        heads[i]["first"], heads[i]["count"] = len(rows), len(spec.rows)
        heads[i]["layered"], heads[i]["look"] = spec.solver == "layered", spec.look
        rows += spec.rows
    table = np.zeros(len(rows), DOCTRINE_ROW)
    for row, spec in zip(table, rows, strict=True):
        row["situations"], row["classes"] = bits(SITUATIONS, spec.situation), bits(CLASSES, spec.classes)
        row["weapons"] = WEAPONS[spec.weapon]
        row["salvo"] = int(spec.salvo.value) if spec.salvo is not None else 0
        row["engagements"], row["fighters_first"] = int(spec.engagements.value), spec.fighters_first
        row["stock"] = spec.stock_below.value if spec.stock_below is not None else ANY_STOCK
        row["weight"], row["least_kill"] = spec.weight.value, spec.least_kill.value
    return heads, table
