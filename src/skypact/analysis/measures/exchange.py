"""Exchange: what the defence spent against the price of what it stopped and of what came through, where prices are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from skypact.analysis.columns import Columns, columns, fates_of, kind_is
from skypact.analysis.outcomes import STOPPED, THROUGH, rightful_mask
from skypact.analysis.statistics import Interval, ends, known, mean_interval, ratio_interval
from skypact.arrays import codes
from skypact.log.schema import EventLog

#: What is summed per run [USD], then the ratios, in the order of the table.
SUMS = ("spent", "spent_wrongly", "stopped", "leaked")
RATIOS = {"spent_per_stopped": ("spent", "stopped"), "leaked_per_stopped": ("leaked", "stopped")}
EXCHANGE = pa.schema([
    ("what", pa.string()), ("unit", pa.string()), ("n", pa.int64()), ("value", pa.float64()), ("low", pa.float64()),
    ("high", pa.float64()), ("kind", pa.string()), ("least", pa.float64()), ("most", pa.float64()),
])
UNPRICED = pa.schema([("kind", pa.string()), ("name", pa.string()), ("count", pa.float64())])


class Price(NamedTuple):
    """A price with its range [USD]: what is not known about it, no probability."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Prices:
    """Prices that a scenario states: of one shot by unit, of one craft by object."""

    shots: Mapping[str, Price] = field(default_factory=dict)
    objects: Mapping[str, Price] = field(default_factory=dict)

    def stated(self) -> bool:
        """Tell whether both sides of an exchange have a price."""
        return bool(self.shots) and bool(self.objects)


def sums(c: Columns, prices: Prices, end: int = 0) -> dict[str, np.ndarray]:
    """Return SUMS [USD] of each run; `end` 0 takes the values of the prices, 1 their low, 2 their high ends.

    spent: rounds fired by priced units at anything; spent_wrongly: the part fired at civil or friendly objects.
    stopped and leaked: priced attackers by fate.
    """
    e = c.entities
    shot = np.array([prices.shots[name][end] if name in prices.shots else 0.0 for name in e.id] + [0.0])
    craft = np.array([prices.objects[e.id[i]][end] if e.id[i] in prices.objects else 0.0 for i in e.objects])
    fired = np.flatnonzero(kind_is(c, codes.E_FIRED) & (c.obj >= 0))
    cost = shot[c.actor[fired]] * c.value[fired]
    wrongly = rightful_mask(c)[c.obj[fired]] if len(e.objects) else np.zeros(0, dtype=bool)
    attack, fate = e.intent_is("attack"), fates_of(c)
    return {
        "spent": np.bincount(c.run[fired], weights=cost, minlength=c.n_run),
        "spent_wrongly": np.bincount(c.run[fired], weights=np.where(wrongly, cost, 0.0), minlength=c.n_run),
        "stopped": (np.isin(fate, STOPPED) & attack) @ craft if len(craft) else np.zeros(c.n_run),
        "leaked": (np.isin(fate, THROUGH) & attack) @ craft if len(craft) else np.zeros(c.n_run),
    }


def exchange(log: EventLog, prices: Prices) -> pa.Table:
    """Return sums per run [USD] and ratios with their intervals over runs; no row without prices.

    Ratios are of sums over all runs (bootstrap of runs). least and most: the same with every price at the end that
    makes it smallest and largest.
    """
    c = columns(log)
    if not prices.stated():
        return EXCHANGE.empty_table()
    middle, low, high = (sums(c, prices, end) for end in range(3))
    rows = [
        _row(name, "USD", mean_interval(middle[name]), low[name].mean() if c.n_run else np.nan,
             high[name].mean() if c.n_run else np.nan)
        for name in SUMS
    ]
    for name, (above, below) in RATIOS.items():
        least, most = _ratio(low[above], high[below]), _ratio(high[above], low[below])
        rows.append(_row(name, "ratio", ratio_interval(middle[above], middle[below]), least, most))
    return pa.Table.from_pylist(rows, schema=EXCHANGE)


def unpriced(log: EventLog, prices: Prices) -> pa.Table:
    """Return what the exchange leaves out: units that fired and attackers without a price, with their number per run.

    kind: shots (rounds per run of a unit) or attackers (stopped or leaked, per run).
    """
    c = columns(log)
    e = c.entities
    fired = np.flatnonzero(kind_is(c, codes.E_FIRED) & (c.actor >= 0))
    rounds = np.bincount(c.actor[fired], weights=c.value[fired], minlength=len(e.id)) / max(1, c.n_run)
    rows: list[dict[str, Any]] = [
        {"kind": "shots", "name": name, "count": float(rounds[i])}
        for i, name in enumerate(e.id) if rounds[i] > 0 and name not in prices.shots
    ]
    ended = np.isin(fates_of(c), (*STOPPED, *THROUGH)).mean(axis=0) if c.n_run else np.zeros(len(e.objects))
    rows += [
        {"kind": "attackers", "name": e.id[i], "count": float(ended[k])}
        for k, i in enumerate(e.objects) if e.intent[i] == "attack" and e.id[i] not in prices.objects and ended[k] > 0
    ]
    return pa.Table.from_pylist(rows, schema=UNPRICED)


def _ratio(above: np.ndarray, below: np.ndarray) -> float:
    return float(above.sum() / below.sum()) if below.sum() > 0 else float("nan")


def _row(what: str, unit: str, found: Interval, least: float, most: float) -> dict[str, Any]:
    low, high = ends(found)
    return {
        "what": what, "unit": unit, "n": found.n, "value": known(found.value), "low": low, "high": high,
        "kind": found.kind, "least": known(float(least)), "most": known(float(most)),
    }
