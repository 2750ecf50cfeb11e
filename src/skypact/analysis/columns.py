"""Columns: an EventLog as numpy arrays, with the entity table decoded once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from skypact.arrays import codes
from skypact.log.schema import EventLog

#: Entity kinds that fly and can be the subject of an event, and the phantom, whose tracks are of nothing.
OBJECT_KINDS = ("intruder", "traffic", "airborne", "phantom")


@dataclass(frozen=True)
class Entities:
    """The entity table as tuples and arrays; every array is indexed by entity row."""

    id: tuple[str, ...]
    title: tuple[str, ...]
    kind: tuple[str, ...]
    intent: tuple[str, ...]
    civil: np.ndarray  # bool [n_entity]
    owner: np.ndarray  # int [n_entity] entity row of the nation, -1 none (a nation owns itself)
    crew: np.ndarray  # int [n_entity] entity row of the crew's nation, the owner where none is named
    objects: np.ndarray  # int [n_object] entity rows of what flies, in the order of the table
    object_of: np.ndarray  # int [n_entity] position in `objects`, -1 none
    nations: np.ndarray  # int [n_nation] entity rows of the nations with posts: the defenders
    nation_of: np.ndarray  # int [n_entity] position in `nations`, -1 none

    def intent_is(self, *intents: str) -> np.ndarray:
        """Return the mask [n_object] of objects with one of these intents."""
        return np.array([self.intent[e] in intents for e in self.objects], dtype=bool)

    def name(self, entity: int) -> str:
        """Return the id of an entity row, "" for none."""
        return self.id[entity] if 0 <= entity < len(self.id) else ""


@dataclass(frozen=True)
class Columns:
    """Events as arrays [n_event], sorted by (run, moment, order of happening)."""

    entities: Entities
    n_run: int
    run: np.ndarray
    t_s: np.ndarray
    kind: np.ndarray
    nation: np.ndarray  # entity row; where the event names none, the owner of its actor
    subject: np.ndarray
    actor: np.ndarray
    other: np.ndarray
    cause: np.ndarray
    value: np.ndarray
    detail: np.ndarray
    obj: np.ndarray  # position of the subject among `entities.objects`, -1 none
    nat: np.ndarray  # position of the nation among `entities.nations`, -1 none

    @property
    def shape(self) -> tuple[int, int, int]:
        """Return (n_run, n_object, n_nation)."""
        return self.n_run, len(self.entities.objects), len(self.entities.nations)


def columns(log: EventLog) -> Columns:
    """Return the log as arrays."""
    entities = _entities(log)
    raw = {name: log.events[name].to_numpy() for name in log.events.column_names}
    owner = _at(entities.owner, raw["actor"])
    nation = np.where(raw["nation"] >= 0, raw["nation"], owner)
    return Columns(
        entities=entities, n_run=log.runs, run=raw["run"], t_s=raw["t_s"], kind=raw["kind"], nation=nation,
        subject=raw["subject"], actor=raw["actor"], other=raw["other"], cause=raw["cause"], value=raw["value"],
        detail=raw["detail"],
        obj=_at(entities.object_of, raw["subject"]), nat=_at(entities.nation_of, nation),
    )


def kind_is(c: Columns, *kinds: int) -> np.ndarray:
    """Return the mask [n_event] of these event kinds."""
    return np.isin(c.kind, kinds)


def first_times(c: Columns, mask: np.ndarray) -> np.ndarray:
    """Return the first moment [n_run, n_object, n_nation] of the events in `mask`, inf for never."""
    first = np.full(c.shape, np.inf)
    keep = mask & (c.obj >= 0) & (c.nat >= 0)
    np.minimum.at(first, (c.run[keep], c.obj[keep], c.nat[keep]), c.t_s[keep])
    return first


def first_by_object(c: Columns, mask: np.ndarray) -> np.ndarray:
    """Return the first moment [n_run, n_object] of the events in `mask` for anyone, inf for never."""
    first = np.full(c.shape[:2], np.inf)
    keep = mask & (c.obj >= 0)
    np.minimum.at(first, (c.run[keep], c.obj[keep]), c.t_s[keep])
    return first


def last_values(c: Columns, mask: np.ndarray, fill: float) -> np.ndarray:
    """Return the value [n_run, n_object] of the last event in `mask`, `fill` where none happened."""
    last = np.full(c.shape[:2], fill)
    keep = np.flatnonzero(mask & (c.obj >= 0))
    last[c.run[keep], c.obj[keep]] = c.value[keep]  # rows are in order of time, so the last assignment counts
    return last


def fates_of(c: Columns) -> np.ndarray:
    """Return the fate code [n_run, n_object], F_NONE where the log holds none."""
    return last_values(c, kind_is(c, codes.E_FATE), codes.F_NONE).astype(np.int64)


def came(c: Columns) -> np.ndarray:
    """Return the mask [n_run, n_object] of objects that were there in a run: what is absent leaves no event."""
    seen = np.zeros(c.shape[:2], dtype=bool)
    keep = c.obj >= 0
    seen[c.run[keep], c.obj[keep]] = True
    return seen


def _at(table: np.ndarray, index: np.ndarray) -> np.ndarray:
    if len(table) == 0:
        return np.full(len(index), -1)
    return np.where(index >= 0, table[np.maximum(index, 0)], -1)


def _entities(log: EventLog) -> Entities:
    table = {name: log.entities[name].to_pylist() for name in log.entities.column_names}
    ids, kinds = tuple(table["id"]), tuple(table["kind"])
    nation_row = {name: i for i, name in enumerate(ids) if kinds[i] == "nation"}
    owner = [i if kinds[i] == "nation" else nation_row.get(name or "", -1) for i, name in enumerate(table["nation"])]
    crew = [nation_row.get(name, owner[i]) if name else owner[i] for i, name in enumerate(table["crew"])]
    objects = [i for i, kind in enumerate(kinds) if kind in OBJECT_KINDS]
    nations = sorted({owner[i] for i, kind in enumerate(kinds) if kind == "post" and owner[i] >= 0})
    return Entities(
        id=ids, title=tuple(t or "" for t in table["title"]), kind=kinds,
        intent=tuple(t or "" for t in table["intent"]), civil=np.array([bool(x) for x in table["civil"]], dtype=bool),
        owner=np.array(owner, dtype=np.int64), crew=np.array(crew, dtype=np.int64),
        objects=np.array(objects, dtype=np.int64), object_of=_positions(objects, len(ids)),
        nations=np.array(nations, dtype=np.int64), nation_of=_positions(nations, len(ids)),
    )


def _positions(rows: list[int], n: int) -> np.ndarray:
    position = np.full(n, -1, dtype=np.int64)
    position[rows] = np.arange(len(rows))
    return position
