"""A system on a page: what it is, its parameters with rival sets side by side, who had it when, who speaks of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from skypact.core import units
from skypact.load.catalogue.lookup.contents import SHEETS
from skypact.load.catalogue.lookup.parameters import Parameter, figures, sheet_defaults, sheet_parameters
from skypact.report.catalogue.blocks import Block, Book, Heading, Items, Text, listed, span, trimmed
from skypact.spec.quantity import Quantity

_HEADS = ("parameter", "value", "range", "rival sets", "source", "note")


def system(book: Book, name: str) -> Iterator[Block]:
    """Yield the page of a system."""
    found, uses = book.catalogue.systems[name], book.uses
    yield Heading(name if found.title == name else f"{name}: {found.title}", 1)
    if found.text:
        yield Text(found.text)
    yield Items(list(_facts(book, name)))
    yield from _figures(book, name)
    for room, sheets in found.sheets.items():
        for one in sheets:
            yield from sheet(book, room, one, 2)
    rows = [[book.link("orbat", h.nation), book.link("units", f"{h.nation}/{h.unit_id}"), h.unit.at or "",
             counted(h.held.count), span(h.held.begin, h.held.until), h.held.announced or "",
             book.cited(h.held.sources, h.held.grade, h.held.assumed) + (", inferred" if h.held.inferred else "")]
            for h in uses.holdings if h.held.type == name]  # fmt: skip
    if rows:
        yield Heading("Who had it")
        yield trimmed(("nation", "unit", "town", "count", "in service", "announced for", "source"), rows)
    yield from listed("In the articles", [f"{book.link('articles', article)}: {item.text}"
                                          for article, _, item in uses.items_naming("systems", name)])  # fmt: skip
    claims = [f"{book.link('claims', key)}: {book.catalogue.claims[key].title}"
              for key in uses.claims_naming("systems", name)]  # fmt: skip
    yield from listed("Claims that rest on its figures", claims)
    scenarios = uses.system_scenarios(name)
    if scenarios:
        yield Heading("In scenarios")
        yield Text(book.links("scenarios", scenarios))
    if found.out_of_model:
        yield Heading("What the model leaves out")
        yield Text(found.out_of_model)
    if found.note:
        yield Text(found.note)


def sheet(book: Book, room: str, name: str, level: int = 1) -> Iterator[Block]:
    """Yield a type sheet: its parameters, and what the format fills in."""
    raw = book.catalogue.sheet(room, name) or {}
    yield Heading(f"{raw.get('title') or name} ({room}/{name})", level)
    plain = {key: raw[key] for key in ("kind", "band", "bands", "target", "sees", "pattern") if key in raw}
    said = [f"{key} {', '.join(value) if isinstance(value, list) else value}" for key, value in plain.items()]
    if raw.get("note"):
        yield Text(" ".join(str(raw["note"]).split()))
    if said:
        yield Text(f"Type sheet `{room}/{name}`: {'; '.join(said)}.")
    rows = parameters(book, sheet_parameters(book.catalogue, room, name))
    if rows:
        yield trimmed(_HEADS, rows)
    left = [f"{path} {_default(q)}" for path, q in sheet_defaults(book.catalogue, room, name)]
    if left:
        yield Text(f"Left to the format, all of it assumed: {'; '.join(left)}.")
    if level == 1:
        owners = [key for key, one in book.catalogue.systems.items() if name in one.sheets.get(room, [])]  # type: ignore[call-overload]
        used = book.uses.sheets.get((room, name), [])
        if owners:
            yield Text(f"It belongs to {book.links('systems', owners)}.")
        yield Text(f"Scenarios with it: {book.links('scenarios', used)}." if used else "No shipped scenario places it.")


def generic_sheets(book: Book) -> Iterator[Block]:
    """Yield the page of the type sheets that belong to no system."""
    yield Heading("Type sheets of no particular system", 1)
    yield Text("Kinds rather than makes: eyes, receivers, civil aircraft, doctrines. Most of it is assumed.")
    for room, name in no_system(book):
        yield from sheet(book, room, name, 2)


def no_system(book: Book) -> list[tuple[str, str]]:
    """Return the type sheets that belong to no system."""
    owned = {(room, name) for one in book.catalogue.systems.values() for room, names in one.sheets.items()
             for name in names}  # fmt: skip
    return [(room, name) for room in SHEETS for name in book.catalogue.names(room) if (room, name) not in owned]


def compared(book: Book, things: Sequence[tuple[str, str]]) -> Iterator[Block]:
    """Yield systems or type sheets (room, id) side by side: a table of rows per parameter; sets as they were published.

    A system stands for all of its sheets and its figures.
    """
    columns = {title: found for room, name in things for title, found in _columns(book, room, name)}
    paths = list(dict.fromkeys(path for found in columns.values() for path in found))
    yield Heading(" v ".join(name for _, name in things), 1)
    yield trimmed(["", *columns], [[path, *(_beside(book, found.get(path)) for found in columns.values())]
                                   for path in paths])  # fmt: skip
    yield Text("Behind a value: its range, the rival sets, and who says so. Disputed figures are never averaged; "
               "— means that the sheet does not state it.")  # fmt: skip


def parameters(book: Book, found: Sequence[Parameter]) -> list[list[str]]:
    """Return the rows of a table of parameters."""
    return [[p.path, p.value, _range(p), _sets(p), source(book, p.quantity), p.quantity.note or ""] for p in found]


def source(book: Book, q: Quantity) -> str:
    """Return who says a quantity, its grade and date."""
    if q.source is None:
        return "**assumed**"
    said = ", ".join(x for x in (q.grade and f"grade {q.grade}", q.date) if x)
    return book.link("sources", q.source) + (f" ({said})" if said else "")


def counted(count: Quantity | None) -> str:
    """Return how many, with the range."""
    return "" if count is None else count.text()


def _facts(book: Book, name: str) -> Iterator[str]:
    found = book.catalogue.systems[name]
    yield f"kind: {found.kind}"
    if found.makers:
        yield f"made in: {', '.join(found.makers)}"
    if found.parts:
        yield f"parts: {book.links('systems', found.parts)}"
    whole = [key for key, one in book.catalogue.systems.items() if name in one.parts]
    if whole:
        yield f"part of: {book.links('systems', whole)}"
    if found.stands:
        stands = [f"{s.each} × {s.type} ({s.section})" for s in found.stands]
        yield f"one of it puts into a scenario: {', '.join(stands)}"
    if found.not_before:
        yield f"in no order of battle before {found.not_before}"
    if found.treaty:
        yield f"limited by treaty as: {found.treaty}"
    if found.sources:
        yield f"sources: {book.links('sources', found.sources)}"


def _figures(book: Book, name: str) -> Iterator[Block]:
    rows = []
    for p in figures(book.catalogue, name):
        text = book.catalogue.systems[name].figures[p.path].text
        rows.append([p.path, p.value, _range(p), _sets(p), source(book, p.quantity),
                     "; ".join(x for x in (text, p.quantity.note) if x)])  # fmt: skip
    if rows:
        yield Heading("Published figures")
        yield trimmed(("figure", *_HEADS[1:5], "what it is"), rows)


def _columns(book: Book, room: str, name: str) -> Iterator[tuple[str, dict[str, Parameter]]]:
    if room != "systems":
        yield name, {p.path: p for p in sheet_parameters(book.catalogue, room, name)}
        return
    found = book.catalogue.systems[name]
    sheets = [(r, one) for r, names in found.sheets.items() for one in names]
    own = {p.path: p for p in figures(book.catalogue, name)}
    if own or not sheets:
        yield name, own
    for r, one in sheets:
        title = f"{r}/{one}" if sum(one == other for _, other in sheets) > 1 or one == name else one
        yield title, {p.path: p for p in sheet_parameters(book.catalogue, r, one)}


def _beside(book: Book, p: Parameter | None) -> str:
    if p is None:
        return "—"
    said = [p.value, f"({_range(p)})" if _range(p) else "", f"[{_sets(p)}]" if _sets(p) else ""]
    who = "assumed" if p.quantity.source is None else book.link("sources", p.quantity.source)
    return " ".join(x for x in said if x) + f", {who}"


def _range(p: Parameter) -> str:
    return f"{p.low} to {p.high}" if p.low and p.high and p.low != p.high else ""


def _sets(p: Parameter) -> str:
    return "; ".join(f"{name}: {value}" for name, value in p.sets.items())


def _default(q: Quantity) -> str:
    low, high = q.bounds()
    body = units.rounded(q.value, q.dimension)
    return body if low == high else f"{body} ({units.rounded(low, q.dimension)} to {units.rounded(high, q.dimension)})"
