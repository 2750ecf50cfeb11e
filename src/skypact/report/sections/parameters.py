"""Parameters: every quantity that the answer leans on, assumed ones first, and the sources (spec → HTML)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from skypact.core import units
from skypact.report.markup import Markup, el, join, link
from skypact.report.tables import folded, listed, table
from skypact.report.theatre.sites import named
from skypact.spec.quantity import Quantity
from skypact.spec.scenario import Scenario, Source


@dataclass(frozen=True)
class Parameter:
    """One quantity, or equal ones of several units of a kind: group of units, field, the units that hold it."""

    group: str
    field: str
    units: tuple[str, ...]
    quantity: Quantity


def parameters(scenario: Scenario, walked: Iterable[tuple[str, Quantity]]) -> list[Parameter]:
    """Return the quantities with those of one type and equal value joined, in the order they were walked."""
    made: dict[tuple[str, str, str], tuple[Quantity, list[str]]] = {}
    for path, quantity in walked:
        group, unit, field = _place(scenario, path)
        key = (group, field, quantity.model_dump_json())
        made.setdefault(key, (quantity, []))[1].append(unit)
    return [Parameter(g, f, tuple(dict.fromkeys(u)), q) for (g, f, _), (q, u) in made.items()]


def _place(scenario: Scenario, path: str) -> tuple[str, str, str]:
    """Return (group, unit, field) of a path: units of one type form a group, the rest goes by section."""
    section, _, rest = path.partition(".")
    known = getattr(scenario, section, None)
    if not isinstance(known, Mapping):
        return section, "", rest or section
    ids = [i for i in known if rest == i or rest.startswith(f"{i}.")]  # an id may hold a dot: the longest counts
    if not ids:
        return section, "", rest
    unit = max(ids, key=len)
    kind = getattr(known[unit], "type", None)
    return (f"{section}: {kind}" if kind else section), unit, rest[len(unit) + 1:]


def parameter_tables(found: list[Parameter], sources: Mapping[str, Source]) -> Markup:
    """Return one folded table per group, those with assumed values first; assumed rows lead in each."""
    groups: dict[str, list[Parameter]] = {}
    for p in sorted(found, key=lambda p: not p.quantity.is_assumed):
        groups.setdefault(p.group, []).append(p)
    return join(_group(name, rows, sources) for name, rows in groups.items())


def _group(name: str, rows: list[Parameter], sources: Mapping[str, Source]) -> Markup:
    assumed = sum(p.quantity.is_assumed for p in rows)
    cells = [_row(p, sources) for p in rows]
    made = table(f"Parameters of {name}", ("field", "units", "value", "low", "high", "source"), cells, (2, 3, 4))
    return folded(f"{name}: {assumed} assumed, {len(rows) - assumed} with a source", made)


def _row(p: Parameter, sources: Mapping[str, Source]) -> list[object]:
    q = p.quantity
    low, high = (("—" if x is None else units.show(x, q.dimension)) for x in (q.low, q.high))
    names = named(p.units)
    shown = ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")
    sets = "".join(f"; {k}: {units.show(v, q.dimension)}" for k, v in sorted(q.sets.items()))
    return [p.field, shown, units.show(q.value, q.dimension) + sets, low, high, _origin(q, sources)]


def _origin(q: Quantity, sources: Mapping[str, Source]) -> Markup:
    note = f" — {q.note}" if q.note else ""
    if q.is_assumed:
        return join([el("span", "assumed", class_="assumed"), note])
    source = sources.get(q.source or "")
    shown = link(source.address, q.source) if source else link(q.source or "", q.source)
    ends = "range assumed" if q.range_assumed else None
    more = "".join(f", {x}" for x in (q.date, f"grade {q.grade}" if q.grade else None, ends) if x)
    return join([shown, more, note])


def source_list(sources: Mapping[str, Source]) -> Markup:
    """Return the sources with their addresses (links to follow, never loaded)."""
    return listed([
        join([el("strong", key), ": ", link(s.address, s.text), f" ({s.date})" if s.date else "",
              f" — grade {s.grade}" if s.grade else ""])
        for key, s in sorted(sources.items())
    ])
