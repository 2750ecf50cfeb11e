"""Errors of pictures that reach `decide`: doubles, false and mixed tracks, and what was ordered and fired at them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from skypact.analysis.columns import Columns, columns, kind_is
from skypact.analysis.statistics import (
    Interval,
    case_share_interval,
    ends,
    known,
    mean_or_bound,
    ratio_interval,
)
from skypact.arrays import codes
from skypact.log.schema import EventLog

#: What is counted at each post, a run (`false`: an hour).
COUNTED = ("doubled", "false", "within", "between", "rounds_within", "rounds_between", "rounds_false")
ERRORS = pa.schema([
    ("post", pa.string()), ("nation", pa.string()), ("n", pa.int64()), ("orders", pa.float64()),
    ("rounds", pa.float64()),
    *((f"{name}{end}", pa.float64()) for name in (*COUNTED, "purity", "impure") for end in ("", "_low", "_high")),
])


@dataclass
class Order:
    """One order of a post to a unit, until the unit has done with it; moments [s]."""

    run: int
    t_s: float
    post: int
    unit: int
    subject: int
    track: int  # number of the track it was given on
    purity: float
    within: bool = False  # another order of the post at the same object, on another track, was still open
    between: bool = False  # an order of another post at the same object was still open
    rounds: float = 0.0


def orders_of(c: Columns) -> list[Order]:
    """Return every order with the rounds fired on it, and whether it came on top of another one at the same object.

    An order to a battery is open until the crew has judged or the engagement came to nothing; one to a flight until
    it came to nothing, escorts or hits. The fate of an object ends all orders to flights at it. Two orders of one post
    on one track are its choice; two at nothing are no double, since they share nothing.
    """
    e, done, at_hand = c.entities, list[Order](), list[Order]()
    phantom = [i for i, kind in enumerate(e.kind) if kind == "phantom"]
    for i in np.flatnonzero(kind_is(c, codes.E_ORDERED, codes.E_FIRED, codes.E_FATE, *_ENDS)):
        kind, run, actor, subject = (int(x[i]) for x in (c.kind, c.run, c.actor, c.subject))
        if at_hand and at_hand[0].run != run:
            at_hand = []
        if kind == codes.E_ORDERED:
            new = Order(run, float(c.t_s[i]), actor, int(c.other[i]), subject, int(c.detail[i]), float(c.value[i]))
            if subject not in phantom:
                same = [o for o in at_hand if o.subject == subject]
                new.within = any(o.post == actor and o.track != new.track for o in same)
                new.between = any(o.post != actor for o in same)
            at_hand.append(new)
            done.append(new)
        elif kind == codes.E_FATE:
            at_hand = [o for o in at_hand if o.subject != subject or e.kind[o.unit] != "fighter"]
        elif (order := _order(at_hand, actor, subject)) is not None:
            if kind == codes.E_FIRED:
                order.rounds, order.subject = order.rounds + float(c.value[i]), subject  # where the track had gone
            elif kind in _ENDS and (e.kind[actor] == "fighter" or kind in _OF_BATTERY):
                at_hand.remove(order)
    return done


def errors(log: EventLog, horizon_s: float | None = None) -> pa.Table:
    """Return one row over all posts (`post` empty), then one per post with a picture error or an order.

    Means of runs with intervals, or where there was none the exact bound on the share of runs. doubled: second
    confirmed tracks of one object; false: confirmed tracks of nothing, an hour (horizon_s: the last event by default);
    within, between: orders on top of an open one at the same object, of the same post on another track, of another
    post; rounds_*: missiles fired on those, and at nothing. purity: mean over orders of the share of a track's last
    plots that were of one object; impure: share of orders below 1. n: runs.
    """
    c = columns(log)
    hours = float(horizon_s if horizon_s is not None else (c.t_s.max() if len(c.t_s) else 0.0)) / 3600.0
    e, orders = c.entities, orders_of(c)
    tracks = kind_is(c, codes.E_DOUBLED, codes.E_FALSE)
    posts = sorted({int(p) for p in c.actor[tracks]} | {o.post for o in orders}, key=lambda p: e.name(p))
    rows = [{"post": "", "nation": ""} | _row(c, orders, np.ones(len(c.run), dtype=bool), hours)]
    for post in posts:
        own = [o for o in orders if o.post == post]
        rows.append({"post": e.name(post), "nation": e.name(int(e.owner[post]))} | _row(c, own, c.actor == post, hours))
    return pa.Table.from_pylist(rows, schema=ERRORS)


#: What ends an order: for a battery the first two alone.
_OF_BATTERY = (codes.E_JUDGED, codes.E_NOT_ENGAGED)
_ENDS = (*_OF_BATTERY, codes.E_ESCORT, codes.E_HIT)


def _order(at_hand: list[Order], unit: int, subject: int) -> Order | None:
    """Return the oldest open order of a unit at an object; of a mixed track, the oldest of the unit."""
    own = [o for o in at_hand if o.unit == unit]
    return next((o for o in own if o.subject == subject), own[0] if own else None)


def _row(c: Columns, orders: list[Order], mine: np.ndarray, hours: float) -> dict[str, Any]:
    def per_run(values: Iterator[tuple[int, float]]) -> np.ndarray:
        out = np.zeros(c.n_run)
        for run, value in values:
            out[run] += value
        return out

    nothing = [c.entities.kind[o.subject] == "phantom" for o in orders]
    n = per_run((o.run, 1.0) for o in orders)
    purity, impure = per_run((o.run, o.purity) for o in orders), per_run((o.run, float(o.purity < 1)) for o in orders)
    counted = {
        "doubled": _events(c, mine & kind_is(c, codes.E_DOUBLED)),
        "false": _events(c, mine & kind_is(c, codes.E_FALSE)) / hours if hours > 0 else np.zeros(c.n_run),
        "within": per_run((o.run, float(o.within)) for o in orders),
        "between": per_run((o.run, float(o.between)) for o in orders),
        "rounds_within": per_run((o.run, o.rounds * o.within) for o in orders),
        "rounds_between": per_run((o.run, o.rounds * o.between) for o in orders),
        "rounds_false": per_run((o.run, o.rounds * no) for o, no in zip(orders, nothing, strict=True)),
    }
    row: dict[str, Any] = {
        "n": c.n_run, "orders": _mean(n), "rounds": _mean(per_run((o.run, o.rounds) for o in orders)),
    }
    for name, by_run in counted.items():
        row |= _estimate(name, mean_or_bound(by_run))
    row |= _estimate("purity", ratio_interval(purity, n), 1.0)
    return row | _estimate("impure", case_share_interval(impure, n), 1.0)


def _events(c: Columns, mask: np.ndarray) -> np.ndarray:
    return np.bincount(c.run[mask], minlength=c.n_run).astype(np.float64)


def _mean(by_run: np.ndarray) -> float | None:
    return float(by_run.mean()) if len(by_run) else None


def _estimate(name: str, found: Interval, most: float = np.inf) -> dict[str, float | None]:
    low, high = ends(found, most)
    return {name: known(found.value), f"{name}_low": low, f"{name}_high": high}
