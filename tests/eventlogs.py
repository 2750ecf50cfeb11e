"""Event logs written by hand: a small theatre of two partners, and a builder of its events."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from skypact.arrays.events import EVENT
from skypact.log.schema import ENTITIES, EventLog
from skypact.log.writer import event_table

#: (id, kind, nation, crew, intent, civil) of every entity; the row is its number in the log.
THEATRE = (
    ("by", "nation", "", "", "", False),
    ("ru", "nation", "", "", "", False),
    ("lt", "nation", "", "", "", False),
    ("border-post", "post", "by", "", "", False),
    ("cp-by", "post", "by", "", "", False),
    ("cp-ru", "post", "ru", "", "", False),
    ("cp-joint", "post", "by", "ru", "", False),
    ("radar-by", "sensor", "by", "", "", False),
    ("radar-ru", "sensor", "ru", "", "", False),
    ("s300", "battery", "by", "", "", False),
    ("su27", "fighter", "ru", "", "", False),
    ("drone-01", "intruder", "", "", "attack", False),
    ("drone-02", "intruder", "", "", "attack", False),
    ("cessna", "intruder", "", "", "trespass", True),
    ("liner", "traffic", "", "", "passage", True),
    ("a50", "airborne", "ru", "", "support", False),
    ("s400", "battery", "by", "ru", "", False),
    ("false-plots", "phantom", "", "", "echo", False),
)
ROW = {name: row for row, (name, *_) in enumerate(THEATRE)}


def entity_table() -> pa.Table:
    """Return the entity table of the theatre."""
    return pa.Table.from_pylist(
        [
            {
                "entity": row, "id": name, "title": name.upper(), "kind": kind, "nation": nation, "crew": crew,
                "intent": intent, "civil": civil, "target": "", "altitude_m": 100.0, "end": "reaches",
            }
            for row, (name, kind, nation, crew, intent, civil) in enumerate(THEATRE)
        ],
        schema=ENTITIES,
    )


def event(
    t_s: float, kind: int, subject: str, actor: str = "", other: str = "", nation: str = "", cause: int = 0,
    value: float = 0.0, detail: int = 0,
) -> tuple[float, float, int, int, int, int, int, int, int]:
    """Return one row of dtype EVENT; names are ids of the theatre."""
    rows = (ROW[name] if name else -1 for name in (nation, subject, actor, other))
    return (t_s, value, kind, *rows, cause, detail)  # type: ignore[return-value]


def event_log(runs: Sequence[Sequence[tuple[float, ...]]], arrangement: str = "national") -> EventLog:
    """Return the log of runs, each a list of `event(...)`."""
    parts = [(run, np.array(list(rows), dtype=EVENT)) for run, rows in enumerate(runs)]
    stamp: dict[str, object] = {"scenario": "by-hand", "seed": 1, "runs": len(runs)}
    return EventLog(event_table(parts), entity_table(), stamp, arrangement, len(runs))
