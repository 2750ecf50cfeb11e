"""Stock: rounds spent, time until a magazine is empty, and fire channels that are taken, by battery."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from skypact.analysis.columns import Columns, came, columns, first_by_object, kind_is
from skypact.analysis.statistics import (
    Interval,
    cumulative_incidence,
    ends,
    known,
    mean_interval,
    restricted_mean_incidence,
    share_interval,
)
from skypact.arrays import codes
from skypact.log.schema import EventLog

STOCK = pa.schema([
    ("battery", pa.string()), ("nation", pa.string()), ("n", pa.int64()), ("missiles", pa.float64()),
    ("channels", pa.float64()), ("rounds", pa.float64()), ("rounds_low", pa.float64()), ("rounds_high", pa.float64()),
    ("empty", pa.float64()), ("empty_low", pa.float64()), ("empty_high", pa.float64()), ("empty_kind", pa.string()),
    ("to_empty_s", pa.float64()), ("first_empty_s", pa.float64()), ("horizon_s", pa.float64()),
    ("most_busy", pa.float64()), ("busy", pa.float64()), ("busy_low", pa.float64()), ("busy_high", pa.float64()),
    ("saturated", pa.float64()), ("saturated_low", pa.float64()), ("saturated_high", pa.float64()),
    ("ever_saturated", pa.float64()), ("ever_saturated_low", pa.float64()), ("ever_saturated_high", pa.float64()),
])
OCCUPANCY = pa.schema([
    ("battery", pa.string()), ("t_s", pa.float64()), ("busy", pa.float64()), ("low", pa.float64()),
    ("high", pa.float64()), ("saturated", pa.float64()),
])


@dataclass(frozen=True)
class Magazine:
    """What a battery has at the start: missiles and fire channels. The log does not hold it."""

    missiles: int
    channels: int


@dataclass(frozen=True)
class Batteries:
    """Batteries of one log, in the order of the entity table; arrays [n_run, n_battery]."""

    names: tuple[str, ...]
    rounds: np.ndarray
    empty_s: np.ndarray  # first moment at which the magazine is spent, inf for never
    busy: tuple[tuple[np.ndarray, np.ndarray], ...]  # by run × battery: moments, channels taken from each moment on
    channels: np.ndarray  # [n_battery]

    def steps(self, run: int, i_battery: int) -> tuple[np.ndarray, np.ndarray]:
        """Return (moments, channels taken from each of them on) of one battery in one run."""
        return self.busy[run * len(self.names) + i_battery]

    def saturated(self, horizon_s: float) -> np.ndarray:
        """Return the share of the time to the horizon with every channel taken, [n_run, n_battery]."""
        out = np.zeros(self.rounds.shape)
        for run, i in np.ndindex(*out.shape):
            moments, taken = self.steps(run, i)
            spans = np.diff(np.append(np.minimum(moments, horizon_s), horizon_s))
            out[run, i] = spans[taken >= self.channels[i]].sum() / horizon_s if horizon_s > 0 else 0.0
        return out


def batteries_of(c: Columns, magazines: Mapping[str, Magazine]) -> Batteries:
    """Return rounds, moments of emptiness and channels taken, of the batteries with a magazine.

    A channel is taken from the order until the crew has judged or the engagement came to nothing, as in the model;
    one that is open at the end of the run stays taken. A battery reloads when it is empty, so it is first empty when
    it has fired its magazine.
    """
    e = c.entities
    rows = [i for i, kind in enumerate(e.kind) if kind == "battery" and e.id[i] in magazines]
    names = tuple(e.id[i] for i in rows)
    place = {entity: k for k, entity in enumerate(rows)}
    shape = (c.n_run, len(rows))
    rounds, empty = np.zeros(shape), np.full(shape, np.inf)
    changes: list[list[tuple[float, int]]] = [[] for _ in range(shape[0] * shape[1])]
    taken: dict[tuple[int, int, int], int] = {}
    kinds = (codes.E_ORDERED, codes.E_FIRED, codes.E_JUDGED, codes.E_NOT_ENGAGED)
    for i in np.flatnonzero(kind_is(c, *kinds)):
        ordered = c.kind[i] == codes.E_ORDERED
        k = place.get(int(c.other[i] if ordered else c.actor[i]))
        if k is None:
            continue
        run, at, key = int(c.run[i]), float(c.t_s[i]), (int(c.run[i]), k, int(c.subject[i]))
        if c.kind[i] == codes.E_FIRED:
            rounds[run, k] += c.value[i]
            if rounds[run, k] >= magazines[names[k]].missiles:
                empty[run, k] = min(empty[run, k], at)
        elif ordered or taken.get(key, 0):  # what was never ordered frees nothing
            taken[key] = taken.get(key, 0) + (1 if ordered else -1)
            changes[run * len(rows) + k].append((at, 1 if ordered else -1))
    channels = np.array([magazines[name].channels for name in names], dtype=np.int64)
    return Batteries(names, rounds, empty, tuple(_steps(found) for found in changes), channels)


def stock(log: EventLog, magazines: Mapping[str, Magazine], horizon_s: float | None = None) -> pa.Table:
    """Return one row per battery: rounds spent, how often and when it was empty, how its channels were taken.

    rounds: mean of runs. empty: share of runs with its interval or exact bound. to_empty_s: restricted mean, never
    counting as the horizon, from the cumulative incidence with "the raid was over first" (last fate of an attacker)
    as the competing risk. busy: mean number of channels taken; saturated: share of the time to the horizon with all
    taken; ever_saturated: share of runs. horizon_s: the last event by default.
    """
    c = columns(log)
    found = batteries_of(c, magazines)
    horizon = float(horizon_s if horizon_s is not None else (c.t_s.max() if len(c.t_s) else 0.0))
    saturated, busy, over = found.saturated(horizon), _mean_busy(found, horizon), raid_over_s(c, horizon)
    rows = []
    for i, name in enumerate(found.names):
        entity = c.entities.id.index(name)
        most = [max(found.steps(run, i)[1], default=0) for run in range(c.n_run)]
        row: dict[str, Any] = {
            "battery": name, "nation": c.entities.name(int(c.entities.owner[entity])), "n": c.n_run,
            "missiles": float(magazines[name].missiles), "channels": float(found.channels[i]),
            "horizon_s": horizon, "most_busy": float(np.mean(most)) if most else None,
            "to_empty_s": known(time_to_empty_s(found.empty_s[:, i], over, horizon)) if c.n_run else None,
            "first_empty_s": known(float(found.empty_s[:, i].min())) if c.n_run else None,
        }
        row |= _ends("rounds", mean_interval(found.rounds[:, i]))
        row |= _ends("busy", mean_interval(busy[:, i]), float(found.channels[i]))
        row |= _ends("saturated", mean_interval(saturated[:, i]), 1.0)
        row |= _ends("ever_saturated", share_interval(int(np.count_nonzero(saturated[:, i])), c.n_run))
        empty = share_interval(int(np.isfinite(found.empty_s[:, i]).sum()), c.n_run)
        rows.append(row | _ends("empty", empty) | {"empty_kind": empty.kind})
    return pa.Table.from_pylist(rows, schema=STOCK)


def occupancy(
    log: EventLog, magazines: Mapping[str, Magazine], horizon_s: float | None = None, points: int = 121
) -> pa.Table:
    """Return channels taken over time: battery (and "" for all together), moment, mean of runs with its interval.

    saturated: share of runs in which every channel was taken at that moment.
    """
    c = columns(log)
    found = batteries_of(c, magazines)
    horizon = float(horizon_s if horizon_s is not None else (c.t_s.max() if len(c.t_s) else 0.0))
    grid = np.linspace(0.0, horizon, points)
    at = np.stack([_at(found, i, grid) for i in range(len(found.names))]) if found.names else np.zeros((0, 0, 0))
    rows: list[dict[str, Any]] = []
    series = [("", at.sum(axis=0), int(found.channels.sum()))] if found.names else []
    series += [(name, at[i], int(found.channels[i])) for i, name in enumerate(found.names)]
    for name, taken, channels in series:
        for k, t in enumerate(grid):
            mean = mean_interval(taken[:, k])
            low, high = ends(mean, float(channels))
            rows.append({"battery": name, "t_s": float(t), "busy": known(mean.value), "low": low, "high": high,
                         "saturated": float(np.mean(taken[:, k] >= channels))})
    return pa.Table.from_pylist(rows, schema=OCCUPANCY)


def time_to_empty_s(empty_s: np.ndarray, over_s: np.ndarray, horizon_s: float) -> float:
    """Return the restricted mean time to empty [s]: never counts as the horizon, the raid's end as competing risk."""
    emptied = np.isfinite(empty_s)
    status = np.where(emptied, 1, np.where(np.isfinite(over_s), 2, 0))
    times = np.where(emptied, empty_s, np.where(np.isfinite(over_s), over_s, horizon_s))
    return restricted_mean_incidence(*cumulative_incidence(times, status), horizon_s)


