"""Rows: the entities of all worlds of a comparison as one table, and everything that names one by its row."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from skypact.log.schema import EventLog

#: Kinds of things that can be named alike: a post and a battery, say, are different rows.
Key = tuple[str, str]


class Rows:
    """Entities of several logs. Worlds of one scenario have the same; those of several dates share what both have."""

    def __init__(self, logs: Mapping[str, EventLog]):
        self.entities: list[dict[str, object]] = []
        self.at: dict[Key, int] = {}
        self._maps = {name: self._add(log) for name, log in logs.items()}

    def _add(self, log: EventLog) -> np.ndarray:
        places: list[int] = []
        for row in log.entities.to_pylist():
            key = (str(row["kind"]), str(row["id"]))
            if key not in self.at:
                self.at[key] = len(self.entities)
                self.entities.append(row)
            places.append(self.at[key])
        return np.array([*places, -1], dtype=np.int64)  # row −1 of a log reads the last: none

    def of(self, name: str, entities: np.ndarray) -> np.ndarray:
        """Return rows of this table for entity rows of one log; −1 stays −1."""
        return self._maps[name][np.asarray(entities, dtype=np.int64)]

    def absent(self, name: str) -> list[int]:
        """Return the rows of entities that one log does not have."""
        there = set(self._maps[name].tolist())
        return [row for row in range(len(self.entities)) if row not in there]

    def row(self, kind: str, name: str) -> int:
        """Return the row of an entity, −1 where there is none."""
        return self.at.get((kind, name), -1)

    def named(self, name: str) -> int:
        """Return the row of whatever flies or is engaged under a name, −1 where there is none."""
        return next((i for kind in ("intruder", "traffic", "airborne", "phantom")
                     if (i := self.row(kind, name)) >= 0), -1)
