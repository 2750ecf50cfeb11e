"""The schema of the log: events, entities, and what stands in a file's metadata.

An EventLog is two Arrow tables and a stamp. `events` is sorted by (run, t_s, order of happening).
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import pyarrow as pa

EVENTS = pa.schema(
    [
        ("run", pa.int32()),  # replicate, from 0
        ("t_s", pa.float64()),  # moment [s after the scenario's start]
        ("kind", pa.int32()),  # codes.E_*
        ("nation", pa.int32()),  # entity: whose ledger, -1 none
        ("subject", pa.int32()),  # entity: the object
        ("actor", pa.int32()),  # entity: who does it
        ("other", pa.int32()),  # entity: to or about whom
        ("cause", pa.int32()),  # codes.C_*
        ("value", pa.float64()),  # by kind
        ("detail", pa.int64()),  # by kind: evidence behind a class, number of a track
    ]
)

ENTITIES = pa.schema(
    [
        ("entity", pa.int32()),  # row number
        ("id", pa.string()),  # the scenario's name of it
        ("title", pa.string()),
        ("kind", pa.string()),  # codes.ENTITY_KINDS
        ("nation", pa.string()),  # owner, "" none
        ("crew", pa.string()),  # nation of the crew, "" none
        ("intent", pa.string()),  # objects: codes.INTENTS
        ("civil", pa.bool_()),  # objects: civil in truth
        ("target", pa.string()),  # objects: weapon.TARGETS
        ("altitude_m", pa.float64()),  # objects: lowest height over the route [m above ground]
        ("end", pa.string()),  # objects: codes.ENDS
    ]
)


@dataclass(frozen=True)
class EventLog:
    """All runs of one arrangement: events, entities, and the stamp (as a mapping)."""

    events: pa.Table
    entities: pa.Table
    stamp: dict[str, object]
    arrangement: str
    runs: int
    hypothesis: str = ""

    def _repr_html_(self) -> str:
        """Show in a notebook what the log is of; its tables show themselves."""
        said = [("arrangement", self.arrangement or "as written"), ("runs", self.runs)]
        said += [(key, self.stamp.get(key, "")) for key in ("scenario", "seed", "level", "association", "skypact")]
        said += [("events", f"{self.events.num_rows:,}"), ("entities", f"{self.entities.num_rows:,}")]
        rows = "".join(f"<tr><th>{escape(key)}</th><td>{escape(str(value))}</td></tr>" for key, value in said)
        return f"<table>{rows}</table>"
