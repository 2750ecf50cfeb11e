"""Origins: every quantity of a scenario with its source, and which entities it describes."""

from __future__ import annotations

from typing import Any

from skypact.core import units
from skypact.load.overlay.quantities import quantities
from skypact.report.sections.parameters import Parameter, parameters
from skypact.report.theatre.sites import named
from skypact.report.viewer.content.scene import owner_of
from skypact.spec.scenario import Scenario


class Origins:
    """Quantities with equal ones of one type joined, their sources, and the rows that describe each entity."""

    def __init__(self, s: Scenario):
        self.sources = [
            {"key": key, "text": x.text, "address": x.address, "date": x.date, "grade": x.grade}
            for key, x in sorted(s.sources.items())
        ]
        self._source = {x["key"]: i for i, x in enumerate(self.sources)}
        joined = parameters(s, quantities(s))
        self.quantities = [self._row(p) for p in joined]
        self.held: dict[tuple[str, str], list[int]] = {}
        for i, p in enumerate(joined):
            section = p.group.partition(":")[0]
            for unit in p.units:
                for entity in owner_of(f"{section}.{unit}.{p.field}", s) if unit else []:
                    self.held.setdefault(entity, []).append(i)
        self._of_types(s, joined)

    def _of_types(self, s: Scenario, joined: list[Parameter]) -> None:
        """Add what describes a type of craft to all that are of it."""
        of_craft: dict[str, list[int]] = {}
        for i, p in enumerate(joined):
            if p.group.partition(":")[0] == "crafts":
                for craft in p.units:
                    of_craft.setdefault(craft, []).append(i)
        for name, o in s.intruders.items():
            kind = "traffic" if o.intent == "passage" else "intruder"
            self.held.setdefault((kind, name), []).extend(of_craft.get(o.type, []))

    def _row(self, p: Parameter) -> dict[str, Any]:
        q = p.quantity
        low, high = ("" if x is None else units.show(x, q.dimension) for x in (q.low, q.high))
        return {
            "path": _path(p), "value": units.show(q.value, q.dimension), "low": low, "high": high,
            "range_means": q.range_means if low or high else "", "assumed": q.is_assumed, "grade": q.grade or "",
            "note": q.note or "", "sources": [] if q.is_assumed else [self._cited(q.source or "", q.date or "")],
        }

    def _cited(self, key: str, date: str) -> int:
        """Return the row of a source; one that is written out in place gets its own."""
        if key not in self._source:
            self._source[key] = len(self.sources)
            address = key if key.startswith(("http://", "https://")) else ""
            self.sources.append({"key": key, "text": key, "address": address, "date": date, "grade": ""})
        return self._source[key]


def _path(p: Parameter) -> str:
    """Return the path of a quantity; units that share it stand together: batteries.[s300-brest × 2].reaction."""
    section = p.group.partition(":")[0]
    names = named(p.units)
    unit = names[0] if len(p.units) == 1 else f"[{', '.join(names)}]"
    return ".".join(part for part in (section, unit if any(p.units) else "", p.field) if part)