def raid_over_s(c: Columns, horizon_s: float) -> np.ndarray:
    """Return when the last attacker of each run had its fate [n_run]; inf where none attacks."""
    attackers = c.entities.intent_is("attack")
    if not attackers.any():
        return np.full(c.n_run, np.inf)
    last = first_by_object(c, kind_is(c, codes.E_FATE))[:, attackers]
    return np.where(np.isfinite(last), last, np.where(came(c)[:, attackers], horizon_s, 0.0)).max(axis=1)


def _steps(changes: list[tuple[float, int]]) -> tuple[np.ndarray, np.ndarray]:
    ordered = sorted(changes, key=lambda change: change[0])
    moments = np.array([0.0, *(t for t, _ in ordered)])
    return moments, np.cumsum([0, *(by for _, by in ordered)])


def _at(found: Batteries, i: int, grid: np.ndarray) -> np.ndarray:
    """Return the channels taken at each moment [n_run, n_grid]."""
    runs = range(found.rounds.shape[0])
    each = (found.steps(run, i) for run in runs)
    made = [taken[np.searchsorted(moments, grid, side="right") - 1] for moments, taken in each]
    return np.stack(made).astype(np.float64) if made else np.zeros((0, len(grid)))


def _mean_busy(found: Batteries, horizon_s: float) -> np.ndarray:
    out = np.zeros(found.rounds.shape)
    for run, i in np.ndindex(*out.shape):
        moments, taken = found.steps(run, i)
        spans = np.diff(np.append(np.minimum(moments, horizon_s), horizon_s))
        out[run, i] = float((spans * taken).sum()) / horizon_s if horizon_s > 0 else 0.0
    return out


def _ends(name: str, found: Interval, most: float = math.inf) -> dict[str, float | None]:
    low, high = ends(found, most)
    return {name: known(found.value), f"{name}_low": low, f"{name}_high": high}
